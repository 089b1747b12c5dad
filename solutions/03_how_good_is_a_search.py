# %% [markdown]
r"""# How good is a search, and how sure are you?

You have built two searches: one by words, one by meaning.
Which one should you trust with your documents?
"It looked good when I tried it" is not an answer you would accept from a thermometer.

In this lesson you will

- score a search with the three numbers that everybody in the field uses, each written by yourself;
- say how far such a number can be trusted, and how many questions it takes to tell two searches apart;
- cut long documents into pieces, see what every cut costs, and catch yourself being flattered.

It takes about 60 minutes.
"""

# %%
from helpers import lesson
from helpers.lesson import check, predict, quiz
lesson.start("03")

# %% [markdown]
r"""
## Who says what is right?

Somebody reports a break-in, in one line.
You are to say which of the weaknesses in MITRE's catalogue let it happen.
"""

# %%
from helpers import cwe, searching
catalogue = cwe.load()
line = catalogue.question("CVE-2006-3211")
line.text

# %% [markdown]
r"""
The search by words from lesson 01 offers these five:
"""

# %%
from helpers.bm25 import BM25
by_words = BM25(searching.texts(catalogue))
five = searching.found(by_words, catalogue, [line], k=5)[0]
[(id, catalogue.passage(id).title) for id in five]

# %% [markdown]
r"""
Is that good?
All five sound fitting, and one can argue about each of them for an hour.
Luckily somebody has argued already: experts filed every one of these incidents under the weaknesses they saw in it.
"""

# %%
line.passages

# %% [markdown]
r"""
Two are right.
They stand at places 2 and 4 of the list above.
A list of questions, each with the passages that are right for it, is called a set of **relevance judgements**.
It turns "sounds fitting" into something to count.

Keep in mind what it does to the other three.
The third is about addresses in web pages that hide a script, such as the `javascript:` of our line.
Nobody filed the incident under it, perhaps because nobody thought of it, and so it counts as wrong.
Judgements are never complete, and that makes every search look a little worse than it is.

There are about two thousand such lines.
Both searches now look for all of them, and so does the hybrid of the two from lesson 02.
(The catalogue and the lines must be turned into vectors once; that takes most of a minute, and is kept on disk.
Some descriptions are longer than the model reads and lose their ends; it warns of them, which is silenced here.)
"""

# %%
import warnings
warnings.filterwarnings("ignore", message="found .* word pieces")
from helpers.embeddings import DenseIndex, Embedder
embedder = Embedder.load(remember=True)
by_meaning = DenseIndex(searching.texts(catalogue), embedder)

# %%
from helpers.fusion import HybridIndex
searches = {"BM25": by_words, "MiniLM": by_meaning,
            "hybrid": HybridIndex([by_words, by_meaning])}
questions = catalogue.questions
found = {name: searching.found(index, catalogue, questions, k=20)
         for name, index in searches.items()}

# %% [markdown]
r"""
## Was it found at all?

Go back to the one line with its two right weaknesses.
If you read only the first hit, you have found none of them.
Read two hits, and you have one of two.
Read five, and you have both.
"""

# %%
predict("first-hit", "Over all lines: how often is BM25's first hit a right one?",
        ["about 1 in 10", "about 3 in 10", "about 6 in 10", "about 9 in 10"])

# %% [markdown]
r"""
The share of the right passages that stand among the first $k$ is called **recall@k**.
To recall, here, is to bring back.

### Exercise: recall@k (5 minutes)

`ranked` is a list of ids, best first.
`relevant` holds the ids that are right, at least one.
Return the share of the relevant ones that stand among the first `k`.

<details><summary>Hint 1</summary>Say it aloud for the line above, with k = 2: "of the … right ones, … are among the first two".</details>
<details><summary>Hint 2</summary><code>ranked[:k]</code> holds the first k. Two sets have a common part: <code>a &amp; b</code>.</details>
<details><summary>Hint 3</summary>Make a set of the first k, take what it has in common with the set of the relevant ones, and divide how many these are by how many are relevant.</details>
"""

# %%
def recall_at_k(ranked: list, relevant: set, k: int) -> float:
    """Return the share of the relevant ids that stand among the first k."""
    ### BEGIN SOLUTION
    brought_back = set(ranked[:k]) & set(relevant)
    return len(brought_back) / len(relevant)
    ### END SOLUTION

