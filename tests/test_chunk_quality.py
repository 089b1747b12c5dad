"""Recall and precision of chunks, counted by hand on a small shelf, and bounded on the real one."""

from dataclasses import replace

import numpy as np
import pytest

from helpers import data
from helpers.bm25 import BM25
from helpers.chunk_quality import Quality, measure
from helpers.chunks import ChunkConfig
from helpers.collection import Collection, Passage, Question
from helpers.shelf import Shelf, shelve


@pytest.fixture
def fog() -> Shelf:
    """Return one book of twelve words with one question, whose answer stands in the second half."""
    text = "The fog of Monday fell on the quay. It lifted at noon."
    question = Question("q", "When did the fog of Monday lift?", ("at noon",), ("A-1",))
    return shelve(Collection("fog", (Passage("A-1", text, meta={"author": "Hob"}),), (question,)))


@pytest.fixture(scope="module")
def chronicle() -> tuple[Shelf, Quality]:
    """Return the chronicle, measured at one setting."""
    shelf = shelve(data.load("chronicle"))
    return shelf, measure(shelf, ChunkConfig(80, 20), BM25)


def test_counted_by_hand(fog: Shelf) -> None:
    """The first of two chunks of six words lacks the answer; the second has it, and four words of evidence of six."""
    quality = measure(fog, ChunkConfig(6, 0, whole_sentences=False), BM25, depth=2)
    assert (quality.chunks, quality.cut, quality.places.tolist()) == (2, 0, [2])
    assert quality.read.tolist() == [[6, 12]]
    assert quality.evidence.tolist() == [[0, 4]]
    assert (quality.found(1)[0], quality.found(2)[0], quality.precision(2)[0]) == (0, 1, pytest.approx(4 / 12))
    assert quality.reached().tolist() == [12]


def test_an_answer_cut_in_two_is_found_nowhere(fog: Shelf) -> None:
    """A border between "at" and "noon" hides the answer; an overlap brings it back."""
    late = replace(fog.asked[0], question=Question("q", "Lifted at what hour?", ("at noon",), ("A-1",)))
    without, overlapping = (
        measure(Shelf(fog.books, (late,)), ChunkConfig(11, overlap, whole_sentences=False), BM25, depth=3)
        for overlap in (0, 2)
    )
    assert (without.cut, without.places.tolist(), without.reached().tolist()) == (1, [0], [0])
    assert (overlapping.cut, overlapping.places.tolist()) == (0, [1])


def test_words_read_twice_cost_twice_but_count_once(fog: Shelf) -> None:
    """With an overlap more words are read than the book has, and no more evidence is found than there is."""
    quality = measure(fog, ChunkConfig(8, 7, whole_sentences=False), BM25, depth=5)
    assert quality.read[0, -1] == 40
    assert quality.evidence[0, -1] == 4


def test_a_search_that_finds_nothing_reads_nothing(fog: Shelf) -> None:
    """No term in common: no chunk, no word, no recall, and a precision of zero."""
    stranger = Question("q", "Pourquoi?", ("at noon",), ("A-1",))
    shelf = Shelf(fog.books, (replace(fog.asked[0], question=stranger),))
    quality = measure(shelf, ChunkConfig(6, 0), BM25)
    assert (quality.places[0], quality.read.max(), quality.precision(10)[0]) == (0, 0, 0)


def test_bounds_hold_on_the_chronicle(chronicle: tuple[Shelf, Quality]) -> None:
    """More chunks find no less and read no less; evidence never exceeds what is read or what there is."""
    shelf, quality = chronicle
    found = [quality.found(k).mean() for k in range(1, 11)]
    assert found == sorted(found)
    assert (np.diff(quality.read, axis=1) >= 0).all()
    assert (quality.evidence <= quality.read).all()
    assert (quality.evidence[:, -1] <= [len(one.evidence) for one in shelf.asked]).all()


def test_an_answer_in_the_first_k_chunks_brings_evidence(chronicle: tuple[Shelf, Quality]) -> None:
    """Whoever holds the answer holds some of the sentence around it."""
    _, quality = chronicle
    assert (quality.evidence[quality.places == 1, 0] > 0).all()


@pytest.mark.parametrize("k", [0, -1, 11])
def test_a_k_that_was_not_measured_is_refused(chronicle: tuple[Shelf, Quality], k: int) -> None:
    """Neither nought nor more than the depth."""
    with pytest.raises(ValueError, match=r"at (least|most)"):
        chronicle[1].found(k)
    with pytest.raises(ValueError, match=r"at (least|most)"):
        chronicle[1].precision(k)
