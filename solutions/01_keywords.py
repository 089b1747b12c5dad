# %% [markdown]
r"""# Which passage shares my words?

In lesson 00 you handed the model the right page.
You knew which one it was.
A librarian has to *find* it, among hundreds, and the oldest way is still among the best: look for the words of the question.

In this lesson you will

- build the search that stands behind most search boxes, in five short pieces;
- see that yours gives the same numbers as two libraries, and why these two disagree with each other;
- measure it on real questions, and count where it fails.

It takes about 60 minutes.
"""

# %%
from helpers import lesson
from helpers.lesson import check, predict, quiz
lesson.start("01")

# %% [markdown]
r"""
## At the ferry desk

On the island of Tarnsey the ferries run from a desk with a binder.
Each page of the binder answers one question, and this is the first:
"""

# %%
from helpers import data
from helpers.cards import Card
desk = data.load("helpdesk")
Card(desk.passages[0].title, (desk.passages[0].text,))

# %% [markdown]
r"""
A passenger comes to the desk, somewhat cross.
She does not know how the page is titled.
She asks in her own words:
"""

# %%
question = "What do you do with the Gullwing on a Tuesday that makes her late?"

# %% [markdown]
r"""
A person sees at once that this is about the first page.
A program sees letters.
So the first thing it does is to cut the text into pieces that it can compare:
"""

# %%
from helpers.bm25 import terms
" · ".join(terms(question))

# %% [markdown]
r"""
Capital letters and marks are gone.
What is left are the **terms** of the text.
Numbers and codes get special care, since people search for them whole and in part:
"""

# %%
" · ".join(terms("Fixed in 4.2.1 (see TC-2031-012)."))

# %% [markdown]
r"""
## Count what is shared

The simplest search there is: for each page, count how many different terms it has in common with the question.
The page with the most is the answer.
"""

# %%
pages = ["the one on the Gullwing", "another one", "two of them alike"]
predict("shared-words", "Which page shares the most terms with her question?", pages)

# %%
from helpers import by_hand, searching
texts = searching.texts(desk)
counted = [by_hand.shared(question, text) for text in texts]
first = max(range(len(texts)), key=counted.__getitem__)
desk.passages[first].title, counted[first], counted[0]

# %% [markdown]
r"""
The title of the page that came first, what it shares with the question, and what the page on the *Gullwing* shares.
The passenger is told what to do when the ship's alarm sounds.
See what the two have in common:
"""

# %%
sorted(set(terms(question)) & set(terms(texts[first])))

# %% [markdown]
r"""
Little words, and a Tuesday.
Counting treats *a* and *Gullwing* as equals.
Before we mend that, let us make the counting itself quick.

## The index at the back of the book

To count, we compared the question with every page.
For a binder that is fine.
For a national library it would take until Bell Sunday.

Nobody looks for a name in a book by reading the book.
You turn to the index at the back, and it says something like *gulls, pages 12, 40, 77*.
Someone went through the book once, and noted for each word where it stands.

### Exercise: postings (8 minutes)

Make such an index.
You are given the passages, each as a list of its terms; passages are numbered from 0.
Return a dictionary that leads from each term to the list of the passages that hold it.
A passage is listed once, however often it uses the term.

For `[["fog", "fog"], ["rain", "fog"]]` that is `{"fog": [0, 1], "rain": [1]}`.

<details><summary>Hint 1</summary>You need two loops, one inside the other: through the passages, and through what each of them holds.</details>
<details><summary>Hint 2</summary><code>enumerate</code> counts along while you loop. <code>set</code> drops repetitions. <code>setdefault</code> of a dictionary puts an empty list where there is none yet.</details>
<details><summary>Hint 3</summary>For each number and passage, for each different term in it: get the term's list, making it if need be, and append the number.</details>
"""

# %%
def postings(passages: list[list[str]]) -> dict[str, list[int]]:
    """Return for each term the numbers of the passages that hold it, each once."""
    ### BEGIN SOLUTION
    index: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        for term in set(passage):
            index.setdefault(term, []).append(number)
    return index
    ### END SOLUTION

