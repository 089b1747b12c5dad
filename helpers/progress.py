"""The progress file: a log to which lines are only ever added, so that nothing a learner did can be overwritten.

One line is one event (a prediction, a check, a quiz answer); the latest of a name wins. The log survives restarts,
a power cut in the middle of a line, two notebooks at once, and foreign or damaged lines: these are skipped, left where
they are, and copied aside once. If the disk cannot be written to, events are kept in memory and written when it can.
It never leaves the learner's computer.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from helpers import store
from helpers.events import Event, Value, parse

FILE = "progress.jsonl"
ASIDE = "progress-unreadable.jsonl"
LOCK_SECONDS = 2.0
RIGHTS = 0o600


class Progress:
    """The log of one learner, kept in one folder.

    Args:
        folder: where the log is kept; it is made when the first event is recorded.
        clock: tells the time.

    >>> import tempfile
    >>> progress = Progress(Path(tempfile.mkdtemp()))
    >>> progress.record("check", "with-passage", {"passed": True})
    True
    >>> progress.latest("check", "with-passage").value
    {'passed': True}
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Touch nothing yet."""
        self.path = folder / FILE
        self.lesson = ""
        self._clock = clock
        self._unsaved: list[Event] = []
        self._notes: list[str] = []
        self._told = False

    def record(self, kind: str, name: str, value: Value) -> bool:
        """Add an event of the current lesson; return whether it is safe on disk.

        Raises:
            ValueError: if the event is not as documented in `Event`.
        """
        now = self._clock().isoformat(timespec="milliseconds")
        self._unsaved.append(Event(now, self.lesson, kind, name, value))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with _locked(self.path):
                _append(self.path, b"".join(event.line() for event in self._unsaved))
        except OSError as error:
            self._tell_that_disk_fails(error)
            return False
        self._unsaved.clear()
        return True

    def latest(self, kind: str, name: str, lesson: str | None = None) -> Event | None:
        """Return the last event of this kind and name (and lesson, if given), or None."""
        found = (event for event in reversed(self.events()) if (event.kind, event.name) == (kind, name))
        return next((event for event in found if lesson in (None, event.lesson)), None)

    def events(self) -> list[Event]:
        """Return all events, oldest first; those not yet on disk come last."""
        lines = self._lines()
        events = [parse(line) for line in lines]
        good = [event for event in events if event is not None]
        if len(good) < len(lines):
            self._put_aside([line for line, event in zip(lines, events, strict=True) if event is None], len(good))
        return good + self._unsaved

    def take_notes(self) -> tuple[str, ...]:
        """Return what the learner should be told about the file; each note is given once."""
        notes, self._notes = tuple(self._notes), []
        return notes

    def _lines(self) -> list[bytes]:
        """Return the lines of the log that are not blank; none if it cannot be read."""
        try:
            if not self.path.exists():
                return []
            with _locked(self.path):
                return [line for line in self.path.read_bytes().split(b"\n") if line.strip()]
        except OSError as error:
            self._tell_that_disk_fails(error)
            return []

    def _put_aside(self, damaged: list[bytes], good: int) -> None:
        """Copy damaged lines that are new into a file beside the log, and say so once."""
        aside = self.path.with_name(ASIDE)
        try:
            known = set(aside.read_bytes().split(b"\n")) if aside.exists() else set()
            fresh = [line for line in damaged if line not in known]
            _append(aside, b"".join(line + b"\n" for line in fresh))
        except OSError as error:
            return self._tell_that_disk_fails(error)
        if fresh:
            self._notes.append(
                f"{len(fresh)} damaged or foreign line(s) in your progress file were skipped; all {good} others count. "
                f"The damaged ones are saved aside in {ASIDE}."
            )
        return None

    def _tell_that_disk_fails(self, error: OSError) -> None:
        """Note, the first time, that the disk does not take what is recorded."""
        if not self._told:
            reason = error.strerror or type(error).__name__
            self._notes.append(
                f"Your progress cannot be written to disk just now ({reason}): it is kept in memory "
                "until you close this notebook, and everything else works as usual."
            )
        self._told = True


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the log for oneself; go on without the lock where locks do not work, since appending is safe anyway."""
    lock = FileLock(f"{path}.lock", timeout=LOCK_SECONDS)
    with contextlib.suppress(OSError, Timeout, NotImplementedError):
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _append(path: Path, data: bytes) -> None:
    """Add whole lines to a file; a half line left by a power cut is ended first, so that it swallows nothing."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), RIGHTS)
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - 1, 0))
        if file.read(1) not in (b"", b"\n"):
            data = b"\n" + data
        while data:
            data = data[file.write(data) :]
        _sync(file.fileno())


def _sync(descriptor: int) -> None:
    """Have the disk take what was written, where the file system knows how to; a full disk may say so only now."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise


@functools.lru_cache(maxsize=8)
def _progress_in(folder: Path) -> Progress:
    """Return the one log of a folder, so that every part of a notebook shares its notes and its lesson."""
    return Progress(folder)


def here() -> Progress:
    """Return the log of this learner, in the course's user folder.

    >>> here() is here()
    True
    """
    return _progress_in(store.user_folder())
