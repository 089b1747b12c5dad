"""The overview counts what was done, lesson by lesson; forgetting takes one lesson out and loses nothing."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from helpers import cli, contents, forgetting, overview, progress, quiz
from helpers.events import Event
from helpers.progress import FILE, Progress

PASSED, FAILED = {"passed": True}, {"passed": False}
NOON = "2034-02-01T12:00:00.000+00:00"


def event(kind: str, name: str, value: dict[str, object], lesson: str = "01") -> Event:
    """Return an event of one day."""
    return Event(NOON, lesson, kind, name, value)


def of(number: str, *events: Event) -> overview.Done:
    """Return what was done in a lesson."""
    return overview.done(contents.find(number), events)


def everything(number: str) -> list[Event]:
    """Return events that finish a lesson."""
    checks = [event("check", name, PASSED, number) for name in overview.exercises_of(number)]
    answers = [event("quiz", name, {"choice": "A", "right": False}, number) for name in overview.questions_of(number)]
    return checks + answers


def test_every_lesson_has_exercises_and_questions() -> None:
    """The counts come from the checks and quizzes there are, for every lesson in the contents."""
    for number in contents.lessons():
        assert overview.exercises_of(number)
        assert len(overview.questions_of(number)) == len(quiz.load(number))


def test_nothing_done() -> None:
    """A new learner sees every lesson, nothing begun, and is sent to the first."""
    told = repr(overview.overview())
    assert all(lesson.title in told for lesson in contents.lessons().values())
    assert "0 of the 12 claims" in told
    assert "Next: lesson 00" in told


def test_counts_of_one_lesson() -> None:
    """Each column counts its own kind; the latest of a name wins; foreign names count nowhere."""
    first, second = overview.questions_of("01")[:2]
    found = of(
        "01",
        event("prediction", "again", {"choice": "a", "sure": None}),
        event("prediction", "again", {"choice": "b", "sure": None}),
        event("check", "idf", PASSED),
        event("check", "postings", PASSED),
        event("check", "postings", FAILED),
        event("check", "no-such-exercise", PASSED),
        event("quiz", first, {"choice": "A", "right": True}),
        event("quiz", second, {"choice": "A", "right": False}),
        event("prediction", "wedding", {"choice": "a", "sure": None}, "02"),
    )
    all_exercises = len(overview.exercises_of("01"))
    assert found.predictions == 1
    assert [name for name, passed in found.exercises.items() if passed] == ["idf"]
    left_open = len(overview.questions_of("01")) - 2
    assert found.row()[3:] == ("1", f"1 of {all_exercises}", f"1 of 2 right, {left_open} open")
    assert "postings" in found.left() and "idf" not in found.left()
    assert found.begun == datetime(2034, 2, 1, 12, tzinfo=UTC).astimezone().date().isoformat()


def test_exercise_counts_wherever_it_was_solved() -> None:
    """A check in a scratch notebook, or after a lesson was started in another one, belongs to its own lesson."""
    solved = event("check", "idf", PASSED, lesson="")
    assert of("01", solved).exercises["idf"]
    assert not of("00", solved).begun


def test_what_is_next() -> None:
    """On where work was last, if it is not finished; else the first that is not finished; else all is done."""

    def after(*events: Event) -> str:
        all_done = [overview.done(lesson, events) for lesson in contents.lessons().values()]
        return overview.what_next(all_done, overview.last_lesson(events))

    assert "Next: lesson 02" in after(event("prediction", "wedding", {"choice": "a", "sure": None}, "02"))
    assert "Next: lesson 00" in after(*everything("02"))
    assert "Next: lesson 01" in after(*everything("00"))
    done = [one for number in contents.lessons() for one in everything(number)]
    assert after(*done) == "Every lesson is finished."
    assert "exercise idf left" in after(*(one for one in done if one.name != "idf"))


def test_command_shows_the_overview(capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints the same words as the card."""
    progress.here().record("check", "idf", PASSED)
    assert cli.main(["progress"]) == 0
    assert capsys.readouterr().out == f"{overview.overview()!r}\n"


def test_forgetting_takes_one_lesson_out(tmp_path: Path) -> None:
    """What belongs to others stays, byte for byte, damaged lines too; a copy of everything stays beside it."""
    log = Progress(tmp_path)
    for number, name in (("00", "with-passage"), ("01", "idf"), ("", "saturation")):
        log.lesson = number
        log.record("check", name, PASSED)
    with log.path.open("ab") as file:
        file.write(b'{"damaged": \xff\n')
    before = log.path.read_bytes()
    lines = before.split(b"\n")
    count, copy = forgetting.forget(log.path, ["01"])
    assert count == 2
    assert log.path.read_bytes() == b"\n".join([lines[0], *lines[3:]])
    assert copy is not None and copy.read_bytes() == before
    assert (
        stat.S_IMODE(log.path.stat().st_mode) == stat.S_IMODE(copy.stat().st_mode) == progress.RIGHTS or os.name == "nt"
    )


def test_copies_are_never_overwritten(tmp_path: Path) -> None:
    """Several times on one day keep several copies; where there is nothing to forget there is none."""
    log = Progress(tmp_path)
    log.lesson = "00"
    for _ in range(3):
        log.record("prediction", "C1", {"choice": "agree", "sure": 80})
        assert forgetting.forget(log.path, ["00"])[0] == 1
    assert forgetting.forget(log.path, ["00"]) == (0, None)
    assert len(list(tmp_path.glob("progress-before-*.jsonl"))) == 3


def test_held_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program holds the file, nothing is forgotten, and it is said why."""
    monkeypatch.setattr(forgetting, "LOCK_SECONDS", 0.1)
    log = Progress(tmp_path)
    log.record("check", "idf", PASSED)
    before = log.path.read_bytes()
    with (
        FileLock(f"{log.path}.lock"),
        pytest.raises(forgetting.ForgettingError, match=r"another program holds it.*do: close all notebooks"),
    ):
        forgetting.forget(log.path, ["01"])
    assert log.path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob("*.jsonl")) == [FILE]


@pytest.mark.parametrize("word", ["99", "x"])
def test_unknown_lesson_is_told(capsys: pytest.CaptureFixture[str], word: str) -> None:
    """A lesson that is not there is answered in a sentence."""
    assert cli.main(["forget", word]) == 1
    assert capsys.readouterr().err.startswith(f"found the lesson '{word}'; expected one that exists")
