# %% [markdown]
r"""# What do you advise, and what would change your mind?

You have measured for many hours.
Now somebody walks in and asks what to do.
"It depends" is a true answer, and nobody can work with it.

In this lesson you will

- turn the measurements into an advice that knows how sure it is, and says what would tip it;
- try it on five jobs that people argue about, and on documents of your own;
- see what you predicted beside what was measured, and take the page home.

It takes about 50 minutes.
"""

# %%
from helpers import lesson
from helpers.lesson import check, predict, quiz
lesson.start("09")

# %% [markdown]
r"""
## The counter

On market days the town hall of Port Ellory puts up a table with a sign: *Advice, free, as it is.*
You sit behind it.
The first to come is the clerk of the Moot, which is the island's parliament when it is not raining.
"Should we have it looked up, or learned?"

Ask back.
Not about models, for the clerk knows nothing of them, but about the job.
Six questions will do.
"""

# %%
from helpers import cases
legal = cases.find("legal")
legal.card()

# %% [markdown]
r"""
How many facts, how often they change, how many questions, how much patience, whose eyes, how strict a form: together they are the **situation**.
Its numbers are made up, as the clerk is.
The numbers with which you will answer are not.

What do you say before you have reckoned?
"""

# %%
ways = ["look it up", "learn it", "both", "nothing, or that it cannot say"]
predict("case-legal", "What will the measurements advise to the clerk?", ways)

# %% [markdown]
r"""
## What you have in the drawer

Here is what was recorded of each way to answer: the share of held-out questions that were right, and the seconds of one answer.
Every row had the same facts and the same questions.
Where nobody measured, it says so.
"""

# %%
from helpers.advisor import advise, drawer, known
drawer()

# %% [markdown]
r"""
"Both" can mean two things, and the table keeps them apart.
A model can learn the *facts* and look them up as well.
Or it can learn to *read*, and look the facts up: what is learned then is a manner, as in lesson 05, and it does not go stale.

And where does a number come from?
Each can say so.
"""

# %%
import math
measured = known()
measured["learn it"].right.sources, measured["learn it"].intake.sources

# %% [markdown]
r"""
The last one is the time it took to take in one fact.
With it, you can say what no table says: what happens to a job that is larger, or changes more often, than those that were measured.

## Yesterday's answer

A fact changes at nine.
The new value is live at noon, because the training takes so long.
From nine to noon the machine tells yesterday's answer, in the same calm voice.

How much of what it knows is out of date at any moment?
Say there are $F$ facts, $c$ of them change a day, drawn by lot, and each change waits $d$ days.
Then $c \cdot d$ changes are waiting, which makes $c \cdot d / F$ for each fact on average.
Some facts are hit twice while others are spared, and the chance of being spared is $e^{-cd/F}$.

### Exercise: how stale (5 minutes)

Return the share of facts for which at least one change is waiting.

<details><summary>Hint 1</summary>The formula in the text is the chance that a fact is up to date. What is left?</details>
<details><summary>Hint 2</summary><code>math.exp(x)</code> is $e^x$. Mind the sign.</details>
<details><summary>Hint 3</summary>Work out how many changes wait for one fact: changes a day times days, divided by the facts. One minus <code>math.exp</code> of its negative is the answer.</details>
"""

# %%
def stale_share(facts: int, changes_a_day: float, days: float) -> float:
    """Return the share of facts that are out of date at any moment."""
    ### BEGIN SOLUTION
    waiting_each = changes_a_day * days / facts
    return 1 - math.exp(-waiting_each)
    ### END SOLUTION

# %%
check("stale", stale_share)

# %% [markdown]
r"""
Let one machine do nothing but train, again and again, so that a change waits for half of a training and then for a whole one.
How stale does it get, if a tenth of all facts changes each day?
"""

# %%
from helpers import deciding
a_fact = measured["learn it"].intake.mean / (24 * 60 * 60)
sizes = [25, 250, 2_500, 25_000, 250_000]
stale = [deciding.stale_share(facts, facts / 10, 1.5 * a_fact * facts)
         for facts in sizes]

# %%
from helpers import plots
axes = plots.curves({"a tenth changes a day": (sizes, stale)},
                    "facts to learn", "share out of date")
