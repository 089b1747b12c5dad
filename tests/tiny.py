"""A language model small enough to train in a test: two kinds of layers, random weights, one token a byte."""

from __future__ import annotations

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

from helpers.models import Generator

SIZES = {
    "vocab_size": 260,
    "hidden_size": 48,
    "intermediate_size": 96,
    "num_hidden_layers": 4,
    "num_attention_heads": 6,
    "num_key_value_heads": 2,
    "max_position_embeddings": 256,
    "eos_token_id": 256,
    "tie_word_embeddings": True,
    "initializer_range": 0.2,
}
KINDS = {"llama": (LlamaConfig, LlamaForCausalLM), "qwen2": (Qwen2Config, Qwen2ForCausalLM)}
FRAME = "{% for one in messages %}<u>{{ one.content }}</u>{% endfor %}"


def tokenizer() -> PreTrainedTokenizerFast:
    """Return a tokenizer with one token a byte, and one that ends."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    made = Tokenizer(models.BPE(vocab={letter: number for number, letter in enumerate(letters)}, merges=[]))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=made, eos_token="<end>")
    fast.chat_template = FRAME
    return fast


def generator(kind: str = "llama", seed: int = 0, **changes: object) -> Generator:
    """Return a generator with random weights, in float32."""
    config_class, model_class = KINDS[kind]
    torch.manual_seed(seed)
    model = model_class(config_class(**(SIZES | changes))).eval()
    return Generator(f"tiny-{kind}", model, tokenizer())
