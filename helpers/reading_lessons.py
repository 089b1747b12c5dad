"""Lessons in reading: a passage, a question, an answer in a few words, from a generated world.

What is taught is a skill, so teaching and testing use two worlds with no product in common. The answers are drawn from
the same lists of values, versions apart; what is new is which product has which. With distractors, the right passage
stands at a random place among passages about other products that do not state the answer.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass

from helpers import metrics, prompts
from helpers.collection import Passage, Question
from helpers.fact_sets import ATTRIBUTES
from helpers.prompts import Style
from helpers.training_rows import Pair
from helpers.worlds import World, WorldConfig, make_world

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


def tasks(seed: int, count: int, split: str = "train", others: Sequence[int] = (0,), each: int = 1) -> list[Task]:
    """Return questions about a generated world, each with its right passage, among others or not.

    Args:
        seed: of the world and of every draw.
        count: how many; what is asked of a product takes turns.
        split: "train" or "heldout" phrasings.
        others: how many distracting passages; the numbers take turns from product to product.
        each: how many questions about each product, from 1 to 5; all are asked of the same passages in the same order.

    Raises:
        ValueError: count is below 1, a number of others below 0, or each not from 1 to 5.

    >>> [len(task.passages) for task in tasks(seed=1, count=4, others=(0, 2))]
    [1, 3, 1, 3]
    >>> [len(task.passages) for task in tasks(seed=1, count=4, others=(0, 2), each=2)]
    [1, 1, 3, 3]
    """
    if count < 1 or not others or min(others) < 0 or not 1 <= each <= len(ATTRIBUTES):
        raise ValueError(
            f"found count={count}, others={list(others)}, each={each}; expected at least 1, none below 0, and from 1 "
            f"to {len(ATTRIBUTES)}; do correct it"
        )
    products = -(-count // each)
    size = max(products, (2 * max(others) + 4) * each)
    world = make_world(WorldConfig(n=size, seed=seed, attributes=ATTRIBUTES))
    lookups = [one for one in world.questions(split, 1) if one.kind == "lookup"]
    chance, made = random.Random(seed), []
    for place in range(products):
        asked = [lookups[place * len(ATTRIBUTES) + (place + more) % len(ATTRIBUTES)] for more in range(each)]
        shown = _desk(world, asked, others[place % len(others)], chance)
        made += [Task(question, shown) for question in asked]
    return made[:count]


def _desk(world: World, asked: Sequence[Question], others: int, chance: random.Random) -> tuple[Passage, ...]:
    """Return the passage that answers, at a random place among others that answer none of the questions."""
    facts = {fact.id: fact for fact in world.facts_of(asked[0].entity)}
    wrong: list[Passage] = []
    for drawn in itertools.count(others):
        found = world.distractors(facts[asked[0].group], "random", drawn)
        wrong = [one for one in found if not any(facts[question.group].value in one.text for question in asked)]
        if len(wrong) >= others:
            break
    shown = [*wrong[:others], world.passage(asked[0].passages[0])]
    chance.shuffle(shown)
    return tuple(shown)
