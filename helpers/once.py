"""A reader that reads the same prompt only once, for arms that often hand over the same passage.

It saves half of the time. And two arms with the same prompt then have the very same answer: in bfloat16 an answer
depends a little on what else is read beside it, and that would stand between arms that do not differ.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers import choosing
from helpers.completion import Completer
from helpers.models import Generator

Key = tuple[str, tuple[str, ...]]


class Once:
    """A reader around another whose weights do not change.

    Args:
        reader: the one that reads.
    """

    remember = True
    """Its answers may come from memory, and so have no seconds of their own."""

    def __init__(self, reader: Generator | Completer) -> None:
        """Begin with nothing read."""
        self._reader = reader
        self._said: dict[tuple[str, int], str] = {}
        self._scored: dict[Key, list[float]] = {}

    @property
    def generator(self) -> Generator:
        """Return the model beneath."""
        return self._reader.generator if isinstance(self._reader, Completer) else self._reader

    def answer(self, prompts: Sequence[str], max_new_tokens: int) -> list[str]:
        """Return one answer a prompt; those that were read before are not read again."""
        new = [one for one in dict.fromkeys(prompts) if (one, max_new_tokens) not in self._said]
        for prompt, text in zip(new, self._reader.answer(new, max_new_tokens) if new else [], strict=True):
            self._said[prompt, max_new_tokens] = text
        return [self._said[prompt, max_new_tokens] for prompt in prompts]

    def log_probabilities_many(self, prompts: Sequence[str], options: Sequence[Sequence[str]]) -> list[list[float]]:
        """Return for each prompt the log-probability of each option, as `choosing.log_probabilities`."""
        keys = [(prompt, tuple(some)) for prompt, some in zip(prompts, options, strict=True)]
        new = [key for key in dict.fromkeys(keys) if key not in self._scored]
        found = choosing.log_probabilities(self._reader, [one for one, _ in new], [some for _, some in new])
        self._scored |= dict(zip(new, found, strict=True))
        return [self._scored[key] for key in keys]

    def tokens(self, prompt: str) -> list[int]:
        """Return the token ids that it reads for a prompt."""
        return self._reader.tokens(prompt)

    def window(self) -> int:
        """Return how many tokens it can hold."""
        return self._reader.window()
