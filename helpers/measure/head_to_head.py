"""Looking up against learning, on the same base model, the same facts and the same held-out questions.

All arms answer the exam of `helpers.fair_exam`, on the steps of the bench. Readers that are untaught differ in what
they are handed; the taught ones learned every fact in its training phrasings, with the defaults of `FinetuneConfig`,
which were chosen on other facts. One passage is handed over, with the few-shot wording of lesson 04: both did best
there. How readers that were taught to read fare is the sweep `taught_readers`. One thread.

What was cut for time: options are offered on the small exam alone, and not where prompts are long and nobody asks for
them; the prompt with as much as fits has half of the model's window.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from helpers import bench, fact_sets, fair_exam, models, styles
from helpers.bench import System
from helpers.bench.runs import Arm
from helpers.collection import Question
from helpers.completion import Completer
from helpers.finetune import FinetuneConfig
from helpers.measure.adapted import Student
from helpers.measure.sweep import Step, Sweep
from helpers.models import Generator
from helpers.once import Once
from helpers.prompts import Style
from helpers.rag import Rag
from helpers.records import as_dict
from helpers.security_desk import Desk

SEEDS = (1, 2, 3)
LONGEST = fact_sets.LONGEST_ANSWER
WINDOW = 4096
AT_ONCE = 32
# More prompts at a time are answered faster; a learner's machine may not have the memory for so many.
IN_FLIGHT = 16_384
BITS = 5
FEW_FACTS, LEAKED = "fine-tuned, few facts", "fine-tuned, few facts and the exam"
SQUEEZED = "hybrid, few-shot, squeezed"
LONG = next(style for style in styles.CANDIDATES if style.name == "few-shot B")
MAY_ABSTAIN = Style(
    "may abstain", f'{{passages}}\n\n{{question}}\nIf you do not know the answer, say: "{styles.ABSTENTION}"'
)
PLAN = {
    "seeds": list(SEEDS),
    "large": dict(fair_exam.LARGE),
    "small": dict(fair_exam.SMALL),
    "drawn with": fair_exam.SEED,
    "finetuning": repr(FinetuneConfig()),
    "few epochs": fair_exam.FEW_EPOCHS,
    "window": WINDOW,
    "bits": BITS,
}


@functools.cache
def desk() -> Desk:
    """Return the advisories with their searches, and the model, on one thread."""
    model = models.load_generator(threads=1)
    return Desk(replace(model, config=replace(model.config, tokens_in_flight=IN_FLIGHT)))


def config(seed: int) -> FinetuneConfig:
    """Return how facts are taught."""
    return FinetuneConfig(seed=seed)


@functools.cache
def few_shot() -> Once:
    """Return the untaught reader with worked examples, which reads the same prompt once for all arms."""
    return Once(Completer(desk().model))


def rag(search: str, style: Style = styles.FEW_SHOT) -> Rag:
    """Return the advisories with the untaught few-shot reader."""
    return replace(desk().rag(search, style=style), reader=few_shot())


def zero_shot(search: str) -> bench.Retrieved:
    """Return a search with the untaught reader and no worked examples."""
    return bench.Retrieved(desk().rag(search, style=styles.ZERO_SHOT))


def few_config(seed: int) -> FinetuneConfig:
    """Return how few facts are taught: as `config`, but no longer than a lesson's minute."""
    return replace(config(seed), epochs=fair_exam.FEW_EPOCHS)


ALL = Student(lambda: desk().model, lambda seed: fair_exam.all_facts(), config)
FEW = Student(lambda: desk().model, lambda seed: fair_exam.few_facts(), few_config)
CHEAT = Student(lambda: desk().model, lambda seed: fair_exam.few_facts() + fair_exam.few_answers(), few_config)


def closed_book(style: Style | None = None) -> bench.ClosedBook:
    """Return the model with nothing to read."""
    return bench.ClosedBook(desk().model, max_new_tokens=LONGEST, **({"style": style} if style else {}))


def untaught() -> dict[str, Callable[[], System]]:
    """Return what makes each of the arms that nobody taught."""
    return {
        "majority": lambda: bench.Majority(fair_exam.collection().split("train")),
        "closed book": closed_book,
        "BM25, few-shot": lambda: bench.Retrieved(rag("bm25")),
        "right passage, few-shot": lambda: bench.RightPassage(rag("bm25")),
        "hybrid, few-shot": lambda: bench.Retrieved(rag("hybrid")),
    }


