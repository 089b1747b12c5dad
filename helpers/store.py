"""Folders of the course, writing that cannot be half done, and answers kept on disk.

Two folders belong to each user. The *cache* holds what can be made again (models, remembered answers);
the *user folder* holds what cannot (the learner's progress). `COURSE_CACHE` and `COURSE_HOME` move them.

`COURSE_CACHE` may name a folder that takes no files: one that somebody filled for many, as on a JupyterHub. What lies
there is used as it is; whatever is computed besides goes into the user's own cache.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import platformdirs

APP = "look-it-up-or-learn-it"


def cache_folder() -> Path:
    """Return the folder for what can be made again; `COURSE_CACHE` overrides it.

    >>> cache_folder().is_absolute()
    True
    """
    return Path(os.environ.get("COURSE_CACHE") or platformdirs.user_cache_dir(APP, appauthor=False)).resolve()


def is_for_reading(folder: Path) -> bool:
    """Return whether a folder is there and takes no files from this user.

    Nothing is written to find out: on a shared folder thirty readers would each leave a trace.

    >>> is_for_reading(Path(tempfile.gettempdir()))
    False
    """
    return folder.is_dir() and not os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def writable_cache() -> Path:
    """Return the cache that takes files: `cache_folder()`, or the user's own where that one is only for reading.

    >>> writable_cache().is_absolute()
    True
    """
    folder = cache_folder()
    return Path(platformdirs.user_cache_dir(APP, appauthor=False)).resolve() if is_for_reading(folder) else folder


def cached(kind: str, name: str) -> Iterator[Path]:
    """Yield where a cached file may lie: in the cache that takes files, then in the one that is only for reading.

    >>> [path.name for path in cached("answers", "a.json")][0]
    'a.json'
    """
    yield from dict.fromkeys(folder / kind / name for folder in (writable_cache(), cache_folder()))


def user_folder() -> Path:
    """Return the folder for what the learner made; `COURSE_HOME` overrides it.

    >>> user_folder().is_absolute()
    True
    """
    return Path(os.environ.get("COURSE_HOME") or platformdirs.user_data_dir(APP, appauthor=False)).resolve()


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader sees the old file or the new one, never a part.

    Raises:
        OSError: the folder cannot be written to, or the disk is full; the old file is then untouched.

    >>> target = Path(tempfile.mkdtemp()) / "note.txt"
    >>> write_atomically(target, b"kept")
    >>> target.read_bytes()
    b'kept'
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        take_usual_rights(Path(name))
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def take_usual_rights(path: Path) -> None:
    """Give a file the rights that the user's other new files have, where a library made it private.

    >>> target = Path(tempfile.mkdtemp()) / "note.txt"
    >>> target.touch(mode=0o600)
    >>> take_usual_rights(target)
    """
    umask = os.umask(0)
    os.umask(umask)
    path.chmod(0o666 & ~umask)


def key_of(inputs: object) -> str:
    """Return the sha256 (hex) of JSON-able inputs; equal inputs have equal keys.

    >>> key_of({"a": 1, "b": [2]}) == key_of({"b": [2], "a": 1})
    True
    """
    return hashlib.sha256(json.dumps(inputs, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def remembered(inputs: object, compute: Callable[[], Any]) -> Any:  # noqa: ANN401 - JSON values have no narrower type
    """Return the JSON-able result of `compute`, from disk if these very inputs were asked before.

    Put everything that decides the result into `inputs`. Never use it for a result that holds a time.
    A damaged or unwritable memory costs a computation, nothing else.

    >>> remembered({"doc": "test"}, lambda: [1, 2])
    [1, 2]
    """
    places = list(cached("answers", f"{key_of(inputs)}.json"))
    for path in places:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            return json.loads(path.read_text("utf-8"))["result"]
    result = compute()
    with contextlib.suppress(OSError):
        record = {"inputs": inputs, "result": result}
        write_atomically(places[0], json.dumps(record, ensure_ascii=False).encode())
    return result
