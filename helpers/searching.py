"""What a search finds for the questions of a collection, as ids, and how good that is, question by question."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.data import Collection, Question
from helpers.metrics import recall_at_k
from helpers.rankings import Index


def texts(collection: Collection) -> list[str]:
    """Return what is searched of each passage: its title, then its text.

    Args:
        collection: any.

    >>> from helpers.data import Passage
    >>> texts(Collection("fog", (Passage("A-1", "It lifts at noon.", "Fog"),), ()))
    ['Fog. It lifts at noon.']
    """
    return [f"{passage.title}. {passage.text}" if passage.title else passage.text for passage in collection.passages]


def found(index: Index, collection: Collection, questions: Sequence[Question], k: int = 10) -> list[list[str]]:
    """Return for each question the ids of the best k passages, best first.

    Args:
        index: of the collection's passages, in their order.
        collection: the passages.
        questions: what is searched for.
        k: how many passages at most.

    >>> from helpers.bm25 import BM25
    >>> from helpers.data import Passage
    >>> fog = Collection("fog", (Passage("A-1", "Fog at noon."), Passage("A-2", "Rain.")), ())
    >>> found(BM25(texts(fog)), fog, [Question("q1", "When is there fog?")])
    [['A-1']]
    """
    ids = [passage.id for passage in collection.passages]
    rankings = index.search_many([question.text for question in questions], k)
    return [[ids[place] for place in ranking.indices] for ranking in rankings]


def recalls(index: Index, collection: Collection, questions: Sequence[Question], k: int = 10) -> list[float]:
    """Return for each question the share of its right passages that stand among the best k; see `found`.

    Raises:
        ValueError: if a question has no right passage.
    """
    ranked = found(index, collection, questions, k)
    return [recall_at_k(best, question.passages, k) for best, question in zip(ranked, questions, strict=True)]


def firsts(index: Index, collection: Collection, questions: Sequence[Question]) -> list[bool]:
    """Return for each question whether the best passage is a right one; see `found`."""
    ranked = found(index, collection, questions, k=1)
    return [bool(best) and best[0] in question.passages for best, question in zip(ranked, questions, strict=True)]
