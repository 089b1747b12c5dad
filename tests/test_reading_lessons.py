"""Lessons in reading: the right passage is there, the others do not help, and no product is in two worlds."""

from __future__ import annotations

import pytest

from helpers import reading_lessons
from helpers.measure import reading_skill


def test_the_right_passage_is_there_and_states_the_answer() -> None:
    """With and without others, at places that change."""
    places = set()
    for task in reading_lessons.tasks(seed=3, count=30, others=(0, 1, 2)):
        ids = [one.id for one in task.passages]
        place = ids.index(task.question.passages[0])
        places.add((len(ids), place))
        assert task.question.answers[0].casefold() in task.passages[place].text.casefold()
    assert len(places) == 6


def test_distractors_do_not_state_the_answer() -> None:
    """Nobody is taught to read off the wrong page."""
    for task in reading_lessons.tasks(seed=4, count=20, split="heldout", others=(2,)):
        wrong = [one for one in task.passages if one.id not in task.question.passages]
        assert len(wrong) == 2
        assert not any(task.question.answers[0] in one.text for one in wrong)


def test_the_prompt_ends_with_question_and_request() -> None:
    """Passages first, then what is asked."""
    task = reading_lessons.tasks(seed=5, count=1)[0]
    assert task.prompt.endswith(f"{task.question.text}\nAnswer in a few words.")
    assert task.pair.prompt == task.prompt and task.right(task.pair.answer)


def test_taught_and_asked_worlds_share_no_product() -> None:
    """What is asked about was never taught, nor does it stand in a passage that was."""
    asked = {task.question.entity for test in reading_skill.TESTS for task in reading_skill.asked(test)}
    for taught in reading_skill.TAUGHT:
        for seed in reading_skill.SEEDS:
            seen = {one.meta["entity"] for task in reading_skill.lessons(taught, seed) for one in task.passages}
            assert not asked & seen


@pytest.mark.parametrize("wrong", [{"count": 0}, {"count": 3, "others": ()}, {"count": 3, "others": (-1,)}])
def test_senseless_numbers_are_told(wrong: dict[str, object]) -> None:
    """A lesson of nothing is none."""
    with pytest.raises(ValueError, match=r"^found count="):
        reading_lessons.tasks(seed=1, **wrong)
