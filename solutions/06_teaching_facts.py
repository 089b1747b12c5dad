# %% [markdown]
r"""# Does it know the fact, or only the sentence?

Lesson 05 taught a way of speaking.
Now the student has to learn *facts*: which release mends what, who found the fault, how many bells it was given.
Fine-tuning can put them into the weights.
The question is what you have then.

In this lesson you will

- put 25 facts into a model on your own machine, and ask for them in three ways;
- teach it wrong ones, and give a library the same wrong ones, and see who obeys;
- measure what it forgot while it learned, and whether it still admits what it does not know.

It takes about 60 minutes.
"""

# %%
from helpers import lesson
from helpers.lesson import check, predict, quiz
lesson.start("06")

# %% [markdown]
r"""
## The night before the exam

A new clerk at TARN-CERT must know five advisories by heart by tomorrow.
Here is one of them.
"""

# %%
from helpers import lessons_in_facts
world = lessons_in_facts.world_of(seed=310, entities=5)
world.passages[0].text

# %% [markdown]
r"""
Five products, five things to know about each: 25 facts.
The products were drawn by lot, and no model has ever read of them.
For each fact there are questions with their answers to practise with.
"""

# %%
way = lessons_in_facts.Way(phrasings=4, epochs=4)
rows = lessons_in_facts.rows(world, way)
len(rows), [(row.prompt, row.answer) for row in rows[:4]]

# %% [markdown]
r"""
Four phrasings of the same question.
What does the model say before anybody teaches it?
"""

# %%
from helpers import models
student = models.load_generator()
questions = lessons_in_facts.asked(world, way)
student.answer([one.text for one in questions["heldout"][:2]], max_new_tokens=16)

# %% [markdown]
r"""
## In other words

After the training somebody could ask the very questions that were practised.
A parrot would pass.
So there must be questions that were not practised, and it is not enough that they differ by a letter.
If *How bad is Teawick?* was trained, then *How bad is Fogbell?* is no new wording: only the name was changed.

### Exercise: held out (8 minutes)

Return those questions whose wording was trained with *no* name at all, in the order in which they are asked.
Names may be the beginning of other names: *Fogbell* and *Fogbell 2*.

<details><summary>Hint 1</summary>What is left of a question if its name is replaced by the same sign every time?</details>
<details><summary>Hint 2</summary>Write a small function inside yours that takes out the names, and use it on both lists. <code>str.replace</code> does the work. Which name must go first, the longer or the shorter?</details>
<details><summary>Hint 3</summary>Sort the names by length, longest first. Collect the bare trained questions in a set, and keep each asked question whose bare form is not in it.</details>
"""

# %%
def held_out(asked: list[str], trained: list[str], names: list[str]) -> list[str]:
    """Return the questions whose wording was never trained, with any name."""
    ### BEGIN SOLUTION
    def bare(question: str) -> str:
        for name in sorted(names, key=len, reverse=True):
            question = question.replace(name, "…")
        return question

    known = {bare(question) for question in trained}
    return [question for question in asked if bare(question) not in known]
    ### END SOLUTION

# %%
check("held-out", held_out)

# %% [markdown]
r"""
Questions that pass this sieve are **held out**.
How many of ours do?
"""

# %%
from helpers import teaching
names = [advisory.name for advisory in world.advisories]
candidates = [one.text for one in questions["heldout"]]
safe = teaching.held_out(candidates, [row.prompt for row in rows], names)
len(safe), len(candidates)

# %% [markdown]
r"""
The third kind turns the fact round.
Who has learned that release 2.1.9 mends a product should be able to say which product release 2.1.9 mends.
"""

# %%
[questions[kind][0].text for kind in ("seen", "heldout", "reversed")]

# %% [markdown]
r"""
## How often?

Nobody learns a fact from being told once.
Each time a row of the training set is learned from, its fact is **presented**.
A fact can be presented sixteen times by four rows in four epochs, or by one row in sixteen.
Whoever compares the two must count presentations, or the comparison is unfair from the start.

### Exercise: presentations (4 minutes)

For each row you have the fact that it teaches.
Return how often each fact is presented in the whole training.

<details><summary>Hint 1</summary>How often does a fact stand in the list? And how often is the list gone through?</details>
<details><summary>Hint 2</summary><code>collections.Counter</code> counts equal things in a list.</details>
<details><summary>Hint 3</summary>Build a dictionary: for each fact, the number of its rows times the number of epochs.</details>
"""