axes.set_xscale("log");

# %% [markdown]
r"""
The curve is the share of facts out of date, over the number of facts, with the training time scaled up in proportion.
It stays on the floor for a long time, and then it stands up.
So staleness is not a property of fine-tuning.
It is a property of the number of facts times the seconds that each of them takes, against the pace at which they change.

**Think about it.**
In which jobs that you know is the *waiting* of a day without any harm?
And in which does an hour matter?

## When is it earned back?

A training costs a minute or an hour, and then each answer is shorter than one for which a page must be read.
After how many questions has the training paid for itself?
That is a division: the seconds of a training by the seconds that each answer saves.

Neither of the two is known exactly.
So each measurement comes with **draws**: what it might as well have been, had the lot fallen on other products or other trainings.
You know them from the bootstrap of lesson 03, where they were thrown away once the interval was made.
Keep them, and you can reckon with them.
"""

# %%
learn, look_up = measured["learn it"], measured["look it up"]
training = (learn.intake * learn.facts).draws[1:].tolist()
saved = (look_up.answer - learn.answer).draws[1:].tolist()
len(training), *([round(draw, 2) for draw in draws[:3]] for draws in (training, saved))

# %% [markdown]
r"""
Each place in the two lists is one draw.
Whoever divides the interval's upper end by the other's lower end lets all bad luck come at once.
Whoever divides draw by draw gets as many results as there are draws, and their middle is an honest interval.

### Exercise: earned back (8 minutes)

For each draw, return after how many questions the training is earned back; if an answer saves nothing, it never is, which is infinity.
Sort these numbers, leave out one in forty at either end, and return the lowest and the highest of what is left.
That is the middle 95 of 100.

<details><summary>Hint 1</summary>Two lists, place by place: which function of Python walks through both at once?</details>
<details><summary>Hint 2</summary><code>math.inf</code> is infinity, and sorts behind everything. Which draws deserve it?</details>
<details><summary>Hint 3</summary>With a sorted list and <code>out</code> as its length divided by 40 with <code>//</code>, the ends stand at the places <code>out</code> and <code>-1 - out</code>.</details>
"""

# %%
def earned_back(training: list[float], saved: list[float]) -> tuple[float, float]:
    """Return between how many questions a training is earned back, 95 of 100."""
    ### BEGIN SOLUTION
    needed = sorted(cost / gain if gain > 0 else math.inf
                    for cost, gain in zip(training, saved))
    cut = len(needed) // 40
    return needed[cut], needed[-1 - cut]
    ### END SOLUTION

# %%
check("earned-back", earned_back)

# %%
from statistics import fmean
"{:.0f} to {:.0f} questions".format(*deciding.earned_back(training, saved))

# %% [markdown]
r"""
Between so many questions a training of this size is earned back, in seconds of the machine.
(Nobody has paid for writing the practice questions yet.
Seconds are cheap; questions are not.)

## One decision, by rules

Now put it together.
Three rules are enough, and their order matters.

1. Who cannot answer in time is out.
2. Of the others, whoever cannot be told from the most useful one stays in.
3. Of those who stay, the cheapest is advised.

*Useful* means right, and up to date, and in the form that was asked for, all at once.

The second rule is the one that people skip.
A mean that is ahead by a hair is not ahead.
Two systems were asked the same questions, so their draws belong in pairs: look at the *difference*, draw by draw, as in lesson 03.

### Exercise: decide (10 minutes)

You get for each approach its draws of usefulness, the seconds of its answer and its cost, and the patience of whoever asks.
Return the name of the advised approach.
If nobody is in time, return an empty string.

`deciding.low_end(draws)` is the lower end of the middle 95.
If it is above zero for the difference between the best and another, the best is clearly ahead.

<details><summary>Hint 1</summary>Make a list of the names that are in time. Everything after that is about these alone. An answer that takes exactly as long as it may is in time.</details>
<details><summary>Hint 2</summary>The best is the name with the highest mean. For each name, make the list of differences: the best's draw less its own.</details>
<details><summary>Hint 3</summary>Keep the names whose list of differences has a low end of at most zero; the best is among them, as it differs from itself by nothing. <code>min(kept, key=cost.get)</code> is the cheapest of them.</details>
"""

