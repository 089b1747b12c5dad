# %% [markdown]
r"""# Does it know, or does it just sound like it?

You have documents, people ask questions about them, and a language model is to answer.
Two ways are open.
Let the model *look it up* each time, or let it *learn it* once.
This course measures which, when, and at what price, with a real model on your own computer.

In this lesson you will

- meet the model, and hear it answer what it cannot know;
- hand it the right page, and count how much that helps;
- write down what you expect of twelve popular claims.

It takes about 20 minutes.
Run each cell with Shift + Enter.
"""

# %%
from helpers import lesson
from helpers.lesson import check, predict, quiz
lesson.start("00")

# %% [markdown]
r"""
Some cells of this course hold buttons and sliders.
See whether they work where you are.
"""

# %%
lesson.self_test()

# %% [markdown]
r"""
## Meet the model

It is called SmolLM2, and it runs on your processor alone.
(`remember=True` keeps its answers on disk, so that running this lesson again is quick.)
"""

# %%
from helpers import models
model = models.load_generator(remember=True)
model.model.num_parameters()

# %% [markdown]
r"""
That is how many numbers it is made of.
The models in the news have a thousand times as many.
Ours makes up for it: you can take it apart, and train it while the kettle boils.
Ask it something.
"""

# %%
model.answer(["What is the capital of France?"])

# %% [markdown]
r"""
Nobody gave it an atlas.
It read a great deal of text once, and the answer was pressed into its numbers.
Answering from inside like this, with nothing to look at, is called **closed-book**.

## A question from a real catalogue

Programs go wrong in ways that have names.
The organisation MITRE keeps the catalogue, the *Common Weakness Enumeration*, and people who mend software speak in its numbers.
So a colleague asks: "What is CWE-307 called?"
"""

# %%
predict(
    "closed-book",
    "What will the model say?",
    ["the right name", "that it does not know", "a wrong name"],
)

# %%
question = "What is CWE-307 called?"
model.answer([question])

# %% [markdown]
r"""
Read it aloud.
It has the sound of a reference book.
Now the catalogue itself, which came with the course's packages:
"""

# %%
from helpers import cwe
catalogue = cwe.load()
entry = catalogue.passage("CWE-307")
entry.title

# %% [markdown]
r"""
Somebody could try passwords all night, and nothing stops them: that is CWE-307.
The model's answer is about something else.
Perhaps the number is obscure?
Ask for three more.
"""

# %%
numbers = ["CWE-79", "CWE-525", "CWE-708"]
model.answer([f"What is {number} called?" for number in numbers])

# %%
[catalogue.passage(number).title for number in numbers]

# %% [markdown]
r"""
CWE-79 is among the best-known weaknesses there are.
Did any of the answers say "I don't know"?

Now ask about something that nobody can know.
The Republic of Tarnsey is an island in a cold, friendly sea, and it exists in this course alone.
Its advisories, laws and ferries will be with you in later lessons.
"""

# %%
model.answer(["What is the capital of the Republic of Tarnsey?"])

# %% [markdown]
r"""
A language model goes on with the words that are likely to come next.
After "the capital is" there comes the name of a town, so it writes one, with or without knowing.
*Fluent* and *right* are two different things, and only one of them can be heard.
(The capital is Port Ellory.)

## The student and the librarian

There are two people you could send with such a question.

The *student* has studied and answers from the head.
To teach a student something new takes repetition, and it changes the student.
For a model that is **fine-tuning**: its numbers are changed until the new facts are inside.

The *librarian* has learned none of it, and knows where it stands.
For each question the librarian fetches a page and reads from it.
For a model that is **retrieval-augmented generation**, or **RAG**: find a passage, put it before the question, let the model read.

Let us be the librarian for once, by hand.
This is the page:
"""

# %%
page = f"{entry.id}: {entry.title}. {entry.text}"
page

# %% [markdown]
r"""
The model reads one piece of text, called the **prompt**, and goes on from its end.
So the page and the question have to become one text.

### Exercise: hand over a page (5 minutes)

Write a function that makes a prompt of a question and a passage.
The wording is yours.
The model should see the whole passage, then the question, and be able to tell them apart.

<details><summary>Hint 1</summary>If you gave a printed page to a person together with a question, how would you write the question on it, and where?</details>
<details><summary>Hint 2</summary>An f-string puts values into a text: <code>f"Dear {name}"</code>. A new line inside a string is written <code>\n</code>.</details>
<details><summary>Hint 3</summary>Begin with the passage, leave an empty line, then ask. A word before each part, saying what it is, helps the model.</details>
"""

