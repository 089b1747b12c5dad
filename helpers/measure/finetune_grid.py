"""Which fine-tuning teaches facts best: depth, rank, learning rate, phrasings and batch, on development facts.

One setting at a time is changed from a base, so each step tells what one choice does; a few are tried in a second
world. The facts are those of two
generated worlds; the worlds on which results are reported have other seeds. All runs compute on one thread, so that
two sweeps may share a machine; seconds are comparable with each other, not with those of a lesson.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from helpers import fact_sets, lora, models
from helpers.fact_sets import FactSet
from helpers.finetune import FinetuneConfig, finetune
from helpers.lora import ATTENTION, FEED_FORWARD, LoraConfig
from helpers.measure.sweep import Step, Sweep
from helpers.models import Generator

WORLDS = (101, 102)
ENTITIES = 10
THREADS = 1
# Every training question is one presentation; each fact is presented 24 times, so that phrasings cost the same.
PRESENTATIONS = 24
BASE: dict[str, Any] = {"depth": 10, "rank": 32, "learning_rate": 4e-3, "phrasings": 3, "batch": 16, "only": ""}
CHANGES: tuple[dict[str, Any], ...] = (
    {},
    {"batch": 8},
    {"batch": 32},
    {"depth": 6},
    {"phrasings": 6},
    {"learning_rate": 2e-3},
    {"learning_rate": 8e-3},
    {"depth": 15},
    {"phrasings": 1},
    {"rank": 8},
    {"rank": 64},
    {"only": "feed-forward"},
)
AGAIN: tuple[dict[str, Any], ...] = ({}, {"batch": 8}, {"depth": 6}, {"phrasings": 6})
PLAN = {
    "base": BASE,
    "changes": list(CHANGES),
    "again": list(AGAIN),
    "worlds": list(WORLDS),
    "entities": ENTITIES,
    "presentations": PRESENTATIONS,
}


def name_of(change: Mapping[str, Any], world: int) -> str:
    """Return what a step is called.

    >>> name_of({"depth": 6, "batch": 16}, 101)
    'depth=6, batch=16, world 101'
    """
    return f"{', '.join(f'{name}={value}' for name, value in change.items()) or 'base'}, world {world}"


def measure(generator: Generator, facts: FactSet, config: FinetuneConfig) -> dict[str, Any]:
    """Teach facts to a model and ask for them; return shares right, seconds and losses. The model is then as before.

    Args:
        generator: without adapters.
        facts: what is taught and asked.
        config: how.
    """
    try:
        report = finetune(generator, facts.pairs(), config)
        asked = {"seen": facts.seen(), "heldout": facts.heldout}
        said = {
            name: generator.answer([one.text for one in some], fact_sets.LONGEST_ANSWER) for name, some in asked.items()
        }
    finally:
        lora.remove_lora(generator.model)
    shares = {name: [int(hit) for hit in fact_sets.right(some, said[name])] for name, some in asked.items()}
    return {
        **{name: round(sum(hits) / len(hits), 4) for name, hits in shares.items()},
        "right": shares,
        "seconds": round(report.seconds, 1),
        "preparing": round(report.preparing, 1),
        "tokens": report.tokens,
        "learned": [round(share, 3) for share in report.learned],
        "losses": [round(loss, 3) for loss in report.losses],
    }


@functools.cache
def model() -> Generator:
    """Return the model that all sweeps of fine-tuning teach, on one thread."""
    return models.load_generator(threads=THREADS)


def config_of(setting: Mapping[str, Any], seed: int) -> FinetuneConfig:
    """Return the configuration of a setting, all of whose names are those of `BASE`."""
    targets = FEED_FORWARD if setting["only"] == "feed-forward" else ATTENTION + FEED_FORWARD
    return FinetuneConfig(
        LoraConfig(setting["rank"], setting["depth"], targets=targets),
        epochs=PRESENTATIONS // setting["phrasings"],
        batch=setting["batch"],
        learning_rate=setting["learning_rate"],
        seed=seed,
    )


def _step(change: Mapping[str, Any], world: int) -> dict[str, Any]:
    """Measure one change in one world; the world's number is the seed of the training, too."""
    setting = BASE | dict(change)
    return measure(model(), fact_sets.from_world(world, ENTITIES, setting["phrasings"]), config_of(setting, world))


def _steps() -> dict[str, Step]:
    """Return all steps: every change in the first world, then the first ones again in the second."""
    asked = [(change, WORLDS[0]) for change in CHANGES] + [(change, WORLDS[1]) for change in AGAIN]
    return {name_of(change, world): functools.partial(_step, change, world) for change, world in asked}


def _data() -> list[Any]:
    """Return the questions of all worlds, which decide the results beside the plan."""
    sets = [fact_sets.from_world(world, ENTITIES, 6) for world in WORLDS]
    return [[asdict(one) for one in (*facts.train, *facts.heldout)] for facts in sets]


SWEEP = Sweep(
    "finetune_grid",
    "Which depth, rank, learning rate and phrasings teach facts best.",
    25,
    PLAN,
    _data,
    _steps,
    "bfloat16",
)
