"""Prove BM25: its formula, its tokens, its order, its edges."""

import math

import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stopwatch import quickest

from helpers.bm25 import BM25, terms

WORDS = st.sampled_from(["fog", "rain", "bell", "tea", "4.2.1", "sheep", "ell"])
TEXTS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=12)
QUERY = st.lists(WORDS, max_size=6).map(" ".join)
CONSTANTS = st.tuples(st.floats(0, 4), st.floats(0, 1))


def _plain_scores(texts: list[str], query: str, k1: float, b: float) -> list[float]:
    """Follow the formula word by word."""
    passages = [terms(text) for text in texts]
    mean = sum(map(len, passages)) / len(passages)
    scores = [0.0] * len(passages)
    for term in terms(query):
        n = sum(term in passage for passage in passages)
        idf = math.log(1 + (len(passages) - n + 0.5) / (n + 0.5))
        for place, passage in enumerate(passages):
            if tf := passage.count(term):
                scores[place] += idf * tf / (tf + k1 * (1 - b + b * len(passage) / mean))
    return scores


@given(TEXTS.filter(bool), QUERY, CONSTANTS)
def test_scores_follow_the_formula(texts: list[str], query: str, constants: tuple[float, float]) -> None:
    """Every score equals that of the formula read aloud, for any k1 and b; a term asked twice counts twice."""
    k1, b = constants
    assert BM25(texts, k1, b).scores(query) == pytest.approx(_plain_scores(texts, query, k1, b), abs=1e-9)


@settings(max_examples=30)
@given(TEXTS.filter(any), QUERY.filter(bool))
def test_scores_equal_those_of_bm25s(texts: list[str], query: str) -> None:
    """The library computes the same from the same terms."""
    library = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    library.index([terms(text) for text in texts], show_progress=False)
    known = [term for term in terms(query) if any(term in terms(text) for text in texts)]
    expected = library.get_scores(known) if known else np.zeros(len(texts))
    assert BM25(texts).scores(query) == pytest.approx(expected, abs=1e-5)


@given(TEXTS, QUERY, st.integers(1, 15))
def test_search_returns_the_best_scores(texts: list[str], query: str, k: int) -> None:
    """Found are the k best above zero, ties by index, one by one as all at once."""
    index = BM25(texts)
    scores = index.scores(query).tolist()
    order = sorted((place for place, score in enumerate(scores) if score > 0), key=lambda place: -scores[place])
    ranking = index.search(query, k)
    assert list(ranking) == [(place, scores[place]) for place in order[:k]]
    assert index.search_many([query, "", query], k) == [ranking, index.search("", k), ranking]


def test_a_search_without_known_words_finds_nothing() -> None:
    """Neither an empty nor an unknown query brings arbitrary passages."""
    index = BM25(["fog", "rain"])
    assert [len(ranking) for ranking in index.search_many(["", "?!", "storm"], k=2)] == [0, 0, 0]
    assert index.search_many([], k=2) == []


def test_small_collections() -> None:
    """No passage, an empty one, a single one, more asked for than there are: never a crash, never a NaN."""
    assert len(BM25([])) == len(BM25([]).search("fog", k=3)) == 0
    assert BM25(["", ""]).scores("fog").tolist() == [0, 0]
    assert BM25(["fog"]).search("fog", k=99).indices.tolist() == [0]
    assert BM25(["", "fog"]).search("fog", k=99).indices.tolist() == [1]


def test_a_passage_with_the_word_always_beats_one_without() -> None:
    """Also for a word in every passage but one, where some formulas turn negative."""
    index = BM25(["fog", "fog", "fog", "rain"])
    assert sorted(index.search("fog", k=4).indices.tolist()) == [0, 1, 2]


@pytest.mark.parametrize(
    ("k1", "b"), [(-0.1, 0.5), (1.5, 1.1), (1.5, -0.1), (math.nan, 0.5), (math.inf, 0), (1, math.nan)]
)
def test_constants_out_of_range_are_errors(k1: float, b: float) -> None:
    """The message shows both."""
    with pytest.raises(ValueError, match=f"found k1={k1}, b={b}"):
        BM25(["fog"], k1, b)


