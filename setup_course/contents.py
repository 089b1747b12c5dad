"""Which files make up the course, to carry it away: all but what `.gitignore` names; the lessons as new.

Not handled: the finer points of `.gitignore`. A line there is a name, or a path from the course's folder, with `*`.
"""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from setup_course.course import Course
from setup_course.fresh import lesson_names, new_lesson

# Besides what `.gitignore` names: what git itself keeps, what came with a bundle, and bundles that are being made.
NEVER = (".git", ".venv*/", "__pycache__/", "wheels/", "dist/", ".bundle-*/", "*.zip", ".*.zip.part")


def files(course: Course) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the course: its path from the course's folder, and what it holds.

    A lesson goes as new, whatever its reader has written into it.

    Args:
        course: where the course lies.

    Raises:
        TroubleError: if a lesson cannot be made new.
    """
    new = {f"lessons/{name}.ipynb": name for name in lesson_names(course)}
    for path in paths(course.root, patterns(course)):
        if path not in new:
            yield path, (course.root / path).read_bytes()
    for path, name in new.items():
        yield path, new_lesson(course, name)


def patterns(course: Course) -> list[str]:
    """Return what is left out, as `.gitignore` writes it."""
    try:
        lines = (course.root / ".gitignore").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    return [*NEVER, *(line.strip() for line in lines if line.strip() and not line.startswith("#"))]


def paths(root: Path, left_out: Sequence[str]) -> list[str]:
    """Return the paths of all files below a folder, but for what is left out, in the order of the alphabet.

    >>> paths(Path("nowhere"), [])
    []
    """
    found = []
    for folder, folders, names in os.walk(root):
        place = Path(folder).relative_to(root)
        folders[:] = [name for name in folders if not is_left_out((place / name).as_posix(), True, left_out)]
        found += [path for name in names if not is_left_out(path := (place / name).as_posix(), False, left_out)]
    return sorted(found)


def is_left_out(path: str, is_folder: bool, left_out: Sequence[str]) -> bool:
    """Return whether a pattern names a path.

    >>> is_left_out("helpers/__pycache__", True, ["__pycache__/"]), is_left_out("a/b.pyc", False, ["*.pyc"])
    (True, True)
    >>> is_left_out("mine", True, ["lessons/mine/"]), is_left_out("dist", False, ["dist/"])
    (False, False)
    """
    for pattern in left_out:
        bare = pattern.strip("/")
        compared = path if "/" in bare else path.rpartition("/")[2]
        if fnmatch.fnmatchcase(compared, bare) and (is_folder or not pattern.endswith("/")):
            return True
    return False
