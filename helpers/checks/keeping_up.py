"""The checks of lesson 08 whose answers are lists: what to encode again, the newest version, what still holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from helpers import updating
from helpers.checks.fault import Fault, a, shown
from helpers.checks.formulas import Case
from helpers.checks.watch import Watched

Listing = Callable[..., list[Any]]


@dataclass(frozen=True, slots=True)
class Slip:
    """A usual mistake.

    Attributes:
        gives: the list that it leads to.
        asked: a remark on it, and a question that leads on.
    """

    gives: Listing
    asked: str


BEFORE = {"A": "fog", "B": "tea", "C": "bell", "E": "oar"}
AFTER = {"E": "rope", "B": "tea", "D": "whale", "A": "fog"}
PAGES = (
    Case(f"the pages {BEFORE} that become {AFTER}", (BEFORE, AFTER)),
    Case("two pages that swapped their texts", ({"A": "fog", "B": "tea"}, {"A": "tea", "B": "fog"})),
    Case("a library in which nothing changed", (BEFORE, BEFORE)),
    Case("a library that was empty before", ({}, {"A": "fog", "B": "tea"})),
)
PAGE_SLIPS = (
    Slip(lambda before, after: [page for page in after if page not in before],
            "Yours finds the new pages. What of a page that kept its id but has another text?"),
    Slip(lambda before, after: [page for page in after if page in before and before[page] != after[page]],
            "Yours finds the pages that were rewritten. Who encodes a page that was not there at all?"),
    Slip(lambda before, after: list(after),
            "That is the whole library. What do you save if most pages are as they were?"),
    Slip(lambda before, after: [page for page in after if before.get(page) == after[page]],
            "Those are the pages that stayed the same. Which ones have no vector that fits?"),
    Slip(lambda before, after: [page for page, text in after.items() if text not in before.values()],
            "Yours asks whether the text stood *anywhere*. Does page A have the vector of its own text?"),
    Slip(lambda before, after: [page for page in {**before, **after} if before.get(page) != after.get(page)],
            "C is no longer there. What is there to encode?"),
    Slip(lambda before, after: [text for page, text in after.items() if before.get(page) != text],
            "Those are texts. Which part of a dictionary's entry is the id?"),
)  # fmt: skip


def examine_to_encode(to_encode: Watched) -> None:
    """Raise a fault unless new and rewritten pages come back by id, in any order.

    >>> examine_to_encode(updating.to_encode)
    """
    _compare(to_encode, updating.to_encode, PAGES, PAGE_SLIPS, "a list of ids", in_order=False)


HELD = [("tea", 1), ("fog", 1), ("fog", 10), ("fog", 9), ("tea", 2), ("fog", 2), ("oar", 1)]
VERSIONS = (
    Case("the hits fog 1, tea 2, fog 9, with fog 10 in the library", ([("fog", 1), ("tea", 2), ("fog", 9)], HELD)),
    Case("the one hit tea 1, with tea 2 in the library", ([("tea", 1)], HELD)),
    Case("no hit at all", ([], HELD)),
    Case("the hits tea 2, oar 1, fog 2", ([("tea", 2), ("oar", 1), ("fog", 2)], HELD)),
)


def _newest(pairs: Sequence[tuple[str, int]], key: Callable[[int], Any] = int) -> dict[str, int]:
    """Return for each name its highest number, in the order in which names come."""
    names = dict.fromkeys(name for name, _ in pairs)
    return {name: max((number for other, number in pairs if other == name), key=key) for name in names}


VERSION_SLIPS = (
    Slip(lambda found, held: list(found),
            "Those are the hits as they were found. Which version of fog is in force?"),
    Slip(lambda found, held: list(_newest(found).items()),
            "Yours takes the newest of what was *found*. Need the newest version be among the hits?"),
    Slip(lambda found, held: [pair for pair in found if pair[1] == _newest(held)[pair[0]]],
            "Yours throws old hits away. An old page was found because it fits: what of its newest version?"),
    Slip(lambda found, held: [(name, _newest(held)[name]) for name, _ in found],
            "The same page stands there twice. How often should the reader see it?"),
    Slip(lambda found, held: list(_newest(held).items()),
            "That is the whole library in its newest versions. Which of these were found?"),
    Slip(lambda found, held: [(name, dict(held)[name]) for name in _newest(found)],
            "Yours takes the version that stands last in the library. Does that have to be the newest?"),
    Slip(lambda found, held: [(name, _newest(held, key=str)[name]) for name in _newest(found)],
            "For yours, 9 comes after 10. Are these numbers or letters?"),
    Slip(lambda found, held: sorted((name, _newest(held)[name]) for name in _newest(found)),
            "The right versions, but sorted anew. Who knew which page fits the question best?"),
    Slip(lambda found, held: [_newest(held)[name] for name in _newest(found)],
            "Those are numbers alone. Of what?"),
)  # fmt: skip


def examine_newest_first(newest_first: Watched) -> None:
    """Raise a fault unless the newest version of everything found comes back once, best first.

    >>> examine_newest_first(updating.newest_first)
    """
    _compare(newest_first, updating.newest_first, VERSIONS, VERSION_SLIPS, "a list of pairs", in_order=True)


TAUGHT = [("fog", "noon"), ("tea", "six"), ("oar", "elm"), ("fog", "one"), ("tea", "six"), ("sail", "red")]
NOW = {"sail": "red", "fog": "one", "tea": "six", "bell": "two"}
LESSONS = (
    Case("these pairs and facts", (TAUGHT, NOW)),
    Case("fog, taught as noon and now one", ([("fog", "noon")], {"fog": "one"})),
    Case("nothing that is in force", (TAUGHT, {})),
)
LESSON_SLIPS = (
    Slip(lambda taught, now: [pair for pair in taught if now.get(pair[0]) == pair[1]],
            "One pair stands there twice, since it was taught twice. How often may a row be drawn?"),
    Slip(lambda taught, now: list(dict.fromkeys(pair for pair in taught if pair[0] in now)),
            "Fog is in force, but is *noon*? Whoever rehearses that teaches the old value again. What must agree?"),
    Slip(lambda taught, now: list({fact: value for fact, value in taught if fact in now}.items()),
            "Yours takes the value that was taught last. Does it hold today? What does `now` say?"),
    Slip(lambda taught, now: list(dict(taught).items()),
            "Yours takes what was taught last of every fact. Which of these facts are still in force?"),
    Slip(lambda taught, now: list(now.items()),
            "Those are all facts in force. Which of them were ever taught, and so can be *re*hearsed?"),
    Slip(lambda taught, now: [(fact, now[fact]) for fact in dict(taught) if fact in now],
            "Fog was never taught as *one* in that case. Is that rehearsing, or is it a new fact?"),
    Slip(lambda taught, now: list(dict.fromkeys(pair for pair in taught if now.get(pair[0]) != pair[1])),
            "Those are the pairs that hold no longer. Which ones may be rehearsed?"),
    Slip(lambda taught, now: [fact for fact, value in dict.fromkeys(taught) if now.get(fact) == value],
            "Those are facts alone. With which values are they to be rehearsed?"),
)  # fmt: skip


def examine_still_true(still_true: Watched) -> None:
    """Raise a fault unless exactly what was taught and holds comes back, each once, in any order.

    >>> examine_still_true(updating.still_true)
    """
    _compare(still_true, updating.still_true, LESSONS, LESSON_SLIPS, "a list of pairs", in_order=False)


def _compare(
    function: Watched, right: Listing, cases: Sequence[Case], slips: Sequence[Slip], what: str, in_order: bool
) -> None:
    """Raise a fault that shows the first case in which a list differs, and asks what the first fitting slip asks."""
    normal = list if in_order else _as_counted
    got = [_listed(function(*case.inputs), case, what) for case in cases]
    pairs = [(one, right(*case.inputs)) for one, case in zip(got, cases, strict=True)]
    for case, (one, wanted) in zip(cases, pairs, strict=True):
        if normal(one) != normal(wanted):
            told = f"For {case.told} yours gives {shown(one)}, expected {shown(wanted)}."
            fitting = (each.asked for each in slips if _fits(each, got, cases, normal))
            raise Fault(f"{told} {next(fitting, 'Which entry is the first that should not be so, and why is it?')}")


def _fits(slip: Slip, got: Sequence[list[Any]], cases: Sequence[Case], normal: Callable[[Any], Any]) -> bool:
    """Tell whether a usual mistake gives the same in every case."""
    each = [slip.gives(*case.inputs) for case in cases]
    return all(normal(one) == normal(other) for one, other in zip(got, each, strict=True))


def _as_counted(values: list[Any]) -> Counter[str]:
    """Return how often each thing is there, whatever it is."""
    return Counter(map(repr, values))


def _listed(value: object, case: Case, what: str) -> list[Any]:
    """Return a value as a list of tuples or texts, or refuse it."""
    if not isinstance(value, list | tuple):
        raise Fault(f"For {case.told} yours returns {a(value)}, {shown(value)}; expected {what}. What makes it one?")
    return [tuple(one) if isinstance(one, list) else one for one in value]
