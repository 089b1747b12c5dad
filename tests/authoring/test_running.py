"""What each lesson takes is read from one record, which may be missing but not damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers import recorded
from helpers.authoring.running import NAME, Running, in_words, measured
from helpers.records import DataError

ENTRY = {"run_all_seconds": 61.5, "longest_cell_seconds": 12, "peak_mb": 900}


def test_a_record_is_read(tmp_path: Path) -> None:
    """By the lesson's number; what else it notes is no matter."""
    recorded.write(NAME, {"00": ENTRY | {"cells": 40}}, "1f", {}, tmp_path)
    assert measured(tmp_path) == {"00": Running(61.5, 12, 900)}


@pytest.mark.parametrize(
    "results", [{"00": {"run_all_seconds": 3}}, {"00": 3}, {"00": ENTRY | {"peak_mb": "much"}}, []]
)
def test_a_record_without_its_numbers_is_told(results: object, tmp_path: Path) -> None:
    """An entry that lacks one, or is none."""
    recorded.save({"data": "1f", "results": results}, recorded.path_of(NAME, tmp_path))
    with pytest.raises(DataError, match=r"budgets.json: found no whole entry .*; expected .*; do "):
        measured(tmp_path)


def test_no_json_and_half_a_record_are_told(tmp_path: Path) -> None:
    """They are not taken for a record that is missing."""
    path = recorded.path_of(NAME, tmp_path)
    path.write_text("{", "utf-8")
    with pytest.raises(DataError, match="found no record"):
        measured(tmp_path)
    path.write_text(json.dumps({"data": "1f", "results": {}, "steps_left": 2}), "utf-8")
    with pytest.raises(DataError, match="2 steps left"):
        measured(tmp_path)


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.2, "1 s"), (59.1, "60 s"), (60, "1 min"), (119, "2 min"), (240, "4 min")]
)
def test_times_are_told_as_one_says_them(seconds: float, told: str) -> None:
    """Rounded up, never down."""
    assert in_words(seconds) == told
