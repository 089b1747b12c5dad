"""A sweep: named steps, each measured once and written down before the next begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers import machine, recorded
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
        dtype: the number format in which its language model computes, on whatever machine: steps in two formats would
            compare more than their names say. Empty where there is no such model.

    >>> Sweep("squares", "The squares of two numbers.", 0, {}, list, lambda: {"2": lambda: 4, "3": lambda: 9}).name
    'squares'
    """

    name: str
    what: str
    minutes: float
    plan: Mapping[str, Any]
    data: Callable[[], Sequence[Any]]
    steps: Callable[[], Mapping[str, Step]]
    dtype: str = ""

    def fingerprint(self) -> str:
        """Return a code that changes with the plan or the data."""
        return recorded.fingerprint(self.name, dict(self.plan), list(self.data()))


def run(
    sweep: Sweep,
    folder: Path | None = None,
    tell: Callable[[str], object] = lambda words: None,
    backwards: bool = False,
) -> Record:
    """Return the record of a sweep, made or completed as far as it is missing.

    A second run of the same sweep may begin at the other end at the same time: each looks before every step what the
    other has written, and adds to it. Where they meet, a step may be measured twice.

    Args:
        sweep: what to measure.
        folder: where the record stands, instead of `datasets/measured`.
        tell: called with a line before each step.
        backwards: whether to begin with the last step.

    Raises:
        DataError: if the record's file holds something else.

    >>> from tempfile import mkdtemp
    >>> squares = Sweep("squares", "Two squares.", 0, {}, list, lambda: {"2": lambda: 4, "3": lambda: 9})
    >>> run(squares, Path(mkdtemp()))["results"]
    {'2': 4, '3': 9}
    """
    steps, data = sweep.steps(), sweep.fingerprint()
    while missing := [name for name in steps if name not in _begun(sweep, data, folder)["results"]]:
        name = missing[-1 if backwards else 0]
        tell(f"{sweep.name}: {name} ({len(missing)} to go)")
        begun = time.perf_counter()
        with machine.computing_in(sweep.dtype):
            result = steps[name]()
        seconds = round(time.perf_counter() - begun, 2)
        record = _with(_begun(sweep, data, folder), name, result, seconds, list(steps))
        recorded.save(record, recorded.path_of(sweep.name, folder))
    return _begun(sweep, data, folder)


def _begun(sweep: Sweep, data: str, folder: Path | None) -> Record:
    """Return the record as it is on disk now, or a new one."""
    path = recorded.path_of(sweep.name, folder)
    record = recorded.begin(path, f"python -m helpers.measure {sweep.name}", data, sweep.plan)
    return record | {"results": record.get("results", {})}


def _with(record: Record, name: str, result: object, seconds: float, steps: Sequence[str]) -> Record:
    """Return a record with one step more; all stand in the plan's order, and those of a former plan last."""
    known = record["results"] | {name: result}
    order = [*(step for step in steps if step in known), *(step for step in known if step not in steps)]
    return record | {
        "seconds": record["seconds"] | {name: seconds},
        "results": {step: known[step] for step in order},
        LEFT: sum(step not in known for step in steps),
    }
