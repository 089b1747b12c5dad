"""The pieces of a layer whose gradients are written out: against differences, and against transformers and autograd."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch.nn.functional import linear, silu
from transformers.models.llama.modeling_llama import LlamaRMSNorm

from helpers.lean_layers import adapted, gated, rms_norm

Piece = Callable[..., torch.Tensor]
CHANCE = torch.Generator().manual_seed(0)
EPSILON = 1e-5


def drawn(*shape: int) -> torch.Tensor:
    """Return numbers at random, exact enough for differences."""
    return torch.randn(shape, generator=CHANCE, dtype=torch.float64)


def by_autograd(states: torch.Tensor, weight: torch.Tensor, least: float) -> torch.Tensor:
    """Normalise as transformers does."""
    norm = LlamaRMSNorm(len(weight), least)
    norm.weight = torch.nn.Parameter(weight, requires_grad=False)
    return norm(states)


def two_branches(
    x: torch.Tensor, big: torch.Tensor, reading: torch.Tensor, writing: torch.Tensor, scale: float
) -> torch.Tensor:
    """Compute W x + scale · B A x step by step."""
    return linear(x, big) + scale * linear(linear(x, reading.to(x.dtype)), writing.to(x.dtype))


# Each piece: ours, step by step, what gets a gradient, what does not.
PIECES: dict[str, tuple[Piece, Piece, tuple[torch.Tensor, ...], tuple[object, ...]]] = {
    "rms_norm": (rms_norm, by_autograd, (drawn(5, 6),), (drawn(6), EPSILON)),
    "gated": (gated, lambda gate, value: silu(gate) * value, (drawn(5, 6), drawn(5, 6)), ()),
}


@pytest.mark.parametrize("name", PIECES)
def test_gradients_equal_differences(name: str) -> None:
    """In float64, by small changes of each number."""
    ours, _, moved, fixed = PIECES[name]
    inputs = [each.clone().requires_grad_() for each in moved]
    assert torch.autograd.gradcheck(lambda *values: ours(*values, *fixed), inputs)


@pytest.mark.parametrize("scale", [1.0, 2.5])
def test_an_adapters_gradients_equal_differences(scale: float) -> None:
    """Of the inputs and both thin matrices; the big one gets none, as it is frozen."""
    x, reading, writing = (drawn(*shape).requires_grad_() for shape in ((4, 6), (2, 6), (5, 2)))
    big = drawn(5, 6)
    assert torch.autograd.gradcheck(lambda *v: adapted(v[0], big, v[1], v[2], scale), (x, reading, writing))
    big.requires_grad_()
    adapted(x, big, reading, writing, scale).sum().backward()
    assert big.grad is None


def test_an_adapter_on_inputs_without_gradient() -> None:
    """As in the lowest trained layer: the thin matrices learn all the same."""
    reading, writing = drawn(2, 6).requires_grad_(), drawn(5, 2).requires_grad_()
    x, big = drawn(4, 6), drawn(5, 6)
    found = torch.autograd.grad(adapted(x, big, reading, writing, 0.5).sum(), (reading, writing))
    expected = torch.autograd.grad(two_branches(x, big, reading, writing, 0.5).sum(), (reading, writing))
    assert all(torch.allclose(*pair) for pair in zip(found, expected, strict=True))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("name", PIECES)
def test_results_equal_those_of_small_steps(name: str, dtype: torch.dtype) -> None:
    """Within the rounding of the number format."""
    ours, steps, moved, fixed = PIECES[name]
    values = [each.to(dtype) if isinstance(each, torch.Tensor) else each for each in (*moved, *fixed)]
    found = ours(*values)
    assert found.dtype == dtype
    assert torch.allclose(found, steps(*values), rtol=2 * torch.finfo(dtype).eps, atol=2 * torch.finfo(dtype).eps)


def test_thin_matrices_keep_their_precision() -> None:
    """Inputs in bfloat16 leave the gradients of float32 matrices in float32."""
    reading, writing = (drawn(*shape).float().requires_grad_() for shape in ((2, 6), (5, 2)))
    out = adapted(drawn(4, 6).bfloat16(), drawn(5, 6).bfloat16(), reading, writing, 1.0)
    out.float().sum().backward()
    assert out.dtype == torch.bfloat16 and reading.grad.dtype == writing.grad.dtype == torch.float32


def kept(piece: Piece, inputs: list[torch.Tensor], fixed: list[object]) -> int:
    """Return how many bytes are kept until the gradients are computed, each store counted once."""
    stores: dict[int, int] = {}

    def keep(value: torch.Tensor) -> torch.Tensor:
        stores[value.untyped_storage().data_ptr()] = value.untyped_storage().nbytes()
        return value

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda value: value):
        out = piece(*(each.requires_grad_() for each in inputs), *fixed)
    assert out.requires_grad
    return sum(stores.values())


@pytest.mark.parametrize("name", PIECES)
def test_they_keep_less(name: str) -> None:
    """In bfloat16, where a normalisation step by step keeps its inputs in float32."""
    ours, steps, moved, fixed = PIECES[name]
    inputs = [each.bfloat16() for each in moved]
    others = [each.bfloat16() if isinstance(each, torch.Tensor) else each for each in fixed]
    assert kept(ours, inputs, others) < 0.7 * kept(steps, inputs, others)


def test_an_adapter_keeps_its_inputs_once() -> None:
    """And what A made of them; the matrices are there anyway, and not kept in the inputs' format beside."""
    x, reading, writing, big = drawn(64, 32).bfloat16(), drawn(2, 32), drawn(16, 2), drawn(16, 32).bfloat16()
    bytes_kept = kept(lambda *v: adapted(v[0], v[3], v[1], v[2], 1.0), [x, reading, writing], [big])
    assert bytes_kept == sum(each.nbytes for each in (x, reading, writing, big)) + 2 * 64 * 2
