"""A generated world: its library, its facts, its questions, and controlled damage to it."""

import dataclasses
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers.data import LICENCE, Collection, Passage, Question
from helpers.worlds import questions as phrased
from helpers.worlds.advisories import Advisory, draw_advisory, other_value, write_passage
from helpers.worlds.dice import Dice
from helpers.worlds.distractors import distractors
from helpers.worlds.facts import Fact, facts_of
from helpers.worlds.names import MOST_NAMES, plain_names, product_names
from helpers.worlds.wording import Attribute, load_wording

MOST_VERSIONS = 50


@dataclass(frozen=True)
class WorldConfig:
    """What a world is made from.

    Args:
        n: How many products, each with one advisory. More of them with the same seed start with the same ones.
        seed: Where the random numbers start.
        lookalikes: The share of products that have a partner with nearly the same name.
        versions: How many dated versions each advisory has.
        attributes: Which properties an advisory states; none named means all.

    Raises:
        ValueError: If one of them makes no sense.

    >>> WorldConfig(n=100, lookalikes=0.2).seed
    0
    """

    n: int = 100
    seed: int = 0
    lookalikes: float = 0.0
    versions: int = 1
    attributes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check every field."""
        _check_whole("n", self.n, 1, MOST_NAMES)
        _check_whole("versions", self.versions, 1, MOST_VERSIONS)
        _check_whole("seed", self.seed, 0, 2**63)
        _check_share("lookalikes", self.lookalikes)
        load_wording().chosen(self.attributes)


@dataclass(frozen=True)
class World:
    """Products with advisories; passages, facts and questions follow from them.

    Args:
        config: What it was made from.
        advisories: One a product.
        twins: For each product with a look-alike that one's name.
        planted: For each fact with a planted wrong value, by its id, the true value.
    """

    config: WorldConfig
    advisories: tuple[Advisory, ...] = field(repr=False)
    twins: Mapping[str, str] = field(repr=False)
    planted: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """Return what is known of each product, with values and phrasings."""
        return load_wording().chosen(self.config.attributes)

    @functools.cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Return the library: every version of every advisory."""
        seed, attributes = self.config.seed, self.attributes
        return tuple(
            write_passage(advisory, number, attributes, Dice(seed, "prose", advisory.name, number))
            for advisory in self.advisories
            for number in range(1, len(advisory.versions) + 1)
        )

    @functools.cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Return what the newest versions state: one fact a product and attribute."""
        attributes = self.attributes
        return tuple(fact for advisory in self.advisories for fact in facts_of(advisory, attributes))

    @functools.cached_property
    def by_name(self) -> Mapping[str, Advisory]:
        """Return the advisories by product."""
        return {advisory.name: advisory for advisory in self.advisories}

    @functools.cached_property
    def _passages_by_id(self) -> Mapping[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    def passage(self, id: str) -> Passage:
        """Return the passage with this id."""
        return self._passages_by_id[id]

    def facts_of(self, name: str) -> list[Fact]:
        """Return the facts about a product; none if there is no such product."""
        return facts_of(self.by_name[name], self.attributes) if name in self.by_name else []

    def questions(self, split: str, per_fact: int | None = None) -> tuple[Question, ...]:
        """Return questions about the world.

        "train" holds ten phrasings a fact, and unanswerable questions. "heldout" holds three other phrasings a fact,
        questions by identifier, reversed ones where the value belongs to one product only, and unanswerable ones,
        half of them about products that do not exist.

        Args:
            split: "train" or "heldout".
            per_fact: At most so many phrasings a fact; which ones goes round, so that all are used equally. More than
                ten training phrasings are there for five attributes, up to thirty (`Attribute.paraphrases`).

        Raises:
            ValueError: If the split is unknown or per_fact below 1.
        """
        if split not in phrased.SPLITS:
            raise ValueError(f"found the split {split!r}; expected one of {phrased.SPLITS}; do choose one")
        if per_fact is not None:
            _check_whole("per_fact", per_fact, 1, 1_000)
        asked = phrased.lookups(self.facts, split, per_fact) + phrased.unanswerable(self.advisories, split)
        if split == "heldout":
            asked += phrased.identifiers(self.advisories) + phrased.reversed_lookups(self.facts, self.advisories)
            asked += phrased.about_nothing(self._absent_names(), self.attributes)
        return tuple(asked)

    def collection(self, per_fact: int | None = None) -> Collection:
        """Return the world in the form in which every experiment takes its data.

        Args:
            per_fact: At most so many phrasings a fact and split.
        """
        asked = self.questions("train", per_fact) + self.questions("heldout", per_fact)
        return Collection(f"generated-{self.config.n}-{self.config.seed}", self.passages, asked, LICENCE)

    def corrupt(self, share: float, seed: int = 0) -> "World":
        """Return the same world, with wrong values in a share of the facts, in passages and questions alike.

        A larger share with the same seed holds all wrong values of a smaller one. Nothing else changes, not a comma.
        What the values should be stands in ``planted``.

        Args:
            share: The share of the facts, 0 to 1.
            seed: Which facts, and which wrong values.

        Raises:
            ValueError: If the share is out of range, or the world is damaged already.
        """
        _check_share("share", share)
        if self.planted:
            raise ValueError("found a world with planted values; expected a clean one; do corrupt the original")
        order = Dice(self.config.seed, "corrupt", seed).order(len(self.facts))
        chosen = [self.facts[place] for place, _ in zip(order, range(round(share * len(self.facts))), strict=False)]
        wrong = {fact.id: self._wrong_value(fact, seed) for fact in chosen}
        advisories = tuple(self._with_values(advisory, wrong) for advisory in self.advisories)
        return dataclasses.replace(self, advisories=advisories, planted={fact.id: fact.value for fact in chosen})

    def distractors(self, fact: Fact, kind: str, k: int) -> tuple[Passage, ...]:
        """Return k passages of a kind that mislead about a fact; see ``helpers.worlds.distractors``."""
        return distractors(self, fact, kind, k)

    def _wrong_value(self, fact: Fact, seed: int) -> str:
        attribute = load_wording().attributes[fact.attribute]
        return other_value(attribute, fact.value, Dice(self.config.seed, "wrong value", seed, fact.id))

    def _with_values(self, advisory: Advisory, wrong: Mapping[str, str]) -> Advisory:
        """Return the advisory with wrong values in every version that stated the right ones."""
        swaps = [
            (current, wrong.get(f"{advisory.id}/{attribute.name}", current))
            for attribute, current in zip(self.attributes, advisory.current.values, strict=True)
        ]
        versions = tuple(
            dataclasses.replace(
                version,
                values=tuple(
                    lie if value == truth else value for value, (truth, lie) in zip(version.values, swaps, strict=True)
                ),
            )
            for version in advisory.versions
        )
        return dataclasses.replace(advisory, versions=versions)

    def _absent_names(self) -> list[str]:
        """Return as many names of products that do not exist as there are products."""
        return phrased.absent(plain_names(self.config.seed + 1), self.by_name)


def make_world(config: WorldConfig) -> World:
    """Make a world: the same config gives the same bytes, on every platform and Python version.

    >>> world = make_world(WorldConfig(n=3, seed=1))
    >>> len(world.passages), len(world.facts), world.facts[0].attribute
    (3, 24, 'fixed_version')
    """
    attributes = load_wording().chosen(config.attributes)
    names, twins = product_names(config.n, config.lookalikes, config.seed)
    advisories = tuple(
        draw_advisory(place, name, attributes, config.versions, Dice(config.seed, "values", place))
        for place, name in enumerate(names)
    )
    return World(config, advisories, {names[one]: names[other] for one, other in twins.items()})


def _check_whole(name: str, number: int, least: int, most: int) -> None:
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise ValueError(f"found {name}={number!r}; expected a whole number from {least:,} to {most:,}; do change it")


def _check_share(name: str, share: float) -> None:
    if not isinstance(share, int | float) or not 0 <= share <= 1:
        raise ValueError(f"found {name}={share!r}; expected a share from 0 to 1; do change it")
