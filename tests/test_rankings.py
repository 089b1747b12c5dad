"""Prove what all searches share: the ranking, the order of ties, the checks of input."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.rankings import Ranking, best, check_k, checked_texts

SCORES = st.lists(st.sampled_from([-1.0, 0.0, 0.25, 0.5, 2.0]), max_size=40)


@given(SCORES, st.integers(1, 50), st.booleans())
def test_the_best_are_those_of_a_full_sort(scores: list[float], k: int, positive: bool) -> None:
    """Any k gives the head of the list sorted by falling score, then rising index."""
    wanted = [(i, score) for i, score in enumerate(scores) if score > 0 or not positive]
    wanted.sort(key=lambda pair: (-pair[1], pair[0]))
    assert list(best(np.array(scores), k, positive)) == wanted[:k]


def test_a_ranking_cannot_be_written_to() -> None:
    """Neither through the ranking nor through the arrays it was made from."""
    indices = np.array([2, 0])
    ranking = Ranking(indices, np.array([1.0, 0.5]))
    indices[0] = 9
    assert ranking.indices.tolist() == [2, 0]
    with pytest.raises(ValueError, match="read-only"):
        ranking.scores[0] = 3


def test_equal_rankings_are_equal() -> None:
    """Order, passages and scores all count."""
    ranking = Ranking(np.array([2, 0]), np.array([1.0, 0.5]))
    assert ranking == Ranking(np.array([2, 0]), np.array([1.0, 0.5]))
    assert ranking != Ranking(np.array([2, 1]), np.array([1.0, 0.5]))
    assert ranking != Ranking(np.array([2]), np.array([1.0]))
    assert len(ranking) == 2


@pytest.mark.parametrize("k", [0, -3])
def test_nothing_cannot_be_asked_for(k: int) -> None:
    """K below one is an error."""
    with pytest.raises(ValueError, match="at least 1"):
        best(np.array([1.0]), k)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ("fog", "single text"),
        (["fog", 3], "3 at place 1"),
        ([float("nan")], "nan at"),
        (["\ud800"], "half a character"),
    ],
)
def test_what_is_not_text_is_named(texts: list[str], message: str) -> None:
    """A forgotten list, a number, a missing value of a table, a broken character."""
    with pytest.raises(ValueError, match=message):
        checked_texts(texts)


@pytest.mark.parametrize("k", [0, -1, 1.5, float("nan"), "3", None])
def test_k_is_a_whole_number(k: int) -> None:
    """Half a passage cannot be asked for; numpy's whole numbers can."""
    with pytest.raises(ValueError, match="expected a whole number, at least 1"):
        check_k(k)
    check_k(np.int64(3))
