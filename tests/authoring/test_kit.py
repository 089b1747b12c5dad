"""The instructor's kit holds the present numbers, its plans add up, and what it speaks of exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers import build
from helpers.authoring import kit, lesson_files, sources
from helpers.authoring.kit import NOT_YET, Numbers, filled, renew
from helpers.authoring.running import Running
from helpers.authoring.sources import Cell
from helpers.claims import claims
from helpers.contents import Lesson, lessons
from helpers.records import DataError
from setup_course.commands import COMMANDS
from setup_course.course import GIGABYTES_NEEDED

ROOT = Path(__file__).parents[2]
PAGE = kit.PAGES[0]
TEXT = (ROOT / PAGE).read_text("utf-8")
SOME = {"00": Lesson("00", "a", "Why?", 20), "01": Lesson("01", "b", "How?", 55)}
RUNS = {"00": Running(31.2, 8, 912), "01": Running(64, 20.5, 1404)}
KNOWN = Numbers(SOME, RUNS, {"00": (5,), "01": (4, 8)})


def cells() -> dict[str, tuple[Cell, ...]]:
    """Return the cells of every lesson, by the name of its source."""
    return {files.name: sources.read_cells(files.source.read_text("utf-8")) for files in lesson_files.find(ROOT)}


def section(title: str) -> str:
    """Return what stands below a heading of the second level, without the marks."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, title
    return re.sub(r"<!--.*?-->", "", found[1])


def rows(title: str) -> list[list[str]]:
    """Return the rows of the first table below a heading."""
    lines = [line for line in section(title).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" |")] for line in lines[1:]]


def test_the_page_holds_the_present_numbers() -> None:
    """As the build puts them in."""
    assert renew(ROOT, cells(), write=False) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("study 00 01", "75"),
        ("hours 00 01", "1 h 15 min"),
        ("run 00 01", "1 min 40 s"),
        ("cell 00 01", "21 s"),
        ("memory 00 01", "1.4 GB"),
        ("exercises 01", "2 (12 min)"),
    ],
)
def test_places_are_filled(place: str, value: str) -> None:
    """Each word gives its number, whatever stood there, and filling twice changes nothing."""
    page = filled(f"a <!--={place}-->old<!--/--> b", KNOWN)
    assert page == f"a <!--={place}-->{value}<!--/--> b"
    assert filled(page, KNOWN) == page


def test_what_was_not_measured_is_not_claimed() -> None:
    """A lesson without record makes every sum that holds it unknown."""
    bare = Numbers(SOME, {"00": RUNS["00"]}, {})
    page = filled("<!--=run 00 01--><!--/--><!--=memory 01--><!--/--><!--=table--><!--/-->", bare)
    assert page.count(NOT_YET) == 5
    assert "| [00](lessons/00_a.ipynb) | Why? | 20 | none | 32 s | 8 s | 0.9 GB |" in page


@pytest.mark.parametrize(
    "page",
    ["<!--=studdy 00--><!--/-->", "<!--=study 77--><!--/-->", "<!--=study 00-->", "<!--=--><!--/-->", "<!--/-->"],
)
def test_a_faulty_place_is_told(page: str) -> None:
    """A misspelt word, an unknown lesson, a place that does not close: one sentence."""
    with pytest.raises(DataError, match=r"^found .*; expected .*; "):
        filled(page, KNOWN)


def test_a_stale_page_is_told_and_mended(tmp_path: Path) -> None:
    """The check says it, the build writes it, and both are then content; a faulty page is left as it is."""
    (tmp_path / PAGE).write_text("<!--=study 00-->5<!--/-->", "utf-8")
    assert renew(tmp_path, {}, write=False) == [
        "INSTRUCTORS.md: found other numbers than the course has; do `python -m helpers.build`"
    ]
    assert renew(tmp_path, {}, write=True) == renew(tmp_path, {}, write=False) == []
    (tmp_path / PAGE).write_text("<!--=study-->", "utf-8")
    (line,) = renew(tmp_path, {}, write=True)
    assert line.startswith(f"{PAGE}: found ")
    assert (tmp_path / PAGE).read_text("utf-8") == "<!--=study-->"


