"""A fast reader for tests of the bench, and a small bench of real questions."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from helpers import data, metrics
from helpers.bench import offer
from helpers.bm25 import BM25
from helpers.collection import Question
from helpers.prompts import ABSTENTION
from helpers.rag import Library, Rag

KINDS = ("lookup", "identifier", "other words", "comparison", "unanswerable")


@functools.cache
def collection() -> data.Collection:
    """Return the advisories, read once."""
    return data.load("advisories")


@functools.cache
def questions(each: int = 8) -> tuple[Question, ...]:
    """Return some held-out questions of every kind."""
    asked = collection().split("heldout")
    return tuple(one for kind in KINDS for one in [one for one in asked if one.kind == kind][:each])


@functools.cache
def options() -> dict[str, list[str]]:
    """Return the options of these questions."""
    return offer(questions(), collection().questions)


class Finder:
    """A reader that says the answer if it stands in the prompt beside the question, and "fog" or silence if not.

    Args:
        knows: the share of questions (0 to 1, by their place) that it knows without reading.
        silent: whether it says so where it finds nothing.
        base: what its fingerprint begins from.
    """

    def __init__(self, knows: float = 0.0, silent: bool = False, base: str = "base") -> None:
        """Begin with no calls."""
        self.knows, self.silent, self.base = knows, silent, base
        self.calls: list[int] = []

    def fingerprint(self) -> str:
        """Return what decides the answers."""
        return f"{self.base} {self.knows} {self.silent}"

    def answer(self, prompts: Sequence[str], max_new_tokens: int) -> list[str]:
        """Return the answers."""
        self.calls.append(len(prompts))
        return [self._said(prompt) for prompt in prompts]

    def _said(self, prompt: str) -> str:
        place, asked = next((place, one) for place, one in enumerate(questions()) if one.text in prompt)
        read = bool(asked.answers) and metrics.contains_answer(prompt, asked.answers, most_words=100_000)
        if asked.answers and (place < self.knows * len(questions()) or (read and asked.kind != "comparison")):
            return asked.answers[0]
        return ABSTENTION if self.silent else "fog"

    def log_probabilities(self, prompt: str, options: Sequence[str]) -> list[float]:
        """Prefer what it would say, then what is short."""
        said = self._said(prompt)
        return [0.0 if option == said else -1.0 - len(option) / 10 for option in options]

    def tokens(self, prompt: str) -> list[int]:
        """Return a token a word."""
        return [0] * len(prompt.split())

    def window(self) -> int:
        """Return the window."""
        return 2000


@functools.cache
def library() -> Library:
    """Return the advisories, indexed by words."""
    passages = collection().passages
    return Library(BM25([f"{one.title}\n{one.text}" for one in passages]), passages)


def rag(reader: object, k: int = 2) -> Rag:
    """Return a machine over the advisories."""
    return Rag(library(), reader, k=k)
