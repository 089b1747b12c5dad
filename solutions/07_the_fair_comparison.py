# %% [markdown]
r"""# Who wins when both sit the same exam?

You have built a librarian and a student.
The librarian looks every question up, and the student has learned the answers by heart.
Everybody has an opinion about which of them to hire.
Few have ever put the same questions to both.

In this lesson you will

- let both sit one exam, on your own machine, between a floor and a ceiling;
- compare them in pairs, with intervals and seeds, and find out *why* each of them fails;
- find what is wrong with four comparisons that sound convincing, and mend them.

It takes about 60 minutes.
"""

# %%
from helpers import lesson
from helpers.lesson import check, predict, quiz
lesson.start("07")

# %% [markdown]
r"""
## Two letters to the editor

Two letters reached the *Gannet's Rest Courier* in the same week.
"Our clerk has learned all the advisories and got 95 of 100 questions right," writes the first.
"Our library answered 70 of 100," writes the second, "so we have asked for a clerk."

They asked different questions.
One asked them in the words of the training, and the other had never heard of training.
Nobody tried what a guess would get.
From these two letters, nothing follows.

So, first, an exam that is the same for all.
The questions are advisory questions that were *held out*: their facts may be learned, their wordings were kept back.
"""

# %%
from helpers import contest, fair_exam
questions = fair_exam.few_questions()
len(questions), dict(contest.kinds()), sum(contest.kinds().values())

# %% [markdown]
r"""
The first number is for you: so many fit into a few minutes of your machine's time.
Behind it stands the large exam, of which yours is a part, with its questions by kind.
One of each kind:
"""

# %%
{one.kind: (one.text, one.answers[:1]) for one in questions}

# %% [markdown]
r"""
The last kind has no answer at all.
The right thing to say there is "Not in the library.", and we shall see who says it.

And this is what the student may learn from: every fact in three wordings, none of them in the exam.
"""

# %%
pairs = fair_exam.few_facts()
len(pairs), [(pair.prompt, pair.answer) for pair in pairs[:3]]

# %%
from helpers.bench import guards
guards.not_trained_on(questions, pairs)

# %% [markdown]
r"""
The list of complaints is empty: no question of the exam was trained on, nor five words of it in a row.
Remember this guard; you will need it.

## A floor and a ceiling

Suppose the student gets 30 of 100.
Is that much?
If every question had four options, a monkey would get 25.
If one in three advisories is rated *squall*, then whoever always says "squall" looks like an expert on weather.

So the two contestants do not stand alone.
Below them stand those who know nothing: a **chance** guess among fair options, the **majority** answer, and the model with a closed book.
Above them stands the reader who was *handed* the right passage.
Between the floor and the ceiling is what a method can win.
"""

# %%
from helpers import bench, security_desk
desk = security_desk.desk()
options = fair_exam.options()
floor = {"chance": bench.Chance(options),
         "majority": bench.Majority(desk.collection.split("train")),
         "closed book": bench.ClosedBook(desk.model)}

# %% [markdown]
r"""
## Who was trained for it?

Our own first try at this comparison was broken, and for a while nobody noticed.
The student had been given the best of a dozen settings, tried on other facts.
The librarian had been given the wording that lesson 04 had kept, and it had been kept for questions about *versions*.
This exam asks for all sorts of things.
With the right passage in its hand, the reader did this:
"""

# %%
handed = contest.arms(["right passage, few-shot"])
{metric: bench.shares(handed, metric)["right passage, few-shot"]
 for metric in ("right", "choice")}

# %% [markdown]
r"""
*Right* is what it said, and *choice* is which of several options it held likeliest.
When the two are that far apart, look at the answers.
"""

# %%
handed[["asked", "answer"]].iloc[[0, 8, 22, 30, 40]]

# %% [markdown]
r"""
It knew where to look, and it had learned from its worked examples to say a number.
That is not what reading is worth; it is what *this wording* is worth, on an exam for which it was not made.

So the librarian gets a dozen tries, too, or nearly.
Ten wordings, five of them with worked examples, were tried on training questions of all sorts, with the right passage in hand.
"""

# %%
import pandas as pd
from helpers import exam_wordings
tried = exam_wordings.tries()
pd.Series({name: sum(right) for name, right in tried.items()}, name="right of 60")

