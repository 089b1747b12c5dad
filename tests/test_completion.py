"""Completing a line: without the chat frame, up to the end of the line, and remembered only when told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers import decoding
from helpers.completion import Completer
from helpers.models import Generator


@pytest.mark.slow
def test_a_pattern_is_gone_on_with(generator: Generator) -> None:
    """The likeliest rest of the line comes back, without frame and without the next line."""
    completer = Completer(generator)
    pattern = "red: colour\nfour: number\nblue: colour\nseven:"
    assert completer.answer([pattern], 8) == ["number"]
    assert len(completer.tokens(pattern)) < len(generator.tokens(pattern))
    assert completer.window() == generator.window()
    assert completer.answer([]) == []


@pytest.mark.slow
def test_bad_prompts_are_told(generator: Generator) -> None:
    """An empty prompt and one beyond the window are named."""
    for prompt in ("", "  ", None, "fog " * 9000):
        with pytest.raises(ValueError, match=r"found .*; expected .*; do: "):
            Completer(generator).answer([prompt])


@pytest.mark.slow
def test_remembers_only_when_told(generator: Generator, cache: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same prompt is computed once with `remember`, each time without."""
    calls: list[int] = []
    monkeypatch.setattr(decoding, "greedy", lambda model, rows, *rest: [calls.append(1) or [5] for _ in rows])
    for keep, count in ((False, 2), (True, 3)):
        completer = Completer(replace(generator, remember=keep))
        completer.answer(["fog"])
        completer.answer(["fog"])
        assert len(calls) == count