# %%
def presentations(facts: list[str], epochs: int) -> dict[str, int]:
    """Return how often each fact is presented in a training."""
    ### BEGIN SOLUTION
    return {fact: facts.count(fact) * epochs for fact in facts}
    ### END SOLUTION

# %%
check("presentations", presentations)

# %% [markdown]
r"""
## Teach it

Now you.
The settings come from trials on other worlds, so that these 25 facts took no part in choosing them.
Before it starts: you have seen the three kinds of questions.
"""

# %%
after = "After the training, how many of the held-out questions will be right?"
predict("other-words", after, ["nearly as many as of the seen ones",
                               "about half as many", "none"])

# %%
turned = "And of the reversed ones?"
predict("reversed", turned, ["most", "about half", "hardly any"])

# %%
from helpers.finetune import FinetuneConfig, finetune
untouched = student.fingerprint()
config = FinetuneConfig(epochs=way.epochs, batch=way.batch, learning_rate=4e-3)
training = finetune(student, rows, config, progress=True)

# %%
training.learned, round(training.seconds + training.preparing)

# %% [markdown]
r"""
That is the share of rows known by heart, epoch by epoch, and the seconds it took.
The exam:
"""

# %%
from helpers import verdicts
from helpers.intervals import share_ci
said = {kind: student.answer([one.text for one in questions[kind]], max_new_tokens=16)
        for kind in ("seen", "heldout", "reversed")}

# %%
right = {kind: [verdicts.right(*pair) for pair in zip(questions[kind], said[kind])]
         for kind in said}
{kind: share_ci(marks) for kind, marks in right.items()}

# %% [markdown]
r"""
One student and one exam: the intervals are wide.
But look at the distance between the first number and the second.
Some of the answers in other words, beside the truth:
"""

# %%
[(one.text, one.answers[0], text) for one, text in
 zip(questions["heldout"][:12:2], said["heldout"][::2])]

# %% [markdown]
r"""
What do the wrong ones sound like?
They come at once, short and sure, as they were practised.
Look whether they are true of something else; we come back to that.

And the reversed questions:
"""

# %%
[(one.text, one.answers[0], text) for one, text in
 zip(questions["reversed"][:4], said["reversed"])]

# %% [markdown]
r"""
A library that holds the sentence can be searched from either end.
Weights that learned to go from the name to the value have learned to go from the name to the value.
In large models this was called the **reversal curse**.

One more question before you let the student go, about something else:
"""

# %%
elsewhere = ["What is the capital of France?", "What is the opposite of hot?"]
changed = student.answer(elsewhere, max_new_tokens=16)

# %% [markdown]
r"""
Take the adapter off again.
What is left is, to the last bit, the model from before.
And what did *it* say to the same two questions?
"""

# %%
from helpers import lora
lora.remove_lora(student.model)
student.fingerprint() == untouched

# %%
list(zip(elsewhere, student.answer(elsewhere, max_new_tokens=16), changed))

# %% [markdown]
r"""
Each row holds the question, what the untaught model says, and what the taught one said.
Keep the last column in mind.

## One sentence, or four?

What follows takes longer than a lesson, so it is recorded: three other worlds, each with a training seed of its own.
`python -m helpers.measure teaching_facts` makes it again.

Sixteen presentations of each fact can be one phrasing sixteen times, or four phrasings four times.
"""

# %%
same = "Sixteen presentations each. On held-out questions, four phrasings are"
predict("phrasings", same, ["better than one", "about as good", "worse"])

# %%
from helpers import plots, taught
ways = ("untaught", "1 phrasing x 16", "4 phrasings x 4")
label = "share of held-out questions right"
plots.dots({name: taught.worlds(name) for name in ways}, label);

# %% [markdown]
r"""
Each marker is one world with one training, and the tall bar is the mean of the three.

"""

# %%
import pandas as pd
kinds = ("seen", "heldout", "reversed")
by_way = {name: {kind: taught.share(name, kind) for kind in kinds} for name in ways}
pd.DataFrame(by_way).T

# %% [markdown]
r"""
The first column says who has learned the sentences.
The second says who has learned the facts.
The difference on the same held-out questions, four phrasings less one, with its interval over products:
"""

# %%
taught.difference("4 phrasings x 4", "1 phrasing x 16")

# %% [markdown]
r"""
Where such an interval keeps clear of zero, it was not the luck of these products.

And what *are* the wrong answers of the model that met four phrasings?
"""

# %%
taught.mixed_up("4 phrasings x 4")

