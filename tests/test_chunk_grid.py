"""The recorded grid: it is what measuring gives, whole, and refuses what it does not hold."""

import json
from pathlib import Path

import numpy as np
import pytest

from helpers import chunk_grid, data, recorded
from helpers.bm25 import BM25
from helpers.chunk_grid import Grid
from helpers.chunk_quality import measure
from helpers.chunks import ChunkConfig
from helpers.data import DataError
from helpers.measure import chunk_grid as sweep
from helpers.shelf import shelve


@pytest.fixture(scope="module")
def grid() -> Grid:
    """Return the grid."""
    return chunk_grid.load()


def test_the_record_belongs_to_the_data() -> None:
    """The chronicle and the plan are still those that were measured."""
    assert recorded.load("chunk_grid")["data"] == sweep.SWEEP.fingerprint()


def test_every_point_of_the_plan_is_there(grid: Grid) -> None:
    """Both searches have all their sizes and overlaps, with a place for every question."""
    wanted = {
        (name, size, percent)
        for name, (sizes, percents) in sweep.GRID.items()
        for size in sizes
        for percent in percents
    }
    assert set(grid.cuts) == wanted
    assert all(len(cut.places) == len(cut.reached) == len(grid.entities) for cut in grid.cuts.values())


@pytest.mark.parametrize(("size", "percent"), [(20, 50), (120, 20), (240, 0)])
def test_measuring_again_gives_the_record(grid: Grid, size: int, percent: int) -> None:
    """A point measured now is the point in the record, question by question."""
    shelf = shelve(data.load("chronicle"))
    quality = measure(shelf, ChunkConfig(size, size * percent // 100), BM25, sweep.DEPTH)
    cut = grid.at(size, percent)
    assert [one.question.entity for one in shelf.asked] == list(grid.entities)
    assert np.array_equal(cut.places, quality.places)
    assert np.array_equal(cut.reached, quality.reached())
    assert (cut.chunks, cut.cut) == (quality.chunks, quality.cut)
    assert cut.precision[4] == pytest.approx(quality.precision(5).mean(), abs=1e-4)


def test_the_depth_suffices_for_the_budget(grid: Grid) -> None:
    """Even with the smallest chunks, more than 240 words are read at the recorded depth, so none is missed."""
    quality = measure(shelve(data.load("chronicle")), ChunkConfig(20, 0), BM25, sweep.DEPTH)
    assert (quality.read[:, -1] >= 240).mean() > 0.95


def test_more_chunks_and_more_words_find_no_less(grid: Grid) -> None:
    """Both kinds of recall rise with what is read."""
    for cut in grid.cuts.values():
        by_k = [cut.found(k).mean() for k in range(1, 11)]
        by_words = [cut.found_within(words).mean() for words in (40, 80, 160, 240)]
        assert (by_k, by_words) == (sorted(by_k), sorted(by_words))


def test_what_was_not_measured_is_refused(grid: Grid) -> None:
    """Points off the grid, depths and budgets beyond it are told."""
    with pytest.raises(ValueError, match=r"expected sizes \[20, .*240\], overlaps \[0, 10"):
        grid.at(90, 20)
    with pytest.raises(ValueError, match="expected sizes"):
        grid.at(80, 50, "meaning")
    with pytest.raises(ValueError, match="found k=11"):
        grid.at(80, 20).found(11)
    with pytest.raises(ValueError, match="found words=300"):
        grid.at(80, 20).found_within(300)


@pytest.mark.parametrize("damage", [{"words 20": 3}, {"questions": "nobody"}, {"words 20": [{"percent": 0}]}])
def test_a_damaged_record_says_how_to_make_it_again(tmp_path: Path, damage: dict[str, object]) -> None:
    """A record that does not fit names the command."""
    record = recorded.load("chunk_grid")
    record["results"] |= damage
    (tmp_path / "chunk_grid.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(DataError, match=r"do run `python -m helpers.measure chunk_grid`"):
        chunk_grid.load(tmp_path)
