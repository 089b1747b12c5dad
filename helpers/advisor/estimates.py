"""From what was measured to what a job may expect of an approach: arithmetic on draws, and nothing else.

Four assumptions make the step, and each is said where an estimate is shown. What takes in a fact takes as long for
every fact, so that an update that takes in everything anew grows with their number. A machine updates as often as there
is a change, or as it can beside its answers. Right, up to date and in form are independent of each other. And with more
facts than were measured, as much is right as was measured; or else, as the cautious reading has it, weights hold no
more facts than were measured.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from helpers.advisor.approaches import APPROACHES, FACTS_INSIDE, Known
from helpers.advisor.effects import Effect, sure, together
from helpers.advisor.measured import known
from helpers.advisor.situation import ANY, EVERYONE, Situation

DAY = 24 * 60 * 60
YEAR = 365
OWN_INTAKE = "a fact: "
LEAST = 1e-9
Own = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one approach may bring in a situation; all shares from 0 to 1, all costs in seconds of the machine.

    Args:
        approach: its name.
        right: share of answers that would be right if nothing ever changed.
        stale: share of facts that are out of date when somebody asks.
        form: share of the form that is kept; sure to be 1 where any words will do.
        useful: right, up to date and in form, all at once.
        answer: seconds until an answer is there.
        setup: once, before the first question.
        update: for one update.
        updates_a_day: how many of these.
        busy: a day, for answers and updates together.
        year: set-up and 365 days.
        beyond: with how many facts it was measured, if that is fewer than here; else 0.
    """

    approach: str
    right: Effect
    stale: Effect
    form: Effect
    useful: Effect
    answer: Effect
    setup: Effect
    update: Effect
    updates_a_day: Effect
    busy: Effect
    year: Effect
    beyond: int


def stale_share(facts: float, changes_a_day: float, delay_days: np.ndarray | float) -> np.ndarray:
    """Return the share of facts that are out of date, if each change waits so long until it is in.

    Changes hit facts by lot (Poisson): each fact has changes_a_day × delay_days / facts of them waiting on average,
    and none is waiting with probability e to the minus that.

    Args:
        facts: how many there are.
        changes_a_day: in all of them.
        delay_days: how long a change waits.

    >>> round(float(stale_share(100, 10, 5.0)), 2), float(stale_share(100, 0, 5.0))
    (0.39, 0.0)
    """
    return 1 - np.exp(-changes_a_day * np.asarray(delay_days) / facts)


def updates_a_day(changes_a_day: float, update: np.ndarray, room: np.ndarray) -> np.ndarray:
    """Return how often a machine updates a day: for every change, or as often as it can beside its answers.

    Args:
        changes_a_day: how often there is reason for it.
        update: seconds that one update takes, shape (n,).
        room: seconds of a day that are left for updates, shape (n,).

    >>> updates_a_day(10, np.array([60.0, 60.0]), np.array([80_000.0, 300.0]))
    array([10.,  5.])
    """
    return np.minimum(changes_a_day, np.maximum(room, 0) / np.maximum(update, LEAST))


def delay(changes_a_day: float, update_days: np.ndarray, often: np.ndarray) -> np.ndarray:
    """Return how many days a change waits on average until it is in.

    It waits for its update to be done. Where one update takes in several changes, each waits beforehand for the update
    to begin, half of the time between two on average.

    Args:
        changes_a_day: how many there are; more than none.
        update_days: what one update takes, shape (n,).
        often: updates a day, shape (n,).

    >>> delay(10, np.array([0.01, 0.1]), np.array([10.0, 5.0])).round(3)
    array([0.01, 0.15])
    """
    batched = 1 - np.minimum(1, often / changes_a_day)
    return update_days + batched / (2 * np.maximum(often, LEAST))


