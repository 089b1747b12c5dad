"""The chance to tell two systems apart: it agrees with the slow way, and behaves as it must at the edges."""

import numpy as np
import pytest

from helpers.intervals import mcnemar_exact
from helpers.power import chance_to_tell_apart

BETTER, WORSE = np.repeat([1, 0], [60, 40]), np.repeat([1, 0], [45, 55])
MIXED = np.tile([1, 1, 0, 1, 0], 20)


def test_it_agrees_with_drawing_questions_one_by_one() -> None:
    """Drawing the questions themselves and testing with `mcnemar_exact` gives the same chance, within its error."""
    rng = np.random.default_rng(1)
    drawn = rng.integers(len(BETTER), size=(600, 60))
    ahead = [BETTER[rows].sum() > MIXED[rows].sum() for rows in drawn]
    small = [mcnemar_exact(BETTER[rows], MIXED[rows]) < 0.05 for rows in drawn]
    first = BETTER if BETTER.sum() > MIXED.sum() else MIXED
    slow = np.mean(np.array(small) & (np.array(ahead) if first is BETTER else ~np.array(ahead)))
    assert chance_to_tell_apart(BETTER, MIXED, 60) == pytest.approx(slow, abs=0.06)


def test_more_questions_tell_more() -> None:
    """The chance rises towards certainty."""
    chances = [chance_to_tell_apart(BETTER, WORSE, questions) for questions in (5, 20, 50, 200)]
    assert chances == sorted(chances)
    assert (chances[0], chances[-1]) == (0, 1)


def test_the_order_of_the_two_does_not_matter() -> None:
    """It is the better one that is to be noticed, whichever comes first."""
    assert chance_to_tell_apart(WORSE, BETTER, 30) == chance_to_tell_apart(BETTER, WORSE, 30)


def test_equals_are_rarely_told_apart() -> None:
    """With no difference there is little to find: below the level, and nothing at all for a system against itself."""
    assert chance_to_tell_apart([1, 0] * 50, [0, 1] * 50, 100) < 0.05
    assert chance_to_tell_apart(MIXED, MIXED, 100) == 0


@pytest.mark.parametrize(
    ("first", "second", "questions"),
    [([1, 0], [1], 5), ([], [], 5), ([0.5, 1], [1, 0], 5), ([1, 0], [0, 1], 0), ([np.nan, 1], [0, 1], 5)],
)
def test_what_cannot_be_compared_is_refused(first: list[float], second: list[float], questions: int) -> None:
    """Different lengths, nothing at all, half rights, no questions: each is told."""
    with pytest.raises(ValueError, match=r"found .*; expected .*; do "):
        chance_to_tell_apart(first, second, questions)
