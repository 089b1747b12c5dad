"""Every explorer is moved over its whole grid: nothing fails, and 95 of 100 changes are shown within 150 ms.

Here the widgets are fired without a browser: that takes the whole callback, the view and its HTML. Of a grid
of more than `WHOLE` points `SAMPLE` are drawn, always the same ones; of queries, which have no end, a few are tried.
"""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterator, Sequence

import explorers
import numpy as np
import pytest

from helpers.cards import Card
from helpers.records import DataError
from helpers.widgets import Control, Explorer, Number, Pick, Text

pytestmark = pytest.mark.clock

SLOWEST = 0.15
WHOLE, SAMPLE = 2000, 400
QUERIES = ("password", "my sweetheart and I want to get hitched", "qqxzv jjwk", "a ferry waits in the fog " * 20)

Point = tuple[object, ...]


def values(control: Control) -> list[object]:
    """Return everything that a control may be set to; of a text, some."""
    if isinstance(control, Pick):
        return list(control.options)
    if isinstance(control, Number):
        steps = round((control.high - control.low) / control.step)
        return [control.nearest(control.low + step * control.step) for step in range(steps + 1)]
    return [control.value, *QUERIES]


def grid(controls: Sequence[Control], whole: int = WHOLE, sample: int = SAMPLE) -> list[Point]:
    """Return all points of a grid of up to `whole`, and of a larger one a sample, neighbours next to each other."""
    points = list(itertools.product(*map(values, controls)))
    if len(points) <= whole:
        return points
    return [points[place] for place in sorted(random.Random(0).sample(range(len(points)), sample))]


def changes(explorer: Explorer, points: Sequence[Point]) -> Iterator[float]:
    """Move an explorer to each point; yield the seconds of every change of one input, and stop at a fault."""
    assert explorer.widget
    for point in points:
        for (name, held), value in zip(explorer.inputs.items(), point, strict=True):
            if held.value == value:
                continue
            start = time.perf_counter()
            held.value = value
            yield time.perf_counter() - start
            assert explorer.settings[name] == value
            assert is_refusal(explorer.fault), f"{explorer.settings}: {explorer.fault!r}"


def is_refusal(fault: Exception | None) -> bool:
    """Return whether nothing is wrong: there is a card, or a sentence about a point that was never to be measured."""
    refused = isinstance(fault, ValueError) and not isinstance(fault, DataError) and str(fault).startswith("found ")
    return fault is None or refused


def play(explorer: Explorer) -> None:
    """Move an explorer over its grid, and prove that it is quick, shows different things, and seldom refuses."""
    shown, seconds, refused = set[str](), list[float](), 0
    for second in changes(explorer, grid(explorer.controls)):
        seconds.append(second)
        shown.add(repr(explorer.shown))
        refused += explorer.fault is not None
    slow = float(np.quantile(seconds, 0.95))
    assert slow <= SLOWEST, f"of {len(seconds)} changes 95 % take up to {slow:.3f} s; expected at most {SLOWEST} s"
    assert len(shown) > 1 and refused < len(seconds) / 2, f"{len(shown)} cards, {refused} refusals"


@pytest.mark.slow
@pytest.mark.parametrize("name", explorers.NAMES)
def test_every_point_is_shown_at_once(name: str) -> None:
    """The real explorer, with the real records and, for the map of meanings, the real model."""
    play(explorers.explorer(name))


@pytest.mark.parametrize("fault", ["slow", "crashing", "damaged", "refusing", "stuck"])
@pytest.mark.slow
def test_a_bad_explorer_is_noticed(fault: str) -> None:
    """One that is slow, fails at a single point, has a damaged record, refuses nearly everything, or never changes."""

    def bad(k: int) -> Card:
        if fault == "slow" and k > 1:
            time.sleep(SLOWEST + 0.01)
        if fault == "crashing" and k == 20:
            raise KeyError(k)
        if fault == "damaged" and k == 20:
            raise DataError("found a damaged record")
        if fault == "refusing" and k > 1:
            raise ValueError(f"found {k}")
        return Card("always" if fault == "stuck" else f"{k}")

    with pytest.raises(AssertionError):
        play(Explorer(bad, [Number("k", "hits", 1, 1, 20, 1)], "Bad"))


def test_a_grid_is_whole_or_sampled_always_alike() -> None:
    """Every step and every option occurs; a sample is part of the grid, without repetition."""
    controls = (Number("k1", "k1", 1.2, 0, 3, 0.1), Pick("search", "by", ("words", "meaning"), "words"))
    whole = grid(controls)
    assert len(whole) == len(set(whole)) == 31 * 2 and whole[1] == (0, "meaning") and whole[-1] == (3, "meaning")
    some = grid(controls, 20, sample=9)
    assert some == grid(controls, 20, sample=9) and len(set(some)) == 9 and set(some) < set(whole)
    assert values(Text("query", "your query", "fog"))[0] == "fog"