# %%
check("postings", postings)

# %% [markdown]
r"""
From here on the lesson uses the course's own version, which lives in `helpers.by_hand`, so that you can go on either way.
"""

# %%
split = [terms(text) for text in texts]
index = by_hand.postings(split)
index["gullwing"]

# %% [markdown]
r"""
One step, and we know the pages.
Such a list is called a **posting list**, and all of them together an **inverted index**: the binder goes from pages to words, this goes from words to pages.

## Rare words say more

If the passenger could keep only one of two words, which should she keep?
"""

# %%
words = ["Gullwing", "Tuesday", "both alike"]
predict("rare-words", "Which of the two narrows the search more?", words)

# %%
[(word, len(index[word])) for word in ("gullwing", "tuesday", "the")]

# %% [markdown]
r"""
The length of a posting list tells in how many passages a term stands.
That is its **document frequency**.
*The* is on every page of the binder: knowing that a page holds it tells nothing at all.
*Gullwing* leaves a handful.

So we want a weight that is large for a word in few passages, and nearly nothing for a word in all of them.
This is the curve that has served best, for a library of 100:
"""

# %%
import numpy as np
from helpers import plots
held = range(1, 101)
curve = {"weight": (held, [by_hand.idf(n, 100) for n in held])}
plots.curves(curve, x="passages that hold the word, of 100", y="weight");

# %% [markdown]
r"""
The line starts high on the left, falls steeply, and is almost flat on the right.
Whether one passage or two hold a word makes a great difference; whether 80 or 81 do makes hardly any.

It is called the **inverse document frequency**, or *idf*.

### Exercise: idf (5 minutes)

Write the weight of a word that stands in $n$ of $N$ passages:

$$\mathrm{idf}(n, N) = \ln\left(1 + \frac{N - n + 0.5}{n + 0.5}\right)$$

The two halves keep the fraction in bounds when $n$ is 0 or $N$.

<details><summary>Hint 1</summary>Try the ends first: what should come out for a word in every passage, and what for a word in one of a thousand?</details>
<details><summary>Hint 2</summary><code>np.log</code> is the natural logarithm.</details>
<details><summary>Hint 3</summary>Top and bottom of the fraction need brackets of their own; 1 is added to the fraction before the logarithm is taken.</details>
"""

# %%
def idf(n: int, N: int) -> float:
    """Return the weight of a word that stands in n of N passages."""
    ### BEGIN SOLUTION
    return np.log(1 + (N - n + 0.5) / (n + 0.5))
    ### END SOLUTION

# %%
check("idf", idf)

# %% [markdown]
r"""
Back to the desk.
In place of *how many* terms a page shares, add up *how much they weigh*:
"""

# %%
weight = by_hand.weights(split)
common = [set(terms(question)) & set(passage) for passage in split]
weighed = [sum(weight[term] for term in shared) for shared in common]
best = max(range(len(texts)), key=weighed.__getitem__)
desk.passages[best].title

# %% [markdown]
r"""
Found.
The same words, and each now counts for what it tells.

**Think about it.**
Many search programs carry a list of words to ignore: *a, the, of, do*.
Ours has none.
Do we need one?

## Saying it again and again

The ferry's pages are all about as long as each other, and none repeats itself much.
Real libraries are not so tidy.
Take the catalogue of software weaknesses from lesson 00.
Its questions are real: lines in which experts told what went wrong in an incident.
Here is one of them.
"""

# %%
from helpers import cwe
catalogue = cwe.load()
weaknesses = [terms(text) for text in searching.texts(catalogue)]
line = "surveillance camera has default password for the admin account"

# %% [markdown]
r"""
The experts filed this line under CWE-1393, *Use of Default Password*.
But which entry says *password* most often?
"""

# %%
by_id = dict(zip([passage.id for passage in catalogue.passages], weaknesses))
often = max(by_id, key=lambda id: by_id[id].count("password"))
often, catalogue.passage(often).title

# %%
[(id, by_id[id].count("password"), len(by_id[id])) for id in (often, "CWE-1393")]

