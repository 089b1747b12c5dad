"""The progress across all lessons: what is begun, predicted, solved and answered, and what is next."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from helpers import predictions, progress, quiz
from helpers.cards import Card, Table
from helpers.claims import claims
from helpers.contents import Lesson, lessons
from helpers.data import DataError
from helpers.events import Event

COLUMNS = ("lesson", "question", "begun", "predictions", "exercises", "quiz")
NOT_YET = "not yet"


@dataclass(frozen=True, slots=True)
class Done:
    """What a learner did in one lesson.

    Attributes:
        lesson: which.
        begun: the day of the first thing recorded in it, such as "2034-02-01"; "" if there is none.
        predictions: how many were made in it.
        exercises: whether each exercise is solved, by name.
        questions: whether each question of the quiz is answered rightly, by name; None where it is not answered.
    """

    lesson: Lesson
    begun: str
    predictions: int
    exercises: dict[str, bool]
    questions: dict[str, bool | None]

    @property
    def is_finished(self) -> bool:
        """Whether every exercise is solved and every question answered, be it wrongly."""
        return bool(self.begun) and all(self.exercises.values()) and None not in self.questions.values()

    def row(self) -> tuple[str, ...]:
        """Return the lesson as a row of words."""
        begun = (self.lesson.number, self.lesson.title, self.begun or NOT_YET)
        return (*begun, str(self.predictions or NOT_YET), self._solved(), self._answered())

    def left(self) -> str:
        """Return in words what is left to do in it."""
        unsolved = [name for name, passed in self.exercises.items() if not passed]
        unanswered = list(self.questions.values()).count(None)
        exercises = f"exercise{'s' * (len(unsolved) > 1)} {', '.join(unsolved)}" if unsolved else ""
        questions = f"{unanswered} quiz question{'s' * (unanswered > 1)}" if unanswered else ""
        return " and ".join(filter(None, (exercises, questions)))

    def _solved(self) -> str:
        """Return how many exercises are solved."""
        return f"{sum(self.exercises.values())} of {len(self.exercises)}" if self.exercises else "none in it"

    def _answered(self) -> str:
        """Return how many questions are right, of those that are answered if some are not."""
        if not self.questions:
            return "none in it"
        given = [answer for answer in self.questions.values() if answer is not None]
        missing = len(self.questions) - len(given)
        told = f"{sum(given)} of {len(given)} right{f', {missing} open' if missing else ''}"
        return told if given else NOT_YET


def overview() -> Card:
    """Return the progress across all lessons as a card, with what is next.

    >>> overview().heading
    'Your progress'
    """
    log = progress.here()
    events = log.events()
    all_done = [done(lesson, events) for lesson in lessons().values()]
    predicted = f"You predicted {len(predictions.committed())} of the {len(claims())} claims."
    table = Table(COLUMNS, tuple(one.row() for one in all_done))
    return Card("Your progress", (table, predicted, what_next(all_done, last_lesson(events)), *log.take_notes()))


def done(lesson: Lesson, events: Iterable[Event]) -> Done:
    """Return what a learner did in one lesson.

    Args:
        lesson: which.
        events: all that was recorded, oldest first; the latest of a name counts.
    """
    own = [event for event in events if belongs(event, lesson.number)]
    latest = {(event.kind, event.name): event.value for event in own}
    exercises = {name: latest.get(("check", name), {}).get("passed", False) for name in exercises_of(lesson.number)}
    questions = {name: latest.get(("quiz", name), {}).get("right") for name in questions_of(lesson.number)}
    predicted = sum(kind == "prediction" for kind, _ in latest)
    return Done(lesson, day(own[0].time) if own else "", predicted, exercises, questions)


def belongs(event: Event, number: str) -> bool:
    """Tell whether an event belongs to a lesson: an exercise or a question does wherever it was answered.

    Args:
        event: something recorded.
        number: the lesson's.

    >>> belongs(Event("2034-02-01", "", "check", "with-passage", {"passed": True}), "00")
    True
    """
    if event.kind == "check" and any(event.name in exercises_of(one) for one in lessons()):
        return event.name in exercises_of(number)
    if event.kind == "quiz" and "/" in event.name:
        return event.name.partition("/")[0] == number
    return event.lesson == number


def exercises_of(number: str) -> tuple[str, ...]:
    """Return the names of a lesson's exercises; none if it has no checks.

    Args:
        number: the lesson's.

    >>> exercises_of("00"), exercises_of("99")
    (('with-passage',), ())
    """
    module = f"helpers.checks.lesson_{number}"
    return tuple(importlib.import_module(module).CHECKS) if importlib.util.find_spec(module) else ()


def questions_of(number: str) -> tuple[str, ...]:
    """Return the names under which the answers to a lesson's quiz are recorded; none if it has no quiz.

    Args:
        number: the lesson's.

    >>> len(questions_of("00")), questions_of("99")
    (3, ())
    """
    try:
        return tuple(f"{number}/{item.id}" for item in quiz.load(number))
    except DataError:
        return ()


def day(time: str) -> str:
    """Return the day, here, of a moment in ISO 8601; "yes" if it is something else.

    >>> day("2034-02-01T12:00:00.000+00:00"), day("once")
    ('2034-02-01', 'yes')
    """
    try:
        return datetime.fromisoformat(time).astimezone().date().isoformat()
    except (ValueError, OverflowError, OSError):
        return "yes"


def last_lesson(events: Sequence[Event]) -> str:
    """Return the number of the lesson in which something was recorded last, "" if in none."""
    return next((event.lesson for event in reversed(events) if event.lesson), "")


def what_next(all_done: Sequence[Done], last: str) -> str:
    """Return in a sentence what to do next: go on where work was last, else with the first lesson that is not finished.

    Args:
        all_done: what was done in each lesson, in order.
        last: the number of the lesson in which something was recorded last.

    >>> what_next([], "")
    'Every lesson is finished.'
    """
    unfinished = [one for one in all_done if not one.is_finished]
    if not unfinished:
        return "Every lesson is finished."
    one = next((one for one in unfinished if one.lesson.number == last), unfinished[0])
    what = f"{one.left()} left" if one.begun and one.left() else f"about {one.lesson.minutes} minutes"
    return f"Next: lesson {one.lesson.number}, {one.lesson.title} ({what})"
