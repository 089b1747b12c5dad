"""The small steps of a decision, at their edges; the wrong ways of writing them are tried by the checks."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import deciding


def test_stale_is_what_a_simulation_finds() -> None:
    """Changes thrown at facts by lot leave as many spared as the formula says."""
    rng = np.random.default_rng(5)
    hit = [len(set(rng.integers(50, size=rng.poisson(8 * 4)).tolist())) / 50 for _ in range(4000)]
    assert deciding.stale_share(50, 8, 4) == pytest.approx(np.mean(hit), abs=0.01)


@given(facts=st.integers(1, 10**6), changes=st.floats(0, 1e4), days=st.floats(0, 1e3))
def test_stale_is_a_share_and_grows_with_waiting(facts: int, changes: float, days: float) -> None:
    """Whatever the numbers."""
    share = deciding.stale_share(facts, changes, days)
    assert 0 <= share <= deciding.stale_share(facts, changes, days + 1) <= 1


def test_low_end_leaves_one_in_forty_out() -> None:
    """In any order; a few draws leave none out."""
    assert deciding.low_end([float(number) for number in reversed(range(80))]) == 2
    assert deciding.low_end([3.0, 1.0]) == 1


def test_what_saves_nothing_is_never_earned_back() -> None:
    """Saving nothing and saving less than nothing are alike; and the ends are in order."""
    assert deciding.earned_back([50.0] * 3, [0.0, -1.0, 5.0]) == (10.0, math.inf)
    low, high = deciding.earned_back([float(number) for number in range(1, 101)], [1.0] * 100)
    assert (low, high) == (3.0, 98.0)


def test_nobody_finds_what_nobody_may_see() -> None:
    """No passage, no permission, no wish: an empty list."""
    assert (
        deciding.may_find([], [], 3)
        == deciding.may_find([1.0], [False], 3)
        == deciding.may_find([1.0], [True], 0)
        == []
    )


@given(st.lists(st.tuples(st.floats(0, 10), st.booleans())), st.integers(1, 5))
def test_only_what_may_be_seen_is_found(rows: list[tuple[float, bool]], k: int) -> None:
    """As many as there are up to k, best first, none forbidden, and none left out that is better."""
    scores, allowed = [score for score, _ in rows], [fine for _, fine in rows]
    found = deciding.may_find(scores, allowed, k)
    assert len(found) == min(k, sum(allowed))
    assert all(allowed[place] for place in found)
    assert [scores[place] for place in found] == sorted((s for s, fine in rows if fine), reverse=True)[:k]


def test_nobody_in_time_is_no_advice() -> None:
    """An empty string."""
    assert deciding.decide({"a": [1.0]}, {"a": 2.0}, {"a": 1.0}, 1.0) == ""


def test_the_best_is_level_with_itself() -> None:
    """So something is always advised, if anybody is in time."""
    assert deciding.decide({"a": [0.9] * 50, "b": [0.1] * 50}, {"a": 1, "b": 1}, {"a": 9, "b": 1}, 1) == "a"


def test_no_tip_is_infinitely_far() -> None:
    """Nothing tried, or nothing that changes the advice."""
    assert deciding.tipping(lambda value: "same", 1.0, []) == math.inf
    assert deciding.tipping(lambda value: "same", 1.0, [0.5, 2.0]) == math.inf
