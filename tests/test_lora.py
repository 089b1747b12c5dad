"""LoRA against PEFT, its exact undo, and adapters on disk."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import peft
import pytest
import tiny
import torch
from safetensors.torch import load_file, save_file

from helpers import adapters, lora
from helpers.adapters import AdapterError
from helpers.lora import LoraConfig, LoraLinear
from helpers.models import Generator

pytestmark = pytest.mark.usefixtures("one_thread")
IDS = torch.tensor([[5, 9, 200, 31, 31, 7], [1, 2, 3, 4, 5, 6]])


def shaken(generator: Generator, config: LoraConfig, seed: int = 3) -> Generator:
    """Give a model adapters that say something: as if they had been trained."""
    lora.add_lora(generator.model, config, seed)
    chance = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for weight in lora.trainable(generator.model):
            weight.normal_(0, 0.1, generator=chance)
    return generator


def logits(generator: Generator) -> torch.Tensor:
    """Return what a model says of some tokens."""
    with torch.no_grad():
        return generator.model(IDS).logits


@pytest.mark.parametrize("kind", tiny.KINDS)
@pytest.mark.parametrize("alpha", [None, 8.0])
def test_it_equals_peft(kind: str, alpha: float | None) -> None:
    """With the same thin matrices both say the same, to 1e-4 (here: 1e-5)."""
    ours = shaken(tiny.generator(kind), LoraConfig(4, 2, alpha))
    theirs = peft.get_peft_model(
        tiny.generator(kind).model,
        peft.LoraConfig(
            r=4, lora_alpha=alpha or 4, target_modules=list(LoraConfig().targets), layers_to_transform=[2, 3]
        ),
    )
    named = {adapters._peft_name(name): value for name, value in lora.weights(ours.model).items()}
    found = peft.set_peft_model_state_dict(theirs, named)
    assert not found.unexpected_keys
    with torch.no_grad():
        assert torch.allclose(theirs(IDS).logits, logits(ours), atol=1e-5)
    assert not torch.allclose(logits(ours), logits(tiny.generator(kind)), atol=1e-2)


def test_gradients_equal_pefts() -> None:
    """Not only the forward pass: both learn the same from the same loss."""
    ours = shaken(tiny.generator(), LoraConfig(4, 4))
    theirs = peft.get_peft_model(
        tiny.generator().model, peft.LoraConfig(r=4, lora_alpha=4, target_modules=list(LoraConfig().targets))
    )
    peft.set_peft_model_state_dict(theirs, {adapters._peft_name(n): v for n, v in lora.weights(ours.model).items()})
    for model in (ours.model, theirs):
        model(IDS, labels=IDS).loss.backward()
    expected = {name.replace(".default", ""): value.grad for name, value in theirs.named_parameters()}
    for name, layer in lora.lora_layers(ours.model).items():
        assert torch.allclose(layer.lora_a.grad, expected[adapters._peft_name(f"{name}.lora_a")], atol=1e-6)
        assert torch.allclose(layer.lora_b.grad, expected[adapters._peft_name(f"{name}.lora_b")], atol=1e-6)


def test_a_new_adapter_changes_nothing() -> None:
    """B begins as zeros."""
    generator = tiny.generator()
    before = logits(generator)
    lora.add_lora(generator.model, LoraConfig(4, 2))
    assert torch.equal(logits(generator), before)


@pytest.mark.parametrize("merged", [False, True])
def test_removing_is_an_exact_undo(merged: bool) -> None:
    """To the last bit, also after merging; and the layers are plain ones again."""
    generator = tiny.generator()
    before, names = logits(generator), [name for name, _ in generator.model.named_modules()]
    shaken(generator, LoraConfig(4, 2))
    if merged:
        lora.merge_lora(generator.model)
    assert not torch.equal(logits(generator), before)
    lora.remove_lora(generator.model)
    assert torch.equal(logits(generator), before)
    assert [name for name, _ in generator.model.named_modules()] == names


def test_merging_says_the_same_and_can_be_undone() -> None:
    """One product in place of three, equal to 1e-5; unmerged it is exactly what it was."""
    generator = shaken(tiny.generator(), LoraConfig(4, 2))
    apart = logits(generator)
    lora.merge_lora(generator.model)
    assert torch.allclose(logits(generator), apart, atol=1e-5)
    lora.unmerge_lora(generator.model)
    assert torch.equal(logits(generator), apart)


def test_where_memory_runs_short_merging_leaves_the_rest_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model says the same with two of its layers merged, and a warning counts the others; other faults are told."""
    generator = shaken(tiny.generator(), LoraConfig(4, 2))
    apart, change = logits(generator), LoraLinear.change
    faults = [RuntimeError("DefaultCPUAllocator: can't allocate memory"), RuntimeError("shapes cannot be multiplied")]
    merged: list[LoraLinear] = []

    def short(layer: LoraLinear) -> torch.Tensor:
        if len(merged) == 2:
            raise faults.pop(0)
        merged.append(layer)
        return change(layer)

    lora.merge_lora(generator.model)
    monkeypatch.setattr(LoraLinear, "change", short)
    with pytest.warns(UserWarning, match="12 of 14 adapters stay beside their layers"):
        lora.merge_lora(generator.model)
    assert [layer for layer in lora.lora_layers(generator.model).values() if layer.merged is not None] == merged
    assert torch.allclose(logits(generator), apart, atol=1e-5)
    with pytest.raises(RuntimeError, match="shapes"):
        lora.merge_lora(generator.model)


