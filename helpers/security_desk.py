"""The security desk of lesson 04: the advisories, three searches over them, one reader, and one kind of question.

The desk is asked one thing all day: which version mends it? The other questions of the collection are harder for a
model this small; how much harder is measured too.
"""

from __future__ import annotations

import functools
import random
from functools import cached_property

from helpers import data, models, vectors
from helpers.bm25 import BM25
from helpers.collection import Collection, Hit, Question
from helpers.completion import Completer
from helpers.embeddings import DenseIndex, Embedder
from helpers.fusion import HybridIndex
from helpers.prompts import Style
from helpers.rag import Library, Rag
from helpers.styles import FEW_SHOT

COLLECTION = "advisories"
ATTRIBUTE = "fixed_version"
SEARCHES = ("bm25", "minilm", "hybrid")
ONE_PLACE = ("lookup", "identifier", "other words")
BUDGET = 2048


@functools.cache
def desk() -> Desk:
    """Return the one desk of this process: two would hold the model in memory twice.

    >>> desk() is desk()
    True
    """
    return Desk()


class Desk:
    """Everything that answers at the desk; each part is loaded when it is first used.

    Args:
        model: the language model; the course's own by default, which remembers its answers.

    >>> len(Desk().training()) > 100
    True
    """

    def __init__(self, model: models.Generator | None = None) -> None:
        """Keep the model if there is one; nothing is loaded."""
        self._model = model

    @cached_property
    def model(self) -> models.Generator:
        """The language model."""
        return self._model or models.load_generator(remember=True)

    @cached_property
    def collection(self) -> Collection:
        """The advisories with their questions."""
        return data.load(COLLECTION)

    @cached_property
    def _texts(self) -> list[str]:
        """What is indexed of each passage: its title and its text."""
        return [f"{passage.title}\n{passage.text}" for passage in self.collection.passages]

    @cached_property
    def _bm25(self) -> BM25:
        """The index by words."""
        return BM25(self._texts)

    @cached_property
    def _minilm(self) -> DenseIndex:
        """The index by meaning; the passages are encoded once on a computer."""
        embedder = Embedder.load()
        known = vectors.remembered({"minilm": self._texts}, lambda: embedder.encode(self._texts))
        return DenseIndex(self._texts, embedder, known)

    def library(self, search: str = "bm25") -> Library:
        """Return the advisories under one of the `SEARCHES`.

        Raises:
            ValueError: if there is no such search.

        >>> Desk().library("smell")
        Traceback (most recent call last):
        ValueError: found the search 'smell'; expected one of bm25, minilm, hybrid; do choose one
        """
        if search not in SEARCHES:
            raise ValueError(f"found the search {search!r}; expected one of {', '.join(SEARCHES)}; do choose one")
        if search == "bm25":
            return Library(self._bm25, self.collection.passages)
        index = self._minilm if search == "minilm" else HybridIndex([self._bm25, self._minilm])
        return Library(index, self.collection.passages)

    def rag(self, search: str = "bm25", k: int = 1, style: Style = FEW_SHOT, least_score: float = -1e9) -> Rag:
        """Return the whole desk: a library and a reader; worked examples are completed, anything else is chatted."""
        reader = Completer(self.model) if style.examples else self.model
        return Rag(self.library(search), reader, k, style, BUDGET, least_score=least_score)

    def training(self) -> list[Question]:
        """Return the training questions that have an answer."""
        return [asked for asked in self._asked("train") if asked.answers]

    def heldout(self) -> list[Question]:
        """Return the held-out questions, those without an answer among them."""
        return self._asked("heldout")

    def unanswerable(self, split: str) -> list[Question]:
        """Return the questions of a split that the library does not answer."""
        return [asked for asked in self._asked(split) if not asked.answers]

    def other_questions(self, count: int, rng: random.Random) -> list[Question]:
        """Return held-out questions about anything but versions, drawn at random."""
        known = self.collection.split("heldout")
        return rng.sample([one for one in known if one.attribute != ATTRIBUTE and one.kind in ONE_PLACE], count)

    def right_hits(self, question: Question) -> tuple[Hit, ...]:
        """Return what a perfect search would find."""
        return (Hit(self.collection.passage(question.passages[0]), 1.0, 1),)

    def _asked(self, split: str) -> list[Question]:
        """Return the desk's questions of a split."""
        kinds = (*ONE_PLACE, "unanswerable")
        return [one for one in self.collection.split(split) if one.attribute == ATTRIBUTE and one.kind in kinds]
