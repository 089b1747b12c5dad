"""Every explorer of the course, by its module's name; if its record is still to be measured, its tests are skipped."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

from helpers.records import DataError
from helpers.widgets import Explorer

FOLDER = Path(__file__).resolve().parents[1] / "helpers" / "explore"
NAMES = sorted(path.stem for path in FOLDER.glob("[!_]*.py"))
# As `recorded.load` says it; a record that is damaged, or of other data, is no reason to skip anything.
_TO_BE_MEASURED = re.compile(r"(\w+\.json: found (?:no record|\d+ steps left))")


def module(name: str) -> ModuleType:
    """Return an explorer's module."""
    return importlib.import_module(f"helpers.explore.{name}")


def explorer(name: str) -> Explorer:
    """Return a new explorer at its first settings, without widgets yet; skip the test if it has no record.

    Args:
        name: one of `NAMES`.
    """
    try:
        made = module(name).explore()
    except DataError as error:  # some read their record to know what they may offer
        skip_unmeasured(name, error)
        raise
    skip_unmeasured(name, made.fault)
    assert made.fault is None, f"{name}: {made.fault!r}"
    return made


def skip_unmeasured(name: str, fault: Exception | None) -> None:
    """Skip the test if the fault is a record that does not exist, or is unfinished."""
    told = _TO_BE_MEASURED.search(str(fault)) if isinstance(fault, DataError) else None
    if told:
        pytest.skip(f"the explorer {name} has nothing to show: {told[1]}")
