"""Events: what a learner did, one line of JSON each, checked when it is written and when it is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

LONGEST_TEXT = 2000
Value = Mapping[str, Any]


def _is_text(value: object) -> bool:
    """Tell whether a value is a text of sensible length that can be written as UTF-8."""
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and value == value.encode(errors="ignore").decode()


def _is_prediction(value: Value) -> bool:
    """Tell whether a value is a choice and how sure (percent, or None where it was not asked)."""
    sure = value["sure"]
    return _is_text(value["choice"]) and (sure is None or (type(sure) is int and 0 <= sure <= 100))


def _is_check(value: Value) -> bool:
    """Tell whether a value says if an exercise passed."""
    return isinstance(value["passed"], bool)


def _is_quiz(value: Value) -> bool:
    """Tell whether a value is a chosen option and whether it was right."""
    return _is_text(value["choice"]) and isinstance(value["right"], bool)


KINDS: Mapping[str, Callable[[Value], bool]] = {"prediction": _is_prediction, "check": _is_check, "quiz": _is_quiz}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing a learner did.

    Attributes:
        time: when, in UTC (ISO 8601).
        lesson: in which lesson, such as "00"; "" if none was started.
        kind: "prediction", "check" or "quiz".
        name: of which prediction, exercise or question.
        value: {"choice", "sure"}, {"passed"} or {"choice", "right"}, by kind.

    Raises:
        ValueError: if a field is not as documented.

    >>> Event("2034-05-01T12:00:00+00:00", "00", "check", "with-passage", {"passed": True}).name
    'with-passage'
    """

    time: str
    lesson: str
    kind: str
    name: str
    value: Value

    def __post_init__(self) -> None:
        """Refuse what later readers would stumble over."""
        texts = (self.time, self.lesson, self.kind, self.name)
        if not (all(map(_is_text, texts)) and self._has_value_of_its_kind()):
            raise ValueError(f"found {self!r:.300}; expected short texts and a value of its kind; do see `Event`")

    def _has_value_of_its_kind(self) -> bool:
        """Tell whether the value is one that this kind of event has."""
        try:
            return isinstance(self.value, Mapping) and KINDS[self.kind](self.value)
        except KeyError:
            return False

    def line(self) -> bytes:
        """Return the event as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False).encode() + b"\n"


def parse(line: bytes) -> Event | None:
    """Return the event that a line holds, or None if it holds none: it may be cut, foreign, or not text at all.

    >>> parse(b'{"time": "2034-05-01", "lesson": "00", "ki') is None
    True
    """
    try:
        record = json.loads(line)
        return Event(**{field.name: record[field.name] for field in fields(Event)})
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
