"""The four ways of answering: from memory or with the library, before and after fine-tuning.

All four are the same model. Before fine-tuning it reads a page after worked examples, afterwards in the wording of its
lessons in reading.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from helpers.bm25 import BM25
from helpers.collection import Passage
from helpers.completion import Completer
from helpers.demo.reading import AFTER_LESSONS
from helpers.demo.story import Day, right
from helpers.models import Generator
from helpers.prompts import Style
from helpers.rag import Library, Rag

MEMORY, LIBRARY, TUNED, BOTH = "from memory", "with the library", "fine-tuned", "both"
LONGEST_ANSWER = 16
BUDGET = 4096
# So many questions are asked at once, each with its worked examples; 7,680 tokens held take 350 MB in float32.
AT_ONCE, TOKENS = 5, 1536

Counter = Callable[[int], object]


@dataclass(frozen=True)
class Round:
    """One asking of all questions.

    Args:
        texts: what was said to each.
        rights: whether it was right.
        seconds: of the whole round, looking up included.
    """

    texts: tuple[str, ...]
    rights: tuple[bool, ...]
    seconds: float

    @property
    def each(self) -> float:
        """Return the seconds a question."""
        return self.seconds / len(self.texts)


def open_library(passages: Sequence[Passage]) -> Library:
    """Return a library that is searched by words, made anew: that is all the preparing it takes.

    >>> open_library([Passage("A-1", "Fog until noon."), Passage("A-2", "Rain.")]).search("Any fog?", 1)[0].passage.id
    'A-1'
    """
    return Library(BM25([f"{one.title}\n{one.text}" for one in passages]), passages)


@dataclass(frozen=True)
class Answerer:
    """A model with what it reads by.

    Args:
        generator: the model, tuned or not.
        worked: the wording with worked examples, for a model that had no lessons in reading.
    """

    generator: Generator
    worked: Style

    def ask(self, way: str, day: Day, library: Library, told: Counter = lambda count: None) -> Round:
        """Ask the questions of a day in one way, a few at a time.

        Args:
            way: `MEMORY`, `LIBRARY`, `TUNED` or `BOTH`.
            day: what is asked, and what is right.
            library: in which the ways with a library look.
            told: called with the number of questions that have just been answered.
        """
        answer, begun = self._answers(way, library), time.perf_counter()
        asked, texts = [one.text for one in day.questions], list[str]()
        for start in range(0, len(asked), AT_ONCE):
            said = answer(asked[start : start + AT_ONCE])
            texts += said
            told(len(said))
        seconds = time.perf_counter() - begun
        rights = tuple(right(one, text) for one, text in zip(day.questions, texts, strict=True))
        return Round(tuple(texts), rights, seconds)

    def _answers(self, way: str, library: Library) -> Callable[[Sequence[str]], list[str]]:
        """Return what answers questions in one way."""
        if way in (MEMORY, TUNED):
            return lambda asked: self.generator.answer(asked, LONGEST_ANSWER)
        if way == BOTH:
            rag = Rag(library, self.generator, 1, AFTER_LESSONS, BUDGET, LONGEST_ANSWER)
        else:
            roomy = replace(self.generator.config, tokens_in_flight=AT_ONCE * TOKENS)
            reader = Completer(replace(self.generator, config=roomy))
            rag = Rag(library, reader, 1, self.worked, BUDGET, LONGEST_ANSWER)
        return lambda asked: [one.text for one in rag.ask_many(asked)]