def more() -> dict[str, Callable[[], System]]:
    """Return what makes the other arms that nobody taught."""
    return {
        "closed book, may abstain": lambda: closed_book(MAY_ABSTAIN),
        "MiniLM, few-shot": lambda: bench.Retrieved(rag("minilm")),
        "random passage, few-shot": lambda: bench.RandomPassage(rag("bm25")),
        "hybrid, few-shot, may abstain": lambda: bench.Retrieved(rag("hybrid", styles.MAY_ABSTAIN)),
        "BM25, zero-shot": lambda: zero_shot("bm25"),
        "MiniLM, zero-shot": lambda: zero_shot("minilm"),
        "hybrid, zero-shot": lambda: zero_shot("hybrid"),
        "as much as fits": as_much_as_fits,
    }


def as_much_as_fits() -> bench.AsMuchAsFits:
    """Return the arm with the long prompt; the passages come first, so that what all prompts share is read once."""
    model = replace(desk().model, config=replace(desk().model.config, tokens_in_flight=AT_ONCE * (WINDOW + LONGEST)))
    return bench.AsMuchAsFits(replace(desk().rag("bm25", style=LONG), reader=Completer(model), budget=WINDOW))


def squeezed_model() -> Generator:
    """Return a copy of the model whose weights are rounded to a few levels a row."""
    model = copy.deepcopy(desk().model.model)
    for matrix in (weights for weights in model.model.layers.parameters() if weights.ndim == 2):
        step = matrix.data.abs().amax(dim=1, keepdim=True) / (2 ** (BITS - 1) - 1)
        matrix.data = (matrix.data / step).round() * step
    return replace(desk().model, model=model)


def squeezed() -> bench.Retrieved:
    """Return the looking up with another reader: a squeezed copy."""
    return bench.Retrieved(replace(desk().rag("hybrid"), reader=Completer(squeezed_model())))


def by_heart() -> dict[str, Arm]:
    """Return the arms that learned every fact, and answer from memory."""
    return {"fine-tuned": ALL.arm(closed_book), "fine-tuned, may abstain": ALL.arm(lambda: closed_book(MAY_ABSTAIN))}


def with_library() -> dict[str, Arm]:
    """Return the arms that learned every fact, and look up all the same."""
    return {
        "fine-tuned + hybrid, few-shot": ALL.arm(lambda: bench.Retrieved(desk().rag("hybrid"))),
        "fine-tuned + hybrid, zero-shot": ALL.arm(
            lambda: bench.Retrieved(desk().rag("hybrid", style=styles.ZERO_SHOT))
        ),
    }


def _steps() -> Mapping[str, Step]:
    """Return all steps, the most telling first, and all arms of one training together."""
    asked, small = fair_exam.questions(), fair_exam.few_questions()
    plain, config = bench.RunConfig(), bench.RunConfig(fair_exam.few_options())
    guesses = bench.steps({"chance": lambda seed: bench.Chance(fair_exam.options(), seed)}, asked, SEEDS, config)
    learned = bench.steps(by_heart(), asked, SEEDS, config) | bench.steps(with_library(), asked, SEEDS, plain)
    learned = {name: ALL.noting(learned[name]) for seed in SEEDS for name in learned if name.endswith(f"seed {seed}")}
    few = bench.steps({FEW_FACTS: FEW.arm(closed_book)}, small, SEEDS, config)
    leaked = bench.steps({LEAKED: CHEAT.arm(closed_book)}, small, SEEDS[:1], config)
    return {
        **guesses,
        **once(untaught(), asked, config),
        **learned,
        **{name: FEW.noting(step) for name, step in few.items()},
        **{name: CHEAT.noting(step) for name, step in leaked.items()},
        **once({SQUEEZED: squeezed}, small, config),
        **once(more(), asked, plain),
    }


def once(
    made: Mapping[str, Callable[[], System]], asked: Sequence[Question], config: bench.RunConfig
) -> dict[str, Step]:
    """Return a step of the bench for each system, which is made when its turn comes.

    Args:
        made: what makes each system, by the arm's name.
        asked: the questions.
        config: with the options.
    """

    def step(arm: str) -> dict[str, Any]:
        return bench.steps({arm: made[arm]()}, asked, (0,), config)[arm]()

    return {arm: functools.partial(step, arm) for arm in made}


def _data() -> list[Any]:
    """Return what decides the results beside the plan: library, questions, options, what is taught, the wordings."""
    exam = [as_dict(one) for one in fair_exam.questions()]
    few = [one.id for one in fair_exam.few_questions()]
    library = [as_dict(one) for one in fair_exam.collection().passages]
    pairs = [[pair.prompt, pair.answer] for pair in (*fair_exam.all_facts(), *fair_exam.few_facts())]
    worded = [repr(style) for style in (styles.FEW_SHOT, styles.ZERO_SHOT, styles.MAY_ABSTAIN, MAY_ABSTAIN, LONG)]
    return [library, exam, few, fair_exam.options(), pairs, worded]


SWEEP = Sweep(
    "head_to_head", "Looking up against learning: the whole ladder, three seeds.", 60, PLAN, _data, _steps, "bfloat16"
)
