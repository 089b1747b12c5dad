"""The checks of lesson 02: cosine, TF-IDF, pooling (`neighbours` and `rank_fusion` check the other two exercises)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfTransformer

from helpers.checks import arrays, formulas
from helpers.checks.arrays import Suspect, Task
from helpers.checks.formulas import Case
from helpers.checks.neighbours import examine_nearest
from helpers.checks.rank_fusion import examine_fuse
from helpers.checks.registry import Check
from helpers.checks.watch import Watched
from helpers.pooling import mean_pool, unit_rows

length = np.linalg.norm


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    """Return the cosine of two vectors.

    Args:
        a: shape (width,).
        b: shape (width,).

    >>> cosine(np.array([1.0, 0.0]), np.array([0.0, 2.0]))
    0.0
    """
    return float(a @ b / (length(a) * length(b)))


def _pair(a: Sequence[float], b: Sequence[float]) -> Case:
    return Case(f"the vectors {list(a)} and {list(b)}", (np.array(a, dtype=float), np.array(b, dtype=float)))


PAIRS = (_pair([3, 4], [8, 6]), _pair([1, 0], [0, 2]), _pair([1, 2, 2], [2, 4, 4]), _pair([2, 0], [-3, 0]))
COSINE_SUSPECTS = tuple(
    formulas.Suspect(formula, asked)  # type: ignore[arg-type]
    for formula, asked in (
        (lambda a, b: a @ b,
         "Twice as long a text should not mean twice as alike. What must the dot product be divided by?"),
        (lambda a, b: a @ b / length(a), "The first vector's length is taken out. And the second's?"),
        (lambda a, b: a @ b / length(b), "The second vector's length is taken out. And the first's?"),
        (lambda a, b: a @ b / (length(a) + length(b)), "Are the two lengths to be added, or multiplied?"),
        (lambda a, b: a @ b / length(a) * length(b),
         "Python divides and multiplies from left to right. Which part needs brackets?"),
        (lambda a, b: a @ b / (a @ a * (b @ b)), "`a @ a` is the length squared. What undoes a square?"),
        (lambda a, b: a @ b / (len(a) * len(b)),
         "`len` counts the numbers in a vector. Which length does an arrow of 3 to the right and 4 up have?"),
        (lambda a, b: 1 - cosine(a, b), "That is the cosine *distance*: small for alike. Which one was asked for?"),
        (lambda a, b: np.arccos(np.clip(cosine(a, b), -1, 1)), "That is the angle. Whose cosine was asked for?"),
        (lambda a, b: length(a - b), "That is how far the tips lie apart. Which quantity tells of directions alone?"),
    )
)  # fmt: skip


def examine_cosine(function: Watched) -> None:
    """Raise a fault for the first pair of vectors of which a function gives another cosine.

    Args:
        function: takes two vectors.

    >>> examine_cosine(cosine)
    """
    formulas.examine(function, cosine, PAIRS, COSINE_SUSPECTS, "Which part of the formula is another in yours?")


def tf_idf(counts: np.ndarray) -> np.ndarray:
    """Return counts weighted by scikit-learn.

    Args:
        counts: shape (passages, terms).

    >>> tf_idf(np.array([[2, 0], [0, 0]])).round(3).tolist()
    [[2.811, 0.0], [0.0, 0.0]]
    """
    return TfidfTransformer(norm=None).fit_transform(counts).toarray()


def _weighted(counts: np.ndarray, *, log: Any = np.log, add: float = 1, smooth: float = 1) -> np.ndarray:  # noqa: ANN401
    """Return counts by a formula alike."""
    containing = (counts > 0).sum(axis=0)
    return counts * (log((smooth + len(counts)) / (smooth + containing)) + add)


def _idf(counts: np.ndarray) -> np.ndarray:
    """Return scikit-learn's idf of each term."""
    return TfidfTransformer(norm=None).fit(counts).idf_


def _table(*rows: Sequence[int]) -> Case:
    return Case(f"the counts {[list(row) for row in rows]}", (np.array(rows),))