# %% [markdown]
r"""
For both entries: how often *password* stands there, and how many terms they have.
The long one is about *recovering* a password, and uses the word seven times as often.
"""

# %%
how_much = ["seven times as much", "more, but far less than that", "no more at all"]
predict("again", "How much more should it count there?", how_much)

# %% [markdown]
r"""
Somebody who says a word twice may mean it.
Somebody who says it all the time means it too, but hardly so many times as much.
So each further mention should add less than the one before.
A number, called **k1**, says how soon that happens:
"""

# %%
times = np.arange(1, 16)
k1_values = (0, 0.5, 1.5, 5)
worth = {f"k1 = {k1}": (times, by_hand.saturation(times, k1)) for k1 in k1_values}
plots.curves(worth, x="how often the word stands there", y="what that is worth");

# %% [markdown]
r"""
Four lines, one for each k1.
At k1 = 0 the line is level: once is as good as fifteen times.
The larger k1, the longer it goes on climbing.
No line ever reaches above 1.
This slowing down is called **saturation**.

### Exercise: saturation (3 minutes)

Write what `count` mentions of a word are worth, where `count` is at least 1:

$$\mathrm{saturation}(\mathit{count}, k_1) = \frac{\mathit{count}}{\mathit{count} + k_1}$$

<details><summary>Hint 1</summary>What is it worth at k1 = 0, and what when the count equals k1? The picture shows the first, the formula gives the second.</details>
<details><summary>Hint 2</summary>One line is enough: a fraction with the same number on top and, with something added, at the bottom.</details>
<details><summary>Hint 3</summary>Python divides before it adds, so the sum at the bottom needs brackets.</details>
"""

# %%
def saturation(count: int, k1: float) -> float:
    """Return what `count` mentions of a word are worth, from 0 to 1."""
    ### BEGIN SOLUTION
    return count / (count + k1)
    ### END SOLUTION

# %%
check("saturation", saturation)

# %% [markdown]
r"""
## Long passages share words with everybody

The entries of the catalogue differ in length as well:
"""

# %%
lengths = sorted(map(len, weaknesses))
mean = by_hand.mean_length(weaknesses)
lengths[0], round(mean), lengths[-1]

# %% [markdown]
r"""
The shortest, the mean, the longest, in terms.
An entry of several hundred terms holds a bit of everything.
If it mentions *password* once, that may be by the way.
If an entry of twenty terms does, it is what the entry is about.

So a long passage should have to say a word more often before we are convinced.
We know the number that decides that: k1.
For a long passage we raise it, for a short one we lower it, by a factor:

$$\mathrm{factor} = 1 - b + b \cdot \frac{\mathit{length}}{\mathit{mean\ length}}$$

The number **b** says how strictly.
At $b = 0$ the factor is 1 for everyone.
At $b = 1$ a passage twice as long as the mean needs twice as many mentions for the same worth.

### Exercise: the factor for length (4 minutes)

Write this factor.

<details><summary>Hint 1</summary>Whatever b is, a passage of just the mean length gets the factor 1. Does yours?</details>
<details><summary>Hint 2</summary>Only the last b is multiplied by the lengths. The one before it is taken away from 1.</details>
<details><summary>Hint 3</summary>It is written in Python just as it stands above, from left to right, and needs no brackets.</details>
"""

# %%
def length_factor(length: int, mean_length: float, b: float) -> float:
    """Return the factor on k1: above 1 for a long passage, below 1 for a short one."""
    ### BEGIN SOLUTION
    return 1 - b + b * length / mean_length
    ### END SOLUTION

# %%
check("length-factor", length_factor)

