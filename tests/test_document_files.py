"""One file read: its text comes out as a person would see it, or one line says why it does not."""

from __future__ import annotations

import logging
from pathlib import Path

import made_files
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.documents.encodings import decode
from helpers.documents.markup import html, markdown
from helpers.documents.parts import Document, Unreadable, cleaned, one_line
from helpers.documents.pdf import joined_words, pdf
from helpers.documents.reading import read_file

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
GERMAN = "Die Fähre fährt täglich um zehn. Grüße aus dem Büro, schöne Tage überall."
FRENCH = "Le bateau part à dix heures, après la brume. Où êtes-vous allés cet été?"
CZECH = "Přívoz odjíždí každý den v deset hodin. Mlha se zvedne v poledne, prosíme čekejte."
RUSSIAN = "Паром отходит в десять часов утра каждый день, кроме воскресенья. Туман рассеется к полудню."
TAGS = "<p> <h1> </h1> <h2> <nav> </nav> <pre> </pre> <br> </p> <td> fog & < <! <!-- x".split()
GREEK = "Το πλοίο φεύγει στις δέκα κάθε πρωί. Η ομίχλη διαλύεται το μεσημέρι."  # noqa: RUF001 - Greek
JAPANESE = "フェリーは毎朝十時に出ます。霧は正午に晴れます。"


def texts(document: Document) -> list[str]:
    """Return the texts of a document's parts."""
    return [part.text for part in document.parts]


def refused(path: Path, data: bytes) -> str:
    """Return why a file with these bytes is not read."""
    path.write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        read_file(path, most_mb=1)
    return str(caught.value)


class TestEncodings:
    """Bytes become the letters that were meant."""

    @given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
    def test_what_is_marked_or_utf8_comes_back(self, text: str, encoding: str) -> None:
        """Any text does, without a note."""
        assert decode(text.encode(encoding)) == (cleaned(text), "")

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    def test_utf16_without_a_mark_is_seen(self, encoding: str) -> None:
        """Every other byte is zero in Western text."""
        assert decode(GERMAN.encode(encoding)) == (GERMAN, "")

    @pytest.mark.parametrize(
        ("text", "encoding"),
        [
            (GERMAN, "latin-1"),
            (FRENCH, "cp1252"),
            ("It costs £5 – or “five quid”, she said at the pier.", "cp1252"),
            (CZECH, "cp1250"),
            (RUSSIAN, "cp1251"),
            (GREEK, "cp1253"),
            (JAPANESE, "shift_jis"),
        ],
    )
    def test_old_encodings_are_guessed_aloud(self, text: str, encoding: str) -> None:
        """The letters are right, and a note says that it was a guess."""
        found, note = decode(text.encode(encoding))
        assert found == text
        assert note.startswith("guessed the encoding cp")

    def test_a_declaration_counts_in_html_only(self) -> None:
        """There it spares the guess; a false or unknown one is passed over."""
        page = f'<meta charset="koi8-r"><p>{RUSSIAN}'
        assert decode(page.encode("koi8-r"), declares=True) == (page, "")
        for name in ("no-such", "hex", "ascii"):
            other = f'<meta charset="{name}">{GERMAN}'
            assert decode(other.encode("latin-1"), declares=True)[0] == other

    def test_a_broken_character_does_not_spoil_the_rest(self) -> None:
        """UTF-8 cut within a letter stays UTF-8, with a note."""
        found, note = decode((GERMAN * 3 + "ä").encode()[:-1])
        assert found == GERMAN * 3 + "\ufffd"
        assert note.startswith("found 1 broken characters")

    @given(st.binary(min_size=64))
    def test_any_bytes_are_text_or_refused(self, data: bytes) -> None:
        """Nothing else is raised, and what comes out can be written down."""
        try:
            text, _ = decode(data)
        except Unreadable as error:
            assert "found bytes that are no text" in str(error)
        else:
            assert text.encode("utf-8").decode("utf-8") == text

    @given(st.text())
    def test_cleaned_text_has_plain_lines(self, text: str) -> None:
        """No carriage return, no control character, no half character is left; cleaning again changes nothing."""
        clean = cleaned(text)
        assert cleaned(clean) == clean
        assert all(sign in "\n\t" or sign.isprintable() or ord(sign) > 0x9F for sign in clean)
        assert "\n" not in one_line(text)
        assert len(one_line(text)) <= 80


