"""The quicker products are the same products, and are done only where they may be."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import products
from helpers.products import HEAD, QuickProducts

linear = torch.nn.functional.linear
sizes = st.integers(1, 70)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=3), sizes, sizes, st.booleans(), st.integers(0, 99))
def test_they_equal_the_ordinary_ones(shape: list[int], ins: int, outs: int, biased: bool, seed: int) -> None:
    """Any number of leading axes, with or without a bias: equal up to rounding."""
    make = torch.Generator().manual_seed(seed)
    rows, weights = torch.randn(*shape, ins, generator=make), torch.randn(outs, ins, generator=make)
    bias = torch.randn(outs, generator=make) if biased else None
    with torch.inference_mode(), QuickProducts():
        found = linear(rows, weights, bias)
    torch.testing.assert_close(found, linear(rows, weights, bias), rtol=1e-5, atol=1e-5)


def test_odd_inputs_are_left_to_torch() -> None:
    """No rows, one row without its axis, rows laid out another way, other formats: as ever."""
    weights = torch.randn(6, 4)
    cases = [torch.randn(0, 4), torch.randn(4), torch.randn(4, 3).T, torch.randn(3, 8)[:, ::2]]
    for rows in cases:
        with torch.inference_mode(), QuickProducts():
            torch.testing.assert_close(linear(rows, weights), rows @ weights.T)
    for dtype in (torch.bfloat16, torch.float64):
        with torch.inference_mode(), QuickProducts():
            assert linear(torch.ones(2, 4, dtype=dtype), weights.to(dtype)).dtype is dtype


def test_gradients_still_flow() -> None:
    """Where gradients are asked for, torch's own product is taken."""
    layer = torch.nn.Linear(4, 2)
    with QuickProducts():
        layer(torch.ones(3, 4)).sum().backward()
    assert layer.weight.grad is not None


def test_other_widths_are_refused_as_ever() -> None:
    """A wrong shape is told by torch, inside and outside."""
    with torch.inference_mode(), QuickProducts(), pytest.raises(RuntimeError):
        linear(torch.ones(2, 3), torch.ones(2, 4))


@pytest.mark.parametrize(("outputs", "wide", "expected"), [(4, True, True), (4, False, False), (HEAD, False, True)])
def test_onednn_does_what_it_is_quick_at(
    outputs: int, wide: bool, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All with AVX-512, else a model's head alone; outside, nothing."""
    monkeypatch.setattr(products, "_wide_registers", lambda: wide)
    rows, weights = torch.ones(2, 3), torch.ones(outputs, 3)
    with torch.inference_mode():
        with torch.profiler.profile() as outside:
            linear(rows, weights)
        with torch.profiler.profile() as inside, QuickProducts():
            linear(rows, weights)
    called = [any("mkldnn" in event.key for event in seen.key_averages()) for seen in (inside, outside)]
    assert called == [expected and torch.backends.mkldnn.is_available(), False]


def test_frozen_weights_are_not_copied_once_a_row() -> None:
    """The last tokens of a batch do not lie side by side; torch alone would copy frozen weights for each."""
    states, weights = torch.randn(5, 3, 8).bfloat16()[:, -1:], torch.randn(40, 8).bfloat16()
    bias = torch.randn(40).bfloat16()
    with torch.inference_mode(), torch.profiler.profile(profile_memory=True) as watched, QuickProducts():
        found = linear(states, weights, bias)
    most = max(event.cpu_memory_usage for event in watched.events())
    assert most < weights.nbytes
    torch.testing.assert_close(found, linear(states.reshape(5, 8), weights, bias)[:, None])
