"""Ask your own documents: a folder is read, cut, indexed, searched, and answered from, with the source of each answer.

Without a model the answer is a sentence of the best passages, quoted. With one, the model reads the passages and
answers. Nothing leaves the computer.

Not handled: a least score that fits every library. On the course's own collections there is none: what the right
passage scores in one, a stray one scores in the next. So `calibrated` finds it from questions of which you know whether
the documents answer them; before that, a question is left unanswered only if nothing found shares a telling word with
it (or, searching by meaning, never).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from helpers import abstention, quotes, verdicts
from helpers.bm25 import BM25
from helpers.citations import source
from helpers.collection import Answer, Hit, Passage
from helpers.documents import Folder, ReadConfig, read_folder
from helpers.fusion import HybridIndex, SizedIndex
from helpers.prompts import ABSTENTION, Style
from helpers.rag import ANYTHING, Library, Rag, Reader
from helpers.rankings import checked_texts
from helpers.searching import texts
from helpers.styles import ZERO_SHOT

SEARCHES = ("bm25", "minilm", "hybrid")
BUDGET = 2048
PROBES, PROBE_WORDS = 50, 10


@dataclass(frozen=True, slots=True, repr=False)
class Sourced:
    """An answer with its source.

    Args:
        question: what was asked.
        text: what was answered.
        passage: the one that the answer's words come from; None if nothing was answered, or no passage holds them.
        answer: the whole of it: all that was found, the prompt, the seconds.

    >>> Sourced("When?", "at noon", Passage("fog.pdf, page 3", "Fog until noon."), Answer("at noon"))
    at noon
      source: fog.pdf, page 3
      "Fog until noon."
    """

    question: str
    text: str
    passage: Passage | None
    answer: Answer

    @property
    def source(self) -> str:
        """Where it stands, such as "report.pdf, page 3"; empty if it stands nowhere."""
        return self.passage.id if self.passage else ""

    @property
    def abstained(self) -> bool:
        """Whether it says that the documents hold no answer."""
        return verdicts.abstained(self.text)

    def __repr__(self) -> str:
        """Return the answer, its source and the passage, each on a line of its own."""
        if self.passage:
            return f'{self.text}\n  source: {self.source}\n  "{self.passage.text}"'
        return self.text if self.abstained else f"{self.text}\n  source: none; no passage found holds these words"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a library once it is indexed: what a choice between looking up and learning starts from.

    Args:
        files: how many were read.
        passages: how many they became.
        words: in the files.
        megabytes: of the files.
        seconds_reading: from opening the folder to the last passage.
        seconds_indexing: for building the index; with MiniLM this includes encoding every passage.
        seconds_a_search: the median of some fifty searches, one at a time.
    """

    files: int
    passages: int
    words: int
    megabytes: float
    seconds_reading: float
    seconds_indexing: float
    seconds_a_search: float


def load(
    folder: str | Path,
    search: str = "bm25",
    reader: Reader | None = None,
    config: ReadConfig | None = None,
    progress: bool = True,
) -> OwnDocuments:
    """Read and index a folder, ready to be asked.

    Args:
        folder: with .txt, .md, .html and .pdf files, in subfolders too.
        search: "bm25", "minilm" or "hybrid"; the last two need the embedding model, which reads English.
        reader: a model that answers, such as `models.load_generator()`; without one, sentences
            of the documents are the answers.
        config: how to read and cut.
        progress: whether to show bars.

    Raises:
        DataError: if there is no such folder.
        ValueError: if there is no such search.
        fetch.ModelError: if MiniLM is wanted and has not been fetched.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "fog.txt").write_text("Fog until noon. Then the ferry leaves.")
    >>> load(folder, progress=False).ask("When does the ferry leave?")
    Then the ferry leaves.
      source: fog.txt
      "Fog until noon. Then the ferry leaves."
    """
    if search not in SEARCHES:
        raise ValueError(f"found the search {search!r}; expected one of {', '.join(SEARCHES)}; do choose one")
    read = read_folder(folder, config, progress)
    begun = time.perf_counter()
    index = _index(texts(read.collection), search, progress)
    library = Library(index, read.collection.passages)
    return OwnDocuments(read, library, time.perf_counter() - begun, search, reader)


def _index(listed: list[str], search: str, progress: bool) -> SizedIndex:
    """Return an index of texts; the embedding model is loaded only if it is wanted."""
    if search == "bm25":
        return BM25(listed)
    from helpers.embeddings import DenseIndex, Embedder  # noqa: PLC0415 - loads torch, which searching words can spare

    embedder = Embedder.load()
    dense = DenseIndex(listed, embedder, embedder.encode(listed, progress))
    return dense if search == "minilm" else HybridIndex([BM25(listed), dense])


