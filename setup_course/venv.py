"""Make `.venv`, the course's own Python, and make it anew where it is damaged."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from setup_course.course import GIGABYTES_NEEDED, Course
from setup_course.failures import trouble
from setup_course.programs import agrees, run_logged
from setup_course.showing import say, showing


def make_venv(course: Course) -> None:
    """Make `.venv`, unless there is one that works; a damaged one is made anew.

    Raises:
        TroubleError: if there is too little space, or this Python cannot make one.
    """
    if is_usable(course):
        course.notes.mkdir(exist_ok=True)
        return
    if os.path.lexists(course.venv):
        say(clear_away(course))
    free = shutil.disk_usage(course.root).free / 1e9
    if free < GIGABYTES_NEEDED:
        raise trouble("looking for space", "No space left", course)
    course.notes.mkdir(parents=True)
    with showing("making .venv, a Python for the course alone", "10 seconds") as shown:
        # Inside a virtual environment, sys.executable may be the very Python that is being replaced.
        python = getattr(sys, "_base_executable", sys.executable)
        code, said = run_logged(course, [python, "-m", "venv", str(course.venv)], shown)
        if code or not is_usable(course):
            raise trouble("making .venv", said, course)


def is_usable(course: Course) -> bool:
    """Return whether the Python in `.venv` starts, is new enough, stands apart from the system's and has pip."""
    return agrees(course, "import sys, pip; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)")


def clear_away(course: Course) -> str:
    """Remove a `.venv` that does not work; one that is not ours is only moved aside. Return what was done."""
    if course.notes.is_dir() and not course.venv.is_symlink():
        shutil.rmtree(course.venv)
        return "Found .venv half made or damaged; it is made anew."
    aside = Path(tempfile.mkdtemp(prefix=".venv-old-", dir=course.root)) / "venv"
    course.venv.rename(aside)
    (aside.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    return f"Found a .venv that does not work here; it was moved to {aside}, and one for the course is made."
