"""What was found in one place: a word for how good it is, and the sentence that mends it."""

from __future__ import annotations

import shutil
import textwrap
from dataclasses import dataclass

OK, LOOK, BROKEN = "ok", "look here", "broken"
WORDS = (OK, LOOK, BROKEN)
WIDEST = 110


@dataclass(frozen=True)
class Finding:
    """One line of what the doctor tells.

    Attributes:
        word: "ok", "look here" (the course can be used, but not as well as it might) or "broken" (it cannot).
        topic: what was looked at.
        text: what was found.
        advice: the sentence that mends it; "" if there is nothing to mend.
    """

    word: str
    topic: str
    text: str
    advice: str = ""


def ok(topic: str, text: str) -> Finding:
    """Return a finding with which all is well.

    >>> ok("disk", "80 GB free").word
    'ok'
    """
    return Finding(OK, topic, text)


def lines(finding: Finding, width: int | None = None) -> str:
    """Return a finding as it is printed: the word first, so that it can be searched for and read aloud.

    >>> print(lines(Finding(LOOK, "port", "found 8888 taken.", "do: nothing."), 80))
      look here  port           found 8888 taken.
                                do: nothing.
    """
    head = f"  {finding.word:9}  {finding.topic:13}  "
    width = width or min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)
    wrap = textwrap.TextWrapper(max(width, 60), break_long_words=False, break_on_hyphens=False)
    wrap.subsequent_indent = " " * len(head)
    told = []
    for begin, text in ((head, finding.text), (wrap.subsequent_indent, finding.advice)):
        wrap.initial_indent = begin
        told += wrap.wrap(text)
    return "\n".join(told)
