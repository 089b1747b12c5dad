"""Cut a document into passages whose ids lead back: "letters/fog.md, Winter, part 2" or "report.pdf, pages 3-4".

A chunk never crosses a heading. It may run over from one page of a PDF to the next, as sentences do.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from helpers.chunks import Chunk, ChunkConfig, split
from helpers.collection import Passage
from helpers.documents.parts import Document, Part, one_line

# Scripts that put no space between words: a sign counts as a word, with the punctuation after it.
_SIGN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SYLLABLES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# What has no space for so long (an address, a picture in letters) is no word either.
LONGEST_WORD = 60
BLOCK = 1_000_000
_WORD_END = re.compile(
    rf"[{_SIGN}][^\w\s]*(?=[^\W\s])|[{_SYLLABLES}]{{6}}(?=\S)|[^\s{_SIGN}{_SYLLABLES}]{{{LONGEST_WORD}}}(?=\S)"
)
_EMPTY_LINE = re.compile(r"\s*\n\s*\n\s*")


def passages(document: Document, file: str, config: ChunkConfig) -> list[Passage]:
    """Return a document as passages; their ids are unique within it but for a heading that imitates one.

    The meta data of each: `file`, `words`, and where there are such `heading`, `page` and `last_page`.

    Args:
        document: what was read.
        file: how the file is called in ids.
        config: how to cut.

    >>> tea = Document((Part("Fog at noon.", ("Tea", "Weather")),), title="Pier")
    >>> [(one.id, one.title) for one in passages(tea, "a.md", ChunkConfig())]
    [('a.md, Weather', 'Pier > Tea > Weather')]
    """
    counted: Counter[str] = Counter()
    found = []
    for part in document.parts:
        for chunk in cut(part.text, config):
            passage = _passage(part, chunk, file, document.title)
            counted[passage.id] += 1
            number = counted[passage.id]
            found.append(passage if number == 1 else replace(passage, id=f"{passage.id}, part {number}"))
    return found


def _passage(part: Part, chunk: Chunk, file: str, title: str) -> Passage:
    """Return a chunk as a passage, not yet told from others of the same place."""
    first, last = part.pages(chunk.start, chunk.end)
    heading = part.headings[-1] if part.headings else ""
    place = {"heading": heading} if heading else {"page": first, "last_page": last} if first else {}
    pages = f", page {first}" if first == last else f", pages {first}-{last}"
    label = f", {heading}" if heading else pages if first else ""
    # A document that calls itself like its only main heading need not say it twice.
    path = [title or one_line(file), *(one for one in part.headings if one != title)]
    return Passage(
        f"{file}{label}", _in_lines(chunk.text), " > ".join(path), {"file": file, "words": chunk.words, **place}
    )


def _in_lines(text: str) -> str:
    """Return a text with each paragraph on one line: models that read end an answer with its line."""
    return "\n".join(" ".join(paragraph.split()) for paragraph in _EMPTY_LINE.split(text))


def cut(text: str, config: ChunkConfig) -> list[Chunk]:
    """Cut a text into chunks; in scripts without spaces between words each sign counts as a word.

    A very long text is cut block by block, which keeps the memory small; no chunk reaches over the end of a block.

    >>> [chunk.text for chunk in cut("霧は正午に晴れます。", ChunkConfig(size=5, overlap=0))]
    ['霧は正午に', '晴れます。']
    """
    return [
        Chunk(text[begin + chunk.start : begin + chunk.end], begin + chunk.start, begin + chunk.end, chunk.words)
        for begin, end in _blocks(text)
        for chunk in _cut_block(text[begin:end], config)
    ]


def words_in(text: str) -> int:
    """Return how many words a text has, counted as `cut` counts them.

    >>> words_in("Fog until noon."), words_in("霧は正午。")
    (3, 4)
    """
    return len(_WORD_END.sub(r"\g<0> ", text).split())


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the blocks of a text start and end: at the last line end that fits, or at the last space."""
    start = 0
    while len(text) - start > BLOCK:
        full = start + BLOCK
        end = max(text.rfind("\n", start + BLOCK // 2, full), text.rfind(" ", full - BLOCK // 8, full)) + 1 or full
        yield start, end
        start = end
    yield start, len(text)


def _cut_block(text: str, config: ChunkConfig) -> Iterator[Chunk]:
    """Yield the chunks of a text: cut with a space after each word that has none, and put back in their place."""
    ends = [match.end() for match in _WORD_END.finditer(text)]
    edges = [0, *ends, len(text)]
    spaced = " ".join(text[start:end] for start, end in itertools.pairwise(edges)) if ends else text
    added = [end + number for number, end in enumerate(ends)]
    for chunk in split(spaced, config):
        start, end = (place - bisect_right(added, place - 1) for place in (chunk.start, chunk.end))
        yield Chunk(text[start:end], start, end, chunk.words)
