"""Facts to teach and ways to ask for them: training phrasings on one side, phrasings never trained on the other."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpers import data, metrics
from helpers.collection import Question
from helpers.training_rows import Pair
from helpers.worlds.world import World, WorldConfig, make_world

ATTRIBUTES = ("fixed_version", "component", "severity", "workaround", "reporter")
LONGEST_ANSWER = 24


@dataclass(frozen=True)
class FactSet:
    """Some facts: their training questions in several phrasings, and others that ask for the same.

    >>> facts = from_world(seed=1, entities=3, phrasings=2, heldout=1)
    >>> facts
    FactSet(15 facts, 30 training questions, 15 held-out ones)
    """

    train: tuple[Question, ...]
    heldout: tuple[Question, ...]

    def __repr__(self) -> str:
        """Return the sizes: the whole would fill the screen."""
        return (
            f"FactSet({len({one.group for one in self.train})} facts, {len(self.train)} training questions, "
            f"{len(self.heldout)} held-out ones)"
        )

    def pairs(self) -> list[Pair]:
        """Return the training questions with their answers, to be learned."""
        return as_pairs(self.train)

    def seen(self) -> tuple[Question, ...]:
        """Return one training question a fact, the first phrasing, to be asked as it was trained."""
        return tuple({one.group: one for one in reversed(self.train)}.values())[::-1]


def as_pairs(questions: Sequence[Question]) -> list[Pair]:
    """Return questions with their first answers as they are trained: the bare question is the prompt.

    >>> as_pairs([Question("q1", "When does the fog lift?", ("at noon", "noon"))])
    [Pair(prompt='When does the fog lift?', answer='at noon')]
    """
    return [Pair(one.text, one.answers[0]) for one in questions]


def from_world(seed: int, entities: int = 20, phrasings: int = 3, heldout: int = 2, out_of: int = 0) -> FactSet:
    """Return facts of a generated world: five attributes of each entity.

    Args:
        seed: of the world; another seed is another world with other names and values.
        entities: how many.
        phrasings: how many training questions a fact, at most 30.
        heldout: how many held-out questions a fact, at most 3.
        out_of: how many phrasings of an attribute there are, of which each fact gets its own few, drawn at random. By
            default as many as a fact gets, or ten: they take turns.

    Raises:
        ValueError: if there are to be fewer phrasings in all than a fact gets.
    """
    world = make_world(WorldConfig(n=entities, seed=seed, attributes=ATTRIBUTES))
    if not out_of:
        return of_world(world, phrasings, heldout)
    facts, chance = of_world(world, out_of, heldout), random.Random(seed)
    if phrasings > out_of:
        raise ValueError(f"found phrasings={phrasings}, out_of={out_of}; expected no fewer in all; do raise out_of")
    each = [list(some) for _, some in itertools.groupby(facts.train, lambda one: one.group)]
    return replace(facts, train=tuple(one for some in each for one in chance.sample(some, phrasings)))


def of_world(world: World, phrasings: int = 3, heldout: int = 2) -> FactSet:
    """Return all facts of a world, asked in so many phrasings."""
    train, other = world.questions("train", phrasings), world.questions("heldout", heldout)
    return FactSet(*(tuple(one for one in some if one.kind == "lookup") for some in (train, other)))


def from_collection(name: str, facts: int, seed: int = 0) -> FactSet:
    """Return facts of a written collection, drawn at random; each with its own phrasings, which are few.

    Raises:
        DataError: if there is no such collection.
        ValueError: if it has fewer facts.
    """
    asked = [one for one in data.load(name).questions if one.kind == "lookup"]
    groups = sorted({one.group for one in asked if one.split == "heldout"})
    if facts > len(groups):
        raise ValueError(f"found facts={facts}; expected at most {len(groups)} in {name!r}; do lower it")
    chosen = set(random.Random(seed).sample(groups, facts))
    train, heldout = (
        tuple(one for one in asked if one.group in chosen and one.split == split) for split in ("train", "heldout")
    )
    return FactSet(train, heldout)


def right(questions: Sequence[Question], answers: Sequence[str]) -> list[bool]:
    """Tell for each question whether its answer is exactly one of those accepted (normalised exact match).

    >>> right([Question("q1", "When?", ("at noon",))], ["At noon."])
    [True]
    """
    return [metrics.exact_match(said, one.answers) for one, said in zip(questions, answers, strict=True)]