# %%
check("recall-at-k", recall_at_k)

# %% [markdown]
r"""
From here on the course's own version counts, over all lines.
Beside recall we count how often *at least one* right weakness is there, for a reader who needs only one.
That is the **hit rate**, hit@k.
"""

# %%
from collections.abc import Callable
from statistics import fmean
right = [set(one.passages) for one in questions]

def mean_of(measure: Callable, name: str, k: int) -> float:
    """Return the mean of a measure at k, over all lines."""
    return fmean(measure(ids, ok, k) for ids, ok in zip(found[name], right))

# %%
import numpy as np

def hits(name: str, k: int) -> np.ndarray:
    """Return for each line whether a right weakness is among the first k."""
    return np.array([not ok.isdisjoint(ids[:k]) for ids, ok in zip(found[name], right)])

# %%
{f"hit@{k}": round(float(hits("BM25", k).mean()), 3) for k in (1, 3, 10, 20)}

# %% [markdown]
r"""
Compare the first number with what you predicted.
Then look how it grows with $k$:
"""

# %%
from helpers import metrics, plots
ks = range(1, 21)
hit_rates = [hits("BM25", k).mean() for k in ks]
recalls = [mean_of(metrics.recall_at_k, "BM25", k) for k in ks]
growth = {"hit@k": (ks, hit_rates), "recall@k": (ks, recalls)}
plots.curves(growth, "k: how many hits are read", "BM25, mean over all lines");

# %% [markdown]
r"""
Both lines rise, and ever more slowly; recall stays below the hit rate, since many lines have more than one right weakness.
Neither reaches 1: what shares no word with the line is not found, however long you read.

So a search has no recall.
It has a recall *at some k*, and who tells you the one without the other has told you nothing.

## How far down?

Recall@10 does not care whether the right one is first or tenth.
A hurried reader does.
That reader goes down the list and stops at the first right one: found at rank 1 is worth 1, at rank 2 a half, at rank 3 a third.
Not found is worth nothing.

### Exercise: reciprocal rank (5 minutes)

Return 1 divided by the rank of the first relevant id, with ranks counted from 1; and 0 if none is there.

<details><summary>Hint 1</summary>Go through the list from the top. When may you stop?</details>
<details><summary>Hint 2</summary><code>enumerate(ranked, start=1)</code> gives each id together with its rank.</details>
<details><summary>Hint 3</summary>Return from within the loop at the first relevant one. What is left to return after a loop that found none?</details>
"""

# %%
def reciprocal_rank(ranked: list, relevant: set) -> float:
    """Return 1 / rank of the first relevant id, or 0."""
    ### BEGIN SOLUTION
    for rank, one in enumerate(ranked, start=1):
        if one in relevant:
            return 1 / rank
    return 0.0
    ### END SOLUTION

# %%
check("reciprocal-rank", reciprocal_rank)

# %% [markdown]
r"""
Its mean over many questions is the **mean reciprocal rank**, MRR.
For our one line, whose first right weakness stands at place 2:
"""

# %%
metrics.reciprocal_rank(five, line.passages)

# %% [markdown]
r"""
## Every right one, each by its place

The hurried reader ignores the second right weakness, at place 4.
A patient one is glad of it, but less than if it had stood higher.
So let every right hit earn something, and the more the higher it stands:

| place | 1 | 2 | 3 | 4 | 5 |
|---|---|---|---|---|---|
| earns | 1 | 0.63 | 0.50 | 0.43 | 0.39 |

This is $1 / \log_2(\text{place} + 1)$, which falls quickly first and slowly later, as attention does.
The sum is the *discounted cumulative gain*, DCG.

But a line with five right weaknesses can earn more than a line with one.
To make them comparable, divide by what the *best possible* list would have earned: all right ones on top, as far as $k$ places allow.
What comes out lies between 0 and 1 and is called **nDCG@k**, with n for *normalised*:

$$\mathrm{nDCG@}k = \frac{\sum_{\text{right ones at places } r \le k} 1/\log_2(r + 1)}{\sum_{r=1}^{\min(k,\ \text{number of right ones})} 1/\log_2(r + 1)}$$

### Exercise: nDCG@k (10 minutes)

<details><summary>Hint 1</summary>Write it in two steps: what this list earns, and what the best list would earn. The second does not look at <code>ranked</code> at all.</details>
<details><summary>Hint 2</summary>With <code>rank</code> counted from 1, a right one earns <code>1 / np.log2(rank + 1)</code>. In the best list the right ones have ranks 1, 2, 3 and so on.</details>
<details><summary>Hint 3</summary>The best list has as many right ones as there are, but no more than k: <code>min(k, len(relevant))</code>.</details>
"""

