"""Prove that the set-up goes on where it stopped, and that models are fetched or their lack is told."""

from __future__ import annotations

import pytest

from setup_course import install, steps, venv
from setup_course.course import Course
from setup_course.failures import TroubleError


def test_broken_off_set_up_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch, course: Course) -> None:
    """What is done is not done twice; what failed is."""
    done, broken = [], [True]

    def second(*_: object) -> None:
        if broken.pop():
            raise TroubleError("Found no network")
        done.append("second")

    parts = [
        steps.Step("first", "first", "a second", lambda *_: done.append("first")),
        steps.Step("second", "second", "a second", second),
    ]
    monkeypatch.setattr(install, "steps", lambda extra: parts)
    monkeypatch.setattr(venv, "is_usable", lambda course: True)
    monkeypatch.setattr(install, "fetch_models", lambda course: done.append("models"))
    course.venv.mkdir()
    with pytest.raises(TroubleError):
        install.set_up(course, "lab")
    broken.append(False)
    install.set_up(course, "lab")
    install.set_up(course, "lab")
    assert done == ["first", "second", "models", "models"]


def test_learners_packages_are_covered_by_those_of_the_tests(course: Course) -> None:
    """After `test`, opening installs nothing; the other way round the rest comes."""
    course.notes.mkdir(parents=True)
    done: list[str] = []
    last = {extra: install.steps(extra)[-1] for extra in ("lab", "test")}
    for extra in ("lab", "test", "lab"):
        step = last[extra]
        steps.take(course, steps.Step(step.name, "", "", lambda *_, e=extra: done.append(e), step.covered_by))
    steps.stamp(course, "course-lab").unlink()
    steps.take(course, last["lab"])
    assert done == ["lab", "test"]


def fake_fetch(course: Course, code: str) -> None:
    """Put a command in the place of the one that fetches the models."""
    (course.root / "helpers").mkdir()
    (course.root / "helpers" / "__init__.py").touch()
    (course.root / "helpers" / "cli.py").write_text(f"import sys\n{code}\n")


def test_models_are_fetched(course: Course, own_python: None, capfd: pytest.CaptureFixture[str]) -> None:
    """What the command says on its way passes through."""
    fake_fetch(course, "print('model 1 of 2', sys.argv[1:])")
    install.fetch_models(course)
    assert "model 1 of 2 ['fetch']" in capfd.readouterr().out


def test_models_that_cannot_be_fetched(course: Course, own_python: None) -> None:
    """The command's own sentence is shown as it is; a traceback is kept in the log."""
    fake_fetch(course, "sys.exit('found no network; do: connect')")
    with pytest.raises(TroubleError, match=r"^found no network; do: connect$"):
        install.fetch_models(course)
    (course.root / "helpers" / "cli.py").write_text("1 / 0\n")
    with pytest.raises(TroubleError, match="Found a fault while fetching the models") as told:
        install.fetch_models(course)
    assert "Traceback (most recent" not in str(told.value)
    assert "Traceback (most recent" in course.log.read_text()
