"""Three checks of lesson 05, on one matrix: the layer with an adapter, what it weighs, and a step of training."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers import thin
from helpers.checks import arrays, formulas
from helpers.checks.formulas import Case
from helpers.checks.watch import Watched

_DICE = np.random.default_rng(5)
_X, _W = np.array([[1.0, 2.0, 0.0]]), np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0]])
_A, _B = np.array([[1.0, 0.0, 1.0]]), np.array([[2.0], [-1.0]])


def _drawn(*shape: int) -> np.ndarray:
    """Return numbers drawn anew, rounded, so that a message can show them."""
    return _DICE.normal(size=shape).round(1)


LAYERS = (
    Case("one row and rank 1, alpha 1", (_X, _W, _A, _B, 1.0)),
    Case("the same with alpha 3", (_X, _W, _A, _B, 3.0)),
    Case("two rows and rank 2, alpha 2", (_drawn(2, 3), _W, _drawn(2, 3), _drawn(2, 2), 2.0)),
    Case("two rows and rank 2, alpha 3", (_drawn(2, 3), _W, _drawn(2, 3), _drawn(2, 2), 3.0)),
    Case("two rows and rank 2, alpha 8", (_drawn(2, 3), _W, _drawn(2, 3), _drawn(2, 2), 8.0)),
)


def _with(scale: Any) -> Any:  # noqa: ANN401 - a formula of its own
    """Return an adapter whose strength is worked out in another way."""
    return lambda x, W, A, B, alpha: x @ W.T + scale(A, alpha) * (x @ A.T) @ B.T


LAYER = arrays.Task(
    thin.adapted,
    LAYERS,
    (
        arrays.Suspect(lambda x, W, A, B, alpha: x @ W.T,
                       "That is the matrix alone. What do A and B say, and what is done with it?"),
        arrays.Suspect(lambda x, W, A, B, alpha: alpha / len(A) * (x @ A.T) @ B.T,
                       "That is the adapter alone. What becomes of all that W knows?"),
        arrays.Suspect(_with(lambda A, alpha: 1.0), "What should alpha change, in yours?"),
        arrays.Suspect(_with(lambda A, alpha: alpha),
                       "Right for rank 1. By what is alpha divided, so that twice the rank is not twice as loud?"),
        arrays.Suspect(_with(lambda A, alpha: len(A)), "Rank and alpha: which of them multiplies, and which divides?"),
        arrays.Suspect(_with(lambda A, alpha: len(A) / alpha), "Which of rank and alpha stands above the line?"),
        arrays.Suspect(_with(lambda A, alpha: alpha / A.shape[1]),
                       "You divide by the number of inputs. Which side of A is the rank?"),
        arrays.Suspect(_with(lambda A, alpha: alpha // len(A)),
                       "Right where the rank divides alpha. What does `//` do to what stands after the point?"),
        arrays.Suspect(lambda x, W, A, B, alpha: x @ W.T + alpha / len(B) * (x @ A.T) @ B.T,
                       "You divide by the number of outputs. Which side of B is the rank?"),
        arrays.Suspect(lambda x, W, A, B, alpha: alpha / len(A) * (x @ W.T + (x @ A.T) @ B.T),
                       "Alpha turns the frozen matrix up as well. Which part is it to be the strength of?"),
        arrays.Suspect(lambda x, W, A, B, alpha: (x @ W.T) * (alpha / len(A) * (x @ A.T) @ B.T),
                       "You multiply the two. If the adapter says zero, what should come out?"),
    ),
    "Which shapes do x, W, A and B have, and which sides must meet in each product?",
)  # fmt: skip
SIZES = tuple(
    Case(f"{inputs} inputs, {outputs} outputs and rank {rank}", (inputs, outputs, rank))
    for inputs, outputs, rank in ((4, 3, 1), (4, 3, 2), (576, 1536, 16), (576, 576, 8))
)
SIZE_SUSPECTS = (
    formulas.Suspect(lambda i, o, r: i * o, "That is the big matrix. How many numbers has A, and how many B?"),
    formulas.Suspect(lambda i, o, r: i * o + r * (i + o),
                     "That counts W, too. Is W trained?"),
    formulas.Suspect(lambda i, o, r: r * i, "That is A. And B?"),
    formulas.Suspect(lambda i, o, r: r * o, "That is B. And A?"),
    formulas.Suspect(lambda i, o, r: i + o, "That is right for rank 1. How many rows has A if the rank is 2?"),
    formulas.Suspect(lambda i, o, r: r * i * o, "Are A and B kept apart, or multiplied out?"),
    formulas.Suspect(lambda i, o, r: i + o + r, "How many rows has A, and how long is each? Is that an addition?"),
    formulas.Suspect(lambda i, o, r: r * i + o, "A is counted row by row. How many columns has B?"),
    formulas.Suspect(lambda i, o, r: r * i * r * o, "Two sizes of two matrices: are they added or multiplied?"),
)  # fmt: skip
STEPS = (
    Case("one input, rank 1 and rate 0.5", (_X[0], np.array([3.0, 4.0]), _W, _A, _B, 0.5)),
    Case("one input, rank 2 and rate 0.1", (_drawn(3), _drawn(2), _W, _drawn(2, 3), _drawn(2, 2), 0.1)),
    Case("B at zero and rate 0.1", (_drawn(3), _drawn(2), _W, _drawn(1, 3), np.zeros((2, 1)), 0.1)),
)


def _stepped(x: np.ndarray, target: np.ndarray, rest: tuple[np.ndarray, np.ndarray, np.ndarray], rate: float) -> Any:  # noqa: ANN401
    """Return B after a step at another rate."""
    return thin.trained(x, target, *rest, rate)


STEP = arrays.Task(
    thin.trained,
    STEPS,
    (
        arrays.Suspect(lambda x, t, W, A, B, rate: _stepped(x, t, (W, A, B), -rate),
                       "The error grows. In which direction does the loss fall: along the gradient or against it?"),
        arrays.Suspect(lambda x, t, W, A, B, rate: _stepped(x, t, (W, A, B), 1.0),
                       "How long is your step, and what should decide that?"),
        arrays.Suspect(lambda x, t, W, A, B, rate: B, "Nothing has moved. What is taken away from B?"),
        arrays.Suspect(lambda x, t, W, A, B, rate: B - rate * np.outer(W @ x - t, A @ x),
                       "Your error leaves out what the adapter already says. What does the whole layer give for x?"),
        arrays.Suspect(lambda x, t, W, A, B, rate: B - rate * np.outer(B @ (A @ x) - t, A @ x),
                       "Your error leaves out what W says. What does the whole layer give for x?"),
        arrays.Suspect(lambda x, t, W, A, B, rate: _stepped(x, t, (W, A, B), 2 * rate),
                       "Your step is twice as long. What does the *half* in the loss do to its slope?"),
        arrays.Suspect(lambda x, t, W, A, B, rate: thin.trained(x, t, W, A, B, rate) - B,
                       "That is the step alone. Where does it start from?"),
    ),
    "Which two vectors is the gradient made of: one with an entry for each output, one with an entry for each rank?",
)  # fmt: skip


def examine_layer(function: Watched) -> None:
    """Raise a fault unless it is W x + alpha / rank · B A x.

    >>> examine_layer(thin.adapted)
    """
    arrays.examine(function, LAYER)


def examine_size(function: Watched) -> None:
    """Raise a fault unless both thin matrices are counted.

    >>> examine_size(thin.size)
    """
    otherwise = "What shape has A, what shape has B, and how many numbers are that?"
    formulas.examine(function, thin.size, SIZES, SIZE_SUSPECTS, otherwise)


def examine_step(function: Watched) -> None:
    """Raise a fault unless B takes one step of gradient descent.

    >>> examine_step(thin.trained)
    """
    arrays.examine(function, STEP)
