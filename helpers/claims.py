"""The twelve claims that the course tests, and what a learner can say of one."""

from __future__ import annotations

import json
import numbers
from dataclasses import dataclass

from helpers.data import datasets_folder
from helpers.records import suggestion

CHOICES = ("agree", "disagree", "depends")
LEAST_SURE, MOST_SURE = 50, 100


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that many believe and few have measured.

    Attributes:
        id: "C1" to "C12".
        claim: the sentence.
        lessons: the slugs of the lessons that decide it.
        measurement: what is measured to decide it.
    """

    id: str
    claim: str
    lessons: tuple[str, ...]
    measurement: str


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a learner expects of a claim, and how sure of it (50 is a coin toss, 100 is certain).

    >>> print(Prediction.of("agree", 80))
    agree, 80 % sure
    """

    choice: str
    sure: int

    @classmethod
    def of(cls, choice: str, sure: float) -> Prediction:
        """Return the prediction with these halves, rounded to a whole percent.

        Raises:
            ValueError: if the choice is not one of the three, or `sure` is not from 50 to 100.
        """
        if choice not in CHOICES:
            raise ValueError(
                f"found the choice {choice!r}; expected agree, disagree or depends; do choose one of them."
            )
        if not isinstance(sure, numbers.Real) or not LEAST_SURE <= sure <= MOST_SURE:
            raise ValueError(
                f"found sure={sure!r}; expected percent from 50 (a coin toss) to 100; do give such a number."
            )
        return cls(choice, round(sure))

    def __str__(self) -> str:
        """Return the prediction in words."""
        return f"{self.choice}, {self.sure} % sure"


def claims() -> tuple[Claim, ...]:
    """Return the twelve claims that the course tests.

    >>> claims()[0].id
    'C1'
    """
    records = json.loads((datasets_folder() / "claims.json").read_text("utf-8"))
    return tuple(Claim(**{**record, "lessons": tuple(record["lessons"])}) for record in records)


def find(claim_id: str) -> Claim:
    """Return the claim of this id, written in either case.

    Raises:
        ValueError: if there is none; the message names those that exist.

    >>> find("c9").id
    'C9'
    """
    by_id = {claim.id: claim for claim in claims()}
    wanted = str(claim_id).strip().upper()
    if wanted not in by_id:
        raise ValueError(f"found the claim {claim_id!r}; expected one of the twelve; {suggestion(wanted, by_id)}.")
    return by_id[wanted]
