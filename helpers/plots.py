"""Pictures of measured tables, one function a kind; what differs differs in place and marker, not in colour alone."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from helpers.cards import Picture
from helpers.intervals import Interval

STYLE = "petroff10"
DPI = 100
MARKERS = "osD^vPX*"
MARKED = {"*": "C2", "D": "C4", "o": "C6", "p": "C8"}  # with colours of their own, whatever was drawn before
DASHES = ("-", "--", ":", "-.")
# Margins known beforehand draw twice as fast as those that are found out: of a map, and of curves with short numbers.
FILLED = {"left": 0.01, "right": 0.99, "bottom": 0.01, "top": 0.92}
FRAMED = {"left": 0.11, "right": 0.98, "bottom": 0.16, "top": 0.97}


@contextmanager
def styled() -> Iterator[None]:
    """Draw in the course's style, and leave the settings as they were.

    A notebook's drawing is set up when it is first used, and sets "interactive". Were it first used within the style,
    that setting would be undone with it, and no picture after the first would be shown.
    """
    plt.draw_if_interactive()
    with plt.style.context(STYLE):
        yield


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
    with styled():
        _, axes = plt.subplots(figsize=(6.4, 0.9 + 0.45 * len(measured)), layout="constrained")
        for place, interval in enumerate(measured.values()):
            spread = [[interval.mean - interval.low], [interval.high - interval.mean]]
            axes.errorbar(interval.mean, place, xerr=spread, fmt=MARKERS[place % len(MARKERS)], capsize=4, markersize=8)
        axes.set_yticks(range(len(measured)), list(measured))
        axes.set(xlim=(-0.02, 1.02), ylim=(len(measured) - 0.5, -0.5), xlabel=label)
    return axes


def curves(lines: Mapping[str, tuple[ArrayLike, ArrayLike]], x: str, y: str, framed: bool = False) -> Axes:
    """Draw one line for each name, told apart by marker and dash as well as colour.

    Args:
        lines: for each name its x and y values, of equal length.
        x: what runs along.
        y: what runs up.
        framed: whether the numbers at the axes are short, as shares are: then it is drawn twice as fast, for explorers.

    Raises:
        ValueError: there is no line.

    >>> curves({"k1 = 0": ([1, 2], [1, 1])}, "times", "worth").get_ylabel()
    'worth'
    """
    if not lines:
        raise ValueError("found no line to draw; expected at least one; do: pass {name: (x values, y values)}")
    with styled():
        layout, margins = (None, FRAMED) if framed else ("constrained", None)
        _, axes = plt.subplots(figsize=(6.4, 3.2), layout=layout, gridspec_kw=margins)
        for place, (name, (across, up)) in enumerate(lines.items()):
            marker, dash = MARKERS[place % len(MARKERS)], DASHES[place % len(DASHES)]
            every = 0.1 if np.size(up) > 20 else None  # all of few points, but of many only some that stand apart
            axes.plot(across, up, label=name, marker=marker, linestyle=dash, markersize=5, markevery=every)
        axes.set(xlabel=x, ylabel=y)
        if len(lines) > 1:
            axes.legend(**{"loc": "upper left", "bbox_to_anchor": (1.01, 1)} if len(lines) > 2 and not framed else {})
    return axes


def heat(values: ArrayLike, across: tuple[str, Sequence[float]], up: tuple[str, Sequence[float]], label: str) -> Axes:
    """Draw a table of numbers as shades, the darker the higher, with a cross on the highest.

    Args:
        values: shape (settings across, settings up).
        across: the name of what runs along, and its settings, rising.
        up: the name of what runs up, and its settings, rising.
        label: what the shades count.

    >>> heat([[0.1, 0.2], [0.3, 0.4]], ("k1", [1, 2]), ("b", [0, 1]), "recall@10").get_xlabel()
    'k1'
    """
    table = np.asarray(values)
    row, column = map(int, np.unravel_index(int(table.argmax()), table.shape))
    with styled():
        figure, axes = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
        shades = axes.pcolormesh(across[1], up[1], table.T, cmap="viridis_r", shading="nearest")
        axes.plot(across[1][row], up[1][column], "X", color="white", markeredgecolor="black", markersize=11)
        figure.colorbar(shades, label=label)
        axes.set(xlabel=across[0], ylabel=up[0])
    return axes


def picture(axes: Axes, alt: str) -> Picture:
    """Turn a drawing into a picture for a card, and close it, so that a notebook does not show it twice.

    Args:
        axes: what any function of this module returns.
        alt: what can be seen in it, for those who do not see it.

    >>> picture(shares({"from memory": Interval(0.1, 0.05, 0.2)}), "One mark at 0.1.").alt
    'One mark at 0.1.'
    """
    figure = axes.get_figure(root=True)
    assert figure is not None
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=DPI, metadata={"Software": None})
    plt.close(figure)
    return Picture(file.getvalue(), alt)


def svg(axes: Axes, about: str) -> bytes:
    """Turn a drawing into an SVG file, and close it; the same drawing gives the same bytes, on any day.

    Args:
        axes: what any function of this module returns.
        about: what stands in the file's description.

    >>> b"one mark" in svg(shares({"from memory": Interval(0.1, 0.05, 0.2)}), "one mark")
    True
    """
    figure = axes.get_figure(root=True)
    assert figure is not None
    file = io.BytesIO()
    with plt.rc_context({"svg.hashsalt": "the same names for the same parts"}):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Description": about})
    plt.close(figure)
    return file.getvalue()


def shares_by_kind(measured: Mapping[str, Mapping[str, Interval]], label: str = "share right") -> Axes:
    """Draw one band a kind of question, and in it one line a system: its share as a marker, its interval as a bar.

    Args:
        measured: for each kind, for each system its share, from 0 to 1; the systems are the same for all kinds.
        label: what is counted, under the axis.

    Raises:
        ValueError: nothing was measured, or not the same systems for each kind.

    >>> shares_by_kind({"lookup": {"words": Interval(0.8, 0.7, 0.9)}}).get_xlabel()
    'share right'
    """
    systems = list(next(iter(measured.values()), ()))
    if not systems or any(list(one) != systems for one in measured.values()):
        raise ValueError("found kinds without the same systems; expected {kind: {system: interval}}; do fill the gaps")
    with styled():
        _, axes = plt.subplots(figsize=(6.4, 1.2 + 0.24 * len(systems) * len(measured)), layout="constrained")
        for row, system in enumerate(systems):
            found = [one[system] for one in measured.values()]
            means = [interval.mean for interval in found]
            spread = [[interval.mean - interval.low for interval in found], [i.high - i.mean for i in found]]
            heights = np.arange(len(found)) + (row + 0.5) / len(systems) * 0.8 - 0.4
            axes.errorbar(means, heights, xerr=spread, fmt=MARKERS[row % len(MARKERS)], capsize=3, label=system)
        axes.set_yticks(range(len(measured)), list(measured))
        axes.set(xlim=(-0.02, 1.02), ylim=(len(measured) - 0.5, -0.5), xlabel=label)
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    return axes


def places(groups: Mapping[str, np.ndarray], marked: Mapping[str, np.ndarray] | None = None) -> Axes:
    """Draw a map of points: one small marker a group, and a large one for those that are marked.

    Args:
        groups: for each group its points, shape (points, 2).
        marked: for each name some points to stand out; where there are several, they are numbered from 1.

    Raises:
        ValueError: no group, or points that are not pairs.

    >>> places({"texts": np.eye(2)}).get_legend_handles_labels()[1]
    ['texts']
    """
    large = marked or {}
    if not groups or any(
        np.ndim(points) != 2 or np.shape(points)[1] != 2 for points in (*groups.values(), *large.values())
    ):
        raise ValueError("found no points in a plane; expected {group: pairs of numbers}; do project them first")
    with styled():
        _, axes = plt.subplots(figsize=(7.2, 4.5), gridspec_kw=FILLED)
        for marker, (name, points) in zip(MARKERS, groups.items(), strict=False):
            axes.plot(*points.T, marker, markersize=5, alpha=0.6, label=name)
        axes.set(xticks=[], yticks=[])
        mark(axes, large)
        axes.legend(fontsize="small", loc="lower left", bbox_to_anchor=(0, 1), ncols=5, frameon=False)
    return axes


def mark(axes: Axes, marked: Mapping[str, np.ndarray]) -> list[Artist]:
    """Draw large markers, and numbers from 1 beside those of which there are several; return all of them."""
    artists: list[Artist] = []
    for (marker, colour), (name, points) in zip(MARKED.items(), marked.items(), strict=False):
        artists += axes.plot(*points.T, marker, color=colour, ms=15, fillstyle="none", mew=2, label=name)
        for number, point in enumerate(points if len(points) > 1 else (), 1):
            artists.append(axes.annotate(str(number), point, (9, 5), textcoords="offset points", fontweight="bold"))
    return artists


def dots(drawn: Mapping[str, ArrayLike], label: str, line: float | None = None) -> Axes:
    """Draw one row a name, each of its values a dot, and their mean as a tall bar, the first name on top.

    Args:
        drawn: for each name its values, such as one a seed.
        label: what the values are, under the axis.
        line: a value to compare with, drawn from top to bottom.

    Raises:
        ValueError: there is no row, or one is empty.

    >>> dots({"forty questions": [0.2, 0.3]}, "share right").get_xlabel()
    'share right'
    """
    rows = {name: np.asarray(values, dtype=np.float64) for name, values in drawn.items()}
    if not rows or any(not len(row) for row in rows.values()):
        raise ValueError("found a row without values; expected at least one each; do: pass {name: values}")
    with styled():
        _, axes = plt.subplots(figsize=(6.4, 1.0 + 0.7 * len(rows)), layout="constrained")
        if line is not None:
            axes.axvline(line, color="0.4", linestyle=":")
        for place, row in enumerate(rows.values()):
            heights = place + np.random.default_rng(0).uniform(-0.22, 0.22, len(row))
            axes.plot(row, heights, MARKERS[place % len(MARKERS)], markersize=5, alpha=max(0.45, 1 - len(row) / 20))
            axes.plot(row.mean(), place, "|", color="black", markersize=34, markeredgewidth=2)
        axes.set_yticks(range(len(rows)), list(rows))
        axes.set(ylim=(len(rows) - 0.5, -0.5), xlabel=label)
    return axes
