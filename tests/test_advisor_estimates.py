"""Estimates are arithmetic on what was measured: each formula by hand, and each assumption where it shows."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import deciding
from helpers.advisor import estimates
from helpers.advisor.approaches import APPROACHES, BARE, LEARN, LOOK_UP, Known
from helpers.advisor.effects import sure
from helpers.advisor.estimates import DAY, YEAR, Estimate
from helpers.advisor.measured import known
from helpers.advisor.situation import STRICT, Situation

JOB = Situation(facts=100, changes_a_day=2, questions_a_day=1000, patience=5)
KNOWN = Known(sure(0.5), sure(0.5), sure(2.0), facts=25, forms={STRICT: sure(0.8)}, form_once=sure(60))


def of(job: Situation, known: Known = KNOWN) -> Estimate:
    """Return the estimate of an approach that is known for sure."""
    found = estimates.estimate(job, LEARN, known, {})
    assert found is not None
    return found


def test_every_number_by_hand() -> None:
    """100 facts of 2 s make an update; two changes a day make two of them."""
    one = of(JOB)
    assert (one.update.mean, one.setup.mean, one.updates_a_day.mean) == (200, 200, 2)
    assert one.busy.mean == 1000 * 0.5 + 2 * 200
    assert one.year.mean == 200 + YEAR * 900
    stale = 1 - math.exp(-2 * (200 / DAY) / 100)
    assert one.stale.mean == pytest.approx(stale)
    assert one.useful.mean == pytest.approx(0.5 * (1 - stale))
    assert one.beyond == 25


def test_a_form_is_kept_at_a_price() -> None:
    """Where the form is strict, its share counts and its teaching costs; else neither."""
    strict, loose = of(replace(JOB, form=STRICT)), of(JOB)
    assert strict.setup.mean == loose.setup.mean + 60
    assert strict.useful.mean == pytest.approx(0.8 * loose.useful.mean)
    assert loose.form.interval.low == 1


def test_updates_are_as_many_as_there_is_room_for() -> None:
    """A machine that is busy answering updates less often, and its changes wait."""
    busy = of(replace(JOB, facts=10_000, changes_a_day=100))
    assert busy.updates_a_day.mean == pytest.approx((DAY - 500) / 20_000)
    assert busy.busy.mean == pytest.approx(DAY)
    wait = 20_000 / DAY + (1 - busy.updates_a_day.mean / 100) / (2 * busy.updates_a_day.mean)
    assert busy.stale.mean == pytest.approx(1 - math.exp(-100 * wait / 10_000))


def test_without_room_nothing_stays_fresh() -> None:
    """If answers take the whole day, no change ever arrives."""
    full = of(replace(JOB, questions_a_day=200_000))
    assert full.updates_a_day.mean == 0
    assert full.stale.mean == pytest.approx(1)


def test_nothing_changing_is_never_stale() -> None:
    """However long an update would take."""
    still = of(replace(JOB, changes_a_day=0, facts=10_000_000))
    assert (still.stale.mean, still.updates_a_day.mean) == (0, 0)


def test_a_page_alone_is_put_in_where_that_was_measured() -> None:
    """One page and the new index, not everything anew."""
    one = of(JOB, replace(KNOWN, change=sure(3.0), rebuild=sure(0.01)))
    assert one.update.mean == 3 + 0.01 * 100
    assert one.setup.mean == 200


def test_what_an_update_leaves_behind_adds_up_over_a_year() -> None:
    """Of the facts that changed at all, a share is told as it was."""
    one, plain = of(JOB, replace(KNOWN, stale=sure(0.25))), of(JOB)
    changed = 1 - math.exp(-2 * YEAR / 100)
    assert one.stale.mean == pytest.approx(plain.stale.mean + (1 - plain.stale.mean) * 0.25 * changed)


@pytest.mark.parametrize("gap", ["right", "answer", "intake"])
def test_what_was_not_measured_gives_no_estimate(gap: str) -> None:
    """Not a guess, not zero: nothing."""
    assert estimates.estimate(JOB, LEARN, replace(KNOWN, **{gap: None}), {}) is None
    assert estimates.estimate(replace(JOB, form="mostly in a form"), LEARN, KNOWN, {}) is None


def test_own_seconds_replace_the_measured_ones() -> None:
    """For an answer and for a fact; what they were measured with is then no longer named."""
    own = {LEARN: 0.1, "a fact: learn it": 1.0}
    one = estimates.estimates(JOB, own)[LEARN]
    assert one is not None
    assert (one.answer.mean, one.update.mean) == (pytest.approx(0.1), 100)
    assert not one.answer.sources
    plain = estimates.estimates(JOB)[LEARN]
    assert plain is not None and plain.answer.mean != one.answer.mean


@pytest.mark.parametrize("own", [{"learning": 1.0}, {LEARN: 0.0}, {LEARN: -1.0}, {LEARN: math.nan}])
def test_own_seconds_are_checked(own: dict[str, float]) -> None:
    """A name that is none, and a time that is none."""
    with pytest.raises(ValueError, match=r"found .*; expected .*; do "):
        estimates.estimates(JOB, own)


def test_the_cautious_reading_caps_what_weights_hold() -> None:
    """With more facts than were measured, no more of them are known; a library is not capped."""
    large = replace(JOB, facts=known()[LEARN].facts * 10)
    hoped, capped = estimates.estimates(large), estimates.estimates(large, cautious=True)
    assert hoped[LEARN] and capped[LEARN] and hoped[LOOK_UP] and capped[LOOK_UP]
    assert capped[LEARN].right.mean == pytest.approx(hoped[LEARN].right.mean / 10)
    assert capped[LOOK_UP].right.mean == hoped[LOOK_UP].right.mean
    small = replace(JOB, facts=known()[LEARN].facts)
    assert estimates.estimates(small, cautious=True)[LEARN].right.mean == hoped[LEARN].right.mean  # type: ignore[union-attr]


def test_the_spread_goes_through() -> None:
    """What was measured with an interval is estimated with one, and every source is named."""
    found = estimates.estimates(replace(JOB, form=STRICT))
    one = found[LEARN]
    assert one is not None
    for effect in (one.right, one.useful, one.answer, one.busy):
        assert effect.interval.low < effect.interval.mean < effect.interval.high
    assert {source.split()[0] for source in one.useful.sources} >= {"legal_style"}
    assert tuple(found) == APPROACHES


@settings(max_examples=80, deadline=None)
@given(
    facts=st.floats(1, 1e7),
    changes=st.floats(0, 1e5),
    questions=st.floats(0, 1e6),
    name=st.sampled_from([BARE, LEARN, LOOK_UP]),
)
def test_shares_are_shares_whatever_the_job(facts: float, changes: float, questions: float, name: str) -> None:
    """No job makes a share leave 0 to 1, or a cost negative or endless."""
    one = estimates.estimates(Situation(facts, changes, questions, 5))[name]
    assert one is not None
    for effect in (one.right, one.stale, one.useful):
        assert effect.draws.min() >= -1e-12
        assert effect.draws.max() <= 1 + 1e-12
    for effect in (one.busy, one.year, one.setup):
        assert np.isfinite(effect.draws).all()
        assert effect.draws.min() >= 0


def test_it_is_the_learners_own_formula() -> None:
    """What the lesson writes by hand is what the advisor reckons with."""
    for facts, changes, days in ((100, 10.0, 5.0), (20, 40.0, 0.0), (7, 0.1, 90.0)):
        found = float(estimates.stale_share(facts, changes, days))
        assert found == pytest.approx(deciding.stale_share(facts, changes, days))
