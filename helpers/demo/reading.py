"""How a page is read in the demonstration: after a few worked examples, or after lessons in reading.

Both are about other products, of another world, in the wordings for training; nothing that is asked stands in them. An
example of each kind of question did better than the examples of lesson 04, on worlds that are not shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from helpers import reading_lessons, styles
from helpers.fact_sets import ATTRIBUTES
from helpers.prompts import Example, Style
from helpers.reading_lessons import Task
from helpers.training_rows import Pair

WORKED = len(ATTRIBUTES)
APART = 1_000_003
AFTER_LESSONS = reading_lessons.STYLE


@dataclass(frozen=True)
class Reading:
    """What helps to read a page.

    Args:
        worked: pages with a question and its answer, for the prompt.
        lessons: others, to be learned from.
    """

    worked: Style
    lessons: tuple[Pair, ...]


def make_reading(seed: int, lessons: int, without: Collection[str]) -> Reading:
    """Return examples and lessons about a world of its own.

    Args:
        seed: of the demonstration.
        lessons: how many.
        without: products that must not occur.

    >>> reading = make_reading(seed=1, lessons=3, without=())
    >>> len(reading.worked.examples), len(reading.lessons)
    (5, 3)
    """
    wanted = WORKED + lessons
    drawn = reading_lessons.tasks(seed + APART, 2 * wanted)
    others = [one for one in drawn if one.question.entity not in without]
    examples = _one_a_kind(others)
    taken = {one.question.id for one in examples}
    rest = [one for one in others if one.question.id not in taken]
    shown = tuple(Example(one.passages[0], one.question.text, one.question.answers[0]) for one in examples)
    return Reading(Style("worked examples", styles.LINES, shown), tuple(one.pair for one in rest[:lessons]))


def _one_a_kind(some: Collection[Task]) -> list[Task]:
    """Return the first task of each kind."""
    first = {one.question.attribute: one for one in reversed(list(some))}
    return [first[name] for name in ATTRIBUTES]
