"""A hundred facts again, in the same worlds and as often, but asked in phrasings that were held out by lot.

`hundred_facts` holds out phrasings that were written to be far from all trained ones. Here any may be held out.
All else is the same, the seeds too; answers are kept.
"""

from __future__ import annotations

import functools
from typing import Any

from helpers import fact_sets
from helpers.fact_sets import FactSet
from helpers.measure.apart import apart
from helpers.measure.hundred_facts import (
    BATCH,
    DEPTH,
    ENTITIES,
    LEARNING_RATE,
    RANK,
    WORLDS,
    config_of,
    questions_of,
    trained,
)
from helpers.measure.sweep import Step, Sweep

WAY = "8 of 30 wordings x 3"
PHRASINGS, HELDOUT = 8, 3
PLAN = {
    "worlds": list(WORLDS),
    "entities": ENTITIES,
    "lora": [RANK, DEPTH, LEARNING_RATE, BATCH],
    "way": WAY,
    "wordings": [PHRASINGS, HELDOUT],
}


def facts_of(world: int, phrasings: int = PHRASINGS) -> FactSet:
    """Return what is taught, in so many wordings a fact, and what is asked, which does not depend on it."""
    return fact_sets.by_lot(world, ENTITIES, phrasings, HELDOUT)


def teach(world: int) -> dict[str, Any]:
    """Teach a hundred facts and ask for them; see `hundred_facts.trained`."""
    return trained(facts_of(world), config_of(WAY, world))


def _steps() -> dict[str, Step]:
    """Return a training for each world."""
    return {f"world {world}": functools.partial(apart, teach, world) for world in WORLDS}


def _data() -> list[Any]:
    """Return every question, taught and asked, which decide the result beside the plan."""
    return questions_of(map(facts_of, WORLDS))


SWEEP = Sweep(
    "hundred_by_lot", "A hundred facts, asked in wordings held out by lot.", 15, PLAN, _data, _steps, "bfloat16"
)
