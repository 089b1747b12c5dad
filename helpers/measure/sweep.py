"""A sweep: named steps, each measured once and written down before the next begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers import recorded
from helpers.recorded import LEFT, Record

Step = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Sweep:
    """What is measured, of which data, in which steps.

    Args:
        name: of its module, of the command and of its record.
        what: in a sentence.
        minutes: about how long it takes, on two cores.
        plan: grid, seeds and sizes, as JSON values; a change of it starts the record anew.
        data: returns the rest of what decides the result, as JSON values (prompts, the lines of a collection); so does
            a change of these. It is called first, so that `plan` need not wait for files.
        steps: returns the steps by their names; each returns JSON values. What they share, such as a model, is loaded
            when a step first needs it, so that a finished record loads nothing.

    >>> Sweep("squares", "The squares of two numbers.", 0, {}, list, lambda: {"2": lambda: 4, "3": lambda: 9}).name
    'squares'
    """

    name: str
    what: str
    minutes: float
    plan: Mapping[str, Any]
    data: Callable[[], Sequence[Any]]
    steps: Callable[[], Mapping[str, Step]]

    def fingerprint(self) -> str:
        """Return a code that changes with the plan or the data."""
        return recorded.fingerprint(self.name, dict(self.plan), list(self.data()))


def run(sweep: Sweep, folder: Path | None = None, tell: Callable[[str], object] = lambda words: None) -> Record:
    """Return the record of a sweep, made or completed as far as it is missing.

    Args:
        sweep: what to measure.
        folder: where the record stands, instead of `datasets/measured`.
        tell: called with a line before each step.

    Raises:
        DataError: if the record's file holds something else.

    >>> from tempfile import mkdtemp
    >>> squares = Sweep("squares", "Two squares.", 0, {}, list, lambda: {"2": lambda: 4, "3": lambda: 9})
    >>> run(squares, Path(mkdtemp()))["results"]
    {'2': 4, '3': 9}
    """
    path = recorded.path_of(sweep.name, folder)
    record = recorded.begin(path, f"python -m helpers.measure {sweep.name}", sweep.fingerprint(), sweep.plan)
    results = record.setdefault("results", {})
    steps = sweep.steps()
    missing = [name for name in steps if name not in results]
    for done, name in enumerate(missing):
        tell(f"{sweep.name}: {name} ({len(missing) - done} to go)")
        results[name] = recorded.timed(record, name, steps[name])
        record[LEFT] = len(missing) - done - 1
        recorded.save(record, path)
    return record
