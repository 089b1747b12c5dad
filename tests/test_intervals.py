"""Prove the intervals and tests."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike
from scipy import stats
from stopwatch import quickest

from helpers.intervals import Interval, bootstrap_ci, holm, mcnemar_exact, paired_bootstrap, share_ci

NUMBERS = st.lists(st.floats(-10, 10), min_size=2, max_size=30)
RIGHT_OR_WRONG = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=200)


def test_an_interval_reads_like_a_table_cell() -> None:
    """No minus sign stands before a zero."""
    assert repr(Interval(-0.001, -0.0349, 1.0)) == "0.00 [-0.03, 1.00]"


@settings(max_examples=40)
@given(NUMBERS, st.integers(0, 5))
def test_an_interval_lies_within_the_values(values: list[float], seed: int) -> None:
    """The mean is the plain mean; the ends are ordered and within the data; a seed fixes them."""
    found = bootstrap_ci(values, resamples=200, seed=seed)
    assert math.isclose(found.mean, np.mean(values), abs_tol=1e-9)
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9
    assert found == bootstrap_ci(values, resamples=200, seed=seed)


def test_the_bootstrap_agrees_with_scipy() -> None:
    """The percentile interval of 300 answers is the library's, but for its random numbers."""
    values = np.random.default_rng(3).random(300) < 0.4
    theirs = stats.bootstrap((values.astype(float),), np.mean, method="percentile", rng=np.random.default_rng(0))
    ours = bootstrap_ci(values)
    assert abs(ours.low - theirs.confidence_interval.low) < 0.005
    assert abs(ours.high - theirs.confidence_interval.high) < 0.005


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    """Of 200 samples with true mean one half, about 95 in 100 intervals hold it."""
    rng = np.random.default_rng(1)
    samples = (rng.integers(0, 2, 100) for _ in range(200))
    assert 0.90 <= np.mean([0.5 in bootstrap_ci(sample, resamples=400) for sample in samples]) <= 0.99


def test_whole_groups_are_drawn() -> None:
    """Ten copies of each answer tell no more than one, if their entity is given; without it they seem to."""
    single = np.random.default_rng(5).integers(0, 2, 40)
    copies, entities = np.repeat(single, 10), np.repeat(np.arange(40), 10)
    alone, grouped, careless = bootstrap_ci(single), bootstrap_ci(copies, entities), bootstrap_ci(copies)
    assert grouped == alone
    assert careless.high - careless.low < 0.5 * (grouped.high - grouped.low)


def test_groups_may_differ_in_size() -> None:
    """The mean is that of the questions, and each resample divides by the questions it drew."""
    found = bootstrap_ci([1, 1, 1, 0], groups=["a", "a", "a", "b"])
    assert (found.mean, found.low, found.high) == (0.75, 0.0, 1.0)


def test_pairs_are_kept_together() -> None:
    """Where one system is always a tenth better, the difference has no spread, whatever the questions' own is."""
    second = np.random.default_rng(7).random(50)
    found = paired_bootstrap(second + 0.1, second)
    assert math.isclose(found.low, 0.1) and math.isclose(found.high, 0.1)
    assert 0 not in found
    assert paired_bootstrap(second, second + 0.1).mean < 0


@pytest.mark.clock
def test_ten_thousand_resamples_of_300_questions_take_under_a_second() -> None:
    """A lesson may compute intervals freely (measured: a few hundredths)."""
    assert quickest(lambda: bootstrap_ci(np.arange(300) % 2, resamples=10_000)) < 1


def test_many_questions_need_little_memory() -> None:
    """More draws than fit at once are made in parts, and still as many as were asked for."""
    found = bootstrap_ci(np.arange(50_000) % 2, resamples=100)
    assert 0.49 < found.low < 0.5 < found.high < 0.51


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([], "shape \\(0,\\)"),
        ([[1.0, 2.0]], "shape \\(1, 2\\)"),
        (3.0, "shape \\(\\)"),
        ([1.0, math.nan], "nan among the .* at 1"),
        ([1.0, math.inf], "inf among the .* at 1"),
        ([1.0], "at least two"),
    ],
)
def test_values_that_cannot_be_averaged_are_errors(values: ArrayLike, message: str) -> None:
    """Each fault is named."""
    with pytest.raises(ValueError, match=message):
        bootstrap_ci(values)


