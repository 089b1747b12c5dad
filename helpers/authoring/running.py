"""How long each lesson runs and how much memory it takes, as measured: the record `datasets/measured/budgets.json`.

Its `results` hold, by the lesson's number, `run_all_seconds`, `longest_cell_seconds` and `peak_mb`, all of its solved
notebook on two cores. As long as there is no such record, or a lesson is not in it, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers import recorded
from helpers.records import DataError

NAME = "budgets"


@dataclass(frozen=True, slots=True)
class Running:
    """What a lesson takes from the first cell to the last.

    Attributes:
        seconds: of all its cells.
        longest: seconds of the longest cell.
        megabytes: the most memory that its process held.
    """

    seconds: float
    longest: float
    megabytes: float


def measured(folder: Path | None = None) -> dict[str, Running]:
    """Return what was measured of each lesson, by its number; nothing if there is no record.

    Args:
        folder: instead of `datasets/measured`.

    Raises:
        DataError: if the record is damaged or unfinished, or lacks a number.

    >>> measured(Path("nowhere"))
    {}
    """
    if not recorded.path_of(NAME, folder).is_file():
        return {}
    results: Mapping[str, Mapping[str, float]] = recorded.load(NAME, folder)["results"]
    try:
        return {
            number: Running(float(one["run_all_seconds"]), float(one["longest_cell_seconds"]), float(one["peak_mb"]))
            for number, one in results.items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        place = recorded.path_of(NAME, folder).as_posix()
        expected = "run_all_seconds, longest_cell_seconds and peak_mb for each lesson"
        raise DataError(
            f"{place}: found no whole entry ({error!r}); expected {expected}; do measure it again"
        ) from error


def in_words(seconds: float) -> str:
    """Return a time as one says it, rounded up to what matters.

    >>> in_words(8.2), in_words(61), in_words(134)
    ('9 s', '1 min 5 s', '2 min 15 s')
    """
    if seconds < 60:
        return f"{-(-seconds // 1):.0f} s"
    minutes, rest = divmod(-(-seconds // 5) * 5, 60)
    return f"{minutes:.0f} min {rest:.0f} s" if rest else f"{minutes:.0f} min"
