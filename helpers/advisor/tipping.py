"""What would tip the advice: for each input the smallest change that gives another advice, searched for by asking."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from helpers.advisor.choosing import chosen
from helpers.advisor.estimates import Own
from helpers.advisor.situation import EYES, FORMS, Situation, number, pace

# As far as is searched, and in which steps; the steps are then halved until two digits are settled.
REACH, STEP, NEAR = 1e5, 10**0.5, 1.02
NUMBERS = {"facts": 1.0, "changes_a_day": 1e-4, "questions_a_day": 0.1, "patience": 0.01}
CHOICES = {"eyes": EYES, "form": FORMS}


@dataclass(frozen=True, slots=True)
class Tip:
    """A change of one input that changes the advice.

    Args:
        name: the input.
        value: its value then.
        approach: what would be advised; "" if nothing would be.
        factor: by how much a number has to be multiplied or divided; infinite for a choice, which has no half-way.
        up: whether the value is larger than now.
    """

    name: str
    value: float | str
    approach: str
    factor: float
    up: bool = True

    def __str__(self) -> str:
        """Return the tip in a sentence."""
        return f"If {self.condition()}: {self.approach or 'nothing that was measured would do'}."

    def condition(self) -> str:
        """Return the change in words."""
        if isinstance(self.value, str):
            return self.value if self.name == "eyes" else f"answers were wanted {self.value}"
        count = f"{'' if self.up else 'only '}{number(self.value)}"
        return {
            "facts": f"there were {count} facts",
            "changes_a_day": f"of the facts {pace(self.value)}",
            "questions_a_day": f"{count} questions a day were asked",
            "patience": f"an answer might take {count} s",
        }[self.name]


def tips(situation: Situation, own: Own | None = None) -> list[Tip]:
    """Return for each input the smallest change that tips the advice, the smallest factor first, choices last.

    Args:
        situation: the job.
        own: seconds measured elsewhere, as in `estimate`.
    """
    now = chosen(situation, own)

    def at(name: str, value: float | str) -> str:
        changed: dict[str, Any] = {name: value}
        return chosen(replace(situation, **changed), own)

    found = [tip for name in NUMBERS if (tip := _number_tip(situation, name, now, at))]
    found += [tip for name in CHOICES if (tip := _choice_tip(situation, name, now, at))]
    return sorted(found, key=lambda tip: tip.factor)


def _number_tip(situation: Situation, name: str, now: str, at: Callable[[str, float], str]) -> Tip | None:
    """Return the nearest number, up or down, at which the advice is another."""
    start = getattr(situation, name)
    ways = [_first(start, name, up, now, at) for up in (True, False)]
    return min([tip for tip in ways if tip], key=lambda tip: tip.factor, default=None)


def _first(start: float, name: str, up: bool, now: str, at: Callable[[str, float], str]) -> Tip | None:
    """Walk away from a number until the advice changes, then walk back in halves."""
    last = max(start, NUMBERS[name])
    for value in _walk(start, name, up):
        if at(name, value) != now:
            return _settled(name, last, value, start, lambda one: at(name, one) != now, at)
        last = value
    return None


def _walk(start: float, name: str, up: bool) -> Iterator[float]:
    """Yield numbers further and further from a start; downwards, changes and questions end with none at all."""
    least = NUMBERS[name]
    value = max(start, least)
    if up and start < least:
        yield least
    while (value := value * STEP if up else value / STEP) <= max(start, least) * REACH and value >= least:
        yield value
    if not up and start > 0 and name in ("changes_a_day", "questions_a_day"):
        yield 0.0


def _settled(
    name: str, last: float, first: float, start: float, tips: Callable[[float], bool], at: Callable[[str, float], str]
) -> Tip:
    """Return the tip between the last number that did not tip and the first that did, to two digits."""
    while first > 0 and max(first / last, last / first) > NEAR:
        half = math.sqrt(first * last)
        last, first = (last, half) if tips(half) else (half, first)
    value = next((near for near in _rounded(first, first > start) if near >= NUMBERS[name] and tips(near)), first)
    return Tip(name, value, at(name, value), _factor(start, value, NUMBERS[name]), value > start)


def _rounded(value: float, up: bool) -> Iterator[float]:
    """Yield a number rounded to two digits, and the next one away from where it came.

    >>> list(_rounded(123.4, True)), list(_rounded(0.0123, False))
    ([120.0, 130.0], [0.012, 0.011])
    """
    if value <= 0:
        yield value
        return
    unit = 10.0 ** (math.floor(math.log10(value)) - 1)
    whole = round(value / unit)
    yield from (float(f"{(whole + step) * unit:.2g}") for step in ((0, 1) if up else (0, -1)))


def _factor(start: float, value: float, least: float) -> float:
    """Return by how much one number has to be multiplied or divided to be another; none counts as the least.

    >>> _factor(10, 5, 1), _factor(0, 1, 0.1)
    (2.0, 10.0)
    """
    one, other = max(start, least), max(value, least)
    return max(one / other, other / one)


def _choice_tip(situation: Situation, name: str, now: str, at: Callable[[str, str], str]) -> Tip | None:
    """Return the nearest other choice at which the advice is another."""
    options = CHOICES[name]
    here = options.index(getattr(situation, name))
    others = sorted((place for place in range(len(options)) if place != here), key=lambda place: abs(place - here))
    tipping = next((options[place] for place in others if at(name, options[place]) != now), None)
    return None if tipping is None else Tip(name, tipping, at(name, tipping), math.inf)
