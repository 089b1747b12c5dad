"""Cards: what a cell shows in words, as plain text and as HTML that reads well without styles, scripts or widgets."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

CELL = "text-align:left;vertical-align:top;padding:0.2em 1.2em 0.2em 0"
FRAME = "border-left:4px solid currentColor;padding:0.1em 0 0.1em 0.9em;margin:0.4em 0;max-width:52em;line-height:1.45"
CODE = re.compile(r"`([^`]+)`")
PNG = b"\x89PNG\r\n\x1a\n"


def prose(text: str) -> str:
    """Return plain text as HTML: escaped, `code` marked, line breaks kept.

    >>> prose("Is `a < b`?")
    'Is <code>a &lt; b</code>?'
    """
    return CODE.sub(r"<code>\1</code>", html.escape(text)).replace("\n", "<br>")


@dataclass(frozen=True, slots=True)
class Fold:
    r"""A line that opens on a click to show what stands behind it.

    >>> Fold("Hint 1", "Look at the last word.").text()
    'Hint 1\n    Look at the last word.'
    """

    summary: str
    body: str

    def html(self) -> str:
        """Return a `<details>` element, which needs no script."""
        return f"<details><summary>{prose(self.summary)}</summary><p>{prose(self.body)}</p></details>"

    def text(self) -> str:
        """Return the line with what stands behind it, indented."""
        return f"{self.summary}\n    {self.body}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words under a heading row.

    >>> print(Table(("id", "you"), (("C1", "agree"), ("C10", "depends"))).text())
    id   you
    C1   agree
    C10  depends
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(self) -> str:
        """Return a `<table>` whose cells are aligned to the left."""
        body = "".join(map(_row, self.rows))
        return f'<table style="margin:0.8em 0"><thead>{_row(self.columns, "th")}</thead><tbody>{body}</tbody></table>'

    def text(self) -> str:
        """Return the rows as aligned columns."""
        lines = (self.columns, *self.rows)
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        padded = ("  ".join(map(str.ljust, line, widths)) for line in lines)
        return "\n".join(line.rstrip() for line in padded)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the words for those who do not see it.

    Args:
        png: the file's bytes.
        alt: what the picture shows; not its caption, but what can be seen in it.

    Raises:
        ValueError: if the bytes are no PNG file, or there are no words.

    >>> Picture(PNG, "Two lines that cross at k = 3.").text()
    '[picture: Two lines that cross at k = 3.]'
    """

    png: bytes
    alt: str

    def __post_init__(self) -> None:
        """Refuse a picture that some could not see or read."""
        if not self.png.startswith(PNG) or not self.alt.strip():
            found = "a picture without words" if self.png.startswith(PNG) else "bytes that are no PNG file"
            raise ValueError(f"found {found}; expected a PNG file and what can be seen in it; do give both.")

    def html(self) -> str:
        """Return an `<img>` that holds the picture itself, so that nothing is fetched."""
        data = base64.b64encode(self.png).decode("ascii")
        alt = html.escape(self.alt)
        return f'<img src="data:image/png;base64,{data}" alt="{alt}" style="max-width:100%;background:white">'

    def text(self) -> str:
        """Return the words."""
        return f"[picture: {self.alt}]"


def _row(cells: Iterable[str], tag: str = "td") -> str:
    """Return one table row as HTML."""
    filled = (f'<{tag} style="{CELL}">{prose(cell)}</{tag}>' for cell in cells)
    return f"<tr>{''.join(filled)}</tr>"


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """A heading and, under it, paragraphs, folds, tables, pictures and further cards.

    As the last value of a cell it shows itself; anywhere else its text is its repr.

    >>> Card("Lesson 00", ("Nothing done so far.",))
    Lesson 00
    Nothing done so far.
    """

    heading: str
    parts: tuple[str | Fold | Table | Picture | Card, ...] = ()

    def __repr__(self) -> str:
        """Return the card as plain text."""
        return "\n".join([self.heading, *(part if isinstance(part, str) else _text(part) for part in self.parts)])

    def _repr_html_(self) -> str:
        """Return the card as HTML, framed."""
        return f'<div style="{FRAME}">{self.html()}</div>'

    def html(self) -> str:
        """Return the card as HTML without its frame."""
        inner = (f"<p>{prose(part)}</p>" if isinstance(part, str) else part.html() for part in self.parts)
        return f'<p style="margin-top:0.6em"><strong>{prose(self.heading)}</strong></p>{"".join(inner)}'


def _text(part: Fold | Table | Picture | Card) -> str:
    """Return a part as plain text."""
    return repr(part) if isinstance(part, Card) else part.text()
