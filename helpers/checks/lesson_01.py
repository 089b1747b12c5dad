"""The checks of lesson 01: BM25 piece by piece (posting lists are checked in `posting_lists`)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import bm25s
import numpy as np
import rank_bm25

from helpers import by_hand
from helpers.bm25 import terms
from helpers.checks.fault import Fault, shown
from helpers.checks.formulas import Case, Suspect, examine
from helpers.checks.posting_lists import examine_postings
from helpers.checks.registry import Check
from helpers.checks.watch import Watched

Terms = Sequence[str]

NOTICES = (
    "Fog, fog and again fog: the Slow Heron waits.",
    "The Patient Margaret leaves at noon, and the fog with her.",
    "Tea is free while the fog lasts.",
    "Sheep go aboard first. The sheep know the way, and the purser counts the sheep.",
    "No bell, no boat.",
)
QUESTIONS = ("fog", "does the boat wait for the fog", "sheep or tea", "the fog and the fog bell", "whale")


def _idf_case(n: int, total: int) -> Case:
    return Case(f"a word in {n} of {total} passages", (n, total))


IDF_SUSPECTS = (
    Suspect(lambda n, N: math.log2(1 + (N - n + 0.5) / (n + 0.5)),
            "The ratio of the two is 1.443 in every case. Which logarithm has that ratio to the natural one?"),
    Suspect(lambda n, N: math.log10(1 + (N - n + 0.5) / (n + 0.5)),
            "The ratio of the two is 0.434 in every case. Which logarithm has that ratio to the natural one?"),
    Suspect(by_hand.okapi_idf,
            "What stands before the fraction, inside the logarithm? Try a word that is in every passage: may it count "
            "*against* a passage?"),
    Suspect(lambda n, N: 1 + by_hand.okapi_idf(n, N),
            "The 1 belongs to the fraction. Is yours added after the logarithm?"),
    Suspect(lambda n, N: 1 + (N - n + 0.5) / (n + 0.5),
            "One passage fewer makes yours jump, and another hardly. What flattens such a curve?"),
    Suspect(lambda n, N: math.log(1 + (n + 0.5) / (N - n + 0.5)),
            "Yours grows as the word becomes common. Which of the two numbers belongs below?"),
    Suspect(lambda n, N: math.log(1 + (N - n) / n),
            "That is the older form, ln(N / n). Where are the two halves, which keep the fraction from running wild?"),
    Suspect(lambda n, N: math.log(1 + N - n + 0.5 / (n + 0.5)),
            "Python divides before it adds. Which part needs brackets to be the top of the fraction?"),
    Suspect(lambda n, N: math.log(1 + (N - n + 0.5) / n + 0.5),
            "Python divides before it adds. Which part needs brackets to be the bottom of the fraction?"),
)  # fmt: skip


def examine_idf(function: Watched) -> None:
    """Raise a fault for the first case in which a function departs from idf.

    Args:
        function: takes n and N.

    >>> examine_idf(by_hand.idf)
    """
    cases = [_idf_case(n, total) for n, total in ((1, 10), (9, 10), (10, 10), (3, 400), (1, 1))]
    examine(function, by_hand.idf, cases, IDF_SUSPECTS, "Which part of the formula is another in yours?")


SATURATION_SUSPECTS = (
    Suspect(lambda count, k1: count, "Ten times are worth ten times one, in yours. What does k1 do in it?"),
    Suspect(lambda count, k1: k1 / (count + k1),
            "Yours falls as the word is repeated. Which of the two belongs on top?"),
    Suspect(lambda count, k1: count / count + k1,
            "Python divides before it adds. Which part needs brackets to be the bottom of the fraction?"),
    Suspect(lambda count, k1: 1 / (count + k1), "Yours falls as the word is repeated. What belongs on top?"),
    Suspect(min, "A wall at k1. Is there a way to slow down without ever standing still?"),
    Suspect(lambda count, k1: count * (k1 + 1) / (count + k1),
            "Right but for a factor k1 + 1, which rank_bm25 has as well. Does it change any order? Leave it out here."),
    Suspect(lambda count, k1: math.log(1 + count),
            "A logarithm slows down, too. Does yours ever stop, and what does k1 do?"),
)  # fmt: skip


def examine_saturation(function: Watched) -> None:
    """Raise a fault for the first case in which a function departs from saturation.

    Args:
        function: takes a count and k1.

    >>> examine_saturation(by_hand.saturation)
    """
    pairs = ((1, 1.5), (2, 1.5), (10, 1.5), (3, 0), (4, 4.0))
    cases = [Case(f"a word that stands there {count} times, with k1 = {k1},", (count, k1)) for count, k1 in pairs]
    examine(function, by_hand.saturation, cases, SATURATION_SUSPECTS, "At count = k1 the worth is one half: is yours?")


LENGTH_SUSPECTS = (
    Suspect(lambda length, mean, b: length / mean, "Yours is the same for every b. Where does b come in?"),
    Suspect(lambda length, mean, b: b * length / mean,
            "With b = 0 lengths should not matter, and the factor be 1. What is yours then, and what is missing?"),
    Suspect(lambda length, mean, b: 1 - b + b * mean / length,
            "In yours a long passage has the smaller factor. Which of the two lengths belongs on top?"),
    Suspect(lambda length, mean, b: 1 - (b + b * length / mean),
            "The minus reaches too far. Which part should be taken away from 1, and which added?"),
    Suspect(lambda length, mean, b: 1 - b + b * length,
            "Yours compares with nothing: is a passage of 200 terms long? Among which others?"),
    Suspect(lambda length, mean, b: 1 + b * length / mean,
            "A passage of mean length should get the factor 1. What is yours, and what is to be taken away?"),
    Suspect(lambda length, mean, b: b + (1 - b) * length / mean,
            "Yours is right for one b only, a half. What should b = 0 mean, and what does it mean in yours?"),
)  # fmt: skip


def examine_length(function: Watched) -> None:
    """Raise a fault for the first case in which a function departs from the factor for length.

    Args:
        function: takes a length, the mean length and b.

    >>> examine_length(by_hand.length_factor)
    """
    triples = ((200, 100, 0.75), (50, 100, 0.75), (200, 100, 0), (200, 100, 1), (100, 100, 0.3))
    cases = [
        Case(f"{length} terms where {mean} are usual, with b = {b},", (length, mean, b)) for length, mean, b in triples
    ]
    examine(function, by_hand.length_factor, cases, LENGTH_SUSPECTS, "What is it for a passage of the mean length?")


def _score_with(
    worth: Callable[[float, int, float, float], float], once: bool = False
) -> Callable[[Terms, Terms, Mapping[str, float], float], float]:
    """Return a score that sums `worth(weight, count, length, mean)` over the query's terms, each once if so wished."""

    def score(query: Terms, passage: Terms, weight: Mapping[str, float], mean: float) -> float:
        asked = dict.fromkeys(query) if once else query
        held = [(weight[term], passage.count(term)) for term in asked if term in passage]
        return sum(worth(each, count, len(passage), mean) for each, count in held)

    return score