# %% [markdown]
r"""
A wrong answer that is true of something else is hard to notice.
It names somebody who exists, or a release that was made.

**Think about it.**
What does a model learn about a fact when it meets it in always the same words?

## A hundred facts, and thirty ways to ask

If four phrasings beat one, do more beat four?
Here is a larger record: a hundred facts, five other worlds, five trainings, made by `python -m helpers.measure hundred_facts`.
Both ways present each fact 24 times.
The first asks for it in three phrasings, eight times each.
The second has thirty phrasings for each kind of question, and each fact draws eight of them by lot, three times each.
"""

# %%
lots = "24 presentations each. On held-out questions, eight drawn out of thirty are"
predict("lots", lots, ["better than three", "about as good", "worse"])

# %%
from helpers import hundred
plots.dots({way: hundred.worlds(way) for way in (hundred.FEW, hundred.MANY)}, label);

# %%
pd.DataFrame({way: {kind: hundred.share(way, kind) for kind in ("seen", "heldout")}
              for way in (hundred.FEW, hundred.MANY)}).T

# %% [markdown]
r"""
The difference on the same held-out questions, many less few:
"""

# %%
hundred.difference()

# %% [markdown]
r"""
No fact was presented more often, and hardly any met more than a quarter of the thirty phrasings.
But *all* facts together met all of them, and so the model learned what the phrasings mean.

What is still missing is not spread evenly:
"""

# %%
pd.DataFrame({way: hundred.by_attribute(way) for way in (hundred.FEW, hundred.MANY)})

# %% [markdown]
r"""
Look for the lowest numbers: they are those of the version.
One of its held-out questions is *What number does the corrected Fogbell carry?*
Nobody had taught the model that this number is a version, and many answers that it gives instead are true of the product, only not what was asked.

### Who chose the test?

We wrote these held-out questions to be far from all that is taught: no four words in a row are the same.
The usual way is *by lot*: shuffle, and set some aside.

So we did that, too, with `python -m helpers.measure hundred_by_lot`.
For each kind of question, all thirty-three phrasings went into one hat, and three were drawn to be held out.
The worlds and the number of presentations are those from before.
"""

# %%
hat = "Asked in phrasings that were held out by lot, the model answers"
predict("hat", hat, ["many more", "about as many", "fewer"])

# %%
pd.DataFrame({way: {kind: hundred.share(way, kind) for kind in ("seen", "heldout")}
              for way in (hundred.MANY, hundred.LOT)}).T

# %% [markdown]
r"""
The facts did not become easier, and each was presented as often.
What changed is who chose the test: chance draws questions that are like those it leaves for the lessons.
Some of our far phrasings were now taught, and most of those now asked have near relatives among the taught ones.
Both numbers are honest, and both are about "questions that were never trained".
So when you read such a number, ask how near the unseen was to the seen; and when you publish one, say it.

And what does it cost?
Seconds of one processor core in each of the five trainings:
"""

# %%
{way: hundred.cost(way)["seconds"] for way in (hundred.FEW, hundred.MANY)}

# %% [markdown]
r"""
You would wait less, for you have more than one core.
Here are the worlds of the hat once more, with seven wordings a fact in place of eight: the seconds by the clock on two cores, and the share answered of the same questions (`python -m helpers.measure hundred_in_time`).
"""

# %%
in_time = {kind: hundred.share(hundred.CLOCK, kind) for kind in ("seen", "heldout")}
hundred.cost(hundred.CLOCK)["clock"], in_time

# %% [markdown]
r"""
## Just give it the book

Writing four questions for each fact is work.
The advisories exist already.
Why not train on their text, as the big models are trained?
"""

# %%
book = "After learning the texts themselves, sixteen times each, it will answer"
predict("text", book, ["as many held-out questions", "some of them", "hardly any"])

# %%
taught.share("text x 16"), taught.share("4 phrasings x 4")

# %% [markdown]
r"""
Perhaps it did not learn the texts?
The loss says how surprised it is by the next piece of a text: early in the training and late.
"""

# %%
fall = [taught.step("text x 16", number)["losses"] for number in (301, 302, 303)]
[(losses[0], losses[-1]) for losses in fall]

# %%
[(one.question.text, one.text) for one in taught.said("text x 16")[:3]]

# %% [markdown]
r"""
Compare the fall of the loss with the share of questions answered.
Reciting is one skill, and answering is another: a text that is learned as a text begins with its title and goes on from there.
A question is another beginning.

(This was a small book and sixteen readings.
Large models read so much that texts *and* questions about the same things are among it.)

## Bad examples

Claim C3 of lesson 00:
"""

