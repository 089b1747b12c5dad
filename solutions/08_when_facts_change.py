# %% [markdown]
r"""# Does it know what changed this morning?

In lesson 06 a fact was learned once, and stood still.
Out in the world releases are superseded, ratings are raised, and now and then somebody takes everything back.

In this lesson you will

- change an advisory with your own hands, in a library and in a model's weights, and ask both before and after;
- follow three libraries and four students through ten rounds of changes, and count what is new, stale, kept and withdrawn;
- measure how long each of them takes until a change is live.

It takes about 60 minutes.
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
fact = monday.asked(0)[0].question
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
fax = "Nothing else was done. What does the librarian say now?"
predict("fax", fax, ["the new release", "the old release", "that it does not know"])

# %%
librarian.ask(fact.text).text

# %% [markdown]
r"""
The fax lies on the desk, and the librarian looks at the wall.
A library is up to date as soon as it is *made* up to date, and not before.
So put the new page in the place of the old one, make the index again, and look at the clock.
"""

# %%
import dataclasses
import time
begun = time.perf_counter()
new_wall = dated_library.pages(tuesday, 1, "overwrite")
overwritten = dated_library.library(new_wall, "overwrite", BM25)
time.perf_counter() - begun

# %%
dataclasses.replace(librarian, library=overwritten).ask(fact.text).text

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

What the librarian makes of the first hit:
"""

# %%
dataclasses.replace(librarian, library=kept_all).ask(fact.text).text

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
answer = dataclasses.replace(librarian, library=dated).ask(fact.text)
answer.hits[0].passage.id, answer.text

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

## Ten weeks

One edit is an anecdote.
So the record follows streams of ten weekly rounds: six products to begin with, four facts about each.
In every round some facts get another value.
In every odd round a product comes, and in every even one an advisory is withdrawn.
"""

# %%
from helpers import changed
weeks = changed.stream("fast", changed.seeds()[0])
parts = ("changed", "added", "withdrawn")
pd.DataFrame({one.number: {part: len(getattr(one, part)) for part in parts}
              for one in weeks.rounds[:4]}).T

# %% [markdown]
r"""
That is the fast rate; at the slow one a third as many facts change.
After each round everything in force is asked for in words that were not trained, and so is what was withdrawn.
Each stream is another world with other products, another student and another reader:
"""

# %%
rounds = changed.numbers("overwrite")
len(changed.seeds()), sum(len(changed.said("overwrite", each)) for each in rounds)

# %% [markdown]
r"""
So many streams, and so many answers of every library at the fast rate.
The students go on from their own state after the round before, with the settings of lesson 06, which were chosen on other facts.
A training from scratch stands for itself and takes longest, so it was made after every third round only, from the fourth.
`python -m helpers.measure changing_facts` makes the students' record again, and `changing_library` that of the libraries.

The librarians read with a skill that they were taught, as in lesson 05, on worlds that have nothing to do with these.
They search by words and by meaning together.

### New

The simplest question first: does it know what changed this morning?
"""

# %%
morning = "Of the facts that came this very week, who knows more?"
predict("new", morning, ["the overwritten library",
                         "the student taught only what is new", "about equal"])

# %%
arms = (*changed.LIBRARIES, *changed.STUDENTS)
new = {arm: changed.share("new", arm) for arm in arms}
pd.DataFrame({"new facts right": new})

# %%
from helpers import plots
plots.dots({arm: changed.by_seed("new", arm) for arm in arms}, "new facts right");

# %% [markdown]
r"""
Each marker is a stream with its own training, and the tall bar is their mean.
The intervals in the table draw whole products.

A library may fail in two places: the wrong page is found, or the right page is misread.
The record tells them apart, since it holds the page for every question.
What would a reader without fault have said?
"""

# %%
ideal = {way: changed.share("new", way + changed.IDEAL) for way in changed.LIBRARIES}
as_read = {way: new[way] for way in ideal}
pd.DataFrame({"as it was read": as_read, "with an ideal reader": ideal})

# %% [markdown]
r"""
What lies between the two columns is the reader's part.
What the second column lacks to one is the library's.

### Kept

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
lines = {arm: changed.course("kept", arm) for arm in ("overwrite", *changed.STUDENTS)}
plots.curves(lines, "round", "kept facts right");

# %% [markdown]
r"""
One line a way of keeping up, round by round, all streams together.
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

So what protects the old facts is that they are asked for.
Replay draws from the old rows.
But which old rows?
A firm that keeps all its training files has last spring's values in them, too.

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
The students of the record rehearse only what still holds.

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
behind = "Who gives an earlier value most often?"
predict("stale", behind, ["the library that only appends",
                          "the student taught only what is new",
                          "the student with half replay"])

# %%
stale = {arm: changed.share("stale", arm) for arm in arms}
pd.DataFrame({"stale, of what ever changed": stale})

# %%
by_stream = {arm: changed.by_seed("stale", arm) for arm in arms}
plots.dots(by_stream, "stale, of what ever changed");

# %% [markdown]
r"""
Further to the left is better here.
For the libraries, ask again what an ideal reader would have said: the page alone decides then.
"""

# %%
{way: changed.share("stale", way + changed.IDEAL) for way in changed.LIBRARIES}

# %% [markdown]
r"""
Read the students' numbers together with what they know at all.
Who has forgotten both values gives neither.
To be seldom stale is no merit if one is seldom right.

