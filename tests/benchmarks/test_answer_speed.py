"""Answering a hundred short questions against transformers' two ways: ratios of medians, taken in turns in one run.

All three decode greedily, in float32 and on one thread, and must say the same. The questions are worded as the course
words closed-book ones, and answers end where they end. What is gained is what is not computed: the beginning that all
prompts share, padding, and answers that have ended. Where every answer runs to the limit, only the first is left.
Seconds are those of the processor, so that other programs do not count.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

import pytest
import torch
import transformers

from helpers.models import Generator

COUNT = 100
MOST = 48
BATCH = 32
ROUNDS = 3
THINGS = ("harbour", "lighthouse", "tram", "observatory", "bakery", "ferry", "mill", "archive", "school", "quarry")
ASKS = (
    "What is a {} for?",
    "Name one thing in a {}.",
    "Is a {} loud?",
    "Who works in a {}?",
    "Where would you build a {}?",
    "What colour is a {}?",
    "Can a {} float?",
    "How old is the oldest {}?",
    "What does a {} cost?",
    "Why would anybody visit a {}?",
)
WORDING = "Answer in a few words.\n\nQuestion: {}\nAnswer:"
PROMPTS = [WORDING.format(ask.format(thing)) for thing in THINGS for ask in ASKS]


def _one_by_one(generator: Generator) -> list[str]:
    """Answer with transformers' pipeline, one question at a time."""
    pipeline = transformers.pipeline("text-generation", model=generator.model, tokenizer=generator.tokenizer)
    config = transformers.GenerationConfig(
        max_new_tokens=MOST, do_sample=False, pad_token_id=0, eos_token_id=sorted(generator._stops())
    )
    framed = [generator.frame(prompt) for prompt in PROMPTS]
    said = [pipeline(text, return_full_text=False, generation_config=config) for text in framed]
    return [one[0]["generated_text"].strip() for one in said]


@torch.inference_mode()
def _in_batches(generator: Generator) -> list[str]:
    """Answer with `generate`, in batches padded to the left, in the order they come."""
    answers: list[str] = []
    for start in range(0, len(PROMPTS), BATCH):
        rows = [generator.tokens(prompt) for prompt in PROMPTS[start : start + BATCH]]
        width = max(map(len, rows))
        ids = torch.tensor([[0] * (width - len(row)) + row for row in rows])
        mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows])
        out = generator.model.generate(ids, attention_mask=mask, do_sample=False, max_new_tokens=MOST, pad_token_id=0)
        answers += generator.tokenizer.batch_decode(out[:, width:], skip_special_tokens=True)
    return [answer.strip() for answer in answers]


@pytest.fixture(scope="module")
def race(generator: Generator) -> tuple[Mapping[str, float], Mapping[str, list[str]]]:
    """Return the median seconds of each contestant and what it said; the pipeline, being slow, runs once."""
    acts: dict[str, Callable[[], list[str]]] = {
        "ours": lambda: generator.answer(PROMPTS, max_new_tokens=MOST),
        "batches": lambda: _in_batches(generator),
        "pipeline": lambda: _one_by_one(generator),
    }
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    seconds: dict[str, list[float]] = {name: [] for name in acts}
    said: dict[str, list[str]] = {}
    try:
        generator.answer(PROMPTS[:2], max_new_tokens=2)
        for turn in range(ROUNDS):
            for name, act in acts.items():
                if name != "pipeline" or not turn:
                    start = time.process_time()
                    said[name] = act()
                    seconds[name].append(time.process_time() - start)
    finally:
        torch.set_num_threads(threads)
    return {name: statistics.median(times) for name, times in seconds.items()}, said


@pytest.mark.benchmark
def test_all_three_say_the_same(race: tuple[Mapping[str, float], Mapping[str, list[str]]]) -> None:
    """The same hundred answers, letter for letter, and they are not all alike."""
    _, said = race
    assert len(set(said["ours"])) > COUNT // 2
    assert said["ours"] == said["batches"] == said["pipeline"]


@pytest.mark.benchmark
def test_ours_is_four_times_the_pipeline(race: tuple[Mapping[str, float], Mapping[str, list[str]]]) -> None:
    """At least four times as fast as one by one."""
    seconds, _ = race
    assert seconds["pipeline"] >= 4 * seconds["ours"], seconds


@pytest.mark.benchmark
def test_ours_is_twice_generate(race: tuple[Mapping[str, float], Mapping[str, list[str]]]) -> None:
    """At least twice as fast as `generate` in batches."""
    seconds, _ = race
    assert seconds["batches"] >= 2 * seconds["ours"], seconds
