"""What a learner's function is given, does to it, and raises, becomes one clear sentence and harms nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from helpers.checks.fault import Fault, a, shown
from helpers.checks.given import copied, is_same
from helpers.checks.raised import asked
from helpers.checks.watch import Watched

NESTED: list[Any] = [1, "fog", [2.5, {"tea": [True, None]}], {"rope"}, (np.array([1.0, np.nan]), ["bell"])]


def test_a_copy_is_new_all_the_way_down() -> None:
    """Whatever is done to it, the original stays, and the difference is seen."""
    made = copied(NESTED)
    assert is_same(made, NESTED) and made is not NESTED
    for change in (
        lambda one: one.append(3),
        lambda one: one[2][1]["tea"].pop(),
        lambda one: one[3].add("sheep"),
        lambda one: one[4][0].__setitem__(0, 7),
        lambda one: one[4][1].clear(),
        lambda one: one.sort(key=str),
    ):
        changed = copied(NESTED)
        change(changed)
        assert not is_same(changed, NESTED)
    assert is_same(made, NESTED)


def test_what_is_no_plain_container_is_handed_over_as_it_is() -> None:
    """A generator of numbers, a function, a model: a copy of these would be another one."""
    for one in (np.random.default_rng(1), len, object(), range(3)):
        assert copied(one) is one
        assert is_same(one, one)
    assert not is_same([1], (1,))
    assert not is_same(np.ones(2), np.ones((2, 1)))


def told(function: object, *inputs: object) -> str:
    """Return the fault of a call."""
    with pytest.raises(Fault) as caught:
        Watched(function)(*inputs)
    return str(caught.value)


def test_changes_are_told_and_undone() -> None:
    """The caller's own list stays whole; a long list is told by its length."""
    mine = [3, 1, 2]
    assert "`[3, 1, 2]` became `[1, 2, 3]`" in told(lambda row: row.sort() or 1, mine)
    assert mine == [3, 1, 2]
    assert "had 90 items, and now has 91" in told(lambda row: row.append(0) or 1, list(range(90)))


def test_a_method_that_returns_nothing_is_told_as_such() -> None:
    """`return row.sort()` hands nothing back: that is the fault, not the change."""
    assert "Some methods change a value on the spot" in told(lambda row: row.sort(), [2, 1])


@pytest.mark.parametrize(
    ("error", "question"),
    [
        (KeyError("fog"), "no such key"),
        (IndexError("list index out of range"), "beyond the end"),
        (ZeroDivisionError("division by zero"), "below the line is zero"),
        (NameError("name 'x' is not defined"), "Nothing has that name"),
        (UnboundLocalError("cannot access local variable 'x'"), "has no value yet"),
        (TypeError("f() takes 1 positional argument but 2 were given"), "how many does yours take"),
        (TypeError("unsupported operand type(s) for +: 'int' and 'str'"), "Two kinds meet there"),
        (TypeError("'NoneType' object is not subscriptable"), "is `None`"),
        (AttributeError("'list' object has no attribute 'add'"), "before the point"),
        (ValueError("operands could not be broadcast together with shapes (2,) (3,)"), "The shapes do not fit"),
        (RecursionError("maximum recursion depth exceeded"), "calls itself"),
        (ValueError("odd"), "What does each name there stand for"),
    ],
)
def test_the_usual_exceptions_have_their_question(error: BaseException, question: str) -> None:
    """Each goes to its own cause; the rest to the learner's line."""
    assert question in asked(error, own_line=True)


def test_arrays_are_shown_in_one_line() -> None:
    """A message is a sentence, and an array has its article."""
    assert "\n" not in shown(np.ones((2, 2)))
    assert a(np.ones(2)) == "an array"