# %%
def ndcg_at_k(ranked: list, relevant: set, k: int) -> float:
    """Return what the first k earn, as a share of what the best list would earn."""
    ### BEGIN SOLUTION
    worth = 1 / np.log2(np.arange(2, k + 2))
    earned = sum(gain for gain, one in zip(worth, ranked) if one in relevant)
    return earned / sum(worth[: len(relevant)])
    ### END SOLUTION

# %%
check("ndcg-at-k", ndcg_at_k)

# %% [markdown]
r"""
The check has compared yours with the course's own.
Is that one right?
scikit-learn has an `ndcg_score`, which wants a table of judgements and a table of scores, a row for each question.
Take a hundred lines and the scores of the search by meaning, and compare:
"""

# %%
from sklearn.metrics import ndcg_score
hundred = questions[::20]
ids_of_all = [passage.id for passage in catalogue.passages]
judged = [[id in one.passages for id in ids_of_all] for one in hundred]
cosines = [by_meaning.scores(one.text) for one in hundred]

# %%
both = zip(found["MiniLM"][::20], hundred)
ours = fmean(metrics.ndcg_at_k(ids, one.passages, 10) for ids, one in both)
theirs = ndcg_score(judged, cosines, k=10)
ours, theirs, np.allclose(ours, theirs)

# %% [markdown]
r"""
The same.
The reference of the field is a package called `ir-measures`, the one behind most published figures.
It is not installed with the course, since learners do not need it; the course's tests compare recall, reciprocal rank and nDCG with it on random rankings.

## Three searches

Now put the three side by side.
"""

# %%
predict("best-search", "Which search will have the best nDCG@10?",
        ["BM25", "MiniLM", "the hybrid", "all about the same"])

# %%
def means(name: str) -> dict:
    """Return what one search scores on all lines."""
    return {"hit@1": hits(name, 1).mean(), "hit@10": hits(name, 10).mean(),
            "recall@10": mean_of(metrics.recall_at_k, name, 10),
            "MRR@10": mean_of(metrics.reciprocal_rank, name, 10),
            "nDCG@10": mean_of(metrics.ndcg_at_k, name, 10)}

# %%
import pandas as pd
pd.DataFrame({name: means(name) for name in found}).round(3)

# %% [markdown]
r"""
The hybrid is ahead in every row, then comes BM25, then MiniLM.
In the first row the hybrid's lead is small; in the second it is larger.

So: the hybrid it is?
Not so fast.
These are the lines that happened to be published.
Would other lines say the same?

## The luck of the draw

Few people have two thousand judged questions.
Forty are more usual, made on a Friday afternoon.
Let us see what a Friday would have told us: draw forty of our lines at random, score BM25 on them, and do that two hundred times.
"""

# %%
rng = np.random.default_rng(3)
ten = hits("BM25", 10)
fridays = {f"{n} questions": [rng.choice(ten, n).mean() for _ in range(200)]
           for n in (40, 200, 1000)}
plots.dots(fridays, "hit@10 of BM25", line=ten.mean());

# %% [markdown]
r"""
Each dot is a study; each row shows two hundred of them; the dotted line is the value on all lines.
With forty questions the same search may look poor or splendid.
The scatter shrinks as studies grow, but only with the square root: twenty-five times the questions, a fifth of the scatter.
"""

# %%
predict("forty-questions", "On forty lines: how often is BM25 NOT ahead at hit@10?",
        ["in about 1 of 100 studies", "in about 1 of 4", "in about 1 of 2"])

# %%
other_ten = hits("MiniLM", 10)
draws = rng.integers(len(questions), size=(5000, 40))
float((ten[draws].mean(axis=1) <= other_ten[draws].mean(axis=1)).mean())

