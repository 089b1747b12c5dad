"""Spread over entities and over training seeds at once, and a test that takes entities as a whole.

The bootstrap for one training stands in `helpers.intervals`. A fine-tuned system has a second source of luck: train it
once more, and it answers otherwise. Here both are drawn anew.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from helpers.intervals import Interval

RESAMPLES = 10_000
AT_ONCE = 1_000
EXACT = 12


def paired_seeds_ci(
    first: ArrayLike,
    second: ArrayLike,
    groups: Sequence[Hashable] | None = None,
    same_seeds: bool = False,
    level: float = 0.95,
    seed: int = 0,
) -> Interval:
    """Return the mean of first - second with its interval over entities *and* training seeds, both drawn anew.

    A model trained once more gives other answers; three trainings are a sample of all trainings, as questions are one
    of all questions. Few seeds show too little of their spread (three show about two thirds of its variance).

    Args:
        first: one row a seed, one column a question, shape (seeds, n); a system without seeds has one row.
        second: the same for the other system, on the same questions; it may have other seeds, and more or fewer.
        groups: the entity of each question, length n; without it every question stands for itself.
        same_seeds: whether row i of both came from one and the same training, and so is drawn for both or neither.
        level: how often such an interval should hold the truth.
        seed: where the random numbers start.

    Raises:
        ValueError: if the two differ in questions, or in seeds although they are the same; and as in `bootstrap_ci`.

    >>> one, other = [[1, 1, 1, 0], [1, 1, 1, 1]], [[0, 1, 0, 0]]
    >>> paired_seeds_ci(one, other)
    0.62 [0.25, 1.00]
    """
    tables = [_as_table(first), _as_table(second)]
    shapes = [table.shape for table in tables]
    if shapes[0][1] != shapes[1][1] or (same_seeds and shapes[0] != shapes[1]):
        raise ValueError(f"found shapes {shapes[0]} and {shapes[1]}; expected as many columns; do ask both the same")
    places = _places(groups, shapes[0][1])
    sizes = np.bincount(places).astype(np.float64)
    sums = [np.array([np.bincount(places, row) for row in table]) for table in tables]
    tables_drawn = [(sums[0] - sums[1], 1)] if same_seeds else [(sums[0], 1), (sums[1], -1)]
    rng = np.random.default_rng(seed)
    means = np.concatenate([_means(tables_drawn, sizes, AT_ONCE, rng) for _ in range(RESAMPLES // AT_ONCE)])
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(tables[0].mean() - tables[1].mean()), float(low), float(high))


def seeds_ci(
    values: ArrayLike, groups: Sequence[Hashable] | None = None, level: float = 0.95, seed: int = 0
) -> Interval:
    """Return the mean of one system with its interval over entities and training seeds; see `paired_seeds_ci`.

    Args:
        values: one row a seed, one column a question, shape (seeds, n).
        groups: the entity of each question, length n.
        level: how often such an interval should hold the true mean.
        seed: where the random numbers start.

    Raises:
        ValueError: as in `bootstrap_ci`.

    >>> seeds_ci([[1, 1, 0, 1], [1, 0, 0, 1]])
    0.62 [0.25, 1.00]
    """
    table = _as_table(values)
    return paired_seeds_ci(table, np.zeros((1, table.shape[1])), groups, level=level, seed=seed)


def sign_flip(differences: ArrayLike, groups: Sequence[Hashable] | None = None, seed: int = 0) -> float:
    """Return a two-sided p-value for the mean of paired differences, each entity as a whole (Fisher 1935).

    If two systems were alike, each entity's difference could as well have the other sign. Up to twelve entities, all
    combinations of signs are tried; beyond, ten thousand random ones. McNemar's test takes questions about one entity
    for independent tosses; this one does not, and it takes any metric.

    Args:
        differences: first - second, one a question, shape (n,).
        groups: the entity of each question, length n.
        seed: where the random numbers start.

    Raises:
        ValueError: as in `bootstrap_ci`.

    >>> sign_flip([1, 1, 1, 1, 1, 0]), sign_flip([1, 1, 1, 1, 1, 1])
    (0.0625, 0.03125)
    """
    row = _as_table(differences)[0]
    sums = np.bincount(_places(groups, len(row)), row)
    sums = sums[np.abs(sums) > 1e-9]  # thirds of three seeds may leave a trace
    if len(sums) <= EXACT:
        signs = 1 - 2 * (np.arange(2 ** len(sums))[:, None] >> np.arange(len(sums)) & 1)
        return float(np.mean(np.abs(signs @ sums) >= abs(sums.sum()) - 1e-9))
    rng = np.random.default_rng(seed)
    drawn = (rng.choice([-1, 1], (AT_ONCE, len(sums))) for _ in range(RESAMPLES // AT_ONCE))
    as_far = sum(int(np.sum(np.abs(some @ sums) >= abs(sums.sum()) - 1e-9)) for some in drawn)
    return (1 + as_far) / (1 + RESAMPLES)


def _as_table(values: ArrayLike) -> np.ndarray:
    """Return values as (seeds, questions), or say what is wrong with them."""
    table = np.atleast_2d(np.asarray(values, dtype=np.float64))
    if table.ndim != 2 or not table.size or not np.isfinite(table).all():
        raise ValueError(f"found values of shape {table.shape}; expected numbers, a row a seed; do leave out the rest")
    return table


def _places(groups: Sequence[Hashable] | None, count: int) -> np.ndarray:
    """Return for each question the number of its group, from 0."""
    names = list(range(count)) if groups is None else list(groups)
    if len(names) != count or len(set(names)) < 2:
        raise ValueError(
            f"found {len(set(names))} entities for {count} questions; expected one each, and two or more in all; "
            "do name them, or add some"
        )
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names])


def _means(
    tables: Sequence[tuple[np.ndarray, int]], sizes: np.ndarray, rows: int, rng: np.random.Generator
) -> np.ndarray:
    """Return so many resampled means of sums (seeds, groups): groups drawn for all tables, seeds for each by itself."""
    times = rng.multinomial(len(sizes), np.full(len(sizes), 1 / len(sizes)), size=rows)
    means = np.zeros(rows)
    for sums, sign in tables:
        seeds = len(sums)
        weights = rng.multinomial(seeds, np.full(seeds, 1 / seeds), size=rows) / seeds
        means += sign * ((times @ sums.T) * weights).sum(axis=1)
    return means / (times @ sizes)
