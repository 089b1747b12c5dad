"""Multiple choice for many questions at once: how likely a model holds each option to be its whole answer.

It is what `Generator.log_probabilities` says of one prompt, to rounding. It is quicker: what all prompts begin with
(the worked examples) is read once, prompts of like length are read together, and each once for all its options.

In bfloat16 a logit near 20 is rounded to an eighth, so scores depend on what is read together, and close choices
may fall otherwise; in float32 they agree to a hundredth.

For decoder-only models of transformers whose cache keeps every token; not for sliding windows.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

import torch
from transformers import DynamicCache, PreTrainedModel

from helpers import decoding
from helpers.batching import TokenIds, common_prefix, plan_batches
from helpers.completion import LINE_BREAKS, Completer
from helpers.models import Generator
from helpers.products import QuickProducts


def log_probabilities(
    reader: Generator | Completer, prompts: Sequence[str], options: Sequence[Sequence[str]]
) -> list[list[float]]:
    """Return for each prompt the log-probability (natural) of each of its options being the whole answer.

    It is the sum over the option's tokens and what ends the answer: the end token for a model in its chat frame, a line
    break for one that completes a line (whose options follow a space).

    Args:
        reader: a model, or one that completes lines.
        prompts: what is read, n texts.
        options: for each prompt its options, each list with at least one text.

    Raises:
        ValueError: prompts and options differ in number, a list of options is empty, or a prompt does not fit.
    """
    if len(prompts) != len(options) or not all(options):
        raise ValueError(
            f"found {len(prompts)} prompts and {len(options)} lists of options, of {min(map(len, options), default=0)} "
            "options at least; expected one list each with some options; do leave out prompts without"
        )
    generator = reader.generator if isinstance(reader, Completer) else reader
    tails = [[_tail(reader, option) for option in some] for some in options]
    rows = [decoding.fitting(reader, prompt, max(map(len, some))) for prompt, some in zip(prompts, tails, strict=True)]
    with QuickProducts():
        return _scores(generator.model, rows, tails, generator.config.tokens_in_flight)


def _tail(reader: Generator | Completer, option: str) -> TokenIds:
    """Return the tokens of an option as the whole answer, with what ends it."""
    if isinstance(reader, Generator):
        return [*reader.tokenizer(option, add_special_tokens=False).input_ids, reader.tokenizer.eos_token_id]
    # An empty line follows each worked example, so it is the end that the model expects.
    tokenizer = reader.generator.tokenizer
    ids = tokenizer(f" {option}\n\n", add_special_tokens=False).input_ids
    words = tokenizer.convert_ids_to_tokens(ids)
    end = next(place for place, word in enumerate(words) if any(sign in word for sign in LINE_BREAKS))
    return list(ids[: end + 1])


@torch.inference_mode()
def _scores(
    model: PreTrainedModel,
    rows: Sequence[TokenIds],
    tails: Sequence[Sequence[TokenIds]],
    most: int,
) -> list[list[float]]:
    """Return the score of each tail behind its row, with at most so many tokens in memory at once."""
    if not rows:
        return []
    shared = common_prefix(rows)
    prefix = DynamicCache()
    if shared:
        model(input_ids=torch.tensor([rows[0][:shared]]), past_key_values=prefix, use_cache=True, logits_to_keep=1)
    longest = max(len(tail) for some in tails for tail in some)
    scores: list[list[float]] = [[] for _ in rows]
    for numbers in plan_batches([len(row) + longest for row in rows], most):
        batch = _Batch(model, prefix, shared, [rows[number][shared:] for number in numbers])
        for number, found in zip(numbers, batch.scores([tails[number] for number in numbers]), strict=True):
            scores[number] = found
    return scores


class _Batch:
    """Some prompts, read: their keys and values, mask (rows × length), and log-probabilities of the first token."""

    def __init__(self, model: PreTrainedModel, prefix: DynamicCache, shared: int, rests: Sequence[TokenIds]) -> None:
        """Read what is left of each prompt behind the shared beginning."""
        self.model, self.cache = model, copy.deepcopy(prefix)
        if shared:
            self.cache.batch_repeat_interleave(len(rests))
        width = max(map(len, rests))
        ids = torch.tensor([[0] * (width - len(rest)) + rest for rest in rests])
        seen = torch.tensor([[1] * shared + [0] * (width - len(rest)) + [1] * len(rest) for rest in rests])
        self.mask, self.width = seen, shared + width
        self.first = self._read(ids, seen, logits=1)[:, 0]

    def _read(self, ids: torch.Tensor, mask: torch.Tensor, logits: int) -> torch.Tensor:
        """Read ids (rows × new) behind what is cached; return log-probabilities at the last places."""
        places = (mask.cumsum(1) - 1).clamp(min=0)[:, -ids.shape[1] :]
        output = self.model(
            input_ids=ids,
            attention_mask=mask,
            position_ids=places,
            past_key_values=self.cache,
            use_cache=True,
            logits_to_keep=logits,
        )
        return output.logits.float().log_softmax(-1)

    def scores(self, tails: Sequence[Sequence[TokenIds]]) -> list[list[float]]:
        """Return the score of each tail: the first of each row, then the second of each, and so on."""
        found: list[list[float]] = [[] for _ in tails]
        for turn in range(max(map(len, tails))):
            # A row that has no more options reads its last one again, which is cheaper than taking rows apart.
            chosen = [some[min(turn, len(some) - 1)] for some in tails]
            for row, score in enumerate(self._turn(chosen)):
                if turn < len(tails[row]):
                    found[row].append(score)
        return found

    def _turn(self, chosen: Sequence[TokenIds]) -> list[float]:
        """Return the score of one tail for each row, and forget it again."""
        width = max(map(len, chosen)) - 1
        totals = [float(self.first[row, tail[0]]) for row, tail in enumerate(chosen)]
        if width:
            # Padding stands behind the tail, where no token before it looks.
            ids = torch.tensor([tail[:-1] + [0] * (width - len(tail) + 1) for tail in chosen])
            after = self._read(ids, torch.cat([self.mask, torch.ones_like(ids)], dim=1), logits=width)
            for row, tail in enumerate(chosen):
                places = range(len(tail) - 1)
                totals[row] += float(after[row, list(places), tail[1:]].sum())
            self._forget()
        return totals

    def _forget(self) -> None:
        """Cut the cache back to the prompts."""
        for layer in self.cache.layers:
            layer.keys, layer.values = layer.keys[:, :, : self.width], layer.values[:, :, : self.width]
