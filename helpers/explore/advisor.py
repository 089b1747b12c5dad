"""The explorer of the last lesson: six things about a job, and what is advised, with its reasons and what would tip it.

Every setting is reckoned at once from the records; nothing is asked of a model here.
"""

from __future__ import annotations

import functools

from helpers.advisor import EYES, FORMS, Situation, advise
from helpers.cards import Card
from helpers.widgets import Explorer, Pick

FACTS = (25, 100, 1000, 10_000, 100_000)
# In words, since a list of numbers with many zeros is misread.
OFTEN = {
    "never": 0.0,
    "one a month": 1 / 30,
    "one a week": 1 / 7,
    "one a day": 1.0,
    "ten a day": 10.0,
    "a hundred a day": 100.0,
    "a thousand a day": 1000.0,
}
QUESTIONS = (1, 10, 100, 1000, 10_000, 100_000)
PATIENCE = {"a fifth of a second": 0.2, "one second": 1.0, "three seconds": 3.0, "ten seconds": 10.0, "a minute": 60.0}
CONTROLS = (
    Pick("facts", "facts", FACTS, 100),
    Pick("changes", "facts that change", tuple(OFTEN), "one a week"),
    Pick("questions", "questions a day", QUESTIONS, 100),
    Pick("patience", "an answer may take", tuple(PATIENCE), "ten seconds"),
    Pick("eyes", "who may see it", EYES, EYES[0]),
    Pick("form", "form of an answer", FORMS, FORMS[0]),
)


def explore(**settings: object) -> Explorer | Card:
    """Show the lists to choose from; or, if settings are named, the bare card at these.

    Args:
        settings: any of facts, changes, questions, patience, eyes and form, as offered; `advisor.advise` takes any
            number.

    Raises:
        ValueError: if there is no such setting, or its value is not offered.

    >>> explore(fact=100)
    Traceback (most recent call last):
    ValueError: found the setting 'fact'; expected one of this explorer's; did you mean 'facts'? Known are: changes, eyes, facts, form, patience, questions.
    """  # noqa: E501
    return Explorer(view, CONTROLS, "Look it up, or learn it?").at(**settings)


@functools.lru_cache(maxsize=256)
def view(facts: int, changes: str, questions: int, patience: str, eyes: str, form: str) -> Card:
    """Return what is advised for a job.

    Args:
        facts: how many there are.
        changes: how many of them change, one of `OFTEN`.
        questions: how many are asked a day.
        patience: how long an answer may take, one of `PATIENCE`.
        eyes: one of `EYES`.
        form: one of `FORMS`.

    Raises:
        ValueError: if a value is not offered.
        DataError: if the records are not there.
    """
    if changes not in OFTEN or patience not in PATIENCE:
        raise ValueError(f"found {changes!r}, {patience!r}; expected values that are offered; do choose from the lists")
    return advise(Situation(facts, OFTEN[changes], questions, PATIENCE[patience], eyes, form)).card()
