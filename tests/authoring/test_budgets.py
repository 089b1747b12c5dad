"""The rules of a lesson: what they count, what they let pass, and that a tighter budget bites."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.authoring import budgets
from helpers.authoring.rules import Budget, Lesson
from helpers.authoring.sources import Cell, read_cells

GOOD = Lesson("00", read_cells((Path(__file__).parent / "good_sources" / "00_how_late.py").read_text(encoding="utf-8")))


def said(kind: str, *texts: str) -> str:
    """Return all that is found in a lesson of the cells given."""
    cells = tuple(Cell(kind, text, 10 * row) for row, text in enumerate(texts, 1))
    return "\n".join(finding.message for finding in budgets.broken(Lesson("00", cells)))


def test_a_good_lesson_breaks_nothing() -> None:
    """The rules let a well-written lesson pass."""
    assert budgets.broken(GOOD) == []


@pytest.mark.parametrize(
    ("budget", "fragment"),
    [
        (Budget(median_lines=1), "median of 2 lines"),
        (Budget(most_lines=2), "90th percentile of 3 lines"),
        (Budget(longest_cell=1), "a cell of 2 lines"),
        (Budget(longest_exercise=2), "a cell of 3 lines"),
        (Budget(setup_lines=2), "3 lines of set-up"),
        (Budget(words_per_line=1000), "words of prose"),
        (Budget(hints=4), "hints 1, 2, 3"),
    ],
)
def test_every_budget_bites(budget: Budget, fragment: str) -> None:
    """The good lesson breaks each budget once that is made tight enough."""
    broken = [finding.message for finding in budgets.broken(GOOD, budget)]
    assert any(fragment in message for message in broken), broken


def test_docstrings_comments_and_markers_are_not_counted() -> None:
    """An exercise is as long as what the learner writes and the line above it."""
    task = next(cell for cell in GOOD.code if cell.text.startswith("def middle"))
    assert budgets.lines_of_code(task) == 3


@pytest.mark.parametrize(
    "second",
    [
        "import ferry",
        "import ferry.times",
        "from harbour import boat as ferry",
        "def ferry(): pass",
        "class ferry: pass",
        "for ferry in []: pass",
        "for place, (ferry, *rest) in []: pass",
        "with open(name) as ferry: pass",
        "try: pass\nexcept OSError as ferry: pass",
        "[late := 1 for late_day in [2] if (ferry := 3)]",
        "(ferry := 2)",
        "ferry: int = 2",
        "ferry += 1",
        "if True:\n    ferry = 2",
        "match [1]:\n    case [ferry]: pass",
        "ferry, other = 1, 2",
    ],
)
def test_every_way_of_binding_a_name_counts(second: str) -> None:
    """A name is bound again by whatever Python lets bind it."""
    assert "'ferry' bound again" in said("code", "ferry = 1", second)


@pytest.mark.parametrize(
    "second",
    [
        "[ferry for ferry in [2]]",
        "def other(ferry):\n    ferry = 2\n    return ferry",
        "class Other:\n    ferry = 2",
        "(lambda ferry: ferry)(2)",
        "harbour.ferry = 2",
        "harbour['ferry'] = 2",
        "ferry: int",
        "ferry",
    ],
)
def test_scopes_of_their_own_do_not_count(second: str) -> None:
    """What a function, class or comprehension binds for itself leaves the notebook's names alone."""
    assert "bound again" not in said("code", "ferry = 1", second)


def test_a_cell_may_add_to_its_own_name_and_underscores_are_free() -> None:
    """Adding within one cell, and names that begin with an underscore, are no second meaning."""
    assert "bound again" not in said("code", "total = 0\nfor _day in [1]:\n    total += 1", "for _day in [2]: pass")


def test_words_in_formulas_code_and_tags_are_not_prose() -> None:
    """Only what is read as a sentence counts as words."""
    cells = (Cell("markdown", "one <b>two</b> $three$\n```\nfour\n```", 1), Cell("code", "1", 9))
    messages = [finding.message for finding in budgets.broken(Lesson("00", cells))]
    assert any(message.startswith("found 2 words of prose for 1 lines") for message in messages)


def test_a_lesson_of_nothing_is_told_what_it_lacks() -> None:
    """An empty source does not crash the rules."""
    found = "\n".join(finding.message for finding in budgets.broken(Lesson("00", ())))
    assert "no title" in found
    assert "calls of quiz" in found