def estimate(situation: Situation, approach: str, known: Known, own: Own) -> Estimate | None:
    """Return what an approach may bring; None if it was not measured whether it answers rightly, or how fast.

    Args:
        situation: the job.
        approach: its name.
        known: what was measured of it.
        own: seconds measured elsewhere, by approach (for an answer), or by "a fact: " and approach (to take one in).
    """
    answer = _own(own, approach, known.answer)
    intake = _own(own, OWN_INTAKE + approach, known.intake)
    form = sure(1) if situation.form == ANY else known.forms.get(situation.form)
    if known.right is None or answer is None or intake is None or form is None:
        return None
    changes, facts = situation.changes_a_day, situation.facts
    update = _update(own, approach, known, facts, intake)
    answering = answer * situation.questions_a_day
    often = together(lambda spent, busy: updates_a_day(changes, spent, DAY - busy), update, answering)
    stale = _stale(situation, update, often, known)
    setup = intake * facts + (known.once or 0.0) + ((known.form_once if situation.form != ANY else None) or 0.0)
    busy = answering + update * often
    useful = known.right * stale.then(lambda share: 1 - share) * form
    beyond = known.facts if facts > known.facts else 0
    costs = (answer, setup, update, often, busy, setup + busy * YEAR)
    return Estimate(approach, known.right, stale, form, useful, *costs, beyond)


def estimates(situation: Situation, own: Own | None = None, cautious: bool = False) -> Mapping[str, Estimate | None]:
    """Return what every approach may bring; None where something was not measured.

    Args:
        situation: the job.
        own: as in `estimate`.
        cautious: whether weights hold no more facts than were measured, instead of the same share.

    Raises:
        ValueError: if `own` holds a name that is none, or seconds that are not above zero.
        DataError: if the records are not there.
    """
    seconds = tuple(sorted(check_own(own or {}).items()))
    return _estimates(replace(situation, patience=1.0, eyes=EVERYONE), seconds, cautious)


@functools.lru_cache(maxsize=4)  # whoever tries out another patience changes none of these
def _estimates(
    situation: Situation, own: tuple[tuple[str, float], ...], cautious: bool
) -> Mapping[str, Estimate | None]:
    """Return the estimates, which know neither patience nor eyes."""
    table = known().items()
    read = {name: _capped(name, one, situation.facts) if cautious else one for name, one in table}
    return MappingProxyType({name: estimate(situation, name, one, dict(own)) for name, one in read.items()})


def _capped(name: str, one: Known, facts: float) -> Known:
    """Return what is known of an approach if its weights hold no more facts than were measured."""
    if name not in FACTS_INSIDE or one.right is None or facts <= one.facts:
        return one
    return replace(one, right=one.right * (one.facts / facts))


def check_own(own: Own) -> Own:
    """Return own seconds if they can be reckoned with.

    Args:
        own: as in `estimate`.

    Raises:
        ValueError: if a name is none, or a number not above zero.

    >>> check_own({"look up": 2.0})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: found the seconds of 'look up'; expected one of: ask it bare, look it up, ...
    """
    names = [*APPROACHES, *(OWN_INTAKE + name for name in APPROACHES)]
    for name, seconds in own.items():
        if name not in names:
            raise ValueError(f"found the seconds of {name!r}; expected one of: {', '.join(names)}; do choose one")
        if not (np.isreal(seconds) and np.isfinite(seconds) and seconds > 0):
            raise ValueError(f"found {seconds!r} seconds for {name!r}; expected more than 0; do measure it")
    return own


def _own(own: Own, name: str, measured: Effect | None) -> Effect | None:
    """Return the learner's own seconds if there are any, else the measured ones."""
    return sure(own[name]) if name in own else measured


def _update(own: Own, approach: str, known: Known, facts: float, intake: Effect) -> Effect:
    """Return the seconds of one update: one changed fact and the new index, or everything anew."""
    if known.change is None or OWN_INTAKE + approach in own:
        return intake * facts
    return known.change + (known.rebuild or sure(0)) * facts


def _stale(situation: Situation, update: Effect, often: Effect, known: Known) -> Effect:
    """Return the share of facts that are out of date: those whose change waits, and those an update left behind.

    An update may leave a fact as it was. Of the facts that changed at least once in a year, `known.stale` are so.
    """
    facts, changes = situation.facts, situation.changes_a_day
    if not changes:
        return sure(0)
    waiting = together(
        lambda spent, rate: stale_share(facts, changes, delay(changes, spent / DAY, rate)), update, often
    )
    if known.stale is None:
        return waiting
    return waiting + waiting.then(lambda share: 1 - share) * known.stale * float(stale_share(facts, changes, YEAR))
