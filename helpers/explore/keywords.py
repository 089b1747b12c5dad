"""The explorer of lesson 01: a query of one's own, k1 and b, and each score taken apart.

It searches the catalogue of weaknesses. What the same settings do to all real incidents was measured beforehand
(`helpers.measure.bm25_grid`).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from helpers import cwe, recorded
from helpers.bm25 import terms
from helpers.by_hand import length_factor, parts, postings, saturation, weights
from helpers.cards import Card, Table
from helpers.data import Passage
from helpers.rankings import Ranking, best
from helpers.searching import texts
from helpers.widgets import Explorer, Number, Text

QUERY = "surveillance camera has default password for the admin account"
SHOWN = 5
CONTROLS = (
    Text("query", "your query", QUERY),
    Number("k1", "k1: repetition", 1.5, 0, 3, 0.1),
    Number("b", "b: length", 0.75, 0, 1, 0.05),
)


def explore(**settings: object) -> Explorer | Card:
    """Show the sliders; or, if settings are named, the bare card at these.

    Args:
        settings: any of query, k1 (0 to 3 in steps of 0.1) and b (0 to 1 in steps of 0.05).

    Raises:
        ValueError: if there is no such setting, or its value is not on a step.

    >>> explore(k2=1)
    Traceback (most recent call last):
    ValueError: found the setting 'k2'; expected one of this explorer's; Known are: b, k1, query.
    """
    return Explorer(view, CONTROLS, "Which weakness fits, and why?").at(**settings)


def view(query: str = QUERY, k1: float = 1.5, b: float = 0.75) -> Card:
    """Return the best five weaknesses for a query with their scores taken apart, and what the settings do on the whole.

    Args:
        query: any text.
        k1: 0 to 3, a multiple of 0.1, as measured.
        b: 0 to 1, a multiple of 0.05, as measured.

    Raises:
        ValueError: if k1 and b are not a point of the grid.

    >>> view("buffer overflow").heading
    'k1 = 1.5, b = 0.75'
    """
    found = best(scores(query, k1, b), k=len(library().passages), positive=True)
    return Card(f"k1 = {k1:g}, b = {b:g}", (_hits(query, found, k1, b), *_judged(query, found), _on_the_whole(k1, b)))


def scores(query: str, k1: float, b: float) -> np.ndarray:
    """Return the BM25 score of every weakness, shape (passages,): at once, as only the query's terms are worked out.

    Args:
        query: any text.
        k1: from 0 up.
        b: from 0 to 1.
    """
    shelf = library()
    total = np.zeros(len(shelf.passages))
    factor = length_factor(shelf.lengths, shelf.lengths.mean(), b)
    for term in terms(query):
        if term in shelf.counts:
            places, counts = shelf.counts[term]
            total[places] += shelf.weights[term] * saturation(counts, k1 * factor[places])
    return total


@dataclass(frozen=True, eq=False)
class Library:
    """The catalogue, counted.

    Attributes:
        passages: the weaknesses.
        terms: of each.
        lengths: in terms, shape (passages,).
        counts: for each term the passages that hold it, rising, and how often.
        weights: the idf of each term.
        right: for each real line the weaknesses under which experts filed it.
        lines: how many real lines there are; some say the same.
    """

    passages: tuple[Passage, ...]
    terms: tuple[list[str], ...]
    lengths: np.ndarray
    counts: Mapping[str, tuple[np.ndarray, np.ndarray]]
    weights: Mapping[str, float]
    right: Mapping[str, tuple[str, ...]]
    lines: int


@functools.cache
def library() -> Library:
    """Return the catalogue, read and counted once."""
    catalogue = cwe.load()
    split = tuple(map(terms, texts(catalogue)))
    counts = {
        term: (np.array(places), np.array([split[place].count(term) for place in places], dtype=float))
        for term, places in postings(split).items()
    }
    right = {question.text: question.passages for question in catalogue.questions}
    lengths, asked = np.array([*map(len, split)]), len(catalogue.questions)
    return Library(catalogue.passages, split, lengths, counts, weights(split), right, asked)


def _hits(query: str, found: Ranking, k1: float, b: float) -> Table | str:
    """Return the best hits as a table, or a sentence if there are none."""
    if not len(found):
        return "No weakness holds a word of your query: for a search by words there is nothing to find."
    shelf = library()
    rows = []
    for rank, (place, score) in enumerate(list(found)[:SHOWN], 1):
        taken = parts(terms(query), shelf.terms[place], shelf.weights, float(shelf.lengths.mean()), k1, b)
        told = " + ".join(str(part) for part in sorted(taken, key=lambda part: -part.score))
        passage = shelf.passages[place]
        name = f"{passage.id} {passage.title}"
        rows.append((str(rank), name, str(shelf.lengths[place]), f"{score:.2f}", told))
    return Table(("", "weakness", "terms", "score", "taken apart"), tuple(rows))


def _judged(query: str, found: Ranking) -> tuple[str, ...]:
    """Return where the right weakness stands, if the query is a real line."""
    right = library().right.get(query.strip(), ())
    if not right:
        return ()
    ids = [library().passages[place].id for place, _ in found]
    where = [f"{id} (place {ids.index(id) + 1})" if id in ids else f"{id} (not found)" for id in right]
    return (f"A real line. Experts filed it under {', '.join(where)}.",)


def _on_the_whole(k1: float, b: float) -> str:
    """Return what the settings do on all real lines."""
    grid, place = measured()
    if (k1, b) not in place:
        raise ValueError(f"found k1={k1}, b={b}; expected a measured point; do take steps of 0.1 and of 0.05.")
    top = max(place, key=lambda point: grid[place[point]])
    return (
        f"On all {library().lines:,} real lines, recall@10 is {grid[place[k1, b]]:.3f} with these two; "
        f"it is {grid.max():.3f} at the grid's best point (k1 = {top[0]:g}, b = {top[1]:g}) "
        f"and {grid.min():.3f} at its worst."
    )


@functools.cache
def measured() -> tuple[np.ndarray, Mapping[tuple[float, float], tuple[int, int]]]:
    """Return recall@10 by k1 (rows) and b (columns), and the place of each pair in it.

    Raises:
        DataError: if the record is missing or damaged.
    """
    record = recorded.load("bm25_grid")
    k1s, bs = record["plan"]["k1"], record["plan"]["b"]
    grid = np.array([record["results"][str(k1)]["recall_at_10"] for k1 in k1s])
    return grid, {(k1, b): (row, column) for row, k1 in enumerate(k1s) for column, b in enumerate(bs)}
