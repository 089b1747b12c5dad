"""The record of lesson 06 read out: what was said after each way of teaching, and what that is worth.

The record (`helpers.measure.teaching_facts`) holds texts; everything that is shown is worked out from these. A text is
right if it names the value among its first words, and no other value of the same kind.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from helpers import metrics, recorded
from helpers.data import Question
from helpers.intervals import Interval, bootstrap_ci, paired_bootstrap, share_ci
from helpers.lessons_in_facts import Way, asked, world_of
from helpers.worlds.wording import load_wording
from helpers.worlds.world import World

RECORD = "teaching_facts"
UNTAUGHT = "untaught"
MAIN = "4 phrasings x 4"
NOWHERE = ("unanswerable", "permitted")
SILENCE = ("i don t know", "i don't know", "do not know", "not known", "no information", "unknown", "not sure")


@dataclass(frozen=True, slots=True)
class Said:
    """One answer.

    Args:
        world: the number of its world.
        question: with the true answers.
        text: what was said.
        lie: the wrong value planted in place of the true one; "" if none was.
    """

    world: int
    question: Question
    text: str
    lie: str = ""

    @property
    def entity(self) -> str:
        """Return whom the question is about, told apart by world."""
        return f"{self.world}/{self.question.entity}"

    def right(self) -> bool:
        """Tell whether the true value was named, and no other; without one, no value is right."""
        return bool(self.question.answers) and _names(self.text, self.question, self.question.answers)

    def repeats(self) -> bool:
        """Tell whether the planted value was named, and no other."""
        return bool(self.lie) and _names(self.text, self.question, (self.lie,))


def _names(text: str, question: Question, answers: Sequence[str]) -> bool:
    """Tell whether a text names one of these and no rival."""
    kind = load_wording().attributes.get(question.attribute)
    rivals = kind.values if kind and question.kind == "lookup" else ()
    known = [alias for value in answers for alias in (kind.answers(value) if kind and value in rivals else (value,))]
    return metrics.contains_answer(text, known, set(rivals) - set(known))


def silent(text: str) -> bool:
    """Tell whether a text says that the answer is not known.

    >>> silent("I don't know."), silent("four bells")
    (True, False)
    """
    words = metrics.normalise(text)
    return any(metrics.normalise(phrase) in words for phrase in SILENCE)


@functools.cache
def record() -> dict[str, Any]:
    """Return the whole record.

    Raises:
        DataError: if the record is missing, damaged or unfinished.
    """
    return recorded.load(RECORD)


@functools.cache
def _world(number: int) -> World:
    """Return a world of the record, made once."""
    return world_of(number, record()["plan"]["entities"])


@functools.cache
def _lies(number: int, share: float) -> dict[str, str]:
    """Return for each fact with a planted value that value."""
    told = _world(number).corrupt(share)
    return {fact.id: fact.value for fact in told.facts if fact.id in told.planted}


def step(what: str, world: int) -> dict[str, Any]:
    """Return what was recorded for a way of teaching, or a library, in one world."""
    return dict(record()["results"][f"{what}, world {world}"])


def said(what: str, group: str = "heldout") -> list[Said]:
    """Return all answers to a group of questions, all worlds together.

    Args:
        what: "untaught", a way such as "wrong 0.25", or a library such as "library 0.25".
        group: "seen", "heldout", "reversed", "unanswerable" or "permitted".
    """
    ways = record()["plan"]["ways"]
    way = Way(**ways[what]) if what in ways else Way()
    share = float(what.split()[1]) if what.split(maxsplit=1)[0] in {"wrong", "library"} else 0.0
    made = []
    for world in record()["plan"]["worlds"]:
        questions = asked(_world(world), way)["unanswerable" if group == "permitted" else group]
        lies = _lies(world, share) if share else {}
        texts = step(what, world)["said"][group]
        pairs = zip(questions, texts, strict=True)
        made += [Said(world, question, text, lies.get(question.group, "")) for question, text in pairs]
    return made


def share(what: str, group: str = "heldout", of: Callable[[Said], bool] = Said.right) -> Interval:
    """Return the share of answers of which something holds; the interval draws whole products."""
    return interval([of(one) for one in said(what, group)], [one.entity for one in said(what, group)])


def interval(values: Sequence[bool], entities: Sequence[str]) -> Interval:
    """Return a share with its interval over entities; Wilson's where all are alike, and no draw could differ.

    >>> interval([False] * 4, list("aabb")).mean
    0.0
    """
    if len(set(values)) < 2 or len(set(entities)) < 2:
        return share_ci(values)
    return bootstrap_ci(values, entities)


def worlds(what: str, group: str = "heldout") -> list[float]:
    """Return the share right in each world: one a seed."""
    answers = said(what, group)
    numbers = sorted({one.world for one in answers})
    return [fmean(one.right() for one in answers if one.world == number) for number in numbers]


def difference(one: str, other: str, group: str = "heldout") -> Interval:
    """Return how much more of the same questions one way answers rightly than another, with its interval."""
    first, second = said(one, group), said(other, group)
    entities = [each.entity for each in first]
    return paired_bootstrap([each.right() for each in first], [each.right() for each in second], entities)


def planted(what: str) -> Interval:
    """Return the share of the planted values that are repeated."""
    lied = [one for one in said(what) if one.lie]
    return interval([one.repeats() for one in lied], [one.entity for one in lied])


def clean(what: str, like: str = "") -> Interval:
    """Return the share right of the facts without a planted value.

    Args:
        what: a way or a library.
        like: leave out the facts that were damaged in this one instead, to compare the same facts.
    """
    damaged = [bool(one.lie) for one in said(like or what)]
    left = [one for one, bad in zip(said(what), damaged, strict=True) if not bad]
    return interval([one.right() for one in left], [one.entity for one in left])


def ideal(what: str, lied: bool) -> Interval:
    """Return what a reader without fault would make of a library: the share of found pages that state the value.

    Args:
        what: a library.
        lied: ask for the planted values, which such a reader repeats; else for the others, which it gets right.
    """
    hits = [hit for world in record()["plan"]["worlds"] for hit in step(what, world)["hits"]]
    chosen = [(bool(hit), one.entity) for hit, one in zip(hits, said(what), strict=True) if bool(one.lie) == lied]
    return interval([hit for hit, _ in chosen], [entity for _, entity in chosen])


def damage(what: str, undamaged: str) -> Interval:
    """Return what the wrong values cost the clean facts: share right without any, less share right with them."""
    pairs = [pair for pair in zip(said(undamaged), said(what), strict=True) if not pair[1].lie]
    before, after = ([each.right() for each in side] for side in zip(*pairs, strict=True))
    return paired_bootstrap(before, after, [one.entity for one, _ in pairs])


def tally(what: str, group: str = "heldout") -> dict[str, int]:
    """Return how many answers were right, wrong, or said that the answer is not known.

    Args:
        what: a way of teaching, or "untaught".
        group: of questions; to those that nobody can answer, only the last kind is right.
    """
    answers = said(what, group)
    unknown = sum(silent(one.text) for one in answers)
    right = sum(one.right() for one in answers) if group not in NOWHERE else 0
    return {"right": right, "wrong": len(answers) - right - unknown, "I don't know": unknown}


def mixed_up(what: str) -> Counter[str]:
    """Return what the wrong answers to held-out questions are: true of something else, or of nothing.

    Args:
        what: a way of teaching.
    """
    return Counter(_taken_from(one) for one in said(what) if not one.right())


def _taken_from(one: Said) -> str:
    """Return which fact of its world an answer states, if any."""
    facts = [fact for fact in _world(one.world).facts if metrics.exact_match(one.text, fact.value)]
    if any(fact.entity == one.question.entity for fact in facts):
        return "true of the same product, but not asked"
    if any(fact.attribute == one.question.attribute for fact in facts):
        return "what was asked, but of another product"
    return "something else of another product" if facts else "true of nothing here"


def seconds(what: str, key: str = "seconds") -> float:
    """Return the mean seconds of a training, or of indexing a library (`key="indexing"`), on one thread."""
    return fmean(step(what, world)[key] for world in record()["plan"]["worlds"])
