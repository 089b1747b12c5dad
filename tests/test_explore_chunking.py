"""The explorer of chunks: the same with and without sliders, quick, and true to the record."""

import time

import pytest

from helpers import chunk_grid
from helpers.explore import chunking
from helpers.widgets import Explorer

pytestmark = pytest.mark.clock

CORNERS = [(size, overlap, k) for size in (20, 240) for overlap in (0, 50) for k in (1, 10)]


def test_without_settings_there_are_sliders() -> None:
    """The widget shows the card of its first settings."""
    shown = chunking.explore()
    assert isinstance(shown, Explorer)
    assert shown.settings == {"size": 80, "overlap": 20, "k": 3}
    assert shown.shown == chunking.view(80, 20, 3)


@pytest.mark.parametrize(("size", "overlap", "k"), CORNERS)
def test_every_corner_can_be_shown(size: int, overlap: int, k: int) -> None:
    """The twin gives the card of the view, which says its settings."""
    card = chunking.explore(size=size, overlap=overlap, k=k)
    assert card == chunking.view(size, overlap, k)
    assert card.heading.startswith(f"chunks of {size} words, {size * overlap // 100} of them shared")


def test_the_numbers_are_those_of_the_record() -> None:
    """Recall, words and precision stand in the card as they were measured."""
    cut, text = chunk_grid.load().at(160, 30), repr(chunking.view(160, 30, 4))
    assert f"{cut.found(4).mean():.2f} [" in text
    assert f"{cut.read[3]:.0f}" in text
    assert f"{100 * cut.precision[3]:.1f}" in text
    assert f"{cut.chunks:,}" in text


def test_moving_every_slider_changes_the_card() -> None:
    """No slider is idle."""
    cards = [chunking.view(*settings) for settings in ((80, 20, 3), (100, 20, 3), (80, 30, 3), (80, 20, 4))]
    assert len({repr(card) for card in cards}) == len(cards)


@pytest.mark.parametrize("settings", [{"size": 90}, {"overlap": 55}, {"k": 0}, {"k": 11}, {"size": "large"}])
def test_what_was_not_measured_is_refused(settings: dict[str, object]) -> None:
    """A value between the steps, or beyond them, is told in a sentence."""
    with pytest.raises(ValueError, match="expected"):
        chunking.explore(**settings)


def test_a_view_is_quick() -> None:
    """After the first one, which reads the record, a view takes far less than 150 ms."""
    chunking.view()
    seconds = []
    for size, overlap, k in CORNERS:
        start = time.perf_counter()
        chunking.view(size, overlap, k)
        seconds.append(time.perf_counter() - start)
    assert sorted(seconds)[len(seconds) // 2] < 0.15
