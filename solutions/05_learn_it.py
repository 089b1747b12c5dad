# %% [markdown]
r"""# What does a model learn when it is fine-tuned?

In lesson 04 the right page lay open, and the reader misread it.
A better search cannot mend that.
The reader has to change.

In this lesson you will

- change what one matrix does by hanging two thin ones beside it, and train them by hand;
- teach a real language model to read, on your own machine, in about a minute;
- teach it to answer like a lawyer, and find out what it did *not* learn on the way.

It takes about 60 minutes.
"""

# %%
from helpers import lesson
from helpers.lesson import check, predict, quiz
lesson.start("05")

# %% [markdown]
r"""
## A slip beside the price board

In the ferry office of Tarnsey hangs a board with painted prices.
It has three rows, one for each harbour, and four columns: a crate of fish, a sack of salt, a coil of rope, a goat.
You bring so many of each, and every harbour names its price.
"""

# %%
import numpy as np
board = np.array([[2.0, 1, 0, 3], [1, 4, 2, 0], [0, 1, 5, 1]])
cargo = np.array([[1.0, 2, 0, 1]])
cargo @ board.T

# %% [markdown]
r"""
One crate, two sacks and a goat: three prices, by one product of matrices.
A language model is a stack of such boards, only larger.
The one you will teach has 210 of them in its thirty layers, and together they hold most of its 135 million numbers.

Now the Moot passes a surcharge.
Repainting the whole board means twelve new numbers.
But the surcharge is simple: fish counts once and rope twice, and of that sum the first harbour takes half and the third takes all.
So somebody hangs a slip beside the board.
It has one row that says *what counts*, and one column that says *who takes how much*.
"""

# %%
counts = np.array([[1.0, 0, 2, 0]])
takes = np.array([[0.5], [0], [1]])
takes @ counts

# %% [markdown]
r"""
Twelve numbers of change, made from seven.
The board itself was not touched: take the slip away, and the old prices are back.

This is **LoRA**, low-rank adaptation.
The big matrix $W$ stays frozen.
Beside it stand two thin ones: $A$ reads (what counts), $B$ writes (who takes how much).
The two together are an **adapter**, and the number of rows in $A$ is its **rank** $r$.
A number $\alpha$ sets how loud the adapter speaks:

$$y = W x + \frac{\alpha}{r}\, B A x$$

### Exercise: the layer (8 minutes)

`x` holds one input in each row.
`W` has the shape (outputs, inputs), `A` (rank, inputs), and `B` (outputs, rank).
Return one row of outputs for each row of `x`.

<details><summary>Hint 1</summary>You have seen the first half above: <code>cargo @ board.T</code>. What must be added to it?</details>
<details><summary>Hint 2</summary>Let <code>x</code> go through <code>A</code> first, and what comes out through <code>B</code>. Both are transposed, as <code>W</code> is.</details>
<details><summary>Hint 3</summary>The rank is <code>len(A)</code>. Multiply the adapter's part, and only that, by alpha divided by the rank.</details>
"""

# %%
def adapted(x: np.ndarray, W: np.ndarray, A: np.ndarray, B: np.ndarray,
            alpha: float) -> np.ndarray:
    """Return W x + alpha / rank · B A x for each row of x."""
    ### BEGIN SOLUTION
    return x @ W.T + alpha / len(A) * (x @ A.T) @ B.T
    ### END SOLUTION

# %%
check("lora-layer", adapted)

# %% [markdown]
r"""
(PEFT, the library that most people use for this, computes the same from the same numbers; a test of this course makes sure.)

How much does a slip weigh?
For this little board not much is saved.
The model's larger boards have 576 inputs and 1,536 outputs.
"""

# %%
share = "576 inputs, 1,536 outputs: what share of that is an adapter of rank 16?"
predict("lora-size", share, ["about 4 %", "about 15 %", "about 40 %"])

# %% [markdown]
r"""
### Exercise: what it weighs (3 minutes)

Return how many numbers an adapter holds beside a matrix with so many inputs and outputs.

<details><summary>Hint 1</summary>The slip above had one row of four numbers and one column of three. How many is that?</details>
<details><summary>Hint 2</summary>With rank 2 there are two rows and two columns.</details>
<details><summary>Hint 3</summary><code>A</code> has rank times inputs, <code>B</code> has outputs times rank. Add them up.</details>
"""

