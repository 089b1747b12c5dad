"""Watch a learner's function: whatever it does when called, a check gets a value or one clear fault."""

from __future__ import annotations

import contextlib
import inspect
import io
import linecache
import traceback
from collections.abc import Callable, Sized
from types import TracebackType
from typing import Any

from helpers.checks.fault import Fault, NotWritten, a, shown
from helpers.checks.given import copied, is_same
from helpers.checks.raised import asked

QUOTED = 120


class Watched:
    """A learner's function, called as usual; it never raises anything but a `Fault`.

    Args:
        function: what the learner handed over.

    Raises:
        Fault: if it is not a function.

    >>> Watched(len)([1, 2])
    2
    >>> Watched(len)(3)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    helpers.checks.fault.Fault: For `len(3)` yours raised `TypeError: object of type 'int' has no len()`...
    """

    def __init__(self, function: object) -> None:
        """Take the function if it is one."""
        if not callable(function):
            raise Fault(
                f"You handed over {a(function)}, {shown(function)}, where the function itself is expected. "
                "Did you call it? Write its name without brackets after it, and the check will call it."
            )
        self._function: Callable[..., Any] = function
        self.name = str(getattr(function, "__name__", "your function"))

    def __call__(self, *inputs: object) -> Any:  # noqa: ANN401 - it is the learner who decides
        """Return what the learner's function returns for these inputs.

        Raises:
            NotWritten: if it is still the stub.
            Fault: if it raises anything, is stopped by hand, returns nothing, or changes what it is given.
        """
        printed, handed = io.StringIO(), copied(inputs)
        try:
            with contextlib.redirect_stdout(printed):
                value = self._function(*handed)
        except NotImplementedError:
            raise NotWritten from None
        except KeyboardInterrupt:
            raise Fault(
                f"You stopped {self._case(inputs)} while it was working. Is there a loop that never ends?"
            ) from None
        except BaseException as error:
            raise Fault(self._what_was_raised(inputs, error)) from None
        changed = [pair for pair in zip(inputs, handed, strict=True) if not is_same(*pair)]
        if value is None:
            raise Fault(self._what_was_missing(inputs, printed.getvalue(), bool(changed)))
        if changed:
            raise Fault(self._what_was_changed(inputs, *changed[0]))
        return value

    def _case(self, inputs: tuple[object, ...]) -> str:
        """Return the call as code."""
        return f"`{self.name}({', '.join(shown(value).strip('`') for value in inputs)})`"

    def _what_was_raised(self, inputs: tuple[object, ...], error: BaseException) -> str:
        """Return a message that names the exception, the case and the learner's own line."""
        said = traceback.format_exception_only(error)[-1].strip().replace("`", "'")
        line = self._own_line(error.__traceback__)
        raised = f"For {self._case(inputs)} yours raised `{said}`"
        return f"{raised}{f' in your line `{line}`' if line else ''}. {asked(error, own_line=bool(line))}"

    def _what_was_changed(self, inputs: tuple[object, ...], before: object, after: object) -> str:
        """Return a message for a function that did its work on the caller's own value."""
        then = f"{shown(before)} became {shown(after)}"
        if shown(before) == shown(after) and isinstance(before, Sized) and isinstance(after, Sized):
            then = f"{shown(before)} had {len(before)} items, and now has {len(after)}"
        return (
            f"For {self._case(inputs)} yours changes what it was given: {then}. "
            "Who else may still need that? What makes a new value in place of changing the old one?"
        )

    def _what_was_missing(self, inputs: tuple[object, ...], printed: str, changed: bool) -> str:
        """Return a message for a function that returned nothing, but may have printed, or changed what it was given."""
        case = f"For {self._case(inputs)} yours returned nothing (`None`)"
        if printed.strip():
            return (
                f"{case}, but printed {shown(printed.strip()[:QUOTED])}. "
                "What is printed is seen and then gone: which word hands a value back to the caller?"
            )
        if changed:
            return (
                f"{case}, but changed what it was given. Some methods change a value on the spot and hand nothing "
                "back: does your `return` stand before one of these?"
            )
        return f"{case}. Does every way through the function end in a `return` with a value?"

    def _own_line(self, trace: TracebackType | None) -> str:
        """Return the deepest line of the learner's own code that the exception passed through; "" if unknown."""
        code = getattr(inspect.unwrap(self._function), "__code__", None)
        frames = traceback.walk_tb(trace)
        own = [
            (frame.f_code.co_filename, line)
            for frame, line in frames
            if code and frame.f_code.co_filename == code.co_filename
        ]
        return linecache.getline(*own[-1]).strip().replace("`", "'") if own else ""
