"""What a rule of a lesson is: it is given the lesson and its budget, and yields what it finds.

The rules themselves stand in `prose` and `budgets`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from helpers.authoring.sources import Cell, Finding


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a lesson may ask of a reader's attention; lengths are lines of code in a cell."""

    median_lines: float = 4
    most_lines: int = 8  # nine cells of ten keep within it
    longest_cell: int = 12
    longest_exercise: int = 15
    widest_line: int = 88  # what a notebook beside its list of files shows without scrolling
    setup_lines: int = 3
    words_per_line: float = 8
    hints: int = 3


STANDARD = Budget()


@dataclass(frozen=True, slots=True)
class Lesson:
    """The cells of a lesson and its number, such as "00"."""

    number: str
    cells: tuple[Cell, ...]

    @property
    def code(self) -> list[Cell]:
        """Return the code cells, in order."""
        return [cell for cell in self.cells if cell.kind == "code"]

    @property
    def prose(self) -> list[Cell]:
        """Return the prose cells, in order."""
        return [cell for cell in self.cells if cell.kind == "markdown"]


Rule = Callable[[Lesson, Budget], Iterator[Finding]]
