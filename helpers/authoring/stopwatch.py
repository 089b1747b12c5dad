"""Measure what the lessons take: seconds and memory of each, recorded in `datasets/measured/budgets.json`.

Each solved lesson runs in a fresh kernel, with an empty cache but for the models, as it does the first time. What was
measured belongs to the code that ran: a lesson whose code has changed is measured again.
"""

from __future__ import annotations

import functools
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers import machine, recorded, store
from helpers.authoring import running
from helpers.authoring.execution import kernel, run_cell
from helpers.authoring.lesson_files import STANDARD, Files, Settings
from helpers.authoring.notebooks import code_hash
from helpers.authoring.sources import Cell

COMMAND = "python -m helpers.build --budgets"
ASK_FOR_PEAK = Cell("code", "from helpers import machine\nround(machine.peak_memory_mb())", 1)
PLAN = {"run": "solved lessons, each in a fresh kernel, nothing remembered", "most": "4 minutes, 60 s a cell, 1536 MB"}


def measure(files: Files, cells: Sequence[Cell], settings: Settings = STANDARD) -> dict[str, Any]:
    """Run a lesson; return its seconds, those of its longest cell, its peak of memory in MB, and the code's hash.

    Args:
        files: of the lesson.
        cells: its source.
        settings: how long a cell may take.

    Raises:
        BuildError: a cell fails or takes too long.
    """
    asked = [*cells, ASK_FOR_PEAK]
    seconds = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cache:
        for kept in store.cache_folder().glob("models"):
            (Path(cache) / kept.name).symlink_to(kept, target_is_directory=True)
        with kernel(files, asked, settings, {"COURSE_CACHE": cache}) as client:
            for index, cell in enumerate(asked):
                begun = time.perf_counter()
                run_cell(client, files, index, cell)
                seconds.append(time.perf_counter() - begun)
    peak = client.nb.cells[-1].outputs[-1]["data"]["text/plain"]
    return {
        "run_all_seconds": round(sum(seconds), 1),
        "longest_cell_seconds": round(max(seconds), 1),
        "peak_mb": float(peak),
        "code": code_hash(cells),
    }


def record(
    lessons: Mapping[str, tuple[Files, Sequence[Cell]]],
    folder: Path | None = None,
    tell: Callable[[str], object] = lambda words: None,
    act: Callable[[Files, Sequence[Cell]], dict[str, Any]] = measure,
) -> recorded.Record:
    """Return the record, made or completed: each lesson that is not in it, or whose code has changed, is measured.

    Args:
        lessons: files and cells by the lesson's number.
        folder: instead of `datasets/measured`.
        tell: called with a line before each.
        act: what measures one.

    Raises:
        BuildError: a cell fails or takes too long.
        DataError: the record's file holds something else.
    """
    path = recorded.path_of(running.NAME, folder)
    made = recorded.begin(path, COMMAND, recorded.fingerprint(PLAN, machine.cores()), PLAN)
    known = {number: one for number, one in made.get("results", {}).items() if number in lessons}
    stale = [number for number, (_, cells) in lessons.items() if known.get(number, {}).get("code") != code_hash(cells)]
    made["results"] = {number: one for number, one in known.items() if number not in stale}
    for done, number in enumerate(stale):
        tell(f"{number} ({len(stale) - done} to go)")
        found = recorded.timed(made, number, functools.partial(act, *lessons[number]))
        made["results"] = dict(sorted({**made["results"], number: found}.items()))
        made[recorded.LEFT] = len(stale) - done - 1
        recorded.save(made, path)
    return made
