"""The explorer of learning offers what was measured, shows it at once, and judges the texts anew."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import numpy as np
import pytest

from helpers import learned, legal_desk
from helpers.cards import Card, Table
from helpers.explore import learning
from helpers.measure import legal_style

pytestmark = pytest.mark.clock


def test_every_offered_setting_is_shown_at_once() -> None:
    """All settings with some questions have a card, and 95 of 100 take under 150 ms."""
    seconds: list[float] = []
    learning.explore()  # computes what is the same for all questions
    for setting, question in itertools.product(learning.offered(), list(learning.questions())[:4]):
        start = time.perf_counter()
        card = learning.view(*setting, question)
        seconds.append(time.perf_counter() - start)
        assert card.heading.startswith(f"{setting[0]} examples, rank {setting[1]}")
    assert np.quantile(seconds, 0.95) < 0.15


def test_every_combination_of_the_sweep_is_offered() -> None:
    """All settings that the sweep names, each with all of its seeds, and none beside."""
    assert set(learning.offered()) == set(legal_style.GRID) == set(itertools.product(*learning.choices()))
    assert {len(steps) for steps in learning.offered().values()} == {len(legal_style.SEEDS)}


def test_the_explorer_plays_through(rehearse: Callable[..., None]) -> None:
    """Every kind of setting shows what the plain function returns."""
    rehearse(learning.explore)


def test_what_is_shown_is_the_record() -> None:
    """The seeds' answers stand in the card, with the rules that they break."""
    asked = legal_desk.spread(legal_desk.advices("heldout"), 1)[0]
    card = learning.view(*learning.FIRST, asked.question)
    answers = next(part for part in card.parts if isinstance(part, Card) and part.heading == asked.question)
    table = next(part for part in answers.parts if isinstance(part, Table))
    for row, step in zip(table.rows, learning.offered()[learning.FIRST], strict=False):
        text = learned.results("legal_style")[step]["said"]["no article"][asked.id]
        assert row[1] == text
        assert row[2] == (", ".join(legal_desk.judge(text, asked).style.broken) or "none")


@pytest.mark.parametrize("wrong", [{"examples": 5}, {"rank": 3}, {"depth": 30}, {"question": "Why?"}])
def test_what_was_not_measured_is_refused(wrong: dict[str, object]) -> None:
    """A clear sentence in place of a guess."""
    with pytest.raises(ValueError, match=r"^found "):
        learning.explore(**wrong)