def test_the_front_page_is_renewed_too(tmp_path: Path) -> None:
    """Its table of contents holds what was measured; a page without places stays as it is."""
    (tmp_path / PAGE).write_text("no place", "utf-8")
    (tmp_path / "README.md").write_text("<!--=contents--><!--/-->", "utf-8")
    assert renew(tmp_path, {}, write=True) == []
    assert (tmp_path / PAGE).read_text("utf-8") == "no place"
    rows = (tmp_path / "README.md").read_text("utf-8").splitlines()
    assert rows[1] == f"| {' | '.join(kit.SHORT_HEAD)} |"
    assert len(rows) == 3 + len(lessons()) + 1


def test_the_build_checks_and_renews_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With all else that is built."""
    (tmp_path / PAGE).write_text("<!--=study 00-->5<!--/-->", "utf-8")
    assert build.main(["--check"], tmp_path) == 1
    assert PAGE in capsys.readouterr().err
    assert build.main([], tmp_path) == build.main(["--check"], tmp_path) == 0


@pytest.mark.parametrize(("title", "minutes"), [("90 minutes", 90), ("Half a day", 210)])
def test_a_plan_adds_up(title: str, minutes: int) -> None:
    """Each row begins when the one before ends, and the whole has its length."""
    passed = 0
    for begin, length, *_ in rows(title):
        assert begin == f"{passed // 60}:{passed % 60:02}"
        passed += int(length)
    assert passed == minutes


@pytest.mark.parametrize("title", ["90 minutes", "Half a day", "Two days"])
def test_a_plan_names_what_is_in_the_lesson(title: str) -> None:
    """Whatever a row of a plan sets in italics is a heading, an exercise or a predicted thing of its lesson."""
    texts = {name[:2]: "\n".join(cell.text for cell in one) for name, one in cells().items()}
    for row in rows(title):
        for number in re.findall(r"\[(\d\d)\]", " ".join(row)):
            for name in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", " ".join(row)):
                headings = re.findall(r"^#+ (?:Exercise: )?(.+?)(?: \(\d+ minutes\))?$", texts[number], re.MULTILINE)
                assert name in headings or name.replace(" ", "-") in texts[number], (title, number, name)


def test_two_days_hold_every_lesson() -> None:
    """In order, each once."""
    assert [re.findall(r"\[(\d\d)\]", row[2])[0] for row in rows("Two days")] == list(lessons())


@pytest.mark.parametrize("number", list(lessons()))
def test_every_lesson_has_its_entry(number: str) -> None:
    """Aim, hard spot, what many believe with the question that brings it out, and something to talk about."""
    title = re.escape(f"### {number} {lessons()[number].title}")
    found = re.search(rf"^{title}\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, number
    for part, least in (("**Aim:**", 1), ("**Hard spot:**", 1), ("**Many believe:**", 2), ("**Talk about:**", 1)):
        assert found[1].count(part) >= least, part
    beliefs = [line for line in found[1].splitlines() if "**Many believe:**" in line]
    assert all(re.search(r"\*\*Ask:\*\* \".*[?.]\"", line) for line in beliefs)


def test_every_word_of_start_py_is_explained() -> None:
    """In the table of words, and no other."""
    words = {re.findall(r"`(\w+)", row[0])[0] for row in rows("The words after `start.py`") if "`" in row[0]}
    assert words == set(COMMANDS) - {"open"}


def test_what_it_says_of_the_course_is_so() -> None:
    """The free disk that it asks for, and the claims that it puts on the board."""
    assert re.findall(r"(\d+) GB of free disk", TEXT) == [f"{GIGABYTES_NEEDED:g}"]
    assert set(re.findall(r"\bC\d+\b", section("90 minutes"))) <= {one.id for one in claims()}