# %%
def decide(useful: dict, seconds: dict, cost: dict, patience: float) -> str:
    """Return the cheapest approach in time that is level with the best."""
    ### BEGIN SOLUTION
    in_time = [name for name in useful if seconds[name] <= patience]
    if not in_time:
        return ""
    first = max(in_time, key=lambda name: fmean(useful[name]))
    level = []
    for name in in_time:
        lead = [one - other for one, other in zip(useful[first], useful[name])]
        if deciding.low_end(lead) <= 0:
            level.append(name)
    return min(level, key=cost.get)
    ### END SOLUTION

# %%
check("decide", decide)

# %% [markdown]
r"""
The course's advisor does the same with all that was recorded, and tells its reasons.
Back to the clerk, who has been very patient:
"""

# %%
advice = advise(legal.situation)
advice

# %% [markdown]
r"""
Read it from the top: the advice, the job, the reason.
Then the two tables, one for how good and one for how dear.
Behind the fold stands, for each row, which record it was read from, and what was assumed on the way.

Two kinds of sentences deserve a second look.
One says *beyond what was measured*.
The clerk has many more facts than any record, so somebody has to guess what becomes of the share right.
The advisor makes two guesses, a hopeful and a cautious one, and says whether they agree.
Where they do not, it refuses to decide, and that is a result, too.
To go on with a curve where nobody measured it is called **extrapolation**.

The other kind says *not measured here, but a rule*.
We come to that.

What does it not cover?
"""

# %%
from collections.abc import Callable
legal.limits()

# %% [markdown]
r"""
## What would tip it?

"And if we had half as many articles?" asks the clerk.
A good question: an advice that never changes was not made from the job.

So try.
Change one thing, leave the rest, and ask again; the smallest change that gives another advice is the **tipping point**.
How large is a change?
From 60 facts down to 10 are 50 fewer, and up to 360 are 300 more.
But 10 is a sixth of 60, and 360 is six times as much: by *factor*, the two are equally far.

### Exercise: the tipping point (7 minutes)

`advise` takes a number and returns an advice.
Return the one of `values` that is nearest to `now` by factor, up or down, and for which the advice is another than now.
If there is none, return `math.inf`.

<details><summary>Hint 1</summary>Which of the values matter at all? Make a list of those for which the advice differs from the one now.</details>
<details><summary>Hint 2</summary>A factor up is <code>value / now</code>, a factor down <code>now / value</code>. The larger of the two is how far it is.</details>
<details><summary>Hint 3</summary><code>min</code> takes <code>key=</code>, a function that says how far a value is, and <code>default=</code>, what to return of an empty list.</details>
"""

# %%
def tipping(advise: Callable, now: float, values: list[float]) -> float:
    """Return the nearest value, by factor, for which the advice is another."""
    ### BEGIN SOLUTION
    tips = [one for one in values if advise(one) != advise(now)]
    return min(tips, key=lambda one: max(one / now, now / one), default=math.inf)
    ### END SOLUTION

# %%
check("tipping", tipping)

# %%
[str(tip) for tip in advice.tips]

# %% [markdown]
r"""
The advisor walks each of the six inputs up and down, and these are the nearest points at which its mind changes.
An input that is not in the list changed nothing, as far as it was walked.
(Numbers come first, the smallest factor on top; then the choices.)

Here are all six, to play with.
"""

# %%
from helpers.explore import advisor
advisor.explore()

# %% [markdown]
r"""
Two questions to guide you.

1. Begin with a hundred facts and let more and more of them change.
   What happens to *out of date* for *learn it*, and what to *busy a day*?
   Which of the two gives way first?
2. Choose *each may see a part*.
   What happens to the two approaches whose weights hold facts, and what does the advisor say that this rests on?

<details><summary>What to look for</summary>With few facts a training is short, so it can be repeated for many changes: the machine gets busier long before the facts get stale. Only when it has no time left beside its answers do updates wait for one another, and then the share out of date rises. With more facts both come sooner, as every update learns everything anew. In the second question a rule steps in, not a measurement: weights answer everybody alike, and nobody can be refused a part of them. That is why the reason names claim C8, which is still to be measured.</details>

## The next in line

### The clinic

Behind the clerk stands the matron of the clinic at Highmarrow.
"It must be offline," she says, "so we thought of training one."
"""

