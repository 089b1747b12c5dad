"""Lessons are found by what people call them, and whatever does not belong to one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.authoring import lesson_files
from helpers.authoring.lesson_files import BuildError, Files
from helpers.authoring.sources import Finding

NAMES = ("00_how_late", "01_how_far")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Lay out a course of two sources, without notebooks."""
    for files in (Files(tmp_path, name) for name in NAMES):
        files.source.parent.mkdir(exist_ok=True)
        files.source.touch()
    return tmp_path


@pytest.mark.parametrize("name", ["01", "01_how_far", "solutions/01_how_far.py"])
def test_a_lesson_is_found_by_number_name_or_path(root: Path, name: str) -> None:
    """All three ways of asking for a lesson work."""
    assert lesson_files.find(root, [name]) == [Files(root, "01_how_far")]


def test_without_names_all_lessons_are_found_in_order(root: Path) -> None:
    """Whoever asks for none gets them all."""
    assert [files.name for files in lesson_files.find(root)] == list(NAMES)


def test_every_wrong_name_is_told(root: Path) -> None:
    """A source with an odd name and a lesson that is not there are told together, with those there are."""
    (root / "solutions" / "draft.py").touch()
    with pytest.raises(BuildError) as caught:
        lesson_files.find(root, ["07"])
    assert caught.value.messages == [
        "found the source draft.py; expected NN_name.py; do rename it",
        "found no source '07'; expected one of: 00_how_late, 01_how_far, draft; do correct the name",
    ]


@pytest.mark.parametrize("folder", ["lessons", "solutions"])
def test_a_notebook_without_source_is_an_orphan(root: Path, folder: str) -> None:
    """Only the notebook whose source is gone is told."""
    (root / folder).mkdir(exist_ok=True)
    for name in (NAMES[0], "02_gone"):
        (root / folder / f"{name}.ipynb").touch()
    (told,) = lesson_files.orphans(root)
    assert told.startswith(f"{folder}/02_gone.ipynb: found no source; expected solutions/02_gone.py; do ")


def test_findings_are_told_with_file_and_line(root: Path) -> None:
    """An editor can jump to the place that a message names."""
    error = Files(root, NAMES[0]).faulty([Finding(3, "found a; expected b; do c")])
    assert str(error) == "solutions/00_how_late.py:3: found a; expected b; do c"
