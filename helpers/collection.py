"""The types that the whole course shares: passage, question, hit, answer, collection."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from helpers.records import EMPTY, DataError, frozen, shown, suggestion


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the library, as a search returns it.

    >>> Passage("A-1", "Fog until noon.", meta={"year": 2034}).meta["year"]
    2034
    """

    id: str
    text: str
    title: str = ""
    meta: Mapping[str, Any] = field(default_factory=lambda: EMPTY, hash=False)

    def __post_init__(self) -> None:
        """Make the meta data read-only."""
        object.__setattr__(self, "meta", frozen(self.meta))


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers and the passages that hold them.

    `answers[0]` is the answer, the rest are aliases; no answers: it cannot be answered from the library.
    `passages` are the ids of *all* passages that hold the answer.
    `group` is the fact asked about: all phrasings of one fact share it.
    `entity` is the unit for bootstrapping, `attribute` the property asked about.

    >>> Question("q1", "When does the fog lift?", ("at noon",), ("A-1",)).kind
    'lookup'
    """

    id: str
    text: str
    answers: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    kind: str = "lookup"
    group: str = ""
    split: str = "test"
    entity: str = ""
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search returned; ranks count from 1.

    >>> Hit(Passage("A-1", "Fog until noon."), score=0.7, rank=1).passage.id
    'A-1'
    """

    passage: Passage
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system said, what it had looked up, its prompt, and the seconds of each stage.

    >>> Answer("at noon").hits
    ()
    """

    text: str
    hits: tuple[Hit, ...] = ()
    prompt: str = ""
    seconds: Mapping[str, float] = field(default_factory=lambda: EMPTY, hash=False)


@dataclass(frozen=True, slots=True)
class Collection:
    """A library with its questions; ids are unique.

    >>> fog = Collection("fog", (Passage("A-1", "Fog until noon."),), (Question("q1", "Until when?", split="dev"),))
    >>> fog
    Collection('fog': 1 passages, 1 questions)
    >>> fog.passage("A-1").text, fog.question("q1").split, len(fog.split("dev"))
    ('Fog until noon.', 'dev', 1)
    """

    name: str
    passages: tuple[Passage, ...]
    questions: tuple[Question, ...]
    notice: str = ""
    _passages: Mapping[str, Passage] = field(init=False, repr=False, compare=False)
    _questions: Mapping[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index both by id.

        Raises:
            DataError: if an id stands twice.
        """
        object.__setattr__(self, "_passages", _by_id(self.passages, f"collection '{self.name}'"))
        object.__setattr__(self, "_questions", _by_id(self.questions, f"collection '{self.name}'"))

    def __repr__(self) -> str:
        """Return the name and the two sizes: the whole would fill the screen."""
        return f"Collection({self.name!r}: {len(self.passages)} passages, {len(self.questions)} questions)"

    def passage(self, id: str) -> Passage:
        """Return the passage with this id.

        Args:
            id: a passage's id.

        Raises:
            DataError: if there is none.
        """
        return _find(self._passages, id, f"a passage of '{self.name}'")

    def question(self, id: str) -> Question:
        """Return the question with this id.

        Args:
            id: a question's id.

        Raises:
            DataError: if there is none.
        """
        return _find(self._questions, id, f"a question of '{self.name}'")

    def split(self, name: str) -> tuple[Question, ...]:
        """Return the questions of one split, in their order.

        Args:
            name: "train" or "heldout"; for the real data "train", "dev" or "test".

        Raises:
            DataError: if no question is in it, since an experiment on nothing shows nothing.
        """
        questions = tuple(question for question in self.questions if question.split == name)
        if not questions:
            there = {question.split for question in self.questions}
            raise DataError(f"found the split {shown(name)}; expected one of '{self.name}'; {suggestion(name, there)}")
        return questions


def _by_id(items: Iterable[Any], place: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in items:
        if item.id in found:
            raise DataError(f"{place}: found the id {shown(item.id)} twice; expected it once; rename one")
        found[item.id] = item
    return found


def _find(items: Mapping[str, Any], id: str, what: str) -> Any:  # noqa: ANN401 - a passage or a question
    if id not in items:
        raise DataError(f"found the id {shown(id)}; expected {what}; {suggestion(id, items)[:200]}")
    return items[id]
