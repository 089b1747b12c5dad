"""Notebooks are built, kept and checked: the same source gives the same bytes, and nothing stale passes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode, v4

from helpers import build
from helpers.authoring.lesson_files import BuildError, Files, Settings
from helpers.authoring.sources import Cell

HERE = Path(__file__).parent
NAME = "00_how_late"
STAND_IN = '''"""Stands for the helpers in a lesson that is built here: a kernel looks into its own folder first."""
import os, pathlib


class Shown(str):
    __repr__ = str.__str__


def start(number): pathlib.Path(os.environ["COURSE_HOME"], "progress").write_text(number)
def predict(*told): pass
def check(name, function): return Shown(f"{'✓' if function([3, 1, 2]) == 2 else '✗'} {name}")
def quiz(number): pass
'''


def make_course(root: Path, text: str | None = None) -> Files:
    """Lay out a course with one lesson, by default the good one."""
    folder = root / "solutions"
    (folder / "helpers").mkdir(parents=True)
    (folder / "helpers" / "__init__.py").touch()
    (folder / "helpers" / "lesson.py").write_text(STAND_IN, encoding="utf-8")
    good = (HERE / "good_sources" / f"{NAME}.py").read_text(encoding="utf-8")
    files = Files(root, NAME)
    files.source.write_text(text or good, encoding="utf-8")
    return files


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return a course that was built once; tests that change it work on a copy."""
    files = make_course(tmp_path_factory.mktemp("course"))
    build.build(files)
    return files


@pytest.fixture
def course(built: Files, tmp_path: Path) -> Files:
    """Return a copy of the built course."""
    shutil.copytree(built.root, tmp_path / "copy")
    return Files(tmp_path / "copy", NAME)


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make executing anything a failure of the test."""

    def refuse(*_: object) -> None:
        raise AssertionError("executed")

    monkeypatch.setattr(build, "execute", refuse)


def loaded(path: Path) -> NotebookNode:
    """Read a notebook."""
    return v4.reads(path.read_text(encoding="utf-8"))


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that must be in the file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def test_a_lesson_has_stubs_and_no_outputs(built: Files) -> None:
    """The learner's notebook shows no solution and no result."""
    notebook = loaded(built.lesson)
    nbformat.validate(notebook)
    text = built.lesson.read_text(encoding="utf-8")
    assert "Your turn: write middle." in text
    assert "SOLUTION" not in text
    assert all(cell.outputs == [] and cell.execution_count is None for cell in notebook.cells if "outputs" in cell)


