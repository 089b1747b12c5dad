"""Answer without a model: quote the sentence that fits best, and pass over what shares only words like "the".

Not handled: which words are empty in other languages than English; there, what shares any word is kept.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from helpers.bm25 import BM25, terms
from helpers.chunks import sentences
from helpers.collection import Hit, Passage


def telling(question: str) -> set[str]:
    """Return the words of a question that say what it is about; all of them if there are no others.

    >>> sorted(telling("When does the ferry leave?")), sorted(telling("Who is he?"))
    (['does', 'ferry', 'leave'], ['he', 'is', 'who'])
    """
    words = set(terms(question))
    return words - _empty() or words


@functools.cache
def _empty() -> frozenset[str]:
    """Return English words that say little."""
    # The library takes a second to load, and only a question needs it.
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS  # noqa: PLC0415

    return ENGLISH_STOP_WORDS


def fitting(question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the hits that share a telling word with the question, in the same order.

    >>> fog = Hit(Passage("A-1", "The fog lifts at noon."), score=0.1, rank=1)
    >>> len(fitting("When is the fog over?", [fog])), len(fitting("What is the capital of Mongolia?", [fog]))
    (1, 0)
    """
    wanted = telling(question)
    return tuple(hit for hit in hits if wanted & {*terms(hit.passage.title), *terms(hit.passage.text)})


def best_sentence(question: str, hits: Sequence[Hit]) -> tuple[str, int]:
    """Return the sentence that fits a question best, and which of the hits it is from.

    The sentences are ranked as a search of them would, so that rare words count most. If none shares a word with the
    question, it is the first of the best hit.

    Args:
        question: what is asked.
        hits: at least one.

    >>> fog = Hit(Passage("A-1", "Rain fell. Fog lifts at noon."), score=0.1, rank=1)
    >>> best_sentence("When does the fog lift?", [fog])
    ('Fog lifts at noon.', 0)
    """
    cut = [(text, place) for place, hit in enumerate(hits) for text in _sentences(hit.passage)]
    best = BM25([text for text, _ in cut]).search(question, 1)
    return cut[int(best.indices[0])] if len(best) else cut[0]


def _sentences(passage: Passage) -> list[str]:
    """Return the sentences of a passage; a line ends one as well."""
    lines = passage.text.split("\n")
    return [line[start:end] for line in lines for start, end in sentences(line)]
