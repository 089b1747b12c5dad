"""Pictures show the numbers they are given."""

from __future__ import annotations

import matplotlib as mpl
import pytest
from matplotlib.axes import Axes

from helpers import plots
from helpers.intervals import Interval

MEASURED = {"from memory": Interval(0.1, 0.05, 0.2), "with the page": Interval(0.8, 0.7, 0.9)}


@pytest.fixture(autouse=True)
def no_screen() -> None:
    """Draw without a screen."""
    mpl.use("agg")


def drawn(axes: Axes) -> list[tuple[float, float, float]]:
    """Return mean, low and high of each system as drawn."""
    return [
        (bar.lines[0].get_xdata()[0], bar.lines[1][0].get_xdata()[0], bar.lines[1][1].get_xdata()[0])
        for bar in axes.containers
    ]


def test_shares_are_where_they_were_measured() -> None:
    """Each system is drawn at its share, with its own interval, named at its height."""
    axes = plots.shares(MEASURED)
    for (mean, low, high), interval in zip(drawn(axes), MEASURED.values(), strict=True):
        assert (mean, low, high) == pytest.approx((interval.mean, interval.low, interval.high))
    assert [label.get_text() for label in axes.get_yticklabels()] == list(MEASURED)


def test_systems_differ_without_colour() -> None:
    """Two systems have two markers."""
    axes = plots.shares(MEASURED)
    assert len({bar.lines[0].get_marker() for bar in axes.containers}) == len(MEASURED)


def test_settings_are_left_alone() -> None:
    """Drawing changes no setting of the learner's own plots."""
    before = dict(mpl.rcParams)
    plots.shares(MEASURED)
    assert dict(mpl.rcParams) == before


def test_nothing_measured_is_told() -> None:
    """An empty table is named, not drawn."""
    with pytest.raises(ValueError, match="found no system"):
        plots.shares({})
