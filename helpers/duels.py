"""Any two arms of the recorded contest, at once: all pairs share the same resamples, drawn when a kind is first asked.

It is what `bench.compare` does, with fewer resamples and the same for every arm, so that a pair costs milliseconds.
Ends of intervals differ from its by a hundredth or so.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers import contest, fair_exam
from helpers.collection import Question
from helpers.intervals import Interval, share_ci
from helpers.power import questions_needed

METRICS = {"right": "right", "exactly right": "exact", "right option chosen": "choice", "silent": "abstained"}
ALL = "all with an answer"
KINDS = (ALL, *fair_exam.LARGE)
RESAMPLES, LEVEL, SEED = 4_000, 0.95, 0


@dataclass(frozen=True)
class Duel:
    """Two arms on the same questions.

    Attributes:
        shares: of each arm, with intervals over entities and seeds.
        seeds: how many trainings each has.
        difference: first - second, with its interval.
        p: of the sign-flip test, entities as a whole.
        apart: the difference on each question, averaged over seeds, shape (questions,).
        about: the entity of each question.
    """

    shares: tuple[Interval, Interval]
    seeds: tuple[int, int]
    difference: Interval
    p: float
    apart: np.ndarray
    about: tuple[str, ...]

    def needed(self, power: float) -> int | None:
        """Return how many questions would show such a difference with this power; None if there is none."""
        return questions_needed(self.apart, self.about, power)


@functools.cache
def duel(first: str, second: str, metric: str = "right", kind: str = ALL) -> Duel:
    """Return how two arms of the contest differ.

    Args:
        first: an arm.
        second: another.
        metric: one of `METRICS`.
        kind: one of `KINDS`.

    Raises:
        ValueError: if the metric means nothing there, such as multiple choice without options.
    """
    one, other = (_values(arm, metric, kind) for arm in (first, second))
    about = _about(one.columns)
    apart = (one.mean() - other.mean()).to_numpy()
    drawn = _means(first, metric, kind) - _means(second, metric, kind)
    shares = (_share(first, metric, kind), _share(second, metric, kind))
    p = _sign_flip(apart, _grouping(about))
    return Duel(shares, (len(one), len(other)), _interval(float(apart.mean()), drawn), p, apart, about)


def _share(arm: str, metric: str, kind: str) -> Interval:
    """Return an arm's share with its interval; Wilson's where all values are alike, an entity counting once."""
    found = _values(arm, metric, kind)
    numbers = found.to_numpy()
    if numbers.min() == numbers.max():
        return share_ci([numbers.min()] * len(set(_about(found.columns))))
    return _interval(float(numbers.mean()), _means(arm, metric, kind))


def _interval(mean: float, drawn: np.ndarray) -> Interval:
    """Return a mean with the middle of its resamples."""
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(mean, float(low), float(high))


def _values(arm: str, metric: str, kind: str) -> pd.DataFrame:
    """Return an arm's values by seed (rows) and question (columns)."""
    known = _by_arm(METRICS[metric]).get(arm)
    asked = [] if known is None else [one.id for one in _asked(kind) if one.id in known.columns]
    if known is None or not asked:
        raise ValueError(
            f"found no value of {metric!r} for {arm!r} on the questions {kind!r}; expected some; do choose another "
            "kind, or count another thing"
        )
    return known[asked]


@functools.cache
def _by_arm(column: str) -> dict[str, pd.DataFrame]:
    """Return each arm's values of a column by seed and question, where it has any."""
    rows = contest.table()
    rows = rows[rows[column].notna()]
    wide = {arm: own.pivot(index="seed", columns="question", values=column) for arm, own in rows.groupby("arm")}
    return {str(arm): values.astype(float) for arm, values in wide.items()}


@functools.cache
def _asked(kind: str) -> tuple[Question, ...]:
    """Return the questions of a kind."""
    return tuple(one for one in fair_exam.questions() if one.kind == kind or (kind == ALL and one.answers))


def _about(asked: Iterable[str]) -> tuple[str, ...]:
    """Return what each question is about, by its id."""
    known = {one.id: one.entity or one.id for one in fair_exam.questions()}
    return tuple(known[id] for id in asked)


@functools.cache
def _grouping(about: tuple[str, ...]) -> np.ndarray:
    """Return which question belongs to which entity, (questions × entities) of zeros and ones."""
    names = list(dict.fromkeys(about))
    return np.array([[name == entity for entity in names] for name in about], dtype=np.float64)


@functools.cache
def _times(entities: int) -> np.ndarray:
    """Return how often each entity is drawn, (resamples × entities)."""
    rng = np.random.default_rng(SEED)
    return rng.multinomial(entities, np.full(entities, 1 / entities), size=RESAMPLES).astype(np.float64)


@functools.cache
def _weights(seeds: int) -> np.ndarray:
    """Return the share of each training in each resample, (resamples × seeds)."""
    rng = np.random.default_rng(SEED + 1)
    return rng.multinomial(seeds, np.full(seeds, 1 / seeds), size=RESAMPLES) / seeds


@functools.cache
def _signs(entities: int) -> np.ndarray:
    """Return a sign for each entity in each resample, (resamples × entities)."""
    return np.random.default_rng(SEED + 2).choice([-1.0, 1.0], (RESAMPLES, entities))


@functools.cache
def _means(arm: str, metric: str, kind: str) -> np.ndarray:
    """Return an arm's resampled means, (resamples,)."""
    found = _values(arm, metric, kind)
    grouping = _grouping(_about(found.columns))
    times = _times(grouping.shape[1])
    sums = times @ (found.to_numpy() @ grouping).T
    return (sums * _weights(len(found))).sum(axis=1) / (times @ grouping.sum(axis=0))


def _sign_flip(apart: np.ndarray, grouping: np.ndarray) -> float:
    """Return the two-sided p of a mean of paired differences, each entity as a whole."""
    sums = apart @ grouping
    flipped = np.abs(_signs(len(sums)) @ sums)
    return float((1 + np.sum(flipped >= abs(sums.sum()) - 1e-9)) / (1 + RESAMPLES))
