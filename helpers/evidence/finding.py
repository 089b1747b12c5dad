"""A verdict on a claim with what it rests on, and the few comparisons of which the rules are made.

A rule compares intervals; it names no number that a share would have to reach. So a record that is made again can turn
a verdict, and nobody has to edit a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from helpers.advisor.effects import Effect

CONFIRMED, REFUTED, DEPENDS, NOT_YET = "confirmed", "refuted", "it depends", "not measured yet"
VERDICTS = (CONFIRMED, REFUTED, DEPENDS, NOT_YET)
Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with what it rests on.

    Args:
        verdict: one of `VERDICTS`.
        rule: how it follows from what was measured.
        evidence: what was measured, each with its value and spread.
        on: on what it depends, if it does.
        sources: the records.
    """

    verdict: str
    rule: str
    evidence: tuple[Row, ...] = ()
    on: str = ""
    sources: tuple[str, ...] = ()


def above(one: Effect, other: Effect) -> bool:
    """Tell whether one is above another in at least 975 of 1000 draws.

    >>> from helpers.advisor.effects import sure
    >>> above(sure(2), sure(1)), above(sure(1), sure(1))
    (True, False)
    """
    return (one - other).interval.low > 0


def in_words(effect: Effect) -> str:
    """Return a share with its interval.

    >>> from helpers.advisor.effects import sure
    >>> in_words(sure(0.5))
    '0.50 [0.50, 0.50]'
    """
    return repr(effect.interval)


def spent(effect: Effect) -> str:
    """Return a time with its interval.

    >>> from helpers.advisor.effects import sure
    >>> spent(sure(52.63))
    '52.6 s [52.6, 52.6]'
    """
    at = effect.interval
    return f"{at.mean:.3g} s [{at.low:.3g}, {at.high:.3g}]"
