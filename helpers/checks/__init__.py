"""Checks that think along: each tells the first property that does not hold, on which input, and asks what leads on.

`check` never raises, whatever it is given: a learner who is not done yet can go on with the notebook.
"""

from __future__ import annotations

from dataclasses import dataclass

from helpers import progress
from helpers.cards import Card
from helpers.checks.fault import Fault, NotWritten
from helpers.checks.watch import Watched
from helpers.records import suggestion

__all__ = ["Fault", "Verdict", "check"]

NOT_WRITTEN = (
    "Not written yet — take your time; the next cells use the course's own version, so you can also come back later."
)
SIGNS = {"passed": "✓", "not yet": "✗", "not written": "…", "not checked": "?"}


@dataclass(frozen=True, slots=True, repr=False)
class Verdict:
    """What a check found.

    Attributes:
        name: the exercise.
        state: "passed", "not yet", "not written" or "not checked".
        message: the praise, or the fault.
        notes: what else there is to tell, about the progress file.

    >>> Verdict("with-passage", "passed", "All there.")
    ✓ with-passage: passed
    All there.
    """

    name: str
    state: str
    message: str
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the exercise is solved."""
        return self.state == "passed"

    def card(self) -> Card:
        """Return the verdict as a card."""
        return Card(f"{SIGNS[self.state]} {self.name}: {self.state}", (self.message, *self.notes))

    def __repr__(self) -> str:
        """Return the verdict as plain text."""
        return repr(self.card())

    def _repr_html_(self) -> str:
        """Return the verdict as HTML."""
        return self.card()._repr_html_()


def check(name: str, answer: object = None) -> Verdict:
    """Check an exercise and record whether it is solved; it never raises.

    Args:
        name: the exercise, such as "with-passage".
        answer: the learner's function.

    >>> check("with-pasage", len)  # doctest: +ELLIPSIS
    ? with-pasage: not checked
    There is no exercise of this name: did you mean 'with-passage'? ...
    """
    try:
        verdict = _examined(str(name), answer)
    except KeyboardInterrupt:
        verdict = Verdict(str(name), "not checked", "You stopped the check before it was done. Run the cell again.")
    except BaseException as error:
        message = (
            f"The check itself stumbled over your answer ({type(error).__name__}), so it cannot say. Please go on."
        )
        verdict = Verdict(name if isinstance(name, str) else "exercise", "not checked", message)
    return verdict


def _examined(name: str, answer: object) -> Verdict:
    """Return the verdict on an answer."""
    from helpers.checks import registry  # noqa: PLC0415 - the register imports this package's lessons, which import this

    known = registry.known()
    if name not in known:
        return Verdict(name, "not checked", f"There is no exercise of this name: {suggestion(name, known)}.")
    try:
        known[name].examine(Watched(answer))
    except NotWritten:
        return Verdict(name, "not written", NOT_WRITTEN)
    except Fault as fault:
        return _recorded(Verdict(name, "not yet", str(fault)))
    return _recorded(Verdict(name, "passed", known[name].praise))


def _recorded(verdict: Verdict) -> Verdict:
    """Return the verdict once it is in the progress file, with what there is to tell about that."""
    log = progress.here()
    log.record("check", verdict.name, {"passed": verdict.passed})
    return Verdict(verdict.name, verdict.state, verdict.message, log.take_notes())
