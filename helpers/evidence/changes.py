"""The claims about facts that change: what an update takes, and who keeps up."""

from __future__ import annotations

from collections.abc import Iterable

from helpers import changed, dated_library, lessons_in_changes
from helpers.advisor.tables import duration
from helpers.evidence.finding import CONFIRMED, DEPENDS, REFUTED, Finding, Row

RECORDS = ("changing_facts", "changing_library")
SCRATCH, LIBRARY = lessons_in_changes.SCRATCH, dated_library.OVERWRITE


def whole_process_again() -> Finding:
    """C4: is every cheaper way of updating a model clearly worse than training from scratch?"""
    cheaper = _beside(SCRATCH, (*lessons_in_changes.REPLAY, changed.GENTLY))
    worse = [
        any(changed.difference(measure, diet, SCRATCH).high < 0 for measure in ("new", "kept")) for diet in cheaper
    ]
    rule = "Confirmed if every cheaper way is clearly worse on new or on kept facts, refuted if none is."
    verdict = CONFIRMED if all(worse) else DEPENDS if any(worse) else REFUTED
    rows = _rows("kept", (SCRATCH, *cheaper, LIBRARY))
    return Finding(verdict, rule, rows, "how much of the old is gone over again", RECORDS)


def daily_changes() -> Finding:
    """C10: does an overwritten library know more of what is new than every way of updating a model?"""
    students = _beside(LIBRARY, (*lessons_in_changes.DIETS, changed.GENTLY))
    apart = [changed.difference("new", LIBRARY, diet) for diet in students]
    rule = "Confirmed if the library is clearly ahead of every way of training on new facts, refuted if behind one."
    verdict = CONFIRMED if all(one.low > 0 for one in apart) else DEPENDS
    if any(one.high < 0 for one in apart):
        verdict = REFUTED
    return Finding(verdict, rule, _rows("stale", (LIBRARY, *students)), "how a model is updated", RECORDS)


def _beside(arm: str, others: Iterable[str]) -> list[str]:
    """Return the arms that were asked after some of the same rounds as another."""
    return [other for other in others if set(changed.numbers(other)) & set(changed.numbers(arm))]


def _rows(second: str, arms: Iterable[str]) -> tuple[Row, ...]:
    """Return what each arm knew of the new facts, another measure of it, and what an update took."""
    return tuple(
        (
            f"{arm} (new, {second}; an update)",
            f"{changed.share('new', arm)!r}, {changed.share(second, arm)!r}; {duration(changed.seconds(arm))}",
        )
        for arm in arms
    )