# %%
def adapter_size(inputs: int, outputs: int, rank: int) -> int:
    """Return how many numbers A and B hold together."""
    ### BEGIN SOLUTION
    return rank * (inputs + outputs)
    ### END SOLUTION

# %%
check("lora-size", adapter_size)

# %%
from helpers import thin
round(thin.size(576, 1536, rank=16) / (576 * 1536), 3)

# %% [markdown]
r"""
## Downhill

Who writes the numbers onto the slip?
In the story it was the Moot.
In a model, nobody knows them; they are found by trying.

The third harbour's master complains: for the cargo above he wants to see 12, not 3.
So the prices *should* be 7, 9 and 12.
The difference between what comes out and what should is the **error**, and half the sum of its squares is the **loss**.
Training makes it small, step by step.

Keep $W$ and $A$ as they are, and ask how the loss changes with each entry of $B$.
The entry in row $i$ and column $j$ carries the $j$-th number that $A$ reads to the $i$-th output.
So it is to blame for the error there as much as that number was large:

$$\text{gradient} = \text{error} \cdot (A x)^\top$$

This table of blame is the **gradient**.
It points uphill, so a step goes against it, and how far is decided by the **learning rate**.

### Exercise: one step (10 minutes)

Here `x` and `target` are single rows of numbers, and the strength is one: the layer gives $Wx + BAx$.
Return $B$ after one step of gradient descent, and leave the $B$ that you were given as it is.

<details><summary>Hint 1</summary>First the error: what the whole layer gives for <code>x</code>, minus what it should give.</details>
<details><summary>Hint 2</summary><code>np.outer(u, v)</code> makes a table from two rows: each number of <code>u</code> times each number of <code>v</code>.</details>
<details><summary>Hint 3</summary>Take the learning rate times the gradient away from <code>B</code>. Use <code>B - …</code>, for <code>B -= …</code> would change the one you were given.</details>
"""

# %%
def training_step(x: np.ndarray, target: np.ndarray, W: np.ndarray, A: np.ndarray,
                  B: np.ndarray, rate: float) -> np.ndarray:
    """Return B after one step of gradient descent on half the squared error."""
    ### BEGIN SOLUTION
    error = W @ x + B @ (A @ x) - target
    return B - rate * np.outer(error, A @ x)
    ### END SOLUTION

# %%
check("training-step", training_step)

# %% [markdown]
r"""
Now let it run.
The slip begins with zeros in $B$, as every adapter does: at first nothing is changed.
(If $A$ were zero as well, no step would ever leave the spot. Can you see why in the formula?)
"""

# %%
wanted, slips = np.array([7.0, 9, 12]), [np.zeros((3, 1))]
for _ in range(12):
    after_step = thin.trained(cargo[0], wanted, board, counts, slips[-1], rate=0.3)
    slips.append(after_step)
prices = [thin.adapted(cargo, board, counts, slip, 1) for slip in slips]
errors = [((price - wanted) ** 2).sum() / 2 for price in prices]

# %%
from helpers import plots
plots.curves({"loss": (range(13), errors)}, "step", "loss");

# %% [markdown]
r"""
A **loss curve**: steep where much is wrong, flat where little is left.
The same curve will come out of the real model.
What is the slip now, and what does the office charge?
"""

# %%
slips[-1].round(2).tolist(), prices[-1].round(2).tolist()

# %% [markdown]
r"""
Look at the other rows of the slip.
They stayed at zero, because there was nothing to blame them for.

## What a language model is blamed for

A language model names, for every place of a text, a chance for each possible next token.
Its error is its surprise: if it gave the true token a chance $p$, the surprise is $-\ln p$.
A chance of 1 is no surprise at all.

A training example is a prompt and the answer that should follow.
Should the model be blamed for not having guessed the *question*?
Nobody wants it to write questions.
So only the answer's tokens count.

### Exercise: the loss on the answer (10 minutes)

`tokens` are the numbers of all tokens, prompt and answer, and the answer begins at place `start`.
Row `i` of `chances` holds the chance of each token to come *after* the tokens 0 to `i`.
Return the mean surprise over the answer's tokens.

<details><summary>Hint 1</summary>The first token of the answer stands at <code>start</code>. Which row was written just before it was seen?</details>
<details><summary>Hint 2</summary>The chance of the token at place <code>p</code> is <code>chances[p - 1, tokens[p]]</code>.</details>
<details><summary>Hint 3</summary>Collect these chances for all places from <code>start</code> to the end, take <code>-np.log</code> of them, and the mean.</details>
"""

