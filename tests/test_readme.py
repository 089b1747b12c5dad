"""The front page says what is there."""

from __future__ import annotations

import re
from pathlib import Path

from helpers.lesson import lessons

ROOT = Path(__file__).parent.parent


def test_the_table_lists_each_lesson() -> None:
    """Number, title and minutes of every lesson stand in the table, in order, and link to its notebook."""
    row = r"^\| \[(\d+)\]\((\S+)\) \| (.+) \| (\d+) \| [^|]+ \| [^|]+ \|$"
    rows = re.findall(row, (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    expected = [
        (one.number, f"lessons/{one.number}_{one.slug}.ipynb", one.title, str(one.minutes))
        for one in lessons().values()
    ]
    assert rows == expected


def test_links_lead_somewhere() -> None:
    """Every link to a file of the project, in each of its pages, leads to one."""
    pages = [*ROOT.glob("*.md"), *ROOT.glob("datasets/*.md")]
    links = [
        (page.name, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert links == []


def test_every_lesson_is_built() -> None:
    """Each lesson of the table of contents has its source and both notebooks, and there is no other."""
    named = {f"{one.number}_{one.slug}" for one in lessons().values()}
    for pattern in ("solutions/*.py", "solutions/*.ipynb", "lessons/*.ipynb"):
        assert {path.stem for path in ROOT.glob(pattern)} == named
