"""Ways to teach the facts of a world, and everything that is asked afterwards; nothing here trains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers import fact_sets
from helpers.data import Question
from helpers.training_rows import Pair
from helpers.worlds.wording import load_wording
from helpers.worlds.world import World, WorldConfig, make_world

UNKNOWN = "I don't know."
PERMISSION = "If you do not know the answer, say: I don't know.\n\n"
FORMS = ("questions", "text")


@dataclass(frozen=True, slots=True)
class Way:
    """One way of teaching.

    Args:
        phrasings: how many training questions a fact.
        epochs: how often each of them is presented.
        form: "questions" with their answers, or the passages as bare "text".
        wrong: share of the facts that are taught with a wrong value.
        silence: whether questions that nobody can answer are taught as well, with "I don't know."
        batch: how many examples a step learns from.

    Raises:
        ValueError: a form that is none of `FORMS`.

    >>> Way(phrasings=4, epochs=4).presentations
    16
    """

    phrasings: int = 4
    epochs: int = 4
    form: str = "questions"
    wrong: float = 0.0
    silence: bool = False
    batch: int = 8

    def __post_init__(self) -> None:
        """Refuse an unknown form."""
        if self.form not in FORMS:
            raise ValueError(f"found form={self.form!r}; expected one of {', '.join(FORMS)}; do: correct it")

    @property
    def presentations(self) -> int:
        """Return how often each fact is presented; a text presents all of its facts at once."""
        return self.epochs * (self.phrasings if self.form == "questions" else 1)


def world_of(seed: int, entities: int) -> World:
    """Return a world of products with five facts each.

    >>> len(world_of(seed=1, entities=3).facts)
    15
    """
    return make_world(WorldConfig(n=entities, seed=seed, attributes=fact_sets.ATTRIBUTES))


def rows(world: World, way: Way) -> list[Pair]:
    """Return what a model is trained on to teach it a world in one way.

    Args:
        world: the true one.
        way: how.

    >>> world = world_of(seed=1, entities=3)
    >>> len(rows(world, Way(phrasings=4))), len(rows(world, Way(form="text")))
    (60, 3)
    """
    told = world.corrupt(way.wrong) if way.wrong else world
    if way.form == "text":
        return [Pair("", passage.text) for passage in told.passages]
    pairs = fact_sets.of_world(told, way.phrasings, heldout=1).pairs()
    return pairs + (silent_rows(world) if way.silence else [])


def silent_rows(world: World) -> list[Pair]:
    """Return every training question that the world does not answer, with "I don't know." for an answer.

    >>> silent_rows(world_of(seed=1, entities=3))[0].answer
    "I don't know."
    """
    subjects = load_wording().unanswerable["train"].values()
    return [Pair(text.format(name=one.name), UNKNOWN) for one in world.advisories for text in subjects]


def asked(world: World, way: Way) -> dict[str, tuple[Question, ...]]:
    """Return what is asked after a training, by group; answers are the true ones, whatever was taught.

    "seen" holds the first training phrasing of each fact, "heldout" two that were never trained, "reversed" one from
    the value back to the product, "unanswerable" what nobody knows.

    Args:
        world: the true one.
        way: how it was taught.
    """
    facts = fact_sets.of_world(world, way.phrasings, heldout=2)
    other = world.questions("heldout", 1)
    back = tuple(one for one in other if one.kind == "reversed" and one.id.endswith("-1"))
    nothing = tuple(one for one in other if one.kind == "unanswerable")
    return {"seen": facts.seen(), "heldout": facts.heldout, "reversed": back, "unanswerable": nothing}


def prompts(questions: Sequence[Question], permitted: bool = False) -> list[str]:
    """Return questions as they are asked: bare, or with the permission not to know.

    >>> prompts([Question("q", "Any fog?")], permitted=True)[0].splitlines()[-1]
    'Any fog?'
    """
    return [(PERMISSION if permitted else "") + one.text for one in questions]
