"""The front page's table holds what the records give, and whatever is stale or missing is told with what to do."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from helpers import contents, recorded, taught
from helpers.authoring import front_page, results
from helpers.authoring.front_page import BEGIN, DO, END, PAGE, PICTURE
from helpers.authoring.results import Ladder, Result
from helpers.intervals import Interval
from helpers.records import DataError

ROOT = Path(__file__).parents[2]
RUNGS = Ladder("right", "06", {"read": Interval(0.5, 0.25, 0.75), "learned": Interval(0.25, 0.125, 0.375)})
ROWS = [Result("right about tides", "06", {"with the library": Interval(0.5, 0.25, 0.75), "fine-tuned": 52.6})]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a project with a front page that was just renewed from given results."""
    monkeypatch.setattr(front_page, "rows", lambda: ROWS)
    monkeypatch.setattr(front_page, "ladder", lambda: RUNGS)
    (tmp_path / PAGE).write_text(f"# Title\n\nAbout.\n\n{BEGIN}\n{END}\n\n## Start\n", "utf-8")
    (tmp_path / "docs").mkdir()
    assert front_page.renew(tmp_path, write=True) == []
    return tmp_path


def test_what_was_written_is_found_fresh(root: Path) -> None:
    """The table stands between the markers, everything else as it was."""
    page = (root / PAGE).read_text("utf-8")
    assert page.startswith(f"# Title\n\nAbout.\n\n{BEGIN}\n{front_page.LEAD}\n\n| what was measured |")
    assert page.endswith(f"{END}\n\n## Start\n")
    assert "| right about tides | – | 0.50 [0.25, 0.75] | 53 s | – | [06](lessons/06_teaching_facts.ipynb) |" in page
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*.*")}
    assert front_page.renew(root, write=False) == front_page.renew(root, write=True) == []
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*.*")} == before


def test_a_stale_table_is_told(root: Path) -> None:
    """A digit typed by hand is enough; nothing is written by the check."""
    page = root / PAGE
    page.write_text(page.read_text("utf-8").replace("| 0.50 [", "| 0.90 ["), "utf-8")
    assert front_page.renew(root, write=False) == [f"{PAGE}: found another result than datasets/measured gives; {DO}"]
    assert "| 0.90 [" in page.read_text("utf-8")
    assert front_page.renew(root, write=True) == front_page.renew(root, write=False) == []


@pytest.mark.parametrize("how", ["gone", "other numbers", "no picture"])
def test_a_stale_picture_is_told(root: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """Missing, drawn from other numbers, or something else."""
    if how == "gone":
        (root / PICTURE).unlink()
    elif how == "no picture":
        (root / PICTURE).write_bytes(b"\xff\xfe")
    else:
        other = Ladder(RUNGS.title, "06", dict(RUNGS.rungs) | {"read": Interval(0.5, 0.25, 0.76)})
        monkeypatch.setattr(front_page, "ladder", lambda: other)
        front_page.renew(root, write=True)
        monkeypatch.setattr(front_page, "ladder", lambda: RUNGS)
        front_page.store.write_atomically(
            root / PAGE, (root / PAGE).read_text("utf-8").replace("0.76", "0.75").encode()
        )
    assert front_page.renew(root, write=False) == [f"{PICTURE}: found no picture of what datasets/measured gives; {DO}"]
    assert front_page.renew(root, write=True) == front_page.renew(root, write=False) == []


@pytest.mark.parametrize("markers", ["", BEGIN, END, END + BEGIN, BEGIN + BEGIN + END, BEGIN + END + END])
def test_missing_markers_are_a_clear_error(root: Path, markers: str) -> None:
    """The page is not touched."""
    (root / PAGE).write_text(f"# Title\n{markers}\n", "utf-8")
    (told,) = front_page.renew(root, write=True)
    assert re.match(
        rf"README.md: found \d of {BEGIN} and \d of {END}; expected one of each, .*; do put them back", told
    )
    assert (root / PAGE).read_text("utf-8") == f"# Title\n{markers}\n"


def test_a_missing_record_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that makes it; nothing is written."""

    def none() -> list[Result]:
        return recorded.load("tides", root)["results"]

    monkeypatch.setattr(front_page, "rows", none)
    before = (root / PAGE).read_bytes()
    (told,) = front_page.renew(root, write=True)
    assert "found no record" in told and "python -m helpers.measure tides" in told
    assert (root / PAGE).read_bytes() == before


def test_the_same_numbers_give_the_same_picture() -> None:
    """Byte for byte, without a date, and as valid XML."""
    drawn = front_page.draw(RUNGS)
    assert drawn == front_page.draw(RUNGS) != front_page.draw(Ladder("wrong", "06", RUNGS.rungs))
    assert b"<dc:date>" not in drawn and len(drawn) < 200_000
    assert ElementTree.fromstring(drawn).tag.endswith("svg")


def test_the_words_of_the_picture_hold_its_numbers() -> None:
    """Each system with its share and its interval."""
    told = front_page.alt(RUNGS)
    assert "read 0.50 [0.25 to 0.75]" in told and "learned 0.25 [0.12 to 0.38]" in told
    assert "]" not in re.sub(r"\[[^\]]*\]", "", told)


@pytest.mark.parametrize("row", results.rows(), ids=lambda row: row.what)
def test_each_row_can_be_read(row: Result) -> None:
    """It has numbers within their intervals, and a lesson that exists."""
    assert set(row.found) <= set(results.WAYS) and len(row.found) >= 2
    assert row.lesson in contents.lessons()
    for found in row.found.values():
        assert found.low <= found.mean <= found.high if isinstance(found, Interval) else found > 0


def test_the_numbers_are_those_of_the_record() -> None:
    """Worked out once more, from what was said."""
    said = taught.said(taught.MAIN)
    assert results.facts().found["fine-tuned"].mean == pytest.approx(sum(one.right() for one in said) / len(said))
    library = taught.said("library 0.0")
    assert results.facts().found["with the library"].mean == pytest.approx(
        sum(one.right() for one in library) / len(library)
    )
    lied = [one for one in taught.said("wrong 0.25") if one.lie]
    assert results.lies().found["fine-tuned"].mean == pytest.approx(sum(one.repeats() for one in lied) / len(lied))


def test_the_project_s_own_page_is_fresh(tmp_path: Path) -> None:
    """And it opens with the result: it stands before the first heading below the title."""
    page = (ROOT / PAGE).read_text("utf-8")
    assert page.index(BEGIN) < page.index("\n## ")
    assert front_page.renew(ROOT, write=False) == []
    shutil.copy(ROOT / PAGE, tmp_path)
    assert front_page.renew(tmp_path, write=False) == [
        f"{PICTURE}: found no picture of what datasets/measured gives; {DO}"
    ]


def test_the_markers_are_put_back_by_nobody() -> None:
    """A page without them is refused before anything else."""
    with pytest.raises(DataError, match="found 0 of"):
        front_page.renewed("# Title", "table")
