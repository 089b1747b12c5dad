"""Read one file: by its name it is plain text, Markdown, HTML or PDF, and either becomes a document or says why not."""

from __future__ import annotations

import stat
from pathlib import Path

from helpers.documents import markup, pdf
from helpers.documents.encodings import decode
from helpers.documents.parts import Document, Part, Unreadable

PLAIN = (".txt", ".text")
MARKDOWN = (".md", ".markdown")
HTML = (".html", ".htm", ".xhtml")
KNOWN = (*PLAIN, *MARKDOWN, *HTML, ".pdf")
MEGABYTE = 2**20
# Markup takes several times its size while it is read, so that its files may be as large only in part.
SHARE = 0.2


def read_file(path: Path, most_mb: float) -> tuple[Document, int]:
    """Return the text of a file, and its size in bytes.

    Args:
        path: any file.
        most_mb: what is larger is not read; of markup, a fifth of it.

    Raises:
        Unreadable: if it yields no text, with the reason.

    >>> read_file(Path("picture.jpg"), most_mb=1)
    Traceback (most recent call last):
    helpers.documents.parts.Unreadable: found '.jpg'; expected .txt, .md, .html or .pdf; do save it as one of these
    """
    if path.suffix.lower() not in KNOWN:
        kind = repr(path.suffix) if path.suffix else "no ending"
        raise Unreadable(f"found {kind}; expected .txt, .md, .html or .pdf; do save it as one of these")
    try:
        data = _bytes(path, most_mb)
        document = _document(data, path.suffix.lower())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unreadable(f"found no way to open it ({reason}); expected a readable file; do check it") from error
    except Unreadable:
        raise
    except Exception as error:
        # Whatever a file brings a library to: it is skipped, and the rest of the folder is read.
        kind = type(error).__name__
        raise Unreadable(f"found something unreadable in it ({kind}); expected whole text; do save it again") from error
    if not any(part.text.strip() for part in document.parts):
        raise Unreadable("found no text in it; expected some; do fill or remove it")
    return document, len(data)


def _bytes(path: Path, most_mb: float) -> bytes:
    """Return what is in a file; a pipe or a device would never end, so only files are opened."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable("found a pipe or a device; expected a file; do remove it")
    if not found.st_size:
        raise Unreadable("found an empty file; expected text; do fill or remove it")
    most = most_mb * (SHARE if path.suffix.lower() in (*MARKDOWN, *HTML) else 1)
    if found.st_size > most * MEGABYTE:
        size = f"{found.st_size / MEGABYTE:.3g} MB"
        raise Unreadable(f"found {size}; expected at most {most:g} MB; do split it, or raise most_mb")
    return path.read_bytes()


def _document(data: bytes, ending: str) -> Document:
    """Return the document that these bytes make."""
    if ending == ".pdf":
        return pdf.pdf(data)
    text, note = decode(data, declares=ending in HTML)
    if ending in PLAIN:
        document = Document((Part(text),))
    else:
        document = markup.markdown(text) if ending in MARKDOWN else markup.html(text)
    return Document(document.parts, document.title, (note,) if note else ())
