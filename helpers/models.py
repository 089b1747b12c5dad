"""A small language model to ask: load it, let it answer, let it choose.

The course's own model is SmolLM2-135M-Instruct (Allal et al. 2025, "SmolLM2: When Smol Goes Big", arXiv 2502.02737).
Any other chat model of Hugging Face works in its place, once it is on this machine.
"""

from __future__ import annotations

import functools
import hashlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from huggingface_hub import snapshot_download
from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError
from tqdm.auto import tqdm
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase
from transformers.utils import logging

from helpers import decoding, fetch, machine, store

DEFAULT = "smollm2"
DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}


@dataclass(frozen=True)
class Generator:
    """A language model with its tokenizer; made by `load_generator`.

    Attributes:
        name: what it was loaded as.
        model: the transformers model, in evaluation mode.
        tokenizer: its tokenizer.
        config: limits of decoding.
        remember: whether answers are kept on disk and given back when the very same thing is asked again.
    """

    name: str
    model: PreTrainedModel = field(repr=False)
    tokenizer: PreTrainedTokenizerBase = field(repr=False)
    config: decoding.DecodeConfig = field(default_factory=decoding.DecodeConfig)
    remember: bool = False

    def answer(self, prompts: Sequence[str], max_new_tokens: int = 48, progress: bool = False) -> list[str]:
        """Return the model's likeliest answer to each prompt (greedy decoding: no chance involved).

        Args:
            prompts: what a user would type, one string a question.
            max_new_tokens: where an answer is cut, in tokens.
            progress: whether to show a bar.

        Raises:
            ValueError: a prompt is no text, is empty, or does not fit the model's window.
        """
        config = replace(self.config, max_new_tokens=max_new_tokens)
        rows = [decoding.fitting(self, prompt, max_new_tokens) for prompt in _as_list(prompts)]

        def compute() -> list[str]:
            with tqdm(total=len(rows), disable=not progress, unit="answer") as bar:
                answers = decoding.greedy(self.model, rows, self._stops(), config, bar.update)
            return [str(self.tokenizer.decode(answer, skip_special_tokens=True)).strip() for answer in answers]

        return self._perhaps_remembered("answer", [rows, max_new_tokens], compute)

    def log_probabilities(self, prompt: str, options: Sequence[str]) -> list[float]:
        """Return for each option the log-probability (natural) that it is the model's whole answer to the prompt.

        It is the sum over the option's tokens and the token that ends an answer. Without the end, "1.2" could never
        lose against "1.2.3", whose beginning it is.

        Raises:
            ValueError: no option, an empty one, the same one twice, or a prompt that does not fit.
        """
        _check_options(options)
        end = [self.tokenizer.eos_token_id]
        tails = [self.tokenizer(option, add_special_tokens=False).input_ids + end for option in options]
        row = decoding.fitting(self, prompt, max(len(tail) for tail in tails))
        return self._perhaps_remembered(
            "log-probabilities",
            [row, tails],
            lambda: decoding.log_probabilities(self.model, row, tails, self.config),
        )

    def choose(self, prompt: str, options: Sequence[str]) -> str:
        """Return the option that the model holds likeliest as its answer to the prompt; see `log_probabilities`."""
        scores = self.log_probabilities(prompt, options)
        return options[scores.index(max(scores))]

    def frame(self, prompt: str) -> str:
        """Return the prompt as the model sees it: inside its chat frame, if it has one."""
        if not self.tokenizer.chat_template:
            return prompt
        turn = [{"role": "user", "content": prompt}]
        return str(self.tokenizer.apply_chat_template(turn, tokenize=False, add_generation_prompt=True))

    def tokens(self, prompt: str) -> list[int]:
        """Return the token ids that the model reads for a prompt, its chat frame included."""
        return self.tokenizer(self.frame(prompt), add_special_tokens=not self.tokenizer.chat_template).input_ids

    def window(self) -> int:
        """Return how many tokens the model can hold, prompt and answer together."""
        return int(getattr(self.model.config, "max_position_embeddings", 2048))

    def fingerprint(self) -> str:
        """Return the sha256 of everything that decides an answer: weights, number format, library versions."""
        digest = hashlib.sha256(repr((torch.__version__, str(self.model.dtype), self.config)).encode())
        for name, weights in self.model.state_dict().items():
            digest.update(name.encode())
            digest.update(weights.contiguous().view(torch.uint8).numpy().data)
        return digest.hexdigest()

    def _stops(self) -> frozenset[int]:
        """Return the ids of the tokens that end an answer."""
        stops = self.model.generation_config.eos_token_id
        ids = stops if isinstance(stops, list) else [stops, self.tokenizer.eos_token_id]
        return frozenset(token for token in ids if token is not None)

    def _perhaps_remembered(self, act: str, inputs: list[Any], compute: Any) -> Any:  # noqa: ANN401 - any JSON value
        """Return `compute()`, from disk where this generator remembers and was asked the same before."""
        if not self.remember:
            return compute()
        return store.remembered({"act": act, "model": self.fingerprint(), "inputs": inputs}, compute)


