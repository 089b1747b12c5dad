"""The verdicts follow from the records by their rules, and a record that comes out otherwise turns them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers import changed, claims, contents, contest, evidence, learned, lessons_in_changes, taught
from helpers.advisor.approaches import APPROACHES, LEARN, LOOK_UP, READER, Known
from helpers.advisor.effects import Effect, drawn_mean, sure
from helpers.evidence import CONFIRMED, DEPENDS, NOT_YET, REFUTED, changes, judging, learning, looking_up
from helpers.intervals import Interval
from helpers.records import DataError

ALL = [claim.id for claim in claims.claims()]


@pytest.mark.parametrize("claim", ALL)
def test_every_claim_has_a_verdict_or_names_its_lesson(claim: str) -> None:
    """What is decided rests on something, what depends says on what, what is open says where it will be decided."""
    found = evidence.finding(claim)
    assert found.verdict in evidence.VERDICTS
    if found.verdict == NOT_YET:
        assert evidence.named(claims.find(claim)) in found.rule
        return
    assert found.evidence and found.sources and "confirmed if" in found.rule.lower()
    assert (found.verdict != DEPENDS) or found.on
    assert all("None" not in value for _, value in found.evidence)


def test_what_has_no_lesson_yet_has_no_verdict() -> None:
    """A claim is judged only where at least one of the lessons that decide it is there."""
    there = {lesson.slug for lesson in contents.lessons().values()}
    for claim in claims.claims():
        assert set(evidence.missing(claim)) == set(claim.lessons) - there
        if not set(claim.lessons) & there:
            assert evidence.finding(claim.id).verdict == NOT_YET


def test_a_record_that_is_missing_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The claim is then not measured yet."""

    def missing() -> evidence.Finding:
        raise DataError("nowhere.json: found no record")

    monkeypatch.setitem(judging.JUDGES, "C12", missing)  # type: ignore[attr-defined]
    assert evidence.finding("C12").verdict == NOT_YET


def test_an_unknown_claim_is_told() -> None:
    """As everywhere."""
    with pytest.raises(ValueError, match="found the claim 'C99'"):
        evidence.finding("C99")


def near(mean: float) -> Effect:
    """Return a share of 200 questions."""
    return drawn_mean([1.0] * round(200 * mean) + [0.0] * round(200 * (1 - mean)), f"tides {mean}")


@pytest.mark.parametrize(
    ("seen", "heldout", "reversed_", "untaught", "verdict"),
    [
        (0.9, 0.9, 0.9, 0.0, CONFIRMED),
        (0.9, 0.5, 0.0, 0.0, DEPENDS),
        (0.9, 0.9, 0.1, 0.0, DEPENDS),
        (0.9, 0.1, 0.1, 0.1, REFUTED),
    ],
)
def test_c12_asks_in_other_words(
    monkeypatch: pytest.MonkeyPatch, seen: float, heldout: float, reversed_: float, untaught: float, verdict: str
) -> None:
    """Inside for any way of asking, for some, or for none."""
    shares = {"seen": seen, "heldout": heldout, "reversed": reversed_}
    monkeypatch.setattr(
        learning, "_asked", lambda way, group: near(untaught if way == taught.UNTAUGHT else shares[group])
    )
    assert learning.knowledge_inside().verdict == verdict


@pytest.mark.parametrize(
    ("form", "content", "verdict"), [((0.3, 0.9), (0.2, 0.6), CONFIRMED), ((0.3, 0.9), (0.1, 0.1), DEPENDS),
                                     ((0.9, 0.9), (0.1, 0.1), REFUTED)],
)  # fmt: skip
def test_c7_weighs_form_and_content(
    monkeypatch: pytest.MonkeyPatch, form: tuple[float, float], content: tuple[float, float], verdict: str
) -> None:
    """Better in both, in one, or in neither than the best prompt."""
    shares = {learning.FORM: form, learning.CONTENT: content}
    monkeypatch.setattr(learning, "_advice", lambda steps, measure: near(shares[measure]["examples" in steps[0]]))
    assert learning.specific_behaviour().verdict == verdict


def test_c7_reads_what_the_lesson_shows() -> None:
    """The shares are those of lesson 05, of the same answers."""
    steps = learned.legal_steps(64)
    assert learning._advice(steps, learning.FORM).mean == pytest.approx(learned.advice(steps, learning.FORM).mean)


@pytest.mark.parametrize(("mine", "anyhow", "verdict"), [(0.6, 0.0, CONFIRMED), (0.3, 0.3, REFUTED)])
def test_c3_compares_with_a_model_that_met_no_lie(
    monkeypatch: pytest.MonkeyPatch, mine: float, anyhow: float, verdict: str
) -> None:
    """To say a wrong value is not yet to have learned it."""
    monkeypatch.setattr(learning, "_share", lambda values, part, entities: near(mine if "wrong" in part else anyhow))
    assert learning.bad_examples().verdict == verdict


def test_c3_counts_what_lesson_06_counts() -> None:
    """The planted rate is the lesson's own."""
    told = dict(learning.bad_examples().evidence)["planted values repeated by the taught model"]
    assert told.startswith(f"{taught.planted('wrong 0.25').mean:.2f} ")


