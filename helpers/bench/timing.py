"""Where the seconds go: search, prefill (reading the prompt), decode (writing the answer), one question at a time.

In a batch, questions are read together, and a question's own seconds do not exist; only its share can be told. So time
is measured apart, on some questions, each by itself, as a learner who asks one question waits for it.

Prefill is the time for an answer of one token. Decode is the time for the whole answer, less that. Both include taking
the prompt apart into tokens.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.bench.systems import ReadingSystem, System
from helpers.collection import Question

STAGES = ("search", "prefill", "decode")


def one_by_one(system: System, question: Question) -> dict[str, float]:
    """Return the seconds of each stage for one question; those of a system that reads no prompt are all "search".

    Args:
        system: one that is warm (it has answered before) and does not remember its answers.
        question: what is asked.
    """
    begun = time.perf_counter()
    if not isinstance(system, ReadingSystem):
        system.answer([question])
        return {"search": time.perf_counter() - begun, "prefill": 0.0, "decode": 0.0}
    packed = system.pack([question])[0]
    searched = time.perf_counter()
    if not packed.prompt:
        return {"search": searched - begun, "prefill": 0.0, "decode": 0.0}
    system.reader.answer([packed.prompt], 1)
    first = time.perf_counter()
    system.reader.answer([packed.prompt], system.max_new_tokens)
    done = time.perf_counter()
    prefill = first - searched
    return {"search": searched - begun, "prefill": prefill, "decode": max(0.0, done - first - prefill)}


def interleaved(systems: Mapping[str, System], questions: Sequence[Question], rounds: int = 3) -> pd.DataFrame:
    """Return the seconds of every system for every question, taken in turn, so that a slow minute hits all alike.

    Each system answers the first question once beforehand, untimed.

    Args:
        systems: by name; all loaded at once.
        questions: at least one.
        rounds: how many times everything is asked.

    Returns:
        A row an arm, question and round, with `search`, `prefill`, `decode` and their sum `seconds`.

    Raises:
        ValueError: if a system remembers its answers, or nothing is asked.
    """
    if not questions or rounds < 1:
        raise ValueError(f"found {len(questions)} questions, {rounds} rounds; expected at least one; do ask something")
    for name, system in systems.items():
        check_forgets(name, system)
        one_by_one(system, questions[0])
    rows = [
        {"round": number, "question": question.id, "arm": name} | one_by_one(system, question)
        for number in range(rounds)
        for question in questions
        for name, system in systems.items()
    ]
    table = pd.DataFrame(rows)
    return table.assign(seconds=table[list(STAGES)].sum(axis=1))


def check_forgets(name: str, system: System) -> None:
    """Raise if a system's reader remembers its answers, which would then take no time.

    Args:
        name: of its arm.
        system: any.

    Raises:
        ValueError: if it remembers.
    """
    if remembers(system):
        raise ValueError(
            f"found that the reader of {name!r} remembers its answers; expected one that computes them, since time is "
            "measured; do load it with remember=False"
        )


def remembers(system: Any) -> bool:  # noqa: ANN401 - any system, with a reader or without
    """Tell whether a system's reader may give answers back that it did not compute just now.

    Args:
        system: any.
    """
    reader = getattr(system, "reader", None)
    inner = getattr(reader, "generator", reader)
    return bool(getattr(reader, "remember", False) or getattr(inner, "remember", False))
