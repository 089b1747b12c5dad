"""How sure is a mean, and is a difference more than luck: the bootstrap, McNemar's test, Holm's correction."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binomtest

_NUMBERS_AT_ONCE = 4_000_000


@dataclass(frozen=True, repr=False)
class Interval:
    """A mean and the interval around it.

    >>> Interval(0.512, 0.438, 0.581)
    0.51 [0.44, 0.58]
    >>> 0.5 in Interval(0.512, 0.438, 0.581)
    True
    """

    mean: float
    low: float
    high: float

    def __repr__(self) -> str:
        """Return the three numbers as they are printed in a table."""
        return f"{self.mean:z.2f} [{self.low:z.2f}, {self.high:z.2f}]"

    def __contains__(self, value: float) -> bool:
        """Tell whether a value lies within the interval: for a difference, ``0 in`` it means "perhaps none"."""
        return self.low <= value <= self.high


def bootstrap_ci(
    values: ArrayLike,
    groups: Sequence[Hashable] | None = None,
    level: float = 0.95,
    resamples: int = 10_000,
    seed: int = 0,
) -> Interval:
    """Return the mean of the values with its percentile bootstrap interval (Efron 1979).

    Questions about one entity stand or fall together. Pass ``groups``, and whole entities are drawn, so that forty
    questions about four entities do not look like forty independent ones. Values that are all alike give an interval
    of no width, which says "no spread was seen", not "there is none".

    Args:
        values: One number a question, shape (n,).
        groups: The entity of each question, length n; without it every question stands for itself.
        level: How often such an interval should hold the true mean.
        resamples: How many times to draw.
        seed: Where the random numbers start.

    Raises:
        ValueError: If values are missing, not finite or not one row, or fewer than two groups can be drawn from.

    >>> bootstrap_ci([1, 0, 1, 1, 0, 1, 1, 0])
    0.62 [0.25, 0.88]
    """
    sums, sizes = _group_sums(_as_row("values", values), groups)
    if not 0 < level < 1 or resamples < 1:
        raise ValueError(f"found {level=}, {resamples=}; expected 0 < level < 1, resamples >= 1; do change them")
    means = _resampled_means(sums, sizes, resamples, np.random.default_rng(seed))
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(sums.sum() / sizes.sum()), float(low), float(high))


def share_ci(right: ArrayLike, level: float = 0.95) -> Interval:
    """Return the share of right answers with Wilson's interval (1927), which stays honest at none and at all.

    Where every question stands for itself this needs no drawing, and 0 of 20 does not look like certainty.

    Args:
        right: One truth value a question, shape (n,).
        level: How often such an interval should hold the true share.

    Raises:
        ValueError: If there is no question, or a value is neither true nor false.

    >>> share_ci([False] * 20)
    0.00 [0.00, 0.16]
    """
    row = _as_row("right", right)
    if not np.isin(row, (0, 1)).all():
        raise ValueError("found a value beside true and false; expected one truth value a question; do compare first")
    found = binomtest(int(row.sum()), len(row)).proportion_ci(level, method="wilson")
    return Interval(float(row.mean()), float(found.low), float(found.high))


def paired_bootstrap(
    first: ArrayLike,
    second: ArrayLike,
    groups: Sequence[Hashable] | None = None,
    level: float = 0.95,
    resamples: int = 10_000,
    seed: int = 0,
) -> Interval:
    """Return the mean of first - second with its interval; above zero, the first is better.

    Both systems answered the same questions, in the same order. The differences are resampled, so that what makes a
    question hard for both cancels out. The other arguments are those of ``bootstrap_ci``.

    Raises:
        ValueError: If the two differ in length, and as in ``bootstrap_ci``.

    >>> paired_bootstrap([1, 1, 1, 1, 0, 1], [0, 1, 0, 1, 0, 0])
    0.50 [0.17, 0.83]
    """
    return bootstrap_ci(np.subtract(*_as_pair(first, second)), groups, level, resamples, seed)


def mcnemar_exact(first: ArrayLike, second: ArrayLike) -> float:
    """Return the two-sided p-value of McNemar's exact test: do two systems differ in what they get right?

    Only the questions that exactly one of them got right count. If the systems were equally good, each such question
    would be a toss of a coin; p is the chance of a result at least as lopsided (McNemar 1947).

    Args:
        first: Right (1) or wrong (0), shape (n,).
        second: The same for the other system, on the same questions.

    Raises:
        ValueError: If the two differ in length or hold anything but 0 and 1.

    >>> mcnemar_exact([1, 1, 1, 1, 1, 0], [0, 0, 0, 0, 0, 0])
    0.0625
    """
    one, other = _as_pair(first, second)
    if odd := {*one, *other} - {0.0, 1.0}:
        raise ValueError(f"found {float(min(odd))}; expected only 0 and 1; do score each question right or wrong")
    wins, losses = int(np.sum(one > other)), int(np.sum(one < other))
    tosses = wins + losses
    as_lopsided = sum(math.comb(tosses, fewer) for fewer in range(min(wins, losses) + 1))
    return min(1.0, 2 * as_lopsided / 2**tosses)


def holm(p_values: ArrayLike) -> np.ndarray:
    """Return the p-values corrected for there being several, in the same order (Holm 1979).

    Among twenty comparisons of equals, one is "significant" by luck. The smallest p is multiplied by their number m,
    the next by m - 1, and so on, and none ends below the one before it.

    Raises:
        ValueError: If a p-value is missing or outside 0 to 1.

    >>> holm([0.01, 0.04, 0.03]).round(2)
    array([0.03, 0.06, 0.06])
    """
    ps = _as_row("p-values", p_values)
    if ps.min() < 0 or ps.max() > 1:
        raise ValueError(f"found p-values from {ps.min()} to {ps.max()}; expected 0 to 1; do check their order")
    order = np.argsort(ps, kind="stable")
    corrected = np.empty_like(ps)
    corrected[order] = np.minimum(np.maximum.accumulate(ps[order] * np.arange(len(ps), 0, -1)), 1)
    return corrected


def _as_row(name: str, values: ArrayLike) -> np.ndarray:
    row = np.asarray(values, dtype=np.float64)
    if row.ndim != 1 or not len(row):
        raise ValueError(f"found {name} of shape {row.shape}; expected one row of at least one; do pass a flat list")
    if not np.isfinite(row).all():
        place = int(np.flatnonzero(~np.isfinite(row))[0])
        raise ValueError(f"found {row[place]} among the {name} at {place}; expected numbers; do leave it out")
    return row


def _as_pair(first: ArrayLike, second: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    one, other = _as_row("first", first), _as_row("second", second)
    if len(one) != len(other):
        raise ValueError(f"found {len(one)} and {len(other)} values; expected as many; do score the same questions")
    return one, other


def _group_sums(values: np.ndarray, groups: Sequence[Hashable] | None) -> tuple[np.ndarray, np.ndarray]:
    """Return the sum and the number of values of each group."""
    if groups is not None and len(groups) != len(values):
        raise ValueError(f"found {len(groups)} groups for {len(values)} values; expected as many; do name one each")
    numbers: dict[Hashable, int] = {}
    names = range(len(values)) if groups is None else groups
    places = np.array([numbers.setdefault(name, len(numbers)) for name in names])
    if len(numbers) < 2:
        raise ValueError("found one group; expected at least two, as one alone shows no spread; do add entities")
    return np.bincount(places, values), np.bincount(places).astype(np.float64)


def _resampled_means(sums: np.ndarray, sizes: np.ndarray, resamples: int, rng: np.random.Generator) -> np.ndarray:
    """Return the mean of each resample; a few million draws at a time, so that memory stays small."""
    rows = max(1, _NUMBERS_AT_ONCE // len(sums))
    parts = []
    for start in range(0, resamples, rows):
        drawn = rng.integers(len(sums), size=(min(rows, resamples - start), len(sums)))
        parts.append(sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1))
    return np.concatenate(parts)
