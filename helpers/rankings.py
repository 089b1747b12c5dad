"""What every search returns, and how the best of many scores are picked, so that all searches agree on ties."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Protocol

import numpy as np


@dataclass(frozen=True, eq=False, repr=False)
class Ranking:
    """The passages found for one query, best first, as two arrays of equal length that cannot be written to.

    Args:
        indices: Where each passage stands in the list that was indexed, shape (found,), integers.
        scores: How well each fits, shape (found,), falling.

    >>> ranking = Ranking(np.array([7, 2]), np.array([1.5, 0.25]))
    >>> ranking
    Ranking(7: 1.5, 2: 0.25)
    >>> [index for index, score in ranking]
    [7, 2]
    """

    indices: np.ndarray
    scores: np.ndarray

    def __post_init__(self) -> None:
        """Make both arrays read-only, without touching those that were passed."""
        for name in ("indices", "scores"):
            own = np.array(getattr(self, name))
            own.setflags(write=False)
            object.__setattr__(self, name, own)

    def __len__(self) -> int:
        """Return how many passages were found."""
        return len(self.indices)

    def __iter__(self) -> Iterator[tuple[int, float]]:
        """Return pairs of index and score, best first, as plain numbers."""
        return zip(self.indices.tolist(), self.scores.tolist(), strict=True)

    def __eq__(self, other: object) -> bool:
        """Tell whether the same passages were found in the same order with the same scores."""
        return isinstance(other, Ranking) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Return each index with its score, rounded."""
        return f"Ranking({', '.join(f'{index}: {score:.4g}' for index, score in self)})"


class Index(Protocol):
    """What every index can do, whatever it does inside."""

    def search(self, query: str, k: int) -> Ranking:
        """Return the best k passages for a query."""
        ...

    def search_many(self, queries: Sequence[str], k: int) -> list[Ranking]:
        """Return one ranking a query, in the same order."""
        ...


def best(scores: np.ndarray, k: int, positive: bool = False) -> Ranking:
    """Return the k highest scores; of equal ones the lower index comes first, always.

    Args:
        scores: One number a passage, shape (passages,).
        k: At most how many to return; fewer passages give a shorter ranking.
        positive: Whether a score of zero means "not found".

    Raises:
        ValueError: If k is below 1.

    >>> best(np.array([0.1, 0.9, 0.0, 0.9]), k=3)
    Ranking(1: 0.9, 3: 0.9, 0: 0.1)
    >>> best(np.array([0.1, 0.9, 0.0, 0.9]), k=9, positive=True)
    Ranking(1: 0.9, 3: 0.9, 0: 0.1)
    """
    check_k(k)
    worst = np.partition(scores, -k)[-k] if k < len(scores) else -np.inf
    found = np.flatnonzero(scores > 0 if positive and worst <= 0 else scores >= worst)
    order = found[np.argsort(-scores[found], kind="stable")][:k]
    return Ranking(order, scores[order])


def check_k(k: int) -> None:
    """Raise an error unless k is a number of passages one can ask for.

    Raises:
        ValueError: If k is below 1, or no whole number.
    """
    if not isinstance(k, Integral) or k < 1:
        raise ValueError(f"found k={k!r}; expected a whole number, at least 1; do ask for one passage or more")


def checked_texts(texts: Sequence[str]) -> list[str]:
    """Return the texts as a list, or say which of them is none.

    Raises:
        ValueError: If a single text was passed in place of several, or one of them is not text.

    >>> checked_texts(["fog", None])
    Traceback (most recent call last):
    ValueError: found None at place 1; expected text; do turn it into a string or leave it out
    """
    if isinstance(texts, str):
        raise ValueError(f"found the single text {texts[:40]!r}; expected several; do put it into a list")
    listed = list(texts)
    for place, text in enumerate(listed):
        if not isinstance(text, str):
            raise ValueError(
                f"found {text!r} at place {place}; expected text; do turn it into a string or leave it out"
            )
        if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
            raise ValueError(
                f"found half a character at place {place}; expected text; do decode it with errors='replace'"
            )
    return listed
