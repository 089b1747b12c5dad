"""Every lesson, unsolved as a learner gets it, opens in JupyterLab and runs from top to bottom by one click."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lab_server import Lab
from screen import Screen

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSONS = sorted(Path(__file__).resolve().parents[2].glob("lessons/*.ipynb"))
SECONDS = 900  # to end what hangs; how long a lesson may take is held to elsewhere, on a quiet machine

# What a careless cell may do, and how it is told; that which ends the run comes last.
CARELESS = (
    ("from IPython.display import Javascript; Javascript(\"console.error('a broken script')\")", "a broken script"),
    ("Javascript(\"setTimeout(() => { throw new Error('a late error') })\")", "page error: a late error"),
    ("import sys; print('Traceback, of a thread', file=sys.stderr)", "Traceback, of a thread"),
    (
        "from IPython.display import HTML; HTML('<img src=\"http://192.0.2.1/far.png\">')",
        "asked for: http://192.0.2.1/far.png",
    ),
    (
        "display({'application/vnd.jupyter.widget-view+json': {'version_major': 2, 'model_id': 'gone'}}, raw=True)",
        "Error displaying widget",
    ),
    ("1 / 0", "ZeroDivisionError"),
    ("2", "a cell did not run"),
)


@pytest.mark.parametrize("path", LESSONS, ids=[path.stem for path in LESSONS])
def test_lesson_runs(path: Path, screen: Screen, lab: Lab) -> None:
    """Run All ends; no cell has an error, no widget is missing, no traceback is shown, the browser has no complaint."""
    lab.add(path)
    screen.open(path.stem)
    screen.run_all(SECONDS)
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert screen.cells() == sum(cell["cell_type"] == "code" for cell in cells)
    assert screen.faults() == []
    assert screen.page.get_by_role("button", name="A", exact=True).count() > 0, "the quiz shows no button"


def test_what_goes_wrong_is_noticed(screen: Screen, lab: Lab) -> None:
    """A notebook that does every one of these things is accused of each."""
    lab.write("careless", [code for code, _ in CARELESS])
    screen.open("careless")
    screen.run_all(SECONDS)
    told = screen.faults()
    assert [expected for _, expected in CARELESS if not any(expected in fault for fault in told)] == []