# %%
def answer_loss(chances: np.ndarray, tokens: list[int], start: int) -> float:
    """Return the mean surprise over the answer's tokens, in nats."""
    ### BEGIN SOLUTION
    places = range(start, len(tokens))
    given = [chances[place - 1, tokens[place]] for place in places]
    return float(-np.log(given).mean())
    ### END SOLUTION

# %%
check("answer-loss", answer_loss)

# %% [markdown]
r"""
That is all there is to it: adapters beside the matrices, the surprise at the answer, steps downhill.
Real training takes cleverer steps (the optimiser is called AdamW and remembers earlier gradients), and it works out $A$ as well.

## Behaviour 1: to read

Here is what the reader could not do.
The advisories below come from a made-up world that was drawn by dice, so no model has ever seen them.
"""

# %%
from helpers import reading_lessons
unseen = reading_lessons.tasks(seed=900, count=30)
unseen[0].prompt[-420:]

# %%
from helpers import models
generator = models.load_generator()
before = generator.answer([task.prompt for task in unseen[:5]], max_new_tokens=24)
[(said, task.question.answers[0]) for said, task in zip(before, unseen)]

# %% [markdown]
r"""
Exactly right, in a few words, is what a desk needs.
Now 320 examples from *another* world, with other products and other facts: 64 pages, and five questions about each.
Each question is shown once.
The five about a page share a step, so that the page is read once for all of them, and not five times.
Adapters stand in the upper twenty of thirty layers; everything below is frozen.
"""

# %%
taught = reading_lessons.tasks(seed=910, count=320, each=5)
taught[0].pair.answer, taught[1].pair.answer

# %%
{task.question.entity for task in taught} & {task.question.entity for task in unseen}

# %% [markdown]
r"""
No product is in both.
So whatever the model will know about the unseen world, it must have read there and then.
"""

# %%
many = "After 320 examples, seen once: how many of 30 will be exactly right?"
predict("reading", many, ["under 8", "8 to 22", "over 22"])

# %%
from helpers import lora
from helpers.finetune import FinetuneConfig, finetune
once = FinetuneConfig(lora.LoraConfig(rank=32, depth=20), epochs=1, batch=10,
                      learning_rate=2e-3, warm_up=0.2)
half = finetune(generator, [task.pair for task in taught[:160]], once, progress=True)

# %% [markdown]
r"""
That was the first half.
Count what it can do so far, and go on with the second.
"""

# %%
midway = generator.answer([task.prompt for task in unseen], max_new_tokens=24)
sum(task.right(said) for task, said in zip(unseen, midway)), len(unseen)

# %%
rest = finetune(generator, [task.pair for task in taught[160:]], once, progress=True)

# %%
after = generator.answer([task.prompt for task in unseen], max_new_tokens=24)
sum(task.right(said) for task, said in zip(unseen, after)), len(unseen)

# %%
round(sum(part.preparing + part.seconds for part in (half, rest))), "seconds"

# %% [markdown]
r"""
That is a model, trained on your machine, while you waited.
Here is how its surprise fell.
"""

# %%
fell = half.losses + rest.losses
plots.curves({"loss": (range(len(fell)), fell)}, "step", "loss");

# %% [markdown]
r"""
What did it learn?
Not the facts: those were in the passages.
It learned what to *do* with a passage: find the place, copy it, and stop.
So few examples suffice that it must have known most of that already, and only had to be told that it was wanted.

One run on thirty questions is one draw.
Here is the recorded one, which took all 320 examples in one go, three times with other examples; the intervals draw products.
"""

# %%
from helpers import learned
one = "one passage"
{step: learned.reading(step, "alone") for step in ("before", one)}

# %% [markdown]
r"""
## Three passages on the desk

A search brings several passages, and the right one is among them.
The model above was taught with exactly one.
"""

