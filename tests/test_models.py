"""Loading a model and asking it: the course's own, any other, and every way it can go wrong."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from helpers import cwe, decoding, models, prompts
from helpers.models import Generator
from helpers.wheels import ModelError

WORDS = ["<end>", "<pad>", "what", "is", "the", "tide", "fog", "bell", "1", "1 2", "2", "user", "."]


def save_toy(folder: Path, seed: int = 0) -> Path:
    """Save a random model of a thirteen-word language, as anybody's local folder would hold one."""
    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="<pad>"))
    tokenizer.pre_tokenizer = Whitespace()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="<end>", pad_token="<pad>", unk_token="<pad>"
    ).save_pretrained(folder)
    torch.manual_seed(seed)
    sizes = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = LlamaConfig(vocab_size=len(WORDS), max_position_embeddings=32, eos_token_id=0, **sizes)
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder


@pytest.fixture
def toy(tmp_path: Path, cache: Path) -> Generator:
    """Load the toy model from its folder."""
    return models.load_generator(str(save_toy(tmp_path / "toy")), dtype="float32")


def test_any_folder_loads_and_answers(toy: Generator) -> None:
    """A local folder without a chat frame is asked the bare prompt; answers come in the order of the prompts."""
    assert toy.frame("what is") == "what is"
    answers = toy.answer(["what is the tide", "fog"], max_new_tokens=3)
    assert answers == [toy.answer([prompt], 3)[0] for prompt in ["what is the tide", "fog"]]
    assert toy.answer([]) == []


def test_choice_is_the_likeliest_whole_answer(toy: Generator) -> None:
    """`choose` follows `log_probabilities`, which count the end of the answer."""
    options = ["tide", "fog bell", "the"]
    scores = toy.log_probabilities("what is", options)
    assert toy.choose("what is", options) == options[max(range(3), key=scores.__getitem__)]
    bare = decoding.log_probabilities(toy.model, toy.tokens("what is"), [toy.tokenizer("tide").input_ids])
    assert scores[0] < bare[0]


@pytest.mark.parametrize("prompts", ["one string", [""], ["fine", "  "], [None], [7]])
def test_bad_prompts_are_told(toy: Generator, prompts: list[str]) -> None:
    """What is no prompt is named, with what to do."""
    with pytest.raises(ValueError, match=r"found .*; expected .*; do: "):
        toy.answer(prompts)


def test_too_long_a_prompt_is_told(toy: Generator) -> None:
    """A prompt that leaves no room for its answer is not cut in silence."""
    with pytest.raises(ValueError, match=r"found a prompt of 30 tokens .* at most 22"):
        toy.answer(["fog " * 30], max_new_tokens=10)


@pytest.mark.parametrize("options", [[], ["a", ""], ["a", "a"], "ab", [1, 2]])
def test_bad_options_are_told(toy: Generator, options: list[str]) -> None:
    """Options must be different texts."""
    with pytest.raises(ValueError, match=r"found the options .* do: "):
        toy.choose("what", options)


def test_remembers_only_when_told(toy: Generator, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same question is computed once with `remember`, each time without."""
    calls = []
    monkeypatch.setattr(decoding, "greedy", lambda model, rows, *rest: [calls.append(1) or [5] for _ in rows])
    for _ in range(2):
        assert toy.answer(["fog"], 3) == ["tide"]
    assert len(calls) == 2
    keeping = replace(toy, remember=True)
    for _ in range(2):
        assert keeping.answer(["fog"], 3) == ["tide"]
    assert len(calls) == 3


def test_changed_weights_are_never_answered_from_memory(toy: Generator) -> None:
    """Training a model, if only a little, changes its fingerprint, and so its remembered answers."""
    before = toy.fingerprint()
    with torch.no_grad():
        next(toy.model.parameters())[0, 0] += 1e-3
    assert toy.fingerprint() != before
    assert toy.fingerprint() == toy.fingerprint()


def test_unknown_names_are_told(cache: Path) -> None:
    """Neither a name of the course, nor a folder, nor on this machine: one sentence, no download."""
    for name in ["smollm2", "nobody/nothing-at-all", "a b c", "../x/y/z"]:
        with pytest.raises(ModelError, match=r"ound no .*do: "):
            models.load_generator(name)


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    """A folder whose weights are a pickle is not loaded."""
    folder = save_toy(tmp_path / "toy")
    (folder / "model.safetensors").unlink()
    torch.save({}, folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match="expected safetensors"):
        models.load_generator(str(folder))


def test_empty_folder_is_told(tmp_path: Path) -> None:
    """A folder with no model in it is named."""
    with pytest.raises(ModelError, match="no loadable model"):
        models.load_generator(str(tmp_path))


def test_download_without_network_is_told() -> None:
    """Fetching another model without a network is one sentence."""
    with pytest.raises(ModelError, match=r"Could not download 'nobody/nothing'.*do: check both"):
        models.download("nobody/nothing")


def test_dtype_is_the_faster_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """bfloat16 is taken where it is clearly faster, float32 elsewhere; an unknown name is told."""
    for speedup, dtype in [(2.5, torch.bfloat16), (1.1, torch.float32), (0.2, torch.float32)]:
        monkeypatch.setattr(models, "bfloat16_speedup", lambda speedup=speedup: speedup)
        assert models.pick_dtype() is dtype
    with pytest.raises(ValueError, match="expected one of float32, bfloat16"):
        models.pick_dtype("float64")


@pytest.mark.slow
def test_own_model_reads_a_passage(generator: Generator) -> None:
    """The course's model loads from its safetensors, is asked in its chat frame, and finds a word in a passage."""
    assert generator.frame("Hi").endswith("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n")
    entry = cwe.load().passage("CWE-307")
    question = "What is CWE-307 called?"
    prompt = prompts.with_passage(question, f"{entry.id}: {entry.title}. {entry.text}")
    from_memory, with_page = generator.answer([question, prompt], max_new_tokens=24)
    assert entry.title in with_page
    assert entry.title not in from_memory


@pytest.mark.slow
def test_own_model_needs_only_its_folder(smollm2: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an empty home, an empty hub cache and no network, the folder alone is enough."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    copy = shutil.copytree(smollm2, tmp_path / "model")
    assert models.load_generator(str(copy)).answer(["Say hello."], max_new_tokens=4)[0]
