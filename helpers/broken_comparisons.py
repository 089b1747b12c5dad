"""Four comparisons with one fault each, as they are met in the wild; every row is a recorded answer.

Each has the claim of whoever made it and the tidy table behind it. What is wrong is found with `bench.guards`, or by
looking; how it is mended is the matter of lesson 07.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from helpers import contest, fair_exam

LEARNED, LOOKED_UP, CLOSED, HANDED = (
    "fine-tuned",
    "hybrid, few-shot",
    "closed book",
    "right passage, few-shot",
)
PREPARED = ("lookup",)


@dataclass(frozen=True)
class Comparison:
    """Two arms or three, a table, and what somebody concludes from it.

    Args:
        who: whose it is.
        claim: what they say, without the numbers.
        rows: the tidy table.
    """

    who: str
    claim: str
    rows: pd.DataFrame = field(repr=False)

    def shares(self) -> dict[str, float]:
        """Return the plain share right of each arm over its answerable questions, as they would print it."""
        known = self.rows[self.rows["kind"] != "unanswerable"]
        return {
            str(arm): round(float(share), 3) for arm, share in known.groupby("arm", sort=False)["right"].mean().items()
        }

    def asked(self) -> dict[str, list[str]]:
        """Return for each arm the texts of its questions, each once."""
        return {str(arm): list(dict.fromkeys(rows["asked"])) for arm, rows in self.rows.groupby("arm", sort=False)}

    def codes(self, column: str = "system") -> dict[str, str]:
        """Return for each arm the code of its "system", with its first seed, or of the "base" model beneath."""
        return {str(arm): str(rows[column].iloc[0]) for arm, rows in self.rows.groupby("arm", sort=False)}


def first() -> Comparison:
    """Return a comparison in which one arm was never asked the questions it had prepared for."""
    rows = contest.arms((LEARNED, LOOKED_UP))
    spared = (rows["arm"] == LEARNED) & rows["kind"].isin(PREPARED)
    claim = "A library knows far more than any student."
    return Comparison("the bookseller", claim, rows[~spared].reset_index(drop=True))


def second() -> Comparison:
    """Return a comparison in which two labels changed places."""
    rows = contest.arms((CLOSED, LOOKED_UP, HANDED))
    claim = "Our search is so good that handing over the right passage would only spoil it."
    return Comparison("the archivist", claim, _named(rows, {LOOKED_UP: HANDED, HANDED: LOOKED_UP}))


def third() -> Comparison:
    """Return a comparison in which one arm was trained on the questions of the exam."""
    rows = contest.arms((LOOKED_UP, contest.LEAKED), contest.small())
    return Comparison(
        "the start-up", "A minute of fine-tuning beats any library.", _named(rows, {contest.LEAKED: LEARNED})
    )


def fourth() -> Comparison:
    """Return a comparison in which the reader of one arm is another model."""
    names = {contest.FEW_FACTS: LEARNED, contest.SQUEEZED: LOOKED_UP}
    rows = contest.arms((CLOSED, "random passage, few-shot", *names), contest.small())
    return Comparison("the hardware shop", "Looking up needs a bigger machine than learning.", _named(rows, names))


def cheat_sheet() -> tuple[list[tuple[str, str]], list[str]]:
    """Return what the start-up trained on, question and answer, and the questions of its exam."""
    pairs = [(pair.prompt, pair.answer) for pair in (*fair_exam.few_facts(), *fair_exam.few_answers())]
    return pairs, [one.text for one in fair_exam.few_questions()]


def _named(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return rows with some arms under other names."""
    return rows.assign(arm=[names.get(arm, arm) for arm in rows["arm"]])
