"""Rows read into reserved memory say what they say without a cache, and the memory is given back."""

from __future__ import annotations

import weakref

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedModel

from helpers.kv_cache import KvCache
from helpers.split_attention import attending


@pytest.fixture(scope="module")
def toy() -> PreTrainedModel:
    """Make a tiny random language model."""
    torch.manual_seed(1)
    sizes = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2}
    return LlamaForCausalLM(LlamaConfig(vocab_size=20, initializer_range=0.8, **sizes)).eval()


def read(model: PreTrainedModel, cache: KvCache, rows: slice, filled: int, ids: torch.Tensor) -> torch.Tensor:
    """Read ids (rows × tokens) without padding; return the logits of the last place."""
    mask = cache.open(rows, filled, torch.ones_like(ids))
    places = (mask.cumsum(1) - 1)[:, filled:]
    out = model(input_ids=ids, attention_mask=mask, position_ids=places, past_key_values=cache, logits_to_keep=1)
    return out.logits[:, -1]


@torch.inference_mode()
def test_a_shared_start_a_gap_and_moved_rows(toy: PreTrainedModel) -> None:
    """A start read once for all, groups of two widths, then two rows kept in another order: logits as from scratch."""
    cache = KvCache(rows=3, prompt=3, answer=1, shared=2)
    with attending(toy):
        read(toy, cache, slice(0, 3), 0, torch.tensor([[7, 8]]))
        read(toy, cache, slice(0, 1), 2, torch.tensor([[1, 2, 3]]))
        read(toy, cache, slice(1, 3), 2, torch.tensor([[4], [5]]))
        cache.keep(torch.tensor([2, 1]))
        found = read(toy, cache, slice(0, 2), 5, torch.tensor([[9], [9]]))
    expected = toy(torch.tensor([[7, 8, 5, 9], [7, 8, 4, 9]])).logits[:, -1]
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-4)


@torch.inference_mode()
def test_memory_is_given_back_at_once(toy: PreTrainedModel) -> None:
    """Nothing in a cache points back at it, so it goes with its last user and does not wait to be collected."""
    cache = KvCache(rows=1, prompt=2)
    read(toy, cache, slice(0, 1), 0, torch.tensor([[1, 2]]))
    seen = weakref.ref(cache.layers[0].keys)
    del cache
    assert seen() is None
