"""Faults: what a check says when a learner's answer is not right yet."""

from __future__ import annotations

import re
import reprlib


class Fault(Exception):
    """Raise this in a check: its message names the fault, gives the case, and asks a question that leads on.

    >>> str(Fault("The passage is missing. Where does it go in?"))
    'The passage is missing. Where does it go in?'
    """


class NotWritten(Fault):
    """Raised where the learner's function is still the stub.

    >>> issubclass(NotWritten, Fault)
    True
    """


ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
LONGEST = 110


def shown(value: object) -> str:
    """Return any value, however long or unwilling, as a short piece of code for a message.

    >>> shown(["fog", 3])
    "`['fog', 3]`"
    """
    short = reprlib.Repr()
    short.maxstring = short.maxother = LONGEST
    text = re.sub(r"\s*\n\s*", " ", ADDRESS.sub("", short.repr(value)))
    return f"`{text.replace('`', chr(39))}`"


def a(value: object) -> str:
    """Return the name of a value's type with its article.

    >>> a([]), a(3)
    ('a list', 'an int')
    """
    name = type(value).__name__.replace("ndarray", "array")
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
