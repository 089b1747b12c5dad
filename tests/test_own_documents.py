"""Own documents asked: answers name file and page, silence where nothing fits, and it works without a model."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import made_files
import pytest

from helpers import own_documents
from helpers.own_documents import OwnDocuments, Sourced
from helpers.prompts import ABSTENTION
from helpers.records import DataError

FILES = {
    "ferry.txt": "The Gullwing leaves Saltby Cove at ten. She carries eleven hens.",
    "tea/house.md": "# Tea house\nTea is served from noon.\n## Cake\nThe seed cake costs four shillings.",
    "tram.html": "<title>Tram</title><p>The tram was painted yellow by Merrin Oarsman.",
}


class Reader:
    """A reader that always says the same."""

    def __init__(self, says: str) -> None:
        """Keep what to say."""
        self.says, self.prompts = says, list[str]()

    def answer(self, prompts: Sequence[str], max_new_tokens: int) -> list[str]:
        """Return the one answer to each."""
        self.prompts += prompts
        return [self.says] * len(prompts)

    def tokens(self, prompt: str) -> list[int]:
        """Return a token a word."""
        return [0] * len(prompt.split())

    def window(self) -> int:
        """Return a wide one."""
        return 4000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a few documents."""
    for name, text in FILES.items():
        (tmp_path / "island" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "island" / name).write_text(text, "utf-8")
    pages = [["The harbour was dug in 1911."], ["Its light-", "house has a green lamp."]]
    (tmp_path / "island" / "report.pdf").write_bytes(made_files.pdf([*pages[:1], [], ["Fog. " * 90], *pages[1:]]))
    (tmp_path / "island" / "empty.txt").touch()
    return tmp_path / "island"


@pytest.fixture
def documents(folder: Path) -> OwnDocuments:
    """Read and index them."""
    return own_documents.load(folder, progress=False)


@pytest.mark.parametrize(
    ("question", "text", "source"),
    [
        ("When does the Gullwing leave?", "The Gullwing leaves Saltby Cove at ten.", "ferry.txt"),
        ("What does the seed cake cost?", "The seed cake costs four shillings.", "tea/house.md, Cake"),
        ("Who painted the tram?", "The tram was painted yellow by Merrin Oarsman.", "tram.html"),
        ("Which lamp does the lighthouse have?", "Its lighthouse has a green lamp.", "report.pdf, pages 3-4"),
    ],
)
def test_without_a_model_a_sentence_is_quoted(documents: OwnDocuments, question: str, text: str, source: str) -> None:
    """With its source; a word broken in the PDF is found whole."""
    answer = documents.ask(question)
    assert answer.text == text
    assert answer.source == source
    assert answer.passage is not None
    assert text in answer.passage.text
    assert repr(answer).startswith(f"{text}\n  source: {source}\n")


def test_silence_where_nothing_fits(documents: OwnDocuments) -> None:
    """Words like "what is the" are no reason to answer."""
    answer = documents.ask("What is the capital of Mongolia?")
    assert answer.abstained
    assert (answer.text, answer.source, answer.passage, repr(answer)) == (ABSTENTION, "", None, ABSTENTION)
    assert documents.search("What is the capital of Mongolia?") == ()


def test_a_model_reads_and_its_source_is_found(documents: OwnDocuments) -> None:
    """The prompt holds the passages with their ids; the source is where the answer's words stand."""
    reader = Reader("eleven hens")
    answer = replace(documents, reader=reader).ask("What does the Gullwing carry?")
    assert (answer.text, answer.source) == ("eleven hens", "ferry.txt")
    assert "] ferry.txt: The Gullwing leaves" in reader.prompts[0]
    assert set(answer.answer.seconds) == {"search", "read"}
    assert all(second >= 0 for second in answer.answer.seconds.values())


