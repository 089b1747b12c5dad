"""Attention over a beginning held once equals torch's over everything laid out, and a model gets its own way back."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.functional import scaled_dot_product_attention
from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

from helpers import decoding
from helpers.split_attention import NAME, Split, attend, attending, can_split

SIZES = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
few = st.integers(1, 5)


def random(*shape: int) -> torch.Tensor:
    """Return numbers around zero, in double precision so that rounding decides nothing."""
    return torch.randn(*shape, dtype=torch.float64)


@settings(max_examples=40, deadline=None)
@given(rows=few, groups=few, each=few, places=st.tuples(few, few, few), seed=st.integers(0, 99))
def test_equals_attention_over_the_whole(
    rows: int, groups: int, each: int, places: tuple[int, int, int], seed: int
) -> None:
    """Whatever the shapes and whatever is masked."""
    torch.manual_seed(seed)
    tokens, first, own = places
    query = random(rows, groups * each, tokens, 4)
    key, value = (Split(random(groups, first, 4), random(rows, groups, own, 4)) for _ in "kv")
    hidden = torch.rand(rows, 1, tokens, first + own) < 0.3
    hidden[..., 0] = False
    mask = random(rows, 1, tokens, first + own).masked_fill(hidden, -1e9)
    whole = [
        torch.cat([part.first.expand(rows, -1, -1, -1), part.own], 2).repeat_interleave(each, 1)
        for part in (key, value)
    ]
    expected = scaled_dot_product_attention(query, *whole, attn_mask=mask, scale=0.5).transpose(1, 2)
    found, _ = attend(torch.nn.Module(), query, key, value, mask, scaling=0.5)
    torch.testing.assert_close(found, expected, rtol=1e-5, atol=1e-5)


def test_the_model_attends_as_before_afterwards() -> None:
    """Also after an error."""
    model = LlamaForCausalLM(LlamaConfig(vocab_size=8, **SIZES))
    before = model.config._attn_implementation
    with pytest.raises(KeyboardInterrupt), attending(model):
        assert model.config._attn_implementation == NAME
        raise KeyboardInterrupt
    assert model.config._attn_implementation == before


def test_another_kind_of_model_is_left_as_it_is() -> None:
    """It answers too: each prompt is read whole."""
    torch.manual_seed(2)
    model = GPT2LMHeadModel(GPT2Config(n_layer=1, n_head=2, n_embd=8, vocab_size=20)).eval()
    assert not can_split(model)
    rows = [[1, 2, 3], [1, 2, 4, 5]]
    with torch.inference_mode():
        expected = [int(model(torch.tensor([row])).logits[0, -1].argmax()) for row in rows]
    found = decoding.greedy(model, rows, frozenset({19}), decoding.DecodeConfig(max_new_tokens=1))
    assert found == [[token] for token in expected]


@torch.inference_mode()
def test_a_long_beginning_takes_no_room_in_each_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty rows behind a hundred shared tokens are one batch where only their own tokens fit."""
    model = LlamaForCausalLM(LlamaConfig(vocab_size=50, **SIZES)).eval()
    batches = []
    whole = decoding._greedy_batch
    monkeypatch.setattr(decoding, "_greedy_batch", lambda *args: batches.append(len(args[1])) or whole(*args))
    prompts = [[*range(2, 42)] * 2 + [row] for row in range(40)]
    decoding.greedy(model, prompts, frozenset({0}), decoding.DecodeConfig(2, tokens_in_flight=80 + 40 * 3))
    assert batches == [40]
