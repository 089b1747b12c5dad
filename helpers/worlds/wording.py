"""The words of a generated world: closed lists of values, sentences that state them, questions that ask for them."""

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from helpers.data import datasets_folder

PHRASINGS = ("passages", "train", "paraphrases", "heldout", "reversed")


@dataclass(frozen=True)
class Attribute:
    """One property of an advisory: its values and all its phrasings.

    ``{value}`` and ``{name}`` in a phrasing stand for the value and the product.

    Args:
        name: Such as "fixed_version".
        values: The closed list; chance is one over its length.
        aliases: For each value its other spellings.
        changes: Whether a later version of an advisory may state another value.
        passages: Sentences that state the value.
        train: Questions for training.
        paraphrases: More questions for training, for those who want more than ten; some attributes have none.
        heldout: Questions for scoring, in other words.
        reversed: Questions from the value to the product.
    """

    name: str
    values: tuple[str, ...]
    aliases: dict[str, tuple[str, ...]]
    changes: bool
    passages: tuple[str, ...]
    train: tuple[str, ...]
    paraphrases: tuple[str, ...]
    heldout: tuple[str, ...]
    reversed: tuple[str, ...]

    def answers(self, value: str) -> tuple[str, ...]:
        """Return the value with its aliases.

        >>> load_wording().attributes["severity"].answers("one bell")
        ('one bell', '1 bell')
        """
        return (value, *self.aliases[value])


@dataclass(frozen=True)
class Wording:
    """All words of a world; the fields are explained by the names of their placeholders."""

    titles: tuple[str, ...]
    openers: tuple[str, ...]
    replaces: tuple[str, ...]
    fillers: tuple[str, ...]
    attributes: dict[str, Attribute]
    identifier: tuple[str, ...]
    unanswerable: dict[str, dict[str, str]]

    def chosen(self, names: Sequence[str]) -> tuple[Attribute, ...]:
        """Return the attributes of these names; all of them for no name.

        Raises:
            ValueError: If a name is unknown or stands twice.

        >>> [attribute.name for attribute in load_wording().chosen(["port"])]
        ['port']
        """
        unknown = [name for name in names if name not in self.attributes]
        if unknown or len(set(names)) < len(names):
            raise ValueError(f"found the attributes {list(names)}; expected some of {[*self.attributes]}, each once")
        return tuple(self.attributes[name] for name in names or self.attributes)


@functools.cache
def load_wording() -> Wording:
    """Return the words of ``datasets/generator/advisories.json``.

    >>> len(load_wording().attributes)
    8
    """
    text = (datasets_folder() / "generator" / "advisories.json").read_text(encoding="utf-8")
    read = json.loads(text)
    lists = {key: tuple(value) for key, value in read.items() if isinstance(value, list)}
    attributes = {name: _attribute(name, entry) for name, entry in read["attributes"].items()}
    return Wording(**lists, attributes=attributes, unanswerable=read["unanswerable"])


def _attribute(name: str, entry: dict[str, Any]) -> Attribute:
    """Read one attribute; in the file a value may carry its own aliases, as in "one bell|1 bell"."""
    spellings = [value.split("|") for value in entry["values"]]
    aliases = {
        value: (*own, *(pattern.format(value=value) for pattern in entry["aliases"])) for value, *own in spellings
    }
    phrasings = {key: tuple(entry.get(key, ())) for key in PHRASINGS}
    return Attribute(name=name, values=tuple(aliases), aliases=aliases, changes=entry["changes"], **phrasings)
