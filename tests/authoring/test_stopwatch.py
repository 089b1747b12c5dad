"""What a lesson takes is measured as a learner would meet it, once for each state of its code; no lesson takes more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from measured import is_whole

from helpers.authoring import running, sources, stopwatch
from helpers.authoring.lesson_files import Files, find
from helpers.authoring.sources import Cell
from helpers.data import datasets_folder

LONGEST, LONGEST_CELL, LARGEST = 240, 60, 1536


def cells_of(*texts: str) -> list[Cell]:
    """Return code cells."""
    return sources.read_cells("\n".join(f"# %%\n{text}\n" for text in texts))


@pytest.mark.slow
def test_clock_and_memory_are_read(tmp_path: Path) -> None:
    """A cell that waits, and one that holds 300 megabytes, are seen; the models are there, and nothing else is."""
    (tmp_path / "solutions").mkdir()
    cells = cells_of("import time\ntime.sleep(0.4)", "held = b'x' * 300_000_000", "1")
    plain = stopwatch.measure(Files(tmp_path, "00_how_late"), cells_of("1"))
    found = stopwatch.measure(Files(tmp_path, "00_how_late"), cells)
    assert found["run_all_seconds"] >= found["longest_cell_seconds"] >= 0.4
    assert found["peak_mb"] > plain["peak_mb"] + 150


def test_only_new_code_is_measured(tmp_path: Path) -> None:
    """What is known stays, what has changed is measured again, and a lesson that is gone leaves the record."""
    asked: list[str] = []

    def act(files: Files, cells: object) -> dict[str, Any]:
        asked.append(files.name[:2])
        return {"run_all_seconds": 1, "longest_cell_seconds": 1, "peak_mb": 1, "code": stopwatch.code_hash(cells)}

    lessons = {number: (Files(tmp_path, f"{number}_x"), cells_of(number)) for number in ("00", "01", "02")}
    stopwatch.record(lessons, tmp_path, act=act)
    changed = {"00": lessons["00"], "01": (lessons["01"][0], cells_of("7"))}
    stopwatch.record(changed, tmp_path, act=act)
    assert asked == ["00", "01", "02", "01"]
    assert list(running.measured(tmp_path)) == ["00", "01"]


@pytest.mark.skipif(not is_whole(running.NAME), reason="nothing measured yet; do: python -m helpers.build --budgets")
@pytest.mark.parametrize("files", find(Path(__file__).parents[2]), ids=lambda files: files.name)
def test_no_lesson_takes_more_than_it_may(files: Files) -> None:
    """Four minutes, a minute a cell, and 1.5 GB, as recorded for every lesson."""
    found = running.measured(datasets_folder() / "measured")[files.name[:2]]
    assert found.seconds <= LONGEST and found.longest <= LONGEST_CELL and found.megabytes <= LARGEST, found
