"""Give lessons back as new, and keep the learner's own copies: nothing that somebody wrote is ever lost.

The learner's notebook gets a second name in `lessons/mine` before the new one takes its place, in one step. So there
is no moment, not even in a power cut, at which its content has no name. In a folder below, copies are out of the way
of whatever reads all lessons.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path

from setup_course.course import Course
from setup_course.failures import TroubleError
from setup_course.fresh import lesson_names, new_lesson
from setup_course.interpreter import NOT_SET_UP, command, with_course
from setup_course.showing import say

KEPT = "lessons/mine"
OPEN_ELSEWHERE = (
    "Where a lesson is open in JupyterLab, choose File, then Reload Notebook from Disk (a save would undo the reset)."
)


def reset(course: Course, options: argparse.Namespace) -> int:
    """Give the named lessons back as new; nothing is touched unless all of them can be made.

    Args:
        course: where the course lies.
        options: `lessons`, their numbers, names or paths; `all`, whether to take every one; `progress`, whether to
            forget what was recorded in them, too.

    Returns:
        0.

    Raises:
        TroubleError: if a lesson is not known, or cannot be made, kept or written.
    """
    chosen = choose(course, options.lessons, every=options.all)
    made = {name: new_lesson(course, name) for name in chosen}
    if options.progress and with_course(course) is None:
        raise TroubleError(NOT_SET_UP.format(venv=course.venv))
    changed = [give_back(course, name, data) for name, data in made.items()]
    if any(changed):
        say(OPEN_ELSEWHERE)
    return command(course, "forget", *(name[:2] for name in chosen)) if options.progress else 0


def choose(course: Course, words: Sequence[str], *, every: bool = False) -> list[str]:
    """Return the names of the lessons that words speak of, each once and in order.

    Raises:
        TroubleError: if there is no word, or one that fits no lesson.
    """
    known = lesson_names(course)
    if not words and not every:
        raise TroubleError("Found no lesson named; expected some; do: python3 start.py reset 03, or --all for all")
    named = {find(course, word, known) for word in words}
    return [name for name in known if every or name in named]


def find(course: Course, word: str, known: Sequence[str]) -> str:
    """Return the name of the lesson that a word speaks of.

    Args:
        course: where the course lies.
        word: a number ("3"), a name ("03_meaning", "meaning"), or the path of its notebook.
        known: the names to choose from.

    Raises:
        TroubleError: if it fits none, or is the path of a file that is not in `lessons`.

    >>> find(Course(Path()), "3", ["02_meaning", "03_search"])
    '03_search'
    """
    path = Path(word.replace("\\", "/") if os.name == "nt" else word)
    bare = re.sub(r"\.(ipynb|py)$", "", path.name)
    found = [name for name in known if bare in (name, name[3:]) or (bare.isdecimal() and bare.zfill(2) == name[:2])]
    if not found or (path.name != word and not in_lessons(course, path)):
        raise TroubleError(f"Found the lesson {word!r}; expected one of {', '.join(known) or 'none'}; do: name one")
    return found[0]


def in_lessons(course: Course, path: Path) -> bool:
    """Return whether a path, as seen from here or from the course, leads into the folder of lessons."""
    lessons = (course.root / "lessons").resolve()
    return lessons in (path.resolve().parent, (course.root / path).resolve().parent)


def give_back(course: Course, name: str, data: bytes) -> bool:
    """Put the new notebook of a lesson into its place and say where the learner's own is; return whether it changed.

    Raises:
        TroubleError: if that cannot be written; the learner's own is then as it was.
    """
    path = course.root / "lessons" / f"{name}.ipynb"
    try:
        if path.exists() and path.read_bytes().replace(b"\r\n", b"\n") == data:
            say(f"{name}: is as new already")
            return False
        kept = replace(path, data, course.root / KEPT)
    except OSError as fault:
        raise TroubleError(
            f"Found that {name} could not be given back ({fault.strerror or fault}: {fault.filename or path}); "
            "expected room and permission to write in the folder lessons; do: make both, then run the same command "
            "again. Your own notebook is as it was."
        ) from fault
    say(f"{name}: as new; yours is kept as {kept.relative_to(course.root).as_posix()}" if kept else f"{name}: is back")
    return True


def replace(path: Path, data: bytes, folder: Path) -> Path | None:
    """Put data into the place of a file, in one step; return under which name the old file is kept, if there was one.

    Raises:
        OSError: if that fails; then the old file is in its place.
    """
    path.parent.mkdir(exist_ok=True)
    with beside(path, data) as new:
        kept = keep(path, folder) if path.exists() else None
        try:
            os.replace(new, path)
        except OSError:
            if kept:  # it would go on changing with the lesson
                kept.unlink()
            raise
    return kept


@contextlib.contextmanager
def beside(path: Path, data: bytes) -> Iterator[Path]:
    """Give a file with some data in the folder of another, safe on the disk; it is removed if it still lies there."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def keep(path: Path, folder: Path) -> Path:
    """Give a file a second name by today's date in a folder, one that was never used; return it.

    Raises:
        OSError: if that fails.
    """
    folder.mkdir(exist_ok=True)
    for target in kept_names(path.stem, folder):
        try:
            second_name(path, target)
        except FileExistsError:
            continue
        return target
    raise AssertionError("names never end")


def kept_names(stem: str, folder: Path) -> Iterator[Path]:
    """Yield names for a learner's copy: by the date, then numbered.

    >>> next(kept_names("03_search", Path("mine"))).name == f"03_search.{date.today()}.ipynb"
    True
    """
    for number in count(1):
        yield folder / f"{stem}.{date.today()}{f'-{number}' * (number > 1)}.ipynb"


def second_name(path: Path, target: Path) -> None:
    """Let a file be found under a second name; where the file system knows no second names, copy it.

    Raises:
        FileExistsError: if the name is taken.
        OSError: if there is no room or permission.
    """
    try:
        os.link(path.resolve(), target)
    except FileExistsError:
        raise
    except OSError:
        copy(path, target)


def copy(path: Path, target: Path) -> None:
    """Copy a file to a name that is not taken, whole or not at all.

    Raises:
        FileExistsError: if the name is taken.
        OSError: if there is no room or permission.
    """
    data = path.read_bytes()
    try:
        with open(target, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise
    except OSError:
        target.unlink(missing_ok=True)
        raise
