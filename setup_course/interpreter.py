"""Find the Python that has the course, without making one; and let it run a command of the course."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version

from setup_course.course import Course
from setup_course.failures import TroubleError
from setup_course.programs import environment, running
from setup_course.venv import is_usable

PACKAGE = "look-it-up-or-learn-it"
NOT_SET_UP = "Found no Python with the course in {venv}; expected one that works; do: python3 start.py fetch"
DOCTOR = "do: python3 start.py doctor, which says what is wrong"


def with_course(course: Course) -> str | None:
    """Return the Python that has the course: the one in `.venv`, or this one where that is how it was installed.

    On Binder, and wherever somebody installed the course with pip, there is no `.venv`.

    >>> from pathlib import Path
    >>> with_course(Course(Path("nowhere"))) in (None, sys.executable)
    True
    """
    if os.path.lexists(course.venv):
        return course.python if is_usable(course) else None
    return sys.executable if is_installed_here() else None


def is_installed_here() -> bool:
    """Return whether this very Python has the course among its packages."""
    try:
        return bool(version(PACKAGE))
    except PackageNotFoundError:
        return False


def command(course: Course, *words: str) -> int:
    """Run a command of `helpers.cli`, its output passing through; return its exit code.

    Raises:
        TroubleError: if no Python has the course, or the command could not even begin or says what is wrong.
    """
    python = with_course(course)
    if python is None:
        raise TroubleError(NOT_SET_UP.format(venv=course.venv))
    quiet = environment(course, PYTHONDONTWRITEBYTECODE="1", PYTHONIOENCODING="utf-8", PYTHONSAFEPATH="")
    with running(course, [python, "-m", "helpers.cli", *words], env=quiet, stderr=subprocess.PIPE) as process:
        said = process.communicate()[1].decode("utf-8", "replace").strip()
    if process.returncode:
        raise TroubleError(said if is_plain(said) else f"Found a fault in the course's Python ({last(said)}); {DOCTOR}")
    return 0


def is_plain(said: str) -> bool:
    """Return whether a program ended with a sentence, not with a traceback.

    >>> is_plain("ModuleNotFoundError: No module named 'numpy'")
    False
    """
    return bool(said) and "Traceback" not in said and "No module named" not in said


def last(said: str) -> str:
    r"""Return the last line of what was said.

    >>> last("Traceback\n\nImportError: x\n")
    'ImportError: x'
    """
    return ([line.strip() for line in said.splitlines() if line.strip()] or ["it ended without a word"])[-1]
