"""When to say "Not in the library": a least score for the best hit, chosen on questions of which one knows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from helpers.collection import Hit


def best_scores(found: Sequence[Sequence[Hit]]) -> np.ndarray:
    """Return the score of each question's best hit, shape (questions,); 0 where nothing was found.

    >>> best_scores([[]])
    array([0.])
    """
    return np.array([hits[0].score if hits else 0.0 for hits in found])


def decided_rightly(scores: ArrayLike, answerable: ArrayLike, least: float) -> float:
    """Return the share of questions where answering from `least` on, and else staying silent, is the right decision.

    Args:
        scores: of the best hit, shape (n,).
        answerable: whether the library holds the answer, shape (n,).
        least: the least score at which the question is answered.

    >>> decided_rightly([5, 1, 4], [True, False, False], least=3)
    0.6666666666666666
    """
    answers = np.asarray(scores, dtype=np.float64) >= least
    return float((answers == np.asarray(answerable, dtype=bool)).mean())


def best_threshold(scores: ArrayLike, answerable: ArrayLike) -> float:
    """Return the least score that decides most of these questions rightly; of equal ones the lowest.

    Args:
        scores: of the best hit, shape (n,), at least one.
        answerable: whether the library holds the answer, shape (n,).

    Raises:
        ValueError: if there is no question, a score is no number, or the two differ in length.

    >>> best_threshold([5, 1, 4, 6], [True, False, False, True])
    5.0
    """
    row, known = np.asarray(scores, dtype=np.float64), np.asarray(answerable, dtype=bool)
    if row.ndim != 1 or row.shape != known.shape or not len(row) or np.isnan(row).any():
        raise ValueError(
            f"found scores of shape {row.shape} and answers of shape {known.shape}; expected one number and one truth "
            "value for each of at least one question; do leave out questions without a score"
        )
    candidates = [*np.unique(row).tolist(), float("inf")]
    return max(candidates, key=lambda least: decided_rightly(row, known, least))
