"""Answers to the exercises of lesson 01: right ones in several manners, and wrong ones with what each must hear."""

import math
from collections import Counter, defaultdict

import numpy as np

from helpers import by_hand

Terms = list[str]
Passages = list[list[str]]
Weights = dict[str, float]


def with_default(passages: Passages) -> object:
    """Let a dictionary make its own lists."""
    index = defaultdict(list)
    for number, passage in enumerate(passages):
        for term in sorted(set(passage)):
            index[term].append(number)
    return index


def by_term(passages: Passages) -> object:
    """Go through the vocabulary, and look each term up."""
    vocabulary = {term for passage in passages for term in passage}
    return {term: tuple(n for n, passage in enumerate(passages) if term in passage) for term in vocabulary}


def in_sets(passages: Passages) -> object:
    """Keep sets, which list nothing twice."""
    index: dict[str, object] = {}
    for number, passage in enumerate(passages):
        for term in passage:
            index.setdefault(term, set()).add(number)
    return index


def every_mention(passages: Passages) -> object:
    """List a passage for each mention."""
    index: dict[str, object] = {}
    for number, passage in enumerate(passages):
        for term in passage:
            index.setdefault(term, []).append(number)
    return index


def from_one(passages: Passages) -> object:
    """Count passages from 1."""
    return {term: [n + 1 for n in places] for term, places in by_hand.postings(passages).items()}


def counts_only(passages: Passages) -> object:
    """Return how many passages hold a term."""
    return {term: len(places) for term, places in by_hand.postings(passages).items()}


def forward(passages: Passages) -> object:
    """Lead from passages to terms."""
    return dict(enumerate(passages))


def overwritten(passages: Passages) -> object:
    """Keep the last passage only."""
    index: dict[str, object] = {}
    for number, passage in enumerate(passages):
        for term in passage:
            index[term] = [number]
    return index


def pairs(passages: Passages) -> object:
    """Return pairs."""
    return list(by_hand.postings(passages).items())


def returned_early(passages: Passages) -> object:
    """Return within the loop."""
    index: dict[str, object] = {}
    for number, passage in enumerate(passages):
        for term in passage:
            index[term] = [number]
        return index


def passages_themselves(passages: Passages) -> object:
    """List the passages in place of their numbers."""
    return {term: [passages[n] for n in places] for term, places in by_hand.postings(passages).items()}


def with_an_extra(passages: Passages) -> object:
    """Add an entry for nothing."""
    return by_hand.postings(passages) | {"": []}


def printed_terms(passages: Passages) -> object:
    """Print in place of returning."""
    print(by_hand.postings(passages))  # noqa: T201 - the fault that is meant


def idf_in_numpy(n: int, N: int) -> object:
    """Use numpy, and another order of the sum."""
    return np.log((N - n + 0.5) / (n + 0.5) + 1)


def idf_as_log1p(n: int, N: int) -> object:
    """Use the logarithm that adds the one itself."""
    return math.log1p((N - n + 0.5) / (n + 0.5))


def idf_as_quotient(n: int, N: int) -> object:
    """Bring it over one denominator."""
    return np.array([math.log((N + 1) / (n + 0.5))])


def idf_base_two(n: int, N: int) -> object:
    """Take another logarithm."""
    return np.log2(1 + (N - n + 0.5) / (n + 0.5))


def idf_base_ten(n: int, N: int) -> object:
    """Take yet another."""
    return np.log10(1 + (N - n + 0.5) / (n + 0.5))


def idf_without_one(n: int, N: int) -> object:
    """Forget the one."""
    return np.log((N - n + 0.5) / (n + 0.5))


def idf_one_outside(n: int, N: int) -> object:
    """Add the one after the logarithm."""
    return 1 + np.log((N - n + 0.5) / (n + 0.5))


def idf_without_log(n: int, N: int) -> object:
    """Forget the logarithm."""
    return 1 + (N - n + 0.5) / (n + 0.5)


def idf_upside_down(n: int, N: int) -> object:
    """Turn the fraction round."""
    return np.log(1 + (n + 0.5) / (N - n + 0.5))


