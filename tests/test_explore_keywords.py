"""The explorer of lesson 01 shows what BM25 computes and what was recorded, at once; the grid is what it says it is."""

from __future__ import annotations

import re
import time

import numpy as np
import pytest

from helpers import cwe, recorded
from helpers.bm25 import BM25
from helpers.cards import Card, Table
from helpers.data import Collection
from helpers.explore import keywords
from helpers.measure import bm25_grid
from helpers.searching import texts
from helpers.widgets import Explorer

pytestmark = pytest.mark.clock

RIGHT = "CWE-1393"


def _table(card: Card) -> Table:
    """Return the table of hits."""
    return next(part for part in card.parts if isinstance(part, Table))


def _names(card: Card) -> list[str]:
    """Return the ids of the hits, best first."""
    return [row[1].split()[0] for row in _table(card).rows]


@pytest.fixture(scope="module")
def catalogue() -> Collection:
    """Return the catalogue of weaknesses with the real lines."""
    return cwe.load()


@pytest.mark.parametrize(("k1", "b"), [(1.5, 0.75), (0, 0.3), (3, 1), (0.4, 0)])
def test_scores_are_those_of_bm25(catalogue: Collection, k1: float, b: float) -> None:
    """The quick way, which works out only the query's terms, gives what the index gives."""
    index = BM25(texts(catalogue), k1, b)
    for query in (keywords.QUERY, "", "buffer buffer overflow", "whale-song", catalogue.questions[7].text):
        assert keywords.scores(query, k1, b) == pytest.approx(index.scores(query), abs=1e-9)


def test_a_score_is_the_sum_of_what_is_shown() -> None:
    """The parts of each row add up to its score, but for rounding, and falling parts come first."""
    for row in _table(keywords.view()).rows:
        parts = [float(part.split()[-1]) for part in row[4].split(" + ")]
        assert sum(parts) == pytest.approx(float(row[3]), abs=0.005 * len(parts) + 0.006)
        assert parts == sorted(parts, reverse=True)


def test_the_guided_questions_have_the_answers_of_the_text() -> None:
    """The right entry is third; a strict b brings it to the top, and so does a large k1, but no gain for all lines."""
    assert _names(keywords.view())[2] == RIGHT
    assert _names(keywords.view(b=1.0))[0] == RIGHT
    assert _names(keywords.view(k1=3.0))[0] == RIGHT
    grid, place = keywords.measured()
    assert grid[place[1.5, 1.0]] <= grid[place[1.5, 0.75]]
    above = keywords.library()
    long = [above.lengths[[one.id for one in above.passages].index(id)] for id in _names(keywords.view())[:3]]
    assert min(long[:2]) > 2 * above.lengths.mean() > 2 * long[2]


def test_a_real_line_is_judged_and_an_own_one_is_not() -> None:
    """What experts said is told where it is known."""
    assert f"Experts filed it under {RIGHT} (place 3)." in repr(keywords.view())
    assert "Experts" not in repr(keywords.view("password"))


@pytest.mark.parametrize("query", ["", "  ", "?!", "whalesong", "灯台"])
def test_a_query_that_finds_nothing_is_answered_in_a_sentence(query: str) -> None:
    """No table of arbitrary weaknesses, and the recorded numbers all the same."""
    card = keywords.view(query)
    assert "No weakness holds a word of your query" in repr(card)
    assert "recall@10 is" in repr(card)


def test_sliders_and_the_line_of_code_agree() -> None:
    """The twin returns the same card that the widget shows after the same changes."""
    explorer = keywords.explore()
    assert isinstance(explorer, Explorer)
    explorer.build()
    explorer.inputs["b"].value = 1.0
    explorer.inputs["query"].value = "buffer overflow"
    assert repr(explorer.shown) == repr(keywords.explore(b=1.0, query="buffer overflow"))
    assert explorer.fault is None


def test_every_step_of_the_sliders_was_measured() -> None:
    """No setting that a learner can reach lies beside the grid."""
    _, place = keywords.measured()
    for name, values in (("k1", bm25_grid.K1S), ("b", bm25_grid.BS)):
        control = next(one for one in keywords.CONTROLS if one.name == name)
        steps = round((control.high - control.low) / control.step)
        assert [control.nearest(control.low + step * control.step) for step in range(steps + 1)] == list(values)
    assert len(place) == len(bm25_grid.K1S) * len(bm25_grid.BS)
    with pytest.raises(ValueError, match="expected a measured point"):
        keywords.view(k1=1.23)


def test_answers_come_at_once(catalogue: Collection) -> None:
    """Nineteen of twenty real lines, also long ones, are answered within 150 ms."""
    keywords.view()
    taken = []
    for question in catalogue.questions[:100]:
        start = time.perf_counter()
        keywords.view(question.text, 0.7, 0.3)
        taken.append(time.perf_counter() - start)
    assert np.quantile(taken, 0.95) < 0.15


def test_the_record_is_of_todays_code_and_data(catalogue: Collection) -> None:
    """The header fits, and a point measured anew gives the recorded numbers."""
    record = recorded.load("bm25_grid")
    assert record["data"] == bm25_grid.SWEEP.fingerprint()
    again = bm25_grid.measure(catalogue, 1.5, [0.75])
    place = record["plan"]["b"].index(0.75)
    assert all(values == [record["results"]["1.5"][name][place]] for name, values in again.items())


def test_the_card_tells_the_recorded_numbers() -> None:
    """Recall at the settings, at the best and at the worst point are those of the record."""
    grid, place = keywords.measured()
    told = [float(number) for number in re.findall(r"is (\d\.\d{3}) ", repr(keywords.view()))]
    assert told == [round(grid[place[1.5, 0.75]], 3), round(grid.max(), 3)]
    assert f"and {grid.min():.3f} at its worst" in repr(keywords.view())
