"""Prove that a step is done once, and again when what it was made from has changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from setup_course import steps
from setup_course.course import Course


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_full_disk(
    monkeypatch: pytest.MonkeyPatch,
    main: Callable[..., SimpleNamespace],
    course: Course,
    is_one_sentence: Callable[[str], bool],
) -> None:
    """A write that really finds no space is told plainly, even if there is no room for a log."""
    monkeypatch.setattr(steps, "stamp", lambda course, name: Path("/dev/full"))
    monkeypatch.setattr(steps, "is_stamped", lambda course, name: False)
    told = main(lambda course, options: steps.take(course, steps.Step("x", "working", "a second", lambda *_: None)))
    assert told.code == 1
    assert "Found no space left" in told.err
    assert is_one_sentence(told.err)


@pytest.mark.parametrize("file", ["pyproject.toml", "constraints.txt"])
def test_changed_package_list_is_installed_anew(course: Course, file: str) -> None:
    """A stamp fits only what it was made from."""
    course.notes.mkdir(parents=True)
    step = steps.Step("x", "working", "a second", lambda *_: None)
    steps.take(course, step)
    assert steps.is_stamped(course, "x")
    with open(course.root / file, "a") as changed:
        changed.write("# more\n")
    assert not steps.is_stamped(course, "x")


def test_moved_course_is_installed_anew(course: Course, tmp_path: Path) -> None:
    """An editable install names its folder; after a move it would point nowhere."""
    course.notes.mkdir(parents=True)
    steps.take(course, steps.Step("x", "working", "a second", lambda *_: None))
    moved = Course(course.root.rename(tmp_path.with_name(tmp_path.name + "-moved")))
    assert stamp_exists(moved)
    assert not steps.is_stamped(moved, "x")


def stamp_exists(course: Course) -> bool:
    """Return whether the stamp of step x lies there, fitting or not."""
    return bool(steps.stamp(course, "x").exists())
