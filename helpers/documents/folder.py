"""Read a folder of documents: every file becomes passages, or one line that says why it was skipped.

The same folder always gives the same passages with the same ids, in the order of the files' names.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm.auto import tqdm

from helpers.chunks import STANDARD, ChunkConfig
from helpers.collection import Collection, Passage
from helpers.documents.parts import Document, Unreadable
from helpers.documents.passages import passages, words_in
from helpers.documents.reading import MEGABYTE, read_file
from helpers.documents.walking import Line, files, root_of, shown

NOTICE = "Your own documents, read on this computer; nothing of them was sent anywhere."
LINES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ReadConfig:
    """How to read a folder.

    Args:
        chunks: how to cut.
        most_mb: larger files are skipped; of Markdown and HTML, from a fifth of it on.
        most_files: with more files than this it is likely the wrong folder.
        most_words: once so many are read, the remaining files are skipped.
    """

    chunks: ChunkConfig = STANDARD
    most_mb: float = 50
    most_files: int = 10_000
    most_words: int = 5_000_000


@dataclass(frozen=True, slots=True, repr=False)
class Folder:
    """A folder that was read.

    Args:
        collection: its passages; no questions.
        files: those that were read, in order.
        skipped: those that were not, each with the reason.
        notes: what to know about those that were read.
        words: in all files that were read.
        megabytes: of these files.
        seconds: for reading and cutting.
    """

    collection: Collection
    files: tuple[str, ...]
    skipped: tuple[Line, ...]
    notes: tuple[Line, ...]
    words: int
    megabytes: float
    seconds: float

    def __repr__(self) -> str:
        """Return the sizes in one line, then a line for each file that was skipped or has a note."""
        sizes = f"{len(self.files)} files, {len(self.collection.passages)} passages, {self.words} words"
        head = f"Folder({self.collection.name!r}: {sizes}; {len(self.skipped)} skipped)"
        lines = [f"  skipped {line}" for line in self.skipped] + [f"  note on {line}" for line in self.notes]
        more = [f"  … and {len(lines) - LINES_SHOWN} more lines in .skipped and .notes"]
        return "\n".join([head, *lines[:LINES_SHOWN], *(more if len(lines) > LINES_SHOWN else [])])


def read_folder(folder: str | Path, config: ReadConfig | None = None, progress: bool = False) -> Folder:
    r"""Read all documents in a folder and its subfolders.

    Args:
        folder: where they are; `~` is the home folder.
        config: how to read.
        progress: whether to show a bar.

    Raises:
        DataError: if it is no folder, cannot be opened, or holds too many files.

    >>> import tempfile
    >>> letters = Path(tempfile.mkdtemp()) / "letters"
    >>> letters.mkdir()
    >>> _ = (letters / "fog.md").write_text("# Winter\nFog until noon."), (letters / "rain.txt").write_text("")
    >>> read_folder(letters)
    Folder('letters': 1 files, 1 passages, 3 words; 1 skipped)
      skipped rain.txt: found an empty file; expected text; do fill or remove it
    """
    begun, rules, root = time.perf_counter(), config or ReadConfig(), root_of(folder)
    paths, closed = files(root, rules.most_files)
    reader = _Reader(rules)
    for path in tqdm(paths, disable=not progress, unit="file", desc="reading"):
        reader.read(path, shown(path, root))
    whole = root.resolve()
    return Folder(
        Collection(shown(whole, whole.parent), tuple(reader.passages), (), NOTICE),
        tuple(reader.files),
        tuple(sorted([*closed, *reader.skipped], key=str)),
        tuple(reader.notes),
        reader.words,
        reader.bytes / MEGABYTE,
        time.perf_counter() - begun,
    )


class _Reader:
    """What has been read so far."""

    def __init__(self, config: ReadConfig) -> None:
        self._config = config
        self._seen: dict[str, str] = {}
        self._ids: set[str] = set()
        self.passages: list[Passage] = []
        self.files: list[str] = []
        self.skipped: list[Line] = []
        self.notes: list[Line] = []
        self.words = 0
        self.bytes = 0

    def read(self, path: Path, name: str) -> None:
        """Read a file, or note why not."""
        try:
            self._refuse_when_full()
            document, size = read_file(path, self._config.most_mb)
            self._refuse_twice(document, name)
        except Unreadable as reason:
            self.skipped.append(Line(name, str(reason)))
            return
        self.files.append(name)
        self.bytes += size
        self.words += sum(words_in(part.text) for part in document.parts)
        self.notes.extend(Line(name, note) for note in document.notes)
        self.passages.extend(self._unique(one) for one in passages(document, name, self._config.chunks))

    def _refuse_when_full(self) -> None:
        """Refuse to read on once there are so many words that the memory might not hold their index."""
        if self.words >= self._config.most_words:
            raise Unreadable(f"found {self.words} words in the files before; expected fewer; do raise most_words")

    def _refuse_twice(self, document: Document, name: str) -> None:
        """Refuse a text that was read before: found twice, it would crowd out what comes next."""
        digest = hashlib.sha256()
        for part in document.parts:
            digest.update(" ".join(" ".join([*part.headings, part.text]).split()).encode() + b" ")
        key = digest.hexdigest()
        if key in self._seen:
            raise Unreadable(f"found the same text as in {self._seen[key]}; expected it once; do remove one")
        self._seen[key] = name

    def _unique(self, passage: Passage) -> Passage:
        """Return the passage with an id that no other has; two names may look alike once they can be shown."""
        id, number = passage.id, 1
        while id in self._ids:
            number += 1
            id = f"{passage.id} ({number})"
        self._ids.add(id)
        return passage if number == 1 else replace(passage, id=id)
