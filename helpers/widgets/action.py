"""What takes seconds: done for a text of the learner's own, when a button or Enter is pressed, and never by itself.

It is done beside the notebook's own work, so that everything else goes on answering at once. (ipywidgets may be told
new values from any thread.)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Thread
from typing import Any

import ipywidgets

from helpers.cards import Card
from helpers.fetch import ModelError
from helpers.widgets.controls import Text
from helpers.widgets.parts import button, side_by_side

LATE = 0.2
Settings = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Action:
    """A function that takes seconds, with the text it needs; its widgets are built when they are needed.

    Args:
        act: returns a card; called like the explorer's view, with the text in place of the setting of the same name.
        text: what the learner may write.
        label: on the button; what will be done.
        doing: what is said meanwhile.

    >>> Action(lambda query: Card(query), Text("query", "your own", "tea"), "Ask", "Asking …").twin({"query": "fog"})
    "<lambda>(query='tea')"
    """

    act: Callable[..., Card]
    text: Text
    label: str
    doing: str

    def build(self, settings: Settings) -> Doing:
        """Return the text box and the button, with room for the card.

        Args:
            settings: called when it begins; returns the explorer's settings by name.
        """
        return Doing(self, settings)

    def twin(self, settings: Mapping[str, Any]) -> str:
        """Return the line of code that does the same.

        Args:
            settings: the explorer's, by name.
        """
        values = dict(settings) | {self.text.name: self.text.value}
        return f"{self.act.__name__}({', '.join(f'{name}={value!r}' for name, value in values.items())})"


class Doing:
    """The widgets of an action, and what they are about.

    Attributes:
        box: where the learner writes.
        button: begins; while it is at work, it says so, and pressing it again does nothing.
        out: shows what is being done, then the card.
        widget: all of them.
        fault: the last error; None if all went well.

    >>> told = Action(lambda query: Card(query), Text("query", "your own", "tea"), "Ask", "Asking …").build(dict)
    >>> told.button.click()
    >>> told.wait()
    >>> "tea" in told.out.value
    True
    """

    def __init__(self, action: Action, settings: Settings) -> None:
        """Show the box and the button; nothing is done yet."""
        self.action, self._settings = action, settings
        self.fault: Exception | None = None
        self._thread: Thread | None = None
        field = action.text.build(lambda: None)
        self.box, self.button = field.input, button(action.label, self.begin)
        self.button.layout.align_self = "center"
        # `on_submit` would do the same, but ipywidgets 8 warns of it.
        self.box.on_msg(lambda _, content, __: self.begin() if content.get("event") == "submit" else None)
        self.out = ipywidgets.HTML(layout={"margin": "0"})
        self.widget = ipywidgets.VBox([side_by_side([field.widget, self.button]), self.out])

    def begin(self) -> None:
        """Say that it is being done, and do it; if it is being done already, let it."""
        if self._thread and self._thread.is_alive():
            return
        self._say(Card(self.action.doing))
        # Not disabled: the keyboard's focus would fall back to the notebook, where a letter may delete a cell.
        self.button.description = self.action.doing
        self._thread = Thread(target=self._do, args=[dict(self._settings())], daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Return when nothing is being done any more."""
        if self._thread:
            self._thread.join()

    def _do(self, settings: dict[str, Any]) -> None:
        """Do it; show the card, or the error in a sentence."""
        time.sleep(LATE)  # a browser sends Enter before the text that stood in the box
        self.fault = None
        try:
            card = self.action.act(**settings | {self.action.text.name: self.box.value})
        except Exception as error:  # in a thread of its own, nobody else would hear of it
            self.fault = error
            card = Card("No answer", (sentence(error),))
        self._say(card)
        self.button.description = self.action.label

    def _say(self, card: Card) -> None:
        """Show a card under the box."""
        self.out.value = card._repr_html_()


def sentence(error: Exception) -> str:
    """Return an error as a learner should read it: its own words where they are meant for one.

    Args:
        error: any.

    >>> sentence(ValueError("found nothing")), sentence(KeyError("id"))
    ('found nothing', "found a fault of the course: KeyError('id')")
    """
    return str(error) if isinstance(error, ValueError | ModelError) else f"found a fault of the course: {error!r}"
