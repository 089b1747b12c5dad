"""Read HTML and Markdown: text without tags, cut at its headings. Markdown is first turned into HTML.

What a browser would not show as text is left out: scripts, styles, menus, hidden elements, comments.
Not handled: what a script would put on the page, and what a style sheet would hide.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from helpers.documents.parts import Document, Part, one_line

LEFT_OUT = frozenset("script style template noscript nav iframe object canvas svg button select title".split())
# These have no end tag, so nothing can be within them.
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# These are often left open, and end where their like begins.
OFTEN_OPEN = frozenset("body dd dt head html li option p tbody td tfoot th thead tr".split())
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "header hr html li main ol p pre section summary table tbody tfoot thead tr ul".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Marks within the text; Python counts all of them as space, so none can come from the text itself.
BLOCK, LINE, HEADING, BODY = "\x1e", "\x1f", "\x1d", "\x1c"
_HEADED = re.compile(f"{HEADING}([1-6])([^{HEADING}{BODY}]*)(?:{BODY}|(?={HEADING})|$)")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE)


def html(text: str) -> Document:
    """Return the text of a page, one part a heading.

    Args:
        text: HTML, well formed or not.

    >>> html("<title>Pier</title><script>x</script><p>Fog.<h2>Tea &amp; cake</h2>At noon.").parts
    (Part(text='Fog.', headings=(), starts=()), Part(text='At noon.', headings=('Tea & cake',), starts=()))
    """
    try:
        page = _Page(text)
    except AssertionError:
        # Python's parser gives up at a declaration that it does not know; as plain text it does no harm.
        page = _Page(text.replace("<![", "&lt;!["))
    return Document(tuple(_parts("".join(page.marked))), one_line("".join(page.title)))


def markdown(text: str) -> Document:
    r"""Return the text of a Markdown file, one part a heading; a title in its front matter is kept.

    Args:
        text: Markdown with plain line ends.

    >>> markdown("---\ntitle: Pier\n---\n# Tea\nAt *noon*.\n\n```\n# no heading\n```").parts
    (Part(text='At noon.\n\n# no heading', headings=('Tea',), starts=()),)
    """
    front = _FRONT_MATTER.match(text)
    document = html(_markdown().render(text[front.end() :] if front else text))
    title = _TITLE.search(front[1]) if front else None
    return Document(document.parts, one_line(title[1]) if title else "")


@functools.cache
def _markdown() -> MarkdownIt:
    """Return the one reader of Markdown."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


class _Page(HTMLParser):
    """The text between the tags, with marks for blocks, lines and headings."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.marked: list[str] = []
        self.title: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._depth: Counter[str] = Counter()
        self._left_out = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Mark where an element begins, and note whether what is in it is left out."""
        known = dict(attrs)
        if tag in VOID:
            return self._mark(LINE if tag == "br" else _flat(f" {known.get('alt') or ''} ") if tag == "img" else "")
        self._mark(f"{HEADING}{tag[1]}" if tag in HEADINGS else _edge(tag))
        left_out = tag in LEFT_OUT or "hidden" in known or known.get("aria-hidden") == "true"
        if left_out or tag not in OFTEN_OPEN:
            self._open.append((tag, left_out))
            self._depth[tag] += 1
            self._left_out += left_out
        return None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<p/>` for an empty element, as XHTML has it."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those within it that were never closed; a stray end tag closes nothing."""
        name = tag if not self._depth[tag] else ""
        while name != tag:
            name, left_out = self._open.pop()
            self._depth[name] -= 1
            self._left_out -= left_out
        self._mark(BODY if tag in HEADINGS else _edge(tag))

    def handle_data(self, data: str) -> None:
        """Keep text, unless it is left out."""
        if self._depth["title"] and not self.title:
            self.title.append(data)
        lines = data.split("\n") if self._depth["pre"] else [data]
        self._mark(LINE.join(_flat(line) for line in lines))

    def unknown_decl(self, data: str) -> None:
        """Keep what stands in a CDATA section."""
        if data.startswith("CDATA["):
            self._mark(_flat(data.removeprefix("CDATA[")))

    def _mark(self, text: str) -> None:
        """Add text or a mark."""
        if not self._left_out:
            self.marked.append(text)


def _flat(text: str) -> str:
    """Return text with single spaces."""
    return re.sub(r"\s+", " ", text)


def _edge(tag: str) -> str:
    """Return what stands at both ends of an element: cells of a table must not run together."""
    return BLOCK if tag in BLOCKS else " " if tag in ("td", "th") else ""


def _parts(marked: str) -> Iterator[Part]:
    """Yield a part for each heading; one without text of its own is left to the deeper headings below it."""
    before, *headed = _HEADED.split(marked)
    if text := _spaced(before):
        yield Part(text)
    path: list[tuple[int, str]] = []
    levels = [int(level) for level in headed[::3]]
    for place, (heading, body) in enumerate(zip(headed[1::3], headed[2::3], strict=True)):
        whole, text = _spaced(heading), _spaced(body)
        path = [*(one for one in path if one[0] < levels[place]), (levels[place], one_line(whole))]
        deeper = levels[place + 1 : place + 2] > [levels[place]]
        # Text in a heading that never ends, or is no heading at all, is text.
        if one_line(whole) != " ".join(whole.split()) or (not text and whole and not deeper):
            text = f"{whole}\n\n{text}".strip()
        if text:
            yield Part(text, tuple(name for _, name in path if name))


def _spaced(marked: str) -> str:
    """Return text with an empty line between blocks in place of marks."""
    text = re.sub(rf"[^\S{BLOCK}{LINE}]+", " ", marked)
    text = re.sub(rf"\s*{BLOCK}\s*", "\n\n", text)
    return re.sub(rf" ?{LINE}[ {LINE}]*", "\n", text).strip()
