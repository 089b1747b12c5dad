"""The rules on answers: what must stand in which passage, for each kind of question.

A value *stands in* a passage if its words follow one another in the title or the text, compared as answers are
(`metrics.normalise`). A passage is *about* a question if its `meta["entity"]` is the question's entity.

| kind | must hold |
|---|---|
| lookup, other words, identifier | an answer stands in every passage named, and in no other passage about the entity |
| reversed | an answer stands in every passage named; the clue fits no other passage |
| comparison | two passages or more are named, and the compared value stands in each |
| counting | the answer is a number; the counted value stands in each passage named, the number need not |
| unanswerable | no passage about the entity states the attribute, as text or in `meta["facts"]` |

The *compared* or *counted* value is `meta["facts"][attribute]` of the passage, where it has one;
the *clue* is every other fact of the passage whose value the question tells.
Not handled: an answer in other words than its aliases; a question that a person would find ambiguous.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from helpers.data import Collection, Passage, Question
from helpers.metrics import normalise

PLAIN_KINDS = ("lookup", "other words", "identifier")
NUMBER_WORDS = frozenset(
    "none zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand".split()
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a rule is broken.

    >>> print(Fault("ids", "q7", "found no answer; expected one; add it"))
    [ids] q7: found no answer; expected one; add it
    """

    rule: str
    place: str
    message: str

    def __str__(self) -> str:
        """Return the fault on one line."""
        return f"[{self.rule}] {self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Library:
    """The passages of a collection, with their texts made comparable once."""

    passages: Mapping[str, Passage]
    by_entity: Mapping[str, list[Passage]]
    _texts: Mapping[str, str] = field(repr=False)

    def holds(self, id: str, value: str) -> bool:
        """Say whether a value stands in a passage.

        Args:
            id: a passage's id.
            value: words, in any spelling that `normalise` makes alike.
        """
        return f" {normalise(value)} " in self._texts[id]

    def holds_any(self, id: str, values: tuple[str, ...]) -> bool:
        """Say whether one of several values stands in a passage.

        Args:
            id: a passage's id.
            values: an answer and its aliases.
        """
        return any(self.holds(id, value) for value in values)

    def fact(self, id: str, attribute: str) -> str:
        """Return what a passage's meta data state about an attribute; "" if nothing.

        Args:
            id: a passage's id.
            attribute: such as "fixed_version".
        """
        return str(facts(self.passages[id]).get(attribute, ""))


def facts(passage: Passage) -> Mapping[str, Any]:
    """Return the facts in a passage's meta data; an empty mapping if there are none.

    Args:
        passage: any passage.

    >>> facts(Passage("A-1", "Fog until noon.", meta={"facts": {"lifts": "noon"}}))
    mappingproxy({'lifts': 'noon'})
    """
    found = passage.meta.get("facts", {})
    return found if isinstance(found, Mapping) else {}


def library(collection: Collection) -> Library:
    """Return the passages made ready for the rules.

    Args:
        collection: any collection.

    >>> library(Collection("fog", (Passage("A-1", "The ferry waits."),), ())).holds("A-1", "a Ferry!")
    True
    """
    by_entity: dict[str, list[Passage]] = {}
    for passage in collection.passages:
        by_entity.setdefault(str(passage.meta.get("entity", "")), []).append(passage)
    texts = {passage.id: f" {normalise(passage.title + ' . ' + passage.text)} " for passage in collection.passages}
    return Library({passage.id: passage for passage in collection.passages}, by_entity, texts)


def evidence_faults(collection: Collection) -> Iterator[Fault]:
    """Yield every break of the rules above, the questions in their order.

    Args:
        collection: any collection.
    """
    shelf = library(collection)
    yield from _false_facts(shelf)
    for question in collection.questions:
        rules = {"reversed": _reversed, "comparison": _comparison, "counting": _counting, "unanswerable": _unanswerable}
        yield from rules.get(question.kind, _plain)(question, shelf)


def _false_facts(shelf: Library) -> Iterator[Fault]:
    """Yield the facts in meta data that the text does not state: rules and lessons rely on them."""
    for passage in shelf.passages.values():
        for attribute, value in facts(passage).items():
            if isinstance(value, str) and not shelf.holds(passage.id, value):
                message = f"found {attribute} {value!r} in meta, not in the text; expected both alike; mend one"
                yield Fault("facts", passage.id, message)


def _plain(question: Question, shelf: Library) -> Iterator[Fault]:
    yield from _unsupported(question, shelf)
    for passage in _unnamed(question, shelf):
        if shelf.holds_any(passage.id, question.answers):
            message = (
                f"found an answer of {list(question.answers)} also in {passage.id}; expected it in the named only; "
            )
            yield Fault("distractor", question.id, message + f"name {passage.id} too, or mend the text")


def _reversed(question: Question, shelf: Library) -> Iterator[Fault]:
    yield from _unsupported(question, shelf)
    clues = {clue for id in question.passages for clue in _clues(question, shelf.passages[id])}
    for id, passage in shelf.passages.items():
        if clues and id not in question.passages and clues <= set(facts(passage).items()):
            message = f"found the clue {dict(clues)} also in {id}; expected it to fit the named only; "
            yield Fault("clue", question.id, message + f"name {id} too, or mend the text")


def _clues(question: Question, passage: Passage) -> set[tuple[str, str]]:
    """Return the facts of a passage whose value the question tells, the answer's own aside."""
    asked = f" {normalise(question.text)} "
    told = {(name, str(value)) for name, value in facts(passage).items() if f" {normalise(str(value))} " in asked}
    return {(name, value) for name, value in told if name != question.attribute and value not in question.answers}


def _comparison(question: Question, shelf: Library) -> Iterator[Fault]:
    if len(question.passages) < 2:
        message = f"found {len(question.passages)} passage to compare; expected two or more; name them"
        yield Fault("comparison", question.id, message)
    yield from _missing_values(question, shelf)


def _counting(question: Question, shelf: Library) -> Iterator[Fault]:
    if not any(answer.isdigit() or normalise(answer) in NUMBER_WORDS for answer in question.answers):
        message = f"found the answers {list(question.answers)}; expected a number among them; add it"
        yield Fault("counting", question.id, message)
    yield from _missing_values(question, shelf)


def _unanswerable(question: Question, shelf: Library) -> Iterator[Fault]:
    for passage in shelf.by_entity.get(question.entity, []) if question.entity else []:
        stated = shelf.fact(passage.id, question.attribute)
        if stated:
            message = f"found {question.attribute} {stated!r} in {passage.id}; expected none; make it answerable"
            yield Fault("unanswerable", question.id, message)


def _unsupported(question: Question, shelf: Library) -> Iterator[Fault]:
    for id in question.passages:
        if not shelf.holds_any(id, question.answers):
            message = f"found none of {list(question.answers)} in {id}; expected one there; mend answer or passage"
            yield Fault("answer", question.id, message)


def _missing_values(question: Question, shelf: Library) -> Iterator[Fault]:
    for id in question.passages:
        value = shelf.fact(id, question.attribute)
        if value and not shelf.holds(id, value):
            message = f"found no {question.attribute} {value!r} in {id}; expected the compared value there; mend it"
            yield Fault(question.kind, question.id, message)


def _unnamed(question: Question, shelf: Library) -> list[Passage]:
    """Return the passages about a question's entity that it does not name."""
    about = shelf.by_entity.get(question.entity, []) if question.entity else []
    return [passage for passage in about if passage.id not in question.passages]
