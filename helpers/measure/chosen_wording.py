"""The librarian's share of tuning: ten wordings tried on training questions, and the exam in the best of them.

The few-shot wording in `head_to_head` was chosen in lesson 04, on questions about versions alone. Here each wording is
tried with the right passage on training questions of all sorts; the best one reads for the arms that follow, and the
wording of lesson 04 reads once more beside it. One thread.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from helpers import bench, exam_wordings, fair_exam, recorded
from helpers.bench import System
from helpers.collection import Hit
from helpers.completion import Completer
from helpers.exam_wordings import BEFORE, CHOSEN
from helpers.measure.head_to_head import ALL, LONGEST, SEEDS, desk, once, rag, squeezed_model
from helpers.measure.sweep import Step, Sweep
from helpers.models import Generator
from helpers.once import Once
from helpers.prompts import Style
from helpers.rag import Rag
from helpers.records import as_dict

BUDGET = 2048
NAME = exam_wordings.RECORD
PLAN = {"seeds": list(SEEDS), "tried": exam_wordings.TRIED, "drawn with": exam_wordings.SEED, "budget": BUDGET}


def _try(style: Style) -> list[str]:
    """Let the reader read the right passage for the training questions."""
    asked = exam_wordings.training_questions()
    hits = [[Hit(fair_exam.collection().passage(one.passages[0]), 0.0, 1)] for one in asked]
    return [one.text for one in _rag("bm25", style).read([one.text for one in asked], hits)]


@functools.cache
def _reader(chat: bool) -> Once:
    """Return the untaught reader, in its chat frame or completing a line, which reads the same prompt once."""
    return Once(desk().model if chat else Completer(desk().model))


def _rag(search: str, style: Style) -> Rag:
    """Return the advisories with the untaught reader, in a wording."""
    return replace(desk().rag(search, style=style), reader=_reader(not style.examples), budget=BUDGET)


def chosen() -> Style:
    """Return the wording that did best, of the tries that the record has by now."""
    return exam_wordings.best(exam_wordings.rights(recorded.read(recorded.path_of(NAME))["results"]))


def untaught() -> dict[str, Callable[[], System]]:
    """Return what makes each of the arms that nobody taught."""
    return {
        f"hybrid, {CHOSEN}": lambda: bench.Retrieved(_rag("hybrid", chosen())),
        f"right passage, {CHOSEN}": lambda: bench.RightPassage(_rag("bm25", chosen())),
        f"BM25, {CHOSEN}": lambda: bench.Retrieved(_rag("bm25", chosen())),
    }


def more() -> dict[str, Callable[[], System]]:
    """Return what makes the other arms that nobody taught."""
    return {
        f"MiniLM, {CHOSEN}": lambda: bench.Retrieved(_rag("minilm", chosen())),
        f"random passage, {CHOSEN}": lambda: bench.RandomPassage(_rag("bm25", chosen())),
        "hybrid, may abstain": lambda: bench.Retrieved(_rag("hybrid", exam_wordings.permitting(chosen()))),
    }


def as_before() -> dict[str, Callable[[], System]]:
    """Return what makes the arms in lesson 04's wording once more: what the best one is compared with.

    They stand in `head_to_head` too, perhaps in another number format; arms of two formats have two base models.
    """
    return {
        f"hybrid, {BEFORE}": lambda: bench.Retrieved(rag("hybrid")),
        f"right passage, {BEFORE}": lambda: bench.RightPassage(rag("bm25")),
    }


def _read_by(model: Generator) -> System:
    """Return the hybrid search with another reader: the student who looks up all the same, or a squeezed copy."""
    style = chosen()
    reader = Completer(model) if style.examples else model
    return bench.Retrieved(replace(desk().rag("hybrid", style=style), reader=reader, budget=BUDGET))


def _steps() -> Mapping[str, Step]:
    """Return the tries first, since they decide how the arms are worded."""
    asked, config = fair_exam.questions(), bench.RunConfig(fair_exam.few_options())
    tries: dict[str, Step] = {f"try {style.name}": functools.partial(_try, style) for style in exam_wordings.CANDIDATES}
    both = bench.steps(
        {f"fine-tuned + hybrid, {CHOSEN}": ALL.arm(lambda: _read_by(desk().model))},
        asked,
        SEEDS,
        bench.RunConfig(),
    )
    both = {name: ALL.noting(step) for name, step in both.items()}
    squeezed = {"hybrid, squeezed": lambda: _read_by(squeezed_model())}
    small = once(squeezed, fair_exam.few_questions(), bench.RunConfig())
    again = once(as_before(), asked, bench.RunConfig())
    return tries | once(untaught(), asked, config) | once(more(), asked, bench.RunConfig()) | both | small | again


def _data() -> list[Any]:
    """Return what decides the results beside the plan: library, questions, options, what is taught, the wordings."""
    exam = [as_dict(one) for one in (*fair_exam.questions(), *exam_wordings.training_questions())]
    library = [as_dict(one) for one in fair_exam.collection().passages]
    pairs = [[pair.prompt, pair.answer] for pair in fair_exam.all_facts()]
    worded = [repr(style) for style in exam_wordings.CANDIDATES]
    return [library, exam, fair_exam.few_options(), pairs, worded, LONGEST]


SWEEP = Sweep(
    NAME, "Ten wordings for the reader, and the exam in the best of them.", 40, PLAN, _data, _steps, "float32"
)
