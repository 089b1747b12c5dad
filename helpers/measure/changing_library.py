"""Ten rounds of changes in a library that is overwritten, only appended to, or handed out newest version first.

Pages are found by words and by meaning together, one is handed over, and a reader answers that was taught to read on
other worlds (`reading_skill` says how). Kept are the page found for each question, and what the reader makes of each
page for each question; a page is read once, whichever library handed it out. The seconds of an update include encoding
the new pages; they are the processor's own. Streams and questions are those of `changing_facts`. One thread.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from helpers import dated_library, models, reading_lessons, updating
from helpers.bm25 import BM25
from helpers.collection import Hit, Passage
from helpers.dated_library import WAYS
from helpers.embeddings import DenseIndex, Embedder
from helpers.finetune import FinetuneConfig
from helpers.fusion import HybridIndex
from helpers.measure import changing_facts, reading_skill
from helpers.measure.adapted import Student
from helpers.measure.changing_facts import RATES, SEEDS, describe, step_name, stream_of
from helpers.measure.reading_skill import SHORT
from helpers.measure.sweep import Step, Sweep
from helpers.models import Generator
from helpers.rag import Library, Rag, Reader
from helpers.training_rows import Pair
from helpers.worlds.stream import Stream

LESSONS = "one passage"
# The reader of each stream's seed is taught with a seed of its own.
READERS = dict(zip(SEEDS, (1, 2, 3), strict=True))
PLAN = {key: changing_facts.PLAN[key] for key in ("seeds", "entities", "rounds", "rates")} | {
    "ways": list(WAYS),
    "readers": {str(seed): reader for seed, reader in READERS.items()},
    "lessons": LESSONS,
}


class Shelves:
    """A library kept in one way over the rounds, with the vectors of the pages that it has encoded.

    Args:
        embedder: encodes pages and questions.
        way: one of `dated_library.WAYS`.
    """

    def __init__(self, embedder: Embedder, way: str) -> None:
        """Begin with nothing encoded."""
        self._embedder, self._way = embedder, way
        self._texts: dict[str, str] = {}
        self._vectors: dict[str, Any] = {}

    def update(self, held: Sequence[Passage]) -> tuple[Library, dict[str, Any]]:
        """Return the library of these pages, and what the update cost: seconds, and how many pages were encoded.

        Args:
            held: the pages after a round.
        """
        begun = time.process_time()
        now = {page.id: f"{page.title}. {page.text}" for page in held}
        fresh = updating.to_encode(self._texts, now)
        made = self._embedder.encode([now[page] for page in fresh])
        self._texts, self._vectors = now, self._vectors | dict(zip(fresh, made, strict=True))
        encoded = time.process_time()
        library = dated_library.library(held, self._way, functools.partial(self._index, list(now)))
        seconds = {"encoding": encoded - begun, "indexing": time.process_time() - encoded}
        return library, {name: round(value, 5) for name, value in seconds.items()} | {"encoded": len(fresh)}

    def _index(self, ids: Sequence[str], texts: list[str]) -> HybridIndex:
        """Return an index by words and by meaning, of vectors that are there."""
        known = np.array([self._vectors[page] for page in ids])
        return HybridIndex([BM25(texts), DenseIndex(texts, self._embedder, known)])


def look_up(stream: Stream, reader: Reader, embedder: Embedder) -> dict[str, Any]:
    """Keep libraries in all ways over all rounds and ask them; return what was found, what it cost, and what was read.

    Args:
        stream: the pages over time.
        reader: answers from a page.
        embedder: encodes pages and questions.
    """
    found: dict[str, dict[str, Any]] = {}
    read: dict[tuple[str, str], Hit] = {}
    for way in WAYS:
        shelves = Shelves(embedder, way)
        rounds = {}
        for number in range(len(stream.rounds) + 1):
            library, cost = shelves.update(dated_library.pages(stream, number, way))
            questions = [one.question.text for one in stream.asked(number)]
            hits = [one[0] for one in library.search_many(questions, 1)]
            read |= {(hit.passage.id, asked): hit for hit, asked in zip(hits, questions, strict=True)}
            rounds[str(number)] = {"found": [hit.passage.id for hit in hits]} | cost
        found[way] = rounds
    return {"found": found, "read": _read(reader, read)}


def _read(reader: Reader, wanted: Mapping[tuple[str, str], Hit]) -> dict[str, dict[str, str]]:
    """Return for each page, by id, what the reader answers to each question that found it."""
    hits = list(wanted.values())
    rag = Rag(Library(BM25([]), []), reader, 1, reading_lessons.STYLE, max_new_tokens=reading_lessons.LONGEST_ANSWER)
    answers = rag.read([asked for _, asked in wanted], [[hit] for hit in hits])
    told: dict[str, dict[str, str]] = {}
    for (page, asked), answer in zip(wanted, answers, strict=True):
        told.setdefault(page, {})[asked] = answer.text
    return told


@functools.cache
def model() -> Generator:
    """Return the model that reads, on one thread."""
    embedder()
    return models.load_generator(threads=1)


@functools.cache
def embedder() -> Embedder:
    """Return the model that encodes; loaded before the reader, which decides how many threads there are."""
    return Embedder.load()


def _lessons(seed: int) -> list[Pair]:
    """Return what a reader is taught: nothing about these streams."""
    return [task.pair for task in reading_skill.lessons(LESSONS, seed, SHORT)]


def _config(seed: int) -> FinetuneConfig:
    """Return how a reader is taught."""
    return reading_skill.config(seed, SHORT)


READER = Student(model, _lessons, _config)


def _look_up(rate: str, seed: int) -> dict[str, Any]:
    """Run one rate of one seed, with its reader; at the first rate, with the seconds of learning to read."""
    begun = time.process_time()
    with READER.taught(READERS[seed]):
        told = {"reader": round(time.process_time() - begun, 1)} if rate == next(iter(RATES)) else {}
        return told | look_up(stream_of(rate, seed), model(), embedder())


def _steps() -> dict[str, Step]:
    """Return all steps, a seed's together, so that each reader is taught once."""
    return {
        step_name("library", rate, seed): functools.partial(_look_up, rate, seed) for seed in SEEDS for rate in RATES
    }


def _data() -> list[Any]:
    """Return what decides the results beside the plan: pages, questions, and how the readers are taught."""
    streams = [stream_of(rate, seed) for rate in RATES for seed in SEEDS]
    held = [[page.text for page in dated_library.pages(one, len(one.rounds), dated_library.APPEND)] for one in streams]
    taught = [[[pair.prompt, pair.answer] for pair in _lessons(reader)] for reader in READERS.values()]
    how = [repr(_config(reader)) for reader in READERS.values()]
    return [[describe(one) for one in streams], held, taught, how, repr(reading_lessons.STYLE)]


SWEEP = Sweep(
    "changing_library", "Ten rounds of changes, in libraries kept in three ways.", 15, PLAN, _data, _steps, "float32"
)
