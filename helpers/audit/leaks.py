"""The rules on likeness: no phrasing crosses from the held-out questions to the training ones, nothing stands twice.

A *phrasing* is what is left of a question without its entity and the values of its fact: five words in a row of it in
both a training and a held-out question mean a shared template, and a model that learned the template seems to
generalise. Likeness of two passages is the share of their three-word runs that they have in common (Jaccard 1901).
Not handled: the same sense in other words, which is what a held-out phrasing should be.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from helpers.audit.evidence import Fault, facts
from helpers.data import Collection, Passage, Question
from helpers.metrics import normalise

RUN = 5
SHINGLE = 3
ALIKE = 0.5
COMMON = 40


def runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    """Return all runs of so many words in a row.

    Args:
        words: a text's words.
        length: words in a run, at least 1.

    >>> sorted(runs("the fog is thick".split(), 3))
    [('fog', 'is', 'thick'), ('the', 'fog', 'is')]
    """
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def phrasing(text: str, names: Iterable[str]) -> list[str]:
    """Return the words of a question without the names in it and without words that hold a digit.

    Args:
        text: a question.
        names: entities and values, removed longest first.

    >>> phrasing("Which release mends Fog Horn 2?", ["Fog", "Fog Horn"])
    ['which', 'release', 'mends']
    """
    plain = f" {normalise(text)} "
    for name in sorted((normalise(name) for name in names), key=len, reverse=True):
        plain = plain.replace(f" {name} ", "  ") if name else plain
    return [word for word in plain.split() if not re.search(r"\d", word)]


def leak_faults(collection: Collection) -> Iterator[Fault]:
    """Yield the held-out questions that share five words in a row with a training question.

    Args:
        collection: any collection; the splits are "train" and "heldout".
    """
    entities = {str(passage.meta.get("entity", "")) for passage in collection.passages}
    owner: dict[tuple[str, ...], str] = {}
    for question in collection.questions:
        if question.split == "train":
            owner.update({run: question.id for run in runs(_own_words(question, collection, entities), RUN)})
    for question in collection.questions:
        shared = sorted(runs(_own_words(question, collection, entities), RUN) & owner.keys())
        if question.split == "heldout" and shared:
            message = (
                f"found {' '.join(shared[0])!r} as in {owner[shared[0]]} (training); expected other words; reword one"
            )
            yield Fault("leak", question.id, message)


def double_faults(collection: Collection) -> Iterator[Fault]:
    """Yield questions and passages that stand twice, apart from case and punctuation.

    Two questions of one group in one split may be alike: incidents of the real data are sometimes told in the same
    words, and no model is tested on what another was trained on.

    Args:
        collection: any collection.
    """
    first: dict[str, Passage | Question] = {}
    items: tuple[Passage | Question, ...] = (*collection.passages, *collection.questions)
    for item in items:
        other = first.setdefault(normalise(item.text), item)
        if other is not item and not _of_one_fact(item, other):
            yield Fault("double", item.id, f"found the same text as in {other.id}; expected it once; reword one")


def near_doubles(collection: Collection, least: float = ALIKE) -> list[tuple[float, str, str]]:
    """Return the pairs of passages that are much alike, with their likeness, most alike first.

    Runs that stand in more than 40 passages are phrases of the genre, and are left out.

    Args:
        collection: any collection.
        least: likeness from 0 (no run shared) to 1 (all runs shared).
    """
    shingles = {passage.id: runs(normalise(passage.text).split(), SHINGLE) for passage in collection.passages}
    places: dict[tuple[str, ...], list[str]] = {}
    for id, found in shingles.items():
        for run in found:
            places.setdefault(run, []).append(id)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in places.values():
        shared.update(combinations(ids, 2) if len(ids) <= COMMON else ())
    alike = ((n / (len(shingles[a]) + len(shingles[b]) - n), a, b) for (a, b), n in shared.items())
    return sorted((pair for pair in alike if pair[0] >= least), reverse=True)


def _of_one_fact(item: Passage | Question, other: Passage | Question) -> bool:
    if not isinstance(item, Question) or not isinstance(other, Question):
        return False
    return bool(item.group) and (item.group, item.split) == (other.group, other.split)


def _own_words(question: Question, collection: Collection, entities: set[str]) -> list[str]:
    values = [str(value) for id in question.passages for value in facts(collection.passage(id)).values()]
    return phrasing(question.text, [question.entity, *entities, *values, *question.answers])
