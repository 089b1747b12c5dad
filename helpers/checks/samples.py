"""What lesson 03 checks by drawing: the bootstrap interval of a mean, and of a paired difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from helpers.checks.fault import Fault, a, shown
from helpers.checks.watch import Watched

QUESTIONS = 60
DRAWS = 4000
TOLERANCE = 0.04
"""In shares of the right interval's width: about four times the scatter of an end that is drawn so often."""

AGAIN = "may a question be drawn twice, and another not at all?"
APART = (
    "Yours draws other questions for the second system than for the first, so what makes a question hard no longer "
    "cancels out. How can both be looked at on the *same* drawn questions?"
)

Ends = tuple[float, float]


def scores(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return the scores of two systems on the same questions: the hard ones are hard for both.

    >>> [len(row) for row in scores()]
    [60, 60]
    """
    rng = np.random.default_rng(seed)
    ease = rng.random(QUESTIONS) ** 2
    return np.clip(ease + rng.normal(0.12, 0.1, QUESTIONS), 0, 1), np.clip(ease + rng.normal(0, 0.1, QUESTIONS), 0, 1)


def middle(values: np.ndarray, low: float = 2.5) -> Ends:
    """Return where the middle of some numbers lies: 95 of 100, if 2.5 are left out on each side.

    >>> middle(np.arange(101), low=10)
    (10.0, 90.0)
    """
    return float(np.percentile(values, low)), float(np.percentile(values, 100 - low))


def means(values: np.ndarray, size: int | None = None) -> np.ndarray:
    """Return the means of many resamples of some values, shape (DRAWS,).

    >>> float(means(np.ones(3)).max())
    1.0
    """
    rng = np.random.default_rng(9)
    return rng.choice(values, (DRAWS, size or len(values))).mean(axis=1)


def examine_bootstrap(bootstrap_interval: Watched) -> None:
    """Raise a fault for the first thing wrong with an interval of a mean.

    >>> examine_bootstrap(lambda values, rng, resamples: middle(rng.choice(values, (resamples, 60)).mean(1)))
    """
    values = scores()[0]
    given = _drawn(bootstrap_interval, values)
    around = float(values.mean())
    suspects: list[tuple[Ends, str]] = [
        (middle(values), "These are the ends of the *values* themselves. How far do their *means* scatter?"),
        (middle(means(values), 5), "That is the middle 90 of 100. How much is left out on each side for 95?"),
        (middle(means(values), 25), "That is the middle half. How much is left out on each side for 95 of 100?"),
        ((around - values.std(), around + values.std()), "That is how far single *values* scatter. And their mean?"),
        (_one_error(values), "That is one standard error to each side, which holds about 68 of 100. And 95?"),
        (middle(means(values, 10)), "Your resamples hold 10 values. How many had the sample?"),
        (middle(means(values) * len(values)), "These are sums. What turns the sum of a resample into its mean?"),
    ]  # fmt: skip
    _agree("60 scores", given, middle(means(values)), suspects)
    _minds_the_seed(bootstrap_interval, values)


def examine_paired(paired_interval: Watched) -> None:
    """Raise a fault for the first thing wrong with an interval of a difference.

    >>> examine_paired(lambda a, b, rng, resamples: middle(rng.choice(a - b, (resamples, 60)).mean(1)))
    """
    first, second = scores()
    given = _drawn(paired_interval, first, second)
    apart = np.random.default_rng(8).permutation(means(first)) - means(second)
    low, high = middle(means(first - second))
    suspects: list[tuple[Ends, str]] = [
        (middle(apart), APART),
        ((-high, -low), "Yours says second minus first. Which of the two should come out above zero if it is better?"),
        (middle(first - second), "These are the ends of the single differences. How far does their *mean* scatter?"),
        (middle(means(np.abs(first - second))), "Yours loses the sign. What if the second is better somewhere?"),
        (middle(means(first)), "That is an interval of the first system alone. Where does the second come in?"),
        (middle(means(first - second), 5), "That is the middle 90 of 100. How much is left out on each side for 95?"),
    ]  # fmt: skip
    _is_no_difference_of_ends(given, first, second)
    _agree("two systems on 60 questions", given, (low, high), suspects)
    _minds_the_seed(paired_interval, first, second)


def _one_error(values: np.ndarray) -> Ends:
    """Return the mean with one standard error to each side."""
    error = float(values.std() / np.sqrt(len(values)))
    return float(values.mean()) - error, float(values.mean()) + error


def _drawn(interval: Callable[..., Any], *rows: np.ndarray) -> Ends:
    """Return the two ends that the learner's function gives, after it has shown that it draws from `rng`."""
    first, again = (_ends(interval(*rows, np.random.default_rng(5), DRAWS)) for _ in range(2))
    if first != again:
        raise Fault(
            f"Twice the same values and the same seed gave {shown(first)} and then {shown(again)}. "
            "Does every draw come from `rng`?"
        )
    return first


def _ends(value: Any) -> Ends:  # noqa: ANN401 - whatever the learner returned
    """Return two numbers, low and high."""
    try:
        low, high = (float(end) for end in value)
    except (TypeError, ValueError):
        raise Fault(
            f"Yours returns {a(value)}, {shown(value)}, where two numbers are expected: the low end and the high end. "
            "Which two places of the sorted means are these?"
        ) from None
    return low, high


def _agree(case: str, given: Ends, wanted: Ends, suspects: Sequence[tuple[Ends, str]]) -> None:
    """Raise a fault if an interval is not the right one, naming the mistake it agrees with."""
    if _near(given, wanted, wanted):
        return
    ask = "What is drawn, how many times, and which two places of the sorted results are the ends?"
    says = next((says for ends, says in suspects if _near(given, ends, wanted)), _by_its_shape(given, wanted) or ask)
    told = "from {0:.3f} to {1:.3f}"
    raise Fault(f"For {case} yours reaches {told.format(*given)}, expected about {told.format(*wanted)}. {says}")


def _by_its_shape(given: Ends, wanted: Ends) -> str:
    """Return what the mere shape of a wrong interval tells; "" if nothing."""
    width, right = given[1] - given[0], wanted[1] - wanted[0]
    if _near((given[1], given[0]), wanted, wanted):
        return "The low end lies above the high end. In which order are they returned?"
    if abs(width) < 1e-9:
        return f"Each of your resamples is the whole sample again, in another order: {AGAIN}"
    if given[1] < sum(wanted) / 2:
        return (
            "Both of your ends lie below the mean itself. Does the function that cuts want its shares as parts of one, "
            "or of a hundred?"
        )
    if 0 < width < right / 2:
        return "That is far too narrow: your resamples hold too many values. How many had the sample?"
    return ""


def _is_no_difference_of_ends(given: Ends, first: np.ndarray, second: np.ndarray) -> None:
    """Refuse two intervals whose ends were subtracted; as they scatter more, they may lie further off."""
    (low, high), (other_low, other_high) = middle(means(first)), middle(means(second))
    ends, width = (low - other_low, high - other_high), high - low
    if given[0] != given[1] and all(abs(x - y) < width / 15 for x, y in zip(given, ends, strict=True)):
        raise Fault(
            f"Yours reaches from {given[0]:.3f} to {given[1]:.3f}: that is one interval's ends minus the other's. "
            "Can two systems' luck be subtracted so, or is it the *difference* that scatters from draw to draw?"
        )


def _minds_the_seed(interval: Callable[..., Any], *rows: np.ndarray) -> None:
    """Refuse an interval that no seed changes."""
    one, other = (_ends(interval(*rows, np.random.default_rng(seed), DRAWS)) for seed in (5, 6))
    if one == other:
        raise Fault("Two generators with different seeds gave the very same interval. Is `rng` used for any draw?")


def _near(one: Ends, other: Ends, right: Ends) -> bool:
    """Tell whether two intervals are the same but for the luck of the draw; a wide one has more of it."""
    width = max(right[1] - right[0], other[1] - other[0])
    return all(abs(x - y) <= TOLERANCE * width for x, y in zip(one, other, strict=True))
