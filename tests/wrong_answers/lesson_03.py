"""Answers to the exercises of lesson 03: right ones in several manners, and wrong ones with what each must hear."""

import math

import numpy as np

from helpers import metrics
from helpers.checks.cutting import windows


def recall_of_sets(ranked: list[str], relevant: set[str], k: int) -> float:
    """Intersect sets."""
    return len(set(ranked[:k]) & set(relevant)) / len(relevant)


def recall_by_loop(ranked: list[str], relevant: set[str], k: int) -> np.float64:
    """Count in a loop, from the side of the relevant ones."""
    return np.mean([one in ranked[:k] for one in relevant])


def hit(ranked: list[str], relevant: set[str], k: int) -> float:
    """Ask for one only."""
    return float(any(one in relevant for one in ranked[:k]))


def yes_or_no(ranked: list[str], relevant: set[str], k: int) -> bool:
    """Return a truth value."""
    return any(one in relevant for one in ranked[:k])


def counted(ranked: list[str], relevant: set[str], k: int) -> int:
    """Forget to divide."""
    return len(set(ranked[:k]) & relevant)


def precision(ranked: list[str], relevant: set[str], k: int) -> float:
    """Divide by k."""
    return len(set(ranked[:k]) & relevant) / k


def precision_of_shown(ranked: list[str], relevant: set[str], k: int) -> float:
    """Divide by what was shown."""
    return len(set(ranked[:k]) & relevant) / len(ranked[:k])


def without_k(ranked: list[str], relevant: set[str], k: int) -> float:
    """Look at everything."""
    return len(set(ranked) & relevant) / len(relevant)


def capped(ranked: list[str], relevant: set[str], k: int) -> float:
    """Divide by the smaller of k and the relevant ones."""
    return len(set(ranked[:k]) & relevant) / min(k, len(relevant))


def one_short(ranked: list[str], relevant: set[str], k: int) -> float:
    """Stop one too early."""
    return len(set(ranked[: k - 1]) & relevant) / len(relevant)


def one_far(ranked: list[str], relevant: set[str], k: int) -> float:
    """Stop one too late."""
    return len(set(ranked[: k + 1]) & relevant) / len(relevant)


def the_set(ranked: list[str], relevant: set[str], k: int) -> set[str]:
    """Return what was found, and not its share."""
    return set(ranked[:k]) & relevant


def from_one(ranked: list[str], relevant: set[str], k: int) -> float:
    """Leave out the first, by a slice from 1."""
    return len(set(ranked[1:k]) & relevant) / len(relevant)


def rr_generator(ranked: list[str], relevant: set[str]) -> float:
    """Take the first of a generator."""
    return next((1 / rank for rank, one in enumerate(ranked, start=1) if one in relevant), 0)


def rr_largest(ranked: list[str], relevant: set[str]) -> float:
    """Take the largest of all reciprocals."""
    return max([1 / (place + 1) for place, one in enumerate(ranked) if one in relevant] + [0.0])


def rr_rank(ranked: list[str], relevant: set[str]) -> float:
    """Return the rank."""
    return next((rank for rank, one in enumerate(ranked, 1) if one in relevant), 0)


def rr_place(ranked: list[str], relevant: set[str]) -> float:
    """Return the place from 0."""
    return next((place for place, one in enumerate(ranked) if one in relevant), 0)


def rr_from_zero(ranked: list[str], relevant: set[str]) -> float:
    """Count from 0 and divide by it."""
    return next((1 / place for place, one in enumerate(ranked) if one in relevant), 0)


def rr_deep(ranked: list[str], relevant: set[str]) -> float:
    """Count from 2."""
    return next((1 / (rank + 1) for rank, one in enumerate(ranked, 1) if one in relevant), 0)


def rr_last(ranked: list[str], relevant: set[str]) -> float:
    """Never stop."""
    found = 0.0
    for rank, one in enumerate(ranked, 1):
        if one in relevant:
            found = 1 / rank
    return found


def rr_sum(ranked: list[str], relevant: set[str]) -> float:
    """Add up all."""
    return sum(1 / rank for rank, one in enumerate(ranked, 1) if one in relevant)


