"""The check of reciprocal rank fusion, written out over lists of names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from helpers.checks import arrays
from helpers.checks.arrays import Suspect, Task
from helpers.checks.fault import Fault, a, shown
from helpers.checks.formulas import Case
from helpers.checks.watch import Watched

Rankings = Sequence[Sequence[str]]


def fuse(rankings: Rankings, k: float = 60) -> dict[str, float]:
    """Return the points of each passage that any ranking holds.

    Args:
        rankings: names of passages, best first.
        k: the constant of the formula.

    >>> fuse([["a"], ["b", "a"]], k=0)
    {'a': 1.5, 'b': 1.0}
    """
    return {name: sum(_points(rankings, name, k)) for name in _names(rankings)}


def _points(rankings: Rankings, name: str, k: float, first: int = 1) -> list[float]:
    """Return what each ranking gives a passage; a ranking that lacks it gives nothing."""
    with np.errstate(divide="ignore"):
        return [float(np.divide(1, k + first + list(one).index(name))) for one in rankings if name in one]


def _names(rankings: Rankings) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(rankings)))


def _case(rankings: Rankings, *k: float) -> Case:
    """Return a case that tells the order in which points will be shown."""
    names = ", ".join(_names(rankings))
    return Case(f"the rankings {rankings}{''.join(f' and k = {one}' for one in k)} (points of {names})", (rankings, *k))


TASK = Task(
    fuse,
    (
        _case([["fog", "tea"], ["tea", "bell", "fog"]], 1),
        _case([["fog", "tea", "bell"], ["bell", "rope"], ["sheep", "fog"]]),
        _case([["fog"], []], 10),
    ),
    (
        Suspect(lambda rankings, k=60: {name: sum(_points(rankings, name, k, 0)) for name in _names(rankings)},
                "Your first place counts as 0. Where does `enumerate` begin, and where do ranks?"),
        Suspect(lambda rankings, k=60: {name: sum(_points(rankings, name, k, 2)) for name in _names(rankings)},
                "Your first place counts as 2. Is a 1 added twice?"),
        Suspect(lambda rankings, k=60: fuse(rankings, 0), "Where does `k` come in?"),
        Suspect(lambda rankings, k=60: fuse(rankings, 60), "Yours is right for k = 60 only. Is a 60 typed in?"),
        Suspect(lambda rankings, k=60: {name: max(_points(rankings, name, k)) for name in _names(rankings)},
                "Yours keeps the best place only. How does a passage gain from being in two rankings?"),
        Suspect(lambda rankings, k=60: {name: _points(rankings, name, k)[-1] for name in _names(rankings)},
                "The last ranking overwrites what the others gave. Which operator adds to what is there?"),
        Suspect(lambda rankings, k=60: {name: _points(rankings, name, k)[0] for name in _names(rankings)},
                "Only the first ranking that holds a passage is heard. What should the next one do with its points?"),
        Suspect(lambda rankings, k=60: {name: np.mean(_points(rankings, name, k)) for name in _names(rankings)},
                "That is a mean. Should a passage that two rankings hold get no more than one held once?"),
        Suspect(lambda rankings, k=60: {name: sum(_points(rankings, name, k)) / len(rankings)
                                        for name in _names(rankings)},
                "Yours divides by the number of rankings. Is that in the formula?"),
        Suspect(lambda rankings, k=60: {name: sum(1 / points for points in _points(rankings, name, k))
                                        for name in _names(rankings)},
                "A worse place now gives more. What became of `1 /`?"),
        Suspect(lambda rankings, k=60: {name: sum(1 / (1 / points - k) + k for points in _points(rankings, name, k))
                                        for name in _names(rankings)},
                "Python divides before it adds. Which part needs brackets to be below the line?"),
    ),
    "Which places does the first passage have, and how many points is each worth?",
)  # fmt: skip


def examine_fuse(function: Watched) -> None:
    """Raise a fault for the first rankings to whose passages a function gives other points.

    Args:
        function: takes rankings, lists of names, and k.

    >>> examine_fuse(fuse)
    """
    arrays.examine(function, TASK, _row)


def _row(value: object, case: Case) -> np.ndarray:
    """Return the points as a row, in the order of the names."""
    if not isinstance(value, Mapping):
        raise Fault(
            f"For {case.told} yours returns {a(value)}, {shown(value)}. A dictionary is expected, from each passage "
            "to its points. What are its keys, what are its values?"
        )
    names = _names(case.inputs[0])
    if odd := [name for name in names if name not in value] + [name for name in value if name not in names]:
        raise Fault(
            f"For {case.told} yours has points for {shown(list(value))}, which is at odds with {shown(odd[0])}. "
            "Which passages get points: those of all rankings, of one, or of any?"
        )
    return arrays.numbers([value[name] for name in names], case)
