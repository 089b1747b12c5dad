"""A deck as one HTML file: its look, its keys and its pictures are inside, and it asks for nothing from elsewhere."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from pathlib import Path

from helpers.slides.deck import Slide

HERE = Path(__file__).parent
LABELS = {
    "question": "Predict",
    "exercise": "Exercise",
    "think": "Discuss",
    "explorer": "Explore",
    "limits": "Careful",
}
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
"""What a browser may load for the file: nothing but what stands in it."""


def page(number: str, slides: Sequence[Slide]) -> str:
    """Return the HTML of a deck.

    Args:
        number: the lesson's.
        slides: at least one; the first one's title is the lesson's.

    >>> page("00", [Slide("Why?", "title", "", "<p>So.</p>")]).count("<section")
    1
    """
    sections = "\n".join(_section(place, number, slide) for place, slide in enumerate(slides, 1))
    return _framed(f"{number} · {slides[0].title}", f"<main>\n{sections}\n</main>\n{_bar(len(slides))}", keys=True)


def index(titles: Mapping[str, str]) -> str:
    """Return the HTML of a page that leads to the decks.

    Args:
        titles: of the lessons, by the names of their files.

    >>> '<a href="00_a.html">' in index({"00_a.html": "Why?"})
    True
    """
    items = "\n".join(
        f'<li><a href="{html.escape(file)}">{file[:2]} · {html.escape(title)}</a></li>'
        for file, title in titles.items()
    )
    return _framed("Slides", f'<main class="index">\n<h1>Slides</h1>\n<ul>\n{items}\n</ul>\n</main>', keys=False)


def _section(place: int, number: str, slide: Slide) -> str:
    """Return a slide as a section with a heading."""
    level = 1 if place == 1 else 2
    above = " · ".join(filter(None, (f"Lesson {number}", LABELS.get(slide.kind, ""), html.escape(slide.section))))
    return (
        f'<section class="slide {slide.kind}" id="s{place}" aria-labelledby="h{place}">\n<p class="above">{above}</p>\n'
        f'<h{level} id="h{place}" tabindex="-1">{html.escape(slide.title)}</h{level}>\n{slide.body}\n</section>'
    )


def _bar(count: int) -> str:
    """Return the two buttons, and the place where the number of the slide is told."""
    return (
        '<nav aria-label="Slides">\n<button type="button" id="back" aria-label="Previous slide">←</button>\n'
        f'<span id="place" role="status">1 / {count}</span>\n'
        '<button type="button" id="on" aria-label="Next slide">→</button>\n</nav>'
    )


def _framed(title: str, body: str, *, keys: bool) -> str:
    """Return a whole page."""
    look = (HERE / "look.css").read_text("utf-8")
    script = f"<script>\n{(HERE / 'keys.js').read_text('utf-8')}</script>\n" if keys else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>\n{look}</style>\n</head>\n<body>\n{body}\n{script}</body>\n</html>\n"
    )
