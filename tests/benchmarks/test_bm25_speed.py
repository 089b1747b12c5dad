"""BM25 against two libraries: ratios of medians, measured in turns in one run on one thread, same ranking required.

All three are given the same terms, and the time it takes to split texts into terms counts for all three.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import bm25s
import numpy as np
import pytest
import rank_bm25

from helpers.bm25 import BM25, terms
from helpers.rankings import Ranking
from helpers.worlds.world import WorldConfig, make_world

K = 10
QUERIES = 300
SLOW_QUERIES = 3
ROUNDS = 3
SIZES = (10_000, 100_000)


@dataclass(frozen=True)
class Race:
    """What one collection gave: the median seconds of each contestant, and what two of them found."""

    passages: int
    seconds: Mapping[str, float]
    ours: Sequence[Ranking]
    theirs: bm25s.Results

    def times_faster(self, act: str, other: str) -> float:
        """Return how many times longer another needs for an act."""
        return self.seconds[f"{act} {other}"] / self.seconds[f"{act} ours"]


def _library_index(texts: Sequence[str]) -> bm25s.BM25:
    """Index with bm25s in its numpy form."""
    index = bm25s.BM25(method="lucene", k1=1.5, b=0.75, backend="numpy")
    index.index([terms(text) for text in texts], show_progress=False)
    return index


def _library_search(index: bm25s.BM25, queries: Sequence[str]) -> bm25s.Results:
    """Search with bm25s in its numpy form, on one thread."""
    asked = [terms(query) for query in queries]
    return index.retrieve(asked, k=K, show_progress=False, n_threads=0, backend_selection="numpy")


def _plain_search(index: rank_bm25.BM25Okapi, queries: Sequence[str]) -> list[np.ndarray]:
    """Search with rank_bm25, best first."""
    return [np.argsort(index.get_scores(terms(query)))[::-1][:K] for query in queries]


def _race(size: int) -> Race:
    """Let all of them index and search the same passages, taking turns."""
    texts = [passage.text for passage in make_world(WorldConfig(n=size)).passages]
    queries = [question.text for question in make_world(WorldConfig(n=100)).questions("heldout")[:QUERIES]]
    taken: dict[str, list[float]] = {}

    def timed(name: str, act: Callable[[], Any], share: int = 1) -> Any:  # noqa: ANN401 - what the act returns
        gc.collect()
        start = time.perf_counter()
        made = act()
        taken.setdefault(name, []).append((time.perf_counter() - start) / share)
        return made

    plain = rank_bm25.BM25Okapi([terms(text) for text in texts])
    for _ in range(ROUNDS):
        ours = timed("index ours", lambda: BM25(texts))
        theirs = timed("index bm25s", lambda: _library_index(texts))
        for _ in range(ROUNDS):
            found = timed("search ours", lambda index=ours: index.search_many(queries, K), QUERIES)
            other = timed("search bm25s", lambda index=theirs: _library_search(index, queries), QUERIES)
        timed("search rank_bm25", lambda: _plain_search(plain, queries[:SLOW_QUERIES]), SLOW_QUERIES)
    return Race(size, {name: statistics.median(times) for name, times in taken.items()}, found, other)


@pytest.fixture(scope="module", params=SIZES)
def race(request: pytest.FixtureRequest) -> Race:
    """Run each size once for all tests."""
    return _race(request.param)


@pytest.mark.benchmark
def test_the_same_passages_are_found(race: Race) -> None:
    """Scores agree in every place, and where two passages are in another order their scores are equal."""
    for mine, scores, indices in zip(race.ours, race.theirs.scores, race.theirs.documents, strict=True):
        assert mine.scores == pytest.approx(scores[: len(mine)], abs=1e-4)
        differing = mine.indices != indices[: len(mine)]
        tied = [np.isclose(np.delete(scores, place), scores[place], atol=1e-4).any() for place in range(len(mine))]
        assert not (differing & ~np.array(tied))[:-1].any()


@pytest.mark.benchmark
def test_it_is_as_fast_as_promised(race: Race, capsys: pytest.CaptureFixture[str]) -> None:
    """Both acts take no longer than with bm25s, a search a hundredth of rank_bm25; the line tells by how much."""
    ratios = {
        "search / bm25s": race.times_faster("search", "bm25s"),
        "search / rank_bm25": race.times_faster("search", "rank_bm25"),
        "index / bm25s": race.times_faster("index", "bm25s"),
    }
    told = " · ".join(f"{name} {ratio:.2f}x" for name, ratio in ratios.items())
    with capsys.disabled():
        sys.stdout.write(f"\nBM25, {race.passages:,} passages: {told} ({race.seconds['search ours']:.2g} s a query)\n")
    assert ratios["search / bm25s"] >= 1
    assert ratios["search / rank_bm25"] >= 100
    assert ratios["index / bm25s"] >= 1
