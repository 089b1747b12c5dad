"""Pictures of measured tables, one function a kind; what differs differs in place and marker, not in colour alone."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from helpers.intervals import Interval

STYLE = "petroff10"
MARKERS = "osD^vPX*"


def shares(measured: Mapping[str, Interval], label: str = "share right") -> Axes:
    """Draw one line a system: the share as a marker, its interval as a bar, the first system on top.

    Args:
        measured: for each system its share, from 0 to 1, with its interval.
        label: what is counted, under the axis.

    Raises:
        ValueError: nothing was measured.

    >>> shares({"from memory": Interval(0.1, 0.05, 0.2)}).get_xlabel()
    'share right'
    """
    if not measured:
        raise ValueError("found no system to draw; expected at least one; do: pass {name: interval}")
    with plt.style.context(STYLE):
        _, axes = plt.subplots(figsize=(6.4, 0.9 + 0.45 * len(measured)), layout="constrained")
        for place, interval in enumerate(measured.values()):
            spread = [[interval.mean - interval.low], [interval.high - interval.mean]]
            axes.errorbar(interval.mean, place, xerr=spread, fmt=MARKERS[place % len(MARKERS)], capsize=4, markersize=8)
        axes.set_yticks(range(len(measured)), list(measured))
        axes.set(xlim=(-0.02, 1.02), ylim=(len(measured) - 0.5, -0.5), xlabel=label)
    return axes
