"""Ten rounds of changes put into weights: everything again each time, only what is new, or new with some of the old.

After each update the model is asked for every fact in force and for the last value of every withdrawn one, in words it
was not taught with. What it said is kept as texts; `helpers.changed` works out the scores. A training from scratch
stands for itself, so it is made after some rounds only; the others go on from their own state after the round before,
and from the same first student. Two rounds are taught gently as well, at a quarter of the learning rate. The library's
side is the sweep `changing_library`. One thread; seconds are the processor's own, so that other work beside it does not
count.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from helpers import lessons_in_changes, lora
from helpers.finetune import FinetuneConfig, finetune
from helpers.lessons_in_changes import REPLAY, SCRATCH
from helpers.lora import LoraConfig
from helpers.measure.sweep import Step, Sweep
from helpers.measure.teaching_facts import LONGEST, model
from helpers.models import Generator
from helpers.worlds.changes import Stream, StreamConfig, make_stream

SEEDS = (401, 402, 403)
ENTITIES, ROUNDS = 6, 10
# What taught facts best in the sweep `finetune_grid`, on other worlds.
RANK, DEPTH, LEARNING_RATE = 32, 10, 4e-3
# How many facts change in each round; before the first there are 24.
RATES = {"fast": 6, "slow": 2}
AGAIN = {"fast": (4, 7, 10), "slow": (10,)}
# Which of them go on round by round: an hour has no room for all at both rates.
GO_ON = {"fast": tuple(REPLAY), "slow": ("new facts only", "replay of 50 %")}
GENTLY, GENTLE_RATE, GENTLE_ROUNDS = "new facts only, gently", LEARNING_RATE / 4, 2
EPOCHS, BATCH = 4, 8
BEGUN, UNTAUGHT = "first lesson", "untaught"
PLAN = {
    "seeds": list(SEEDS),
    "entities": ENTITIES,
    "rounds": ROUNDS,
    "rates": RATES,
    "from scratch after": {rate: list(some) for rate, some in AGAIN.items()},
    "round by round": {rate: list(some) for rate, some in GO_ON.items()},
    "gently": [GENTLY, GENTLE_RATE, GENTLE_ROUNDS],
    "replay": REPLAY,
    "phrasings": lessons_in_changes.PHRASINGS,
    "epochs": EPOCHS,
    "batch": BATCH,
    "learning_rate": LEARNING_RATE,
    "lora": [RANK, DEPTH],
    "clock": "processor",
}


def step_name(what: str, rate: str, seed: int) -> str:
    """Return what a step is called.

    >>> step_name("from scratch", "fast", 401)
    'from scratch, fast, seed 401'
    """
    return f"{what}, {rate}, seed {seed}"


@functools.cache
def stream_of(rate: str, seed: int) -> Stream:
    """Return a stream of the plan.

    >>> stream_of("slow", 401).config.changed
    2
    """
    return make_stream(StreamConfig(seed, ENTITIES, ROUNDS, RATES[rate]))


def config_of(seed: int, learning_rate: float = LEARNING_RATE) -> FinetuneConfig:
    """Return how every lesson is taught, if not more gently."""
    return FinetuneConfig(LoraConfig(RANK, DEPTH), EPOCHS, BATCH, learning_rate, seed=seed)


def teach(
    generator: Generator, stream: Stream, number: int, diet: str, learning_rate: float = LEARNING_RATE
) -> dict[str, Any]:
    """Teach what a round asks for, to a model with adapters or without, and ask for everything.

    Args:
        generator: goes on from the adapters that it has.
        stream: the facts over time.
        number: the round.
        diet: which of them are taught.
        learning_rate: of AdamW at its highest.
    """
    rows = lessons_in_changes.rows(stream, number, diet)
    begun = time.process_time()
    report = finetune(generator, rows, config_of(stream.config.seed + 1000 * number, learning_rate))
    seconds = time.process_time() - begun
    told = {"rows": len(rows), "seconds": round(seconds, 2), "learned": [round(share, 3) for share in report.learned]}
    return {"said": ask(generator, stream, number)} | told


def ask(generator: Generator, stream: Stream, number: int) -> list[str]:
    """Return what a model says to everything that is asked after a round."""
    return generator.answer([one.question.text for one in stream.asked(number)], LONGEST)


def begin(generator: Generator, stream: Stream) -> tuple[dict[str, Any], Any]:
    """Teach everything that holds before the first round; return what was said, and the adapters that came of it.

    Args:
        generator: without adapters, as it is again afterwards.
        stream: the facts over time.
    """
    try:
        return teach(generator, stream, 0, SCRATCH), lora.weights(generator.model)
    finally:
        lora.remove_lora(generator.model)


def go_on(
    generator: Generator,
    stream: Stream,
    diet: str,
    student: Any,  # noqa: ANN401 - tensors by name
    learning_rate: float = LEARNING_RATE,
    rounds: int = ROUNDS,
) -> dict[str, Any]:
    """Update a student after every round, each time from where it stood; return what was said after each.

    Args:
        generator: without adapters, as it is again afterwards.
        stream: the facts over time.
        diet: one of `REPLAY`.
        student: the adapters of the first lesson.
        learning_rate: of AdamW at its highest.
        rounds: at most so many.
    """
    numbers = range(1, min(rounds, len(stream.rounds)) + 1)
    try:
        lora.add_lora(generator.model, config_of(0).lora)
        lora.set_weights(generator.model, student)
        return {str(number): teach(generator, stream, number, diet, learning_rate) for number in numbers}
    finally:
        lora.remove_lora(generator.model)


def again(generator: Generator, stream: Stream, numbers: Sequence[int]) -> dict[str, Any]:
    """Teach everything from scratch after some rounds; return what was said after each.

    Args:
        generator: without adapters, as it is again afterwards.
        stream: the facts over time.
        numbers: after which rounds.
    """
    told = {}
    for number in numbers:
        try:
            told[str(number)] = teach(generator, stream, number, SCRATCH)
        finally:
            lora.remove_lora(generator.model)
    return told


@functools.cache
def _student(seed: int) -> tuple[dict[str, Any], Any]:
    """Return the first lesson of a seed; streams of all rates begin alike."""
    return begin(model(), stream_of("fast", seed))


def _untaught(seed: int) -> dict[str, Any]:
    """Ask the model as it came."""
    return {"0": {"said": ask(model(), stream_of("fast", seed), 0)}}


def _begin(seed: int) -> dict[str, Any]:
    """Return what the first lesson brought."""
    return {"0": _student(seed)[0]}


def _again(rate: str, seed: int) -> dict[str, Any]:
    """Run a rate from scratch."""
    return again(model(), stream_of(rate, seed), AGAIN[rate])


def _go_on(diet: str, rate: str, seed: int) -> dict[str, Any]:
    """Run a rate with a diet."""
    return go_on(model(), stream_of(rate, seed), diet, _student(seed)[1])


def _gently(seed: int) -> dict[str, Any]:
    """Run some rounds at a lower learning rate."""
    student = _student(seed)[1]
    return go_on(model(), stream_of("fast", seed), "new facts only", student, GENTLE_RATE, GENTLE_ROUNDS)


def _steps() -> dict[str, Step]:
    """Return all steps: the fast rate with each seed, then the slow one; the first lesson of a seed comes first."""
    steps: dict[str, Step] = {}
    for rate in RATES:
        for seed in SEEDS:
            if rate == "fast":
                steps[f"{BEGUN}, seed {seed}"] = functools.partial(_begin, seed)
                steps[f"{UNTAUGHT}, seed {seed}"] = functools.partial(_untaught, seed)
            for diet in GO_ON[rate]:
                steps[step_name(diet, rate, seed)] = functools.partial(_go_on, diet, rate, seed)
            steps[step_name(SCRATCH, rate, seed)] = functools.partial(_again, rate, seed)
            if rate == "fast":
                steps[step_name(GENTLY, rate, seed)] = functools.partial(_gently, seed)
    return steps


def _data() -> list[Any]:
    """Return what decides the results beside the plan: every row and question."""
    return [describe(stream_of(rate, seed)) for rate in RATES for seed in SEEDS]


def describe(stream: Stream) -> list[Any]:
    """Return all that is taught and asked in a stream, as JSON values."""
    numbers = range(len(stream.rounds) + 1)
    taught = [[asdict(row) for row in lessons_in_changes.rows(stream, number, SCRATCH)] for number in numbers]
    asked = [[[one.question.text, one.question.answers, one.group] for one in stream.asked(n)] for n in numbers]
    return [taught, asked]


SWEEP = Sweep(
    "changing_facts", "Ten rounds of changes, put into weights in four ways.", 60, PLAN, _data, _steps, "float32"
)
