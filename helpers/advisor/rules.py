"""What was not measured, and is advised all the same: rules with their reasons, kept apart from the measured part.

Who may see what is claim C8, and its lesson comes later. Until it is measured, two properties of the machines decide:
weights answer everybody alike, and nothing can be taken out of them by its name.
"""

from __future__ import annotations

from dataclasses import dataclass

from helpers.advisor.approaches import FACTS_INSIDE, LOOKS_UP
from helpers.advisor.situation import ERASED, EVERYONE, Situation

BASIS = "a rule, not measured here (claim C8)"
ONE_FOR_ALL = (
    "what is in the weights is there for everyone who asks; there is no place at which to check who may see it"
)
NO_FORGETTING = (
    "weights cannot forget one record on request; they have to be trained again without it, each time somebody asks"
)
FILTER = "filter by who asks before the search, so that what may not be seen is never found, and never in the prompt"
DELETE = "erase it from the library and from its index, and from what was kept of prompts and answers"


@dataclass(frozen=True, slots=True)
class Rule:
    """A piece of advice for one approach.

    Args:
        approach: to which it applies.
        forbids: whether it rules the approach out; else it is a condition.
        reason: why.
    """

    approach: str
    forbids: bool
    reason: str


def rules(situation: Situation) -> tuple[Rule, ...]:
    """Return the rules that a situation brings with it; none where everyone may see all.

    >>> job = Situation(facts=20, changes_a_day=0, questions_a_day=9, patience=5)
    >>> rules(job)
    ()
    """
    if situation.eyes == EVERYONE:
        return ()
    reasons = (ONE_FOR_ALL, NO_FORGETTING) if situation.eyes == ERASED else (ONE_FOR_ALL,)
    terms = (FILTER, DELETE) if situation.eyes == ERASED else (FILTER,)
    out = [Rule(name, True, reason) for name in FACTS_INSIDE for reason in reasons]
    return (*out, *(Rule(name, False, term) for name in LOOKS_UP if name not in FACTS_INSIDE for term in terms))


def forbidden(situation: Situation) -> dict[str, str]:
    """Return for each approach that is ruled out the reasons."""
    found: dict[str, list[str]] = {}
    for rule in rules(situation):
        if rule.forbids:
            found.setdefault(rule.approach, []).append(rule.reason)
    return {name: "; and ".join(reasons) for name, reasons in found.items()}


def conditions(situation: Situation, approach: str) -> tuple[str, ...]:
    """Return what must be seen to if an approach is taken."""
    return tuple(rule.reason for rule in rules(situation) if rule.approach == approach and not rule.forbids)
