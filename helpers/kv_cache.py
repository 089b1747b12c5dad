"""What a model has read, kept: keys and values of many rows, in memory that is reserved once.

transformers' own cache makes room for one more token by copying all it holds; for a hundred rows that was a third of
the time. Here the places are there from the start, and a token is written into the next one. What all rows begin with
is kept once, and handed over apart from what each row has of its own (`split_attention`).

Not handled: layers that keep something else than keys and values, as those of Mamba.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from transformers import Cache
from transformers.cache_utils import DynamicLayer

from helpers.split_attention import Split


@dataclass
class _Window:
    """Where the model reads now, the same in all layers: which rows, behind how many places; and what is reserved."""

    total: int
    shared: int
    prompt: int
    answer: int
    rows: slice
    filled: int = 0


class KvCache(Cache):
    """Keys and values for a fixed number of rows and places, and a mask of the places that hold a token.

    A place is a column in memory, not a position in the text: padding, and the places that a short prompt leaves
    empty, are masked out and not counted. So rows may be read in groups, each with its own width.

    Args:
        rows: how many prompts are read.
        prompt: how many places the longest takes of its own, padding included.
        answer: how many more follow.
        shared: how many come before, the same for all; they are read first, as one row.

    >>> cache = KvCache(rows=2, prompt=3, answer=1)
    >>> cache.open(slice(0, 2), 0, torch.tensor([[1, 1]]))
    tensor([[1, 1]])
    >>> cache.open(slice(1, 2), 2, torch.tensor([[1]]))
    tensor([[1, 1, 1]])
    >>> cache.mask
    tensor([[1, 1, 0, 0],
            [1, 1, 1, 0]])
    """

    def __init__(self, rows: int, prompt: int, answer: int = 0, shared: int = 0) -> None:
        """Reserve the mask; keys and values follow when the first token comes and their shape is known."""
        window = _Window(rows, shared, prompt, answer, slice(0, rows))
        super().__init__(layer_class_to_replicate=lambda: _Layer(window))
        self._window = window
        self.mask = torch.zeros(rows, shared + prompt + answer, dtype=torch.long)

    def open(self, rows: slice, filled: int, real: torch.Tensor) -> torch.Tensor:
        """Make ready to read some rows; return their mask (rows × places, those to be read now included).

        Args:
            rows: the rows that are read now.
            filled: how many of their places are taken, those of the shared beginning included.
            real: 1 where a token to be read is no padding (rows × tokens); one row where it is the shared beginning.
        """
        self._window.rows, self._window.filled = rows, filled
        stop = filled + real.shape[1]
        self.mask[rows, filled:stop] = real
        return self.mask[rows, :stop][: len(real)]

    def keep(self, rows: torch.Tensor) -> None:
        """Keep these rows (numbers, in their new order), in the memory that is there; only what moves is copied."""
        moved = (rows != torch.arange(len(rows))).nonzero()[:, 0]
        for kept in [self.mask, *(part for layer in self.layers for part in (layer.keys, layer.values))]:
            kept[moved] = kept[rows[moved]]


class _Layer(DynamicLayer):
    """What one layer of the model keeps: tensors of rows × heads × places × width, and the shared beginning's."""

    def __init__(self, window: _Window) -> None:
        super().__init__()
        self._window = window
        self._first: tuple[torch.Tensor, torch.Tensor] | None = None
        self.is_initialized = False

    def update(
        self, key_states: torch.Tensor, value_states: torch.Tensor, *args: object, **kwargs: object
    ) -> tuple[torch.Tensor | Split, torch.Tensor | Split]:
        """Write what was read just now; return all that these rows have read."""
        if not self.is_initialized:
            self.keys, self.values = self._reserve(key_states), self._reserve(value_states)
            self.dtype, self.device, self.is_initialized = key_states.dtype, key_states.device, True
        if self._window.filled < self._window.shared:
            self._first = key_states[0], value_states[0]
            return key_states, value_states
        keys, values = self._write(self.keys, key_states), self._write(self.values, value_states)
        return (Split(self._first[0], keys), Split(self._first[1], values)) if self._first else (keys, values)

    def get_seq_length(self) -> int:
        """Return how many places are taken."""
        return self._window.filled

    def _reserve(self, states: torch.Tensor) -> torch.Tensor:
        window = self._window
        kept = states.new_empty(window.total, states.shape[1], window.prompt + window.answer, states.shape[3])
        # What is masked out still takes part in a product, as zero times itself: it must be a number.
        kept[:, :, : window.prompt] = 0
        return kept

    def _write(self, kept: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
        """Write states (rows × heads × tokens × width); return what these rows hold of their own."""
        window = self._window
        start = window.filled - window.shared
        stop = start + states.shape[2]
        kept[window.rows, :, start:stop] = states
        return kept[window.rows, :, :stop]
