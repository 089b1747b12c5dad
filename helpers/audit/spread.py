"""Counts, lengths and reading level: what the datasheet states about each collection."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import quantiles

from helpers.data import Collection, Question

SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)")


def grade(texts: Sequence[str]) -> float:
    """Return the Automated Readability Index of texts: about the school grade that reads them with ease.

    4.71 letters a word + 0.5 words a sentence - 21.43 (Smith and Senter 1967). It needs no syllables, so it is exact.

    Args:
        texts: at least one, with at least one word.

    >>> round(grade(["The fog is thick. The ferry waits."]), 1)
    -2.2
    """
    words = [word for text in texts for part in text.split() if (word := re.sub(r"\W", "", part))]
    sentences = sum(max(1, len(SENTENCE_END.findall(text))) for text in texts)
    return 4.71 * sum(map(len, words)) / len(words) + 0.5 * len(words) / sentences - 21.43


def lengths(texts: Sequence[str]) -> tuple[int, int, int]:
    """Return the tenth percentile, the median and the ninetieth percentile of the words in a text.

    Args:
        texts: at least one.

    >>> lengths(["one word more than three", "two words"])
    (2, 4, 5)
    """
    counts = [len(text.split()) for text in texts]
    deciles = quantiles(counts, n=10, method="inclusive") if len(counts) > 1 else counts * 9
    return round(deciles[0]), round(deciles[4]), round(deciles[8])


def by_kind(collection: Collection) -> dict[str, list[Question]]:
    """Return the questions of each kind, the kinds in alphabetical order.

    Args:
        collection: any collection.
    """
    kinds = sorted({question.kind for question in collection.questions})
    return {kind: [question for question in collection.questions if question.kind == kind] for kind in kinds}


def table(collections: Iterable[Collection]) -> str:
    """Return the datasheet's table in Markdown: one row a collection.

    Args:
        collections: any, each with passages.
    """
    head = (
        "| collection | passages | words (10 %, median, 90 %) | grade | questions | facts | by kind | by split |",
        "|---|---:|---:|---:|---:|---:|---|---|",
    )
    return "\n".join([*head, *(_row(collection) for collection in collections)])


def _row(collection: Collection) -> str:
    texts = [passage.text for passage in collection.passages]
    questions = collection.questions
    cells = (
        collection.name,
        f"{len(texts):,}",
        ", ".join(str(number) for number in lengths(texts)),
        f"{grade(texts):.1f}",
        f"{len(questions):,}",
        f"{len({question.group or question.id for question in questions}):,}",
        _listed(Counter(question.kind for question in questions)),
        _listed(Counter(question.split for question in questions)),
    )
    return f"| {' | '.join(cells)} |"


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in sorted(counts.items()))
