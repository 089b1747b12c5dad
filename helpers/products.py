"""Quicker matrix products on a processor: the same sums, worked off by oneDNN in place of torch's default library.

Nearly all the time of a transformer goes into `linear`: rows of numbers times a matrix of weights. For float32 on a
processor, torch hands it to its BLAS library. The other library that it brings, oneDNN, is told here to do it instead.
Results differ by rounding only. Other number formats torch gives to oneDNN by itself. But where rows do not lie side by
side in memory, as the last tokens of a batch, and the weights are frozen, it copies the weights once a row: two
gigabytes for the head of SmolLM2 and forty rows. So rows are laid into one matrix first. Not handled: training.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch.overrides import TorchFunctionMode


class QuickProducts(TorchFunctionMode):
    """Within `with QuickProducts():`, let oneDNN do every float32 `linear`, and lay all rows into one matrix.

    >>> rows, weights = torch.ones(2, 3), torch.eye(4, 3)
    >>> with torch.inference_mode(), QuickProducts():
    ...     torch.nn.functional.linear(rows, weights)
    tensor([[1., 1., 1., 0.],
            [1., 1., 1., 0.]])
    """

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - whatever torch's function returns
        """Do `linear` another way, and everything else as ever."""
        if func is torch.nn.functional.linear and not kwargs and not torch.is_grad_enabled():
            return _linear(*args) if _suits(*args) else _flat(*args)
        return func(*args, **(kwargs or {}))


def _suits(rows: torch.Tensor, weights: torch.Tensor, bias: torch.Tensor | None = None) -> bool:
    """Return whether oneDNN is there, and these are plain float32 matrices."""
    plain = rows.dtype == weights.dtype == torch.float32 and rows.device.type == weights.device.type == "cpu"
    matrices = rows.dim() > 1 and weights.dim() == 2 and rows.shape[-1] == weights.shape[1] and rows.numel() > 0
    return plain and matrices and torch.backends.mkldnn.is_available()


def _linear(rows: torch.Tensor, weights: torch.Tensor, bias: torch.Tensor | None = None) -> torch.Tensor:
    """Return rows times weights (out × in, as everywhere in torch) plus bias."""
    return torch.ops.mkldnn._linear_pointwise(rows, weights, bias, "none", [], "")


def _flat(rows: torch.Tensor, weights: torch.Tensor, bias: torch.Tensor | None = None) -> torch.Tensor:
    """Return the same by torch's own library, the rows laid into one matrix."""
    product = torch.nn.functional.linear(rows.reshape(-1, rows.shape[-1]), weights, bias)
    return product.reshape(*rows.shape[:-1], product.shape[-1])