# %%
wording = exam_wordings.best(tried)
wording.name, [example.question for example in wording.examples]

# %% [markdown]
r"""
That is the best of them, and the list tells how far it got.
Did it pay in the exam?
Both wordings sat it, with the same search and the same pages, and with the right page in hand:
"""

# %%
worded = contest.worded()
bench.shares(worded)

# %%
bench.compare(worded, "hybrid, chosen wording", "hybrid, wording of lesson 04").interval

# %% [markdown]
r"""
The interval tells what ten tries brought the librarian.
(These rows keep a table of their own.
They were computed in another number format than all that follows, and a model in another format is another base model to the last digit.
A guard that you will meet at the end of this lesson refuses to mix the two.
How much it matters can be seen where the same arm was measured in both, this one less the other:)
"""

# %%
formats = contest.both_formats()
bench.compare(formats, "hybrid, wording of lesson 04", "hybrid, few-shot").interval

# %% [markdown]
r"""
Lessons in reading did more in lesson 05.
So the tables have two librarians.
*Few-shot* is the untaught one, in the wording of lesson 04.
*Reader* was taught to read, on facts that have nothing to do with this exam.
Whoever wants to compare fairly compares the student with *both*, and so shall we.

Now the librarian: searching by words and by meaning together, one passage, the few-shot wording.
The ceiling is the same reader with the right passage in its hands.
(`Once` spares you time: where both are handed the same page, it is read once, and both have the same answer.)
"""

# %%
from dataclasses import replace
from helpers.completion import Completer
from helpers.once import Once
eyes = Once(Completer(desk.model))
by_search, by_hand = (replace(desk.rag(search), reader=eyes)
                      for search in ("hybrid", "bm25"))
readers = {"hybrid, few-shot": bench.Retrieved(by_search),
           "right passage, few-shot": bench.RightPassage(by_hand)}

# %% [markdown]
r"""
Nobody has answered anything yet.
This is the moment to say what you expect.
"""

# %%
first = "Librarian or student: who will be right more often on held-out questions?"
predict("who-wins", first, ["the librarian", "the student", "about alike"])

# %%
both = "A student who may also use the library is, compared with the better of the two,"
predict("both", both, ["better", "about as good", "worse"])

# %% [markdown]
r"""
## The exam, on your machine

`bench.run` puts the same questions to every arm and returns one **tidy table**: a row for each question and arm.
(In a comparison, each thing compared is called an **arm**.)
"""

# %%
live = [bench.run(floor, questions)]
live[0][["arm", "kind", "asked", "answer", "right"]].iloc[[0, 60, 120]]

# %% [markdown]
r"""
The readers have much to read, so they sit the exam in parts, a cell each.
"""

# %%
looking, holding = readers
live.append(bench.run({looking: readers[looking]}, questions[:20]))

# %%
live.append(bench.run({looking: readers[looking]}, questions[20:40]))

# %%
live.append(bench.run({looking: readers[looking]}, questions[40:]))

# %%
live.append(bench.run({holding: readers[holding]}, questions[:30]))

# %%
live.append(bench.run({holding: readers[holding]}, questions[30:]))

# %% [markdown]
r"""
Now the student goes to school.
The settings are those that did best on other facts, with fewer epochs, and in two sittings: three epochs and then two.
"""

# %%
from helpers import lora
from helpers.finetune import FinetuneConfig, finetune
first_sitting = FinetuneConfig(epochs=3, seed=1)
training = finetune(desk.model, pairs, first_sitting, progress=True)
round(training.learned[-1], 2), round(training.seconds + training.preparing)

# %%
second_sitting = FinetuneConfig(epochs=fair_exam.FEW_EPOCHS - 3, seed=2)
more_training = finetune(desk.model, pairs, second_sitting, progress=True)
more_seconds = more_training.seconds + more_training.preparing
round(more_training.learned[-1], 2), round(more_seconds)

# %% [markdown]
r"""
The share of its exercises that it knows by heart, and the seconds that each sitting took.
And now the exam, with a closed book.
"""

