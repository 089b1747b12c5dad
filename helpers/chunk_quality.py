"""How well does a way of cutting serve a search? Recall and precision of the chunks that a search returns.

Recall asks whether the answer stands, uncut, in the first k chunks. Precision asks what share of the words read belongs
to the sentences around the answer. The share of *chunks* that hold the answer would not do: larger chunks hold
more of everything, so they would look more precise the more they make you read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from helpers.chunks import Chunk, ChunkConfig, split
from helpers.rankings import Index, check_k
from helpers.shelf import Asked, Shelf, Span

DEPTH = 10


@dataclass(frozen=True, eq=False, slots=True, repr=False)
class Quality:
    """What was measured for one way of cutting; arrays are in the order of the shelf's questions.

    Args:
        chunks: how many chunks the books became.
        cut: how many questions have their answer whole in no chunk.
        places: at which rank the first chunk with the answer stands; 0: among none returned. Shape (questions,).
        read: words read in the first k chunks, repeated ones counted again. Shape (questions, depth).
        evidence: words among them, each once, that belong to the sentences around an answer. Shape (questions, depth).
    """

    chunks: int
    cut: int
    places: np.ndarray
    read: np.ndarray
    evidence: np.ndarray

    def __repr__(self) -> str:
        """Return what a table would show for five chunks."""
        k = min(5, self.read.shape[1])
        return (
            f"Quality({self.chunks} chunks; for {k} of them: recall {self.found(k).mean():.2f}, "
            f"precision {self.precision(k).mean():.3f}, {self.read[:, k - 1].mean():.0f} words read)"
        )

    def found(self, k: int) -> np.ndarray:
        """Return for each question whether the answer stands in the first k chunks, 0 or 1.

        Raises:
            ValueError: if k is below 1 or above the depth that was measured.
        """
        self._check_depth(k)
        return ((self.places > 0) & (self.places <= k)).astype(np.float64)

    def precision(self, k: int) -> np.ndarray:
        """Return for each question the share of the words read in the first k chunks that are evidence.

        Raises:
            ValueError: if k is below 1 or above the depth that was measured.
        """
        self._check_depth(k)
        return self.evidence[:, k - 1] / np.maximum(self.read[:, k - 1], 1)

    def reached(self) -> np.ndarray:
        """Return for each question how many words are read until the chunk with the answer ends; 0: not reached."""
        at = self.read[np.arange(len(self.places)), np.maximum(self.places, 1) - 1]
        return np.where(self.places > 0, at, 0)

    def _check_depth(self, k: int) -> None:
        check_k(k)
        if k > self.read.shape[1]:
            raise ValueError(f"found k={k}; expected at most {self.read.shape[1]}; do measure with a greater depth")


def measure(shelf: Shelf, config: ChunkConfig, index: Callable[[Sequence[str]], Index], depth: int = DEPTH) -> Quality:
    """Cut the books, search the chunks for every question, and judge what is found.

    Args:
        shelf: books and questions.
        config: how to cut.
        index: makes an index of texts, such as `BM25` itself.
        depth: how many chunks are looked at.

    Raises:
        ValueError: if depth is below 1.

    >>> from helpers.bm25 import BM25
    >>> from helpers.collection import Collection, Passage, Question
    >>> from helpers.shelf import shelve
    >>> fog = Passage("A-1", "Fog fell on Monday. It lifted at noon.", meta={"author": "Hob"})
    >>> when = Question("q1", "When did the fog of Monday lift?", ("at noon",), ("A-1",))
    >>> shelf = shelve(Collection("fog", (fog,), (when,)))
    >>> measure(shelf, ChunkConfig(size=4, overlap=0), BM25, depth=1)
    Quality(2 chunks; for 1 of them: recall 0.00, precision 0.000, 4 words read)
    >>> measure(shelf, ChunkConfig(size=8, overlap=0), BM25, depth=1)
    Quality(1 chunks; for 1 of them: recall 1.00, precision 0.500, 8 words read)
    """
    check_k(depth)
    cut = [(number, chunk) for number, book in enumerate(shelf.books) for chunk in split(book.text, config)]
    spans = [Span(number, chunk.start, chunk.end) for number, chunk in cut]
    rankings = index([chunk.text for _, chunk in cut]).search_many([one.question.text for one in shelf.asked], depth)
    found = list(zip(shelf.asked, [ranking.indices.tolist() for ranking in rankings], strict=True))
    return Quality(
        chunks=len(cut),
        cut=sum(not _holding(one, spans) for one in shelf.asked),
        places=np.array([_place(one, [spans[place] for place in best]) for one, best in found]),
        read=np.array([_read([cut[place][1] for place in best], depth) for _, best in found]),
        evidence=np.array([_covered(one, [spans[place] for place in best], depth) for one, best in found]),
    )


def _holding(one: Asked, spans: Sequence[Span]) -> list[int]:
    """Return the places, in the list, of the spans that hold an answer whole."""
    return [place for place, span in enumerate(spans) if any(span.holds(answer) for answer in one.answers)]


def _place(one: Asked, spans: Sequence[Span]) -> int:
    """Return the rank of the first span that holds an answer, from 1; 0 if none does."""
    return next((place + 1 for place in _holding(one, spans)), 0)


def _read(chunks: Sequence[Chunk], depth: int) -> np.ndarray:
    """Return how many words the first 1, 2, … chunks hold; where fewer were found, there is no more to read."""
    words = [chunk.words for chunk in chunks]
    return np.cumsum(words + [0] * (depth - len(words)))


def _covered(one: Asked, spans: Sequence[Span], depth: int) -> np.ndarray:
    """Return how many words of evidence, each once, stand in the first 1, 2, … spans."""
    first = [next((rank for rank, span in enumerate(spans) if span.holds(word)), depth) for word in one.evidence]
    return np.cumsum(np.bincount(first, minlength=depth + 1)[:depth])
