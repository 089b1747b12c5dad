"""Prove that a bundle is whole or not there, goes on where it broke off, and needs no network where it is unpacked."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from test_manifest import toy_wheel

from setup_course import bundle, command_line, manifest
from setup_course.course import Course
from setup_course.failures import TroubleError

ROOT = Path(__file__).resolve().parents[2]
PROJECT = '[project]\nname = "look-it-up"\nversion = "0.3.0"\n[build-system]\nrequires = ["hatchling>=1"]\n'


@pytest.fixture
def small(course: Course, own_python: None, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Give a course with one file, that is set up; its packages are a toy, its model another."""
    (course.root / "pyproject.toml").write_text(PROJECT)
    (course.root / "start.py").write_text("print('hello')\n")
    monkeypatch.setattr(bundle, "set_up", lambda course, extra: None)
    monkeypatch.setattr(bundle, "parts", lambda: [("toy", "gathering a toy", "a second", gather)])
    monkeypatch.setattr(bundle, "command", lambda course, word, folder: toy_wheel(Path(folder), "2.0"))
    return course


def gather(_course: Course, _shown: object, wheels: Path) -> None:
    """Stand for pip."""
    toy_wheel(wheels)


def make(course: Course, to: Path | None = None) -> Path:
    """Make a bundle and return its file."""
    assert bundle.bundle(course, argparse.Namespace(to=to and str(to))) == 0
    (made,) = (to or course.root / "dist").glob("*.zip")
    return made


def left(folder: Path) -> list[str]:
    """Return what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_bundle_holds_course_packages_and_their_sums(small: Course, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is named after what it is for, unpacks into one folder, and passes its own check there."""
    made = make(small)
    assert made.name.startswith("look-it-up-0.3.0-python-3.")
    assert left(made.parent) == [made.name]
    with zipfile.ZipFile(made) as archive:
        archive.extractall(small.root / "elsewhere")
    unpacked = Course(small.root / "elsewhere" / "look-it-up")
    assert left(unpacked.root) == ["constraints.txt", "pyproject.toml", "start.py", "wheels"]
    assert left(unpacked.wheels) == ["manifest.json", "toy-1.0-py3-none-any.whl", "toy-2.0-py3-none-any.whl"]
    assert json.loads((unpacked.wheels / "manifest.json").read_text())["made_for"] == manifest.this_kind()
    manifest.check(unpacked)
    assert f"for {manifest.this_kind()}" in capsys.readouterr().out


def test_same_course_gives_the_same_file(small: Course, tmp_path: Path) -> None:
    """Made twice, byte for byte the same; a bundle that lies in the course does not go into the next one."""
    first = make(small).read_bytes()
    assert make(small).read_bytes() == first
    assert make(small, tmp_path / "stick").read_bytes() == first


def test_broken_off_gathering_goes_on(small: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was gathered is not gathered again; what failed is; no file stands before all is there."""
    done: list[str] = []

    def fail(*_: object) -> None:
        raise TroubleError("Found no network")

    def note(course: Course, shown: object, wheels: Path) -> None:
        done.append("first")
        gather(course, shown, wheels)

    monkeypatch.setattr(bundle, "parts", lambda: [("first", "", "", note), ("second", "", "", fail)])
    with pytest.raises(TroubleError, match="no network"):
        make(small)
    assert list((small.root / "dist").glob("*.zip*")) == []
    monkeypatch.setattr(bundle, "parts", lambda: [("first", "", "", note), ("second", "", "", gather)])
    make(small)
    assert done == ["first"]


def test_gathered_for_another_version_is_cleared_away(small: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages that were gathered from another list do not get into the bundle."""
    old = bundle.make_room(small, small.root / "dist")
    toy_wheel(old / "wheels", "0.1")
    (old / "toy.done").touch()
    (small.root / "constraints.txt").write_text("toy==1.0\n")
    with zipfile.ZipFile(make(small)) as archive:
        assert "look-it-up/wheels/toy-0.1-py3-none-any.whl" not in archive.namelist()
    assert not old.exists()


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt(), ValueError("odd")])
def test_broken_off_writing_leaves_the_old_file_or_none(
    small: Course, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    """A full disk and Ctrl-C in the middle leave no half file, and what was gathered stays for the next try."""

    def fail(source: object, copy: object, length: int = 0) -> None:
        copy.write(b"half")  # type: ignore[attr-defined]
        raise fault

    for old in (b"", b"an older bundle"):
        dist = small.root / "dist"
        if old:
            make(small).write_bytes(old)
        with monkeypatch.context() as patch:
            patch.setattr(bundle.shutil, "copyfileobj", fail)
            with pytest.raises((TroubleError, KeyboardInterrupt, ValueError)):
                make(small)
        assert [path.read_bytes() for path in dist.glob("*.zip")] == [old] * bool(old)
        assert list(dist.glob(".*.part")) == []
        assert len(list(dist.glob(".bundle-*"))) == 1


def test_full_disk_is_told_in_words(small: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """The known cause is named, with what to do."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bundle, "fill", full)
    with pytest.raises(TroubleError, match="Found no space left on the disk; do: make"):
        make(small)


def test_too_little_room_is_told_before_the_work(small: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits minutes to learn that the disk is nearly full."""
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1e9))
    monkeypatch.setattr(bundle, "parts", lambda: pytest.fail("began"))
    with pytest.raises(TroubleError, match=r"Found 1.0 GB free at .*; expected 3 GB .*--to FOLDER"):
        make(small)