def _as_list(prompts: Sequence[str]) -> list[str]:
    """Return the prompts as a list, or say that a single string is not one."""
    if isinstance(prompts, str):
        raise ValueError(f"found one string ({prompts[:40]!r}); expected a list of prompts; do: write [prompt]")
    return list(prompts)


def _check_options(options: Sequence[str]) -> None:
    """Raise unless the options are at least one, all text, none empty, none twice."""
    wrong = [option for option in options if not isinstance(option, str) or not option.strip()]
    if isinstance(options, str) or not options or wrong or len(set(options)) < len(options):
        raise ValueError(
            f"found the options {options!r}; expected different, non-empty texts in a list; do: correct them"
        )


def load_generator(
    name: str = DEFAULT, dtype: str | None = None, threads: int | None = None, remember: bool = False
) -> Generator:
    """Load a language model from this machine's disk; nothing is downloaded.

    Args:
        name: "smollm2", a Hugging Face id ("HuggingFaceTB/SmolLM2-360M-Instruct"), or a folder.
        dtype: "float32" or "bfloat16"; by default what `COURSE_DTYPE` says, else what this processor multiplies faster.
        threads: how many to compute with; by default one a core.
        remember: keep answers on disk, so that asking the same again takes no time. Leave it off when you measure time.

    Raises:
        fetch.ModelError: the model is not on this machine, is damaged, or is not one of safetensors.
        ValueError: an unknown dtype.
    """
    folder, number_format = _folder_of(name), pick_dtype(dtype)
    torch.set_num_threads(threads or machine.cores())
    logging.disable_progress_bar()
    try:
        options = {"local_files_only": True, "trust_remote_code": False}
        tokenizer = AutoTokenizer.from_pretrained(folder, **options)
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=number_format, use_safetensors=True, **options)
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise fetch.ModelError(f"Found no loadable model in {folder} ({reason}); expected safetensors.") from error
    return Generator(name, model.eval(), tokenizer, remember=remember)


def _folder_of(name: str) -> Path:
    """Return the folder that holds a model's files."""
    if name in fetch.MODELS:
        return fetch.model_folder(name)
    if Path(name).is_dir():
        return Path(name)
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise fetch.ModelError(
            f"Found no model {name!r} on this machine; expected {DEFAULT!r}, a folder, or a Hugging Face id that was "
            f"fetched before; do: python -m helpers.cli fetch {name}"
        ) from error


def download(name: str) -> Path:
    """Bring any Hugging Face model to this machine: safetensors and texts only, no code, no telemetry.

    Raises:
        fetch.ModelError: no such model, or no network.
    """
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    try:
        return Path(snapshot_download(name, allow_patterns=["*.safetensors", "*.json", "*.txt", "*.jinja", "*.model"]))
    except Exception as error:  # the hub's library raises a dozen kinds, from three other libraries
        reason = str(error).splitlines()[0]
        raise fetch.ModelError(
            f"Could not download {name!r} ({reason}); expected a Hugging Face id and a network; do: check both."
        ) from error


def pick_dtype(name: str | None = None) -> torch.dtype:
    """Return the number format to compute with: the one named, here or in `COURSE_DTYPE`, or else the faster one.

    Raises:
        ValueError: the name is neither "float32" nor "bfloat16".

    >>> pick_dtype("float32")
    torch.float32
    """
    name = name or machine.wished_dtype()
    if name is None:
        return torch.bfloat16 if bfloat16_speedup() > 1.5 else torch.float32
    if name not in DTYPES:
        raise ValueError(f"found the dtype {name!r}; expected one of {', '.join(DTYPES)}; do: correct it")
    return DTYPES[name]


@functools.cache
def bfloat16_speedup() -> float:
    """Return how many times as fast as float32 this processor multiplies bfloat16 matrices, by trying it.

    Asking the processor for its features is not enough: some take bfloat16 and then work it off in float32. The two
    take turns, so that another program that is busy for a moment does not decide.
    """
    turns = [(seconds_to_multiply(torch.float32), seconds_to_multiply(torch.bfloat16)) for _ in range(8)]
    single, half = (min(seconds) for seconds in zip(*turns, strict=True))
    return single / half


def seconds_to_multiply(dtype: torch.dtype, rows: int = 256) -> float:
    """Return the least time of nine products (rows × 576 × 1536, as in the model's feed-forward layer), in seconds.

    >>> seconds_to_multiply(torch.float32, rows=8) > 0
    True
    """
    left, right = torch.ones(rows, 576, dtype=dtype), torch.ones(576, 1536, dtype=dtype)
    seconds = []
    for _ in range(9):
        start = time.perf_counter()
        left @ right
        seconds.append(time.perf_counter() - start)
    return min(seconds)
