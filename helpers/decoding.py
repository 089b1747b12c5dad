"""Greedy decoding and scoring in batches: what `generate` does, laid open and made quick on few cores.

Three things save the time. What all prompts of a batch begin with (the chat frame, the worked examples) is read once.
Prompts of like length are read together, so that little padding is read. A finished answer leaves its batch at once.

The loop is for decoder-only models of transformers. It does not sample, and it does not search with beams.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from transformers import DynamicCache, PreTrainedModel

TokenIds = list[int]


@dataclass(frozen=True)
class DecodeConfig:
    """How long answers may get, and how many tokens (prompts and answers) are held in memory at once.

    A token held takes 46 kB with SmolLM2-135M in float32, and half of that in bfloat16.
    """

    max_new_tokens: int = 48
    tokens_in_flight: int = 5120


@dataclass
class _Batch:
    """The rows still being answered: their keys and values, mask (rows × length), and last tokens (rows × 1)."""

    rows: torch.Tensor
    cache: DynamicCache
    mask: torch.Tensor
    last: torch.Tensor

    def keep(self, unfinished: torch.Tensor) -> None:
        """Drop the rows where `unfinished` (bool per row) is false."""
        if unfinished.all():
            return
        self.cache.batch_select_indices(unfinished.nonzero()[:, 0])
        self.rows, self.mask, self.last = self.rows[unfinished], self.mask[unfinished], self.last[unfinished]


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


def common_prefix(rows: Sequence[TokenIds]) -> int:
    """Return how many leading tokens all rows share, at least one token of each row left over.

    >>> common_prefix([[1, 2, 3], [1, 2, 4, 5]])
    2
    >>> common_prefix([[1, 2], [1, 2]])
    1

    A single row shares with nobody: reading it in two parts would only cost a step.

    >>> common_prefix([[1, 2, 3]])
    0
    """
    if len(rows) == 1:
        return 0
    shortest, longest = min(rows), max(rows)
    limit = min(len(row) for row in rows) - 1
    return next((i for i in range(limit) if shortest[i] != longest[i]), limit)


def plan_batches(lengths: Sequence[int], config: DecodeConfig) -> list[list[int]]:
    """Return row numbers in batches of like length, longest first, each within `tokens_in_flight`.

    A row that is longer than the whole budget gets a batch of its own.

    >>> plan_batches([10, 90, 12], DecodeConfig(max_new_tokens=10, tokens_in_flight=110))
    [[1], [2, 0]]
    """
    batches: list[list[int]] = []
    for row in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        widest = lengths[batches[-1][0]] + config.max_new_tokens if batches else 0
        if batches and widest * (len(batches[-1]) + 1) <= config.tokens_in_flight:
            batches[-1].append(row)
        else:
            batches.append([row])
    return batches


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
    for numbers in plan_batches([len(prompt) for prompt in prompts], config):
        for row, answer in zip(
            numbers, _greedy_batch(model, [prompts[i] for i in numbers], stops, config), strict=True
        ):
            answers[row] = answer
        done(len(numbers))
    return answers


def _greedy_batch(
    model: PreTrainedModel, prompts: list[TokenIds], stops: frozenset[int], config: DecodeConfig
) -> list[TokenIds]:
    """Answer one batch; see `greedy`."""
    answers: list[TokenIds] = [[] for _ in prompts]
    if config.max_new_tokens < 1:
        return answers
    stop_ids = torch.tensor(sorted(stops), dtype=torch.long)
    logits, cache, mask = _read(model, prompts, common_prefix(prompts), keep_logits=1)
    batch = _Batch(torch.arange(len(prompts)), cache, mask, logits[:, -1].argmax(-1, keepdim=True))
    for step in range(config.max_new_tokens):
        batch.keep(~torch.isin(batch.last[:, 0], stop_ids))
        for row, token in zip(batch.rows.tolist(), batch.last[:, 0].tolist(), strict=True):
            answers[row].append(token)
        if not len(batch.rows) or step == config.max_new_tokens - 1:
            break
        batch.last = _next(model, batch)
    return answers


def _next(model: PreTrainedModel, batch: _Batch) -> torch.Tensor:
    """Let the model read the last token of each row; return the likeliest next ones (rows × 1)."""
    batch.mask = torch.cat([batch.mask, batch.mask.new_ones(len(batch.mask), 1)], dim=1)
    places = batch.mask.sum(1, keepdim=True) - 1
    output = model(
        input_ids=batch.last,
        attention_mask=batch.mask,
        position_ids=places,
        past_key_values=batch.cache,
        use_cache=True,
    )
    return output.logits[:, -1].argmax(-1, keepdim=True)


def _read(
    model: PreTrainedModel, rows: Sequence[TokenIds], shared: int, keep_logits: int
) -> tuple[torch.Tensor, DynamicCache, torch.Tensor]:
    """Read all rows, the `shared` first tokens only once; return logits of the last places, the cache, and the mask.

    The padding stands between the shared beginning and the rest of each row, masked out.
    """
    cache = DynamicCache()
    if shared:
        model(input_ids=torch.tensor([rows[0][:shared]]), past_key_values=cache, use_cache=True, logits_to_keep=1)
        cache.batch_repeat_interleave(len(rows))
    ids, rest = _pad_left([row[shared:] for row in rows])
    mask = torch.cat([rest.new_ones(len(rows), shared), rest], dim=1)
    places = (mask.cumsum(1) - 1).clamp(min=0)[:, shared:]
    output = model(
        input_ids=ids,
        attention_mask=mask,
        position_ids=places,
        past_key_values=cache,
        use_cache=True,
        logits_to_keep=keep_logits,
    )
    return output.logits, cache, mask


def _pad_left(rows: Sequence[TokenIds]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return ids and mask (rows × longest), each row pushed to the right; padding has id 0 and mask 0."""
    width = max(len(row) for row in rows)
    ids = torch.tensor([[0] * (width - len(row)) + row for row in rows])
    mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows])
    return ids, mask


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
    budget = DecodeConfig(max_new_tokens=0, tokens_in_flight=(config or DecodeConfig()).tokens_in_flight)
    scores = [0.0] * len(continuations)
    for numbers in plan_batches([len(prompt) + len(tokens) for tokens in continuations], budget):
        chosen = [continuations[i] for i in numbers]
        for number, score in zip(numbers, _score_batch(model, prompt, chosen), strict=True):
            scores[number] = score
    return scores


def _score_batch(model: PreTrainedModel, prompt: TokenIds, continuations: list[TokenIds]) -> list[float]:
    """Score one batch; see `log_probabilities`."""
    width = max(len(tokens) for tokens in continuations)
    # The last token of each row predicts nothing that is asked for, so it is not read;
    # the last token of the prompt predicts the first of each row, so it is not shared.
    rows = [prompt + tokens[:-1] for tokens in continuations]
    logits, _, _ = _read(model, rows, shared=len(prompt) - 1, keep_logits=width)
    log_probs = logits.float().log_softmax(-1)
    return [
        log_probs[row, log_probs.shape[1] - len(tokens) :].gather(1, torch.tensor(tokens)[:, None]).sum().item()
        for row, tokens in enumerate(continuations)
    ]
