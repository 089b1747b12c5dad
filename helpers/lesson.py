"""The one line a notebook starts with, and the few names a lesson uses.

`lesson.start("00")` is the whole set-up of a lesson. It greets, says what is done so far and where that is kept,
and seeds the random numbers of the learner's own cells.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import numpy as np

from helpers import contents, machine, place, progress, widgets
from helpers.cards import Card, Fold
from helpers.checks import Verdict, check
from helpers.contents import lessons
from helpers.overview import overview
from helpers.predictions import TWIN, commit, committed, predict, predict_claims
from helpers.quiz import quiz

__all__ = [
    "Verdict",
    "check",
    "commit",
    "committed",
    "lessons",
    "overview",
    "predict",
    "predict_claims",
    "quiz",
    "self_test",
    "start",
]

SEED = 2034


def start(number: str, seed: int = SEED) -> Card:
    """Set up a lesson: the random numbers, polite threads, and under which lesson progress is recorded.

    Args:
        number: the lesson's, such as "00".
        seed: for `random` and numpy, so that a run can be made again.

    Raises:
        ValueError: if there is no such lesson; the message names those that exist.

    >>> start("99")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: found the lesson '99'; expected one that exists; ...
    """
    lesson = contents.find(number)
    machine.share_machine()
    log = progress.here()
    log.lesson = lesson.number
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - learners' own cells may well use numpy's global generator
    heading = f"Lesson {lesson.number} · {lesson.title}"
    return Card(heading, (f"About {lesson.minutes} minutes. {_done(log)}", _kept_where(log), *log.take_notes()))


def self_test() -> SelfTest:
    """Show whether widgets work in this place, both ways: a button is drawn, and a click on it arrives in Python.

    >>> self_test().button.clicks
    0
    """
    return SelfTest()


class SelfTest:
    """Words that say what should be seen, and what to do if it is not; under them, on its own, a button to press.

    They are shown apart, since a place with a broken installation shows an error where the button should be.

    Attributes:
        button: the widget.
    """

    def __init__(self) -> None:
        """See where this runs."""
        self.place = place.here()
        self.button = ClickTest(self.place)

    def card(self) -> Card:
        """Return what should be seen, and the advice for this place and for all others."""
        elsewhere = "\n\n".join(f"{other.name}: {other.advice}" for other in place.WITH_SCREEN)
        return Card(
            "Do widgets work here?",
            (
                "Under these lines should be a button. Press it, and see what it answers.",
                f"No button, or an error in its place? This cell ran in {self.place.name}. {self.place.advice}",
                f"The course works without widgets, too: for each a line of code does the same, such as `{TWIN}`.",
                Fold("And in other places?", elsewhere),
            ),
        )

    def __repr__(self) -> str:
        """Return the words."""
        return f"{self.card()}\n{self.button}"

    def _ipython_display_(self) -> None:
        """Show the words and the button as two outputs."""
        widgets.show(self.card(), self.button)


class ClickTest(widgets.Live):
    """A button that answers when its click has arrived in Python.

    Attributes:
        clicks: how many have arrived.
    """

    def __init__(self, where: place.Place) -> None:
        """Begin with no clicks."""
        self.clicks = 0
        self.place = where

    def build(self) -> widgets.Box:
        """Return the button with a line that answers it."""
        self.answer = widgets.Words(
            "You see a button, so widgets are drawn here. Half of the test is passed. Press it:"
        )
        return widgets.stacked([self.answer, widgets.button("Does my click arrive?", self._clicked)])

    def card(self) -> Card:
        """Return what is seen where no button can be drawn."""
        return Card("✗ No button: these words stand where widgets are not drawn.")

    def _clicked(self) -> None:
        """Answer a click."""
        self.clicks += 1
        times = "" if self.clicks == 1 else f" ({self.clicks} times)"
        self.answer.words = (
            f"✓ Your click arrived in Python{times}: widgets work both ways in {self.place.name}. Go on."
        )


def _done(log: progress.Progress) -> str:
    """Return in a sentence what is done so far in the current lesson."""
    latest = {(event.kind, event.name): event for event in log.events() if event.lesson == log.lesson}
    predicted = sum(kind == "prediction" for kind, _ in latest)
    passed = sum(kind == "check" and event.value["passed"] for (kind, _), event in latest.items())
    right = sum(kind == "quiz" and event.value["right"] for (kind, _), event in latest.items())
    counts = ((predicted, "prediction"), (passed, "solved exercise"), (right, "right quiz answer"))
    done = ", ".join(f"{count} {what}{'s' * (count > 1)}" for count, what in counts if count)
    return f"So far here: {done}." if done else "Nothing done here yet."


def _kept_where(log: progress.Progress) -> str:
    """Return in a sentence where progress is kept, and for how long."""
    where = place.here()
    if not where.remembers:
        return (
            f"{where.name} forgets files when you leave, and your progress with them. "
            "On your own computer it stays; elsewhere, let `COURSE_HOME` name a folder that stays."
        )
    if os.environ.get("COURSE_HOME"):
        return "Your progress stays in the folder that `COURSE_HOME` names, and goes nowhere else."
    return f"Your progress stays on this computer, in `{_from_home(log.path)}`, and goes nowhere else."


def _from_home(path: Path) -> str:
    """Return a path written from the user's home folder, if it lies there."""
    return f"~/{path.relative_to(Path.home()).as_posix()}" if path.is_relative_to(Path.home()) else str(path)
