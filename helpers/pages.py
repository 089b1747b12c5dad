"""A page of headings, paragraphs, lists, tables and pictures that can be written as Markdown and as HTML.

The HTML needs no other file, no script and no network. It says its language, has one first heading, headers on its
tables, and words for its pictures.
"""

from __future__ import annotations

import base64
import html
import re
from dataclasses import dataclass

from helpers.cards import Picture

STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.4 system-ui, sans-serif; max-width: 80rem; margin: 1.5rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
caption { text-align: left; font-style: italic; padding-bottom: .3rem; }
th, td { border: 1px solid currentColor; padding: .3rem .5rem; text-align: left; vertical-align: top; }
figure { display: inline-block; max-width: 36rem; margin: 0 1rem 0 0; vertical-align: top; }
img { max-width: 100%; background: white; }
@media print { body { font-size: 8pt; max-width: none; margin: 0; } figure { max-width: 48%; } }
""".strip()
MARKS = re.compile(r"([\\`*_{}\[\]<>|#])")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or 3; the page's title is the only one of level 1."""

    text: str
    level: int = 2

    def markdown(self) -> str:
        """Return it as Markdown."""
        return f"{'#' * self.level} {marked(self.text)}"

    def html(self) -> str:
        """Return it as HTML."""
        return f"<h{self.level}>{html.escape(self.text)}</h{self.level}>"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    text: str

    def markdown(self) -> str:
        """Return it as Markdown."""
        return marked(self.text)

    def html(self) -> str:
        """Return it as HTML."""
        return f"<p>{html.escape(self.text)}</p>"


@dataclass(frozen=True, slots=True)
class Lines:
    """A list; nothing where it is empty."""

    items: tuple[str, ...]

    def markdown(self) -> str:
        """Return it as Markdown."""
        return "\n".join(f"- {marked(item)}" for item in self.items)

    def html(self) -> str:
        """Return it as HTML."""
        items = "".join(f"<li>{html.escape(item)}</li>\n" for item in self.items)
        return f"<ul>\n{items}</ul>" if items else ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a caption and a header for every column; the first cell of a row is the row's header."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """Return it as Markdown, the caption above."""
        lines = (self.columns, ("---",) * len(self.columns), *(tuple(map(marked, row)) for row in self.rows))
        return "\n".join([f"{marked(self.caption)}:\n", *(f"| {' | '.join(line)} |" for line in lines)])

    def html(self) -> str:
        """Return it as HTML."""
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in self.columns)
        rows = "".join(f"<tr>{self._row(row)}</tr>\n" for row in self.rows)
        caption = f"<caption>{html.escape(self.caption)}</caption>"
        return f"<table>{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>"

    @staticmethod
    def _row(row: tuple[str, ...]) -> str:
        """Return the cells of a row."""
        first, *rest = map(html.escape, row)
        return f'<th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, held in the page itself."""

    picture: Picture

    def markdown(self) -> str:
        """Return it as Markdown."""
        data = base64.b64encode(self.picture.png).decode("ascii")
        return f"![{marked(self.picture.alt)}](data:image/png;base64,{data})"

    def html(self) -> str:
        """Return it as HTML, its words below for everyone."""
        return f"<figure>{self.picture.html()}<figcaption>{html.escape(self.picture.alt)}</figcaption></figure>"


Block = Heading | Paragraph | Lines | Grid | Shown


@dataclass(frozen=True, slots=True)
class Page:
    r"""A title with blocks under it.

    >>> page = Page("Fog", (Paragraph("Until noon."),))
    >>> page.markdown()
    '# Fog\n\nUntil noon.\n'
    """

    title: str
    blocks: tuple[Block, ...]

    def markdown(self) -> str:
        """Return the page as Markdown."""
        parts = [f"# {marked(self.title)}", *(one.markdown() for one in self.blocks)]
        return "\n\n".join(filter(None, parts)) + "\n"

    def html(self) -> str:
        """Return the page as HTML."""
        title, body = html.escape(self.title), "\n".join(one.html() for one in self.blocks)
        head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
        return (
            f'<!doctype html>\n<html lang="en">\n<head>{head}\n<style>\n{STYLE}\n</style></head>\n'
            f"<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
        )


def marked(text: str) -> str:
    r"""Return plain text as Markdown, its marks escaped and its lines joined.

    >>> marked("a | b, *c*")
    'a \\| b, \\*c\\*'
    """
    return MARKS.sub(r"\\\1", " ".join(text.split()))
