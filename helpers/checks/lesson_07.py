"""The checks of lesson 07: what became of an answer, a difference in pairs, and the four repairs."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

from helpers import fairness
from helpers.checks import fair_repairs
from helpers.checks.fault import Fault, a, shown
from helpers.checks.registry import Check
from helpers.checks.watch import Watched

NOTHING_READ = {
    fairness.MISSED: "Nothing was looked up, so nothing could be missed. `None` counts as false in an `if`: how do you "
    "ask for `None` itself?",
    fairness.MISREAD: "Nothing was handed over. Can be misread what was never there?",
}
CASES = tuple(itertools.product((True, False), (True, False, None), (True, False)))


def examine_cause(cause: Watched) -> None:
    """Raise a fault for the first case whose cause is another.

    >>> examine_cause(fairness.cause)
    """
    for right, found, borrowed in CASES:
        got, wanted = cause(right, found, borrowed), fairness.cause(right, found, borrowed)
        if not isinstance(got, str):
            raise Fault(f"Yours returns {a(got)}, {shown(got)}; expected a text. Which word says what happened?")
        if got not in fairness.CAUSES:
            listed = ", ".join(f"`{one}`" for one in fairness.CAUSES)
            raise Fault(f"Yours returns {shown(got)}; expected one of {listed}. Is it spelt as in the list?")
        if got != wanted:
            raise Fault(_why_another_cause(got, right, found, borrowed))


def _why_another_cause(got: str, right: bool, found: bool | None, borrowed: bool) -> str:
    """Return what is wrong with a cause."""
    case = f"For an answer with `right={right}`, `found={found}`, `borrowed={borrowed}` yours says {shown(got)}."
    if right:
        return f"{case} Can a right answer have a cause of failure? What must be asked before anything else?"
    if got == fairness.RIGHT:
        return f"{case} It was not right. On which way through your function is that forgotten?"
    if found is None:
        return f"{case} {NOTHING_READ.get(got, 'What does `borrowed` tell about an answer from memory?')}"
    if got in (fairness.MIXED_UP, fairness.NEVER):
        return f"{case} Something *was* handed over. Is this about memory, or about searching and reading?"
    return f"{case} The page was {'there' if found else 'not there'}. Is it the search or the reader that failed?"


FIRST = {"q1": [True, True, False], "q2": [True, True, True], "q3": [False, False, False], "q4": [True, False, False]}
SECOND = {"q3": [True], "q1": [False], "q5": [True], "q2": [True]}
EVEN = {"q1": [False, True], "q2": [True, True], "q3": [True, False]}
ODD = {"q1": [False, False], "q2": [True, False], "q3": [False, False]}


def examine_mean_difference(mean_difference: Watched) -> None:
    """Raise a fault unless seeds are averaged for each question, and shared questions are paired.

    >>> examine_mean_difference(fairness.mean_difference)
    """
    for first, second in ((EVEN, ODD), (FIRST, SECOND), (SECOND, FIRST)):
        got, wanted = mean_difference(dict(first), dict(second)), fairness.mean_difference(first, second)
        if isinstance(got, bool) or not hasattr(got, "__float__"):
            raise Fault(f"Yours returns {a(got)}, {shown(got)}; expected one number. What is its mean?")
        if not math.isclose(got, wanted, abs_tol=1e-9):
            raise Fault(_why_another_difference(float(got), wanted, first, second))


def _why_another_difference(
    got: float, wanted: float, first: Mapping[str, Sequence[bool]], second: Mapping[str, Sequence[bool]]
) -> str:
    """Return what is wrong with a difference."""
    both = [id for id in first if id in second]
    case = f"The arms share {len(both)} questions and have {len(first['q1'])} and {len(second['q1'])} seeds;"
    case += f" yours gives {got:.3g}, expected {wanted:.3g}."
    reasons = [
        # Whoever turned the two round was told so before, where the difference is above zero.
        (abs(wanted), "Yours has lost the sign. Who is ahead?"),
        (-wanted, "That is the second less the first. Which way round was it to be?"),
        (_all_in_one(first) - _all_in_one(second), "Some questions were put to one arm only. May they count?"),
        (
            sum(first[id][0] - second[id][0] for id in both) / len(both),
            "That is what the first seed says. What have the other students said?",
        ),
        (wanted * len(both), "That is a sum. Over how many questions is the mean taken?"),
        (
            sum(any(first[id]) - any(second[id]) for id in both) / len(both),
            "Yours counts a question as right if one seed got it. What is a lucky draw among three worth?",
        ),
        (
            float(sum(sum(first[id]) - sum(second[id]) for id in both)),
            "Yours counts right answers, so whoever sat the exam three times gets three times as many. What is a mean?",
        ),
        (
            sum(sum(first[id]) - sum(second[id]) for id in both) / len(both),
            "Yours adds the seeds up. What if one arm has three of them and the other has one?",
        ),
    ]
    near = [told for value, told in reasons if math.isclose(got, value, abs_tol=1e-9)]
    return f"{case} {near[0] if near else 'What is one question worth, and which questions were put to both?'}"


def _all_in_one(arm: Mapping[str, Sequence[bool]]) -> float:
    """Return the mean of an arm over all of its own questions."""
    return sum(sum(marks) / len(marks) for marks in arm.values()) / len(arm)


CHECKS = {
    "cause": Check(examine_cause, "Every wrong answer has one cause now, and each cause another remedy."),
    "mean-difference": Check(examine_mean_difference, "Three students, one exam: each question counts once."),
    "asked-by-all": Check(fair_repairs.examine_asked_by_all, "Whoever is compared has answered the same questions."),
    "true-labels": Check(fair_repairs.examine_true_labels, "A label can be changed. The code behind the rows cannot."),
    "without-tested": Check(fair_repairs.examine_without_tested, "The facts may be taught. The exam may not."),
    "odd-ones": Check(fair_repairs.examine_odd_ones, "Now a difference between arms is no difference between models."),
}
