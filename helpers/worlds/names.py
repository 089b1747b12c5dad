"""Names of products: invented, pronounceable, unique, and look-alike only where that is wanted.

A name is three syllables and a number, such as "Velmatide 4". The syllables follow a Latin square: as long as a world
has at most 4,096 names of its own, any two of them share at most one syllable. Beyond that they may share two.
"""

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.data import datasets_folder
from helpers.worlds.dice import Dice

VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
MOST_NAMES = 200_000


@dataclass(frozen=True)
class Syllables:
    """What names are made of: three lists of equal length, and words that tell editions apart."""

    first: tuple[str, ...]
    middle: tuple[str, ...]
    last: tuple[str, ...]
    editions: tuple[str, ...]


@functools.cache
def load_syllables() -> Syllables:
    """Return the syllables of ``datasets/generator/names.json``.

    >>> len(load_syllables().first)
    64
    """
    text = (datasets_folder() / "generator" / "names.json").read_text(encoding="utf-8")
    return Syllables(**{key: tuple(words) for key, words in json.loads(text).items()})


def plain_names(seed: int) -> Iterator[str]:
    """Yield up to 262,144 names, no two alike, in an order that the seed decides.

    >>> len(set(zip(plain_names(1), range(100))))
    100
    """
    syllables, dice = load_syllables(), Dice(seed, "names")
    size = len(syllables.first)
    for layer in dice.order(size):
        for cell in dice.order(size * size):
            first, middle = divmod(cell, size)
            last = syllables.last[(first + middle + layer) % size]
            yield f"{syllables.first[first]}{syllables.middle[middle]}{last} {2 + dice.below(8)}"


def product_names(count: int, lookalikes: float, seed: int) -> tuple[list[str], dict[int, int]]:
    """Return names, and which of them are a pair of look-alikes.

    More names with the same seed start with the same names.

    Args:
        count: How many names, at most 200,000.
        lookalikes: The share of names that have a look-alike, 0 to 1.
        seed: Where the random numbers start.

    Returns:
        The names, and for each name in a pair (by place) the place of the other.

    >>> names, twins = product_names(4, lookalikes=0.5, seed=3)
    >>> len(names), twins
    (4, {3: 1, 1: 3})
    """
    fresh, dice = plain_names(seed), Dice(seed, "look-alikes")
    names: list[str] = []
    used: set[str] = set()
    alone: list[int] = []
    twins: dict[int, int] = {}
    for place in range(count):
        if int((place + 1) * lookalikes / 2) > int(place * lookalikes / 2):
            twin = alone.pop(dice.below(len(alone)))
            twins |= {place: twin, twin: place}
            names.append(unused_lookalike(names[twin], used, dice))
        else:
            alone.append(place)
            names.append(next(name for name in fresh if name not in used))
        used.add(names[-1])
    return names, twins


def unused_lookalike(name: str, used: set[str], dice: Dice) -> str:
    """Return a look-alike of a name that is not yet used: another number, another letter, or another edition.

    >>> unused_lookalike("Velmatide 4", set(), Dice(2))
    'Velmatide 5'
    """
    while (found := dice.choice((_other_number, _other_letter, _other_edition))(name, dice)) in used:
        pass
    return found


def misspelt(word: str, dice: Dice) -> str:
    """Return the word with two neighbouring letters swapped, never the first; if all are alike, with one left out.

    >>> misspelt("Velmatide", Dice(2))
    'Vlematide'
    """
    places = [place for place in range(1, len(word) - 1) if word[place] != word[place + 1]]
    if not places:
        return word[:-1]
    place = dice.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _other_number(name: str, dice: Dice) -> str:
    stem, number, *edition = name.split()
    other = 2 + (int(number) - 1 + dice.below(90)) % 97
    return " ".join([stem, str(other), *edition])


def _other_edition(name: str, dice: Dice) -> str:
    stem, number, *_ = name.split()
    return f"{stem} {number} {dice.choice(load_syllables().editions)}"


def _other_letter(name: str, dice: Dice) -> str:
    """Change one letter after the first, a vowel to a vowel and a consonant to a consonant, to stay pronounceable."""
    place = 1 + dice.below(len(name.split(maxsplit=1)[0]) - 1)
    letters = VOWELS if name[place] in VOWELS else CONSONANTS
    others = [letter for letter in letters if letter != name[place]]
    return name[:place] + dice.choice(others) + name[place + 1 :]
