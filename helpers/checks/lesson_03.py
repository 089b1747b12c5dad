"""The checks of lesson 03: what one ranking is worth (here), and what is drawn (in `samples`) or cut (in `cutting`)."""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Sequence

from helpers import metrics
from helpers.checks.cutting import examine_windows
from helpers.checks.formulas import Case, Suspect, examine
from helpers.checks.registry import Check
from helpers.checks.samples import examine_bootstrap, examine_paired
from helpers.checks.watch import Watched

Ranked = Sequence[str]
Asked = tuple[list[str], set[str], int]

BY_HAND: tuple[Asked, ...] = (
    (["p3", "p1", "p7"], {"p1"}, 3),
    (["p3", "p1", "p7", "p9"], {"p1", "p9"}, 2),
    (["p1", "p9", "p7"], {"p1", "p9"}, 1),
    (["p9", "p2", "p1", "p4", "p5"], {"p1", "p9"}, 4),
    (["p5", "p6"], {"p1"}, 2),
    (["p2", "p1"], {"p1", "p4", "p8"}, 5),
)


def cases(seed: int = 0, many: int = 40) -> tuple[Asked, ...]:
    """Return rankings with the ids that are relevant and a k: six to follow by hand, then random ones.

    >>> len(cases())
    46
    """
    rng = random.Random(seed)
    ids = [f"p{number}" for number in range(1, 16)]
    drawn = [
        (rng.sample(ids, rng.randint(1, 12)), set(rng.sample(ids, rng.randint(1, 5))), rng.randint(1, 12))
        for _ in range(many)
    ]
    return (*BY_HAND, *drawn)


def _told(inputs: tuple[object, ...]) -> Case:
    """Return a call with the words for it; the ids that are relevant are sorted, so that they read the same always."""
    ranked, relevant, *k = inputs
    told = f"`{ranked}`, of which `{sorted(relevant)}` are relevant"  # type: ignore[call-overload]
    return Case(told + "".join(f", with k = {number}" for number in k), inputs)


def _found(ranked: Ranked, relevant: Collection[str], k: int) -> int:
    """Return how many of the first k are relevant."""
    return sum(one in relevant for one in ranked[:k])


def _ranks(ranked: Ranked, relevant: Collection[str]) -> list[int]:
    """Return the ranks, from 1, of all relevant ids."""
    return [rank for rank, one in enumerate(ranked, 1) if one in relevant]


def _dcg(ranks: Sequence[int]) -> float:
    """Return the discounted gain of relevant ids at these ranks."""
    return sum(1 / math.log2(rank + 1) for rank in ranks)


def _ratio(found: float, best: float) -> float:
    """Return a share, and 0 of nothing."""
    return found / best if best else 0.0


RECALL = (
    Suspect(
        lambda ranked, relevant, k: float(_found(ranked, relevant, k) > 0),
        "Yours is 1 as soon as one of them is found. What if two are relevant, and one of the two is missing?",
    ),
    Suspect(
        lambda ranked, relevant, k: float(_found(ranked, relevant, k)),
        "Yours counts what was found. Of how many?",
    ),
    Suspect(
        lambda ranked, relevant, k: _found(ranked, relevant, k) / k,
        "Yours is a share of the k that were shown: that is precision. Recall is a share of what?",
    ),
    Suspect(
        lambda ranked, relevant, k: _ratio(_found(ranked, relevant, k), len(ranked[:k])),
        "Yours is a share of those that were shown: that is precision. Recall is a share of what?",
    ),
    Suspect(
        lambda ranked, relevant, k: _found(ranked, relevant, len(ranked)) / len(relevant),
        "Yours looks at the whole ranking. Where does k come in?",
    ),
    Suspect(
        lambda ranked, relevant, k: _found(ranked, relevant, k) / min(k, len(relevant)),
        "Yours divides by k where k is the smaller. That has its uses, but recall asks: of *all* relevant ones, "
        "how many were found?",
    ),
    Suspect(
        lambda ranked, relevant, k: _found(ranked, relevant, k - 1) / len(relevant),
        "Yours stops one place too early. How many items does `ranked[:k]` hold?",
    ),
    Suspect(
        lambda ranked, relevant, k: _found(ranked, relevant, k + 1) / len(relevant),
        "Yours looks one place too far. How many items does `ranked[:k]` hold?",
    ),
    Suspect(
        lambda ranked, relevant, k: _found(ranked[1:], relevant, k - 1) / len(relevant),
        "Yours leaves the first place out. With which number does Python begin to count?",
    ),
    Suspect(
        lambda ranked, relevant, k: _found(ranked[1:], relevant, k) / len(relevant),
        "Yours looks at the places 2 to k + 1. With which number does Python begin to count?",
    ),
    Suspect(
        lambda ranked, relevant, k: _found(ranked, relevant, k) // len(relevant),
        "Yours is 1 if all were found, and else 0. What does `//` do to what stands after the point?",
    ),
)

