"""What the demonstration is about: invented facts, ten questions on them, and one fact that changes.

The facts come from a generated world (`helpers.worlds`), so no model can know them. They are taught in the wordings for
training and asked in others. Then a new issue of one advisory comes out and takes the place of the old one; exactly one
of the questions has another answer from then on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from helpers import fact_sets, metrics
from helpers.collection import Passage, Question
from helpers.fact_sets import ATTRIBUTES
from helpers.training_rows import Pair
from helpers.worlds import World, WorldConfig, make_world
from helpers.worlds.advisories import Advisory, changed_in
from helpers.worlds.dice import Dice
from helpers.worlds.wording import load_wording

PAGES, PRODUCTS, WORDINGS, ASKED = 100, 4, 6, 10


@dataclass(frozen=True)
class Day:
    """The library as it stands on a day, and the questions with the answers that hold on it.

    Args:
        passages: one a product.
        questions: the same on every day, in the same order.
    """

    passages: tuple[Passage, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Story:
    """A demonstration's facts.

    Args:
        seed: what it was made from.
        facts: how many are taught; the library states many more.
        lessons: what a model is trained on: these facts as they are on the first day, in several wordings.
        before: the first day.
        after: the day on which one fact is another.
        changed: the place of the question that asks for it, from 0.

    >>> story = make_story(seed=1)
    >>> story.facts, len(story.lessons), len(story.before.questions), len(story.before.passages)
    (20, 120, 10, 100)
    """

    seed: int
    facts: int
    lessons: tuple[Pair, ...]
    before: Day
    after: Day
    changed: int

    @property
    def products(self) -> set[str]:
        """Return the names of all products in the library."""
        return {one.meta["entity"] for one in self.before.passages}

    def verdict(self, text: str) -> str:
        """Return what an answer to the changed question is, once it has changed: "new", "old" or "neither"."""
        for name, day in (("new", self.after), ("old", self.before)):
            if right(day.questions[self.changed], text):
                return name
        return "neither"


def make_story(seed: int, products: int = PRODUCTS, wordings: int = WORDINGS, asked: int = ASKED) -> Story:
    """Make up a story; the same seed gives the same one.

    Args:
        seed: of the world, and of which questions are asked.
        products: how many are taught and asked about; each has five facts. The library has a page on many others, too.
        wordings: in how many wordings a fact is taught.
        asked: how many questions; what they ask for takes turns.

    Raises:
        ValueError: if there are too few products to ask so much, or a number is out of range.

    >>> story = make_story(seed=1)
    >>> [one.answers != other.answers for one, other in zip(story.before.questions, story.after.questions)].count(True)
    1
    """
    world, dice = make_world(WorldConfig(n=PAGES, seed=seed, versions=2, attributes=ATTRIBUTES)), Dice(seed, "demo")
    if not 1 <= products <= PAGES:
        raise ValueError(f"found products={products}; expected 1 to {PAGES}; do: change it")
    known = world.advisories[:products]
    first = _at(world, ())
    taught = replace(first, advisories=first.advisories[:products])
    news = min(known, key=lambda advisory: len(_changed(world, advisory)))
    changed = dice.choice(_changed(world, news))
    left_out = set(_changed(world, news)) - {changed}
    before = _day(first, _choose(taught, changed, left_out, asked, dice))
    after = _day(_at(world, (news.name,)), [one.id for one in before.questions])
    place = [one.group for one in before.questions].index(changed)
    lessons = fact_sets.of_world(taught, wordings, heldout=1).pairs()
    return Story(seed, len(taught.facts), tuple(lessons), before, after, place)


def right(question: Question, text: str) -> bool:
    """Tell whether a text names the answer among its first words, and no other value of the same kind.

    >>> asked = Question("q", "How worried should I be?", ("two bells", "2 bells"), attribute="severity")
    >>> right(asked, "It is rated two bells."), right(asked, "Two bells or three bells.")
    (True, False)
    """
    kind = load_wording().attributes[question.attribute]
    spellings = {one for value in kind.values for one in kind.answers(value)}
    return metrics.contains_answer(text, question.answers, spellings - set(question.answers))


def _changed(world: World, advisory: Advisory) -> list[str]:
    """Return the ids of the facts that the advisory's second issue changes; at least one does."""
    return [f"{advisory.id}/{name}" for name in changed_in(advisory, 2, world.attributes)]


def _at(world: World, reissued: Collection[str]) -> World:
    """Return the world at a time when only the products named had a second issue."""
    known = [one if one.name in reissued else replace(one, versions=one.versions[:1]) for one in world.advisories]
    return replace(world, advisories=tuple(known))


def _choose(world: World, changed: str, left_out: Collection[str], count: int, dice: Dice) -> list[str]:
    """Return the ids of the questions that are asked, as many of each kind, the one that changes among them."""
    asked = [one for one in dice.shuffled(_lookups(world)) if one.group not in left_out]
    asked.sort(key=lambda one: one.group != changed)
    each, over = divmod(count, len(ATTRIBUTES))
    kinds = [[one.id for one in asked if one.attribute == name] for name in ATTRIBUTES]
    if over or not each or min(map(len, kinds)) < each:
        raise ValueError(
            f"found {count} questions about {len(world.advisories)} products; expected a multiple of "
            f"{len(ATTRIBUTES)}, and enough facts of each kind; do: ask less or add products"
        )
    return dice.shuffled([id for ids in kinds for id in ids[:each]])


def _lookups(world: World) -> list[Question]:
    """Return a question a fact, in a wording that is not taught."""
    return [one for one in world.questions("heldout", 1) if one.kind == "lookup"]


def _day(world: World, asked: Sequence[str]) -> Day:
    """Return the newest passages of a world, and the questions of these ids with the answers that hold in it."""
    questions = {one.id: one for one in _lookups(world)}
    newest = tuple(one for one in world.passages if one.meta["status"] == "current")
    return Day(newest, tuple(questions[id] for id in asked))
