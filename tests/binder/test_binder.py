"""Every lesson runs where Binder runs it: one processor, float32, and 2 GB that the operating system enforces."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import lesson_kernels
import limits
import pytest

from helpers import fetch

ROOT = Path(__file__).resolve().parents[2]
BINDER = ROOT / ".binder"
LESSONS = sorted(path.stem for path in ROOT.glob("solutions/*.ipynb"))
SETTINGS = {"COURSE_THREADS": "1", "COURSE_DTYPE": "float32"}
MEGABYTE = 2**20

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limits are those of Linux")


@linux
@pytest.mark.slow
def test_the_limit_bites() -> None:
    """Under it a program gets 1.5 GB, and is refused, or ended, at 2.5 GB; without it, it gets those too."""
    hold = limits.strongest()
    assert hold, "found no way to hold a program to 2 GB here; expected a control group or RLIMIT_DATA"
    assert limits.fills(hold, limits.SOME)
    assert not limits.fills(hold, limits.TOO_MUCH)
    assert limits.fills(lambda limit: [], limits.TOO_MUCH)


@linux
def test_one_processor_is_left() -> None:
    """What is held computes on one processor, whatever the machine has."""
    code = "import os; print(len(os.sched_getaffinity(0)))"
    command = [*limits.by_data(limits.BINDER), sys.executable, "-c", code]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "1"


@pytest.fixture
def rooms(tmp_path: Path) -> dict[str, str]:
    """Give a cache that holds the models and nothing else, and a home; nothing is remembered from an earlier run."""
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "models").symlink_to(fetch.models_folder(), target_is_directory=True)
    return {"COURSE_CACHE": str(cache), "COURSE_HOME": str(tmp_path / "home"), "IPYTHONDIR": str(tmp_path / "home")}


@linux
@pytest.mark.binder
@pytest.mark.slow
@pytest.mark.parametrize("name", LESSONS)
def test_lesson_runs_on_binder(name: str, tmp_path: Path, rooms: dict[str, str]) -> None:
    """Every cell of the lesson runs in a kernel that is held as Binder holds it, with nothing kept from before."""
    hold = limits.strongest()
    assert hold
    (tmp_path / "room").mkdir()
    command = [*hold(limits.BINDER), sys.executable]
    ran = lesson_kernels.run(ROOT / "solutions" / f"{name}.ipynb", tmp_path / "room", command, SETTINGS | rooms)
    sys.stdout.write(f"{name}: {ran}\n")
    assert ran.held_mb * MEGABYTE < limits.BINDER
    keeps = [path for kind in ("vectors", "answers") for path in Path(rooms["COURSE_CACHE"], kind).glob("*.*")]
    assert bool(keeps) == (name[:2] in keeping()), "Binder's build runs the lessons that keep things, and no other"


def keeping() -> tuple[str, ...]:
    """Return the numbers of the lessons that Binder's build runs."""
    spec = importlib.util.spec_from_file_location("warm", BINDER / "warm.py")
    assert spec and spec.loader
    warm = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(warm)
    return tuple(warm.KEEPING)


@linux
@pytest.mark.binder
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash, as Binder has")
def test_build_warms_the_caches(rooms: dict[str, str]) -> None:
    """What Binder runs at its build ends well; a second time everything is found, and nothing more is kept."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    variables = {**os.environ, **rooms, "PATH": path}
    told = []
    for command in (["bash", str(BINDER / "postBuild")], [sys.executable, str(BINDER / "warm.py")]):
        done = subprocess.run(command, cwd=ROOT, env=variables | SETTINGS, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        told.append(done.stdout.splitlines()[-1])
        sys.stdout.write(done.stdout)
    kept = [line.partition("kept by now")[2] for line in told]
    assert kept[0] and kept[0] == kept[1]


def test_settings_of_build_and_start_are_the_same() -> None:
    """What is kept at the build fits what a visitor asks for, and this test's settings are Binder's."""
    wanted = "export " + " ".join(f"{name}={value}" for name, value in SETTINGS.items())
    for file in ("postBuild", "start"):
        path = BINDER / file
        text = path.read_text("utf-8")
        assert text.startswith("#!/usr/bin/env bash\n")
        assert wanted in text.splitlines()
        assert path.stat().st_mode & 0o111 == 0o111
        assert b"\r" not in path.read_bytes()
    assert (BINDER / "start").read_text("utf-8").splitlines()[-1] == 'exec "$@"'


def test_requirements_are_the_tested_ones() -> None:
    """The course is installed from its folder, at the tested versions, with torch's CPU build."""
    lines = [line for line in (BINDER / "requirements.txt").read_text("utf-8").splitlines() if line[:1] != "#"]
    constraints = next(line.split()[1] for line in lines if line.startswith("-c "))
    tested = (BINDER / constraints).resolve()
    assert tested == ROOT / "constraints.txt"
    (torch,) = re.findall(r"^torch==[\d.]+", tested.read_text("utf-8"), re.MULTILINE)
    assert f"{torch}+cpu" in lines
    assert lines[-1] == "-e ."
    assert (BINDER / "runtime.txt").read_text("utf-8").strip() == "python-3.12"
