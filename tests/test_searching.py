"""What a search finds is told by ids, and judged question by question."""

import pytest

from helpers.bm25 import BM25
from helpers.data import Collection, Passage, Question
from helpers.searching import firsts, found, recalls, texts

FOG = Passage("A", "Fog until noon.", "Monday")
TEA = Passage("B", "Tea at noon.")
QUESTIONS = (
    Question("q1", "When is there fog?", ("noon",), ("A",)),
    Question("q2", "What happens at noon?", ("tea",), ("B", "A")),
    Question("q3", "Whale?", ("no",), ("A",)),
)
HARBOUR = Collection("harbour", (FOG, TEA), QUESTIONS)


def test_title_and_text_are_searched() -> None:
    """A title is searched with its text; where there is none, no mark is left of it."""
    assert texts(HARBOUR) == ["Monday. Fog until noon.", "Tea at noon."]


def test_ids_come_best_first() -> None:
    """Each question gets a list of ids, an empty one if nothing fits."""
    assert found(BM25(texts(HARBOUR)), HARBOUR, QUESTIONS) == [["A"], ["B", "A"], []]
    assert found(BM25(texts(HARBOUR)), HARBOUR, QUESTIONS, k=1) == [["A"], ["B"], []]


def test_each_question_is_judged() -> None:
    """Recall counts all right passages, and nothing found is nothing right."""
    index = BM25(texts(HARBOUR))
    assert recalls(index, HARBOUR, QUESTIONS) == [1, 1, 0]
    assert recalls(index, HARBOUR, QUESTIONS, k=1) == [1, 0.5, 0]
    assert firsts(index, HARBOUR, QUESTIONS) == [True, True, False]


def test_a_question_without_right_passages_cannot_be_judged() -> None:
    """It is an error, not a zero."""
    with pytest.raises(ValueError, match="nothing relevant"):
        recalls(BM25(texts(HARBOUR)), HARBOUR, [Question("q4", "fog", kind="unanswerable")])
