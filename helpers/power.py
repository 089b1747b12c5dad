"""How many questions does it take to tell two systems apart? Draw smaller and larger studies from a measured one."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binom, norm


def chance_to_tell_apart(
    first: ArrayLike, second: ArrayLike, questions: int, studies: int = 2000, level: float = 0.05, seed: int = 0
) -> float:
    """Return how often a study of so many questions would find the better system to be better: its power.

    Each study draws its questions from those measured, with replacement, and runs McNemar's exact test on them. It
    counts if p is below the level *and* the system that is ahead on all questions is ahead in the study.
    Not handled: questions that hang together, such as several about one entity; they tell less than as many others.

    Args:
        first: right (1) or wrong (0) for each measured question, shape (n,).
        second: the same for the other system.
        questions: how many a study asks.
        studies: how many studies to draw.
        level: how small p must be.
        seed: where the random numbers start.

    Raises:
        ValueError: if the two differ in length or hold anything but 0 and 1, or a number is out of range.

    >>> better, worse = [1] * 60 + [0] * 40, [1] * 45 + [0] * 55
    >>> chance_to_tell_apart(better, worse, questions=20), chance_to_tell_apart(better, worse, questions=100)
    (0.0665, 0.9985)
    """
    ahead, behind = _wins(first, second)
    if questions < 1 or studies < 1 or not 0 < level < 1:
        raise ValueError(f"found {questions=}, {studies=}, {level=}; expected at least 1, 1 and 0 to 1; do change them")
    rng = np.random.default_rng(seed)
    wins, losses, _ = rng.multinomial(questions, [ahead, behind, max(0.0, 1 - ahead - behind)], size=studies).T
    p_values = 2 * binom.cdf(np.minimum(wins, losses), wins + losses, 0.5)
    return float(np.mean((p_values < level) & (wins > losses)))


def questions_needed(
    differences: ArrayLike, groups: Sequence[Hashable] | None = None, power: float = 0.8, level: float = 0.05
) -> int | None:
    """Return how many questions would show a difference as large as the one seen; None if none was seen.

    n = N (z₁₋ₗₑᵥₑₗ/₂ + z_power)² · variance of the mean over N questions / mean², by the normal approximation. With
    groups, the variance is that of a mean over entities, and more of the same kind are asked: as many questions an
    entity as now. What was seen is itself unsure, so take the number for its size, not to the digit.

    Args:
        differences: first - second, one a question, shape (N,).
        groups: the entity of each question, length N; without it every question stands for itself.
        power: how often the study should find the difference.
        level: how small p must be for that.

    Raises:
        ValueError: if there are fewer than two questions or entities, a value is no number, or a share is none.

    >>> questions_needed([1] * 15 + [-1] * 5 + [0] * 80), questions_needed([1] * 2 + [-1] * 1 + [0] * 97)
    (151, 2371)
    """
    row = np.asarray(differences, dtype=np.float64)
    names = list(range(len(row))) if groups is None else list(groups)
    if row.ndim != 1 or len(names) != len(row) or len(set(names)) < 2 or not np.isfinite(row).all():
        raise ValueError(f"found {row.shape} differences of {len(set(names))} entities; expected at least two; do add")
    if not (0 < power < 1 and 0 < level < 1):
        raise ValueError(f"found {power=}, {level=}; expected shares between 0 and 1; do change them")
    mean, (_, places) = row.mean(), np.unique([repr(name) for name in names], return_inverse=True)
    if not mean:
        return None
    entities = places.max() + 1
    variance = np.sum(np.bincount(places, row - mean) ** 2) * entities / (entities - 1) / len(row) ** 2
    return max(2, math.ceil(len(row) * variance * ((norm.ppf(1 - level / 2) + norm.ppf(power)) / mean) ** 2))


def _wins(first: ArrayLike, second: ArrayLike) -> tuple[float, float]:
    """Return the share of questions that only the better system got right, and that only the other did."""
    one, other = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if one.shape != other.shape or one.ndim != 1 or not len(one):
        raise ValueError(f"found shapes {one.shape} and {other.shape}; expected two rows alike; do score both on all")
    if not np.isin([one, other], (0, 1)).all():
        raise ValueError("found a value beside 0 and 1; expected right or wrong; do score each question so")
    wins, losses = float(np.mean(one > other)), float(np.mean(one < other))
    return max(wins, losses), min(wins, losses)