class TestHtml:
    """A page gives what a reader sees of it."""

    def test_what_a_browser_does_not_show_is_left_out(self) -> None:
        """Scripts, styles, menus, hidden elements, comments and forms' buttons; the rest stays."""
        page = """<!DOCTYPE html><html><head><title> The
        Pier </title><style>p {}</style></head><body><nav><ul><li>Home<li>About</ul></nav>
        <script>var fog = "<p>no</p>";</script><!-- no --><noscript>no</noscript><p hidden>no</p>
        <main><p>Fog until <b>no</b>on.</p><svg><text>no</text></svg><button>no</button></main></body></html>"""
        document = html(page)
        assert (document.title, texts(document)) == ("The Pier", ["Fog until noon."])

    @pytest.mark.parametrize(
        ("page", "expected"),
        [
            ("Fog &amp; rain &lt; 3&nbsp;h &#233; &bogus;", ["Fog & rain < 3 h é &bogus;"]),
            ("<ul><li>tea<li>cake</ul>", ["tea\n\ncake"]),
            ("<table><tr><td>Mon<td>10:00<tr><td>Tue</td><td>11:00</td></table>", ["Mon 10:00\n\nTue 11:00"]),
            ("one<br>two<br/>three", ["one\ntwo\nthree"]),
            ("<pre>a\n  b</pre>c", ["a\nb\n\nc"]),
            ("f<b>o</b>g<img alt='map of the pier'>", ["fog map of the pier"]),
            ("<![CDATA[fog]]><![unknown x <p>rain", ["<![CDATA[fog]]><![unknown x\n\nrain"]),
            ("<p>a</p></p></div></nav>b", ["a\n\nb"]),
            ("<nav>" + "<li>menu" * 500 + "</nav>fog", ["fog"]),
            ("<html><head><title>T</title></head></html>", []),
            ("", []),
        ],
    )
    def test_odd_pages(self, page: str, expected: list[str]) -> None:
        """Entities, missing end tags, stray end tags, unknown declarations, and no body at all."""
        assert texts(html(page)) == expected

    def test_headings_cut_and_name(self) -> None:
        """Each part knows the headings above it; a bare one is left to those below, or is text itself."""
        parts = html("before<h1>A</h1><h2>B</h2>one<h3>C</h3>two<h2>D</h2>three<h1>E</h1>").parts
        assert [(part.headings, part.text) for part in parts] == [
            ((), "before"),
            (("A", "B"), "one"),
            (("A", "B", "C"), "two"),
            (("A", "D"), "three"),
            (("E",), "E"),
        ]

    def test_a_heading_that_never_ends_loses_no_text(self) -> None:
        """What would be too long for a heading is kept as text."""
        assert "word " * 50 + "last" in texts(html("<h1>" + "word " * 50 + "last"))[0]

    def test_deep_nesting_is_read(self) -> None:
        """A page may be nested deeper than Python recurses."""
        assert texts(html("<div><b>" * 20_000 + "fog")) == ["fog"]

    @given(
        st.lists(
            st.sampled_from("<p> <h1> </h1> <h2> <nav> </nav> <pre> </pre> <br> </p> <td> fog & < <! <!-- x".split())
        )
    )
    def test_any_soup_is_read(self, pieces: list[str]) -> None:
        """No order of tags makes it fail, and no mark of ours is left in the text."""
        for part in html(" ".join(pieces)).parts:
            assert part.text == part.text.strip() != ""
            assert not set("\x1c\x1d\x1e\x1f") & set(part.text + "".join(part.headings))

    @given(st.lists(st.text("abc é", min_size=1).filter(str.strip), min_size=1))
    def test_every_word_of_a_page_is_kept_in_order(self, paragraphs: list[str]) -> None:
        """Where nothing is hidden, the words are those of the page."""
        page = "".join(f"<p>{text}</p>" for text in paragraphs)
        assert " ".join(texts(html(page))).split() == " ".join(paragraphs).split()


class TestMarkdown:
    """Markdown gives its text, cut at its headings."""

    def test_both_kinds_of_headings_cut(self) -> None:
        """A `#` within code is none; emphasis, links and tables lose their signs only."""
        text = "Pier\n====\nThe *ferry* [leaves](x.md).\n\n## Tea ##\n```\n# boil\n```\n\n|a|b|\n|-|-|\n|1|2|\n"
        assert [(part.headings, part.text) for part in markdown(text).parts] == [
            (("Pier",), "The ferry leaves."),
            (("Pier", "Tea"), "# boil\n\na b\n\n1 2"),
        ]

    def test_front_matter_is_no_text(self) -> None:
        """Only its title is kept; a line of dashes elsewhere is a line."""
        document = markdown("---\ntitle: 'Pier: a guide'\ntags: [fog]\n---\nFog.\n\n---\n\nRain.")
        assert (document.title, texts(document)) == ("Pier: a guide", ["Fog.\n\nRain."])

    def test_a_picture_in_letters_is_left_out(self) -> None:
        """Its description stays."""
        assert texts(markdown(f"![map](data:image/png;base64,{'A' * 5000})")) == ["map"]


