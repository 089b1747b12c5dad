"""Small steps of a fair comparison: what became of an answer, a difference in pairs, and four repairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean

from helpers.metrics import normalise

RIGHT, MISSED, MISREAD, MIXED_UP, NEVER = "right", "not found", "misread", "mixed up", "never learned"
CAUSES = (RIGHT, MISSED, MISREAD, MIXED_UP, NEVER)


def cause(right: bool, found: bool | None, borrowed: bool) -> str:
    """Return what became of an answer: one of `CAUSES`.

    Args:
        right: whether it was right.
        found: whether what was handed over holds the answer; None if nothing was looked up.
        borrowed: whether what was said is true of something else.

    >>> cause(False, found=True, borrowed=False), cause(False, found=None, borrowed=True)
    ('misread', 'mixed up')
    """
    if right:
        return RIGHT
    if found is None:
        return MIXED_UP if borrowed else NEVER
    return MISREAD if found else MISSED


def mean_difference(first: Mapping[str, Sequence[bool]], second: Mapping[str, Sequence[bool]]) -> float:
    """Return how much more of the same questions one arm answers rightly than another, each averaged over its seeds.

    Args:
        first: for each question whether it was right, once a seed.
        second: the same for another arm, which may have more seeds or fewer; questions of only one arm do not count.

    Raises:
        ValueError: if no question was asked of both.

    >>> mean_difference({"q1": [True, False], "q2": [True, True]}, {"q1": [False], "q2": [True], "q3": [True]})
    0.25
    """
    both = [id for id in first if id in second]
    if not both:
        raise ValueError("found no question that both were asked; expected some; do ask both the same")
    return fmean(fmean(first[id]) - fmean(second[id]) for id in both)


def asked_by_all(asked: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the questions that every arm was asked, in the order of the first arm.

    Args:
        asked: for each arm the texts of its questions.

    >>> asked_by_all({"a": ["Any fog?", "Any tea?"], "b": ["Is there tea?", "Any fog?"]})
    ['Any fog?']
    """
    lists = list(asked.values())
    return [text for text in lists[0] if all(text in other for other in lists[1:])] if lists else []


def true_labels(claimed: Mapping[str, str], codes: Mapping[str, str]) -> dict[str, str]:
    """Return for each label in a table the name that it should have.

    Args:
        claimed: for each label the code of the system that made its rows.
        codes: for each system's name its own code.

    Raises:
        ValueError: if rows come from a system that is not known.

    >>> true_labels({"a": "1f", "b": "2e"}, {"a": "2e", "b": "1f"})
    {'a': 'b', 'b': 'a'}
    """
    names = {code: name for name, code in codes.items()}
    if strange := [label for label, code in claimed.items() if code not in names]:
        raise ValueError(f"found rows of an unknown system under {strange[0]!r}; expected known ones; do name it")
    return {label: names[code] for label, code in claimed.items()}


def without_tested(pairs: Sequence[tuple[str, str]], tested: Sequence[str]) -> list[tuple[str, str]]:
    """Return the training examples whose question is not tested, whatever its case, marks and spacing.

    Args:
        pairs: questions with their answers.
        tested: the questions of the exam.

    >>> without_tested([("Any  fog?", "no"), ("Who saw it?", "Hob")], ["any fog"])
    [('Who saw it?', 'Hob')]
    """
    exam = {normalise(question) for question in tested}
    return [pair for pair in pairs if normalise(pair[0]) not in exam]


def odd_ones(bases: Mapping[str, str]) -> list[str]:
    """Return the arms that do not begin from the model from which most begin.

    Args:
        bases: for each arm the code of its base model; "" where there is no model, as for blind guessing.

    Raises:
        ValueError: if two models have as many arms, so that nobody can say which are odd.

    >>> odd_ones({"chance": "", "look up": "1f", "learn": "1f", "closed": "2e"})
    ['closed']
    """
    ranked = Counter(base for base in bases.values() if base).most_common(2)
    if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
        raise ValueError(f"found as many arms from {ranked[0][0]} as from {ranked[1][0]}; expected more of one; do ask")
    return [arm for arm, base in bases.items() if base and base != ranked[0][0]]