# %%
def with_passage(question: str, passage: str) -> str:
    """Return a prompt that hands the model a passage and then asks the question."""
    ### BEGIN SOLUTION
    return f"Passage: {passage}\n\nQuestion: {question}\nAnswer from the passage."
    ### END SOLUTION

# %%
check("with-passage", with_passage)

# %% [markdown]
r"""
From here on the lesson uses the course's own version, so that you can go on either way.
The same model, the same question, and one page more:
"""

# %%
from helpers import prompts
model.answer([prompts.with_passage(question, page)])

# %% [markdown]
r"""
The model has not changed; the text in front of it has.

**Think about it.**
Ask the first question again, without the page.
Will it know the answer now?
Which of the two, the student or the librarian, has just worked here?

## One answer is an anecdote

Perhaps we were lucky with CWE-307.
Take forty entries, every sixth of the short ones, and ask each question twice: closed-book, and with its page.
"""

# %%
short = [weakness for weakness in catalogue.passages if len(weakness.text.split()) < 40]
sample = short[5::6]
len(sample)

# %%
predict(
    "with-page",
    "Of the forty, how many will it name with the page before it?",
    ["under 15", "15 to 35", "over 35"],
)

# %%
questions = [f"What is {weakness.id} called?" for weakness in sample]
from_memory = model.answer(questions, progress=True)

# %%
pages = [f"{weakness.id}: {weakness.title}. {weakness.text}" for weakness in sample]
handed_over = list(map(prompts.with_passage, questions, pages))
with_page = model.answer(handed_over, progress=True)

# %% [markdown]
r"""
Count an answer as right if the name stands among its first sixteen words.
"""

# %%
from helpers.metrics import contains_answer
names = [weakness.title for weakness in sample]
right_from_memory = list(map(contains_answer, from_memory, names))
right_with_page = list(map(contains_answer, with_page, names))
sum(right_from_memory), sum(right_with_page)

# %% [markdown]
r"""
Forty are not all entries, so another forty would give other counts.
How far off might these be?
An **interval** says: it holds the share that *all* such entries would give, in nineteen of twenty such studies.
"""

# %%
from helpers import plots
from helpers.intervals import share_ci
measured = {
    "closed-book": share_ci(right_from_memory),
    "with its page": share_ci(right_with_page),
}
plots.shares(measured, "share of entries named rightly");

# %% [markdown]
r"""
The picture shows one marker for each way of asking, and a bar for its interval.
The bars are far apart: the page helps, and that is not luck.
And the lower one is short of 1.
Even with the answer in front of it, this small model sometimes misreads.
Here are two names, each with what it said:
"""

# %%
pairs = zip(names, with_page, right_with_page)
[(name, said) for name, said, right in pairs if not right][:2]

# %% [markdown]
r"""
We also cheated.
*We* chose the page, and it was always the right one.
A real librarian must first find it, among hundreds.
The next three lessons are about nothing else.

## Twelve claims

People who choose between the student and the librarian are told a good deal.
Here are twelve such claims, in the words one hears.
Say for each whether you agree, and how sure you are.
Nobody sees it but you, and each lesson will come back to what you said.

It pays to do this *before* any measurement.
Afterwards every result looks obvious.
Where there are no buttons, a line does the same: `lesson.commit("C1", "agree", 80)`.
"""

# %%
lesson.predict_claims()

# %% [markdown]
r"""
**Think about it.**
For which claim would you bet most?
What would you have to see to change your mind?

## What you measured

Here are both ways of asking, with their intervals, and beside them the share that naming any entry blindly would get right.
"""

# %%
import pandas as pd
shares = {"blind guess": 1 / len(catalogue.passages), **measured}
pd.Series(shares, name="share right").to_frame()

# %% [markdown]
r"""
**What this does not show.**

- *That looking it up beats learning it.* Nothing has been taught to the model yet, so nothing was compared.
- *How good RAG is.* The page was always the right one, and short.
- *How a larger model does.* One with more numbers inside may know CWE-79 by heart; the question then moves to what it cannot have read.
- *That this wording is the best.* We tried several on other entries and kept the one that worked; lesson 03 measures how much such choosing flatters.

Three questions to close with.
"""

# %%
quiz("00")

# %% [markdown]
r"""
Next is lesson 01: [Which passage shares my words?](01_keywords.ipynb)
"""
