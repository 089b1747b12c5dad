"""Values that a check expects to be plain: a number, a list."""

from __future__ import annotations

from helpers.checks.fault import Fault, a, shown


def listed(value: object, what: str) -> list[object]:
    """Return a value as a list, or refuse it.

    Args:
        value: what a learner's function returned.
        what: in words what is expected.

    Raises:
        Fault: if it is neither list nor tuple.

    >>> listed(("fog",), "a list of words")
    ['fog']
    """
    if not isinstance(value, list | tuple):
        raise Fault(f"Yours returns {a(value)}, {shown(value)}; expected {what}. What stands after `return`?")
    return list(value)


def is_number(value: object, what: str) -> None:
    """Refuse anything but a plain number.

    Args:
        value: what a learner's function returned.
        what: in words what is expected.

    Raises:
        Fault: if it is a truth value, or no number.

    >>> is_number(0.5, "a share")
    """
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        raise Fault(f"Yours returns {a(value)}, {shown(value)}; expected a number: {what}. What stands after `return`?")
