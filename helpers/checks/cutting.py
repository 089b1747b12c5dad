"""The check of lesson 03 that cuts: windows of words with an overlap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from helpers.checks.fault import Fault, shown
from helpers.checks.watch import Watched
from helpers.chunks import ChunkConfig, split


def windows(words: Sequence[str], size: int, overlap: int) -> list[list[str]]:
    """Return windows of words, each repeating the last of the one before, until the last word is in one.

    >>> windows(list("abcde"), 3, 1)
    [['a', 'b', 'c'], ['c', 'd', 'e']]
    """
    chunks = split(" ".join(words), ChunkConfig(size, overlap, whole_sentences=False))
    return [chunk.text.split() for chunk in chunks]


def _stepped(words: Sequence[str], size: int, step: int, end: int) -> list[list[str]]:
    """Return windows that begin at 0, step, 2 step, … below an end."""
    return [list(words[start : start + size]) for start in range(0, end, step)]


WORDS = "one two three four five six seven eight nine ten".split()
Case = tuple[list[str], int, int]
OVERLAPPING: tuple[Case, ...] = (
    *((WORDS, size, overlap) for size, overlap in ((4, 1), (4, 2), (3, 2))),
    (WORDS[:3], 5, 2),
    (WORDS[:5], 5, 1),
)
CASES: tuple[Case, ...] = (*OVERLAPPING, (WORDS, 4, 0), ([], 4, 1))

Cutter = Callable[[Sequence[str], int, int], list[list[str]]]
CUT: tuple[tuple[Cutter, str], ...] = (
    (lambda words, size, overlap: _stepped(words, size, size, len(words)),
     "Yours repeats nothing. Where does the next window begin, if it repeats `overlap` words?"),
    (lambda words, size, overlap: _stepped(words, size, size - overlap, len(words)),
     "The last window of yours repeats words and brings no new one. When is the whole text already covered?"),
    (lambda words, size, overlap: _stepped(words, size, size - overlap, len(words) - size + 1),
     "Yours keeps full windows only. What becomes of the words at the end?"),
    (lambda words, size, overlap: _stepped(words, size + overlap, size, len(words)),
     "Yours adds the overlap to the size, so its windows are too large. How far apart may they begin?"),
    (lambda words, size, overlap: _stepped(words, size, 1, len(words)),
     "Yours begins a window at every word. How far apart should they begin?"),
    (lambda words, size, overlap: _stepped(words, size, max(overlap, 1), len(words)),
     "Yours moves on by the overlap. How many words of a window are *new*, if `overlap` of them are repeated?"),
    (lambda words, size, overlap: _stepped(words, size + 1, size - overlap, len(words) - overlap),
     "Each window of yours holds a word too many. How many items does `words[a:b]` hold?"),
    (lambda words, size, overlap: _stepped(words, size, size - overlap + 1, len(words) - overlap),
     "Yours moves on a word too far, and repeats one too few. How far apart are the beginnings?"),
    (lambda words, size, overlap: windows(words, size, overlap)[:-1],
     "The last window is lost. Is it added before your loop ends?"),
)  # fmt: skip


def examine_windows(cut: Watched) -> None:
    """Raise a fault for the first text that is not cut as it should be.

    >>> examine_windows(windows)
    """
    # A function that trips over an overlap of zero may have another fault, which is told first.
    for cases in (OVERLAPPING, CASES):
        _agree(cut, cases)


def _agree(cut: Watched, cases: Sequence[Case]) -> None:
    """Raise a fault for the first case that is not cut as it should be."""
    given = [_listed(cut(list(words), size, overlap)) for words, size, overlap in cases]
    wanted = [windows(*case) for case in cases]
    wrong = [place for place, pair in enumerate(zip(given, wanted, strict=True)) if pair[0] != pair[1]]
    if wrong:
        words, size, overlap = cases[wrong[0]]
        ask = "Where does each window begin, where does it end, and when is the last word in one?"
        says = next((says for wrong_one, says in CUT if [wrong_one(*case) for case in cases] == given), ask)
        told = f"For {len(words)} words, size {size} and overlap {overlap}"
        made, right = (shown([len(window) for window in one[wrong[0]]]) for one in (given, wanted))
        raise Fault(f"{told} your windows hold {made} words, expected {right}. {says}")


def _listed(value: Any) -> list[list[str]]:  # noqa: ANN401 - whatever the learner returned
    """Return windows as lists of words."""
    values = list(value) if isinstance(value, Sequence | np.ndarray) and not isinstance(value, str) else [value]
    if any(isinstance(one, str) or not isinstance(one, Sequence | np.ndarray) for one in values):
        raise Fault(
            f"Yours returns {shown(value)}, where a list of windows is expected, each of them a list of words. "
            "What is one window, and what holds them all?"
        )
    return [list(window) for window in values]
