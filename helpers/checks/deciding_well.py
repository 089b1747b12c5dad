"""The check of lesson 09's advisor in small: who is in time, level with the best, and of these the cheapest."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from helpers import deciding
from helpers.checks.fault import Fault, a, shown
from helpers.checks.watch import Watched


@dataclass(frozen=True, slots=True)
class Job:
    """One decision to be made.

    Attributes:
        told: what is special about it.
        useful: draws, by approach.
        seconds: for an answer.
        cost: of a year.
        patience: in seconds.
    """

    told: str
    useful: Mapping[str, Sequence[float]]
    seconds: Mapping[str, float]
    cost: Mapping[str, float]
    patience: float

    def of(self) -> tuple[dict[str, list[float]], dict[str, float], dict[str, float], float]:
        """Return the arguments of the learner's function."""
        return (
            {name: list(draws) for name, draws in self.useful.items()},
            dict(self.seconds),
            dict(self.cost),
            self.patience,
        )


def _jobs() -> tuple[Job, ...]:
    """Return the decisions that are checked, the plainest first."""
    rng = random.Random(5)
    luck = [rng.gauss(0, 0.1) for _ in range(200)]
    fast, dear = {"bare": 1.0, "look it up": 3.0, "learn it": 1.0}, {"bare": 1.0, "look it up": 9.0, "learn it": 90.0}
    apart = {"bare": [0.1] * 200, "look it up": [0.5 + one for one in luck], "learn it": [0.8 + one for one in luck]}
    level = {"bare": [0.1] * 200, "look it up": [0.5 + one for one in luck],
             "learn it": [0.52 + one for one in reversed(luck)]}  # fmt: skip
    paired = {"bare": [0.1] * 200, "look it up": [0.5 + one for one in luck], "learn it": [0.53 + one for one in luck]}
    slow = fast | {"learn it": 7.0}
    return (
        Job("one approach is clearly the most useful, though the dearest", apart, fast, dear, 5.0),
        Job("the most useful takes 7 s and may take 5", apart, slow, dear, 5.0),
        Job("two cannot be told apart, and one is cheaper", level, fast, dear, 5.0),
        Job("the intervals overlap, but in every draw the dearer one is ahead", paired, fast, dear, 5.0),
        Job("an answer may take 3 s, and looking up takes just that", apart, slow, dear, 3.0),
        Job("none is in time", apart, fast, dear, 0.5),
    )


def examine_decide(decide: Watched) -> None:
    """Raise a fault unless the cheapest of those in time that are level with the best is named.

    >>> examine_decide(deciding.decide)
    """
    for job in _jobs():
        got, wanted = decide(*job.of()), deciding.decide(*job.of())
        if not isinstance(got, str):
            raise Fault(f"Yours returns {a(got)}, {shown(got)}; expected the name of one approach. Which one is it?")
        if got != wanted:
            raise Fault(f"Where {job.told}, yours advises {shown(got)}, expected `{wanted!r}`. {_why(got, job)}")


def _why(got: str, job: Job) -> str:
    """Return the question that leads on, by what the wrong advice is."""
    if got not in job.useful:
        return "That is none of the approaches. What is there to return if nobody is in time?"
    if job.seconds[got] > job.patience:
        return f"An answer of it takes {job.seconds[got]:g} s. Who is out before anything else is compared?"
    left = [name for name in job.useful if job.seconds[name] <= job.patience]
    best = max(left, key=lambda name: fmean(job.useful[name]))
    ahead = [one - other for one, other in zip(job.useful[best], job.useful[got], strict=True)]
    if deciding.low_end(ahead) > 0:
        return f"In nearly every draw {best!r} is ahead of it. Did you compare the draws in pairs, and with the best?"
    cheapest = min(left, key=lambda name: job.cost[name])
    if job.cost[got] > job.cost[cheapest]:
        return "It is the best on average, but not clearly. Which of those that are level with it costs least?"
    return "Is everything that is in time and level with the best still in the running?"
