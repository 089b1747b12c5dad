"""Predictions beside verdicts: who foresaw what, how sure, and what a verdict rests on."""

from __future__ import annotations

import pytest

from helpers import claims, lesson, verdict_table
from helpers.claims import Prediction
from helpers.evidence import CONFIRMED, DEPENDS, NOT_YET, REFUTED, Finding
from helpers.verdict_table import Judged

CLAIM = claims.find("C12")


def judged(verdict: str, choice: str = "", sure: int = 80, claim: claims.Claim = CLAIM) -> Judged:
    """Return a claim with a verdict and a prediction."""
    return Judged(claim, Finding(verdict, "a rule", on="the wind"), Prediction(choice, sure) if choice else None)


@pytest.mark.parametrize(("choice", "verdict"), [("agree", CONFIRMED), ("disagree", REFUTED), ("depends", DEPENDS)])
def test_what_came_as_expected_is_foreseen(choice: str, verdict: str) -> None:
    """And nothing else is."""
    assert judged(verdict, choice).foreseen
    for other in {CONFIRMED, REFUTED, DEPENDS, NOT_YET} - {verdict}:
        assert not judged(other, choice).foreseen
    assert not judged(verdict).foreseen


def test_rows_tell_prediction_and_verdict() -> None:
    """A mark stands only where there is something to compare."""
    assert judged(DEPENDS, "depends").row()[2:] == ("✓ depends, 80 % sure", "it depends on the wind")
    assert judged(CONFIRMED, "disagree").row()[2:] == ("✗ disagree, 80 % sure", "confirmed")
    assert judged(NOT_YET, "agree").row()[2:] == ("agree, 80 % sure", "not measured yet")
    assert judged(CONFIRMED).row()[2] == "nothing"


def test_a_verdict_holds_so_far_while_a_lesson_is_missing() -> None:
    """C5 has a lesson still to come, C12 has none."""
    assert judged(CONFIRMED, claim=claims.find("C5")).verdict() == "confirmed (so far)"
    assert judged(CONFIRMED).verdict() == "confirmed"


def test_foresight_counts_decided_claims_with_a_prediction() -> None:
    """Open claims and those without a prediction do not count."""
    some = [judged(CONFIRMED, "agree", 90), judged(REFUTED, "agree", 70), judged(NOT_YET, "agree"), judged(CONFIRMED)]
    told = verdict_table.foresight(some)
    assert told.startswith("Of 2 decided claims with a prediction of yours you foresaw 1, that is 50 %")
    assert "80 % sure" in told
    assert verdict_table.foresight(some[2:]).startswith("No claim")


def test_the_learners_own_predictions_are_read() -> None:
    """Those that were written into the progress file, the latest of each."""
    lesson.start("00")
    lesson.commit("C12", "agree", 60)
    lesson.commit("C12", "depends", 90)
    told = repr(verdict_table.show())
    assert "depends, 90 % sure" in told
    assert "agree, 60" not in told


def test_the_table_has_every_claim_and_what_it_rests_on() -> None:
    """Each with its rule behind a line that opens."""
    card = verdict_table.show({})
    html = card._repr_html_()
    for claim in claims.claims():
        assert claim.id in repr(card)
    assert html.count("<details>") == len(claims.claims())
    assert "The rule, written beforehand" in html
