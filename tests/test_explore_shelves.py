"""The explorer of lesson 08: what it shows is what the libraries state, and every control matters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers import kept_libraries
from helpers.cards import Card
from helpers.dated_library import APPEND, NEWEST, OVERWRITE
from helpers.explore import shelves
from helpers.worlds.changes import StreamConfig, make_stream

pytestmark = pytest.mark.clock


@pytest.mark.slow
def test_the_explorer_plays_through(rehearse: Callable[..., None]) -> None:
    """Every control answers, and nothing fails."""
    rehearse(shelves.explore)


@pytest.mark.parametrize(("name", "value"), [("changed", 2), ("measure", "kept"), ("number", 3)])
def test_each_control_changes_the_card(name: str, value: object) -> None:
    """Another setting shows something else."""
    assert repr(shelves.view()) != repr(shelves.view(**{name: value}))


def test_the_card_tells_what_the_libraries_state() -> None:
    """Asked here once more, they state what is shown; nobody but the archive is ever behind."""
    streams = [make_stream(StreamConfig(seed, 6, 10, 2)) for seed in shelves.SEEDS]
    stale = {
        way: kept_libraries.share("stale", [one for stream in streams for one in kept_libraries.ask(stream, way)])
        for way in (OVERWRITE, APPEND, NEWEST)
    }
    assert shelves.shares(2)["stale"] == stale
    assert all(repr(one) in repr(shelves.view(2)) for one in stale.values())
    assert stale[OVERWRITE].mean == stale[NEWEST].mean == 0 < stale[APPEND].low


def test_in_an_odd_first_round_nothing_is_withdrawn() -> None:
    """Where there is nothing to ask, the card says so in place of a share."""
    assert "nothing to ask" in repr(shelves.view(number=1))
    assert "nothing to ask" not in repr(shelves.view(number=2))


@pytest.mark.parametrize("settings", [{"changed": 3}, {"measure": "tides"}, {"number": 0}, {"number": 11}])
def test_what_is_not_offered_is_refused(settings: dict[str, object]) -> None:
    """The message says what is."""
    with pytest.raises(ValueError, match="expected one of"):
        shelves.view(**settings)


def test_without_widgets_it_is_a_card() -> None:
    """A line of code shows the same."""
    assert isinstance(shelves.explore(changed=2), Card)
