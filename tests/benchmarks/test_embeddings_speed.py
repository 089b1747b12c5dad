"""Encoding against sentence-transformers: same model and texts, one thread, in turns; equal vectors required.

The library is no part of the course: where it is not installed, this is left out (pip install sentence-transformers).
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pytest
import torch

from helpers import fetch
from helpers.embeddings import MOST_PIECES, Embedder
from helpers.worlds.world import WorldConfig, make_world

PASSAGES, QUERIES = 160, 320
ROUNDS = 5
MISSING = "sentence-transformers is not installed, so there is nothing to compare with"


@dataclass(frozen=True)
class Race:
    """The vectors of both, and by the kind of text how many times longer the library takes: median, least, greatest."""

    ours: np.ndarray
    theirs: np.ndarray
    times_faster: Mapping[str, tuple[float, float, float]]


@pytest.fixture(scope="module")
def one_thread() -> Iterator[None]:
    """Let both compute on one thread."""
    before = torch.get_num_threads()
    yield torch.set_num_threads(1)
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def race(one_thread: None) -> Race:
    """Let both encode passages and queries, taking turns."""
    library = pytest.importorskip("sentence_transformers", reason=MISSING)
    ours, theirs = Embedder.load(), library.SentenceTransformer(str(fetch.model_folder("minilm")), device="cpu")
    theirs.max_seq_length = MOST_PIECES
    torch.set_num_threads(1)
    world = make_world(WorldConfig(n=PASSAGES))
    passages = [passage.text for passage in world.passages]
    queries = [question.text for question in world.questions("heldout")[:QUERIES]]
    contestants = {
        "ours": ours.encode,
        "theirs": lambda texts: theirs.encode(texts, normalize_embeddings=True, show_progress_bar=False),
    }
    faster, vectors = {}, {name: [] for name in contestants}
    for kind, texts in {"passages": passages, "queries": queries}.items():
        taken: dict[str, list[float]] = {name: [] for name in contestants}
        for name, encode in contestants.items():
            vectors[name].append(encode(texts))
        for _ in range(ROUNDS):
            for name, encode in contestants.items():
                taken[name].append(_seconds(lambda encode=encode, texts=texts: encode(texts)))
        pairs = [theirs / ours for ours, theirs in zip(taken["ours"], taken["theirs"], strict=True)]
        median = statistics.median(taken["theirs"]) / statistics.median(taken["ours"])
        faster[kind] = (median, min(pairs), max(pairs))
    return Race(np.vstack(vectors["ours"]), np.vstack(vectors["theirs"]), faster)


def _seconds(act: Callable[[], object]) -> float:
    """Return the clock's time for an act."""
    gc.collect()
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


@pytest.mark.benchmark
def test_the_vectors_are_the_same(race: Race) -> None:
    """Every number of every vector agrees to 1e-5."""
    assert race.ours.shape == race.theirs.shape
    assert np.abs(race.ours - race.theirs).max() < 1e-5


@pytest.mark.benchmark
def test_it_is_at_least_as_fast(race: Race, capsys: pytest.CaptureFixture[str]) -> None:
    """Passages and queries alike take no longer than with the library; the line tells by how much."""
    told = " · ".join(
        f"{kind} {median:.2f}x ({least:.2f} to {most:.2f})" for kind, (median, least, most) in race.times_faster.items()
    )
    with capsys.disabled():
        sys.stdout.write(f"\nMiniLM against sentence-transformers: {told}\n")
    assert min(median for median, _, _ in race.times_faster.values()) >= 1