# %%
student = {"fine-tuned, few facts": bench.ClosedBook(desk.model)}
live.append(bench.run(student, questions))
lora.remove_lora(desk.model.model)

# %%
from helpers import plots
mine = pd.concat(live, ignore_index=True)
label = "share of questions right, my machine"
plots.shares(bench.shares(mine), label);

# %% [markdown]
r"""
Each marker is an arm and each bar its interval; questions without an answer are left out here.
That is one student, one minute, and few questions.
See how long the bars are.

## Does the record agree with you?

We did the same with a recorded run, and with three students in place of one.
Before you believe a record, see whether it agrees with your own eyes where you can look.
On the same questions, yours less ours:
"""

# %%
theirs = contest.small()
named = mine.assign(arm="mine: " + mine["arm"])
together = pd.concat([named, theirs], ignore_index=True)
shared = ["closed book", *readers, *student]
agreement = [bench.compare(together, f"mine: {arm}", arm).interval for arm in shared]

# %%
pd.DataFrame({"mine less recorded": agreement,
              "zero within": [0 in one for one in agreement]}, index=shared)

# %% [markdown]
r"""
Where zero lies within the interval, the two do not contradict each other.
They need not be equal to the last answer: your machine rounds otherwise than ours, and your student drew other first weights and went to school in two sittings, not in one.

There was a reason to call your student *fine-tuned, few facts*.
It learned only what your questions ask for; there was no time for more.
The student of the large exam had to learn every fact in the collection.
To compare yours with *that* one would be the first unfair comparison of this lesson, so the record holds both.

## The whole ladder

The large exam, all facts, all arms, and three students with seeds of their own.
`python -m helpers.measure head_to_head` makes it again; `--list` says how long that takes.
"""

# %%
ladder = contest.arms(contest.LADDER)
plots.shares(bench.shares(ladder), "share of answerable questions right");

# %% [markdown]
r"""
Read it from the floor to the ceiling.
*As much as fits* has no search at all: as many passages as a long prompt holds, and good luck.
Next come three searches for each of two wordings: *zero-shot* hands over page and question, and *few-shot* shows worked examples first.
*Reader* is the model that was taught to read, as in lesson 05, on generated passages about other products.
It has learned no fact of this island.

The students and readers have three seeds each; every marker is one of them.
"""

# %%
from statistics import fmean
taught = [*contest.LEARNED, "reader + right passage"]
plots.dots(bench.by_seed(contest.arms(taught)), "share right, one marker a seed");

# %% [markdown]
r"""
## Three students are not three times as many questions

The student sat the exam three times, with three seeds.
The librarian has no luck in it and sat it once.
How do you compare three sheets with one?

Whoever throws all rows into one pot counts the student's questions three times.
Each question should count once.

### Exercise: three sheets, one exam (7 minutes)

For each question you have a list of marks, one a seed.
Return the mean difference, first less second, over the questions that both were asked.

<details><summary>Hint 1</summary>What is one question worth for an arm that got it right with two seeds of three?</details>
<details><summary>Hint 2</summary>Average over the seeds first, for each question and arm. Then take the difference, question by question.</details>
<details><summary>Hint 3</summary>Go through the questions of the first that are also <code>in</code> the second. <code>fmean</code> of the marks for each, subtract, and <code>fmean</code> of all these differences.</details>
"""

# %%
def mean_difference(first: dict[str, list], second: dict[str, list]) -> float:
    """Return the mean difference over shared questions, averaged over seeds first."""
    ### BEGIN SOLUTION
    both = first.keys() & second.keys()
    return fmean(fmean(first[one]) - fmean(second[one]) for one in both)
    ### END SOLUTION

# %%
check("mean-difference", mean_difference)

# %% [markdown]
r"""
A difference needs its interval, and this one has two kinds of luck in it.
Other questions might have been asked, and other students might have been trained.
`bench.compare` draws both anew: products as a whole, and seeds.
"""

# %%
difference = bench.compare(ladder, "hybrid, few-shot", "fine-tuned")
difference.interval, difference.wins, difference.losses

