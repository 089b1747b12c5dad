"""Predictions: what a learner expects, written down before it is measured.

There are two kinds: of the twelve claims (agree, disagree or depends, and how sure), and small ones inside a lesson.
Each can be made in a widget or by a line of code; both write the same event into the progress file.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from helpers import progress, widgets
from helpers.cards import Card, Table
from helpers.claims import CHOICES, Claim, Prediction, claims, find

SURE_AT_FIRST = 70
TWIN = 'lesson.commit("C1", "agree", 80)'


def commit(claim_id: str, choice: str, sure: float = SURE_AT_FIRST) -> Card:
    """Write down what you expect of a claim; a later line for the same claim replaces it.

    Args:
        claim_id: such as "C1".
        choice: "agree", "disagree" or "depends".
        sure: percent, from 50 (a coin toss) to 100.

    Raises:
        ValueError: if an argument is not one of these.

    >>> commit("C1", "perhaps")
    Traceback (most recent call last):
    ValueError: found the choice 'perhaps'; expected agree, disagree or depends; do choose one of them.
    """
    claim = find(claim_id)
    prediction = Prediction.of(choice, sure)
    return Card(f"{claim.id}: {prediction} · {_save(claim.id, prediction.choice, prediction.sure)}", (claim.claim,))


def committed() -> dict[str, Prediction]:
    """Return the latest prediction of every claim that has one, by the claim's id.

    >>> set(committed()) <= {claim.id for claim in claims()}
    True
    """
    known = {claim.id for claim in claims()}
    found: dict[str, Prediction] = {}
    for event in progress.here().events():
        if event.kind == "prediction" and event.name in known:
            with contextlib.suppress(ValueError):
                found[event.name] = Prediction.of(event.value["choice"], event.value["sure"])
    return found


def predict_claims() -> ClaimsBoard:
    """Show all claims, each with what you expect of it; the first thing to do in the course.

    >>> "C12" in repr(predict_claims())
    True
    """
    return ClaimsBoard()


def predict(name: str, question: str, options: Sequence[str], choice: str | None = None) -> Asked:
    """Ask for a prediction before the answer is shown; it is saved as soon as it is made.

    Args:
        name: the prediction's own name in this lesson.
        question: what is asked.
        options: two or more answers to choose from.
        choice: one of them, to answer without clicking.

    Raises:
        ValueError: if the options are not different texts, or the choice is none of them.

    >>> predict("more", "Which counts for more?", ["Gullwing", "Tuesday"], choice="Wednesday")
    Traceback (most recent call last):
    ValueError: found the choice 'Wednesday'; expected an option; do choose from: Gullwing, Tuesday.
    """
    if isinstance(options, str) or len(options) < 2 or len(set(options)) < len(options):
        raise ValueError(
            f"found the options {options!r}; expected two or more different texts; do give a list of them."
        )
    asked = Asked(name, question, tuple(options))
    if choice is not None:
        asked.choose(choice)
    return asked


class ClaimsBoard(widgets.Live):
    """The claims with the learner's predictions, as widgets or as a table."""

    def __init__(self) -> None:
        """Read what was predicted before."""
        self.predictions = committed()
        self.rows = {claim.id: ClaimRow(claim, self) for claim in claims()}

    def build(self) -> widgets.Box:
        """Return a row of widgets for each claim, under a count."""
        self._count = widgets.Words(self._progress(), bold=True)
        return widgets.stacked([self._count, *(row.build() for row in self.rows.values())])

    def card(self) -> Card:
        """Return the claims as a table."""
        rows = tuple((claim.id, claim.claim, self._in_words(claim.id)) for claim in claims())
        how = f"Here without buttons, one line for each does the same: `{TWIN}`"
        return Card(self._progress(), (Table(("", "claim", "your prediction"), rows), how))

    def keep(self, claim_id: str, prediction: Prediction) -> str:
        """Save a prediction; return in words how that went."""
        self.predictions[claim_id] = prediction
        outcome = _save(claim_id, prediction.choice, prediction.sure)
        self._count.words = self._progress()
        return outcome

    def _progress(self) -> str:
        """Return how many claims have a prediction."""
        return f"What do you expect? {len(self.predictions)} of {len(self.rows)} predicted, each saved at once."

    def _in_words(self, claim_id: str) -> str:
        """Return the prediction of a claim in words."""
        return str(self.predictions.get(claim_id, "not yet"))