TF_IDF = Task(
    tf_idf,
    (_table([3, 0, 1], [0, 0, 2]), _table([1, 0, 0, 2], [1, 5, 0, 1], [1, 0, 0, 0]), _table([0, 4])),
    (
        Suspect(lambda counts: _weighted(counts, add=0),
                "A word that stands in every passage has lost all its weight. What is added after the logarithm?"),
        Suspect(lambda counts: _weighted(counts, smooth=0),
                "Where are the ones, above and below, that stand for one passage more with every word in it?"),
        Suspect(lambda counts: _weighted(counts, smooth=0, add=0), "Where do the ones of the formula come in?"),
        Suspect(lambda counts: _weighted(counts, log=np.log2),
                "Without the 1, your idf is 1.443 times as large. Which logarithm has that ratio to the natural one?"),
        Suspect(lambda counts: _weighted(counts, log=np.log10),
                "Without the 1, your idf is 0.434 times as large. Which logarithm has that ratio to the natural one?"),
        Suspect(lambda counts: _weighted(counts, log=lambda x: -np.log(x)),
                "Yours grows as the word becomes common. Which of the two numbers belongs below?"),
        Suspect(lambda counts: (counts > 0) * _idf(counts),
                "Three times a word gives the same as once. Where do the counts themselves come in?"),
        Suspect(lambda counts: np.ones_like(counts) * _idf(counts),
                "A passage has weight for words that it does not hold. What is the idf to be multiplied by?"),
        Suspect(_idf, "That is one weight a word. What is it to be multiplied by?"),
        Suspect(lambda counts: counts * (np.log((1 + len(counts)) / (1 + counts.sum(axis=0))) + 1),
                "Yours counts how often a word occurs. In how many *passages* does it occur at least once?"),
        Suspect(lambda counts: counts * (np.log((1 + counts.shape[1]) / (1 + (counts > 0).sum(axis=0))) + 1),
                "Yours takes the number of words for N. Which of the table's two sides counts passages?"),
        Suspect(lambda counts: counts * (np.log((1 + len(counts)) / (1 + (counts > 0).sum(axis=1)[:, None])) + 1),
                "Yours counts the words of each passage. Along which axis are the passages of a word?"),
        Suspect(lambda counts: counts * (np.log((1 + len(counts)) // (1 + (counts > 0).sum(axis=0))) + 1),
                "In yours the idf is made of whole numbers. What does `//` do to what stands after the point?"),
        Suspect(lambda counts: unit_rows(tf_idf(counts)),
                "Your rows have length one. Was that asked for, or does the next step do it?"),
    ),
    "Which part of the formula is another in yours?",
)  # fmt: skip


def examine_tf_idf(function: Watched) -> None:
    """Raise a fault for the first table of counts that a function weights otherwise than scikit-learn.

    Args:
        function: takes counts, shape (passages, terms).

    >>> examine_tf_idf(tf_idf)
    """
    arrays.examine(function, TF_IDF)


PADDING = 9.0
STATES = np.array([[[1.0, 2.0], [3.0, 6.0], [PADDING, PADDING]], [[1.0, 0.0], [2.0, 3.0], [6.0, 0.0]]])
MASK = np.array([[True, True, False], [True, True, True]])
MEAN_POOL = Task(
    mean_pool,
    (
        Case("two texts of two and three pieces, the first filled up with nines", (STATES, MASK)),
        Case("one text of one piece and two of filling", (STATES[:1] * 2, np.array([[True, False, False]]))),
        Case("four texts of two pieces each", (np.arange(24.0).reshape(4, 2, 3), np.ones((4, 2), dtype=bool))),
    ),
    (
        Suspect(lambda states, mask: states.mean(axis=1),
                "The nines are in it: they only fill up the shorter text. What does the mask tell?"),
        Suspect(lambda states, mask: (states * mask[:, :, None]).mean(axis=1),
                "The filling adds nothing any more, but is still counted. By how many pieces must you divide?"),
        Suspect(lambda states, mask: (states * mask[:, :, None]).sum(axis=1),
                "A longer text now has larger numbers. What turns a sum into a mean?"),
        Suspect(lambda states, mask: (states * mask[:, :, None]).sum(axis=1) / mask.sum(),
                "Yours divides by the pieces of all texts together. How many has each?"),
        Suspect(lambda states, mask: states.sum(axis=1) / mask.sum(axis=1)[:, None],
                "You divide by the right number, but the nines are in the sum. What would a zero in their place do?"),
        Suspect(lambda states, mask: states[:, 0], "That is the first piece alone. Who speaks for the others?"),
        Suspect(lambda states, mask: unit_rows(mean_pool(states, mask)),
                "Your rows have length one. Was that asked for, or does the next step do it?"),
        Suspect(lambda states, mask: np.where(mask[:, :, None], states, -np.inf).max(axis=1),
                "That is the largest of each number, max pooling. Which one was asked for?"),
        Suspect(lambda states, mask: states[mask].mean(axis=0),
                "All texts have run into one. How do you keep one row for each?"),
    ),
    "What should become of the pieces, one text at a time?",
)  # fmt: skip


def examine_mean_pool(function: Watched) -> None:
    """Raise a fault for the first texts whose pieces a function does not average rightly.

    Args:
        function: takes states, shape (texts, pieces, width), and a mask, shape (texts, pieces).

    >>> examine_mean_pool(mean_pool)
    """
    arrays.examine(function, MEAN_POOL)


CHECKS = {
    "cosine": Check(
        examine_cosine,
        "Alike directions give 1, whatever the lengths; nothing in common gives 0. "
        "It is the measure that every search by vectors uses.",
    ),
    "tf-idf": Check(
        examine_tf_idf, "Your table equals scikit-learn's, number by number, before the rows are stretched."
    ),
    "mean-pool": Check(
        examine_mean_pool,
        "One row a text, and the filling has no say. These lines, a tokenizer and a model are all that a sentence "
        "encoder is.",
    ),
    "nearest": Check(examine_nearest, "The nearest come first. You have written a search by meaning."),
    "fuse": Check(
        examine_fuse,
        "Each ranking adds points for its places, and no score is looked at. So anything that ranks can be fused.",
    ),
}
