"""Check a function that returns many numbers at once, as `formulas` checks one that returns a single one.

The case in which it goes wrong is shown whole, so cases are small.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.checks.fault import Fault, a, shown
from helpers.checks.formulas import Case

Normal = Callable[[Any, Case], np.ndarray]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A usual mistake.

    Attributes:
        formula: what it computes, from the same inputs as the learner's function.
        asked: what leads on from it: a remark and a question.
    """

    formula: Callable[..., Any]
    asked: str


@dataclass(frozen=True, slots=True)
class Task:
    """What a learner's function is to compute, and what it may compute in its place.

    Attributes:
        right: the formula.
        cases: on which both are called, telling first.
        suspects: usual mistakes, the likeliest first.
        otherwise: the question to ask if it is none of these.
    """

    right: Callable[..., Any]
    cases: tuple[Case, ...]
    suspects: tuple[Suspect, ...]
    otherwise: str


def numbers(value: object, case: Case) -> np.ndarray:
    """Return whatever a function gave as an array of numbers.

    Args:
        value: an array, a list of lists, a tensor.
        case: for which it was given.

    Raises:
        Fault: if it is no such thing.

    >>> numbers([[1, 2]], Case("one row", ())).shape
    (1, 2)
    """
    try:
        return np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise Fault(
            f"For {case.told} yours returns {a(value)}, {shown(value)}. An array of numbers is expected: "
            "what does your last line hand back?"
        ) from None


def examine(function: Callable[..., Any], task: Task, normal: Normal = numbers) -> None:
    """Raise a fault that shows the first case in which a function departs from its task, and why it may.

    Args:
        function: the learner's, watched.
        task: what it is to compute.
        normal: turns what is returned into an array.

    Raises:
        Fault: if any case differs.

    >>> doubled = Task(lambda row: 2 * row, (Case("[1]", (np.ones(1),)),), (), "Why?")
    >>> examine(lambda row: row, doubled)
    Traceback (most recent call last):
    helpers.checks.fault.Fault: For [1] yours gives `[1.0]`, expected `[2.0]`. Why?
    """
    with np.errstate(all="ignore"):
        found = [normal(function(*case.inputs), case) for case in task.cases]
        expected = [normal(task.right(*case.inputs), case) for case in task.cases]
        wrong = [not alike(*pair) for pair in zip(found, expected, strict=True)]
        if any(wrong):
            place = wrong.index(True)
            told = (
                f"For {task.cases[place].told} yours gives {_short(found[place])}, expected {_short(expected[place])}."
            )
            raise Fault(
                f"{told} {_why(found, task, normal) or _shapes(found[place], expected[place]) or task.otherwise}"
            )


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Tell whether two arrays have one shape and agree to five digits or so.

    Args:
        one: numbers.
        other: numbers.

    >>> alike(np.ones(2), np.ones((1, 2)))
    False
    """
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-5, atol=1e-7, equal_nan=True)


def _why(found: Sequence[np.ndarray], task: Task, normal: Normal) -> str:
    """Return what the first suspect asks that agrees with everything found."""
    for suspect in task.suspects:
        if all(alike(got, _suspected(suspect, case, normal)) for got, case in zip(found, task.cases, strict=True)):
            return suspect.asked
    return ""


def _suspected(suspect: Suspect, case: Case, normal: Normal) -> np.ndarray:
    """Return what a mistake would give."""
    return normal(suspect.formula(*case.inputs), case)


def _shapes(found: np.ndarray, expected: np.ndarray) -> str:
    """Return a question about the shape, if that alone is wrong for sure."""
    if found.shape == expected.shape:
        return ""
    return f"Its shape is {found.shape}, expected {expected.shape}. Along which axis did you add up, pick or cut?"


def _short(values: np.ndarray) -> str:
    """Return numbers rounded, as code."""
    return f"`{(values + 0.0).round(4).tolist()}`"
