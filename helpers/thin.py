"""Lesson 05 on one matrix, in numpy: an adapter beside it, its loss, one step of training; and what style counts.

`lora` and `finetune` do the same with torch on a whole model; here it is small enough to be followed by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np


def adapted(x: np.ndarray, W: np.ndarray, A: np.ndarray, B: np.ndarray, alpha: float) -> np.ndarray:
    """Return what a matrix with an adapter beside it computes: W x + alpha / rank · B A x, for each row x.

    Args:
        x: inputs, (n, in).
        W: the frozen matrix, (out, in).
        A: the thin matrix that reads, (rank, in).
        B: the thin matrix that writes, (out, rank).
        alpha: strength (Hu et al. 2021, section 4.1).

    Returns:
        Outputs, (n, out).

    >>> adapted(np.ones((1, 2)), np.eye(2), np.ones((1, 2)), np.array([[1.0], [0.0]]), alpha=1).tolist()
    [[3.0, 1.0]]
    """
    return x @ W.T + alpha / len(A) * (x @ A.T) @ B.T


def size(inputs: int, outputs: int, rank: int) -> int:
    """Return how many numbers an adapter holds: A has rank × inputs, B has outputs × rank.

    >>> size(576, 1536, rank=16)
    33792
    """
    return rank * (inputs + outputs)


def answer_loss(chances: np.ndarray, tokens: Sequence[int], start: int) -> float:
    """Return the mean surprise over the answer's tokens, in nats.

    Args:
        chances: (n, vocabulary); row i holds the chance of each token to follow the tokens 0 … i.
        tokens: the n tokens of prompt and answer.
        start: where the answer begins, at least 1.

    >>> round(answer_loss(np.array([[0.5, 0.5], [0.25, 0.75], [1.0, 0.0]]), [0, 1, 0], start=1), 3)
    1.04
    """
    places = np.arange(start, len(tokens))
    return float(-np.log(chances[places - 1, np.asarray(tokens)[places]]).mean())


def trained(x: np.ndarray, target: np.ndarray, W: np.ndarray, A: np.ndarray, B: np.ndarray, rate: float) -> np.ndarray:
    """Return B after one step of gradient descent on half the squared error; W and A stay.

    Args:
        x: one input, (in,).
        target: what should come out, (out,).
        W: the frozen matrix, (out, in).
        A: (rank, in).
        B: (out, rank), as it is before the step.
        rate: the learning rate.

    >>> trained(np.ones(1), np.full(1, 3.0), np.ones((1, 1)), np.ones((1, 1)), np.zeros((1, 1)), rate=0.5).tolist()
    [[1.0]]
    """
    error = W @ x + B @ (A @ x) - target
    return B - rate * np.outer(error, A @ x)


def compliance(reports: Sequence[Mapping[str, bool]]) -> float:
    """Return the share of answers that keep every rule.

    Args:
        reports: for each answer whether it keeps each rule; at least one.

    >>> compliance([{"brief": True, "polite": True}, {"brief": True, "polite": False}])
    0.5
    """
    return sum(all(report.values()) for report in reports) / len(reports)


def invented(cited: Sequence[tuple[int, int]], paragraphs: Mapping[int, int]) -> int:
    """Return how many citations name an article or a paragraph that does not exist.

    Args:
        cited: article and paragraph of each citation, repeats included.
        paragraphs: for each article that exists how many paragraphs it has.

    >>> invented([(11, 3), (11, 9), (999, 1)], {11: 5})
    2
    """
    return sum(not 1 <= paragraph <= paragraphs.get(article, 0) for article, paragraph in cited)
