"""The frozen lower layers of a model: what they compute for a row never changes, so it is computed once and kept."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from transformers import PreTrainedModel

from helpers import shared_prefix
from helpers.batching import common_prefix
from helpers.shared_prefix import Layout
from helpers.training_rows import Row, micro_batches


class FrozenStates:
    """What the layers below the trained ones make of each row, kept in memory (1.2 kB a token in bfloat16).

    Args:
        model: of a kind that `shared_prefix` handles.
        rows: what is trained on.
        depth: how many layers from the top are trained.
        most: tokens computed at once.
    """

    def __init__(self, model: PreTrainedModel, rows: Sequence[Row], depth: int, most: int) -> None:
        """Compute the states of all rows."""
        self.model, self.rows = model, rows
        self.layers = model.model.layers
        self.depth = depth
        # Each row's as two parts, for the first is the same for all that were computed together.
        self._states: list[tuple[torch.Tensor, ...]] = [()] * len(rows)
        for numbers in micro_batches(rows, range(len(rows)), most):
            self._compute(numbers)

    def batch(self, numbers: Sequence[int]) -> tuple[torch.Tensor, Layout]:
        """Return the states of some rows as one list of tokens, and how they lie in it."""
        layout = self._layout(numbers)
        kept = [torch.cat(self._states[number]) for number in numbers]
        states = kept[0].new_zeros(layout.tokens, kept[0].shape[1])
        states[: layout.prefix] = kept[0][: layout.prefix]
        for row, whole in enumerate(kept):
            begin = layout.place(row, layout.prefix)
            states[begin : begin + len(whole) - layout.prefix] = whole[layout.prefix :]
        return states, layout

    def _layout(self, numbers: Sequence[int]) -> Layout:
        """Return how rows lie in a list of tokens, what they share only once."""
        tokens = [list(self.rows[number].tokens) for number in numbers]
        return shared_prefix.lay_out(self.model, common_prefix(tokens), [len(row) for row in tokens])

    @torch.no_grad()
    def _compute(self, numbers: Sequence[int]) -> None:
        """Compute and keep the states of some rows."""
        layout = self._layout(numbers)
        ids = torch.zeros(layout.tokens, dtype=torch.long)
        spans = []
        for row, number in enumerate(numbers):
            tokens = torch.tensor(self.rows[number].tokens)
            begin = layout.place(row, layout.prefix)
            spans.append(slice(begin, begin + len(tokens) - layout.prefix))
            ids[: layout.prefix], ids[spans[-1]] = tokens[: layout.prefix], tokens[layout.prefix :]
        states = self.model.model.embed_tokens(ids)
        if self.depth < len(self.layers):
            states = shared_prefix.through(self.layers[: len(self.layers) - self.depth], states, layout)
        beginning = states[: layout.prefix].clone()
        for number, span in zip(numbers, spans, strict=True):
            self._states[number] = (beginning, states[span].clone())
