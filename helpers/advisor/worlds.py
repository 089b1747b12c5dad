"""What lesson 06 measured: the same facts in weights and in a library, asked in the same held-out words."""

from __future__ import annotations

from helpers import taught
from helpers.advisor import answering
from helpers.advisor.approaches import BARE, LEARN, LOOK_UP, Known
from helpers.advisor.effects import Effect, drawn_mean, sure

WAYS = {name: answering.WAYS[name] for name in (BARE, LOOK_UP, LEARN)}


def known() -> dict[str, Known]:
    """Return what is known of the three approaches that were measured there.

    Raises:
        DataError: if the record is missing, damaged or unfinished.
    """
    facts = len({one.question.group for one in taught.said(taught.MAIN) if one.world == numbers()[0]})
    takes = {BARE: sure(0), LOOK_UP: index_seconds(facts), LEARN: training_seconds(facts)}
    return {name: Known(right(way), answering.seconds(name), takes[name], facts=facts) for name, way in WAYS.items()}


def numbers() -> list[int]:
    """Return the worlds of the record."""
    return list(taught.record()["plan"]["worlds"])


def right(way: str) -> Effect:
    """Return the share of held-out questions that are answered rightly; whole products are drawn."""
    said = taught.said(way)
    return drawn_mean([one.right() for one in said], _source(way, "held-out"), [one.entity for one in said])


def training_seconds(facts: int) -> Effect:
    """Return the seconds of a training for each of so many facts; trainings are drawn."""
    spent = [taught.step(taught.MAIN, world)["seconds"] / facts for world in numbers()]
    return drawn_mean(spent, _source(taught.MAIN, "training"))


def index_seconds(facts: int) -> Effect:
    """Return the seconds of indexing for each of so many facts."""
    spent = [taught.step(WAYS[LOOK_UP], world)["indexing"] / facts for world in numbers()]
    return drawn_mean(spent, _source(WAYS[LOOK_UP], "indexing"))


def _source(way: str, part: str) -> str:
    """Return where a number stands."""
    return f"{taught.RECORD} ({way}, {part})"
