"""Predictions are saved by click and by line of code alike, restored, and refused if they make no sense."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import claims, predictions, progress
from helpers.claims import Prediction
from helpers.predictions import commit, committed, predict, predict_claims

OPTIONS = ["Gullwing", "Tuesday", "both alike"]
IDS = [claim.id for claim in claims.claims()]


def test_a_line_of_code_and_clicks_write_the_same() -> None:
    """The widget and its twin leave the same event."""
    commit("C1", "agree", 80)
    board = predict_claims()
    board.build()
    board.rows["C2"].choice.value = "agree"
    board.rows["C2"].sureness.box.value = 80
    assert progress.here().latest("prediction", "C1").value == progress.here().latest("prediction", "C2").value
    assert committed() == {"C1": Prediction("agree", 80), "C2": Prediction("agree", 80)}
    assert "2 of 12" in board._count.words


def test_the_board_restores_and_tells_that_it_saved() -> None:
    """What was predicted before is shown again, with the word saved; the count counts it."""
    commit("c12", "depends", 65)
    board = predict_claims()
    board.build()
    row = board.rows["C12"]
    assert (row.choice.value, row.sureness.slider.value) == ("depends", 65)
    assert row.status.words == "depends, 65 % sure · saved"
    assert "1 of 12" in board._count.words and "depends, 65 % sure" in repr(board)


def test_how_sure_without_a_choice_is_not_saved() -> None:
    """Moving the slider alone asks for the other half."""
    board = predict_claims()
    board.build()
    board.rows["C1"].sureness.slider.value = 90
    assert board.rows["C1"].status.words == "and do you agree?"
    assert committed() == {}


clicks = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from([*claims.CHOICES, 50, 72, 100])), max_size=10)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clicks=clicks)
def test_any_sequence_of_clicks_ends_saved_as_shown(
    clicks: list[tuple[str, str | int]], monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After any clicks the file holds exactly what the board shows."""
    monkeypatch.setenv("COURSE_HOME", str(tmp_path_factory.mktemp("home")))
    board = predict_claims()
    board.build()
    for claim_id, value in clicks:
        row = board.rows[claim_id]
        if isinstance(value, int):
            row.sureness.box.value = value
        else:
            row.choice.value = value
    shown = {
        claim_id: Prediction(row.choice.value, row.sureness.box.value)
        for claim_id, row in board.rows.items()
        if row.choice.value
    }
    assert committed() == shown == board.predictions


def test_two_boards_at_once_lose_nothing() -> None:
    """Two notebooks open at once each add their own; the next one shows both."""
    first, second = predict_claims(), predict_claims()
    for board, claim_id in ((first, "C3"), (second, "C4")):
        board.build()
        board.rows[claim_id].choice.value = "disagree"
    assert set(predict_claims().predictions) == {"C3", "C4"}


@pytest.mark.clock
def test_a_click_is_answered_quickly() -> None:
    """With a log of a thousand events a click takes at most 150 ms."""
    for number in range(1000):
        progress.here()._unsaved.append(progress.Event("", "", "check", str(number), {"passed": True}))
    board = predict_claims()
    board.build()
    board.rows["C1"].choice.value = "agree"
    start = time.perf_counter()
    board.rows["C1"].choice.value = "depends"
    assert time.perf_counter() - start < 0.15


WRONG = [
    ("C13", "agree", 80, "did you mean"),
    ("C1", "yes", 80, "expected agree, disagree or depends"),
    ("C1", "agree", 40, "from 50"),
    ("C1", "agree", 101, "from 50"),
    ("C1", "agree", float("nan"), "from 50"),
    ("C1", "agree", "80", "from 50"),
]


@pytest.mark.parametrize(("claim_id", "choice", "sure", "told"), WRONG)
def test_what_makes_no_sense_is_refused_with_advice(claim_id: str, choice: str, sure: float, told: str) -> None:
    """A wrong claim, choice or percentage says what was expected, and nothing is saved."""
    with pytest.raises(ValueError, match=rf"found .*; expected .*; .*{told}|{told}"):
        commit(claim_id, choice, sure)
    assert progress.here().events() == []


def test_foreign_predictions_are_passed_over() -> None:
    """An event that no board could have made is not shown, and stops nothing."""
    for value in ({"choice": "perhaps", "sure": 60}, {"choice": "agree", "sure": None}):
        progress.here().record("prediction", "C1", value)
    assert committed() == {}


def test_a_small_prediction_is_saved_and_restored() -> None:
    """A click is saved in the current lesson; the next run of the cell shows it, in another lesson it does not."""
    progress.here().lesson = "00"
    asked = predict("rare-words", "Which counts for more?", OPTIONS)
    asked.build()
    assert asked.choice is None
    asked.choices.buttons[0].click()
    assert asked.status.words == "You predicted A · saved"
    assert predict("rare-words", "Which counts for more?", OPTIONS).choice == "Gullwing"
    progress.here().lesson = "01"
    assert predict("rare-words", "Which counts for more?", OPTIONS).choice is None


def test_the_twin_of_a_small_prediction() -> None:
    """The choice given in code is the choice shown, also in the widget."""
    asked = predict("rare-words", "Which counts for more?", OPTIONS, choice="both alike")
    asked.build()
    assert asked.choice == "both alike"
    assert asked.choices.buttons[2].description == "✓ C"


@pytest.mark.parametrize("options", ["agree", ["one"], ["same", "same"], []])
def test_options_must_be_different_texts(options: list[str]) -> None:
    """A question with nothing to choose is refused at once."""
    with pytest.raises(ValueError, match="expected two or more different texts"):
        predict("x", "Which?", options)


def test_an_unwritable_folder_is_told_in_the_status(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where nothing can be saved the learner reads so beside the button, and goes on."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "file"))
    board = predictions.predict_claims()
    board.build()
    board.rows["C1"].choice.value = "agree"
    assert "kept in memory only" in board.rows["C1"].status.words
    assert "cannot be written to disk" in board.rows["C1"].status.words
    assert committed() == {"C1": Prediction("agree", 70)}
