"""The progress file loses nothing: restarts, damage, a kill while writing, a full disk, two writers at once."""

import errno
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import progress
from helpers.events import Event
from helpers.progress import ASIDE, FILE, Progress

PASSED = {"passed": True}
WRITER = """
import sys
from pathlib import Path
from helpers.progress import Progress
log = Progress(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    assert log.record("check", f"{sys.argv[2]}-{number}", {"passed": True})
"""
ENDLESS_WRITER = WRITER.replace("range(int(sys.argv[3]))", "__import__('itertools').count()")


def test_what_was_recorded_is_there_after_a_restart(tmp_path: Path) -> None:
    """A new object on the same folder reads the events back, with lesson and time."""
    log = Progress(tmp_path / "deep" / "down", clock=lambda: datetime(2034, 2, 1, tzinfo=UTC))
    log.lesson = "00"
    assert log.record("prediction", "C1", {"choice": "agree", "sure": 80})
    event = Event("2034-02-01T00:00:00.000+00:00", "00", "prediction", "C1", {"choice": "agree", "sure": 80})
    assert Progress(tmp_path / "deep" / "down").events() == [event]


def test_the_latest_wins_and_the_earlier_stay(tmp_path: Path) -> None:
    """A second event of a name is the one returned; the log keeps both; another lesson's is told apart."""
    log = Progress(tmp_path)
    for passed in (False, True):
        log.record("check", "idf", {"passed": passed})
    log.lesson = "01"
    log.record("check", "idf", {"passed": False})
    assert log.latest("check", "idf", "").value == PASSED
    assert log.latest("check", "idf").value == {"passed": False}
    assert len(log.events()) == 3


def test_reading_makes_no_folder(tmp_path: Path) -> None:
    """Somebody who only looks leaves nothing behind."""
    assert Progress(tmp_path / "new").events() == []
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=60, deadline=None)
@given(garbage=st.lists(st.binary(max_size=60), max_size=4), cut=st.integers(0, 60))
def test_damage_swallows_no_neighbour(garbage: list[bytes], cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever bytes stand between them, and wherever the last line is cut, whole events are read and none is lost."""
    log = Progress(tmp_path_factory.mktemp("log"))
    log.record("check", "first", PASSED)
    half = Event("now", "00", "check", "half", PASSED).line()[:cut]
    with log.path.open("ab") as file:
        file.write(b"\n".join([*garbage, half]))
    log.record("check", "last", PASSED)
    names = [event.name for event in log.events()]
    assert (names[0], names[-1]) == ("first", "last")


def test_damage_is_told_once_and_kept(tmp_path: Path) -> None:
    """Foreign lines stay in the log, are copied aside, and are spoken of once, also after a restart."""
    foreign = b'{"kind": "of another course"}\n\x00\xff\xfe broken\n'
    (tmp_path / FILE).write_bytes(foreign)
    log = Progress(tmp_path)
    log.record("check", "idf", PASSED)
    log.events()
    (note,) = log.take_notes()
    assert note.startswith("2 damaged or foreign line(s)") and "all 1 others count" in note
    assert (tmp_path / FILE).read_bytes().startswith(foreign)
    assert (tmp_path / ASIDE).read_bytes() == foreign
    for again in (log, Progress(tmp_path)):
        again.events()
        assert again.take_notes() == ()


def test_a_disk_that_fails_costs_nothing_but_permanence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """While the disk is full events are kept and told of once; when it is not they are written, in their order."""

    def full(*_: object) -> None:
        """Fail as a full disk does."""
        raise OSError(errno.ENOSPC, "No space left on device")

    log = Progress(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", full)
        assert [log.record("check", name, PASSED) for name in "ab"] == [False, False]
        assert [event.name for event in log.events()] == ["a", "b"]
        (note,) = log.take_notes()
        assert "No space left on device" in note
    assert log.record("check", "c", PASSED)
    assert [event.name for event in Progress(tmp_path).events()] == ["a", "b", "c"]


def test_a_folder_that_cannot_be_made_is_told_of_once(tmp_path: Path) -> None:
    """A file where the folder should be leaves everything in memory, with one sentence."""
    (tmp_path / "file").write_text("in the way")
    log = Progress(tmp_path / "file")
    assert not log.record("check", "a", PASSED)
    assert not log.record("check", "b", PASSED)
    assert len(log.events()) == 2
    assert len(log.take_notes()) == 1


def _start(script: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Start a process of its own that writes into a log."""
    return subprocess.Popen([sys.executable, "-c", script, *map(str, arguments)])


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    """Three writers at the same time: every event of each is there, in its order, and no line is damaged."""
    writers = [_start(WRITER, tmp_path, name, 60) for name in "xyz"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    log = Progress(tmp_path)
    names = [event.name for event in log.events()]
    for writer in "xyz":
        assert [name for name in names if name.startswith(writer)] == [f"{writer}-{number}" for number in range(60)]
    assert log.take_notes() == ()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_a_kill_in_the_middle_of_writing_loses_at_most_that_line(tmp_path: Path) -> None:
    """After three writers were killed at work, the log holds an unbroken run of each, and takes the next event."""
    for name in "xyz":
        writer = _start(ENDLESS_WRITER, tmp_path, name)
        _wait_until_it_writes(tmp_path / FILE, name)
        writer.kill()
        writer.wait(10)
    log = Progress(tmp_path)
    assert log.record("check", "after", PASSED)
    names = [event.name for event in log.events()]
    assert names[-1] == "after"
    for writer in "xyz":
        numbers = [int(name[2:]) for name in names if name.startswith(f"{writer}-")]
        assert numbers == list(range(len(numbers)))


def _wait_until_it_writes(path: Path, name: str) -> None:
    """Wait until a writer's third event is in the log."""
    deadline = time.monotonic() + 30
    while not (path.exists() and f'"{name}-2"'.encode() in path.read_bytes()):
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_a_lock_that_is_never_given_back_is_no_obstacle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where another process holds the lock for ever, the event is added all the same."""
    monkeypatch.setattr(progress, "LOCK_SECONDS", 0.05)
    with progress._locked(tmp_path / FILE):
        assert Progress(tmp_path).record("check", "idf", PASSED)
    assert [event.name for event in Progress(tmp_path).events()] == ["idf"]


def test_the_log_follows_the_course_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`COURSE_HOME` decides where the log is, also when it changes."""
    for name in ("one", "two"):
        monkeypatch.setenv("COURSE_HOME", str(tmp_path / name))
        assert progress.here().path == tmp_path / name / FILE
