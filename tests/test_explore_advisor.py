"""The explorer of the advisor: the same with and without lists, quick, and true to what `advise` says."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable

import pytest

from helpers.advisor import Situation, advise
from helpers.explore import advisor
from helpers.widgets import Explorer, Pick

pytestmark = pytest.mark.clock

OFFERED = [control.options for control in advisor.CONTROLS if isinstance(control, Pick)]
GRID = list(itertools.product(*OFFERED))
FIRST = tuple(control.value for control in advisor.CONTROLS)


def covering() -> list[tuple[object, ...]]:
    """Return settings among which every pair of values of any two lists stands together at least once."""
    rng, chosen = random.Random(9), []
    left = {
        (one, other, a, b)
        for one, other in itertools.combinations(range(len(OFFERED)), 2)
        for a in OFFERED[one]
        for b in OFFERED[other]
    }
    while left:
        some = rng.sample(GRID, 60)
        best = max(some, key=lambda point: sum(_covers(point, pair) for pair in left))
        left = {pair for pair in left if not _covers(best, pair)}
        chosen.append(best)
    return chosen


def _covers(point: tuple[object, ...], pair: tuple[int, int, object, object]) -> bool:
    """Tell whether a setting holds a pair of values."""
    one, other, a, b = pair
    return point[one] == a and point[other] == b


COVERING = covering()


def view(point: tuple[object, ...]) -> str:
    """Return the card at a setting as text."""
    return repr(advisor.view(*point))  # type: ignore[arg-type]


def test_without_settings_there_are_lists() -> None:
    """Six of them, and the card of their first values."""
    shown = advisor.explore()
    assert isinstance(shown, Explorer)
    assert tuple(shown.settings) == ("facts", "changes", "questions", "patience", "eyes", "form")
    assert repr(shown.shown) == view(FIRST)


@pytest.mark.slow
def test_every_pair_of_values_can_be_told() -> None:
    """A sample of the grid in which all pairs occur: the twin gives the view's card, and it is what `advise` says."""
    names = [control.name for control in advisor.CONTROLS]
    for point in COVERING:
        card = repr(advisor.explore(**dict(zip(names, point, strict=True))))
        assert card == view(point)
        facts, changes, questions, patience, eyes, form = point
        job = Situation(facts, advisor.OFTEN[changes], questions, advisor.PATIENCE[patience], eyes, form)  # type: ignore[arg-type, index]
        assert card == repr(advise(job))


def test_every_list_matters() -> None:
    """For each of them some change of its value changes the card."""
    for place, options in enumerate(OFFERED):
        cards = {view((*FIRST[:place], option, *FIRST[place + 1 :])) for option in options}
        assert len(cards) == len(options)


@pytest.mark.slow
def test_the_sample_holds_different_advice() -> None:
    """Not every job ends the same."""
    assert len({view(point).splitlines()[0] for point in COVERING}) >= 3


@pytest.mark.parametrize("settings", [{"facts": 26}, {"changes": "hourly"}, {"eyes": "nobody"}, {"patience": 3}])
def test_what_is_not_offered_is_refused(settings: dict[str, object]) -> None:
    """In a sentence."""
    with pytest.raises(ValueError, match="expected"):
        advisor.explore(**settings)
    with pytest.raises(ValueError, match="expected values that are offered"):
        advisor.view(25, "hourly", 1, "one second", *FIRST[4:])  # type: ignore[arg-type]


@pytest.mark.slow
def test_the_explorer_survives_its_rehearsal(rehearse: Callable[..., None]) -> None:
    """Every list is opened, every option chosen."""
    rehearse(advisor.explore)


def test_a_view_is_quick() -> None:
    """Of settings that were not asked before, nineteen of twenty come in 150 ms."""
    seconds = []
    for point in random.Random(4).sample(GRID, 40):
        advisor.view.cache_clear()
        start = time.perf_counter()
        view(point)
        seconds.append(time.perf_counter() - start)
    assert sorted(seconds)[37] < 0.15
