"""The explorer of lesson 08: three libraries through ten rounds of changes, read by an ideal reader.

Nothing is recorded: a search by words is quick enough to ask all three after every round, once for each pace.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping

from helpers import kept_libraries, plots
from helpers.cards import Card, Picture, Table
from helpers.dated_library import WAYS
from helpers.intervals import Interval
from helpers.timely import MEASURES, Said, counts
from helpers.widgets import Explorer, Number, Pick
from helpers.worlds.changes import StreamConfig, make_stream

SEEDS, ENTITIES, ROUNDS = (401, 402, 403), 6, 10
PACES = (2, 6)
TOLD = {
    "new": "new facts stated",
    "kept": "kept facts stated",
    "stale": "an earlier value stated, where there was one",
    "withdrawn": "withdrawn facts stated as if in force",
}
CONTROLS = (
    Pick("changed", "facts that change in a round", PACES, 6),
    Pick("measure", "drawn", tuple(MEASURES), "stale"),
    Number("number", "after round", ROUNDS, 1, ROUNDS, 1),
)


def explore(**settings: object) -> Explorer | Card:
    """Show the controls; or, if settings are named, the bare card at these.

    Args:
        settings: any of changed (how many facts change in a round), measure ("new", "kept", "stale", "withdrawn": what
            is drawn) and number (of the round, 1 to 10).

    Raises:
        ValueError: if there is no such setting, or its value is not offered.

    >>> explore(change=6)
    Traceback (most recent call last):
    ValueError: found the setting 'change'; expected one of this explorer's; did you mean 'changed'? Known are: changed, measure, number.
    """  # noqa: E501
    for pace, measure, number in () if settings else itertools.product(PACES, MEASURES, range(1, ROUNDS + 1)):
        view(pace, measure, number)  # ahead, in some seconds, so that no choice has to wait
    return Explorer(view, CONTROLS, "Three libraries through ten rounds of changes").at(**settings)


@functools.cache
def view(changed: int = 6, measure: str = "stale", number: int = ROUNDS) -> Card:
    """Return what three libraries state after a round, and over all rounds.

    Args:
        changed: how many facts change in a round, one of `PACES`.
        measure: what is drawn over the rounds, one of `timely.MEASURES`.
        number: of the round, from 1.

    Raises:
        ValueError: if that is not offered.
    """
    if changed not in PACES or measure not in MEASURES or number not in range(1, ROUNDS + 1):
        raise ValueError(
            f"found {changed!r}, {measure!r}, {number!r}; expected one of {PACES}, one of {tuple(MEASURES)} and a "
            f"round from 1 to {ROUNDS}; do choose such"
        )
    now = _after(changed, number)
    rows = [(TOLD[name], *(now[way].get(name, "nothing to ask") for way in WAYS)) for name in MEASURES]
    whole = [(TOLD[name], *map(repr, shares(changed)[name].values())) for name in MEASURES]
    tables = Table((f"after round {number}", *WAYS), tuple(rows)), Table(("all rounds", *WAYS), tuple(whole))
    return Card(f"{changed} facts change in every round; an ideal reader", (*tables, _picture(changed, measure)))


@functools.cache
def _after(changed: int, number: int) -> Mapping[str, Mapping[str, str]]:
    """Return what is counted of each library after one round."""
    return {way: counts(one for one in said(changed)[way] if one.number == number) for way in WAYS}


@functools.cache
def said(changed: int) -> Mapping[str, list[Said]]:
    """Return what each library states after each round, all worlds together.

    Args:
        changed: how many facts change in a round.
    """
    streams = [make_stream(StreamConfig(seed, ENTITIES, ROUNDS, changed)) for seed in SEEDS]
    return {way: [one for stream in streams for one in kept_libraries.ask(stream, way)] for way in WAYS}


@functools.cache
def shares(changed: int) -> Mapping[str, Mapping[str, Interval]]:
    """Return for each measure the share of each library over all rounds, with its interval.

    Args:
        changed: how many facts change in a round.
    """
    return {name: {way: kept_libraries.share(name, said(changed)[way]) for way in WAYS} for name in MEASURES}


@functools.cache
def _picture(changed: int, measure: str) -> Picture:
    """Return a measure of all three over the rounds, drawn once."""
    lines = {way: kept_libraries.course(measure, said(changed)[way]) for way in WAYS}
    axes = plots.curves(lines, "round", TOLD[measure].partition(",")[0], framed=True)
    axes.set_ylim(-0.03, 1.03)
    told = [f"{way} from {shares[0]:.2f} to {shares[-1]:.2f}" for way, (_, shares) in lines.items()]
    return plots.picture(axes, f"{TOLD[measure]}, round by round: {'; '.join(told)}.")
