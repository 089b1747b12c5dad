# %% [markdown]
r"""# Can a search find what it has no word for?

In lesson 01 you built a search that finds the words you type.
People seldom type the words that stand in the passage.
So this lesson looks for a search that goes by what is meant.

In this lesson you will

- turn texts into points, so that alike texts lie close together;
- write the heart of a sentence encoder, five lines long;
- count where words fail and where meaning fails, and join the two.

It takes about 50 minutes.
"""

# %%
from helpers import lesson
from helpers.lesson import check, predict, quiz
lesson.start("02")

# %% [markdown]
r"""
## A wedding without the word

The republic of Tarnsey keeps its law and its security advisories on one shelf.
Here is the shelf.
"""

# %%
from helpers import data
advisories, articles = data.load("advisories"), data.load("statutes")
library = advisories.passages + articles.passages
texts = [f"{passage.title}. {passage.text}" for passage in library]
len(texts)

# %% [markdown]
r"""
At the counter of the Register of Persons, two people hold hands.
One of them asks:
"""

# %%
question = (
    "My sweetheart and I want to get hitched. "
    "How far beforehand must we let them know?"
)

# %%
options = ["the article on weddings", "nothing at all", "something else"]
predict("wedding", "What will BM25 put first?", options)

# %%
from helpers.bm25 import BM25
by_words = BM25(texts)
[library[place].title for place in by_words.search(question, k=3).indices]

# %% [markdown]
r"""
Burglars, and sheep that were never there.
What they share with the question are words like *and*, *to*, *want* and *we*.
The right one was on the shelf all along:
"""

# %%
wedding = [passage.id for passage in library].index("art-126")
library[wedding].text

# %% [markdown]
r"""
It speaks of a wedding that is announced, ahead, with the Register.
Nobody in it gets hitched, and it has no sweetheart.
The question and its answer have hardly a word in common, and every search by words is blind to such a pair.
This is the **vocabulary mismatch**.

**Think about it.**
Could you mend this with a list of synonyms?
How long would it have to be, and who keeps it?

## A text becomes a point

To compare *meanings*, we first need texts in a form that can be compared at all.
Start small, with three texts, and count their words.
"""

# %%
import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer
three = ["Fog, fog and fog.", "Fog and salt.", "Tea and salt."]
counter = CountVectorizer()
counts = counter.fit_transform(three).toarray()
pd.DataFrame(counts, three, counter.get_feature_names_out())

# %% [markdown]
r"""
Each text is now a row of numbers.
Two numbers are a point on a sheet of paper: so far across, so far up.
Four numbers are a point, too, only that no paper has enough directions.
Such a row is called a **vector**.

Which texts are alike?
How far the points lie apart is a poor guide: "fog" and "fog, fog, fog" lie far apart, and say the same.
Better ask whether they lie in the same *direction*, seen from zero.

### Exercise: cosine (5 minutes)

For two vectors $a$ and $b$, the **cosine similarity** is 1 if they point the same way, and 0 if they have nothing in common:

$$\cos(a, b) = \frac{a \cdot b}{\lVert a \rVert \, \lVert b \rVert}$$

Above the line stands the *dot product*: multiply number by number, and add up.
Below it stand the two lengths.

<details><summary>Hint 1</summary>For the vectors (3, 4) and (8, 6) the dot product is 24 + 24. How long is the arrow to (3, 4)? Think of a right-angled triangle.</details>
<details><summary>Hint 2</summary><code>a @ b</code> is the dot product, and <code>np.linalg.norm(a)</code> is the length of <code>a</code>.</details>
<details><summary>Hint 3</summary>Divide the dot product by the product of both lengths. Put that product in brackets.</details>
"""

# %%
def cosine(a: np.ndarray, b: np.ndarray) -> float:
    """Return the cosine similarity of two vectors of equal size."""
    ### BEGIN SOLUTION
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
    ### END SOLUTION

