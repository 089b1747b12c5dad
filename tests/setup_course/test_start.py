"""Prove that start.py itself needs nothing, and says so in one sentence where something is missing."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = (ROOT / "start.py").read_text(encoding="utf-8")
MODULES = sorted(path.name for path in (ROOT / "setup_course").glob("[a-z]*.py"))


def test_parses_on_an_old_python() -> None:
    """Python 3.6 gets far enough to be told that it is too old."""
    ast.parse(SOURCE, feature_version=(3, 6))


def test_old_python_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check comes before anything that an old Python lacks."""
    monkeypatch.setattr(sys, "version_info", (3, 6, 15))
    with pytest.raises(SystemExit, match=r"Found Python 3\.6; expected 3\.11 or newer; do: install"):
        exec(compile(SOURCE, "start.py", "exec"), {"__name__": "__main__"})


@pytest.mark.parametrize("file", ["start.py", *(f"setup_course/{name}" for name in MODULES)])
def test_needs_nothing_but_python(file: str) -> None:
    """Every import is in the standard library or the package itself, and no command goes through a shell."""
    source = (ROOT / file).read_text(encoding="utf-8")
    names = {name for node in ast.walk(ast.parse(source)) for name in imported(node)}
    assert names
    assert names <= sys.stdlib_module_names | {"setup_course"}
    assert "shell=True" not in source


def imported(node: ast.AST) -> list[str]:
    """Return the top-level modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    return [str(node.module).split(".")[0]] if isinstance(node, ast.ImportFrom) else []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of start.py and its package, and nothing else."""
    shutil.copy(ROOT / "start.py", tmp_path)
    shutil.copytree(ROOT / "setup_course", tmp_path / "setup_course", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def ask_for_help(copy: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `start.py -h` in a copy from another folder, as somebody may."""
    command = [sys.executable, str(copy / "start.py"), "-h"]
    variables = {**os.environ, **variables}
    return subprocess.run(command, cwd=copy.parent, env=variables, capture_output=True, text=True, check=False)


def test_finds_its_package_wherever_it_is_started(copy: Path) -> None:
    """Neither another folder nor PYTHONSAFEPATH keeps start.py from the package beside it."""
    told = ask_for_help(copy, PYTHONSAFEPATH="1")
    assert told.returncode == 0
    assert "usage: python3 start.py" in told.stdout


def test_start_file_alone_is_told(copy: Path, is_one_sentence: Callable[[str], bool]) -> None:
    """Somebody who copied only start.py is told, even if this Python knows the package of another copy."""
    shutil.rmtree(copy / "setup_course")
    told = ask_for_help(copy, PYTHONPATH=str(ROOT))
    assert told.returncode == 1
    assert "Found no whole folder setup_course beside start.py" in told.stderr
    assert is_one_sentence(told.stderr)


@pytest.mark.parametrize("module", MODULES)
def test_missing_module_is_told(copy: Path, is_one_sentence: Callable[[str], bool], module: str) -> None:
    """Whichever file of the package is missing is noticed before any work, and named."""
    (copy / "setup_course" / module).unlink()
    told = ask_for_help(copy)
    assert told.returncode == 1
    assert f"setup_course.{module.removesuffix('.py')}" in told.stderr
    assert is_one_sentence(told.stderr)


@pytest.mark.parametrize("left", [0, 900, 1500])
def test_broken_off_module_is_told(copy: Path, is_one_sentence: Callable[[str], bool], left: int) -> None:
    """A file of which only the beginning arrived is told like one that is missing."""
    damaged = copy / "setup_course" / "commands.py"
    damaged.write_bytes(damaged.read_bytes()[:left])
    told = ask_for_help(copy)
    assert told.returncode == 1
    assert is_one_sentence(told.stderr)


@pytest.mark.network
@pytest.mark.slow
def test_from_nothing(tmp_path: Path) -> None:
    """A fresh copy sets itself up; a second time it takes seconds."""
    aside = shutil.ignore_patterns(".venv*", ".git", ".*_cache", "__pycache__")
    copy = shutil.copytree(ROOT, tmp_path / "course", ignore=aside)
    command = [sys.executable, str(copy / "start.py"), "fetch"]
    assert subprocess.run(command, check=False).returncode == 0
    began = time.monotonic()
    assert subprocess.run(command, check=False).returncode == 0
    assert time.monotonic() - began < 20
    shutil.rmtree(copy)  # two gigabytes, which pytest would keep for three more runs
