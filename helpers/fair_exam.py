"""The exam of lesson 07: the same held-out advisory questions for every arm, and what may be learned beforehand.

The questions are drawn once, by lot, so many of each kind. The small exam is drawn from the large one; it is what a
learner's own machine can ask in a minute. What is taught are training phrasings alone.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Mapping, Sequence

from helpers import data, fact_sets
from helpers.bench.options import offer
from helpers.collection import Collection, Question
from helpers.training_rows import Pair

COLLECTION = "advisories"
SEED = 2034
FEW_EPOCHS = 5
"""How often a learner's machine goes through the few facts; the facts of the large exam have the usual eight."""
LARGE: Mapping[str, int] = {
    "lookup": 150,
    "other words": 20,
    "identifier": 20,
    "reversed": 10,
    "counting": 6,
    "comparison": 6,
    "unanswerable": 40,
}
SMALL: Mapping[str, int] = {
    "lookup": 34,
    "other words": 6,
    "identifier": 4,
    "reversed": 3,
    "counting": 2,
    "comparison": 3,
    "unanswerable": 8,
}


@functools.cache
def collection() -> Collection:
    """Return the advisories, read once."""
    return data.load(COLLECTION)


@functools.cache
def questions() -> tuple[Question, ...]:
    """Return the questions of the exam, in the order of the collection.

    >>> len(questions())
    252
    """
    return draw(collection().split("heldout"), LARGE)


@functools.cache
def few_questions() -> tuple[Question, ...]:
    """Return the questions of the small exam, all of which stand in the large one, too.

    >>> len(few_questions()), set(few_questions()) <= set(questions())
    (60, True)
    """
    return draw(questions(), SMALL)


def draw(some: Sequence[Question], counts: Mapping[str, int], seed: int = SEED) -> tuple[Question, ...]:
    """Return so many questions of each kind, drawn by lot, in the order in which they stood.

    Args:
        some: to draw from.
        counts: how many of each kind.
        seed: decides the draw.

    Raises:
        ValueError: if there are fewer of a kind.

    >>> [one.id for one in draw([Question("q1", "When?"), Question("q2", "Who?")], {"lookup": 1}, seed=3)]
    ['q1']
    """
    chosen = {one.id for kind, count in counts.items() for one in _of_kind(some, kind, count, seed)}
    return tuple(one for one in some if one.id in chosen)


def _of_kind(some: Sequence[Question], kind: str, count: int, seed: int) -> list[Question]:
    """Return questions of one kind; the draw of another kind does not change it."""
    there = [one for one in some if one.kind == kind]
    if count > len(there):
        raise ValueError(f"found {len(there)} questions of the kind {kind!r}; expected {count}; do ask for fewer")
    return random.Random(f"{seed} {kind}").sample(there, count)


def options() -> dict[str, list[str]]:
    """Return the options of multiple choice, for the questions that have fair ones."""
    return offer(questions(), collection().questions)


def few_options() -> dict[str, list[str]]:
    """Return the options for the questions of the small exam alone: reading up to eight for each takes its time."""
    few = {one.id for one in few_questions()}
    return {id: some for id, some in options().items() if id in few}


def all_facts() -> list[Pair]:
    """Return every training phrasing of every fact, whether it is asked about or not.

    >>> len(all_facts())
    624
    """
    return fact_sets.as_pairs(_training())


def few_facts() -> list[Pair]:
    """Return the training phrasings of those facts alone that the small exam asks for."""
    asked = {one.group for one in few_questions()}
    return fact_sets.as_pairs([one for one in _training() if one.group in asked])


def _training() -> list[Question]:
    """Return the training questions that have an answer."""
    return [one for one in collection().split("train") if one.kind == "lookup"]


def few_answers() -> list[Pair]:
    """Return the questions of the small exam themselves, with their answers: what nobody may learn beforehand."""
    return fact_sets.as_pairs([one for one in few_questions() if one.answers])
