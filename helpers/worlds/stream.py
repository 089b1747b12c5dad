"""A library over time: what happened in each round, what is in force after it, and what is asked then.

`helpers.worlds.changes` makes streams; here they are read.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from helpers.data import Passage, Question
from helpers.worlds import questions as phrased
from helpers.worlds.advisories import Advisory, long_date
from helpers.worlds.wording import Attribute, load_wording
from helpers.worlds.world import World, WorldConfig

ATTRIBUTES = ("fixed_version", "component", "severity", "workaround")
FIRST_DAY = date(2034, 1, 2)
WITHDRAWAL = "{id}, {date}. The advisory on {name} is withdrawn. Nothing that it said is in force any more."
MOST_ROUNDS = 200


@dataclass(frozen=True)
class StreamConfig:
    """What a stream is made from.

    Args:
        seed: Where the random numbers start.
        entities: How many products there are before the first round.
        rounds: How many weekly rounds of changes.
        changed: How many facts get another value in each round.
        attributes: Which properties an advisory states; all of them may change.

    Raises:
        ValueError: If one of them makes no sense, or more facts should change than there are.

    >>> StreamConfig(seed=1, changed=2).attributes[0]
    'fixed_version'
    """

    seed: int = 0
    entities: int = 6
    rounds: int = 10
    changed: int = 6
    attributes: tuple[str, ...] = ATTRIBUTES

    def __post_init__(self) -> None:
        """Check every field."""
        WorldConfig(self.entities, self.seed, attributes=self.attributes)
        fixed = [one.name for one in load_wording().chosen(self.attributes) if not one.changes]
        most = self.entities * len(self.attributes)
        if not self.attributes or fixed:
            raise ValueError(f"found the attributes {self.attributes}; expected some that change; do drop {fixed}")
        if not 0 <= self.rounds <= MOST_ROUNDS or self.entities < 2 or not 0 <= self.changed <= most:
            raise ValueError(
                f"found rounds={self.rounds}, entities={self.entities}, changed={self.changed}; expected 0 to "
                f"{MOST_ROUNDS} rounds, 2 entities or more, and 0 to {most} changed facts; do correct them"
            )


@dataclass(frozen=True, slots=True)
class Round:
    """What happened in one round.

    Args:
        number: From 1.
        changed: For each fact with another value, by its id, the old value and the new one.
        added: The products that came.
        withdrawn: The products whose advisory was withdrawn.

    >>> Round(1, {"TG-2034-0001/severity": ("one bell", "two bells")}, (), ()).number
    1
    """

    number: int
    changed: Mapping[str, tuple[str, str]]
    added: tuple[str, ...]
    withdrawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question at some moment of a stream.

    Args:
        question: Its answers are the value in force, or the last one if its advisory is withdrawn.
        group: "new" if the value came in the last round, "kept" if it is older, or "withdrawn".
        former: The values that it had before, oldest first.
    """

    question: Question
    group: str
    former: tuple[str, ...]


@dataclass(frozen=True)
class Stream:
    """Products with all versions of their advisories, and what happened in which round.

    Args:
        config: What it was made from.
        advisories: All that ever come, in the order in which they come.
        rounds: What happened.
    """

    config: StreamConfig
    advisories: tuple[Advisory, ...] = field(repr=False)
    rounds: tuple[Round, ...] = field(repr=False)

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """Return what is known of each product, with values and phrasings."""
        return load_wording().chosen(self.config.attributes)

    def withdrawn(self, number: int) -> Mapping[str, int]:
        """Return the products that are withdrawn after a round, each with the round in which that happened."""
        return {name: one.number for one in self._until(number) for name in one.withdrawn}

    def issued(self, number: int) -> World:
        """Return all advisories that were issued up to a round, withdrawn or not, with all versions up to then.

        Args:
            number: The round; 0 is before the first.

        Raises:
            ValueError: If there is no such round.
        """
        self._until(number)
        return self._world([one for one in map(functools.partial(_until, day_of(number)), self.advisories) if one])

    def world(self, number: int) -> World:
        """Return the advisories in force after a round, with all their versions up to then.

        Raises:
            ValueError: If there is no such round.
        """
        gone = self.withdrawn(number)
        return self._world([one for one in self.issued(number).advisories if one.name not in gone])

    def notices(self, number: int) -> tuple[Passage, ...]:
        """Return the notices of withdrawal that were written up to a round: each the last version of its advisory."""
        by_name = self.issued(number).by_name
        return tuple(_notice(by_name[name], day_of(when)) for name, when in self.withdrawn(number).items())

    def asked(self, number: int, split: str = "heldout", per_fact: int = 1) -> tuple[Asked, ...]:
        """Return what is asked after a round: every fact in force, and the last value of every withdrawn one.

        A fact is asked in the same phrasings in all rounds.

        Args:
            number: The round.
            split: "heldout", or "train" for the phrasings to learn from.
            per_fact: How many phrasings a fact.

        Raises:
            ValueError: If there is no such round.
        """
        world, gone = self.issued(number), self.withdrawn(number)
        fresh, former = self._fresh(number), self._former(number)
        return tuple(
            Asked(
                one,
                "withdrawn" if one.entity in gone else "new" if one.group in fresh else "kept",
                former.get(one.group, ()),
            )
            for one in phrased.lookups(world.facts, split, per_fact)
        )

    def _fresh(self, number: int) -> set[str]:
        """Return the ids of the facts whose value came in a round; before the first round, all did."""
        facts = self.issued(number).facts
        if not number:
            return {fact.id for fact in facts}
        last = self.rounds[number - 1]
        return {fact.id for fact in facts if fact.entity in last.added} | set(last.changed)

    def _former(self, number: int) -> dict[str, tuple[str, ...]]:
        """Return for each fact that ever changed its earlier values."""
        former: dict[str, tuple[str, ...]] = {}
        for one in self._until(number):
            for fact, (old, _) in one.changed.items():
                former[fact] = (*former.get(fact, ()), old)
        return former

    def _until(self, number: int) -> tuple[Round, ...]:
        """Return the rounds up to one, or refuse a number that is none."""
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= len(self.rounds):
            raise ValueError(f"found the round {number!r}; expected 0 to {len(self.rounds)}; do choose one of these")
        return self.rounds[:number]

    def _world(self, advisories: Sequence[Advisory]) -> World:
        config = WorldConfig(len(advisories), self.config.seed, attributes=self.config.attributes)
        return World(config, tuple(advisories), {})


def day_of(number: int) -> date:
    """Return the day of a round.

    >>> day_of(1).isoformat()
    '2034-01-09'
    """
    return FIRST_DAY + timedelta(weeks=number)


def _until(day: date, advisory: Advisory) -> Advisory | None:
    """Return an advisory with the versions up to a day; nothing if there were none yet."""
    versions = tuple(version for version in advisory.versions if version.day <= day)
    return dataclasses.replace(advisory, versions=versions) if versions else None


def _notice(advisory: Advisory, day: date) -> Passage:
    """Return the page that withdraws an advisory."""
    number = len(advisory.versions) + 1
    text = WITHDRAWAL.format(id=advisory.id, date=long_date(day), name=advisory.name)
    meta = {"entity": advisory.name, "date": day.isoformat(), "status": "withdrawn", "version": number}
    return Passage(advisory.passage_id(number), text, f"{advisory.id}: {advisory.name}", meta)
