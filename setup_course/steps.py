"""Do each piece of the set-up once: a finished one leaves a stamp of all that it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from setup_course.course import Course
from setup_course.showing import Showing, showing


@dataclass(frozen=True)
class Step:
    """A piece of the set-up that is done once; `covered_by` names a step that does it as well."""

    name: str
    task: str
    usual: str
    work: Callable[[Course, Showing], None]
    covered_by: str = ""


def take(course: Course, step: Step) -> None:
    """Do a step, unless its stamp says that it is done."""
    if any(is_stamped(course, name) for name in (step.name, step.covered_by)):
        return
    with showing(step.task, step.usual) as shown:
        step.work(course, shown)
    stamp(course, step.name).write_text(fingerprint(course, step.name), encoding="utf-8")


def stamp(course: Course, name: str) -> Path:
    """Return where a step leaves its stamp.

    >>> stamp(Course(Path("course")), "torch").as_posix()
    'course/.venv/course/torch.done'
    """
    return course.notes / f"{name}.done"


def is_stamped(course: Course, name: str) -> bool:
    """Return whether a step is done, and from what lies here now."""
    path = stamp(course, name)
    return path.is_file() and path.read_text(encoding="utf-8", errors="replace") == fingerprint(course, name)


def fingerprint(course: Course, name: str) -> str:
    """Return a hash of all that a step is made from; the place counts, as an installed course remembers it."""
    digest = hashlib.sha256(f"{name}\n{course.root}\n".encode("utf-8", "surrogateescape"))
    for file in ("pyproject.toml", "constraints.txt"):
        digest.update((course.root / file).read_bytes())
    return digest.hexdigest()
