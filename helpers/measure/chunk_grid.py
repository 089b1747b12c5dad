"""Chunk sizes and overlaps over a grid: what becomes of the search in the chronicle's books.

One step a search and a size; it gives a row for each overlap. Searching by words covers the whole grid. Searching by
meaning must encode every chunk anew, so it covers fewer sizes, one overlap, and only chunks that the model reads whole.
Places and words are kept for every question, as numbers with spaces between, so that any interval can be computed.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from helpers import data
from helpers.bm25 import BM25
from helpers.chunk_quality import Quality, measure
from helpers.chunks import ChunkConfig
from helpers.embeddings import DenseIndex, Embedder
from helpers.measure.sweep import Step, Sweep
from helpers.rankings import Index
from helpers.records import as_dict
from helpers.shelf import Shelf, shelve

COLLECTION = "chronicle"
DEPTH = 15
MOST_K = 10
SIZES = tuple(range(20, 241, 20))
PERCENTS = (0, 10, 20, 30, 40, 50)
GRID = {"words": (SIZES, PERCENTS), "meaning": ((20, 40, 60, 80, 120, 160), (20,))}
PLAN = {"collection": COLLECTION, "depth": DEPTH, "grid": {name: list(map(list, both)) for name, both in GRID.items()}}
IndexOf = Callable[[Sequence[str]], Index]


def rows(shelf: Shelf, size: int, percents: Sequence[int], index: IndexOf, depth: int = DEPTH) -> list[dict[str, Any]]:
    """Return what was measured for one size and each overlap.

    Args:
        shelf: books and questions.
        size: words in a chunk.
        percents: overlaps, as shares of the size.
        index: makes an index of texts.
        depth: how many chunks are looked at.
    """
    return [
        {"percent": percent} | row(measure(shelf, ChunkConfig(size, size * percent // 100), index, depth))
        for percent in percents
    ]


def row(quality: Quality) -> dict[str, Any]:
    """Return a measurement as JSON values.

    Args:
        quality: of one way of cutting.
    """
    ks = range(1, min(MOST_K, quality.read.shape[1]) + 1)
    return {
        "chunks": quality.chunks,
        "cut": quality.cut,
        "places": " ".join(map(str, quality.places)),
        "reached": " ".join(map(str, quality.reached())),
        "read": [round(float(np.mean(quality.read[:, k - 1])), 1) for k in ks],
        "precision": [round(float(np.mean(quality.precision(k))), 4) for k in ks],
    }


@functools.cache
def _shelf() -> Shelf:
    """Return the chronicle's books, bound once."""
    return shelve(data.load(COLLECTION))


@functools.cache
def _embedder() -> Embedder:
    """Return the model, loaded once."""
    return Embedder.load()


def _index(search: str) -> IndexOf:
    """Return what makes an index for a search of this name."""
    return BM25 if search == "words" else lambda texts: DenseIndex(texts, _embedder())


def _data() -> list[Any]:
    """Return all that decides the result beside the plan."""
    collection = data.load(COLLECTION)
    return [as_dict(item) for item in (*collection.passages, *collection.questions)]


def _measure(search: str, size: int) -> list[dict[str, Any]]:
    """Return one step's rows."""
    return rows(_shelf(), size, GRID[search][1], _index(search))


def _questions() -> str:
    """Return the ids of the questions, in the order of all places."""
    return " ".join(one.question.id for one in _shelf().asked)


def _steps() -> dict[str, Step]:
    """Return the questions, and a step for each search and size."""
    pairs = [(search, size) for search, (sizes, _) in GRID.items() for size in sizes]
    return {"questions": _questions} | {f"{one} {size}": functools.partial(_measure, one, size) for one, size in pairs}


SWEEP = Sweep("chunk_grid", "Chunk sizes and overlaps on the chronicle's books.", 4, PLAN, _data, _steps)