def rr_mean(ranked: list[str], relevant: set[str]) -> float:
    """Take the mean of all."""
    return rr_sum(ranked, relevant) / len(relevant)


def rr_first(ranked: list[str], relevant: set[str]) -> float:
    """Look at the first only."""
    return int(ranked[0] in relevant)


def rr_nothing(ranked: list[str], relevant: set[str]) -> float | None:
    """Forget the ranking without a relevant one."""
    for rank, one in enumerate(ranked, 1):
        if one in relevant:
            return 1 / rank
    return None


def dcg(ranked: list[str], relevant: set[str], k: int) -> float:
    """Return the discounted gain, not yet divided."""
    return sum(1 / math.log2(rank + 1) for rank, one in enumerate(ranked[:k], 1) if one in relevant)


def best(many: int) -> float:
    """Return the gain of so many relevant ones on top."""
    return sum(1 / math.log2(rank + 1) for rank in range(1, many + 1))


def ndcg_plain(ranked: list[str], relevant: set[str], k: int) -> float:
    """Divide by the best order."""
    return dcg(ranked, relevant, k) / best(min(k, len(relevant)))


def ndcg_natural(ranked: list[str], relevant: set[str], k: int) -> float:
    """Use the natural logarithm: the base cancels out."""
    gains = np.isin(ranked[:k], list(relevant))
    worth = 1 / np.log(np.arange(2, k + 2))
    return float((gains * worth[: len(gains)]).sum() / worth[: len(relevant)].sum())


def ndcg_of_found(ranked: list[str], relevant: set[str], k: int) -> float:
    """Compare with the best order of what was found."""
    ideal = best(len(set(ranked[:k]) & relevant))
    return dcg(ranked, relevant, k) / ideal if ideal else 0


def ndcg_of_k(ranked: list[str], relevant: set[str], k: int) -> float:
    """Compare with k relevant ones."""
    return dcg(ranked, relevant, k) / best(k)


def ndcg_of_all(ranked: list[str], relevant: set[str], k: int) -> float:
    """Compare with a list of any length."""
    return dcg(ranked, relevant, k) / best(len(relevant))


def ndcg_without_k(ranked: list[str], relevant: set[str], k: int) -> float:
    """Let the whole ranking earn."""
    return dcg(ranked, relevant, 99) / best(min(k, len(relevant)))


def ndcg_by_rank(ranked: list[str], relevant: set[str], k: int) -> float:
    """Discount by the rank."""
    found = sum(1 / rank for rank, one in enumerate(ranked[:k], 1) if one in relevant)
    return found / sum(1 / rank for rank in range(1, min(k, len(relevant)) + 1))


def ndcg_log_of_zero(ranked: list[str], relevant: set[str], k: int) -> float:
    """Take the logarithm of the rank, which is 0 at rank 1."""
    return sum(1 / math.log2(rank) for rank, one in enumerate(ranked[:k], 1) if one in relevant)


