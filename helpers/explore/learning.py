"""The explorer of lesson 05: more examples, a wider adapter, more layers; what comes of it, and at what cost.

Every setting that is offered was measured (`helpers.measure.legal_style`), and with how many seeds is seen; settings
that were not measured are not offered. Prompts without any training stand in the same list, to compare with.
"""

from __future__ import annotations

import functools
import re

from helpers import learned, legal_desk
from helpers.cards import Card, Table
from helpers.legal_desk import Advice
from helpers.widgets import Explorer, Pick

FIRST = "64 examples, rank 16, top 10 layers"
NO_ARTICLE = "no article"
_STEP = re.compile(r"(\d+) examples, \d+ epochs, rate \S+, rank (\d+), depth (\d+), seed \d+")


def explore(**settings: object) -> Explorer | Card:
    """Show the controls; or, if settings are named, the bare card at these.

    Args:
        settings: any of setting (one of `offered()`) and question (one of `questions()`, as text).

    Raises:
        ValueError: if there is no such setting, or its value was not measured.
    """
    controls = (
        Pick("setting", "taught with", tuple(offered()), FIRST),
        Pick("question", "question", tuple(questions()), next(iter(questions()))),
    )
    return Explorer(view, controls, "What do more examples and wider adapters bring?").at(**settings)


@functools.cache
def offered() -> dict[str, tuple[str, ...]]:
    """Return for each setting that was measured the steps that did so, one a seed; prompts first."""
    found: dict[str, list[str]] = {f"{name}, nothing taught": [f"{name}, {NO_ARTICLE}"] for name in learned.PROMPTS}
    matches = [match for match in map(_STEP.fullmatch, learned.results("legal_style")) if match]
    for match in sorted(matches, key=lambda match: (-int(match[3]), -int(match[2]), int(match[1]))):
        found.setdefault(f"{match[1]} examples, rank {match[2]}, top {match[3]} layers", []).append(match[0])
    return {name: tuple(steps) for name, steps in found.items()}


@functools.cache
def questions() -> dict[str, Advice]:
    """Return the questions that every setting answered, by their texts."""
    ids = learned.results("legal_style")[offered()[FIRST][0]]["said"][NO_ARTICLE]
    return {one.question: one for one in legal_desk.advices("heldout") if one.id in ids}


@functools.cache
def view(setting: str = FIRST, question: str = "") -> Card:
    """Return what a setting brought: rules kept, content, cost, and what it says to one question.

    Args:
        setting: one of `offered()`.
        question: one of `questions()`, as text; the first by default.

    Raises:
        ValueError: if it was not measured.
    """
    if setting not in offered():
        raise ValueError(f"found the setting {setting!r}; expected one that was measured; do choose from offered()")
    asked = questions().get(question or next(iter(questions())))
    if asked is None:
        raise ValueError(f"found the question {question[:40]!r}; expected one of the recorded; do choose one")
    steps = offered()[setting]
    parts = (_scores(steps), _rules(steps), _cost(steps), _answers(steps, asked))
    return Card(setting, tuple(part for part in parts if part))


def _scores(steps: tuple[str, ...]) -> Table:
    """Return each measure with its interval and the seeds."""
    rows = tuple(
        (name, repr(learned.advice(steps, name)), _listed(learned.advice_spread(steps, name)))
        for name in learned.MEASURES
    )
    return Table(("share of answers", "all seeds", "each seed"), rows)


def _rules(steps: tuple[str, ...]) -> str:
    """Return in a sentence how often each rule is kept."""
    return f"Rules kept: {', '.join(f'{name} {share:.2f}' for name, share in learned.rules(steps).items())}."


def _cost(steps: tuple[str, ...]) -> str:
    """Return in a sentence what the training cost; nothing for a prompt."""
    if "weights" not in learned.results("legal_style")[steps[0]]:
        return ""
    cost = learned.cost(steps)
    peak = f"; the process used at most {max(cost['peak']):.1f} GB" if cost["peak"] else ""
    seconds = " and ".join(f"{one:.0f}" for one in cost["seconds"])
    return f"Training took {seconds} s on one thread, for {cost['weights'][0]:,.0f} trained numbers{peak}."


def _answers(steps: tuple[str, ...], asked: Advice) -> Card:
    """Return what was said to one question, each answer with the rules that it breaks."""
    rows = []
    for number, step in enumerate(steps, 1):
        text = learned.results("legal_style")[step]["said"][NO_ARTICLE][asked.id]
        judged = legal_desk.judge(text, asked)
        rows.append((str(number), text, ", ".join(judged.style.broken) or "none", "yes" if judged.content else "no"))
    rows.append(("advisor", asked.answer, "none", "yes"))
    return Card(asked.question, (Table(("seed", "answer", "rules broken", "holds the fact"), tuple(rows)),))


def _listed(shares: list[float]) -> str:
    """Return shares as they are read.

    >>> _listed([0.5, 1.0])
    '0.50, 1.00'
    """
    return ", ".join(f"{share:.2f}" for share in shares)
