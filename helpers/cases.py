"""The five cases of the last lesson: jobs that people argue about, each with what the measurements do not cover."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from helpers.advisor import Situation
from helpers.cards import Card
from helpers.claims import find as find_claim
from helpers.data import datasets_folder
from helpers.records import DataError, suggestion

FILE = "cases.json"


@dataclass(frozen=True, slots=True)
class Case:
    """A job to decide about.

    Args:
        id: one word.
        title: who asks.
        story: what the job is, in two or three sentences.
        situation: the same in six numbers and words; made up, as the story is.
        claims: the ids of the claims that are made about it.
        not_covered: what the measurements do not say about it, each in a sentence.
    """

    id: str
    title: str
    story: str
    situation: Situation
    claims: tuple[str, ...]
    not_covered: tuple[str, ...]

    def limits(self) -> Card:
        """Return what the measurements do not say about the job."""
        return Card(f"{self.title}: what the measurements do not cover", self.not_covered)

    def card(self) -> Card:
        """Return the job as it is told at the counter, with what people claim about it."""
        claimed = tuple(f"They say: {find_claim(id).claim} ({id})" for id in self.claims)
        return Card(self.title, (self.story, f"In numbers: {self.situation!r}.", *claimed))


def cases() -> dict[str, Case]:
    """Return the cases by their ids, in the order of the lesson.

    Raises:
        DataError: if their file is missing or damaged.

    >>> list(cases())
    ['legal', 'records', 'chatbot', 'security', 'archive']
    """
    path = datasets_folder() / FILE
    try:
        return {one["id"]: _case(one) for one in json.loads(path.read_text("utf-8"))}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path.name}: found no cases ({error!r}); expected a list of them; do reinstall") from error


def _case(record: dict[str, Any]) -> Case:
    """Return a case as the file has it."""
    several = {name: tuple(record[name]) for name in ("claims", "not_covered")}
    return Case(**record | several | {"situation": Situation(**record["situation"])})


def find(id: str) -> Case:
    """Return a case by its id.

    Raises:
        ValueError: if there is none.

    >>> find("legal").claims
    ('C7', 'C12')
    """
    known = cases()
    if id not in known:
        raise ValueError(f"found the case {id!r}; expected one of the five; {suggestion(id, known)}.")
    return known[id]
