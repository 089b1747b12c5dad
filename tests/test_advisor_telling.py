"""An advice in words: it names what it rests on, what was not measured, what would tip it, and never more than that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.advisor import APPROACHES, Advice, Situation, advise, drawer, known, tables
from helpers.advisor.approaches import BARE, LEARN, LOOK_UP
from helpers.advisor.effects import drawn_mean, sure
from helpers.advisor.situation import ERASED, EYES, FORMS
from helpers.advisor.telling import ASSUMED, chiefly, used

JOB = Situation(facts=25, changes_a_day=0, questions_a_day=100, patience=30)
LARGE = replace(JOB, facts=1_000_000, changes_a_day=1)


@pytest.fixture(scope="module")
def advice() -> Advice:
    """Return the advice on a plain job."""
    return advise(JOB)


def test_the_card_says_all_of_it(advice: Advice) -> None:
    """The job, the approaches, the reason, what speaks against the rest, and the sources."""
    told = repr(advice)
    assert told.startswith(advice.heading())
    for part in (repr(JOB), advice.why(), *APPROACHES, "What would tip it", ASSUMED[:40]):
        assert part in told
    for name in APPROACHES:
        if name != advice.approach:
            assert advice.against(name) in told
    assert "<table" in advice._repr_html_()


def test_every_estimate_names_its_records(advice: Advice) -> None:
    """Nothing is shown that nobody measured."""
    for name, one in advice.found.items():
        assert (one is None) == (known()[name].right is None)
        if one:
            assert all("(" in source for source in used(one))
            assert {source.split()[0] for source in used(one)} <= {
                *(
                    "teaching_facts",
                    "head_to_head",
                    "taught_readers",
                    "legal_style",
                    "reading_skill",
                    "changing_facts",
                    "changing_library",
                )
            }


def test_own_seconds_have_no_record() -> None:
    """What the learner measured is not said to stand in a record."""
    mine = advise(JOB, {LEARN: 0.2, "a fact: learn it": 3.0})
    sources = used(mine.found[LEARN])
    assert sources
    assert not any("seconds" in source or "training" in source for source in sources)
    assert advise(JOB, dict.fromkeys(APPROACHES, 1.0)).card()


def test_beyond_the_records_is_named(advice: Advice) -> None:
    """More facts than were measured: both readings are told, and a difference is not hidden."""
    large = advise(LARGE)
    assert any("Beyond what was measured" in told for told in large.warnings())
    assert not any("Beyond" in told for told in advice.warnings())
    if large.decided:
        assert large.heading().startswith("Advised")
    else:
        assert large.heading().startswith("Not decided by what was measured")
        assert large.cautious[1].approach in large.heading()


def test_an_undecided_job_says_so(advice: Advice) -> None:
    """Where the two readings part, the heading names both."""
    other = replace(advice.cautious[1], approach=LOOK_UP if advice.approach != LOOK_UP else LEARN)
    torn = replace(advice, cautious=(advice.cautious[0], other))
    assert not torn.decided
    assert torn.heading() == f"Not decided by what was measured: {advice.approach}, or {other.approach}"


def test_rules_are_kept_apart_from_measurements() -> None:
    """Each says that it was not measured, and names the claim."""
    secret = advise(replace(JOB, eyes=ERASED))
    assert "a rule, not measured here (claim C8)" in secret.against(LEARN)
    if secret.approach:
        assert sum(told.startswith("Not measured here, but a rule") for told in secret.warnings()) == 2


def test_if_nothing_would_do_that_is_the_advice() -> None:
    """Nobody answers in a millionth of a second."""
    none = advise(replace(JOB, patience=1e-6))
    assert (none.approach, none.useful()) == ("", None)
    assert none.heading() == "Nothing that was measured would do."
    assert "more than" in none.why() and f"“{BARE}”" in none.why()
    assert repr(none).count("more than") == none.why().count("more than"), "the reasons stand there once"
    assert none.tips


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("form", FORMS)
def test_every_choice_can_be_told(eyes: str, form: str) -> None:
    """No combination of choices breaks a sentence."""
    told = repr(advise(replace(LARGE, eyes=eyes, form=form)))
    assert "None" not in told
    assert "nan" not in told


def test_the_reason_is_the_factor_that_falls_behind_most(advice: Advice) -> None:
    """Right, fresh or form: whichever of the three loses most."""
    one = next(found for found in advice.found.values() if found)
    full = replace(one, right=sure(0.5), stale=sure(0.1), form=sure(0.9))
    assert chiefly(replace(full, right=sure(0.1)), full).startswith("it is right in 0.10, not 0.50")
    assert "would be out of date" in chiefly(replace(full, stale=sure(0.8)), full)
    assert "of the form" in chiefly(replace(full, form=sure(0.2)), full)


def test_the_drawer_shows_what_was_measured() -> None:
    """Every approach has a row; those without a measurement say so."""
    told = repr(drawer())
    for name, one in known().items():
        row = next(line for line in told.splitlines() if line.startswith(name))
        assert ("not measured" in row) == (one.right is None)
        if one.right:
            assert repr(one.right.interval) in row


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.00002, "20 µs"),
        (0.05, "50 ms"),
        (1.5, "1.5 s"),
        (119, "119 s"),
        (600, "10 min"),
        (86400, "24 h"),
        (1e6, "11.6 days"),
    ],
)
def test_times_are_told_in_units_that_people_use(seconds: float, told: str) -> None:
    """Neither millions of seconds nor fractions of days."""
    assert tables.duration(seconds) == told


def test_spreads_are_told_in_one_unit() -> None:
    """The ends of an interval are in the unit of its middle."""
    assert tables._spread(sure(90)) == "90 s"
    assert tables._spread(drawn_mean([100.0, 200.0], "tides")) == "2.5 min [1.67, 3.33]"