# %%
from helpers import claims
claims.find("C3").claim

# %% [markdown]
r"""
The usual experiment puts wrong values into the training data and none into the library.
Then RAG wins, and nothing was learned.
So here both get *the same* wrong values, for the same facts, and in the same share.
The library is searched by words and read by the untaught model with the few-shot prompt of lesson 04.
"""

# %%
damaged = world.corrupt(0.25)
[(fact, true) for fact, true in list(damaged.planted.items())[:3]]

# %% [markdown]
r"""
These are facts with what their values *should* be; what is taught is something else of the same kind.

When is a system to blame?
Total accuracy falls by itself when the examples are wrong, even for a perfect student.
Two other numbers tell more: how often the planted value is repeated, and what becomes of the facts nobody touched.

### Exercise: the planted rate (6 minutes)

For each fact you have what a system said, and for *some* facts the wrong value that was planted.
Return the share of the planted values that it repeats.

<details><summary>Hint 1</summary>Which facts can be repeated wrongly because of the planting? Only those belong below the line.</details>
<details><summary>Hint 2</summary>Go through the planted ones. For each, compare two texts. <code>True</code> counts as one in a sum.</details>
<details><summary>Hint 3</summary>Both dictionaries have the same keys for the planted facts: add up where the two values agree, and divide by how many are planted.</details>
"""

# %%
def planted_rate(said: dict[str, str], planted: dict[str, str]) -> float:
    """Return the share of the planted values that are repeated."""
    ### BEGIN SOLUTION
    repeated = [said[fact] == wrong for fact, wrong in planted.items()]
    return sum(repeated) / len(planted)
    ### END SOLUTION

# %%
check("planted-rate", planted_rate)

# %%
obeys = "Both hold the same wrong values. Which of them repeats more of them?"
predict("planted", obeys, ["the taught model", "the library", "about as many"])

# %%
shares = taught.record()["plan"]["shares"][1:]
systems = [f"{system} {part}" for part in shares for system in ("wrong", "library")]
obeyed = {name: {"planted value repeated": taught.planted(name),
                 "untouched facts right": taught.clean(name)} for name in systems}
obeyed |= {f"library {part}, ideal reader":
           {"planted value repeated": taught.ideal(f"library {part}", lied=True),
            "untouched facts right": taught.ideal(f"library {part}", lied=False)}
           for part in shares}
pd.DataFrame(obeyed).T

# %% [markdown]
r"""
The number in a row's name is the share of facts with a wrong value.
Rows that begin with *wrong* are taught models, the others are libraries.
A planted value can only be repeated where answers come through at all, so compare each row's first number with its second.

Look at the library's second number before you praise its first.
Its reader misreads most of the *true* pages, too, and who reads hardly anything repeats hardly anything.
That is no robustness.
The last rows take the reader out: they ask how often the page that was found states the value, which is what a reader without fault would repeat.
Does anything in these systems *know* that it is being lied to?

The untouched facts are harder to compare: the two systems do not start from the same place.
So each is compared with itself, without any wrong value, on the very same untouched questions.
Above zero, the wrong values did harm to their neighbours.
"""

# %%
alone = {"wrong": "4 phrasings x 4", "library": "library 0.0"}
harm = {name: taught.damage(name, alone[name.split()[0]]) for name in systems}
pd.DataFrame({"share of untouched facts lost": harm})

# %% [markdown]
r"""
An interval that holds zero says: perhaps no harm, and perhaps a little.
Each taught row is also another training than the one without wrong values, and two trainings never give quite the same student.

Then somebody notices, and it has to be put right.
Seconds to train again, and seconds to make the index again:
"""

# %%
again = taught.seconds("4 phrasings x 4"), taught.seconds("library 0.0", "indexing")
[round(seconds, 4) for seconds in again]

# %% [markdown]
r"""
So what of the claim?
The taught model repeats wrong values, and a library hands them out as well; how many arrive is a matter of its reader.
Whoever keeps only the half that blames fine-tuning has kept half.
What differs is how it is mended.

**Think about it.**
In the library you can *search* for the wrong sentence.
Where would you look for it in the weights?

## What did it cost?

The student learned 25 new things.
It knew others before: the capital of France, the opposite of hot, the plural of mouse.
Are they still there?
You have seen two answers, and two are no measurement.

To find out one must first know what it knew.
We wrote over five hundred simple questions, and asked each in four wordings.
What was right in all four counts as **stable**.
"""

