"""A situation is six checked things, and reads as a line of words."""

from __future__ import annotations

import math

import pytest

from helpers.advisor.situation import EYES, FORMS, Situation, number

GOOD = {"facts": 200, "changes_a_day": 0.5, "questions_a_day": 50, "patience": 5}


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("form", FORMS)
def test_all_six_are_told(eyes: str, form: str) -> None:
    """Every number and both choices stand in the line."""
    told = repr(Situation(**GOOD, eyes=eyes, form=form))
    for part in ("200 facts", "of which one changes every 2 days", "50 questions a day", "within 5 s", eyes, form):
        assert part in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("facts", 0),
        ("facts", "many"),
        ("facts", math.nan),
        ("facts", True),
        ("changes_a_day", -1),
        ("questions_a_day", math.inf),
        ("patience", 0),
        ("patience", None),
        ("eyes", "everyone"),
        ("form", "verse"),
    ],
)
def test_what_nothing_can_be_built_on_is_refused(name: str, value: object) -> None:
    """The message names the input, and says what is expected."""
    with pytest.raises(ValueError, match=rf"found {name}=.*; expected .*; do "):
        Situation(**GOOD | {name: value})  # type: ignore[arg-type]


def test_nothing_changing_and_nobody_asking_is_a_situation() -> None:
    """Zero is a number, too."""
    assert Situation(1, 0, 0, 0.01).facts == 1


@pytest.mark.parametrize(("value", "told"), [(0, "0"), (0.1234, "0.123"), (1234567, "1,230,000"), (1e-5, "1e-05")])
def test_numbers_are_told_with_three_digits(value: float, told: str) -> None:
    """No digit stands there that nobody knows."""
    assert number(value) == told
