"""The example folder holds one readable file of each kind, an empty one and a torn one."""

from __future__ import annotations

from pathlib import Path

from helpers import data, example_folder, own_documents
from helpers.documents import read_folder


def test_each_kind_is_read_and_each_fault_is_told(tmp_path: Path) -> None:
    """Four are read, two are skipped with a line each."""
    read = read_folder(example_folder.make(tmp_path / "documents"))
    assert {Path(name).suffix for name in read.files} == {".txt", ".md", ".html", ".pdf"}
    assert {line.file if hasattr(line, "file") else str(line).split(":")[0] for line in read.skipped} == {
        "to-do.txt",
        "torn.pdf",
    }


def test_what_was_written_is_what_is_read(tmp_path: Path) -> None:
    """The words of the collections arrive, through every kind of file."""
    read = read_folder(example_folder.make(tmp_path / "documents"))
    words = set(" ".join(f"{one.title} {one.text}" for one in read.collection.passages).split())
    for name in (example_folder.FERRY, example_folder.ADVISORIES, example_folder.LAW, example_folder.CHRONICLE):
        for passage in data.load(name).passages[: example_folder.MANY]:
            written = passage.text.split()
            assert sum(word in words for word in written) > 0.95 * len(written), (name, passage.id)


def test_it_answers_with_a_source_from_each_file(tmp_path: Path) -> None:
    """A sentence of each is found under the name of its file."""
    documents = own_documents.load(example_folder.make(tmp_path / "documents"), progress=False)
    for name, file in ((example_folder.ADVISORIES, "advisories.md"), (example_folder.CHRONICLE, "chronicle.pdf")):
        asked = " ".join(data.load(name).passages[0].text.split()[:12])
        assert documents.ask(asked).source.startswith(file)


def test_without_a_folder_a_new_one_is_made() -> None:
    """Twice, two of them."""
    first, second = example_folder.make(), example_folder.make()
    assert first != second
    assert sorted(path.name for path in first.iterdir()) == sorted(example_folder.files())
