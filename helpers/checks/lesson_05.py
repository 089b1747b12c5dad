"""The checks of lesson 05: the loss on an answer (`thin_layers` and `advice` check the other exercises)."""

from __future__ import annotations

import numpy as np

from helpers import thin
from helpers.checks import formulas
from helpers.checks.advice import examine_compliance, examine_invented
from helpers.checks.formulas import Case
from helpers.checks.registry import Check
from helpers.checks.thin_layers import examine_layer, examine_size, examine_step
from helpers.checks.watch import Watched

_TABLE = np.array([[0.5, 0.3, 0.2], [0.1, 0.6, 0.3], [0.25, 0.25, 0.5], [0.8, 0.1, 0.1], [0.2, 0.2, 0.6]])
LOSSES = (
    Case("the tokens [0, 2, 1, 2, 0] with the answer from place 3", (_TABLE, [0, 2, 1, 2, 0], 3)),
    Case("the tokens [0, 2, 1, 2, 0] with the answer from place 1", (_TABLE, [0, 2, 1, 2, 0], 1)),
    Case("the tokens [1, 1, 0, 2] with the answer from place 2", (_TABLE[:4], [1, 1, 0, 2], 2)),
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
    formulas.Suspect(lambda t, k, s: float(_surprise(t, k, _from(s - 1, k), 1).mean()),
                     "The prompt's last token is in it as well. At which place does the answer begin?"),
    formulas.Suspect(lambda t, k, s: float(_surprise(t, k, range(s, len(k) - 1), 1).mean()),
                     "The answer's last token is left out. Where does your `range` end?"),
    formulas.Suspect(lambda t, k, s: float(-np.log(np.exp(-_surprise(t, k, _from(s, k), 1)).mean())),
                     "That is the surprise at the mean chance. Which comes first, the logarithm or the mean?"),
    formulas.Suspect(lambda t, k, s: float(_surprise(t, k, _from(s, k), 1).sum() / len(k)),
                     "You divide by the tokens of prompt and answer. How many of them count?"),
)  # fmt: skip


def examine_loss(function: Watched) -> None:
    """Raise a fault unless only the answer's tokens count, each in the row before its own.

    >>> examine_loss(thin.answer_loss)
    """
    otherwise = "Which tokens count, in which row stands the chance of each, and what is done with these chances?"
    formulas.examine(function, thin.answer_loss, LOSSES, LOSS_SUSPECTS, otherwise)


CHECKS = {
    "lora-layer": Check(examine_layer, "That is LoRA. The rest of the lesson is this line, many times over."),
    "lora-size": Check(examine_size, "Two thin matrices in place of a fat one; now you know what an adapter weighs."),
    "answer-loss": Check(examine_loss, "Only the answer counts, and each of its tokens in the right row."),
    "training-step": Check(examine_step, "One step downhill. Training is to do it again."),
    "compliance": Check(examine_compliance, "All five or nothing, as the Moot wants it."),
    "made-up": Check(examine_invented, "Nobody will look in vain for a paragraph that you let through."),
}
