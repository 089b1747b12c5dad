"""Attention over a beginning that all rows share, held once in memory, and over what each row has read of its own.

A prompt with worked examples begins with hundreds of tokens that are the same for every question. Kept once a row, they
fill the memory and are fetched anew for each row and token. Kept once, one product serves all rows.

The scores of both parts go through one softmax, so the result is that of ordinary attention but for rounding.
transformers lets a model compute attention another way under a name of one's own; `attending` does so for a while.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import torch
from transformers import AttentionInterface, AttentionMaskInterface, PreTrainedModel
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import eager_mask

NAME = "beginning_once"
# Kinds of models whose attention is one softmax over all that was read (with `use_sliding_window` off).
SUPPORTED = frozenset({"LlamaForCausalLM", "Qwen2ForCausalLM"})


class Split(NamedTuple):
    """Keys, or values: of the shared beginning (heads × places × size), and of each row (rows × heads × …)."""

    first: torch.Tensor
    own: torch.Tensor


def attend(
    module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor | Split,
    value: torch.Tensor | Split,
    attention_mask: torch.Tensor | None,
    scaling: float,
    **others: object,
) -> tuple[torch.Tensor, None]:
    """Return what each token sees: the mean of the values, weighted by how well their keys fit its query.

    Args:
        module: the model's attention layer.
        query: rows × heads × tokens × size.
        key: of fewer heads, each serving several of the query's; ordinary tensors are left to torch.
        value: as key.
        attention_mask: added to the scores (rows × 1 × tokens × places of the beginning and own).
        scaling: the scores are multiplied by it.
        others: what else transformers hands over.

    Returns:
        rows × tokens × heads × size, and None in place of the weights.
    """
    if not isinstance(key, Split) or not isinstance(value, Split):
        return sdpa_attention_forward(module, query, key, value, attention_mask, scaling=scaling, **others)
    rows, heads, tokens, size = query.shape
    groups, places = key.first.shape[0], key.first.shape[1]
    # Query heads that share a key head are put below each other, so that one product serves them all.
    below = query.reshape(rows, groups, heads // groups * tokens, size)
    scores = torch.cat([_for_all(below, key.first.mT), below @ key.own.mT], dim=-1) * scaling
    scores = scores.view(rows, heads, tokens, -1) + attention_mask
    wide = torch.promote_types(query.dtype, torch.float32)
    weights = scores.softmax(-1, dtype=wide).to(query.dtype).view(*below.shape[:3], -1)
    seen = _for_all(weights[..., :places], value.first) + weights[..., places:] @ value.own
    return seen.reshape(rows, heads, tokens, size).transpose(1, 2), None


def _for_all(rows: torch.Tensor, shared: torch.Tensor) -> torch.Tensor:
    """Return each row (rows × heads × lines × n) times what all share (heads × n × m), as one product a head.

    >>> _for_all(torch.ones(5, 2, 1, 3), torch.ones(2, 3, 4)).shape
    torch.Size([5, 2, 1, 4])
    """
    count, heads, lines, inner = rows.shape
    product = rows.transpose(0, 1).reshape(heads, count * lines, inner) @ shared
    return product.view(heads, count, lines, -1).transpose(0, 1)


def can_split(model: PreTrainedModel) -> bool:
    """Return whether a model attends as `attend` does: one softmax over all it has read, and nothing else."""
    return type(model).__name__ in SUPPORTED and not getattr(model.config, "use_sliding_window", False)


@contextmanager
def attending(model: PreTrainedModel) -> Iterator[None]:
    """Let a model attend by `attend` within `with`, if it can, and afterwards as before."""
    if not can_split(model):
        yield
        return
    before = model.config._attn_implementation
    model.set_attn_implementation(NAME)
    try:
        yield
    finally:
        model.set_attn_implementation(before)


AttentionInterface.register(NAME, attend)
AttentionMaskInterface.register(NAME, eager_mask)
