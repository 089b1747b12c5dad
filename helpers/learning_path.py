"""The recorded paths of learning and forgetting: after each epoch, what is known of the facts and what is still kept.

`helpers.measure.forgetting` makes the record; what the untaught model knows of the facts stands in that of `taught`.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from helpers import common_knowledge, recorded, taught
from helpers.intervals import Interval
from helpers.lessons_in_facts import Way, asked, world_of

RECORD = "forgetting"
DIETS = ("without replay", "with replay")
GROUPS = ("seen", "heldout", "kept")
KINDS = ("all", "rehearsed", "never rehearsed")


@dataclass(frozen=True, slots=True)
class Point:
    """One moment of a training: shares right, with intervals over products or over things.

    Args:
        seen: of the facts, in a phrasing that was trained.
        heldout: of the facts, in another one.
        kept: of the simple things, in wordings that took no part in choosing them.
    """

    seen: Interval
    heldout: Interval
    kept: Interval


@functools.cache
def record() -> dict[str, Any]:
    """Return the whole record.

    Raises:
        DataError: if the record is missing, damaged or unfinished.
    """
    return recorded.load(RECORD)


def epochs() -> list[int]:
    """Return the epochs after which the model was asked; 0 is before the training."""
    return [0, *record()["plan"]["points"]]


@functools.cache
def things() -> list[common_knowledge.Item]:
    """Return the simple things that are tested, in the order of the record."""
    everything = common_knowledge.items()
    return [everything[int(place)] for place in record()["results"]["stable"]["tested"].split()]


def counts() -> dict[str, int]:
    """Return how many simple things were asked, are stable, and are tested."""
    told = record()["results"]["stable"]
    return {
        "asked": len(common_knowledge.items()),
        "stable": len(told["stable"].split()),
        "tested": len(told["tested"].split()),
    }


def bits(diet: str, epoch: int, world: int, group: str) -> list[bool]:
    """Return for each question whether it was answered rightly.

    Args:
        diet: one of `DIETS`.
        epoch: one of `epochs()`.
        world: one of the plan's.
        group: one of `GROUPS`.

    Raises:
        ValueError: if that was not recorded.
    """
    if diet not in DIETS or epoch not in epochs():
        raise ValueError(f"found {diet!r} after epoch {epoch!r}; expected {DIETS} and {epochs()}; do: choose one")
    if epoch:
        text = record()["results"][f"{diet}, world {world}"]["path"][str(epoch)][group]
        return [bit == "1" for bit in text]
    if group == "kept":
        return [bit == "1" for bit in record()["results"]["stable"]["kept"]]
    right = [one.right() for one in taught.said(taught.UNTAUGHT, group) if one.world == world]
    return right[::2] if group == "heldout" else right


@functools.cache
def names(world: int, group: str) -> list[str]:
    """Return what each question of a group is about: a product, told apart by world, or a simple thing."""
    if group == "kept":
        return [item.question for item in things()]
    plan = record()["plan"]
    questions = asked(world_of(world, plan["entities"]), Way(**plan["way"]))[group]
    return [f"{world}/{one.entity}" for one in (questions[::2] if group == "heldout" else questions)]


def share(diet: str, epoch: int, group: str) -> Interval:
    """Return a share right at a moment, all worlds together."""
    worlds = record()["plan"]["worlds"]
    values = [hit for world in worlds for hit in bits(diet, epoch, world, group)]
    return taught.interval(values, [name for world in worlds for name in names(world, group)])


@functools.cache
def point(diet: str, epoch: int) -> Point:
    """Return all three shares at a moment."""
    return Point(*(share(diet, epoch, group) for group in GROUPS))


def path(diet: str, world: int) -> tuple[list[float], list[float]]:
    """Return, epoch by epoch, the share of facts known in other words, and the share of simple things kept."""
    walked = [[fmean(bits(diet, epoch, world, group)) for epoch in epochs()] for group in ("heldout", "kept")]
    return walked[0], walked[1]


def lost(diet: str, kinds: str = "all") -> Interval:
    """Return the share of what the untaught model knew that is gone at the end; the interval draws whole things.

    Args:
        diet: one of `DIETS`.
        kinds: "all", or only things of the kinds that replay "rehearsed" or "never rehearsed".
    """
    pairs = [pair for world in record()["plan"]["worlds"] for pair in _gone(diet, world, kinds)]
    return taught.interval([gone for gone, _ in pairs], [name for _, name in pairs])


def _gone(diet: str, world: int, kinds: str) -> list[tuple[bool, str]]:
    """Return for each thing that was known whether it is gone, with its name."""
    if kinds not in KINDS:
        raise ValueError(f"found kinds={kinds!r}; expected one of {KINDS}; do: choose from these")
    before, after = (bits(diet, epoch, world, "kept") for epoch in (0, epochs()[-1]))
    told = zip(before, after, things(), strict=True)
    return [(not now, item.question) for was, now, item in told if was and _belongs(item, kinds)]


def _belongs(item: common_knowledge.Item, kinds: str) -> bool:
    """Tell whether a thing is among these kinds."""
    return kinds == "all" or (item.kind in common_knowledge.REHEARSED) == (kinds == "rehearsed")


def examples(diet: str, most: int = 5) -> Sequence[str]:
    """Return some things that were known before and are gone in every world at the end."""
    worlds = record()["plan"]["worlds"]
    gone = [{name for lost, name in _gone(diet, world, "all") if lost} for world in worlds]
    return sorted(set.intersection(*gone))[:most]
