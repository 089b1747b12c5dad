"""One advisory: its values drawn, and the prose that states them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from helpers.data import Passage
from helpers.worlds.dice import Dice
from helpers.worlds.wording import Attribute, Wording, load_wording

FIRST_DAY, DAYS = date(2031, 7, 1), 1_200
MONTHS = "January February March April May June July August September October November December".split()
FEWEST_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class Version:
    """What an advisory said from a day on.

    Args:
        day: The day it was issued.
        values: One a chosen attribute, in their order.
    """

    day: date
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advisory:
    """A product's advisory with all its versions, oldest first; the last one holds.

    >>> Advisory("TG-2031-0001", "Velmatide 4", (Version(date(2031, 5, 2), ("5.0",)),)).passage_id(1)
    'TG-2031-0001.v1'
    """

    id: str
    name: str
    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        """Return the version that holds."""
        return self.versions[-1]

    def passage_id(self, number: int) -> str:
        """Return the id of the passage with a version, counted from 1."""
        return f"{self.id}.v{number}"


def draw_advisory(place: int, name: str, attributes: Sequence[Attribute], versions: int, dice: Dice) -> Advisory:
    """Draw an advisory: every value uniformly and independently; every later version changes at least one value.

    Args:
        place: Where it stands in its world, from 0; its id counts from 1.
        name: The product.
        attributes: What to draw; if none of them may change, later versions differ only in their date.
        versions: How many versions.
        dice: The random numbers.
    """
    order = dice.order(DAYS)
    days = sorted(FIRST_DAY.toordinal() + next(order) for _ in range(versions))
    drawn = [Version(date.fromordinal(days[0]), tuple([dice.choice(attribute.values) for attribute in attributes]))]
    for day in days[1:]:
        drawn.append(_changed(drawn[-1], date.fromordinal(day), attributes, dice))
    return Advisory(f"TG-{drawn[0].day.year}-{place + 1:04d}", name, tuple(drawn))


def other_value(attribute: Attribute, value: str, dice: Dice) -> str:
    """Return one of the attribute's other values, all equally likely."""
    place = attribute.values.index(value)
    return attribute.values[(place + 1 + dice.below(len(attribute.values) - 1)) % len(attribute.values)]


def write_passage(advisory: Advisory, number: int, attributes: Sequence[Attribute], dice: Dice) -> Passage:
    """Write one version of an advisory as prose.

    The dice decide order and sentences, never the values: the same dice with another value give the same prose.

    Args:
        advisory: What to write about.
        number: Which version, from 1.
        attributes: What its values are values of.
        dice: The random numbers.
    """
    wording, version = load_wording(), advisory.versions[number - 1]
    slots = {"id": advisory.id, "name": advisory.name, "date": long_date(version.day), "version": str(number)}
    if number > 1:
        slots["before"] = long_date(advisory.versions[number - 2].day)
    patterns = [dice.choice(wording.openers), *([dice.choice(wording.replaces)] if number > 1 else [])]
    sentences = [pattern.format_map(slots) for pattern in patterns]
    sentences += _body(advisory.name, version.values, attributes, wording, dice)
    title = dice.choice(wording.titles).format_map(slots)
    return Passage(advisory.passage_id(number), " ".join(sentences), title, _meta(advisory, number, attributes))


def changed_in(advisory: Advisory, number: int, attributes: Sequence[Attribute]) -> tuple[str, ...]:
    """Return the attributes whose value in a version, counted from 1, differs from the version before.

    >>> from datetime import date
    >>> first, second = Version(date(2031, 5, 2), ("5.0",)), Version(date(2031, 6, 2), ("5.1",))
    >>> changed_in(Advisory("TG-2031-0001", "Velmatide 4", (first, second)), 2, load_wording().chosen(["port"]))
    ('port',)
    """
    if number == 1:
        return ()
    before, after = advisory.versions[number - 2 : number]
    both = zip(attributes, before.values, after.values, strict=True)
    return tuple([attribute.name for attribute, old, new in both if old != new])


def long_date(day: date) -> str:
    """Return a day as it is written in prose, the same in every locale.

    >>> long_date(date(2033, 3, 12))
    '12 March 2033'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _changed(before: Version, day: date, attributes: Sequence[Attribute], dice: Dice) -> Version:
    """Return a version in which each value that may change does so with probability one half, and one at least."""
    may = [place for place, attribute in enumerate(attributes) if attribute.changes]
    do = [place for place in may if dice.below(2)] or ([dice.choice(may)] if may else [])
    values = list(before.values)
    for place in do:
        values[place] = other_value(attributes[place], values[place], dice)
    return Version(day, tuple(values))


def _body(name: str, values: Sequence[str], attributes: Sequence[Attribute], wording: Wording, dice: Dice) -> list[str]:
    """Return the sentences after the opening: values in random order, with a few sentences about nothing between."""
    stated = [
        dice.choice(attribute.passages).format(name=name, value=value)
        for attribute, value in zip(attributes, values, strict=True)
    ]
    order = dice.order(len(wording.fillers))
    idle = max(1 + dice.below(3), FEWEST_SENTENCES - len(stated))
    return dice.shuffled(stated + [wording.fillers[next(order)] for _ in range(idle)])


def _meta(advisory: Advisory, number: int, attributes: Sequence[Attribute]) -> dict[str, Any]:
    """Return what a search may filter by, in the manner of the hand-written advisories."""
    return {
        "entity": advisory.name,
        "date": advisory.versions[number - 1].day.isoformat(),
        "status": "current" if number == len(advisory.versions) else "superseded",
        "version": number,
        "supersedes": advisory.passage_id(number - 1) if number > 1 else None,
        "changed": changed_in(advisory, number, attributes),
    }