# %%
asked_with = "Taught with one passage, asked with three: its exact answers will be"
predict("distractors", asked_with, ["about as many", "somewhat fewer", "half or less"])

# %% [markdown]
r"""
Beside it stands a second model.
It saw as many examples, but with one, two or three passages in turn.
"""

# %%
import pandas as pd
several = "one to three passages"
ways = ["before", one, several]
tests = ["alone", "newly phrased", "among three"]
exact = {test: {way: learned.reading(way, test) for way in ways} for test in tests}
pd.DataFrame(exact)

# %% [markdown]
r"""
Read the table across: what does each row lose from the left to the right?
(*Newly phrased* are questions about the same facts in words that no training question used; one passage is handed over.)
A model learns the task that it is shown, not the one you had in mind.
Asked in words that are new to it, or with three passages in place of one, it is on unknown ground.
If it will be handed three passages, teach it with three: in that column the intervals of the two rows are clear of each other.

**Think about it.**
Which of the two would you put behind the search of lesson 04?

## Behaviour 2: to speak like the island's advisor

Take the adapter out, and the model is exactly what it was.
"""

# %%
lora.remove_lora(generator.model)
again = generator.answer([task.prompt for task in unseen[:5]], max_new_tokens=24)
list(zip(again, before))

# %% [markdown]
r"""
Tarnsey has one legal advisor, and five rules for how an answer sounds.
Open with a verdict, cite exactly, be brief, speak of *the asker*, end with the office.
A program can check each of them.
"""

# %%
from helpers import legal_desk
asked = legal_desk.advices("heldout")[0]
asked.question, asked.answer

# %%
legal_desk.judge(asked.answer, asked).style

# %% [markdown]
r"""
The advisor's own answer keeps all five, of course.
The model gets no discount: four rules of five is a letter that goes back.

### Exercise: who complies (4 minutes)

For each answer there is a table that tells of each rule whether it is kept.
Return the share of answers that keep *all* their rules.

<details><summary>Hint 1</summary>Take a single answer first. When does it comply?</details>
<details><summary>Hint 2</summary><code>report.values()</code> are the truth values, and <code>all(…)</code> tells whether every one of them is true.</details>
<details><summary>Hint 3</summary>In a sum, <code>True</code> counts as one. Divide the sum by the number of answers.</details>
"""

# %%
def compliance(reports: list[dict[str, bool]]) -> float:
    """Return the share of answers that keep every rule."""
    ### BEGIN SOLUTION
    return sum(all(report.values()) for report in reports) / len(reports)
    ### END SOLUTION

# %%
check("compliance", compliance)

# %% [markdown]
r"""
A citation looks trustworthy whether or not there is such an article.
So it has to be looked up.

### Exercise: made-up citations (5 minutes)

`cited` holds the article and the paragraph of every citation.
`paragraphs` tells for each article that exists how many paragraphs it has.
Return how many citations name something that does not exist.

<details><summary>Hint 1</summary>There are two ways not to exist. Which?</details>
<details><summary>Hint 2</summary><code>paragraphs.get(article, 0)</code> is the number of paragraphs, and zero for an article that is not there.</details>
<details><summary>Hint 3</summary>A citation is made up if its paragraph is larger than that number. Count these, repeats included.</details>
"""

# %%
def made_up(cited: list[tuple[int, int]], paragraphs: dict[int, int]) -> int:
    """Return how many citations name an article or a paragraph that does not exist."""
    ### BEGIN SOLUTION
    return sum(paragraph > paragraphs.get(article, 0) for article, paragraph in cited)
    ### END SOLUTION

# %%
check("made-up", made_up)

# %% [markdown]
r"""
## Ask for it, or teach it?

The claim to test is C7 of lesson 00.
"""

# %%
from helpers import claims
claims.find("C7").claim

# %% [markdown]
r"""
Before anything is taught, the prompt gets its chance, in three ways.
*Zero-shot* is the bare question.
The *style guide* puts the five rules into the prompt.
*Few-shot* shows three of the advisor's answers first.
"""

# %%
legal_desk.GUIDE.splitlines()

# %%
predict("style", "Which keeps all five rules most often?",
        ["the style guide in the prompt", "three examples in the prompt",
         "training on 16 examples", "training on 256 examples"])

