"""What a model is trained on: pairs of prompt and answer as tokens, in batches that waste little."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from helpers.batching import TokenIds, common_prefix
from helpers.models import Generator

POOL = 8
# So many tokens in common, beyond what all rows begin with, are worth reading only once.
PAGE = 64


@dataclass(frozen=True, slots=True)
class Pair:
    """A prompt, and the answer that is to be learned. Without a prompt the answer is a bare text, learned as such.

    >>> Pair("When does the fog lift?", "at noon").answer
    'at noon'
    """

    prompt: str
    answer: str


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as token ids; from `start` on they are the answer's, which is all that the loss looks at.

    >>> Row((5, 6, 7, 8), start=2).targets
    (7, 8)
    """

    tokens: tuple[int, ...]
    start: int

    @property
    def targets(self) -> tuple[int, ...]:
        """Return the tokens that are to be predicted, the one that ends the answer included."""
        return self.tokens[self.start :]


def encode(generator: Generator, pairs: Sequence[Pair]) -> list[Row]:
    """Return each pair as tokens: the prompt in the model's chat frame, the answer, and the token that ends it.

    Raises:
        ValueError: there is no pair, one is empty or no text, or one does not fit the model's window.
    """
    if isinstance(pairs, str | Pair) or not len(pairs):
        raise ValueError(f"found {pairs!r} to train on; expected a list of pairs, at least one; do: write [Pair(…)]")
    return [_row(generator, pair, number) for number, pair in enumerate(pairs)]


def _row(generator: Generator, pair: Pair, number: int) -> Row:
    """Return one pair as tokens."""
    told = f"example {number} ({str(getattr(pair, 'prompt', pair))[:40]!r}…)"
    if not isinstance(pair, Pair) or not isinstance(pair.prompt, str) or not isinstance(pair.answer, str):
        raise ValueError(f"found {told}; expected a Pair of two texts; do: write Pair(prompt, answer)")
    if not pair.answer.strip():
        raise ValueError(f"found an empty answer in {told}; expected some text; do: write it or drop the example")
    answer = [*generator.tokenizer(pair.answer, add_special_tokens=False).input_ids, generator.tokenizer.eos_token_id]
    prompt: TokenIds = generator.tokens(pair.prompt) if pair.prompt.strip() else answer[:1]
    tokens = tuple(prompt + (answer if pair.prompt.strip() else answer[1:]))
    if len(tokens) > generator.window():
        raise ValueError(
            f"found {told} with {len(tokens)} tokens; expected at most {generator.window()}, the model's window; "
            "do: shorten it"
        )
    return Row(tokens, len(prompt))


def families(rows: Sequence[Row], numbers: Sequence[int]) -> list[list[int]]:
    """Return row numbers in families: rows that begin with the same page of text; any other row is one by itself.

    What all rows begin with is no page: it is the frame that the model's chat puts around them.

    >>> page = tuple(range(PAGE))
    >>> families([Row((*page, 7, 7), 1), Row((5, 5), 1), Row((*page, 8, 8), 1)], [0, 1, 2])
    [[0, 2], [1]]
    """
    order = sorted(numbers, key=lambda number: rows[number].tokens)
    frame = _shared(rows, order)
    made = [order[:1]]
    for before, number in pairwise(order):
        if _shared(rows, [before, number]) - frame >= PAGE:
            made[-1].append(number)
        else:
            made.append([number])
    return made


def _shared(rows: Sequence[Row], numbers: Sequence[int]) -> int:
    """Return how many tokens some rows all begin with."""
    return common_prefix([list(rows[number].tokens) for number in numbers])


def batches(rows: Sequence[Row], size: int, chance: random.Random) -> list[list[int]]:
    """Return row numbers in batches: drawn at random, but families and like lengths together, so that little is wasted.

    Lengths are compared within pools of eight batches; over all rows, the batches would be the same in each epoch.

    >>> rows = [Row((1,) * length, 1) for length in (9, 2, 8, 3)]
    >>> sorted(map(sorted, batches(rows, 2, random.Random(0))))
    [[0, 2], [1, 3]]
    """
    order = list(range(len(rows)))
    chance.shuffle(order)
    drawn = {number: place for place, number in enumerate(order)}
    key: dict[int, tuple[int, int, int]] = {}
    for family in families(rows, order):
        first, longest = min(drawn[number] for number in family), max(len(rows[number].tokens) for number in family)
        key |= {number: (first, rows[number].tokens[0], longest) for number in family}
    order.sort(key=lambda number: key[number][0])
    pools = [order[place : place + POOL * size] for place in range(0, len(order), POOL * size)]
    lined = [number for pool in pools for number in sorted(pool, key=lambda one: (*key[one][1:], key[one][0]))]
    made = [lined[place : place + size] for place in range(0, len(lined), size)]
    chance.shuffle(made)
    return made


def micro_batches(rows: Sequence[Row], numbers: Sequence[int], most: int) -> list[list[int]]:
    """Return row numbers in groups of like length, each of at most so many tokens, filling included.

    What all the rows of a group begin with counts once; so a family makes groups of its own, and its page is read
    once a group. A row that is longer than allowed gets a group to itself.

    >>> micro_batches([Row((length,) * length, 1) for length in (9, 2, 8, 3)], [0, 1, 2, 3], 18)
    [[1, 3], [2, 0]]
    """
    found = families(rows, numbers)
    alone = [family[0] for family in found if len(family) == 1]
    together = ([alone] if alone else []) + [family for family in found if len(family) > 1]
    return [group for some in together for group in _fitting(rows, some, most)]


def _fitting(rows: Sequence[Row], numbers: Sequence[int], most: int) -> list[list[int]]:
    """Return row numbers in groups of at most so many tokens, what all rows begin with counted once a group."""
    shared = _shared(rows, numbers)
    groups: list[list[int]] = []
    for number in sorted(numbers, key=lambda one: (rows[one].tokens[0], len(rows[one].tokens))):
        if groups and shared + (len(rows[number].tokens) - shared) * (len(groups[-1]) + 1) <= most:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups
