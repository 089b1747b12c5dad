"""A hundred facts taught in about a minute and a half: how many ways of asking it takes, with five seeds.

Each fact is presented 24 times in every way; what differs is in how many wordings. `try …` steps are about a world
that is not reported; five other worlds have a training each, with the world's number as seed. Each training has a
process of its own with one thread; its seconds are the processor's. Answers are kept.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from helpers import fact_sets, machine, models
from helpers.fact_sets import FactSet
from helpers.finetune import FinetuneConfig, finetune
from helpers.lora import LoraConfig
from helpers.measure.apart import apart
from helpers.measure.sweep import Step, Sweep

WORLDS = (211, 212, 213, 214, 215)
TRIED = 204
ENTITIES = 20
RANK, DEPTH, LEARNING_RATE, BATCH = 32, 10, 4e-3, 8
# Wordings a fact is taught in, out of how many they are drawn (0: of ten, by turns), and epochs.
WAYS = {"3 wordings x 8": (3, 0, 8), "8 of 30 wordings x 3": (8, 30, 3)}
PLAN = {
    "worlds": list(WORLDS),
    "tried": TRIED,
    "entities": ENTITIES,
    "lora": [RANK, DEPTH, LEARNING_RATE, BATCH],
    "ways": {name: list(way) for name, way in WAYS.items()},
}


def facts_of(way: str, world: int) -> FactSet:
    """Return what is taught and asked."""
    phrasings, out_of, _ = WAYS[way]
    return fact_sets.from_world(world, ENTITIES, phrasings, out_of=out_of)


def config_of(way: str, seed: int) -> FinetuneConfig:
    """Return how a way is trained.

    >>> config_of("8 of 30 wordings x 3", 211).epochs
    3
    """
    return FinetuneConfig(LoraConfig(RANK, DEPTH), WAYS[way][2], BATCH, LEARNING_RATE, seed=seed)


def teach(way: str, world: int) -> dict[str, Any]:
    """Teach a hundred facts in a way and ask for them; see `trained`."""
    return trained(facts_of(way, world), config_of(way, world))


def trained(facts: FactSet, config: FinetuneConfig, threads: int = 1) -> dict[str, Any]:
    """Teach facts and ask for them.

    Returns:
        What was said, the processor's seconds of all threads together, those by the clock, and the peak of memory in
        MB; the tokens computed with gradients, and the share learned in each epoch.
    """
    generator = models.load_generator(threads=threads)
    begun, clock = time.process_time(), time.perf_counter()
    report = finetune(generator, facts.pairs(), config)
    seconds, clock, peak = time.process_time() - begun, time.perf_counter() - clock, machine.peak_memory_mb()
    asked = {"seen": facts.seen(), "heldout": facts.heldout}
    return {
        "said": {
            name: generator.answer([one.text for one in some], fact_sets.LONGEST_ANSWER) for name, some in asked.items()
        },
        "seconds": round(seconds, 1),
        "clock": round(clock, 1),
        "peak": round(peak),
        "tokens": report.tokens,
        "learned": [round(share, 3) for share in report.learned],
    }


def _steps() -> dict[str, Step]:
    """Return all steps: the tries, then each reported way in each world."""
    steps: dict[str, Step] = {f"try {way}": functools.partial(apart, teach, way, TRIED) for way in WAYS}
    for world in WORLDS:
        steps |= {f"{way}, world {world}": functools.partial(apart, teach, way, world) for way in WAYS}
    return steps


def questions_of(sets: Iterable[FactSet]) -> list[Any]:
    """Return every question of some sets, taught and asked, as a sweep's data.

    >>> [len(some) for some in questions_of([fact_sets.by_lot(1, 2, 4, 3)])]
    [70]
    """
    return [[asdict(one) for one in (*facts.train, *facts.heldout)] for facts in sets]


def _data() -> list[Any]:
    """Return every question, taught and asked, which decide the result beside the plan."""
    return questions_of(facts_of(way, world) for way in WAYS for world in (TRIED, *WORLDS))


SWEEP = Sweep(
    "hundred_facts", "A hundred facts in few wordings or many, with five seeds.", 35, PLAN, _data, _steps, "bfloat16"
)
