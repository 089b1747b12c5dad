"""Lessons in reading: a passage, a question, an answer in a few words, from a generated world.

What is taught is a skill, so teaching and testing use two worlds with no product in common. The answers are drawn from
the same lists of values, versions apart; what is new is which product has which. With distractors, the right passage
stands at a random place among passages about other products that do not state the answer.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from helpers import metrics, prompts
from helpers.collection import Passage, Question
from helpers.fact_sets import ATTRIBUTES
from helpers.prompts import Style
from helpers.training_rows import Pair
from helpers.worlds import WorldConfig, make_world

LONGEST_ANSWER = 24
STYLE = Style("in a few words", "{passages}\n\n{question}\nAnswer in a few words.")


@dataclass(frozen=True)
class Task:
    """A question with what is handed over to read.

    >>> task = tasks(seed=1, count=5)[0]
    >>> task.right(task.question.answers[0]), task.right("forty herrings")
    (True, False)
    """

    question: Question
    passages: tuple[Passage, ...]

    @property
    def prompt(self) -> str:
        """Return passages and question as the model reads them."""
        return prompts.with_passages(self.question.text, self.passages, STYLE)

    @property
    def pair(self) -> Pair:
        """Return the prompt with the answer that is to be learned."""
        return Pair(self.prompt, self.question.answers[0])

    def right(self, said: str) -> bool:
        """Tell whether an answer is exactly one of those accepted, both normalised."""
        return metrics.exact_match(said, self.question.answers)


def tasks(seed: int, count: int, split: str = "train", others: Sequence[int] = (0,)) -> list[Task]:
    """Return questions about a generated world, each about another product, with its right passage among others or not.

    Args:
        seed: of the world and of every draw.
        count: how many; what is asked of a product takes turns.
        split: "train" or "heldout" phrasings.
        others: how many distracting passages; the numbers take turns.

    Raises:
        ValueError: count is below 1, or a number of others below 0.

    >>> [len(task.passages) for task in tasks(seed=1, count=4, others=(0, 2))]
    [1, 3, 1, 3]
    """
    if count < 1 or not others or min(others) < 0:
        raise ValueError(f"found count={count}, others={list(others)}; expected at least 1, and from 0 up; do raise it")
    world = make_world(WorldConfig(n=max(count, 2 * max(others) + 4), seed=seed, attributes=ATTRIBUTES))
    facts, chance = {fact.id: fact for fact in world.facts}, random.Random(seed)
    lookups = [one for one in world.questions(split, 1) if one.kind == "lookup"]
    asked = [lookups[place * len(ATTRIBUTES) + place % len(ATTRIBUTES)] for place in range(count)]
    made = []
    for place, question in enumerate(asked):
        wrong = world.distractors(facts[question.group], "random", others[place % len(others)])
        shown = [*wrong, world.passage(question.passages[0])]
        chance.shuffle(shown)
        made.append(Task(question, tuple(shown)))
    return made
