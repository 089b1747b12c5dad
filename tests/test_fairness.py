"""The small steps of lesson 07, at their edges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import fairness

TEXTS = st.lists(st.sampled_from("abcdef"), unique=True)
MARKS = st.dictionaries(st.sampled_from("abcd"), st.lists(st.booleans(), min_size=1, max_size=3), min_size=1)


@given(MARKS, MARKS)
def test_a_difference_turns_its_sign_and_is_nothing_with_itself(
    first: dict[str, list[bool]], second: dict[str, list[bool]]
) -> None:
    """Antisymmetric, zero with itself, within -1 and 1; nothing shared is refused."""
    assert fairness.mean_difference(first, first) == 0
    if not first.keys() & second.keys():
        with pytest.raises(ValueError, match=r"^found no question"):
            fairness.mean_difference(first, second)
        return
    difference = fairness.mean_difference(first, second)
    assert difference == pytest.approx(-fairness.mean_difference(second, first))
    assert -1 <= difference <= 1


@given(TEXTS, TEXTS)
def test_what_both_were_asked_is_in_both(first: list[str], second: list[str]) -> None:
    """The intersection, in the first one's order."""
    shared = fairness.asked_by_all({"a": first, "b": second})
    assert set(shared) == set(first) & set(second)
    assert shared == [text for text in first if text in shared]


def test_nobody_was_asked_anything() -> None:
    """No arm, no question."""
    assert fairness.asked_by_all({}) == []


def test_rows_of_a_stranger_are_refused() -> None:
    """A code that nobody knows has no name."""
    with pytest.raises(ValueError, match=r"^found rows of an unknown system under 'a'"):
        fairness.true_labels({"a": "9z"}, {"a": "1f"})


def test_two_camps_of_equal_size_cannot_be_told_apart() -> None:
    """Whoever is odd must be fewer; arms without a model have no vote."""
    with pytest.raises(ValueError, match=r"^found as many arms from 1f as from 2e"):
        fairness.odd_ones({"a": "1f", "b": "2e"})
    assert fairness.odd_ones({"a": "", "b": ""}) == []
    assert fairness.odd_ones({"a": "", "b": "1f"}) == []


def test_every_answer_has_one_cause() -> None:
    """All cases lead to one of five, and only right ones to right."""
    for found in (True, False, None):
        for borrowed in (True, False):
            assert fairness.cause(True, found, borrowed) == "right"
            assert fairness.cause(False, found, borrowed) in fairness.CAUSES[1:]
