"""Read PDF: the text of each page, with words put together that were broken at the end of a line.

Nothing in the file is run, and no link in it is followed.
Not handled: pictures of text (that takes OCR), columns and tables in a bad order, running heads, and a word broken
across two pages.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import unicodedata
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import DependencyError

from helpers.documents.parts import Document, Part, Unreadable, cleaned

LOCKED = "found a password on it; expected an open PDF; do save a copy without the password"
_BROKEN = re.compile(r"(\w+)[-\u2010]\n[ \t]*(\w+)")
_LIGATURE = re.compile("[\ufb00-\ufb06]")


def pdf(data: bytes) -> Document:
    """Return the text of a PDF as one part that knows its pages.

    Args:
        data: the whole file.

    Raises:
        Unreadable: if it is locked, damaged, or holds no text.

    >>> pdf(b"%PDF-1.4 and then the line went dead")
    Traceback (most recent call last):
    helpers.documents.parts.Unreadable: found a damaged PDF; expected a whole one; do open it and save it again
    """
    with _quietly():
        pages = _pages(data)
    read = [page for page in pages if page is not None]
    if not read:
        raise Unreadable("found a damaged PDF; expected a whole one; do open it and save it again")
    if not any(page.strip() for page in read):
        raise Unreadable(
            f"found no text on its pages ({len(pages)}), perhaps scanned; expected text; do run it through OCR first"
        )
    return _bound(pages)


def _pages(data: bytes) -> list[str | None]:
    """Return the text of each page, None for a damaged one."""
    try:
        reader = PdfReader(io.BytesIO(data))
        # Many files are locked against changes only, with an empty password for reading.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(LOCKED)
        count = len(reader.pages)
    except DependencyError as error:
        raise Unreadable(LOCKED) from error
    except Unreadable:
        raise
    except Exception:
        return []
    return [_page(reader, number) for number in range(count)]


def _page(reader: PdfReader, number: int) -> str | None:
    """Return the text of a page, None if it is damaged."""
    try:
        text = cleaned(reader.pages[number].extract_text()).strip()
    except Exception:
        return None
    return _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _bound(pages: list[str | None]) -> Document:
    """Return the pages as one text, with notes on those that say nothing."""
    whole = joined_words([page or "" for page in pages])
    starts, place = [], 0
    for page in whole:
        starts.append(place)
        place += len(page) + 1
    damaged = sum(page is None for page in pages)
    blank = sum(page is not None and not page.strip() for page in pages)
    found = ((damaged, "are damaged"), (blank, "hold no text (empty, pictures or scans)"))
    notes = [f"{count} of {len(pages)} pages {what} and cannot be searched" for count, what in found if count]
    return Document((Part("\n".join(whole), starts=tuple(starts)),), notes=tuple(notes))


def joined_words(pages: list[str]) -> list[str]:
    r"""Return pages in which words broken at the end of a line are whole again.

    The hyphen stays if the document writes the word with it elsewhere, or if no small letter follows.

    >>> joined_words(["The light-\nhouse", "a well-\nknown, well-known TC-\n031"])
    ['The lighthouse', 'a well-known, well-known TC-031']
    """
    hyphened = {word for page in pages for word in re.findall(r"\w+-\w+", page)}

    def join(match: re.Match[str]) -> str:
        keep = f"{match[1]}-{match[2]}" in hyphened or not match[2][0].islower()
        return f"{match[1]}{'-' if keep else ''}{match[2]}"

    return [_BROKEN.sub(join, page) for page in pages]


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Keep the library's remarks on odd files from the reader, who gets one line of ours."""
    logger = logging.getLogger("pypdf")
    before = logger.disabled, logger.level
    logger.disabled, logger.level = True, logging.CRITICAL
    try:
        yield
    finally:
        logger.disabled, logger.level = before
