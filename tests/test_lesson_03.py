"""What lesson 03 says in words is so: in the record, in the searches, and by the reference of the field."""

from statistics import fmean

import ir_measures
import numpy as np
import pytest
from ir_measures import RR, R, nDCG

from helpers import chunk_grid, cwe, data, metrics, searching
from helpers.bm25 import BM25
from helpers.chunk_grid import Grid
from helpers.data import Collection
from helpers.intervals import bootstrap_ci, mcnemar_exact, paired_bootstrap
from helpers.shelf import shelve
from helpers.tuning import tune

K = 10


@pytest.fixture(scope="module")
def catalogue() -> Collection:
    """Return the weaknesses."""
    return cwe.load()


@pytest.fixture(scope="module")
def grid() -> Grid:
    """Return the recorded grid of chunks."""
    return chunk_grid.load()


def test_the_example_is_as_told(catalogue: Collection) -> None:
    """Two weaknesses are right, at places 2 and 4 of BM25's first five."""
    line = catalogue.question("CVE-2006-3211")
    five = searching.found(BM25(searching.texts(catalogue)), catalogue, [line], k=5)[0]
    assert [rank for rank, id in enumerate(five, 1) if id in line.passages] == [2, 4]
    assert len(line.passages) == 2


def test_the_counts_in_the_text_are_right(catalogue: Collection, grid: Grid) -> None:
    """938 weaknesses, about two thousand lines, fifteen books, twelve sizes with six overlaps, 39 things a half."""
    assert len(catalogue.passages) == 938
    assert 1900 < len(catalogue.questions) < 2100
    assert len(shelve(data.load("chronicle")).books) == 15
    assert len([key for key in grid.cuts if key[0] == "words"]) == 12 * 6
    assert len(set(grid.entities)) // 2 == 39


def test_the_reference_agrees_on_real_rankings(catalogue: Collection) -> None:
    """On every tenth line, the course's means over BM25's rankings are those of ir-measures."""
    some = catalogue.questions[::10]
    ranked = searching.found(BM25(searching.texts(catalogue)), catalogue, some, k=20)
    run = {one.id: {id: -float(rank) for rank, id in enumerate(ids)} for one, ids in zip(some, ranked, strict=True)}
    judged = {one.id: dict.fromkeys(one.passages, 1) for one in some}
    wanted = ir_measures.calc_aggregate([nDCG @ K, RR @ K, R @ K], judged, run)
    ours = {nDCG @ K: metrics.ndcg_at_k, RR @ K: metrics.reciprocal_rank, R @ K: metrics.recall_at_k}
    for name, measure in ours.items():
        mean = fmean(measure(ids, one.passages, K) for one, ids in zip(some, ranked, strict=True))
        assert mean == pytest.approx(wanted[name], abs=1e-9)


@pytest.mark.slow
def test_the_order_of_the_three_searches_is_as_told(catalogue: Collection) -> None:
    """The hybrid leads at ten and cannot be told from BM25 at one, though their bars overlap at ten."""
    from helpers.embeddings import DenseIndex, Embedder  # noqa: PLC0415 - torch is loaded only where it is needed
    from helpers.fusion import HybridIndex  # noqa: PLC0415 - as above

    texts, questions = searching.texts(catalogue), catalogue.questions
    words, meaning = BM25(texts), DenseIndex(texts, Embedder.load(remember=True))
    indexes = {"words": words, "meaning": meaning, "hybrid": HybridIndex([words, meaning])}
    found = {name: searching.found(index, catalogue, questions, K) for name, index in indexes.items()}
    hits = {
        (name, k): np.array(
            [not set(one.passages).isdisjoint(ids[:k]) for one, ids in zip(questions, ranked, strict=True)]
        )
        for name, ranked in found.items()
        for k in (1, K)
    }
    groups = [one.group for one in questions]
    for k in (1, K):
        assert hits["hybrid", k].mean() > hits["words", k].mean() > hits["meaning", k].mean()
    assert bootstrap_ci(hits["words", K], groups).high > bootstrap_ci(hits["hybrid", K], groups).low
    assert paired_bootstrap(hits["hybrid", K], hits["words", K], groups).low > 0
    assert 0 in paired_bootstrap(hits["hybrid", 1], hits["words", 1], groups)
    assert mcnemar_exact(hits["words", K], hits["meaning", K]) < 0.001


def test_larger_chunks_trade_precision_for_recall(grid: Grid) -> None:
    """From 20 words to 240, recall of three chunks more than doubles and precision falls by more than half."""
    small, large = grid.at(20, 20), grid.at(240, 20)
    assert large.found(3).mean() > 2 * small.found(3).mean()
    assert large.precision[2] < small.precision[2] / 2


def test_the_guided_questions_have_their_answers(grid: Grid) -> None:
    """From 120 to 140 words recall within 240 falls; an overlap of a half finds more, with twice the chunks."""
    assert grid.at(140, 20).found_within(240).mean() < grid.at(120, 20).found_within(240).mean()
    none, half = grid.at(80, 0), grid.at(80, 50)
    assert half.found(3).mean() > none.found(3).mean()
    assert 1.7 < half.chunks / none.chunks < 2.4
    assert half.read[2] == pytest.approx(none.read[2], rel=0.05)


def test_reading_the_same_words_recall_stops_climbing_at_120(grid: Grid) -> None:
    """Up to 120 words every larger size finds more within 240 words; beyond, none is more than a point better."""
    within = {size: grid.at(size, 20).found_within(240).mean() for size in grid.sizes()}
    climbing = [within[size] for size in (20, 40, 60, 80, 100, 120)]
    assert climbing == sorted(climbing)
    assert max(within[size] for size in within if size > 120) < within[120] + 0.015


def test_the_best_size_depends_on_the_search(grid: Grid) -> None:
    """By meaning, nothing above 40 words finds more within 240 words; by words, 120 finds clearly more than 40."""
    meaning = {size: grid.at(size, 20, "meaning").found_within(240).mean() for size in grid.sizes("meaning")}
    assert max(meaning, key=lambda size: meaning[size]) == 40
    gain = paired_bootstrap(grid.at(120, 20).found_within(240), grid.at(40, 20).found_within(240), grid.entities)
    assert gain.low > 0


def test_choosing_flatters_and_fewer_questions_flatter_more(grid: Grid) -> None:
    """Over two hundred splits, most winners look better where they were chosen, the more so on few things."""
    settings = {
        f"{size} {percent}": grid.at(size, percent).found_within(240)
        for size in grid.sizes()
        for percent in (0, 10, 20, 30, 40, 50)
    }
    runs = {n: [tune(settings, grid.entities, seed, n).flattery for seed in range(200)] for n in (10, 20, 39)}
    means = [fmean(runs[n]) for n in (10, 20, 39)]
    assert means == sorted(means, reverse=True)
    assert all(np.mean(np.array(one) > 0) > 0.75 for one in runs.values())
