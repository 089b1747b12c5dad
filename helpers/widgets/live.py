"""A cell's value in all its forms at once: the widget, a card in HTML, and plain text."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Any

import ipywidgets
from IPython.display import display

from helpers import place
from helpers.cards import Card

VIEW = "application/vnd.jupyter.widget-view+json"


class Live:
    """A cell's value that is a widget where widgets live, and a card everywhere else.

    Subclasses say how to build the one and how to write the other. The widget is built when it is first needed.

    >>> class Hello(Live):
    ...     def build(self): return ipywidgets.Button(description="Hello")
    ...     def card(self): return Card("Hello")
    >>> Hello()
    Hello
    """

    def build(self) -> ipywidgets.DOMWidget:
        """Return the widget."""
        raise NotImplementedError

    def card(self) -> Card:
        """Return the words that say the same as the widget shows now."""
        raise NotImplementedError

    @cached_property
    def widget(self) -> ipywidgets.DOMWidget:
        """The one widget of this value; shown twice, it moves in step."""
        return self.build()

    def __repr__(self) -> str:
        """Return the card as plain text."""
        return repr(self.card())

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, Any]:
        """Return all forms of this value at once; Colab gets no HTML, lest it prefer that to the widget."""
        card, where = self.card(), place.here()
        bundle: dict[str, Any] = {"text/plain": repr(card)}
        if where is not place.COLAB:
            bundle["text/html"] = card._repr_html_()
        if where.kernel:
            bundle[VIEW] = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
        return bundle


def show(*values: object) -> None:
    """Show values one after the other, each as an output of its own.

    >>> show(Card("Hello"))
    Hello
    """
    display(*values)
