"""Greedy decoding and scoring in batches: what `generate` does, laid open and made quick on few cores.

Five things save the time. What all prompts of a batch begin with (the chat frame, worked examples) is read once, and
kept once (`split_attention`). Prompts of like length are read together, so that little padding is read. Answers grow in
large batches, since a matrix of weights costs nearly the same for many rows as for few. A finished answer leaves its
batch at once. And the memory for what was read (`kv_cache`) is reserved once, the products (`products`) are done by the
quicker library.

The loop is for decoder-only models of transformers. It does not sample, and it does not search with beams.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from transformers import PreTrainedModel

from helpers.batching import TokenIds, common_prefix, pad_left, plan_batches, plan_reading
from helpers.kv_cache import KvCache
from helpers.products import QuickProducts
from helpers.split_attention import attending, can_split


@dataclass(frozen=True)
class DecodeConfig:
    """How long answers may get, and how many tokens (prompts and answers) are held in memory at once.

    A token held takes 46 kB with SmolLM2-135M in float32, and half of that in bfloat16.
    """

    max_new_tokens: int = 48
    tokens_in_flight: int = 4096


@dataclass
class _Batch:
    """The rows still being answered: their numbers, what the model keeps of them, and their last tokens (rows × 1)."""

    rows: torch.Tensor
    cache: KvCache
    filled: int
    last: torch.Tensor

    def keep(self, unfinished: torch.Tensor) -> None:
        """Drop the rows where `unfinished` (bool per row) is false."""
        if unfinished.all():
            return
        order = _closed_up(unfinished)
        self.cache.keep(order)
        self.rows, self.last = self.rows[order], self.last[order]


def _closed_up(unfinished: torch.Tensor) -> torch.Tensor:
    """Return the numbers of the true rows, the last ones in the gaps of the false, so that few move.

    >>> _closed_up(torch.tensor([True, False, True, False, True])).tolist()
    [0, 4, 2]
    """
    order = torch.arange(int(unfinished.sum()))
    gaps = ~unfinished[: len(order)]
    order[gaps] = unfinished[len(order) :].nonzero()[:, 0] + len(order)
    return order


class Reader(Protocol):
    """What reads prompts: it turns them into tokens, and holds only so many at once."""

    def tokens(self, prompt: str) -> TokenIds:
        """Return the tokens that are read for a prompt."""
        ...

    def window(self) -> int:
        """Return how many tokens are held, prompt and answer together."""
        ...


def fitting(reader: Reader, prompt: str, room: int) -> TokenIds:
    """Return the tokens of a prompt, or say why it cannot be read.

    Args:
        reader: what is to read it.
        prompt: the text.
        room: how many tokens must fit behind it.

    Raises:
        ValueError: the prompt is no text, is empty, or leaves less room than that.
    """
    if not isinstance(prompt, str) or not prompt.strip():
        raise ValueError(f"found {prompt!r} as a prompt; expected some text; do: leave it out or write it")
    row, most = reader.tokens(prompt), reader.window() - room
    if len(row) > most:
        raise ValueError(
            f"found a prompt of {len(row)} tokens ({prompt[:40]!r}…); expected at most {most}, "
            f"so that {room} more fit the model's window; do: shorten it"
        )
    return row


@torch.inference_mode()
def greedy(
    model: PreTrainedModel,
    prompts: Sequence[TokenIds],
    stops: frozenset[int],
    config: DecodeConfig | None = None,
    done: Callable[[int], object] = lambda count: None,
) -> list[TokenIds]:
    """Return for each prompt the tokens that the model finds likeliest, one after the other, up to a stop token.

    Args:
        model: a causal language model in evaluation mode.
        prompts: token ids, each row of its own length ≥ 1.
        stops: ids that end an answer; they are not part of it.
        config: limits; see `DecodeConfig`.
        done: called with the number of answers that have just been finished.
    """
    config = config or DecodeConfig()
    answers: list[TokenIds] = [[] for _ in prompts]
    shared = _kept_once(model, prompts)
    lengths = [len(prompt) - shared + config.max_new_tokens for prompt in prompts]
    for numbers in plan_batches(lengths, config.tokens_in_flight - shared):
        with QuickProducts(), attending(model):
            found = _greedy_batch(model, [prompts[i] for i in numbers], stops, config.max_new_tokens)
        for row, answer in zip(numbers, found, strict=True):
            answers[row] = answer
        done(len(numbers))
    return answers


def _greedy_batch(model: PreTrainedModel, prompts: list[TokenIds], stops: frozenset[int], most: int) -> list[TokenIds]:
    """Answer one batch, longest prompt first, with at most so many tokens each; see `greedy`."""
    answers: list[TokenIds] = [[] for _ in prompts]
    if most < 1:
        return answers
    stop_ids = torch.tensor(sorted(stops), dtype=torch.long)
    shared = _kept_once(model, prompts)
    cache = KvCache(len(prompts), len(prompts[0]) - shared, most, shared)
    batch = _Batch(torch.arange(len(prompts)), cache, len(prompts[0]), _read_prompts(model, prompts, cache, shared))
    for step in range(most):
        batch.keep(~torch.isin(batch.last[:, 0], stop_ids))
        for row, token in zip(batch.rows.tolist(), batch.last[:, 0].tolist(), strict=True):
            answers[row].append(token)
        if not len(batch.rows) or step == most - 1:
            break
        batch.last = _next(model, batch)
    return answers


def _next(model: PreTrainedModel, batch: _Batch) -> torch.Tensor:
    """Let the model read the last token of each row; return the likeliest next ones (rows × 1)."""
    logits = _read(model, batch.last.tolist(), batch.cache, slice(0, len(batch.rows)), batch.filled)
    batch.filled += 1
    return logits[:, -1].argmax(-1, keepdim=True)


def _kept_once(model: PreTrainedModel, prompts: Sequence[TokenIds]) -> int:
    """Return how many tokens, the same in all prompts, this model can read and keep once for all of them."""
    return common_prefix(prompts) if prompts and can_split(model) else 0


def _read_prompts(model: PreTrainedModel, prompts: list[TokenIds], cache: KvCache, shared: int) -> torch.Tensor:
    """Read prompts, longest first, and what they all begin with only once; return the likeliest next tokens."""
    if shared:
        _read(model, [prompts[0][:shared]], cache, slice(0, len(prompts)), 0)
    first = []
    for group in plan_reading([len(prompt) - shared for prompt in prompts], shared):
        logits = _read(model, [prompt[shared:] for prompt in prompts[group]], cache, group, shared)
        first.append(logits[:, -1].argmax(-1, keepdim=True))
    return torch.cat(first)


def _read(
    model: PreTrainedModel, tokens: list[TokenIds], cache: KvCache, rows: slice, filled: int, keep_logits: int = 1
) -> torch.Tensor:
    """Let the model read on in some rows of the cache (the shared beginning is one row); return the last logits.

    Args:
        model: what reads.
        tokens: what is read, a list a row.
        cache: what these rows have read before, and now read.
        rows: the cache's rows.
        filled: how many of their places are taken.
        keep_logits: for how many of the last places logits are wanted.
    """
    ids, real = pad_left(tokens)
    mask = cache.open(rows, filled, real)
    positions = (mask.cumsum(1) - 1).clamp(min=0)[:, filled:]
    output = model(
        input_ids=ids,
        attention_mask=mask,
        position_ids=positions,
        past_key_values=cache,
        use_cache=True,
        logits_to_keep=keep_logits,
    )
    return output.logits


@torch.inference_mode()
def log_probabilities(
    model: PreTrainedModel, prompt: TokenIds, continuations: Sequence[TokenIds], config: DecodeConfig | None = None
) -> list[float]:
    """Return for each continuation the log-probability (natural) that the model goes on with exactly these tokens.

    Args:
        model: a causal language model in evaluation mode.
        prompt: token ids, at least one.
        continuations: token ids, each at least one.
        config: only `tokens_in_flight` counts here.
    """
    scores = [0.0] * len(continuations)
    lengths = [len(prompt) + len(tokens) for tokens in continuations]
    for numbers in plan_batches(lengths, (config or DecodeConfig()).tokens_in_flight):
        with QuickProducts(), attending(model):
            found = _score_batch(model, prompt, [continuations[i] for i in numbers])
        for number, score in zip(numbers, found, strict=True):
            scores[number] = score
    return scores


def _score_batch(model: PreTrainedModel, prompt: TokenIds, continuations: list[TokenIds]) -> list[float]:
    """Score one batch; see `log_probabilities`."""
    everything, shared = slice(0, len(continuations)), len(prompt) - 1 if can_split(model) else 0
    # The last token of each row predicts nothing that is asked for, so it is not read;
    # the last token of the prompt predicts the first of each row, so it is not shared.
    rows = [prompt[shared:] + tokens[:-1] for tokens in continuations]
    cache = KvCache(len(rows), max(map(len, rows)), shared=shared)
    if shared:
        _read(model, [prompt[:shared]], cache, everything, 0)
    width = max(len(tokens) for tokens in continuations)
    log_probs = _read(model, rows, cache, everything, shared, keep_logits=width).float().log_softmax(-1)
    return [
        log_probs[row, width - len(tokens) :].gather(1, torch.tensor(tokens)[:, None]).sum().item()
        for row, tokens in enumerate(continuations)
    ]
