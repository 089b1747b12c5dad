"""Answering a hundred short questions against transformers' two ways: ratios of medians, taken in turns in one run.

All three decode greedily, in float32 and on one thread, and must say the same. Seconds are those of the clock.
There are two sets of prompts. Bare questions get long answers, and nearly all run to the limit, so that next to nothing
is gained by answers that end: this is the hard set. Asked for a few words, the model ends its answers itself.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import torch
import transformers

from helpers.models import Generator

COUNT = 100
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
QUESTIONS = [ask.format(thing) for thing in THINGS for ask in ASKS]


@dataclass(frozen=True)
class Setting:
    """A hundred prompts, and how many tokens an answer may have."""

    prompts: list[str]
    most: int


SETTINGS = {
    "bare questions": Setting(QUESTIONS, 24),
    "a few words": Setting([f"Answer in a few words.\n\nQuestion: {question}\nAnswer:" for question in QUESTIONS], 48),
}


@dataclass(frozen=True)
class Race:
    """What each contestant said, and its seconds in each round: the clock's, and the processor's to compare with.

    Where the two differ much, other programs had the processor meanwhile, and the ratio says little.
    """

    said: dict[str, list[str]]
    seconds: dict[str, list[float]]
    computing: dict[str, list[float]]

    def times_faster(self, other: str) -> float:
        """Return how many times as long another takes: the ratio of the medians."""
        return statistics.median(self.seconds[other]) / statistics.median(self.seconds["ours"])

    def told(self) -> str:
        """Return the ratio with its least and greatest, paired by round, and all seconds."""
        pairs = [theirs / ours for ours, theirs in zip(self.seconds["ours"], self.seconds["batches"], strict=True)]
        against = f"generate {self.times_faster('batches'):.2f}x ({min(pairs):.2f} to {max(pairs):.2f})"
        clock, processor = (
            {k: [round(one, 1) for one in v] for k, v in t.items()} for t in (self.seconds, self.computing)
        )
        return f"{against}, pipeline {self.times_faster('pipeline'):.2f}x; clock {clock}; processor {processor}"


def _one_by_one(generator: Generator, setting: Setting) -> list[str]:
    """Answer with transformers' pipeline, one question at a time."""
    pipeline = transformers.pipeline("text-generation", model=generator.model, tokenizer=generator.tokenizer)
    config = transformers.GenerationConfig(
        max_new_tokens=setting.most, do_sample=False, pad_token_id=0, eos_token_id=sorted(generator._stops())
    )
    framed = [generator.frame(prompt) for prompt in setting.prompts]
    said = [pipeline(text, return_full_text=False, generation_config=config) for text in framed]
    return [one[0]["generated_text"].strip() for one in said]


@torch.inference_mode()
def _in_batches(generator: Generator, setting: Setting) -> list[str]:
    """Answer with `generate`, in batches padded to the left, in the order they come."""
    answers: list[str] = []
    for start in range(0, COUNT, BATCH):
        rows = [generator.tokens(prompt) for prompt in setting.prompts[start : start + BATCH]]
        width = max(map(len, rows))
        ids = torch.tensor([[0] * (width - len(row)) + row for row in rows])
        mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows])
        out = generator.model.generate(
            ids, attention_mask=mask, do_sample=False, max_new_tokens=setting.most, pad_token_id=0
        )
        answers += generator.tokenizer.batch_decode(out[:, width:], skip_special_tokens=True)
    return [answer.strip() for answer in answers]


@pytest.fixture(scope="module")
def one_thread() -> Iterator[None]:
    """Let all compute on one thread."""
    before = torch.get_num_threads()
    yield torch.set_num_threads(1)
    torch.set_num_threads(before)


@pytest.fixture(scope="module", params=SETTINGS)
def race(request: pytest.FixtureRequest, generator: Generator, one_thread: None) -> Race:
    """Let all three answer, taking turns; the pipeline, being slow, runs once."""
    setting = SETTINGS[request.param]
    torch.set_num_threads(1)
    acts: dict[str, Callable[[], list[str]]] = {
        "ours": lambda: generator.answer(setting.prompts, max_new_tokens=setting.most),
        "batches": lambda: _in_batches(generator, setting),
        "pipeline": lambda: _one_by_one(generator, setting),
    }
    race = Race({}, {name: [] for name in acts}, {name: [] for name in acts})
    generator.answer(setting.prompts[:2], max_new_tokens=2)
    for turn in range(ROUNDS):
        for name, act in acts.items():
            if name != "pipeline" or not turn:
                start = time.perf_counter(), time.process_time()
                race.said[name] = act()
                race.seconds[name].append(time.perf_counter() - start[0])
                race.computing[name].append(time.process_time() - start[1])
    sys.__stdout__.write(f"\n{request.param}: {race.told()}\n")
    return race


@pytest.mark.benchmark
def test_all_three_say_the_same(race: Race) -> None:
    """The same hundred answers, letter for letter, and they are not all alike."""
    assert len(set(race.said["ours"])) > COUNT // 2
    assert race.said["ours"] == race.said["batches"] == race.said["pipeline"]


@pytest.mark.benchmark
def test_ours_is_four_times_the_pipeline(race: Race) -> None:
    """At least four times as fast as one by one."""
    assert race.times_faster("pipeline") >= 4, race.told()


@pytest.mark.benchmark
def test_ours_is_twice_generate(race: Race) -> None:
    """At least twice as fast as `generate` in batches."""
    assert race.times_faster("batches") >= 2, race.told()
