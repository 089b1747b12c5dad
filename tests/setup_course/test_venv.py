"""Prove that `.venv` is made, mended and never taken from somebody else."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from setup_course import programs, venv
from setup_course.course import Course
from setup_course.failures import TroubleError


def test_too_little_space_is_told_before_the_work(monkeypatch: pytest.MonkeyPatch, course: Course) -> None:
    """Nobody waits minutes to learn that the disk is nearly full."""
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1e9))
    with pytest.raises(TroubleError, match="no space left on the disk; do: make 4 GB free"):
        venv.make_venv(course)
    assert not course.venv.exists()


@pytest.mark.slow
def test_dead_environment_is_made_anew(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    """A `.venv` whose Python is gone, as after an update of the system, is noticed and replaced."""
    course.notes.mkdir(parents=True)
    (course.notes / "torch.done").write_text("stale")
    python = Path(course.python)
    python.parent.mkdir()
    if os.name == "nt":
        python.write_text("no program")
    else:
        python.symlink_to("/nowhere/python3.11")
    venv.make_venv(course)
    assert venv.is_usable(course)
    assert not (course.notes / "torch.done").exists()
    assert "Found .venv half made or damaged; it is made anew." in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="there, a link needs a permission")
def test_link_to_another_python_is_no_environment(course: Course) -> None:
    """A Python that works but is not apart from the system's would take the course's packages into the system."""
    Path(course.python).parent.mkdir(parents=True)
    Path(course.python).symlink_to(Path(sys._base_executable).resolve())
    assert programs.agrees(course, "pass")
    assert not venv.is_usable(course)


def test_foreign_environment_is_only_moved_aside(course: Course) -> None:
    """A `.venv` that somebody else made is never deleted."""
    course.venv.mkdir()
    (course.venv / "mine.txt").write_text("precious")
    told = venv.clear_away(course)
    (kept,) = course.root.glob(".venv-old-*/venv/mine.txt")
    assert kept.read_text() == "precious"
    assert str(kept.parent) in told
    assert not course.venv.exists()


def test_python_without_venv_is_told(monkeypatch: pytest.MonkeyPatch, course: Course) -> None:
    """Debian's bare Python gets a sentence with the package to install."""
    said = "The virtual environment was not created successfully because ensurepip is not available."
    monkeypatch.setattr(venv, "run_logged", lambda *_: (1, said))
    with pytest.raises(TroubleError, match="sudo apt install python3-venv"):
        venv.make_venv(course)
