"""Prove that the demonstration is started with what it needs, and that Ctrl-C ends it without another word."""

from __future__ import annotations

import sys
from typing import NoReturn

import pytest

from setup_course import command_line, commands, demo
from setup_course.course import Course


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Keep what would be set up and run, in place of doing it."""
    told: list[object] = []
    monkeypatch.setattr(demo, "set_up", lambda course, extra: told.append(extra))
    monkeypatch.setattr(demo, "command", lambda course, *words: told.append(words) or 0)
    return told


def test_the_word_is_known() -> None:
    """With a number for other facts, and without."""
    chosen, options = command_line.parse(["demo", "--seed", "7"])
    assert chosen is commands.COMMANDS["demo"] and options.seed == 7
    assert command_line.parse(["demo"])[1].seed is None


@pytest.mark.parametrize(("words", "passed"), [([], ("demo",)), (["--seed", "7"], ("demo", "--seed", "7"))])
def test_what_is_missing_is_set_up_first(
    course: Course, done: list[object], monkeypatch: pytest.MonkeyPatch, words: list[str], passed: tuple[str, ...]
) -> None:
    """A fresh copy of the course needs nothing but this word."""
    monkeypatch.setattr(demo, "is_installed_here", lambda: False)
    assert command_line.main(["demo", *words], course.root) == 0
    assert done == ["lab", passed]


def test_nothing_is_set_up_where_the_course_is_installed(
    course: Course, done: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Binder, where there is no `.venv`; where there is one, it may be unfinished."""
    monkeypatch.setattr(demo, "is_installed_here", lambda: True)
    assert command_line.main(["demo"], course.root) == 0
    assert done == [("demo",)]
    course.venv.mkdir()
    assert command_line.main(["demo"], course.root) == 0
    assert done[1:] == ["lab", ("demo",)]


def test_ctrl_c_is_left_to_the_demonstration(
    course: Course, done: list[object], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says itself that nothing was kept; "it goes on where it stopped" would be untrue."""

    def interrupt(*_anything: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "command", interrupt)
    assert command_line.main(["demo"], course.root) == demo.INTERRUPTED
    assert capsys.readouterr() == ("", "")


@pytest.mark.slow
def test_the_course_s_python_knows_the_word(
    course: Course, own_python: None, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number that makes no world is refused by it, in a sentence, before a model is loaded."""
    monkeypatch.setattr(demo, "set_up", lambda course, extra: None)
    monkeypatch.setattr("setup_course.interpreter.with_course", lambda course: sys.executable)
    assert command_line.main(["demo", "--seed", "-1"], course.root) == 1
    said = capfd.readouterr()
    assert said.out.startswith("Look it up or learn it?")
    assert said.err.startswith("found seed=-1; expected ") and "Traceback" not in said.err