# %%
records = cases.find("records")
records.card()

# %%
predict("case-records", "What will be advised to the matron?", ways)

# %%
advise(records.situation)

# %% [markdown]
r"""
Look at what speaks against each of the others.
It is no share and no number: it is a rule, and it says so.

Being offline decides nothing, since a library fits on the same machine as a model.
Whose eyes may see what decides a great deal.
A library has a door at which somebody can be asked who they are.
Weights have none.
But the door must stand in the right place.

### Exercise: who may find what (6 minutes)

Here are the scores of all passages for a question, and for each whether *this* reader may see it.
Return the places of the best `k` that may be seen, best first; fewer, if there are no more.

<details><summary>Hint 1</summary>You could take the best k and strike out what is forbidden. What is left for a nurse if the best k all belong to another ward?</details>
<details><summary>Hint 2</summary>Rank all places by score, strike out, and only then cut off.</details>
<details><summary>Hint 3</summary><code>sorted(range(len(scores)), key=…, reverse=True)</code> gives the places, best first. A list comprehension keeps those that are allowed, and <code>[:k]</code> the first of these.</details>
"""

# %%
def may_find(scores: list[float], allowed: list[bool], k: int) -> list[int]:
    """Return the places of the best k passages that may be seen."""
    ### BEGIN SOLUTION
    ranked = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    return [place for place in ranked if allowed[place]][:k]
    ### END SOLUTION

# %%
check("may-find", may_find)

# %% [markdown]
r"""
Who filters after the search hands out too little, and tells by the gap that there was something.
Who asks the model nicely to keep it to itself has put it into the prompt already.
*Before the search* is the place for the door.

(How well a model keeps a secret, and how one coaxes it out, is claim C8.
It is not measured in this course yet, and so there is no verdict on it here.)
"""

# %%
records.limits()

# %% [markdown]
r"""
### The pier

Next comes the ferry office, out of breath.
People on a pier do not wait.
"""

# %%
chatbot = cases.find("chatbot")
chatbot.card()

# %%
predict("case-chatbot", "What will be advised to the ferry office?", ways)

# %%
advise(chatbot.situation)

# %% [markdown]
r"""
See which approaches are out because of the clock, if any, and by how much.
A faster machine would change that, and in a moment you will put in the seconds of your own.
"""

# %%
chatbot.limits()

# %% [markdown]
r"""
### TARN-CERT

The four people with the kettle you know.
Their facts change while they speak.
"""

# %%
security = cases.find("security")
security.card()

# %%
predict("case-security", "What will be advised to TARN-CERT?", ways)

# %%
advise(security.situation)

# %% [markdown]
r"""
Everybody "knows" that daily changes rule out learning.
Compare the column *out of date* with the column *busy a day* before you agree.
Which of the two would you have to argue with, and how large would the job have to be?
"""

# %%
security.limits()

# %% [markdown]
r"""
### The archive

The last in line is the archivist of Oarmouth, who has brought sandwiches.
"""

# %%
archive = cases.find("archive")
archive.card()

# %%
predict("case-archive", "What will be advised to the archivist?", ways)

# %%
advise(archive.situation)

# %% [markdown]
r"""
Here the job is far larger than anything that was measured.
An adviser without shame would read the largest share right from the table and send the archivist home.
What does yours do?

**Think about it.**
Which single measurement would decide this case?
How many facts would it need, and what would you hold fixed while their number grows?
"""

# %%
archive.limits()

# %% [markdown]
r"""
## Your own documents

Now it is your turn to ask.
Put the path of a folder between the quotes, with files of the kinds .txt, .md, .html or .pdf, in subfolders too.
If you leave it empty, the lesson writes a small one for you, from the island's papers, with an empty and a torn file among them.
Nothing leaves your computer.
"""

# %%
from helpers import example_folder, own_documents
my_folder = ""
documents = own_documents.load(my_folder or example_folder.make(), progress=False)
documents

