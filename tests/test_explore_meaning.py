"""Prove the map of meanings: both lists are those of the searches, and nothing typed into it breaks it."""

import statistics
import time
from collections.abc import Iterator, Sequence

import matplotlib as mpl
import numpy as np
import pytest

from helpers import vectors
from helpers.cards import Card, Picture, Table
from helpers.embeddings import Embedder
from helpers.explore import meaning
from helpers.widgets import Explorer

pytestmark = pytest.mark.clock

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _LetterCounter:
    """An encoder for tests: how often each letter occurs, and always a little of something."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return one row a text."""
        counts = [[text.lower().count(letter) for letter in LETTERS] + [0.1] for text in texts]
        rows = np.array(counts, dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Iterator[meaning.Island]:
    """Put the letter counter in place of the real model, and forget it afterwards."""
    mpl.use("agg")
    monkeypatch.setattr(Embedder, "load", lambda **_: _LetterCounter())
    meaning.island.cache_clear()
    yield meaning.island()
    meaning.island.cache_clear()


def parts(card: Card) -> tuple[Table, str, Picture]:
    """Return the table, the sentence and the map of a card."""
    table, sentence, picture = card.parts
    assert isinstance(table, Table) and isinstance(sentence, str) and isinstance(picture, Picture)
    return table, sentence, picture


@pytest.mark.parametrize("query", ["deposit for a dwelling", "TC-2033-041", "sheep", "Νησί", "x" * 3000, "<b>&"])
def test_both_lists_are_those_of_the_searches(library: meaning.Island, query: str) -> None:
    """Titles and order are what each index returns; where words find fewer, the rest is a dash."""
    table, _, _ = parts(meaning.view(query, neighbours=4))
    for column, index in ((1, library.by_words), (3, library.by_meaning)):
        titles = [library.passages[place].title for place in index.search(query, 4).indices]
        assert [row[column] for row in table.rows] == titles + ["–"] * (4 - len(titles))
    assert [row[0] for row in table.rows] == ["1", "2", "3", "4"]


def test_agreement_is_counted(library: meaning.Island) -> None:
    """The sentence counts the passages of both lists, and says it if words find none."""
    query = "notice of a wedding"
    both = {*library.by_words.search(query, 9).indices} & {*library.by_meaning.search(query, 9).indices}
    assert f"Found by both: {len(both)} of 9." in parts(meaning.view(query, 9))
    assert "No passage shares a word" in parts(meaning.view("qqq zzz"))[1]


def test_the_map_is_told_in_words(library: meaning.Island) -> None:
    """Who does not see the picture hears which passage lies closest on it, and how far off the nearest is."""
    query = "sheep on the tram"
    point = library.plane.transform(library.embedder.encode([query]))
    distances = np.linalg.norm(library.points - point, axis=1)
    alt = parts(meaning.view(query))[2].alt
    assert repr(library.passages[int(distances.argmin())].title) in alt
    nearest = library.by_meaning.search(query, 1).indices[0]
    assert f"is number {1 + (distances < distances[nearest]).sum()} by distance" in alt


def test_the_map_has_two_kinds_of_passages(library: meaning.Island) -> None:
    """Advisories come first, and their number tells where the articles begin."""
    assert all(passage.id.startswith("TC-") for passage in library.passages[: library.advisories])
    assert all(passage.id.startswith("art-") for passage in library.passages[library.advisories :])


@pytest.mark.parametrize(
    ("settings", "message"),
    [({"query": "  "}, "empty query"), ({"neighbours": 0}, "neighbours"), ({"neighbours": 10}, "neighbours")],
)
def test_what_cannot_be_shown_is_a_sentence(library: meaning.Island, settings: dict, message: str) -> None:
    """Called in Python it is an error that says what to do; under the controls it is a card."""
    with pytest.raises(ValueError, match=message):
        meaning.view(**settings)
    with pytest.raises(ValueError, match=message):
        meaning.explore(**settings)


def test_widget_and_line_of_code_show_the_same(library: meaning.Island) -> None:
    """The explorer begins with the view at its own settings, and every change of a control shows the view there."""
    explorer = meaning.explore()
    assert isinstance(explorer, Explorer) and explorer.fault is None
    assert explorer.shown == meaning.view()
    assert set(explorer.widget.keys) and set(explorer.inputs) == {"query", "neighbours"}
    explorer.inputs["query"].value = "tea with salt"
    assert explorer.shown == meaning.view("tea with salt") == meaning.explore(query="tea with salt")
    explorer.inputs["query"].value = ""
    assert "empty query" in repr(explorer.shown)


@pytest.mark.slow
def test_the_real_map_answers_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the real model the lesson's question finds its article by meaning alone, in the time of a click."""
    mpl.use("agg")
    meaning.island.cache_clear()
    table, _, _ = parts(meaning.view())
    assert table.rows[0][3] == "Article 126: Weddings"
    assert not any("Weddings" in row[1] for row in table.rows)
    monkeypatch.setattr(vectors, "remembered", lambda _, compute: compute())
    seconds = []
    for number in range(20):
        begin = time.perf_counter()
        meaning.view(f"query number {number} about tea, sheep and the ferry")
        seconds.append(time.perf_counter() - begin)
    assert statistics.median(seconds) < 0.15
