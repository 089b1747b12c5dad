"""The explorer of lesson 05: more examples, a wider adapter, more layers; what comes of it, and at what cost.

Every setting that is offered was measured with several seeds (`helpers.measure.legal_style`). Prompts without any
training stand beside it, to compare with.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from statistics import median

from helpers import learned, legal_desk
from helpers.cards import Card, Table
from helpers.legal_desk import Advice
from helpers.widgets import Explorer, Pick

NO_ARTICLE = "no article"
KEPT = "all five rules"
_STEP = re.compile(r"(\d+) examples, \d+ epochs, rate \S+, rank (\d+), depth (\d+), seed \d+")
Setting = tuple[int, int, int]
FIRST: Setting = (64, 16, 10)


def explore(**settings: object) -> Explorer | Card:
    """Show the controls; or, if settings are named, the bare card at these.

    Args:
        settings: any of examples, rank, depth (each one of `choices()`) and question (one of `questions()`, as text).

    Raises:
        ValueError: if there is no such setting, or its value was not measured.

    >>> explore(rank=5)
    Traceback (most recent call last):
    ValueError: found rank = 5; expected an option; Known are: 16, 4.
    """
    examples, rank, depth = choices()
    for setting in () if settings else offered():
        view(*setting)  # ahead, so that no choice has to wait
    controls = (
        Pick("examples", "examples", examples, FIRST[0]),
        Pick("rank", "rank of the adapter", rank, FIRST[1]),
        Pick("depth", "layers, from the top", depth, FIRST[2]),
        Pick("question", "question", tuple(questions()), next(iter(questions()))),
    )
    return Explorer(view, controls, "What do more examples and wider adapters bring?").at(**settings)


@functools.cache
def offered() -> dict[Setting, tuple[str, ...]]:
    """Return for each setting that was measured (examples, rank, depth) the steps that did so, one a seed."""
    found: dict[Setting, list[str]] = {}
    for match in filter(None, map(_STEP.fullmatch, learned.results("legal_style"))):
        found.setdefault((int(match[1]), int(match[2]), int(match[3])), []).append(match[0])
    return {setting: tuple(found[setting]) for setting in sorted(found)}


def choices() -> tuple[tuple[int, ...], ...]:
    """Return the numbers of examples, the ranks and the depths; every combination of them was measured."""
    return tuple(tuple(sorted(set(column))) for column in zip(*offered(), strict=True))


@functools.cache
def questions() -> dict[str, Advice]:
    """Return the questions that every setting answered, by their texts."""
    ids = learned.results("legal_style")[offered()[FIRST][0]]["said"][NO_ARTICLE]
    return {one.question: one for one in legal_desk.advices("heldout") if one.id in ids}


@functools.cache
def view(examples: int = FIRST[0], rank: int = FIRST[1], depth: int = FIRST[2], question: str = "") -> Card:
    """Return what a setting brought: rules kept, content, cost, and what it says to one question.

    Args:
        examples: how many were taught.
        rank: width of the adapter.
        depth: how many layers have one, from the top.
        question: one of `questions()`, as text; the first by default.

    Raises:
        ValueError: if it was not measured.
    """
    steps = offered().get((examples, rank, depth))
    if steps is None:
        raise ValueError(f"found {(examples, rank, depth)}; expected a measured setting; do choose one of {choices()}")
    asked = questions().get(question or next(iter(questions())))
    if asked is None:
        raise ValueError(f"found the question {question[:40]!r}; expected one of the recorded; do choose one")
    heading = f"{examples} examples, rank {rank}, top {depth} layers"
    return Card(heading, (_scores(steps), _rules(steps), _sizes(examples, rank, depth), _answers(steps, asked)))


@functools.cache
def _scores(steps: tuple[str, ...]) -> Table:
    """Return each measure with its interval and the seeds, and what prompts reach without any training."""
    prompts = {name: [f"{name}, {NO_ARTICLE}"] for name in learned.PROMPTS}
    rows = tuple(
        (
            measure,
            repr(learned.advice(steps, measure)),
            _listed(learned.advice_spread(steps, measure)),
            *(f"{learned.advice_spread(one, measure)[0]:.2f}" for one in prompts.values()),
        )
        for measure in learned.MEASURES
    )
    return Table(("share of answers", "taught, all seeds", "each seed", *prompts), rows)


@functools.cache
def _rules(steps: tuple[str, ...]) -> str:
    """Return in a sentence how often each rule is kept."""
    return f"Rules kept: {', '.join(f'{name} {share:.2f}' for name, share in learned.rules(steps).items())}."


@functools.cache
def _sizes(chosen: int, rank: int, depth: int) -> Card:
    """Return what each number of examples brings and costs at a rank and a depth; the chosen one is marked."""
    rows = []
    for examples in choices()[0]:
        steps = offered()[examples, rank, depth]
        cost = learned.cost(steps)
        name = f"{examples} (chosen)" if examples == chosen else str(examples)
        rows.append((name, _kept(steps), _spread(cost["seconds"], "{:.0f}"), _spread(cost["peak"], "{:.2f}")))
    trained = f"{learned.cost(offered()[chosen, rank, depth])['weights'][0]:,.0f}"
    columns = ("examples", KEPT, "seconds (seeds)", "GB at most (seeds)")
    return Card(f"What it costs: {trained} numbers are trained", (Table(columns, tuple(rows)),))


@functools.cache
def _kept(steps: tuple[str, ...]) -> str:
    """Return the share of answers that keep all five rules, with its interval."""
    return repr(learned.advice(steps, KEPT))


def _spread(values: Sequence[float], form: str) -> str:
    """Return the median with the least and the most.

    >>> _spread([3.0, 1.0, 2.0], "{:.0f}")
    '2 (1 to 3)'
    """
    least, middle, most = (form.format(value) for value in (min(values), median(values), max(values)))
    return f"{middle} ({least} to {most})"


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