def test_queries_that_cannot_be_searched_are_errors() -> None:
    """K below one, also with no query at all, and a string in place of several queries."""
    index = BM25(["fog"])
    for attempt in (lambda: index.search("fog", k=0), lambda: index.search_many([], k=0)):
        with pytest.raises(ValueError, match="found k=0"):
            attempt()
    with pytest.raises(ValueError, match="single text"):
        index.search_many("fog", k=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Fog, FOG; (fog)!", ["fog", "fog", "fog"]),
        ("TARN-2031-0044.", ["tarn-2031-0044", "tarn", "2031", "0044"]),
        ("is 4.2.1.", ["is", "4.2.1", "4", "2", "1"]),
        ("allow_guest_sync=1", ["allow_guest_sync", "allow", "guest", "sync", "1"]),
        ("one -- two...three", ["one", "two", "three"]),
        ("it's", ["it", "s"]),
        ("Stra\u00dfe", ["strasse"]),
        ("Cafe\u0301 \u00e9t\u00e9", ["caf\u00e9", "\u00e9t\u00e9"]),
        ("Туман над портом", ["туман", "над", "портом"]),
        ("ضباب البحر", ["ضباب", "البحر"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("灯台と4.2", ["灯", "台", "と", "4.2", "4", "2"]),
        ("안개가 낀다", ["안개가", "낀다"]),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    """Words of any script, identifiers whole and in pieces."""
    assert terms(text) == expected


@given(st.text(alphabet="aZ09.-_:/ ,'\n", max_size=30))
def test_plain_and_foreign_texts_are_split_alike(text: str) -> None:
    """The short way for plain letters gives what the general way gives."""
    assert terms(text) == terms(text + " é")[:-1]


@given(st.text(max_size=60))
def test_terms_find_themselves(text: str) -> None:
    """Every passage is found by its own text, if it holds a word at all."""
    assert len(BM25([text]).search(text, k=1)) == bool(terms(text))


@pytest.mark.clock
def test_long_words_without_end_take_no_time() -> None:
    """No text makes the splitting explode."""
    assert quickest(lambda: terms("a" * 100_000 + "-" * 100_000 + "é" + "a-" * 100_000)) < 2


@pytest.mark.clock
@pytest.mark.slow
def test_ten_thousand_passages_are_indexed_and_searched_quickly() -> None:
    """Indexing takes about half a second and a query a tenth of a millisecond; the bound allows for slow machines."""
    rng = np.random.default_rng(0)
    lines = [" ".join(map(str, row)) for row in rng.zipf(1.3, (10_000, 60)) % 20_000]
    assert quickest(lambda: BM25(lines).search_many(lines[:200], k=1)) < 4
    found = BM25(lines).search_many(lines[:200], k=1)
    assert np.mean([ranking.indices[0] == place for place, ranking in enumerate(found)]) > 0.95


ANY_TEXTS = st.lists(st.text(max_size=30), max_size=8)


@settings(deadline=None)
@given(ANY_TEXTS, st.text(max_size=30), st.integers(1, 20))
def test_any_text_is_searched_without_a_crash(texts: list[str], query: str, k: int) -> None:
    """Whatever the script and the size: finite scores, real places, each once, best first, never more than k.

    What is found holds a term of the query, and what is not found beside fewer than k holds none.
    """
    index = BM25(texts)
    scores, ranking = index.scores(query), index.search(query, k)
    assert scores.shape == (len(texts),) and np.isfinite(scores).all() and (scores >= 0).all()
    holding = {place for place, text in enumerate(texts) if set(terms(text)) & set(terms(query))}
    found = ranking.indices.tolist()
    assert len(set(found)) == len(found) == min(k, len(holding))
    assert set(found) <= holding
    assert ranking.scores.tolist() == sorted(scores[found].tolist(), reverse=True)


@given(ANY_TEXTS, st.text(max_size=30))
def test_letter_case_and_marks_around_words_change_nothing(texts: list[str], query: str) -> None:
    """A shouted, bracketed or quoted plain query finds what the plain one finds."""
    plain = " ".join(term for term in query.lower().split() if term.isascii() and term.isalnum())
    index = BM25([*texts, plain])
    assert index.search(f"  «{plain.upper()}»?! ", k=9) == index.search(plain, k=9)


@given(st.lists(st.sampled_from(["fog", "tea", "νησί", "島", "4.2.1"]), max_size=40), st.integers(0, 3))
def test_equal_passages_have_equal_scores_in_the_order_given(words: list[str], others: int) -> None:
    """Copies of a passage stand side by side, the earlier first, wherever the other passages are."""
    text = " ".join(["bell", *words])
    index = BM25([text, *["rain"] * others, text])
    ranking = index.search("bell", k=5)
    assert ranking.indices.tolist() == [0, others + 1]
    assert ranking.scores[0] == ranking.scores[1]


@pytest.mark.parametrize("texts", ["fog", ["fog", None], ["fog", 3], [b"fog"], ["\ud800"]])
def test_passages_that_are_no_text_are_errors(texts: list[str]) -> None:
    """The message says what was found, where, and what to do; nothing is indexed in silence."""
    with pytest.raises(ValueError, match=r"found .*; expected .*; do "):
        BM25(texts)


@pytest.mark.parametrize("query", [None, 3, ["fog"], b"fog"])
def test_a_query_that_is_no_text_is_an_error(query: str) -> None:
    """Neither a crash deep inside nor an empty ranking."""
    with pytest.raises(ValueError, match="expected text"):
        BM25(["fog"]).search(query, k=1)
