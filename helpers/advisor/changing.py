"""What lesson 08 measured: what an update leaves stale, and what it costs. Nothing is known before it is recorded.

Of the ways to keep a model up to date, training from scratch is taken, since the others forget; of those to keep a
library, overwriting. What else was measured of them stands in lesson 08.
"""

from __future__ import annotations

import functools
from typing import Any

from helpers import changed, dated_library, lessons_in_changes, timely
from helpers.advisor.approaches import LEARN, LOOK_UP, READER
from helpers.advisor.effects import Effect, drawn_mean
from helpers.records import DataError

STUDENTS, LIBRARY = "changing_facts", "changing_library"
ARMS = {LEARN: lessons_in_changes.SCRATCH, LOOK_UP: dated_library.OVERWRITE, READER: dated_library.OVERWRITE}


@functools.cache
def known(name: str) -> dict[str, Any]:
    """Return what updates do to an approach, as fields of `Known`; nothing, if it is not recorded.

    Args:
        name: the approach.
    """
    if name not in ARMS:
        return {}
    try:
        costs = {} if name == LEARN else _library_costs()
        return costs | {"stale": _stale(ARMS[name])}
    except DataError:
        return {}


def _stale(arm: str) -> Effect:
    """Return the share of changed facts of which an earlier value is told; whole products are drawn."""
    measure = timely.MEASURES["stale"]
    answers = [one for number in changed.numbers(arm) for one in changed.said(arm, number) if measure.of(one)]
    record = STUDENTS if arm in changed.STUDENTS else LIBRARY
    return drawn_mean(
        [measure.hit(one) for one in answers], f"{record} ({arm}, stale)", [one.entity for one in answers]
    )


def _library_costs() -> dict[str, Effect]:
    """Return what a page costs to put in, and what the index costs for each fact that is there."""
    plan, results = changed.record(LIBRARY)["plan"], changed.record(LIBRARY)["results"]
    rounds = [
        one for name in results for one in results[name]["found"][dated_library.OVERWRITE].values() if one["encoded"]
    ]
    facts = len(changed.stream("fast", changed.seeds()[0]).asked(0))
    source = f"{LIBRARY} ({dated_library.OVERWRITE}, "
    page = drawn_mean([one["encoding"] / one["encoded"] for one in rounds], f"{source}encoding)")
    index = drawn_mean([one["indexing"] / facts for one in rounds], f"{source}indexing)")
    pages = plan["entities"] / facts
    return {"change": page, "rebuild": index, "intake": page * pages + index}