# %%
check("cosine", cosine)

# %% [markdown]
r"""
Scikit-learn has it ready, for all pairs at once:
"""

# %%
from sklearn.metrics.pairwise import cosine_similarity
pd.DataFrame(cosine_similarity(counts), three, three).round(2)

# %% [markdown]
r"""
Read the last row.
The text about tea is somewhat like the one about fog alone.
All that they share is *and*, which tells nothing.

### Exercise: rare words weigh more (7 minutes)

You know the cure from lesson 01: the fewer passages hold a word, the more it says.
Here is the recipe of scikit-learn, called **TF-IDF**.
For a word that occurs in $n$ of $N$ texts, multiply each count by

$$\mathrm{idf}(n, N) = \ln\frac{1 + N}{1 + n} + 1$$

Your function takes the table of counts, a row for each text, a column for each word, and returns a table of the same shape.

<details><summary>Hint 1</summary>For each column you need one number <code>n</code>: in how many rows is its count above zero?</details>
<details><summary>Hint 2</summary><code>counts > 0</code> is a table of true and false, and true counts as 1. <code>.sum(axis=0)</code> adds up each column.</details>
<details><summary>Hint 3</summary>A table times a row multiplies each of its rows by it. So: the counts, times one idf for each column.</details>
"""

# %%
def tf_idf(counts: np.ndarray) -> np.ndarray:
    """Return the counts, shape (texts, words), each times the idf of its word."""
    ### BEGIN SOLUTION
    texts_with_word = (counts > 0).sum(axis=0)
    idf = np.log((1 + len(counts)) / (1 + texts_with_word)) + 1
    return counts * idf
    ### END SOLUTION

# %%
check("tf-idf", tf_idf)

# %% [markdown]
r"""
The check compared yours with scikit-learn, which is quick enough for the whole shelf:
"""

# %%
from sklearn.feature_extraction.text import TfidfVectorizer
weigher = TfidfVectorizer()
weighted = weigher.fit_transform(texts)
weighted.shape

# %% [markdown]
r"""
Every passage is a point in as many directions as there are words on the shelf.
Scikit-learn has also stretched every row to length one, and then the dot product *is* the cosine.

### Exercise: the nearest (4 minutes)

Now a search is no more than this: which points lie in nearly the same direction as the question's?

<details><summary>Hint 1</summary>All vectors have length one, so the dot product is enough. <code>passages @ query</code> gives one for each passage.</details>
<details><summary>Hint 2</summary><code>np.argsort</code> returns places, the place of the smallest number first.</details>
<details><summary>Hint 3</summary>Sort the numbers with a minus before them, and keep the first <code>k</code> places.</details>
"""

