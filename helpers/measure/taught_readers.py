"""The exam of `head_to_head` for readers that were taught to read, on generated worlds and never on the advisories.

How reading is taught is decided in the sweep `reading_skill`. What is handed over is one passage, as there. One thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers import bench, fair_exam, reading_lessons
from helpers.finetune import FinetuneConfig
from helpers.measure import reading_skill
from helpers.measure.adapted import Student
from helpers.measure.head_to_head import LONGEST, SEEDS, desk
from helpers.measure.sweep import Step, Sweep
from helpers.rag import Rag
from helpers.records import as_dict
from helpers.training_rows import Pair

LESSONS = "one passage"
PLAN = {"seeds": list(SEEDS), "lessons": LESSONS, "longest": LONGEST}


def _pairs(seed: int) -> list[Pair]:
    """Return what is taught: passages of a generated world, with questions and short answers."""
    return [task.pair for task in reading_skill.lessons(LESSONS, seed)]


def _config(seed: int) -> FinetuneConfig:
    """Return how it is taught."""
    return reading_skill.config(seed)


READER = Student(lambda: desk().model, _pairs, _config)


def rag(search: str) -> Rag:
    """Return the advisories with the reader, asked in the wording that it was taught with."""
    return Rag(desk().library(search), READER.reader, 1, reading_lessons.STYLE, max_new_tokens=LONGEST)


def _steps() -> Mapping[str, Step]:
    """Return both arms of each seed together."""
    arms = {
        "reader + right passage": READER.arm(lambda: bench.RightPassage(rag("bm25"))),
        "reader + hybrid": READER.arm(lambda: bench.Retrieved(rag("hybrid"))),
    }
    steps = bench.steps(arms, fair_exam.questions(), SEEDS, bench.RunConfig(fair_exam.few_options()))
    return {name: READER.noting(steps[name]) for seed in SEEDS for name in steps if name.endswith(f"seed {seed}")}


def _data() -> list[Any]:
    """Return what decides the results beside the plan: library, questions, options, what is taught and how."""
    exam = [as_dict(one) for one in fair_exam.questions()]
    library = [as_dict(one) for one in fair_exam.collection().passages]
    taught = [[[pair.prompt, pair.answer] for pair in _pairs(seed)] for seed in SEEDS]
    return [library, exam, fair_exam.options(), taught, [repr(_config(seed)) for seed in SEEDS]]


SWEEP = Sweep("taught_readers", "The exam for readers that were taught to read.", 22, PLAN, _data, _steps, "bfloat16")
