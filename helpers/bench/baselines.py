"""Two systems that know nothing: one guesses, one always says what is usual. Whoever is no better has learned nothing.

Neither reads, so both need to be told more than a reader is: the options of each question, or the training questions.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from helpers import recorded
from helpers.audit.levels import Topic, known_answers, topic
from helpers.collection import Answer, Question

Options = Mapping[str, Sequence[str]]
"""For each question, by its id, the answers to choose from; a question that is missing has no fair ones."""


@dataclass(frozen=True, eq=False)
class Chance:
    """Take one of the options at random; say nothing where there are none.

    Args:
        options: by question.
        seed: decides the draw, for each question by itself.

    >>> Chance({"q1": ["noon"]}).answer([Question("q1", "When?"), Question("q2", "Why?")])[0].text
    'noon'
    """

    options: Options
    seed: int = 0

    def answer(self, questions: Sequence[Question]) -> list[Answer]:
        """Return one guess a question."""
        return [Answer(self._guess(one.id)) for one in questions]

    def _guess(self, id: str) -> str:
        """Return a guess that does not depend on which other questions are asked."""
        return random.Random(f"{self.seed} {id}").choice(list(self.options.get(id, [])) or [""])

    def identity(self) -> dict[str, Any]:
        """Return the seed and a code of the options."""
        listed = {id: list(some) for id, some in sorted(self.options.items())}
        return {"system": "chance", "seed": self.seed, "options": recorded.fingerprint(listed)}


@dataclass(frozen=True, eq=False)
class Majority:
    """Say what most training questions about the same attribute have as their answer.

    A fact's own training questions do not count: they would give its answer away.

    Args:
        training: questions with answers.

    >>> past = [Question(str(day), "When?", (day,), group=str(n)) for n, day in enumerate(["noon", "noon", "dusk"])]
    >>> Majority(past).answer([Question("q", "Until when?", ("dusk",), group="2")])[0].text
    'noon'
    """

    training: Sequence[Question]
    _known: Mapping[Topic, Mapping[str, str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Gather the answers once."""
        object.__setattr__(self, "_known", known_answers(self.training))

    def answer(self, questions: Sequence[Question]) -> list[Answer]:
        """Return the usual answer to each question; nothing where there is none."""
        return [Answer(self._usual(one)) for one in questions]

    def _usual(self, question: Question) -> str:
        """Return the most frequent answer; of equally frequent ones the first in the alphabet."""
        own = question.group or question.id
        found = Counter(answer for group, answer in self._known.get(topic(question), {}).items() if group != own)
        return min(found, key=lambda answer: (-found[answer], answer), default="")

    def identity(self) -> dict[str, Any]:
        """Return a code of the answers it knows."""
        listed = sorted(
            [*about, group, answer] for about, some in self._known.items() for group, answer in some.items()
        )
        return {"system": "majority", "answers": recorded.fingerprint(listed)}
