"""A number to choose: a slider, and a box beside it, so that what a mouse can do a keyboard can do, to the digit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any

import ipywidgets

from helpers.records import shown
from helpers.widgets.controls import LABEL, Changed, Field, width


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `low` to `high` in equal steps: whole if all four are whole, else a float.

    Args:
        name: the view's argument.
        label: what the learner reads.
        value: to begin with; on a step.
        low: the least.
        high: the most; a whole number of steps above `low`.
        step: the distance between neighbours.

    Raises:
        ValueError: if the four numbers do not fit together.

    >>> Number("k1", "k1", 1.2, 0, 3, 0.1).accept(1.5)
    1.5
    >>> Number("k", "hits", 5, 1, 20, 1).accept(21)
    Traceback (most recent call last):
    ValueError: found k = 21; expected a number from 1 to 20 in steps of 1; do choose k = 20.
    """

    name: str
    label: str
    value: float
    low: float
    high: float
    step: float

    def __post_init__(self) -> None:
        """Refuse numbers that do not fit together."""
        if not (self.step > 0 and self.low < self.high and self.nearest(self.high) == self.high):
            raise ValueError(
                f"found {self.name} from {self.low} to {self.high} in steps of {self.step}; "
                "expected a whole number of steps from low to high; do change one of the three."
            )
        self.accept(self.value)

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers can be chosen."""
        return all(isinstance(part, int) for part in (self.value, self.low, self.high, self.step))

    def nearest(self, value: float) -> float:
        """Return the step nearest to a finite number, within the limits.

        Args:
            value: any number; infinity counts as the limit on its side, what is no number as the lower one.

        >>> Number("b", "b", 0.75, 0, 1, 0.05).nearest(0.1 + 0.2)
        0.3
        """
        steps = round((min(max(self.low, value), self.high) - self.low) / self.step)
        near = self.low + steps * self.step
        return near if self.is_whole else round(float(near), max(_digits(self.low), _digits(self.step)))

    def accept(self, value: object) -> float:
        """Return a value that lies on a step.

        Args:
            value: anything.

        Raises:
            ValueError: if it is no number, out of bounds, or between two steps.
        """
        if isinstance(value, Real) and not isinstance(value, bool) and value == value:  # noqa: PLR0124 - not NaN
            near = self.nearest(float(value))
            if abs(float(value) - near) <= self.step * 1e-6:
                return near
            found, advice = f"{value}", near
        else:
            found, advice = shown(value), self.value
        raise ValueError(
            f"found {self.name} = {found}; expected a number from {self.low} to {self.high} in steps of {self.step}; "
            f"do choose {self.name} = {advice}."
        )

    def build(self, changed: Changed) -> Field:
        """Return a labelled number box with a slider beside it, always on the same step.

        Args:
            changed: called after each change, by slider or box.
        """
        limits: dict[str, Any] = {"value": self.value, "min": self.low, "max": self.high, "step": self.step}
        kinds = (ipywidgets.BoundedIntText, ipywidgets.IntSlider)
        if not self.is_whole:
            kinds = (ipywidgets.BoundedFloatText, ipywidgets.FloatSlider)
        box = kinds[0](**limits, description=self.label, style=dict(LABEL), layout=width(self.label, 7))
        slider = kinds[1](**limits, readout=False, layout={"width": "12em"})
        for moved in (box, slider):
            if moved.has_trait("tooltip"):  # without one, ipywidgets 8 shows "null"; 7 knows none
                moved.tooltip = self.label
            moved.observe(lambda change: self._moved(change["new"], (box, slider), changed), "value")
        return Field(box, ipywidgets.HBox([box, slider], layout={"align_items": "center", "margin": "0 1em 0 0"}))

    def _moved(self, value: float, both: tuple[ipywidgets.Widget, ...], changed: Changed) -> None:
        """Put box and slider on the step nearest to a value, then tell."""
        near = self.nearest(value)
        for one in both:
            one.value = near
        changed()


def _digits(number: float) -> int:
    """Return how many digits a number has behind its point."""
    exponent = Decimal(str(number)).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
