"""Cut a long text into chunks: overlapping windows of words that end, where they can, at the end of a sentence.

A search returns whole chunks, so their size decides how much is read for one answer. The overlap is there for what
stands at a border: cut apart in one chunk, it is whole in the next.
Not handled: scripts written without spaces (a run of Chinese characters is one word here), and abbreviations: "Mr."
looks like the end of a sentence, which moves a border but loses nothing.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers.rankings import checked_texts

_WORD = re.compile(r"\S+")
_LAST_OF_SENTENCE = re.compile(r"[.!?…。][\"'’”»)\]]*$")
_BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class ChunkConfig:
    """How to cut.

    Args:
        size: words in a chunk, at most.
        overlap: words that a chunk repeats from the end of the one before.
        whole_sentences: whether a chunk may end early, by up to half its size, so that it ends with a sentence.

    Raises:
        ValueError: if size is below 1, or overlap below 0 or not below size; or one of them is no whole number.

    >>> ChunkConfig(size=20, overlap=20)
    Traceback (most recent call last):
    ValueError: found size=20, overlap=20; expected whole numbers, 0 <= overlap < size; do choose a smaller overlap
    """

    size: int = 80
    overlap: int = 20
    whole_sentences: bool = True

    def __post_init__(self) -> None:
        """Refuse sizes with which the cutting would never end."""
        whole = all(isinstance(number, int) and not isinstance(number, bool) for number in (self.size, self.overlap))
        if not whole or not 0 <= self.overlap < self.size:
            found = f"size={self.size!r}, overlap={self.overlap!r}"
            advice = "choose a smaller overlap" if whole and 0 < self.size <= self.overlap else "correct them"
            raise ValueError(f"found {found}; expected whole numbers, 0 <= overlap < size; do {advice}")


STANDARD = ChunkConfig()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a text, and where it stands there: ``text == whole[start:end]``.

    Args:
        text: the piece, from its first word to its last, with the spaces between as they were.
        start: the place of its first character.
        end: the place after its last character.
        words: how many words it holds.
    """

    text: str
    start: int
    end: int
    words: int


def split(text: str, config: ChunkConfig = STANDARD) -> list[Chunk]:
    """Cut a text into chunks, in order.

    Every word is in a chunk. Each chunk but the first begins exactly `overlap` words before the end of the one before.

    Args:
        text: any text; without a word in it there are no chunks.
        config: how to cut.

    Raises:
        ValueError: if it is not text.

    >>> story = "Fog fell. The ferry stayed in port. Nobody minded much."
    >>> [chunk.text for chunk in split(story, ChunkConfig(size=8, overlap=0))]
    ['Fog fell. The ferry stayed in port.', 'Nobody minded much.']
    >>> [chunk.text for chunk in split(story, ChunkConfig(size=6, overlap=2, whole_sentences=False))]
    ['Fog fell. The ferry stayed in', 'stayed in port. Nobody minded much.']
    """
    words = _words(*checked_texts([text]))
    ends = _sentence_ends(text, words) if config.whole_sentences else []
    return [_chunk(text, words[first:last]) for first, last in _windows(len(words), ends, config)]


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text starts and ends, in characters.

    Raises:
        ValueError: if it is not text.

    >>> sentences("Fog fell. Nobody minded.")
    [(0, 9), (10, 24)]
    """
    words = _words(*checked_texts([text]))
    ends = [0, *_sentence_ends(text, words)]
    return [(words[first][0], words[last - 1][1]) for first, last in itertools.pairwise(ends)]


def _words(text: str) -> list[tuple[int, int]]:
    """Return where each word starts and ends."""
    return [match.span() for match in _WORD.finditer(text)]


def _sentence_ends(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """Return after how many words a sentence ends, rising; the last is the number of words."""
    ends = []
    for count, ((start, end), (following, _)) in enumerate(itertools.pairwise(words), 1):
        stop = _LAST_OF_SENTENCE.search(text[start:end]) and not text[following].islower()
        if stop or _BLANK_LINE.search(text, end, following):
            ends.append(count)
    return [*ends, len(words)] if words else []


def _windows(total: int, ends: Sequence[int], config: ChunkConfig) -> Iterator[tuple[int, int]]:
    """Yield the first word of each chunk and the one after its last."""
    first, last = 0, 0
    while last < total:
        last = _last(first, total, ends, config)
        yield first, last
        first = last - config.overlap


def _last(first: int, total: int, ends: Sequence[int], config: ChunkConfig) -> int:
    """Return where a chunk ends: after the last whole sentence in its second half, else when it is full."""
    full = first + config.size
    if full >= total:
        return total
    place = bisect.bisect_right(ends, full) - 1
    least = first + max(config.overlap, config.size // 2)
    return ends[place] if place >= 0 and ends[place] > least else full


def _chunk(text: str, words: Sequence[tuple[int, int]]) -> Chunk:
    """Return the chunk that these words make."""
    start, end = words[0][0], words[-1][1]
    return Chunk(text[start:end], start, end, len(words))
