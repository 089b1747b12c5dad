"""The explorer of lesson 06: how far learning has come after each epoch, and what it has cost.

Every point was measured beforehand (`helpers.measure.forgetting`); nothing is trained here.
"""

from __future__ import annotations

import functools
import itertools

from helpers import learning_path, plots
from helpers.cards import Card, Picture, Table
from helpers.learning_path import DIETS
from helpers.widgets import Explorer, Pick

EPOCHS = (0, 1, 2, 4)
CONTROLS = (Pick("diet", "training", DIETS, DIETS[0]), Pick("epoch", "after epoch", EPOCHS, 4))


def explore(**settings: object) -> Explorer | Card:
    """Show the lists to choose from; or, if settings are named, the bare card at these.

    Args:
        settings: any of diet ("without replay" or "with replay") and epoch (0, 1, 2 or 4).

    Raises:
        ValueError: if there is no such setting, or its value was not measured.

    >>> explore(epochs=4)
    Traceback (most recent call last):
    ValueError: found the setting 'epochs'; expected one of this explorer's; did you mean 'epoch'? Known are: diet, epoch.
    """  # noqa: E501
    for diet, epoch in () if settings else itertools.product(DIETS, EPOCHS):
        view(diet, epoch)  # ahead, so that no choice has to wait
    return Explorer(view, CONTROLS, "How much is learned, and how much is kept?").at(**settings)


@functools.cache
def view(diet: str = DIETS[0], epoch: int = 4) -> Card:
    """Return what is known after an epoch, of the facts and of what was known before.

    Args:
        diet: "without replay" or "with replay".
        epoch: 0 is the model as it came.

    Raises:
        ValueError: if that was not measured.
    """
    point = learning_path.point(diet, epoch)
    rows = (
        ("facts, in a phrasing that was trained", repr(point.seen)),
        ("facts, in other words", repr(point.heldout)),
        ("simple things still known", repr(point.kept)),
    )
    table = Table(("share right", "three worlds together"), rows)
    return Card(f"{diet}, after epoch {epoch}", (table, _worlds(diet, epoch), _picture(diet, epoch)))


def _worlds(diet: str, epoch: int) -> Table:
    """Return the same for each world by itself, one training seed each."""
    at = learning_path.epochs().index(epoch)
    numbers = learning_path.record()["plan"]["worlds"]
    walked = [(world, learning_path.path(diet, world)) for world in numbers]
    rows = [(str(world), f"{learned[at]:.2f}", f"{kept[at]:.2f}") for world, (learned, kept) in walked]
    return Table(("world", "facts in other words", "kept"), tuple(rows))


@functools.cache
def _picture(diet: str, epoch: int) -> Picture:
    """Return the paths of a diet, a ring around where each is after an epoch; drawn once."""
    numbers = learning_path.record()["plan"]["worlds"]
    lines = {f"world {world}": learning_path.path(diet, world) for world in numbers}
    axes = plots.curves(lines, "facts known in other words", "simple things kept", framed=True)
    at = learning_path.epochs().index(epoch)
    across, up = zip(*((one[at], other[at]) for one, other in lines.values()), strict=True)
    axes.scatter(across, up, s=120, facecolors="none", edgecolors="black", label=f"after epoch {epoch}")
    axes.legend()
    told = [f"from ({one[0]:.2f}, {other[0]:.2f}) to ({one[-1]:.2f}, {other[-1]:.2f})" for one, other in lines.values()]
    alt = f"One path a world, {diet}: learned and kept, epoch by epoch, {'; '.join(told)}; rings mark epoch {epoch}."
    return plots.picture(axes, alt)
