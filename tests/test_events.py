"""An event is checked when it is made and when it is read; no line stops the reader."""

import json

import pytest

from helpers.events import Event, parse

BAD_VALUES = [
    {"choice": "agree"},
    {"choice": 3, "sure": 50},
    {"choice": "agree", "sure": 101},
    {"choice": "agree", "sure": True},
    {"choice": "agree", "sure": float("nan")},
    {"choice": "\ud800", "sure": 50},
    {"choice": "x" * 3000, "sure": 50},
    ["agree", 50],
    None,
]


@pytest.mark.parametrize("value", BAD_VALUES, ids=str)
def test_values_are_checked_on_writing_and_on_reading(value: object) -> None:
    """A value that is not as documented is refused when made and skipped when read."""
    with pytest.raises(ValueError, match=r"found .*; expected .*; do "):
        Event("", "", "prediction", "C1", value)
    record = {"time": "", "lesson": "", "kind": "prediction", "name": "C1", "value": value}
    assert parse(json.dumps(record).encode()) is None


@pytest.mark.parametrize("line", [b"[" * 100_000, b"1" * 10_000, b'"text"', b"null", b"\x00" * 8, b"\xef\xbb\xbf"])
def test_no_line_stops_the_reader(line: bytes) -> None:
    """Lines made to break a parser are skipped like any other."""
    assert parse(line) is None


def test_a_line_holds_its_event() -> None:
    """What is written is read back, also with signs from beyond ASCII."""
    event = Event("2034-02-01", "00", "quiz", "00/fog", {"choice": "the thin aunt – “fog”", "right": True})
    assert parse(event.line()) == event
    assert event.line().count(b"\n") == 1


def test_an_unknown_kind_is_refused() -> None:
    """An event of a kind that no reader knows is not written."""
    with pytest.raises(ValueError, match="found"):
        Event("", "", "telemetry", "x", {"passed": True})
