"""A hundred facts against the clock: taught on all cores, in the worlds and with the lots of `hundred_by_lot`.

That record counts the seconds of one thread, of eight wordings a fact. Here a learner's wait is measured: by the clock,
on every core, from the call to the return, reading the frozen layers included. Seven wordings were chosen by hand, in
the worlds 204 and 216, which are not reported. Eight in steps of 16 at a rate of 6e-3, chosen there first, took 75 to
80 s, and knew .98 of what was seen in two of the five worlds. Run it where nothing else does. Answers are kept.
"""

from __future__ import annotations

import functools
from typing import Any

from helpers.machine import cores
from helpers.measure.apart import apart
from helpers.measure.hundred_by_lot import HELDOUT, WAY, facts_of
from helpers.measure.hundred_facts import (
    BATCH,
    DEPTH,
    ENTITIES,
    LEARNING_RATE,
    RANK,
    WAYS,
    WORLDS,
    config_of,
    questions_of,
    trained,
)
from helpers.measure.sweep import Step, Sweep

PHRASINGS = 7
PLAN = {
    "worlds": list(WORLDS),
    "entities": ENTITIES,
    "lora": [RANK, DEPTH, LEARNING_RATE, BATCH],
    "epochs": WAYS[WAY][2],
    "wordings": [PHRASINGS, HELDOUT],
}


def teach(world: int) -> dict[str, Any]:
    """Teach a hundred facts on all cores and ask for them; see `hundred_facts.trained`."""
    return trained(facts_of(world, PHRASINGS), config_of(WAY, world), cores()) | {"cores": cores()}


def _steps() -> dict[str, Step]:
    """Return a training for each world."""
    return {f"world {world}": functools.partial(apart, teach, world) for world in WORLDS}


def _data() -> list[Any]:
    """Return every question, taught and asked, which decide the result beside the plan."""
    return questions_of(facts_of(world, PHRASINGS) for world in WORLDS)


SWEEP = Sweep("hundred_in_time", "A hundred facts by the clock, on all cores.", 9, PLAN, _data, _steps, "bfloat16")
