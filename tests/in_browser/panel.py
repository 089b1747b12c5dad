"""An explorer on the screen, moved as a learner moves it, and compared with its plain twin after each move."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpers.records import DataError
from helpers.widgets import Control, Number, Pick, Text

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SECONDS = 15
REST = 0.3  # seconds; after a drag the last value came within 0.2
WRITTEN = "the ferry waits in the fog"
PRESSES = 4  # of Tab between two controls at most; JupyterLab has a button of its own before the first
DRAGGED = 31  # pixels; sliders are about 150 wide
# The card's words in reading order, with those that are folded away, and those that stand for a picture.
WORDS = """card => {
    const copy = card.cloneNode(true);
    copy.querySelectorAll("img").forEach(image => image.replaceWith(`[picture: ${image.alt}]`));
    copy.querySelectorAll("p, th, td, br, summary").forEach(part => part.after(" "));
    return copy.textContent;
}"""
REFUSED = "Nothing to show at these settings\n{}\nThe controls still work: choose others."
Settings = dict[str, Any]
Twin = Callable[..., object]


@dataclass(frozen=True)
class Panel:
    """The controls and the card of one explorer, on a page that holds no other.

    Attributes:
        page: the browser's.
        controls: as the explorer describes them.
    """

    page: Page
    controls: tuple[Control, ...]

    def input(self, control: Control) -> Locator:
        """Return the box or list with the control's label, as a screen reader finds it."""
        return self.page.get_by_label(control.label, exact=True)  # type: ignore[attr-defined]

    def slider(self, control: Number) -> Locator:
        """Return the handle of the slider beside a number box."""
        beside = self.input(control).locator("xpath=ancestor::*[contains(@class, 'widget-hbox')][1]")
        return beside.get_by_role("slider")

    def stops(self) -> dict[str, Locator]:
        """Return where the keyboard should stop, in reading order: each box or list, and each slider after its box."""
        stops: dict[str, Locator] = {}
        for control in self.controls:
            stops[control.label] = self.input(control)
            if isinstance(control, Number):
                stops[f"slider of {control.label}"] = self.slider(control)
        return stops

    def value(self, control: Control) -> object:
        """Return what a control is set to on the screen."""
        if isinstance(control, Pick):
            return control.options[self.input(control).evaluate("list => list.selectedIndex")]
        shown = self.input(control).input_value()
        return control.accept(float(shown)) if isinstance(control, Number) else shown

    def settings(self) -> Settings:
        """Return what every control is set to."""
        return {control.name: self.value(control) for control in self.controls}

    def shown(self) -> list[str]:
        """Return the words of the view's card; the text before it is the title."""
        return self.card(1)

    def card(self, place: int) -> list[str]:
        """Return the words of one of the explorer's texts, counted from 0, or from the end."""
        return words(self.page.locator(".jp-OutputArea-output .widget-html-content").nth(place).evaluate(WORDS))


def words(text: str) -> list[str]:
    """Return a card's text as words, however it is laid out."""
    return text.replace("`", "").split()


def drag(panel: Panel, control: Number) -> None:
    """Take the slider's handle with the mouse, draw it to where there is room, and let it go."""
    place = panel.slider(control).bounding_box()
    assert place, f"the slider of {control.name} is not to be seen"
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    is_left = panel.settings()[control.name] < (control.low + control.high) / 2
    mouse = panel.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + (DRAGGED if is_left else -DRAGGED), y, steps=4)
    mouse.up()


def go_through(panel: Panel) -> None:
    """Go from the cell to all its controls by the Tab key alone, as who has no mouse must."""
    panel.page.locator(".jp-Notebook .jp-CodeCell").focus()
    for name, stop in panel.stops().items():
        assert any(tabbed_to(panel, stop) for _ in range(PRESSES)), f"the Tab key does not come to the {name}"


def tabbed_to(panel: Panel, stop: Locator) -> bool:
    """Press Tab, and return whether it led there."""
    panel.page.keyboard.press("Tab")
    return bool(stop.evaluate("element => element === document.activeElement"))


