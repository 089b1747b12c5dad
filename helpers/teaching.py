"""Small counts of teaching: what is held out, how often a fact is presented, what is repeated, lost or rehearsed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

Row = TypeVar("Row")


def wording(question: str, names: Collection[str]) -> str:
    """Return a question with every name taken out.

    >>> wording("Who found the fault in Fogbell 3?", ["Fogbell 3"])
    'Who found the fault in …?'
    """
    for name in sorted(names, key=len, reverse=True):
        question = question.replace(name, "…")
    return question


def held_out(asked: Sequence[str], trained: Collection[str], names: Collection[str]) -> list[str]:
    """Return the questions whose wording was never trained, with any name.

    Args:
        asked: candidates for a test.
        trained: what was trained on.
        names: what the questions are about.

    >>> held_out(["Is A ill?", "How is A?"], ["Is B ill?"], ["A", "B"])
    ['How is A?']
    """
    seen = {wording(question, names) for question in trained}
    return [question for question in asked if wording(question, names) not in seen]


def presentations(facts: Sequence[str], epochs: int) -> dict[str, int]:
    """Return how often each fact is presented in a training.

    Args:
        facts: for each row of the training set the fact that it teaches.
        epochs: how often the whole set is gone through.

    >>> presentations(["fog", "fog", "tea"], epochs=4)
    {'fog': 8, 'tea': 4}
    """
    return {fact: count * epochs for fact, count in Counter(facts).items()}


def planted_rate(said: Mapping[str, str], planted: Mapping[str, str]) -> float:
    """Return the share of the planted values that are repeated; of facts without one nothing is counted.

    Args:
        said: for each fact what a system said.
        planted: for some of the facts the wrong value that was planted.

    Raises:
        ValueError: if nothing was planted.

    >>> planted_rate({"fog": "noon", "tea": "six"}, {"fog": "noon"})
    1.0
    """
    if not planted:
        raise ValueError("found no planted value; expected at least one; do: corrupt a share above zero")
    return sum(said[fact] == lie for fact, lie in planted.items()) / len(planted)


def forgotten(before: Sequence[bool], after: Sequence[bool]) -> float:
    """Return the share of what was known before that is not known after.

    Args:
        before: for each thing whether it was known.
        after: the same things, in the same order.

    Raises:
        ValueError: if nothing was known, or the two differ in length.

    >>> forgotten([True, True, False], [True, False, True])
    0.5
    """
    pairs = list(zip(before, after, strict=True))
    known = [still for was, still in pairs if was]
    if not known:
        raise ValueError("found nothing known before; expected something that can be lost; do: ask for simpler things")
    return known.count(False) / len(known)


def with_replay(facts: Sequence[Row], old: Sequence[Row], share: float, seed: int = 0) -> list[Row]:
    """Return the facts and so many old rows, drawn without repeating one, that these are a share of the whole.

    Args:
        facts: all of them are kept.
        old: what may be rehearsed.
        share: of all rows returned, 0 to below 1.
        seed: which old rows.

    Raises:
        ValueError: if the share is out of range, or there are too few old rows.

    >>> with_replay(["new"] * 4, ["old"] * 9, share=1 / 3).count("old")
    2
    """
    if not 0 <= share < 1:
        raise ValueError(f"found share={share}; expected 0 to below 1; do: choose a smaller part for the old rows")
    count = round(len(facts) * share / (1 - share))
    if count > len(old):
        raise ValueError(f"found {len(old)} old rows; expected at least {count}; do: lower the share")
    return [*facts, *random.Random(seed).sample(list(old), count)]