# %% [markdown]
r"""
What could not be read is told with its reason, a line each, and the rest goes on without it.

Without a model, an answer is the sentence that fits best, with its source.
(If the folder is yours, so should the questions be.)
"""

# %%
my_questions = ["Why is the Gullwing late on Tuesdays?",
                "What is the capital of Mongolia?"]
[documents.ask(one) for one in my_questions]

# %% [markdown]
r"""
The second one is not in the library, and the library says so.
With the model as reader, the same documents answer in its words, and the source is looked up from these.
"""

# %%
from dataclasses import replace
from helpers import models
reading = replace(documents, reader=models.load_generator(), k=1)
reading.ask(my_questions[0])

# %% [markdown]
r"""
Who reads better here, the one that only quotes, or the model?
Nobody taught it to read, as lesson 05 would.

Now let the advisor look at *your* job.
The number of passages stands for the number of facts, which is the least there can be.
The seconds are your own machine's, measured now.
How often things change and how many questions come, only you can say.
"""

# %%
from helpers.advisor import own
counted = documents.facts()
my_seconds = own.seconds(reading, my_questions[:1] * 3, counted)
{name: round(spent, 3) for name, spent in my_seconds.items()}

# %%
my_job = own.situation(counted, changes_a_day=1, questions_a_day=50, patience=10)
my_advice = advise(my_job, my_seconds)
my_advice

# %% [markdown]
r"""
(Two things were asked: a question bare, and one with a page to read.
A model that has learned something is as fast as a bare one, or faster, since it says less; so its row says at most so much.)

The training seconds are still those of the machine that made the records.
If you remember what lesson 06 took on yours, put it in: `my_seconds["a fact: learn it"]` wants the seconds of a training, divided by its facts.
And the shares right are still those of the course's facts, not of yours.
To know how often *your* documents are answered rightly, you would have to write some fifty questions with their answers, as in lesson 03.
That is an afternoon, and it is worth more than this table.

## What you believed

In lesson 00 you said what you expect of twelve claims.
Here they are again.
Each verdict follows by a rule from what was recorded, and the rule stands behind the line, where you can open it.
"""

# %%
from helpers import verdict_table
verdict_table.show()

# %% [markdown]
r"""
A claim that says *so far* has a lesson still to come.
A claim without a verdict has no measurement, and what you think of it is still what you think.

If you were on average as sure as you were often right, you are **calibrated**.
Most people are surer than that.
(If nothing stands in your column: `lesson.commit("C1", "agree", 80)` writes a prediction down, even now, although it is no longer quite one.)

## The page to take home

One page with your predictions, the verdicts and their intervals, and the five cases, as Markdown and as HTML.
Your own job goes in with it.
A page that is there from another day is kept under its date.
"""

# %%
from helpers import report
report.write(extra={"My own documents": my_advice})

# %% [markdown]
r"""
## What you measured

"""

# %%
import pandas as pd
jobs = {case.title: advise(case.situation) for case in cases.cases().values()}
pd.DataFrame({title: {"advised": one.heading(), "useful": one.useful()}
              for title, one in jobs.items()}).T

# %%
plots.shares({name: one.right.interval for name, one in measured.items() if one.right},
             "share of held-out questions right");

# %% [markdown]
r"""
The picture has a marker for each approach that was measured and a bar for its interval, which draws whole products.
It is the row of facts on which every advice of this lesson stands, and it is short.

**What this does not show.**

- *What to buy.* This is one model of 135 million numbers, and how much better a larger one reads and remembers was not measured here.
- *What people cost.* Seconds of a machine are reckoned, but not the hours of those who write practice questions, keep a library tidy and read the complaints.
- *That right, fresh and in form are independent.* The advisor multiplies them as if they were.
- *What lies beyond the records.* Twice as many facts may be harmless, a thousand times as many are another question, and claim C9 waits for it.
- *How wrong is wrong.* A stale answer, a made-up one and an honest silence all count as of no use, which at some counters would be a scandal.

If one habit stays with you from this course, let it be the last question of the advisor: *what would change your mind?*

Three questions to close with.
"""

# %%
quiz("09")

# %% [markdown]
r"""
That was the last lesson.
Your predictions stand beside the measured verdicts in the report that you made above; it is yours to keep.
"""
