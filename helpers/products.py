"""Quicker matrix products on a processor: the same sums, worked off by the quicker of torch's two libraries.

Nearly all the time of a transformer goes into `linear`: rows of numbers times a matrix of weights. For float32 on a
processor, torch hands it to its BLAS library. The other library that it brings, oneDNN, is told here to do it instead:
for all matrices where the processor has AVX-512, else for the head alone, whose fifty thousand outputs it does half as
fast again, while BLAS is a tenth quicker at the small ones. The rule is fixed, and not tried out each time, so that the
same prompt gets the same answer. Results differ by rounding only.

Other number formats torch gives to oneDNN by itself. But where rows do not lie side by side in memory, as the last
tokens of a batch, and the weights are frozen, it copies the weights once a row: two gigabytes for the head of SmolLM2
and forty rows. So rows are laid into one matrix first. Not handled: training.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch.overrides import TorchFunctionMode

# A matrix of weights with at least so many outputs is a model's head: one for each token that there is.
HEAD = 8192


class QuickProducts(TorchFunctionMode):
    """Within `with QuickProducts():`, let oneDNN do the float32 `linear`s that it is quick at, from one matrix of rows.

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
    """Return whether oneDNN is there and quick at these, and they are plain float32 matrices."""
    plain = rows.dtype == weights.dtype == torch.float32 and rows.device.type == weights.device.type == "cpu"
    matrices = rows.dim() > 1 and weights.dim() == 2 and rows.shape[-1] == weights.shape[1] and rows.numel() > 0
    return plain and matrices and _quick_at(len(weights))


def _quick_at(outputs: int) -> bool:
    """Return whether oneDNN is there, and the quicker one at a matrix of so many outputs."""
    return torch.backends.mkldnn.is_available() and (outputs >= HEAD or _wide_registers())


@functools.cache
def _wide_registers() -> bool:
    """Return whether this processor has AVX-512."""
    return "AVX512" in torch.backends.cpu.get_cpu_capability()


def _linear(rows: torch.Tensor, weights: torch.Tensor, bias: torch.Tensor | None = None) -> torch.Tensor:
    """Return rows times weights (out × in, as everywhere in torch) plus bias."""
    return torch.ops.mkldnn._linear_pointwise(rows, weights, bias, "none", [], "")


def _flat(rows: torch.Tensor, weights: torch.Tensor, bias: torch.Tensor | None = None) -> torch.Tensor:
    """Return the same by torch's own library, the rows laid into one matrix."""
    product = torch.nn.functional.linear(rows.reshape(-1, rows.shape[-1]), weights, bias)
    return product.reshape(*rows.shape[:-1], product.shape[-1])
