"""The options of multiple choice: for each question answers of one sort, drawn for it by itself."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence

from helpers.audit.levels import MOST, Topic, known_answers, options
from helpers.collection import Question

BETWEEN = " / "


def offer(
    questions: Iterable[Question], pool: Sequence[Question], most: int = MOST, seed: int = 0
) -> dict[str, list[str]]:
    """Return for each question, by its id, its options in random order; questions without fair ones are left out.

    They are those of the audit (`audit.levels`): answers of the same sort to other questions about the same attribute.
    Of a comparison they are what is compared. An unanswerable question has none.

    Args:
        questions: those that are to be asked.
        pool: all questions of the collection, whose answers become options.
        most: how many options at most.
        seed: decides draw and order; which other questions are asked does not.

    Raises:
        ValueError: if an answerable question's topic does not occur in the pool.

    >>> pool = [Question(f"q{n}", "When?", (f"{n} bells",), group=str(n)) for n in range(1, 9)]
    >>> sorted(offer(pool[:1], pool, most=4)["q1"])[0]
    '1 bells'
    """
    known = known_answers(pool)
    asked = [one for one in questions if one.answers]
    found = {one.id: _of(one, known, most, random.Random(f"{seed} {one.id}")) for one in asked}
    return {id: some for id, some in found.items() if some}


def _of(question: Question, known: Mapping[Topic, Mapping[str, str]], most: int, rng: random.Random) -> list[str]:
    """Return the options of one question, none if there are no fair ones."""
    if question.kind == "comparison":
        compared = question.entity.split(BETWEEN)
        return rng.sample(compared, len(compared)) if question.answers[0] in compared and len(compared) > 1 else []
    try:
        return options(question, known, most, rng)
    except KeyError:
        raise ValueError(
            f"found no answers to questions about {question.attribute!r} ({question.id!r}) in the pool; expected some; "
            "do pass all questions of the collection as the pool"
        ) from None
