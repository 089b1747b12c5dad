"""A page says the same as Markdown and as HTML, needs nothing else, and can be read by everyone."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from helpers.cards import PNG, Picture
from helpers.pages import Grid, Heading, Lines, Page, Paragraph, Shown, marked

NASTY = "<script>alert(1)</script> | *a* _b_ `c` [d](e) # f"
PAGE = Page(
    "Tides & fog",
    (
        Paragraph("Until noon."),
        Heading("Water"),
        Grid("High and low", ("day", "high"), (("Monday", "2 m"), (NASTY, "3 m"))),
        Heading("Wind", 3),
        Lines(("north", NASTY)),
        Shown(Picture(PNG + b"rest", "One line that rises.")),
        Lines(()),
    ),
)


class Seen(HTMLParser):
    """What a browser would see."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of all tags of a name."""
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture
def seen() -> Seen:
    """Return the page as parsed."""
    parser = Seen()
    parser.feed(PAGE.html())
    assert parser.open == []
    return parser


def test_the_page_can_be_read_by_everyone(seen: Seen) -> None:
    """It says its language, has one first heading and no skipped one, headers on tables, words for pictures."""
    assert seen.of("html") == [{"lang": "en"}]
    levels = [int(tag[1]) for tag, _ in seen.tags if tag in {"h1", "h2", "h3"}]
    assert levels == [1, 2, 3]
    assert {attrs.get("scope") for attrs in seen.of("th")} == {"col", "row"}
    assert len(seen.of("caption")) == len(seen.of("table")) == 1
    assert all(attrs["alt"] for attrs in seen.of("img"))
    assert len(seen.of("title")) == 1


def test_the_page_needs_nothing_else(seen: Seen) -> None:
    """No script, no link, no address but those that hold their data."""
    assert not {"script", "link", "iframe"} & {tag for tag, _ in seen.tags}
    sources = [attrs["src"] or "" for attrs in seen.of("img")]
    assert sources and all(source.startswith("data:image/png;base64,") for source in sources)
    assert "http" not in PAGE.html()


def test_markup_is_shown_and_not_obeyed() -> None:
    """Whatever stands in a text stays text, in both forms."""
    assert "<script>" not in PAGE.html()
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(PAGE.markdown())
    assert "<script>" not in rendered
    assert "<em>" not in rendered and "<code>" not in rendered and "<a " not in rendered
    assert rendered.count("<tr>") == 3
    assert marked("a  b\nc") == "a b c"


def test_markdown_says_the_same() -> None:
    """Title, headings, cells, lines and the picture's words."""
    told = PAGE.markdown()
    for part in ("# Tides & fog", "## Water", "### Wind", "| Monday | 2 m |", "- north", "One line that rises."):
        assert part in told
    assert "\n\n\n" not in told
    assert told.endswith("\n")
