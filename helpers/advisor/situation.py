"""What an advisor has to be told: six things about the job, none of them about models."""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real

from helpers.records import shown

EVERYONE, PARTS, ERASED = "everyone may see all", "each may see a part", "each may see a part and have it erased"
EYES = (EVERYONE, PARTS, ERASED)
ANY, MOSTLY, STRICT = "in any words", "mostly in a form", "strictly in a form"
FORMS = (ANY, MOSTLY, STRICT)
LEAST = {"facts": 1.0, "changes_a_day": 0.0, "questions_a_day": 0.0, "patience": 0.0}


@dataclass(frozen=True, slots=True)
class Situation:
    """A job for which knowledge has to be looked up or learned.

    Args:
        facts: how many there are to know.
        changes_a_day: how many facts are changed, added or withdrawn a day, on average.
        questions_a_day: how many are asked.
        patience: how many seconds an answer may take.
        eyes: who may see what, one of `EYES`.
        form: how strict the form of an answer is, one of `FORMS`.

    Raises:
        ValueError: if a number is too small or none, or a choice is not offered.

    >>> Situation(facts=200, changes_a_day=0.5, questions_a_day=50, patience=5)
    200 facts, of which one changes every 2 days; 50 questions a day, an answer within 5 s; everyone may see all, answered in any words
    """  # noqa: E501

    facts: float
    changes_a_day: float
    questions_a_day: float
    patience: float
    eyes: str = EVERYONE
    form: str = ANY

    def __post_init__(self) -> None:
        """Refuse what no advice could be built on."""
        for name, least in LEAST.items():
            _check_number(name, getattr(self, name), least)
        for name, offered in (("eyes", EYES), ("form", FORMS)):
            if getattr(self, name) not in offered:
                told = f"found {name}={shown(getattr(self, name))}; expected one of: {', '.join(offered)}"
                raise ValueError(f"{told}; do choose one")

    def __repr__(self) -> str:
        """Return the six as a line of words."""
        told = f"{number(self.facts)} facts, of which {pace(self.changes_a_day)}"
        asked = f"{number(self.questions_a_day)} questions a day, an answer within {number(self.patience)} s"
        return f"{told}; {asked}; {self.eyes}, answered {self.form}"


def pace(changes_a_day: float) -> str:
    """Return how often facts change, in words.

    >>> pace(0), pace(0.25), pace(1), pace(60)
    ('none changes', 'one changes every 4 days', 'one changes a day', '60 change a day')
    """
    if changes_a_day <= 0:
        return "none changes"
    if changes_a_day < 1:
        return f"one changes every {number(1 / changes_a_day)} days"
    return "one changes a day" if changes_a_day == 1 else f"{number(changes_a_day)} change a day"


def _check_number(name: str, value: object, least: float) -> None:
    """Refuse what is no number, or too small; patience must be more than none."""
    if isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value):
        if float(value) >= least and (float(value) > 0 or name != "patience"):
            return
    wanted = "more than 0" if name == "patience" else f"at least {least:g}"
    raise ValueError(f"found {name}={shown(value)}; expected a number, {wanted}; do count or guess again")


def number(value: object) -> str:
    """Return a number as it is read, with three digits that count; anything else as it is.

    >>> number(12345.6), number(0.03333), number(250), number("in any words")
    ('12,300', '0.0333', '250', 'in any words')
    """
    if isinstance(value, str) or not isinstance(value, Real):
        return str(value)
    near = float(f"{float(value):.3g}")
    return f"{near:,.0f}" if near == round(near) else f"{near:g}"
