"""A lesson as slides, by rule, so that its author need not think of them.

A heading starts a slide. What follows is put on it until it is full: the first sentences, a result, the sentence that
reads it. A question to predict, an exercise, a question to think about, and what a lesson does not show stand alone.
Code is left out, as it is run live. Two tags overrule this for a cell: `slide-skip` leaves it out, `slide-keep` takes
all of its prose.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.slides import prose
from helpers.slides.outputs import Shown, shown
from helpers.slides.prose import Part

CAPACITY = 13.0
"""Lines of a slide."""
GRACE = 4.0
"""By how many lines the sentence that reads a result may pass them, so as to stand beside it."""
LINE = 78
EXERCISE = "Exercise"
UNTOLD = "<p>All has been said: the notebook has the place for your function.</p>"
SMALL = 1.6
"""A result of so few lines stays with the words that announce it."""
SHORT = 5.0
"""A slide with so few lines has room for a question."""
LONGEST_ALT = 420
SKIP, KEEP = {"slide-skip", "added-by-the-build"}, "slide-keep"


@dataclass(slots=True)
class Slide:
    """One slide.

    Attributes:
        title: its heading, plain words.
        kind: "title", "plain", "question", "exercise", "think", "limits" or "explorer".
        section: the heading of the lesson under which it stands.
        body: HTML.
        lines: how much of its height is taken.
    """

    title: str
    kind: str
    section: str
    body: str = ""
    lines: float = 0.0


def deck(cells: Sequence[Mapping[str, Any]]) -> list[Slide]:
    r"""Return the slides of a lesson.

    Args:
        cells: of its solved notebook.

    >>> [slide.title for slide in deck([{"cell_type": "markdown", "source": "# Why?\n\nSo.", "metadata": {}}])]
    ['Why?']
    """
    maker = _Maker()
    for place, cell in enumerate(cells):
        tags = cell.get("metadata", {}).get("tags", [])
        if SKIP & set(tags):
            continue
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            for part in prose.parts(text):
                maker.tell(part, keep=KEEP in tags)
            maker.close_exercise()
            continue
        for one in shown(text, cell["outputs"]):
            maker.show(one, _described(cells[place + 1 :]))
    return [slide for slide in maker.slides if slide.body]


def _described(following: Sequence[Mapping[str, Any]]) -> str:
    """Return the words that describe a picture: the first paragraph of the prose below it."""
    for cell in following:
        if cell["cell_type"] == "markdown":
            words = prose.plain(prose.paragraphs("".join(cell["source"]))[0])
            return words if len(words) <= LONGEST_ALT else words[:LONGEST_ALT].rsplit(" ", 1)[0] + " …"
    return ""


def pieces(body: str) -> Iterator[tuple[str, str]]:
    r"""Yield the pieces of a text with their kind: "plain", "think" or "limits".

    >>> list(pieces("It falls.\n\n**Think about it.**\nWhy?\n\nGo on."))
    [('plain', 'It falls.'), ('think', 'Why?'), ('plain', 'Go on.')]
    """
    kind, held = "plain", list[str]()
    for paragraph in prose.paragraphs(body):
        marked = next((one for one in (prose.THINK, prose.LIMITS) if paragraph.startswith(one)), "")
        if marked or (kind == "think" and held) or paragraph.startswith(prose.CLOSE):
            yield from [(kind, "\n\n".join(held))] if held else []
            kind, held = {prose.THINK: "think", prose.LIMITS: "limits"}.get(marked, "plain"), []
        rest = paragraph.removeprefix(marked).strip()
        held += [rest] if rest and not paragraph.startswith(prose.CLOSE) else []
    yield from [(kind, "\n\n".join(held))] if held else []


class _Maker:
    """Fill slides from top to bottom."""

    def __init__(self) -> None:
        """Begin with none."""
        self.slides: list[Slide] = []
        self._section = self._title = ""
        self._open = self._after_result = False

    def tell(self, part: Part, *, keep: bool) -> None:
        """Add prose: a heading starts a slide; what stands alone gets one of its own."""
        if part.title:
            self._head(part)
        for kind, text in pieces(part.body):
            most = prose.AFTER_RESULT if self._after_result else prose.AFTER_HEADING
            whole = keep or kind != "plain" or part.level == 1 or part.title.startswith(EXERCISE)
            paragraphs = prose.chosen(text, most=prose.ALL if whole else most)
            if kind == "plain":
                self._add(prose.rendered(paragraphs), _lines(paragraphs), GRACE if self._after_result else 0.0)
            else:
                title = "Think about it" if kind == "think" else "What this does not show"
                self._alone(title, kind, prose.rendered(paragraphs))
        self._after_result = False

    def show(self, one: Shown, described: str) -> None:
        """Add something that a cell shows."""
        if one.kind == "question" and self._open and self.slides[-1].lines <= SHORT:
            self.slides[-1].kind = one.kind
            self._add(f'<p class="asked">{html.escape(one.title)}</p>{one.html}', one.lines)
            self._open = False
        elif one.kind in ("question", "explorer"):
            self._alone(one.title, one.kind, one.html)
        else:
            alt = html.escape(described or self._title)
            grace = GRACE if one.lines <= SMALL else 0.0
            self._add(one.html.replace("{alt}", alt) if one.kind == "picture" else one.html, one.lines, grace)
        self._after_result = True

    def close_exercise(self) -> None:
        """Let what follows an exercise begin a new slide, under the heading before it."""
        if self.slides and self.slides[-1].kind == "exercise":
            self.slides[-1].body = self.slides[-1].body or UNTOLD
            self._open = False

    def _head(self, part: Part) -> None:
        """Start a slide with a heading; one of the second level names the section."""
        title = prose.plain(part.title)
        self._section = title if part.level == 2 else self._section
        kind = "title" if part.level == 1 else "exercise" if title.startswith(EXERCISE) else "plain"
        self._title = self._title if kind == "exercise" else title
        self._new(title, kind)
        self._after_result = False

    def _new(self, title: str, kind: str) -> Slide:
        """Start a slide and return it."""
        self.slides.append(Slide(title, kind, "" if title == self._section else self._section))
        self._open = True
        return self.slides[-1]

    def _alone(self, title: str, kind: str, body: str) -> None:
        """Add a slide that holds one thing."""
        self._new(title, kind).body = body
        self._open = False

    def _add(self, body: str, lines: float, grace: float = 0.0) -> None:
        """Put something on the slide that is being filled, or on a new one under the same heading if it is full."""
        full = not self._open or self.slides[-1].lines + lines > CAPACITY + grace
        slide = (
            self._new(self._title, "plain") if full and (not self._open or self.slides[-1].body) else self.slides[-1]
        )
        slide.body += body
        slide.lines += lines


def _lines(paragraphs: Sequence[str]) -> float:
    """Return how many lines paragraphs take on a slide."""
    tall = sum(2.0 for paragraph in paragraphs if paragraph.startswith("$$"))
    return tall + sum(0.4 + sum(math.ceil(len(line) / LINE) for line in one.split("\n")) for one in paragraphs)
