"""Answers to the exercises of lesson 02: right ones in several manners, and wrong ones with what each must hear."""

import math
from collections import Counter, defaultdict

import numpy as np
import torch
from sklearn.metrics.pairwise import cosine_similarity

from helpers import pooling
from helpers.checks import lesson_02, neighbours, rank_fusion

norm = np.linalg.norm


def cosine_in_two_steps(a: np.ndarray, b: np.ndarray) -> float:
    """Stretch both to length one first."""
    return np.sum((a / norm(a)) * (b / norm(b)))


def cosine_in_plain_python(a: np.ndarray, b: np.ndarray) -> float:
    """Loop."""
    dot = sum(x * y for x, y in zip(a, b, strict=True))
    return dot / math.sqrt(sum(x * x for x in a)) / math.sqrt(sum(y * y for y in b))


def cosine_by_library(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return an array of one number."""
    return cosine_similarity([a], [b])


def dot(a: np.ndarray, b: np.ndarray) -> float:
    """Forget the lengths."""
    return a @ b


def one_length(a: np.ndarray, b: np.ndarray) -> float:
    """Forget one of them."""
    return a @ b / norm(a)


def added_lengths(a: np.ndarray, b: np.ndarray) -> float:
    """Add the lengths."""
    return a @ b / (norm(a) + norm(b))


def no_brackets(a: np.ndarray, b: np.ndarray) -> float:
    """Multiply by what should be below the line."""
    return a @ b / norm(a) * norm(b)


def squared_lengths(a: np.ndarray, b: np.ndarray) -> float:
    """Forget the roots."""
    return a @ b / (a @ a * (b @ b))


def counted_lengths(a: np.ndarray, b: np.ndarray) -> float:
    """Take the wrong length."""
    return a @ b / (len(a) * len(b))


def distance(a: np.ndarray, b: np.ndarray) -> float:
    """Return a distance."""
    return 1 - a @ b / (norm(a) * norm(b))


def angle(a: np.ndarray, b: np.ndarray) -> float:
    """Return the angle."""
    return np.arccos(np.clip(a @ b / (norm(a) * norm(b)), -1, 1))


def elementwise(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Multiply number by number."""
    return a * b / (norm(a) * norm(b))


def tf_idf_in_lines(counts: np.ndarray) -> np.ndarray:
    """Write it out."""
    total = counts.shape[0]
    containing = np.count_nonzero(counts, axis=0)
    idf = 1 + np.log((total + 1) / (containing + 1))
    return counts * idf


def tf_idf_in_plain_python(counts: np.ndarray) -> list[list[float]]:
    """Loop, and return lists."""
    rows, columns = counts.shape
    containing = [sum(counts[row, column] > 0 for row in range(rows)) for column in range(columns)]
    return [
        [counts[row, column] * (math.log((1 + rows) / (1 + containing[column])) + 1) for column in range(columns)]
        for row in range(rows)
    ]


def _n(counts: np.ndarray) -> np.ndarray:
    return (counts > 0).sum(axis=0)


def no_one_added(counts: np.ndarray) -> np.ndarray:
    """Forget the 1 after the logarithm."""
    return counts * np.log((1 + len(counts)) / (1 + _n(counts)))


def unsmoothed(counts: np.ndarray) -> np.ndarray:
    """Forget the ones in the fraction."""
    return counts * (np.log(len(counts) / _n(counts)) + 1)


def base_two(counts: np.ndarray) -> np.ndarray:
    """Take another logarithm."""
    return counts * (np.log2((1 + len(counts)) / (1 + _n(counts))) + 1)


def upside_down(counts: np.ndarray) -> np.ndarray:
    """Swap above and below."""
    return counts * (np.log((1 + _n(counts)) / (1 + len(counts))) + 1)


def occurrences(counts: np.ndarray) -> np.ndarray:
    """Count occurrences in place of passages."""
    return counts * (np.log((1 + len(counts)) / (1 + counts.sum(axis=0))) + 1)


def words_for_passages(counts: np.ndarray) -> np.ndarray:
    """Take the wrong side of the table."""
    return counts * (np.log((1 + counts.shape[1]) / (1 + _n(counts))) + 1)


def only_presence(counts: np.ndarray) -> np.ndarray:
    """Forget how often."""
    return (counts > 0) * (np.log((1 + len(counts)) / (1 + _n(counts))) + 1)


def only_idf(counts: np.ndarray) -> np.ndarray:
    """Forget the counts."""
    return np.log((1 + len(counts)) / (1 + _n(counts))) + 1


def row_wise(counts: np.ndarray) -> np.ndarray:
    """Count along the wrong axis."""
    return counts * (np.log((1 + len(counts)) / (1 + (counts > 0).sum(axis=1)[:, None])) + 1)


def mean_one_by_one(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Take one text at a time."""
    return np.array([text[real].mean(axis=0) for text, real in zip(states, mask, strict=True)])


def mean_by_einsum(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Add up in one go."""
    return np.einsum("tpw,tp->tw", states, mask) / mask.sum(axis=1, keepdims=True)


def mean_by_average(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Let NaN stand for padding."""
    return np.nanmean(np.where(mask[..., None], states, np.nan), axis=1)


def mean_by_torch(states: np.ndarray, mask: np.ndarray) -> torch.Tensor:
    """Compute with torch."""
    weights = torch.tensor(mask)[:, :, None]
    return (torch.tensor(states) * weights).sum(dim=1) / weights.sum(dim=1)


def padding_too(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Ignore the mask."""
    return states.mean(axis=1)


def divided_by_all(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Count the padding."""
    return (states * mask[:, :, None]).mean(axis=1)


def summed(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Forget to divide."""
    return (states * mask[:, :, None]).sum(axis=1)


def divided_by_everything(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Divide by all pieces of all texts."""
    return (states * mask[:, :, None]).sum(axis=1) / mask.sum()


def padding_summed(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Forget the mask above the line."""
    return states.sum(axis=1) / mask.sum(axis=1)[:, None]


def first_piece(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Take the first piece."""
    return states[:, 0]


def largest(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Pool by the maximum."""
    return np.where(mask[:, :, None], states, -np.inf).max(axis=1)


def one_for_all(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Lose the texts."""
    return states[mask].mean(axis=0)


def wrong_axis(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Average over texts."""
    return states.mean(axis=0)


def in_place(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Change the argument."""
    states *= mask[:, :, None]
    return states.sum(axis=1) / mask.sum(axis=1)[:, None]


def unbroadcast(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Forget the third axis."""
    return (states * mask).sum(axis=1)


def nearest_sorted(query: np.ndarray, passages: np.ndarray, k: int) -> list[int]:
    """Sort the places by their cosine."""
    return sorted(range(len(passages)), key=lambda place: passages[place] @ query, reverse=True)[:k]


def nearest_reversed(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Turn the order round."""
    return np.argsort(passages @ query)[::-1][:k]


def nearest_by_distance(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Take the nearest tips, which for vectors of length one is the same."""
    return np.argsort(norm(passages - query, axis=1))[:k]


def farthest(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Forget the sign."""
    return np.argsort(passages @ query)[:k]


def best_last(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Take the end of the list as it is."""
    return np.argsort(passages @ query)[-k:]


def all_of_them(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Forget k."""
    return np.argsort(-(passages @ query))


def their_cosines(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Return the cosines."""
    return np.sort(passages @ query)[::-1][:k]


def from_one(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Count from one."""
    return np.argsort(-(passages @ query))[:k] + 1


def their_vectors(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Return the vectors."""
    return passages[np.argsort(-(passages @ query))[:k]]


def only_the_best(query: np.ndarray, passages: np.ndarray, k: int) -> int:
    """Return one."""
    return np.argmax(passages @ query)


def unpaired(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Multiply in the wrong order."""
    return np.argsort(-(query @ passages))[:k]


def fuse_by_counter(rankings: list[list[str]], k: int = 60) -> Counter:
    """Add up in a Counter."""
    points: Counter = Counter()
    for ranking in rankings:
        points.update({name: 1 / (k + rank) for rank, name in enumerate(ranking, 1)})
    return points


def fuse_by_loop(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Add up in a loop."""
    points: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for place in range(len(ranking)):
            points[ranking[place]] += 1 / (k + place + 1)
    return points


def fuse_sorted(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Return the best first."""
    points = fuse_by_loop(rankings, k)
    return dict(sorted(points.items(), key=lambda pair: -pair[1]))


def _fused(rankings: list[list[str]], points: object, combine: object = sum) -> dict[str, float]:
    """Return each passage's points, by other rules."""
    names = {name for ranking in rankings for name in ranking}
    return {name: combine(points(one.index(name) + 1) for one in rankings if name in one) for name in names}


def from_zero(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Count places from 0."""
    return _fused(rankings, lambda rank: 1 / (k + rank - 1))


def without_k(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Forget k."""
    return _fused(rankings, lambda rank: 1 / rank)


def sixty(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Type 60 in."""
    return _fused(rankings, lambda rank: 1 / (60 + rank))


def best_place(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Keep the best place."""
    return _fused(rankings, lambda rank: 1 / (k + rank), max)


def overwritten(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Assign in place of adding."""
    return {name: 1 / (k + rank) for ranking in rankings for rank, name in enumerate(ranking, 1)}


def averaged(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Take the mean."""
    return _fused(rankings, lambda rank: 1 / (k + rank), lambda points: float(np.mean(list(points))))


def shared_out(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Divide by the number of rankings."""
    return _fused(rankings, lambda rank: 1 / (k + rank) / len(rankings))


def not_inverted(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Forget the fraction."""
    return _fused(rankings, lambda rank: k + rank)


def unbracketed(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Forget the brackets."""
    return _fused(rankings, lambda rank: 1 / rank + k)


def in_all(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Keep only what all rankings hold."""
    kept = set.intersection(*map(set, rankings))
    return {name: points for name, points in fuse_by_loop(rankings, k).items() if name in kept}


def names_only(rankings: list[list[str]], k: int = 60) -> list[str]:
    """Return the order."""
    return list(fuse_sorted(rankings, k))


def base_ten(counts: np.ndarray) -> np.ndarray:
    """Take yet another logarithm."""
    return counts * (np.log10((1 + len(counts)) / (1 + _n(counts))) + 1)


def no_ones(counts: np.ndarray) -> np.ndarray:
    """Remember the idf of lesson 01's textbook."""
    return counts * np.log(len(counts) / _n(counts))


def floored(counts: np.ndarray) -> np.ndarray:
    """Divide with the sign that rounds down."""
    return counts * (np.log((1 + len(counts)) // (1 + _n(counts))) + 1)


def absent_too(counts: np.ndarray) -> np.ndarray:
    """Fill every place with the idf."""
    return np.ones(counts.shape) * (np.log((1 + len(counts)) / (1 + _n(counts))) + 1)


def stretched(counts: np.ndarray) -> np.ndarray:
    """Stretch the rows, as the next step does."""
    return pooling.unit_rows(tf_idf_in_lines(counts))


def into_counts(counts: np.ndarray) -> np.ndarray:
    """Multiply within the table of whole numbers that was given."""
    counts *= np.log((1 + len(counts)) / (1 + _n(counts))) + 1
    return counts


def mean_stretched(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Stretch the rows, as the next step does."""
    return pooling.unit_rows(mean_one_by_one(states, mask))


def without_the_best(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Leave the first out, as a word leaves itself out of its company."""
    return np.argsort(-(passages @ query))[1 : k + 1]


def one_short(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Stop one too early."""
    return np.argsort(-(passages @ query))[: k - 1]


def one_far(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Stop one too late."""
    return np.argsort(-(passages @ query))[: k + 1]


def in_shelf_order(query: np.ndarray, passages: np.ndarray, k: int) -> np.ndarray:
    """Return the right ones, sorted by place."""
    return np.sort(np.argsort(-(passages @ query))[:k])


def first_heard(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Set the points once, and never add."""
    points: dict[str, float] = {}
    for ranking in rankings:
        for rank, name in enumerate(ranking, 1):
            points.setdefault(name, 1 / (k + rank))
    return points


def from_two(rankings: list[list[str]], k: int = 60) -> dict[str, float]:
    """Count from 1 and add another."""
    return _fused(rankings, lambda rank: 1 / (k + rank + 1))


def second_length(a: np.ndarray, b: np.ndarray) -> float:
    """Forget the other of them."""
    return a @ b / norm(b)


def euclidean(a: np.ndarray, b: np.ndarray) -> float:
    """Measure how far the points lie apart."""
    return norm(a - b)


RIGHT = {
    "cosine": (lesson_02.cosine, cosine_in_two_steps, cosine_in_plain_python, cosine_by_library),
    "tf-idf": (lesson_02.tf_idf, tf_idf_in_lines, tf_idf_in_plain_python),
    "mean-pool": (pooling.mean_pool, mean_one_by_one, mean_by_einsum, mean_by_average, mean_by_torch),
    "nearest": (neighbours.nearest, nearest_sorted, nearest_reversed, nearest_by_distance),
    "fuse": (rank_fusion.fuse, fuse_by_counter, fuse_by_loop, fuse_sorted),
}
WRONG = {
    "cosine": (
        (dot, "must the dot product be divided by"),
        (one_length, "And the second's?"),
        (added_lengths, "added, or multiplied"),
        (no_brackets, "Which part needs brackets"),
        (squared_lengths, "What undoes a square?"),
        (counted_lengths, "`len` counts"),
        (distance, "cosine *distance*"),
        (angle, "That is the angle"),
        (elementwise, "One number is expected"),
        (second_length, "And the first's?"),
        (euclidean, "how far the tips lie apart"),
    ),
    "tf-idf": (
        (no_one_added, "What is added after the logarithm?"),
        (unsmoothed, "one passage more with every word in it"),
        (base_two, "1.443 times as large"),
        (upside_down, "Which of the two numbers belongs below?"),
        (occurrences, "In how many *passages*"),
        (words_for_passages, "Which of the table's two sides"),
        (only_presence, "Three times a word gives the same as once"),
        (only_idf, "That is one weight a word"),
        (row_wise, "Along which axis are the passages of a word?"),
        (base_ten, "0.434 times as large"),
        (no_ones, "Where do the ones of the formula come in?"),
        (floored, "the idf is made of whole numbers"),
        (absent_too, "words that it does not hold"),
        (stretched, "Your rows have length one"),
        (into_counts, "Fractions are put into whole numbers"),
    ),
    "mean-pool": (
        (padding_too, "What does the mask tell?"),
        (divided_by_all, "is still counted"),
        (summed, "What turns a sum into a mean?"),
        (divided_by_everything, "How many has each?"),
        (padding_summed, "the nines are in the sum"),
        (first_piece, "first piece alone"),
        (largest, "max pooling"),
        (one_for_all, "All texts have run into one"),
        (wrong_axis, "Its shape is (3, 2), expected (2, 2)"),
        (in_place, "yours changes what it was given"),
        (unbroadcast, "The shapes do not fit"),
        (mean_stretched, "Your rows have length one"),
    ),
    "nearest": (
        (farthest, "the *least* alike"),
        (best_last, "the best of them last"),
        (all_of_them, "Where does `k` come in?"),
        (their_cosines, "Those are the cosines"),
        (from_one, "Where does Python begin to count?"),
        (their_vectors, "Those are the vectors themselves"),
        (only_the_best, "Where are the others?"),
        (unpaired, "The shapes do not fit"),
        (without_the_best, "Yours leaves the best one out"),
        (one_short, "One is missing at the end"),
        (one_far, "One too many came back"),
        (in_shelf_order, "in the order of the list"),
    ),
    "fuse": (
        (from_zero, "Your first place counts as 0"),
        (without_k, "Where does `k` come in?"),
        (sixty, "Is a 60 typed in?"),
        (best_place, "keeps the best place only"),
        (overwritten, "The last ranking overwrites"),
        (averaged, "That is a mean"),
        (shared_out, "divides by the number of rankings"),
        (not_inverted, "What became of `1 /`?"),
        (unbracketed, "Which part needs brackets"),
        (in_all, "which is at odds with `'bell'`"),
        (names_only, "A dictionary is expected"),
        (first_heard, "Only the first ranking that holds a passage"),
        (from_two, "Your first place counts as 2"),
    ),
}
