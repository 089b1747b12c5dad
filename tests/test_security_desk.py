"""The desk asks what it says it asks, and hands out one library under each of its searches."""

from __future__ import annotations

import random

import pytest

from helpers import security_desk
from helpers.completion import Completer
from helpers.models import Generator
from helpers.security_desk import Desk
from helpers.styles import FEW_SHOT, ZERO_SHOT


@pytest.fixture(scope="module")
def desk() -> Desk:
    """Open the desk; no model is loaded."""
    return Desk()


def test_questions_are_about_versions_and_splits_are_kept_apart(desk: Desk) -> None:
    """Training questions have answers; held-out ones include some without; no phrasing is in both."""
    training, heldout = desk.training(), desk.heldout()
    assert {asked.attribute for asked in (*training, *heldout)} == {security_desk.ATTRIBUTE}
    assert {asked.split for asked in training} == {"train"}
    assert {asked.split for asked in heldout} == {"heldout"}
    assert all(asked.answers for asked in training)
    assert not {asked.text for asked in training} & {asked.text for asked in heldout}
    assert set(desk.unanswerable("heldout")) < set(heldout)


def test_other_questions_are_of_other_kinds(desk: Desk) -> None:
    """They are drawn anew with the same seed alike, and none of them asks for a version."""
    drawn = desk.other_questions(20, random.Random(1))
    assert drawn == desk.other_questions(20, random.Random(1))
    assert security_desk.ATTRIBUTE not in {asked.attribute for asked in drawn}
    assert all(len(desk.right_hits(asked)) == 1 for asked in drawn)


def test_made_up_examples_stand_in_no_collection(desk: Desk) -> None:
    """No passage of the library names a product of the worked examples, so the examples give nothing away."""
    library = " ".join(passage.text for passage in desk.collection.passages)
    for example in FEW_SHOT.examples:
        product = next(word for word in example.question.rstrip("?").split() if word[0].isupper() and len(word) > 7)
        assert product not in library
        assert example.answer.lower() in example.passage.text.lower()


@pytest.mark.slow
def test_examples_are_completed_and_questions_are_chatted(desk: Desk, generator: Generator) -> None:
    """The reader goes with the wording, and every search hands out the same passages."""
    own = Desk(generator)
    assert isinstance(own.rag(style=FEW_SHOT).reader, Completer)
    assert own.rag(style=ZERO_SHOT).reader is generator
    assert all(own.library(search).passages == desk.collection.passages for search in security_desk.SEARCHES)
    with pytest.raises(ValueError, match="expected one of bm25, minilm, hybrid"):
        own.library("smell")
