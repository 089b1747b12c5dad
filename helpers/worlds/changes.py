"""A library that does not stand still: round by round, values change, products are added, and advisories withdrawn.

What a stream holds follows from its config alone. Two streams that differ only in how many facts change have the same
products, the same first values, and the same products added and withdrawn in the same rounds.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date

from helpers.worlds.advisories import Advisory, Version
from helpers.worlds.dice import Dice
from helpers.worlds.facts import facts_of
from helpers.worlds.names import product_names
from helpers.worlds.stream import Round, Stream, StreamConfig, day_of
from helpers.worlds.wording import Attribute, load_wording

__all__ = ["Stream", "StreamConfig", "edited", "make_stream"]


def make_stream(config: StreamConfig) -> Stream:
    """Make a stream: in every odd round a product is added, in every even one an advisory is withdrawn.

    The facts that change are drawn among those that were in force before the round and still are. A value never comes
    back to what it was before.

    Raises:
        ValueError: If so many rounds change so much that no new value is left.

    >>> stream = make_stream(StreamConfig(seed=1, changed=2))
    >>> [(len(one.changed), len(one.added), len(one.withdrawn)) for one in stream.rounds[:2]]
    [(2, 1, 0), (2, 0, 1)]
    """
    attributes, seed = load_wording().chosen(config.attributes), config.seed
    names, _ = product_names(config.entities + (config.rounds + 1) // 2, 0.0, seed)
    there = {name: _first(place, name, attributes, seed) for place, name in enumerate(names[: config.entities])}
    gone: set[str] = set()
    rounds = []
    for number in range(1, config.rounds + 1):
        old = [name for name in there if name not in gone]
        added = names[len(there) : len(there) + number % 2]
        leaving = [] if number % 2 else [Dice(seed, "withdrawn", number).choice(old)]
        gone |= set(leaving)
        staying = [there[name] for name in old if name not in gone]
        changed = _changes(staying, config, number)
        there |= {one.name: _changed(one, changed, attributes, day_of(number)) for one in staying}
        there |= {name: _first(len(there), name, attributes, seed, number) for name in added}
        rounds.append(Round(number, changed, tuple(added), tuple(leaving)))
    return Stream(config, tuple(there.values()), tuple(rounds))


def edited(stream: Stream, fact: str, value: str) -> Stream:
    """Return a stream with one more round, in which one fact of your choice gets a value of your choice.

    Args:
        stream: the rounds before.
        fact: its id, such as "TG-2034-0001/severity".
        value: one of its attribute's, and not one that it ever had.

    Raises:
        ValueError: If no such fact is in force, or it cannot have this value.

    >>> stream = edited(make_stream(StreamConfig(seed=1, rounds=0)), "TG-2034-0001/severity", "one bell")
    >>> stream.rounds[0].changed
    {'TG-2034-0001/severity': ('eight bells', 'one bell')}
    """
    number, facts = len(stream.rounds) + 1, {one.id: one for one in stream.world(len(stream.rounds)).facts}
    if fact not in facts:
        raise ValueError(f"found the fact {fact!r}; expected one in force; do choose one of {', '.join(facts)}")
    attributes = stream.attributes
    place = [one.name for one in attributes].index(facts[fact].attribute)
    versions = stream.issued(number - 1).by_name[facts[fact].entity].versions
    allowed = [one for one in facts[fact].options if one not in {version.values[place] for version in versions}]
    if value not in allowed:
        raise ValueError(f"found the value {value!r}; expected another that it never had; do choose one of {allowed}")
    changed = {fact: (facts[fact].value, value)}
    advisories = tuple(_changed(one, changed, attributes, day_of(number)) for one in stream.advisories)
    return Stream(stream.config, advisories, (*stream.rounds, Round(number, changed, (), ())))


def _first(place: int, name: str, attributes: Sequence[Attribute], seed: int, number: int = 0) -> Advisory:
    """Return a product's advisory as it is first issued, in a round."""
    dice, day = Dice(seed, "first values", place), day_of(number)
    values = tuple([dice.choice(one.values) for one in attributes])
    return Advisory(f"TG-{day.year}-{place + 1:04d}", name, (Version(day, values),))


def _changes(staying: Sequence[Advisory], config: StreamConfig, number: int) -> dict[str, tuple[str, str]]:
    """Draw the facts that change in a round, each with its old value and a new one that it never had."""
    attributes = load_wording().chosen(config.attributes)
    facts = [fact for advisory in staying for fact in facts_of(advisory, attributes)]
    had = {
        f"{advisory.id}/{one.name}": {version.values[place] for version in advisory.versions}
        for advisory in staying
        for place, one in enumerate(attributes)
    }
    order = Dice(config.seed, "changed", number).order(len(facts))
    drawn: dict[str, tuple[str, str]] = {}
    for fact in (facts[place] for place in order):
        if len(drawn) == config.changed:
            break
        unused = [value for value in fact.options if value not in had[fact.id]]
        if unused:
            drawn[fact.id] = (fact.value, Dice(config.seed, "new value", number, fact.id).choice(unused))
    if len(drawn) < config.changed:
        raise ValueError(
            f"found {len(drawn)} facts with a value left in round {number}; expected {config.changed}; do lower changed"
        )
    return {fact.id: drawn[fact.id] for fact in facts if fact.id in drawn}


def _changed(
    advisory: Advisory, changed: Mapping[str, tuple[str, str]], attributes: Sequence[Attribute], day: date
) -> Advisory:
    """Return an advisory with one more version if any of its values changed, else as it is."""
    before = advisory.current.values
    pairs = zip(attributes, before, strict=True)
    values = tuple(changed.get(f"{advisory.id}/{one.name}", ("", value))[1] for one, value in pairs)
    if values == before:
        return advisory
    return dataclasses.replace(advisory, versions=(*advisory.versions, Version(day, values)))