# %% [markdown]
r"""
That is the share of Friday studies in which the better search is *not* ahead.
(We know which one is better only because we look at all lines.)

But you have only one study.
How can you know how far its number might be off, without two hundred others?

Here is the trick.
Your questions are the best picture you have of all questions.
So draw new "studies" *from your own questions*, as many as you have, with some drawn twice and some not at all.
Look how the mean scatters from draw to draw.
This is called the **bootstrap**, after the man who pulled himself out of the swamp by his own.

The middle 95 of 100 such means are the **confidence interval**.

### Exercise: a bootstrap interval (8 minutes)

`values` is a numpy array with one score a question, and `rng` is a numpy random generator.
Draw as many values as there are, with replacement, and take the mean; do it `resamples` times.
Return the two ends of the middle 95 of 100.

<details><summary>Hint 1</summary><code>rng.choice(values, n)</code> draws n of the values, each time from all of them, so that one may come up twice. Which n do you need?</details>
<details><summary>Hint 2</summary>Collect the means in a list. If 95 of 100 are to be in the middle, how many lie below, and how many above?</details>
<details><summary>Hint 3</summary><code>np.percentile(means, [low, high])</code> gives the values below which low and high percent of the means lie.</details>
"""

# %%
def bootstrap_interval(
    values: np.ndarray, rng: np.random.Generator, resamples: int = 1000
) -> tuple:
    """Return the low and the high end of the middle 95 of 100 resampled means."""
    ### BEGIN SOLUTION
    resampled = [rng.choice(values, len(values)).mean() for _ in range(resamples)]
    low, high = np.percentile(resampled, [2.5, 97.5])
    return low, high
    ### END SOLUTION

# %%
check("bootstrap-interval", bootstrap_interval)

# %% [markdown]
r"""
The course's own, `bootstrap_ci`, does one thing more.
Some incidents are told in the very same words, so they are found together or missed together.
Such a group is drawn as one, else two thousand lines would pretend to know more than they do.
"""

# %%
from helpers.intervals import bootstrap_ci
groups = [one.group for one in questions]
intervals = {name: bootstrap_ci(hits(name, 10), groups) for name in found}
plots.shares(intervals, "hit@10");

# %% [markdown]
r"""
Each marker is the share of lines with a right weakness among the first ten, each bar its interval.
MiniLM's bar ends about where BM25's begins.
But the bars of BM25 and of the hybrid overlap.

## The same questions for both
"""

# %%
predict("overlap", "The intervals of BM25 and the hybrid overlap. What follows?",
        ["nothing yet", "they do not differ", "the hybrid is better all the same"])

# %% [markdown]
r"""
Two runners, each timed on another day: wind and rain are in both times, and a small lead says little.
Let them run on the same days, and only the *difference* of each day counts.
The weather is in both times, and so it is in neither difference.

Our searches answered the same lines.
What makes a line hard is hard for both.
So do not compare two intervals; make one interval, of the difference.
This is a **paired** comparison.

### Exercise: a paired interval (5 minutes)

Return the two ends of the middle 95 of 100 resampled means of `first` minus `second`.
Each resample draws *questions*, and looks at both systems on the questions it drew.

<details><summary>Hint 1</summary>For each question there are two scores. What one number do you need of each question?</details>
<details><summary>Hint 2</summary>Subtracting two numpy arrays subtracts question by question.</details>
<details><summary>Hint 3</summary>Once you have one difference a question, the exercise before this one does the rest.</details>
"""

# %%
def paired_interval(
    first: np.ndarray, second: np.ndarray,
    rng: np.random.Generator, resamples: int = 1000,
) -> tuple:
    """Return the two ends of the middle 95 of 100 resampled mean differences."""
    ### BEGIN SOLUTION
    gaps = first - second
    mean_gaps = [rng.choice(gaps, len(gaps)).mean() for _ in range(resamples)]
    return tuple(np.percentile(mean_gaps, [2.5, 97.5]))
    ### END SOLUTION

# %%
check("paired-interval", paired_interval)

# %% [markdown]
r"""
Now all three pairs, at the first place and at the first ten.
Beside the interval stands a p-value: if the two were equally good, how often would luck alone give a difference as lopsided?
For right or wrong that is McNemar's test, which tosses a coin for each line that only one of the two got right.

Six comparisons give luck six chances.
**Holm's correction** makes up for that.
"""

