"""What is left of a file once it is read: parts of plain text, each with its heading or its pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n?|[\f\v\x1c-\x1e\x85\u2028\u2029]")
# Invisible: the soft hyphen, zero-width spaces, the byte order mark, and control characters.
_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_HALVES = re.compile("[\ud800-\udfff]")


class Unreadable(ValueError):
    """Raise this when a file yields no text; the message is the one line that a reader of the folder sees."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document.

    Args:
        text: plain text; an empty line ends a paragraph.
        headings: those it stands under, the outermost first.
        starts: where each page begins in the text, in characters; empty where there are no pages.

    >>> Part("Fog. Rain. Sun.", starts=(0, 5, 11)).pages(0, 10)
    (1, 2)
    """

    text: str
    headings: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()

    def pages(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last page, counted from 1, of what stands between two places; 0 without pages."""
        return bisect_right(self.starts, start), bisect_right(self.starts, max(start, end - 1))


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read.

    Args:
        parts: in their order.
        title: what the document calls itself, if it does.
        notes: what the reader should know, a line each, such as pages without text.
    """

    parts: tuple[Part, ...]
    title: str = ""
    notes: tuple[str, ...] = ()


def cleaned(text: str) -> str:
    r"""Return a text with plain line ends, and without invisible or broken characters.

    >>> cleaned("Fog\r\nun\xadtil\x00 noon.\ufeff")
    'Fog\nuntil noon.'
    """
    if text.isascii() and text.isprintable():
        return text
    return _HALVES.sub("\ufffd", _UNSEEN.sub("", _LINE_END.sub("\n", text)))


def one_line(text: str, most: int = 80) -> str:
    r"""Return a text on one line, cut to so many characters.

    >>> one_line("Fog\nand rain", most=5)
    'Fog …'
    """
    flat = " ".join(cleaned(text).split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
