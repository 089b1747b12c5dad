"""The explorer of the changes: the same with and without controls, quick, and true to the records."""

import itertools
import time
from collections.abc import Callable

import pytest
from measured import needs

from helpers import changed
from helpers.explore import changing
from helpers.timely import MEASURES
from helpers.widgets import Explorer

pytestmark = pytest.mark.clock

ROUNDS = tuple(range(1, 11))
POINTS = list(itertools.product(changing.RATES, changed.STUDENTS, changed.LIBRARIES, MEASURES, ROUNDS))


@needs("changing_facts", "changing_library")
def test_the_offered_points_are_those_recorded() -> None:
    """The controls hold what was measured, no more and no less."""
    plan = changed.record()["plan"]
    assert set(changing.RATES) == set(plan["rates"])
    assert list(ROUNDS) == changed.numbers("overwrite") == changed.numbers("new facts only")
    assert set(changing.TOLD) == set(MEASURES)


@needs("changing_facts", "changing_library")
def test_without_settings_there_are_controls() -> None:
    """The widget shows the card of its first settings."""
    shown = changing.explore()
    assert isinstance(shown, Explorer)
    assert shown.shown == changing.view(**shown.settings) == changing.view()


@pytest.mark.slow
@needs("changing_facts", "changing_library")
def test_every_point_of_the_grid_is_shown_as_it_was_measured() -> None:
    """Each share stands in the card as the record has it, or the card says that it was not measured; all are quick."""
    seconds = []
    for rate, student, library, measure, number in POINTS:
        start = time.perf_counter()
        card = changing.view(rate, student, library, measure, number)
        seconds.append(time.perf_counter() - start)
        text = repr(card)
        for arm in (student, library):
            if number in changed.course(measure, arm, rate)[0]:
                assert repr(changed.share(measure, arm, rate, [number])) in text
            else:
                assert changing.NOTHING in text
            if changed.numbers(arm, rate):
                assert f"{changed.seconds(arm, rate):.2f}" in text
                assert repr(changed.share(measure, arm, rate, changed.course(measure, arm, rate)[0])) in text
    assert sorted(seconds)[int(0.95 * len(seconds))] < 0.15


@pytest.mark.parametrize(
    ("name", "value"),
    [("rate", "slow"), ("student", "replay of 50 %"), ("library", "append only"), ("measure", "stale"), ("number", 3)],
)
@needs("changing_facts", "changing_library")
def test_each_control_changes_the_card(name: str, value: object) -> None:
    """None is idle."""
    assert repr(changing.view(**{name: value})) != repr(changing.view())


@needs("changing_facts", "changing_library")
def test_what_was_trained_only_now_and_then_says_so() -> None:
    """From scratch there is no training after every round."""
    assert changing.NOTHING in repr(changing.view(student="from scratch", number=1))
    assert changing.NOTHING not in repr(changing.view(student="from scratch", number=10))


@pytest.mark.parametrize(
    "settings",
    [{"number": 0}, {"number": 11}, {"number": "last"}, {"rate": "never"}, {"student": "by heart"}, {"measure": "old"},
     {"library": True}],
)  # fmt: skip
@needs("changing_facts", "changing_library")
def test_what_was_not_measured_is_refused(settings: dict[str, object]) -> None:
    """In a sentence, by the controls and by the view."""
    with pytest.raises(ValueError, match="expected"):
        changing.explore(**settings)
    with pytest.raises(ValueError, match="expected"):
        changing.view(**settings)  # type: ignore[arg-type]


@pytest.mark.slow
@needs("changing_facts", "changing_library")
def test_the_explorer_survives_its_rehearsal(rehearse: Callable[..., None]) -> None:
    """Every list is opened, every option chosen, from end to end."""
    rehearse(changing.explore)