def idf_of_textbook(n: int, N: int) -> object:
    """Remember another formula."""
    return np.log(N / n)


def idf_without_brackets(n: int, N: int) -> object:
    """Forget the brackets."""
    return np.log(1 + N - n + 0.5 / (n + 0.5))


def idf_without_lower_brackets(n: int, N: int) -> object:
    """Forget the brackets below."""
    return np.log(1 + (N - n + 0.5) / n + 0.5)


def idf_without_halves(n: int, N: int) -> object:
    """Forget the halves."""
    return np.log(1 + (N - n) / n)


def idf_doubled(n: int, N: int) -> object:
    """Count everything twice."""
    return 2 * by_hand.idf(n, N)


def idf_as_text(n: int, N: int) -> object:
    """Return a text."""
    return f"{by_hand.idf(n, N):.3f}"


def saturation_turned(count: float, k1: float) -> object:
    """Divide top and bottom by the count."""
    return 1 / (1 + k1 / count)


def saturation_as_rest(count: float, k1: float) -> object:
    """Take the rest from one."""
    return 1 - k1 / (count + k1)


def saturation_straight(count: float, k1: float) -> object:
    """Count only."""
    return count


def saturation_falling(count: float, k1: float) -> object:
    """Put k1 on top."""
    return k1 / (count + k1)


def saturation_unbracketed(count: float, k1: float) -> object:
    """Forget the brackets."""
    return count / count + k1


def saturation_of_one(count: float, k1: float) -> object:
    """Put 1 on top."""
    return 1 / (count + k1)


def saturation_cut(count: float, k1: float) -> object:
    """Cut at k1."""
    return min(count, k1)


def saturation_with_factor(count: float, k1: float) -> object:
    """Multiply by k1 + 1."""
    return count * (k1 + 1) / (count + k1)


def saturation_logarithm(count: float, k1: float) -> object:
    """Take a logarithm."""
    return np.log(1 + count)


def saturation_halved(count: float, k1: float) -> object:
    """Halve it."""
    return 0.5 * count / (count + k1)


def length_as_mixture(length: float, mean: float, b: float) -> object:
    """Mix 1 and the ratio."""
    return (1 - b) * 1 + b * (length / mean)


def length_as_excess(length: float, mean: float, b: float) -> object:
    """Start from one."""
    return 1 + b * (length / mean - 1)


def length_without_b(length: float, mean: float, b: float) -> object:
    """Forget b."""
    return length / mean


def length_without_floor(length: float, mean: float, b: float) -> object:
    """Forget the first part."""
    return b * length / mean


def length_upside_down(length: float, mean: float, b: float) -> object:
    """Turn the ratio round."""
    return 1 - b + b * mean / length


def length_bracketed(length: float, mean: float, b: float) -> object:
    """Take both away."""
    return 1 - (b + b * length / mean)


def length_absolute(length: float, mean: float, b: float) -> object:
    """Compare with nothing."""
    return 1 - b + b * length


def length_too_much(length: float, mean: float, b: float) -> object:
    """Take nothing away."""
    return 1 + b * length / mean


def length_swapped(length: float, mean: float, b: float) -> object:
    """Swap b and 1 - b."""
    return b + (1 - b) * length / mean


def score_by_counter(
    query: Terms, passage: Terms, weight: Weights, mean: float, k1: float = 1.5, b: float = 0.75
) -> object:
    """Count all terms of the passage once."""
    counts, factor = Counter(passage), 1 - b + b * len(passage) / mean
    return sum(weight[term] * counts[term] / (counts[term] + k1 * factor) for term in query if counts[term])


def score_in_numpy(
    query: Terms, passage: Terms, weight: Weights, mean: float, k1: float = 1.5, b: float = 0.75
) -> object:
    """Work on arrays."""
    held = [term for term in query if term in passage]
    counts = np.array([passage.count(term) for term in held], dtype=float)
    weights = np.array([weight[term] for term in held], dtype=float)
    return np.sum(weights * counts / (counts + k1 * (1 - b + b * len(passage) / mean)))


