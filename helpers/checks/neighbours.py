"""The check of a search by meaning: which vectors are nearest to a query's."""

from __future__ import annotations

import numpy as np

from helpers.checks import arrays
from helpers.checks.arrays import Suspect, Task
from helpers.checks.formulas import Case
from helpers.checks.watch import Watched


def nearest(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Return the places of the k vectors nearest to a query.

    Args:
        query: shape (width,), of length one.
        passages: shape (passages, width), rows of length one.
        k: how many.

    >>> nearest(np.array([1.0, 0.0]), np.array([[0.0, 1.0], [1.0, 0.0]]), 1)
    array([1])
    """
    return np.argsort(-(passages @ query), kind="stable")[:k]


def _around(k: int, *degrees: float) -> Case:
    """Return a query to the right, and passages in these directions."""
    angles = np.radians(degrees)
    told = f"a query at 0 degrees, passages at {', '.join(f'{one:g}' for one in degrees)} degrees, and k = {k},"
    return Case(told, (np.array([1.0, 0.0]), np.stack([np.cos(angles), np.sin(angles)], axis=1), k))


NEAREST = Task(
    nearest,
    (_around(2, 90, 10, 170, 30), _around(3, 40, 20, 60, 5, 120), _around(1, 80, 3), _around(9, 50, 7, 100)),
    (
        Suspect(lambda query, passages, k: np.argsort(passages @ query)[:k],
                "Those are the *least* alike: `np.argsort` puts the smallest first. What turns the order round?"),
        Suspect(lambda query, passages, k: np.argsort(passages @ query)[-k:],
                "The right passages, the best of them last. What turns a list round?"),
        Suspect(lambda query, passages, k: np.argsort(-(passages @ query)),
                "The order is right, but all of them came back. Where does `k` come in?"),
        Suspect(lambda query, passages, k: np.sort(passages @ query)[::-1][:k],
                "Those are the cosines. *Where* do these passages stand? What is the `arg` in `np.argsort`?"),
        Suspect(lambda query, passages, k: nearest(query, passages, k + 1)[1:],
                "Yours leaves the best one out. Is the question itself among the passages here?"),
        Suspect(lambda query, passages, k: nearest(query, passages, k - 1),
                "One is missing at the end. How many places does `[:k]` hold?"),
        Suspect(lambda query, passages, k: nearest(query, passages, k + 1),
                "One too many came back. How many places does `[:k]` hold?"),
        Suspect(lambda query, passages, k: nearest(query, passages, k) + 1,
                "Each is one too high. Where does Python begin to count?"),
        Suspect(lambda query, passages, k: passages[nearest(query, passages, k)],
                "Those are the vectors themselves. *Where* do they stand?"),
        Suspect(lambda query, passages, k: np.sort(nearest(query, passages, k)),
                "The right passages, in the order of the list. Which of them should come first?"),
        Suspect(lambda query, passages, k: np.argmax(passages @ query), "That is the best one. Where are the others?"),
    ),
    "Which passage has the largest cosine with the query, which the next?",
)  # fmt: skip


def examine_nearest(function: Watched) -> None:
    """Raise a fault for the first case in which a function names other neighbours, or in another order.

    Args:
        function: takes a query's vector, the passages' vectors, and k.

    >>> examine_nearest(nearest)
    """
    arrays.examine(function, NEAREST)
