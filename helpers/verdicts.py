"""What became of a question that was looked up: found or not, read or not, and which of the two went wrong.

Right is decided by `metrics.contains_answer`: the answer stands among the first sixteen words. Found: the passages
handed over hold what is needed, which is one relevant passage, or all of them where several must be put together.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from helpers import metrics
from helpers.collection import Answer, Hit, Question
from helpers.prompts import ABSTENTION

READ = "found and read"
MISREAD = "found, misread"
MISSED = "not found"
LUCK = "right by luck"
SILENT = "rightly silent"
INVENTED = "made up"
VERDICTS = (READ, MISREAD, MISSED, LUCK, SILENT, INVENTED)
NEEDS_ALL = frozenset({"comparison", "counting"})


def of(question: Question, answer: Answer) -> str:
    """Return the verdict on an answer to a question: one of `VERDICTS`.

    Args:
        question: with its answers and relevant passages; without any, it cannot be answered, and silence is right.
        answer: what was said, and the passages that were handed over for it.

    >>> from helpers.collection import Passage
    >>> asked = Question("q1", "Until when is there fog?", ("noon",), ("A-1",))
    >>> of(asked, Answer("Until noon.", (Hit(Passage("A-1", "Fog until noon."), 2.0, 1),)))
    'found and read'
    """
    if not question.answers:
        return SILENT if abstained(answer.text) else INVENTED
    if found(question, answer.hits):
        return READ if right(question, answer.text) else MISREAD
    return LUCK if right(question, answer.text) else MISSED


def found(question: Question, hits: Sequence[Hit]) -> bool:
    """Tell whether the hits hold what the question needs.

    Args:
        question: its `passages` are the relevant ones; with none of them nothing can be found.
        hits: what was handed over.

    >>> from helpers.collection import Passage
    >>> hits = [Hit(Passage("A-1", "Fog."), 2.0, 1)]
    >>> both = ("A-1", "A-2")
    >>> [found(Question("q", "?", ("2",), both, kind), hits) for kind in ("lookup", "counting")]
    [True, False]
    """
    there = {hit.passage.id for hit in hits} & set(question.passages)
    return len(there) == len(set(question.passages)) > 0 if question.kind in NEEDS_ALL else bool(there)


def wrong_hits(question: Question, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the hits that are not relevant, in their order: what is read where the right passage was not found.

    >>> from helpers.collection import Passage
    >>> wrong_hits(Question("q", "?", ("2",), ("A-1",)), [Hit(Passage("A-1", "Fog."), 2.0, 1)])
    ()
    """
    return tuple(hit for hit in hits if hit.passage.id not in question.passages)


def right(question: Question, text: str, rivals: Collection[str] = ()) -> bool:
    """Tell whether a text answers the question; one that cannot be answered, only by saying so.

    Args:
        question: with its answers and their other spellings.
        text: what was said; its first sixteen words count.
        rivals: values that may not be named beside the answer, such as the other versions.

    >>> right(Question("q1", "?", ("4.2.1",)), "It is fixed in 4.2.1."), right(Question("q2", "?"), "In 4.2.1.")
    (True, False)
    """
    if not question.answers:
        return abstained(text)
    return metrics.contains_answer(text, question.answers, rivals)


def abstained(text: str) -> bool:
    """Tell whether a text says that the library does not hold the answer, in the words it was given for that.

    >>> abstained("That is not in the library, I fear."), abstained("It is in the library.")
    (True, False)
    """
    return metrics.contains_answer(text, ABSTENTION)
