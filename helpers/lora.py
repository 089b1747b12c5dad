"""LoRA: teach a model by two thin matrices beside each big one (Hu et al. 2021, arXiv 2106.09685).

The big matrix W (out × in) stays as it is. Beside it stand A (rank × in) and B (out × rank), and the layer computes
W x + (alpha / rank) · B A x. B begins as zeros, so that at first nothing changes. Only A and B are trained.

Not handled: adapters on embeddings, dropout, several adapters at once.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn.functional import linear

from helpers.lean_layers import adapted
from helpers.portions import is_short_memory

ATTENTION = ("q_proj", "k_proj", "v_proj", "o_proj")
FEED_FORWARD = ("gate_proj", "up_proj", "down_proj")


@dataclass(frozen=True)
class LoraConfig:
    """Where adapters stand, and how wide they are.

    Args:
        rank: width of the thin matrices; more hold more, and cost more.
        depth: how many layers have adapters, counted from the top. What lies below never changes, so its output can be
            computed once and kept.
        alpha: strength; what the adapter says is multiplied by alpha / rank. By default the rank, so by one.
        targets: which matrices of a layer have adapters.

    Raises:
        ValueError: a number below 1, or no target.

    >>> LoraConfig(rank=8).scale
    1.0
    """

    rank: int = 32
    depth: int = 10
    alpha: float | None = None
    targets: tuple[str, ...] = ATTENTION + FEED_FORWARD

    def __post_init__(self) -> None:
        """Refuse what would train nothing."""
        for name in ("rank", "depth"):
            if getattr(self, name) < 1:
                raise ValueError(f"found {name}={getattr(self, name)}; expected at least 1; do: raise it")
        if not self.targets:
            raise ValueError(f"found no targets; expected some of {', '.join(ATTENTION + FEED_FORWARD)}; do: name one")

    @property
    def scale(self) -> float:
        """Return alpha / rank."""
        return (self.rank if self.alpha is None else self.alpha) / self.rank


class LoraLinear(nn.Module):
    """A linear layer with an adapter beside it.

    The thin matrices are float32 whatever the base is: small steps of training would be lost in bfloat16.

    Args:
        base: the layer, (…, in) to (…, out); it is frozen.
        rank: width of the thin matrices.
        scale: factor of what the adapter says.
        seed: decides how A begins.

    >>> layer = LoraLinear(nn.Linear(3, 2), rank=1)
    >>> layer(torch.ones(5, 3)).shape, bool((layer(torch.ones(3)) == layer.base(torch.ones(3))).all())
    (torch.Size([5, 2]), True)
    """

    def __init__(self, base: nn.Linear, rank: int, scale: float = 1.0, seed: int = 0) -> None:
        """Begin A at random, as PEFT does, and B with zeros."""
        super().__init__()
        self.base, self.scale = base.requires_grad_(False), scale
        chance = torch.Generator().manual_seed(seed)
        bound = 1 / math.sqrt(base.in_features)
        self.lora_a = nn.Parameter(torch.empty(rank, base.in_features).uniform_(-bound, bound, generator=chance))
        self.lora_b = nn.Parameter(torch.zeros(base.out_features, rank))
        self.merged: torch.Tensor | None = None

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Return W x + scale · B A x; merged, that is one product."""
        if self.merged is not None:
            return linear(inputs, self.merged, self.base.bias)
        rows = inputs.reshape(-1, inputs.shape[-1])
        out = adapted(rows, self.base.weight, self.lora_a, self.lora_b, self.scale).view(*inputs.shape[:-1], -1)
        return out if self.base.bias is None else out + self.base.bias

    def change(self) -> torch.Tensor:
        """Return what the adapter adds to W: scale · B A, of its shape (out × in)."""
        return self.scale * (self.lora_b @ self.lora_a)