# %%
from helpers.intervals import holm, mcnemar_exact, paired_bootstrap
contests = [("hybrid", "BM25"), ("hybrid", "MiniLM"), ("BM25", "MiniLM")]
rows = [(this, that, k) for this, that in contests for k in (1, 10)]
scored = [(hits(this, k), hits(that, k)) for this, that, k in rows]
gaps = [paired_bootstrap(*both_rows, groups) for both_rows in scored]
luck = holm([mcnemar_exact(*both_rows) for both_rows in scored])

# %%
compared = pd.DataFrame(rows, columns=["this", "minus that", "k"])
compared["difference"] = [round(gap.mean, 3) for gap in gaps]
compared["from"] = [round(gap.low, 3) for gap in gaps]
compared["to"] = [round(gap.high, 3) for gap in gaps]
compared["p (Holm)"] = ["below 0.001" if p < 0.001 else round(p, 3) for p in luck]
compared

# %% [markdown]
r"""
Read the row of the hybrid against BM25 at ten.
The interval lies above zero although the two bars in the picture overlapped.
Overlapping bars prove nothing; the paired difference decides.

And at the first place?
There zero lies within the interval: on two thousand lines we *cannot say* that the hybrid's first hit is better than BM25's.
That is a result, too, and it belongs in the table.

**Think about it.**
If you could show your reader only one passage, would you take the trouble of a second search?
And if you could show ten?

## How many questions do I need?

You are about to judge questions for your own documents, and judging is dull.
Suppose the truth is as on our lines.
How many would you need, to notice?
"""

# %%
predict("how-many",
        "How many lines show, in 4 of 5 studies, that the hybrid beats BM25 at ten?",
        ["about 100", "about 400", "1,000 or more"])

# %% [markdown]
r"""
Draw studies of each size from our lines, run the test on each, and count how often it finds the better search.
That share is called the **power** of the study.
"""

# %%
from helpers.power import chance_to_tell_apart
sizes = [50, 100, 200, 400, 800, 1600, 3200]
duels = {"BM25 or MiniLM?": (ten, other_ten),
         "hybrid or BM25?": (hits("hybrid", 10), ten)}
power = {name: (sizes, [chance_to_tell_apart(*duel, n) for n in sizes])
         for name, duel in duels.items()}

# %%
plots.curves(power, "questions", "studies that notice (hit@10)").set_xscale("log");

# %% [markdown]
r"""
Both lines climb from almost nothing to almost certainty; the smaller the difference, the further to the right.
The sizes at which four of five studies notice:
"""

# %%
{name: next(n for n, share in zip(*curve) if share >= 0.8)
 for name, curve in power.items()}

# %% [markdown]
r"""
Halving a difference takes about four times the questions.
So with a hundred questions you can tell a good search from a broken one, and hardly anything finer.
If a report celebrates two points on fifty questions, you know what to ask.

## Where to cut?

So far somebody had cut the documents into handy passages for us.
In the archive of Highmarrow nobody has.
There stand the books of fifteen chroniclers, six hundred years of them, each one long text:
"""

# %%
from helpers import data
from helpers.shelf import shelve
shelf = shelve(data.load("chronicle"))
pd.Series({book.title: len(book.text.split()) for book in shelf.books}, name="words")

# %% [markdown]
r"""
A whole book is too long to hand to a reader, and a vector of a whole book means everything and nothing.
So the book is cut into **chunks**, and the chunks are searched.

Cut after every hundred words, and some sentence will lose its second half to the next chunk.
So let each chunk *repeat* the last words of the one before.
This is the **overlap**: what is cut apart in one chunk is whole in the next.

### Exercise: windows (8 minutes)

Cut a list of words into windows of `size` words.
Each window but the first begins with the last `overlap` words of the one before.
Stop as soon as the last word is in a window; the last window may be short.

<details><summary>Hint 1</summary>With size 4 and overlap 1, the first window holds words 0 to 3. At which word does the second begin? How far is that from the first?</details>
<details><summary>Hint 2</summary>A loop with <code>start</code>: take <code>words[start : start + size]</code>, then move on by size minus overlap.</details>
<details><summary>Hint 3</summary>After adding a window, see whether it reached the end of the list; if so, leave the loop. Mind the empty list: it has no window.</details>
"""

