"""Which approach is advised: drop what cannot be, keep what is level with the best, take the cheapest of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from helpers.advisor import rules
from helpers.advisor.approaches import APPROACHES
from helpers.advisor.effects import middle
from helpers.advisor.estimates import DAY, Estimate, Own, estimates
from helpers.advisor.situation import Situation

NOTHING = ""
ROUNDING = 1e-9
RULE, UNKNOWN, SLOW, BUSY, USELESS, WORSE, DEARER = "rule", "unknown", "slow", "busy", "useless", "worse", "dearer"
Found = Mapping[str, Estimate | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen among estimates.

    Args:
        approach: the advised one; "" if none is left.
        against: for every other approach, in one word, what speaks against it.
        best_in: in which share of the draws the advised one is at least as useful as all that are left.
    """

    approach: str
    against: Mapping[str, str]
    best_in: float


def choose(situation: Situation, found: Found) -> Choice:
    """Return the advised approach, and what speaks against the others.

    Args:
        situation: the job.
        found: the estimates, from `estimates`.
    """
    forbidden = rules.forbidden(situation)
    against = {name: word for name in APPROACHES if (word := _out(situation, found.get(name), name in forbidden))}
    left = [one for name, one in found.items() if one and name not in against]
    if not left:
        return Choice(NOTHING, against, 0.0)
    best = max(left, key=lambda one: one.useful.mean)
    level = [one for one in left if not clearly_more(best, one)]
    cheapest = min(level, key=lambda one: one.year.mean)
    behind = {one.approach: DEARER if one in level else WORSE for one in left if one is not cheapest}
    return Choice(cheapest.approach, against | behind, _best_in(cheapest, left))


def clearly_more(one: Estimate, other: Estimate) -> bool:
    """Tell whether one is more useful than another in at least 975 of 1000 draws, taken in pairs."""
    return one is not other and middle(one.useful.draws[1:] - other.useful.draws[1:])[0] > 0


def _out(situation: Situation, one: Estimate | None, forbidden: bool) -> str:
    """Return in a word why an approach cannot be taken at all; nothing if it can."""
    if forbidden:
        return RULE
    if one is None:
        return UNKNOWN
    if one.answer.mean > situation.patience:
        return SLOW
    if one.busy.mean > DAY * (1 + ROUNDING):
        return BUSY
    return USELESS if one.useful.interval.low <= 0 else ""


def _best_in(one: Estimate, left: Iterable[Estimate]) -> float:
    """Return in which share of the draws one is at least as useful as all that are left."""
    most = np.max([other.useful.draws[1:] for other in left], axis=0)
    return float(np.mean(one.useful.draws[1:] >= most))


def chosen(situation: Situation, own: Own | None = None) -> str:
    """Return the name of the advised approach; "" if none is left.

    Args:
        situation: the job.
        own: seconds measured elsewhere, as in `estimate`.

    >>> chosen(Situation(facts=25, changes_a_day=0, questions_a_day=20, patience=30)) in APPROACHES
    True
    """
    return choose(situation, estimates(situation, own)).approach
