"""Prove that every word is understood or answered, and that no fault ends in a traceback."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from setup_course import command_line, commands
from setup_course.course import Course

FAULTS = [OSError(5, "Input/output error"), ValueError("odd\nlines"), KeyError("k"), RuntimeError(), MemoryError("m")]


@contextmanager
def unprivileged() -> Iterator[Path]:
    """Give a folder without permission to write, also to a test that runs as root."""
    folder = Path(tempfile.mkdtemp())
    root = os.getuid() == 0
    folder.chmod(0o555)
    if root:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)


@pytest.mark.skipif(os.name == "nt", reason="permissions differ there")
def test_folder_without_permission_to_write(
    capsys: pytest.CaptureFixture[str], is_one_sentence: Callable[[str], bool]
) -> None:
    """A real folder that may not be written to is named, with what to do."""
    with unprivileged() as folder:
        assert command_line.main(["fetch"], folder) == 1
    told = capsys.readouterr().err
    assert f"Found no permission to write in {folder}" in told
    assert is_one_sentence(told)


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
def test_no_fault_ends_in_a_traceback(main: Callable[..., SimpleNamespace], course: Course, fault: Exception) -> None:
    """Even what nobody foresaw is told in words; the traceback is kept in the log."""
    course.notes.mkdir(parents=True)

    def work(_course: object, _options: object) -> int:
        raise fault

    told = main(work)
    assert told.code == 1
    assert told.err.startswith("Found ")
    assert "Traceback" not in told.out + told.err
    assert "Traceback" in course.log.read_text()


def test_no_word_means_open() -> None:
    """The shortest command opens the course, with or without options."""
    assert command_line.parse([])[0] is commands.COMMANDS["open"]
    command, options = command_line.parse(["--no-browser", "--port", "9000"])
    assert command is commands.COMMANDS["open"]
    assert (options.no_browser, options.port) == (True, 9000)


def test_words_after_test_go_to_pytest() -> None:
    """What start.py does not know itself is handed on in its order."""
    command, options = command_line.parse(["test", "--quick", "-k", "bm25", "-x", "tests/test_bm25.py"])
    assert command is commands.COMMANDS["test"]
    assert options.quick
    assert options.rest == ["-k", "bm25", "-x", "tests/test_bm25.py"]


@pytest.mark.parametrize("words", [["opne"], ["--quick"], ["fetch", "--port", "1"], ["open", "--port", "x"]])
def test_slip_of_the_pen_is_told(
    course: Course, capsys: pytest.CaptureFixture[str], is_one_sentence: Callable[[str], bool], words: list[str]
) -> None:
    """A word that is not known, or stands in the wrong place, starts nothing."""
    assert command_line.main(words, course.root) == 1
    assert is_one_sentence(capsys.readouterr().err)
    assert not course.venv.exists()


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`-h` lists what there is."""
    with pytest.raises(SystemExit) as done:
        command_line.parse(["-h"])
    assert done.value.code == 0
    assert set(commands.COMMANDS) <= set(capsys.readouterr().out.split())