def test_what_a_model_makes_up_has_no_source(documents: OwnDocuments) -> None:
    """It is shown, and said so; its own abstention is one."""
    made_up = replace(documents, reader=Reader("Ulaanbaatar")).ask("Where does the Gullwing go?")
    assert made_up.source == ""
    assert repr(made_up) == "Ulaanbaatar\n  source: none; no passage found holds these words"
    silent = replace(documents, reader=Reader(ABSTENTION)).ask("Where does the Gullwing go?")
    assert silent.abstained
    assert silent.passage is None


def test_a_model_is_not_asked_where_nothing_fits(documents: OwnDocuments) -> None:
    """Silence costs nothing."""
    reader = Reader("Ulaanbaatar")
    assert replace(documents, reader=reader).ask("What is the capital of Mongolia?").abstained
    assert reader.prompts == []


def test_a_least_score_is_learned_from_known_questions(documents: OwnDocuments) -> None:
    """What scored less than every answerable question is left unanswered, by quoting and reading alike."""
    weak = "Do hens like opera?"
    assert not documents.ask(weak).abstained
    strict = documents.calibrated(
        ["When does the Gullwing leave Saltby Cove?", "What does the seed cake cost in shillings?"], [weak]
    )
    assert strict.rightly == 1.0
    assert strict.ask(weak).abstained
    assert replace(strict, reader=Reader("yes")).ask(weak).abstained
    assert strict.ask("When does the Gullwing leave Saltby Cove?").source == "ferry.txt"
    assert documents.rightly is None
    for known, unknown in (([], ["x"]), (["x"], [])):
        with pytest.raises(ValueError, match="expected at least one of each"):
            documents.calibrated(known, unknown)


def test_facts_are_counted_and_measured(documents: OwnDocuments) -> None:
    """The sizes are those of the folder, the seconds are above zero."""
    facts = documents.facts()
    assert facts.files == 4
    assert facts.passages == len(documents.library.passages) > 4
    assert facts.words == (7 + 4) + (5 + 6) + 8 + (6 + 90 + 6)
    assert min(facts.megabytes, facts.seconds_reading, facts.seconds_indexing, facts.seconds_a_search) > 0


def test_the_summary_names_what_was_skipped(documents: OwnDocuments) -> None:
    """And what has a note."""
    shown = repr(documents).splitlines()
    assert shown[0].startswith("OwnDocuments('island': 4 files, ")
    assert shown[1] == "  skipped empty.txt: found an empty file; expected text; do fill or remove it"
    assert shown[2].startswith("  note on report.pdf: 1 of 4 pages hold no text")


def test_an_empty_folder_can_be_asked(tmp_path: Path) -> None:
    """It answers nothing, and has facts."""
    empty = own_documents.load(tmp_path, progress=False)
    assert empty.ask("Any fog?").abstained
    assert (empty.facts().passages, empty.facts().seconds_a_search) == (0, 0.0)


def test_bad_input_says_so(folder: Path, documents: OwnDocuments) -> None:
    """An unknown search, no folder, an empty question, something that is no question."""
    with pytest.raises(ValueError, match="found the search 'smell'; expected one of bm25, minilm, hybrid"):
        own_documents.load(folder, search="smell")
    with pytest.raises(DataError, match="found no folder"):
        own_documents.load(folder / "nowhere")
    for question in ("", "  \n", None):
        with pytest.raises(ValueError, match="expected some text; do ask something"):
            documents.ask(question)  # type: ignore[arg-type]


def test_searching_words_needs_no_torch(folder: Path) -> None:
    """So that it starts at once."""
    code = (
        "import sys; from helpers import own_documents as own; "
        f"print(own.load({str(folder)!r}, progress=False).ask('Who painted the tram?').source, 'torch' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "tram.html False"


@pytest.mark.slow
def test_the_real_models_find_and_read(folder: Path, generator: object) -> None:
    """Searching by words and meaning, the course's model reads the answer out of the right file."""
    documents = own_documents.load(folder, "hybrid", generator, progress=False)  # type: ignore[arg-type]
    answer = documents.ask("What does the seed cake cost?")
    assert isinstance(answer, Sourced)
    assert "four shillings" in answer.text
    assert answer.source == "tea/house.md, Cake"
