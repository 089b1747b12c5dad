"""Prove rank fusion: the formula, that only places count, and what is refused."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.bm25 import BM25
from helpers.fusion import HybridIndex, reciprocal_rank_fusion
from helpers.rankings import Ranking

PLACES = st.lists(st.integers(0, 30), unique=True, max_size=20)
SEVERAL = st.lists(PLACES, min_size=1, max_size=5)
TEXTS = ["fog on the quay", "rain and fog", "sun", "rain on Tuesday", "tea with salt"]


def ranking(places: list[int]) -> Ranking:
    """Return a ranking of these passages; its scores fall and mean nothing."""
    return Ranking(np.array(places, dtype=int), np.linspace(1, 0.1, len(places)))


def by_hand(several: list[list[int]], k: float) -> dict[int, float]:
    """Return each passage's points, added up in a plain loop."""
    points: dict[int, float] = defaultdict(float)
    for places in several:
        for rank, passage in enumerate(places, 1):
            points[passage] += 1 / (k + rank)
    return points


@given(SEVERAL, st.sampled_from([0, 1, 60, 1000.5]))
def test_points_are_those_of_the_formula(several: list[list[int]], k: float) -> None:
    """Every passage that any ranking holds has the points of a plain loop, and stands where they put it."""
    fused = list(reciprocal_rank_fusion(map(ranking, several), k))
    wanted = by_hand(several, k)
    assert dict(fused) == pytest.approx(wanted)
    assert [score for _, score in fused] == pytest.approx(sorted(wanted.values(), reverse=True))


@given(SEVERAL, st.randoms())
def test_no_search_comes_first(several: list[list[int]], rng: object) -> None:
    """The order of the rankings changes nothing, not even among equals: there the lower index comes first."""
    fused = reciprocal_rank_fusion(map(ranking, several)).indices.tolist()
    rng.shuffle(several)
    assert reciprocal_rank_fusion(map(ranking, several)).indices.tolist() == fused
    points = by_hand(several, 60)
    assert fused == sorted(points, key=lambda passage: (-round(points[passage], 12), passage))


@given(PLACES)
def test_one_ranking_keeps_its_order(places: list[int]) -> None:
    """Fused with itself, with nothing, or alone, a ranking stays as it is."""
    alone = ranking(places)
    for rankings in ([alone], [alone, alone], [alone, ranking([])]):
        assert reciprocal_rank_fusion(rankings).indices.tolist() == places


@given(SEVERAL)
def test_scores_do_not_count(several: list[list[int]]) -> None:
    """Scores a thousand times as large, or of another sign, leave the result as it is."""
    louder = [Ranking(one.indices, one.scores * 1000 - 7) for one in map(ranking, several)]
    assert reciprocal_rank_fusion(louder) == reciprocal_rank_fusion(map(ranking, several))


@given(PLACES, PLACES, st.integers(0, 30))
def test_a_better_place_never_hurts(first: list[int], second: list[int], passage: int) -> None:
    """A passage moved to the front of one ranking does not sink in the fusion."""
    before, after = [first, second], [[passage, *(other for other in first if other != passage)], second]
    ranks = [reciprocal_rank_fusion(map(ranking, several)).indices.tolist() for several in (before, after)]
    assert passage not in ranks[0] or ranks[1].index(passage) <= ranks[0].index(passage)


@pytest.mark.parametrize(
    ("rankings", "k", "message"),
    [
        ([], 60, "found no ranking"),
        ([ranking([1])], -1, "found the constant -1"),
        ([ranking([1])], float("nan"), "found the constant nan"),
        ([ranking([]), ranking([3, 1, 3])], 60, "found passage 3 more than once in ranking 1"),
    ],
)
def test_what_cannot_be_fused_is_named(rankings: list[Ranking], k: float, message: str) -> None:
    """Each fault has its own message."""
    with pytest.raises(ValueError, match=message):
        reciprocal_rank_fusion(rankings, k)


def test_nothing_found_anywhere_is_nothing_found() -> None:
    """Empty rankings give an empty one."""
    assert len(reciprocal_rank_fusion([ranking([]), ranking([])])) == 0


@given(st.lists(st.sampled_from(["fog", "rain", "the", "storm", ""]), max_size=4), st.integers(1, 9))
def test_a_hybrid_is_the_fusion_of_its_searches(queries: list[str], k: int) -> None:
    """One by one and all at once, a hybrid returns the head of what fusing gives."""
    indexes = [BM25(TEXTS), BM25([text[::-1] for text in TEXTS])]
    hybrid = HybridIndex(indexes)
    assert len(hybrid) == len(TEXTS)
    for query, found in zip(queries, hybrid.search_many(queries, k), strict=True):
        whole = list(reciprocal_rank_fusion([index.search(query, 100) for index in indexes]))
        assert list(found) == whole[:k] == list(hybrid.search(query, k))


def test_deeper_than_depth_no_points_are_given() -> None:
    """With depth 1 each search names one passage, however many are asked for: more would change the first places."""
    hybrid = HybridIndex([BM25(TEXTS), BM25(TEXTS[::-1])], depth=1)
    for query in ("fog rain", "tea"):
        assert list(hybrid.search(query, k=1)) == list(hybrid.search(query, k=9))[:1]
        assert len(hybrid.search(query, k=9)) <= 2


def test_indexes_must_fit_together() -> None:
    """Other passages, no index, and depths or constants out of range are named when the hybrid is made."""
    for indexes, settings, message in (
        ([BM25(TEXTS), BM25(TEXTS[:2])], {}, r"2 indexes of \[2, 5\] passages"),
        ([], {}, r"0 indexes of \[\] passages"),
        ([BM25(TEXTS)], {"depth": 0}, "found k=0"),
        ([BM25(TEXTS)], {"constant": -2}, "found the constant -2"),
    ):
        with pytest.raises(ValueError, match=message):
            HybridIndex(indexes, **settings)


def test_bad_queries_are_refused() -> None:
    """A hybrid checks what it is asked as its parts do."""
    hybrid = HybridIndex([BM25(TEXTS)])
    with pytest.raises(ValueError, match="single text"):
        hybrid.search_many("fog", k=1)
    with pytest.raises(ValueError, match="at least 1"):
        hybrid.search("fog", k=0)
    assert HybridIndex([BM25([])]).search_many(["fog"], k=3) == [ranking([])]
