"""One line sets a lesson up; the self-test tells whether widgets work; everything runs without a screen."""

import os
import random
from pathlib import Path

import nbclient
import nbformat
import numpy as np
import pytest

from helpers import lesson, place, progress
from helpers.widgets import VIEW

CELLS = [
    "from helpers import lesson\nfrom helpers.lesson import check, predict, quiz",
    'lesson.start("00")',
    "lesson.self_test()",
    "lesson.predict_claims()",
    'lesson.commit("C1", "agree", 80)',
    'predict("rare-words", "Which word should count for more?", ["Gullwing", "Tuesday", "both alike"])',
    "def with_passage(question: str, passage: str) -> str:\n    raise NotImplementedError",
    'check("with-passage", with_passage)',
    'quiz("00")',
]


def test_start_greets_and_says_what_is_done() -> None:
    """The card names the lesson, then what was done in it."""
    assert "Nothing done here yet." in repr(lesson.start("00"))
    lesson.commit("C1", "agree", 80)
    lesson.commit("C1", "agree", 90)
    lesson.check("with-passage", lambda question, passage: f"{passage}\n{question}")
    greeting = repr(lesson.start(0))
    assert greeting.startswith("Lesson 00 · ")
    assert "So far here: 1 prediction, 1 solved exercise." in greeting


def test_start_seeds_what_learners_use() -> None:
    """Two starts give the same random numbers."""
    draws = []
    for _ in range(2):
        lesson.start("00")
        draws.append((random.random(), np.random.rand()))  # noqa: NPY002 - what a learner may write
    assert draws[0] == draws[1]


@pytest.mark.parametrize("number", ["99", "keywords", "", None, -1])
def test_an_unknown_lesson_names_those_that_exist(number: str) -> None:
    """A number that is none is answered with the numbers that are."""
    with pytest.raises(ValueError, match=r"found the lesson .*; expected one that exists; .*Known are: 00"):
        lesson.start(number)


def test_start_tells_where_progress_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file's path is named; a folder of one's own is named by its variable; a forgetful place says so."""
    assert "`COURSE_HOME` names" in repr(lesson.start("00"))
    monkeypatch.delenv("COURSE_HOME")
    assert progress.FILE in repr(lesson.start("00"))
    monkeypatch.setattr(place, "here", lambda: place.BINDER)
    assert "Binder forgets files when you leave" in repr(lesson.start("00"))


def test_start_passes_on_what_happened_to_the_file(home: Path) -> None:
    """Damage to the progress file is told at the start of a lesson, and only once."""
    home.mkdir()
    (home / progress.FILE).write_bytes(b"broken\n")
    assert "saved aside" in repr(lesson.start("00"))
    assert "saved aside" not in repr(lesson.start("00"))


def test_a_click_in_the_self_test_arrives() -> None:
    """The button's click changes the words beside it."""
    button = lesson.self_test().button
    box = button.build()
    assert "Press it" in button.answer.words
    for _ in range(2):
        box.children[1].click()
    assert button.clicks == 2
    assert button.answer.words.startswith("✓ Your click arrived in Python (2 times)")


def test_the_self_test_shows_words_even_where_the_button_breaks(capsys: pytest.CaptureFixture[str]) -> None:
    """Words and button are outputs of their own, so that an error in place of the one leaves the other."""
    lesson.self_test()._ipython_display_()
    words = capsys.readouterr().out
    assert words.index("No button, or an error in its place?") < words.index("✗ No button:")


def test_the_self_test_has_advice_for_every_place() -> None:
    """Whoever sees the words in place of the button finds the advice for where they are."""
    words = repr(lesson.self_test())
    assert all(one.name in words and one.advice in words for one in place.WITH_SCREEN)


def _executed(folder: Path) -> list[list[dict[str, object]]]:
    """Run the cells as a notebook in a kernel, with a user folder of its own; return the outputs of each."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    nbclient.NotebookClient(notebook, timeout=60).execute(env={**os.environ, "COURSE_HOME": str(folder)})
    return [[output.data for output in cell.outputs] for cell in notebook.cells]


@pytest.mark.slow
def test_a_run_without_a_screen_is_quiet_and_the_same_each_time(tmp_path: Path) -> None:
    """Nobody clicks, nothing fails; apart from the widgets' own ids two runs show the same, without a path."""
    runs = [_executed(tmp_path / name) for name in ("one", "two")]
    views = [shown.pop(VIEW, None) for run in runs for cell in run for shown in cell]
    assert runs[0] == runs[1]
    assert sum(view is not None for view in views) == 2 * 4
    assert [len(cell) for cell in runs[0]] == [0, 1, 2, 1, 1, 1, 0, 1, 1]
    assert all("text/html" in shown for cell in runs[0] for shown in cell)
    assert str(tmp_path) not in str(runs)
