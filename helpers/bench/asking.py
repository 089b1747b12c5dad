"""Ask one system all questions, in batches, and note what was said, handed over and chosen, and what it took.

Everything is noted raw, as JSON values, a column a kind. What was right is worked out when the record is read, so that
another way of scoring needs no new run.

Seconds: search is shared out evenly; reading by the tokens read and written, for want of anything better. Such a share
adds up to the truth but tells nothing of one question, and nothing of prefill and decode. These are measured on
some questions, one by one (`timing`).
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import Any

from helpers.bench import systems
from helpers.bench.baselines import Options
from helpers.bench.memory import PeakMemory
from helpers.bench.systems import ReadingSystem, System
from helpers.bench.timing import check_forgets, one_by_one, remembers
from helpers.collection import Answer, Question
from helpers.rag import Reader

DIGITS = 5
Columns = dict[str, list[Any]]


def ask(system: System, questions: Sequence[Question], options: Options, timed: int = 0) -> dict[str, Any]:
    """Return what a system does with some questions, as JSON values.

    Args:
        system: any.
        questions: with ids that differ.
        options: for multiple choice, by question.
        timed: how many questions, spread evenly, are asked once more, one by one, to take their time.

    Raises:
        ValueError: if time is to be taken of a reader that remembers, or the answers are not as many as the questions.
    """
    if timed:
        check_forgets(type(system).__name__, system)
    with PeakMemory() as memory:
        columns = _read(system, questions) if isinstance(system, ReadingSystem) else _answer(system, questions)
        prompts = columns.pop("prompt")
        columns |= _choose(getattr(system, "reader", None), questions, prompts, columns["text"], options)
    columns |= _timed(system, questions, timed)
    return {
        "identity": system.identity(),
        "memory_mb": round(memory.mb, 1),
        "columns": {name: values for name, values in columns.items() if any(value is not None for value in values)},
    }


def _answer(system: System, questions: Sequence[Question]) -> Columns:
    """Ask a system that cannot be taken apart."""
    begun = time.perf_counter()
    answers = _checked(system.answer(questions), questions)
    share = round((time.perf_counter() - begun) / max(1, len(questions)), DIGITS)
    nothing = [None] * len(questions)
    return {
        "text": [one.text for one in answers],
        "prompt": [""] * len(questions),
        "hits": [[hit.passage.id for hit in one.hits] or None for one in answers],
        "search": nothing,
        "read": nothing if remembers(system) else [share] * len(questions),
    }


def _read(system: ReadingSystem, questions: Sequence[Question]) -> Columns:
    """Ask a system whose search, prompt and reading can be taken apart."""
    begun = time.perf_counter()
    packed = _checked(system.pack(questions), questions)
    searched = time.perf_counter()
    answers = _checked(systems.read(system, packed), questions)
    done = time.perf_counter()
    reader = system.reader
    taken = [len(reader.tokens(one.prompt)) if one.prompt else 0 for one in answers]
    given = [_written(reader, one.text) if one.prompt else 0 for one in answers]
    looked_up = any(one.hits for one in answers)
    return {
        "text": [one.text for one in answers],
        "prompt": [one.prompt for one in answers],
        "hits": [[hit.passage.id for hit in one.hits] if looked_up else None for one in answers],
        "tokens_read": taken,
        "tokens_written": given,
        **_shares(searched - begun, done - searched, [sum(both) for both in zip(taken, given, strict=True)], system),
    }


def _shares(search: float, read: float, tokens: Sequence[int], system: object) -> Columns:
    """Return each question's share of the seconds; none where they come from memory, and mean nothing."""
    if remembers(system):
        return {"search": [None] * len(tokens), "read": [None] * len(tokens)}
    total = max(1, sum(tokens))
    return {
        "search": [round(search / max(1, len(tokens)), DIGITS)] * len(tokens),
        "read": [round(read * count / total, DIGITS) for count in tokens],
    }


def _written(reader: Any, text: str) -> int:  # noqa: ANN401 - with a tokenizer or without
    """Return how many tokens a text has, without the chat frame if that can be told."""
    tokenizer = getattr(getattr(reader, "generator", reader), "tokenizer", None)
    return len(tokenizer(text, add_special_tokens=False).input_ids) if tokenizer else len(reader.tokens(text))


def _checked(answers: Sequence[Answer], questions: Sequence[Question]) -> Sequence[Answer]:
    """Return the answers, or say that they are too many or too few."""
    if len(answers) != len(questions):
        raise ValueError(
            f"found {len(answers)} answers to {len(questions)} questions; expected one each, in the same order; "
            "do mend the system"
        )
    return answers


def _choose(
    reader: Reader | None, questions: Sequence[Question], prompts: Sequence[str], said: Sequence[str], options: Options
) -> Columns:
    """Return the place of the option chosen, and the belief in the right one; a system that does not read says one."""
    chosen: list[int | None] = [None] * len(questions)
    belief: list[float | None] = [None] * len(questions)
    wanted = [place for place, one in enumerate(questions) if options.get(one.id)]
    asked = [place for place in wanted if prompts[place]]
    offered = [list(options[questions[place].id]) for place in asked]
    for place, some, scores in zip(asked, offered, _scores(reader, [prompts[p] for p in asked], offered), strict=True):
        chosen[place] = scores.index(max(scores))
        belief[place] = round(_belief(scores, some, questions[place]), 4)
    for place in set(wanted) - set(asked):
        listed = list(options[questions[place].id])
        chosen[place] = listed.index(said[place]) if said[place] in listed else -1
    return {"chosen": chosen, "belief": belief}


def _scores(reader: Any, prompts: Sequence[str], options: Sequence[Sequence[str]]) -> list[list[float]]:  # noqa: ANN401
    """Return the log-probability of each option; of a reader that cannot tell, nothing may be asked."""
    if not prompts:
        return []
    if hasattr(reader, "log_probabilities_many"):
        return reader.log_probabilities_many(prompts, options)
    if hasattr(getattr(reader, "generator", reader), "model"):
        from helpers import choosing  # noqa: PLC0415 - loads torch, which reading a record does without

        return choosing.log_probabilities(reader, prompts, options)
    return [reader.log_probabilities(prompt, some) for prompt, some in zip(prompts, options, strict=True)]


def _belief(scores: Sequence[float], options: Sequence[str], question: Question) -> float:
    """Return the share of the options' probability that the right ones have."""
    highest = max(scores)
    weights = [math.exp(score - highest) for score in scores]
    return sum(one for one, option in zip(weights, options, strict=True) if option in question.answers) / sum(weights)


def _timed(system: System, questions: Sequence[Question], timed: int) -> Columns:
    """Return the stages' seconds for some questions, spread evenly, and nothing for the others; the first is warm."""
    columns: Columns = {f"{stage}_alone": [None] * len(questions) for stage in ("search", "prefill", "decode")}
    count = min(timed, len(questions))
    if count:
        one_by_one(system, questions[0])
    for number in range(count):
        place = number * len(questions) // count
        for stage, seconds in one_by_one(system, questions[place]).items():
            columns[f"{stage}_alone"][place] = round(seconds, DIGITS)
    return columns
