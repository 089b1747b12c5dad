"""Make the slides of lessons: a file for each in the folder `slides`, and a page that leads to them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from helpers import store
from helpers.contents import Lesson, find, lessons
from helpers.slides.deck import Slide, deck
from helpers.slides.page import index, page

FOLDER = "slides"


class SlidesError(RuntimeError):
    """Tell in one sentence why there are no slides."""


class NotebookError(SlidesError):
    """Tell that one lesson has no slides, as its solved notebook cannot be read."""


def write(root: Path, numbers: Sequence[str] = ()) -> Iterator[Path]:
    """Write the slides of lessons and yield each file's path, last that of the page which leads to all.

    A lesson whose notebook cannot be read is told of at the end, when all others have their slides.

    Args:
        root: the folder of the course.
        numbers: which lessons; all of them for none.

    Raises:
        SlidesError: if there is no such lesson, its solved notebook is missing or damaged, or nothing can be written.

    >>> list(write(Path("nowhere"), ["00"]))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    helpers.slides.writing.NotebookError: found no nowhere/solutions/00_the_question.ipynb; expected ...
    """
    missing = []
    for lesson in chosen(numbers):
        try:
            yield _written(_path(root, lesson), page(lesson.number, slides_of(root, lesson)))
        except NotebookError as error:
            missing.append(error)
    titles = {path.name: lesson.title for lesson in lessons().values() if (path := _path(root, lesson)).is_file()}
    if titles:
        yield _written(root / FOLDER / "index.html", index(titles))
    if missing:
        raise missing[0]


def _written(path: Path, text: str) -> Path:
    """Write a file and return its path.

    Raises:
        SlidesError: if that fails.
    """
    try:
        store.write_atomically(path, text.encode())
    except OSError as error:
        told = f"found that {path.as_posix()} cannot be written ({error.strerror or error})"
        raise SlidesError(f"{told}; expected room and permission; do: make both, then run it again") from error
    return path


def _path(root: Path, lesson: Lesson) -> Path:
    """Return where the slides of a lesson stand."""
    return root / FOLDER / f"{lesson.number}_{lesson.slug}.html"


def chosen(numbers: Sequence[str]) -> list[Lesson]:
    """Return the lessons of these numbers, each once and in order; all of them for no number.

    Raises:
        SlidesError: if there is no such lesson.

    >>> [lesson.number for lesson in chosen(["1", "00", "01"])]
    ['00', '01']
    """
    try:
        wanted = {find(number).number for number in numbers}
    except ValueError as error:
        raise SlidesError(str(error)) from error
    return [lesson for lesson in lessons().values() if not numbers or lesson.number in wanted]


def slides_of(root: Path, lesson: Lesson) -> list[Slide]:
    """Return the slides of a lesson from its solved notebook.

    Raises:
        NotebookError: if that is missing or damaged.
    """
    path = root / "solutions" / f"{lesson.number}_{lesson.slug}.ipynb"
    again = "do: get the folder solutions of the course anew"
    try:
        return deck(json.loads(path.read_text("utf-8"))["cells"])
    except FileNotFoundError as error:
        raise NotebookError(f"found no {path.as_posix()}; expected the solved lesson there; {again}") from error
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise NotebookError(f"found {path.as_posix()} damaged ({error}); expected a notebook; {again}") from error
