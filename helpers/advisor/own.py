"""A job of one's own: what can be counted of a folder of documents, and the seconds of one's own machine."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

from helpers.advisor.approaches import APPROACHES, LOOK_UP, LOOKS_UP
from helpers.advisor.estimates import OWN_INTAKE
from helpers.advisor.situation import ANY, EVERYONE, Situation
from helpers.own_documents import Facts, OwnDocuments

WORDS = 16


def situation(
    counted: Facts, changes_a_day: float, questions_a_day: float, patience: float, eyes: str = EVERYONE, form: str = ANY
) -> Situation:
    """Return the job of asking some documents; each passage counts as one fact, which is the least there can be.

    Args:
        counted: from `OwnDocuments.facts`.
        changes_a_day: how many passages change.
        questions_a_day: as in `Situation`, and so are the rest.
        patience: in seconds.
        eyes: one of `EYES`.
        form: one of `FORMS`.

    Raises:
        ValueError: if there is no passage; and as in `Situation`.

    >>> situation(Facts(3, 40, 9000, 0.1, 0.2, 0.01, 0.001), 0, 20, 10).facts
    40
    """
    if not counted.passages:
        raise ValueError("found no passage in the folder; expected some text; do choose another folder")
    return Situation(counted.passages, changes_a_day, questions_a_day, patience, eyes, form)


def seconds(documents: OwnDocuments, questions: Sequence[str], counted: Facts | None = None) -> dict[str, float]:
    """Return what an answer takes on this machine, bare and looked up, and what a passage takes to be indexed.

    A model that has learned takes no longer than a bare one, since its adapter is merged, and less where it says less;
    one that reads reads as long, whoever taught it. Each question is asked once beforehand, untimed.

    Args:
        documents: with a reader that does not remember its answers.
        questions: at least one; the median counts.
        counted: the documents' facts, for the seconds of indexing.

    Raises:
        ValueError: if there is no question, or no reader, or it remembers.
    """
    reader = documents.reader
    if reader is None or not questions or getattr(reader, "remember", False):
        found = "no reader" if reader is None else "no question" if not questions else "a reader that remembers"
        raise ValueError(f"found {found}; expected a model that answers each time anew; do pass one, and questions")
    documents.ask(questions[0])
    looked = statistics.median(_timed(documents.ask, questions))
    bare = statistics.median(_timed(lambda asked: reader.answer([asked], WORDS), questions))
    spent = {name: looked if name in LOOKS_UP else bare for name in APPROACHES}
    indexed = counted.seconds_indexing / counted.passages if counted and counted.passages else 0.0
    return spent | ({OWN_INTAKE + LOOK_UP: indexed} if indexed > 0 else {})


def _timed(act: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Return the seconds of an act for each question."""
    spent = []
    for asked in questions:
        begun = time.perf_counter()
        act(asked)
        spent.append(time.perf_counter() - begun)
    return spent
