"""Prove the scores of answers and rankings."""

import math
from collections.abc import Callable

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, nDCG

from helpers import metrics

RANKED = st.lists(st.integers(0, 30), unique=True, max_size=25)
RELEVANT = st.sets(st.integers(0, 30), min_size=1, max_size=10)
CUTOFF = st.integers(1, 30)


@given(st.text())
def test_normalising_twice_changes_nothing_for_words(text: str) -> None:
    """A normalised text made of letters, digits and spaces is already in its final form."""
    plain = " ".join("".join(c if c.isascii() and c.isalnum() else " " for c in text).split())
    assert metrics.normalise(metrics.normalise(plain)) == metrics.normalise(plain)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Gullwing.", "gullwing"),
        ("9,000 crowns", "9000 Crowns"),
        ("Gannet\u2019s Rest", "Gannet's Rest"),
        ("“Port  Ellory”", "Port\nEllory"),
        ("(4.2.1)", "4.2.1."),
        ("buffer-overflow", "buffer overflow"),
        ("allow_guest_sync", "allow guest sync"),
        ("\uff14.2", "4.2"),
        ("Cafe\u0301", "CAF\u00c9"),
    ],
)
def test_what_means_the_same_is_normalised_alike(one: str, other: str) -> None:
    """Case, articles, punctuation, spacing and ways of encoding do not count."""
    assert metrics.normalise(one) == metrics.normalise(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("4.2.1", "42.1"), ("4.2.1", "4 2 1"), ("CVE-2031-0044", "CVE-20310-044"), ("10:30", "1030"), ("कि", "की")],
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    """Marks inside numbers and identifiers are kept, and so are the vowel signs of other scripts."""
    assert metrics.normalise(one) != metrics.normalise(other)


def test_an_article_alone_is_kept() -> None:
    """An answer that consists of an article does not become empty, which would match every empty prediction."""
    assert metrics.normalise("The") == "the"
    assert not metrics.exact_match("", "A")


@given(st.text(alphabet="abc 1.", min_size=1), st.text(alphabet="abc 1.", min_size=1))
def test_the_three_answer_scores_agree(prediction: str, answer: str) -> None:
    """An exact match has F1 1 and contains the answer; F1 stays within 0 and 1."""
    if not metrics.normalise(answer):
        return
    f1 = metrics.token_f1(prediction, answer)
    assert 0 <= f1 <= 1
    if metrics.exact_match(prediction, answer):
        assert f1 == 1
        assert metrics.contains_answer(prediction, answer, most_words=100)


def test_the_best_alias_counts() -> None:
    """Each score takes the best of several spellings."""
    aliases = ("three bells", "3 bells")
    assert metrics.exact_match("3 Bells", aliases)
    assert metrics.token_f1("3 bells", aliases) == 1
    assert metrics.contains_answer("I would say 3 bells.", aliases)


@pytest.mark.parametrize("score", [metrics.exact_match, metrics.token_f1, metrics.contains_answer])
@pytest.mark.parametrize("answers", [[], [""], "?!", ["4.2", " "]])
def test_no_answer_to_compare_with_is_an_error(score: Callable[..., float], answers: str | list[str]) -> None:
    """An empty reference never counts as matched by an empty prediction."""
    with pytest.raises(ValueError, match="expected at least one answer"):
        score("", answers)


@pytest.mark.parametrize(
    ("prediction", "others", "expected"),
    [
        ("It is fixed in 4.2.1", ["5.0", "4.2.1"], True),
        ("4.2.1 or perhaps 5.0", ["5.0"], False),
        ("one two three four five six 4.2.1", [], True),
        ("one two three four five six seven 4.2.1", [], False),
        ("4.2.1 one two three four five six 5.0", ["5.0"], True),
        ("4.2.10", [], False),
        ("4.2.1-beta", [], False),
        ("", [], False),
    ],
)
def test_contains_counts_the_first_words_and_no_lists(prediction: str, others: list[str], expected: bool) -> None:
    """The answer must come early, whole, and without a competing value."""
    assert metrics.contains_answer(prediction, "4.2.1", others, most_words=7) is expected


