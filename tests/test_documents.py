"""A folder read: everything in it is either in the passages or in one line, and ids lead back to the place."""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

import made_files
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.chunks import ChunkConfig
from helpers.documents import Folder, ReadConfig, read_folder
from helpers.documents.parts import Document, Part
from helpers.documents.passages import BLOCK, cut, passages, words_in
from helpers.records import DataError

SMALL = ReadConfig(ChunkConfig(size=8, overlap=2))
NEEDS_LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes take special rights there")


def filled(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write some files below a folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def ids(folder: Folder) -> list[str]:
    """Return the ids of the passages."""
    return [passage.id for passage in folder.collection.passages]


def lines(folder: Folder) -> list[str]:
    """Return the lines of what was skipped, cut at the first comma or semicolon."""
    return [str(line).split(";")[0].split(",")[0] for line in folder.skipped]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make an empty folder."""
    folder = tmp_path / "letters"
    folder.mkdir()
    return folder


class TestPassages:
    """A document is cut; nothing is lost, and each piece knows its place."""

    def test_ids_lead_back(self, root: Path) -> None:
        """To the file, and the heading or the page; what is cut further is numbered."""
        filled(
            root,
            {
                "b/guide.md": "# Pier\nFog fell.\n## Tea\n" + "Tea at noon, every day. " * 4,
                "a.txt": "One two three four five six seven eight nine ten.",
                "report.pdf": made_files.pdf([["Fog fell on the pier."], ["The ferry came in at ten."], ["Tea."]]),
            },
        )
        assert ids(read_folder(root, SMALL)) == [
            "a.txt",
            "a.txt, part 2",
            "b/guide.md, Pier",
            "b/guide.md, Tea",
            "b/guide.md, Tea, part 2",
            "b/guide.md, Tea, part 3",
            "b/guide.md, Tea, part 4",
            "report.pdf, page 1",
            "report.pdf, pages 1-2",
            "report.pdf, pages 2-3",
        ]

    def test_titles_and_meta_data_tell_the_place(self, root: Path) -> None:
        """A chunk that runs over to the next page names both."""
        filled(root, {"report.pdf": made_files.pdf([["Fog fell on"], ["the pier."]]), "a.html": "<title>A</title>Fog."})
        html, pdf = read_folder(root).collection.passages
        assert (html.title, dict(html.meta)) == ("A", {"file": "a.html", "words": 1})
        assert (pdf.title, pdf.text) == ("report.pdf", "Fog fell on the pier.")
        assert (pdf.id, pdf.meta["page"], pdf.meta["last_page"]) == ("report.pdf, pages 1-2", 1, 2)

    def test_a_heading_is_a_border(self, root: Path) -> None:
        """However short the parts are; the path of headings is searched along as the title."""
        filled(root, {"a.md": "# Pier\n## Tea\nAt noon.\n## Fog\nAt ten."})
        found = read_folder(root).collection.passages
        assert [(one.title, one.text) for one in found] == [
            ("a.md > Pier > Tea", "At noon."),
            ("a.md > Pier > Fog", "At ten."),
        ]

    def test_ids_are_unique_whatever_headings_say(self, root: Path) -> None:
        """The same heading twice, and one that imitates a number."""
        filled(root, {"a.md": "# Fog\none\n# Fog\ntwo\n# Fog, part 2\nthree"})
        found = ids(read_folder(root))
        assert found == ["a.md, Fog", "a.md, Fog, part 2", "a.md, Fog, part 2 (2)"]

    def test_paragraphs_stand_on_a_line_each(self, root: Path) -> None:
        """Windows line ends and hard-wrapped lines are gone: models end an answer with its line."""
        filled(root, {"a.txt": "Fog fell\r\non the pier.\r\n\r\nTea  at\r\nnoon."})
        assert read_folder(root).collection.passages[0].text == "Fog fell on the pier.\nTea at noon."

    @given(st.text("ab .\n霧は。ก", max_size=200), st.integers(1, 9), st.integers(0, 8))
    def test_chunks_stand_where_they_say_and_hold_every_word(self, text: str, size: int, overlap: int) -> None:
        """In scripts without spaces, too."""
        chunks = cut(text, ChunkConfig(size, min(overlap, size - 1)))
        held = set()
        for chunk in chunks:
            assert chunk.text == text[chunk.start : chunk.end]
            assert chunk.words <= size
            held |= set(range(chunk.start, chunk.end))
        assert {place for place, sign in enumerate(text) if not sign.isspace()} <= held

    @given(st.text("ab .霧は。", max_size=200), st.integers(1, 9))
    def test_words_are_counted_as_they_are_cut(self, text: str, size: int) -> None:
        """Without overlap the chunks' words add up."""
        assert sum(chunk.words for chunk in cut(text, ChunkConfig(size, 0))) == words_in(text)

    @given(st.lists(st.tuples(st.sampled_from(["", "Fog", "Tea"]), st.text("ab c", max_size=60)), max_size=6))
    def test_no_document_gives_an_id_twice(self, parts: list[tuple[str, str]]) -> None:
        """Nor a passage without text."""
        document = Document(tuple(Part(text, (heading,) if heading else ()) for heading, text in parts))
        found = passages(document, "a.md", SMALL.chunks)
        assert len({one.id for one in found}) == len(found)
        assert all(one.text.strip() for one in found)

    def test_a_very_long_word_is_cut(self) -> None:
        """A picture in letters would else be one chunk of any size."""
        chunks = cut("x" * 10_000 + " fog", ChunkConfig(size=8, overlap=0))
        assert max(len(chunk.text) for chunk in chunks) <= 8 * 60
        assert chunks[-1].text.endswith("fog")

    def test_a_very_long_text_is_cut_in_blocks(self) -> None:
        """Nothing is lost at their borders."""
        text = "Fog fell on the pier. " * (BLOCK // 10)
        chunks = cut(text, ChunkConfig(size=80, overlap=0))
        assert sum(chunk.words for chunk in chunks) == len(text.split())
        assert all(chunk.text == text[chunk.start : chunk.end] for chunk in chunks[:: len(chunks) // 50])


class TestFolder:
    """Everything in a folder is accounted for."""

    def test_what_is_skipped_has_a_line(self, root: Path) -> None:
        """And the rest is read."""
        filled(
            root,
            {
                "good.txt": "Fog until noon.",
                "copy.md": "Fog until\nnoon.",
                "empty.txt": b"",
                "binary.txt": bytes(range(256)),
                "broken.pdf": b"%PDF-1.4 ...",
                "scan.pdf": made_files.pdf([[], []]),
                "locked.pdf": made_files.locked(made_files.pdf([["Fog."]]), "sesame"),
                "picture.jpg": b"\xff\xd8",
                ".hidden.txt": "Fog.",
                ".git/config.txt": "Fog.",
                "sub/old.txt": "Grüße".encode("latin-1"),
            },
        )
        folder = read_folder(root)
        assert folder.files == ("copy.md", "sub/old.txt")
        assert lines(folder) == [
            ".git: found a hidden name",
            ".hidden.txt: found a hidden name",
            "binary.txt: found bytes that are no text",
            "broken.pdf: found a damaged PDF",
            "empty.txt: found an empty file",
            "good.txt: found the same text as in copy.md",
            "locked.pdf: found a password on it",
            "picture.jpg: found '.jpg'",
            "scan.pdf: found no text on its pages (2)",
        ]
        assert [str(note) for note in folder.notes] == [
            "sub/old.txt: guessed the encoding cp1252; do save it as UTF-8 if letters look wrong"
        ]
        assert repr(folder).splitlines()[0] == "Folder('letters': 2 files, 2 passages, 4 words; 9 skipped)"
        assert len(repr(folder).splitlines()) == 1 + 9 + 1

    def test_an_empty_folder_is_an_empty_library(self, root: Path) -> None:
        """No error, no passage."""
        folder = read_folder(root)
        assert (folder.files, folder.collection.passages, folder.words) == ((), (), 0)

    def test_what_is_no_folder_says_so(self, root: Path) -> None:
        """A name that is not there, an empty name, a file."""
        filled(root, {"a.txt": "Fog."})
        for name in (root / "nowhere", "", " ", "a\0b", "~nobody-of-this-name/letters"):
            with pytest.raises(DataError, match="found no folder"):
                read_folder(name)
        with pytest.raises(DataError, match=r"found the file .*; expected a folder"):
            read_folder(root / "a.txt")

    def test_too_many_files_are_likely_the_wrong_folder(self, root: Path) -> None:
        """Refused before any is read."""
        filled(root, {f"{number}.jpg": "x" for number in range(6)})
        with pytest.raises(DataError, match="found more than 5 files in 'letters'"):
            read_folder(root, ReadConfig(most_files=5))

    def test_a_full_library_skips_the_rest(self, root: Path) -> None:
        """With a line each, so that the memory suffices."""
        filled(root, {f"{number}.txt": f"Fog {number} fell." for number in range(4)})
        folder = read_folder(root, ReadConfig(most_words=6))
        assert folder.files == ("0.txt", "1.txt")
        assert lines(folder) == [f"{name}.txt: found 6 words in the files before" for name in "23"]

    @NEEDS_LINKS
    def test_links_never_lead_astray(self, root: Path) -> None:
        """A link to a folder is a line, one to a file is read, one to itself or to nothing is a line; pipes too."""
        filled(root, {"a.txt": "Fog.", "sub/b.txt": "Rain."})
        (root / "sub" / "loop").symlink_to(root, target_is_directory=True)
        (root / "c.txt").symlink_to(root / "a.txt")
        (root / "d.txt").symlink_to(root / "d.txt")
        (root / "e.txt").symlink_to(root / "nowhere")
        os.mkfifo(root / "f.txt")
        folder = read_folder(root)
        assert folder.files == ("a.txt", "sub/b.txt")
        assert [line.split(" (")[0] for line in lines(folder)] == [
            "c.txt: found the same text as in a.txt",
            "d.txt: found no way to open it",
            "e.txt: found no way to open it",
            "f.txt: found a pipe or a device",
            "sub/loop: found a link to a folder",
        ]

    def test_a_closed_file_or_folder_is_a_line(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The rest is read."""
        filled(root, {"a.txt": "Fog.", "b.txt": "Rain.", "sub/c.txt": "Sun."})
        opened, listed = Path.read_bytes, os.listdir

        def read_bytes(path: Path) -> bytes:
            if path.name == "b.txt":
                raise PermissionError(13, "Permission denied")
            return opened(path)

        def listdir(path: str | Path) -> list[str]:
            if Path(path).name == "sub":
                raise PermissionError(13, "Permission denied")
            return listed(path)

        monkeypatch.setattr(Path, "read_bytes", read_bytes)
        monkeypatch.setattr(os, "listdir", listdir)
        folder = read_folder(root)
        assert folder.files == ("a.txt",)
        assert lines(folder) == [
            "b.txt: found no way to open it (Permission denied)",
            "sub: found no way into it (Permission denied)",
        ]

    @pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
    def test_names_that_are_no_text_are_shown_all_the_same(self, root: Path) -> None:
        """Two that look alike once shown keep their passages apart."""
        for raw in (b"\xff.txt", b"\xfe.txt", "Νησί\nmap.txt".encode()):
            Path(os.fsdecode(os.fsencode(root) + b"/" + raw)).write_text(f"Fog {raw!r}.", "utf-8")
        folder = read_folder(root)
        assert ids(folder) == ["Νησί map.txt", "\ufffd.txt", "\ufffd.txt (2)"]
        assert repr(folder).encode("utf-8")

    def test_deep_folders_are_read(self, root: Path) -> None:
        """As deep as the system lets them be made; what lies deeper still would be a line."""
        deep = root.joinpath(*["d"] * 100)
        deep.mkdir(parents=True)
        (deep / "a.txt").write_text("Fog.", "utf-8")
        assert len(read_folder(root).files) == 1

    def test_the_same_folder_gives_the_same_passages(self, root: Path) -> None:
        """In the order of the names, whatever the order of the disk; and adding a file changes no other's ids."""
        names = [f"{number:02}.md" for number in range(20)]
        random.Random(1).shuffle(names)
        filled(root, {name: f"# Fog {name}\n" + "It fell. " * 9 for name in names})
        once = ids(read_folder(root, SMALL))
        assert once == ids(read_folder(root, SMALL)) == sorted(once)
        filled(root, {"05b.txt": "Rain."})
        assert [id for id in ids(read_folder(root, SMALL)) if not id.startswith("05b")] == once

    def test_nothing_is_written(self, root: Path) -> None:
        """Reading leaves the folder as it was, and needs no network (which is blocked in tests)."""
        filled(root, {"a.txt": "Fog.", "b.pdf": made_files.pdf([["Rain."]])})
        before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
        read_folder(root)
        assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before

    @pytest.mark.benchmark
    def test_a_thousand_small_files_take_seconds(self, root: Path) -> None:
        """A thousand of 1 kB, a third each of .txt, .md and .html."""
        words = random.Random(2034)
        for number in range(1000):
            text = " ".join("".join(words.choices("aeioubdfgklmnprst", k=6)) for _ in range(146))
            form = ("{}", "# Fog\n\n{}", "<h1>Fog</h1><p>{}")[number % 3].format(text)
            (root / f"{number}{('.txt', '.md', '.html')[number % 3]}").write_text(form, "utf-8")
        begun = time.perf_counter()
        assert len(read_folder(root).files) == 1000
        assert time.perf_counter() - begun < 10
