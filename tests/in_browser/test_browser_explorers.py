"""Every explorer answers mouse and keyboard in a real browser, and says what its plain twin says."""

from __future__ import annotations

import explorers
import panel
import pytest
from lab_server import Lab
from panel import Panel, go_through, play, words
from screen import Screen

from helpers.cards import Card
from helpers.widgets import Number

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SECONDS = 120
HITS = Number("k", "hits", 5, 1, 20, 1)
STUCK = f"""
from helpers.cards import Card
from helpers.widgets import Explorer, Number
Explorer(lambda k: Card("5 hits"), [{HITS!r}], "Stuck")
"""


@pytest.mark.parametrize("name", explorers.NAMES)
def test_explorer_answers_as_its_twin_does(name: str, screen: Screen, lab: Lab) -> None:
    """After a drag, a key, a typed number, a choice or a text the card is the twin's; the browser has no complaint."""
    explorer = explorers.explorer(name)
    lab.write(name, [f"from helpers.explore import {name}\n{name}.explore()"])
    screen.open(name)
    screen.run_all(SECONDS)
    play(Panel(screen.page, explorer.controls), explorers.module(name).explore)
    assert screen.faults() == []


@pytest.mark.parametrize("name", ["inspector"])
def test_a_question_of_ones_own_is_answered(name: str, screen: Screen, lab: Lab) -> None:
    """Enter in the box lets the model read; in the end the answer of the plain function is shown, here as there."""
    explorer = explorers.explorer(name)
    assert explorer.action
    lab.write(name, [f"from helpers.explore import {name}\n{name}.explore()"])
    screen.open(name)
    screen.run_all(SECONDS)
    screen.page.get_by_label(explorer.action.text.label, exact=True).press("Enter")
    screen.page.get_by_text("With: ").wait_for(timeout=SECONDS * 1000)
    settings = explorer.settings | {explorer.action.text.name: explorer.action.text.value}
    assert Panel(screen.page, explorer.controls).card(-1) == words(repr(explorer.action.act(**settings)))
    assert screen.faults() == []


def test_an_explorer_that_is_not_its_twin_is_noticed(screen: Screen, lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """One whose card stays as it was is found out at the first move that should have changed it."""
    monkeypatch.setattr(panel, "SECONDS", 4)
    lab.write("stuck", [STUCK])
    screen.open("stuck")
    screen.run_all(SECONDS)
    with pytest.raises(AssertionError, match="drag at k"):
        play(Panel(screen.page, (HITS,)), lambda k: Card(f"{k} hits"))
    assert screen.faults() == []


def test_a_slider_that_the_keyboard_cannot_reach_is_noticed(screen: Screen, lab: Lab) -> None:
    """Taken out of the round of the Tab key, it is missed by name; before, nothing is."""
    lab.write("round", [STUCK])
    screen.open("round")
    screen.run_all(SECONDS)
    shown = Panel(screen.page, (HITS,))
    go_through(shown)
    shown.slider(HITS).evaluate("handle => handle.setAttribute('tabindex', '-1')")
    with pytest.raises(AssertionError, match="slider of hits"):
        go_through(shown)
    assert screen.faults() == []