# %% [markdown]
r"""
## All together: BM25

Now the pieces become one score.
For each term $t$ of the question, take its weight times what its mentions are worth in this passage, with k1 raised or lowered for length, and add up:

$$\mathrm{score} = \sum_{t} \mathrm{idf}(t) \cdot \frac{\mathit{count}_t}{\mathit{count}_t + k_1 \cdot \mathrm{factor}}$$

This is **BM25**: "best match", and the number it had in its authors' row of trials.
It dates from 1994, and new ways of searching are still compared with it.

### Exercise: the BM25 score (10 minutes)

Write it.
You are given the terms of the question and of one passage, a dictionary with the weight of every term that stands in the library, and the mean length.
A term that the question holds twice counts twice.
A term that the passage does not hold adds nothing, and may be missing in the dictionary.

<details><summary>Hint 1</summary>The factor for length is the same for all terms, so it can be worked out once, before the loop.</details>
<details><summary>Hint 2</summary>A list has a method that counts: <code>["fog", "fog"].count("fog")</code> is 2. <code>len</code> of the passage is its length.</details>
<details><summary>Hint 3</summary>Start from 0. For each term of the question that is in the passage, add its weight times its count, divided by the count plus the raised k1.</details>
"""

# %%
def bm25_score(query: list, passage: list, weight: dict, mean_length: float,
               k1: float = 1.5, b: float = 0.75) -> float:
    """Return how well a passage fits a query: a sum over the query's terms."""
    ### BEGIN SOLUTION
    raised = k1 * (1 - b + b * len(passage) / mean_length)
    total = 0.0
    for term in [term for term in query if term in passage]:
        count = passage.count(term)
        total += weight[term] * count / (count + raised)
    return total
    ### END SOLUTION

# %%
check("bm25-score", bm25_score)

# %% [markdown]
r"""
Try it on the camera.
The course's own version of your function does all entries, one after the other:
"""

# %%
rarity = by_hand.weights(weaknesses)
query = terms(line)
scores = [by_hand.score(query, passage, rarity, mean) for passage in weaknesses]
sorted(zip(np.round(scores, 2).tolist(), by_id), reverse=True)[:4]

# %% [markdown]
r"""
The right one, CWE-1393, is third among hundreds.
Not bad, not yet first, and soon you will see which screw to turn.

## Is it the real thing?

Two libraries for this are in wide use.
The first is `bm25s`, set to the formula of Lucene, which is the engine in many a search box.
"""

# %%
import bm25s
lucene = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
lucene.index(weaknesses, show_progress=False)

# %%
np.allclose(scores, lucene.get_scores(query), atol=1e-5)

# %% [markdown]
r"""
Equal, for every entry, to five digits.
And `check` held your own function against the same library.
The other one is `rank_bm25`, with the same k1 and b:
"""

# %%
from rank_bm25 import BM25Okapi
okapi = BM25Okapi(weaknesses, k1=1.5, b=0.75)
np.allclose(scores, okapi.get_scores(query), atol=1e-5)

# %% [markdown]
r"""
Not equal, and neither is broken.
They differ in two things.

- `rank_bm25` multiplies every score by $k_1 + 1$. That changes no order, as all scores grow alike.
- Its weight lacks the "1 +": it is $\ln\frac{N - n + 0.5}{n + 0.5}$. For a word in more than half of the passages this is *below zero*.

A negative weight would punish a passage for holding a word of the question.
The authors saw that, and put a quarter of the mean weight in place of each negative one.
With these weights our function gives what theirs gives:
"""

# %%
others = by_hand.okapi_weights(weaknesses)
other_scores = [by_hand.score(query, passage, others, mean) for passage in weaknesses]
np.allclose(other_scores, okapi.get_scores(query), atol=1e-5)

# %% [markdown]
r"""
In a large library the patch does its work, for the mean weight is large.
In a small one it may not.
Three notices hang at the quay, and somebody searches for *fog*.
"""

# %%
notices = ["Fog: the ferry is late.", "The ferry is late again. Fog!", "Tea is served."]
predict("fog-or-tea", "Which notice does rank_bm25 put first?", notices)

# %%
BM25Okapi([terms(notice) for notice in notices]).get_scores(["fog"])

# %% [markdown]
r"""
Tea scores zero, and the two about fog score *less* than zero.
The best passage is last, and tea comes first.
Most words here stand in two notices of three, so the mean weight is negative, and so is a quarter of it.
The "1 +" in our formula rules that out:
"""

# %%
from helpers.bm25 import BM25
BM25(notices).scores("fog")

