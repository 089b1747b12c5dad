"""BM25 as one reads it: posting lists, weights, and a score that is a sum of parts.

`helpers.bm25` works out the same scores for a whole library at once. Here every function is one piece of the formula,
on plain lists of terms, for learning it and for showing where a score comes from.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from helpers.bm25 import terms
from helpers.rankings import Ranking, best, check_k, checked_texts

Terms = Sequence[str]
"""A text as the list of its terms, in order, repeated ones repeated."""
Number = TypeVar("Number", float, np.ndarray)
"""One number, or an array of them."""

EPSILON = 0.25


@dataclass(frozen=True, slots=True)
class Part:
    """What one term adds to a passage's score.

    Attributes:
        term: as it was asked.
        count: how often it stands in the passage.
        score: what it adds.

    >>> str(Part("fog", 2, 0.25))
    'fog ×2 0.25'
    """

    term: str
    count: int
    score: float

    def __str__(self) -> str:
        """Return the term, its count if it is above one, and what it adds."""
        return f"{self.term}{f' ×{self.count}' if self.count > 1 else ''} {self.score:.2f}"


def shared(query: str, text: str) -> int:
    """Return how many different terms two texts have in common: the simplest score there is.

    >>> shared("Is the fog late?", "Late, late: the fog.")
    3
    """
    return len(set(terms(query)) & set(terms(text)))


def postings(passages: Sequence[Terms]) -> dict[str, list[int]]:
    """Return for each term the numbers of the passages that hold it, rising: an inverted index.

    Args:
        passages: their terms.

    >>> postings([["fog", "fog"], ["rain", "fog"]])
    {'fog': [0, 1], 'rain': [1]}
    """
    found: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        for term in dict.fromkeys(passage):
            found.setdefault(term, []).append(number)
    return found


def idf(n: int, N: int) -> float:
    """Return the weight of a term that stands in n of N passages, ln(1 + (N - n + 0.5) / (n + 0.5)).

    It is Lucene's form of the weight of Robertson and Spärck Jones (1976), and above zero for every n.

    >>> round(idf(1, 10), 3)
    1.992
    """
    return math.log(1 + (N - n + 0.5) / (n + 0.5))


def saturation(count: Number, k1: Number) -> Number:
    """Return what `count` occurrences of a term are worth, count / (count + k1): 1 at most, half of it at k1.

    Args:
        count: at least 1.
        k1: from 0 up.

    >>> saturation(1, 1.5), saturation(6, 1.5)
    (0.4, 0.8)
    """
    return count / (count + k1)


def length_factor(length: Number, mean: float, b: float) -> Number:
    """Return by how much k1 is raised for a long passage and lowered for a short one, 1 - b + b * length / mean.

    Args:
        length: of the passage, in terms.
        mean: of all passages, in terms, above 0.
        b: from 0 (lengths do not matter) to 1.

    >>> length_factor(200, 100, 0.75)
    1.75
    """
    return 1 - b + b * length / mean


def weights(passages: Sequence[Terms], of: Callable[[int, int], float] = idf) -> dict[str, float]:
    """Return the weight of every term that stands in a passage.

    Args:
        passages: their terms.
        of: the weight of a term that stands in n of N passages.

    >>> weights([["fog"], ["rain"]])["fog"] == idf(1, 2)
    True
    """
    return {term: of(len(places), len(passages)) for term, places in postings(passages).items()}


def mean_length(passages: Sequence[Terms]) -> float:
    """Return the mean number of terms; 0 if there are none.

    >>> mean_length([["fog"], ["rain", "and", "fog"]])
    2.0
    """
    return sum(map(len, passages)) / len(passages) if passages else 0.0


def parts(
    query: Terms, passage: Terms, weight: Mapping[str, float], mean: float, k1: float = 1.5, b: float = 0.75
) -> list[Part]:
    """Return what each different term of a query adds to a passage's BM25 score, in the query's order.

    Args:
        query: its terms; one asked twice counts twice.
        passage: its terms.
        weight: of every term that stands in a passage, from `weights`.
        mean: the mean length of all passages, in terms.
        k1: how much a second and third occurrence still count.
        b: how much long passages are marked down.

    >>> [str(part) for part in parts(["fog", "late"], ["fog", "fog"], {"fog": 1.0}, mean=2, k1=2)]
    ['fog ×2 0.50']
    """
    found = []
    for term in dict.fromkeys(query):
        if count := passage.count(term):
            worth = saturation(count, k1 * length_factor(len(passage), mean, b))
            found.append(Part(term, count, query.count(term) * weight[term] * worth))
    return found


def score(
    query: Terms, passage: Terms, weight: Mapping[str, float], mean: float, k1: float = 1.5, b: float = 0.75
) -> float:
    """Return a passage's BM25 score, the sum of its parts; the arguments are those of `parts`.

    >>> score(["fog", "late"], ["fog", "fog"], {"fog": 1.0}, mean=2, k1=2)
    0.5
    """
    return math.fsum(part.score for part in parts(query, passage, weight, mean, k1, b))


class SharedTerms:
    """The simplest search: the more different terms a passage shares with the query, the better.

    Args:
        texts: the passages.

    Raises:
        ValueError: If something is not text.

    >>> SharedTerms(["fog and tea", "fog and rain"]).search("rain or fog", k=2)
    Ranking(1: 2, 0: 1)
    """

    def __init__(self, texts: Sequence[str]) -> None:
        """Make the inverted index."""
        passages = [terms(text) for text in checked_texts(texts)]
        self._size, self._places = len(passages), postings(passages)

    def search(self, query: str, k: int) -> Ranking:
        """Return the best k passages that share a term; of equal ones the earlier comes first.

        Raises:
            ValueError: If k is below 1 or the query is not text.
        """
        total = np.zeros(self._size)
        for term in set(terms(*checked_texts([query]))):
            total[self._places.get(term, [])] += 1
        return best(total, k, positive=True)

    def search_many(self, queries: Sequence[str], k: int) -> list[Ranking]:
        """Return one ranking a query, in the same order; see `search`."""
        check_k(k)
        return [self.search(query, k) for query in checked_texts(queries)]


def okapi_idf(n: int, N: int) -> float:
    """Return the weight that rank_bm25 begins with, ln((N - n + 0.5) / (n + 0.5)): below zero for n above N / 2.

    >>> round(okapi_idf(2, 3), 3)
    -0.511
    """
    return math.log((N - n + 0.5) / (n + 0.5))


def okapi_weights(passages: Sequence[Terms], k1: float = 1.5) -> dict[str, float]:
    """Return the weights with which `score` gives what rank_bm25's `BM25Okapi` gives.

    It puts a quarter of the mean weight in place of every negative one. In a small library where most words are
    common, that mean is negative, too. Its factor k1 + 1, which changes no order, is part of the weights here.

    Args:
        passages: their terms; at least one term in all.
        k1: as it will be given to `score`.

    >>> okapi_weights([["fog"], ["fog"], ["tea"]])["fog"] < okapi_weights([["fog"], ["tea"], ["sun"]])["fog"]
    True
    """
    plain = weights(passages, of=okapi_idf)
    floor = EPSILON * sum(plain.values()) / len(plain)
    return {term: (k1 + 1) * (weight if weight >= 0 else floor) for term, weight in plain.items()}
