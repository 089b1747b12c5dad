"""What the records say of the twelve claims, and the verdicts that follow by rules that were written before.

`finding` is a verdict with what it rests on; `learning`, `looking_up` and `changes` hold the rules; `judging` says
which claim has which.
"""

from helpers.evidence.finding import CONFIRMED, DEPENDS, NOT_YET, REFUTED, VERDICTS, Finding
from helpers.evidence.judging import finding, findings, missing, named

__all__ = [
    "CONFIRMED",
    "DEPENDS",
    "NOT_YET",
    "REFUTED",
    "VERDICTS",
    "Finding",
    "finding",
    "findings",
    "missing",
    "named",
]