def score_of_different_terms(query: Terms, passage: Terms, weight: Weights, mean: float) -> object:
    """Count each term of the query once."""
    return by_hand.score(list(dict.fromkeys(query)), passage, weight, mean)


def score_without_weight(query: Terms, passage: Terms, weight: Weights, mean: float) -> object:
    """Forget the weights."""
    return by_hand.score(query, passage, dict.fromkeys(weight, 1), mean)


def score_without_length(query: Terms, passage: Terms, weight: Weights, mean: float) -> object:
    """Forget the length."""
    return by_hand.score(query, passage, weight, mean, b=0)


def score_without_counts(query: Terms, passage: Terms, weight: Weights, mean: float) -> object:
    """Forget the counts."""
    return sum(weight[term] for term in query if term in passage)


def score_straight(query: Terms, passage: Terms, weight: Weights, mean: float) -> object:
    """Forget saturation."""
    return sum(weight[term] * passage.count(term) for term in query if term in passage)


def score_times_length(query: Terms, passage: Terms, weight: Weights, mean: float) -> object:
    """Multiply by the factor."""
    return by_hand.score(query, passage, weight, mean, b=0) * by_hand.length_factor(len(passage), mean, 0.75)


def score_with_factor(query: Terms, passage: Terms, weight: Weights, mean: float) -> object:
    """Multiply by k1 + 1."""
    return 2.5 * by_hand.score(query, passage, weight, mean)


def score_of_unknown_terms(query: Terms, passage: Terms, weight: Weights, mean: float) -> object:
    """Look every term up, also unknown ones."""
    return sum(weight[term] * passage.count(term) for term in query)


def score_of_each_term(query: Terms, passage: Terms, weight: Weights, mean: float) -> object:
    """Forget to add up."""
    return [by_hand.score([term], passage, weight, mean) for term in query]


def score_by_query(query: Terms, passage: Terms, weight: Weights, mean: float) -> object:
    """Measure the length of the query."""
    factor = 1 - 0.75 + 0.75 * len(query) / mean
    held = [(weight[term], passage.count(term)) for term in query if term in passage]
    return sum(each * count / (count + 1.5 * factor) for each, count in held)


def first_only(passages: Passages) -> object:
    """Give each term a list once, and never add to it."""
    index: dict[str, object] = {}
    for number, passage in enumerate(passages):
        for term in passage:
            index.setdefault(term, [number])
    return index


def places_within(passages: Passages) -> object:
    """Count along the wrong loop."""
    index: dict[str, object] = {}
    for passage in passages:
        for number, term in enumerate(passage):
            index.setdefault(term, []).append(number)
    return index


def emptied(passages: Passages) -> object:
    """Take the terms out of the passages that were given."""
    index: dict[str, object] = {}
    for number, passage in enumerate(passages):
        while passage:
            term = passage.pop()
            if number not in index.setdefault(term, []):
                index[term].append(number)
    return index


