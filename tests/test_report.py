"""The report holds what was predicted, measured and advised, stays when a new one is written, and stands alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers import claims, place, report, store
from helpers.advisor import Situation, advise, known
from helpers.cases import cases
from helpers.claims import Prediction

MINE = {"C12": Prediction("depends", 90), "C3": Prediction("disagree", 60)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that does not exist yet."""
    return tmp_path / "mine" / "deep"


def test_both_files_hold_everything(folder: Path) -> None:
    """Every claim with its prediction, every case with its advice, the pictures and what is not covered."""
    written = report.write(MINE, folder=folder)
    assert [path.suffix for path in written.files] == [".md", ".html"]
    for path in written.files:
        text = re.sub(r"\\(.)", r"\1", path.read_text("utf-8"))
        for part in (*(claim.id for claim in claims.claims()), "depends, 90 % sure", "disagree, 60 % sure"):
            assert part in text
        for case in cases().values():
            assert case.title in text
            assert advise(case.situation).heading().split(": ")[0] in text
            assert case.not_covered[0][:30] in text
        assert text.count("data:image/png;base64,") == 2
    html = written.files[1].read_text("utf-8")
    assert '<html lang="en">' in html
    assert html.count("<img ") == html.count('alt="Share right') + html.count('alt="Seconds')


def test_numbers_are_those_of_the_records(folder: Path) -> None:
    """The pictures' words name every share that was measured."""
    html = report.write({}, folder=folder).files[1].read_text("utf-8")
    for name, one in known().items():
        if one.right:
            assert f"{name} {one.right.interval!r}" in html


def test_a_job_of_ones_own_goes_in(folder: Path) -> None:
    """Under its own title."""
    job = advise(Situation(40, 1, 50, 10))
    assert "My lighthouse" in report.write({}, {"My lighthouse": job}, folder).files[0].read_text("utf-8")


def test_a_former_report_is_kept(folder: Path) -> None:
    """Whatever it holds, under a name by the date; an equal one is not kept twice."""
    first = report.write({}, folder=folder)
    assert first.kept == ()
    assert report.write({}, folder=folder).kept == ()
    first.files[0].write_text("my own notes", "utf-8")
    second = report.write(MINE, folder=folder)
    assert [path.suffix for path in second.kept] == [".md", ".html"]
    assert second.kept[0].read_text("utf-8") == "my own notes"
    assert "your former one is kept" in repr(second).lower()
    first.files[0].write_text("more notes", "utf-8")
    third = report.write(MINE, folder=folder)
    assert third.kept[0].read_text("utf-8") == "more notes"
    assert second.kept[0].read_text("utf-8") == "my own notes"


def test_it_goes_to_the_learners_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """And says so without naming a folder of the machine; where files are forgotten, it says that, too."""
    written = report.write({})
    assert written.files[0].parent == store.user_folder()
    assert "COURSE_HOME" in repr(written)
    assert str(store.user_folder()) not in repr(written)
    monkeypatch.setattr(place, "here", lambda: place.BINDER)
    assert "Binder forgets files" in repr(written)


def test_an_unwritable_folder_leaves_the_former_report(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk's error is passed on, and nothing is lost."""
    first = report.write({}, folder=folder)
    before = first.files[0].read_bytes()

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write_atomically", full)
    with pytest.raises(OSError, match="No space left"):
        report.write(MINE, folder=folder)
    assert first.files[0].read_bytes() == before
