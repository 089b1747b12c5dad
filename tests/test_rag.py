"""Looking up: what is handed over fits, comes best first, and is what the answer says it was."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.bm25 import BM25
from helpers.collection import Passage
from helpers.prompts import ABSTENTION, Example, Style, with_passages
from helpers.rag import Library, Rag
from helpers.rankings import Ranking


class Echo:
    """A reader of words whose answer is the prompt's last line; it counts how often it was asked."""

    def __init__(self, window: int = 1000) -> None:
        """Begin with a window."""
        self.calls: list[list[str]] = []
        self._window = window

    def answer(self, prompts: Sequence[str], max_new_tokens: int) -> list[str]:
        """Return the last lines."""
        self.calls.append(list(prompts))
        return [prompt.splitlines()[-1] for prompt in prompts]

    def tokens(self, prompt: str) -> list[int]:
        """Return a token a word."""
        return [0] * len(prompt.split())

    def window(self) -> int:
        """Return the window."""
        return self._window


PASSAGES = (
    Passage("A-1", "fog fog fog on the quay until noon"),
    Passage("A-2", "fog in Saltby Cove and rain after {question}"),
    Passage("A-3", "rain and fog and a tram that went home early because of a traffic light"),
)


def _library(passages: Sequence[Passage] = PASSAGES) -> Library:
    """Index some passages by their words."""
    return Library(BM25([passage.text for passage in passages]), passages)


@pytest.fixture
def rag() -> Rag:
    """Make a machine over three passages."""
    return Rag(_library(), Echo(), k=3)


def test_an_answer_tells_hits_prompt_and_seconds(rag: Rag) -> None:
    """Text, hits in order, the very prompt that was read, and both seconds come back."""
    answer = rag.ask("any fog?")
    assert answer.text == "any fog?"
    assert [hit.rank for hit in answer.hits] == [1, 2, 3]
    assert [hit.score for hit in answer.hits] == sorted((hit.score for hit in answer.hits), reverse=True)
    assert rag.reader.calls == [[answer.prompt]]
    assert answer.prompt == with_passages("any fog?", [hit.passage for hit in answer.hits])
    assert set(answer.seconds) == {"search", "read"}
    assert all(seconds >= 0 for seconds in answer.seconds.values())


def test_many_are_read_in_one_batch_and_in_order(rag: Rag) -> None:
    """The reader is asked once; what is not found is not read, and keeps its place."""
    texts = ["any fog?", "any tea?", "any rain?"]
    answers = rag.ask_many(texts)
    assert [answer.text for answer in answers] == ["any fog?", ABSTENTION, "any rain?"]
    assert [len(call) for call in rag.reader.calls] == [2]
    assert [replace(one, seconds={}) for one in answers] == [replace(rag.ask(text), seconds={}) for text in texts]
    assert rag.ask_many([]) == []


@given(st.integers(1, 60), st.integers(1, 3))
def test_prompts_keep_within_the_budget(budget: int, k: int) -> None:
    """Whatever the budget: it is kept with the best hits first, or the question is refused in a sentence."""
    rag = Rag(_library(), Echo(), k=k, budget=budget)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            answer = rag.ask("any fog?")
        except ValueError as error:
            assert "found no room" in str(error)
            assert budget < 5
            return
    assert len(rag.reader.tokens(answer.prompt)) <= budget
    wanted = rag.library.search("any fog?", k)
    assert list(answer.hits) == list(wanted[: len(answer.hits)])
    if len(answer.hits) < len(wanted):
        more = with_passages("any fog?", [hit.passage for hit in wanted[: len(answer.hits) + 1]])
        assert len(rag.reader.tokens(more)) > budget


def test_the_window_binds_where_the_budget_does_not() -> None:
    """Room for the answer is left in the model's window."""
    rag = Rag(_library(), Echo(window=40), k=3, max_new_tokens=20)
    assert len(rag.reader.tokens(rag.ask("any fog?").prompt)) <= 20


def test_a_passage_that_is_too_long_is_cut_with_a_warning() -> None:
    """The first words are read, as many as fit, and the warning names the passage."""
    long = Passage("A-9", "fog " * 100)
    rag = Rag(_library([long]), Echo(), k=1, budget=20)
    with pytest.warns(UserWarning, match=r"found passage A-9 .* first 16 of 100 words"):
        answer = rag.ask("any fog?")
    assert len(rag.reader.tokens(answer.prompt)) == 20


def test_a_low_score_is_not_read(rag: Rag) -> None:
    """Below the least score nothing is read; at it, the question is answered."""
    best = rag.library.search("any fog?", 1)[0].score
    silent = replace(rag, least_score=best + 1e-9).ask("any fog?")
    assert (silent.text, silent.prompt, len(silent.hits)) == (ABSTENTION, "", 3)
    assert replace(rag, least_score=best).ask("any fog?").text == "any fog?"


@pytest.mark.parametrize("question", ["", "  ", None, 7])
def test_no_question_is_told(rag: Rag, question: str) -> None:
    """What is no question is named, and nothing is read."""
    with pytest.raises(ValueError, match="found"):
        rag.ask(question)
    assert rag.reader.calls == []


@pytest.mark.parametrize("numbers", [{"k": 0}, {"budget": 0}, {"max_new_tokens": 0}])
def test_senseless_numbers_are_told(numbers: dict[str, int]) -> None:
    """Nothing can be looked up with a zero."""
    with pytest.raises(ValueError, match="expected at least 1"):
        Rag(_library(), Echo(), **numbers)


def test_an_index_of_something_else_is_refused() -> None:
    """An index of two texts over three passages would hand out wrong ones; one that tells no size is trusted."""
    with pytest.raises(ValueError, match="found an index of 2 passages beside 3"):
        Library(BM25(["fog", "rain"]), PASSAGES)

    class Sizeless:
        def search_many(self, queries: Sequence[str], k: int) -> list[Ranking]:
            return [Ranking(np.array([1]), np.array([0.5])) for _ in queries]

    assert Library(Sizeless(), PASSAGES).search("x", 1)[0].passage.id == "A-2"


def test_an_empty_library_and_a_large_k() -> None:
    """No passage: nothing is found and nothing read. More asked for than there is: all of it."""
    assert Rag(_library([]), Echo()).ask("any fog?").text == ABSTENTION
    assert len(Rag(_library(), Echo(), k=99).ask("any fog?").hits) == 3


def test_prompts_keep_braces_and_lay_examples_out_alike() -> None:
    """A passage with a place holder in it stays as it is; an example has the layout of the question, and an answer."""
    style = Style("s", "{question}|{passages}|{question}", (Example(PASSAGES[0], "Fog?", "yes"),))
    assert with_passages("Rain?", PASSAGES[1:2], style) == (
        "Fog?|[1] A-1: fog fog fog on the quay until noon|Fog? yes\n\n"
        "Rain?|[1] A-2: fog in Saltby Cove and rain after {question}|Rain?"
    )
    with pytest.raises(ValueError, match=r"expected \{question\} in it"):
        Style("s", "{passages}")
    with pytest.raises(ValueError, match="as a question"):
        with_passages(" ", [])
