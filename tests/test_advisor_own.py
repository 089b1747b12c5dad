"""A job of one's own: what can be counted is counted, and what takes time is timed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from helpers import own_documents
from helpers.advisor import APPROACHES, advise, own
from helpers.advisor.approaches import BARE, LEARN, LOOK_UP
from helpers.own_documents import Facts, OwnDocuments

COUNTED = Facts(2, 40, 900, 0.1, 0.2, 0.8, 0.001)


@dataclass
class Reader:
    """A reader that takes longer for a prompt with a passage, as a real one does."""

    remember: bool = False
    asked: list[str] = field(default_factory=list)

    def answer(self, prompts: Sequence[str], max_new_tokens: int) -> list[str]:
        """Return the same to each, after a while."""
        self.asked += prompts
        time.sleep(0.03 if any("lamp" in prompt for prompt in prompts) else 0.003)
        return ["green"] * len(prompts)

    def tokens(self, prompt: str) -> list[int]:
        """Return a token a word."""
        return [0] * len(prompt.split())

    def window(self) -> int:
        """Return a wide one."""
        return 4000


@pytest.fixture
def documents(tmp_path: Path) -> OwnDocuments:
    """Return a small library with a reader."""
    (tmp_path / "light.txt").write_text("The house at the harbour has a green lamp.")
    return own_documents.load(tmp_path, reader=Reader(), progress=False)


def test_a_passage_counts_as_a_fact() -> None:
    """That is what can be counted; the rest is what only its owner knows."""
    job = own.situation(COUNTED, changes_a_day=1, questions_a_day=50, patience=10)
    assert (job.facts, job.changes_a_day, job.questions_a_day, job.patience) == (40, 1, 50, 10)


def test_an_empty_folder_is_no_job() -> None:
    """It is told, not reckoned with."""
    with pytest.raises(ValueError, match="found no passage"):
        own.situation(replace(COUNTED, passages=0), 0, 1, 1)


def test_seconds_are_those_of_this_machine(documents: OwnDocuments) -> None:
    """Reading a page takes longer than a bare question; whoever does not read is timed bare."""
    spent = own.seconds(documents, ["What has the house?"] * 3, COUNTED)
    assert spent[LOOK_UP] > 2 * spent[BARE] == 2 * spent[LEARN] > 0
    assert spent["a fact: look it up"] == 0.8 / 40
    assert set(APPROACHES) < set(spent)
    assert advise(own.situation(COUNTED, 1, 50, 10), spent).card()


def test_without_indexing_seconds_the_recorded_ones_stay(documents: OwnDocuments) -> None:
    """A time of zero would be none."""
    assert "a fact: look it up" not in own.seconds(documents, ["What has the house?"])


@pytest.mark.parametrize("fault", ["reader", "question", "remembers"])
def test_what_cannot_be_timed_is_refused(documents: OwnDocuments, fault: str) -> None:
    """No reader, no question, or a reader that remembers, which would take no time."""
    asked = [] if fault == "question" else ["What has the house?"]
    reader = {"reader": None, "remembers": Reader(remember=True)}.get(fault, documents.reader)
    with pytest.raises(ValueError, match=f"found .*{fault}"):
        own.seconds(replace(documents, reader=reader), asked)
