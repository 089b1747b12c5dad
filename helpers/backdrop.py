"""A map that is drawn once, so that what changes on it is shown at once."""

from __future__ import annotations

import io
from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

from helpers.cards import Picture
from helpers.plots import DPI, mark, styled


class Backdrop:
    """A map that is drawn once, so that marks on it take a moment only, as an explorer needs.

    Args:
        axes: from `places`, with all names in its legend.
    """

    def __init__(self, axes: Axes) -> None:
        """Draw the map."""
        figure = axes.get_figure(root=True)
        assert figure is not None
        figure.set_dpi(DPI)
        plt.close(figure)
        self._axes, self._canvas = axes, FigureCanvasAgg(figure)
        self._canvas.draw()
        axes.autoscale(enable=False)  # or a far mark would move everything but what is drawn already
        self._drawn = self._canvas.copy_from_bbox(figure.bbox)

    def picture(self, marked: Mapping[str, np.ndarray], alt: str) -> Picture:
        """Return the map with large markers on it; what lies beyond its edges is marked at the edge.

        Args:
            marked: for each name its points, shape (points, 2), of which there may be none.
            alt: what can be seen, for those who do not see it.

        >>> from helpers import plots
        >>> Backdrop(plots.places({"texts": np.eye(2)})).picture({"query": np.zeros((1, 2))}, "A star.").alt
        'A star.'
        """
        self._canvas.restore_region(self._drawn)
        (left, right), (low, high) = self._axes.get_xlim(), self._axes.get_ylim()
        within = {name: np.clip(points, (left, low), (right, high)) for name, points in marked.items()}
        with styled():
            artists = mark(self._axes, within)
        for artist in artists:
            self._axes.draw_artist(artist)
            artist.remove()
        file = io.BytesIO()
        plt.imsave(file, np.asarray(self._canvas.buffer_rgba()), format="png", metadata={"Software": None})
        return Picture(file.getvalue(), alt)
