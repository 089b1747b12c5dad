"""Facts put into weights in several ways, and the same facts left in a library, with the same share of them wrong.

Each step is one way in one world: a training, then questions in the words of the training, in other words, turned
round, and about things that nobody knows. What was said is kept, so that every score can be worked out again. A step
of the library reads the best hit with the few-shot wording of lesson 04. All runs compute on one thread.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import Any

from helpers import lora, models, styles
from helpers.bm25 import BM25
from helpers.data import Question
from helpers.finetune import FinetuneConfig, finetune
from helpers.lessons_in_facts import Way, asked, prompts, rows, world_of
from helpers.lora import LoraConfig
from helpers.measure.sweep import Step, Sweep
from helpers.models import Generator
from helpers.rag import Library, Rag
from helpers.worlds.world import World

WORLDS = (301, 302, 303)
ENTITIES = 5
RANK, DEPTH, LEARNING_RATE = 32, 10, 4e-3
LONGEST = 16
BASE = Way()
WAYS: dict[str, Way] = {
    "4 phrasings x 4": BASE,
    "1 phrasing x 16": Way(1, 16),
    "wrong 0.25": replace(BASE, wrong=0.25),
    "text x 16": Way(form="text", epochs=16, batch=2),
    "silence": replace(BASE, silence=True),
    "wrong 0.5": replace(BASE, wrong=0.5),
}
SHARES = (0.0, 0.25, 0.5)
UNTAUGHT = "untaught"
PLAN = {
    "worlds": list(WORLDS),
    "entities": ENTITIES,
    "lora": [RANK, DEPTH, LEARNING_RATE],
    "ways": {name: asdict(way) for name, way in WAYS.items()},
    "shares": list(SHARES),
}


def step_name(what: str, world: int) -> str:
    """Return what a step is called.

    >>> step_name("library 0.25", 301)
    'library 0.25, world 301'
    """
    return f"{what}, world {world}"


def config_of(way: Way, seed: int) -> FinetuneConfig:
    """Return how a way is trained.

    >>> config_of(Way(1, 16), 301).epochs
    16
    """
    adapters = LoraConfig(RANK, DEPTH)
    return FinetuneConfig(adapters, epochs=way.epochs, batch=way.batch, learning_rate=LEARNING_RATE, seed=seed)


def teach(generator: Generator, world: World, way: Way, seed: int) -> dict[str, Any]:
    """Teach a world in one way and ask for it; return what was said, losses and seconds. The model is then as before.

    Args:
        generator: without adapters.
        world: the true one.
        way: how.
        seed: of the training.
    """
    try:
        report = finetune(generator, rows(world, way), config_of(way, seed))
        said = ask(generator, world, way)
    finally:
        lora.remove_lora(generator.model)
    return {
        "said": said,
        "seconds": round(report.seconds + report.preparing, 1),
        "tokens": report.tokens,
        "learned": [round(share, 3) for share in report.learned],
        "losses": [round(loss, 3) for loss in report.losses[:: max(1, len(report.losses) // 8)]],
    }


def ask(generator: Generator, world: World, way: Way) -> dict[str, list[str]]:
    """Return what a model says to what is asked, by group; with wrong values, only to the held-out questions.

    Args:
        generator: the model, taught or not.
        world: what it is asked about.
        way: how it was taught, which decides which questions it has seen.
    """
    groups = asked(world, way)
    briefly = {"heldout"} if way.wrong else set(groups)
    said = {name: generator.answer(prompts(some), LONGEST) for name, some in groups.items() if name in briefly}
    if not way.wrong:
        said["permitted"] = generator.answer(prompts(groups["unanswerable"], permitted=True), LONGEST)
    return said


def look_up(generator: Generator, world: World, share: float) -> dict[str, Any]:
    """Answer the held-out questions from a library with a share of wrong values.

    Args:
        generator: the reader.
        world: the true one.
        share: of the facts.
    """
    told = world.corrupt(share) if share else world
    begun = time.perf_counter()
    library = Library(BM25([passage.text for passage in told.passages]), told.passages)
    seconds = time.perf_counter() - begun
    questions = asked(world, BASE)["heldout"]
    found = library.search_many([one.text for one in questions], 1)
    rag = Rag(library, generator, k=1, style=styles.FEW_SHOT, max_new_tokens=LONGEST)
    answers = rag.read([one.text for one in questions], found)
    hits = [int(_holds(one, hits[0].passage.id)) for one, hits in zip(questions, found, strict=True)]
    return {"said": {"heldout": [one.text for one in answers]}, "hits": hits, "indexing": round(seconds, 5)}


def _holds(question: Question, passage: str) -> bool:
    """Tell whether a passage is one of those that answer a question."""
    return passage in question.passages


@functools.cache
def model() -> Generator:
    """Return the model that is taught, on one thread."""
    return models.load_generator(threads=1)


def _teach(name: str, world: int) -> dict[str, Any]:
    """Run one way in one world; the world's number is the seed of the training, too."""
    return teach(model(), world_of(world, ENTITIES), WAYS[name], world)


def _look_up(share: float, world: int) -> dict[str, Any]:
    """Run one library of one world."""
    return look_up(model(), world_of(world, ENTITIES), share)


def _untaught(world: int) -> dict[str, Any]:
    """Ask the model as it came."""
    return {"said": ask(model(), world_of(world, ENTITIES), BASE)}


def _steps() -> dict[str, Step]:
    """Return all steps, the most telling first, and each in all worlds before the next."""
    acts: dict[str, Callable[[int], Any]] = {UNTAUGHT: _untaught}
    ways = {name: functools.partial(_teach, name) for name in WAYS}
    libraries = {f"library {share}": functools.partial(_look_up, share) for share in SHARES}
    late = {name for name in (*ways, *libraries) if name.endswith("0.5")}
    order = [name for name in (*libraries, *ways) if name not in late]
    acts |= {name: (ways | libraries)[name] for name in (*order, *sorted(late))}
    return {step_name(name, world): functools.partial(act, world) for name, act in acts.items() for world in WORLDS}


def _data() -> Sequence[Any]:
    """Return what decides the results beside the plan: every row and question, and the reader's wording."""
    worlds = [world_of(world, ENTITIES) for world in WORLDS]
    taught = [[asdict(row) for row in rows(world, way)] for world in worlds for way in WAYS.values()]
    questions = [[one.text for some in asked(world, BASE).values() for one in some] for world in worlds]
    return [taught, questions, repr(styles.FEW_SHOT)]


SWEEP = Sweep(
    "teaching_facts",
    "Facts in weights and in a library, in several ways, some wrong.",
    20,
    PLAN,
    _data,
    _steps,
    "bfloat16",
)