# %% [markdown]
r"""
The difference, and on how many questions each of them was ahead.
Look at both of these numbers before you look at their difference.
Two systems with equal scores may know quite different things.

## Chosen pairs

With so many arms there are over a hundred pairs, and some of them differ by luck.
So a few pairs are compared, and their p-values are corrected together, as in lesson 03.
To be honest: the list was changed once after results had been seen, so take it for a look around and not for a plan kept.
(Three of its pairs were named before one of their arms was measured: those with *MiniLM* or *hybrid, zero-shot*.)
"""

# %%
compared = bench.compare_all(contest.table(), contest.PLANNED)
columns = ["first", "second", "difference", "low", "high", "shown", "needed"]
compared[columns].round(2)

# %% [markdown]
r"""
*Shown* names the arm that is ahead, or says that no difference is shown.
A row of that kind is a result, too: it says that these two could not be told apart with so many questions.
*Needed* is how many questions it would take to show a difference of the size that was seen.
"""

# %%
nulls = compared[compared["shown"] == "no difference shown"]
len(nulls), len(compared), nulls["needed"].tolist()

# %% [markdown]
r"""
Whoever prints only the other rows has a better story and a worse record.

**Think about it.**
Which of these rows would you have sworn to before you saw the table?

## What were they asked?

A mean over all kinds hides what each of them is good at.
"""

# %%
chosen = ["hybrid, few-shot", *contest.LEARNED]
kinds = ["lookup", "other words", "identifier", "reversed", "comparison", "counting"]
by_kind = {kind: contest.of_kind(kind, chosen) for kind in kinds}
pd.DataFrame(by_kind)

# %% [markdown]
r"""
Look at the columns one by one.
*Other words* describes the product and does not name it, and *identifier* asks by the advisory's number.
A student who learned names has never met either.
*Reversed* goes from the value back to the product.
*Comparison* needs two passages and *counting* several, while one was handed over: here everybody is out of his depth, and the intervals are as wide as a barn door.

## What went wrong?

"Wrong" is no diagnosis.
If the librarian brought the wrong page, a better search will help.
If he brought the right one and it was misread, no search will.
If the student never learned it, more school might do; if he learned it and takes one product for another, perhaps not.

### Exercise: the cause of death (7 minutes)

Return what became of an answer: `"right"`, `"not found"`, `"misread"`, `"mixed up"` or `"never learned"`.
`found` says whether the page that was handed over holds the answer; it is `None` if nothing was looked up.
`borrowed` says whether what was said is true of something else in the library.
It matters only where nothing was looked up.

<details><summary>Hint 1</summary>Ask whether it was right before you ask for a cause.</details>
<details><summary>Hint 2</summary>There are three cases of <code>found</code>, and <code>if not found</code> takes two of them together. Ask for <code>found is None</code> first.</details>
<details><summary>Hint 3</summary>Four steps: right; then <code>None</code>, where <code>borrowed</code> decides between mixed up and never learned; then found, misread; else not found.</details>
"""

# %%
def cause(right: bool, found: bool | None, borrowed: bool) -> str:
    """Return what became of an answer."""
    ### BEGIN SOLUTION
    if right:
        return "right"
    if found is None:
        return "mixed up" if borrowed else "never learned"
    return "misread" if found else "not found"
    ### END SOLUTION

# %%
check("cause", cause)

# %%
causes = contest.causes(["majority", "closed book", *chosen, *contest.CEILINGS])
causes.round(2)

# %% [markdown]
r"""
Each row adds up to one.
Compare *not found* and *misread* of the untaught librarian: which of them would you repair first?
Then look at the same two for the reader that was taught.
(Where a ceiling has something *not found*, it was asked to count, and not all the pages that it needs went into its prompt.)

*Mixed up* needs care.
Five words are enough to rate every flaw on the island, so a wrong rating is always true of somebody.
The row *majority* has never confused anything, since it knows nothing: so much comes by chance alone.
"""

# %%
contest.borrowed(["closed book", *chosen]).round(2)

# %%
wrong = contest.arms(["fine-tuned"]).query("wrong and kind == 'lookup' and seed == 1")
wrong[["asked", "answer"]].head(6)

# %% [markdown]
r"""
The first table splits the wrong answers by what they are true of.
The second shows some of the student's, word for word.
They sound as sure as the right ones.

## Who answers what nobody knows?

Some questions have no answer: they are about products that do not exist, or things that no advisory says.
Some arms were *told* that they may say "Not in the library.", by a sentence in the prompt or a worked example.
The others were not, and it would be unfair to scold them for not using words that nobody gave them.
"""

