"""An explorer: settings to change, and a card that answers at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets

from helpers.cards import Card
from helpers.records import suggestion
from helpers.widgets.action import Action, Doing, sentence
from helpers.widgets.controls import Control
from helpers.widgets.live import Live
from helpers.widgets.parts import Words, side_by_side, stacked


class Explorer(Live):
    """A view of some settings, with a control for each; without widgets, the view at the first settings.

    While a slider is dragged, the browser keeps one message under way and only the latest after it, so a view that
    takes its time is never asked for what is past.

    Args:
        view: called with one argument for each control, by name; returns what is shown, the same for the same settings.
            It should take 150 ms at most: put what is slower in a record.
        controls: in the order in which they are shown.
        title: the heading.
        action: what takes seconds and stands below, with a text of its own and a button.

    Attributes:
        settings: the values now, by name.
        shown: the view's card at these values, or the sentence that says why there is none.
        fault: the view's error at these values; None if all is well.
        inputs: once the widget is built, the widget that holds each value, by name.
        doing: once the widget is built, the action's widgets; None if there is no action.

    Raises:
        ValueError: if two controls have the same name.

    >>> from helpers.widgets.number import Number
    >>> double = Explorer(lambda x: Card(f"{2 * x}"), [Number("x", "a number", 3, 0, 9, 1)], "Double it")
    >>> double.shown, double.at(x=4)
    (6, 8)
    """

    def __init__(
        self, view: Callable[..., Card], controls: Sequence[Control], title: str, action: Action | None = None
    ) -> None:
        """Show the view at the first settings."""
        self.view, self.controls, self.title, self.action = view, tuple(controls), title, action
        self.settings = {control.name: control.value for control in controls}
        if len(self.settings) < len(self.controls):
            names = ", ".join(control.name for control in controls)
            raise ValueError(f"found the controls {names}; expected different names; do rename one.")
        self.inputs: dict[str, ipywidgets.Widget] = {}
        self.doing: Doing | None = None
        self.fault: Exception | None = None
        self.shown = self._viewed()

    def at(self, **settings: object) -> Explorer | Card:
        """Return the card at some settings, without widgets; or the explorer itself if none is named.

        Args:
            settings: values by name; the others stay as they are.

        Raises:
            ValueError: if there is no such setting, or its value is not allowed; or the view refuses it.
        """
        if not settings:
            return self
        known = {control.name: control for control in self.controls}
        for name in settings:
            if name not in known:
                hint = suggestion(name, known)
                raise ValueError(f"found the setting {name!r}; expected one of this explorer's; {hint}.")
        return self.view(**self.settings | {name: known[name].accept(value) for name, value in settings.items()})

    def build(self) -> ipywidgets.Box:
        """Return the controls with the card under them."""
        fields = [control.build(self._changed) for control in self.controls]
        self.inputs = {control.name: field.input for control, field in zip(self.controls, fields, strict=True)}
        self._out = ipywidgets.HTML(self.shown._repr_html_(), layout={"margin": "0"})
        controls = side_by_side([field.widget for field in fields])
        self.doing = self.action.build(lambda: self.settings) if self.action else None
        below = [self.doing.widget] if self.doing else []
        return stacked([Words(self.title, bold=True), controls, self._out, *below])

    def card(self) -> Card:
        """Return what is shown now, with the line of code that shows other settings."""
        module = self.view.__module__.rpartition(".")[2]
        settings = ", ".join(f"{name}={value!r}" for name, value in self.settings.items())
        twin = f"Without sliders, a line of code shows the same for other values: `{module}.explore({settings})`"
        if not self.action:
            return Card(self.title, (self.shown, twin))
        slow = f"{self.action.label}, by a line of code: `{module}.{self.action.twin(self.settings)}`"
        return Card(self.title, (self.shown, twin, slow))

    def _changed(self) -> None:
        """Show the view at the values of the inputs, unless it is shown already."""
        settings = {name: one.value for name, one in self.inputs.items()}
        if settings != self.settings:
            self.settings = settings
            self.shown = self._viewed()
            self._out.value = self.shown._repr_html_()

    def _viewed(self) -> Card:
        """Return the view's card; for an error, one that says it in a sentence."""
        self.fault = None
        try:
            return self.view(**self.settings)
        except Exception as error:  # the learner is in the middle of trying things out
            self.fault = error
            told = f"{sentence(error)}\nThe controls still work: choose others."
            return Card("Nothing to show at these settings", (told,))
