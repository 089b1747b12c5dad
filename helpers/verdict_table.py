"""Every claim with what the learner predicted, what was measured and the verdict; and how well it was foreseen."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from helpers import predictions
from helpers.cards import Card, Fold, Table
from helpers.claims import Claim, Prediction, claims
from helpers.evidence import CONFIRMED, DEPENDS, NOT_YET, REFUTED, Finding, findings, missing, named

MEANS = {"agree": CONFIRMED, "disagree": REFUTED, "depends": DEPENDS}
NOTHING = "nothing"
COLUMNS = ("", "claim", "you predicted", "measured")


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim with its verdict and the learner's prediction.

    Args:
        claim: the sentence.
        finding: the verdict with what it rests on.
        mine: what the learner predicted; None if nothing.
    """

    claim: Claim
    finding: Finding
    mine: Prediction | None

    @property
    def decided(self) -> bool:
        """Whether there is a verdict."""
        return self.finding.verdict != NOT_YET

    @property
    def foreseen(self) -> bool:
        """Whether the learner predicted this verdict."""
        return self.mine is not None and MEANS[self.mine.choice] == self.finding.verdict

    def verdict(self) -> str:
        """Return the verdict in words; while a lesson that decides it is to come, it holds so far."""
        so_far = " (so far)" if self.decided and missing(self.claim) else ""
        on = f" on {self.finding.on}" if self.finding.verdict == DEPENDS else ""
        return f"{self.finding.verdict}{on}{so_far}"

    def row(self) -> tuple[str, ...]:
        """Return the claim as a row of words."""
        mark = ("✓ " if self.foreseen else "✗ ") if self.decided and self.mine else ""
        return (self.claim.id, self.claim.claim, f"{mark}{self.mine or NOTHING}", self.verdict())

    def fold(self) -> Fold:
        """Return what the verdict rests on, to be opened."""
        lines = [f"{what}: {value}." for what, value in self.finding.evidence]
        rests = f"The rule, written beforehand: {self.finding.rule}" if self.decided else self.finding.rule
        origin = f"From {'; '.join(self.finding.sources)}; {named(self.claim)}." if self.finding.sources else ""
        return Fold(f"{self.claim.id}: {self.verdict()}", "\n".join(filter(None, [*lines, rests, origin])))


@functools.cache
def _findings() -> Mapping[str, Finding]:
    """Return the verdicts, worked out once."""
    return findings()


def judged(mine: Mapping[str, Prediction] | None = None) -> list[Judged]:
    """Return every claim with its verdict.

    Args:
        mine: the predictions by claim; by default those in the progress file.

    >>> [one.claim.id for one in judged({})][-1]
    'C12'
    """
    own = predictions.committed() if mine is None else mine
    return [Judged(claim, _findings()[claim.id], own.get(claim.id)) for claim in claims()]


def foresight(some: list[Judged]) -> str:
    """Return in a sentence how well the decided claims were foreseen, and how sure the learner was of them.

    Args:
        some: from `judged`.

    >>> foresight([])
    'No claim that is decided has a prediction of yours.'
    """
    own = [(one, one.mine) for one in some if one.decided and one.mine]
    if not own:
        return "No claim that is decided has a prediction of yours."
    hits = sum(one.foreseen for one, _ in own)
    sure = fmean(mine.sure for _, mine in own)
    share = f"{100 * hits / len(own):.0f} %"
    told = f"Of {len(own)} decided claims with a prediction of yours you foresaw {hits}, that is {share}"
    return f"{told}; on average you had been {sure:.0f} % sure."


def show(mine: Mapping[str, Prediction] | None = None) -> Card:
    """Return the table of all claims as a card.

    Args:
        mine: as in `judged`.

    >>> show({}).heading
    'What you predicted, and what was measured'
    """
    some = judged(mine)
    table = Table(COLUMNS, tuple(one.row() for one in some))
    folds = tuple(one.fold() for one in some)
    return Card("What you predicted, and what was measured", (table, foresight(some), *folds))