def add_lora(model: nn.Module, config: LoraConfig | None = None, seed: int = 0) -> None:
    """Put adapters into the upper layers of a model, and freeze all the rest; the model answers as before.

    Args:
        model: a transformers model whose layers stand in `model.model.layers`.
        config: where and how wide.
        seed: decides how the adapters begin.

    Raises:
        ValueError: there are adapters already, there are fewer layers than asked for, or a target does not exist.
    """
    config = config or LoraConfig()
    if lora_layers(model):
        raise ValueError("found adapters in the model; expected none; do: remove_lora(model), or train these on")
    places = _places(model, config)
    model.requires_grad_(False)
    for number, (parent, name) in enumerate(places):
        setattr(parent, name, LoraLinear(getattr(parent, name), config.rank, config.scale, seed * 10_000 + number))


def _places(model: nn.Module, config: LoraConfig) -> list[tuple[nn.Module, str]]:
    """Return for each adapter-to-be the module that holds the linear layer, and the layer's name in it."""
    layers = model.get_submodule("model.layers")
    if config.depth > len(layers):
        raise ValueError(f"found depth={config.depth}; expected at most the model's {len(layers)} layers; do: lower it")
    places = [
        (parent, name)
        for layer in layers[len(layers) - config.depth :]
        for parent in layer.modules()
        for name, child in parent.named_children()
        if name in config.targets and isinstance(child, nn.Linear)
    ]
    strange = set(config.targets) - {name for _, name in places}
    if strange:
        raise ValueError(f"found the targets {', '.join(sorted(strange))}; expected linear layers; do: correct them")
    return places


def lora_layers(model: nn.Module) -> dict[str, LoraLinear]:
    """Return the layers that have an adapter, by their names in the model."""
    return {name: module for name, module in model.named_modules() if isinstance(module, LoraLinear)}


def trainable(model: nn.Module) -> list[nn.Parameter]:
    """Return all that is trained: A and B of each adapter."""
    return [parameter for layer in lora_layers(model).values() for parameter in (layer.lora_a, layer.lora_b)]


@torch.no_grad()
def merge_lora(model: nn.Module) -> None:
    """Let each layer with an adapter compute one product in place of three: W becomes W + scale · B A.

    The originals are kept beside, so that `remove_lora` undoes it exactly. Where memory runs short, the rest of the
    layers go on computing three, with a warning: that is slower, and nothing learned is lost.
    """
    unmerge_lora(model)  # what an earlier merge left would be stale in the layers that are not reached
    layers = list(lora_layers(model).values())
    for number, layer in enumerate(layers):
        try:
            layer.merged = (layer.base.weight.float() + layer.change()).to(layer.base.weight.dtype)
        except (MemoryError, RuntimeError) as error:
            if not is_short_memory(error):
                raise
            unmerged = f"{len(layers) - number} of {len(layers)} adapters stay beside their layers; answers come slower"
            warnings.warn(f"Memory ran short: {unmerged}.", stacklevel=3)
            return


def unmerge_lora(model: nn.Module) -> None:
    """Let the adapters stand beside their layers again, as training needs it."""
    for layer in lora_layers(model).values():
        layer.merged = None


def remove_lora(model: nn.Module) -> None:
    """Take all adapters out; the model is exactly the one that it was before `add_lora`."""
    for name, layer in lora_layers(model).items():
        parent, _, own = name.rpartition(".")
        setattr(model.get_submodule(parent), own, layer.base)


def weights(model: nn.Module) -> dict[str, torch.Tensor]:
    """Return a copy of all thin matrices by name: what an adapter is."""
    return dict(_named(model, copied=True))


def _named(model: nn.Module, copied: bool) -> Iterator[tuple[str, torch.Tensor]]:
    """Yield the names and values of the thin matrices."""
    for name, layer in lora_layers(model).items():
        for part in ("lora_a", "lora_b"):
            value = getattr(layer, part).detach()
            yield f"{name}.{part}", value.clone() if copied else value


@torch.no_grad()
def set_weights(model: nn.Module, values: Mapping[str, torch.Tensor]) -> None:
    """Put the values of `weights` back into a model that has the same adapters.

    Raises:
        ValueError: the names or shapes are others; nothing was changed then.
    """
    there = dict(_named(model, copied=False))
    if {name: value.shape for name, value in there.items()} != {name: value.shape for name, value in values.items()}:
        raise ValueError("found the weights of another adapter; expected the same places and ranks; do: check both")
    for name, value in values.items():
        there[name].copy_(value)
    unmerge_lora(model)
