"""The checks of lesson 01: BM25 piece by piece (`posting_lists` and `bm25_score` check the first and the last)."""

from __future__ import annotations

import math

from helpers import by_hand
from helpers.checks.bm25_score import examine_score
from helpers.checks.formulas import Case, Suspect, examine
from helpers.checks.posting_lists import examine_postings
from helpers.checks.registry import Check
from helpers.checks.watch import Watched


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
    Suspect(lambda n, N: math.log(1 + (N - n + 0.5) // (n + 0.5)),
            "`//` rounds down, so that your curve has steps. What becomes of what stands after the point?"),
    Suspect(lambda n, N: math.log(1 + (n - N + 0.5) / (N + 0.5)),
            "Yours takes the passages with the word for all passages, and all for those. Which number comes in first?"),
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
    Suspect(lambda count, k1: count // (count + k1),
            "Yours is 0 or 1, with nothing between. What does `//` do to what stands after the point?"),
    Suspect(lambda count, k1: (count + k1) / count,
            "Yours is above 1, and falls towards it. Is the fraction upside down?"),
)  # fmt: skip


def examine_saturation(function: Watched) -> None:
    """Raise a fault for the first case in which a function departs from saturation.

    Args:
        function: takes a count and k1.

    >>> examine_saturation(by_hand.saturation)
    """
    pairs = ((1, 1.5), (2, 1.5), (10, 1.5), (3, 0), (4, 4.0))
    told = "a word that stands there {} times, with k1 = {},"
    cases = [Case(told.format(*pair).replace(" 1 times", " once"), pair) for pair in pairs]
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
    Suspect(lambda length, mean, b: 1 - b + b * length // mean,
            "In yours the factor jumps where it should grow. What does `//` do to what stands after the point?"),
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
