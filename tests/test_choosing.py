"""Choosing for many questions at once agrees with choosing for one, which is proven elsewhere."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import tiny
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import choosing, decoding
from helpers.completion import Completer
from helpers.models import Generator

pytestmark = pytest.mark.usefixtures("one_thread")
WORDS = ("fog", "tide", "bell", "tram", "Saltby")


@pytest.fixture(scope="module")
def toy() -> Generator:
    """Make a tiny random model."""
    return tiny.generator()


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
lists = st.lists(st.lists(texts, min_size=1, max_size=4, unique=True), min_size=1, max_size=7)


@settings(max_examples=12, deadline=None)
@given(lists, texts, st.integers(30, 400), st.randoms(use_true_random=False))
def test_many_are_scored_as_one_by_one(
    options: list[list[str]], beginning: str, in_flight: int, chance: random.Random
) -> None:
    """Shared beginnings, padding, batches and lists of any length change no score."""
    toy = replace(tiny.generator(), config=decoding.DecodeConfig(tokens_in_flight=in_flight))
    prompts = [f"{beginning} {chance.choice(WORDS)} {chance.randint(0, 9 ** chance.randint(1, 9))}?" for _ in options]
    found = choosing.log_probabilities(toy, prompts, options)
    for prompt, some, scores in zip(prompts, options, found, strict=True):
        assert scores == pytest.approx(toy.log_probabilities(prompt, some), abs=1e-3)


def test_a_completer_chooses_among_lines(toy: Generator) -> None:
    """Its options follow a space and end with the line, not with the frame's end."""
    reader = Completer(toy)
    prompt, options = "Q: fog?\nA:", ["noon", "at dawn"]
    row, line = reader.tokens(prompt), reader.tokens("\n")
    tails = [reader.tokens(f" {option}") + line for option in options]
    slow = decoding.log_probabilities(toy.model, row, tails)
    assert choosing.log_probabilities(reader, [prompt, prompt], [options, options[::-1]]) == [
        pytest.approx(slow, abs=1e-3),
        pytest.approx(slow[::-1], abs=1e-3),
    ]


def test_no_question_is_no_work_and_no_option_is_told(toy: Generator) -> None:
    """Nothing asked gives nothing; a question without options is refused, as are lists that do not fit."""
    assert choosing.log_probabilities(toy, [], []) == []
    for prompts, options in ((["fog?"], [[]]), (["fog?"], []), ([], [["noon"]])):
        with pytest.raises(ValueError, match=r"found .*; expected .*; do "):
            choosing.log_probabilities(toy, prompts, options)


@pytest.mark.slow
def test_the_real_model_agrees(generator: Generator) -> None:
    """For both ways of reading, with prompts of different lengths."""
    prompts = ["Question: Who mends the bell?\nAnswer:", "Question: When does the last ferry leave Saltby?\nAnswer:"]
    options = [["Hob", "the bell ringer", "nobody"], ["at noon", "at 22:30"]]
    found = choosing.log_probabilities(generator, prompts, options)
    for prompt, some, scores in zip(prompts, options, found, strict=True):
        assert scores == pytest.approx(generator.log_probabilities(prompt, some), abs=1e-2)