# %%
def windows(words: list, size: int, overlap: int) -> list:
    """Return lists of at most size words, each repeating the end of the one before."""
    ### BEGIN SOLUTION
    cut, start = [], 0
    while start < len(words) and (not cut or start + overlap < len(words)):
        cut.append(words[start : start + size])
        start += size - overlap
    return cut
    ### END SOLUTION

# %%
check("windows", windows)

# %% [markdown]
r"""
The course's `split` does the same, and where it can it lets a chunk end a little early, with the end of a sentence:
"""

# %%
from helpers.chunks import ChunkConfig, split
chunks = split(shelf.books[0].text, ChunkConfig(size=40, overlap=10))
[chunk.text for chunk in chunks[:3]]

# %% [markdown]
r"""
## What is a right chunk?

The judgements of the chronicle say which *entry* answers a question.
Once the entries are joined and cut anew, that says nothing about a chunk.
So we locate each answer, letter for letter, in the entry that holds it.
A chunk counts as right if it holds that place whole.

- **Recall**: does the answer stand, uncut, in what is read?
- **Precision**: of the words read, how many belong to the sentences around the answer?

Why not the share of *chunks* that are right?
Because larger chunks hold more of everything.
In the end one chunk, the whole archive, would be right every time, with a precision of 1 and nobody able to read it.

(Questions that need several places at once, to compare or to count, are left out here: no single chunk can answer them.)
"""

# %%
from helpers.chunk_quality import measure
measure(shelf, ChunkConfig(size=80, overlap=16), BM25)

# %% [markdown]
r"""
That was one way to cut.
The same was measured for twelve sizes and six overlaps beforehand (`python -m helpers.measure chunk_grid`), and the record came with the course.
"""

# %%
predict("chunk-size",
        "You may read 240 words. Which pieces, searched by words, do best?",
        ["twelve of 20 words", "six of 40", "three of 80", "two of 120"])

# %%
from helpers import chunk_grid
grid = chunk_grid.load()
cuts = {size: grid.at(size, percent=20) for size in grid.sizes()}

# %%
three = [cut.found(3).mean() for cut in cuts.values()]
within = [cut.found_within(240).mean() for cut in cuts.values()]
by_size = {"three chunks are read": (list(cuts), three),
           "240 words are read": (list(cuts), within)}
plots.curves(by_size, "words in a chunk", "recall");

# %% [markdown]
r"""
With three chunks to read, larger is better, or so the upper line seems to say.
But three large chunks are a lot of text.
The other line lets everybody read the same 240 words: it climbs, too, and from 120 on it goes up and down without climbing further.

Tiny pieces are bad at being *found*.
"He paid one hen" does not say who, or when; those words stand two sentences earlier, in another chunk.

What does it cost?
"""

# %%
cost = pd.DataFrame({"recall": three}, index=list(cuts)).rename_axis("size")
cost["words read"] = [cut.read[2] for cut in cuts.values()]
cost["precision"] = [cut.precision[2] for cut in cuts.values()]
cost.round(3)

# %% [markdown]
r"""
Recall goes up, precision goes down.
A reader who gets lost in long texts, such as our small model, may prefer the middle.
Lesson 04 will tell.

## Try it

Three sliders: how large, how much overlap, how many are read.
"""

# %%
from helpers.explore import chunking
chunking.explore()

# %% [markdown]
r"""
*First.* Leave the overlap at 20 % and go from 120 words to 140.
The chunks got larger, and the row "recall if reading stops at 240 words" got *worse*.
Why?

<details><summary>What we found</summary>Two chunks of 120 words fit into 240 words; of 140, only one does. The second-best chunk is lost, and a hundred words of the budget are left unread. A budget and a size must fit together.</details>

*Second.* At 80 words, compare an overlap of 0 % with one of 50 %.
What do you gain, and what does it cost?

<details><summary>What we found</summary>Recall rises: there are more places at which a chunk may begin, so it is likelier that one of them holds the question's words <em>and</em> the answer. The price stands in the row of chunks in all: nearly twice as many to store, to encode and to search. The words read hardly change, but some are now read twice.</details>

The same without sliders, for any setting:
"""

# %%
chunking.explore(size=120, overlap=20, k=2)

# %% [markdown]
r"""
## Does the best size hold for other searches?

The record holds the search by meaning, too, for some sizes.
"""

# %%
measured = grid.sizes("meaning")

