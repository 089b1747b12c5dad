"""The choice follows its rules, whatever the estimates: out, level, cheapest; and what tips it does tip it."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from helpers import deciding
from helpers.advisor import choosing, rules, tipping
from helpers.advisor.approaches import APPROACHES, BARE, BOTH, FACTS_INSIDE, LEARN, LOOK_UP, READER
from helpers.advisor.choosing import BUSY, DEARER, RULE, SLOW, UNKNOWN, USELESS, WORSE
from helpers.advisor.effects import DRAWS, Effect, sure
from helpers.advisor.estimates import DAY, Estimate, estimates
from helpers.advisor.situation import ERASED, EVERYONE, EYES, PARTS, Situation

JOB = Situation(facts=25, changes_a_day=0, questions_a_day=100, patience=5)
LUCK = np.random.default_rng(3).normal(0, 0.05, DRAWS)


def around(mean: float, luck: np.ndarray = LUCK) -> Effect:
    """Return a share with some spread."""
    return Effect(np.concatenate([[mean], mean + luck]))


def made(name: str, useful: Effect, answer: float = 1.0, year: float = 1.0, busy: float = 1.0) -> Estimate:
    """Return an estimate of which only what is compared matters."""
    plain = sure(0)
    return Estimate(name, useful, plain, sure(1), useful, sure(answer), plain, plain, plain, sure(busy), sure(year), 0)


def test_the_most_useful_is_taken_if_it_is_clearly_ahead() -> None:
    """Whatever it costs."""
    found = {LOOK_UP: made(LOOK_UP, around(0.3), year=1), LEARN: made(LEARN, around(0.6), year=1000)}
    choice = choosing.choose(JOB, found)
    assert choice.approach == LEARN
    assert choice.against == {BARE: UNKNOWN, BOTH: UNKNOWN, READER: UNKNOWN, LOOK_UP: WORSE}
    assert choice.best_in == 1.0


def test_of_those_that_are_level_the_cheapest_is_taken() -> None:
    """A lead that luck may have made is none."""
    found = {LOOK_UP: made(LOOK_UP, around(0.5)), LEARN: made(LEARN, around(0.52, LUCK[::-1]), year=9)}
    choice = choosing.choose(JOB, found)
    assert choice.approach == LOOK_UP
    assert choice.against[LEARN] == DEARER
    assert 0 < choice.best_in < 1


def test_a_small_lead_in_every_draw_is_a_lead() -> None:
    """Draws are compared in pairs."""
    found = {LOOK_UP: made(LOOK_UP, around(0.5)), LEARN: made(LEARN, around(0.52), year=9)}
    assert choosing.choose(JOB, found).approach == LEARN


@pytest.mark.parametrize(
    ("change", "why"),
    [({"answer": 5.1}, SLOW), ({"busy": DAY * 1.01}, BUSY), ({"useful": around(0.05)}, USELESS)],
)
def test_what_cannot_be_is_out(change: dict[str, object], why: str) -> None:
    """Too slow, too much for a machine, or perhaps of no use at all; even if nothing else is left."""
    told = {"useful": around(0.8)} | change
    found = {LEARN: made(LEARN, **told)}  # type: ignore[arg-type]
    choice = choosing.choose(JOB, found)
    assert (choice.approach, choice.against[LEARN]) == ("", why)
    found |= {LOOK_UP: made(LOOK_UP, around(0.3))}
    assert choosing.choose(JOB, found).approach == LOOK_UP


def test_just_in_time_is_in_time() -> None:
    """An answer may take what it may take."""
    assert choosing.choose(JOB, {LEARN: made(LEARN, around(0.5), answer=5.0, busy=DAY)}).approach == LEARN


@pytest.mark.parametrize("eyes", [PARTS, ERASED])
def test_weights_are_out_where_not_everyone_may_see_all(eyes: str) -> None:
    """That is a rule, with a reason, and it says that it was not measured."""
    job = replace(JOB, eyes=eyes)
    found = {name: made(name, around(0.9)) for name in FACTS_INSIDE} | {READER: made(READER, around(0.3))}
    choice = choosing.choose(job, found)
    assert choice.approach == READER
    assert {choice.against[name] for name in FACTS_INSIDE} == {RULE}
    assert set(rules.forbidden(job)) == set(FACTS_INSIDE)
    assert rules.conditions(job, READER) and not rules.conditions(job, LEARN)
    assert "before the search" in rules.conditions(job, LOOK_UP)[0]
    assert "not measured" in rules.BASIS


def test_erasing_adds_a_reason_and_a_duty() -> None:
    """Weights cannot forget, a library can."""
    erased, parts = (replace(JOB, eyes=eyes) for eyes in (ERASED, PARTS))
    assert rules.forbidden(erased)[LEARN].startswith(rules.forbidden(parts)[LEARN])
    assert "forget" in rules.forbidden(erased)[LEARN]
    assert len(rules.conditions(erased, LOOK_UP)) == len(rules.conditions(parts, LOOK_UP)) + 1
    assert rules.rules(replace(JOB, eyes=EVERYONE)) == ()


def test_it_decides_as_the_learner_does() -> None:
    """What the lesson writes by hand gives the same advice from the same draws."""
    for job in (JOB, replace(JOB, patience=1), replace(JOB, facts=5000, changes_a_day=300), replace(JOB, patience=0.1)):
        found = {name: one for name, one in estimates(job).items() if one and one.useful.interval.low > 0}
        useful = {name: one.useful.draws[1:].tolist() for name, one in found.items()}
        seconds = {name: one.answer.mean for name, one in found.items()}
        cost = {name: one.year.mean for name, one in found.items()}
        assert choosing.chosen(job) == deciding.decide(useful, seconds, cost, job.patience)


JOBS = [
    Situation(facts, changes, 100, patience, eyes)
    for facts, changes, patience, eyes in itertools.product((25, 3000), (0, 2), (1, 30), EYES[:2])
]


@pytest.mark.parametrize("job", JOBS, ids=repr)
def test_what_tips_the_advice_does_and_less_does_not(job: Situation) -> None:
    """At the tip the advice is the one that is named; nine tenths of the way there it is still the old one."""
    now = choosing.chosen(job)
    for tip in tipping.tips(job):
        there = replace(job, **{tip.name: tip.value})  # type: ignore[arg-type]
        assert choosing.chosen(there) == tip.approach != now
        if isinstance(tip.value, str) or not tip.value or not getattr(job, tip.name):
            continue
        start = getattr(job, tip.name)
        near = start * (tip.value / start) ** 0.9
        assert choosing.chosen(replace(job, **{tip.name: max(near, 1.0) if tip.name == "facts" else near})) == now


def test_the_smallest_change_comes_first_and_choices_last() -> None:
    """Numbers by their factor; a choice has none."""
    for job in JOBS:
        factors = [tip.factor for tip in tipping.tips(job)]
        assert factors == sorted(factors)
        for tip in tipping.tips(job):
            assert math.isinf(tip.factor) == isinstance(tip.value, str)
            assert str(tip).startswith("If ")
            assert str(tip).endswith(".")


def test_tips_are_told_to_two_digits() -> None:
    """Nobody knows a third."""
    values = [tip.value for job in JOBS for tip in tipping.tips(job) if isinstance(tip.value, float)]
    assert values
    assert all(value == float(f"{value:.2g}") for value in values)


def test_the_names_agree() -> None:
    """An advice is one of the approaches or none."""
    assert {choosing.chosen(job) for job in JOBS} <= {*APPROACHES, ""}
