"""The batched decoder gives what reading one prompt at a time gives."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedModel

from helpers import decoding
from helpers.decoding import DecodeConfig

VOCABULARY = 40
STOPS = frozenset({2, 3})


@pytest.fixture(scope="module")
def toy() -> PreTrainedModel:
    """Make a tiny random language model whose likeliest tokens vary and now and then end an answer."""
    torch.manual_seed(5)
    config = LlamaConfig(
        vocab_size=VOCABULARY,
        hidden_size=32,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=256,
        initializer_range=0.8,
    )
    return LlamaForCausalLM(config).eval()


def slowly(model: PreTrainedModel, prompt: list[int], count: int) -> list[int]:
    """Decode one prompt without cache, padding or batch: the definition of greedy decoding."""
    row = list(prompt)
    with torch.inference_mode():
        for _ in range(count):
            token = int(model(torch.tensor([row])).logits[0, -1].argmax())
            if token in STOPS:
                break
            row.append(token)
    return row[len(prompt) :]


prompts_of_tokens = st.lists(st.lists(st.integers(4, VOCABULARY - 1), min_size=1, max_size=12), min_size=1, max_size=6)
budgets = st.integers(1, 200)


@settings(max_examples=30, deadline=None)
@given(prompts_of_tokens, st.lists(st.integers(4, VOCABULARY - 1), max_size=8), budgets, st.integers(0, 8))
def test_batches_equal_one_by_one(
    toy: PreTrainedModel, prompts: list[list[int]], prefix: list[int], budget: int, count: int
) -> None:
    """Shared beginnings, padding, early leaving and any batch size change no answer."""
    rows = [prefix + prompt for prompt in prompts]
    config = DecodeConfig(max_new_tokens=count, tokens_in_flight=budget)
    assert decoding.greedy(toy, rows, STOPS, config) == [slowly(toy, row, count) for row in rows]


def test_some_toy_answers_end_early(toy: PreTrainedModel) -> None:
    """The toy model is a fair test: some of its answers meet a stop token, some do not."""
    lengths = {len(slowly(toy, [a, b], 8)) for a in range(4, 12) for b in range(4, 12)}
    assert 8 in lengths
    assert len(lengths) > 3


def test_finished_rows_leave_the_batch(toy: PreTrainedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """No time is spent on answers that have ended: batches shrink as answers end."""
    rows = [[a, b] for a in range(4, 10) for b in range(4, 10)]
    widths = []
    step = decoding._next

    def watched(model: PreTrainedModel, batch: decoding._Batch) -> torch.Tensor:
        widths.append(len(batch.rows))
        return step(model, batch)

    monkeypatch.setattr(decoding, "_next", watched)
    decoding.greedy(toy, rows, STOPS, DecodeConfig(max_new_tokens=8))
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] < widths[0]


def test_progress_counts_each_answer(toy: PreTrainedModel) -> None:
    """The numbers told to `done` add up to the number of prompts."""
    told: list[int] = []
    decoding.greedy(toy, [[5], [6], [7, 8]], STOPS, DecodeConfig(4, tokens_in_flight=10), told.append)
    assert sum(told) == 3
    assert len(told) > 1


def score_slowly(model: PreTrainedModel, prompt: list[int], tokens: list[int]) -> float:
    """Sum the log-probabilities of the tokens after the prompt, by the definition."""
    with torch.inference_mode():
        log_probs = model(torch.tensor([prompt + tokens])).logits[0].log_softmax(-1)
    return sum(float(log_probs[len(prompt) - 1 + i, token]) for i, token in enumerate(tokens))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, VOCABULARY - 1), min_size=1, max_size=9), prompts_of_tokens, budgets)
def test_scores_equal_the_definition(
    toy: PreTrainedModel, prompt: list[int], tails: list[list[int]], budget: int
) -> None:
    """Options of unlike length that begin alike are scored as if each stood alone."""
    config, exact = (
        DecodeConfig(tokens_in_flight=budget),
        copy.deepcopy(toy).double(),
    )  # so that rounding decides nothing
    expected = [score_slowly(exact, prompt, tail) for tail in tails]
    assert decoding.log_probabilities(exact, prompt, tails, config) == pytest.approx(expected, abs=1e-4)


@pytest.mark.slow
def test_equals_generate_on_fifty_prompts(generator: object) -> None:
    """In float32 the answers to 50 prompts are those of transformers' own `generate`."""
    prompts = [f"What is the weakness CWE-{number} about?" for number in range(20, 45)]
    prompts += [f"Name {number} things one finds in a harbour, and nothing else." for number in range(2, 27)]
    model, tokenizer = generator.model, generator.tokenizer
    expected = []
    for prompt in prompts:
        ids = torch.tensor([generator.tokens(prompt)])
        tokens = model.generate(ids, attention_mask=torch.ones_like(ids), do_sample=False, max_new_tokens=12)
        expected.append(tokenizer.decode(tokens[0, ids.shape[1] :], skip_special_tokens=True).strip())
    assert replace(generator, remember=False).answer(prompts, max_new_tokens=12) == expected
