"""The last check of lesson 01: the BM25 score, which is also held against those of two libraries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import bm25s
import numpy as np
import rank_bm25

from helpers import by_hand
from helpers.bm25 import terms
from helpers.checks.fault import Fault, shown
from helpers.checks.formulas import Case, Suspect, examine
from helpers.checks.watch import Watched

Terms = Sequence[str]
Worth = Callable[[float, int, float, float], float]
Score = Callable[..., float]

NOTICES = (
    "Fog, fog and again fog: the Slow Heron waits.",
    "The Patient Margaret leaves at noon, and the fog with her.",
    "Tea is free while the fog lasts.",
    "Sheep go aboard first. The sheep know the way, and the purser counts the sheep.",
    "No bell, no boat.",
)
QUESTIONS = ("fog", "does the boat wait for the fog", "sheep or tea", "the fog and the fog bell", "whale")
K1, B = 1.5, 0.75
OTHER = (0.9, 0.4)


def _score_with(worth: Worth, once: bool = False) -> Score:
    """Return a score that sums `worth(weight, count, length, mean)` over the query's terms, each once if so wished."""

    def score(query: Terms, passage: Terms, weight: Mapping[str, float], mean: float) -> float:
        asked = dict.fromkeys(query) if once else query
        held = [(weight[term], passage.count(term)) for term in asked if term in passage]
        return sum(worth(each, count, len(passage), mean) for each, count in held)

    return score


def _bm25(weight: float, count: int, length: float, mean: float) -> float:
    return weight * by_hand.saturation(count, K1 * by_hand.length_factor(length, mean, B))


def _by_length_of_query(query: Terms, passage: Terms, weight: Mapping[str, float], mean: float) -> float:
    return _score_with(lambda each, count, _, mean: _bm25(each, count, len(query), mean))(query, passage, weight, mean)


def _over_passage(query: Terms, passage: Terms, weight: Mapping[str, float], mean: float) -> float:
    held = [(weight[term], passage.count(term)) for term in passage if term in query]
    return sum(_bm25(each, count, len(passage), mean) for each, count in held)


SUSPECTS = (
    Suspect(_score_with(_bm25, once=True),
            "A word that the query says twice counts once in yours. Does asking twice not weigh more?"),
    Suspect(_over_passage,
            "“Fog, fog and again fog” earns its worth three times over in yours. Whose terms does the sum go through?"),
    Suspect(_score_with(lambda weight, count, length, mean: _bm25(1, count, length, mean)),
            "In yours every term weighs the same. Where does `weight` come in?"),
    Suspect(_score_with(lambda weight, count, length, mean: weight * by_hand.saturation(count, K1)),
            "A long passage and a short one get the same in yours. Where does the factor for length come in?"),
    Suspect(_by_length_of_query, "Yours measures how long the *question* is. Whose length should raise k1?"),
    Suspect(_score_with(lambda weight, count, length, mean: weight),
            "“Fog, fog and again fog” gets no more than one fog in yours. Where does the count come in?"),
    Suspect(_score_with(lambda weight, count, length, mean: weight * count),
            "In yours three times are worth three times one. Which piece slows that down?"),
    Suspect(_score_with(lambda weight, count, length, mean:
                        weight * by_hand.saturation(count, K1) * by_hand.length_factor(length, mean, B)),
            "Yours multiplies the score by the factor for length, so that long passages gain. What is it that the "
            "factor should raise?"),
    Suspect(_score_with(lambda weight, count, length, mean: (K1 + 1) * _bm25(weight, count, length, mean)),
            "Right but for a factor k1 + 1, which rank_bm25 has as well. Does it change any order? Leave it out here."),
)  # fmt: skip


def examine_score(function: Watched) -> None:
    """Raise a fault for the first case in which a function departs from BM25, in our formula or in rank_bm25's.

    Args:
        function: takes the query's terms, the passage's terms, the weights and the mean length.

    >>> examine_score(by_hand.score)
    """
    passages = [terms(notice) for notice in NOTICES]
    mean = by_hand.mean_length(passages)
    for weight in (by_hand.weights(passages), by_hand.okapi_weights(passages)):
        cases = [
            Case(f"the query “{query}” and the passage “{notice}”", (terms(query), passage, weight, mean))
            for query in QUESTIONS
            for notice, passage in zip(NOTICES, passages, strict=True)
        ]
        examine(function, by_hand.score, cases, SUSPECTS, "Which term adds something else than you would expect?")
    _minds_its_settings(function, passages[0], by_hand.weights(passages), mean)
    _is_equal_to_the_libraries(function)


def _minds_its_settings(function: Watched, passage: Terms, weight: Mapping[str, float], mean: float) -> None:
    """Refuse a score in which the usual k1 and b are typed in."""
    k1, b = OTHER
    told = f"the query “fog” and the passage “{NOTICES[0]}”, with k1 = {k1} and b = {b},"
    typed_in = Suspect(
        lambda query, passage, weight, mean, *_: by_hand.score(query, passage, weight, mean),
        f"Yours is right for k1 = {K1} and b = {B} only. Where do the function's own k1 and b come in?",
    )
    case = Case(told, (["fog"], list(passage), dict(weight), mean, k1, b))
    examine(function, by_hand.score, [case], [typed_in], "What do k1 and b change in yours?")


def _is_equal_to_the_libraries(function: Watched) -> None:
    """Refuse scores that differ from those that bm25s and rank_bm25 compute themselves."""
    passages = [terms(notice) for notice in NOTICES]
    mean = by_hand.mean_length(passages)
    lucene = bm25s.BM25(method="lucene", k1=K1, b=B)
    lucene.index(passages, show_progress=False)
    okapi = rank_bm25.BM25Okapi(passages, k1=K1, b=B)
    own, other = by_hand.weights(passages), by_hand.okapi_weights(passages)
    for asked in map(terms, QUESTIONS):
        known = [term for term in asked if term in own]
        found = lucene.get_scores(known) if known else np.zeros(len(passages))
        for weight, expected in ((own, found), (other, okapi.get_scores(asked))):
            got = [function(asked, passage, weight, mean) for passage in passages]
            if not np.allclose(got, expected, atol=1e-5):
                raise Fault(f"For {shown(asked)} a library gives {expected.round(4)}. Where do yours differ?")
