"""The explorer of learning and forgetting: the same with and without lists, quick, and true to the record."""

import time
from collections.abc import Callable
from statistics import fmean

import pytest

from helpers import learning_path
from helpers.explore import forgetting
from helpers.widgets import Explorer

pytestmark = pytest.mark.clock

POINTS = [(diet, epoch) for diet in learning_path.DIETS for epoch in forgetting.EPOCHS]


def test_the_offered_points_are_those_recorded() -> None:
    """The lists hold what was measured, no more and no less."""
    assert list(forgetting.EPOCHS) == learning_path.epochs()
    assert set(learning_path.DIETS) == set(learning_path.record()["plan"]["diets"])


def test_without_settings_there_are_lists() -> None:
    """The widget shows the card of its first settings."""
    shown = forgetting.explore()
    assert isinstance(shown, Explorer)
    assert shown.settings == {"diet": "without replay", "epoch": 4}
    assert shown.shown == forgetting.view("without replay", 4)


@pytest.mark.parametrize(("diet", "epoch"), POINTS)
def test_every_point_is_shown_as_it_was_measured(diet: str, epoch: int) -> None:
    """The twin gives the card of the view; shares and worlds stand in it as recorded."""
    card = forgetting.explore(diet=diet, epoch=epoch)
    assert card == forgetting.view(diet, epoch)
    text, worlds = repr(card), learning_path.record()["plan"]["worlds"]
    for group in learning_path.GROUPS:
        bits = [hit for world in worlds for hit in learning_path.bits(diet, epoch, world, group)]
        assert f"{fmean(bits):.2f} [" in text
    at = learning_path.epochs().index(epoch)
    for world in worlds:
        learned, kept = learning_path.path(diet, world)
        assert text.index(str(world)) < text.rindex(f"{kept[at]:.2f}")
        assert f"{learned[at]:.2f}" in text


def test_each_choice_changes_the_card() -> None:
    """No list is idle, and the picture is that of the diet."""
    assert len({repr(forgetting.view(*point)) for point in POINTS}) == len(POINTS)
    assert "with replay: learned and kept" in repr(forgetting.view("with replay", 4))
    assert "rings mark epoch 2" in repr(forgetting.view("without replay", 2))


@pytest.mark.parametrize("settings", [{"epoch": 3}, {"epoch": "last"}, {"diet": "no replay"}, {"epoch": True}])
def test_what_was_not_measured_is_refused(settings: dict[str, object]) -> None:
    """A value between the points, or another diet, is told in a sentence."""
    with pytest.raises(ValueError, match="expected"):
        forgetting.explore(**settings)


def test_the_record_refuses_what_it_does_not_hold() -> None:
    """Behind the explorer, too, a wrong name is a sentence."""
    with pytest.raises(ValueError, match="expected"):
        learning_path.share("without replay", 3, "kept")
    with pytest.raises(ValueError, match="expected one of"):
        learning_path.lost("without replay", "plurals")


def test_the_explorer_survives_its_rehearsal(rehearse: Callable[..., None]) -> None:
    """Every list is opened, every option chosen."""
    rehearse(forgetting.explore)


def test_a_view_is_quick() -> None:
    """After the first ones, which draw the pictures, a view takes far less than 150 ms."""
    for point in POINTS:
        forgetting.view(*point)
    seconds = []
    for point in POINTS:
        start = time.perf_counter()
        forgetting.view(*point)
        seconds.append(time.perf_counter() - start)
    assert sorted(seconds)[len(seconds) // 2] < 0.15
