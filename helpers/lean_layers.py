"""Pieces of a transformer's layer with their gradients written out: they keep less than autograd does, and do less.

Autograd keeps what each small step needs to go back, such as a copy of the states in float32 for each normalisation.
Written as one step, with the gradient of the whole by the chain rule, a piece keeps little more than what came in.
"""

from __future__ import annotations

from typing import Any

import torch
from torch.autograd import Function
from torch.nn.functional import silu


class _RmsNorm(Function):
    """See `rms_norm`."""

    @staticmethod
    def forward(ctx: Any, states: torch.Tensor, weight: torch.Tensor, least: float) -> torch.Tensor:  # noqa: ANN401
        """Divide by the root of the mean square, computed in float32 at least."""
        wide = torch.promote_types(states.dtype, torch.float32)
        length = torch.linalg.vector_norm(states, dim=-1, keepdim=True, dtype=wide)
        factor = torch.rsqrt(length.square() / states.shape[-1] + least)
        ctx.save_for_backward(states, weight, factor)
        return weight * (states * factor).to(states.dtype)

    @staticmethod
    def backward(ctx: Any, *upstream: torch.Tensor) -> Any:  # noqa: ANN401 - torch's context and tuple have no type
        """Take out what would only change the length, for the length is normalised away."""
        states, weight, factor = ctx.saved_tensors
        change = upstream[0].to(factor.dtype) * weight
        along = (change * states).sum(-1, keepdim=True) * factor.square() / states.shape[-1]
        return ((change - states * along) * factor).to(states.dtype), None, None


def rms_norm(states: torch.Tensor, weight: torch.Tensor, least: float) -> torch.Tensor:
    """Return states divided by their root mean square, times a frozen weight (Zhang and Sennrich 2019).

    Args:
        states: … × width.
        weight: width; it gets no gradient.
        least: added to the mean square, against division by zero.

    >>> rms_norm(torch.tensor([[3.0, 3.0, -3.0, 3.0]]), torch.ones(4), 0.0)
    tensor([[ 1.,  1., -1.,  1.]])
    """
    return _RmsNorm.apply(states, weight, least)


class _Gated(Function):
    """See `gated`."""

    @staticmethod
    def forward(ctx: Any, gate: torch.Tensor, value: torch.Tensor) -> torch.Tensor:  # noqa: ANN401
        """Keep the two that came in, and not what the gate let through."""
        ctx.save_for_backward(gate, value)
        return silu(gate).mul_(value)

    @staticmethod
    def backward(ctx: Any, *upstream: torch.Tensor) -> Any:  # noqa: ANN401 - torch's context and tuple have no type
        """Compute the gate once more: that is cheaper than to keep it."""
        gate, value = ctx.saved_tensors
        return torch.ops.aten.silu_backward(upstream[0] * value, gate), silu(gate).mul_(upstream[0])


def gated(gate: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
    """Return silu(gate) · value, each number with its own gate (SwiGLU, Shazeer 2020).

    >>> gated(torch.tensor([0.0, 100.0]), torch.tensor([5.0, 5.0]))
    tensor([  0., 500.])
    """
    return _Gated.apply(gate, value)


class _Adapted(Function):
    """See `adapted`."""

    @staticmethod
    def forward(ctx: Any, inputs: torch.Tensor, big: torch.Tensor, *thin: Any) -> torch.Tensor:  # noqa: ANN401
        """Keep the inputs, and what the thin matrix A made of them."""
        reading, writing, ctx.scale = thin
        between = (inputs @ reading.to(inputs.dtype).T).mul_(ctx.scale)
        ctx.save_for_backward(inputs, big, reading, writing, between)
        return (inputs @ big.T).addmm_(between, writing.to(inputs.dtype).T)

    @staticmethod
    def backward(ctx: Any, *upstream: torch.Tensor) -> Any:  # noqa: ANN401 - torch's context and tuple have no type
        """Send the gradient back through both branches; the big matrix itself gets none."""
        inputs, big, reading, writing, between = ctx.saved_tensors
        after = upstream[0]
        middle = (after @ writing.to(after.dtype)).mul_(ctx.scale)
        before = (after @ big).addmm_(middle, reading.to(after.dtype)) if ctx.needs_input_grad[0] else None
        return before, None, (middle.T @ inputs).to(reading.dtype), (after.T @ between).to(writing.dtype), None


def adapted(
    inputs: torch.Tensor, big: torch.Tensor, reading: torch.Tensor, writing: torch.Tensor, scale: float
) -> torch.Tensor:
    """Return W x + scale · B A x for each row x of the inputs (Hu et al. 2021, section 4.1).

    Args:
        inputs: tokens × in.
        big: W, frozen (out × in); it gets no gradient.
        reading: A (rank × in), in float32 whatever the inputs are, as their gradients.
        writing: B (out × rank), the same.
        scale: how loud the adapter speaks.

    >>> adapted(torch.ones(1, 2), torch.eye(2), torch.ones(1, 2), torch.tensor([[1.0], [0.0]]), 1.0)
    tensor([[3., 1.]])
    """
    return _Adapted.apply(inputs, big, reading, writing, scale)
