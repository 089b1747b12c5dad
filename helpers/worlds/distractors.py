"""Passages that may mislead: each of a known kind, and none ever states the right value about the product."""

import dataclasses
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from helpers.data import Passage
from helpers.worlds.advisories import Advisory, Version, draw_advisory, other_value, write_passage
from helpers.worlds.dice import Dice
from helpers.worlds.facts import Fact
from helpers.worlds.names import misspelt, unused_lookalike

if TYPE_CHECKING:
    from helpers.worlds.world import World

FIRST_NOTICE = date(2031, 1, 2)
WORDS_PER_SLIP = 6


def distractors(world: "World", fact: Fact, kind: str, k: int) -> tuple[Passage, ...]:
    """Return k passages of one kind for a fact; the same ones each time, and the first of more are those of fewer.

    "random" passages are about other products. "alike" ones are about a product with nearly the same name, "outdated"
    ones give an earlier date and value, "contradicting" ones a wrong value, and "misspelt" ones a wrong value in a
    text full of slips. Passages of the world come first where it has such; the rest is written for the purpose.

    Args:
        world: Where the fact holds.
        fact: What must not be answered.
        kind: One of ``KINDS``.
        k: How many.

    Raises:
        ValueError: If the kind is unknown, the fact is of another world, or there are too few other products.
    """
    if kind not in KINDS or k < 0:
        raise ValueError(f"found kind={kind!r}, k={k}; expected one of {[*KINDS]} and k from 0 up; do change it")
    if fact not in world.facts_of(fact.entity):
        raise ValueError(f"found the fact {fact.id!r}; expected one of this world; do take it from world.facts")
    found = tuple(itertools.islice(KINDS[kind](world, fact, Dice(world.config.seed, kind, fact.id)), k))
    if len(found) < k:
        raise ValueError(f"found {len(found)} {kind} passages; expected {k}; do make a world with more products")
    return found


def _random(world: "World", fact: Fact, dice: Dice) -> Iterator[Passage]:
    near = {fact.entity, world.twins.get(fact.entity)}
    for place in dice.order(len(world.passages)):
        passage = world.passages[place]
        if passage.meta["entity"] not in near and fact.value not in passage.text:
            yield passage


def _alike(world: "World", fact: Fact, dice: Dice) -> Iterator[Passage]:
    if twin := world.twins.get(fact.entity):
        yield from _newest_elsewhere(world, twin, fact)
    used = set(world.by_name)
    for number in itertools.count(1):
        name = unused_lookalike(fact.entity, used, dice)
        used.add(name)
        drawn = draw_advisory(world.config.n + number, name, world.attributes, 1, dice)
        if _value(world, drawn.current, fact) == fact.value:
            drawn = _stating(world, drawn, fact, dice)
        yield _written(world, drawn, fact, f"alike-{number}", {}, dice)


def _outdated(world: "World", fact: Fact, dice: Dice) -> Iterator[Passage]:
    advisory = world.by_name[fact.entity]
    older = {advisory.passage_id(number): version for number, version in enumerate(advisory.versions[:-1], 1)}
    for id, version in reversed(older.items()):
        if _value(world, version, fact) != fact.value:
            yield world.passage(id)
    for number in itertools.count(1):
        day = FIRST_NOTICE + (advisory.versions[0].day - FIRST_NOTICE) // (number + 1)
        meta = {"status": "superseded", "version": 0}
        yield _written(world, _stating(world, advisory, fact, dice, day), fact, f"outdated-{number}", meta, dice)


def _contradicting(world: "World", fact: Fact, dice: Dice) -> Iterator[Passage]:
    for number in itertools.count(1):
        wrong = _stating(world, world.by_name[fact.entity], fact, dice)
        yield _written(world, wrong, fact, f"contradicting-{number}", {}, dice)


def _misspelt(world: "World", fact: Fact, dice: Dice) -> Iterator[Passage]:
    values = (value for attribute in world.attributes for value in attribute.values)
    kept = {word.casefold() for value in values for word in re.findall(r"\w+", value)}
    for number in itertools.count(1):
        stem, rest = fact.entity.split(maxsplit=1)
        name = f"{misspelt(stem, dice)} {rest}"
        wrong = dataclasses.replace(_stating(world, world.by_name[fact.entity], fact, dice), name=name)
        clean = _written(world, wrong, fact, f"misspelt-{number}", {}, dice)
        yield dataclasses.replace(clean, text=_with_slips(clean.text, {*kept, *name.casefold().split()}, dice))


KINDS: Mapping[str, Callable[["World", Fact, Dice], Iterator[Passage]]] = {
    "random": _random,
    "alike": _alike,
    "outdated": _outdated,
    "contradicting": _contradicting,
    "misspelt": _misspelt,
}


def _newest_elsewhere(world: "World", name: str, fact: Fact) -> Iterator[Passage]:
    """Yield the newest passage about another product, unless it states the same value."""
    advisory = world.by_name[name]
    if _value(world, advisory.current, fact) != fact.value:
        yield world.passage(advisory.passage_id(len(advisory.versions)))


def _value(world: "World", version: Version, fact: Fact) -> str:
    return version.values[_place(world, fact)]


def _place(world: "World", fact: Fact) -> int:
    return [attribute.name for attribute in world.attributes].index(fact.attribute)


def _stating(world: "World", advisory: Advisory, fact: Fact, dice: Dice, day: date | None = None) -> Advisory:
    """Return the advisory as a single version with a wrong value of the fact's attribute."""
    place, values = _place(world, fact), list(advisory.current.values)
    values[place] = other_value(world.attributes[place], fact.value, dice)
    return dataclasses.replace(advisory, versions=(Version(day or advisory.current.day, tuple(values)),))


def _written(
    world: "World", advisory: Advisory, fact: Fact, name: str, meta: Mapping[str, object], dice: Dice
) -> Passage:
    """Write the advisory under an id that no passage of the world has."""
    passage = write_passage(advisory, 1, world.attributes, dice)
    about = {**passage.meta, **meta, "distractor": name.split("-", maxsplit=1)[0]}
    return dataclasses.replace(passage, id=f"{fact.id}/{name}", meta=about)


def _with_slips(text: str, kept: set[str], dice: Dice) -> str:
    """Return the text with letters swapped in about one long word of six, but for the words to keep."""

    def slip(match: re.Match[str]) -> str:
        word = match.group()
        return word if word.casefold() in kept or dice.below(WORDS_PER_SLIP) else misspelt(word, dice)

    return re.sub(r"[^\W\d_]{4,}", slip, text)
