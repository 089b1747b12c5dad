"""What lesson 07 measured: every approach on one exam, with training seeds. Nothing is known before it is recorded."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from helpers import contest, fair_exam
from helpers.advisor import answering, worlds
from helpers.advisor.approaches import BARE, BATCH, BOTH, LEARN, LOOK_UP, LOOKS_UP, READER, Known
from helpers.advisor.effects import Effect, drawn_mean, sure
from helpers.bench import values

ARMS = {
    BARE: "closed book",
    LOOK_UP: "hybrid, few-shot",
    LEARN: "fine-tuned",
    BOTH: "fine-tuned + hybrid, few-shot",
    READER: "reader + hybrid",
}


def known() -> dict[str, Known]:
    """Return what is known of every approach.

    Raises:
        DataError: if a record of the comparison is missing, damaged or unfinished.
    """
    table = contest.table()
    found = {name: replace(of_arm(table, arm), **_costs(name, _training(arm))) for name, arm in ARMS.items()}
    return found if all(one.answer for one in found.values()) else _timed_elsewhere(found)


def _timed_elsewhere(found: dict[str, Known]) -> dict[str, Known]:
    """Return the same with seconds from other records: unless all arms were timed here, none of them is compared so."""
    return {name: replace(one, answer=answering.seconds(name), timing=BATCH) for name, one in found.items()}


def of_arm(table: pd.DataFrame, arm: str) -> Known:
    """Return what a table of the bench says of an arm; products and training seeds are drawn.

    Args:
        table: tidy, as `bench.run` returns it.
        arm: its name.
    """
    rows = values.choose_rows(table, "right")
    right = values.by_seed(rows, arm, "right")
    own = table[table["arm"] == arm]
    return Known(
        drawn_mean(right.to_numpy(), _source(arm, "right"), values.entities(rows, right.columns)),
        _seconds(own, _source(arm, "seconds")),
        facts=facts(),
        timing=str(own["timing"].iloc[0]),
    )


@functools.cache
def facts() -> int:
    """Return how many facts there are to learn for the exam.

    >>> facts() > 100
    True
    """
    return len({one.group for one in fair_exam.collection().split("train") if one.kind == "lookup"})


def _seconds(rows: pd.DataFrame, source: str) -> Effect | None:
    """Return the seconds of one answer, reading and searching; nothing if they were not taken."""
    spent = rows["read"] + rows["search"].fillna(0)
    return drawn_mean(spent.to_numpy(), source, rows["entity"].tolist()) if spent.notna().all() else None


def _training(arm: str) -> list[float]:
    """Return the seconds of an arm's trainings, none if it was not taught."""
    return [run["training"]["seconds"] for run in contest.runs().values() if run["arm"] == arm and "training" in run]


def _costs(name: str, training: Sequence[float]) -> dict[str, Any]:
    """Return what it takes to take a fact in, and what a set-up takes once."""
    index = worlds.index_seconds(worlds.known()[LOOK_UP].facts) if name in LOOKS_UP else sure(0)
    if not training:
        return {"intake": index}
    spent = drawn_mean(training, _source(ARMS[name], "training"))
    return {"intake": index, "once": spent} if name == READER else {"intake": spent * (1 / facts()) + index}


def _source(arm: str, part: str) -> str:
    """Return where a number stands."""
    return f"{contest.record_of(arm)} ({arm}, {part})"
