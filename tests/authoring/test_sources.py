"""Sources are read into cells, stubs keep what the learner needs, and notebooks change only where they must."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.authoring import sources
from helpers.authoring.sources import BEGIN, END, Cell

HERE = Path(__file__).parent
GOOD = HERE / "good_sources" / "00_how_late.py"


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


def test_every_cell_knows_its_line() -> None:
    """The first line of each cell's text stands in the source at the line the cell tells."""
    lines = GOOD.read_text(encoding="utf-8").splitlines()
    cells = cells_of(GOOD)
    assert len(cells) == 13
    assert all(cell.lines[0] in lines[cell.line - 1] for cell in cells)


def test_cells_keep_tags_and_lose_the_marks_of_the_format() -> None:
    """Tags of nbval arrive in the notebook; what jupytext notes for itself does not."""
    metadata = [dict(cell.metadata) for cell in cells_of(GOOD)]
    assert [entry for entry in metadata if entry] == [{"tags": ["no-remember"]}]


def test_comments_stay_comments() -> None:
    """A comment that begins like a command of the shell is not turned into code."""
    (cell,) = sources.read_cells("# %%\n# more than one ferry\n1 + 1\n")
    assert cell.text.startswith("# more")


def test_the_stub_keeps_all_but_the_solution() -> None:
    """Decorators, signature, docstring, comments and a last return stay; the solution becomes an exception."""
    solved = (
        "@cached\n"
        + exercise_cell(f"    # a hint\n    {BEGIN}\n    twice = 2 * number\n    {END}\n    return twice").text
    )
    assert sources.stub(Cell("code", solved, 1)).text == (
        '@cached\ndef double(number):\n    """Return twice the number."""\n    # a hint\n'
        '    raise NotImplementedError("Your turn: write double.")\n    return twice'
    )


def test_the_stub_runs_and_raises_only_when_called() -> None:
    """Run All works in an unsolved lesson."""
    (task,) = [cell for cell in cells_of(GOOD) if sources.exercise(cell)]
    middle = run(sources.stub(task).text, "middle")
    with pytest.raises(NotImplementedError, match="Your turn: write middle"):
        middle([1.0])


def test_a_cell_without_exercise_is_its_own_stub() -> None:
    """Nothing else is changed on the way to the learner."""
    cell = Cell("code", "1 + 1", 3)
    assert sources.stub(cell) is cell


@given(st.lists(st.sampled_from(["B", "E", "x"]), max_size=8))
def test_balance_agrees_with_a_grammar(letters: list[str]) -> None:
    """The markers are sound exactly if they read BEGIN END, or are not there at all."""
    kinds = {"B": "begin", "E": "end", "x": ""}
    markers = [(line, kinds[letter]) for line, letter in enumerate(letters, 1) if letter != "x"]
    sound = re.fullmatch(r"x*(Bx*Ex*)?", "".join(letters)) is not None
    assert (sources.balance(markers) == []) == sound


@given(st.text(alphabet="ab\n", max_size=6), st.integers(1, 4))
def test_equal_cells_get_different_ids(text: str, times: int) -> None:
    """The ids of a notebook are unique, even if its cells are not."""
    ids = [cell.id for cell in sources.notebook([Cell("code", text, 1)] * times).cells]
    assert len(set(ids)) == times


def test_a_changed_sentence_changes_one_cell_only() -> None:
    """Ids depend on a cell's own content, not on its place."""
    text = GOOD.read_text(encoding="utf-8")
    before = sources.notebook(sources.read_cells(text)).cells
    after = sources.notebook(sources.read_cells(text.replace("Choose before you look.", "Choose first."))).cells
    changed = [row for row, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    assert len(changed) == 1
    assert before[changed[0]].id != after[changed[0]].id


def test_the_notebook_tells_nothing_of_the_machine() -> None:
    """Its metadata names Python, and neither a version of it nor a folder."""
    metadata = sources.notebook(cells_of(GOOD)).metadata
    assert metadata["kernelspec"]["name"] == "python3"
    assert "version" not in metadata["language_info"]