def press(panel: Panel, control: Number) -> None:
    """Go from the box to the slider by the Tab key, and press an arrow there."""
    panel.input(control).focus()
    panel.page.keyboard.press("Tab")
    is_lowest = panel.value(control) == control.low
    panel.page.keyboard.press("ArrowRight" if is_lowest else "ArrowLeft")


def type_number(panel: Panel, control: Number) -> None:
    """Type a number into the box in place of what stands there, and press Enter."""
    number = control.low if panel.value(control) != control.low else control.high
    panel.input(control).click(click_count=3)
    panel.page.keyboard.type(f"{number}")
    panel.page.keyboard.press("Enter")


def choose_by_key(panel: Panel, control: Pick) -> None:
    """Open the list by the space bar, go to a neighbour by an arrow, and take it by Enter.

    While the list is closed, JupyterLab takes the arrows up and down for itself, and goes to another cell.
    """
    box, is_last = panel.input(control), panel.value(control) == control.options[-1]
    box.focus()
    for key in ("Space", "ArrowUp" if is_last else "ArrowDown", "Enter"):
        panel.page.keyboard.press(key)
        until(lambda key=key: key == "Enter" or box.evaluate("list => list.matches(':open')"))


def choose_by_mouse(panel: Panel, control: Pick) -> None:
    """Choose the option at the other end; the open list itself is drawn by the system, where no test reaches."""
    is_last = panel.value(control) == control.options[-1]
    panel.input(control).select_option(index=0 if is_last else len(control.options) - 1)


def write(panel: Panel, control: Text) -> None:
    """Write another text in the box, and press Enter."""
    panel.input(control).click(click_count=3)
    panel.page.keyboard.type(WRITTEN)
    panel.page.keyboard.press("Enter")


Move = Callable[[Panel, Any], None]
MOVES: Mapping[type, tuple[Move, ...]] = {
    Number: (drag, press, type_number),
    Pick: (choose_by_key, choose_by_mouse),
    Text: (write,),
}


def play(panel: Panel, twin: Twin) -> None:
    """Make every move that a learner can make at every control; the card must be the twin's after each.

    Args:
        panel: of an explorer.
        twin: called with the settings by name; what it returns says the same in plain text.
    """
    compare(panel, twin, "before any move")
    go_through(panel)
    for control in panel.controls:
        for move in MOVES[type(control)]:
            before = panel.settings()
            move(panel, control)
            wait_for_change(panel, control, before, f"{move.__name__} at {control.name}")
            compare(panel, twin, f"{move.__name__} at {control.name}")


def wait_for_change(panel: Panel, control: Control, before: Settings, doing: str) -> None:
    """Wait until the moved control has another value; no other one may have."""
    until(lambda: panel.value(control) != before[control.name])
    now = panel.settings()
    changed = [name for name in now if now[name] != before[name]]
    assert changed == [control.name], f"{doing} changed {changed}"


def compare(panel: Panel, twin: Twin, doing: str) -> None:
    """Wait until the card's words are those of the twin at the settings on the screen, and both have come to rest."""
    assert until(lambda: agrees(panel, twin)), f"{doing}: {panel.settings()}, and the card says {panel.shown()}"


def agrees(panel: Panel, twin: Twin) -> bool:
    """Return whether the card is the twin's, and both are still as they were a moment later.

    While a slider is dragged, box and card go through the values between, and may agree on one of them.
    """
    settings, shown = panel.settings(), panel.shown()
    if shown != expected(twin, settings):
        return False
    time.sleep(REST)
    return (panel.settings(), panel.shown()) == (settings, shown)


def expected(twin: Twin, settings: Settings) -> list[str]:
    """Return the words that the twin has for some settings, also where it refuses them."""
    try:
        return words(repr(twin(**settings)))
    except DataError:
        raise
    except ValueError as refusal:
        return words(REFUSED.format(refusal))


def until(holds: Callable[[], bool]) -> bool:
    """Wait until something holds, but not for ever; return whether it did."""
    last = time.monotonic() + SECONDS
    while not (held := holds()) and time.monotonic() < last:
        time.sleep(0.05)
    return held
