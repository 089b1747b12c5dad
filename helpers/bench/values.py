"""Values out of the tidy table: rows on which a metric means something, and one arm's values by seed and question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

UNANSWERABLE = "unanswerable"


def choose_rows(table: pd.DataFrame, metric: str, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the rows on which a metric means something.

    Args:
        table: from `run`.
        metric: a column of numbers or truth values.
        kinds: of questions; by default all that have an answer, since silence is right for the others.

    Raises:
        ValueError: if there is no such column or kind, or no row is left.
    """
    if metric not in table or not pd.api.types.is_numeric_dtype(table[metric]):
        raise ValueError(f"found the metric {metric!r}; expected a column of numbers, such as 'right'; do choose one")
    known = set(table["kind"])
    wanted = known - {UNANSWERABLE} if kinds is None else {kinds} if isinstance(kinds, str) else set(kinds)
    rows = table[table["kind"].isin(wanted) & table[metric].notna()]
    if wanted - known or rows.empty:
        raise ValueError(
            f"found no question of the kinds {sorted(wanted)} with a value of {metric!r}; expected kinds among "
            f"{sorted(known)}, and a metric that was measured; do choose others"
        )
    return rows


def by_seed(rows: pd.DataFrame, arm: str, metric: str) -> pd.DataFrame:
    """Return an arm's values as (seeds, questions), in the order of seeds and of the questions' ids.

    Args:
        rows: from `choose_rows`.
        arm: its name.
        metric: a column.

    Raises:
        ValueError: if there is no such arm, or a question stands twice with one seed.
    """
    own = rows[rows["arm"] == arm]
    if own.empty:
        raise ValueError(f"found no arm {arm!r}; expected one of {list(rows['arm'].unique())}; do choose among them")
    if own.duplicated(["seed", "question"]).any():
        raise ValueError(f"found a question twice for {arm!r} with one seed; expected it once; do drop the second")
    return own.pivot(index="seed", columns="question", values=metric).astype(float).sort_index()


def entities(rows: pd.DataFrame, questions: Sequence[str]) -> list[str]:
    """Return the entity of each question; one without is its own.

    Args:
        rows: from `choose_rows`.
        questions: their ids.
    """
    known = rows.drop_duplicates("question").set_index("question")["entity"]
    return [known[id] or id for id in questions]
