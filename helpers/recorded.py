"""Records of measurements that take too long for a lesson: `datasets/measured/NAME.json`.

Each begins with a header that says what it belongs to and how to make it again: a fingerprint of the data, the command,
the plan, the versions of packages, the machine, and the seconds that each step took. Other keys hold what was measured.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from helpers import machine, store
from helpers.data import datasets_folder
from helpers.records import DataError

PACKAGES = ("look-it-up-or-learn-it", "numpy", "scipy", "torch", "transformers")
LEFT = "steps_left"
Record = dict[str, Any]


def path_of(name: str, folder: Path | None = None) -> Path:
    """Return where a record stands.

    Args:
        name: the record's name.
        folder: instead of `datasets/measured`.

    >>> path_of("chunk_sizes").parts[-2:]
    ('measured', 'chunk_sizes.json')
    """
    return (folder or datasets_folder() / "measured") / f"{name}.json"


def load(name: str, folder: Path | None = None) -> Record:
    """Return a whole record.

    Args:
        name: the record's name.
        folder: instead of `datasets/measured`.

    Raises:
        DataError: if there is none, or it is damaged or unfinished; the message names the command that makes it.

    >>> load("tides", Path("nowhere"))
    Traceback (most recent call last):
    helpers.records.DataError: nowhere/tides.json: found no record; expected a measured one; do run `python -m helpers.measure tides`.
    """  # noqa: E501
    path = path_of(name, folder)
    remake = f"python -m helpers.measure {name}"
    if not path.is_file():
        raise DataError(f"{path.as_posix()}: found no record; expected a measured one; do run `{remake}`.")
    record = read(path)
    if record.get(LEFT):
        raise DataError(f"{path.as_posix()}: found {record[LEFT]} steps left; expected none; do run `{remake}`.")
    return record


def read(path: Path) -> Record:
    """Return a record, whole or begun.

    Args:
        path: its file.

    Raises:
        DataError: if the file is damaged.
        OSError: if it cannot be read.

    >>> from tempfile import mkdtemp
    >>> target = Path(mkdtemp()) / "tides.json"
    >>> save(begin(target, "make it", "1f", {}), target)
    >>> read(target)["command"]
    'make it'
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return {"data": record["data"]} | record
    except (ValueError, KeyError, TypeError) as error:
        name = path.as_posix()
        raise DataError(f"{name}: found no record ({error!r}); expected JSON with a header; delete it") from error


def fingerprint(*parts: object) -> str:
    """Return a code that changes with any of the parts.

    Args:
        parts: all that decides the result, as JSON values.

    >>> fingerprint([1, 2], "a") == fingerprint([1, 2], "a") != fingerprint([1], "a")
    True
    """
    text = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def begin(path: Path, command: str, data: str, plan: Mapping[str, Any]) -> Record:
    """Return the record on disk if it was made of these data, to go on with; else a new one with nothing but a header.

    Args:
        path: the record's file; it is not written to.
        command: what makes the record.
        data: the fingerprint of all that decides the result, the plan among it.
        plan: what is measured, as JSON values.

    Raises:
        DataError: if the file holds something else.

    >>> begin(Path("nowhere.json"), "python -m helpers.measure tides", "1f", {"seeds": 3})["plan"]
    {'seeds': 3}
    """
    if path.exists() and (record := read(path))["data"] == data:
        return record
    return _new(command, data, plan)


def timed(record: Record, step: str, act: Callable[[], Any]) -> Any:  # noqa: ANN401 - what act returns
    """Return what a step returns, its seconds added to those that the record has for it.

    Args:
        record: with a header.
        step: the name under which the seconds are noted.
        act: the step.

    >>> record = {"seconds": {"index": 100.0}}
    >>> timed(record, "index", lambda: "done"), record["seconds"]["index"] >= 100
    ('done', True)
    """
    start = time.perf_counter()
    result = act()
    record["seconds"][step] = round(record["seconds"].get(step, 0) + time.perf_counter() - start, 2)
    return result


def save(record: Mapping[str, Any], path: Path) -> None:
    """Write a record, whole or begun, so that it is never half written.

    Args:
        record: JSON values, with a header.
        path: its file.

    Raises:
        ValueError: if it holds NaN or infinity, which are no JSON.

    >>> from tempfile import mkdtemp
    >>> save({"data": "1f"}, Path(mkdtemp()) / "tides.json")
    """
    text = json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False)
    store.write_atomically(path, f"{text}\n".encode())


def write(
    name: str, results: Mapping[str, Any], data: str, plan: Mapping[str, Any], folder: Path | None = None
) -> Path:
    """Write a record that was measured in one go, under `results`; return its file.

    Args:
        name: the record's name.
        results: JSON values.
        data: the fingerprint of all that decides the result.
        plan: what was measured, as JSON values.
        folder: instead of `datasets/measured`.

    >>> from tempfile import mkdtemp
    >>> folder = Path(mkdtemp())
    >>> load(write("tides", {"rows": [1]}, "1f", {}, folder).stem, folder)["results"]
    {'rows': [1]}
    """
    path = path_of(name, folder)
    save(_new(f"python -m helpers.measure {name}", data, plan) | {"results": dict(results)}, path)
    return path


def _new(command: str, data: str, plan: Mapping[str, Any]) -> Record:
    """Return a record that holds nothing but its header."""
    return {
        "data": data,
        "command": command,
        "plan": dict(plan),
        "versions": {name: _version(name) for name in PACKAGES},
        "machine": asdict(machine.describe()),
        "seconds": {},
    }


def _version(package: str) -> str:
    """Return a package's version, in words if it is not there."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
