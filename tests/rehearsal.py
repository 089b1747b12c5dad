"""Play an explorer through: every kind of setting, each compared with the plain function, and timed."""

import itertools
import random
import time
from collections.abc import Callable

import pytest

from helpers.cards import Card
from helpers.widgets import Control, Explorer, Number, Pick

SLOWEST = 0.15
TEXTS = ("", "   ", "fog", "qqxzv jjwk", "霧の中の船", "<b>&`*", "the ferry waits " * 200)
Explore = Callable[..., Explorer | Card]


def play(explore: Explore, most: int = 100) -> None:
    """Move an explorer's widgets, and prove that they show what `explore(**settings)` returns, at once.

    Nothing may fail but by a ValueError that says what was found, and the plain function must say the same.

    Args:
        explore: a module's `explore`.
        most: so many settings are tried: of the ends, some values between them, all options, and odd texts.
    """
    seconds = min((_played(explore, most) for _ in range(2)), key=_slow)
    assert _slow(seconds) <= SLOWEST, f"95 of 100 changes take up to {_slow(seconds):.3f} s; expected {SLOWEST} s"


def _played(explore: Explore, most: int) -> list[float]:
    """Return the seconds that each change of settings took in a new explorer."""
    explorer = explore()
    assert isinstance(explorer, Explorer) and explorer.widget and explorer.fault is None
    grid = list(itertools.product(*map(_values, explorer.controls)))
    chosen = random.Random(0).sample(grid, min(most, len(grid)))
    return [_moved(explore, explorer, dict(zip(explorer.inputs, values, strict=True))) for values in chosen]


def _moved(explore: Explore, explorer: Explorer, settings: dict[str, object]) -> float:
    """Set the widgets; return the seconds of the slowest change, once what is shown is proven."""
    seconds = []
    for name, value in settings.items():
        start = time.perf_counter()
        explorer.inputs[name].value = value
        seconds.append(time.perf_counter() - start)
    assert explorer.settings == settings
    if explorer.fault is None:
        assert explorer.shown == explore(**settings), settings
    else:
        with pytest.raises(ValueError, match=r"^found ") as told:
            explore(**settings)
        assert str(told.value) == str(explorer.fault)
    return max(seconds)


def _values(control: Control) -> list[object]:
    """Return values to try a control with."""
    if isinstance(control, Pick):
        return list(control.options)
    if isinstance(control, Number):
        rng = random.Random(0)
        between = [rng.uniform(control.low, control.high) for _ in range(4)]
        return sorted({control.nearest(value) for value in (control.low, control.high, control.value, *between)})
    return [control.value, *TEXTS]


def _slow(seconds: list[float]) -> float:
    """Return the seconds within which 95 of 100 changes are done."""
    return sorted(seconds)[int(0.95 * (len(seconds) - 1))]