# %%
silence = "Permitted to say it, who will say more often that the answer is not known?"
predict("who-is-silent", silence, ["the student", "the librarian", "hardly anybody"])

# %%
never_told = ["hybrid, few-shot", "fine-tuned", "reader + hybrid"]
contest.silence([*contest.MAY_ABSTAIN, *never_told])

# %% [markdown]
r"""
The first column is the share of *unanswerable* questions on which an arm kept silent, and there silence is right.
The second is the share of *answerable* ones, and there it is a loss.
Whoever says "I don't know" to everything is perfect in the first column.
Read both, always.

Lesson 04 knew another way: to keep silent if the best hit scores badly.
That is a property of the search, so it works whoever reads.
A student with a closed book has no such score to look at.

## Repair the comparison

Now it is your turn to be the referee.
Four people have sent in their results.
Every row in their tables is a real recorded answer.
Each of the four made one mistake.

### The bookseller
"""

# %%
from helpers import broken_comparisons
bookseller = broken_comparisons.first()
bookseller.claim, bookseller.shares()

# %% [markdown]
r"""
An average for each arm, and the sign is the opposite of ours.
Look at the table before you believe either.
What were they asked?
"""

# %%
pd.crosstab(bookseller.rows["arm"], bookseller.rows["kind"])

# %% [markdown]
r"""
There it is, in the column *lookup*.
(The student's numbers are three times as large, since three of them sat the exam.)

### Exercise: the same questions (5 minutes)

For each arm you have the texts of its questions.
Return those that *every* arm was asked, in the first arm's order.
Another wording is another question.

<details><summary>Hint 1</summary>Begin with the first arm's list. Which of its questions may stay?</details>
<details><summary>Hint 2</summary><code>list(asked.values())</code> holds the lists. <code>all(…)</code> tells whether something holds for each of them.</details>
<details><summary>Hint 3</summary>Keep a text of the first list if it is <code>in</code> every one of the lists.</details>
"""

# %%
def asked_by_all(asked: dict[str, list[str]]) -> list[str]:
    """Return the questions that every arm was asked, in the first arm's order."""
    ### BEGIN SOLUTION
    lists = list(asked.values())
    return [text for text in lists[0] if all(text in other for other in lists)]
    ### END SOLUTION

# %%
check("asked-by-all", asked_by_all)

# %%
from helpers import fairness
fair = fairness.asked_by_all(bookseller.asked())
mended = bookseller.rows[bookseller.rows["asked"].isin(fair)]
guards.same_questions(bookseller.rows), guards.same_questions(mended)

# %%
bench.compare(mended, "fine-tuned", "hybrid, few-shot").interval

# %% [markdown]
r"""
The guard complains about the first table and is content with the second.
But read what is left: the mended difference answers a smaller question, about everything *except* lookups.
To answer the large one, the missing questions must be asked.
They have been:
"""

# %%
bench.compare(ladder, "fine-tuned", "hybrid, few-shot").interval

# %% [markdown]
r"""
To drop what only one of them was asked makes a comparison fair.
It does not make it complete.

### The archivist
"""

# %%
archivist = broken_comparisons.second()
archivist.claim, archivist.shares()

# %% [markdown]
r"""
A search that does better than being handed the right page?
When a result beats the ceiling, do not open the champagne: look at the labels.
Every row of a tidy table knows the code of the system that made it.
"""

# %%
codes = {arm: contest.code_of(arm) for arm in archivist.shares()}
archivist.codes(), codes

# %% [markdown]
r"""
### Exercise: put the labels back (6 minutes)

`claimed` has for each label in the table the code of the system behind its rows.
`codes` has for each system its own code.
Return for each label of the table the name that it should have.

<details><summary>Hint 1</summary>You look for names by their codes. Which dictionary would make that a single look-up?</details>
<details><summary>Hint 2</summary>Turn <code>codes</code> round: from the code to the name.</details>
<details><summary>Hint 3</summary>Go through <code>claimed.items()</code>, and look each code up in the dictionary that you turned round.</details>
"""

