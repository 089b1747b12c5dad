"""The explorer of lesson 07: any two arms, anything counted, any kind of question, and what that shows.

All answers were recorded (`helpers.measure.head_to_head`); intervals and tests are those of `helpers.duels`.
"""

from __future__ import annotations

import numpy as np

from helpers import contest, duels
from helpers.cards import Card, Table
from helpers.duels import ALL, Duel
from helpers.widgets import Explorer, Number, Pick

FIRST, SECOND = "hybrid, few-shot", "fine-tuned"
ARMS = (*contest.LADDER, *contest.MAY_ABSTAIN)
CONTROLS = (
    Pick("first", "first arm", ARMS, FIRST),
    Pick("second", "second arm", ARMS, SECOND),
    Pick("metric", "counted is", tuple(duels.METRICS), "right"),
    Pick("kind", "questions", duels.KINDS, ALL),
    Number("power", "to be shown in so many of 100 studies", 80, 50, 95, 5),
)


def explore(**settings: object) -> Explorer | Card:
    """Show the lists to choose from; or, if settings are named, the bare card at these.

    Args:
        settings: any of first and second (arms), metric, kind, and power (how many studies of a hundred should find
            such a difference, 50 to 95).

    Raises:
        ValueError: if there is no such setting, or nothing was measured there.

    >>> explore(kinds="lookup")
    Traceback (most recent call last):
    ValueError: found the setting 'kinds'; expected one of this explorer's; did you mean 'kind'? Known are: first, kind, metric, power, second.
    """  # noqa: E501
    return Explorer(view, CONTROLS, "Which of the two is better, and is that shown?").at(**settings)


def view(
    first: str = FIRST,
    second: str = SECOND,
    metric: str = "right",
    kind: str = ALL,
    power: float = 80,
) -> Card:
    """Return how two arms differ on some questions, how sure that is, and how many questions would show it.

    Args:
        first: an arm.
        second: another.
        metric: what is counted.
        kind: of questions, or all that have an answer.
        power: how many of a hundred studies should find the difference.

    Raises:
        ValueError: if the metric means nothing there, such as multiple choice without options.
    """
    found = duels.duel(first, second, metric, kind)
    rows = (
        (first, repr(found.shares[0]), str(found.seeds[0])),
        (second, repr(found.shares[1]), str(found.seeds[1])),
        ("difference", repr(found.difference), ""),
    )
    table = Table((f"{metric}, {len(found.apart)} questions", "share and interval", "seeds"), rows)
    return Card(f"{first} or {second}?", (table, _told(found), _how_many(found, power)))


def _told(found: Duel) -> str:
    """Return in a sentence who is ahead on how many questions, and what that shows."""
    counts = [int(np.sum(found.apart > 0)), int(np.sum(found.apart < 0))]
    ahead = f"The first is ahead on {counts[0]} questions, the second on {counts[1]}"
    if not found.apart.any():
        return f"{ahead}: there is no difference."
    chance = f"p = {found.p:.3f}" if found.p >= 0.001 else "p is below 0.001"
    within = 0 in found.difference
    shown = "zero is within the interval, so no difference is shown" if within else "zero is outside the interval"
    return f"{ahead}; {shown} ({chance} by turning whole products round, for this pair alone)."


def _how_many(found: Duel, power: float) -> str:
    """Return in a sentence how many questions would show such a difference."""
    needed = found.needed(power / 100)
    if needed is None:
        return "No number of questions shows a difference that is not there."
    return (
        f"To show a difference as large as this in {power:.0f} of 100 studies, about {needed:,} questions are needed."
    )