# %% [markdown]
r"""
Watch one training first: 16 questions with the advisor's answers, ten times each.
"""

# %%
sixteen = legal_desk.draw(legal_desk.advices("train"), 16, seed=1)
style = FinetuneConfig(lora.LoraConfig(rank=16), epochs=10, batch=8, learning_rate=4e-3)
trained = finetune(generator, legal_desk.pairs(sixteen), style, progress=True)

# %%
three = legal_desk.spread(legal_desk.advices("heldout"), 3)
spoken = generator.answer([one.question for one in three], max_new_tokens=72)
list(zip([one.question for one in three], spoken))

# %%
[legal_desk.judge(said, one).style.broken for said, one in zip(spoken, three)]

# %% [markdown]
r"""
That *sounds* like the advisor.
Now in numbers: 40 held-out questions, about articles of which no training question speaks.
The intervals draw whole articles.
This is recorded; `python -m helpers.measure legal_style` makes it again.
Learning rate and number of steps were chosen on training questions that had been held back, never on these.
"""

# %%
systems = {name: [f"{name}, no article"] for name in learned.PROMPTS}
sizes = (4, 16, 64, 256)
systems |= {f"{count} examples": learned.legal_steps(count) for count in sizes}
rule = "all five rules"
kept = {name: learned.advice(steps, rule) for name, steps in systems.items()}
plots.shares(kept, "share of answers that keep all five rules");

# %%
pd.DataFrame({name: learned.rules(steps) for name, steps in systems.items()}).round(2)

# %% [markdown]
r"""
The second table tells rule by rule.
Which rule needs the most examples?

And why does the style guide do so badly?
Here is what it mostly got for an answer:
"""

# %%
guide_said = learned.results("legal_style")["style guide, no article"]["said"]
next(iter(guide_said["no article"].values()))

# %% [markdown]
r"""
It goes on with the list.
A larger model would know that a list of rules is not to be read aloud.

## It sounds right. Is it?

Style is form.
Does the answer hold the fact that settles the question?
Does it cite the right article?
"""

# %%
facts = "After 256 examples, how many answers will hold the right fact?"
predict("content", facts, ["nearly none", "about a third", "most"])

# %%
content = [rule, "right fact", "right article cited",
           "cites other articles only", "cites what does not exist"]
scores = {name: {what: learned.advice(steps, what) for what in content}
          for name, steps in systems.items()}
pd.DataFrame(scores).T

# %% [markdown]
r"""
Here is the trap of fine-tuning, in one table.
The first column rises from row to row, and the second stays at the bottom.
Before, the model's answers were wrong and looked it.
Now they are wrong and look like law.

And the citations?
"""

# %%
pd.DataFrame({name: learned.citations(steps) for name, steps in systems.items()}).T

# %% [markdown]
r"""
With 256 letters, none of them names something that does not exist, and with fewer letters at most one in seven does.
That sounds like good news, until you look at the table above: nearly every answer cites an article about something else.
Where do these come from?
"""

# %%
learned.cited_from_training(systems["256 examples"])

# %% [markdown]
r"""
Most of them stood in the letters that it was taught with.
The model has learned *that* an article is cited, and mostly takes one that it knows.
The counter you wrote cannot see that, and neither can a neighbour who only checks whether the article exists.

## Learn how, look up what

The style is in the adapter.
The law is in the library.
So hand the article over, and let the adapter do the talking.
Articles take time to read, so this is asked of the first twenty of the forty questions.
A search by words finds the right article for 16 of them.
"""

# %%
handed = "found article"
prompted = learned.PROMPTS
guided = {f"{name}, article": ([f"{name}, {handed}"], handed) for name in prompted}
guided["64 examples, article"] = (learned.legal_steps(64), handed)

# %%
read = learned.legal_steps(64, articles=True)
guided["64 examples taught with articles"] = (read, handed)
guided["the same, right article"] = (read, "right article")

# %%
looked_up = {name: {what: learned.advice(steps, what, way) for what in content}
             for name, (steps, way) in guided.items()}
pd.DataFrame(looked_up).T

