"""The explorer of lesson 03: the size of chunks, their overlap, and how many are read.

Every point was measured beforehand on the chronicle's books (`helpers.measure.chunk_grid`); only the borders in the
first book are drawn anew.
"""

from __future__ import annotations

import functools

from helpers import chunk_grid, data
from helpers.cards import Card, Table
from helpers.chunks import ChunkConfig, split
from helpers.intervals import bootstrap_ci
from helpers.shelf import shelve
from helpers.widgets import Explorer, Number

CONTROLS = (
    Number("size", "words in a chunk", 80, 20, 240, 20),
    Number("overlap", "overlap (%)", 20, 0, 50, 10),
    Number("k", "chunks read", 3, 1, 10, 1),
)
BUDGET = 240
SHOWN = 3
EDGE = 6
RESAMPLES = 2000


def explore(**settings: object) -> Explorer | Card:
    """Show the sliders; or, if settings are named, the bare card at these.

    Args:
        settings: any of size (20 to 240 words, in steps of 20), overlap (0 to 50 %, in steps of 10) and k (1 to 10).

    Raises:
        ValueError: if there is no such setting, or its value is not on a step.

    >>> explore(sizes=80)
    Traceback (most recent call last):
    ValueError: found the setting 'sizes'; expected one of this explorer's; did you mean 'size'? Known are: k, overlap, size.
    """  # noqa: E501
    return Explorer(view, CONTROLS, "How large a piece, and how many of them?").at(**settings)


def view(size: int = 80, overlap: int = 20, k: int = 3) -> Card:
    """Return what a search by words makes of the chronicle, cut so, and where the first borders fall.

    Args:
        size: words in a chunk, 20 to 240, a multiple of 20, as measured.
        overlap: percent of the size, 0 to 50, a multiple of 10, as measured.
        k: how many chunks are read, 1 to 10.

    Raises:
        ValueError: if the three are no point of the grid.

    >>> view(80, 20, 3).heading
    'chunks of 80 words, 16 of them shared with the one before; the best 3 are read'
    """
    shared = int(size) * int(overlap) // 100
    grid = chunk_grid.load()
    cut = grid.at(size, overlap)
    recall = bootstrap_ci(cut.found(k), grid.entities, resamples=RESAMPLES)
    within = bootstrap_ci(cut.found_within(BUDGET), grid.entities, resamples=RESAMPLES)
    rows = (
        ("recall: the answer stands in what is read", repr(recall)),
        ("words read for a question", f"{cut.read[k - 1]:.0f}"),
        ("precision: of 100 words read, from sentences with the answer", f"{100 * cut.precision[k - 1]:.1f}"),
        (f"recall if reading stops at {BUDGET} words, whatever k", repr(within)),
        ("chunks in all", f"{cut.chunks:,}"),
        ("questions whose answer is whole in no chunk", f"{cut.cut} of {len(grid.entities)}"),
    )
    heading = f"chunks of {size} words, {shared} of them shared with the one before; the best {k} are read"
    return Card(heading, (Table(("on the chronicle's books, searched by words", ""), rows), _borders(size, shared)))


def _borders(size: int, shared: int) -> Card:
    """Return how the first chunks of the first book begin and end."""
    title, text = _first_book()
    chunks = split(text, ChunkConfig(size, shared))[:SHOWN]
    rows = tuple((str(number), str(chunk.words), *_edges(chunk.text.split())) for number, chunk in enumerate(chunks, 1))
    return Card(f"Where the first borders fall: {title}", (Table(("chunk", "words", "begins", "ends"), rows),))


def _edges(words: list[str]) -> tuple[str, str]:
    """Return the first and the last few words."""
    return f"{' '.join(words[:EDGE])} …", f"… {' '.join(words[-EDGE:])}"


@functools.cache
def _first_book() -> tuple[str, str]:
    """Return the title and the text of the first book, bound once."""
    book = shelve(data.load("chronicle")).books[0]
    return book.title, book.text
