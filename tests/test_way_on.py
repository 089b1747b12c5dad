"""What stands at the end of a lesson: the way to the next, and a place for the keyboard to go on to."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from helpers import contents
from helpers.contents import Lesson

ROOT = Path(__file__).resolve().parents[1]
LESSONS = list(contents.lessons().values())


def last_cell(folder: str, lesson: Lesson) -> nbformat.NotebookNode:
    """Return the last cell of a lesson's notebook."""
    return nbformat.read(ROOT / folder / f"{lesson.number}_{lesson.slug}.ipynb", as_version=4).cells[-1]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)
def test_a_lesson_ends_with_words(lesson: Lesson) -> None:
    """After the last cell JupyterLab opens a new one to type in, where arrow up leads into the code, not the quiz."""
    assert {last_cell(folder, lesson).cell_type for folder in ("lessons", "solutions")} == {"markdown"}


@pytest.mark.parametrize(("lesson", "after"), list(pairwise(LESSONS)), ids=lambda lesson: lesson.number)
def test_they_lead_to_the_next_lesson(lesson: Lesson, after: Lesson) -> None:
    """By its question, and by a link that works from both folders."""
    for folder in ("lessons", "solutions"):
        assert f"[{after.title}]({after.number}_{after.slug}.ipynb)" in last_cell(folder, lesson).source
        assert (ROOT / folder / f"{after.number}_{after.slug}.ipynb").is_file()
