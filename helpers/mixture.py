"""The mixture law: what looking up will score, told before it is measured.

A question is either found or not. So the share of right answers is a mixture of two shares,

    accuracy = hit rate × accuracy when found + (1 - hit rate) × accuracy when not found,

and the three numbers on the right can be measured apart, each where that is cheap. Not handled: questions that are easy
to find *and* easy to read. The law holds exactly on the questions it was measured on; carried over to others, it
assumes that found and not found are the only difference that matters.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.intervals import Interval

RESAMPLES = 10_000


def mixture(hit_rate: float, when_found: float, when_not: float) -> float:
    """Return the share of right answers that the law expects.

    Args:
        hit_rate: the share of questions whose passage is found, 0 to 1.
        when_found: the share answered rightly with the right passage at hand, 0 to 1.
        when_not: the share answered rightly without it, 0 to 1.

    Raises:
        ValueError: if one of them is no share.

    >>> round(mixture(hit_rate=0.6, when_found=0.5, when_not=0.1), 2)
    0.34
    """
    shares = (hit_rate, when_found, when_not)
    if not all(0 <= share <= 1 for share in shares):
        raise ValueError(f"found the shares {shares}; expected numbers from 0 to 1; do divide counts by their total")
    return hit_rate * when_found + (1 - hit_rate) * when_not


def predict(
    hits: ArrayLike, when_found: ArrayLike, when_not: ArrayLike, level: float = 0.95, seed: int = 0
) -> Interval:
    """Return the law's prediction with its interval, from three measurements on questions of their own.

    Each measurement is drawn anew (Efron's bootstrap, 1979), and the law applied to each draw. Before drawing, one
    right and one wrong answer are added to each (as Laplace did), so that "0 of 20" does not pass for certainty.

    Args:
        hits: whether the passage was found, one truth value a question, shape (n,).
        when_found: whether the answer was right with the right passage at hand, shape (m,).
        when_not: whether the answer was right without it, shape (l,).
        level: how often such an interval should hold the truth.
        seed: where the random numbers start.

    Raises:
        ValueError: if one of the three is empty, or holds anything but true and false.

    >>> predict([1, 1, 0, 1] * 20, [1, 0] * 20, [0] * 40)
    0.38 [0.26, 0.50]
    """
    rng = np.random.default_rng(seed)
    rows = [_checked(name, row) for name, row in (("hits", hits), ("when found", when_found), ("when not", when_not))]
    drawn = [rng.binomial(len(row) + 2, (row.sum() + 1) / (len(row) + 2), RESAMPLES) / (len(row) + 2) for row in rows]
    law = drawn[0] * drawn[1] + (1 - drawn[0]) * drawn[2]
    low, high = np.quantile(law, [(1 - level) / 2, (1 + level) / 2])
    return Interval(mixture(*(float(row.mean()) for row in rows)), float(low), float(high))


def _checked(name: str, values: ArrayLike) -> np.ndarray:
    """Return one row of zeros and ones, or say what is wrong with it."""
    row = np.asarray(values, dtype=np.float64)
    if row.ndim != 1 or not len(row) or not np.isin(row, (0, 1)).all():
        raise ValueError(
            f"found {name} of shape {row.shape}; expected one row of true and false; do score each question"
        )
    return row