RECIPROCAL = (
    Suspect(
        lambda ranked, relevant: float((_ranks(ranked, relevant) or [0])[0]),
        "Yours is the rank itself, which grows as the search gets worse. What is its reciprocal?",
    ),
    Suspect(
        lambda ranked, relevant: float((_ranks(ranked, relevant) or [1])[0] - 1),
        "Yours is the place in the list, counted from 0. Which rank is that, and what is its reciprocal?",
    ),
    Suspect(
        lambda ranked, relevant: sum(1 / (rank + 1) for rank in _ranks(ranked, relevant)[:1]),
        "Yours is one rank too deep. Is the first place rank 1 for you?",
    ),
    Suspect(
        lambda ranked, relevant: sum(1 / rank for rank in _ranks(ranked, relevant)[-1:]),
        "Yours takes the last relevant one. Where could the loop stop?",
    ),
    Suspect(
        lambda ranked, relevant: sum(1 / rank for rank in _ranks(ranked, relevant)),
        "Yours adds up the reciprocals of all relevant ones. Which of them does an impatient reader look at?",
    ),
    Suspect(
        lambda ranked, relevant: _ratio(sum(1 / rank for rank in _ranks(ranked, relevant)), len(relevant)),
        "Yours takes the mean over all relevant ones. Which of them does an impatient reader look at?",
    ),
    Suspect(
        lambda ranked, relevant: float(bool(ranked) and ranked[0] in relevant),
        "Yours looks at the first place only. What is a relevant one at rank 2 worth?",
    ),
)

NDCG = (
    Suspect(
        lambda ranked, relevant, k: _dcg(_ranks(ranked[:k], relevant)),
        "That is the discounted gain, before it is divided. What would the best possible order have earned?",
    ),
    Suspect(
        lambda ranked, relevant, k: _ratio(
            _dcg(_ranks(ranked[:k], relevant)), _dcg(range(1, 1 + _found(ranked, relevant, k)))
        ),
        "Yours compares with the best order of what was *found*. A search that misses a relevant one pays nothing "
        "for it: what would a search that finds all of them earn?",
    ),
    Suspect(
        lambda ranked, relevant, k: _dcg(_ranks(ranked[:k], relevant)) / _dcg(range(1, k + 1)),
        "Yours compares with k relevant ones. What if there are not so many?",
    ),
    Suspect(
        lambda ranked, relevant, k: _dcg(_ranks(ranked[:k], relevant)) / _dcg(range(1, len(relevant) + 1)),
        "Yours compares with a list that holds all relevant ones. What if it may hold only k?",
    ),
    Suspect(
        lambda ranked, relevant, k: _dcg(_ranks(ranked, relevant)) / _dcg(range(1, min(k, len(relevant)) + 1)),
        "Yours lets the whole ranking earn. Where does it end for an nDCG@k?",
    ),
    Suspect(
        lambda ranked, relevant, k: (
            sum(1 / rank for rank in _ranks(ranked[:k], relevant))
            / sum(1 / rank for rank in range(1, min(k, len(relevant)) + 1))
        ),
        "Yours discounts by the rank. The formula has a logarithm, which falls more slowly: where does it go?",
    ),
    Suspect(
        lambda ranked, relevant, k: _found(ranked, relevant, k) / min(k, len(relevant)),
        "Yours gives every place the same worth. What does the logarithm do to the lower ones?",
    ),
    Suspect(
        lambda ranked, relevant, k: _ratio(_dcg(_ranks(ranked[:k], relevant)), len(relevant)),
        "Yours divides by how many are right, as if each could stand at place 1. What can the best list earn at most?",
    ),
    Suspect(
        lambda ranked, relevant, k: (
            sum(1 / math.log2(rank + 2) for rank in _ranks(ranked[:k], relevant))
            / sum(1 / math.log2(rank + 2) for rank in range(1, min(k, len(relevant)) + 1))
        ),
        "Yours is one rank too deep, above the line and below. What does a right one at place 1 earn?",
    ),
)


def examine_recall(recall_at_k: Watched) -> None:
    """Raise a fault for the first ranking whose recall@k is not right.

    >>> examine_recall(metrics.recall_at_k)
    """
    ask = "Which of the first k are relevant, and of how many?"
    examine(recall_at_k, metrics.recall_at_k, [*map(_told, cases())], RECALL, ask)


def examine_reciprocal_rank(reciprocal_rank: Watched) -> None:
    """Raise a fault for the first ranking whose reciprocal rank is not right.

    >>> examine_reciprocal_rank(metrics.reciprocal_rank)
    """
    asked = [_told(case[:2]) for case in cases()]
    ask = "At which rank, counted from 1, stands the first relevant one? And what if there is none?"
    examine(reciprocal_rank, metrics.reciprocal_rank, asked, RECIPROCAL, ask)


def examine_ndcg(ndcg_at_k: Watched) -> None:
    """Raise a fault for the first ranking whose nDCG@k is not right.

    >>> examine_ndcg(metrics.ndcg_at_k)
    """
    ask = "What does each relevant one earn at its rank, and what would the best order of all relevant ones earn?"
    examine(ndcg_at_k, metrics.ndcg_at_k, [*map(_told, cases())], NDCG, ask)


CHECKS = {
    "recall-at-k": Check(
        examine_recall,
        "Right on 46 rankings, also where more is relevant than may be shown. "
        "The mean of this number over many questions is the first thing to ask of any search.",
    ),
    "reciprocal-rank": Check(
        examine_reciprocal_rank,
        "Right on 46 rankings, also where nothing relevant is found.",
    ),
    "ndcg-at-k": Check(
        examine_ndcg,
        "Equal to the course's own on 46 rankings. That one equals `ir-measures`, the field's reference, "
        "on random rankings in the course's tests: so yours does, too.",
    ),
    "bootstrap-interval": Check(
        examine_bootstrap, "Your interval agrees with the course's own, but for the luck of the draw."
    ),
    "paired-interval": Check(
        examine_paired, "The same questions for both: what makes them hard cancels out, and the interval gets narrow."
    ),
    "windows": Check(examine_windows, "Nothing lost, nothing repeated in vain, and the overlap is exact."),
}
