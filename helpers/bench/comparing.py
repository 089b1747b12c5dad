"""Two arms, or several pairs of them: the difference with its interval, its tests, and how many questions it needs.

Questions about one entity stand or fall together, so entities are drawn, not questions; and training seeds are drawn,
too. A difference counts as shown only if its interval leaves out zero *and* every corrected p is below .05.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.bench import values
from helpers.bench.spread import paired_seeds_ci, sign_flip
from helpers.intervals import Interval, holm, mcnemar_exact
from helpers.power import questions_needed

LEVEL = 0.05
NULL = "no difference shown"


@dataclass(frozen=True)
class Difference:
    """Two arms on the same questions: first - second.

    Attributes:
        first: an arm.
        second: another.
        metric: the table's column that is compared.
        questions: how many both were asked.
        entities: about how many.
        seeds: how many trainings, of the arm that has more.
        interval: the mean difference, with its interval over entities and seeds.
        wins: questions on which the first is ahead, on average over seeds.
        losses: questions on which it is behind.
        mcnemar: p of McNemar's exact test, of the pair of seeds that speaks least for a difference; None unless all
            values are right or wrong. It takes questions for independent.
        by_entity: p of the sign-flip test, entities as a whole.
        needed: how many questions would show such a difference four times in five; None if there is none at all.
    """

    first: str
    second: str
    metric: str
    questions: int
    entities: int
    seeds: int
    interval: Interval
    wins: int
    losses: int
    mcnemar: float | None
    by_entity: float
    needed: int | None

    def __str__(self) -> str:
        """Return the difference in a sentence."""
        size = f"{self.questions} questions about {self.entities} entities"
        shown = "" if 0 not in self.interval else "; zero is within it"
        needed = f"; about {self.needed} questions would be needed" if self.needed and self.needed > 0 else ""
        return f"{self.first} - {self.second}, {self.metric}: {self.interval!r} on {size}{shown}{needed}"


def compare(
    table: pd.DataFrame, first: str, second: str, metric: str = "right", kinds: Iterable[str] | None = None
) -> Difference:
    """Return how two arms differ on the questions that both were asked.

    Args:
        table: from `run`.
        first: an arm.
        second: another.
        metric: a column, such as "right", "exact", "choice", "read".
        kinds: of questions; by default all that have an answer.

    Raises:
        ValueError: if an arm, metric or kind is unknown, or the arms were not asked the same questions.

    >>> rows = [("a", id, id, 0, right, "lookup") for id, right in (("q1", 1), ("q2", 1), ("q3", 0))]
    >>> rows += [("b", id, id, 0, 0, "lookup") for id in ("q1", "q2", "q3")]
    >>> table = pd.DataFrame(rows, columns=["arm", "question", "entity", "seed", "right", "kind"])
    >>> found = compare(table, "a", "b")
    >>> found.interval, found.mcnemar, found.needed
    (0.67 [0.00, 1.00], 0.5, 6)
    """
    rows = values.choose_rows(table, metric, kinds)
    one, other = (values.by_seed(rows, arm, metric) for arm in (first, second))
    _check_same(one, other, (first, second))
    other = other[one.columns]
    names = values.entities(rows, one.columns)
    row = one.mean().to_numpy() - other.mean().to_numpy()
    same_seeds = list(one.index) == list(other.index)
    size = (one.shape[1], len(set(names)), max(len(one), len(other)))
    return Difference(
        *(first, second, metric),
        *size,
        paired_seeds_ci(one.to_numpy(), other.to_numpy(), names, same_seeds),
        int(np.sum(row > 0)),
        int(np.sum(row < 0)),
        _mcnemar(one, other, same_seeds),
        sign_flip(row, names),
        questions_needed(row, names),
    )


def compare_all(
    table: pd.DataFrame,
    pairs: Sequence[tuple[str, str]],
    metric: str = "right",
    kinds: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return several differences as a table, with p-values corrected for their number (Holm), nulls among them.

    Args:
        table: from `run`.
        pairs: of arms; name them before you look.
        metric: as in `compare`.
        kinds: as in `compare`.

    Returns:
        A row a pair, in the order given: all of `Difference`, with `difference`, `low` and `high` for the interval;
        `mcnemar_holm`, `by_entity_holm`; and `shown`: the arm that is ahead, or "no difference shown".

    Raises:
        ValueError: if there is no pair, and as in `compare`.
    """
    if not pairs:
        raise ValueError("found no pair of arms; expected at least one; do name what is to be compared")
    found = [compare(table, first, second, metric, kinds) for first, second in pairs]
    corrected = {"by_entity_holm": holm([one.by_entity for one in found])}
    if all(one.mcnemar is not None for one in found):
        corrected["mcnemar_holm"] = holm([one.mcnemar or 0.0 for one in found])
    rows = pd.DataFrame([_as_row(one) for one in found]).assign(**corrected)
    least_sure = np.max(list(corrected.values()), axis=0)
    return rows.assign(shown=[_shown(one, p) for one, p in zip(found, least_sure, strict=True)])


def _check_same(one: pd.DataFrame, other: pd.DataFrame, arms: tuple[str, str]) -> None:
    """Raise unless both arms have a value for the same questions with every seed."""
    apart = set(one.columns) ^ set(other.columns)
    gaps = one.isna().any().any() or other.isna().any().any()
    if apart or gaps:
        told = f"{len(apart)} questions that only one of them was asked" if apart else "a question without every seed"
        raise ValueError(
            f"found {told}, comparing {arms[0]!r} and {arms[1]!r}; expected the same ones for both; "
            "do ask both the same (`guards.same_questions` names them)"
        )


def _mcnemar(one: pd.DataFrame, other: pd.DataFrame, same_seeds: bool) -> float | None:
    """Return the largest p of all pairs of seeds: what is shown must hold for each."""
    if not np.isin(one, (0, 1)).all() or not np.isin(other, (0, 1)).all():
        return None
    firsts, seconds = one.to_numpy(), other.to_numpy()
    pairs = zip(firsts, seconds, strict=True) if same_seeds else ((f, s) for f in firsts for s in seconds)
    return max(mcnemar_exact(first, second) for first, second in pairs)


def _as_row(one: Difference) -> dict[str, object]:
    """Return a difference as a row of a table."""
    plain = {name: value for name, value in vars(one).items() if name != "interval"}
    spread = {"difference": one.interval.mean, "low": one.interval.low, "high": one.interval.high}
    return plain | spread


def _shown(one: Difference, p: float) -> str:
    """Return the arm that is ahead, if that is shown; which way is better is for the reader to know."""
    if 0 in one.interval or p >= LEVEL:
        return NULL
    return one.first if one.interval.mean > 0 else one.second