def test_a_solution_is_executed_in_order(built: Files) -> None:
    """The solved notebook holds what its cells show, and a count for each."""
    code = [cell for cell in loaded(built.solution).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert code[4].outputs[0].data["text/plain"] == "✓ middle"


def test_files_are_the_same_on_every_platform(built: Files) -> None:
    """Lines end as on Linux, the last one too, and keys are sorted."""
    for path in (built.lesson, built.solution):
        data = path.read_bytes()
        assert b"\r" not in data
        assert data.endswith(b"}\n")
        assert json.dumps(json.loads(data), indent=1, sort_keys=True, ensure_ascii=False) + "\n" == data.decode()


def test_building_again_changes_nothing(course: Files, idle: None) -> None:
    """A second build neither executes nor writes."""
    assert build.build(course) == []


def test_forced_building_gives_the_same_bytes(course: Files) -> None:
    """Executing again gives the very same notebooks."""
    assert build.build(course, force=True) == []


def test_a_changed_sentence_executes_nothing_and_changes_two_lines(course: Files, idle: None) -> None:
    """New prose keeps the outputs; only the id and the sentence of one cell differ."""
    before = course.solution.read_text(encoding="utf-8").splitlines()
    change(course.source, "Choose before you look.", "Choose first.")
    assert build.build(course) == [course.lesson, course.solution]
    after = course.solution.read_text(encoding="utf-8").splitlines()
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 2
    assert build.check(course) == []


def test_changed_code_is_executed(course: Files) -> None:
    """New code brings new outputs."""
    change(course.source, "5, 120]", "5, 1]")
    assert build.check(course)
    assert build.build(course) == [course.lesson, course.solution]
    assert "'2.0'" in str(loaded(course.solution))


def test_a_built_course_passes_the_check(built: Files) -> None:
    """Nothing is stale after a build."""
    assert build.check(built) == []
    build.renew_glossary(built.root, write=True)
    assert build.main(["--check"], built.root) == 0


Spoil = Callable[[Files], None]


@pytest.mark.parametrize(
    ("spoil", "fragment"),
    [
        (lambda files: change(files.lesson, "whale", "shark"), "lessons/00_how_late.ipynb: found cell 3 changed"),
        (lambda files: change(files.solution, "whale", "shark"), "solutions/00_how_late.ipynb: found cell 3 changed"),
        (
            lambda files: change(files.solution, "19.0", "20.0"),
            "solutions/00_how_late.ipynb: found all cells right, but",
        ),
        (lambda files: change(files.solution, '"execution_count": 4', '"execution_count": null'), "of other code"),
        (lambda files: change(files.source, "delays = [1", "delays = [2"), "solutions/00_how_late.ipynb: found cell 6"),
        (lambda files: change(files.lesson, '"no-remember"', '"remember"'), "found cell 6 changed"),
        (lambda files: files.lesson.unlink(), "lessons/00_how_late.ipynb: found no file"),
        (lambda files: files.solution.unlink(), "solutions/00_how_late.ipynb: found no file"),
        (lambda files: files.solution.write_bytes(b"{"), "solutions/00_how_late.ipynb: found 0 cells where 13 belong"),
        (
            lambda files: change(files.source, "def middle", "def  = middle"),
            "solutions/00_how_late.py:60: found code that",
        ),
    ],
)
def test_the_check_finds_what_is_stale(
    course: Files, idle: None, capsys: pytest.CaptureFixture[str], spoil: Spoil, fragment: str
) -> None:
    """Each way of getting out of step is told, with the command that mends it, and without executing anything."""
    spoil(course)
    assert build.main(["00", "--check"], course.root) == 1
    told = capsys.readouterr().err
    assert fragment in told
    assert fragment.endswith("found code that") or "do `python -m helpers.build 00`" in told


def test_the_check_finds_orphans(course: Files, capsys: pytest.CaptureFixture[str]) -> None:
    """A notebook whose source is gone is told."""
    shutil.copy(course.lesson, course.root / "lessons" / "01_gone.ipynb")
    assert build.main(["--check"], course.root) == 1
    assert "lessons/01_gone.ipynb: found no source; expected solutions/01_gone.py" in capsys.readouterr().err


def test_the_check_forgives_ends_of_lines(course: Files) -> None:
    """A checkout on Windows is not stale."""
    course.lesson.write_bytes(course.lesson.read_bytes().replace(b"\n", b"\r\n"))
    assert build.check(course) == []


def test_an_edited_notebook_is_built_anew(course: Files) -> None:
    """Results typed in by hand are run again, and replaced."""
    change(course.solution, "19.0", "20.0")
    assert build.build(course) == [course.solution]
    assert build.check(course) == []


def test_a_faulty_source_leaves_the_notebooks_alone(course: Files, capsys: pytest.CaptureFixture[str]) -> None:
    """All its faults are told, each with file and line, and no file is touched."""
    before = course.lesson.read_bytes(), course.solution.read_bytes()
    change(course.source, "### END SOLUTION", "## END SOLUTION")
    change(course.source, "median(delays)", "print(median(delays))")
    assert build.main([], course.root) == 1
    told = capsys.readouterr().err
    assert "solutions/00_how_late.py:66: found a misspelt marker" in told
    assert "solutions/00_how_late.py:81: found print" in told
    assert (course.lesson.read_bytes(), course.solution.read_bytes()) == before


def test_a_failing_cell_is_named(course: Files) -> None:
    """The message tells cell, line and the error's last line; the notebooks stay."""
    before = course.solution.read_bytes()
    change(course.source, "sum(delays) / len(delays)", "sum(delays) / 0")
    with pytest.raises(
        BuildError, match=r"00_how_late.py:36: found cell 6 failing \(ZeroDivisionError: .*\); expected"
    ):
        build.build(course)
    assert course.solution.read_bytes() == before


def test_a_large_notebook_is_refused_by_its_largest_cell(course: Files) -> None:
    """The message names the cell that weighs most."""
    change(course.source, "median(delays)", "median(delays), 'late' * 300")
    before = course.solution.read_bytes()
    with pytest.raises(BuildError, match=r":79: found 00_how_late.ipynb too large, most of it \(1,\d\d\d bytes\)"):
        build.build(course, Settings(largest=6_000))
    assert course.solution.read_bytes() == before


def test_a_check_that_fails_stops_the_build(course: Files) -> None:
    """A solution that its own check refuses is told at the line of the check; the notebooks stay."""
    before = course.lesson.read_bytes(), course.solution.read_bytes()
    change(course.source, "len(ordered) // 2", "0")
    with pytest.raises(BuildError, match=r"00_how_late.py:69: found check\(…\) showing '✗ middle'; expected ✓ shown"):
        build.build(course)
    assert (course.lesson.read_bytes(), course.solution.read_bytes()) == before


def test_unknown_lessons_and_odd_names_are_told(course: Files, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong number is told with those there are; a source with an odd name too."""
    assert build.main(["07"], course.root) == 1
    assert "found no source '07'; expected one of: 00_how_late; do correct the name" in capsys.readouterr().err
    (course.root / "solutions" / "draft.py").touch()
    assert build.main([], course.root) == 1
    assert "found the source draft.py; expected NN_name.py" in capsys.readouterr().err


def test_bytes_that_are_no_text_are_told(course: Files) -> None:
    """A source in another encoding is a fault, not a crash."""
    course.source.write_bytes(b"# %%\n'\xff'\n")
    assert "found bytes that are not UTF-8" in build.check(course)[0]


def test_hashes_ignore_prose_and_heed_tags() -> None:
    """What is not executed does not make outputs stale; what steers execution does."""
    code = Cell("code", "1", 1)
    assert build.code_hash([code]) == build.code_hash([Cell("markdown", "new", 1), code])
    assert build.code_hash([code]) != build.code_hash([Cell("code", "1", 1, {"tags": ["slow"]})])


@pytest.mark.clock
def test_the_command_runs_and_is_fast() -> None:
    """`python -m helpers.build --help` works as told in the module."""
    done = subprocess.run(
        [sys.executable, "-m", "helpers.build", "--help"], capture_output=True, timeout=60, check=True
    )
    assert b"--force" in done.stdout