class TestPdf:
    """A PDF gives the text of its pages."""

    def test_pages_are_known(self) -> None:
        """Each place in the text leads back to its page."""
        document = pdf(made_files.pdf([["Fog fell."], ["The ferry", "waits."], ["Tea at noon (ask)."]]))
        (part,) = document.parts
        for number, word in enumerate(["Fog", "ferry", "Tea"], 1):
            place = part.text.index(word)
            assert part.pages(place, place + 1) == (number, number)
        assert part.pages(0, len(part.text)) == (1, 3)
        assert document.notes == ()

    def test_broken_words_are_whole_again(self) -> None:
        """But a word that is written with a hyphen elsewhere keeps it, and so does an identifier."""
        assert joined_words(["The light-\nhouse"]) == ["The lighthouse"]
        assert joined_words(["well-\nknown", "as well-known"]) == ["well-known", "as well-known"]
        assert joined_words(["TC-\n0031 and Saltby-\nCove"]) == ["TC-0031 and Saltby-Cove"]
        read = pdf(made_files.pdf([["the har-", "bour mas-", "ter"]])).parts[0].text
        assert "harbour master" in " ".join(read.split())

    def test_a_scan_says_so(self) -> None:
        """Without any text it is refused; with some, a note counts the pages without."""
        with pytest.raises(Unreadable, match=r"found no text on its pages \(2\), perhaps scanned"):
            pdf(made_files.pdf([[], []]))
        assert pdf(made_files.pdf([["Fog."], [], []])).notes == (
            "2 of 3 pages hold no text (empty, pictures or scans) and cannot be searched",
        )

    def test_a_password_locks_unless_it_is_empty(self) -> None:
        """Files that only forbid changes can be read."""
        open_one = made_files.pdf([["Fog until noon."]])
        with pytest.raises(Unreadable, match="found a password"):
            pdf(made_files.locked(open_one, "sesame"))
        assert "Fog until noon." in pdf(made_files.locked(open_one, "")).parts[0].text

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_damage_is_told_never_raised(self, data: st.DataObject) -> None:
        """Cut off, or with bytes changed, it is read or refused; the library's remarks reach nobody."""
        whole = bytearray(made_files.pdf([["Fog until noon."], ["Rain."]]))
        for _ in range(data.draw(st.integers(0, 20))):
            whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
        try:
            pdf(bytes(whole[: data.draw(st.integers(0, len(whole)))]))
        except Unreadable as error:
            assert str(error).startswith("found ")

    def test_the_library_is_quiet_and_its_logger_left_as_it_was(self, caplog: pytest.LogCaptureFixture) -> None:
        """Odd files make it talk; the reader gets our one line instead."""
        before = logging.getLogger("pypdf").disabled
        with pytest.raises(Unreadable):
            pdf(made_files.pdf([["Fog."]])[:300])
        assert caplog.records == []
        assert logging.getLogger("pypdf").disabled == before


class TestFiles:
    """A file is read by its name."""

    def test_each_kind_is_read(self, tmp_path: Path) -> None:
        """Whatever the case of its ending."""
        for name, data in {
            "a.TXT": b"Fog.\r\nRain.",
            "b.Md": b"# A\nFog.",
            "c.HTM": b"<p>Fog.",
            "d.pdf": made_files.pdf([["Fog."]]),
        }.items():
            (tmp_path / name).write_bytes(data)
            document, size = read_file(tmp_path / name, most_mb=1)
            assert "Fog." in texts(document)[0]
            assert size == len(data)

    @pytest.mark.parametrize(
        ("name", "data", "reason"),
        [
            ("a.txt", b"", "found an empty file; expected text; do fill or remove it"),
            ("a.pdf", b"", "found an empty file; expected text; do fill or remove it"),
            ("a.txt", b" \r\n\t\xef\xbb\xbf", "found no text in it; expected some; do fill or remove it"),
            ("a.html", b"<script>x</script>", "found no text in it; expected some; do fill or remove it"),
            ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, "found bytes that are no text"),
            ("a.txt", bytes(range(256)) * 4, "found bytes that are no text"),
            ("a.docx", b"PK", "found '.docx'; expected .txt, .md, .html or .pdf; do save it as one of these"),
            ("README", b"Fog.", "found no ending; expected .txt"),
            ("a.pdf", b"Fog.", "found a damaged PDF; expected a whole one; do open it and save it again"),
            ("a.txt", b"fog " * 300_000, "found 1.14 MB; expected at most 1 MB; do split it, or raise most_mb"),
            ("a.md", b"fog " * 100_000, "found 0.381 MB; expected at most 0.2 MB; do split it, or raise most_mb"),
        ],
    )
    def test_what_cannot_be_read_says_why(self, tmp_path: Path, name: str, data: bytes, reason: str) -> None:
        """In one line."""
        said = refused(tmp_path / name, data)
        assert said.startswith(reason)
        assert "\n" not in said
