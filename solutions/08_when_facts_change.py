# %% [markdown]
r"""# Does it know what changed this morning?

In lesson 06 a fact was learned once, and stood still.
Out in the world releases are superseded, ratings are raised, and now and then somebody takes everything back.

In this lesson you will

- change an advisory with your own hands, in a library and in a model's weights, and ask both before and after;
- follow three libraries and four students through ten rounds of changes, and count what is new, stale, kept and withdrawn;
- measure how long each of them takes until a change is live.

It takes about 75 minutes.
"""

# %%
from helpers import lesson
from helpers.lesson import check, predict, quiz
lesson.start("08")

# %% [markdown]
r"""
## Monday

The office of TARN-CERT, nine o'clock.
The kettle is on, and four advisories hang on the wall.
Here is the first.
"""

# %%
from helpers import dated_library
from helpers.worlds.changes import StreamConfig, edited, make_stream
monday = make_stream(StreamConfig(seed=410, entities=4, rounds=0))
wall = dated_library.pages(monday, 0, "overwrite")
wall[0].text

# %% [markdown]
r"""
All day long people ring up and ask about it.
One of their questions, with the answer that is right today:
"""

# %%
call = monday.asked(0)[0]
fact = call.question
fact.text, fact.answers[0]

# %% [markdown]
r"""
The librarian of lesson 04 takes the call: a search by words, one page handed over, and a reader that was shown four worked examples.
"""

# %%
from helpers import models, styles
from helpers.bm25 import BM25
from helpers.completion import Completer
from helpers.rag import Rag
student = models.load_generator()
library = dated_library.library(wall, "overwrite", BM25)
librarian = Rag(library, Completer(student), k=1, style=styles.FEW_SHOT)

# %%
librarian.ask(fact.text).text

# %% [markdown]
r"""
It was handed the right page and may have misread it, as the untaught reader of lesson 04 did more often than not.
Here the library is on trial, and not its reader.
So look at what *stands* on the page that was found; somebody who reads without fault would say that.
Let us call such a person an **ideal reader**:
"""

# %%
from helpers import kept_libraries
kept_libraries.call(library, monday, call)

# %% [markdown]
r"""
The page, and the value that it states.

## Tuesday

A fax from the makers: the release was withdrawn overnight, and another one mends it.
Which one is for you to say.
These are the releases that exist on the island; put another of them into the next cell if you like.
"""

# %%
monday.attributes[0].values[:16]

# %%
tuesday = edited(monday, fact.group, "2.4.7")
tuesday.rounds[0].changed

# %% [markdown]
r"""
The fact has an old value and a new one, and somebody writes a new version of the page.
The telephone rings.
"""

# %%
fax = "Nothing else was done. What does the page say that is found now?"
predict("fax", fax, ["the new release", "the old release", "nothing about it"])

# %%
kept_libraries.call(library, tuesday, call)

# %% [markdown]
r"""
The fax lies on the desk, and the librarian looks at the wall.
A library is up to date as soon as it is *made* up to date, and not before.
So put the new page in the place of the old one, make the index again, and look at the clock.
"""

# %%
import time
begun = time.perf_counter()
new_wall = dated_library.pages(tuesday, 1, "overwrite")
overwritten = dated_library.library(new_wall, "overwrite", BM25)
renewed = time.perf_counter() - begun
round(renewed, 4)

# %%
kept_libraries.call(overwritten, tuesday, call)

# %% [markdown]
r"""
That is all there is to it, for a library that is searched by words.
If it is searched by meaning as well, each page has a vector, and making one takes a small neural network.
With four pages nobody minds.
With four hundred thousand you would rather not do it again for one fax.

### Exercise: what to encode (5 minutes)

You have the pages of yesterday and those of today, each with its text.
Return the ids of those that must be encoded again.

<details><summary>Hint 1</summary>There are two reasons why a page of today may have no vector that fits. Which?</details>
<details><summary>Hint 2</summary><code>before.get(page)</code> is <code>None</code> where there was no such page. Is that ever equal to a text?</details>
<details><summary>Hint 3</summary>Go through <code>after.items()</code>, and keep the id wherever the text from before, asked for with <code>get</code>, differs from the text of now.</details>
"""

