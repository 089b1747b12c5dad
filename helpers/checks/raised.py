"""What leads on from an exception: the usual ones each have a usual cause, and a question that goes to it."""

from __future__ import annotations

import re

SHAPES = r"broadcast|core dimension|not aligned|shapes|inhomogeneous|dimension mismatch"
CAUSES: tuple[tuple[type[BaseException], str, str], ...] = (
    (Exception, SHAPES, "The shapes do not fit. Which sides meet there, and must they be equally long?"),
    (TypeError, "Cannot cast", "Fractions are put into whole numbers there. What makes a new value for them?"),
    (KeyError, "", "There is no such key. When may it be missing, and what should happen then?"),
    (
        IndexError,
        "",
        "That place is beyond the end. At which number does Python begin to count, and where does it end?",
    ),
    (ZeroDivisionError, "", "Something below the line is zero. For which input is it, and should it be?"),
    (UnboundLocalError, "", "On that way through the function the name has no value yet. Where does it get its first?"),
    (NameError, "", "Nothing has that name. How is it spelt where it gets its value?"),
    (TypeError, "positional argument", "How many values does the check hand over, and how many does yours take?"),
    (Exception, "NoneType", "One of the values there is `None`. What was it to be, and which line made it so?"),
    (AttributeError, "", "What kind of value stands before the point there?"),
    (TypeError, "unsupported operand|can only concatenate|must be str", "Two kinds meet there. Which ones are they?"),
    (RecursionError, "", "Yours calls itself again and again. Which call should be the last?"),
)


def asked(error: BaseException, *, own_line: bool) -> str:
    """Return the question that goes to the cause of an exception.

    Args:
        error: what a learner's function raised.
        own_line: whether the message shows the line of theirs that did.

    >>> asked(KeyError("fog"), own_line=True)
    'There is no such key. When may it be missing, and what should happen then?'
    >>> asked(ValueError("odd"), own_line=False)
    'What does it expect to be given?'
    """
    for kind, pattern, question in CAUSES:
        if isinstance(error, kind) and re.search(pattern, str(error)):
            return question
    return "What does each name there stand for just then?" if own_line else "What does it expect to be given?"
