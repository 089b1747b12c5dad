"""Small counts of keeping up: what differs, what is newest, what still holds, what is stale, and after how long."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

Version = tuple[str, int]
Pair = tuple[str, str]


def to_encode(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the ids of the pages that must be encoded again: those that are new, and those whose text differs.

    Args:
        before: for each page of the old library, by id, its text.
        after: the same of the new one.

    >>> to_encode({"A": "fog", "B": "tea"}, {"B": "rum", "A": "fog", "C": "bell"})
    ['B', 'C']
    """
    return [page for page, text in after.items() if before.get(page) != text]


def newest_first(found: Sequence[Version], held: Collection[Version]) -> list[Version]:
    """Return for each thing found its newest version, in the order found, each once.

    Args:
        found: what a search found, best first: pairs of a name and the number of a version.
        held: all versions that the library holds.

    >>> newest_first([("A", 1), ("B", 1), ("A", 2)], [("A", 1), ("A", 2), ("A", 3), ("B", 1)])
    [('A', 3), ('B', 1)]
    """
    newest: dict[str, int] = {}
    for name, number in held:
        newest[name] = max(number, newest.get(name, number))
    return [(name, newest[name]) for name in dict.fromkeys(name for name, _ in found)]


def still_true(taught: Sequence[Pair], now: Mapping[str, str]) -> list[Pair]:
    """Return what was taught and still holds, in the order in which it was taught, each once.

    Args:
        taught: all pairs of a fact and its value that were ever taught, oldest first.
        now: for each fact in force its value.

    >>> still_true([("fog", "noon"), ("tea", "six"), ("fog", "one")], {"fog": "one"})
    [('fog', 'one')]
    """
    return [pair for pair in dict.fromkeys(taught) if now.get(pair[0]) == pair[1]]


def stale_rate(said: Mapping[str, str], values: Mapping[str, Sequence[str]]) -> float:
    """Return among the facts that ever changed the share of which an earlier value is given.

    Args:
        said: for each fact what a system said.
        values: for each fact all its values, oldest first; the last one holds.

    Raises:
        ValueError: if no fact ever changed.

    >>> stale_rate({"fog": "noon", "tea": "six"}, {"fog": ["noon", "one"], "tea": ["six"]})
    1.0
    """
    changed = [fact for fact, had in values.items() if len(had) > 1]
    if not changed:
        raise ValueError("found no fact that changed; expected at least one; do: ask after a round of changes")
    return sum(said[fact] in values[fact][:-1] for fact in changed) / len(changed)


def wait(changes: Sequence[float], every: float, takes: float) -> float:
    """Return the mean time from a change until it is answered rightly.

    Updates begin at 0, `every`, 2 x `every` and so on. One that begins takes in all changes up to that moment, this one
    included, and is live when it is done.

    Args:
        changes: when facts change, in hours, 0 or later.
        every: hours from the beginning of one update to that of the next.
        takes: hours that an update takes.

    Raises:
        ValueError: if nothing changes, or an update takes longer than there is until the next.

    >>> wait([1, 3, 6], every=6, takes=1)
    3.6666666666666665
    """
    if not changes or not 0 <= takes <= every or every == 0:
        raise ValueError(
            f"found {len(changes)} changes, every={every}, takes={takes}; expected some, and takes from 0 to every; "
            "do: update less often"
        )
    return sum(-(-change // every) * every + takes - change for change in changes) / len(changes)