# %%
def to_encode(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return the ids of the pages whose vector is missing or does not fit."""
    ### BEGIN SOLUTION
    return [page for page, text in after.items() if before.get(page) != text]
    ### END SOLUTION

# %%
check("to-encode", to_encode)

# %% [markdown]
r"""
For the two walls that is:
"""

# %%
from helpers import updating
texts = [{page.id: page.text for page in pages} for pages in (wall, new_wall)]
updating.to_encode(*texts)

# %% [markdown]
r"""
The rest of the vectors can stay.
This is called an **incremental index**: the price of an update goes with what changed, and not with what is there.

## The archivist

TARN-CERT has an archivist, and the archivist throws nothing away.
In the archive a new version is put *beside* the old one, so that everybody can see later what was said when.
"""

# %%
archive = dated_library.pages(tuesday, 1, "append only")
[(page.id, page.meta["date"], page.meta["status"]) for page in archive]

# %%
which = "Both versions fit the question. Which of them comes first in the search?"
predict("archive", which, ["the new one, always", "the old one, always",
                           "it depends on their wording"])

# %%
kept_all = dated_library.library(archive, "append only", BM25)
[(hit.passage.id, round(hit.score, 2)) for hit in kept_all.search(fact.text, k=3)]

# %% [markdown]
r"""
Look at the ids of the first two.
The search compares words, and both versions have the words of the question.
Which stands first is decided by how long they are and how often they say the name.
The date takes no part in it.

What the caller is told from the first hit:
"""

# %%
kept_libraries.call(kept_all, tuesday, call)

# %% [markdown]
r"""
An answer that was right once, and is right no longer, is **stale**.
It is worse than nonsense, since nothing about it looks odd.

The remedy needs no better search.
The search may find any version: it has then found out *which advisory* is asked about, and which version is in force can be looked up.

### Exercise: newest first (7 minutes)

A search has found versions, best first: pairs of a name and a number.
Return for each name its newest version in the whole library, in the order found, each once.

<details><summary>Hint 1</summary>There are two questions here. Which names were found, in which order? And what is the highest number of each in the library?</details>
<details><summary>Hint 2</summary><code>dict.fromkeys(names)</code> keeps each name once, in its order. <code>max</code> finds the highest number.</details>
<details><summary>Hint 3</summary>Go through the names found, each once. For each, take <code>max</code> over the numbers in <code>held</code> that stand with the same name.</details>
"""

# %%
def newest_first(found: list[tuple], held: list[tuple]) -> list[tuple]:
    """Return the newest version of everything found, best first, each once."""
    ### BEGIN SOLUTION
    names = dict.fromkeys(name for name, _ in found)
    return [(name, max(number for other, number in held if other == name))
            for name in names]
    ### END SOLUTION

# %%
check("newest-first", newest_first)

# %%
dated = dated_library.library(archive, "newest version first", BM25)
kept_libraries.call(dated, tuesday, call)

# %% [markdown]
r"""
The archive is whole, and the caller hears today's release, provided that the reader can read it.

**Think about it.**
What must be known about every page, so that this works?
Who writes it down when a page comes from somebody else's website?

## The student

Now the other way.
On Monday the student learns what hangs on the wall: four products, four things about each, every one in four phrasings.
"""

# %%
from helpers import lessons_in_changes, lora, timely
from helpers.finetune import FinetuneConfig, finetune
config = FinetuneConfig(epochs=4, learning_rate=4e-3)
untouched = student.fingerprint()
lessons = lessons_in_changes.rows(monday, 0, "from scratch")
first = finetune(student, lessons, config, progress=True)

# %%
asked = [one.question.text for one in tuesday.asked(1)]
elsewhere = ["What is the capital of France?", "What is the opposite of hot?"]
monday_student = lora.weights(student.model)
said = {"Monday's student": student.answer([*asked, *elsewhere], max_new_tokens=16)}

# %% [markdown]
r"""
Sixteen facts, each asked in words that were not trained, and two things from elsewhere.
Tuesday's exam of Monday's student:
"""

# %%
exam = timely.marked(tuesday, 1, said["Monday's student"][:16])
timely.counts(exam)

# %% [markdown]
r"""
*New* is the one fact that you changed, *kept* are the fifteen others.
*Stale* counts whether the old value of the changed one is given.
Nobody can blame the student: it was never told.

## Tell it only what is new

You have one new fact, in four phrasings.
Why go through everything again?
"""

# %%
only = "After training on the one new fact alone, of the others it still knows"
predict("only-new", only, ["as many as before", "somewhat fewer", "hardly any"])

# %%
news = lessons_in_changes.rows(tuesday, 1, "new facts only")
second = finetune(student, news, config)
said["new facts only"] = student.answer([*asked, *elsewhere], max_new_tokens=16)

# %% [markdown]
r"""
Then back to Monday's student, and the other way: the same four rows, and among them as many old ones, drawn from facts that still hold.
"""

# %%
lora.set_weights(student.model, monday_student)
mixed = lessons_in_changes.rows(tuesday, 1, "replay of 50 %")
third = finetune(student, mixed, config)
said["replay of 50 %"] = student.answer([*asked, *elsewhere], max_new_tokens=16)

# %% [markdown]
r"""
And the thorough way.
Take everything off, and teach the whole wall as it hangs there on Tuesday.
"""

# %%
lora.remove_lora(student.model)
whole = lessons_in_changes.rows(tuesday, 1, "from scratch")
fourth = finetune(student, whole, config, progress=True)
said["from scratch"] = student.answer([*asked, *elsewhere], max_new_tokens=16)

# %%
import pandas as pd
trainings = (first, second, third, fourth)
seconds = [round(one.seconds + one.preparing, 1) for one in trainings]
marks = {who: timely.counts(timely.marked(tuesday, 1, told[:16]))
         for who, told in said.items()}
pd.DataFrame(marks).T.assign(seconds=seconds)

# %% [markdown]
r"""
One product, one change, one student: this is an example and not yet a measurement.
But compare the two middle rows with the first, column by column.
The seconds are the price, and *kept* is what it was paid with.

What became of Paris?
"""

# %%
lora.remove_lora(student.model)
said["untaught"] = student.answer([*asked, *elsewhere], max_new_tokens=16)
pd.DataFrame({who: told[16:] for who, told in said.items()}, index=elsewhere).T

# %% [markdown]
r"""
The last row is the model as it came, and the adapter is off again:
"""

# %%
student.fingerprint() == untouched

# %% [markdown]
r"""
**Think about it.**
You looked at the kept facts because this lesson told you to.
Who looks at them in a firm where last night's training was about something else?
"""

# %% [markdown]
r"""
## Which of the old rows?

What protects the old facts is that they are asked for.
Replay draws from the old rows.
But a firm that keeps all its training files has last spring's values in them, too.

### Exercise: what may be rehearsed (6 minutes)

You have everything that was ever taught, oldest first: pairs of a fact and a value.
And you have the facts in force, each with its value of today.
Return the pairs that may be rehearsed, each once, in any order.

<details><summary>Hint 1</summary>There are two ways in which a pair can be out of date: its fact may have another value now, or none.</details>
<details><summary>Hint 2</summary><code>now.get(fact)</code> is the value of today, or <code>None</code> where the fact is withdrawn.</details>
<details><summary>Hint 3</summary>A set holds each pair once. <code>now.items()</code> are pairs as well. What do the two have in common?</details>
"""

# %%
def still_true(taught: list[tuple], now: dict[str, str]) -> list[tuple]:
    """Return the pairs that were taught and still hold, each once."""
    ### BEGIN SOLUTION
    return list(set(taught) & set(now.items()))
    ### END SOLUTION

# %%
check("still-true", still_true)

# %% [markdown]
r"""
In Monday's lessons only one fact is out of date by now, with its four phrasings:
"""

# %%
now = {row.prompt: row.answer for row in whole}
taught = [(row.prompt, row.answer) for row in lessons]
len(taught), len(updating.still_true(taught, now))

# %% [markdown]
r"""
## Ten weeks of the library

One edit is an anecdote.
So follow three libraries through ten weekly rounds, in three worlds with other products: six to begin with, four facts about each.
In every round six facts get another value.
In every odd round a product comes, and in every even one an advisory is withdrawn.
"""

# %%
worlds = [make_stream(StreamConfig(seed, entities=6, rounds=10, changed=6))
          for seed in (401, 402, 403)]
parts = ("changed", "added", "withdrawn")
pd.DataFrame({one.number: {part: len(getattr(one, part)) for part in parts}
              for one in worlds[0].rounds[:4]}).T

# %% [markdown]
r"""
After every round everything in force is asked for, and so is what was withdrawn.
No model reads here; only the search by words is at work, and the ideal reader states what stands on the first page found.
So whatever goes wrong is the library's own doing, and a real reader can only add to it.
"""

# %%
ways = dated_library.WAYS
said_by = {way: [one for world in worlds for one in kept_libraries.ask(world, way)]
           for way in ways}
{way: len(answers) for way, answers in said_by.items()}

# %% [markdown]
r"""
So many answers of each library.
Before you look at them, one word must be made exact.

### Stale

A fact that changed has earlier values.
A system that gives one of these is not simply wrong: it is behind.

### Exercise: the stale rate (6 minutes)

For each fact you have what a system said, and all values that the fact ever had, oldest first.
Return the share of stale answers, among the facts that can have one.

<details><summary>Hint 1</summary>A fact that never changed cannot be stale. And an answer can be wrong without being old.</details>
<details><summary>Hint 2</summary><code>values[fact][:-1]</code> are all values but the last. For which facts is that empty?</details>
<details><summary>Hint 3</summary>Keep the facts with more than one value. Count those of which the answer is among the earlier values, and divide by how many you kept.</details>
"""

# %%
def stale_rate(said: dict[str, str], values: dict[str, list[str]]) -> float:
    """Return the share of facts that changed of which an earlier value is given."""
    ### BEGIN SOLUTION
    moved = [fact for fact in values if len(values[fact]) > 1]
    return sum(said[fact] in values[fact][:-1] for fact in moved) / len(moved)
    ### END SOLUTION

# %%
check("stale-rate", stale_rate)

# %%
behind = "Append only: of the facts that ever changed, how many of 100 come back old?"
predict("stale", behind, ["under 10", "10 to 40", "over 40"])

# %%
stale = {way: kept_libraries.share("stale", told) for way, told in said_by.items()}
pd.DataFrame({"stale, of what ever changed": stale})

# %% [markdown]
r"""
The interval draws whole products, since the versions of one page resemble each other.

Does it stay like that, or does an archive get worse as it grows?
"""

# %%
from helpers import plots
lines = {way: kept_libraries.course("stale", told) for way, told in said_by.items()}
plots.curves(lines, "round", "stale, of what ever changed");

# %% [markdown]
r"""
One line a library, round by round, the three worlds together; where two lines are the same, the later one hides the earlier.
The more versions an archive holds, the more old ones compete with the new one for the first place.

### New, kept and withdrawn

The other three counts belong beside it.
*New* are the facts that changed or came this very week, *kept* all others in force.
Of *withdrawn* ones an answer as if they were in force is counted, so less is better.
"""

# %%
gone = "Asked about a withdrawn advisory, which library answers as if it were in force?"
predict("withdrawn", gone, ["the overwritten one", "the one that only appends",
                            "the one with the newest version first"])

# %%
measures = ("new", "kept", "stale", "withdrawn")
everything = {name: {way: kept_libraries.share(name, told)
                     for way, told in said_by.items()} for name in measures}
pd.DataFrame(everything)

# %%
plots.shares_by_kind(everything, "share of answers");

# %% [markdown]
r"""
In the upper two bands further right is better, in the lower two further left.
Overwritten, the library has no page about a withdrawn advisory, so that nothing can be stated of it.
The archive has a notice that takes the advisory back, and beside it every page that is taken back.
Handing out the newest version finds the notice.

And if less changes?
At a third of the pace:
"""

# %%
calm = [make_stream(StreamConfig(seed, entities=6, rounds=10, changed=2))
        for seed in (401, 402, 403)]
slowly = {way: [one for world in calm for one in kept_libraries.ask(world, way)]
          for way in ways}
slow_stale = {way: kept_libraries.share("stale", told) for way, told in slowly.items()}
pd.DataFrame({"fast": stale, "slow": slow_stale})

# %% [markdown]
r"""
The share counts only facts that ever changed.
What differs at the two paces is how many callers meet one of these, and how many old versions lie beside the new one.

## Ten weeks of the student

Libraries are quick to follow.
Ten rounds of training, with several students, take hours.
So they went through the same three worlds beforehand, and what they said is recorded.
A student goes on from its own state after the round before, with the settings of lesson 06, which were chosen on other facts.
It rehearses only what still holds.
A training from scratch stands for itself, so at the fast pace it was made after three of the rounds only, and at the slow one after the last.
"""

# %%
from helpers import changed
arms = (*changed.LIBRARIES, *changed.STUDENTS)
{arm: changed.numbers(arm) for arm in arms}

# %% [markdown]
r"""
The three libraries are there again, now with a **real reader**: the model, after it was taught to read as in lesson 05, on worlds that have nothing to do with these.
And they search by words and by meaning together.
`python -m helpers.measure changing_facts` makes the students' record again, and `changing_library` that of the libraries.

### Does it know what is new?

The simplest question first: the facts that changed or came this very week.
"""

# %%
morning = "Of the facts that came this very week, who knows more?"
predict("new", morning, ["the overwritten library",
                         "the student taught only what is new", "about equal"])

# %%
new = {arm: changed.share("new", arm) for arm in arms}
pd.DataFrame({"new facts right": new})

# %%
plots.dots({arm: changed.by_seed("new", arm) for arm in arms}, "new facts right");

# %% [markdown]
r"""
Each marker is a world with its own training, and the tall bar is their mean.
The intervals in the table draw whole products.

A library may fail in two places: the wrong page is found, or the right page is misread.
What would the ideal reader have said of the same pages?
"""

# %%
ideal = {way: changed.share("new", way + changed.IDEAL) for way in changed.LIBRARIES}
as_read = {way: new[way] for way in ideal}
pd.DataFrame({"as it was read": as_read, "with an ideal reader": ideal})

# %% [markdown]
r"""
What lies between the two columns is the reader's part.
What the second column lacks to one is the library's.

### Does it still know the rest?

Now the question that is easily forgotten.
These facts did *not* change this week.
"""

# %%
weekly = "Ten weeks of new facts only. Of those that did not change the student knows"
predict("kept", weekly, ["as many as a student taught from scratch",
                         "about half as many", "far fewer than half"])

# %%
kept = {arm: changed.share("kept", arm) for arm in arms}
pd.DataFrame({"kept facts right": kept})

# %%
over_rounds = {arm: changed.course("kept", arm)
               for arm in ("overwrite", *changed.STUDENTS)}
plots.curves(over_rounds, "round", "kept facts right");

# %% [markdown]
r"""
One line a way of keeping up, round by round, all worlds together.
The difference on the same questions after the same rounds, half replay less none, with its interval over products:
"""

# %%
changed.difference("kept", "replay of 50 %", "new facts only")

# %% [markdown]
r"""
And half replay less everything from scratch:
"""

# %%
changed.difference("kept", "replay of 50 %", "from scratch")

# %% [markdown]
r"""
Where an interval keeps clear of zero, it was not the luck of these products.

Perhaps the steps were simply too large?
Two rounds were taught at a quarter of the learning rate as well, again on new facts only.
Beside the same two rounds at the usual one:
"""

# %%
paces = ("new facts only", changed.GENTLY)
{pace: {name: changed.share(name, pace, rounds=[1, 2]) for name in ("new", "kept")}
 for pace in paces}

# %% [markdown]
r"""
A row that is trained is presented as often in the one as in the other; only the steps differ in length.

### Stale and withdrawn

Who gives an earlier value, and who answers about a withdrawn advisory as if it were in force?
Nothing was taught about withdrawals, since there is nothing to teach: the advisory is simply no longer in the lessons.
"""

# %%
behind_all = {arm: changed.share("stale", arm) for arm in arms}
in_force = {arm: changed.share("withdrawn", arm) for arm in arms}
pd.DataFrame({"an earlier value given": behind_all, "as if in force": in_force})

# %% [markdown]
r"""
In both columns less is better, but read them beside what each knows at all.
Who has forgotten both values gives neither, and to be seldom stale is no merit if one is seldom right.

Not to give the old value is not the same as to say that it was withdrawn.
Here is one such call after the last round, and what each of them answers:
"""

# %%
gone_call = next(one.asked for one in changed.said("overwrite", 10)
                 if one.asked.group == "withdrawn")
{arm: one.text for arm in arms for one in changed.said(arm, 10)
 if one.asked == gone_call}

# %% [markdown]
r"""
A page that is gone leaves the search with the next best page, about something else, and the reader reads that.
Lesson 04 knew a remedy: a least score, or a reader that may say that it does not know.

## Until it is live

Back to the telephone.
A release is withdrawn at a quarter past ten: when will callers hear of it?
For your one edit you have the seconds of both.
"""

# %%
import math
updates = [one.seconds + one.preparing for one in (second, third, fourth)]
rows = ["the library", "new facts only", "replay of 50 %", "from scratch"]
pd.Series([renewed, *updates], rows, name="seconds").round(3)

# %% [markdown]
r"""
And those of the record, the middle one of all updates (the **median**), on one thread:
"""

# %%
clock = {rate: {arm: changed.seconds(arm, rate)
                for arm in arms if changed.numbers(arm, rate)}
         for rate in ("fast", "slow")}
pd.DataFrame(clock).round(2)

# %% [markdown]
r"""
For the students that is training, for the libraries encoding the new pages and indexing all.
Two things must be told with it, to be fair.
This is a small model with two dozen facts; from scratch takes longer with every fact that is added, while new facts alone cost what is new.
And the librarians had to learn to read, once and for all, in so many seconds:
"""

# %%
changed.reader_seconds()

# %% [markdown]
r"""
But seconds of computing are not the whole wait.
Updates are made every hour, or every night, and a change waits for the next one.

### Exercise: the wait (7 minutes)

Facts change at certain hours.
An update begins at hour 0, and then again and again after a fixed time.
It takes in all changes up to the moment when it begins, that moment included, and is live when it is done.
Return the mean time from a change until it is live.

<details><summary>Hint 1</summary>Take a single change at hour 3, with an update every 6 hours that takes 1. When does the update begin that takes it in, and when is it done?</details>
<details><summary>Hint 2</summary>How many whole intervals have to pass? <code>math.ceil(change / every)</code> rounds up.</details>
<details><summary>Hint 3</summary>Live at: that number of intervals times <code>every</code>, plus <code>takes</code>. Take away the hour of the change, and average over the changes.</details>
"""

# %%
def wait(changes: list[float], every: float, takes: float) -> float:
    """Return the mean time from a change until it is live."""
    ### BEGIN SOLUTION
    live = [math.ceil(change / every) * every + takes for change in changes]
    return sum(live) / len(live) - sum(changes) / len(changes)
    ### END SOLUTION

# %%
check("wait", wait)

# %% [markdown]
r"""
Forty changes at random hours of a week, and the seconds that you measured.
A training every night, and then training and library every hour:
"""

# %%
import random
moments = [random.uniform(0, 168) for _ in range(40)]
slow, quick = updates[-1] / 3600, renewed / 3600
plans = {"trained every night": (24, slow), "trained every hour": (1, slow),
         "library every hour": (1, quick), "library every minute": (1 / 60, quick)}
{name: round(60 * updating.wait(moments, every, takes), 1)
 for name, (every, takes) in plans.items()}

# %% [markdown]
r"""
Minutes from the change to the right answer.
Here it is the timetable that keeps callers waiting, much more than the computing.
With a large model and many facts a training takes hours or days, and no timetable can be tighter than that.

## Choose your own

Everything of the record, to be turned round: how much changes, how the student is kept up, how the library is kept.
"""

# %%
from helpers.explore import changing
changing.explore()

# %% [markdown]
r"""
Keep the student at *new facts only*, draw *kept*, and go from *fast* to *slow*.
Does it forget less in a round in which less changes?

<details><summary>How to read it</summary>In a slow round there are fewer rows, and so fewer steps of training; but what is trained has as little to do with the other facts as before. Compare the intervals of the two rates, and not the last points alone.</details>

And the three libraries with the ideal reader once more: how much changes in a round, what is drawn, and the counts after a round of your choice.
(The first time it asks all of them at both paces, which takes some seconds.)
"""

# %%
from helpers.explore import shelves
shelves.explore()

# %% [markdown]
r"""
Two questions to guide you.

1. Draw *stale* and go from 6 changes a round to 2.
   By how much does the share of *append only* move, and why not more?
2. Draw *withdrawn*.
   At which pace does the archive answer most often as if the advisory were in force, and what else does it have on its shelves then?

<details><summary>How to read it</summary>Stale is a share of the facts that ever changed. With fewer changes there are fewer of these, but each of them has an old page beside the new one, and the search cannot tell the two apart: so the share stays high. And of what is withdrawn, the archive holds the notice and all versions. Where little else has changed there is one old page, all words of which are still true; where much has changed there are several, and some state other values, which are not counted here.</details>

## What you measured

Your edit, with one student:
"""

# %%
pd.DataFrame(marks).T.assign(seconds=seconds)

# %% [markdown]
r"""
Ten rounds, three worlds: the students and the libraries with their real reader, each share with its interval:
"""

# %%
all_arms = {"new": new, "kept": kept, "stale": behind_all, "withdrawn": in_force}
pd.DataFrame(all_arms)

# %%
plots.shares_by_kind(all_arms, "share of answers");

# %% [markdown]
r"""
In the upper two bands further right is better, in the lower two further left.
The floor, for comparison: the model as it came, and Monday's student at its very first exam.
The ceiling of a library is what the ideal reader said.
"""

# %%
{who: changed.share("new", who, rounds=[0]) for who in ("untaught", "first lesson")}

# %% [markdown]
r"""
Two claims are decided here.
"""

# %%
from helpers import claims
[claims.find(name).claim for name in ("C4", "C10")]

# %% [markdown]
r"""
On C4, put three numbers side by side: what training on the new facts alone has kept, what half replay has kept, and what everything from scratch has.
The claim says that there is no way but the whole process.
There are shorter ones.
Without rehearsal they are paid for with what was known; with half of it, no such price is shown, and the seconds are fewer.
And the claim's other half, that RAG *only* needs the new documents, is true of a library in which the old ones are taken out or known to be old; look at *append only*.

On C10, what counts was fixed before anything was measured: who knows more of what is new.
The library, less the student with half replay, first with its real reader and then with the ideal one:
"""

# %%
half = "replay of 50 %"
{reader or "real reader": changed.difference("new", "overwrite" + reader, half)
 for reader in ("", changed.IDEAL)}

# %% [markdown]
r"""
So it is not the library that loses here.
The right page is nearly always found, within a second of its coming, and this small reader misreads every other one.
Whoever says that RAG wins where knowledge changes daily has a good reader in mind, and should say so.
And look at *withdrawn* before you hire the student who rehearses.

**What this does not show.**

- *How it is with large models.* They learn a fact from fewer presentations, their training takes much longer, and they have more to forget.
- *The best way to train an update.* The settings are those that taught facts best from nothing, and one lower learning rate; other methods may keep more.
- *What a better reader would do for the library.* Its reader learned from 112 examples; lesson 05 has a better one, and the ideal reader above shows how much there is to gain.
- *What teaching a withdrawal would do.* Nobody told the students that an advisory was taken back; you may try to.
- *A library of a hundred thousand pages.* With six products the search hardly ever goes wrong; lesson 03 shows what it is like when it does.
- *Changes that hang together.* Here each fact changes by itself; in the world one change makes others wrong that nobody rewrote.

Three questions to close with.
"""

# %%
quiz("08")

# %% [markdown]
r"""
Next is lesson 09: [What do you advise, and what would change your mind?](09_decide.ipynb)
"""
