"""Effects know how sure they are: intervals agree with the course's bootstrap, pairs stay pairs, sources add up."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.advisor.effects import DRAWS, Effect, drawn_mean, middle, sure, together
from helpers.intervals import bootstrap_ci, paired_bootstrap

RNG = np.random.default_rng(7)
GROUPS = [f"product {number % 12}" for number in range(120)]
HARD = RNG.random(12)[[number % 12 for number in range(120)]]
FIRST = (RNG.random(120) < HARD).astype(float)
SECOND = (RNG.random(120) < HARD * 0.7).astype(float)


def test_an_interval_is_that_of_the_bootstrap() -> None:
    """The same groups are drawn, so the ends agree but for the luck of the draws."""
    effect, known = drawn_mean(FIRST, "tides", GROUPS).interval, bootstrap_ci(FIRST, GROUPS)
    assert effect.mean == pytest.approx(known.mean)
    assert effect.low == pytest.approx(known.low, abs=0.03)
    assert effect.high == pytest.approx(known.high, abs=0.03)


def test_a_difference_is_paired() -> None:
    """Drawn together, what is hard for both cancels out; drawn apart it would not."""
    one, other = drawn_mean(FIRST, "tides (one)", GROUPS), drawn_mean(SECOND, "tides (other)", GROUPS)
    known = paired_bootstrap(FIRST, SECOND, GROUPS)
    found = (one - other).interval
    assert found.low == pytest.approx(known.low, abs=0.03)
    assert found.high == pytest.approx(known.high, abs=0.03)
    apart = (one - drawn_mean(SECOND, "winds (other)", GROUPS)).interval
    assert apart.high - apart.low > 1.15 * (found.high - found.low)


def test_the_order_of_the_questions_does_not_matter() -> None:
    """Groups are found by their names."""
    turned = drawn_mean(FIRST[::-1], "tides", GROUPS[::-1])
    assert np.allclose(turned.draws, drawn_mean(FIRST, "tides", GROUPS).draws)


def test_training_seeds_widen_an_interval() -> None:
    """Three trainings that differ leave more doubt than their questions alone."""
    seeds = np.array([np.ones(60), np.ones(60) * 0.5, np.zeros(60)])
    groups = [str(number) for number in range(60)]
    wide, narrow = drawn_mean(seeds, "tides", groups).interval, drawn_mean(seeds.mean(axis=0), "tides", groups).interval
    assert wide.mean == narrow.mean == 0.5
    assert wide.high - wide.low > 0.3 > narrow.high - narrow.low


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_none_and_all_are_not_certain(share: float) -> None:
    """Where all are alike the interval has a width, begins at what was seen, and shrinks with more questions."""
    few, many = (drawn_mean([share] * count, "tides").interval for count in (10, 1000))
    for interval in (few, many):
        assert share in (interval.low, interval.high)
    assert few.high - few.low > 0.1
    assert 0 < many.high - many.low < 0.01


def test_reckoning_keeps_draws_and_sources() -> None:
    """Sums, products and formulas go draw by draw, and every source is named once."""
    one, other = drawn_mean(FIRST, "tides (one)", GROUPS), drawn_mean(SECOND, "winds (other)", GROUPS)
    made = together(np.maximum, one * 2, other + 1)
    assert made.sources == ("tides (one)", "winds (other)")
    assert np.allclose(made.draws, np.maximum(one.draws * 2, other.draws + 1))
    assert (one - one).interval.high == 0
    assert len(made.draws) == 1 + DRAWS


def test_what_is_sure_has_no_spread_and_no_source() -> None:
    """A learner's own seconds are taken as they are."""
    assert (sure(2) * 3).interval.low == (sure(2) * 3).mean == 6
    assert repr(sure(1)).endswith("nothing that was measured")


@pytest.mark.parametrize("values", [[], [np.nan, 1.0], [np.inf]])
def test_what_was_not_measured_is_refused(values: list[float]) -> None:
    """No values and no numbers are told with their source."""
    with pytest.raises(ValueError, match="from tides; expected finite numbers"):
        drawn_mean(values, "tides")


def test_groups_must_fit() -> None:
    """One name a value."""
    with pytest.raises(ValueError, match="found 2 groups for 3 values"):
        drawn_mean([1, 0, 1], "tides", ["a", "b"])


def test_the_middle_is_ninety_five_of_a_hundred() -> None:
    """One in forty lies beyond either end."""
    draws = RNG.permutation(1000).astype(float)
    low, high = middle(draws)
    assert (np.sum(draws < low), np.sum(draws > high)) == (25, 24)


def test_effects_are_compared_by_identity() -> None:
    """Two rows of draws are not accidentally equal."""
    assert Effect(np.zeros(2)) != Effect(np.zeros(2))
