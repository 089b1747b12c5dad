"""Random numbers that are the same on every platform and in every version of Python.

The methods of ``random`` and of numpy's generators that choose and shuffle may change from version to version.
Promised never to change are the numbers of ``random.Random(seed).random()``; everything here is made from those.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """A stream of random numbers named by a key; other keys give independent streams.

    Args:
        key: What the numbers are for, for example a seed and a word.

    >>> dice = Dice(7, "names")
    >>> [dice.below(6) for _ in range(5)]
    [1, 1, 5, 4, 0]
    """

    def __init__(self, *key: str | int) -> None:
        """Start the stream."""
        digest = hashlib.sha256("\x1f".join(map(str, key)).encode()).digest()
        self._next = random.Random(int.from_bytes(digest[:8], "big")).random

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to limit - 1.

        >>> Dice("any").below(1)
        0
        """
        return int(self._next() * limit)

    def choice(self, items: Sequence[Item]) -> Item:
        """Return one of the items.

        >>> Dice("any").choice(["fog"])
        'fog'
        """
        return items[self.below(len(items))]

    def order(self, size: int) -> Iterator[int]:
        """Yield 0 to size - 1 in random order, one by one, so that the first few cost no more than they must.

        This is the shuffle of Fisher and Yates, which remembers only what it has moved.

        >>> sorted(Dice("any").order(4))
        [0, 1, 2, 3]
        """
        moved: dict[int, int] = {}
        for last in range(size - 1, -1, -1):
            pick = self.below(last + 1)
            yield moved.get(pick, pick)
            moved[pick] = moved.get(last, last)

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """Return the items in random order.

        >>> Dice("any").shuffled(["fog"])
        ['fog']
        """
        return [items[place] for place in self.order(len(items))]
