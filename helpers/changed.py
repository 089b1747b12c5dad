"""The records of lesson 08 read out: what students and libraries said after each round of changes.

The records (`changing_facts`, `changing_library`) hold texts and the pages that were found; everything that is shown
is worked out from these.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from statistics import fmean, median
from typing import Any

from helpers import dated_library, kept_libraries, lessons_in_changes, recorded, taught
from helpers.intervals import Interval, paired_bootstrap
from helpers.timely import MEASURES, Said
from helpers.worlds.changes import StreamConfig, make_stream
from helpers.worlds.stream import Asked, Stream

STUDENTS, LIBRARIES = lessons_in_changes.DIETS, dated_library.WAYS
IDEAL = ", ideal reader"
BEGUN, UNTAUGHT, FAST = "first lesson", "untaught", "fast"
GENTLY = "new facts only, gently"


@functools.cache
def record(name: str = "changing_facts") -> dict[str, Any]:
    """Return a whole record: "changing_facts" or "changing_library".

    Raises:
        DataError: if the record is missing, damaged or unfinished.
    """
    return recorded.load(name)


def seeds() -> list[int]:
    """Return the seeds; each is a stream with trainings of its own."""
    return list(record()["plan"]["seeds"])


@functools.cache
def stream(rate: str, seed: int) -> Stream:
    """Return a stream of the record, made once."""
    plan = record()["plan"]
    return make_stream(StreamConfig(seed, plan["entities"], plan["rounds"], plan["rates"][rate]))


def numbers(arm: str, rate: str = FAST) -> list[int]:
    """Return the rounds after which an arm was asked; none if it was not measured at this rate.

    Args:
        arm: one of `STUDENTS`, `GENTLY`, or one of `LIBRARIES`, with or without `IDEAL`.
        rate: "fast" or "slow".

    Raises:
        ValueError: if there is no such arm or rate.
    """
    plan = record()["plan"]
    if arm not in {*STUDENTS, GENTLY, *LIBRARIES, *(way + IDEAL for way in LIBRARIES)} or rate not in plan["rates"]:
        raise ValueError(
            f"found {arm!r}, {rate!r}; expected one of {', '.join((*STUDENTS, *LIBRARIES))}, and one of "
            f"{', '.join(plan['rates'])}; do: choose one of each"
        )
    if arm == lessons_in_changes.SCRATCH:
        return list(plan["from scratch after"][rate])
    if arm == GENTLY:
        return list(range(1, plan["gently"][2] + 1)) if rate == FAST else []
    measured = arm not in STUDENTS or arm in plan["round by round"][rate]
    return list(range(1, plan["rounds"] + 1)) if measured else []


@functools.cache
def said(arm: str, number: int, rate: str = FAST) -> tuple[Said, ...]:
    """Return all answers of an arm after a round, all seeds together.

    Args:
        arm: as for `numbers`; or "first lesson" or "untaught" for round 0.
        number: after which round.
        rate: "fast" or "slow".

    Raises:
        ValueError: if that was not recorded.
    """
    first = arm in {BEGUN, UNTAUGHT}
    if (number != 0) if first else number not in numbers(arm, rate):
        raise ValueError(f"found {arm!r} after round {number}; expected a recorded round; do: see numbers({arm!r})")
    return tuple(one for seed in seeds() for one in _said(arm, number, rate, seed))


def _said(arm: str, number: int, rate: str, seed: int) -> list[Said]:
    """Return the answers of one seed."""
    asked = stream(rate, seed).asked(number)
    if arm in {BEGUN, UNTAUGHT}:
        texts = record()["results"][f"{arm}, seed {seed}"]["0"]["said"]
    elif arm in {*STUDENTS, GENTLY}:
        texts = _update(arm, number, rate, seed)["said"]
    else:
        texts = _looked_up(arm, number, rate, seed, asked)
    return [Said(seed, number, one, text) for one, text in zip(asked, texts, strict=True)]


def _library(rate: str, seed: int) -> dict[str, Any]:
    """Return what was recorded of the libraries of one stream."""
    return dict(record("changing_library")["results"][f"library, {rate}, seed {seed}"])


def _update(arm: str, number: int, rate: str, seed: int) -> dict[str, Any]:
    """Return what was recorded of one update of a student or a library."""
    if arm in {*STUDENTS, GENTLY}:
        return dict(record()["results"][f"{arm}, {rate}, seed {seed}"][str(number)])
    return dict(_library(rate, seed)["found"][arm.removesuffix(IDEAL)][str(number)])


def _looked_up(arm: str, number: int, rate: str, seed: int, asked: Sequence[Asked]) -> list[str]:
    """Return what a reader makes of the page found for each question; an ideal one states what the page does."""
    found = _update(arm, number, rate, seed)["found"]
    if arm.endswith(IDEAL):
        return [kept_libraries.stated(stream(rate, seed), page, one) for page, one in zip(found, asked, strict=True)]
    read = _library(rate, seed)["read"]
    return [read[page][one.question.text] for page, one in zip(found, asked, strict=True)]


@functools.cache
def _pooled(measure: str, arm: str, rate: str, rounds: tuple[int, ...]) -> tuple[Said, ...]:
    """Return the answers that a measure is a share of, after some rounds."""
    belongs = MEASURES[measure].of
    return tuple(one for number in rounds for one in said(arm, number, rate) if belongs(one))


def share(measure: str, arm: str, rate: str = FAST, rounds: Sequence[int] = ()) -> Interval:
    """Return a share with its interval, which draws whole products.

    Args:
        measure: one of `MEASURES`.
        arm: as for `said`.
        rate: "fast" or "slow".
        rounds: after which rounds; all that are recorded by default.
    """
    return _share(measure, arm, rate, tuple(rounds or numbers(arm, rate)))


@functools.cache
def _share(measure: str, arm: str, rate: str, rounds: tuple[int, ...]) -> Interval:
    """Return a share, worked out once."""
    answers = _pooled(measure, arm, rate, rounds)
    return taught.interval([MEASURES[measure].hit(one) for one in answers], [one.entity for one in answers])


def by_seed(measure: str, arm: str, rate: str = FAST, rounds: Sequence[int] = ()) -> list[float]:
    """Return a share for each seed by itself."""
    answers = _pooled(measure, arm, rate, tuple(rounds or numbers(arm, rate)))
    hit = MEASURES[measure].hit
    return [fmean(hit(one) for one in answers if one.seed == seed) for seed in seeds()]


def course(measure: str, arm: str, rate: str = FAST) -> tuple[list[int], list[float]]:
    """Return the rounds in which there is something to measure, and the share after each, all seeds together."""
    rounds = [number for number in numbers(arm, rate) if _pooled(measure, arm, rate, (number,))]
    return rounds, [share(measure, arm, rate, [number]).mean for number in rounds]


def difference(measure: str, one: str, other: str, rate: str = FAST) -> Interval:
    """Return by how much a share of one arm exceeds another's, on the same questions after the same rounds."""
    rounds = tuple(number for number in numbers(one, rate) if number in numbers(other, rate))
    first, second = (_pooled(measure, arm, rate, rounds) for arm in (one, other))
    hit = MEASURES[measure].hit
    entities = [each.entity for each in first]
    return paired_bootstrap([hit(each) for each in first], [hit(each) for each in second], entities)


def seconds(arm: str, rate: str = FAST) -> float:
    """Return the seconds of an update on one thread: training, or encoding new pages and indexing all.

    It is the median of all updates; seconds are those in which the processor worked for it.

    Args:
        arm: as for `numbers`.
        rate: "fast" or "slow".
    """
    updates = [_update(arm, number, rate, seed) for seed in seeds() for number in numbers(arm, rate)]
    return median(sum(one[key] for key in ("seconds", "encoding", "indexing") if key in one) for one in updates)


def reader_seconds() -> float:
    """Return the seconds of teaching a librarian to read, once and for all; the median of the readers."""
    return median(_library(FAST, seed)["reader"] for seed in seeds())
