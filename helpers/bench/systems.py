"""Systems: anything that answers questions. The simplest that reads is the closed book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

from helpers import prompts
from helpers.bench import identity
from helpers.collection import Answer, Question
from helpers.prompts import Style
from helpers.rag import PLAIN, Reader


class System(Protocol):
    """Anything that answers questions."""

    def answer(self, questions: Sequence[Question]) -> list[Answer]:
        """Return one answer a question, in the same order."""
        ...

    def identity(self) -> dict[str, Any]:
        """Return, as JSON values, all that decides its answers; two systems with the same are the same."""
        ...


@runtime_checkable
class ReadingSystem(Protocol):
    """A system that reads one prompt a question, so that its time and its tokens can be taken apart."""

    @property
    def reader(self) -> Reader:
        """The model that reads."""
        ...

    @property
    def max_new_tokens(self) -> int:
        """Where an answer is cut, in tokens."""
        ...

    def pack(self, questions: Sequence[Question]) -> list[Answer]:
        """Return for each question its hits and its prompt; no prompt, but a text, where nothing is to be read."""
        ...


def read(system: ReadingSystem, packed: Sequence[Answer]) -> list[Answer]:
    """Return packed answers with their texts, all read in one go.

    Args:
        system: whose reader reads.
        packed: from its `pack`.
    """
    texts = iter(system.reader.answer([one.prompt for one in packed if one.prompt], system.max_new_tokens))
    return [replace(one, text=next(texts)) if one.prompt else one for one in packed]


@dataclass(frozen=True, eq=False)
class ClosedBook:
    """A reader with nothing to read: it answers from memory.

    Args:
        reader: the model that is asked.
        style: how the question is worded; the bare question by default.
        max_new_tokens: where an answer is cut, in tokens.

    >>> class Parrot:
    ...     def answer(self, prompts, max_new_tokens): return list(prompts)
    >>> ClosedBook(Parrot()).answer([Question("q1", "Any fog?")])[0].text
    'Any fog?'
    """

    reader: Reader
    style: Style = PLAIN
    max_new_tokens: int = 24

    def pack(self, questions: Sequence[Question]) -> list[Answer]:
        """Return the prompts: the questions in their wording."""
        return [Answer("", (), prompts.with_passages(one.text, [], self.style)) for one in questions]

    def answer(self, questions: Sequence[Question]) -> list[Answer]:
        """Return one answer a question, in the same order."""
        return read(self, self.pack(questions))

    def identity(self) -> dict[str, Any]:
        """Return reader, wording and limit."""
        asked = {"style": repr(self.style), "max_new_tokens": self.max_new_tokens}
        return {"system": "closed book"} | asked | identity.of_reader(self.reader)
