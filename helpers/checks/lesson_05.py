"""The checks of lesson 05: a matrix with an adapter, its size, the loss, a step of training, and what style counts."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers import thin
from helpers.checks import arrays, formulas
from helpers.checks.formulas import Case
from helpers.checks.registry import Check
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
    formulas.Suspect(lambda i, o, r: r * i * r * o, "Two sizes of two matrices: are they added or multiplied?"),
)  # fmt: skip
_TABLE = np.array([[0.5, 0.3, 0.2], [0.1, 0.6, 0.3], [0.25, 0.25, 0.5], [0.8, 0.1, 0.1], [0.2, 0.2, 0.6]])
LOSSES = (
    Case("the tokens [0, 2, 1, 2, 0] with the answer from place 3", (_TABLE, [0, 2, 1, 2, 0], 3)),
    Case("the tokens [0, 2, 1, 2, 0] with the answer from place 1", (_TABLE, [0, 2, 1, 2, 0], 1)),
    Case("the tokens [1, 1, 0] with the answer from place 2", (_TABLE[:3], [1, 1, 0], 2)),
)


def _surprise(table: np.ndarray, tokens: list[int], rows: range, shift: int) -> np.ndarray:
    """Return the surprise at some places, reading the row that stands so far before each."""
    return -np.log([table[place - shift, tokens[place]] for place in rows])


def _from(start: int, tokens: list[int]) -> range:
    """Return all places from one on."""
    return range(start, len(tokens))


LOSS_SUSPECTS = (
    formulas.Suspect(lambda t, k, s: float(_surprise(t, k, _from(s, k), 0).mean()),
                     "Row i tells what follows token i. In which row stands the chance of the answer's first?"),
    formulas.Suspect(lambda t, k, s: float(_surprise(t, k, _from(1, k), 1).mean()),
                     "The prompt is in it, too. Should the model learn to write the question?"),
    formulas.Suspect(lambda t, k, s: float(_surprise(t, k, _from(s, k), 1).sum()),
                     "Is a long answer worse than a short one, only because it is long?"),
    formulas.Suspect(lambda t, k, s: float(-_surprise(t, k, _from(s, k), 1).mean()),
                     "Which sign has the logarithm of a chance? And which a loss?"),
    formulas.Suspect(lambda t, k, s: float(np.exp(-_surprise(t, k, _from(s, k), 1)).mean()),
                     "These are chances. How surprised is one by a chance of 1, and by one of 0.01?"),
    formulas.Suspect(lambda t, k, s: float(_surprise(t, k, _from(s, k), 1).mean() / np.log(2)),
                     "Yours is 1.44 times as large. Which logarithm did you take?"),
    formulas.Suspect(lambda t, k, s: float(_surprise(t, k, _from(s, k), 1).sum() / len(k)),
                     "You divide by the tokens of prompt and answer. How many of them count?"),
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
        arrays.Suspect(lambda x, t, W, A, B, rate: thin.trained(x, t, W, A, B, rate) - B,
                       "That is the step alone. Where does it start from?"),
    ),
    "Which two vectors is the gradient made of: one with an entry for each output, one with an entry for each rank?",
)  # fmt: skip
_KEPT = {"verdict": True, "citation": True, "brevity": True, "person": True, "office": True}
_REPORTS = [_KEPT, _KEPT | {"person": False}, _KEPT | {"verdict": False, "citation": False}, _KEPT]
RATES = (
    Case("four answers, two of which keep all five rules", (_REPORTS,)),
    Case("three answers that each break one rule", ([_KEPT | {name: False} for name in list(_KEPT)[:3]],)),
    Case("one answer that keeps all", ([_KEPT],)),
    Case("one answer that keeps none", ([dict.fromkeys(_KEPT, False)],)),
)
RATE_SUSPECTS = (
    formulas.Suspect(lambda some: float(np.mean([list(one.values()) for one in some])),
                     "You count rules that are kept. How many answers keep all of theirs?"),
    formulas.Suspect(lambda some: sum(all(one.values()) for one in some),
                     "That is how many. What share of all answers is it?"),
    formulas.Suspect(lambda some: sum(any(one.values()) for one in some) / len(some),
                     "Yours is content with one rule kept. How many must be?"),
    formulas.Suspect(lambda some: 1 - thin.compliance(some), "That is who breaks one. And the others?"),
    formulas.Suspect(lambda some: sum(not any(one.values()) for one in some) / len(some),
                     "You count answers that keep none. Which does the office want to know of?"),
    formulas.Suspect(lambda some: sum(one["verdict"] for one in some) / len(some),
                     "Yours looks at the first rule only. What about the other four?"),
)  # fmt: skip
_EXIST = {11: 5, 12: 3, 40: 1}
CITED = (
    Case("[(11, 3), (11, 9), (999, 1)] with five paragraphs in article 11", ([(11, 3), (11, 9), (999, 1)], _EXIST)),
    Case("[(12, 3), (40, 1)], the last paragraphs of both", ([(12, 3), (40, 1)], _EXIST)),
    Case("[(999, 1), (999, 1)], the same twice", ([(999, 1), (999, 1)], _EXIST)),
    Case("no citation", ([], _EXIST)),
    Case("[(13, 1), (12, 4), (12, 1), (11, 5)]", ([(13, 1), (12, 4), (12, 1), (11, 5)], _EXIST)),
)
CITED_SUSPECTS = (
    formulas.Suspect(lambda cited, known: sum(article not in known for article, _ in cited),
                     "Yours looks at the article alone. Has article 11 a paragraph 9?"),
    formulas.Suspect(lambda cited, known: len(cited) - thin.invented(cited, known),
                     "You count those that exist. Which ones worry the office?"),
    formulas.Suspect(lambda cited, known: thin.invented(list(set(cited)), known),
                     "An asker is misled twice by the same citation. Does a repeat count?"),
    formulas.Suspect(lambda cited, known: sum(paragraph >= known.get(article, 0) for article, paragraph in cited),
                     "Article 12 has three paragraphs. Does the third exist?"),
    formulas.Suspect(lambda cited, known: len(cited), "You count all citations. Which of them can be looked up?"),
    formulas.Suspect(lambda cited, known: sum(paragraph > known.get(article, 99) for article, paragraph in cited),
                     "What becomes of an article that does not exist at all?"),
    formulas.Suspect(lambda cited, known: float(thin.invented(cited, known) > 0),
                     "Yours tells whether there is one. How many are there?"),
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


def examine_loss(function: Watched) -> None:
    """Raise a fault unless only the answer's tokens count, each in the row before its own.

    >>> examine_loss(thin.answer_loss)
    """
    otherwise = "Which tokens count, in which row stands the chance of each, and what is done with these chances?"
    formulas.examine(function, thin.answer_loss, LOSSES, LOSS_SUSPECTS, otherwise)


def examine_step(function: Watched) -> None:
    """Raise a fault unless B takes one step of gradient descent.

    >>> examine_step(thin.trained)
    """
    arrays.examine(function, STEP)


def examine_compliance(function: Watched) -> None:
    """Raise a fault unless answers that keep all rules are counted.

    >>> examine_compliance(thin.compliance)
    """
    otherwise = "For one answer: when does it comply? And of how many answers is that a share?"
    formulas.examine(function, thin.compliance, RATES, RATE_SUSPECTS, otherwise)


def examine_invented(function: Watched) -> None:
    """Raise a fault unless citations of what does not exist are counted.

    >>> examine_invented(thin.invented)
    """
    otherwise = "When does a citation exist: what must be true of its article, and what of its paragraph?"
    formulas.examine(function, thin.invented, CITED, CITED_SUSPECTS, otherwise)


CHECKS = {
    "lora-layer": Check(examine_layer, "That is LoRA. The rest of the lesson is this line, many times over."),
    "lora-size": Check(examine_size, "Two thin matrices in place of a fat one; now you know what an adapter weighs."),
    "answer-loss": Check(examine_loss, "Only the answer counts, and each of its tokens in the right row."),
    "training-step": Check(examine_step, "One step downhill. Training is to do it again."),
    "compliance": Check(examine_compliance, "All five or nothing, as the Moot wants it."),
    "made-up": Check(examine_invented, "Nobody will look in vain for a paragraph that you let through."),
}