def test_the_base_is_frozen_and_the_seed_decides() -> None:
    """Only thin matrices are trained; the same seed begins alike, another does not."""
    first, again, other = (tiny.generator() for _ in range(3))
    for generator, seed in ((first, 1), (again, 1), (other, 2)):
        lora.add_lora(generator.model, LoraConfig(4, 2), seed)
    trained = {name for name, value in first.model.named_parameters() if value.requires_grad}
    assert trained and all("lora_" in name for name in trained)
    values = [lora.weights(generator.model) for generator in (first, again, other)]
    name = "model.layers.3.mlp.up_proj.lora_a"
    assert torch.equal(values[0][name], values[1][name]) and not torch.equal(values[0][name], values[2][name])


@pytest.mark.parametrize(
    ("config", "told"),
    [
        (LoraConfig(4, 5), r"found depth=5; expected at most the model's 4 layers"),
        (LoraConfig(4, 2, None, ("q_proj", "kproj")), r"found the targets kproj; expected linear layers"),
    ],
)
def test_what_does_not_fit_is_refused(config: LoraConfig, told: str) -> None:
    """And nothing is left half done."""
    generator = tiny.generator()
    with pytest.raises(ValueError, match=told):
        lora.add_lora(generator.model, config)
    assert not lora.lora_layers(generator.model)


def test_twice_is_refused() -> None:
    """The adapters that are there stay."""
    generator = shaken(tiny.generator(), LoraConfig(4, 2))
    before = logits(generator)
    with pytest.raises(ValueError, match=r"found adapters in the model; expected none; do: remove_lora"):
        lora.add_lora(generator.model)
    assert torch.equal(logits(generator), before)


@pytest.mark.parametrize("wrong", [{"rank": 0}, {"depth": 0}, {"targets": ()}])
def test_a_config_that_trains_nothing_is_refused(wrong: dict[str, object]) -> None:
    """With what was found."""
    with pytest.raises(ValueError, match=r"found .*; expected .*; do: "):
        LoraConfig(**wrong)


def test_an_adapter_survives_the_disk(tmp_path: Path) -> None:
    """Saved and loaded, it says the same; no pickle is written."""
    ours = shaken(tiny.generator(), LoraConfig(4, 2, 8.0))
    adapters.save_adapter(ours, tmp_path)
    loaded = tiny.generator()
    adapters.load_adapter(loaded, tmp_path)
    assert torch.allclose(logits(loaded), logits(ours), atol=1e-5)
    assert {path.name for path in tmp_path.iterdir()} == {"adapter_config.json", "adapter_model.safetensors"}


def test_peft_loads_what_we_saved(tmp_path: Path) -> None:
    """By its own loader, with the same answer."""
    ours = shaken(tiny.generator(), LoraConfig(4, 2, 8.0))
    adapters.save_adapter(ours, tmp_path)
    theirs = peft.PeftModel.from_pretrained(tiny.generator().model, str(tmp_path))
    with torch.no_grad():
        assert torch.allclose(theirs(IDS).logits, logits(ours), atol=1e-5)