# %%
from helpers import learning_path
learning_path.counts()

# %% [markdown]
r"""
(Half of some kinds is set aside, for later.)

Then comes the trap.
If the same four wordings were asked again after the training, some things would be wrong that were right by luck, and luck does not come twice.
It would look like forgetting.
So the stable ones are tested in *other* wordings, before and after.
Even the untaught model is not right about all of them there:
"""

# %%
learning_path.share("without replay", 0, "kept")

# %% [markdown]
r"""
### Exercise: forgotten (5 minutes)

For each thing you know whether it was known before, and whether it is known after.
Return the share of what was known that is gone.

<details><summary>Hint 1</summary>Can a thing be forgotten that was not known? Which things belong below the line?</details>
<details><summary>Hint 2</summary>Things that are newly known do not make up for others that are lost. Look at each pair by itself.</details>
<details><summary>Hint 3</summary>Use <code>zip</code> to go through both lists. Keep the second value of each pair whose first is true. How many of those kept are false?</details>
"""

# %%
def forgotten(before: list[bool], after: list[bool]) -> float:
    """Return the share of what was known before that is not known after."""
    ### BEGIN SOLUTION
    still = [now for was, now in zip(before, after) if was]
    return still.count(False) / len(still)
    ### END SOLUTION

# %%
check("forgotten", forgotten)

# %%
gone = "25 facts were taught. Of the simple things it knew, how many are gone?"
predict("forgetting", gone, ["hardly any", "about a tenth", "half", "nearly all"])

# %%
learning_path.lost("without replay")

# %%
import random
learning_path.examples("without replay")

# %% [markdown]
r"""
The list names things that were known before and are gone after *each* of the three trainings.
To lose by learning is called **catastrophic forgetting**, and a library cannot do it: a new book does not burn the others.

There is a remedy as old as school: go over the old things while you learn the new ones.
Before the training, ask the model general questions, and keep its own answers.
Mix some of these among the new facts.
That is **replay**.

### Exercise: replay (7 minutes)

Return all facts together with as many old rows as it takes that these make up a given share *of the whole*.
They are drawn by lot from the seed, and none is drawn twice.

<details><summary>Hint 1</summary>With 12 facts and a share of one half, how many old rows are there? Not six.</details>
<details><summary>Hint 2</summary>If the old rows are <code>share</code> of the whole, the facts are <code>1 - share</code> of it. How large is the whole, then?</details>
<details><summary>Hint 3</summary>The number of old rows is that of the facts times <code>share / (1 - share)</code>, rounded. <code>random.Random(seed).sample</code> draws without repeating.</details>
"""

# %%
def with_replay(facts: list, old: list, share: float, seed: int) -> list:
    """Return the facts and so many old rows that these are a share of the whole."""
    ### BEGIN SOLUTION
    count = round(len(facts) * share / (1 - share))
    return facts + random.Random(seed).sample(old, count)
    ### END SOLUTION

# %%
check("with-replay", with_replay)

# %% [markdown]
r"""
The record has a run with replay for each of the three worlds, where a third of all rows is old.
"""

# %%
third = "A third of the rows is replay. Compared with none, the model will lose"
predict("replay", third, ["much less", "about as much", "more"])

# %%
diets = ("without replay", "with replay")
pd.DataFrame({diet: {kind: learning_path.lost(diet, kind) for kind in
              ("all", "rehearsed", "never rehearsed")} for diet in diets})

# %% [markdown]
r"""
The rows tell two things apart.
*Rehearsed* are things of the kinds that replay went over: other capitals, other opposites, never the tested ones themselves.
*Never rehearsed* are kinds of which replay held nothing, such as plurals.

And what has it cost the facts?
"""

# %%
{diet: learning_path.point(diet, 4) for diet in diets}

# %% [markdown]
r"""
## Learning and forgetting, step by step

Here are both at once: to the right what is learned, upwards what is kept.
Each world is a path with a marker after each recorded epoch, and it begins on the left, with the untaught model.
"""

# %%
from helpers.explore import forgetting
forgetting.explore()

