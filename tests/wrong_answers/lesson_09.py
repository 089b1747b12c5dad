"""Answers to the exercises of lesson 09: right ones in several manners, and wrong ones with what each must hear."""

import math
from collections.abc import Callable
from statistics import fmean

import numpy as np

from helpers import deciding

Draws = list[float]


def stale_numpy(facts: int, changes_a_day: float, days: float) -> float:
    """Use numpy."""
    return -np.expm1(-changes_a_day * days / facts)


def stale_power(facts: int, changes_a_day: float, days: float) -> float:
    """Raise e to a power."""
    waiting = changes_a_day * days / facts
    return 1 - math.e**-waiting


def stale_fresh(facts: int, changes_a_day: float, days: float) -> float:
    """Return what is up to date."""
    return math.exp(-changes_a_day * days / facts)


def stale_linear(facts: int, changes_a_day: float, days: float) -> float:
    """Let every change hit another fact."""
    return changes_a_day * days / facts


def stale_capped(facts: int, changes_a_day: float, days: float) -> float:
    """Cut that off at one."""
    return min(1.0, changes_a_day * days / facts)


def stale_no_days(facts: int, changes_a_day: float, days: float) -> float:
    """Forget how long a change waits."""
    return 1 - math.exp(-changes_a_day / facts)


def stale_no_facts(facts: int, changes_a_day: float, days: float) -> float:
    """Forget among how many facts."""
    return 1 - math.exp(-changes_a_day * days)


def stale_sign(facts: int, changes_a_day: float, days: float) -> float:
    """Forget the minus."""
    return 1 - math.exp(changes_a_day * days / facts)


def stale_ten(facts: int, changes_a_day: float, days: float) -> float:
    """Take powers of ten."""
    return 1 - 10 ** (-changes_a_day * days / facts)


def earned_zipped(training: Draws, saved: Draws) -> tuple[float, float]:
    """Divide, sort, count from both ends."""
    needed = []
    for spent, each in zip(training, saved, strict=True):
        needed.append(spent / each if each > 0 else float("inf"))
    needed.sort()
    out = len(needed) // 40
    return needed[out], needed[len(needed) - out - 1]


def earned_numpy(training: Draws, saved: Draws) -> np.ndarray:
    """Use numpy."""
    each = np.array(saved)
    needed = np.sort(np.where(each > 0, np.array(training) / np.where(each > 0, each, 1), np.inf))
    out = len(needed) // 40
    return [needed[out], needed[-1 - out]]


def earned_means(training: Draws, saved: Draws) -> tuple[float, float]:
    """Divide the means."""
    needed = fmean(training) / fmean(saved)
    return needed, needed


def earned_extremes(training: Draws, saved: Draws) -> tuple[float, float]:
    """Leave nothing out."""
    needed = [spent / each if each > 0 else math.inf for spent, each in zip(training, saved, strict=True)]
    return min(needed), max(needed)


def earned_ends(training: Draws, saved: Draws) -> tuple[float, float]:
    """Divide the ends of one interval by those of the other."""
    spent, each = sorted(training), sorted(saved)
    out = len(spent) // 40
    return spent[out] / each[-1 - out], spent[-1 - out] / each[out]


def earned_negative(training: Draws, saved: Draws) -> tuple[float, float]:
    """Let a negative number of questions earn it back."""
    needed = sorted(spent / each if each else math.inf for spent, each in zip(training, saved, strict=True))
    out = len(needed) // 40
    return needed[out], needed[-1 - out]


def earned_lucky(training: Draws, saved: Draws) -> tuple[float, float]:
    """Leave out the draws in which nothing is saved."""
    needed = sorted(spent / each for spent, each in zip(training, saved, strict=True) if each > 0)
    out = len(needed) // 40
    return needed[out], needed[-1 - out]


def earned_upside_down(training: Draws, saved: Draws) -> tuple[float, float]:
    """Divide the other way round."""
    needed = sorted(max(each, 0.0) / spent for spent, each in zip(training, saved, strict=True))
    out = len(needed) // 40
    return needed[out], needed[-1 - out]


def earned_unsorted(training: Draws, saved: Draws) -> tuple[float, float]:
    """Forget to sort."""
    needed = [spent / each if each > 0 else math.inf for spent, each in zip(training, saved, strict=True)]
    out = len(needed) // 40
    return needed[out], needed[-1 - out]


def earned_turned(training: Draws, saved: Draws) -> tuple[float, float]:
    """Name the upper end first."""
    low, high = deciding.earned_back(training, saved)
    return high, low


def earned_one(training: Draws, saved: Draws) -> float:
    """Return the lower end alone."""
    return deciding.earned_back(training, saved)[0]


def find_loop(scores: Draws, allowed: list[bool], k: int) -> list[int]:
    """Go through the places, best first."""
    found = []
    for place in sorted(range(len(scores)), key=scores.__getitem__, reverse=True):
        if allowed[place] and len(found) < k:
            found.append(place)
    return found


