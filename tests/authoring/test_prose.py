"""The rules about what is read find what they should, and raise no false alarm."""

from __future__ import annotations

import pytest

from helpers.authoring import prose
from helpers.authoring.rules import STANDARD, Lesson
from helpers.authoring.sources import Cell


def said(kind: str, *texts: str) -> str:
    """Return all that is found in a lesson of the cells given."""
    cells = tuple(Cell(kind, text, 10 * row) for row, text in enumerate(texts, 1))
    lesson = Lesson("00", cells)
    return "\n".join(finding.message for rule in prose.RULES for finding in rule(lesson, STANDARD))


@pytest.mark.parametrize(
    "line",
    [
        'She said: "It was late. Nobody knew."',
        "Take some words, e.g. Monday, i.e. Day one of them, cf. Smith.",
        "**Think about it.** What would happen then?",
        "The value is 3.5 Minutes, or `a. B` in code.",
        "Ferries, buses, etc. All of them are late.",
        "| late. Often | never. Once |",
        "<details><summary>Hint 1</summary>Sort them. Then look.</details>",
        "We write $x. Y$ for both (as above. Yes).",
        "## What now. And then",
        "1. First of all.",
    ],
)
def test_doubtful_lines_count_as_one_sentence(line: str) -> None:
    """The rule on sentences raises no false alarm."""
    assert "two sentences" not in said("markdown", line)


@pytest.mark.parametrize(
    "text",
    [
        "![a late ferry](ferry.png) and <img src='ferry.png' alt='a late ferry'>",
        'See [the timetable](https://example.org) or <a href="https://example.org">here</a>.',
        "```\nhttps://example.org ![](x) $ <br\n```\nand `https://example.org` and `$`",
        r"It costs \$5, and $\left(\frac{1}{2}\right)$.",
        "$$\n\\begin{aligned} a \\\\ b \\end{aligned}\n$$",
    ],
)
def test_sound_prose_passes(text: str) -> None:
    """Pictures with words, named links, closed formulas, and anything in code are let pass."""
    message = said("markdown", text)
    assert not any(part in message for part in ("picture", "address", "lone", "unbalanced"))
