"""The pages for people, `INSTRUCTORS.md` and `README.md`, in which every number of a lesson is put in by the build.

They are written by hand, and edited where they stand. Only what lies between `<!--= … -->` and `<!--/-->` is made:
`<!--=study 01 02-->110<!--/-->` holds the minutes of study of two lessons, from `datasets/lessons.json`. These words
can be used: `study`, `hours`, `run`, `cell`, `memory`, `exercises` (each with the numbers of lessons), and, of all
lessons, `table` for those who teach and `contents` for those who learn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers import contents, store
from helpers.authoring import running
from helpers.authoring.running import Running, in_words
from helpers.authoring.sources import Cell
from helpers.contents import Lesson
from helpers.records import DataError, suggestion

PAGES = ("INSTRUCTORS.md", "README.md")
PLACE = re.compile(r"<!--=\s*([^>]*?)\s*-->(.*?)<!--/-->", re.DOTALL)
EXERCISE = re.compile(r"^### Exercise: .+ \((\d+) minutes\)$", re.MULTILINE)
NOT_YET = "not measured yet"
HEAD = ("lesson", "question", "study, minutes", "exercises", "Run All", "longest cell", "memory")
SHORT_HEAD = ("lesson", "question", "minutes", "Run All", "memory")


@dataclass(frozen=True, slots=True)
class Numbers:
    """All that the page may speak of.

    Attributes:
        lessons: the table of contents.
        runs: what was measured of each lesson, by number.
        exercises: the minutes of each lesson's exercises, by number.
    """

    lessons: Mapping[str, Lesson]
    runs: Mapping[str, Running]
    exercises: Mapping[str, Sequence[int]]

    def study(self, chosen: Sequence[str]) -> str:
        """Return the minutes of study of some lessons."""
        return str(sum(self.lessons[number].minutes for number in chosen))

    def hours(self, chosen: Sequence[str]) -> str:
        """Return the time of study of some lessons in hours and minutes."""
        hours, minutes = divmod(int(self.study(chosen)), 60)
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"

    def run(self, chosen: Sequence[str]) -> str:
        """Return how long all cells of some lessons run."""
        return self._told(chosen, lambda runs: in_words(sum(one.seconds for one in runs)))

    def cell(self, chosen: Sequence[str]) -> str:
        """Return how long the longest cell of some lessons runs."""
        return self._told(chosen, lambda runs: in_words(max(one.longest for one in runs)))

    def memory(self, chosen: Sequence[str]) -> str:
        """Return the most memory that any of some lessons takes."""
        return self._told(chosen, lambda runs: f"{max(one.megabytes for one in runs) / 1000:.1f} GB")

    def tasks(self, chosen: Sequence[str]) -> str:
        """Return how many exercises some lessons have, and their minutes."""
        minutes = [one for number in chosen for one in self.exercises.get(number, ())]
        return f"{len(minutes)} ({sum(minutes)} min)" if minutes else "none"

    def table(self, chosen: Sequence[str]) -> str:
        """Return a table of some lessons, or of all, with what a class needs to know."""
        work = (self.study, self.tasks, self.run, self.cell, self.memory)
        return self._rows(HEAD, work, chosen)

    def contents(self, chosen: Sequence[str]) -> str:
        """Return a shorter table of some lessons, or of all, with what a learner wants to know."""
        return self._rows(SHORT_HEAD, (self.study, self.run, self.memory), chosen)

    def _rows(self, head: Sequence[str], tells: Sequence[Callable[[Sequence[str]], str]], chosen: Sequence[str]) -> str:
        """Return a table: each lesson's link and question, and what is to be told of it."""
        rows = [head, ("---",) * len(head)]
        for number in chosen or self.lessons:
            lesson = self.lessons[number]
            link = f"[{number}](lessons/{number}_{lesson.slug}.ipynb)"
            rows.append((link, lesson.title, *(tell([number]) for tell in tells)))
        return "\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"

    def _told(self, chosen: Sequence[str], tell: Callable[[list[Running]], str]) -> str:
        """Return something about lessons that were all measured, or that they were not."""
        runs = [self.runs[number] for number in chosen if number in self.runs]
        return tell(runs) if chosen and len(runs) == len(chosen) else NOT_YET

    def words(self) -> dict[str, Callable[[Sequence[str]], str]]:
        """Return what each word of the page stands for."""
        return {
            "study": self.study,
            "hours": self.hours,
            "run": self.run,
            "cell": self.cell,
            "memory": self.memory,
            "exercises": self.tasks,
            "table": self.table,
            "contents": self.contents,
        }


def numbers(sources: Mapping[str, Sequence[Cell]], folder: Path | None = None) -> Numbers:
    """Return the numbers of the course.

    Args:
        sources: the cells of each lesson, by the name of its source.
        folder: instead of `datasets/measured`.

    Raises:
        DataError: if what was measured is damaged.
    """
    minutes = {
        name[:2]: [int(found) for cell in cells if cell.kind == "markdown" for found in EXERCISE.findall(cell.text)]
        for name, cells in sources.items()
    }
    return Numbers(contents.lessons(), running.measured(folder), minutes)


def filled(page: str, known: Numbers) -> str:
    """Return the page with each of its numbers put in.

    Args:
        page: the text with its places.
        known: what goes into them.

    Raises:
        DataError: if a place asks for what is not known, or does not close.

    >>> some = Numbers({"00": Lesson("00", "a", "Why?", 20)}, {}, {})
    >>> filled("It takes <!--=study 00-->5<!--/--> minutes.", some)
    'It takes <!--=study 00-->20<!--/--> minutes.'
    """
    if page.count("<!--=") != len(PLACE.findall(page)) or page.count("<!--/-->") != page.count("<!--="):
        found = f"{page.count('<!--=')} of <!--= and {page.count('<!--/-->')} of <!--/-->"
        raise DataError(f"found {found}; expected pairs; do close each place")
    return PLACE.sub(lambda match: f"<!--={match[1]}-->{_value(match[1], known)}<!--/-->", page)


def _value(asked: str, known: Numbers) -> str:
    """Return what a place asks for."""
    word, *chosen = asked.split() or [""]
    words = known.words()
    if word not in words:
        raise DataError(f"found <!--={asked}-->; expected a known word; {suggestion(word, words)}")
    if unknown := [number for number in chosen if number not in known.lessons]:
        raise DataError(f"found lesson {unknown[0]} in <!--={asked}-->; expected one that exists; do correct it")
    return words[word](chosen)


def renew(root: Path, sources: Mapping[str, Sequence[Cell]], *, write: bool) -> list[str]:
    """Put the numbers into the pages, or return a line for each whose are not the present ones; none where no page is.

    Args:
        root: the project's folder.
        sources: the cells of each lesson, by the name of its source.
        write: whether to write; else nothing is touched.

    >>> renew(Path("nowhere"), {}, write=False)
    []
    """
    pages = [root / page for page in PAGES if (root / page).is_file()]
    return [line for page in pages for line in _renew(page, sources, write)]


def _renew(page: Path, sources: Mapping[str, Sequence[Cell]], write: bool) -> list[str]:
    """Put the numbers into one page, or return a line if they are not the present ones."""
    kept = page.read_text("utf-8")
    try:
        made = filled(kept, numbers(sources))
    except DataError as error:
        return [f"{page.name}: {error}"]
    if made == kept:
        return []
    if not write:
        return [f"{page.name}: found other numbers than the course has; do `python -m helpers.build`"]
    store.write_atomically(page, made.encode())
    return []
