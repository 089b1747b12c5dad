"""The record of lesson 04 read out: for each rung of the ladder what was said, whether it was right, and the verdict.

The record (`helpers.measure.rag_ladder`) holds hits and texts; everything that is shown is worked out from these.
"""

from __future__ import annotations

import functools
from collections import Counter
from typing import Any

from helpers import citations, data, recorded, styles, verdicts
from helpers.collection import Answer, Collection, Hit, Question
from helpers.intervals import Interval, bootstrap_ci, share_ci

RECORD = "rag_ladder"
COLLECTION = "advisories"
FEW = styles.FEW_SHOT.name
LADDER = (
    "closed book",
    "random passage",
    f"bm25, k=1, {FEW}",
    f"minilm, k=1, {FEW}",
    f"hybrid, k=1, {FEW}",
    f"bm25, k=3, {FEW}",
    f"hybrid, k=3, {FEW}",
    "right passage",
)


@functools.cache
def collection() -> Collection:
    """Return the advisories, read once."""
    return data.load(COLLECTION)


@functools.cache
def results() -> dict[str, Any]:
    """Return what was recorded, by the step's name.

    Raises:
        DataError: if the record is missing, damaged or unfinished.
    """
    return dict(recorded.load(RECORD)["results"])


def hits(search: str, question: str, k: int) -> tuple[Hit, ...]:
    """Return the best k hits of a search for a question, by its id."""
    found = results()[f"search {search}"][question][:k]
    return tuple(Hit(collection().passage(id), score, rank) for rank, (id, score) in enumerate(found, 1))


def questions(step: str, answerable: bool = True) -> list[Question]:
    """Return the questions that a step answered: those with an answer in the library, or those without."""
    asked = [collection().question(id) for id in results()[step]]
    return [question for question in asked if bool(question.answers) == answerable]


def right(step: str, answerable: bool = True) -> list[bool]:
    """Return for each question of a step whether it was answered rightly; see `verdicts.right`."""
    said = results()[step]
    return [verdicts.right(question, said[question.id]["text"]) for question in questions(step, answerable)]


def silent(step: str, answerable: bool = True) -> list[bool]:
    """Return for each question of a step whether the answer was that it is not in the library."""
    return [verdicts.abstained(results()[step][asked.id]["text"]) for asked in questions(step, answerable)]


def sourceless(step: str, search: str, answerable: bool = True) -> list[bool]:
    """Return for each question of a step with one passage whether its answer brought in no word of that passage."""
    said = results()[step]
    return [
        not citations.source(asked.text, Answer(said[asked.id]["text"], hits(search, asked.id, 1)))
        for asked in questions(step, answerable)
    ]


def share(step: str) -> Interval:
    """Return the share of answerable questions that a step answered rightly; the interval draws whole products.

    Where every answer is wrong (or right) no draw can differ from another, so Wilson's interval says how far that goes.
    """
    rights = right(step)
    if len(set(rights)) == 1:
        return share_ci(rights)
    return bootstrap_ci(rights, [question.entity for question in questions(step)])


def hit_rate(search: str, k: int) -> Interval:
    """Return how often the first k hits hold a right passage; the interval draws whole products."""
    asked = questions(f"search {search}")
    found = [verdicts.found(question, hits(search, question.id, k)) for question in asked]
    return bootstrap_ci(found, [question.entity for question in asked])


def verdict(step: str, search: str, k: int, question: Question) -> str:
    """Return the verdict on one recorded answer."""
    text = results()[step][question.id]["text"]
    return verdicts.of(question, Answer(text, hits(search, question.id, k)))


def counts(step: str, search: str, k: int) -> Counter[str]:
    """Return how often each verdict was given to the answers of a step."""
    asked = [*questions(step), *questions(step, answerable=False)]
    return Counter(verdict(step, search, k, question) for question in asked)


def by_attribute(step: str) -> dict[str, tuple[int, int]]:
    """Return for each attribute asked about how many were answered rightly, and of how many."""
    asked, good = questions(step), right(step)
    totals = Counter(question.attribute for question in asked)
    wins = Counter(question.attribute for question, fine in zip(asked, good, strict=True) if fine)
    return {attribute: (wins[attribute], total) for attribute, total in totals.most_common()}
