"""BM25's two constants over a grid: what becomes of the search for every real incident.

One step a value of k1; it gives, for each b of the plan in turn, the mean recall@10 over all questions,
and the share of questions whose best passage is a right one.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from statistics import fmean
from typing import Any

from helpers import cwe
from helpers.bm25 import BM25
from helpers.data import Collection
from helpers.measure.sweep import Step, Sweep
from helpers.records import as_dict
from helpers.searching import firsts, recalls, texts

K = 10
K1S = tuple(round(0.1 * step, 1) for step in range(31))
BS = tuple(round(0.05 * step, 2) for step in range(21))
PLAN = {"k1": list(K1S), "b": list(BS), "k": K}


@functools.cache
def _weaknesses() -> Collection:
    """Return the catalogue, read once."""
    return cwe.load()


def measure(collection: Collection, k1: float, bs: Sequence[float]) -> dict[str, list[float]]:
    """Return recall@10 and hit@1 for one k1 and each b, means over all questions.

    Args:
        collection: its passages are searched for its questions.
        k1: BM25's first constant.
        bs: values of its second.

    >>> from helpers.data import Passage, Question
    >>> fog = Collection("fog", (Passage("A", "Fog."),), (Question("q", "Is it fog?", ("yes",), ("A",)),))
    >>> measure(fog, 1.5, [0.75])
    {'recall_at_10': [1.0], 'hit_at_1': [1.0]}
    """
    rows = [_one(collection, k1, b) for b in bs]
    return {"recall_at_10": [recall for recall, _ in rows], "hit_at_1": [hit for _, hit in rows]}


def _one(collection: Collection, k1: float, b: float) -> tuple[float, float]:
    """Return recall@10 and hit@1 at one point of the grid."""
    index = BM25(texts(collection), k1, b)
    recall = fmean(recalls(index, collection, collection.questions, K))
    return round(recall, 5), round(fmean(firsts(index, collection, collection.questions)), 5)


def _data() -> list[Any]:
    """Return all that decides the result beside the plan."""
    collection = _weaknesses()
    return [as_dict(item) for item in (*collection.passages, *collection.questions)]


def _steps() -> dict[str, Step]:
    """Return a step for each value of k1."""
    return {str(k1): functools.partial(_measure_row, k1) for k1 in K1S}


def _measure_row(k1: float) -> dict[str, list[float]]:
    """Return one row of the grid."""
    return measure(_weaknesses(), k1, BS)


SWEEP = Sweep("bm25_grid", "BM25's k1 and b on all real incidents.", 4, PLAN, _data, _steps)
