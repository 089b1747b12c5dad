"""The seconds of an answer where the fair comparison did not take them: out of the records of lessons 05 and 06.

A step's seconds without its training, over all its answers. Looking up is the same work whether facts are in the
weights as well. Who was taught to read gets a shorter prompt, without worked examples.
"""

from __future__ import annotations

from helpers import learned, recorded, taught
from helpers.advisor.approaches import BARE, BOTH, LEARN, LOOK_UP, READER
from helpers.advisor.effects import Effect, drawn_mean

WAYS = {BARE: taught.UNTAUGHT, LOOK_UP: "library 0.0", LEARN: taught.MAIN, BOTH: "library 0.0"}
READING, LESSONS = "reading_skill", "one passage"


def seconds(name: str) -> Effect:
    """Return the seconds of one answer of an approach; worlds, or trainings, are drawn.

    Args:
        name: the approach.

    Raises:
        DataError: if the record is missing, damaged or unfinished.

    >>> seconds("look it up").mean > seconds("learn it").mean
    True
    """
    if name == READER:
        steps = {step: learned.results(READING)[step] for step in learned.reading_steps(LESSONS)}
        spent = recorded.load(READING)["seconds"]
        return drawn_mean([_each(told, spent[step]) for step, told in steps.items()], f"{READING} ({LESSONS}, seconds)")
    way, spent = WAYS[name], taught.record()["seconds"]
    worlds = taught.record()["plan"]["worlds"]
    each = [_each(taught.step(way, world), spent[f"{way}, world {world}"]) for world in worlds]
    return drawn_mean(each, f"{taught.RECORD} ({way}, seconds)")


def _each(step: dict, spent: float) -> float:
    """Return what an answer took in a step, its training left out."""
    answers = sum(len(texts) for texts in step["said"].values())
    return float((spent - step.get("seconds", 0.0)) / answers)
