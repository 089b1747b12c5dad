"""Pictures show the numbers they are given."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axes import Axes

from helpers import plots
from helpers.backdrop import Backdrop
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


def test_a_picture_is_the_same_each_time_and_leaves_no_drawing_open() -> None:
    """Notebooks stay as they are when run again, and an explorer's hundred pictures fill no memory."""
    before = plots.plt.get_fignums()
    pictures = [plots.picture(plots.shares(MEASURED), "Two marks.") for _ in range(2)]
    assert pictures[0] == pictures[1]
    assert plots.plt.get_fignums() == before


def test_kinds_stand_in_bands_and_systems_beside_each_other() -> None:
    """Each share is at its number, within the band of its kind, and each system has a marker of its own."""
    axes = plots.shares_by_kind({"lookup": MEASURED, "identifier": dict.fromkeys(MEASURED, Interval(0.5, 0.4, 0.7))})
    for bar, (system, interval) in zip(axes.containers, MEASURED.items(), strict=True):
        assert bar.get_label() == system
        assert bar.lines[0].get_xdata().tolist() == [interval.mean, 0.5]
        assert [round(float(height)) for height in bar.lines[0].get_ydata()] == [0, 1]
    assert len({bar.lines[0].get_marker() for bar in axes.containers}) == len(MEASURED)


def test_kinds_need_the_same_systems() -> None:
    """A gap would shift the lines of one band against those of another."""
    for measured in ({}, {"lookup": {}}, {"lookup": MEASURED, "identifier": {"from memory": Interval(0, 0, 0)}}):
        with pytest.raises(ValueError, match="without the same systems"):
            plots.shares_by_kind(measured)


def test_a_map_shows_each_point_where_it_is() -> None:
    """Groups and marked points keep their places, and only several marked ones are numbered."""
    points, query = np.array([[0.0, 1.0], [2.0, 3.0]]), np.array([[5.0, 5.0]])
    axes = plots.places({"articles": points}, {"query": query, "found": points})
    assert [line.get_xydata().tolist() for line in axes.lines] == [points.tolist(), query.tolist(), points.tolist()]
    assert [text.get_text() for text in axes.texts] == ["1", "2"]
    assert len({line.get_marker() for line in axes.lines}) == 3


def test_marks_on_a_backdrop_are_those_of_a_map_drawn_anew() -> None:
    """The first picture and a later one are alike; what lies far away is marked at the edge; an empty name is none."""
    points = np.array([[0.0, 1.0], [2.0, 3.0]])
    drawn = Backdrop(plots.places({"articles": points}, {"query": np.empty((0, 2))}))
    near, far = ({"query": np.array([[x, x]])} for x in (1.5, 50.0))
    shown = [drawn.picture(marked, "marks").png for marked in (near, far, near, {"query": np.empty((0, 2))})]
    assert shown[0] == shown[2]
    assert len(set(shown)) == 3


@pytest.mark.parametrize("groups", [{}, {"flat": np.ones(3)}, {"deep": np.ones((3, 5))}])
def test_only_a_plane_can_be_drawn(groups: dict[str, np.ndarray]) -> None:
    """Points of more or fewer dimensions are named, not drawn wrongly."""
    with pytest.raises(ValueError, match="no points in a plane"):
        plots.places(groups)


def test_curves_keep_their_points_and_differ_without_colour() -> None:
    """Each line runs through its values, with a marker and a dash of its own, and several have a legend."""
    lines = {"k1 = 0": ([1, 2, 3], [1.0, 1.0, 1.0]), "k1 = 1": ([1, 2, 3], [0.5, 0.67, 0.75])}
    axes = plots.curves(lines, "times", "worth")
    assert [(line.get_xdata().tolist(), line.get_ydata().tolist()) for line in axes.lines] == [
        *map(tuple, lines.values())
    ]
    assert len({(line.get_marker(), line.get_linestyle()) for line in axes.lines}) == len(lines)
    assert [text.get_text() for text in axes.get_legend().get_texts()] == list(lines)
    with pytest.raises(ValueError, match="found no line"):
        plots.curves({}, "times", "worth")


@pytest.mark.parametrize(("points", "every"), [(10, None), (21, 0.1)])
def test_each_of_few_points_is_marked(points: int, every: float | None) -> None:
    """Where the values are few, none may look as if it had not been measured."""
    (line,) = plots.curves({"way": (range(points), range(points))}, "round", "right").lines
    assert line.get_markevery() == every


def test_among_many_lines_the_legend_stands_beside() -> None:
    """It would hide points; two lines leave a corner free."""
    for count, outside in ((2, False), (5, True)):
        axes = plots.curves({f"way {number}": ([1, 2], [number, 3]) for number in range(count)}, "round", "right")
        axes.figure.canvas.draw()
        assert bool(axes.get_legend().get_window_extent().x0 > axes.get_window_extent().x1) is outside


def test_few_points_are_drawn_to_be_seen() -> None:
    """Three seeds are nearly opaque, hundreds of draws are not."""
    few, many = (plots.dots({"seeds": [0.5] * count}, "right").lines[0].get_alpha() for count in (3, 300))
    assert few > 0.8
    assert many < 0.5


def test_the_cross_of_a_heat_map_stands_on_its_highest_field() -> None:
    """Settings run along and up as they were given, and the shades are the values."""
    axes = plots.heat([[0.1, 0.2, 0.3], [0.3, 0.9, 0.4]], ("k1", [0.5, 1.5]), ("b", [0.0, 0.5, 1.0]), "recall@10")
    assert axes.lines[0].get_xydata().tolist() == [[1.5, 0.5]]
    assert axes.collections[0].get_array().ravel().tolist() == [0.1, 0.3, 0.2, 0.9, 0.3, 0.4]


def test_every_value_is_a_dot_and_the_mean_a_bar() -> None:
    """Each row has its dots, within its band, and one bar at their mean."""
    axes = plots.dots({"few": [0.1, 0.3], "many": [0.2, 0.4, 0.6]}, "share", line=0.25)
    dotted = [line for line in axes.get_lines() if line.get_marker() in tuple(plots.MARKERS)]
    assert [list(line.get_xdata()) for line in dotted] == [[0.1, 0.3], [0.2, 0.4, 0.6]]
    assert [line.get_xdata()[0] for line in axes.get_lines() if line.get_marker() == "|"] == pytest.approx([0.2, 0.4])
    assert all(abs(height - row) < 0.5 for row, line in enumerate(dotted) for height in line.get_ydata())


@pytest.mark.parametrize("drawn", [{}, {"few": []}])
def test_a_row_without_dots_is_told(drawn: dict[str, list[float]]) -> None:
    """Nothing to draw is an error, not an empty picture."""
    with pytest.raises(ValueError, match="found a row without values"):
        plots.dots(drawn, "share")
