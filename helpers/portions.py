"""Work in portions: where memory runs short, the portions are halved and the work begins again."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TypeVar

LEAST = 64
# What torch says where memory runs short, which is no error of its own.
SHORT = (
    "not enough memory",
    "can't allocate memory",
    "bad_alloc",
    "could not create a memory",
    "could not create a primitive",
)
Made = TypeVar("Made")


class TrainingError(Exception):
    """Training cannot go on; the message says why, and what to do. The adapter is as it was before the fault."""


class Portions:
    """How many tokens are computed at once: as many as asked for, until memory does not suffice.

    Args:
        most: tokens at once.
        notes: here a sentence is added where they have to be fewer.

    >>> def work(most: int) -> int:
    ...     if most > 200: raise MemoryError
    ...     return most
    >>> notes = []
    >>> with warnings.catch_warnings(action="ignore"):
    ...     Portions(512, notes).work(work)
    128
    >>> notes
    ['Memory ran short: from here on 256 tokens at once.', 'Memory ran short: from here on 128 tokens at once.']
    """

    def __init__(self, most: int, notes: list[str]) -> None:
        """Begin with what is asked for."""
        self.most, self.notes = most, notes

    def work(self, act: Callable[[int], Made]) -> Made:
        """Return what `act` makes, given how many tokens it may compute at once.

        Raises:
            TrainingError: memory does not suffice for the smallest portion.
        """
        while True:
            try:
                return act(self.most)
            except (MemoryError, RuntimeError) as error:
                if not is_short_memory(error):
                    raise
                self._halve(error)

    def _halve(self, error: Exception) -> None:
        """Take half as many tokens from now on, or give up where they are few."""
        if self.most <= LEAST:
            raise TrainingError(
                f"Found too little memory to compute {self.most} tokens at once; expected some hundred MB free; "
                "do: close other programs or notebooks, or lower depth in LoraConfig."
            ) from error
        self.most //= 2
        self.notes.append(f"Memory ran short: from here on {self.most} tokens at once.")
        warnings.warn(self.notes[-1], stacklevel=4)


def is_short_memory(error: Exception) -> bool:
    """Tell whether an error means that memory ran short.

    >>> is_short_memory(RuntimeError("DefaultCPUAllocator: not enough memory"))
    True
    >>> is_short_memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied"))
    False
    """
    return isinstance(error, MemoryError) or any(words in str(error) for words in SHORT)