# %%
def true_labels(claimed: dict[str, str], codes: dict[str, str]) -> dict[str, str]:
    """Return for each label in a table the name that it should have."""
    ### BEGIN SOLUTION
    name_of = {code: name for name, code in codes.items()}
    return {label: name_of[code] for label, code in claimed.items()}
    ### END SOLUTION

# %%
check("true-labels", true_labels)

# %%
labels = fairness.true_labels(archivist.codes(), codes)
relabelled = archivist.rows.assign(arm=archivist.rows["arm"].map(labels))
bench.compare(relabelled, *contest.CEILINGS[:1], "hybrid, few-shot").interval

# %% [markdown]
r"""
Now the ceiling is above the search again, where it belongs.
(Is zero outside the interval?)
A label can be changed by anybody with a keyboard; a code made from the weights and the library cannot be changed by accident.

### The start-up
"""

# %%
startup = broken_comparisons.third()
startup.claim, startup.shares()

# %% [markdown]
r"""
The same questions for both, and the labels are right.
They send their training data along, proudly: more examples than you had.
"""

# %%
from helpers.metrics import normalise
trained, exam = broken_comparisons.cheat_sheet()
len(trained), len(pairs), len(exam)

# %% [markdown]
r"""
### Exercise: burn the cheat sheet (6 minutes)

Return the training examples whose question is not in the exam.
The facts may stay, in other words.
A cheat sheet is not always copied neatly: case, marks and spaces may differ, and `normalise` levels them.

<details><summary>Hint 1</summary>Which half of a pair must be compared with the exam?</details>
<details><summary>Hint 2</summary>Compare the normalised question with the normalised questions of the exam.</details>
<details><summary>Hint 3</summary>Collect <code>normalise(one)</code> for every exam question in a set. Keep a pair if the normalised question is not in it.</details>
"""

# %%
def without_tested(pairs: list[tuple], tested: list[str]) -> list[tuple]:
    """Return the training examples whose question is not tested."""
    ### BEGIN SOLUTION
    exam = {normalise(question) for question in tested}
    return [pair for pair in pairs if normalise(pair[0]) not in exam]
    ### END SOLUTION

# %%
check("without-tested", without_tested)

# %%
cleaned = fairness.without_tested(trained, exam)
cleaned == [(pair.prompt, pair.answer) for pair in pairs]

# %% [markdown]
r"""
What is left is, to the letter, what *you* trained on.
So the mended arm is in the record already.
"""

# %%
honest = bench.shares(contest.arms([contest.FEW_FACTS, contest.LEAKED], theirs))
honest

# %% [markdown]
r"""
Both students learned the same facts, and both were asked the same questions.
The distance between them is what a look at the exam is worth.

### The hardware shop
"""

# %%
from collections import Counter
shop = broken_comparisons.fourth()
shop.claim, shop.shares()

# %% [markdown]
r"""
The same questions, right labels, a clean training set.
And yet the librarian did better elsewhere.
The last thing to ask is *who* was asked.
"""

# %%
shop.codes("base")

# %% [markdown]
r"""
The shop had no room for the whole model beside its library.
So its librarian reads with a copy that was squeezed: every weight rounded to one of a few values.
A copy like that has the same name and is another model.

### Exercise: the odd ones (6 minutes)

For each arm you have the code of its base model; it is empty for an arm that has no model, such as a guess.
Return the arms that do not begin from the model from which *most* begin.

<details><summary>Hint 1</summary>First find the usual code. Which arms have a say in that?</details>
<details><summary>Hint 2</summary>Count the codes that are not empty: <code>Counter(…).most_common(1)</code> gives the most frequent with its count.</details>
<details><summary>Hint 3</summary>Keep an arm if it has a code and the code is not the usual one.</details>
"""

# %%
def odd_ones(bases: dict[str, str]) -> list[str]:
    """Return the arms that do not begin from the model from which most begin."""
    ### BEGIN SOLUTION
    usual, _ = Counter(base for base in bases.values() if base).most_common(1)[0]
    return [arm for arm, base in bases.items() if base and base != usual]
    ### END SOLUTION

# %%
check("odd-ones", odd_ones)

