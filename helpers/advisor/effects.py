"""A measured quantity that knows how sure it is, and keeps knowing while one reckons with it.

An effect is a row of draws: what the measurement might as well have come out as, had the lot fallen on other products
(or articles, or trainings). Whoever multiplies two effects multiplies draw by draw, so that the interval of what comes
out needs no formula. The first entry of the row is not drawn: it is what was measured.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers.intervals import Interval

DRAWS = 1000


@dataclass(frozen=True, eq=False, repr=False)
class Effect:
    """A quantity with its draws and where it comes from.

    Args:
        draws: what was measured, then `DRAWS` draws, shape (1 + DRAWS,).
        sources: the records, each with the part that was read.

    >>> drawn_mean([1, 1, 0, 1], "tides: high water") * 2
    1.50 [0.50, 2.00], from tides: high water
    """

    draws: np.ndarray
    sources: tuple[str, ...] = ()

    @property
    def mean(self) -> float:
        """What was measured."""
        return float(self.draws[0])

    @functools.cached_property
    def interval(self) -> Interval:
        """What was measured, with the middle 95 of 100 draws around it; none and all are ends of their intervals."""
        low, high = middle(self.draws[1:])
        return Interval(self.mean, min(self.mean, low), max(self.mean, high))

    def __repr__(self) -> str:
        """Return the interval and the sources."""
        return f"{self.interval!r}, from {'; '.join(self.sources) or 'nothing that was measured'}"

    def then(self, act: Callable[[np.ndarray], np.ndarray]) -> Effect:
        """Return what becomes of it by a formula, draw by draw."""
        return together(act, self)

    def _with(self, other: Effect | float, act: Callable[..., np.ndarray]) -> Effect:
        """Return what becomes of two, draw by draw; a plain number is sure, and has no source."""
        return together(act, self, other) if isinstance(other, Effect) else self.then(lambda draws: act(draws, other))

    def __add__(self, other: Effect | float) -> Effect:
        """Return the sum."""
        return self._with(other, np.add)

    def __sub__(self, other: Effect | float) -> Effect:
        """Return the difference; of two that were drawn together, it is paired."""
        return self._with(other, np.subtract)

    def __mul__(self, other: Effect | float) -> Effect:
        """Return the product."""
        return self._with(other, np.multiply)


def together(act: Callable[..., np.ndarray], *effects: Effect) -> Effect:
    """Return what becomes of several effects by a formula, draw by draw, with the sources of all.

    Args:
        act: takes the draws of each.
        effects: at least one.

    >>> together(np.maximum, sure(2), sure(3)).mean
    3.0
    """
    sources = dict.fromkeys(source for effect in effects for source in effect.sources)
    return Effect(act(*(effect.draws for effect in effects)), tuple(sources))


def middle(draws: np.ndarray) -> tuple[float, float]:
    """Return the ends of the middle 95 of 100 draws.

    >>> middle(np.arange(1000.0))
    (25.0, 975.0)
    """
    out = len(draws) // 40
    held = np.partition(draws, (out, len(draws) - out))  # a quantile, without its many checks
    return float(held[out]), float(held[len(draws) - out])


def sure(value: float) -> Effect:
    """Return a number that nobody doubts, as the learner's own seconds.

    >>> sure(2.0).interval
    2.00 [2.00, 2.00]
    """
    return Effect(np.full(1 + DRAWS, float(value)))


def drawn_mean(values: ArrayLike, source: str, groups: Sequence[Hashable] | None = None) -> Effect:
    """Return a mean with its draws: whole groups are drawn, and training seeds too.

    Effects of the same record and groups are drawn together, so that what makes a group hard for two systems cancels
    out in their difference. Where all values are alike no draw could differ; shares of none or all are then drawn from
    Jeffreys' distribution, each question counting, so that 0 of 15 does not look like certainty.

    Args:
        values: one a question, shape (n,), or a row a training seed, shape (seeds, n).
        source: the record and its part.
        groups: what each question is about, length n; without it every question stands for itself.

    Raises:
        ValueError: if there are no values, or one is not finite, or the groups are not as many.

    >>> drawn_mean([0, 0, 1, 1], "tides", groups=["spring", "spring", "neap", "neap"]).interval
    0.50 [0.00, 1.00]
    >>> drawn_mean([0, 0, 0, 0], "tides").interval.high > 0.2
    True
    """
    table = np.atleast_2d(np.asarray(values, dtype=np.float64))
    if not table.size or not np.isfinite(table).all():
        raise ValueError(f"found values of shape {table.shape} from {source}; expected finite numbers; do measure")
    names = [str(name) for name in (range(table.shape[1]) if groups is None else groups)]
    if len(names) != table.shape[1]:
        raise ValueError(f"found {len(names)} groups for {table.shape[1]} values; expected as many; do name one each")
    numbers = {name: number for number, name in enumerate(sorted(set(names)))}
    seed = zlib.crc32(f"{source.partition(' ')[0]} {list(numbers)}".encode())
    if np.ptp(table) == 0 and table.flat[0] in (0, 1):
        return Effect(_alike(float(table.flat[0]), table.shape[1], seed), (source,))
    places = np.array([numbers[name] for name in names])
    sums = np.array([np.bincount(places, row) for row in table])
    means = _resampled(sums, np.bincount(places).astype(np.float64), seed)
    return Effect(np.concatenate([[table.mean()], means]), (source,))


def _alike(value: float, count: int, seed: int) -> np.ndarray:
    """Return a share of none or all, and draws of what it may be."""
    drawn = np.random.default_rng(seed).beta(0.5, count + 0.5, DRAWS)
    return np.concatenate([[value], drawn if value == 0 else 1 - drawn])


def _resampled(sums: np.ndarray, sizes: np.ndarray, seed: int) -> np.ndarray:
    """Return resampled means of sums of shape (seeds, groups): the same groups for whoever has the same."""
    seeds, count = sums.shape
    times = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), DRAWS)
    weights = np.random.default_rng([seed, seeds]).multinomial(seeds, np.full(seeds, 1 / seeds), DRAWS) / seeds
    return ((times @ sums.T) * weights).sum(axis=1) / (times @ sizes)
