"""Name the source of an answer: the passage that holds the words which the answer brought in.

A small model cannot be asked where it read something: it would make that up, too. So the source is worked out
afterwards. Not handled: an answer put together from several passages, and one that says it in other words.
"""

from __future__ import annotations

from collections.abc import Mapping

from helpers.collection import Answer
from helpers.metrics import normalise


def cite(answer: str, question: str, passages: Mapping[str, str]) -> str:
    """Return the id of the passage with the most words of the answer that were not in the question; "" if none has any.

    Args:
        answer: what was said.
        question: what was asked; the answer may repeat it, and that proves nothing.
        passages: texts by id, best first; of equal ones the earlier is named.

    >>> cite("It lifts at noon.", "When does fog lift?", {"A-1": "Rain and fog.", "A-2": "Fog until noon."})
    'A-2'
    >>> cite("fog", "When does fog lift?", {"A-1": "Rain and fog."})
    ''
    """
    telling = _words(answer) - _words(question)
    shared = {id: len(telling & _words(text)) for id, text in passages.items()}
    best = max(shared, key=shared.__getitem__, default="")
    return best if shared.get(best) else ""


def source(question: str, answer: Answer) -> str:
    """Return the id of the hit that an answer's words come from; "" if there is none.

    >>> source("When?", Answer("at noon"))
    ''
    """
    return cite(answer.text, question, {hit.passage.id: hit.passage.text for hit in answer.hits})


def _words(text: str) -> set[str]:
    """Return the different words of a text in the form in which answers are compared."""
    return set(normalise(text).split())
