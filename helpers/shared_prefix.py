"""Read rows that begin alike, and let gradients flow: transformer layers by hand, the common beginning only once.

Every question to a chat model begins with the same frame: twenty-six tokens for SmolLM2, half of a short prompt.
A causal model computes the same for them in each row. Here all rows are laid into one long list of tokens, the
beginning once and then the rest of each row, and only attention needs to know which token belongs to which row.
The result equals that of transformers.

Handled are models built like Llama (Touvron et al. 2023): Llama, SmolLM2, Qwen2. Not handled: sliding windows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn.functional import pad
from transformers import PreTrainedModel

from helpers.lean_layers import gated, rms_norm
from helpers.split_attention import SUPPORTED

NEVER = float("-inf")
# Each new shape costs the library of matrix products some ten MB that it keeps; so lists come in few lengths.
STRIDE = 128


@dataclass(frozen=True)
class Layout:
    """How rows lie in one list of tokens: the prefix, then the rest of each row, filled up to one width.

    Attributes:
        prefix: tokens that all rows begin with.
        rows: how many rows.
        width: tokens of the longest rest.
        cosine: of each token's angle (tokens × 1 × head size), for its place in its row; and the sine.
        sine: see cosine.
        bias: what is added to the scores (width × prefix + width): zero for what a token may see.
    """

    prefix: int
    rows: int
    width: int
    cosine: torch.Tensor
    sine: torch.Tensor
    bias: torch.Tensor

    @property
    def tokens(self) -> int:
        """Return how many tokens are computed, filling included."""
        return len(self.cosine)

    def place(self, row: int, token: int) -> int:
        """Return where the token of a row lies in the list, the token counted from the row's beginning."""
        return token if token < self.prefix else self.prefix + row * self.width + token - self.prefix


def check_supported(model: PreTrainedModel) -> None:
    """Raise unless the layers of this model are the ones that this module computes.

    Raises:
        ValueError: they are others.
    """
    kind = type(model).__name__
    if kind not in SUPPORTED:
        raise ValueError(f"found a model of the kind {kind}; expected one of {sorted(SUPPORTED)}; do: take such a one")
    if getattr(model.config, "use_sliding_window", False):
        raise ValueError(f"found a sliding window in {kind}; expected full attention; do: take another model")


def lay_out(model: PreTrainedModel, prefix: int, lengths: Sequence[int]) -> Layout:
    """Return the layout of rows of these lengths (in tokens, prefix included)."""
    width = max(lengths) - prefix
    places = torch.arange(prefix + width)[None]
    cosine, sine = (part[0] for part in model.model.rotary_emb(torch.zeros(1, dtype=model.dtype), places))
    hidden = torch.ones(width, prefix + width, dtype=torch.bool).triu(prefix + 1)
    return Layout(
        prefix,
        len(lengths),
        width,
        _laid(cosine, prefix, len(lengths)),
        _laid(sine, prefix, len(lengths)),
        torch.zeros(hidden.shape, dtype=model.dtype).masked_fill(hidden, NEVER),
    )


def _laid(angles: torch.Tensor, prefix: int, rows: int) -> torch.Tensor:
    """Return one line a token of the list: the prefix's once, the rest's once a row, zeros as filling (× 1 × size)."""
    laid = torch.cat([angles[:prefix], angles[prefix:].repeat(rows, 1)])
    return pad(laid, (0, 0, 0, -len(laid) % STRIDE))[:, None]


def through(
    layers: Iterable[nn.Module], states: torch.Tensor, layout: Layout, wanted: torch.Tensor | None = None
) -> torch.Tensor:
    """Send tokens through layers of a model.

    Args:
        layers: of `model.model.layers`, from below.
        states: what comes in, one line a token of the list (tokens × width of the model).
        layout: how the rows lie in it.
        wanted: the places whose states are asked for; the last layer computes no others. By default all.

    Returns:
        What comes out, one line a wanted token.
    """
    *lower, last = layers
    for layer in lower:
        states = _layer(layer, states, layout)
    return _layer(last, states, layout, wanted)


