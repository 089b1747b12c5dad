"""The estimates as two tables: how good the answers would be, and what they would cost."""

from __future__ import annotations

from helpers.advisor.approaches import Known
from helpers.advisor.choosing import Found
from helpers.advisor.effects import Effect
from helpers.advisor.estimates import DAY, Estimate
from helpers.advisor.measured import known
from helpers.advisor.situation import number
from helpers.cards import Card, Table

# From how many seconds on a unit is used, how many seconds it has, and its name.
UNITS = (
    (2 * DAY, DAY, "days"),
    (2 * 60 * 60, 60 * 60, "h"),
    (2 * 60, 60, "min"),
    (0.1, 1, "s"),
    (1e-4, 1e-3, "ms"),
    (0, 1e-6, "µs"),
)


def duration(seconds: float) -> str:
    """Return seconds as they are read.

    >>> duration(0.0042), duration(52.63), duration(5400), duration(200000)
    ('4.2 ms', '52.6 s', '90 min', '2.31 days')
    """
    size, unit = unit_of(seconds)
    return f"{number(seconds / size)} {unit}"


def unit_of(seconds: float) -> tuple[float, str]:
    """Return the unit in which seconds are read: how many seconds it has, and its name.

    >>> unit_of(100), unit_of(3 * 60 * 60)
    ((1, 's'), (3600, 'h'))
    """
    return next((size, unit) for least, size, unit in UNITS if seconds >= least)


def quality(found: Found) -> Table:
    """Return how good the answers would be."""
    columns = ("share of answers", "right", "out of date", "in form", "useful: all at once")
    parts = ("right", "stale", "form", "useful")
    rows = [(name, *(_shown(one, part) for part in parts)) for name, one in found.items()]
    return Table(columns, tuple(rows))


def drawer() -> Card:
    """Return what was measured of every approach: share right, seconds of an answer, and with how many facts.

    >>> drawer().heading
    'What was measured'
    """
    rows = tuple((name, *_drawn(one)) for name, one in known().items())
    return Card("What was measured", (Table(("approach", "right", "an answer", "a fact to take in", "facts"), rows),))


def _drawn(one: Known) -> tuple[str, ...]:
    """Return what is known of an approach as it is read."""
    if one.right is None:
        return ("not measured", "–", "–", "–")
    spent = ("none" if not effect or not effect.mean else _spread(effect) for effect in (one.answer, one.intake))
    return (repr(one.right.interval), *spent, str(one.facts))


def cost(found: Found) -> Table:
    """Return what they would cost."""
    columns = ("computing", "an answer", "set-up", "an update", "updates a day", "busy a day")
    return Table(columns, tuple((name, *_costs(one)) for name, one in found.items()))


def _costs(one: Estimate | None) -> tuple[str, ...]:
    """Return the costs of an approach as they are read, with the spread of the first two."""
    if one is None:
        return ("not measured", *("–",) * 4)
    if not one.update.mean:
        return (_spread(one.answer), "none", "none", "–", duration(one.busy.mean))
    often = number(one.updates_a_day.mean)
    return _spread(one.answer), _spread(one.setup), duration(one.update.mean), often, duration(one.busy.mean)


def _spread(effect: Effect) -> str:
    """Return a time with its interval, in one unit."""
    at = effect.interval
    size, unit = unit_of(at.mean)
    mean, low, high = (number(part / size) for part in (at.mean, at.low, at.high))
    return f"{mean} {unit}" if low == high else f"{mean} {unit} [{low}, {high}]"


def _shown(one: Estimate | None, part: str) -> str:
    """Return a share with its interval."""
    if one is None:
        return "not measured"
    at = getattr(one, part).interval
    return f"{at.mean:.2f}" if at.low == at.high else repr(at)
