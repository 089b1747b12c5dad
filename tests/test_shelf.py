"""Books bound from passages: every passage and every answer stands where the shelf says."""

import pytest

from helpers import data
from helpers.collection import Collection, Passage, Question
from helpers.data import DataError
from helpers.shelf import KINDS, Shelf, shelve


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Return the chronicle as its chroniclers' books."""
    return shelve(data.load("chronicle"))


def entry(id: str, text: str, author: str = "Hob") -> Passage:
    """Return a passage of an author."""
    return Passage(id, text, meta={"author": author})


def test_every_passage_stands_in_its_book(shelf: Shelf) -> None:
    """Cut out again, the text of each place is the passage with its title."""
    chronicle = data.load("chronicle")
    placed = {id: book.text[start:end] for book in shelf.books for id, (start, end) in book.places.items()}
    assert placed == {passage.id: f"{passage.title}. {passage.text}" for passage in chronicle.passages}


def test_every_answer_stands_where_it_is_marked(shelf: Shelf) -> None:
    """Each place holds an answer, within one of the question's own passages."""
    for one in shelf.asked:
        wanted = {answer.casefold() for answer in one.question.answers}
        for span in one.answers:
            book = shelf.books[span.book]
            assert book.text[span.start : span.end].casefold() in wanted
            homes = [book.places[id] for id in one.question.passages if id in book.places]
            assert any(start <= span.start and span.end <= end for start, end in homes)


def test_the_evidence_holds_the_answers(shelf: Shelf) -> None:
    """The words around an answer include the words it touches, and are single words."""
    for one in shelf.asked:
        texts = {shelf.books[word.book].text[word.start : word.end] for word in one.evidence}
        assert all(text and not any(map(str.isspace, text)) for text in texts)
        assert all(
            any(word.start < span.end and span.start < word.end for word in one.evidence) for span in one.answers
        )


def test_only_questions_with_one_place_are_asked(shelf: Shelf) -> None:
    """Comparisons, counts and unanswerable questions are left out; nearly all others are there."""
    plain = [question for question in data.load("chronicle").questions if question.kind in KINDS]
    assert {one.question.kind for one in shelf.asked} == set(KINDS)
    assert len(shelf.asked) > 0.95 * len(plain)


def test_an_answer_is_found_as_whole_words_only() -> None:
    """The 7 of 17 is no 7; in another entry it does not count."""
    fog = Collection(
        "fog", (entry("A-1", "17 ships, 7 late."), entry("A-2", "7 more.")), (Question("q", "?", ("7",), ("A-1",)),)
    )
    assert [(span.start, span.end) for span in shelve(fog).asked[0].answers] == [(10, 11)]


def test_neighbours_of_one_author_make_one_book() -> None:
    """The order of the passages stays; an author who comes back starts a second book."""
    passages = (entry("A-1", "Fog at noon."), entry("A-2", "Sun."), entry("A-3", "Rain.", "Edda"))
    shelf = shelve(Collection("fog", passages, (Question("q", "?", ("noon",), ("A-1",)),)))
    assert [(book.title, book.text) for book in shelf.books] == [("Hob", "Fog at noon.\n\nSun."), ("Edda", "Rain.")]


def test_a_collection_that_cannot_be_bound_says_why() -> None:
    """A passage without an author, and questions without answers, are told."""
    question = Question("q", "?", ("noon",), ("A-1",))
    with pytest.raises(DataError, match="found no 'author' in the meta of A-1"):
        shelve(Collection("fog", (Passage("A-1", "At noon."),), (question,)))
    with pytest.raises(DataError, match="found no answer of 'fog'"):
        shelve(Collection("fog", (entry("A-1", "At night."),), (question,)))
