"""A folder of documents to try things on, written from the island's collections: four kinds of files, two of no use.

The PDF is written by hand, as plain as the format allows, so that no library is needed for it.
"""

from __future__ import annotations

import html
import tempfile
import textwrap
from collections.abc import Sequence
from pathlib import Path

from helpers import data
from helpers.collection import Passage

FERRY, ADVISORIES, LAW, CHRONICLE = "helpdesk", "advisories", "statutes", "chronicle"
MANY = 6
LINE, LINES = 92, 48
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def make(folder: Path | None = None) -> Path:
    """Write the folder and return where it is.

    Args:
        folder: where; without it, a new temporary one.

    Raises:
        OSError: if it cannot be written.

    >>> sorted(path.suffix for path in make().iterdir())
    ['.html', '.md', '.pdf', '.pdf', '.txt', '.txt']
    """
    root = folder or Path(tempfile.mkdtemp(prefix="tarnsey-")) / "documents"
    root.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (root / name).write_bytes(content)
    return root


def files() -> dict[str, bytes]:
    """Return the files by name: one of each kind, one that is empty, and one that is damaged."""
    chronicle = _pdf(_pages(_first(CHRONICLE)))
    return {
        "ferry-office.txt": "\n\n".join(one.text for one in _first(FERRY)).encode(),
        "advisories.md": "\n\n".join(f"# {one.title}\n\n{one.text}" for one in _first(ADVISORIES)).encode(),
        "law.html": _web_page(_first(LAW)).encode(),
        "chronicle.pdf": chronicle,
        "to-do.txt": b"",
        "torn.pdf": chronicle[: len(chronicle) // 3],
    }


def _first(collection: str) -> Sequence[Passage]:
    """Return the first passages of a collection."""
    return data.load(collection).passages[:MANY]


def _web_page(passages: Sequence[Passage]) -> str:
    """Return passages as a page of HTML."""
    parts = "\n".join(f"<h2>{html.escape(one.title)}</h2>\n<p>{html.escape(one.text)}</p>" for one in passages)
    return f'<!doctype html>\n<html lang="en"><head><title>The law</title></head><body>\n{parts}\n</body></html>\n'


def _pages(passages: Sequence[Passage]) -> list[list[str]]:
    """Return passages as pages of lines, each beginning on a new page."""
    wrapped = [[one.title, "", *textwrap.wrap(one.text, LINE)] for one in passages]
    return [lines[start : start + LINES] for lines in wrapped for start in range(0, len(lines), LINES)]


def _pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with these lines on its pages."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        FONT,
    ]
    for number, lines in enumerate(pages):
        drawn = b"BT /F1 11 Tf 14 TL 60 780 Td\n" + b"".join(b"(%b) Tj T*\n" % _escaped(line) for line in lines) + b"ET"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
        objects += [
            f"{page} /Resources << /Font << /F1 3 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
        ]
    return _bound(objects)


def _escaped(line: str) -> bytes:
    """Return a line as PDF writes it within brackets."""
    return line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _bound(objects: Sequence[bytes]) -> bytes:
    """Return the file that holds these objects, with the table of where each begins."""
    file, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, rows)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(file))
    return file + table + end
