"""The glossary holds each bold term once, where it is introduced, with a link that leads there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

from helpers.authoring.glossary import glossary
from helpers.authoring.sources import Cell
from helpers.build import main

ROOT = Path(__file__).parents[2]


def rows(*texts: str) -> list[str]:
    """Return the rows that these lessons give, a text each."""
    lessons = {f"{number:02}_lesson": [Cell("markdown", text, 1)] for number, text in enumerate(texts)}
    return glossary(lessons).splitlines()[7:]


def test_the_first_lesson_has_it() -> None:
    """A term counts once, whatever its case; the sentence before comes along."""
    found = rows("# A?\n\nIt falls.\nThis is **idf**.", "# B?\n\nAgain **IDF**, and **a b**.")
    assert [row.split(" | ")[:2] for row in found] == [
        ["| a b", "Again IDF, and a b."],
        ["| idf", "It falls. This is idf."],
    ]


def test_emphasis_and_code_are_no_terms() -> None:
    """Bold sentences, code cells, and headings above code stay out."""
    assert rows("# A?\n\n**Think about it.** Why?\n**What this does not show.**") == []
    assert glossary({"00_a": [Cell("code", "# **bold**", 1)]}).endswith("|---|---|---|\n")


def test_a_bar_does_not_end_the_cell() -> None:
    """It is escaped."""
    assert r"P(a \| b)" in rows("# A?\n\nWe write P(a | b), a **condition**.")[0]


def test_every_link_leads_to_a_heading() -> None:
    """Of the course's own glossary."""
    text = (ROOT / "docs" / "GLOSSARY.md").read_text("utf-8")
    links = re.findall(r"\]\((\.\./lessons/[^)#]+)#([^)]+)\) \|$", text, re.MULTILINE)
    assert len(links) == len(text.splitlines()) - 7 > 40
    for path, anchor in links:
        cells = json.loads((ROOT / "docs" / path).read_text("utf-8"))["cells"]
        headings = [line for cell in cells for line in "".join(cell["source"]).splitlines() if line.startswith("#")]
        wanted = unquote(anchor).replace("-", " ")
        assert any(wanted in heading.replace("-", " ").replace("`", "") for heading in headings), (path, anchor)


def test_a_stale_glossary_is_told(tmp_path: Path, capsys: object) -> None:
    """By the check, and mended by the build."""
    good = next((ROOT / "tests" / "authoring" / "good_sources").glob("*.py"), None)
    assert good is not None
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "GLOSSARY.md").write_text("old", "utf-8")
    assert main(["--check"], tmp_path) == 0
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "00_a.py").write_text(good.read_text("utf-8"), "utf-8")
    assert main(["--check"], tmp_path) == 1
