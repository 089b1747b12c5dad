"""The parts that widgets are made of: words, options to choose from, how sure, and ways to set them side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets
from traitlets import link

from helpers.cards import Fold, prose
from helpers.claims import LEAST_SURE, MOST_SURE

Box = ipywidgets.Box
TEXT_WIDTH = "52em"


class Words(ipywidgets.HTML):
    """A line or paragraph of plain words, with `code` marked.

    >>> Words("Is `a < b`?").words
    'Is `a < b`?'
    """

    def __init__(self, words: str = "", *, bold: bool = False, width: str = TEXT_WIDTH) -> None:
        """Show the words; they wrap at `width` or where the window ends."""
        super().__init__(layout={"max_width": width, "margin": "0"})
        self.bold = bold
        self.words = words

    @property
    def words(self) -> str:
        """The words shown."""
        return self._words

    @words.setter
    def words(self, words: str) -> None:
        self.show(words)

    def show(self, words: str, fold: Fold | None = None) -> None:
        """Show other words and, under them, a line that opens on a click."""
        self._words = words
        weight = "600" if self.bold else "400"
        more = fold.html() if fold else ""
        self.value = f'<div style="line-height:1.45;padding:0.3em 0;font-weight:{weight}">{prose(words)}{more}</div>'


class Choices:
    """Lettered options, one under the other: a button that the keyboard reaches, and the option's whole text beside it.

    Args:
        options: the texts; long ones wrap.
        on_choose: called with the number of the option whose button was pressed.

    >>> chosen = []
    >>> choices = Choices(["Gullwing", "Tuesday"], chosen.append)
    >>> choices.buttons[1].click()
    >>> chosen, choices.buttons[1].description
    ([1], '✓ B')
    """

    def __init__(self, options: Sequence[str], on_choose: Callable[[int], None]) -> None:
        """Show the options, none of them chosen."""
        self._on_choose = on_choose
        self.buttons = [_small_button(letter(number), option) for number, option in enumerate(options)]
        for number, button in enumerate(self.buttons):
            button.on_click(lambda _, number=number: self._choose(number))
        self.widget = ipywidgets.VBox(
            [_row([button, Words(option)]) for button, option in zip(self.buttons, options, strict=True)]
        )

    def mark(self, chosen: int) -> None:
        """Mark one option as the chosen one, by a tick and a darker button."""
        for number, button in enumerate(self.buttons):
            is_chosen = number == chosen
            button.description = f"✓ {letter(number)}" if is_chosen else letter(number)
            button.button_style = "primary" if is_chosen else ""

    def _choose(self, number: int) -> None:
        """Mark the option whose button was pressed, and pass it on."""
        self.mark(number)
        self._on_choose(number)


class Sureness:
    """How sure, from 50 % (a coin toss) to 100 %: a slider, and a number box beside it for the keyboard.

    Args:
        sure: percent to begin with.
        on_change: called with the new percent when the learner lets the slider go or leaves the box.

    >>> heard = []
    >>> Sureness(70, heard.append).box.value = 90
    >>> heard
    [90]
    """

    def __init__(self, sure: int, on_change: Callable[[int], None]) -> None:
        """Show both at the same value."""
        limits = {"value": sure, "min": LEAST_SURE, "max": MOST_SURE, "continuous_update": False}
        label = {"description": "how sure (%)?", "style": {"description_width": "initial"}}
        self.box = ipywidgets.BoundedIntText(**limits, **label, layout={"width": "11.5em"})
        self.slider = ipywidgets.IntSlider(**limits, readout=False, layout={"width": "9em"})
        link((self.slider, "value"), (self.box, "value"))
        self.slider.observe(lambda change: on_change(change["new"]), "value")
        self.widget = ipywidgets.HBox(
            [self.box, self.slider], layout={"align_items": "center", "margin": "0 1em 0 0.4em"}
        )


def letter(number: int) -> str:
    """Return the letter of an option, counted from 0.

    >>> letter(0), letter(3)
    ('A', 'D')
    """
    return chr(ord("A") + number)


def toggles(
    options: Sequence[str], value: str | None, on_choose: Callable[[str], None], about: str
) -> ipywidgets.ToggleButtons:
    """Return short options side by side, one of which may be pressed; what they are about is told on pointing.

    >>> toggles(("agree", "disagree"), None, print, "C1").tooltips
    ('C1: agree', 'C1: disagree')
    """
    tooltips = [f"{about}: {option}" for option in options]
    style = {"button_width": "6em"}
    buttons = ipywidgets.ToggleButtons(options=list(options), value=value, tooltips=tooltips, style=style)
    buttons.observe(lambda change: on_choose(change["new"]), "value")
    return buttons


def stacked(parts: Sequence[ipywidgets.Widget]) -> ipywidgets.VBox:
    """Return parts one under the other.

    >>> len(stacked([Words("a"), Words("b")]).children)
    2
    """
    return ipywidgets.VBox(list(parts), layout={"padding": "0.2em 0 0.2em 0.9em", "margin": "0.4em 0"})


def side_by_side(parts: Sequence[ipywidgets.Widget]) -> ipywidgets.HBox:
    """Return parts beside each other, which go under each other where the window is narrow.

    >>> side_by_side([Words("a")]).layout.flex_flow
    'row wrap'
    """
    return ipywidgets.HBox(list(parts), layout={"flex_flow": "row wrap", "align_items": "center"})


def button(words: str, on_click: Callable[[], None]) -> ipywidgets.Button:
    """Return a button wide enough for its words.

    >>> button("Press me", lambda: None).description
    'Press me'
    """
    made = ipywidgets.Button(description=words, layout={"width": "auto", "align_self": "flex-start", "margin": "0"})
    made.on_click(lambda _: on_click())
    return made


def _small_button(words: str, tooltip: str) -> ipywidgets.Button:
    """Return a button for a letter, which tells its option when pointed at or read aloud."""
    layout = {"width": "3.6em", "min_width": "3.6em", "margin": "0.1em 0.6em 0.1em 0"}
    return ipywidgets.Button(description=words, tooltip=tooltip, layout=layout)


def _row(parts: Sequence[ipywidgets.Widget]) -> ipywidgets.HBox:
    """Return parts beside each other, aligned at their tops."""
    return ipywidgets.HBox(list(parts), layout={"align_items": "flex-start"})
