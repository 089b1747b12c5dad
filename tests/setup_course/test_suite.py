"""Prove that every check runs, and that a failed one counts."""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

import pytest

from setup_course import suite
from setup_course.course import Course

ROOT = Path(__file__).resolve().parents[2]


def test_every_check_runs_and_one_failure_counts(
    monkeypatch: pytest.MonkeyPatch,
    course: Course,
    own_python: None,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A failure stops nothing; the summary tells all; progress goes to a folder that vanishes."""
    tell = "import os; print(os.environ['COURSE_HOME'])"
    right, wrong = suite.Check(["-c", tell]), suite.Check(["-c", "raise SystemExit(3)"])
    faked = {"one": right, "two": wrong, "three": right}
    monkeypatch.setattr(suite, "set_up", lambda course, extra: None)
    monkeypatch.setattr(suite, "checks", lambda *_: faked)
    assert suite.test(course, argparse.Namespace(quick=True, rest=[])) == 1
    said = capfd.readouterr().out
    assert re.findall(r"(ok|FAILED) +(one|two|three)", said) == [("ok", "one"), ("FAILED", "two"), ("ok", "three")]
    (home,) = set(re.findall(r"\S*course-\w+", said))
    assert not Path(home).exists()
    del faked["two"]
    assert suite.test(course, argparse.Namespace(quick=True, rest=[])) == 0


@pytest.mark.parametrize(("browser", "run"), [(None, ["lessons", "solutions"]), ("/usr/bin/chromium", ["solutions"])])
def test_quick_leaves_out_what_is_slow(
    browser: str | None, run: list[str], course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quick: no slow tests and no notebooks; in full each is run, here or in a browser."""
    monkeypatch.setattr(suite.shutil, "which", lambda name: browser)
    for folder in ("lessons", "solutions"):
        (course.root / folder).mkdir()
        (course.root / folder / "00_x.ipynb").touch()
    quick, full = suite.checks(course, True, []), suite.checks(course, False, [])
    for name in ("tests", "tests with a clock"):
        assert "not slow" in quick[name].arguments[3]
        assert quick[name].arguments[3].replace(" and not slow", "") == full[name].arguments[3]
        assert set(quick[name].arguments[4:]) - set(full[name].arguments[4:]) == {suite.FEWER_EXAMPLES}
    assert set(full) - set(quick) == {"every notebook, run"}
    notebooks = [word for word in full["every notebook, run"].arguments if word.endswith(".ipynb")]
    assert [Path(word).parent.name for word in notebooks] == run


def test_every_test_is_in_one_of_the_two_groups(course: Course) -> None:
    """Those that look at a clock or a browser run alone, the others two at a time."""
    found = suite.checks(course, True, [])
    beside, alone = found["tests"].arguments, found["tests with a clock"].arguments
    assert beside[3].replace("not (clock or browser)", "(clock or browser)") == alone[3] != beside[3]
    assert "--numprocesses" in beside and "--numprocesses" not in alone


def test_arguments_reach_pytest_which_then_runs_once(course: Course) -> None:
    """Whoever chooses tests gets them in one run, for one of two groups might be empty."""
    found = suite.checks(course, True, ["-k", "bm25"])
    assert found["tests"].arguments[-2:] == ["-k", "bm25"]
    assert "tests with a clock" not in found and "clock" not in found["tests"].arguments[3]


def test_types_are_checked_everywhere_they_stand(course: Course) -> None:
    """The set-up's own code is checked as the course's is."""
    assert {"helpers", "setup_course", "start.py"} <= set(suite.checks(course, True, [])["types"].arguments)


def test_notebooks_reach_nothing_beyond_this_computer(
    course: Course, own_python: None, capfd: pytest.CaptureFixture[str]
) -> None:
    """A program that is started as the notebooks are is refused a connection; the address is reserved for examples."""
    shutil.copytree(ROOT / "tests" / "offline", course.root / "tests" / "offline")
    reach = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    check = suite.Check(["-c", reach], suite.notebooks_check(course, []).variables)
    assert suite.run_check(course, "reach out", check, str(course.root))[0]
    assert "the course reached for the network" in capfd.readouterr().err