def table(monkeypatch: pytest.MonkeyPatch, **told: Known) -> None:
    """Pretend that something else was measured of some approaches."""
    names = {"learn": LEARN, "look_up": LOOK_UP, "reader": READER}
    made = {name: Known() for name in APPROACHES} | {names[key]: one for key, one in told.items()}
    monkeypatch.setattr(looking_up, "known", lambda: made)


def one(right: float, answer: float, intake: float = 0.0) -> Known:
    """Return an approach that is known for sure but for its share right."""
    return Known(near(right), sure(answer), sure(intake), facts=20)


@pytest.mark.parametrize(
    ("learn", "look_up", "verdict"),
    [(0.4, 2.0, DEPENDS), (2.0, 2.0, CONFIRMED), (2.5, 2.0, CONFIRMED), (0.1, 500.0, REFUTED)],
)
def test_c2_asks_when_a_training_is_earned_back(
    monkeypatch: pytest.MonkeyPatch, learn: float, look_up: float, verdict: str
) -> None:
    """After some questions, never, or with the first answer."""
    table(monkeypatch, learn=one(0.5, learn, 2.0), look_up=one(0.1, look_up))
    found = looking_up.cost_of_learning()
    assert found.verdict == verdict
    if verdict == DEPENDS:
        assert dict(found.evidence)["questions until it is earned back"].startswith("25 [25, 25]")


@pytest.mark.parametrize(
    ("reader", "learn", "seconds", "verdict"),
    [(0.6, 0.4, 2.0, DEPENDS), (0.6, 0.4, 0.2, CONFIRMED), (0.1, 0.5, 0.2, REFUTED), (0.4, 0.4, 0.3, CONFIRMED)],
)
def test_c11_asks_for_enough_and_for_cheaper(
    monkeypatch: pytest.MonkeyPatch, reader: float, learn: float, seconds: float, verdict: str
) -> None:
    """The better of the two ways of looking up counts."""
    monkeypatch.setattr(contest, "runs", dict)
    table(monkeypatch, learn=one(learn, 0.3), look_up=one(0.05, 1.0), reader=one(reader, seconds))
    assert looking_up.enough_and_cheaper().verdict == verdict


def test_c11_waits_for_the_fair_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small comparison of lesson 06 does not decide it."""

    def missing() -> None:
        raise DataError("nowhere.json: found no record")

    monkeypatch.setattr(contest, "runs", missing)
    assert evidence.finding("C11").verdict == NOT_YET


def test_c5_splits_by_what_was_found() -> None:
    """The two groups are all questions, and each has its share."""
    found = looking_up.only_as_good_as_retrieval()
    assert found.verdict in (CONFIRMED, DEPENDS, REFUTED)
    assert len(found.evidence) == 3


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], Interval]:
    """Pretend that the changes were recorded; what is put into the dictionary is how two arms differ."""
    apart: dict[tuple[str, str], Interval] = {}
    level = Interval(0, -0.1, 0.1)
    monkeypatch.setattr(changed, "numbers", lambda arm: [] if arm == changed.GENTLY else [1, 2])
    monkeypatch.setattr(changed, "difference", lambda measure, arm, other: apart.get((measure, arm), level)
                        if arm != changes.LIBRARY else apart.get((measure, other), level))  # fmt: skip
    monkeypatch.setattr(changed, "share", lambda measure, arm: Interval(0.5, 0.4, 0.6))
    monkeypatch.setattr(changed, "seconds", lambda arm: 60.0)
    return apart


WORSE, BETTER = Interval(-0.3, -0.4, -0.2), Interval(0.3, 0.2, 0.4)


def test_c4_is_confirmed_if_no_short_cut_works(rounds: dict[tuple[str, str], Interval]) -> None:
    """Every cheaper way is worse on new facts or on old ones; some; or none."""
    diets = list(lessons_in_changes.REPLAY)
    assert changes.whole_process_again().verdict == REFUTED
    rounds["kept", diets[0]] = WORSE
    assert changes.whole_process_again().verdict == DEPENDS
    rounds |= {("new", diet): WORSE for diet in diets[1:]}
    assert changes.whole_process_again().verdict == CONFIRMED
    assert len(changes.whole_process_again().evidence) == 2 + len(diets)


def test_c10_is_confirmed_if_the_library_is_ahead_of_all(rounds: dict[tuple[str, str], Interval]) -> None:
    """Ahead of every way of training, level with some, or behind one."""
    diets = lessons_in_changes.DIETS
    assert changes.daily_changes().verdict == DEPENDS
    rounds |= {("new", diet): BETTER for diet in diets}
    assert changes.daily_changes().verdict == CONFIRMED
    rounds["new", diets[0]] = WORSE
    assert changes.daily_changes().verdict == REFUTED


def test_a_finding_cannot_be_changed() -> None:
    """It is worked out anew, never edited."""
    found = evidence.finding("C12")
    with pytest.raises(AttributeError):
        found.verdict = CONFIRMED  # type: ignore[misc]
    assert replace(found, verdict=REFUTED) != found
