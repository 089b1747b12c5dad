"""Prove that a lesson comes back exactly as built, and that nothing a learner wrote is ever lost."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from test_command_line import unprivileged
from test_doctor import small_disk

from setup_course import command_line, fresh, reset
from setup_course.course import Course

ROOT = Path(__file__).resolve().parents[2]
NAMES = fresh.lesson_names(Course(ROOT))
MINE = b'{"cells": [], "my work": "precious"}'


@pytest.fixture
def copy(tmp_path: Path) -> Course:
    """Give a copy of the lessons and their solutions, without git."""
    for folder in ("lessons", "solutions"):
        shutil.copytree(ROOT / folder, tmp_path / "course" / folder, ignore=shutil.ignore_patterns("mine", ".*"))
    return Course(tmp_path / "course")


def lesson(course: Course, number: int = 0) -> Path:
    """Return the path of a lesson's notebook."""
    return course.root / "lessons" / f"{NAMES[number]}.ipynb"


def kept(course: Course) -> dict[str, bytes]:
    """Return what is kept of the learner's, by file name."""
    return {
        path.name: path.read_bytes() for path in (course.root / "lessons").rglob("*.ipynb") if path.parts[-2] == "mine"
    }


def built(number: int = 0) -> bytes:
    """Return a lesson as the build made it."""
    return (ROOT / "lessons" / f"{NAMES[number]}.ipynb").read_bytes().replace(b"\r\n", b"\n")


@pytest.mark.parametrize("name", NAMES)
def test_new_lesson_is_the_built_one(name: str) -> None:
    """Standard library, jupytext and nbformat come to the same bytes, for every lesson there is."""
    from helpers import build  # noqa: PLC0415 - the build needs packages of authors, which the reset must not
    from helpers.authoring.lesson_files import Files  # noqa: PLC0415
    from helpers.authoring.notebooks import both_bytes  # noqa: PLC0415

    files = Files(ROOT, name)
    cells = build.read(files)
    blank = [[] for cell in cells if cell.kind == "code"]
    assert fresh.new_lesson(Course(ROOT), name) == both_bytes(files, cells, blank)[files.lesson]


def test_changed_lesson_comes_back_and_the_learners_is_kept(copy: Course, capsys: pytest.CaptureFixture[str]) -> None:
    """The new one stands in its place, the old one in the folder, and it is said where."""
    lesson(copy).write_bytes(MINE)
    assert command_line.main(["reset", "0"], copy.root) == 0
    assert lesson(copy).read_bytes() == built()
    (name,) = kept(copy)
    assert kept(copy)[name] == MINE
    assert name == f"{NAMES[0]}.{date.today()}.ipynb"
    assert f"lessons/mine/{name}" in capsys.readouterr().out


def test_no_copy_is_ever_overwritten(copy: Course) -> None:
    """Several resets on one day keep several copies, and later work in the lesson reaches none of them."""
    works = [MINE + b" " * number for number in range(12)]
    for work in works:
        lesson(copy).write_bytes(work)
        assert command_line.main(["reset", "00"], copy.root) == 0
        with lesson(copy).open("ab") as file:  # as a program does that writes in place
            file.write(b"more")
    command_line.main(["reset", "00"], copy.root)
    found = sorted(kept(copy).values())
    assert set(works) <= set(found)
    assert len(found) == len(works) + 1


def test_lesson_as_new_is_left_alone(copy: Course, capsys: pytest.CaptureFixture[str]) -> None:
    """What is as new already makes no copy, also where a checkout has Windows' ends of lines."""
    lesson(copy, 1).write_bytes(built(1).replace(b"\n", b"\r\n"))
    assert command_line.main(["reset", "--all"], copy.root) == 0
    assert kept(copy) == {}
    assert capsys.readouterr().out.count("is as new already") == len(NAMES)


def test_missing_lesson_is_back(copy: Course) -> None:
    """A deleted notebook comes back, and so does the whole folder."""
    shutil.rmtree(copy.root / "lessons")
    assert command_line.main(["reset", "--all"], copy.root) == 0
    assert [lesson(copy, number).read_bytes() for number in range(len(NAMES))] == [
        built(number) for number in range(len(NAMES))
    ]
    assert kept(copy) == {}


WAYS = [
    "3",
    "03",
    NAMES[3],
    NAMES[3][3:],
    f"{NAMES[3]}.ipynb",
    f"lessons/{NAMES[3]}.ipynb",
    f"./lessons/{NAMES[3]}.ipynb",
]


