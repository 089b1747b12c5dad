"""The exam of lesson 07 is the same every time, holds all kinds, and nothing of it may be learned."""

from __future__ import annotations

from collections import Counter

import pytest

from helpers import fair_exam, fairness
from helpers.bench import guards


def test_the_exam_is_as_large_as_was_said() -> None:
    """So many of each kind, all held out, none twice; at least 250, 150 of them lookups, 40 without an answer."""
    questions = fair_exam.questions()
    assert Counter(one.kind for one in questions) == dict(fair_exam.LARGE)
    assert len({one.id for one in questions}) == len(questions) >= 250
    assert {one.split for one in questions} == {"heldout"}
    assert fair_exam.LARGE["lookup"] >= 150 and fair_exam.LARGE["unanswerable"] >= 40
    assert set(fair_exam.LARGE) == {one.kind for one in fair_exam.collection().questions}


def test_the_small_exam_is_a_part_of_the_large_one() -> None:
    """Sixty questions of all kinds, each in the large exam."""
    assert Counter(one.kind for one in fair_exam.few_questions()) == dict(fair_exam.SMALL)
    assert set(fair_exam.few_questions()) < set(fair_exam.questions())
    assert len(fair_exam.few_questions()) == 60


@pytest.mark.slow
def test_every_fact_may_be_learned_and_no_question_of_the_exam() -> None:
    """All 208 facts in three phrasings; no exam question among them, nor its turn of phrase."""
    pairs = fair_exam.all_facts()
    assert len(pairs) == 3 * 208
    assert guards.not_trained_on(fair_exam.questions(), pairs) == []
    assert guards.not_trained_on(fair_exam.few_questions(), fair_exam.few_facts()) == []


def test_the_few_facts_are_those_that_the_small_exam_asks_for() -> None:
    """A part of all facts, each in all its phrasings, and every lookup of the small exam can be learned from them."""
    few = fair_exam.few_facts()
    assert set(few) < set(fair_exam.all_facts())
    answers = {pair.answer for pair in few}
    assert all(one.answers[0] in answers for one in fair_exam.few_questions() if one.kind == "lookup")
    groups = {one.group for one in fair_exam.few_questions()}
    taught = {one.group for one in fair_exam.collection().split("train") if one.kind == "lookup"}
    assert len(few) == 3 * len(groups & taught)


def test_the_cheat_sheet_is_the_exam() -> None:
    """The guard finds all of it, and cleaning leaves nothing."""
    sheet = fair_exam.few_answers()
    assert "52 of 60" in guards.not_trained_on(fair_exam.few_questions(), sheet)[0]
    exam = [one.text for one in fair_exam.few_questions()]
    assert fairness.without_tested([(pair.prompt, pair.answer) for pair in sheet], exam) == []


def test_another_seed_is_another_exam_and_the_kinds_do_not_depend_on_each_other() -> None:
    """The draw of one kind stays if another kind is left out."""
    held = fair_exam.collection().split("heldout")
    one, other = (fair_exam.draw(held, {"lookup": 20}, seed) for seed in (1, 2))
    assert one != other
    more = fair_exam.draw(held, {"lookup": 20, "reversed": 5}, 1)
    assert tuple(asked for asked in more if asked.kind == "lookup") == one


def test_more_than_there_are_is_refused() -> None:
    """A clear sentence in place of a smaller exam."""
    with pytest.raises(ValueError, match=r"^found 29 questions of the kind 'reversed'; expected 30"):
        fair_exam.draw(fair_exam.collection().split("heldout"), {"reversed": 30})
