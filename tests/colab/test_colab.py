"""The course installs beside what Colab brings along, replaces none of it, and its lessons run there.

Asked for with `python3 start.py test -m network -k colab`; one lesson with `-k "colab and 03"`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lesson_kernels
import pytest

from helpers import store
from helpers.authoring.places import Address, added
from setup_course import contents, showing, torch_install, venv
from setup_course.course import Course

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_name("constraints.txt")
LESSONS = sorted(path.stem for path in ROOT.glob("solutions/*.ipynb"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
COURSE = PROJECT["name"]


@dataclass(frozen=True)
class Colab:
    """A Python with Colab's packages and the course, and what it held before the course came."""

    python: str
    before: dict[str, str]
    first_cell: str


def packages(python: str) -> dict[str, str]:
    """Return the version of each installed package."""
    command = [python, "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {one["name"]: one["version"] for one in json.loads(told)}


def published(folder: Path) -> str:
    """Put the course as it lies here into a repository of its own, with its tag; return the address."""
    for path, data in contents.files(Course(ROOT)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    git = ["git", "-c", "user.name=Course", "-c", "user.email=course@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init"], ["add", "--all"], ["commit", "--message", "The course"], ["tag", f"v{PROJECT['version']}"]):
        subprocess.run([*git, *words], cwd=folder, capture_output=True, check=True)
    return folder.as_uri()


@pytest.fixture(scope="module")
def colab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Colab]:
    """Make a Python with Colab's packages; the course's own first cell is what installs it there."""
    folder = tmp_path_factory.mktemp("colab")
    place = Course(folder)
    shutil.copy(ROOT / "constraints.txt", folder)
    venv.make_venv(place)
    torch_install.install_torch(place, showing.Showing("installing torch", "a minute"))
    pip = [place.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--requirement", str(LIST)], check=True)
    before = packages(place.python)
    address = Address(published(folder / "published"), f"v{PROJECT['version']}", COURSE)
    (_, cell) = added(address, LESSONS[0])
    yield Colab(place.python, before, cell.text)
    shutil.rmtree(folder)  # two gigabytes, which pytest would keep for three more runs


@pytest.fixture(scope="module")
def installed(colab: Colab, tmp_path_factory: pytest.TempPathFactory) -> Colab:
    """Run the first cell in Colab's own kind of kernel."""
    notebook = tmp_path_factory.mktemp("first") / "first.ipynb"
    notebook.write_text(json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    lesson_kernels.run(notebook, notebook.parent, [colab.python], variables(notebook.parent), [colab.first_cell])
    return colab


def variables(home: Path) -> dict[str, str]:
    """Return what a kernel finds on Colab, and where the models are kept for all of them."""
    return {"COLAB_RELEASE_TAG": "release", "COURSE_CACHE": str(store.cache_folder()), "COURSE_HOME": str(home)}


@pytest.mark.network
@pytest.mark.slow
def test_colab_keeps_every_package_that_it_had(installed: Colab) -> None:
    """The course and what Colab lacks are there; not one version has changed."""
    after = packages(installed.python)
    changed = {name: (version, after.get(name)) for name, version in installed.before.items()}
    assert {name: pair for name, pair in changed.items() if pair[0] != pair[1]} == {}
    assert after[COURSE] == PROJECT["version"]
    came = sorted(set(after) - set(installed.before))
    sys.stdout.write(f"came besides: {came}\n")
    assert not [name for name in came if re.match("nvidia|cuda|triton|torch|jupyter|notebook|ipy", name)]


@pytest.mark.network
@pytest.mark.slow
@pytest.mark.parametrize("name", LESSONS)
def test_lesson_runs_on_colab(installed: Colab, name: str, tmp_path: Path) -> None:
    """Every cell runs in Colab's kernel, from an empty folder, with the course as pip installed it."""
    notebook = ROOT / "solutions" / f"{name}.ipynb"
    ran = lesson_kernels.run(notebook, tmp_path, [installed.python], variables(tmp_path), [installed.first_cell])
    sys.stdout.write(f"{name}: {ran}\n")


def test_colab_list_names_what_the_course_shares_with_it() -> None:
    """Each version on the list is one that the course allows, and each is pinned."""
    pins = dict(re.findall(r"^([\w-]+)==([\w.]+)$", LIST.read_text("utf-8"), re.MULTILINE))
    lines = [line for line in LIST.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert len(pins) == len(lines)
    bounds = dict(line.split(">=") for line in PROJECT["dependencies"])
    for name, bound in bounds.items():
        if name in pins:
            assert numbers(pins[name]) >= numbers(bound), name


def numbers(version: str) -> list[int]:
    """Return a version as numbers that compare."""
    return [int(part) for part in version.split(".")] + [0] * (3 - version.count("."))
