"""What is taught when facts change: everything again, only what is new, or what is new with some of the old.

Withdrawn facts are in no lesson. Nothing here trains.
"""

from __future__ import annotations

from helpers import fact_sets
from helpers.teaching import with_replay
from helpers.training_rows import Pair
from helpers.worlds.stream import Stream

SCRATCH = "from scratch"
REPLAY = {"new facts only": 0.0, "replay of 10 %": 0.1, "replay of 50 %": 0.5}
DIETS = (SCRATCH, *REPLAY)
PHRASINGS = 4


def rows(stream: Stream, number: int, diet: str, phrasings: int = PHRASINGS) -> list[Pair]:
    """Return what a model is trained on after a round.

    Replayed rows are drawn among those of the facts in force that did not change; with a share of 0.1, one of ten rows
    is such. Before the first round all facts are new, so all diets begin with the same.

    Args:
        stream: the facts over time.
        number: the round; 0 is before the first.
        diet: one of `DIETS`.
        phrasings: how many training questions a fact.

    Raises:
        ValueError: if there is no such round or diet.

    >>> from helpers.worlds.changes import StreamConfig, make_stream
    >>> stream = make_stream(StreamConfig(seed=1, changed=2))
    >>> [len(rows(stream, 1, diet)) for diet in DIETS]
    [112, 24, 27, 48]
    """
    if diet not in DIETS:
        raise ValueError(f"found the diet {diet!r}; expected one of {', '.join(DIETS)}; do: choose one of these")
    asked = stream.asked(number, "train", phrasings)
    new, kept = (fact_sets.as_pairs([one.question for one in asked if one.group == group]) for group in ("new", "kept"))
    if diet == SCRATCH:
        return [*new, *kept]
    share = REPLAY[diet] if number else 0.0
    return with_replay(new, kept, share, seed=1000 * stream.config.seed + number)
