"""Look at what needs nothing but Python: this Python itself, the files, the disk, `.venv`, the port, the lessons.

Nothing is changed by looking. Whether a folder takes files is tried with a file that has no name or is gone at once.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import struct
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from setup_course.course import GIGABYTES_NEEDED, Course
from setup_course.failures import TroubleError
from setup_course.findings import BROKEN, LOOK, Finding, ok
from setup_course.fresh import cells_of, is_whole, lesson_names, new_lesson
from setup_course.install import steps
from setup_course.interpreter import is_installed_here
from setup_course.lab import choose_port
from setup_course.steps import is_stamped
from setup_course.venv import is_usable

FILES = ("pyproject.toml", "constraints.txt", "helpers/__init__.py", "helpers/health.py", "datasets/lessons.json")
START = "do: python3 start.py"
ROOM_TO_WORK = 1.0


def ground(course: Course) -> Iterator[Finding]:
    """Yield what all else stands on: this Python, the course's files, and the Python with its packages."""
    yield python(course)
    yield files(course)
    yield environment(course)


def rest(course: Course) -> Iterator[Finding]:
    """Yield what else can be seen from outside: the disk, the port, the lessons."""
    yield disk(course)
    yield port(course)
    yield from lessons(course)


def python(course: Course) -> Finding:
    """Look at the Python that runs this: its width, and whether it could make `.venv`."""
    told = f"{platform.python_version()}, {struct.calcsize('P') * 8} bit"
    if sys.maxsize < 2**32:
        advice = "do: install a 64-bit Python 3.11, 3.12 or 3.13, delete .venv, and start with it by name."
        return Finding(BROKEN, "Python", f"Found {told}; expected 64 bit, since no torch is built for less.", advice)
    if not course.venv.exists() and not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        advice = "do: install it (on Debian and Ubuntu: sudo apt install python3-venv)."
        return Finding(BROKEN, "Python", f"Found {told} without its venv part; expected it.", advice)
    return ok("Python", told)


def files(course: Course) -> Finding:
    """Look whether the course's own files are there."""
    missing = [name for name in FILES if not (course.root / name).is_file()]
    if missing or not lesson_names(course):
        found = ", ".join(missing) or "any solved lesson"
        advice = "do: get the course anew, as a whole; what you wrote is in lessons, so keep that folder."
        return Finding(BROKEN, "course", f"Found no {found} in {course.root}; expected all files.", advice)
    return ok("course", f"{len(lesson_names(course))} lessons in {course.root}")


def disk(course: Course) -> Finding:
    """Look at the free space where the course lies: it must hold what is still to be installed."""
    free = shutil.disk_usage(course.root).free / 1e9
    told = f"{free:.1f} GB free"
    if free < GIGABYTES_NEEDED and not course.venv.exists() and not is_installed_here():
        text = f"Found {told}; expected {GIGABYTES_NEEDED:.0f} GB to install the course."
        return Finding(BROKEN, "disk", text, "do: make room, then run the same command again.")
    if free < ROOM_TO_WORK:
        text = f"Found {told}; expected {ROOM_TO_WORK:.0f} GB, or notebooks may not be saved."
        return Finding(LOOK, "disk", text, "do: make room.")
    return ok("disk", told)


def environment(course: Course) -> Finding:
    """Look at `.venv`, or at this Python where it has the course itself."""
    if not os.path.lexists(course.venv):
        if is_installed_here():
            return ok(".venv", "not there and not needed: this Python has the course")
        return Finding(
            BROKEN, ".venv", "Found none; expected the course's own Python there.", f"{START}, which makes it."
        )
    if not is_usable(course):
        advice = f"{START}, which makes it anew; no progress is lost."
        return Finding(BROKEN, ".venv", "Found one that does not start or has no pip; expected a working one.", advice)
    return _set_up(course)


def _set_up(course: Course) -> Finding:
    """Look whether each step of the set-up is done, and from what lies here now."""
    try:
        left = [step for step in steps("lab") if not any(is_stamped(course, n) for n in (step.name, step.covered_by))]
    except OSError as fault:
        return Finding(LOOK, ".venv", f"Found {fault.filename} unreadable; expected it.", "do: get that file anew.")
    if left:
        text = f"Found that {left[0].task} is not done, or done from other files, or elsewhere; expected it done here."
        return Finding(LOOK, ".venv", text, f"{START}, which does what is left.")
    return ok(".venv", "works, and is set up")


def port(_course: Course) -> Finding:
    """Look whether JupyterLab finds a port to listen on."""
    try:
        free = choose_port(None)
    except TroubleError:
        advice = "do: name another one, as in python3 start.py --port 9100."
        return Finding(LOOK, "port", "Found 8888 and the 99 after it taken or forbidden; expected a free one.", advice)
    return ok("port", f"{free} is free" if free == 8888 else f"8888 is taken, so {free} would be used, which is free")


def lessons(course: Course) -> Iterator[Finding]:
    """Look whether each lesson is as new, changed, missing or damaged, and whether lessons can be saved."""
    states = {name: state(course, name) for name in lesson_names(course)}
    good = [f"{told}: {', '.join(_with(states, told))}" for told in GOOD if _with(states, told)]
    if good:
        yield ok("lessons", "; ".join(good))
    for told, advice in BAD.items():
        if numbers := _with(states, told):
            text = f"Found {', '.join(numbers)} {told}; expected notebooks as they came, or changed by you."
            yield Finding(LOOK, "lessons", text, advice.format(numbers=" ".join(numbers)))
    if fault := refusal(course.root / "lessons"):
        advice = "do: make room, or copy the course into a folder of your own, and start it there."
        yield Finding(
            LOOK, "saving", f"Found that lessons cannot be saved ({fault}); expected a folder to write in.", advice
        )


RESET = "do: python3 start.py reset {numbers}, which keeps what is there."
GOOD = ("as new", "run or changed by you")
BAD = {
    "missing": RESET,
    "damaged": RESET,
    "of another version of the course": RESET,
    "without a whole solved notebook to tell by": "do: get the folder solutions of the course anew.",
}


def _with(states: dict[str, str], told: str) -> list[str]:
    """Return the numbers of the lessons in a state."""
    return [name[:2] for name, state in states.items() if state == told]


def state(course: Course, name: str) -> str:
    """Return in words how a lesson's notebook compares with a new one."""
    try:
        data = (course.root / "lessons" / f"{name}.ipynb").read_bytes().replace(b"\r\n", b"\n")
        new = new_lesson(course, name)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "damaged"
    except TroubleError:
        return "without a whole solved notebook to tell by"
    if data == new:
        return "as new"
    cells = cells_of(data)
    # Only the course's build gives ids that fit their texts, so nobody wrote these cells here.
    is_untouched = is_whole(cells, None) and {cell.id for cell in cells} - {cell.id for cell in cells_of(new)}
    return "of another version of the course" if is_untouched else "run or changed by you" if cells else "damaged"


def refusal(folder: Path) -> str:
    """Return why a folder takes no files, or "" if it does; the file it is tried with is gone at once.

    >>> refusal(Path(tempfile.gettempdir()))
    ''
    """
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\n" * 4096)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        return fault.strerror or type(fault).__name__
    return ""
