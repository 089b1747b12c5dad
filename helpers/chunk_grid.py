"""The recorded grid of chunk sizes and overlaps, ready to be asked; `helpers.measure.chunk_grid` makes it."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from helpers import data, recorded
from helpers.rankings import check_k
from helpers.records import DataError

NAME = "chunk_grid"


@dataclass(frozen=True, eq=False, slots=True)
class Cut:
    """What one way of cutting gave.

    Args:
        chunks: how many chunks the books became.
        cut: how many questions have their answer whole in no chunk.
        places: for each question the rank of the first chunk with the answer, 0 if it was not found.
        reached: for each question the words read until the end of that chunk, 0 if it was not found.
        read: mean words in the first 1, 2, … chunks.
        precision: mean share of these words that stand in sentences around the answer.
    """

    chunks: int
    cut: int
    places: np.ndarray
    reached: np.ndarray
    read: tuple[float, ...]
    precision: tuple[float, ...]

    def found(self, k: int) -> np.ndarray:
        """Return for each question whether its answer is in the first k chunks, 0 or 1.

        Raises:
            ValueError: if k is below 1 or deeper than recorded.
        """
        check_k(k)
        if k > len(self.read):
            raise ValueError(f"found k={k}; expected at most {len(self.read)}; do ask for fewer chunks")
        return ((self.places > 0) & (self.places <= k)).astype(np.float64)

    def found_within(self, words: int) -> np.ndarray:
        """Return for each question whether its answer is reached before so many words are read, 0 or 1.

        Args:
            words: at most 240, for the record goes no deeper with the smallest chunks.

        Raises:
            ValueError: if words is below 1 or above 240.
        """
        if not 1 <= words <= 240:
            raise ValueError(f"found words={words}; expected 1 to 240; do choose a number in that range")
        return ((self.reached > 0) & (self.reached <= words)).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Grid:
    """All ways of cutting, by search, size (words) and overlap (percent); and the entity of each question."""

    cuts: Mapping[tuple[str, int, int], Cut]
    entities: tuple[str, ...]

    def at(self, size: int, percent: int, search: str = "words") -> Cut:
        """Return one way of cutting.

        Raises:
            ValueError: if it was not measured; the message names what was.
        """
        if (search, size, percent) not in self.cuts:
            sizes = sorted({key[1] for key in self.cuts if key[0] == search})
            percents = sorted({key[2] for key in self.cuts if key[0] == search})
            found = f"size={size!r}, overlap={percent!r} % by {search!r}"
            raise ValueError(f"found {found}; expected sizes {sizes}, overlaps {percents}; do choose from these")
        return self.cuts[search, size, percent]

    def sizes(self, search: str = "words") -> list[int]:
        """Return the sizes that were measured, rising."""
        return sorted({size for name, size, _ in self.cuts if name == search})


@functools.lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Grid:
    """Return the recorded grid; read once.

    Args:
        folder: where the record stands, instead of `datasets/measured`.

    Raises:
        DataError: if there is no whole record, or it is of other data.

    >>> load().at(size=80, percent=20).chunks > 193
    True
    """
    record = recorded.load(NAME, folder)
    results = dict(record["results"])
    try:
        collection = data.load(record["plan"]["collection"])
        entities = tuple(collection.question(id).entity for id in results.pop("questions").split())
        cuts = {key: _cut(row, len(entities)) for name, rows in results.items() for key, row in _keyed(name, rows)}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        path = recorded.path_of(NAME, folder).as_posix()
        remake = f"do run `python -m helpers.measure {NAME}`"
        raise DataError(f"{path}: found a record that does not fit ({error}); expected this grid; {remake}") from error
    return Grid(MappingProxyType(cuts), entities)


def _keyed(name: str, rows: Sequence[Mapping[str, Any]]) -> list[tuple[tuple[str, int, int], Mapping[str, Any]]]:
    """Return the rows of a step, such as "words 80", by search, size and percent."""
    search, size = name.split()
    return [((search, int(size), int(row["percent"])), row) for row in rows]


def _cut(row: Mapping[str, Any], questions: int) -> Cut:
    """Return one row with its numbers as arrays."""
    places, reached = (np.array(row[name].split(), dtype=np.int64) for name in ("places", "reached"))
    if not len(places) == len(reached) == questions:
        raise ValueError(f"{len(places)} places for {questions} questions")
    return Cut(row["chunks"], row["cut"], places, reached, tuple(row["read"]), tuple(row["precision"]))
