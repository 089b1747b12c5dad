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
# Phrasings of an attribute to train on, and of those held out for being far from all these.
MOST, MOST_FAR = 30, 3


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
    if phrasings > out_of:
        raise ValueError(f"found phrasings={phrasings}, out_of={out_of}; expected no fewer in all; do raise out_of")
    facts = of_world(world, out_of, heldout)
    return replace(facts, train=_drawn(facts.train, phrasings, random.Random(seed)))


def by_lot(seed: int, entities: int = 20, phrasings: int = 8, heldout: int = 3) -> FactSet:
    """Return facts of a generated world whose held-out phrasings are drawn by lot, from all thirty-three there are.

    A phrasing that is held out is so for every fact, but nobody took care that it shares no words with the others. That
    is the usual split; `from_world` holds out phrasings that were written to be far from the trained ones.

    Args:
        seed: of the world and of the lots.
        entities: how many.
        phrasings: how many training questions a fact gets, drawn at random from the rest.
        heldout: how many phrasings of each attribute are held out.

    >>> by_lot(seed=1, entities=3)
    FactSet(15 facts, 120 training questions, 45 held-out ones)
    """
    far = from_world(seed, entities, MOST, MOST_FAR)
    asked, chance = (*far.train, *far.heldout), random.Random(seed)
    out = {
        name: chance.sample(sorted({_phrasing(one) for one in asked if one.attribute == name}), heldout)
        for name in ATTRIBUTES
    }
    rest = sorted((one for one in asked if _phrasing(one) not in out[one.attribute]), key=lambda one: one.group)
    kept = tuple(one for one in asked if _phrasing(one) in out[one.attribute])
    return FactSet(_drawn(rest, phrasings, chance), kept)


def _phrasing(question: Question) -> str:
    """Return which of its attribute's phrasings a question is in, such as "train-7"."""
    return question.id.rpartition("/")[2]


def _drawn(questions: Sequence[Question], phrasings: int, chance: random.Random) -> tuple[Question, ...]:
    """Return so many questions of each fact, drawn at random; those of a fact stand together."""
    each = [list(some) for _, some in itertools.groupby(questions, lambda one: one.group)]
    return tuple(one for some in each for one in chance.sample(some, phrasings))


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