# %% [markdown]
r"""
That was `helpers.bm25`, the course's quick version: it works all scores out once, when the index is made, and a search only adds them up.
It is what we use from now on.
First it has to pass the same test:
"""

# %%
search = BM25(searching.texts(catalogue))
np.allclose(scores, search.scores(line))

# %% [markdown]
r"""
**Think about it.**
Somebody tries a new library on three sentences, finds the results odd, and drops it.
Somebody else tries it on a million, and finds it fine.
Who is right about the library?

## How good is it, on real questions?

One line is an anecdote.
The catalogue has two thousand of them, each with the entries under which experts filed it.
"""

# %%
lines = catalogue.questions
len(lines), lines[100].text, lines[100].passages

# %%
shares = ["under 20", "20 to 40", "over 40"]
predict("real-lines", "Of 100 such lines, how many have a right first hit?", shares)

# %%
right_first = searching.firsts(search, catalogue, lines)
f"{np.mean(right_first):.1%}"

# %% [markdown]
r"""
That is the share of lines with a right entry in first place.
It took a moment for all of them, as every score was worked out beforehand.

People look at more than the first hit, and some lines have several right entries.
So we also ask: of the right entries, what share is among the first ten?
That is **recall@10**, and we take its mean over all lines.
To see what each piece brought, we add the pieces one by one, beginning with the mere count of shared terms:
"""

# %%
whole = searching.texts(catalogue)
steps = {
    "shared terms": by_hand.SharedTerms(whole),
    "weighed (k1 = 0)": BM25(whole, k1=0),
    "and repetition (b = 0)": BM25(whole, b=0),
    "and length: BM25": search,
}

# %%
from helpers.intervals import bootstrap_ci
recall = {name: searching.recalls(steps[name], catalogue, lines) for name in steps}
groups = [asking.group for asking in lines]
measured = {name: bootstrap_ci(values, groups) for name, values in recall.items()}
plots.shares(measured, "recall@10 on real lines");

# %% [markdown]
r"""
Four markers, from the simplest search at the top to BM25 at the bottom, each with its interval.
Every piece moves the marker to the right, and weighing the words brings by far the most.
Of the last three, neighbouring bars touch or overlap.
Whether such a step is more than luck can still be decided, as all searches had the same lines; lesson 03 shows how.

**Think about it.**
Nearly half of the right entries are not among the first ten.
Is that the fault of the search, of the lines, or of the experts?
Which of these could you tell apart, and how?

## Two screws

You have met k1 and b.
The usual values are k1 = 1.2 or 1.5, and b = 0.75.
Are they good ones here?
We searched for all lines at several hundred settings, which takes some minutes, and kept the result:
"""

# %%
from helpers import recorded
record = recorded.load("bm25_grid")
k1s, bs = record["plan"]["k1"], record["plan"]["b"]
rows = [record["results"][str(k1)]["recall_at_10"] for k1 in k1s]
plots.heat(rows, ("k1", k1s), ("b", bs), "recall@10");

# %% [markdown]
r"""
Each small field is one setting; the darker, the higher recall@10; the cross marks the highest.
There is a broad, dark plateau, with cliffs at its left and lower edges.
"""

# %%
usual = rows[k1s.index(1.5)][bs.index(0.75)]
np.round([np.max(rows), usual, np.min(rows)], 3)

# %% [markdown]
r"""
The best setting, the usual one, and the worst.
The usual one gives away next to nothing.
What matters is to stay off the edges: at k1 = 0 repetition is ignored, at b = 0 length is.

Now turn the screws yourself.
Each hit is shown with its score taken apart: which term, how often it stands there (×), and what it adds.
"""

# %%
from helpers.explore import keywords
keywords.explore()