def find_first(scores: Draws, allowed: list[bool], k: int) -> list[int]:
    """Take the allowed ones, then sort them."""
    mine = [place for place, fine in enumerate(allowed) if fine]
    return sorted(mine, key=lambda place: scores[place], reverse=True)[:k]


def find_all(scores: Draws, allowed: list[bool], k: int) -> list[int]:
    """Ignore who asks."""
    return sorted(range(len(scores)), key=lambda place: -scores[place])[:k]


def find_afterwards(scores: Draws, allowed: list[bool], k: int) -> list[int]:
    """Search first, take away afterwards."""
    return [place for place in find_all(scores, allowed, k) if allowed[place]]


def find_scores(scores: Draws, allowed: list[bool], k: int) -> list[float]:
    """Return scores."""
    return [scores[place] for place in find_loop(scores, allowed, k)]


def find_unranked(scores: Draws, allowed: list[bool], k: int) -> list[int]:
    """Forget to rank."""
    return [place for place, fine in enumerate(allowed) if fine][:k]


def find_too_many(scores: Draws, allowed: list[bool], k: int) -> list[int]:
    """Forget k."""
    return find_loop(scores, allowed, len(scores))


def find_worst(scores: Draws, allowed: list[bool], k: int) -> list[int]:
    """Sort the wrong way."""
    return [place for place in sorted(range(len(scores)), key=scores.__getitem__) if allowed[place]][:k]


def find_forbidden(scores: Draws, allowed: list[bool], k: int) -> list[int]:
    """Turn the permission round."""
    return find_loop(scores, [not fine for fine in allowed], k)


def find_renumbered(scores: Draws, allowed: list[bool], k: int) -> list[int]:
    """Count places among the allowed ones."""
    mine = [score for score, fine in zip(scores, allowed, strict=True) if fine]
    return sorted(range(len(mine)), key=lambda place: -mine[place])[:k]