@dataclass(frozen=True, eq=False, repr=False)
class OwnDocuments:
    """Documents that can be asked; variants are made with `dataclasses.replace(documents, k=1)`.

    Args:
        folder: what was read.
        library: its passages with their index.
        seconds_indexing: what building the index took.
        searched: by which of the `SEARCHES`.
        reader: the model that answers; None: sentences are quoted.
        k: how many passages are looked up.
        least_score: if the best hit scores less, the answer is that it is not in the library.
        rightly: the share of the questions given to `calibrated` that this least score decides rightly.
        style: how the reader's prompt is worded; the worked examples of other styles are about software versions.
    """

    folder: Folder
    library: Library
    seconds_indexing: float
    searched: str = SEARCHES[0]
    reader: Reader | None = None
    k: int = 3
    least_score: float = ANYTHING
    rightly: float | None = None
    style: Style = ZERO_SHOT

    def __repr__(self) -> str:
        """Return what the folder says of itself, with a line for each file that was skipped."""
        return repr(self.folder).replace("Folder", "OwnDocuments", 1)

    def search(self, question: str, k: int | None = None) -> tuple[Hit, ...]:
        """Return the best passages, best first; fewer than k, or none, if no more fit.

        Raises:
            ValueError: if the question is not text, or k is below 1.
        """
        hits = self.library.search(question, self.k if k is None else k)
        return quotes.fitting(question, hits) if self.searched == "bm25" else hits

    def ask(self, question: str) -> Sourced:
        """Return an answer with its source.

        Raises:
            ValueError: if the question is empty, or too long for the reader.
        """
        if not isinstance(question, str) or not question.strip():
            raise ValueError(f"found {question!r} as a question; expected some text; do ask something")
        begun = time.perf_counter()
        hits = self.search(question)
        searched = time.perf_counter()
        answer, named = self._answer(question, hits)
        seconds = {"search": searched - begun, "read": time.perf_counter() - searched}
        passage = next((hit.passage for hit in hits if hit.passage.id == named), None)
        return Sourced(question, answer.text, passage, replace(answer, seconds=MappingProxyType(seconds)))

    def _answer(self, question: str, hits: tuple[Hit, ...]) -> tuple[Answer, str]:
        """Return the answer, and the id of the passage that it comes from, if any."""
        if not hits or hits[0].score < self.least_score:
            return Answer(ABSTENTION, hits), ""
        if self.reader is None:
            text, place = quotes.best_sentence(question, hits)
            return Answer(text, hits), hits[place].passage.id
        answer = Rag(self.library, self.reader, self.k, self.style, BUDGET).read([question], [hits])[0]
        return answer, "" if verdicts.abstained(answer.text) else source(question, answer)

    def calibrated(self, answerable: Sequence[str], unanswerable: Sequence[str]) -> OwnDocuments:
        """Return these documents with the least score that tells the two kinds of questions apart best.

        How well it does on these very questions stands in `rightly`; on new ones it will do a little worse.

        Args:
            answerable: questions that the documents answer; at least one.
            unanswerable: questions that they do not; at least one.

        Raises:
            ValueError: if one of the two is empty, or something in it is not text.
        """
        asked = [*checked_texts(answerable), *checked_texts(unanswerable)]
        if not len(answerable) or not len(unanswerable):
            found = f"{len(answerable)} answerable and {len(unanswerable)} unanswerable questions"
            raise ValueError(f"found {found}; expected at least one of each; do add some")
        scores = abstention.best_scores([self.search(question) for question in asked])
        known = [True] * len(answerable) + [False] * len(unanswerable)
        least = abstention.best_threshold(scores, known)
        return replace(self, least_score=least, rightly=abstention.decided_rightly(scores, known, least))

    def facts(self) -> Facts:
        """Return the sizes, and the seconds measured; searching is measured now, with beginnings of the passages."""
        passages, read = self.library.passages, self.folder
        asked = [" ".join(one.text.split()[:PROBE_WORDS]) for one in passages[:: max(1, len(passages) // PROBES)]]
        spent = [self._seconds(question) for question in asked[:PROBES]]
        search = statistics.median(spent) if spent else 0.0
        times = (read.seconds, self.seconds_indexing, search)
        return Facts(len(read.files), len(passages), read.words, read.megabytes, *times)

    def _seconds(self, question: str) -> float:
        """Return what one search takes."""
        begun = time.perf_counter()
        self.search(question)
        return time.perf_counter() - begun
