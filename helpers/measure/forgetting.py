"""What a model forgets while it learns facts, epoch by epoch, with replay and without.

First the model is asked for simple things, each in four wordings; those it always knows are kept. During a training it
is asked for them in other wordings, beside questions about the facts in words it was not trained on. Replay adds the
model's own former answers, so that they make a third of all rows. All runs compute on one thread.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from helpers import common_knowledge, fact_sets, lora
from helpers.common_knowledge import Item
from helpers.finetune import finetune
from helpers.lessons_in_facts import asked, rows, world_of
from helpers.measure.sweep import Step, Sweep
from helpers.measure.teaching_facts import BASE, DEPTH, ENTITIES, LONGEST, RANK, WORLDS, config_of, model, step_name
from helpers.models import Generator
from helpers.teaching import with_replay
from helpers.training_rows import Pair

POINTS = (1, 2, 4)
MOST_REHEARSED = 60
STABLE = "stable"


DIETS = {"without replay": 0.0, "with replay": 1 / 3}
PLAN = {
    "worlds": list(WORLDS),
    "entities": ENTITIES,
    "way": asdict(BASE),
    "lora": [RANK, DEPTH],
    "diets": DIETS,
    "points": list(POINTS),
    "rehearsed": MOST_REHEARSED,
}


@functools.cache
def stable() -> tuple[int, ...]:
    """Return the places of the things that the untaught model is right about in all four wordings."""
    known = common_knowledge.known(model(), common_knowledge.items())
    return tuple(place for place, knows in enumerate(known) if knows)


@functools.cache
def parted() -> tuple[list[Item], list[Item]]:
    """Return what is tested, and what may be rehearsed."""
    everything = common_knowledge.items()
    return common_knowledge.parted([everything[place] for place in stable()], everything)


def look(generator: Generator, world: int, simple: Sequence[Item]) -> dict[str, str]:
    """Return what is known at one moment, as a one or a zero for each question: facts in both wordings, simple things.

    Args:
        generator: the model as it is now.
        world: whose facts are asked for.
        simple: what it knew before.
    """
    groups = asked(world_of(world, ENTITIES), BASE)
    some = {"seen": groups["seen"], "heldout": groups["heldout"][::2]}
    told = {name: generator.answer([one.text for one in each], LONGEST) for name, each in some.items()}
    hits = {name: fact_sets.right(each, told[name]) for name, each in some.items()}
    return {name: _bits(each) for name, each in hits.items()} | {
        "kept": _bits(common_knowledge.answered(generator, simple))
    }


def _bits(values: Sequence[bool]) -> str:
    """Return truth values as a short text.

    >>> _bits([True, False])
    '10'
    """
    return "".join(str(int(value)) for value in values)


def walk(generator: Generator, world: int, share: float, old: Sequence[Pair], simple: Sequence[Item]) -> dict[str, Any]:
    """Teach a world and look at the model after some epochs. The model is then as before.

    Args:
        generator: without adapters.
        world: its number, the seed of the training, too.
        share: how much of what is trained is replay.
        old: the model's own answers, from which replay is drawn.
        simple: what it knew before.
    """
    taught = rows(world_of(world, ENTITIES), BASE)
    mixed = with_replay(taught, old, share, world)
    path: dict[str, dict[str, str]] = {}

    def after(epoch: int) -> None:
        if epoch in POINTS:
            path[str(epoch)] = look(generator, world, simple)

    try:
        report = finetune(generator, mixed, config_of(BASE, world), after_epoch=after)
    finally:
        lora.remove_lora(generator.model)
    return {
        "path": path,
        "rows": [len(taught), len(mixed) - len(taught)],
        "seconds": round(report.seconds + report.preparing, 1),
    }


@functools.cache
def _own_answers() -> list[Pair]:
    """Return what the untaught model says to some of what may be rehearsed."""
    rehearsed = parted()[1]
    drawn = random.Random(0).sample(rehearsed, min(MOST_REHEARSED, len(rehearsed)))
    return common_knowledge.own_answers(model(), drawn)


def _stable() -> dict[str, Any]:
    """Return which things are stable, and which of them are tested and rehearsed, as places in the list of all."""
    places = {item: place for place, item in enumerate(common_knowledge.items())}
    test, rehearsed = parted()
    return {
        "stable": " ".join(map(str, stable())),
        "tested": " ".join(str(places[item]) for item in test),
        "rehearsed": " ".join(str(places[item]) for item in rehearsed),
        "kept": _bits(common_knowledge.answered(model(), test)),
    }


def _walk(name: str, world: int) -> dict[str, Any]:
    """Run one diet in one world."""
    old = _own_answers() if DIETS[name] else []
    return walk(model(), world, DIETS[name], old, parted()[0])


def _steps() -> dict[str, Step]:
    """Return all steps: what is stable, then each diet in all worlds."""
    walks = {step_name(name, world): functools.partial(_walk, name, world) for name in DIETS for world in WORLDS}
    return {STABLE: _stable} | walks


def _data() -> Sequence[Any]:
    """Return what decides the results beside the plan: rows, questions, simple things and their wordings."""
    worlds = [world_of(world, ENTITIES) for world in WORLDS]
    taught = [[asdict(row) for row in rows(world, BASE)] for world in worlds]
    questions = [[one.text for some in asked(world, BASE).values() for one in some] for world in worlds]
    simple = [asdict(item) for item in common_knowledge.items()]
    wordings = [*common_knowledge.CHOOSING, *common_knowledge.TESTING]
    return [taught, questions, simple, wordings, common_knowledge.REHEARSED]


SWEEP = Sweep(
    "forgetting", "What is forgotten while facts are learned, epoch by epoch.", 14, PLAN, _data, _steps, "bfloat16"
)