def bootstrap_vectors(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Draw all at once."""
    means = values[rng.integers(len(values), size=(resamples, len(values)))].mean(axis=1)
    return tuple(np.quantile(means, [0.025, 0.975]))


def bootstrap_loop(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> list[float]:
    """Draw one after the other, and sort."""
    means = sorted(rng.choice(values, size=len(values), replace=True).mean() for _ in range(resamples))
    return [means[int(0.025 * resamples)], means[int(0.975 * resamples)]]


def without_replacement(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Draw each once."""
    return tuple(np.percentile([rng.permutation(values).mean().round(9) for _ in range(resamples)], [2.5, 97.5]))


def of_values(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Forget the means."""
    return tuple(np.percentile(values, [2.5, 97.5]))


def ninety(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Leave out five on each side."""
    return tuple(np.percentile([rng.choice(values, len(values)).mean() for _ in range(resamples)], [5, 95]))


def half(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Take the quartiles."""
    return tuple(np.percentile([rng.choice(values, len(values)).mean() for _ in range(resamples)], [25, 75]))


def fractions(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Hand shares to a function that wants percent."""
    return tuple(np.percentile([rng.choice(values, len(values)).mean() for _ in range(resamples)], [0.025, 0.975]))


def deviation(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Take the spread of the values."""
    return values.mean() - values.std(), values.mean() + values.std()


def one_error(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Take one standard error."""
    means = [rng.choice(values, len(values)).mean() for _ in range(resamples)]
    return np.mean(means) - np.std(means), np.mean(means) + np.std(means)


def ten_only(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Draw ten."""
    return tuple(np.percentile([rng.choice(values, 10).mean() for _ in range(resamples)], [2.5, 97.5]))


def swapped_sizes(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Draw 1000 values, as many times as there are values."""
    return tuple(np.percentile([rng.choice(values, 1000).mean() for _ in range(4000)], [2.5, 97.5]))


def own_numbers(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Draw from elsewhere."""
    return bootstrap_vectors(values, np.random.default_rng(), resamples)


def all_means(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> np.ndarray:
    """Return the means."""
    return np.array([rng.choice(values, len(values)).mean() for _ in range(resamples)])


def high_first(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Return the high end first."""
    low, high = bootstrap_vectors(values, rng, resamples)
    return high, low


Both = tuple[float, float]


def paired_differences(one: np.ndarray, other: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> Both:
    """Subtract first."""
    return bootstrap_vectors(one - other, rng, resamples)


def paired_rows(one: np.ndarray, other: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> Both:
    """Draw rows, and subtract the means."""
    drawn = [rng.integers(len(one), size=len(one)) for _ in range(resamples)]
    return tuple(np.percentile([one[rows].mean() - other[rows].mean() for rows in drawn], [2.5, 97.5]))


def drawn_apart(one: np.ndarray, other: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> Both:
    """Draw for each on its own."""
    size = (resamples, len(one))
    return tuple(np.percentile(rng.choice(one, size).mean(1) - rng.choice(other, size).mean(1), [2.5, 97.5]))


def second_minus_first(one: np.ndarray, other: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> Both:
    """Turn the difference round."""
    return bootstrap_vectors(other - one, rng, resamples)


def distances(one: np.ndarray, other: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> Both:
    """Lose the sign."""
    return bootstrap_vectors(abs(one - other), rng, resamples)


def first_only(one: np.ndarray, other: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> Both:
    """Forget the second."""
    return bootstrap_vectors(one, rng, resamples)


def single_differences(one: np.ndarray, other: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> Both:
    """Forget the means."""
    return tuple(np.percentile(one - other, [2.5, 97.5]))


def paired_ninety(one: np.ndarray, other: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> Both:
    """Leave out five on each side."""
    return ninety(one - other, rng, resamples)


def paired_permuted(one: np.ndarray, other: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> Both:
    """Draw each once."""
    return without_replacement(one - other, rng, resamples)


def paired_mean(one: np.ndarray, other: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> float:
    """Return the mean difference."""
    return float((one - other).mean())


def windows_loop(words: list[str], size: int, overlap: int) -> list[list[str]]:
    """Cut in a loop that ends with the text."""
    found, start = [], 0
    while start < len(words):
        found.append(words[start : start + size])
        if start + size >= len(words):
            break
        start += size - overlap
    return found


def windows_range(words: list[str], size: int, overlap: int) -> list[list[str]]:
    """Cut at the places of a range that stops before the overlap."""
    starts = range(0, max(len(words) - overlap, min(len(words), 1)), size - overlap)
    return [words[start : start + size] for start in starts]


def no_overlap(words: list[str], size: int, overlap: int) -> list[list[str]]:
    """Repeat nothing."""
    return [words[start : start + size] for start in range(0, len(words), size)]


def tail_again(words: list[str], size: int, overlap: int) -> list[list[str]]:
    """Go on to the end of the text."""
    return [words[start : start + size] for start in range(0, len(words), size - overlap)]


def full_only(words: list[str], size: int, overlap: int) -> list[list[str]]:
    """Lose the rest."""
    return [words[start : start + size] for start in range(0, len(words) - size + 1, size - overlap)]


def too_large(words: list[str], size: int, overlap: int) -> list[list[str]]:
    """Add the overlap."""
    return [words[start : start + size + overlap] for start in range(0, len(words), size)]


def every_word(words: list[str], size: int, overlap: int) -> list[list[str]]:
    """Begin everywhere."""
    return [words[start : start + size] for start in range(len(words))]


def joined(words: list[str], size: int, overlap: int) -> list[str]:
    """Return texts."""
    return [" ".join(window) for window in windows(words, size, overlap)]


def by_overlap(words: list[str], size: int, overlap: int) -> list[list[str]]:
    """Step by the overlap, which may be none."""
    return [words[start : start + size] for start in range(0, len(words), overlap)]


def after_first(ranked: list[str], relevant: set[str], k: int) -> float:
    """Look at the places after the first, k of them."""
    return len(set(ranked[1 : k + 1]) & relevant) / len(relevant)


def floored(ranked: list[str], relevant: set[str], k: int) -> float:
    """Divide with the sign that rounds down."""
    return len(set(ranked[:k]) & relevant) // len(relevant)


def rr_else(ranked: list[str], relevant: set[str]) -> float:
    """Return 0 from within the loop."""
    for rank, one in enumerate(ranked, 1):
        if one in relevant:
            return 1 / rank
        return 0
    return 0


def rr_popping(ranked: list[str], relevant: set[str]) -> float:
    """Take the ids out of the list that was given."""
    rank = 1
    while ranked:
        if ranked.pop(0) in relevant:
            return 1 / rank
        rank += 1
    return 0


def ndcg_by_count(ranked: list[str], relevant: set[str], k: int) -> float:
    """Divide by how many are right."""
    return dcg(ranked, relevant, k) / len(relevant)


def ndcg_too_deep(ranked: list[str], relevant: set[str], k: int) -> float:
    """Count ranks from 2."""
    worth = 1 / np.log2(np.arange(3, k + 3))
    return sum(gain for gain, one in zip(worth, ranked) if one in relevant) / worth[: len(relevant)].sum()  # noqa: B905


def swapped_roles(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Draw as many values as there should be resamples, as many times as there are values."""
    return tuple(np.percentile([rng.choice(values, resamples).mean() for _ in range(len(values))], [2.5, 97.5]))


def sums(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Add up in place of taking the mean."""
    return tuple(np.percentile([rng.choice(values, len(values)).sum() for _ in range(resamples)], [2.5, 97.5]))


def own_seed(values: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> tuple[float, float]:
    """Draw from a generator of one's own, always the same."""
    return bootstrap_vectors(values, np.random.default_rng(0), resamples)


def ends_subtracted(one: np.ndarray, other: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> Both:
    """Make two intervals, and subtract their ends."""
    pairs = zip(bootstrap_vectors(one, rng, resamples), bootstrap_vectors(other, rng, resamples), strict=True)
    return tuple(end - other_end for end, other_end in pairs)


def paired_own_seed(one: np.ndarray, other: np.ndarray, rng: np.random.Generator, resamples: int = 1000) -> Both:
    """Draw from a generator of one's own, always the same."""
    return own_seed(one - other, rng, resamples)


def word_too_many(words: list[str], size: int, overlap: int) -> list[list[str]]:
    """Cut one word too late."""
    starts = range(0, max(len(words) - overlap, min(len(words), 1)), size - overlap)
    return [words[start : start + size + 1] for start in starts]


def step_too_far(words: list[str], size: int, overlap: int) -> list[list[str]]:
    """Move on by one too many."""
    return [words[start : start + size] for start in range(0, len(words) - overlap, size - overlap + 1)]


def last_lost(words: list[str], size: int, overlap: int) -> list[list[str]]:
    """Leave the loop before the last window is added."""
    found, start = [], 0
    while start + size < len(words):
        found.append(words[start : start + size])
        start += size - overlap
    return found


def eaten(words: list[str], size: int, overlap: int) -> list[list[str]]:
    """Take the words out of the list that was given."""
    found = []
    while words:
        found.append(words[:size])
        del words[: size - overlap if len(words) > size else size]
    return found


RIGHT = {
    "recall-at-k": (metrics.recall_at_k, recall_of_sets, recall_by_loop),
    "reciprocal-rank": (metrics.reciprocal_rank, rr_generator, rr_largest),
    "ndcg-at-k": (metrics.ndcg_at_k, ndcg_plain, ndcg_natural),
    "bootstrap-interval": (bootstrap_vectors, bootstrap_loop),
    "paired-interval": (paired_differences, paired_rows),
    "windows": (windows, windows_loop, windows_range),
}
WRONG = {
    "recall-at-k": (
        (hit, "1 as soon as one of them is found"),
        (yes_or_no, "returns a bool"),
        (counted, "counts what was found"),
        (precision, "share of the k that were shown"),
        (precision_of_shown, "share of those that were shown"),
        (without_k, "Where does k come in?"),
        (capped, "divides by k where k is the smaller"),
        (one_short, "one place too early"),
        (one_far, "one place too far"),
        (the_set, "returns a set"),
        (from_one, "Yours leaves the first place out"),
        (after_first, "looks at the places 2 to k + 1"),
        (floored, "Yours is 1 if all were found, and else 0"),
    ),
    "reciprocal-rank": (
        (rr_rank, "the rank itself"),
        (rr_place, "counted from 0"),
        (rr_from_zero, "Something below the line is zero"),
        (rr_deep, "one rank too deep"),
        (rr_last, "the last relevant one"),
        (rr_sum, "adds up the reciprocals"),
        (rr_mean, "the mean over all relevant ones"),
        (rr_first, "the first place only"),
        (rr_nothing, "returned nothing"),
        (rr_else, "the first place only"),
        (rr_popping, "yours changes what it was given"),
    ),
    "ndcg-at-k": (
        (dcg, "before it is divided"),
        (ndcg_of_found, "best order of what was *found*"),
        (ndcg_of_k, "compares with k relevant ones"),
        (ndcg_of_all, "a list that holds all relevant ones"),
        (ndcg_without_k, "lets the whole ranking earn"),
        (ndcg_by_rank, "discounts by the rank"),
        (capped, "every place the same worth"),
        (ndcg_log_of_zero, "Something below the line is zero"),
        (ndcg_by_count, "divides by how many are right"),
        (ndcg_too_deep, "one rank too deep, above the line"),
    ),
    "bootstrap-interval": (
        (without_replacement, "the whole sample again, in another order"),
        (of_values, "ends of the *values* themselves"),
        (ninety, "middle 90 of 100"),
        (half, "middle half"),
        (fractions, "parts of one, or of a hundred?"),
        (deviation, "how far single *values* scatter"),
        (one_error, "one standard error"),
        (ten_only, "resamples hold 10 values"),
        (swapped_sizes, "hold too many values"),
        (own_numbers, "come from `rng`"),
        (all_means, "where two numbers are expected"),
        (high_first, "lies above the high end"),
        (swapped_roles, "hold too many values"),
        (sums, "These are sums"),
        (own_seed, "Is `rng` used for any draw?"),
    ),
    "paired-interval": (
        (drawn_apart, "draws other questions for the second system"),
        (second_minus_first, "second minus first"),
        (distances, "loses the sign"),
        (first_only, "the first system alone"),
        (single_differences, "ends of the single differences"),
        (paired_ninety, "middle 90 of 100"),
        (paired_permuted, "the whole sample again, in another order"),
        (paired_mean, "where two numbers are expected"),
        (ends_subtracted, "one interval's ends minus the other's"),
        (paired_own_seed, "Is `rng` used for any draw?"),
    ),
    "windows": (
        (no_overlap, "repeats nothing"),
        (tail_again, "brings no new one"),
        (full_only, "keeps full windows only"),
        (too_large, "windows are too large"),
        (every_word, "at every word"),
        (joined, "a list of windows is expected"),
        (by_overlap, "Yours moves on by the overlap"),
        (word_too_many, "holds a word too many"),
        (step_too_far, "moves on a word too far"),
        (last_lost, "The last window is lost"),
        (eaten, "yours changes what it was given"),
    ),
}
