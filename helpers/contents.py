"""The table of contents: which lessons there are, in order."""

from __future__ import annotations

import json
from dataclasses import dataclass

from helpers.data import datasets_folder
from helpers.records import suggestion


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as the table of contents has it.

    Attributes:
        number: two digits, such as "00".
        slug: the name of its file, without the number.
        title: its question.
        minutes: how long it takes to study.
    """

    number: str
    slug: str
    title: str
    minutes: int


def lessons() -> dict[str, Lesson]:
    """Return the lessons by their numbers, in order.

    >>> lessons()["00"].slug
    'the_question'
    """
    records = json.loads((datasets_folder() / "lessons.json").read_text("utf-8"))
    return {record["number"]: Lesson(**record) for record in records}


def find(number: str | int) -> Lesson:
    """Return the lesson of this number; 0, "0" and "00" are the same.

    Raises:
        ValueError: if there is none; the message names those that exist.

    >>> find(0).number
    '00'
    """
    known = lessons()
    wanted = str(number).strip()
    wanted = wanted and wanted.zfill(2)
    if wanted not in known:
        raise ValueError(f"found the lesson {number!r}; expected one that exists; {suggestion(wanted, known)}.")
    return known[wanted]
