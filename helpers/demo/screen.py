"""The terminal as the demonstration uses it: lines of at most 78 letters, and bars only where somebody watches."""

from __future__ import annotations

import contextlib
import sys
import textwrap
from collections.abc import Callable, Iterator

from tqdm import tqdm

WIDTH = 78
INDENT = "        "


class Screen:
    """Where the demonstration writes; plain text, without colour.

    >>> Screen().step(1, 2, "From memory")
    <BLANKLINE>
    1 of 2  From memory
    """

    @property
    def is_watched(self) -> bool:
        """Whether a person is likely to watch, and a line may move."""
        return sys.stdout.isatty()

    def say(self, text: str = "") -> None:
        """Write a paragraph, broken at spaces."""
        self._write(textwrap.fill(text, WIDTH))

    def below(self, text: str) -> None:
        """Write a paragraph that belongs to the step above it."""
        self._write(textwrap.fill(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT))

    def step(self, number: int, of: int, title: str) -> None:
        """Write the heading of a step."""
        self._write("\n" + textwrap.fill(f"{number} of {of}  {title}", WIDTH, subsequent_indent=INDENT))

    def as_it_is(self, text: str) -> None:
        """Write lines that are laid out already."""
        self._write(text)

    @contextlib.contextmanager
    def bar(self, total: int) -> Iterator[Callable[[int], object]]:
        """Show how many of the questions are answered; give what is to be told of each few."""
        with tqdm(total=total, disable=not self.is_watched, file=sys.stdout, leave=False, unit="answer") as bar:
            yield bar.update

    @contextlib.contextmanager
    def bars_of_others(self) -> Iterator[None]:
        """Let bars that go to the standard error go where everything else goes."""
        with contextlib.redirect_stderr(sys.stdout):
            yield

    def _write(self, text: str) -> None:
        """Write at once, so that a line stands before the work it announces."""
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