# %% [markdown]
r"""
Begin with the citations.
Without the article the adapter never cited the right one, and now it often does.
Taught with articles it does so about twice as often.
It seems to keep all five rules more often, too, but that interval overlaps with the one in the row above.

And the fact?
It stays rare in every row, even with the right article in hand.
It is told most often by the model that was taught nothing and simply got the article: whoever was taught a form fills in the form.
To copy a version number is one thing, to apply a paragraph to somebody's goat another.
A model of this size has learned to talk like the advisor and to point at the page, but not to think like him.
Looking up is needed, and here it is not enough.

## Too few, too many times, too fast

More training is not better training.
The explorer holds every combination of examples, rank and depth that was recorded, with three trainings each.
It shows what was kept, what it cost, and what was said.
"""

# %%
from helpers.explore import learning
learning.explore()

# %% [markdown]
r"""
Three questions to guide you.

1. Go from 4 examples to 256.
   Which of the five rules comes last?
2. With 16 examples, compare rank 4 with rank 16, and 5 layers with 10.
   What does each save, and what does it cost?
3. Find an answer that keeps all five rules and is wrong.
   How would somebody at the window notice?

The learning rate is the length of the step, and it has a best place between too little and too much.
These were tried on the questions held back, with 16 examples:
"""

# %%
tries = [name for name in learned.results("legal_style") if name[:3] == "try"]
{name: learned.advice([name], "all five rules") for name in tries}

# %% [markdown]
r"""
The longest step that was tried did best, so a longer one might do better still.

And here is how the loss on the *training* examples fell with 4 examples and with 256.
"""

# %%
record = learned.results("legal_style")
curves = {f"{count} examples": record[learned.legal_steps(count)[0]]["losses"]
          for count in (4, 256)}
lines = {name: (range(len(losses)), losses) for name, losses in curves.items()}
plots.curves(lines, "step", "loss on the examples");

# %% [markdown]
r"""
The curve for 4 sinks to almost nothing, for it sees the same four answers twenty times and learns them by heart.
Look at the picture above again: is it the better advisor?
A low loss on what was taught says little about what was not.
To go on when only the first still improves is called **over-training**.

## What you measured

"""

# %%
both = {name: row for name, row in looked_up.items() if "64" in name}
pd.DataFrame(scores | both).T

# %%
costs = {f"{count} examples": learned.cost(learned.legal_steps(count))
         for count in sizes}
most = {name: {"seconds": max(paid["seconds"]), "GB": max(paid["peak"])}
        for name, paid in costs.items()}
pd.DataFrame(most).T

# %%
lesson.committed().get("C7", "you have written nothing down for C7")

# %% [markdown]
r"""
The seconds are those of one thread, the longest of the runs, and the memory is that of the whole process.
They belong to claim C2, that fine-tuning costs much time and computing power.
For a behaviour, taught to a small model, you can now answer for your own machine.
Lesson 06 asks the same for facts.

And claim C7, that fine-tuning wins where a model must act in a very specific way?
For the *way*, it holds here: training kept the rules more often than any prompt did, though with 4 and 16 examples the lead over three examples in the prompt is within the intervals.
For what the adviser *says*, it does not: no number of letters brought more than one right fact in a hundred, and the page has to be handed over.

**What this does not show.**

- *That a prompt cannot do it.* A larger model follows a style guide much better than one of 135 million numbers; what you saw is how these prompts did with this model.
- *That the advice is good.* Style was learned, content was not; an answer that keeps all five rules may be nonsense.
- *That reading is solved.* Some answers are still wrong, of questions in new words about three in ten, the passages are short and made by one generator, and their values come from a few lists; the chronicle of lesson 03 would be harder.
- *How well it could read.* More examples, and a second look at each, would help; this is what fits into a minute.
- *That a thin adapter cannot learn a style.* Learning rate and number of steps were chosen for rank 16 in ten layers, and the thinner ones were taught with the same; they may want larger steps, or more of them.
- *How it is with many other examples.* Each setting was trained three times, each time on other letters; the explorer shows how far the three lie apart, and the intervals draw articles only.

Three questions to close with.
"""

# %%
quiz("05")

# %% [markdown]
r"""
Next is lesson 06: [Does it know the fact, or only the sentence?](06_teaching_facts.ipynb)
"""