def within_240(search: str) -> list:
    """Return the recall within 240 words, for each size."""
    return [grid.at(size, 20, search).found_within(240).mean() for size in measured]

# %%
by_search = {"by words": (measured, within_240("words")),
             "by meaning": (measured, within_240("meaning"))}
plots.curves(by_search, "words in a chunk", "recall within 240 words");

# %% [markdown]
r"""
The search by words gains from larger chunks for a long time.
The search by meaning gains nothing after 40 words: the vector of a long chunk is a mean of many things, and the one sentence that matters is drowned in it.
(At 160 both fall, for you know why: only one such chunk fits into 240 words.)

So there is no best chunk size.
There is one for *your* documents, *your* search and *your* reader, and it must be measured.

## The flattering mirror

Then measure it!
Try all the ways to cut, keep the best, report its score.
That is what everybody does, and it contains a trap.
"""

# %%
settings = {f"{size} words, {percent} %": grid.at(size, percent).found_within(240)
            for size in grid.sizes() for percent in (0, 10, 20, 30, 40, 50)}
winner = max(settings, key=lambda name: settings[name].mean())
winner, round(float(settings[winner].mean()), 3), f"the best of {len(settings)}"

# %%
predict("flattery",
        "Will the winner do as well on questions that had no part in the choice?",
        ["yes, just as well", "worse", "better"])

# %% [markdown]
r"""
Split the questions into two halves.
Choose the best way to cut on the first half; then look at the second half, once.
Questions about one thing go to the same half, so that neither knows anything of the other.
"""

# %%
from helpers.tuning import tune
tune(settings, grid.entities, seed=1)

# %% [markdown]
r"""
Here the winner may even look better on the other half: that half may happen to hold the easier questions.
One split is an anecdote, as you know by now.
So do it two hundred times; and also with fewer things to ask about when choosing, as on a Friday.
"""

# %%
tried = {n: [tune(settings, grid.entities, seed, choose_on=n) for seed in range(200)]
         for n in (10, 20, 39)}
spread = {f"chosen on {n} things": [one.flattery for one in runs]
          for n, runs in tried.items()}
plots.dots(spread, "recall where chosen, minus recall on the other half", line=0);

# %% [markdown]
r"""
Each dot is one split; the black bars are the means.
Most dots lie to the right of the line: the number that chose the winner is better than what the winner can do.

Nobody cheated.
Every score is partly skill and partly luck.
The best of many is the best in both, and luck does not come along to new questions.
The fewer the questions and the more settings you try, the more you are flattered.

That is why the questions are split: **tune on one part, report on the other**, and look at the other once.

**Think about it.**
In lesson 00 we tried several wordings of a prompt and kept the one that worked.
What should we have done before reporting how well it works?

## What you measured
"""

# %%
shares = [len(ok) / len(catalogue.passages) for ok in right]
blind = {"blind guesses": [round(fmean(1 - (1 - share) ** k for share in shares), 3)
                           for k in (1, 10)]}
judgement = {name: [bootstrap_ci(hits(name, k), groups) for k in (1, 10)]
             for name in found}
pd.DataFrame(blind | judgement, index=["hit@1", "hit@10"]).T

# %%
spreads = {n: np.quantile([one.flattery for one in runs], [0.05, 0.5, 0.95])
           for n, runs in tried.items()}
pd.DataFrame(spreads, index=["1 of 20 below", "median", "1 of 20 above"]).T.round(3)

# %% [markdown]
r"""
The brackets of the first table are intervals over the incidents; the row of blind guesses is what luck alone would find.
The second table says by how much the winner's score flatters, for the number of things it was chosen on.
Nine of ten splits lie between its outer columns.

**What this does not show.**

- *That the hybrid is the better search everywhere.* On identifiers, or in other words, the order may turn round; lesson 02 counted that.
- *How good the searches really are.* Fitting weaknesses that nobody filed count as wrong, for all three alike.
- *That large chunks are best.* The chronicle's entries are short and have headings; a novel and a contract are made otherwise.
- *That a better search gives better answers.* A right passage must still be read, and that is lesson 04.

Three questions to close with.
"""

# %%
quiz("03")

# %% [markdown]
r"""
Next is lesson 04: [It found the page, but did it read it?](04_look_it_up.ipynb)
"""
