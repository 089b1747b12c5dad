"""Adapters on disk: two files, in PEFT's form, so that either library loads what the other saved.

An adapter fits one model only. Which one is written beside it, and compared when it is loaded.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save

from helpers import lora, store
from helpers.lora import LoraConfig
from helpers.models import Generator

CONFIG, WEIGHTS = "adapter_config.json", "adapter_model.safetensors"
PREFIX = "base_model.model."
# Under this name the weights say which model they were made for; PEFT's own do not.
BASE = "base_model_shape"
PARTS = {"lora_a": "lora_A.weight", "lora_b": "lora_B.weight"}


class AdapterError(Exception):
    """An adapter cannot be saved or loaded; the message says why, and what to do."""


def save_adapter(generator: Generator, folder: Path | str) -> None:
    """Write the adapter of a model into a folder, half a file never; an older one there stays until the new is whole.

    Raises:
        AdapterError: the model has no adapter, or the folder cannot be written to (the disk may be full).
    """
    values = lora.weights(generator.model)
    if not values:
        raise AdapterError("Found no adapter in the model; expected one; do: finetune it first.")
    folder, named = Path(folder), {_peft_name(name): value.contiguous() for name, value in values.items()}
    try:
        store.write_atomically(folder / WEIGHTS, save(named, {"format": "pt", BASE: _base(generator)}))
        store.write_atomically(folder / CONFIG, json.dumps(_config(generator), indent=1).encode())
    except OSError as error:
        raise AdapterError(
            f"Could not write the adapter into {folder} ({error}); expected a folder with room for "
            f"{sum(value.nbytes for value in named.values()) >> 20} MB; do: free some, or name another folder."
        ) from error


def load_adapter(generator: Generator, folder: Path | str) -> None:
    """Put an adapter that was saved by this course or by PEFT into a model without one.

    Raises:
        AdapterError: it is not there, damaged, of a kind not handled here, or of another model (it says which).
        ValueError: the model has adapters already.
    """
    folder = Path(folder)
    config = _read_config(folder)
    _check_base(generator, config, folder)
    lora.add_lora(generator.model, _lora_config(generator, config, folder))
    try:
        lora.set_weights(generator.model, _read_weights(folder))
    except (ValueError, AdapterError) as error:
        lora.remove_lora(generator.model)
        raise AdapterError(
            f"Found weights in {folder} that do not fit {generator.name!r} ({error}); expected those of an adapter for "
            f"it, while this one was made for {config.get('base_model_name_or_path')!r}; do: load that model."
        ) from error
    lora.merge_lora(generator.model)


def _peft_name(name: str) -> str:
    """Return what PEFT calls one of our thin matrices.

    >>> _peft_name("model.layers.3.mlp.up_proj.lora_a")
    'base_model.model.model.layers.3.mlp.up_proj.lora_A.weight'
    """
    place, _, part = name.rpartition(".")
    return f"{PREFIX}{place}.{PARTS[part]}"


def _our_name(name: str) -> str:
    """Return what we call one of PEFT's.

    >>> _our_name("base_model.model.model.layers.3.mlp.up_proj.lora_A.weight")
    'model.layers.3.mlp.up_proj.lora_a'
    """
    for ours, theirs in PARTS.items():
        if name.startswith(PREFIX) and name.endswith(f".{theirs}"):
            return f"{name.removeprefix(PREFIX).removesuffix(theirs)}{ours}"
    raise AdapterError(f"found a part called {name}; expected lora_A and lora_B of linear layers only")


def _base(generator: Generator) -> str:
    """Return what tells models apart, beside their name: kind, layers and widths."""
    config = generator.model.config
    sizes = (config.num_hidden_layers, config.hidden_size, config.intermediate_size, config.vocab_size)
    return f"{type(generator.model).__name__} {'×'.join(map(str, sizes))}"


def _config(generator: Generator) -> dict[str, Any]:
    """Return the adapter's description, as PEFT reads it."""
    layers = lora.lora_layers(generator.model)
    some = next(iter(layers.values()))
    rank = some.lora_a.shape[0]
    return {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": generator.name,
        "r": rank,
        "lora_alpha": some.scale * rank,
        "lora_dropout": 0.0,
        "bias": "none",
        "inference_mode": True,
        "target_modules": sorted({name.rpartition(".")[2] for name in layers}),
        "layers_to_transform": sorted({int(name.split(".")[2]) for name in layers}),
        "layers_pattern": "layers",
    }


def _read_config(folder: Path) -> dict[str, Any]:
    """Return an adapter's description, or say that it cannot be read."""
    try:
        config = json.loads((folder / CONFIG).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise AdapterError(
            f"Found no readable {CONFIG} in {folder} ({error}); expected an adapter; do: name its folder."
        ) from error
    if not isinstance(config, dict) or config.get("peft_type") != "LORA":
        raise AdapterError(f"Found {CONFIG} in {folder}, but not of LoRA; expected peft_type LORA; do: name another.")
    return config


def _check_base(generator: Generator, config: dict[str, Any], folder: Path) -> None:
    """Raise where the adapter says that it was made for another model."""
    made_for, shape = config.get("base_model_name_or_path"), _metadata(folder).get(BASE)
    if shape and (shape, made_for) != (_base(generator), generator.name):
        raise AdapterError(
            f"Found in {folder} an adapter for {made_for!r} ({shape}); expected one for {generator.name!r} "
            f"({_base(generator)}); do: load_generator({made_for!r})."
        )


def _metadata(folder: Path) -> dict[str, str]:
    """Return what the weights say of themselves; nothing where they cannot be read, which is told later."""
    with contextlib.suppress(OSError, SafetensorError), safe_open(folder / WEIGHTS, "pt") as file:
        return file.metadata() or {}
    return {}


def _lora_config(generator: Generator, config: dict[str, Any], folder: Path) -> LoraConfig:
    """Return where the adapter stands; raise where it stands in a way that is not handled."""
    layers = generator.model.config.num_hidden_layers
    places = config.get("layers_to_transform")
    numbers = sorted([places] if isinstance(places, int) else places or range(layers))
    extras = [name for name in ("use_dora", "use_rslora", "rank_pattern", "modules_to_save") if config.get(name)]
    if extras or numbers != list(range(numbers[0], layers)) or not isinstance(config.get("target_modules"), list):
        raise AdapterError(
            f"Found in {folder} an adapter with {', '.join(extras) or 'other places than the top layers'}; expected "
            "plain LoRA in the top layers, on named matrices; do: use PEFT for this one."
        )
    return LoraConfig(config["r"], layers - numbers[0], config["lora_alpha"], tuple(config["target_modules"]))


def _read_weights(folder: Path) -> dict[str, torch.Tensor]:
    """Return an adapter's thin matrices by our names."""
    try:
        return {_our_name(name): value.float() for name, value in load_file(folder / WEIGHTS).items()}
    except (OSError, SafetensorError) as error:
        raise AdapterError(f"{WEIGHTS} cannot be read: {error}") from error