class ClaimRow:
    """One claim: the sentence, three buttons, how sure, and what is saved."""

    def __init__(self, claim: Claim, board: ClaimsBoard) -> None:
        """Remember the claim, and the board that keeps its prediction."""
        self.claim = claim
        self.board = board

    def build(self) -> widgets.Box:
        """Return the row's widgets, showing what was predicted before."""
        before = self.board.predictions.get(self.claim.id)
        sure = before.sure if before else SURE_AT_FIRST
        self.choice = widgets.toggles(CHOICES, before.choice if before else None, lambda _: self._keep(), self.claim.id)
        self.sureness = widgets.Sureness(sure, lambda _: self._keep())
        self.status = widgets.Words(f"{before} · saved" if before else "not yet")
        controls = widgets.side_by_side([self.choice, self.sureness.widget, self.status])
        return widgets.stacked([widgets.Words(f"{self.claim.id} · {self.claim.claim}"), controls])

    def _keep(self) -> None:
        """Save what the row shows, once one of the three is chosen."""
        if self.choice.value is None:
            self.status.words = "and do you agree?"
            return
        prediction = Prediction(self.choice.value, self.sureness.slider.value)
        self.status.words = f"{prediction} · {self.board.keep(self.claim.id, prediction)}"


class Asked(widgets.Live):
    """A question inside a lesson whose answer the learner predicts.

    Attributes:
        choice: the option chosen last, now or before; None if there is none.
    """

    def __init__(self, name: str, question: str, options: tuple[str, ...]) -> None:
        """Read what was chosen before."""
        self.name, self.question, self.options = name, question, options
        log = progress.here()
        before = log.latest("prediction", name, log.lesson)
        self.choice = before.value["choice"] if before and before.value["choice"] in options else None
        self.outcome = "saved" if self.choice else ""

    def choose(self, choice: str) -> None:
        """Choose an option and save it.

        Raises:
            ValueError: if it is none of the options.
        """
        if choice not in self.options:
            known = ", ".join(self.options)
            raise ValueError(f"found the choice {choice!r}; expected an option; do choose from: {known}.")
        self.choice = choice
        self.outcome = _save(self.name, choice, None)

    def build(self) -> widgets.Box:
        """Return the question with its options as buttons."""
        self.choices = widgets.Choices(self.options, self._chosen)
        self.status = widgets.Words(self._in_words())
        if self.choice is not None:
            self.choices.mark(self.options.index(self.choice))
        return widgets.stacked([widgets.Words(self.question, bold=True), self.choices.widget, self.status])

    def card(self) -> Card:
        """Return the question with its options as words."""
        lettered = tuple(f"{widgets.letter(number)}. {option}" for number, option in enumerate(self.options))
        twin = f"To answer without buttons, add `, choice={self.options[0]!r}` (or another option) to the line above."
        return Card(self.question, (*lettered, self._in_words() if self.choice else twin))

    def _chosen(self, number: int) -> None:
        """Take a click on an option."""
        self.choose(self.options[number])
        self.status.words = self._in_words()

    def _in_words(self) -> str:
        """Return what was chosen."""
        if self.choice is None:
            return "Choose one before you read on."
        return f"You predicted {widgets.letter(self.options.index(self.choice))} · {self.outcome}"


def _save(name: str, choice: str, sure: int | None) -> str:
    """Record a prediction; return in words whether it is safe, and anything else there is to say."""
    log = progress.here()
    is_safe = log.record("prediction", name, {"choice": choice, "sure": sure})
    return " ".join(("saved" if is_safe else "kept in memory only", *log.take_notes()))
