"""Outputs lose their noise, name nothing of this machine, and prove that every check passed."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat import NotebookNode, v4

from helpers.authoring import outputs
from helpers.authoring.sources import Cell
from helpers.checks import Verdict

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.mark.parametrize(
    ("text", "named"),
    [("{}", 1), ("see {}/data.", 1), ("{}book", 0), ("{}-old", 0), ("https://example.org{}", 0)],
)
def test_a_folder_is_named_by_its_path_alone(text: str, named: int) -> None:
    """A longer word that starts alike, and an address, are let pass."""
    folder = Path(Path.cwd().anchor, "harbour", "course")
    shown = [v4.new_output("stream", text=text.format(folder))]
    assert len(outputs.paths_in(shown, folder)) == named


@pytest.mark.parametrize(
    ("output", "kept"),
    [
        (v4.new_output("stream", name="stderr", text="100%|####| 3/3 [00:01<00:00, 2.9it/s]"), None),
        (v4.new_output("stream", name="stdout", text="\x1b[0m\n"), None),
        (v4.new_output("stream", name="stderr", text="look out"), "look out"),
        (v4.new_output("display_data", {"text/plain": "<Line at 0x7f12ab34cd56>"}), "<Line at 0x…>"),
        (v4.new_output("display_data", {"text/plain": "Slider()", WIDGET: {"model_id": "1"}}), None),
        (v4.new_output("display_data", {"text/plain": "a", "text/html": "<b>a</b>", WIDGET: {}}), "<b>a</b>"),
    ],
)
def test_noise_is_dropped_and_the_rest_kept(output: NotebookNode, kept: str | None) -> None:
    """Progress bars, colours, addresses and widgets go; what a reader can use stays."""
    cleaned = outputs.clean([output], 1)
    assert bool(cleaned) == (kept is not None)
    assert kept is None or kept in str(cleaned)
    assert "vnd.jupyter.widget" not in str(cleaned)


CHECK = 'check("middle", middle)'


def shown(*states: str) -> list[NotebookNode]:
    """Return what a cell shows whose checks gave verdicts of these states."""
    texts = [repr(Verdict("middle", state, "Have a look.", ("Kept.",))) for state in states]
    return [v4.new_output("execute_result", {"text/plain": text}) for text in texts]


@pytest.mark.parametrize(
    ("text", "states"),
    [(CHECK, ["passed"]), ("1 + 1", []), ("1 + 1", ["not yet"]), (f"display({CHECK})\n{CHECK}", ["passed", "passed"])],
)
def test_a_passed_check_is_let_pass(text: str, states: list[str]) -> None:
    """Only a cell that checks must show verdicts, as many as it asks for."""
    assert outputs.unpassed([Cell("markdown", "Now check.", 1), Cell("code", text, 9)], [shown(*states)]) == []


@pytest.mark.parametrize(
    ("text", "states", "told"),
    [
        (CHECK, ["not yet"], "'✗ middle: not yet Have a look. Kept.'"),
        (CHECK, ["not written"], "… middle: not written"),
        (CHECK, ["not checked"], "? middle: not checked"),
        (f"verdict = {CHECK}", [], "'nothing'"),
        (f"{CHECK}\n{CHECK}", ["passed"], "✓ middle: passed"),
    ],
)
def test_a_check_must_prove_that_it_passed(text: str, states: list[str], told: str) -> None:
    """Every other verdict, and a verdict that is not shown, is a fault at the line of its cell."""
    (finding,) = outputs.unpassed([Cell("markdown", "Now check.", 1), Cell("code", text, 9)], [shown(*states)])
    assert finding.line == 9
    assert told in finding.message


def test_a_verdict_of_another_cell_proves_nothing() -> None:
    """Each cell is judged by what it shows itself."""
    cells = [Cell("code", CHECK, 1), Cell("code", CHECK, 5)]
    assert [finding.line for finding in outputs.unpassed(cells, [shown("passed"), shown("not yet")])] == [5]
