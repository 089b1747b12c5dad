"""Prove that packages which came along are used only whole, and only where they fit."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from setup_course import failures, install, manifest, programs, steps, surroundings
from setup_course.course import Course
from setup_course.doctor import network
from setup_course.failures import TroubleError


def toy_wheel(folder: Path, version: str = "1.0") -> Path:
    """Write a package that does nothing, with all that pip wants to see in one; its bytes do not depend on the hour."""
    info = f"toy-{version}.dist-info"
    path = folder / f"toy-{version}-py3-none-any.whl"
    files = {
        "toy.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: toy\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(zipfile.ZipInfo(name), text)
    return path


@pytest.fixture
def carried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Give a course with a package that came along, in a folder with a space; its Python is the one of the tests."""
    course = Course(tmp_path / "my course")
    course.wheels.mkdir(parents=True)
    course.notes.mkdir(parents=True)
    (course.root / "pyproject.toml").write_text("[project]\n")
    (course.root / "constraints.txt").write_text("torch==2.13.0\n")
    toy_wheel(course.wheels)
    (course.wheels / manifest.NAME).write_bytes(manifest.written(course.wheels, manifest.this_kind()))
    monkeypatch.setattr(Course, "python", sys.executable)
    return course


def test_whole_packages_pass(carried: Course) -> None:
    """What came along whole, for a Python like this one, is found so; once is enough."""
    manifest.check(carried)
    (step,) = install.carried(carried)
    steps.take(carried, step)
    assert steps.is_stamped(carried, step.name)


def spoil_wheel(course: Course) -> None:
    """Change one byte."""
    (wheel,) = course.wheels.glob("*.whl")
    data = bytearray(wheel.read_bytes())
    data[40] ^= 1
    wheel.write_bytes(data)


def drop_wheel(course: Course) -> None:
    """Lose a package, as a copy that broke off does."""
    next(course.wheels.glob("*.whl")).unlink()


def cut_manifest(course: Course) -> None:
    """Cut the list of packages short."""
    path = course.wheels / manifest.NAME
    path.write_bytes(path.read_bytes()[:-20])


def drop_manifest(course: Course) -> None:
    """Lose the list of packages."""
    (course.wheels / manifest.NAME).unlink()


def empty_manifest(course: Course) -> None:
    """Put something else in its place."""
    (course.wheels / manifest.NAME).write_text("[]")


def other_kind(course: Course) -> None:
    """Take a bundle that was made for another Python."""
    data = manifest.written(course.wheels, "Python 3.99 on Plan9 vax")
    (course.wheels / manifest.NAME).write_bytes(data)


SPOILT = {
    spoil_wheel: r"Found wheels/toy-1.0-py3-none-any.whl damaged.*unpack the bundle anew",
    drop_wheel: r"Found no wheels/toy-1.0-py3-none-any.whl.*unpack the bundle anew",
    cut_manifest: r"Found no whole wheels/manifest.json",
    drop_manifest: r"Found no whole wheels/manifest.json",
    empty_manifest: r"Found no whole wheels/manifest.json",
    other_kind: r"Found Python 3\.\d+ on .*; expected Python 3.99 on Plan9 vax",
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_what_does_not_fit_is_told_and_not_used(
    carried: Course, spoil: Callable[[Course], None], is_one_sentence: Callable[[str], bool]
) -> None:
    """Damage and another kind of computer are told in a sentence, before pip is asked; the step stays undone."""
    spoil(carried)
    (step,) = install.carried(carried)
    with pytest.raises(TroubleError, match=SPOILT[spoil]) as told:
        steps.take(carried, step)
    assert is_one_sentence(str(told.value))
    assert not steps.is_stamped(carried, step.name)


def test_check_comes_before_every_other_step(carried: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged bundle installs nothing."""
    spoil_wheel(carried)
    monkeypatch.setattr(install, "make_venv", lambda course: None)
    monkeypatch.setattr(install, "steps", lambda extra: pytest.fail("went on"))
    monkeypatch.setattr(install, "steps", lambda extra: [steps.Step("x", "x", "", lambda *_: pytest.fail("went on"))])
    with pytest.raises(TroubleError, match="damaged"):
        install.set_up(carried, "lab")


def test_tests_are_not_carried(carried: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packages of the tests are not in a bundle, which is said before any work."""
    monkeypatch.setattr(install, "make_venv", lambda course: pytest.fail("began"))
    with pytest.raises(TroubleError, match="Found the packages for learners only"):
        install.set_up(carried, "test")


def test_real_pip_finds_what_came_along_and_nothing_else(carried: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the course's variables, pip takes the package from a folder with a space, and asks no index."""
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_FIND_LINKS", "/nowhere")
    for name, code in (("toy", 0), ("six", 1)):
        pip = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--no-deps", name]
        done = subprocess.run(pip, env=programs.environment(carried), capture_output=True, text=True, check=False)
        assert (done.returncode != 0) == bool(code), done.stderr
        assert "127.0.0.1" not in done.stderr
    assert failures.explain(done.stderr, carried) == failures.NOT_CARRIED
    assert programs.without_network(Course(carried.root / "elsewhere")) == {}


def test_doctor_asks_for_no_network(carried: Course) -> None:
    """Where packages came along, none is needed, whatever is broken."""
    broken = surroundings.Finding(surroundings.BROKEN, "models", "none")
    assert network(carried, [broken]).word == "ok"
    assert network(Course(carried.root / "elsewhere"), [broken]).word == "look here"


def test_manifest_names_each_wheel(tmp_path: Path) -> None:
    """Nothing but wheels is listed, each with the sha256 of what it holds."""
    toy_wheel(tmp_path)
    (tmp_path / "torch.done").touch()
    told = json.loads(manifest.written(tmp_path, "any"))
    assert told == {
        "made_for": "any",
        "wheels": {"toy-1.0-py3-none-any.whl": manifest.sha256(next(tmp_path.glob("*.whl")))},
    }
