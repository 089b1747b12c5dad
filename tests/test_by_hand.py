"""Prove that BM25 in pieces is BM25: the course's own, and that of two libraries."""

from __future__ import annotations

import math

import bm25s
import numpy as np
import pytest
import rank_bm25
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import by_hand
from helpers.bm25 import BM25, terms

WORDS = st.sampled_from(["fog", "rain", "bell", "tea", "4.2.1", "sheep", "ell"])
TEXTS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=1, max_size=12).filter(any)
QUERY = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
NOTICES = ("Fog: the ferry is late.", "The ferry is late again. Fog!", "Tea is served.")


def _scores(query: str, texts: list[str], weight: dict[str, float], k1: float = 1.5, b: float = 0.75) -> list[float]:
    """Return every passage's score, worked out by hand."""
    passages = [terms(text) for text in texts]
    mean = by_hand.mean_length(passages)
    return [by_hand.score(terms(query), passage, weight, mean, k1, b) for passage in passages]


@given(TEXTS, QUERY, st.floats(0, 3), st.floats(0, 1))
def test_the_pieces_add_up_to_the_courses_own_index(texts: list[str], query: str, k1: float, b: float) -> None:
    """By hand and by matrix give the same scores at any k1 and b."""
    weight = by_hand.weights([terms(text) for text in texts])
    assert _scores(query, texts, weight, k1, b) == pytest.approx(BM25(texts, k1, b).scores(query), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(TEXTS, QUERY)
def test_they_equal_two_libraries(texts: list[str], query: str) -> None:
    """With our weights it is bm25s (lucene), with those of rank_bm25 it is rank_bm25, negative weights included."""
    passages = [terms(text) for text in texts]
    lucene = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    lucene.index(passages, show_progress=False)
    known = [term for term in terms(query) if any(term in passage for passage in passages)]
    expected = lucene.get_scores(known) if known else np.zeros(len(texts))
    assert _scores(query, texts, by_hand.weights(passages)) == pytest.approx(expected, abs=1e-5)
    okapi = rank_bm25.BM25Okapi(passages).get_scores(terms(query))
    assert _scores(query, texts, by_hand.okapi_weights(passages)) == pytest.approx(okapi, abs=1e-5)


def test_negative_weights_put_the_matching_passages_last() -> None:
    """In rank_bm25's formula the notice about tea comes first for "fog"; in ours it is not found."""
    passages = [terms(notice) for notice in NOTICES]
    okapi = _scores("fog", list(NOTICES), by_hand.okapi_weights(passages))
    assert okapi == pytest.approx(rank_bm25.BM25Okapi(passages).get_scores(["fog"]))
    assert max(okapi) == okapi[2] == 0 > okapi[1] > okapi[0]
    assert BM25(NOTICES).search("fog", k=3).indices.tolist() == [0, 1]


@given(st.integers(1, 500), st.integers(0, 500))
def test_our_weight_is_never_negative_and_falls(n: int, more: int) -> None:
    """A word in all passages weighs least, and more than nothing."""
    total = n + more
    assert by_hand.idf(n, total) > 0
    assert n == 1 or by_hand.idf(n - 1, total) > by_hand.idf(n, total)


@given(st.integers(1, 100), st.floats(0, 5))
def test_saturation_rises_below_one(count: int, k1: float) -> None:
    """Each mention adds something, or nothing at k1 = 0; all of them together never add up to more than one."""
    assert by_hand.saturation(count, k1) <= by_hand.saturation(count + 1, k1) <= 1
    assert by_hand.saturation(count, 0) == 1
    assert by_hand.saturation(4.0, 4.0) == 0.5


def test_arrays_are_as_good_as_numbers() -> None:
    """The pictures draw whole curves at once."""
    counts = np.array([1.0, 2.0])
    assert by_hand.saturation(counts, 1.5).tolist() == [by_hand.saturation(1, 1.5), by_hand.saturation(2, 1.5)]


def test_posting_lists_name_each_passage_once() -> None:
    """Repetition lists nothing twice, and an empty passage nothing at all."""
    assert by_hand.postings([["fog", "fog"], [], ["tea", "fog"]]) == {"fog": [0, 2], "tea": [2]}
    assert by_hand.postings([]) == {}
    assert by_hand.mean_length([]) == 0


def test_parts_tell_where_a_score_comes_from() -> None:
    """One part a term, counted as often as it is asked, and their sum is the score."""
    query, passage, weight = ["fog", "tea", "fog"], ["fog", "tea", "tea"], {"fog": 2.0, "tea": 1.0}
    parts = by_hand.parts(query, passage, weight, mean=3)
    assert [(part.term, part.count) for part in parts] == [("fog", 1), ("tea", 2)]
    assert parts[0].score == pytest.approx(2 * 2.0 / 2.5)
    assert by_hand.score(query, passage, weight, mean=3) == pytest.approx(math.fsum(part.score for part in parts))


@given(TEXTS, QUERY, st.integers(1, 15))
def test_shared_terms_are_counted_once(texts: list[str], query: str, k: int) -> None:
    """The simplest search ranks by the number of different shared terms, the earlier passage first among equals."""
    counts = [by_hand.shared(query, text) for text in texts]
    order = sorted((place for place, count in enumerate(counts) if count), key=lambda place: -counts[place])
    index = by_hand.SharedTerms(texts)
    assert list(index.search(query, k)) == [(place, counts[place]) for place in order[:k]]
    assert index.search_many([query, "?"], k) == [index.search(query, k), index.search("", k)]


def test_shared_terms_refuse_what_cannot_be_searched() -> None:
    """As in BM25: k below one, and a text in place of several."""
    with pytest.raises(ValueError, match="found k=0"):
        by_hand.SharedTerms([]).search_many([], k=0)
    with pytest.raises(ValueError, match="single text"):
        by_hand.SharedTerms("fog")
