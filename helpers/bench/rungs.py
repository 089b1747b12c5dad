"""The ladder: for each arm its mean, how sure that is, and how many were asked.

Questions about one entity stand or fall together, so entities are drawn, not questions; and training seeds are drawn,
too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.bench import values
from helpers.bench.spread import seeds_ci
from helpers.intervals import Interval, share_ci


def ladder(table: pd.DataFrame, metric: str = "right", kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """Return a rung for each arm: mean, interval over entities and seeds, and how many were asked.

    Args:
        table: from `run`.
        metric: as in `compare`.
        kinds: as in `compare`.

    Returns:
        A row an arm, in the table's order: `arm`, `mean`, `low`, `high`, `questions`, `entities`, `seeds`.

    Raises:
        ValueError: if the metric or a kind is unknown.

    >>> rows = [("a", id, id, 0, right, "lookup") for id, right in (("q1", 1), ("q2", 1), ("q3", 0))]
    >>> rows += [("b", id, id, 0, 0, "lookup") for id in ("q1", "q2", "q3")]
    >>> table = pd.DataFrame(rows, columns=["arm", "question", "entity", "seed", "right", "kind"])
    >>> ladder(table)[["arm", "mean", "questions"]].round(2).to_numpy().tolist()
    [['a', 0.67, 3], ['b', 0.0, 3]]
    """
    rows = values.choose_rows(table, metric, kinds)
    return pd.DataFrame([_rung(rows, arm, metric) for arm in rows["arm"].unique()])


def shares(table: pd.DataFrame, metric: str = "right", kinds: Iterable[str] | None = None) -> dict[str, Interval]:
    """Return each arm's mean with its interval, as `plots.shares` draws them; the arguments are those of `ladder`."""
    rungs = ladder(table, metric, kinds)
    return {one.arm: Interval(one.mean, one.low, one.high) for one in rungs.itertuples()}


def by_seed(
    table: pd.DataFrame, metric: str = "right", kinds: Iterable[str] | None = None
) -> Mapping[str, Sequence[float]]:
    """Return each arm's mean with each seed, as `plots.dots` draws them; the arguments are those of `ladder`."""
    means = values.choose_rows(table, metric, kinds).groupby(["arm", "seed"], sort=False)[metric].mean()
    return {str(arm): some.tolist() for arm, some in means.groupby(level="arm", sort=False)}


def _rung(rows: pd.DataFrame, arm: str, metric: str) -> dict[str, object]:
    """Return one row of the ladder."""
    found = values.by_seed(rows, arm, metric)
    names = values.entities(rows, found.columns)
    interval = _spread(found.to_numpy(), names)
    counts = {"questions": found.shape[1], "entities": len(set(names)), "seeds": len(found)}
    return {"arm": arm, "mean": interval.mean, "low": interval.low, "high": interval.high} | counts


def _spread(found: np.ndarray, entities: Sequence[str]) -> Interval:
    """Return the interval; where all are right or all wrong no draw differs, so Wilson's, an entity counting once."""
    if found.min() == found.max() and found.min() in (0, 1):
        return share_ci([found.min()] * len(set(entities)))
    return seeds_ci(found, entities)
