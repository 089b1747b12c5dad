"""The record of a hundred facts read out: what was learned, in words that were taught and in others.

The records (`helpers.measure.hundred_facts`, `hundred_by_lot` and `hundred_in_time`) hold texts; a text is right if it
is exactly one of the accepted answers. Intervals draw whole products, of all worlds together.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from statistics import fmean
from typing import Any

from helpers import fact_sets, recorded
from helpers.data import Question
from helpers.intervals import Interval, bootstrap_ci, paired_bootstrap, share_ci

FEW, MANY = "3 wordings x 8", "8 of 30 wordings x 3"
# As MANY, but what is asked was held out by lot; and that again with seven wordings, on all cores, by the clock.
LOT, CLOCK = "held out by lot", "by lot, 7 wordings"
OWN_RECORD = {LOT: "hundred_by_lot", CLOCK: "hundred_in_time"}


@functools.cache
def record(way: str = MANY) -> dict[str, Any]:
    """Return the whole record that holds a way.

    Raises:
        DataError: if the record is missing, damaged or unfinished.
    """
    return recorded.load(OWN_RECORD.get(way, "hundred_facts"))


def _result(way: str, world: int) -> dict[str, Any]:
    """Return what the training of a way in a world left."""
    return record(way)["results"][f"world {world}" if way in OWN_RECORD else f"{way}, world {world}"]


@functools.cache
def _asked(way: str, world: int, kind: str) -> tuple[Question, ...]:
    """Return the questions of a kind that were asked about a world."""
    plan = record(way)["plan"]
    if way in OWN_RECORD:
        facts = fact_sets.by_lot(world, plan["entities"], *plan["wordings"])
    else:
        phrasings, out_of, _ = plan["ways"][way]
        facts = fact_sets.from_world(world, plan["entities"], phrasings, out_of=out_of)
    return facts.seen() if kind == "seen" else facts.heldout


def _marked(way: str, kind: str) -> Iterator[tuple[int, Question, bool]]:
    """Yield world, question and whether it was answered, over all reported worlds."""
    for world in record(way)["plan"]["worlds"]:
        questions, said = _asked(way, world, kind), _result(way, world)["said"][kind]
        for question, right in zip(questions, fact_sets.right(questions, said), strict=True):
            yield world, question, right


def share(way: str, kind: str = "heldout") -> Interval:
    """Return the share of questions answered, with its interval; Wilson's where all are alike.

    Args:
        way: `FEW`, `MANY`, `LOT` or `CLOCK`.
        kind: "seen", one trained wording of each fact, or "heldout", those that were never trained.
    """
    marked = list(_marked(way, kind))
    rights = [right for _, _, right in marked]
    if len(set(rights)) == 1:
        return share_ci(rights)
    return bootstrap_ci(rights, [f"{world}/{question.entity}" for world, question, _ in marked])


def worlds(way: str, kind: str = "heldout") -> list[float]:
    """Return the share of each world by itself, each with a training of its own."""
    numbers = record(way)["plan"]["worlds"]
    return [fmean(right for one, _, right in _marked(way, kind) if one == world) for world in numbers]


def difference(kind: str = "heldout") -> Interval:
    """Return by how much many wordings beat few, on the same questions."""
    many, few = list(_marked(MANY, kind)), list(_marked(FEW, kind))
    entities = [f"{world}/{question.entity}" for world, question, _ in many]
    return paired_bootstrap([right for *_, right in many], [right for *_, right in few], entities)


def by_attribute(way: str, kind: str = "heldout") -> dict[str, float]:
    """Return the share of questions answered for each thing that is asked about a product."""
    marked = list(_marked(way, kind))
    return {
        name: fmean(right for _, question, right in marked if question.attribute == name)
        for name in fact_sets.ATTRIBUTES
    }


def cost(way: str) -> dict[str, list[float]]:
    """Return for each world the processor's seconds and the peak of memory in MB; of `CLOCK` also the clock's."""
    results = [_result(way, world) for world in record(way)["plan"]["worlds"]]
    return {name: [one[name] for one in results] for name in ("seconds", "clock", "peak") if name in results[0]}