def test_groups_that_do_not_fit_are_errors() -> None:
    """One name a value, at least two names."""
    with pytest.raises(ValueError, match="found 2 groups for 3 values"):
        bootstrap_ci([1, 0, 1], groups=["a", "b"])
    with pytest.raises(ValueError, match="found one group"):
        bootstrap_ci([1, 0, 1], groups=["a", "a", "a"])


def test_levels_and_resamples_that_make_no_sense_are_errors() -> None:
    """A level in per cent is the likely slip."""
    with pytest.raises(ValueError, match="level=95"):
        bootstrap_ci([1, 0], level=95)
    with pytest.raises(ValueError, match="resamples=0"):
        bootstrap_ci([1, 0], resamples=0)


def test_pairs_of_unequal_length_are_errors() -> None:
    """Nothing is silently cut or stretched, not even a single value."""
    for compare in (paired_bootstrap, mcnemar_exact):
        with pytest.raises(ValueError, match="found 3 and 1 values"):
            compare([1, 0, 1], [1])


def _tosses(wins: int, losses: int) -> tuple[list[int], list[int]]:
    return [1] * wins + [0] * losses + [1, 0], [0] * wins + [1] * losses + [1, 0]


def test_five_to_nothing_is_not_yet_significant() -> None:
    """5:0 is p = .0625, 6:0 is .03125, and nothing to choose between is 1."""
    assert mcnemar_exact(*_tosses(5, 0)) == 0.0625
    assert mcnemar_exact(*_tosses(0, 6)) == 0.03125
    assert mcnemar_exact(*_tosses(0, 0)) == mcnemar_exact(*_tosses(3, 3)) == 1


@given(RIGHT_OR_WRONG)
def test_mcnemar_is_a_binomial_test(pairs: list[tuple[bool, bool]]) -> None:
    """It equals scipy's exact binomial test on the disagreements, both ways round."""
    first, second = zip(*pairs, strict=True)
    wins, losses = sum(a > b for a, b in pairs), sum(a < b for a, b in pairs)
    expected = stats.binomtest(wins, wins + losses).pvalue if wins + losses else 1.0
    assert math.isclose(mcnemar_exact(first, second), expected, rel_tol=1e-9)
    assert mcnemar_exact(first, second) == mcnemar_exact(second, first)


def test_mcnemar_stays_finite_for_many_questions() -> None:
    """Thousands of disagreements do not overflow."""
    assert 0.05 < mcnemar_exact(*_tosses(2_550, 2_450)) < 0.2


def test_mcnemar_wants_right_or_wrong() -> None:
    """An F1 of one half is not an answer that is right or wrong."""
    with pytest.raises(ValueError, match=r"0\.5; expected only 0 and 1"):
        mcnemar_exact([1, 0.5], [1, 0])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_holm_corrects_upwards_in_order(ps: list[float]) -> None:
    """Corrected values are no smaller, at most 1, between p and m times p, and keep the order."""
    corrected = holm(ps)
    assert (corrected >= ps).all() and (corrected <= 1).all()
    assert (np.diff(corrected[np.argsort(ps, kind="stable")]) >= 0).all()
    assert corrected.min() == min(1, len(ps) * min(ps))


def test_holm_on_a_known_case() -> None:
    """The steps: 4 x .005, 3 x .01, 2 x .03, and .04 may not fall below .06."""
    assert holm([0.01, 0.04, 0.03, 0.005]).tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])


@pytest.mark.parametrize("ps", [[], [0.1, 1.2], [-0.1], [math.nan]])
def test_holm_wants_probabilities(ps: list[float]) -> None:
    """Anything but numbers from 0 to 1 is an error."""
    with pytest.raises(ValueError, match=r"found p-values|found nan"):
        holm(ps)


@given(st.lists(st.booleans(), min_size=1, max_size=200))
def test_wilson_inverts_the_score_test(right: list[bool]) -> None:
    """At both ends of the interval the observed share lies 1.96 standard errors away: Wilson's definition."""
    interval = share_ci(right)
    share = sum(right) / len(right)
    assert 0 <= interval.low <= share <= interval.high <= 1
    for end in (interval.low, interval.high):
        error = math.sqrt(end * (1 - end) / len(right))
        assert abs(share - end) == pytest.approx(1.959964 * error, abs=1e-6)


@pytest.mark.parametrize("right", [[], [0.5], [1, 2], [float("nan")]])
def test_a_share_is_of_truth_values(right: list[float]) -> None:
    """Anything but a truth value a question is refused."""
    with pytest.raises(ValueError, match="found"):
        share_ci(right)
