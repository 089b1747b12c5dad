"""The checks of lesson 09: how stale, when earned back, what may be found, which one is advised, and what tips it."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from helpers import deciding
from helpers.checks import deciding_well, formulas
from helpers.checks.fault import Fault, shown
from helpers.checks.formulas import Case, Suspect
from helpers.checks.plain import is_number, listed
from helpers.checks.registry import Check
from helpers.checks.watch import Watched

STALE = (
    Case("100 facts, 10 changes a day, 5 days", (100, 10.0, 5.0)),
    Case("100 facts, 10 changes a day, no waiting", (100, 10.0, 0.0)),
    Case("20 facts, 40 changes a day, 3 days", (20, 40.0, 3.0)),
    Case("5,000 facts, a quarter of a change a day, 2 days", (5000, 0.25, 2.0)),
)
STALE_SUSPECTS = (
    Suspect(lambda facts, changes, days: math.exp(-changes * days / facts),
            "That is the share for which *no* change is waiting. And the others?"),
    Suspect(lambda facts, changes, days: changes * days / facts,
            "That is how many changes wait for a fact on average. What if two of them hit the same one?"),
    Suspect(lambda facts, changes, days: min(1.0, changes * days / facts),
            "Cut off at 1 it is no share yet. If two changes hit the same fact, how many facts are out of date?"),
    Suspect(lambda facts, changes, days: 1 - math.exp(-changes / facts),
            "Yours gives the same for one day and for five. How long does a change wait?"),
    Suspect(lambda facts, changes, days: 1 - math.exp(-changes * days),
            "In yours every change seems to hit the same fact. Among how many are they spread?"),
    Suspect(lambda facts, changes, days: 1 - math.exp(changes * days / facts),
            "Yours is below zero. Should the exponent grow or fall with the number of changes?"),
    Suspect(lambda facts, changes, days: 1 - 10 ** (-changes * days / facts),
            "Yours takes powers of ten. What is `e`, and which function of `math` raises it?"),
    Suspect(lambda facts, changes, days: 1 - math.exp(-facts / (changes * days)) if changes * days else 1.0,
            "Yours falls when more changes. Which number belongs above the line, and which below?"),
)  # fmt: skip


def examine_stale(stale_share: Watched) -> None:
    """Raise a fault unless the share follows from how many changes wait for a fact.

    >>> examine_stale(deciding.stale_share)
    """
    otherwise = "How many changes wait for each fact on average, and with which chance is it none?"
    formulas.examine(stale_share, deciding.stale_share, STALE, STALE_SUSPECTS, otherwise)


def examine_earned_back(earned_back: Watched) -> None:
    """Raise a fault unless each draw is divided by itself, and a fortieth of the results left out at either end.

    >>> examine_earned_back(deciding.earned_back)
    """
    rng = random.Random(9)
    training = [rng.gauss(60, 8) for _ in range(200)]
    cases = [([50.0, 60.0, 40.0], [2.0, 1.0, 4.0]), (training, [rng.gauss(2, 0.5) for _ in range(200)])]
    cases += [([50.0, 60.0], [2.0, 0.0]), (training, [rng.gauss(0.5, 1) for _ in range(200)])]
    for spent, saved in cases:
        got, wanted = _two(earned_back(list(spent), list(saved))), deciding.earned_back(spent, saved)
        if not all(math.isclose(one, other, rel_tol=1e-6) for one, other in zip(got, wanted, strict=True)):
            raise Fault(_why_not_earned(got, spent, saved, wanted))


def _two(value: object) -> tuple[float, float]:
    """Return two numbers, or refuse what else it is."""
    ends = listed(value, "two numbers, the lower and the upper end")
    if len(ends) != 2:
        raise Fault(f"Yours returns {len(ends)} values, {shown(value)}; expected two. Which draw stands at either end?")
    for end in ends:
        is_number(end, "a number of questions")
    low, high = ends
    return float(low), float(high)  # type: ignore[arg-type]


def _why_not_earned(
    got: tuple[float, float], spent: Sequence[float], saved: Sequence[float], wanted: tuple[float, float]
) -> str:
    """Return what is wrong with the ends, by what they equal."""
    case = f"For {len(spent)} draws yours gives {got[0]:.4g} and {got[1]:.4g}, expected {wanted[0]:.4g} and "
    pairs = [one / other if other > 0 else math.inf for one, other in zip(spent, saved, strict=True)]
    for ends, told in _wrong_ends(pairs, spent, saved):
        if all(math.isclose(one, other, rel_tol=1e-6) for one, other in zip(got, ends, strict=True)):
            return f"{case}{wanted[1]:.4g}. {told}"
    return f"{case}{wanted[1]:.4g}. How many results stand below the lower end, and how many above the upper one?"


def _wrong_ends(
    pairs: Sequence[float], spent: Sequence[float], saved: Sequence[float]
) -> list[tuple[tuple[float, float], str]]:
    """Return the ends that usual mistakes give, with the question that leads on."""
    mean = (sum(spent) / len(spent)) / (sum(saved) / len(saved)) if sum(saved) else math.inf
    cut = [deciding.low_end(spent), -deciding.low_end([-one for one in spent])]
    less = [deciding.low_end(saved), -deciding.low_end([-one for one in saved])]
    raw = sorted(one / other if other else math.inf for one, other in zip(spent, saved, strict=True))
    kept = sorted(one for one in pairs if one < math.inf)
    out, few = len(pairs) // 40, len(kept) // 40
    turned = sorted(1 / one for one in pairs)
    return [
        ((mean, mean), "Both ends are the quotient of the means. What has become of the spread?"),
        ((min(pairs), max(pairs)), "Those are the two most extreme draws. Which of them are left out at either end?"),
        (_quotients(cut, less),
         "You divide ends by ends, as if all bad luck came at once. What does one draw of both say together?"),
        ((raw[out], raw[-1 - out]),
         "In some draws nothing is saved. After how many questions is it earned back there?"),
        ((kept[few], kept[-1 - few]) if kept else (0.0, 0.0),
         "You leave out the draws in which nothing is saved. Are these good luck, or bad?"),
        ((turned[out], turned[-1 - out]), "Yours is upside down. How many answers of 2 s each make up for 50 s?"),
        ((pairs[out], pairs[-1 - out]),
         "The draws come in any order. What must happen before one counts from the ends?"),
        ((sorted(pairs)[-1 - out], sorted(pairs)[out]), "The two ends have changed places. Which one comes first?"),
    ]  # fmt: skip


def _quotients(cut: Sequence[float], less: Sequence[float]) -> tuple[float, float]:
    """Return the smallest and the largest quotient that the ends of two intervals allow."""
    return (
        cut[0] / less[1] if less[1] > 0 else math.inf,
        cut[1] / less[0] if less[0] > 0 else math.inf,
    )


def examine_may_find(may_find: Watched) -> None:
    """Raise a fault unless the best allowed passages come back, as many as there are up to k.

    >>> examine_may_find(deciding.may_find)
    """
    cases = [
        ([4.0, 9.0, 5.0, 6.0, 3.0], [True, False, True, True, True], 2),
        ([8.0, 7.0, 6.0, 1.0], [False, False, True, True], 2),
    ]
    cases += [([2.0, 5.0], [False, False], 3), ([1.0, 2.0, 3.0], [True, True, True], 2), ([4.0, 1.0], [True, False], 2)]
    for scores, allowed, k in cases:
        got = listed(may_find(list(scores), list(allowed), k), "a list of places")
        wanted = deciding.may_find(scores, allowed, k)
        if got != wanted:
            case = f"For scores {scores}, allowed {allowed} and k = {k} yours gives {shown(got)}, expected {wanted}."
            raise Fault(f"{case} {_why_not_found(got, scores, allowed, k, wanted)}")


def _why_not_found(
    got: Sequence[object], scores: Sequence[float], allowed: Sequence[bool], k: int, wanted: Sequence[int]
) -> str:
    """Return the question that leads on, for a list of places that is not right."""
    ranked = sorted(range(len(scores)), key=lambda place: -scores[place])
    reasons = (
        (ranked[:k], "That reader may not see all of these. What does `allowed` say?"),
        ([place for place in ranked[:k] if allowed[place]],
         "You search first and take away afterwards. What is left for who may not see the best ones?"),
        ([scores[place] for place in wanted], "Those are scores. At which places do they stand?"),
        ([place for place in range(len(scores)) if allowed[place]][:k],
         "They may be seen, but which of them are the best?"),
        ([place for place in ranked if allowed[place]], "Those are all that may be seen. How many were asked for?"),
        ([place for place in reversed(ranked) if allowed[place]][:k],
         "Yours begins with the worst. Which way is it sorted?"),
        ([place for place in ranked if not allowed[place]][:k],
         "These are the passages that may *not* be seen. Who reads them?"),
        (sorted(wanted), "The right ones, but in which order does a search hand them out?"),
    )  # fmt: skip
    renumbered = [score for score, fine in zip(scores, allowed, strict=True) if fine]
    again = sorted(range(len(renumbered)), key=lambda place: -renumbered[place])[:k]
    told = [asked for places, asked in reasons if places == list(got)]
    if not told and again == list(got):
        return "These are places among the allowed ones. Where do they stand among all?"
    return told[0] if told else "Who may see what, which of that is best, and how many of it?"


def examine_tipping(tipping: Watched) -> None:
    """Raise a fault unless the nearest value by factor comes back, or infinity.

    >>> examine_tipping(deciding.tipping)
    """

    def _few(facts: float) -> str:
        return "learn it" if facts < 300 else "look it up"

    def _middle(facts: float) -> str:
        return "learn it" if 20 < facts < 500 else "look it up"

    def _never(facts: float) -> str:
        return "look it up"

    cases: list[tuple[str, Callable[[float], str], float, list[float]]] = [
        ("an advice that changes at 300 facts, from 100", _few, 100.0, [1000, 200, 400, 10]),
        ("an advice that changes below 20 and above 500, from 100", _middle, 100.0, [15, 10, 200, 600, 900]),
        ("an advice that changes at 300 facts, from 900", _few, 900.0, [1000, 250, 30]),
        ("an advice that changes below 20 and above 500, from 60", _middle, 60.0, [1, 10, 550]),
        ("an advice that never changes, from 100", _never, 100.0, [1, 10, 1000]),
    ]
    for told, advise, now, values in cases:
        got, wanted = tipping(advise, now, list(values)), deciding.tipping(advise, now, values)
        _is_value(got)
        if got != wanted:
            raise Fault(f"For {told}, trying {values}, yours gives {shown(got)}, expected {wanted}. "
                        f"{_why_no_tip(got, advise, now, values)}")  # fmt: skip


def _is_value(value: object) -> None:
    """Refuse an advice in place of the value, and all else that is no number."""
    if isinstance(value, str):
        raise Fault(
            f"Yours returns the advice, {shown(value)}; expected the value that brings it. Which one was tried?"
        )
    is_number(value, "one of the values, or infinity")


def _why_no_tip(got: float, advise: Callable[[float], str], now: float, values: Sequence[float]) -> str:
    """Return the question that leads on, for a value that does not tip the advice, or not first."""
    tips = [value for value in values if advise(value) != advise(now)]
    if got not in values:
        return "That value was not tried. What is there to return if none of them tips the advice?"
    if got not in tips:
        return f"There the advice is {advise(got)!r}, as it is now. Which values change it?"
    if got == min(tips, key=lambda value: abs(value - now)):
        return "It is nearest by difference. From 60 facts, is it further to 10 or to 550, if one multiplies?"
    if got == tips[0]:
        return "It is the first that tips. Which is the nearest?"
    return "It tips, but another value does so with a smaller factor. How do you compare up with down?"


CHECKS = {
    "stale": Check(examine_stale, "Right, also where two changes hit the same fact. Stale is a matter of how long."),
    "earned-back": Check(
        examine_earned_back, "Each draw by itself. The spread has come through the division unharmed."
    ),
    "decide": Check(
        deciding_well.examine_decide, "In time, level with the best, and cheapest: an advice with reasons."
    ),
    "tipping": Check(examine_tipping, "Nearest by factor. Now an advice can say what would change its mind."),
    "may-find": Check(
        examine_may_find, "What may not be seen is never found. That is the only place where it is safe."
    ),
}
