"""Forget what was recorded in some lessons, and keep a copy of everything beside it.

Elsewhere, lines are only ever added to the progress file. Here it is replaced: under the lock that every writer takes,
after a copy is safe on the disk, in one step.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import date
from itertools import count
from pathlib import Path

from filelock import FileLock, Timeout

from helpers import store
from helpers.events import parse
from helpers.overview import belongs
from helpers.progress import LOCK_SECONDS, RIGHTS


class ForgettingError(RuntimeError):
    """Tell in one sentence why nothing was forgotten, and what to do."""


def forget(path: Path, numbers: Collection[str]) -> tuple[int, Path | None]:
    """Take what belongs to some lessons out of a progress file; lines that cannot be read stay.

    Args:
        path: the progress file.
        numbers: of the lessons.

    Returns:
        How many things were forgotten, and where the copy of the whole file is; no copy if there was nothing.

    Raises:
        ForgettingError: if the file cannot be held, read, copied or replaced; it is then as it was.

    >>> forget(Path("nowhere") / "progress.jsonl", ["00"])
    (0, None)
    """
    if not path.exists():
        return 0, None
    try:
        with FileLock(f"{path}.lock", timeout=LOCK_SECONDS):
            return _forget(path, numbers)
    except (OSError, NotImplementedError, Timeout) as fault:
        reason = "another program holds it" if isinstance(fault, Timeout) else getattr(fault, "strerror", "") or fault
        raise ForgettingError(
            f"Found that {path} cannot be replaced ({reason}); expected room and permission to write beside it, and "
            "nobody else at it; do: close all notebooks, make room, and try again. Your progress is as it was."
        ) from fault


def _forget(path: Path, numbers: Collection[str]) -> tuple[int, Path | None]:
    """Replace the file, which is held."""
    data = path.read_bytes()
    lines = data.split(b"\n")
    left = [line for line in lines if not _is_of(line, numbers)]
    if len(left) == len(lines):
        return 0, None
    copy = _copy(data, path)
    store.write_atomically(path, b"\n".join(left))
    path.chmod(RIGHTS)
    return len(lines) - len(left), copy


def _is_of(line: bytes, numbers: Collection[str]) -> bool:
    """Tell whether a line holds an event of one of the lessons."""
    event = parse(line)
    return event is not None and any(belongs(event, number) for number in numbers)


def _copy(data: bytes, path: Path) -> Path:
    """Write a copy beside a file, under a name with today's date that was never used; return its path."""
    for number in count(1):
        copy = path.with_name(f"{path.stem}-before-{date.today()}{f'-{number}' * (number > 1)}{path.suffix}")
        try:
            descriptor = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), RIGHTS)
        except FileExistsError:
            continue
        _fill(descriptor, data, copy)
        return copy
    raise AssertionError("numbers never end")


def _fill(descriptor: int, data: bytes, copy: Path) -> None:
    """Write all of a copy to the disk; on failure leave none."""
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        copy.unlink()
        raise
