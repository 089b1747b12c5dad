"""Reading a passage and answering in a few words: what training brings on facts never seen, alone and among others.

Three seeds; each teaches one generated world and asks about another. Several questions are asked of each page, so
that it is read once for all of them. One thread; the seconds compare with each other only. Answers are kept as texts.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from helpers import lora
from helpers.finetune import FinetuneConfig, finetune
from helpers.lora import LoraConfig
from helpers.measure.finetune_grid import model
from helpers.measure.sweep import Step, Sweep
from helpers.reading_lessons import LONGEST_ANSWER, Task, tasks

SEEDS = (1, 2, 3)
ASKED = 30
LEARNING_RATE, WARM_UP, RANK, DEPTH = 2e-3, 0.2, 32, 20


@dataclass(frozen=True)
class Lessons:
    """How many examples there are, how many of them about each product, and how many a step learns from."""

    examples: int
    each: int
    batch: int


LONG = Lessons(examples=320, each=5, batch=10)
# Those of the reader in `changing_library`, as it was measured.
SHORT = Lessons(examples=112, each=1, batch=8)
TAUGHT = {"one passage": (0,), "one to three passages": (0, 1, 2)}
# How many other passages there are, and whether questions are phrased as in training; facts are always new.
TESTS = {"alone": (0, "train"), "newly phrased": (0, "heldout"), "among three": (2, "train")}
WORLD = 900
PLAN = {
    "lessons": asdict(LONG),
    "asked": ASKED,
    "learning_rate": LEARNING_RATE,
    "warm_up": WARM_UP,
    "rank": RANK,
    "depth": DEPTH,
    "taught": {name: list(some) for name, some in TAUGHT.items()},
    "tests": {name: list(some) for name, some in TESTS.items()},
    "world": WORLD,
}


def asked(test: str) -> list[Task]:
    """Return the tasks of a test, about a world that was never taught."""
    others, split = TESTS[test]
    return tasks(WORLD, ASKED, split, (others,))


def lessons(taught: str, seed: int, some: Lessons = LONG) -> list[Task]:
    """Return the tasks that are taught."""
    return tasks(WORLD + 10 * seed, some.examples, "train", TAUGHT[taught], some.each)


def config(seed: int, some: Lessons = LONG) -> FinetuneConfig:
    """Return how the skill is taught: each example once."""
    return FinetuneConfig(LoraConfig(RANK, DEPTH), 1, some.batch, LEARNING_RATE, WARM_UP, seed=seed)


def say(some: Sequence[Task]) -> list[str]:
    """Return the model's answers to tasks."""
    return model().answer([one.prompt for one in some], LONGEST_ANSWER)


def _before() -> dict[str, Any]:
    """Ask the model as it comes."""
    return {"said": {test: say(asked(test)) for test in TESTS}}


def _taught(taught: str, seed: int) -> dict[str, Any]:
    """Teach the skill and ask about an unseen world."""
    try:
        report = finetune(model(), [task.pair for task in lessons(taught, seed)], config(seed))
        said = {test: say(asked(test)) for test in TESTS}
    finally:
        lora.remove_lora(model().model)
    return {
        "said": said,
        "seconds": round(report.seconds + report.preparing, 1),
        "tokens": report.tokens,
        "losses": [round(loss, 3) for loss in report.losses],
    }


def _steps() -> dict[str, Step]:
    """Return all steps: the model as it comes, then each way of teaching with each seed."""
    steps: dict[str, Step] = {"before": _before}
    for taught in TAUGHT:
        steps |= {f"{taught}, seed {seed}": functools.partial(_taught, taught, seed) for seed in SEEDS}
    return steps


def _data() -> list[Any]:
    """Return all tasks, which decide the result beside the plan."""
    taught = [task for name in TAUGHT for seed in SEEDS for task in lessons(name, seed)]
    return [
        [task.prompt, *task.question.answers] for task in [*taught, *(task for test in TESTS for task in asked(test))]
    ]


SWEEP = Sweep("reading_skill", "Reading a passage: exact match on unseen facts.", 15, PLAN, _data, _steps, "bfloat16")