def test_the_longest_value_is_meant() -> None:
    """A competing value inside the right one does not count against it, and the other way round."""
    assert metrics.contains_answer("a denial of service", "denial of service", ["service"])
    assert not metrics.contains_answer("a denial of service", "service", ["denial of service"])


def test_sixteen_words_are_the_default() -> None:
    """The seventeenth word is too late."""
    assert metrics.contains_answer("word " * 15 + "Oarmouth", "Oarmouth")
    assert not metrics.contains_answer("word " * 16 + "Oarmouth", "Oarmouth")


@given(RANKED, RELEVANT, CUTOFF)
def test_rankings_are_scored_as_by_ir_measures(ranked: list[int], relevant: set[int], k: int) -> None:
    """Recall, reciprocal rank and nDCG equal the library's."""
    run = {"q": {str(item): float(-place) for place, item in enumerate(ranked)}} if ranked else {"q": {"none": 0.0}}
    expected = ir_measures.calc_aggregate([nDCG @ k, RR @ k, R @ k], {"q": {str(item): 1 for item in relevant}}, run)
    assert math.isclose(metrics.ndcg_at_k(ranked, relevant, k), expected[nDCG @ k], abs_tol=1e-9)
    assert math.isclose(metrics.reciprocal_rank(ranked, relevant, k), expected[RR @ k], abs_tol=1e-9)
    assert math.isclose(metrics.recall_at_k(ranked, relevant, k), expected[R @ k], abs_tol=1e-9)


@given(RANKED, st.dictionaries(st.integers(0, 30), st.integers(1, 3), min_size=1), CUTOFF)
def test_graded_gains_are_scored_as_by_ir_measures(ranked: list[int], gains: dict[int, int], k: int) -> None:
    """NDCG with several grades equals the library's (linear gain)."""
    run = {"q": {str(item): float(-place) for place, item in enumerate(ranked)}} if ranked else {"q": {"none": 0.0}}
    qrels = {"q": {str(item): gain for item, gain in gains.items()}}
    expected = ir_measures.calc_aggregate([nDCG @ k], qrels, run)[nDCG @ k]
    assert math.isclose(metrics.ndcg_at_k(ranked, gains, k), expected, abs_tol=1e-9)


@given(RANKED, RELEVANT)
def test_recall_never_falls_with_k(ranked: list[int], relevant: set[int]) -> None:
    """Reading further never loses a relevant passage."""
    recalls = [metrics.recall_at_k(ranked, relevant, k) for k in range(1, 30)]
    assert recalls == sorted(recalls)


def test_rank_is_unlimited_by_default() -> None:
    """Without k the whole ranking is read."""
    assert metrics.reciprocal_rank(list(range(50)), {49}) == 1 / 50
    assert metrics.reciprocal_rank([], {49}) == 0


@pytest.mark.parametrize("score", [metrics.recall_at_k, metrics.reciprocal_rank, metrics.ndcg_at_k])
@pytest.mark.parametrize(
    ("ranked", "relevant", "k", "message"),
    [
        (["a"], set(), 3, "nothing relevant"),
        (["a"], {"a": 0.0}, 3, "nothing relevant"),
        (["a"], {"a": -1.0}, 3, "from 0 up"),
        (["a"], {"a": math.nan}, 3, "from 0 up"),
        (["a", "b", "a"], {"a"}, 3, "'a' more than once"),
        (["a"], {"a"}, 0, "k=0; expected at least 1"),
        ("ab", {"a"}, 1, "the text 'ab'"),
        (["ab"], "ab", 1, "the text 'ab'"),
    ],
)
def test_rankings_that_cannot_be_scored_are_errors(
    score: Callable[..., float], ranked: list[str], relevant: set[str] | dict[str, float], k: int, message: str
) -> None:
    """Each fault is named, for each score."""
    with pytest.raises(ValueError, match=message):
        score(ranked, relevant, k)