def _layer(layer: nn.Module, states: torch.Tensor, layout: Layout, wanted: torch.Tensor | None = None) -> torch.Tensor:
    """Compute one layer: attention, then the feed-forward network, each added to what came in."""
    seen = _attention(layer.self_attn, normalised(layer.input_layernorm, states), layout)
    if wanted is not None:
        seen, states = seen[wanted], states[wanted]
    states = states + layer.self_attn.o_proj(seen)
    return states + _feed_forward(layer.mlp, normalised(layer.post_attention_layernorm, states))


def normalised(norm: nn.Module, states: torch.Tensor) -> torch.Tensor:
    """Return what a model's normalisation makes of states."""
    return rms_norm(states, norm.weight, norm.variance_epsilon)


def _feed_forward(network: nn.Module, states: torch.Tensor) -> torch.Tensor:
    """Compute the feed-forward network of a layer; one with another gate than silu computes itself."""
    if network.config.hidden_act not in ("silu", "swish"):
        return network(states)
    return network.down_proj(gated(network.gate_proj(states), network.up_proj(states)))


def _attention(attention: nn.Module, states: torch.Tensor, layout: Layout) -> torch.Tensor:
    """Let each token look at those before it in its row; the prefix looks at itself only."""
    size = attention.head_dim
    query, key, value = (
        project(states).view(len(states), -1, size)
        for project in (attention.q_proj, attention.k_proj, attention.v_proj)
    )
    query, key = (_turned(part, layout) for part in (query * attention.scaling, key))
    (first_query, query), (first_key, key), (first_value, value) = (
        _split(part, layout) for part in (query, key, value)
    )
    key, value = (
        torch.cat([before.expand(layout.rows, -1, -1, -1), after], dim=2)
        for before, after in ((first_key, key), (first_value, value))
    )
    bias = torch.full((layout.prefix, layout.prefix), NEVER, dtype=states.dtype).triu(1)
    looked = [_look(first_query, first_key, first_value, bias), _look(query, key, value, layout.bias)]
    seen = torch.cat([part.transpose(1, 2).reshape(-1, part.shape[1] * size) for part in looked])
    return pad(seen, (0, 0, 0, len(states) - len(seen)))


def _turned(heads: torch.Tensor, layout: Layout) -> torch.Tensor:
    """Turn each token's heads by the angle of its place (rotary embedding, Su et al. 2021)."""
    left, right = heads.chunk(2, dim=-1)
    return heads * layout.cosine + torch.cat((-right, left), dim=-1) * layout.sine


def _split(heads: torch.Tensor, layout: Layout) -> tuple[torch.Tensor, torch.Tensor]:
    """Return (tokens × heads × size) as prefix and rest, each rows × heads × places × size."""
    count, size = heads.shape[1:]
    end = layout.prefix + layout.rows * layout.width
    return (
        heads[: layout.prefix].view(1, layout.prefix, count, size).transpose(1, 2),
        heads[layout.prefix : end].view(layout.rows, layout.width, count, size).transpose(1, 2),
    )


def _look(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """Return the mean of the values, weighted by how well keys fit queries (rows × heads × places × size).

    Several query heads share a key head; they are put below each other, so that one product serves them all.
    Written out, it is a quarter as long in the backward pass as torch's fused attention on short rows of bfloat16.
    """
    rows, heads, places, size = query.shape
    shared, seen = key.shape[1], key.shape[2]
    below = heads // shared * places
    scores = query.reshape(rows * shared, below, size) @ key.reshape(rows * shared, seen, size).mT
    weights = (scores.view(rows, heads, places, seen) + bias).softmax(-1).view(rows * shared, below, seen)
    return (weights @ value.reshape(rows * shared, seen, size)).view(rows, heads, places, size)