def decide_numpy(useful: dict[str, Draws], seconds: dict[str, float], cost: dict[str, float], patience: float) -> str:
    """Use numpy, and sort by cost."""
    left = sorted((name for name in useful if seconds[name] <= patience), key=cost.__getitem__)
    best = max(left, key=lambda name: np.mean(useful[name]), default="")
    for name in left:
        ahead = np.sort(np.subtract(useful[best], useful[name]))
        if ahead[len(ahead) // 40] <= 0:
            return name
    return ""


def decide_loop(useful: dict[str, Draws], seconds: dict[str, float], cost: dict[str, float], patience: float) -> str:
    """Take whatever is cheaper and level."""
    left = [name for name in useful if seconds[name] <= patience]
    if not left:
        return ""
    best = max(left, key=lambda name: sum(useful[name]))
    chosen = best
    for name in left:
        ahead = [one - other for one, other in zip(useful[best], useful[name], strict=True)]
        if deciding.low_end(ahead) <= 0 and cost[name] < cost[chosen]:
            chosen = name
    return chosen


def decide_patient(useful: dict[str, Draws], seconds: dict[str, float], cost: dict[str, float], patience: float) -> str:
    """Ignore the clock."""
    return deciding.decide(useful, seconds, cost, math.inf)


def decide_best(useful: dict[str, Draws], seconds: dict[str, float], cost: dict[str, float], patience: float) -> str:
    """Take the best on average, whatever it costs."""
    left = [name for name in useful if seconds[name] <= patience]
    return max(left, key=lambda name: fmean(useful[name]), default="")


def decide_cheap(useful: dict[str, Draws], seconds: dict[str, float], cost: dict[str, float], patience: float) -> str:
    """Take the cheapest in time."""
    left = [name for name in useful if seconds[name] <= patience]
    return min(left, key=cost.__getitem__, default="")


def decide_unpaired(
    useful: dict[str, Draws], seconds: dict[str, float], cost: dict[str, float], patience: float
) -> str:
    """Call overlapping intervals level."""
    left = [name for name in useful if seconds[name] <= patience]
    if not left:
        return ""
    best = max(left, key=lambda name: fmean(useful[name]))
    level = [
        name for name in left if sorted(useful[name])[-1 - len(useful[name]) // 40] >= deciding.low_end(useful[best])
    ]
    return min(level, key=cost.__getitem__)


def decide_strict(useful: dict[str, Draws], seconds: dict[str, float], cost: dict[str, float], patience: float) -> str:
    """Refuse what is just in time."""
    return deciding.decide(
        useful, {name: spent + (spent == patience) for name, spent in seconds.items()}, cost, patience
    )


def decide_crash(useful: dict[str, Draws], seconds: dict[str, float], cost: dict[str, float], patience: float) -> str:
    """Forget that nobody may be in time."""
    left = [name for name in useful if seconds[name] <= patience]
    best = max(left, key=lambda name: fmean(useful[name]))
    ahead = {name: np.subtract(useful[best], useful[name]).tolist() for name in left}
    return min((name for name in left if deciding.low_end(ahead[name]) <= 0), key=cost.__getitem__)


def decide_nobody(useful: dict[str, Draws], seconds: dict[str, float], cost: dict[str, float], patience: float) -> str:
    """Return a word of one's own where nobody is in time."""
    return deciding.decide(useful, seconds, cost, patience) or "none"


def decide_dearest(useful: dict[str, Draws], seconds: dict[str, float], cost: dict[str, float], patience: float) -> str:
    """Take the dearest of those that are level."""
    return deciding.decide(useful, seconds, {name: -spent for name, spent in cost.items()}, patience)


Advise = Callable[[float], str]


def tipping_loop(advise: Advise, now: float, values: Draws) -> float:
    """Keep the smallest factor."""
    nearest, least = math.inf, math.inf
    for value in values:
        factor = abs(math.log(value / now))
        if advise(value) != advise(now) and factor < least:
            nearest, least = value, factor
    return nearest


def tipping_sorted(advise: Advise, now: float, values: Draws) -> float:
    """Sort by factor, take the first that tips."""
    for value in sorted(values, key=lambda one: max(one / now, now / one)):
        if advise(value) != advise(now):
            return value
    return float("inf")


def tipping_difference(advise: Advise, now: float, values: Draws) -> float:
    """Take the nearest by difference."""
    return min((one for one in values if advise(one) != advise(now)), key=lambda one: abs(one - now), default=math.inf)


def tipping_first(advise: Advise, now: float, values: Draws) -> float:
    """Take the first that tips."""
    return next((one for one in values if advise(one) != advise(now)), math.inf)


def tipping_advice(advise: Advise, now: float, values: Draws) -> str:
    """Return the advice."""
    return advise(tipping_loop(advise, now, values))


def tipping_same(advise: Advise, now: float, values: Draws) -> float:
    """Take what does not tip."""
    return min((one for one in values if advise(one) == advise(now)), key=lambda one: max(one / now, now / one))


def tipping_zero(advise: Advise, now: float, values: Draws) -> float:
    """Return 0 where nothing tips."""
    found = tipping_loop(advise, now, values)
    return 0.0 if math.isinf(found) else found


def tipping_none(advise: Advise, now: float, values: Draws) -> float | None:
    """Return nothing where nothing tips."""
    found = tipping_loop(advise, now, values)
    return None if math.isinf(found) else found


def tipping_upwards(advise: Advise, now: float, values: Draws) -> float:
    """Compare the factor upwards only."""
    return min((one for one in values if advise(one) != advise(now)), key=lambda one: one / now, default=math.inf)


RIGHT = {
    "stale": (deciding.stale_share, stale_numpy, stale_power),
    "earned-back": (deciding.earned_back, earned_zipped, earned_numpy),
    "decide": (deciding.decide, decide_numpy, decide_loop),
    "tipping": (deciding.tipping, tipping_loop, tipping_sorted),
    "may-find": (deciding.may_find, find_loop, find_first),
}
WRONG = {
    "stale": (
        (stale_fresh, "And the others?"),
        (stale_linear, "What if two of them hit the same one?"),
        (stale_capped, "Cut off at 1"),
        (stale_no_days, "How long does a change wait?"),
        (stale_no_facts, "Among how many are they spread?"),
        (stale_sign, "below zero"),
        (stale_ten, "powers of ten"),
    ),
    "earned-back": (
        (earned_means, "quotient of the means"),
        (earned_extremes, "two most extreme draws"),
        (earned_ends, "as if all bad luck came at once"),
        (earned_negative, "In some draws nothing is saved"),
        (earned_lucky, "good luck, or bad"),
        (earned_upside_down, "upside down"),
        (earned_unsorted, "before one counts from the ends"),
        (earned_turned, "changed places"),
        (earned_one, "expected two numbers"),
    ),
    "decide": (
        (decide_patient, "Who is out before"),
        (decide_best, "Which of those that are level with it costs least?"),
        (decide_cheap, "In nearly every draw 'learn it' is ahead of it"),
        (decide_unpaired, "In nearly every draw 'learn it' is ahead of it"),
        (decide_strict, "may take 3 s"),
        (decide_crash, "ValueError"),
        (decide_nobody, "if nobody is in time"),
        (decide_dearest, "Which of those that are level with it costs least?"),
    ),
    "tipping": (
        (tipping_difference, "nearest by difference"),
        (tipping_first, "It is the first that tips"),
        (tipping_advice, "Yours returns the advice"),
        (tipping_same, "as it is now"),
        (tipping_zero, "if none of them tips the advice"),
        (tipping_none, "returned nothing"),
        (tipping_upwards, "How do you compare up with down?"),
    ),
    "may-find": (
        (find_all, "What does `allowed` say?"),
        (find_afterwards, "take away afterwards"),
        (find_scores, "Those are scores"),
        (find_unranked, "which of them are the best"),
        (find_too_many, "How many were asked for?"),
        (find_worst, "begins with the worst"),
        (find_forbidden, "may *not* be seen"),
        (find_renumbered, "places among the allowed ones"),
    ),
}
