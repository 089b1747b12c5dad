"""What lessons' widgets are made of; the only package that imports ipywidgets (7.7.1 and 8 alike).

Whatever is shown goes out as three things at once: the widget, a card in HTML for places where widgets do not live,
and plain text. The place shows the best of them that it can.

`live` is that; `parts` holds words, buttons and boxes; `controls` and `number` describe settings; `explorer` joins
them to a view; an `action` is what may take seconds.
"""

from helpers.widgets.action import Action
from helpers.widgets.controls import Control, Pick, Text
from helpers.widgets.explorer import Explorer
from helpers.widgets.live import VIEW, Live, show
from helpers.widgets.number import Number
from helpers.widgets.parts import (
    TEXT_WIDTH,
    Box,
    Choices,
    Sureness,
    Words,
    button,
    letter,
    side_by_side,
    stacked,
    toggles,
)

__all__ = [
    "TEXT_WIDTH",
    "VIEW",
    "Action",
    "Box",
    "Choices",
    "Control",
    "Explorer",
    "Live",
    "Number",
    "Pick",
    "Sureness",
    "Text",
    "Words",
    "button",
    "letter",
    "show",
    "side_by_side",
    "stacked",
    "toggles",
]
