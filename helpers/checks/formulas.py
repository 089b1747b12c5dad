"""Check a function that follows a formula: where it goes wrong, name the formula it follows instead.

The usual mistakes of an exercise are formulas themselves. If all values of an answer agree with one of them, the check
knows which mistake was made, however it was written.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

from helpers.checks.fault import Fault, a, shown

Formula = Callable[..., float]


@dataclass(frozen=True, slots=True)
class Case:
    """One call of the learner's function.

    Attributes:
        told: the case in words, to go after "For".
        inputs: the arguments.
    """

    told: str
    inputs: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A usual mistake.

    Attributes:
        formula: what it computes.
        asked: what leads on from it: a remark and a question.
    """

    formula: Formula
    asked: str


def examine(
    function: Formula, right: Formula, cases: Sequence[Case], suspects: Sequence[Suspect], otherwise: str
) -> None:
    """Raise a fault that shows the first case in which a function departs from a formula, and why it may.

    Args:
        function: the learner's, watched.
        right: the formula.
        cases: on which both are called, telling first.
        suspects: usual mistakes, the likeliest first.
        otherwise: the question to ask if it is none of these.

    Raises:
        Fault: if any case differs.

    >>> examine(lambda n: n, abs, [Case("-2", (-2,))], [Suspect(lambda n: n, "What is its sign?")], "Why?")
    Traceback (most recent call last):
    helpers.checks.fault.Fault: For -2 yours gives -2, expected 2. What is its sign?
    """
    pairs = [(number(function(*case.inputs), case), right(*case.inputs)) for case in cases]
    for case, (got, expected) in zip(cases, pairs, strict=True):
        if not _alike(got, expected):
            told = f"For {case.told} yours gives {got:.4g}, expected {expected:.4g}."
            raise Fault(f"{told} {_why(pairs, cases, suspects) or otherwise}")


def number(value: object, case: Case) -> float:
    """Return a value as a float.

    Args:
        value: what the learner's function returned.
        case: for which.

    Raises:
        Fault: if it is no single number.
    """
    one = value.item() if getattr(value, "size", None) == 1 and hasattr(value, "item") else value
    if isinstance(one, bool) or not isinstance(one, Real):
        raise Fault(
            f"For {case.told} yours returns {a(value)}, {shown(value)}. One number is expected: "
            "what turns yours into it?"
        )
    return float(one)


def _alike(one: float, other: float) -> bool:
    """Tell whether two numbers agree to five digits or so."""
    return math.isclose(one, other, rel_tol=1e-5, abs_tol=1e-7)


def _why(pairs: Sequence[tuple[float, float]], cases: Sequence[Case], suspects: Sequence[Suspect]) -> str:
    """Return what the first suspect that agrees with every value asks; or, if yours is a multiple, by how much."""
    for suspect in suspects:
        if all(_alike(got, suspect.formula(*case.inputs)) for (got, _), case in zip(pairs, cases, strict=True)):
            return suspect.asked
    ratios = [got / expected for got, expected in pairs if expected]
    if len(ratios) > 1 and all(_alike(ratio, ratios[0]) for ratio in ratios):
        return f"In every case yours is {ratios[0]:.4g} times what is expected. Where does that factor come from?"
    return ""
