"""Cards: what a cell shows in words, as plain text and as HTML that reads well without styles, scripts or widgets."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

FRAME = "border-left:4px solid currentColor;padding:0.1em 0 0.1em 0.9em;margin:0.4em 0;max-width:52em;line-height:1.45"
CODE = re.compile(r"`([^`]+)`")


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
        return f"<table><thead>{_row(self.columns, 'th')}</thead><tbody>{''.join(map(_row, self.rows))}</tbody></table>"

    def text(self) -> str:
        """Return the rows as aligned columns."""
        lines = (self.columns, *self.rows)
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        padded = ("  ".join(map(str.ljust, line, widths)) for line in lines)
        return "\n".join(line.rstrip() for line in padded)


def _row(cells: Iterable[str], tag: str = "td") -> str:
    """Return one table row as HTML."""
    filled = (f'<{tag} style="text-align:left;vertical-align:top">{prose(cell)}</{tag}>' for cell in cells)
    return f"<tr>{''.join(filled)}</tr>"


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """A heading and, under it, paragraphs, folds, tables and further cards.

    As the last value of a cell it shows itself; anywhere else its text is its repr.

    >>> Card("Lesson 00", ("Nothing done so far.",))
    Lesson 00
    Nothing done so far.
    """

    heading: str
    parts: tuple[str | Fold | Table | Card, ...] = ()

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


def _text(part: Fold | Table | Card) -> str:
    """Return a part as plain text."""
    return repr(part) if isinstance(part, Card) else part.text()