def _bm25(weight: float, count: int, length: float, mean: float) -> float:
    return weight * by_hand.saturation(count, 1.5 * by_hand.length_factor(length, mean, 0.75))


SCORE_SUSPECTS = (
    Suspect(_score_with(_bm25, once=True),
            "The query says “the fog and the fog”, and yours counts each term once. Does asking twice not weigh more?"),
    Suspect(_score_with(lambda weight, count, length, mean: _bm25(1, count, length, mean)),
            "In yours every term weighs the same. Where does `weight` come in?"),
    Suspect(_score_with(lambda weight, count, length, mean: weight * by_hand.saturation(count, 1.5)),
            "A long passage and a short one get the same in yours. Where does the factor for length come in?"),
    Suspect(_score_with(lambda weight, count, length, mean: weight),
            "“Fog, fog and again fog” gets no more than one fog in yours. Where does the count come in?"),
    Suspect(_score_with(lambda weight, count, length, mean: weight * count),
            "In yours three times are worth three times one. Which piece slows that down?"),
    Suspect(_score_with(lambda weight, count, length, mean:
                        weight * by_hand.saturation(count, 1.5) * by_hand.length_factor(length, mean, 0.75)),
            "Yours multiplies the score by the factor for length, so that long passages gain. What is it that the "
            "factor should raise?"),
    Suspect(_score_with(lambda weight, count, length, mean: 2.5 * _bm25(weight, count, length, mean)),
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
        examine(function, by_hand.score, cases, SCORE_SUSPECTS, "Which term adds something else than you would expect?")


def _is_equal_to_the_libraries(function: Watched) -> None:
    """Refuse scores that differ from those that bm25s and rank_bm25 compute themselves."""
    passages = [terms(notice) for notice in NOTICES]
    mean = by_hand.mean_length(passages)
    lucene = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    lucene.index(passages, show_progress=False)
    okapi = rank_bm25.BM25Okapi(passages, k1=1.5, b=0.75)
    own, other = by_hand.weights(passages), by_hand.okapi_weights(passages)
    for asked in map(terms, QUESTIONS):
        known = [term for term in asked if term in own]
        found = lucene.get_scores(known) if known else np.zeros(len(passages))
        for weight, expected in ((own, found), (other, okapi.get_scores(asked))):
            got = [function(asked, passage, weight, mean) for passage in passages]
            if not np.allclose(got, expected, atol=1e-5):
                raise Fault(f"For {shown(asked)} a library gives {expected.round(4)}. Where do yours differ?")


CHECKS = {
    "postings": Check(
        examine_postings, "Every term leads to its passages, each once. That is the whole of an inverted index."
    ),
    "idf": Check(examine_idf, "Rare words are heavy, common ones light, and none of them counts against a passage."),
    "saturation": Check(examine_saturation, "It begins steeply, slows down, and never quite reaches 1."),
    "length-factor": Check(
        examine_length, "Long passages must say a word more often, short ones less: b says how much."
    ),
    "bm25-score": Check(
        examine_score,
        "This is BM25, and it is yours. Its scores were just compared with those of two libraries, bm25s and (with the "
        "weights of rank_bm25) rank_bm25: equal to 1e-5.",
    ),
}