# %%
odd = fairness.odd_ones(shop.codes("base"))
again = theirs[theirs["arm"].isin(odd)]
repaired = pd.concat([shop.rows[~shop.rows["arm"].isin(odd)], again], ignore_index=True)
odd, guards.same_base(repaired)

# %%
bench.compare(repaired, "hybrid, few-shot", "fine-tuned").interval

# %% [markdown]
r"""
The odd arm was asked again with the right model, and the guard has nothing to say.
Compare the sign and the size with what the shop has printed.

Four faults, four guards, and not one of them needs to know who *should* win.
There is a fifth: too few questions.
You have had its answer on every line, as an interval.

## Try every pair

Any two arms, anything that is counted, any kind of question.
The last control asks how many questions it would take.
"""

# %%
from helpers.explore import head_to_head
head_to_head.explore()

# %% [markdown]
r"""
Two questions to guide you.

1. Compare *hybrid, few-shot* with *BM25, few-shot* on all questions, then on *other words* alone.
   Where is the difference larger, and where is it surer?
2. Find a pair whose difference needs over a thousand questions.
   Would you pay for that exam?

<details><summary>How to read it</summary>On a single kind there are few questions, so the same difference has a wider interval: a large difference on few questions may be less sure than a small one on many. And where thousands of questions are needed, the two arms are so close that hardly any use will notice which of them you have. Whether to pay is a matter of what one wrong answer costs you, not of statistics.</details>

## What you measured

"""

# %%
summary = bench.ladder(ladder)[["arm", "mean", "low", "high", "questions", "seeds"]]
summary.round(2)

# %% [markdown]
r"""
The rungs from *chance* to *random passage* are the floor, the two with the right passage the ceiling.

The claim that is decided here is C11, or the half of it that is about quality:
"""

# %%
from helpers import claims
claims.find("C11").claim

# %%
enough = ["closed book", "fine-tuned", "hybrid, few-shot", "reader + hybrid"]
bench.shares(contest.arms(enough))

# %% [markdown]
r"""
Is a small model with a good library *enough*?
These four numbers are one model of 135 million weights, with nothing, with the facts inside, with a library, and with a library and an evening class in reading.
Whether the best of them is enough is for your callers to say.
What it costs is the matter of a later lesson.

**What others found.**
Their models were some fifty times as large.

- [Ovadia et al. (2023), "Fine-Tuning or Retrieval?"](https://arxiv.org/abs/2312.05934) asked 910 multiple-choice questions about recent events, where chance is .25.
  Mistral-7B got .481 as it came, .875 with retrieved texts, .504 fine-tuned on the texts, .588 fine-tuned on ten paraphrases of each, and .810 with both.
  (Each question was made from one piece of text, which favours looking up, and there are no seeds and no intervals.)
- [Jiang et al. (2024), on instruction-tuned models as learners](https://arxiv.org/abs/2402.12847) asked Llama-2-7B about new articles.
  It got 9.5 percent with a closed book, 27.6 after training on the texts, 48.1 if it had been taught questions and answers before, and 72.2 with the open book.

There the librarian wins, and here the student does.
Compare the ceilings: with the book open, a large model reads most answers off, and ours misreads most of them.
Compare the schools, too: ours taught questions and answers, and theirs, for the most part, texts.
So do not carry home who won; carry home how to find out.

**What this does not show.**

- *How large models compare.* This is one small model; with another the ladder stays, and every rung may move.
- *That one passage is best.* For comparison and counting it cannot be enough; more passages were worse for this untaught reader in lesson 04, and the taught one was taught with one.
- *How well a reader can be taught.* These had the 320 examples of lesson 05, and read its pages far better than they read these: a generator made those, and these were written one by one.
- *What the best fine-tuning could do.* Settings were chosen on other facts, with few tries; more phrasings teach more, as lesson 06 shows.
- *How it goes on another island.* All questions come from one collection with its own authors, and each of them was written with one passage in mind, which favours looking up.
- *Much about seeds.* Three are enough to see that there is a spread.

Three questions to close with.
"""

# %%
quiz("07")

# %% [markdown]
r"""
Next is lesson 08: [Does it know what changed this morning?](08_when_facts_change.ipynb)
"""
