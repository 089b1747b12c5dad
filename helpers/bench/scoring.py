"""One tidy table of all that was asked: a row a question, arm and seed, scored when it is made.

Right is decided for a question with an answer by `contains` (the answer stands among the first sixteen words, and no
other option), for one without by silence. Wrong is what is neither right nor silence. `exact`, `contains`, `choice` and
`belief` are empty (NaN) where they mean nothing: without an answer, without fair options. So is `hit` for a system that
looks nothing up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers import metrics, recorded, verdicts
from helpers.bench.baselines import Options
from helpers.collection import Hit, Passage, Question

SHARE, ALONE, MEMORY = "share of a batch", "one by one", "not measured"
NOTHING = math.nan


def table(results: Mapping[str, Mapping[str, Any]], questions: Sequence[Question], options: Options) -> pd.DataFrame:
    """Return the table of recorded runs.

    Args:
        results: by any name, what `runs.steps` returns.
        questions: those that were asked, in the same order.
        options: those that were offered.

    Returns:
        A row a run and question, with `question` (its id), `asked` (its text), `kind`, `entity`, `attribute`, `group`;
        `arm`, `seed`, `system` and `base` (codes of what answered, and of the model beneath); `answer`; `right`,
        `wrong`, `abstained`; `exact`, `contains`, `choice`, `belief` (in the right option, 0 to 1), `rival` (a wrong
        option was named), `hit` (what was handed over holds what is needed); seconds `search`, `prefill`, `decode`,
        `read` (the two together) and `timing`, how these were taken; `tokens_read`, `tokens_written`, `memory_mb`.

    Raises:
        ValueError: if a run has not as many rows as there are questions.
    """
    rows = [row for run in results.values() for row in _rows(run, questions, options)]
    return pd.DataFrame(rows)


def _rows(run: Mapping[str, Any], questions: Sequence[Question], options: Options) -> list[dict[str, Any]]:
    """Return the rows of one run."""
    columns, made_by = run["columns"], run["identity"]
    if len(columns["text"]) != len(questions):
        raise ValueError(
            f"found {len(columns['text'])} answers of {run['arm']!r} to {len(questions)} questions; expected one each; "
            "do pass the questions that were asked"
        )
    of_run = {
        "arm": run["arm"],
        "seed": run["seed"],
        "system": recorded.fingerprint(made_by),
        "base": made_by.get("base", ""),
    }
    lines = [{name: values[place] for name, values in columns.items()} for place in range(len(questions))]
    return [
        _asked(question) | of_run | _scored(question, line, options.get(question.id, ())) | _cost(line, run)
        for question, line in zip(questions, lines, strict=True)
    ]


def _asked(question: Question) -> dict[str, str]:
    """Return what the table says of a question."""
    names = ("kind", "entity", "attribute", "group")
    return {"question": question.id, "asked": question.text} | {name: getattr(question, name) for name in names}


def _scored(question: Question, line: Mapping[str, Any], options: Sequence[str]) -> dict[str, Any]:
    """Return what was said, and every way of calling it right."""
    text, answerable = line["text"], bool(question.answers)
    rivals = [option for option in options if option not in question.answers]
    right, silent = verdicts.right(question, text, rivals), verdicts.abstained(text)
    chosen, ids = line.get("chosen"), line.get("hits")
    return {
        "answer": text,
        "right": right,
        "wrong": not right and not silent,
        "abstained": silent,
        "exact": float(metrics.exact_match(text, question.answers)) if answerable else NOTHING,
        "contains": float(right) if answerable else NOTHING,
        "choice": NOTHING if chosen is None else float(chosen >= 0 and options[chosen] in question.answers),
        "belief": _or_nothing(line.get("belief")),
        "rival": float(any(metrics.contains_answer(text, rival) for rival in rivals)) if rivals else NOTHING,
        "hit": float(verdicts.found(question, _hits(ids))) if answerable and ids is not None else NOTHING,
    }


def _hits(ids: Sequence[str]) -> list[Hit]:
    """Return ids as the hits that they were."""
    return [Hit(Passage(id, ""), 0.0, rank) for rank, id in enumerate(ids, 1)]


def _cost(line: Mapping[str, Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """Return seconds, tokens and memory; what was taken one by one goes before a share."""
    alone = line.get("prefill_alone") is not None
    prefill, decode = _or_nothing(line.get("prefill_alone")), _or_nothing(line.get("decode_alone"))
    shared = line.get("read") is not None
    return {
        "search": _or_nothing(line.get("search_alone" if alone else "search")),
        "prefill": prefill,
        "decode": decode,
        "read": prefill + decode if alone else _or_nothing(line.get("read")),
        "timing": ALONE if alone else SHARE if shared else MEMORY,
        "tokens_read": _or_nothing(line.get("tokens_read")),
        "tokens_written": _or_nothing(line.get("tokens_written")),
        "memory_mb": run["memory_mb"],
    }


def _or_nothing(value: float | None) -> float:
    """Return a number, or NaN for none."""
    return NOTHING if value is None else float(value)
