"""Is an answer up to date, stale, or neither; and what that is counted for.

A text names a value if it does so among its first words, and names no other of its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from helpers import metrics
from helpers.worlds.stream import Asked, Stream
from helpers.worlds.wording import load_wording


@dataclass(frozen=True, slots=True)
class Said:
    """One answer.

    Args:
        seed: of its stream and its training.
        number: after which round.
        asked: the question, with its group and the earlier values.
        text: what was said.
    """

    seed: int
    number: int
    asked: Asked
    text: str

    @property
    def entity(self) -> str:
        """Return whom the question is about, told apart by seed."""
        return f"{self.seed}/{self.asked.question.entity}"

    def names(self, values: Sequence[str]) -> bool:
        """Tell whether one of these values is named, in any spelling, and no rival."""
        if not values:
            return False
        kind = load_wording().attributes[self.asked.question.attribute]
        known = [alias for value in values for alias in kind.answers(value)]
        return metrics.contains_answer(self.text, known, set(kind.values) - set(values))

    def current(self) -> bool:
        """Tell whether the newest value is named: the right one, or the last one of a withdrawn advisory."""
        return self.names(self.asked.question.answers[:1])

    def stale(self) -> bool:
        """Tell whether an earlier value is named."""
        return self.names(self.asked.former)


@dataclass(frozen=True, slots=True)
class Measure:
    """A share of answers.

    Args:
        of: which answers it is a share of.
        hit: what they are counted for.
    """

    of: Callable[[Said], bool]
    hit: Callable[[Said], bool]


MEASURES = {
    "new": Measure(lambda one: one.asked.group == "new", Said.current),
    "kept": Measure(lambda one: one.asked.group == "kept", Said.current),
    "stale": Measure(lambda one: one.asked.group != "withdrawn" and bool(one.asked.former), Said.stale),
    "withdrawn": Measure(lambda one: one.asked.group == "withdrawn", Said.current),
}


def marked(stream: Stream, number: int, texts: Sequence[str]) -> list[Said]:
    """Return what was said to everything that is asked after a round.

    Args:
        stream: the facts over time.
        number: the round.
        texts: one a question of `stream.asked(number)`.

    Raises:
        ValueError: if there is no such round, or there are more texts or fewer.
    """
    asked = stream.asked(number)
    if len(texts) != len(asked):
        raise ValueError(f"found {len(texts)} texts for {len(asked)} questions; expected one each; do: ask them all")
    return [Said(stream.config.seed, number, one, text) for one, text in zip(asked, texts, strict=True)]


def counts(answers: Iterable[Said]) -> dict[str, str]:
    """Return for each measure how many answers it counts, of how many; where there are none it is left out.

    Args:
        answers: all that were given.

    >>> from helpers.worlds.changes import StreamConfig, make_stream
    >>> stream = make_stream(StreamConfig(seed=1, rounds=1))
    >>> counts(marked(stream, 1, ["no idea"] * 28))
    {'new': '0 of 10', 'kept': '0 of 18', 'stale': '0 of 6'}
    """
    listed = list(answers)
    parts = {name: [measure.hit(one) for one in listed if measure.of(one)] for name, measure in MEASURES.items()}
    return {name: f"{sum(hits)} of {len(hits)}" for name, hits in parts.items() if hits}