@pytest.mark.parametrize("layers", [None, [1, 2, 3]])
def test_we_load_what_peft_saved(tmp_path: Path, layers: list[int] | None) -> None:
    """With all layers or the upper ones."""
    theirs = peft.get_peft_model(
        tiny.generator().model,
        peft.LoraConfig(
            r=2, lora_alpha=4, target_modules=["q_proj", "down_proj"], layers_to_transform=layers, task_type="CAUSAL_LM"
        ),
    )
    with torch.no_grad():
        for name, value in theirs.named_parameters():
            if "lora_" in name:
                value.normal_(0, 0.1, generator=torch.Generator().manual_seed(len(name)))
        expected = theirs(IDS).logits
    theirs.save_pretrained(str(tmp_path))
    ours = tiny.generator()
    adapters.load_adapter(ours, tmp_path)
    assert torch.allclose(logits(ours), expected, atol=1e-5)


def test_an_adapter_for_another_model_says_which(tmp_path: Path) -> None:
    """And leaves the model without an adapter."""
    adapters.save_adapter(shaken(tiny.generator("qwen2"), LoraConfig(4, 2)), tmp_path)
    other = tiny.generator()
    with pytest.raises(AdapterError, match=r"an adapter for 'tiny-qwen2' \(Qwen2.*\); expected one for 'tiny-llama'"):
        adapters.load_adapter(other, tmp_path)
    assert not lora.lora_layers(other.model)


def test_weights_of_another_width_say_which(tmp_path: Path) -> None:
    """Where only the shapes tell, as in PEFT's files."""
    wide = shaken(tiny.generator(hidden_size=96, num_attention_heads=12, num_key_value_heads=4), LoraConfig(4, 2))
    adapters.save_adapter(wide, tmp_path)
    save_file(load_file(tmp_path / adapters.WEIGHTS), tmp_path / adapters.WEIGHTS)
    narrow = tiny.generator()
    with pytest.raises(AdapterError, match=r"do not fit 'tiny-llama' .*made for 'tiny-llama'"):
        adapters.load_adapter(narrow, tmp_path)
    assert not lora.lora_layers(narrow.model)


@pytest.mark.parametrize("damage", ["no folder", "no json", "no lora", "cut weights", "dora"])
def test_a_damaged_adapter_is_refused(tmp_path: Path, damage: str) -> None:
    """With a sentence, and without a half-changed model."""
    adapters.save_adapter(shaken(tiny.generator(), LoraConfig(4, 2)), tmp_path)
    config, weights = tmp_path / adapters.CONFIG, tmp_path / adapters.WEIGHTS
    if damage == "no folder":
        tmp_path = tmp_path / "elsewhere"
    elif damage == "no json":
        config.write_text("{", "utf-8")
    elif damage == "no lora":
        config.write_text('{"peft_type": "IA3"}', "utf-8")
    elif damage == "cut weights":
        weights.write_bytes(weights.read_bytes()[:-100])
    else:
        config.write_text(json.dumps(json.loads(config.read_text("utf-8")) | {"use_dora": True}), "utf-8")
    generator = tiny.generator()
    with pytest.raises(AdapterError, match=r"Found .*; expected .*; do: "):
        adapters.load_adapter(generator, tmp_path)
    assert not lora.lora_layers(generator.model)


def test_a_full_disk_leaves_the_old_adapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault is told with the room that is needed; what was there can still be loaded."""
    old = shaken(tiny.generator(), LoraConfig(4, 2))
    adapters.save_adapter(old, tmp_path)
    new = shaken(tiny.generator(), LoraConfig(4, 2), seed=9)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AdapterError, match=r"No space left on device.*do: free some"):
        adapters.save_adapter(new, tmp_path)
    loaded = tiny.generator()
    adapters.load_adapter(loaded, tmp_path)
    assert torch.allclose(logits(loaded), logits(old), atol=1e-5)
    assert len(list(tmp_path.iterdir())) == 2


def test_saving_without_an_adapter_is_refused(tmp_path: Path) -> None:
    """Nothing is written."""
    with pytest.raises(AdapterError, match="Found no adapter in the model"):
        adapters.save_adapter(tiny.generator(), tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_file_holds_what_its_names_say(tmp_path: Path) -> None:
    """Thin matrices in float32, of the ranks told."""
    adapters.save_adapter(shaken(tiny.generator(), LoraConfig(4, 1, None, ("q_proj",))), tmp_path)
    saved = load_file(tmp_path / adapters.WEIGHTS)
    prefix = "base_model.model.model.layers.3.self_attn.q_proj"
    assert {name: tuple(value.shape) for name, value in saved.items()} == {
        f"{prefix}.lora_A.weight": (4, 48),
        f"{prefix}.lora_B.weight": (48, 4),
    }