def test_folder_that_takes_no_files(small: Course, tmp_path: Path) -> None:
    """A file where the folder should be is told, with the way out."""
    (tmp_path / "taken").touch()
    with pytest.raises(TroubleError, match=r"Found that .*taken takes no files .*--to FOLDER"):
        make(small, tmp_path / "taken")


def test_no_network_is_told(small: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real pip that reaches nothing: the packages' own sentence, and no bundle."""
    for name in [name for name in os.environ if name.upper().startswith("PIP_") or name.upper().endswith("_PROXY")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    for name, value in {"INDEX_URL": "http://127.0.0.1:9/simple", "RETRIES": "0", "TIMEOUT": "1"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    (small.root / "helpers").mkdir()
    work = ("packages", "gathering the packages", "a second", bundle.bring_packages)
    monkeypatch.setattr(bundle, "parts", lambda: [work])
    with pytest.raises(TroubleError, match="Found no way to the package registry"):
        make(small)


def test_word_and_its_option_are_known() -> None:
    """`start.py bundle --to FOLDER` is understood."""
    chosen, options = command_line.parse(["bundle", "--to", "stick"])
    assert chosen.run is bundle.bundle
    assert options.to == "stick"


def cut_off() -> list[str]:
    """Return what to put before a command so that it reaches no network: a place without one, where that can be had."""
    for words in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if (
            shutil.which("unshare")
            and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
        ):
            return words
    return []


LOADED = """
import pathlib, sys
import helpers
from helpers import models
from helpers.embeddings import Embedder
assert str(pathlib.Path(helpers.__file__).parents[1]) == sys.argv[1], helpers.__file__
print(models.load_generator(dtype="float32").answer(["Say yes."], max_new_tokens=3))
print(Embedder.load().encode(["a word"]).shape)
"""


def alone(command: list[str], folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command without a network, with an empty cache, and with no setting that could help pip."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(("PIP_", "PYTHON"))}
    dead = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "PIP_CONFIG_FILE": os.devnull}
    empty = {"COURSE_CACHE": str(home / "cache"), "COURSE_HOME": str(home / "home"), "HOME": str(home)}
    variables = kept | dead | empty
    return subprocess.run(
        [*cut_off(), *command], cwd=folder, env=variables, text=True, capture_output=True, check=False
    )


@pytest.mark.network
@pytest.mark.slow
def test_real_bundle_sets_up_without_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_one_sentence: Callable[[str], bool]
) -> None:
    """The course itself as a bundle: unpacked elsewhere, with an empty cache and no network, it sets up and runs.

    Then a package is spoilt: another set-up from the same folder refuses it.
    """
    monkeypatch.setattr(bundle, "set_up", lambda course, extra: None)  # the course that runs this is set up
    assert bundle.bundle(Course(ROOT), argparse.Namespace(to=str(tmp_path / "to"))) == 0
    (made,) = (tmp_path / "to").iterdir()
    sys.stdout.write(f"{made.name}: {made.stat().st_size / 1e6:.0f} MB\n")
    with zipfile.ZipFile(made) as archive:
        archive.extractall(tmp_path / "a room")
    made.unlink()
    (root,) = (tmp_path / "a room").iterdir()
    set_up = [getattr(sys, "_base_executable", sys.executable), "start.py", "fetch"]
    done = alone(set_up, root, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    told = alone([Course(root).python, "-c", LOADED, str(root)], tmp_path, tmp_path)
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines()[1] == "(1, 384)"
    shutil.rmtree(root / ".venv")
    with next((root / "wheels").glob("torch-*.whl")).open("r+b") as file:
        file.write(b"spoilt")
    told = alone(set_up, root, tmp_path)
    assert told.returncode == 1
    assert is_one_sentence(told.stderr) and "damaged" in told.stderr
    for path in tmp_path.iterdir():  # some gigabytes, which pytest would keep for three more runs
        shutil.rmtree(path)
