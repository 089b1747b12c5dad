"""Simple things that a small model may know already: who asks for them before and after a training sees what it lost.

A thing counts as known if the model is right in each of four wordings; it is then tested in another one. Choosing and
testing in the same words would make luck look like knowledge, and the loss of luck like forgetting.
"""

from __future__ import annotations

import functools
import json
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from helpers import metrics
from helpers.data import datasets_folder
from helpers.training_rows import Pair

CHOOSING = ("{question}", "Question: {question}\nAnswer:", "Please tell me: {question}", "{question} Answer briefly.")
TESTING = (
    "{question} Answer in a few words.",
    "Quiz question: {question}",
    "I would like to know: {question}",
    "Q: {question}\nA:",
)
LONGEST = 14
# Replay rehearses these kinds; the others are never rehearsed, so that they tell whether replay protects more.
REHEARSED = ("capital", "opposite", "past tense", "sum", "colour", "language", "French", "how many")


class Answering(Protocol):
    """What answers prompts, such as `models.Generator`."""

    def answer(self, prompts: Sequence[str], max_new_tokens: int) -> list[str]:
        """Return one answer a prompt."""
        ...


@dataclass(frozen=True, slots=True)
class Item:
    """One simple thing.

    >>> Item("sum", "What is 1 + 1?", ("2", "two")).right("It is two.")
    True
    """

    kind: str
    question: str
    answers: tuple[str, ...]

    def right(self, text: str) -> bool:
        """Tell whether a text names the answer among its first sixteen words."""
        return metrics.contains_answer(text, self.answers)


@functools.cache
def items() -> tuple[Item, ...]:
    """Return all things of ``datasets/common_knowledge.json``.

    >>> items()[0]
    Item(kind='capital', question='What is the capital of France?', answers=('Paris',))
    """
    kinds = json.loads((datasets_folder() / "common_knowledge.json").read_text(encoding="utf-8"))
    return tuple(
        Item(kind, told["question"].format(x=thing), tuple(answers))
        for kind, told in kinds.items()
        for thing, answers in told["answers"].items()
    )


def known(model: Answering, asked: Sequence[Item], wordings: Sequence[str] = CHOOSING) -> list[bool]:
    """Return for each thing whether the model is right in every wording.

    Args:
        model: what is asked.
        asked: things to ask for.
        wordings: each with a place for the question.
    """
    prompts = [wording.format(question=item.question) for item in asked for wording in wordings]
    said = model.answer(prompts, LONGEST)
    count = len(wordings)
    return [
        all(item.right(text) for text in said[count * place : count * (place + 1)]) for place, item in enumerate(asked)
    ]


def answered(model: Answering, asked: Sequence[Item]) -> list[bool]:
    """Return for each thing whether the model is right in one wording of `TESTING`; they take turns.

    Args:
        model: what is asked.
        asked: things to ask for; the same order means the same wording for each.
    """
    prompts = [TESTING[place % len(TESTING)].format(question=item.question) for place, item in enumerate(asked)]
    return [item.right(text) for item, text in zip(asked, model.answer(prompts, LONGEST), strict=True)]


def parted(stable: Collection[Item], everything: Sequence[Item], seed: int = 0) -> tuple[list[Item], list[Item]]:
    """Return what is tested and what may be rehearsed; nothing stands in both.

    Of the kinds that are rehearsed, half of the stable things are tested; of all other kinds, every one is.

    Args:
        stable: things that the model knows.
        everything: all things, in an order that stays.
        seed: which half.
    """
    chance, chosen = random.Random(seed), [item for item in everything if item in set(stable)]
    alike = [item for item in chosen if item.kind in REHEARSED]
    half = set(chance.sample(alike, len(alike) // 2))
    test = [item for item in chosen if item.kind not in REHEARSED or item in half]
    return test, [item for item in everything if item.kind in REHEARSED and item not in half]


def own_answers(model: Answering, asked: Sequence[Item]) -> list[Pair]:
    """Return questions with the model's own answers, right or wrong: what it says before it is taught anything.

    Args:
        model: before any training.
        asked: what may be rehearsed.
    """
    said = model.answer([item.question for item in asked], 2 * LONGEST)
    pairs = [(item.question, first_sentence(text)) for item, text in zip(asked, said, strict=True)]
    return [Pair(question, text) for question, text in pairs if text]


def first_sentence(text: str) -> str:
    """Return the first sentence of a text that may have been cut; a number's point does not end it.

    >>> first_sentence("It is 3.5 miles. That is not"), first_sentence("green")
    ('It is 3.5 miles.', 'green')
    """
    line = (text.strip().splitlines() or [""])[0]
    end = line.find(". ")
    return line if end < 0 else line[: end + 1]
