"""Long documents to cut: a collection's passages bound into books, with the place of every answer marked.

A collection of short entries says which entry answers a question. Once the entries are joined and cut anew, that says
nothing about a chunk any more. So each answer is located, letter for letter, within the entries that hold it, and a
chunk counts as relevant if it holds such a place whole.
Not handled: questions whose answer must be put together from several entries (comparisons, counts): no chunk holds
it. And a place counts wherever the answer's words stand in the right entry, though they may mean something else there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from helpers.chunks import sentences
from helpers.collection import Collection, Passage, Question
from helpers.records import DataError

KINDS = ("lookup", "other words", "identifier", "reversed")
BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a book, in characters.

    >>> Span(0, 10, 90).holds(Span(0, 15, 20)), Span(0, 10, 90).holds(Span(1, 15, 20))
    (True, False)
    """

    book: int
    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Tell whether another stretch lies within this one, from its first character to its last."""
        return self.book == other.book and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Book:
    """One long document: its title, its text, and where each passage stands in it (start and end, in characters)."""

    title: str
    text: str
    places: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its evidence.

    Args:
        question: as the collection has it.
        answers: every place where its answer stands.
        evidence: every word, once, of the sentences around these places.
    """

    question: Question
    answers: tuple[Span, ...]
    evidence: frozenset[Span]


@dataclass(frozen=True, slots=True, repr=False)
class Shelf:
    """Books, and the questions that can be answered from one place in them."""

    books: tuple[Book, ...]
    asked: tuple[Asked, ...]

    def __repr__(self) -> str:
        """Return the sizes: the whole would fill the screen."""
        return f"Shelf({len(self.books)} books, {len(self.asked)} questions)"


def shelve(collection: Collection, by: str = "author") -> Shelf:
    """Bind the passages of a collection into books, and mark its answers.

    Args:
        collection: any collection.
        by: the entry of a passage's `meta` that names its book; neighbours of the same name make one book.

    Raises:
        DataError: if a passage does not say to which book it belongs, or no answer is found anywhere.

    >>> fog = Passage("A-1", "Fog fell. It lifted at noon.", "Monday", {"author": "Hob"})
    >>> when = Question("q1", "When did the fog lift?", ("at noon",), ("A-1",))
    >>> shelf = shelve(Collection("fog", (fog,), (when,)))
    >>> shelf.books[0].text, shelf.asked[0].answers
    ('Monday. Fog fell. It lifted at noon.', (Span(book=0, start=28, end=35),))
    """
    for passage in collection.passages:
        if by not in passage.meta:
            raise DataError(f"found no {by!r} in the meta of {passage.id}; expected the name of its book; do add it")
    books = tuple(_bind(title, entries) for title, entries in groupby(collection.passages, lambda one: one.meta[by]))
    asked = tuple(one for question in collection.questions if (one := _asked(question, books)).answers)
    if not asked:
        raise DataError(f"found no answer of '{collection.name}' in its books; expected some; do check its questions")
    return Shelf(books, asked)


def _bind(title: str, passages: Iterable[Passage]) -> Book:
    """Join passages into one text, each under its heading."""
    text, places = "", {}
    for passage in passages:
        entry = f"{passage.title}. {passage.text}" if passage.title else passage.text
        text += BETWEEN if text else ""
        places[passage.id] = (len(text), len(text) + len(entry))
        text += entry
    return Book(title, text, MappingProxyType(places))


def _asked(question: Question, books: Iterable[Book]) -> Asked:
    """Return a question with every place of its answer; none if it is of a kind that has no one place."""
    wanted = question.answers if question.kind in KINDS else ()
    answers, evidence = set[Span](), set[Span]()
    for number, book in enumerate(books):
        for start, end in (book.places[id] for id in question.passages if id in book.places):
            entry = book.text[start:end]
            found = list(_occurrences(entry, wanted))
            answers |= {Span(number, start + first, start + last) for first, last in found}
            evidence |= {Span(number, start + first, start + last) for first, last in _evidence(entry, found)}
    return Asked(question, tuple(sorted(answers, key=lambda one: (one.book, one.start, one.end))), frozenset(evidence))


def _occurrences(text: str, answers: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where an answer stands, as whole words, in any letter case."""
    for answer in answers:
        pattern = rf"(?<!\w){re.escape(answer)}(?!\w)"
        yield from (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))


def _evidence(text: str, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the words of every sentence that an answer touches."""
    around = sentences(text)
    for first, last in found:
        for start, end in around:
            if start < last and first < end:
                yield from ((start + word.start(), start + word.end()) for word in re.finditer(r"\S+", text[start:end]))
