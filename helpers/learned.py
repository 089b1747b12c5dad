"""The records of lesson 05 read out: what training brought, with what spread, judged anew from the texts.

Intervals draw whole articles (or products): questions about one stand or fall together. Several seeds answer the same
questions; their answers are drawn together, and how much the seeds differ is told apart.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from helpers import legal_desk, legal_style, reading_lessons, recorded
from helpers.intervals import Interval, bootstrap_ci, share_ci
from helpers.legal_desk import Judged

BASE = {"rank": 16, "depth": 10}
SEEDS = (1, 2, 3)
WORLD, ASKED = 900, 30
TESTS = {"alone": (0, "train"), "newly phrased": (0, "heldout"), "among three": (2, "train")}
PROMPTS = ("zero-shot", "style guide", "few-shot")
MEASURES: Mapping[str, Callable[[Judged], bool]] = {
    "all five rules": lambda one: one.style.all_kept,
    "right fact": lambda one: one.content,
    "right article cited": lambda one: one.right_article,
    "right office": lambda one: one.office,
    "cites other articles only": lambda one: one.cited > 0 and not one.right_article,
    "cites what does not exist": lambda one: one.invented > 0,
}


@functools.cache
def results(name: str) -> dict[str, Any]:
    """Return what a sweep recorded, by the step's name.

    Args:
        name: "legal_style" or "reading_skill".

    Raises:
        DataError: if the record is missing, damaged or unfinished.
    """
    return dict(recorded.load(name)["results"])


def interval(values: Sequence[bool], groups: Sequence[str]) -> Interval:
    """Return a share with its interval; where all values are alike, Wilson's, counting each group once.

    >>> interval([True] * 6, list("aabbcc"))
    1.00 [0.44, 1.00]
    """
    if len(set(values)) == 1:
        return share_ci([values[0]] * len(set(groups)))
    return bootstrap_ci(values, groups)


@functools.cache
def _tasks(test: str) -> tuple[reading_lessons.Task, ...]:
    """Return the tasks of a test of reading."""
    others, split = TESTS[test]
    return tuple(reading_lessons.tasks(WORLD, ASKED, split, (others,)))


def reading_steps(taught: str) -> list[str]:
    """Return the steps that taught reading in one way, one a seed; "before" is the untaught model.

    >>> reading_steps("before")
    ['before']
    """
    return [name for name in results("reading_skill") if name == taught or name.startswith(f"{taught}, seed")]


def reading_right(step: str, test: str) -> list[bool]:
    """Return for each task of a test whether a step answered it exactly."""
    said = results("reading_skill")[step]["said"][test]
    return [task.right(text) for task, text in zip(_tasks(test), said, strict=True)]


def reading(taught: str, test: str) -> Interval:
    """Return the share of exact answers of one way of teaching, its seeds taken together; products are drawn."""
    rights = [right for step in reading_steps(taught) for right in reading_right(step, test)]
    return interval(rights, [task.question.entity for task in _tasks(test)] * len(reading_steps(taught)))


def reading_spread(taught: str, test: str) -> list[float]:
    """Return the share of exact answers of each seed."""
    return [_mean(reading_right(step, test)) for step in reading_steps(taught)]


def legal_steps(examples: int, rank: int = 16, depth: int = 10, articles: bool = False) -> list[str]:
    """Return the steps that taught the advisor's style with a setting, one a seed; none if it was not measured."""
    begins = f"{'with articles, ' if articles else ''}{examples} examples, "
    within = f", rank {rank}, depth {depth}, seed "
    return [name for name in results("legal_style") if name.startswith(begins) and within in name]


@functools.cache
def judged(step: str, handed: str = "no article") -> tuple[Judged, ...]:
    """Return what is known of each answer of a step.

    Args:
        step: its name in the record.
        handed: "no article", "found article" or "right article".
    """
    by_id = {one.id: one for split in legal_desk.SPLITS for one in legal_desk.advices(split)}
    return tuple(legal_desk.judge(text, by_id[id]) for id, text in results("legal_style")[step]["said"][handed].items())


def advice(steps: Sequence[str], measure: str, handed: str = "no article") -> Interval:
    """Return the share of answers of some steps that a measure holds for; articles are drawn.

    Args:
        steps: their names; more than one are seeds of one setting.
        measure: one of the `MEASURES`.
        handed: which articles the prompts held.
    """
    groups = [_article(id) for step in steps for id in results("legal_style")[step]["said"][handed]]
    return interval([MEASURES[measure](one) for step in steps for one in judged(step, handed)], groups)


def advice_spread(steps: Sequence[str], measure: str, handed: str = "no article") -> list[float]:
    """Return the share of each step by itself."""
    return [_mean(MEASURES[measure](one) for one in judged(step, handed)) for step in steps]


def rules(steps: Sequence[str], handed: str = "no article") -> dict[str, float]:
    """Return for each of the five rules the share of answers that keep it."""
    some = [one.style for step in steps for one in judged(step, handed)]
    names = ("verdict", "citation", "brevity", "person", "office")
    return {name: _mean(getattr(one, name) for one in some) for name in names}


def citations(steps: Sequence[str], handed: str = "no article") -> dict[str, int]:
    """Return how many citations there are, and how many of what does not exist."""
    some = [one for step in steps for one in judged(step, handed)]
    return {"citations": sum(one.cited for one in some), "of what does not exist": sum(one.invented for one in some)}


def cited_from_training(steps: Sequence[str], handed: str = "no article") -> dict[str, int]:
    """Return how many of the citations name an article that stands in the training answers, and how many another."""
    taught = {cited.article for one in legal_desk.advices("train") for cited in legal_style.citations(one.answer)}
    texts = [text for step in steps for text in results("legal_style")[step]["said"][handed].values()]
    known = [cited.article in taught for text in texts for cited in legal_style.citations(text)]
    return {"from the letters": sum(known), "from elsewhere": len(known) - sum(known)}


def cost(steps: Sequence[str]) -> dict[str, list[float]]:
    """Return for each step the seconds on one thread, the numbers trained, and the peak of memory in GB."""
    some = [results("legal_style")[step] for step in steps]
    return {name: [one[name] for one in some if one[name] is not None] for name in ("seconds", "weights", "peak")}


def _article(id: str) -> str:
    """Return the article of a question by its id.

    >>> _article("art-11-a")
    'art-11'
    """
    return id.rpartition("-")[0]


def _mean(values: Iterable[bool]) -> float:
    """Return a share."""
    listed = list(values)
    return sum(listed) / len(listed)