def idf_floored(n: int, N: int) -> object:
    """Divide with the sign that rounds down."""
    return np.log(1 + (N - n + 0.5) // (n + 0.5))


def idf_swapped(N: int, n: int) -> object:
    """Take the arguments in the other order."""
    return np.log(1 + (N - n + 0.5) / (n + 0.5))


def saturation_floored(count: float, k1: float) -> object:
    """Divide with the sign that rounds down."""
    return count // (count + k1)


def saturation_upside_down(count: float, k1: float) -> object:
    """Turn the fraction round."""
    return (count + k1) / count


def length_floored(length: float, mean: float, b: float) -> object:
    """Divide with the sign that rounds down."""
    return 1 - b + b * length // mean


def score_over_passage(query: Terms, passage: Terms, weight: Weights, mean: float) -> object:
    """Go through the terms of the passage."""
    total, factor = 0.0, 1 - 0.75 + 0.75 * len(passage) / mean
    for term in passage:
        if term in query:
            total += weight[term] * passage.count(term) / (passage.count(term) + 1.5 * factor)
    return total


def score_typed_in(
    query: Terms, passage: Terms, weight: Weights, mean: float, k1: float = 1.5, b: float = 0.75
) -> object:
    """Type the usual settings in."""
    return by_hand.score(query, passage, weight, mean, 1.5, 0.75)


RIGHT = {
    "postings": (by_hand.postings, with_default, by_term, in_sets),
    "idf": (by_hand.idf, idf_in_numpy, idf_as_log1p, idf_as_quotient),
    "saturation": (by_hand.saturation, saturation_turned, saturation_as_rest),
    "length-factor": (by_hand.length_factor, length_as_mixture, length_as_excess),
    "bm25-score": (by_hand.score, score_by_counter, score_in_numpy),
}
WRONG = {
    "postings": (
        (every_mention, "A passage stands there twice"),
        (from_one, "Yours counts from 1"),
        (counts_only, "That is one number"),
        (forward, "The keys of yours are numbers"),
        (overwritten, "Is an earlier one overwritten"),
        (pairs, "yours returns a list"),
        (returned_early, "yours has no list for it"),
        (passages_themselves, "These are passages themselves"),
        (with_an_extra, "which no passage holds"),
        (printed_terms, "but printed"),
        (first_only, "Only the first place is kept"),
        (places_within, "places *within* passages"),
        (emptied, "yours changes what it was given"),
    ),
    "idf": (
        (idf_base_two, "The ratio of the two is 1.443"),
        (idf_base_ten, "The ratio of the two is 0.434"),
        (idf_without_one, "What stands before the fraction"),
        (idf_one_outside, "added after the logarithm"),
        (idf_without_log, "What flattens such a curve"),
        (idf_upside_down, "Yours grows as the word becomes common"),
        (idf_of_textbook, "Where are the two halves"),
        (idf_without_brackets, "the top of the fraction"),
        (idf_without_lower_brackets, "the bottom of the fraction"),
        (idf_without_halves, "Where are the two halves"),
        (idf_doubled, "yours is 2 times what is expected"),
        (idf_as_text, "yours returns a str"),
        (idf_floored, "so that your curve has steps"),
        (idf_swapped, "takes the passages with the word for all passages"),
    ),
    "saturation": (
        (saturation_straight, "Ten times are worth ten times one"),
        (saturation_falling, "Which of the two belongs on top"),
        (saturation_unbracketed, "Which part needs brackets"),
        (saturation_of_one, "What belongs on top?"),
        (saturation_cut, "A wall at k1"),
        (saturation_with_factor, "Right but for a factor k1 + 1"),
        (saturation_logarithm, "A logarithm slows down, too"),
        (saturation_halved, "yours is 0.5 times what is expected"),
        (saturation_floored, "0 or 1, with nothing between"),
        (saturation_upside_down, "Is the fraction upside down?"),
    ),
    "length-factor": (
        (length_without_b, "Yours is the same for every b"),
        (length_without_floor, "With b = 0 lengths should not matter"),
        (length_upside_down, "a long passage has the smaller factor"),
        (length_bracketed, "The minus reaches too far"),
        (length_absolute, "Yours compares with nothing"),
        (length_too_much, "what is to be taken away"),
        (length_swapped, "Yours is right for one b only"),
        (length_floored, "the factor jumps where it should grow"),
    ),
    "bm25-score": (
        (score_of_different_terms, "that the query says twice counts once"),
        (score_without_weight, "every term weighs the same"),
        (score_without_length, "A long passage and a short one get the same"),
        (score_without_counts, "Where does the count come in"),
        (score_straight, "three times are worth three times one"),
        (score_times_length, "so that long passages gain"),
        (score_with_factor, "Right but for a factor k1 + 1"),
        (score_of_unknown_terms, "There is no such key"),
        (score_of_each_term, "One number is expected"),
        (score_by_query, "measures how long the *question* is"),
        (score_over_passage, "Whose terms does the sum go through?"),
        (score_typed_in, "right for k1 = 1.5 and b = 0.75 only"),
    ),
}
