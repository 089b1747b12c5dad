"""Fuse searches: each gives a passage points for its place, and the points are added up.

Only places count, so searches whose scores cannot be compared, such as BM25's and a cosine, can be fused all the same.
Not handled: weights. Each search has one vote, also where it is at a loss.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np

from helpers.rankings import Index, Ranking, check_k, checked_texts

CONSTANT = 60
DEPTH = 100


def reciprocal_rank_fusion(rankings: Iterable[Ranking], k: float = CONSTANT) -> Ranking:
    """Return all passages that any ranking holds, best first; of equal ones the lower index comes first.

    A passage at place r of a ranking gets 1 / (k + r) points from it, and none from a ranking that lacks it (Cormack,
    Clarke and Büttcher 2009). A large k lets many middling places outweigh a first one.

    Args:
        rankings: What several searches found for the *same* query; an empty one has no say.
        k: The constant of the formula, from 0 up; not a number of passages.

    Raises:
        ValueError: If there is no ranking, one holds a passage twice, or k is out of range.

    >>> by_words, by_meaning = Ranking(np.array([4, 7]), np.array([9, 8])), Ranking(np.array([7, 2]), np.array([6, 5]))
    >>> reciprocal_rank_fusion([by_words, by_meaning])
    Ranking(7: 0.03252, 4: 0.01639, 2: 0.01613)
    """
    listed = list(rankings)
    _check(listed, k)
    found = np.concatenate([ranking.indices for ranking in listed])
    points = np.concatenate([1 / (k + 1 + np.arange(len(ranking))) for ranking in listed])
    passages, places = np.unique(found, return_inverse=True)
    total = np.bincount(places, points, minlength=len(passages))
    order = np.argsort(-total.round(12), kind="stable")
    return Ranking(passages[order].astype(np.intp), total[order])


class SizedIndex(Index, Protocol):
    """An index that tells how many passages it holds."""

    def __len__(self) -> int:
        """Return the number of passages."""
        ...


class HybridIndex:
    """An index that asks several others and fuses what they find.

    Args:
        indexes: At least one, over the same passages in the same order, such as a BM25 and a DenseIndex.
        depth: How many passages each may name, whatever k; what stands deeper gets no points and is not found.
        constant: The k of reciprocal rank fusion.

    Raises:
        ValueError: If there is no index, they differ in size, or depth or constant is out of range.

    >>> from helpers.bm25 import BM25
    >>> HybridIndex([BM25(["fog", "sun"]), BM25(["thick fog", "no sun"])]).search("fog", k=1)
    Ranking(0: 0.03279)
    """

    def __init__(self, indexes: Sequence[SizedIndex], depth: int = DEPTH, constant: float = CONSTANT) -> None:
        """Keep the indexes; nothing is computed."""
        check_k(depth)
        _check_constant(constant)
        sizes = {len(index) for index in indexes}
        if len(sizes) != 1:
            raise ValueError(
                f"found {len(indexes)} indexes of {sorted(sizes)} passages; expected one or more over the same "
                "passages; do build them from one list"
            )
        self._indexes, self._depth, self._constant = tuple(indexes), depth, constant

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._indexes[0])

    def search(self, query: str, k: int) -> Ranking:
        """Return the best k passages of all that the indexes name; fewer if they name fewer.

        Raises:
            ValueError: If k is below 1 or the query is not text.
        """
        return self.search_many([query], k)[0]

    def search_many(self, queries: Sequence[str], k: int) -> list[Ranking]:
        """Return one ranking a query, in the same order.

        Raises:
            ValueError: If k is below 1 or a query is not text.
        """
        check_k(k)
        asked = checked_texts(queries)
        found = [index.search_many(asked, self._depth) for index in self._indexes]
        fused = (reciprocal_rank_fusion(rankings, self._constant) for rankings in zip(*found, strict=True))
        return [Ranking(ranking.indices[:k], ranking.scores[:k]) for ranking in fused]


def _check(rankings: Sequence[Ranking], k: float) -> None:
    """Raise an error unless the rankings can be fused."""
    _check_constant(k)
    if not rankings:
        raise ValueError("found no ranking; expected at least one; do search before fusing")
    for place, ranking in enumerate(rankings):
        passages, counts = np.unique(ranking.indices, return_counts=True)
        if (counts > 1).any():
            twice = int(passages[counts > 1][0])
            raise ValueError(
                f"found passage {twice} more than once in ranking {place}; expected each once; do keep its best place"
            )


def _check_constant(constant: float) -> None:
    if not 0 <= constant < np.inf:
        raise ValueError(f"found the constant {constant}; expected a number from 0 up; do take {CONSTANT}")
