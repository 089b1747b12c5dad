"""What of a lesson's prose goes onto a slide, and its HTML.

A lesson has one sentence a line, so that it can be cut without being understood: the first sentences after a heading or
a result, whatever introduces a term (it is bold), formulas, tables and lists.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt

from helpers.slides.formulas import FormulaError, mathml

THINK, LIMITS, CLOSE = "**Think about it.**", "**What this does not show.**", "Three questions to close with."
AFTER_HEADING, AFTER_RESULT, ALL = 4, 3, 99
ASIDES = ("(", "From here on", "Run each cell")
"""What is said by the way, or of the notebook."""
LONGEST_ITEM = 110
_DETAILS = re.compile(r"<details>.*?</details>", re.DOTALL)
_MATH = re.compile(r"\$\$(.+?)\$\$|(?<!\\)\$([^$\n]+)\$", re.DOTALL)
_HELD = "\ue000{}\ue001"
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\([^)]*\)")
_HEADING = re.compile(r"^(#{1,6})[ ]+(.+?)[ ]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a prose cell: its heading ("" for none), the heading's level (0 for none), and what stands below."""

    title: str
    level: int
    body: str


def parts(text: str) -> list[Part]:
    r"""Return the pieces of a prose cell, cut before each heading.

    >>> [(part.title, part.body) for part in parts("Read it.\n\n## Rare words\n\nIf only.")]
    [('', 'Read it.'), ('Rare words', 'If only.')]
    """
    text = _DETAILS.sub("", text)
    places = [match.start() for match in _HEADING.finditer(text)]
    cut = [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]
    return [_part(piece) for piece in cut if piece.strip()]


def _part(piece: str) -> Part:
    """Return a piece with its heading taken off."""
    found = _HEADING.match(piece)
    if found is None:
        return Part("", 0, piece.strip())
    return Part(found[2], len(found[1]), piece[found.end() :].strip())


def paragraphs(body: str) -> list[str]:
    r"""Return the paragraphs of a text: what blank lines set apart.

    >>> paragraphs("One.\nTwo.\n\n- three")
    ['One.\nTwo.', '- three']
    """
    return [one.strip() for one in re.split(r"\n\s*\n", body) if one.strip()]


def is_plain(paragraph: str) -> bool:
    """Tell whether a paragraph holds sentences, and no list, table, formula or fence.

    >>> is_plain("Read it aloud."), is_plain("- one")
    (True, False)
    """
    return not re.match(r"[-*|>`]\s|\d+\.\s|\||\$\$|```", paragraph)


def chosen(body: str, *, most: int) -> list[str]:
    r"""Return the paragraphs that go onto a slide, shortened.

    Args:
        body: prose below a heading or a result, without what folds away.
        most: how many sentences of its first paragraph are kept; `ALL` for all of every paragraph.

    >>> chosen("It falls.\nIt flattens.\nIt ends.\n\n(By the way.)\n\nThis is **idf**.", most=2)
    ['It falls.\nIt flattens.', 'This is **idf**.']
    """
    kept: list[str] = []
    for paragraph in paragraphs(body):
        if not is_plain(paragraph):
            kept.append(_shorter_list(paragraph))
        elif not paragraph.startswith(ASIDES):
            kept += _sentences(paragraph, most)
            most = most if most == ALL else 0
    return kept


def _sentences(paragraph: str, most: int) -> Iterator[str]:
    """Yield the first sentences of a paragraph, those with a term, and one that leads on to a formula or a result."""
    lines = paragraph.split("\n")
    wanted = [
        line
        for place, line in enumerate(lines)
        if place < most or re.search(r"\*\*[^*]+\*\*", line) or (place == len(lines) - 1 and line.endswith(":"))
    ]
    if wanted:
        yield "\n".join(wanted)


def _shorter_list(paragraph: str) -> str:
    """Return a list with each long item cut after its first sentence; all else as it is."""
    if not re.match(r"[-*]\s|\d+\.\s", paragraph):
        return paragraph
    return "\n".join(_shorter_item(line) for line in paragraph.split("\n"))


def _shorter_item(line: str) -> str:
    """Return an item of a list, cut after its first sentence if it is long."""
    return line[:2] + re.sub(r"(?<=[.?!*])\s.*", "", line[2:]) if len(line) > LONGEST_ITEM else line


def rendered(paragraphs: Sequence[str]) -> str:
    r"""Return paragraphs as HTML; formulas become MathML, and links their words, as a slide leads nowhere.

    >>> rendered(["At [lesson 00](00.ipynb), *b* is $b$."])
    '<p>At lesson 00, <em>b</em> is <math><mrow><mi>b</mi></mrow></math>.</p>\n'
    """
    formulas: list[str] = []

    def held(match: re.Match[str]) -> str:
        formulas.append(_formula(match[1] or match[2], block=bool(match[1])))
        return _HELD.format(len(formulas) - 1)

    text = _LINK.sub(r"\1", _MATH.sub(held, "\n\n".join(paragraphs)))
    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(text).replace("<th>", '<th scope="col">')
    for place, formula in enumerate(formulas):
        made = made.replace(_HELD.format(place), formula)
    return str(made)


def _formula(tex: str, *, block: bool) -> str:
    """Return a formula as MathML, or as it is written if it is not understood."""
    try:
        return mathml(tex, block=block)
    except FormulaError:
        return f"<code>{html.escape(tex)}</code>"


def plain(text: str) -> str:
    r"""Return a text without marks: for a title, or the words that stand for a picture.

    >>> plain("The **term** `k1`, of\n$n$ words")
    'The term k1, of n words'
    """
    return " ".join(re.sub(r"\*\*|(?<!\w)\*|\*(?!\w)|`|\$", "", _LINK.sub(r"\1", text)).split())