@pytest.mark.parametrize("word", WAYS)
def test_ways_to_name_a_lesson(copy: Course, word: str) -> None:
    """A number, a name and a path all mean the same."""
    assert reset.choose(copy, [word, "03"]) == [NAMES[3]]


def test_path_as_seen_from_another_folder(copy: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Absolute paths, and those from the folder in which somebody stands, lead there, too."""
    monkeypatch.chdir(copy.root / "lessons")
    assert reset.choose(copy, [f"./{NAMES[1]}.ipynb", str(lesson(copy, 2))]) == [NAMES[1], NAMES[2]]


@pytest.mark.parametrize("words", [[], ["99"], ["0", "no-such"], ["elsewhere/00_the_question.ipynb"], ["-3"]])
def test_slip_touches_nothing(
    copy: Course, capsys: pytest.CaptureFixture[str], is_one_sentence: Callable[[str], bool], words: list[str]
) -> None:
    """Unless all words are understood, no lesson is touched."""
    lesson(copy).write_bytes(MINE)
    assert command_line.main(["reset", *words], copy.root) == 1
    assert is_one_sentence(capsys.readouterr().err)
    assert lesson(copy).read_bytes() == MINE
    assert kept(copy) == {}


def solved(course: Course) -> Path:
    """Return the path of the first solved notebook."""
    return course.root / "solutions" / f"{NAMES[0]}.ipynb"


def test_solved_notebook_that_was_run_again_serves(copy: Course) -> None:
    """Outputs and JupyterLab's own notes in the solved notebook are not what a lesson is made from."""
    book = json.loads(solved(copy).read_text("utf-8"))
    book["metadata"] = {"kernelspec": {"name": "other"}, "widgets": {}}
    for cell in book["cells"]:
        cell.update({"outputs": [], "execution_count": 7} if cell["cell_type"] == "code" else {})
    solved(copy).write_text(json.dumps(book), encoding="utf-8")
    assert fresh.new_lesson(copy, NAMES[0]) == built()


def cut(book: dict[str, list[dict[str, object]]]) -> None:
    """Delete a cell."""
    del book["cells"][2]


def rewrite(book: dict[str, list[dict[str, object]]]) -> None:
    """Change a cell."""
    book["cells"][2]["source"] = ["something else"]


def add(book: dict[str, list[dict[str, object]]]) -> None:
    """Add a cell."""
    book["cells"].append({"cell_type": "markdown", "id": "abcdef012345", "metadata": {}, "source": "Mine."})


@pytest.mark.parametrize("change", [cut, rewrite, add])
def test_edited_solved_notebook_is_no_source(
    copy: Course, capsys: pytest.CaptureFixture[str], change: Callable[..., None]
) -> None:
    """A lesson is not made from a solved notebook that somebody edited; the learner's stays; git's copy helps."""
    lesson(copy).write_bytes(MINE)
    whole = solved(copy).read_bytes()
    book = json.loads(whole)
    change(book)
    solved(copy).write_text(json.dumps(book), encoding="utf-8")
    assert command_line.main(["reset", "00"], copy.root) == 1
    assert "do: get solutions/00_the_question.ipynb of the course anew" in capsys.readouterr().err
    assert lesson(copy).read_bytes() == MINE
    if shutil.which("git"):
        edited = solved(copy).read_bytes()
        solved(copy).write_bytes(whole)
        commit(copy.root)
        solved(copy).write_bytes(edited)
        assert command_line.main(["reset", "00"], copy.root) == 0
        assert lesson(copy).read_bytes() == built()


def commit(root: Path) -> None:
    """Make a repository of a folder, the learner's own lessons among it."""
    name = ["-c", "user.name=A learner", "-c", "user.email=learner@example.org"]
    for words in (["init", "-q"], ["add", "-f", "."], [*name, "commit", "-q", "-m", "My work"]):
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


@pytest.mark.parametrize("left", [0, 1, 700, -1])
def test_damaged_solved_notebook_is_told(copy: Course, left: int) -> None:
    """A file that broke off half-way makes no lesson."""
    solved(copy).write_bytes(solved(copy).read_bytes()[:left].rstrip(b"\n}"))
    assert command_line.main(["reset", "00"], copy.root) == 1
    assert lesson(copy).read_bytes() == built()


@pytest.mark.skipif(os.name == "nt", reason="permissions differ there")
def test_no_permission_and_no_room(
    copy: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str], is_one_sentence: Callable[[str], bool]
) -> None:
    """Where it cannot be written, the learner's notebook is as it was, and it is said what to do."""
    with unprivileged() as folder:
        with pytest.raises(command_line.TroubleError, match="Permission denied"):
            reset.give_back(Course(folder), NAMES[0], b"new")
    with small_disk(tmp_path / "disk", "size=64k") as disk:
        (disk / "solutions").symlink_to(copy.root / "solutions")
        (disk / "lessons").mkdir()
        (disk / "lessons" / f"{NAMES[0]}.ipynb").write_bytes(MINE)
        with (disk / "filler").open("wb") as file:
            fill(file.fileno())
        assert command_line.main(["reset", "00"], disk) == 1
        told = capsys.readouterr().err
        assert is_one_sentence(told) and "No space left" in told and "Your own notebook is as it was" in told
        assert (disk / "lessons" / f"{NAMES[0]}.ipynb").read_bytes() == MINE
        assert [path.name for path in (disk / "lessons").rglob("*") if path.is_file()] == [f"{NAMES[0]}.ipynb"]


