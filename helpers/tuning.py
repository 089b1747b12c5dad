"""Choose the best setting on some questions, and report it on others: by how much does choosing flatter?"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True, repr=False)
class Tuned:
    """What came of one choice.

    Args:
        choice: the setting that was best where it was chosen.
        chosen_on: its mean score there.
        reported_on: its mean score on questions that had no part in the choice.

    >>> Tuned("k1 = 2", 0.75, 0.5)
    Tuned(k1 = 2: 0.750 where it was chosen, 0.500 on other questions)
    >>> Tuned("k1 = 2", 0.75, 0.5).flattery
    0.25
    """

    choice: str
    chosen_on: float
    reported_on: float

    def __repr__(self) -> str:
        """Return the choice with both scores, rounded."""
        scores = f"{self.chosen_on:.3f} where it was chosen, {self.reported_on:.3f} on other questions"
        return f"Tuned({self.choice}: {scores})"

    @property
    def flattery(self) -> float:
        """How much better the setting looks where it was chosen."""
        return self.chosen_on - self.reported_on


def tune(
    scores: Mapping[str, ArrayLike], groups: Sequence[Hashable], seed: int = 0, choose_on: int | None = None
) -> Tuned:
    """Split the groups at random into halves, choose the best setting on the one, report it on the other.

    Whole groups go to one side, since questions about one entity know of each other. Of equal settings the first wins.

    Args:
        scores: for each setting one number a question, shape (n,).
        groups: the entity of each question, length n.
        seed: where the random numbers start.
        choose_on: how many groups of the first half are used for choosing; without it, all of them.

    Raises:
        ValueError: if there is no setting, the lengths differ, or there are too few groups.

    >>> lucky = {"a": [1, 0, 0, 1], "b": [0, 1, 1, 0]}
    >>> tune(lucky, groups=[1, 2, 3, 4], seed=4)
    Tuned(a: 1.000 where it was chosen, 0.000 on other questions)
    """
    table = _table(scores, len(groups))
    known: dict[Hashable, int] = {}
    numbers = np.array([known.setdefault(group, len(known)) for group in groups], dtype=np.int64)
    halves = np.random.default_rng(seed).permutation(len(known))
    half = len(halves) // 2
    most = half if choose_on is None else choose_on
    if not 1 <= most <= half:
        raise ValueError(f"found {most} of {len(halves)} groups to choose on; expected 1 to {half}; do change one")
    chosen_on = table[:, np.isin(numbers, halves[:most])].mean(axis=1)
    best = int(chosen_on.argmax())
    reported_on = table[best, np.isin(numbers, halves[half:])].mean()
    return Tuned(list(scores)[best], float(chosen_on[best]), float(reported_on))


def _table(scores: Mapping[str, ArrayLike], questions: int) -> np.ndarray:
    """Return the scores, shape (settings, questions)."""
    rows = [np.asarray(row, dtype=np.float64) for row in scores.values()]
    if not rows or any(row.shape != (questions,) for row in rows) or not np.isfinite(rows).all():
        shapes = sorted({row.shape for row in rows})
        found = f"settings with scores of shape {shapes} for {questions} groups"
        raise ValueError(f"found {found}; expected one finite number a question each; do score every setting on all")
    return np.array(rows)
