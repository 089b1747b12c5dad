"""Look it up: search the library, pack what was found into a prompt, let the model read (Lewis et al. 2020).

A `Library` is passages with an index over them; a `Rag` is a library with a reader. Not handled: conversations (each
question stands alone), and questions that take several searches in a row.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Sequence, Sized
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

from helpers import prompts
from helpers.collection import Answer, Hit, Passage
from helpers.prompts import ABSTENTION, Style
from helpers.rankings import Index, checked_texts

ANYTHING = float("-inf")
PLAIN = Style("plain")


class Reader(Protocol):
    """A model that reads a prompt and goes on from its end, such as `models.Generator`."""

    def answer(self, prompts: Sequence[str], max_new_tokens: int) -> list[str]:
        """Return one answer a prompt."""
        ...

    def tokens(self, prompt: str) -> list[int]:
        """Return the token ids that it reads for a prompt."""
        ...

    def window(self) -> int:
        """Return how many tokens it can hold, prompt and answer together."""
        ...


@dataclass(frozen=True, eq=False)
class Library:
    """Passages, and an index that finds them.

    Args:
        index: any of `BM25`, `DenseIndex`, `HybridIndex`, over these passages in this order.
        passages: what is handed out.

    Raises:
        ValueError: if the index tells its size, and it is not that of the passages.

    >>> from helpers.bm25 import BM25
    >>> passages = [Passage("A-1", "Fog until noon."), Passage("A-2", "Rain after.")]
    >>> library = Library(BM25([one.text for one in passages]), passages)
    >>> [(hit.passage.id, hit.rank) for hit in library.search("rain", k=2)]
    [('A-2', 1)]
    """

    index: Index
    passages: Sequence[Passage]

    def __post_init__(self) -> None:
        """Refuse an index of something else: it would hand out the wrong passages without a sign."""
        size = len(self.index) if isinstance(self.index, Sized) else len(self.passages)
        if size != len(self.passages):
            raise ValueError(
                f"found an index of {size} passages beside {len(self.passages)}; expected the same ones in the same "
                "order; do build the index from these passages"
            )

    def search(self, question: str, k: int) -> tuple[Hit, ...]:
        """Return the best k passages, best first.

        Raises:
            ValueError: if k is below 1 or the question is not text.
        """
        return self.search_many([question], k)[0]

    def search_many(self, questions: Sequence[str], k: int) -> list[tuple[Hit, ...]]:
        """Return the best k passages for each question, in the same order.

        Raises:
            ValueError: if k is below 1 or a question is not text.
        """
        return [
            tuple(Hit(self.passages[place], score, rank) for rank, (place, score) in enumerate(ranking, 1))
            for ranking in self.index.search_many(questions, k)
        ]


@dataclass(frozen=True, eq=False)
class Rag:
    r"""A library with a reader. Variants of one are made with `dataclasses.replace(rag, k=1)`.

    Args:
        library: where to look.
        reader: the model that reads.
        k: how many passages are looked up.
        style: how the prompt is worded.
        budget: how many tokens a prompt may have; what does not fit is left out, the worst hits first.
        max_new_tokens: where an answer is cut, in tokens.
        least_score: if the best hit scores less, nothing is read and the answer is that it is not in the library.

    Raises:
        ValueError: if k, budget or max_new_tokens is below 1.

    >>> from helpers.bm25 import BM25
    >>> class Shouter:
    ...     def answer(self, prompts, max_new_tokens): return [prompt.upper() for prompt in prompts]
    ...     def tokens(self, prompt): return list(prompt.encode())
    ...     def window(self): return 1000
    >>> fog = Library(BM25(["Fog until noon."]), [Passage("A-1", "Fog until noon.")])
    >>> Rag(fog, Shouter(), k=1).ask("Any fog?").text
    '[1] A-1: FOG UNTIL NOON.\n\nANY FOG?'
    >>> Rag(fog, Shouter(), k=1).ask("Any tea?").text
    'Not in the library.'
    """

    library: Library
    reader: Reader
    k: int = 3
    style: Style = PLAIN
    budget: int = 1024
    max_new_tokens: int = 24
    least_score: float = ANYTHING

    def __post_init__(self) -> None:
        """Refuse numbers with which nothing could be looked up or said."""
        for name in ("k", "budget", "max_new_tokens"):
            if getattr(self, name) < 1:
                raise ValueError(f"found {name}={getattr(self, name)}; expected at least 1; do choose a larger one")

    def ask(self, question: str) -> Answer:
        """Return the answer to one question: its text, the passages handed over, the prompt, and the seconds.

        Raises:
            ValueError: if the question is empty, or too long for the budget by itself.
        """
        return self.ask_many([question])[0]

    def ask_many(self, questions: Sequence[str]) -> list[Answer]:
        """Return one answer a question, in the same order; much faster than one by one.

        The seconds of an answer ("search" and "read") are its share of the whole. They are those of *this* run: a
        reader that remembers its answers seems to read in no time.

        Raises:
            ValueError: if a question is empty, or too long for the budget by itself.
        """
        asked = _checked(questions)
        begun = time.perf_counter()
        found = self.library.search_many(asked, self.k)
        searched = time.perf_counter()
        answers = self.read(asked, found)
        done = time.perf_counter()
        share = max(1, len(asked))
        seconds = MappingProxyType({"search": (searched - begun) / share, "read": (done - searched) / share})
        return [replace(answer, seconds=seconds) for answer in answers]

    def read(self, questions: Sequence[str], found: Sequence[Sequence[Hit]]) -> list[Answer]:
        """Return answers from passages that were found elsewhere, or chosen by hand.

        Args:
            questions: what is asked.
            found: for each question the hits to read, best first.

        Raises:
            ValueError: if a question is empty, or too long for the budget by itself.
        """
        packed = [self.pack(question, hits) for question, hits in zip(questions, found, strict=True)]
        wanted = [answer.prompt for answer in packed if answer.prompt]
        texts = iter(self.reader.answer(wanted, max_new_tokens=self.max_new_tokens))
        return [replace(answer, text=next(texts)) if answer.prompt else answer for answer in packed]

    def pack(self, question: str, hits: Sequence[Hit]) -> Answer:
        """Return the prompt for a question, with the hits in it: as many as fit the budget, best first.

        Its text is that the library holds nothing, and its prompt empty, where no hit is good enough to be read.

        Raises:
            ValueError: if the question is too long for the budget by itself.
        """
        if not hits or hits[0].score < self.least_score:
            return Answer(ABSTENTION, tuple(hits))
        for count in range(len(hits), 0, -1):
            prompt = prompts.with_passages(question, [hit.passage for hit in hits[:count]], self.style)
            if self._fits(prompt):
                return Answer("", tuple(hits[:count]), prompt)
        return self._pack_a_part(question, hits[0])

    def _fits(self, prompt: str) -> bool:
        """Tell whether a prompt keeps within the budget and leaves room for an answer in the window."""
        most = min(self.budget, self.reader.window() - self.max_new_tokens)
        return len(self.reader.tokens(prompt)) <= most

    def _pack_a_part(self, question: str, hit: Hit) -> Answer:
        """Return the prompt with as many first words of a passage as fit, and warn that the rest is not read."""
        words = hit.passage.text.split()
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self._fits(self._with_words(question, hit, words[:middle]))
            low, high = (middle, high) if fits else (low, middle - 1)
        if not low:
            raise ValueError(
                f"found no room for a passage beside the question {question[:40]!r} in {self.budget} tokens; "
                "expected some; do ask more briefly or raise the budget"
            )
        warnings.warn(
            f"found passage {hit.passage.id} longer than the budget of {self.budget} tokens; only its first {low} of "
            f"{len(words)} words are read; do raise the budget or cut the library into chunks",
            stacklevel=5,
        )
        return Answer("", (hit,), self._with_words(question, hit, words[:low]))

    def _with_words(self, question: str, hit: Hit, words: Sequence[str]) -> str:
        """Return the prompt with only these words of a passage."""
        return prompts.with_passages(question, [replace(hit.passage, text=" ".join(words))], self.style)


def _checked(questions: Sequence[str]) -> list[str]:
    """Return the questions as a list, or say which of them is none."""
    asked = checked_texts(questions)
    for place, question in enumerate(asked):
        if not question.strip():
            raise ValueError(f"found an empty question at place {place}; expected some text; do write or drop it")
    return asked
