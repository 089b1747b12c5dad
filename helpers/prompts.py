"""Prompts that hand passages over: one passage as it is, or several, numbered and with their ids.

How a prompt is worded is a `Style`; those that the course chose stand in `helpers.styles`. Whether a prompt fits the
model is not decided here, since that takes a tokenizer; `helpers.rag` packs as many passages as fit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from helpers.collection import Passage

ABSTENTION = "Not in the library."
PLAIN = "{passages}\n\n{question}"


@dataclass(frozen=True, slots=True)
class Example:
    """A question answered from a passage, as it stands in a few-shot prompt.

    >>> Example(Passage("A-1", "Fog until noon."), "Until when is there fog?", "noon").answer
    'noon'
    """

    passage: Passage
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Style:
    r"""How a prompt is worded; the default is the plainest: passages, an empty line, the question.

    Args:
        name: what tables call it.
        layout: a text in which `{passages}` and `{question}` stand for these, each as often as is wanted.
        examples: questions already answered, laid out in the same way, in the order shown.

    Raises:
        ValueError: if the layout leaves out the passages or the question.

    >>> Style("asked twice", "{question}\n{passages}\n{question}").examples
    ()
    """

    name: str
    layout: str = PLAIN
    examples: tuple[Example, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a layout that would silently drop what was looked up or asked."""
        for part in ("{passages}", "{question}"):
            if part not in self.layout:
                raise ValueError(f"found the layout {self.layout!r}; expected {part} in it; do say where it goes")


def with_passage(question: str, passage: str) -> str:
    r"""Return a prompt that hands the model a passage and then asks the question.

    The passage comes first: the model goes on from where the prompt ends, and that should be the question.

    Args:
        question: what is asked.
        passage: the text that holds the answer, whole.

    >>> with_passage("When does the fog lift?", "The fog lifts at noon.")
    'Passage: The fog lifts at noon.\n\nQuestion: When does the fog lift?\nAnswer from the passage.'
    """
    return f"Passage: {passage}\n\nQuestion: {question}\nAnswer from the passage."


def with_passages(question: str, passages: Sequence[Passage], style: Style | None = None) -> str:
    r"""Return a prompt that hands over several passages, numbered and with their ids, and asks the question.

    Args:
        question: what is asked.
        passages: best first; none at all leaves the question alone.
        style: how it is worded; the plainest by default.

    Raises:
        ValueError: if the question is empty.

    >>> with_passages("When does the fog lift?", [Passage("A-1", "Fog until noon."), Passage("A-2", "Rain after.")])
    '[1] A-1: Fog until noon.\n\n[2] A-2: Rain after.\n\nWhen does the fog lift?'
    """
    if not question.strip():
        raise ValueError(f"found {question!r} as a question; expected some text; do ask something")
    style = style or Style("plain")
    shown = [f"{_filled(style.layout, one.question, (one.passage,))} {one.answer}" for one in style.examples]
    return "\n\n".join([*shown, _filled(style.layout, question, passages)])


def _filled(layout: str, question: str, passages: Sequence[Passage]) -> str:
    """Return a layout with its place holders filled in one go, so that braces in a passage stay as they are."""
    numbered = "\n\n".join(f"[{number}] {passage.id}: {passage.text}" for number, passage in enumerate(passages, 1))
    parts = {"{passages}": numbered, "{question}": question}
    return re.sub(r"\{passages\}|\{question\}", lambda match: parts[match[0]], layout).strip()
