"""Settings that a learner may change: a description of each, the check of a value, and the widget that shows it.

A description is plain and frozen; it builds no widget until it is asked to. Numbers have a module of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from numbers import Real
from types import MappingProxyType
from typing import Any, Protocol

import ipywidgets

from helpers.records import shown, suggestion

LABEL = MappingProxyType({"description_width": "initial"})
APART = "2px 1em 2px 2px"  # or the next label would stick to the box before it
MOST_NAMED = 20
Changed = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Field:
    """A setting's widgets.

    Attributes:
        input: the widget whose `value` is the setting's.
        widget: all of it, to be shown.
    """

    input: ipywidgets.Widget
    widget: ipywidgets.Widget


class Control(Protocol):
    """A setting: its name as an argument of the view, its label, and the value it begins with."""

    @property
    def name(self) -> str:
        """The argument's name."""
        ...

    @property
    def value(self) -> Any:  # noqa: ANN401 - a number or a text
        """The value to begin with."""
        ...

    def accept(self, value: object) -> Any:  # noqa: ANN401 - a number or a text
        """Return the value if it is allowed; else raise a ValueError that says what is."""
        ...

    def build(self, changed: Changed) -> Field:
        """Return new widgets at the first value, which call `changed` after each change."""
        ...


def width(label: str, more: int) -> Mapping[str, str]:
    """Return a layout wide enough for a label and a box.

    Args:
        label: what stands before the box.
        more: how many letters the box should hold.

    >>> width("k", 5)["width"]
    '5.3em'
    """
    return {"width": f"{0.55 * (len(label) + more) + 2:.1f}em", "max_width": "98%", "margin": APART}


def worded_option(option: str | int) -> str:
    """Return what a list shows for an option; a large number is easier to read with its thousands apart.

    >>> worded_option(100_000), worded_option("fog")
    ('100,000', 'fog')
    """
    return f"{option:,}" if isinstance(option, int) else option


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text, taken when Enter is pressed or the box is left.

    Args:
        name: the view's argument.
        label: what the learner reads.
        value: to begin with.

    >>> Text("query", "your query", "fog").accept("tea")
    'tea'
    """

    name: str
    label: str
    value: str

    def accept(self, value: object) -> str:
        """Return a text.

        Args:
            value: anything.

        Raises:
            ValueError: if it is no text.
        """
        if not isinstance(value, str):
            raise ValueError(f"found {self.name} = {shown(value)}; expected a text; do put it in quotes.")
        return value

    def build(self, changed: Changed) -> Field:
        """Return a labelled text box.

        Args:
            changed: called after each change.
        """
        layout = {"width": "40em", "max_width": "98%", "margin": APART}
        box = ipywidgets.Text(
            self.value, description=self.label, style=dict(LABEL), layout=layout, continuous_update=False
        )
        box.observe(lambda _: changed(), "value")
        return Field(box, box)


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several texts or numbers, from a list that opens.

    Args:
        name: the view's argument.
        label: what the learner reads.
        options: at least one, none twice.
        value: to begin with; one of them.

    Raises:
        ValueError: if the value is none of the options, or an option stands there twice.

    >>> Pick("search", "search", ("words", "meaning"), "words").accept("word")
    Traceback (most recent call last):
    ValueError: found search = 'word'; expected an option; did you mean 'words'? Known are: meaning, words.
    """

    name: str
    label: str
    options: tuple[str, ...] | tuple[int, ...]
    value: str | int

    def __post_init__(self) -> None:
        """Refuse options that cannot be told apart."""
        if len(set(self.options)) < len(self.options):
            raise ValueError(f"found an option of {self.name} twice; expected different texts; do drop one.")
        self.accept(self.value)

    def accept(self, value: object) -> str | int:
        """Return one of the options.

        Args:
            value: anything.

        Raises:
            ValueError: if it is none of them.
        """
        if isinstance(value, str | Real) and not isinstance(value, bool) and value in self.options:
            return self.options[self.options.index(value)]
        raise ValueError(f"found {self.name} = {shown(value)}; expected {self._offer(value)}.")

    def build(self, changed: Changed) -> Field:
        """Return a labelled list that opens.

        Args:
            changed: called after each change.
        """
        worded = [(worded_option(option), option) for option in self.options]
        longest = max(len(label) for label, _ in worded)
        box = ipywidgets.Dropdown(
            options=worded,
            value=self.value,
            description=self.label,
            style=dict(LABEL),
            layout=width(self.label, min(longest, 40) + 4),
        )
        box.observe(lambda _: changed(), "value")
        return Field(box, box)

    def _offer(self, value: object) -> str:
        """Return what is to be had; too many options to be read are counted, not named."""
        named = suggestion(value, map(str, self.options))
        if len(self.options) <= MOST_NAMED:
            return f"an option; {named}"
        return f"one of {len(self.options)} options; {named.partition('Known are:')[0] or 'do choose from the list'}"
