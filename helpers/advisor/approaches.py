"""The ways to answer that are compared, and what may be known of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers.advisor.effects import Effect

BARE, LOOK_UP, LEARN, BOTH, READER = (
    "ask it bare",
    "look it up",
    "learn it",
    "learn it and look it up",
    "learn to read, look it up",
)
APPROACHES = (BARE, LOOK_UP, LEARN, BOTH, READER)
FACTS_INSIDE = (LEARN, BOTH)
LOOKS_UP = (LOOK_UP, BOTH, READER)
BATCH = "share of a batch"


@dataclass(frozen=True, slots=True)
class Known:
    """What was measured of one approach; None is what was not.

    Args:
        right: share of answerable held-out questions that are answered rightly.
        answer: seconds of the machine for one answer.
        intake: seconds until one fact is taken in, learned or indexed; 0 where nothing is taken in.
        once: seconds that a set-up takes whatever the facts are, such as learning to read.
        change: seconds to put in one changed fact, if the others can stay as they are; else all are taken in anew.
        rebuild: seconds that such a change costs for each fact that is there, whether it changed or not.
        stale: share of changed facts that are still told as they were, once an update is done.
        facts: with how many facts it was measured.
        timing: how the seconds of an answer were taken.
        forms: for each demand on the form, the share of it that is kept.
        form_once: seconds to teach the form.
    """

    right: Effect | None = None
    answer: Effect | None = None
    intake: Effect | None = None
    once: Effect | None = None
    change: Effect | None = None
    rebuild: Effect | None = None
    stale: Effect | None = None
    facts: int = 0
    timing: str = BATCH
    forms: Mapping[str, Effect] = field(default_factory=dict)
    form_once: Effect | None = None
