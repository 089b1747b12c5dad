"""The map of meanings: a query of one's own dropped into it, and what words and meaning find for it, side by side."""

from __future__ import annotations

import functools
import warnings
from dataclasses import dataclass

import numpy as np
from sklearn.decomposition import PCA

from helpers import data, plots
from helpers.backdrop import Backdrop
from helpers.bm25 import BM25
from helpers.cards import Card, Picture, Table
from helpers.collection import Passage
from helpers.embeddings import DenseIndex, Embedder
from helpers.rankings import Ranking
from helpers.widgets import Explorer, Number, Text

QUERY = "My sweetheart and I want to get hitched. How far beforehand must we let them know?"
NEIGHBOURS = 3
MOST = 9
MARKED = ("your query", "by words", "by meaning")
TITLE = "The map of meanings, with a query of your own"


@dataclass(frozen=True)
class Island:
    """The island's advisories and articles, ready to be searched by words and by meaning.

    Attributes:
        passages: the advisories, then the articles.
        advisories: how many of them are advisories.
        by_words: finds passages by the words they share with a query.
        by_meaning: finds passages by the cosine of their vectors with the query's.
        embedder: turns a query into a vector.
        plane: the two directions in which the passages' vectors differ most.
        points: where each passage lies in this plane, shape (passages, 2).
    """

    passages: tuple[Passage, ...]
    advisories: int
    by_words: BM25
    by_meaning: DenseIndex
    embedder: Embedder
    plane: PCA
    points: np.ndarray


@functools.cache
def island() -> Island:
    """Return the island's library; the first time it takes seconds, then none.

    Raises:
        fetch.ModelError: the sentence encoder has not been fetched.
    """
    advisories, articles = data.load("advisories").passages, data.load("statutes").passages
    passages = advisories + articles
    texts = [f"{passage.title}. {passage.text}" for passage in passages]
    embedder = Embedder.load(remember=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a few passages are too long; the lesson tells so where it encodes them
        vectors = embedder.encode(texts)
    plane = PCA(2, random_state=0).fit(vectors)
    meaning = DenseIndex(texts, embedder, vectors)
    return Island(passages, len(advisories), BM25(texts), meaning, embedder, plane, plane.transform(vectors))


def view(query: str = QUERY, neighbours: int = NEIGHBOURS) -> Card:
    """Return the nearest passages of a query by words and by meaning, and a map with the query in it.

    Args:
        query: any text.
        neighbours: how many passages each search may name, 1 to 9.

    Raises:
        ValueError: the query is empty, or neighbours out of range.
        fetch.ModelError: the sentence encoder has not been fetched.
    """
    if not query.strip():
        raise ValueError("found an empty query; expected a few words; do type what you want to find.")
    if not 1 <= neighbours <= MOST:
        raise ValueError(f"found neighbours={neighbours}; expected 1 to {MOST}; do choose a number between.")
    library = island()
    words, meaning = library.by_words.search(query, neighbours), library.by_meaning.search(query, neighbours)
    point = library.plane.transform(library.embedder.encode([query]))
    table = Table(("", "by words", "score", "by meaning", "cosine"), _rows(library, words, meaning, neighbours))
    return Card(
        f"Nearest to: {query.strip()}", (table, _agreement(words, meaning), _map(library, words, meaning, point))
    )


def explore(**settings: object) -> Explorer | Card:
    """Show the map with a box for a query; with settings named, return the card at these settings.

    Args:
        settings: `query` and `neighbours`, as in `view`.

    Raises:
        ValueError: there is no such setting, or its value is not allowed.
    """
    controls = (
        Text("query", "your query (press Enter)", QUERY),
        Number("neighbours", "neighbours", NEIGHBOURS, 1, MOST, 1),
    )
    return Explorer(view, controls, TITLE).at(**settings)


def _rows(library: Island, words: Ranking, meaning: Ranking, neighbours: int) -> tuple[tuple[str, ...], ...]:
    """Return one row a place: the passage that words put there, and the one that meaning does."""
    columns = [_cells(library, words, "{:.1f}"), _cells(library, meaning, "{:.2f}")]
    filled = [column + [("–", "")] * (neighbours - len(column)) for column in columns]
    return tuple((str(place), *one, *other) for place, (one, other) in enumerate(zip(*filled, strict=True), 1))


def _cells(library: Island, ranking: Ranking, score_format: str) -> list[tuple[str, str]]:
    """Return the name of each passage found, and its score."""
    return [(f"{library.passages[place].title}", score_format.format(score)) for place, score in ranking]


def _agreement(words: Ranking, meaning: Ranking) -> str:
    """Return in a sentence how many passages both found."""
    if not len(words):
        return "No passage shares a word with your query. By meaning something is always nearest, fitting or not."
    both = len({*words.indices.tolist()} & {*meaning.indices.tolist()})
    return f"Found by both: {both} of {len(meaning)}."


def _map(library: Island, words: Ranking, meaning: Ranking, point: np.ndarray) -> Picture:
    """Return the map: every passage, the query, and what was found for it."""
    found = (point, library.points[words.indices], library.points[meaning.indices])
    return _backdrop().picture(dict(zip(MARKED, found, strict=True)), _seen(library, meaning, point))


@functools.cache
def _backdrop() -> Backdrop:
    """Return the map without a query, drawn once; its legend names what will be marked."""
    library = island()
    groups = {
        "advisories": library.points[: library.advisories],
        "articles of law": library.points[library.advisories :],
    }
    return Backdrop(plots.places(groups, dict.fromkeys(MARKED, np.empty((0, 2)))))


def _seen(library: Island, meaning: Ranking, point: np.ndarray) -> str:
    """Return what can be seen in the map."""
    distances = np.linalg.norm(library.points - point, axis=1)
    nearest = library.passages[int(distances.argmin())].title
    rank = 1 + int((distances < distances[meaning.indices[0]]).sum())
    return (
        f"A map of {len(library.passages)} passages. The query, a star, lies closest to {nearest!r}. "
        f"The passage nearest by meaning is number {rank} by distance on the map."
    )
