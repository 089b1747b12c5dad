"""What is handed over to the reader: what a search finds, the right passage, a random one, or as much as fits.

These systems differ in nothing else: one reader, one wording, one budget, all those of one `Rag`. A fine-tuned model is
a reader like any other, so each of them is a fine-tuned system, too, once its reader has an adapter.
"""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from helpers import metrics
from helpers.bench import identity
from helpers.bench.systems import read
from helpers.collection import Answer, Hit, Passage, Question
from helpers.rag import ANYTHING, Rag, Reader

ALL_WORDS = 1_000_000


@dataclass(frozen=True, eq=False)
class Handing(ABC):
    """A `Rag` of which the reader, the wording and the budget are used; what is handed over is decided in `hits`."""

    rag: Rag

    @property
    def reader(self) -> Reader:
        """The model that reads."""
        return self.rag.reader

    @property
    def max_new_tokens(self) -> int:
        """Where an answer is cut, in tokens."""
        return self.rag.max_new_tokens

    @abstractmethod
    def hits(self, questions: Sequence[Question]) -> list[tuple[Hit, ...]]:
        """Return what is handed over for each question."""

    def pack(self, questions: Sequence[Question]) -> list[Answer]:
        """Return hits and prompts, as many hits as fit the budget."""
        return [self.rag.pack(one.text, some) for one, some in zip(questions, self.hits(questions), strict=True)]

    def answer(self, questions: Sequence[Question]) -> list[Answer]:
        """Return one answer a question, in the same order."""
        return read(self, self.pack(questions))

    def identity(self) -> dict[str, Any]:
        """Return all settings, the library and the reader."""
        rag = self.rag
        names = ("k", "budget", "max_new_tokens")
        settings = {name: getattr(rag, name) for name in names} | {"style": repr(rag.style)}
        return {
            "system": type(self).__name__,
            **settings,
            "least_score": repr(rag.least_score),
            "library": identity.of_library(rag.library),
            **identity.of_reader(rag.reader),
        }


class Retrieved(Handing):
    """The librarian: what the library's search finds is handed over."""

    def hits(self, questions: Sequence[Question]) -> list[tuple[Hit, ...]]:
        """Return what the search finds, best first."""
        return self.rag.library.search_many([one.text for one in questions], self.rag.k)


class Chosen(Handing):
    """Passages that are handed over without a search, and so are read whatever their score."""

    def pack(self, questions: Sequence[Question]) -> list[Answer]:
        """Return hits and prompts; no score is too low, since there is none."""
        rag = replace(self.rag, least_score=ANYTHING)
        return [rag.pack(one.text, some) for one, some in zip(questions, self.hits(questions), strict=True)]


class RightPassage(Chosen):
    """The ceiling: the right passages are handed over, all of them, in the order of the question's ids.

    Where a question has none, the best k hits of the search are: a reader that got nothing would be silent for free.
    """

    def hits(self, questions: Sequence[Question]) -> list[tuple[Hit, ...]]:
        """Return the right passages, or the search's best where none is right."""
        known = {passage.id: passage for passage in self.rag.library.passages}
        without = [one for one in questions if not one.passages]
        texts = [one.text for one in without]
        found = dict(zip([one.id for one in without], self.rag.library.search_many(texts, self.rag.k), strict=True))
        return [found[one.id] if one.id in found else _as_hits(_all(one, known)) for one in questions]


@dataclass(frozen=True, eq=False)
class RandomPassage(Chosen):
    """The floor of looking up: k passages drawn at random, none of which is right or names the answer.

    Args:
        rag: reader, wording and library.
        seed: decides the draw, for each question by itself.
    """

    seed: int = 0

    def hits(self, questions: Sequence[Question]) -> list[tuple[Hit, ...]]:
        """Return wrong passages."""
        return [_as_hits(self._drawn(one)) for one in questions]

    def _drawn(self, question: Question) -> list[Passage]:
        """Return the first k of the shuffled passages that do not help; fewer if there are no more."""
        passages = list(self.rag.library.passages)
        random.Random(f"{self.seed} {question.id}").shuffle(passages)
        useless = (one for one in passages if one.id not in question.passages and not _names(one, question))
        return [one for one, _ in zip(useless, range(self.rag.k), strict=False)]

    def identity(self) -> dict[str, Any]:
        """Return all settings, and the seed."""
        return super().identity() | {"seed": self.seed}


@dataclass(frozen=True, eq=False)
class AsMuchAsFits(Chosen):
    """No search, and a long prompt: as much of the library as the budget and the window hold, the same every time.

    Args:
        rag: reader, wording, library, and the budget in tokens.
        seed: decides the order in which passages are taken.
    """

    seed: int = 0

    def hits(self, questions: Sequence[Question]) -> list[tuple[Hit, ...]]:
        """Return as many passages as fit beside the longest question."""
        passages = list(self.rag.library.passages)
        random.Random(self.seed).shuffle(passages)
        longest = max(questions, key=lambda one: len(self.rag.reader.tokens(one.text)), default=None)
        hits = _as_hits(passages)
        return [hits[: self._fitting(longest, hits)] for _ in questions] if longest else []

    def _fitting(self, question: Question, hits: tuple[Hit, ...]) -> int:
        """Return how many fit, by halving: the whole library is never packed more often than a few times."""
        low, high = 1, len(hits)
        while low < high:
            middle = (low + high + 1) // 2
            fits = len(self.rag.pack(question.text, hits[:middle]).hits) == middle
            low, high = (middle, high) if fits else (low, middle - 1)
        return low

    def identity(self) -> dict[str, Any]:
        """Return all settings, and the seed."""
        return super().identity() | {"seed": self.seed}


def _as_hits(passages: Sequence[Passage]) -> tuple[Hit, ...]:
    """Return passages as hits in their order, without a score."""
    return tuple(Hit(passage, 0.0, rank) for rank, passage in enumerate(passages, 1))


def _all(question: Question, known: dict[str, Passage]) -> list[Passage]:
    """Return a question's right passages, or say which is missing in the library."""
    missing = [id for id in question.passages if id not in known]
    if missing:
        raise ValueError(
            f"found no passage {missing[0]!r} in the library, which question {question.id!r} needs; expected all of "
            "its passages; do ask about this library"
        )
    return [known[id] for id in question.passages]


def _names(passage: Passage, question: Question) -> bool:
    """Tell whether a passage names the answer, as the passage on another product of the same severity does."""
    text = f"{passage.title} {passage.text}"
    return bool(question.answers) and metrics.contains_answer(text, question.answers, most_words=ALL_WORDS)
