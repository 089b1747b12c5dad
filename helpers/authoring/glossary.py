"""The glossary: every term that a lesson introduces in bold, with the sentences that do, and a link to its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from helpers.authoring.sources import Cell

HEAD = """# Glossary

Every term of the course, how it comes up, and where.
It is built from the lessons (`python -m helpers.build`), so it never falls behind them.

| term | how it comes up | lesson |
|---|---|---|
"""
# A term is a few words; a bold sentence is emphasis, and so is "Think about it."
_TERM = re.compile(r"\*\*([^*\n]{1,40}[^*\n.:?!])\*\*|\*\*([a-z])\*\*")
_SENTENCE = re.compile(r"[A-Z*\"“].*[.:?!]$")
_HEADING = re.compile(r"^#{1,6} (.+?)(?: \(\d+ minutes\))?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, the sentence in which it first stands with the one before, the lesson's name, and the heading."""

    term: str
    sentence: str
    lesson: str
    heading: str

    @property
    def row(self) -> str:
        """Return it as a row of the table; a bar within the sentence would end its cell."""
        anchor = quote(self.heading.replace(" ", "-"))
        place = f"[{self.lesson[:2]}, {self.heading}](../lessons/{self.lesson}.ipynb#{anchor})"
        return " | ".join(["", self.term, self.sentence.replace("|", r"\|"), place, ""]).strip() + "\n"


def glossary(lessons: Mapping[str, Sequence[Cell]]) -> str:
    r"""Return the text of the glossary, in alphabetical order; a term belongs to the lesson that has it first.

    Args:
        lessons: the cells of each lesson, by its name, in order.

    >>> prose = [Cell("markdown", "# How far?\n\nA weight by rarity is called **idf**.", 1)]
    >>> glossary({"01_keywords": prose}).splitlines()[-1]
    '| idf | A weight by rarity is called idf. | [01, How far?](../lessons/01_keywords.ipynb#How-far%3F) |'
    """
    first: dict[str, Entry] = {}
    for name, cells in lessons.items():
        for entry in _entries(name, cells):
            first.setdefault(entry.term.casefold(), entry)
    return HEAD + "".join(first[term].row for term in sorted(first))


def _entries(name: str, cells: Sequence[Cell]) -> Iterator[Entry]:
    """Yield the terms of a lesson in the order of the text."""
    heading = ""
    for cell in cells:
        before = ""
        for line in cell.lines if cell.kind == "markdown" else ():
            if found := _HEADING.match(line):
                heading = found[1].replace("`", "")
            for match in _TERM.finditer(line):
                yield Entry(match[1] or match[2], f"{before} {line}".strip().replace("**", ""), name, heading)
            # A sentence that introduces a term often leans on the one before it.
            before = line.strip() if _SENTENCE.match(line) else ""
