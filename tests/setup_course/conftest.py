"""What the tests of the set-up share: an empty course, a Python for it, and a look at what is said."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from setup_course import command_line, commands
from setup_course.course import Course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Give a course with nothing but what the set-up reads."""
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "constraints.txt").write_text("numpy==2.4.6\ntorch==2.13.0\n")
    return Course(tmp_path)


@pytest.fixture
def own_python(monkeypatch: pytest.MonkeyPatch, course: Course) -> None:
    """Let the course take the Python that runs the tests for the one in its `.venv`."""
    monkeypatch.setattr(Course, "python", sys.executable)
    course.notes.mkdir(parents=True)


@pytest.fixture
def main(
    monkeypatch: pytest.MonkeyPatch, course: Course, capsys: pytest.CaptureFixture[str]
) -> Callable[..., SimpleNamespace]:
    """Run the command line with given work in place of `fetch`; return exit code, output and errors."""

    def run(work: Callable[..., int]) -> SimpleNamespace:
        monkeypatch.setitem(commands.COMMANDS, "fetch", commands.Command("", work))
        code = command_line.main(["fetch"], course.root)
        said = capsys.readouterr()
        return SimpleNamespace(code=code, out=said.out, err=said.err)

    return run


@pytest.fixture
def is_one_sentence() -> Callable[[str], bool]:
    """Tell whether an error is one plain sentence, with at most a line below it that names the log."""

    def look(text: str) -> bool:
        lines = text.strip().split("\n")
        named = lines[1:] == [] or (len(lines) == 2 and "setup.log" in lines[1])
        return lines[0].startswith("Found ") and "do: " in lines[0] and named and "Traceback" not in text

    return look
