"""What the computer offers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import psutil
import pytest

from helpers import machine


def test_peak_memory_sees_a_large_block() -> None:
    """Filling 200 MB more than was ever held raises the peak by about as much."""
    before = machine.peak_memory_mb()
    now = psutil.Process().memory_info().rss / machine.MEGABYTE
    block = b"x" * int((before - now + 200) * machine.MEGABYTE)
    assert machine.peak_memory_mb() > before + 100
    assert block


@pytest.mark.parametrize("text", ["536870912\n", "max\n"])
def test_container_limit_counts(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container's limit is believed where it is below the machine's memory; «max» is no limit."""
    (tmp_path / "memory.max").write_text(text, "ascii")
    monkeypatch.setattr(machine, "LIMIT_FILES", (tmp_path / "memory.max", tmp_path / "missing"))
    whole = psutil.virtual_memory().total // machine.MEGABYTE
    assert machine.memory_mb() == (512 if text.startswith("5") else whole)


def test_description_names_nobody() -> None:
    """A recorded result says what kind of machine it was, not whose."""
    assert set(asdict(machine.describe())) == {"processor", "cores", "memory_mb", "system"}
