"""Ask pip for packages, and see which ones are there."""

from __future__ import annotations

from pathlib import Path

from setup_course.course import Course
from setup_course.programs import agrees, run_logged
from setup_course.showing import Showing


def pip_install(course: Course, shown: Showing, *arguments: str) -> tuple[int, str]:
    """Run pip with the learner's own settings; return its exit code and what it said."""
    pip = [course.python, "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    return run_logged(course, [*pip, *arguments], shown)


def pip_wheel(course: Course, shown: Showing, folder: Path, *arguments: str) -> tuple[int, str]:
    """Let pip put packages as wheels into a folder; return its exit code and what it said."""
    pip = [course.python, "-m", "pip", "wheel", "--no-input", "--progress-bar", "off", "--wheel-dir", str(folder)]
    return run_logged(course, [*pip, *arguments], shown)


def has_installed(course: Course, pin: str) -> bool:
    """Return whether `.venv` holds a package at a version, in any build: a learner may have chosen one by hand.

    Args:
        course: where the course lies.
        pin: a name and a version, as in `torch==2.13.0`.
    """
    name, version = pin.split("==")
    code = f"import importlib.metadata as m, sys; sys.exit(m.version({name!r}).split('+')[0] != {version!r})"
    return agrees(course, code)