# %% [markdown]
r"""
**1. Bring the right entry to the top.**
CWE-1393 is third.
Move b alone until it is first.
What became of the two that stood above it, and why?

<details><summary>Answer</summary>Turn b up. The two above are several times longer than the mean, and live on words they mention by the way. The stricter b is, the less these mentions are worth. CWE-1393 is shorter than the mean, so it even gains. <code>keywords.explore(b=1)</code> shows it without sliders.</details>

**2. A setting for one, a setting for all.**
Is the b that serves this line best also the best for all lines together?
And if you set b back to 0.75, is there a k1 that brings CWE-1393 to the top?

<details><summary>Answer</summary>No: at b = 1 recall@10 over all lines is no higher than before. One line is no reason to move a screw for everybody. With b = 0.75 a large k1 does it, too, as <code>keywords.explore(k1=3)</code> shows. It lowers what a mention is worth in every passage, and most of all in a long one, since length works by raising k1. So the two long entries lose more than CWE-1393 does.</details>

Then write a question of your own into the box.
What becomes of a misspelt word?

## Where words fail

All this rests on one thing: the question and the passage use the same words.
The island publishes security advisories, and its people ask about them in several ways.
Three of these ways, one question each:
"""

# %%
advisories = data.load("advisories")
kinds = ["identifier", "lookup", "other words"]
held_out = [asked for asked in advisories.questions if asked.split == "heldout"]
heard = {kind: [asked for asked in held_out if asked.kind == kind] for kind in kinds}
[(kind, heard[kind][1].text) for kind in kinds]

# %%
predict("kinds", "In which kind will a right advisory come first least often?", kinds)

# %%
notes = BM25(searching.texts(advisories))
hits = {kind: searching.firsts(notes, advisories, heard[kind]) for kind in kinds}

# %%
from helpers.intervals import share_ci
fit = {"other words": share_ci(hits["other words"])}
for _kind in ("lookup", "identifier"):
    products = [asked.entity for asked in heard[_kind]]
    fit[_kind] = bootstrap_ci(hits[_kind], products)
plots.shares(fit, "share of questions whose first hit is right");

# %% [markdown]
r"""
Three markers.
(Two of the intervals draw whole products, as several questions may be about one.
The third, where each product has one question, comes from a formula by Wilson, which also knows what a count of zero may hide.)

Give BM25 a code such as a number of an advisory, and it almost always finds it: nothing is rarer than a code.
Give it the question in other words, and it finds *nothing*.
Look at one of these, with the advisory that answers it:
"""

# %%
asking = heard["other words"][1]
wanted = advisories.passage(asking.passages[0])
Card(asking.text, (wanted.title, wanted.text))

# %%
sorted(set(terms(asking.text)) & set(terms(f"{wanted.title}. {wanted.text}")))

# %% [markdown]
r"""
That is all they share.
Whoever reads both knows that a *misty bulletin* on a *handset* is a *fog warning* on a *telephone*.
BM25 cannot know: to it, two words are the same or they are not.

Even a single letter is enough.
Here are two terms of the ferry's binder, with the number of pages each of them finds:
"""

# %%
[(word, len(index[word])) for word in ("tuesday", "tuesdays")]

# %% [markdown]
r"""
Somebody who asks about *Tuesdays* misses the pages about *Tuesday*.
One can cut endings off ("stemming"), and keep lists of synonyms.
Or one can try to search by *meaning* instead of words, which is the next lesson.

## What you measured

"""

# %%
import pandas as pd
closing = {"ten entries drawn blindly": round(10 / len(whole), 2)} | measured
pd.DataFrame({"recall@10 on real lines": closing.values()}, index=closing)

# %%
asked_of = [len(heard[kind]) for kind in fit]
pd.DataFrame({"questions": asked_of, "first hit right": fit.values()}, index=fit)

# %% [markdown]
r"""
**What this does not show.**

- *That these are the best k1 and b.* The cross was chosen on the very lines it is scored on; lesson 03 measures how much that flatters.
- *That the other hits are wrong.* Experts filed a line under one entry or two; others may fit as well, and count here as misses.
- *How it does in other languages.* With many endings, or without spaces between words, cutting into terms is half the work.
- *That questions in other words are this hard everywhere.* Ours were written to share next to nothing with the answer; real people's lie somewhere between the markers.

Three questions to close with.
"""

# %%
quiz("01")

# %% [markdown]
r"""
Next is lesson 02: [Can a search find what it has no word for?](02_meaning.ipynb)
"""
