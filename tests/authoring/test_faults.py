"""What would spoil a lesson is found at its line, told with what to do, and a sound lesson passes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.authoring import budgets, faults, sources
from helpers.authoring.rules import Lesson
from helpers.authoring.sources import BEGIN, END, Cell

HERE = Path(__file__).parent
GOOD = HERE / "good_sources" / "00_how_late.py"
BAD = sorted(path for path in (HERE / "bad_sources").glob("*.py") if path.name != "conftest.py")


def cells_of(path: Path) -> tuple[Cell, ...]:
    """Read the cells of a file."""
    return sources.read_cells(path.read_text(encoding="utf-8"))


def run(text: str, name: str) -> Callable[..., object]:
    """Run the text of a cell and return the function it defines."""
    scope: dict[str, Callable[..., object]] = {}
    exec(text, scope)
    return scope[name]


def exercise_cell(body: str) -> Cell:
    """Return a cell with one documented function of the body given."""
    return Cell("code", f'def double(number):\n    """Return twice the number."""\n{body}', 1)


def test_a_good_source_has_no_fault() -> None:
    """The rules let a well-written lesson pass."""
    assert faults.faults(cells_of(GOOD)) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_source_is_rejected_at_its_line(path: Path) -> None:
    """Each deliberately bad source yields the finding named in its first line, at the line told there."""
    told = re.match(r"# expected in line (\d+): (.*)", path.read_text(encoding="utf-8"))
    assert told
    cells = cells_of(path)
    found = [*faults.faults(cells), *budgets.broken(Lesson("00", cells))]
    assert [finding for finding in found if finding.line == int(told[1]) and told[2] in finding.message], found


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_messages_say_what_to_do(path: Path) -> None:
    """Every message has the three parts: found, expected, do."""
    for finding in [*faults.faults(cells_of(path)), *budgets.broken(Lesson("00", cells_of(path)))]:
        assert re.fullmatch(r"found .*; expected .*; do .*", finding.message)


def test_all_faults_are_told_together() -> None:
    """A source with three faults yields three findings, in order."""
    text = "# %%\n1 = = 1\n\n# %%\n\n# %%\n### END SOLUTION\nx = 1\n"
    found = faults.faults(sources.read_cells(text))
    assert [finding.line for finding in found] == [2, 5, 7]


@given(st.lists(st.sampled_from([BEGIN, END, "## BEGIN SOLUTION", "number += 1", "for _ in '':", "    pass", "# so"])))
def test_any_mixture_of_markers_is_rejected_or_gives_a_stub_that_raises(lines: list[str]) -> None:
    """Whatever is marked, a source without faults has a stub that parses, and no marker left in it."""
    cell = exercise_cell("\n".join(f"    {line}" for line in [*lines, "number = 2 * number"]))
    if not faults.faults([cell]):
        text = sources.stub(cell).text
        double = run(text, "double")
        assert not any(sources.marker(line) for line in text.split("\n"))
        if BEGIN in lines:
            with pytest.raises(NotImplementedError):
                double(1)


def test_a_learners_function_may_call_itself_and_be_checked() -> None:
    """Recursion and `check` are no borrowing."""
    task = exercise_cell(f"    {BEGIN}\n    return number and 2 + double(number - 1)\n    {END}")
    assert faults.faults([task, Cell("code", 'check("double", double)', 9)]) == []


def test_short_lines_and_imports_of_a_solution_may_stand_elsewhere() -> None:
    """What gives nothing away is no leak."""
    task = exercise_cell(f"    {BEGIN}\n    import statistics as the_library\n    return number + number\n    {END}")
    prose = Cell("markdown", "`import statistics as the_library`, and `number + number`.", 20)
    assert faults.faults([prose, task]) == []