def fill(descriptor: int) -> None:
    """Write until the disk is full."""
    try:
        while os.write(descriptor, b"x" * 512):
            pass
    except OSError as fault:
        assert fault.errno == errno.ENOSPC


def test_file_system_without_second_names(copy: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a stick or a network drive the learner's notebook is copied, under a name that is not taken."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    for work in (MINE, MINE + b" "):
        lesson(copy).write_bytes(work)
        assert command_line.main(["reset", "00"], copy.root) == 0
    assert sorted(kept(copy).values()) == [MINE, MINE + b" "]
    assert lesson(copy).read_bytes() == built()


KILLED = """
import os, signal, sys
from pathlib import Path
from setup_course import reset
os.{name} = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
reset.replace(Path(sys.argv[1]), b"new", Path(sys.argv[2]))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals differ there")
@pytest.mark.parametrize("name", ["fsync", "link", "replace"])
def test_killed_at_the_worst_moment(tmp_path: Path, name: str) -> None:
    """Whenever the computer goes down, the learner's work has a name."""
    path = tmp_path / "lessons" / "00_x.ipynb"
    path.parent.mkdir()
    path.write_bytes(MINE)
    command = [sys.executable, "-c", KILLED.format(name=name), str(path), str(path.parent / "mine")]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    assert path.read_bytes() == MINE


def test_progress_is_kept_unless_it_is_to_be_forgotten(
    copy: Course, home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """By default only the notebook is new; with `--progress` the lesson's events go, and a copy of all stays."""
    from helpers.progress import Progress  # noqa: PLC0415 - the rest of these tests needs no package

    for folder in ("helpers", "datasets"):
        (copy.root / folder).symlink_to(ROOT / folder)
    log = Progress(home)
    for lesson_number, name in (("00", "with-passage"), ("01", "idf")):
        log.lesson = lesson_number
        log.record("check", name, {"passed": True})
    before = log.path.read_bytes()
    assert command_line.main(["reset", "00"], copy.root) == 0
    assert log.path.read_bytes() == before
    assert command_line.main(["reset", "00", "--progress"], copy.root) == 0
    assert [event.name for event in log.events()] == ["idf"]
    (place,) = re.findall(r"1 forgotten; all as it was: (.+)", capfd.readouterr().out)
    assert Path(place).read_bytes() == before


def test_progress_is_not_half_forgotten(copy: Course, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no Python can forget, the lesson is not reset either."""
    copy.venv.write_text("not a folder")
    lesson(copy).write_bytes(MINE)
    assert command_line.main(["reset", "00", "--progress"], copy.root) == 1
    assert "do: python3 start.py fetch" in capsys.readouterr().err
    assert lesson(copy).read_bytes() == MINE


def test_lesson_that_cannot_be_replaced_is_as_it_was(copy: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the last step fails, as on Windows with a file that a program holds, no second name is left to change."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    lesson(copy).write_bytes(MINE)
    assert command_line.main(["reset", "00"], copy.root) == 1
    assert lesson(copy).read_bytes() == MINE
    assert kept(copy) == {}
    assert [path.name for path in lesson(copy).parent.glob(".*")] == []
