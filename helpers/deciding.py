"""The steps of a decision, small and by hand: how stale, when earned back, what may be found, which one, what tips it.

`helpers.advisor` does the same with all that was measured; a test compares the two.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

Draws = Sequence[float]


def stale_share(facts: int, changes_a_day: float, days: float) -> float:
    """Return the share of facts that are out of date, if every change waits so many days until it is in.

    Args:
        facts: how many there are.
        changes_a_day: how many of them change a day, drawn by lot.
        days: how long each change waits.

    >>> round(stale_share(100, 10, 5), 3)
    0.393
    """
    return 1 - math.exp(-changes_a_day * days / facts)


def low_end(draws: Draws) -> float:
    """Return the lower end of the middle 95 of 100 draws.

    >>> low_end([float(number) for number in range(1000)])
    25.0
    """
    return sorted(draws)[len(draws) // 40]


def earned_back(training: Draws, saved: Draws) -> tuple[float, float]:
    """Return between how many questions a training is earned back: the ends of the middle 95 of 100 draws.

    Args:
        training: seconds of a training, one a draw.
        saved: seconds that each answer saves, one a draw; where nothing is saved it is never earned back.

    >>> earned_back([50.0, 60.0], [2.0, 0.0])
    (25.0, inf)
    """
    needed = sorted(spent / each if each > 0 else math.inf for spent, each in zip(training, saved, strict=True))
    out = len(needed) // 40
    return needed[out], needed[-1 - out]


def may_find(scores: Sequence[float], allowed: Sequence[bool], k: int) -> list[int]:
    """Return the places of the best k passages among those that somebody may see, best first.

    Args:
        scores: one a passage.
        allowed: whether this reader may see it.
        k: how many at most.

    >>> may_find([3.0, 9.0, 5.0, 4.0], [True, False, True, True], 2)
    [2, 3]
    """
    ranked = sorted(range(len(scores)), key=lambda place: -scores[place])
    return [place for place in ranked if allowed[place]][:k]


def decide(
    useful: Mapping[str, Draws], seconds: Mapping[str, float], cost: Mapping[str, float], patience: float
) -> str:
    """Return the cheapest approach that is fast enough and not clearly worse than the best of these; "" if none is.

    Args:
        useful: for each approach the share of useful answers, one a draw; draws of two approaches belong in pairs.
        seconds: for an answer.
        cost: of a year.
        patience: how many seconds an answer may take.

    >>> decide({"a": [0.5, 0.6], "b": [0.5, 0.7]}, {"a": 1, "b": 1}, {"a": 10, "b": 20}, 5)
    'a'
    """
    left = [name for name in useful if seconds[name] <= patience]
    if not left:
        return ""
    best = max(left, key=lambda name: fmean(useful[name]))
    ahead = {name: [one - other for one, other in zip(useful[best], useful[name], strict=True)] for name in left}
    return min((name for name in left if low_end(ahead[name]) <= 0), key=lambda name: cost[name])


def tipping(advise: Callable[[float], str], now: float, values: Sequence[float]) -> float:
    """Return the value nearest to the present one, by factor, for which the advice is another; infinity if none is.

    Args:
        advise: from a value to the advice.
        now: the present value, above zero.
        values: what is tried, all above zero.

    >>> tipping(lambda facts: "learn" if facts < 300 else "look up", 100, [10, 200, 400, 1000])
    400
    """
    others = [value for value in values if advise(value) != advise(now)]
    return min(others, key=lambda value: max(value / now, now / value), default=math.inf)
