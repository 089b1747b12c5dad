"""What can be known in a world: one fact an advisory and attribute."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.worlds.advisories import Advisory
from helpers.worlds.wording import Attribute


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one product, as the newest version of its advisory states it.

    Args:
        id: Unique; all phrasings of a question about the fact have it as their group.
        entity: The product.
        attribute: Such as "fixed_version".
        value: Such as "4.2.1".
        passages: The ids of all passages that state the value; older versions may state it too.
        options: The closed list the value was drawn from: a guess is right once in ``len(options)``.

    >>> Fact("TG-2031-0001/port", "Velmatide 4", "port", "21044", ("TG-2031-0001.v1",), ("21044", "33071")).chance
    0.5
    """

    id: str
    entity: str
    attribute: str
    value: str
    passages: tuple[str, ...]
    options: tuple[str, ...]

    @property
    def chance(self) -> float:
        """Return how often a blind guess is right."""
        return 1 / len(self.options)


def facts_of(advisory: Advisory, attributes: Sequence[Attribute]) -> list[Fact]:
    """Return the facts of an advisory, one an attribute."""
    ids = [advisory.passage_id(number + 1) for number in range(len(advisory.versions))]
    facts = []
    for place, attribute in enumerate(attributes):
        value = advisory.current.values[place]
        stated = zip(ids, advisory.versions, strict=True)
        where = tuple([id for id, version in stated if version.values[place] == value])
        facts.append(
            Fact(f"{advisory.id}/{attribute.name}", advisory.name, attribute.name, value, where, attribute.values)
        )
    return facts
