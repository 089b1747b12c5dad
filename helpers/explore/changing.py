"""The explorer of lesson 08: how much changes, how a student is kept up, how a library is kept, round by round.

Every point was measured beforehand (`helpers.measure.changing_facts`, `helpers.measure.changing_library`); nothing is
trained or looked up here.
"""

from __future__ import annotations

import functools

from helpers import changed, plots
from helpers.cards import Card, Picture, Table
from helpers.changed import LIBRARIES, STUDENTS
from helpers.timely import MEASURES
from helpers.widgets import Explorer, Number, Pick

RATES = ("fast", "slow")
NOTHING = "not measured"
TOLD = {
    "new": "new facts right",
    "kept": "kept facts right",
    "stale": "an earlier value given, where there was one",
    "withdrawn": "withdrawn facts answered as if in force",
}
CONTROLS = (
    Pick("rate", "changes", RATES, "fast"),
    Pick("student", "student", STUDENTS, "new facts only"),
    Pick("library", "library", LIBRARIES, "overwrite"),
    Pick("measure", "drawn", tuple(MEASURES), "kept"),
    Number("number", "after round", 10, 1, 10, 1),
)


def explore(**settings: object) -> Explorer | Card:
    """Show the controls; or, if settings are named, the bare card at these.

    Args:
        settings: any of rate ("fast" or "slow"), student, library, measure ("new", "kept", "stale", "withdrawn": what
            is drawn) and number (of the round, 1 to 10).

    Raises:
        ValueError: if there is no such setting, or its value was not measured.

    >>> explore(rates="fast")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: found the setting 'rates'; expected one of this explorer's; did you mean 'rate'? Known are: library, ...
    """
    return Explorer(view, CONTROLS, "A student and a library through ten rounds of changes").at(**settings)


def view(
    rate: str = "fast",
    student: str = "new facts only",
    library: str = "overwrite",
    measure: str = "kept",
    number: int = 10,
) -> Card:
    """Return what a student and a library know after a round, and over all rounds, with the seconds of an update.

    Args:
        rate: "fast" or "slow".
        student: how it is taught what changed.
        library: how it is kept.
        measure: what is drawn over the rounds.
        number: of the round, from 1.

    Raises:
        ValueError: if that is no point of the record.
    """
    if measure not in MEASURES:
        raise ValueError(f"found the measure {measure!r}; expected one of {', '.join(MEASURES)}; do choose one")
    if number not in changed.numbers(library, rate):
        raise ValueError(f"found round {number!r}; expected 1 to {changed.numbers(library, rate)[-1]}; do choose one")
    arms = (student, library)
    now = Table((f"after round {number}", *arms), tuple(_row(name, arms, rate, (number,)) for name in MEASURES))
    rows = [_row(name, arms, rate, ()) for name in MEASURES]
    rows.append(("seconds of an update", *(_seconds(arm, rate) for arm in arms)))
    facts = changed.record()["plan"]["rates"][rate]
    heading = f"{facts} facts change in every round; {student} beside {library}"
    return Card(heading, (now, Table(("all rounds", *arms), tuple(rows)), _picture(measure, rate, student, library)))


def _row(measure: str, arms: tuple[str, ...], rate: str, rounds: tuple[int, ...]) -> tuple[str, ...]:
    """Return a measure in words with each arm's share."""
    return (TOLD[measure], *(_share(measure, arm, rate, rounds) for arm in arms))


def _share(measure: str, arm: str, rate: str, rounds: tuple[int, ...]) -> str:
    """Return a share with its interval, or that there is none: no training then, or nothing to ask yet."""
    recorded, _ = changed.course(measure, arm, rate)
    if not recorded or not set(rounds) <= set(recorded):
        return NOTHING
    return repr(changed.share(measure, arm, rate, rounds or recorded))


def _seconds(arm: str, rate: str) -> str:
    """Return the mean seconds of an update, if there was one."""
    return f"{changed.seconds(arm, rate):.2f}" if changed.numbers(arm, rate) else NOTHING


@functools.cache
def _picture(measure: str, rate: str, student: str, library: str) -> Picture:
    """Return a measure of both over the rounds, drawn once."""
    lines = {arm: changed.course(measure, arm, rate) for arm in (student, library) if changed.numbers(arm, rate)}
    axes = plots.curves(lines, "round", TOLD[measure].partition(",")[0], framed=True)
    axes.set_ylim(-0.03, 1.03)
    told = [f"{arm} from {shares[0]:.2f} to {shares[-1]:.2f}" for arm, (_, shares) in lines.items()]
    return plots.picture(axes, f"{TOLD[measure]}, round by round: {'; '.join(told)}.")