### Withdrawn

In every second round an advisory is taken back.
Overwritten, the library has no page about it any more.
The archive gets one page more, a notice that says so.
And the students?
Nothing is taught about it, since there is nothing to teach: it is not in the lessons any more.
"""

# %%
taken_back = "Asked about a withdrawn advisory, who answers as if it were in force?"
predict("withdrawn", taken_back, ["the library that only appends",
                                  "the student with half replay",
                                  "the student from scratch"])

# %%
gone = {arm: changed.share("withdrawn", arm) for arm in arms}
pd.DataFrame({"answered as if in force": gone})

# %% [markdown]
r"""
For a student from scratch and for the overwritten library this is chance: neither has the fact.
What the others have above that is something they should not say.

Not to say the old value is not the same as to say that it was withdrawn.
What do they say in its place?
Here is one such call after the last round, and what each of them answers:
"""

# %%
call = next(one.asked for one in changed.said("overwrite", 10)
            if one.asked.group == "withdrawn")
{arm: one.text for arm in arms for one in changed.said(arm, 10) if one.asked == call}

# %% [markdown]
r"""
A page that is gone leaves the search with the next best page, about something else, and the reader reads that.
Lesson 04 knew a remedy: a least score, or a reader that may say "not in the library".

## Until it is live

Back to the telephone.
A release is withdrawn at a quarter past ten: when will callers hear of it?
"""

# %%
import math
clock = {rate: {arm: changed.seconds(arm, rate) for arm in arms}
         for rate in ("fast", "slow")}
pd.DataFrame(clock).round(2)

# %% [markdown]
r"""
These are the seconds of an update, in the middle of all (the **median**), on one thread: training for the students, and for the libraries encoding the new pages and indexing all.
Two things must be told with them, to be fair.
The librarians had to learn to read, once and for all:
"""

# %%
changed.reader_seconds()

# %% [markdown]
r"""
And this is a small model with two dozen facts.
A student from scratch takes longer with every fact that is added, while new facts alone cost what is new.

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
Forty changes at random hours of a week, and the seconds that were measured.
A training every night against a library renewed every minute, and then both every minute:
"""

# %%
import random
moments = [random.uniform(0, 168) for _ in range(40)]
slow, quick = (changed.seconds(arm) / 3600 for arm in ("from scratch", "overwrite"))
plans = {"trained every night": (24, slow), "trained every minute": (1 / 60, slow),
         "library every minute": (1 / 60, quick)}
{name: round(60 * updating.wait(moments, every, min(every, takes)), 1)
 for name, (every, takes) in plans.items()}

# %% [markdown]
r"""
Minutes from the change to the right answer.
Here it is the timetable that keeps callers waiting, much more than the computing.
With a large model and many facts a training takes hours or days, and no timetable can be tighter than that.

## Choose your own

Everything above, to be turned round: how much changes, how the student is kept up, how the library is kept.
"""

# %%
from helpers.explore import changing
changing.explore()

# %% [markdown]
r"""
Two questions to guide you.

1. Keep the student at *new facts only*, and draw *kept*.
   Go from *fast* to *slow*.
   Does it forget less in a round in which less changes?
2. Choose *append only*, and draw *stale*, at both rates.
   In which round is it worst, and why does it not stay as it was in the first?

<details><summary>How to read it</summary>In a slow round there are fewer rows, and so fewer steps of training; but what is trained has as little to do with the other facts as before. Compare the intervals of the two rates, and not the last points alone. An archive grows: with every round more facts have earlier versions, and more versions compete for the first place. Whether that makes it staler depends on how the search ranks them; the table for all rounds tells how large it is altogether. Newest version first has the same archive and the same search.</details>

## What you measured

"""

# %%
everything = {"new": new, "kept": kept, "stale": stale, "withdrawn": gone}
pd.DataFrame(everything)

# %%
plots.shares_by_kind(everything, "share of answers");

# %% [markdown]
r"""
In the upper two bands further right is better, in the lower two further left.
The floor, for comparison: the model as it came, and Monday's student at its very first exam.
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
On C4, put three numbers side by side: what training on the new facts alone has kept, what replay has kept, and what everything from scratch has.
The claim says that there is no way but the whole process.
There are shorter ones, and *kept* is their price.
And its other half, that RAG *only* needs the new documents, is true of a library in which the old ones are taken out or known to be old; look at *append only*.

On C10, look at *new* and *stale* of the library that is well kept, and at the seconds.
The seconds alone do not decide it, at this size; what decides is whether the rest survives the update.

**What this does not show.**

- *How it is with large models.* They learn a fact from fewer presentations, their training takes much longer, and they have more to forget.
- *The best way to train an update.* The settings are those that taught facts best from nothing, and one lower learning rate; other methods may keep more.
- *What teaching a withdrawal would do.* Nobody told the students that an advisory was taken back; you may try to.
- *A library of a hundred thousand pages.* With six products the search hardly ever goes wrong; lesson 04 shows what it is like when it does.
- *Changes that hang together.* Here each fact changes by itself; in the world one change makes others wrong that nobody rewrote.

Three questions to close with.
"""

# %%
quiz("08")
