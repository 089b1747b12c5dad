"""The closing quiz of a lesson: every option, right or wrong, has an explanation worth reading."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from helpers import progress, widgets
from helpers.cards import Card, Fold
from helpers.data import DataError, datasets_folder
from helpers.records import suggestion


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose, whether it is right, and why or why not.

    >>> Option("At noon.", True, "The passage says so.").verdict()
    '✓ Right. The passage says so.'
    """

    text: str
    right: bool
    why: str

    def verdict(self) -> str:
        """Return whether the option is right, in a sign and a word, and why."""
        return f"{'✓ Right.' if self.right else '✗ Not quite.'} {self.why}"


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a quiz.

    Raises:
        DataError: if it has fewer than two options, or not exactly one right one.

    >>> Item("fog", "When?", (Option("At noon.", True, "It says so."), Option("Never.", False, "It does."))).id
    'fog'
    """

    id: str
    question: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        """Refuse a question that cannot be answered fairly."""
        right = sum(option.right for option in self.options)
        texts = {option.text for option in self.options}
        if right != 1 or len(texts) < max(2, len(self.options)) or not all(option.why for option in self.options):
            raise DataError(
                f"found the quiz question {self.id!r} with {right} right of {len(texts)} options; "
                "expected different options, one of them right, each explained; do mend datasets/quizzes."
            )


def load(lesson: str) -> tuple[Item, ...]:
    """Return the questions of a lesson's quiz.

    Raises:
        DataError: if the lesson has no quiz, or its file is not as documented.

    >>> len(load("00"))
    3
    """
    folder = datasets_folder() / "quizzes"
    known = [path.stem for path in folder.glob("*.json")]
    if lesson not in known:
        raise DataError(f"found the quiz {lesson!r}; expected a lesson that has one; {suggestion(lesson, known)}.")
    return tuple(map(_item, json.loads((folder / f"{lesson}.json").read_text("utf-8"))["questions"]))


def _item(record: dict[str, Any]) -> Item:
    """Return a question from its JSON object."""
    return Item(record["id"], record["question"], tuple(Option(**option) for option in record["options"]))


def quiz(lesson: str, answers: str = "") -> Quiz:
    """Show a lesson's closing quiz; each answer is explained and recorded at once.

    Args:
        lesson: its number, such as "00".
        answers: to answer without clicking, one letter a question, such as "BCA"; "-" leaves one out.

    Raises:
        DataError: if the lesson has no quiz.
        ValueError: if the answers do not fit the questions.

    >>> quiz("00", "B?")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: found the answers 'B?'; expected 3 letters, each of an option, or "-"; do write...
    """
    shown = Quiz(lesson)
    if answers:
        shown.answer_all(answers)
    return shown


class Quiz(widgets.Live):
    """The questions of a quiz, one under the other."""

    def __init__(self, lesson: str) -> None:
        """Read the questions, and what was answered before."""
        self.lesson = lesson
        self.asked = tuple(Question(lesson, number, item) for number, item in enumerate(load(lesson), start=1))

    @property
    def right(self) -> int:
        """How many questions are answered rightly now."""
        return sum(question.chosen is not None and question.chosen.right for question in self.asked)

    def answer_all(self, answers: str) -> None:
        """Answer the questions by letters.

        Raises:
            ValueError: if the letters do not fit the questions; then none of them counts.
        """
        letters = answers.replace(" ", "").upper()
        fits = len(letters) == len(self.asked) and all(map(Question.has_letter, self.asked, letters))
        if not fits:
            raise ValueError(
                f'found the answers {answers!r}; expected {len(self.asked)} letters, each of an option, or "-"; '
                f'do write, for example, quiz("{self.lesson}", "A-B").'
            )
        for question, letter in zip(self.asked, letters, strict=True):
            if letter != "-":
                question.choose(question.letters.index(letter))

    def build(self) -> widgets.Box:
        """Return the questions as widgets."""
        return widgets.stacked([question.build() for question in self.asked])

    def card(self) -> Card:
        """Return the questions as words, each option opening on its explanation."""
        how = f'Choose first, then open your option to see why. Or answer by letters: `quiz("{self.lesson}", "A-B")`.'
        return Card(f"{len(self.asked)} questions", (how, *(question.card() for question in self.asked)))


class Question:
    """One question of a quiz as it is being answered.

    Attributes:
        chosen: the option chosen last, now or before; None if there is none.
    """

    def __init__(self, lesson: str, number: int, item: Item) -> None:
        """Read what was answered before."""
        self.lesson, self.number, self.item = lesson, number, item
        self.letters = [widgets.letter(place) for place in range(len(item.options))]
        self.saved = ""
        before = progress.here().latest("quiz", self._name)
        texts = {option.text: option for option in item.options}
        self.chosen = texts.get(before.value["choice"]) if before else None

    @property
    def _name(self) -> str:
        """The name under which the answer is recorded."""
        return f"{self.lesson}/{self.item.id}"

    def has_letter(self, letter: str) -> bool:
        """Tell whether a letter stands for an option, or for none."""
        return letter == "-" or letter in self.letters

    def choose(self, place: int) -> None:
        """Answer with the option at this place, counted from 0, and record it."""
        self.chosen = self.item.options[place]
        log = progress.here()
        is_safe = log.record("quiz", self._name, {"choice": self.chosen.text, "right": self.chosen.right})
        self.saved = " ".join(("(saved)" if is_safe else "(kept in memory only)", *log.take_notes()))

    def build(self) -> widgets.Box:
        """Return the question with its options as buttons, and room for the explanation."""
        self.choices = widgets.Choices([option.text for option in self.item.options], self._clicked)
        self.explanation = widgets.Words()
        self._explain()
        if self.chosen is not None:
            self.choices.mark(self.item.options.index(self.chosen))
        heading = widgets.Words(self._heading(), bold=True)
        return widgets.stacked([heading, self.choices.widget, self.explanation])

    def card(self) -> Card:
        """Return the question as words."""
        folds = (
            Fold(f"{letter}. {option.text}", option.verdict())
            for letter, option in zip(self.letters, self.item.options, strict=True)
        )
        answered = (f"You chose {self._explained()}",) if self.chosen else ()
        return Card(self._heading(), (*folds, *answered))

    def _clicked(self, place: int) -> None:
        """Take a click on an option."""
        self.choose(place)
        self._explain()

    def _explain(self) -> None:
        """Show the explanation of the chosen option, and the others behind a fold."""
        others = "\n\n".join(
            f"{letter}: {option.verdict()}"
            for letter, option in zip(self.letters, self.item.options, strict=True)
            if option is not self.chosen
        )
        self.explanation.show(self._explained(), Fold("And the other options?", others) if self.chosen else None)

    def _heading(self) -> str:
        """Return the question with its number."""
        return f"{self.number}. {self.item.question}"

    def _explained(self) -> str:
        """Return the explanation of the chosen option; the others are a click away."""
        if self.chosen is None:
            return "Choose one; then you can read why each option is right or not."
        return f"{self._letter_chosen()}: {self.chosen.verdict()} {self.saved}".rstrip()

    def _letter_chosen(self) -> str:
        """Return the letter of the chosen option."""
        return "" if self.chosen is None else self.letters[self.item.options.index(self.chosen)]
