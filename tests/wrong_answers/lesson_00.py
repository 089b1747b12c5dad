"""Answers to the exercise of lesson 00: right ones in several manners, and wrong ones with what each must hear."""

import textwrap

from helpers import prompts


def joined(question: str, passage: str) -> str:
    """Join the parts with a blank line."""
    return "\n\n".join([passage, question])


def added(question: str, passage: str) -> str:
    """Add headings and the parts with +."""
    return "Passage: " + passage + "\nQuestion: " + question + "\nAnswer:"


def percent(question: str, passage: str) -> str:
    """Fill in a template of the old kind."""
    return "Read this.\n%s\nNow answer: %s" % (passage, question)  # noqa: UP031 - learners write it so


def formatted(question: str, passage: str) -> str:
    """Fill in a template with names."""
    return "<text>{p}</text>\n{q}".format(p=passage, q=question)  # noqa: UP032 - learners write it so


def replaced(question: str, passage: str) -> str:
    """Put the values in place of words."""
    return "TEXT | ASK".replace("TEXT", passage).replace("ASK", question)


def wrapped(question: str, passage: str) -> str:
    """Break the lines anew."""
    return textwrap.fill(passage, 40) + "\n" + question


def sandwiched(question: str, passage: str) -> str:
    """Ask before and after."""
    return f"{question}\n\n{passage}\n\n{question}"


def without_passage(question: str, passage: str) -> str:
    """Forget the passage."""
    return f"Answer this: {question}"


def without_question(question: str, passage: str) -> str:
    """Forget the question."""
    return f"{passage}\n\nAnswer:"


def without_f(question: str, passage: str) -> str:
    """Forget the f."""
    return "{passage}\n\n{question}"


def unfilled(question: str, passage: str) -> str:
    """Forget the values of a template."""
    return "%s\n%s"


def glued(question: str, passage: str) -> str:
    """Put nothing between."""
    return passage + question


def glued_to_instruction(question: str, passage: str) -> str:
    """Put nothing between the passage and an instruction."""
    return f"{passage}Answer from the text. {question}"


def typed_in_passage(question: str, passage: str) -> str:
    """Type the example's passage in."""
    return f"The Slow Heron was late because the tide had gone out without her.\n\n{question}"


def typed_in_question(question: str, passage: str) -> str:
    """Type the example's question in."""
    return f"{passage}\n\nWhy was the Slow Heron so late on Bell Sunday?"


def question_first(question: str, passage: str) -> str:
    """Ask first."""
    return f"{question}\n\n{passage}"


def cut(question: str, passage: str) -> str:
    """Keep the first hundred characters."""
    return f"{passage[:100]}\n\n{question}"


def cut_at_front(question: str, passage: str) -> str:
    """Keep the last hundred characters."""
    return f"{passage[-100:]}\n\n{question}"


def first_line(question: str, passage: str) -> str:
    """Keep the first line."""
    return passage.splitlines()[0] + "\n" + question


def lowered(question: str, passage: str) -> str:
    """Change the capital letters."""
    return f"{passage}\n\n{question}".lower()


def a_list(question: str, passage: str) -> list[str]:
    """Return the parts."""
    return [passage, question]


def a_pair(question: str, passage: str) -> tuple[str, str]:
    """Return the parts, by a comma too many."""
    return passage, question


def printed(question: str, passage: str) -> None:
    """Print in place of returning."""
    print(f"{passage}\n\n{question}")  # noqa: T201 - the fault that is meant


def nothing(question: str, passage: str) -> None:
    """Build the prompt and forget it."""
    f"{passage}\n\n{question}"


def constant(question: str, passage: str) -> str:
    """Answer in place of asking."""
    return "The ferry was late because of the fog."


def misspelt(question: str, passage: str) -> str:
    """Use a name that does not exist."""
    return f"{pasage}\n\n{question}"  # noqa: F821 - the fault that is meant


def one_argument(question: str) -> str:
    """Take the question only."""
    return question


def swapped_parameters(passage: str, question: str) -> str:
    """Take the arguments in the other order."""
    return f"{passage}\n\n{question}"


RIGHT = {
    "with-passage": (prompts.with_passage, joined, added, percent, formatted, replaced, wrapped, sandwiched),
}
WRONG = {
    "with-passage": (
        (without_passage, "The passage is missing"),
        (without_question, "The question is missing"),
        (without_f, "`'{passage}'`, letter for letter"),
        (unfilled, "`'%s'`, letter for letter"),
        (glued, "Words run together"),
        (glued_to_instruction, "Words run together"),
        (typed_in_passage, "Is a passage typed in there?"),
        (typed_in_question, "Is a question typed in there?"),
        (question_first, "asks first and shows the passage afterwards"),
        (cut, "Only a piece of the passage arrives: about"),
        (cut_at_front, "Only a piece of the passage arrives: about"),
        (first_line, "Only a piece of the passage arrives: about"),
        (lowered, "capital letters are changed"),
        (a_list, "Yours returns a list"),
        (a_pair, "Yours returns a tuple"),
        (printed, "but printed"),
        (nothing, "Does every way through the function end"),
        (constant, "all gave the very same text"),
        (misspelt, "Nothing has that name"),
        (one_argument, "how many does yours take?"),
        ("a prompt", "You handed over a str"),
        (None, "You handed over a NoneType"),
        (swapped_parameters, "asks first and shows the passage afterwards"),
    ),
}