# %%
def nearest(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Return the places of the k rows with the largest cosine, best first.

    All vectors have length one.
    """
    ### BEGIN SOLUTION
    return np.argsort(-(passages @ query))[:k]
    ### END SOLUTION

# %%
check("nearest", nearest)

# %% [markdown]
r"""
The course's version of it is called `best`.
Back to the two at the counter.
"""

# %%
from helpers.rankings import best
cosines = weighted @ weigher.transform([question]).toarray()[0]
[library[place].title for place in best(cosines, k=3).indices]

# %% [markdown]
r"""
A new coat on the old search.
As long as each word has a direction of its own, *wedding* and *hitched* stand at right angles.

## Words that keep company

Where *landlord* stands, *tenant* and *rent* are not far.
So words that keep the same company could share a direction.
Squeeze the thousands of directions into a hundred, so that as little as possible is lost, and they must.
"""

# %%
from sklearn.decomposition import TruncatedSVD
from helpers.pooling import unit_rows
squeezer = TruncatedSVD(100, random_state=0).fit(weighted)
directions = unit_rows(squeezer.components_.T * squeezer.singular_values_)
directions.shape

# %% [markdown]
r"""
One row for each word: where it points, after the squeeze.
Which words point nearly the same way?
"""

# %%
def company(word: str) -> list[str]:
    """Return the five words that point most nearly where a word points."""
    near = best(directions @ directions[weigher.vocabulary_[word]], k=6)
    return [weigher.get_feature_names_out()[place] for place in near.indices[1:]]

# %%
company("landlord"), company("sheep"), company("deposit")

# %% [markdown]
r"""
Nobody has told it what a landlord is.
It worked that out from the shelf alone, and from so small a shelf it also picks up oddities: the number of a form keeps company, too.
This is **latent semantic analysis**, or LSA, from 1990.

So, does it know *hitched*?
"""

# %%
[word in weigher.vocabulary_ for word in ("hitched", "sweetheart", "wedding")]

# %% [markdown]
r"""
It cannot.
It has read our shelf and nothing else, and there nobody gets hitched.
We need somebody who has read more.

## Somebody who has read more

MiniLM is a small model that was trained on a great many pairs of sentences which belong together.
It learned to give the two of a pair vectors that lie close.
Such a model is called a **sentence encoder**, and its vectors are **embeddings**.
"""

# %%
from helpers.embeddings import Embedder
embedder = Embedder.load(remember=True)
embedder.pieces(question)

# %% [markdown]
r"""
First it cuts the text into *pieces*.
Frequent words stay whole, and a rare one is put together from parts: look at *hitched*.
Then it computes a vector for every piece, with a look at all the others.
"""

# %%
two = ["We want to get married.", "Sheep!"]
states, mask = embedder.states(two)
states.shape

# %% [markdown]
r"""
Two texts, as many pieces as the longer one has, and 384 numbers for each.
The shorter text was filled up, for a table must have equal rows.
The mask tells which pieces are real:
"""

# %%
mask.astype(int)

# %% [markdown]
r"""
We want one vector for each *text*.
The simplest thing works best: take the mean of its pieces.
This is called **mean pooling**.

### Exercise: mean pooling (8 minutes)

The mean goes over the real pieces only.
What the model computes for the filling means nothing, and must have no say.

<details><summary>Hint 1</summary>What happens to a sum if you put zeros where the filling stands? And to the number you divide by?</details>
<details><summary>Hint 2</summary><code>mask[:, :, None]</code> gives the mask a third axis, so that it can be multiplied with the states: true counts as 1, false as 0.</details>
<details><summary>Hint 3</summary>Add up the masked states along axis 1, the pieces. Divide by the number of real pieces, as a column: <code>mask.sum(axis=1)[:, None]</code>.</details>
"""

# %%
def mean_pool(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return the mean of each text's real pieces.

    The states have shape (texts, pieces, width), the result (texts, width).
    """
    ### BEGIN SOLUTION
    real = states * mask[:, :, None]
    return real.sum(axis=1) / mask.sum(axis=1)[:, None]
    ### END SOLUTION

# %%
check("mean-pool", mean_pool)

# %% [markdown]
r"""
Is that truly all?
Compare with a reference that needs no mask: each text computed alone, where nothing is filled up.
"""

# %%
from helpers import pooling
pooled = unit_rows(pooling.mean_pool(states, mask))
alone = np.vstack([embedder.encode([text]) for text in two])
np.allclose(pooled, alone, atol=1e-5), float(np.abs(pooled - alone).max())

# %% [markdown]
r"""
Equal, up to rounding.
(A test of this course also compares with the library that most people use for it, `sentence-transformers`.)

Now the whole shelf.
It takes some seconds the first time, and is then kept on your disk.
"""

# %%
import warnings
with warnings.catch_warnings(record=True) as told:
    vectors = embedder.encode(texts, progress=True)
str(told[0].message)

# %% [markdown]
r"""
That is worth reading.
The model reads so many pieces and no more, and what stands at the end of a long passage is not in its vector.
Lesson 03 cuts long texts into chunks.

And the couple?
"""

# %%
from helpers.embeddings import DenseIndex
by_meaning = DenseIndex(texts, embedder, vectors)
[library[place].title for place in by_meaning.search(question, k=3).indices]

# %% [markdown]
r"""
Congratulations to both.

Does it work outside the island?
Here are five real incidents, as experts summed them up, and the five weaknesses they were filed under.
We picked pairs that share no word worth searching for.
"""

# %%
from helpers import cwe
catalogue = cwe.load()
picked = ["2005-1674", "2004-2154", "2019-9534", "2009-2431", "2002-0870"]
incidents = [catalogue.question(f"CVE-{number}") for number in picked]
weaknesses = [catalogue.passage(one.passages[0]) for one in incidents]
[(one.text, other.title) for one, other in zip(incidents, weaknesses)]

# %%
lines = embedder.encode([one.text for one in incidents])
described = embedder.encode([f"{one.title}. {one.text}" for one in weaknesses])
heads = [one.id for one in weaknesses]
pd.DataFrame(lines @ described.T, picked, heads).round(2)

# %% [markdown]
r"""
Each row is an incident, and its own weakness stands on the diagonal.
Look in each row for the largest number.
How many of the five are on the diagonal?
Five picked cases prove nothing; lesson 03 counts over two thousand.

## A map of meanings

384 directions cannot be drawn.
But we can ask for the two in which the passages differ most, and look along them.
"""

# %%
from sklearn.decomposition import PCA
plane = PCA(2, random_state=0)
points = plane.fit_transform(vectors)

# %%
from helpers import plots
border = len(advisories.passages)
shelves = {"advisories": points[:border], "articles of law": points[border:]}
plots.places(shelves);

# %% [markdown]
r"""
Each mark is a passage: round for an advisory, square for an article of law.
The two kinds lie on two sides, though nobody told the model which is which.
The same as a list, from one edge to the other:
"""

# %%
titles = [passage.title for passage in library]
edges = pd.DataFrame(points, titles, ["across", "up"]).sort_values("across")
edges.iloc[[0, 1, 2, -3, -2, -1]].round(2)

# %% [markdown]
r"""
A map is a shadow, though.
How much of what tells the passages apart is left on it?
And for how many passages is the nearest one on the map also the nearest in truth?
"""

# %%
from sklearn.neighbors import NearestNeighbors
def neighbour(rows: np.ndarray) -> np.ndarray:
    """Return for each row the place of the nearest other row."""
    closest = NearestNeighbors(n_neighbors=1).fit(rows)
    return closest.kneighbors(return_distance=False)[:, 0]

# %%
left = plane.explained_variance_ratio_.sum()
kept = (neighbour(points) == neighbour(vectors)).mean()
f"left on the map: {left:.0%}; nearest neighbours kept: {kept:.0%}"

# %% [markdown]
r"""
So wander on a map, and search in the full space.

Now drop a query of your own into it.
"""

# %%
from helpers.explore import meaning
meaning.explore()

# %% [markdown]
r"""
Two things to try:

1. Type `TC-2033-041`, the number of an advisory.
   Which list finds it, and what does the other offer in its place?
2. Type `qqq zzz`.
   Which list admits that it knows nothing?

<details><summary>What you may have seen</summary>

1. Words find the advisory, both of its versions.
Meaning offers other advisories.
The cell below shows how MiniLM reads such a number.
2. Words return an empty list.
By meaning something is always nearest, and its cosine is not even small.
To answer "I don't know" a system needs more than a nearest neighbour; lesson 04 comes back to this.

</details>

The same without a box to type in:
"""

# %%
meaning.explore(query="TC-2033-041")

# %%
embedder.pieces("TC-2033-041"), embedder.pieces("TC-2033-042")

# %% [markdown]
r"""
The pieces of a number have no meaning of their own.
Two numbers differ in one of them, so the two means lie close together.

## Where each one fails

Two cases, one for each side.
Time to count.
The collections come with questions of several kinds; we take three.
"""

# %%
kinds = ["lookup", "other words", "identifier"]
heldout = advisories.split("heldout") + articles.split("heldout")
asked = [one for one in heldout if one.kind in kinds]
pd.Series([one.kind for one in asked]).value_counts()

# %% [markdown]
r"""
- *lookup*: asks for one thing, and names it
- *other words*: the same, written to share few words with the passage
- *identifier*: names a number or code in place of a name
"""

# %%
[next(one.text for one in asked if one.kind == kind) for kind in kinds]

# %%
sides = ["words", "meaning", "about the same"]
predict("identifier", "Which finds more for identifiers?", sides)

# %%
predict("lookup", "And for plain lookups?", sides)

# %% [markdown]
r"""
A question counts as found if one of the first three passages holds the answer.
"""

# %%
from helpers.rankings import Index
def found(index: Index, k: int = 3) -> np.ndarray:
    """Tell for each question whether one of the first k passages holds its answer."""
    rankings = index.search_many([one.text for one in asked], k)
    first = [{library[place].id for place in ranking.indices} for ranking in rankings]
    hits = [not ids.isdisjoint(one.passages) for ids, one in zip(first, asked)]
    return np.array(hits)

# %% [markdown]
r"""
Every search that turns texts into rows can stand behind the same index.
"""

# %%
from types import SimpleNamespace
tfidf = SimpleNamespace(encode=lambda some: weigher.transform(some).toarray())
lsa = SimpleNamespace(encode=lambda some: squeezer.transform(weigher.transform(some)))

# %%
right = {"BM25": found(by_words), "MiniLM": found(by_meaning)}
right["TF-IDF"] = found(DenseIndex(texts, tfidf))
right["LSA"] = found(DenseIndex(texts, lsa))

# %% [markdown]
r"""
Several questions may be about one product, and they stand or fall together.
So the interval comes from drawing whole products and articles, not single questions.
"""

# %%
from helpers.intervals import Interval, bootstrap_ci, paired_bootstrap
entity = np.array([one.entity for one in asked])
kind_of = np.array([one.kind for one in asked])

# %%
def by_kind(hits: np.ndarray) -> dict[str, Interval]:
    """Return for each kind of question the share found, with its interval."""
    rows = {kind: kind_of == kind for kind in kinds}
    return {kind: bootstrap_ci(hits[rows[kind]], entity[rows[kind]]) for kind in kinds}

# %%
shares = {name: by_kind(hits) for name, hits in right.items()}
bands = {kind: {name: one[kind] for name, one in shares.items()} for kind in kinds}
plots.shares_by_kind(bands, "share found among the first three");

# %% [markdown]
r"""
Three bands, one for each kind of question; in each, one mark and its interval for every search.

- On lookups all are good, and their intervals overlap.
- On *other words* the three that know only the shelf find next to nothing, and MiniLM many.
- On identifiers it is the other way round.

So neither is the better search.
Each has a blind side, and they are different ones.

Be fair to the losers: the questions in other words were *written* to avoid the passage's terms.
They show that words are blind there, not how often people ask like that.

**Think about it.**
LSA does a little worse than TF-IDF on identifiers.
What does squeezing do to a number that stands in one passage only?

## Two lists become one

Could we have both?
Perhaps by adding up the scores?
These are the best of each for the couple's question:
"""

# %%
by_words.search(question, k=3), by_meaning.search(question, k=3)

# %% [markdown]
r"""
The one kind of score has no upper end, the other stops at 1, and their sum means nothing.
But each search has an *order*.
Let every search give points for places, as in a regatta, and add up the points.

### Exercise: reciprocal rank fusion (7 minutes)

A passage at place $r$ of a ranking gets

$$\frac{1}{k + r}$$

points from it; the first place has $r = 1$.
A ranking in which it does not stand gives it nothing.
With $k = 60$ this is **reciprocal rank fusion**, from 2009.

<details><summary>Hint 1</summary>Go through the rankings, and in each through its passages. Where do you keep the points so far?</details>
<details><summary>Hint 2</summary><code>enumerate(ranking, start=1)</code> gives place and passage. <code>points.get(passage, 0)</code> is what a passage has so far, or 0.</details>
<details><summary>Hint 3</summary>Two loops, one in the other. In the inner one set the passage's points to what it has so far plus one divided by the sum of <code>k</code> and the place.</details>
"""

# %%
def fuse(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Return the points of every passage that stands in a ranking."""
    ### BEGIN SOLUTION
    points: dict[str, float] = {}
    for ranking in rankings:
        for place, passage in enumerate(ranking, start=1):
            points[passage] = points.get(passage, 0) + 1 / (k + place)
    return points
    ### END SOLUTION

# %%
check("fuse", fuse)

# %%
outcomes = ["better everywhere", "worse everywhere", "depends on the kind"]
predict("hybrid", "The hybrid, compared with the better of the two?", outcomes)

# %% [markdown]
r"""
The course's version asks each search for its first ten, and fuses them.
"""

# %%
from helpers.fusion import HybridIndex
right["hybrid"] = found(HybridIndex([by_words, by_meaning], depth=10))
shares["hybrid"] = by_kind(right["hybrid"])

# %% [markdown]
r"""
Compare question by question: how much more does the hybrid find than each of its parts?
"""

# %%
def gain(over: str, kind: str) -> Interval:
    """Return the hybrid's share less that of another search, with its interval."""
    rows = kind_of == kind
    return paired_bootstrap(right["hybrid"][rows], right[over][rows], entity[rows])

# %%
parts = ("BM25", "MiniLM")
gains = {name: {kind: gain(name, kind) for kind in kinds} for name in parts}
pd.DataFrame(gains).add_prefix("hybrid less ")

# %% [markdown]
r"""
Above zero, the hybrid finds more.

- On lookups it beats *both*: each part misses some, and seldom the same ones.
- Where one part is blind, the hybrid stays behind the other: the blind one has a vote, too.

A hybrid is an insurance: you pay on each side, and are lost on neither.
Which is worth it depends on what people ask.

How much the blind one may say is set by two numbers that we just took: the constant $k$, and how deep each list is.
"""

# %%
pair = [by_words, by_meaning]
settings = [(k, depth) for k in (1, 10, 60) for depth in (10, 100)]
tried = pd.DataFrame({(k, n): found(HybridIndex(pair, n, k)) for k, n in settings})
tried.groupby(kind_of).mean().T.rename_axis(["k", "depth"]).round(2)

# %% [markdown]
r"""
It matters a good deal.
The 60 comes from experiments with far longer lists.
On our short shelf, deep lists give points to nearly every passage, and the blind search is heard to the end.

**Think about it.**
Tempted to take the best row and report it?
It was chosen on the very questions it would be reported on.
Lesson 03 shows how much that flatters.

## What you measured

The share of questions for which one of the first three passages holds the answer, with 95 % intervals.
*Chance* draws three passages blindly.
"""

# %%
table = pd.DataFrame(shares).T
table.loc["chance"] = f"{3 / len(library):.2f}"
table

# %% [markdown]
r"""
**What this does not show.**

- *That embeddings beat words, or the reverse.* It depends on the questions, and ours were written for one side or the other.
- *How a larger or newer encoder does.* Numbers will trouble it less; that it always finds *something* stays.
- *What happens on a large shelf.* Here a blind guess has a fair chance, and look-alikes are few.
- *Which $k$ and depth to take.* We looked at all of them on the same questions.
- *Whether the answer comes out right.* A passage found is not a passage read; that is lesson 04.

Three questions to close with.
"""

# %%
quiz("02")

# %% [markdown]
r"""
Next is lesson 03: [How good is a search, and how sure are you?](03_how_good_is_a_search.ipynb)
"""
