"""Show on one line what is being done, since when, and how long it usually takes."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


def say(text: str) -> None:
    """Write a line at once, so that it stands before whatever a started program writes."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def on_terminal() -> bool:
    """Return whether a person is likely to watch, and a line may move."""
    return sys.stdout.isatty()


def minutes(seconds: float) -> str:
    """Return a duration in minutes and seconds.

    >>> minutes(83)
    '1:23'
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


@dataclass
class Showing:
    """One line: what is being done, since when, how long it usually takes. On a terminal it moves."""

    task: str
    usual: str
    live: bool = False
    began: float = field(default_factory=time.monotonic)
    minutes_told: int = 0

    def tick(self, detail: str = "") -> None:
        """Show that time passes; without a terminal only once a minute."""
        passed = time.monotonic() - self.began
        if self.live:
            sign = "|/-\\"[int(passed * 4) % 4]
            self._replace(f"{sign} {self.task}  {minutes(passed)}  (usually {self.usual})  {detail}")
        elif passed >= 60 * (self.minutes_told + 1):
            self.minutes_told += 1
            say(f"  still {self.task}: {minutes(passed)}")

    def end(self, done: bool) -> None:
        """Leave a plain line if the work is done, none if it failed: then a sentence follows."""
        if self.live:
            self._replace("")
            sys.stdout.write("\r")
        if done:
            say(f"  done: {self.task} ({minutes(time.monotonic() - self.began)})")

    def _replace(self, line: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        sys.stdout.write("\r" + line[:width].ljust(width))
        sys.stdout.flush()


@contextmanager
def showing(task: str, usual: str) -> Iterator[Showing]:
    """Show a piece of work while it is done.

    Args:
        task: what is done, as in "installing the course".
        usual: how long it usually takes, as in "2 to 4 minutes".
    """
    shown = Showing(task, usual, on_terminal())
    if not shown.live:
        say(f"{task} (usually {usual})")
    done = False
    try:
        yield shown
        done = True
    finally:
        shown.end(done)