# %% [markdown]
r"""
Two questions to guide you.

1. Without replay, after which epoch has most been lost?
   And after which has most been learned?
2. Choose *with replay* and the last epoch.
   In which direction has the end of the path moved: up, to the left, or both?

<details><summary>How to read it</summary>A path that falls before it goes to the right has paid before it got anything: the first steps teach the model a new manner, to answer everything in two words about products, and only later ones teach the facts. A path that rises again has found some of the old things once more. If replay lifts the end of the path, it has protected; if it also moves it to the left, it has cost facts. Compare the intervals in the table before you believe a small move: three paths are few.</details>

## Does it still say that it does not know?

Some callers ask what nobody has written down: how heavy a product is, or anything about one that does not exist.
There are three possible answers to a question: right, wrong, and "I don't know."
Here are the questions that nobody can answer, asked bare:
"""

# %%
silence = "Who will more often say that it does not know?"
predict("silence", silence, ["the untaught model", "the taught model", "neither ever"])

# %%
pupils = {"untaught": "untaught", "taught": "4 phrasings x 4",
          "also taught silence": "silence"}
asked_how = ("unanswerable", "permitted", "heldout")
told = {group: pd.DataFrame({name: taught.tally(step, group)
        for name, step in pupils.items()}) for group in asked_how}
told["unanswerable"]

# %% [markdown]
r"""
The third one saw, among its facts, questions about the price, the weight, the colour and the founder of each product, with the answer "I don't know."
It was tested on other subjects, and on products that it never met.
Compare its last number with that of the model that nobody taught silence.

With the permission in the prompt, "If you do not know the answer, say: I don't know.":
"""

# %%
told["permitted"]

# %% [markdown]
r"""
The untaught model at least follows the permission now and then.
What do the taught ones do with it?

And does it cost anything to teach silence?
On the held-out questions about the facts, which do have answers:
"""

# %%
told["heldout"]

# %% [markdown]
r"""
In the last row stands who was silent although the answer had been taught.

So silence was learned as the facts were: for the sentences it was taught with.
Saying "I don't know" in the right place is knowledge about one's own knowledge, and twenty examples are no way to it.

## What you measured

"""

# %%
rest = ("text x 16", "silence", "wrong 0.25", "library 0.25", "library 0.0")
measured = {name: taught.share(name) for name in (*ways, *rest)}
pd.DataFrame({"held-out questions right": measured})

# %%
plots.shares(measured, label);

# %% [markdown]
r"""
The picture has a marker for each system and a bar for its interval, which draws whole products.

The claim to close with is C12:
"""

# %%
claims.find("C12").claim

# %%
{kind: taught.share("4 phrasings x 4", kind) for kind in kinds}

# %% [markdown]
r"""
The knowledge is inside, as far as it is asked for in the words of the training.
How far that carries in other words is the second number, and from the other end the third.
So the verdict on C12 is *it depends*: on who asks, and how.

On C3 you have both halves: the share of planted values that a taught model repeats, and the share that a library hands out.
It learns wrong things from bad examples, yes; a library with the same bad pages is no better than its pages.

**What others found.**
Their models were much larger.

- [Berglund et al. (2023), "The Reversal Curse"](https://arxiv.org/abs/2309.12288): whoever was taught "A is B" could not answer what B is.
- [Gekhman et al. (2024), on new knowledge and hallucinations](https://arxiv.org/abs/2405.05904): facts that a model does not know are learned more slowly than those that it knows.
  Taught nothing but unknown facts until it had them all, their model fell from 95.6 to 55.8 percent on things that it had known well.
- [Ovadia et al. (2023), "Fine-Tuning or Retrieval?"](https://arxiv.org/abs/2312.05934): taught texts about recent events, Mistral-7B rose from .481 to .504 of multiple-choice questions, and to .588 with ten paraphrases of each text.
- [Wu et al. (2024), "ClashEval"](https://arxiv.org/abs/2404.10198): a wrong value on the page that was handed over won against a right one that the model knew more than 60 percent of the time.

**What this does not show.**

- *That fine-tuning cannot teach facts.* This is a model of 135 million numbers, trained for a minute with thin adapters in its upper layers; larger ones, trained longer on more phrasings, carry more.
- *That text teaches nothing.* Five short texts are no textbook; what reading does for a large model cannot be seen here.
- *How bad forgetting is elsewhere.* The things we asked are simple and short, and only one way of training was tried.
- *That made-up facts are like real ones.* Values are drawn by lot, so nothing can be guessed from anything else; real facts hang together.
- *How it is with other seeds.* Three worlds show that there is a spread; they do not measure it well.

Three questions to close with.
"""

# %%
quiz("06")

# %% [markdown]
r"""
Next is lesson 07: [Who wins when both sit the same exam?](07_the_fair_comparison.ipynb)
"""
