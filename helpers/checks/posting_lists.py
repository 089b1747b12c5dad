"""The first check of lesson 01: does an inverted index lead from every term to its passages?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from helpers import by_hand
from helpers.checks.fault import Fault, a, shown
from helpers.checks.watch import Watched

Terms = Sequence[str]

SHELVES = (
    [["fog", "horn"], ["tea", "fog", "tea"], ["horn"]],
    [["bell"], ["boat", "bell", "boat", "bell"], [], ["boat"]],
)


def examine_postings(function: Watched) -> None:
    """Raise a fault for the first thing wrong with the posting lists that a function makes.

    Args:
        function: takes passages as lists of terms.

    >>> examine_postings(by_hand.postings)
    """
    for shelf in SHELVES:
        got, expected = function([list(passage) for passage in shelf]), by_hand.postings(shelf)
        _is_dictionary(got, shelf)
        _has_the_terms(got, expected, shelf)
        for term, places in expected.items():
            _lists_the_places(term, got[term], places, shelf)


def _is_dictionary(got: object, shelf: Sequence[Terms]) -> None:
    """Refuse anything but a dictionary by terms."""
    if not isinstance(got, Mapping):
        raise Fault(
            f"For {shown(shelf)} yours returns {a(got)}, {shown(got)}. Looking up a term should take one step: "
            "what does Python offer that goes from a key to a value?"
        )
    if got and all(isinstance(key, int) for key in got):
        raise Fault(
            f"The keys of yours are numbers: {shown(got)}. That tells which terms a passage holds, which we knew. "
            "Which way round should it be, if somebody asks for a term?"
        )


def _has_the_terms(got: Mapping[str, object], expected: Mapping[str, object], shelf: Sequence[Terms]) -> None:
    """Refuse a term too few or too many."""
    if missing := [term for term in expected if term not in got]:
        raise Fault(
            f"The term {shown(missing[0])} stands in {shown(shelf)}, but yours has no list for it: {shown(got)}. "
            "Does yours go through every passage, and every term of it?"
        )
    if extra := [term for term in got if term not in expected]:
        raise Fault(f"Yours has a list for {shown(extra[0])}, which no passage holds. Where does it come from?")


def _lists_the_places(term: str, got: object, expected: list[int], shelf: Sequence[Terms]) -> None:
    """Refuse a wrong list for one term."""
    told = f"In {shown(shelf)} the term {shown(term)} stands in the passages {expected}; yours gives {shown(got)}."
    if isinstance(got, int):
        raise Fault(f"{told} That is one number. How often is not enough: where should a search go and look?")
    if not isinstance(got, list | tuple | set | np.ndarray):
        raise Fault(f"{told} Can you make it a list of passage numbers?")
    places = list(got)
    if places == expected or (isinstance(got, set) and sorted(places) == expected):
        return
    if all(isinstance(place, str | list | tuple) for place in places):
        raise Fault(
            f"{told} These are passages themselves. Which function counts along while a loop goes through them?"
        )
    if places == [place + 1 for place in expected]:
        raise Fault(f"{told} Yours counts from 1. With which number does Python begin, and `enumerate` too?")
    if sorted(set(places)) == expected and len(places) > len(expected):
        raise Fault(f"{told} A passage stands there twice, as the term does in it. How would you list it once?")
    if places == expected[:1]:
        raise Fault(f"{told} Only the first place is kept. What does yours do when the term turns up again?")
    if set(places) < set(expected):
        raise Fault(f"{told} Places are missing. Is an earlier one overwritten when the term turns up again?")
    if places == [place for passage in shelf for place, other in enumerate(passage) if other == term]:
        raise Fault(f"{told} These are places *within* passages. Which of the two loops should be counted along?")
    raise Fault(f"{told} What is the number of the passage in which it stands first?")
