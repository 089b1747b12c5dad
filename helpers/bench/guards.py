"""Guards of a comparison: each looks for one fault that makes a comparison say what it likes, and tells where it is.

Each returns a list of faults in words, empty where all is well. What a guard cannot see is said with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

import pandas as pd

from helpers import recorded
from helpers.audit.leaks import RUN, phrasing, runs
from helpers.bench.comparing import Difference
from helpers.bench.systems import System
from helpers.collection import Question
from helpers.metrics import normalise

SHOWN = 3


class Pair(Protocol):
    """A training example."""

    @property
    def prompt(self) -> str:
        """What is asked."""
        ...

    @property
    def answer(self) -> str:
        """What is to be said."""
        ...


def same_questions(table: pd.DataFrame) -> list[str]:
    """Return where arms were not asked the same questions, in the same words, once with each seed.

    Args:
        table: with `arm`, `seed`, `question` and `asked`.

    >>> rows = [("a", 0, "q1", "Any fog?"), ("b", 0, "q1", "Is there fog?")]
    >>> same_questions(pd.DataFrame(rows, columns=["arm", "seed", "question", "asked"]))[0][:68]
    "found that 'a' was asked 1 questions and 'b' 1, 2 of which only one "
    """
    asked = {arm: _asked(rows) for arm, rows in table.groupby("arm", sort=False)}
    first = next(iter(asked), "")
    faults = []
    for arm, theirs in asked.items():
        apart = sorted(set(theirs) ^ set(asked[first]))
        if apart:
            faults.append(
                f"found that {first!r} was asked {len(asked[first])} questions and {arm!r} {len(theirs)}, {len(apart)} "
                f"of which only one of them got, such as {_listed(text for _, text in apart)}; expected the very same; "
                "do ask both all of them, or keep those that both were asked"
            )
    doubled = table[table.duplicated(["arm", "seed", "question"])]
    if len(doubled):
        faults.append(
            f"found {len(doubled)} questions twice with one arm and seed, such as {doubled['question'].iloc[0]!r}; "
            "expected each once; do drop the second"
        )
    return faults


def right_labels(table: pd.DataFrame, systems: Mapping[str, System]) -> list[str]:
    """Return where an arm's rows come from another system than the one of its name.

    Every row holds the code of the system that made it; a label may have been changed, that code not. Not seen: a
    label that was wrong from the beginning, in the table as in `systems`. Where codes are missing, `labels_by_asking`.

    Args:
        table: with `arm` and `system`.
        systems: what each arm's name stands for, loaded as they were.
    """
    codes = {arm: recorded.fingerprint(system.identity()) for arm, system in systems.items()}
    owners = {code: arm for arm, code in codes.items()}
    found = {str(arm): set(rows["system"]) for arm, rows in table.groupby("arm", sort=False) if arm in codes}
    faults = []
    for arm, theirs in found.items():
        # With several seeds an arm has several systems, of which one is loaded.
        others = sorted({owners[code] for code in theirs if code in owners} - {arm})
        if others or codes[arm] not in theirs:
            whose = " and ".join(map(repr, others)) or "a system that is not among these"
            faults.append(
                f"found under the label {arm!r} the answers of {whose}; expected those of {arm!r}; do put the labels "
                "back"
            )
    return faults


def labels_by_asking(
    table: pd.DataFrame, systems: Mapping[str, System], questions: Sequence[Question], count: int = 10
) -> list[str]:
    """Return where an arm answers otherwise than the rows under its name: ask some questions once more and compare.

    The course's systems say the same when asked the same. So a system agrees with its own rows nearly always, and
    better than with anybody else's.

    Args:
        table: with `arm`, `question` and `answer`; one seed is enough.
        systems: what each arm's name stands for.
        questions: those of the table, or some of them.
        count: how many are asked again, evenly spread.
    """
    asked = questions[:: max(1, len(questions) // count)][:count]
    said = {arm: [normalise(one.text) for one in system.answer(asked)] for arm, system in systems.items() if len(asked)}
    rows = {arm: _answers(own, asked) for arm, own in table.groupby("arm", sort=False)}
    faults = []
    for arm in [arm for arm in said if arm in rows]:
        agree = {label: _agreement(said[arm], theirs) for label, theirs in rows.items()}
        best = max(agree, key=lambda label: agree[label])
        if agree[best] > agree[arm]:
            faults.append(
                f"found that {arm!r}, asked again, says what stands under {best!r} in {agree[best]} of {len(asked)} "
                f"cases, and what stands under {arm!r} in {agree[arm]}; expected its own; do put the labels back"
            )
    return faults


def not_trained_on(questions: Sequence[Question], pairs: Sequence[Pair], facts_are_taught: bool = True) -> list[str]:
    """Return which tested questions were trained on, in the same words or in the same turn of phrase.

    A turn of phrase is five words in a row, without the entity and the answer (as in the audit of leaks). Where the
    facts themselves are taught, their answers must occur in training; where a skill is taught, such as reading, no
    tested entity may occur in it, and `facts_are_taught=False` looks for that.

    Args:
        questions: those that are tested.
        pairs: those that were trained on.
        facts_are_taught: whether training may hold the tested facts.
    """
    texts = {normalise(pair.prompt) for pair in pairs}
    same = [one.text for one in questions if normalise(one.text) in texts]
    names = {one.entity for one in questions if one.entity}
    trained = _turns([pair.prompt for pair in pairs], [*names, *(pair.answer for pair in pairs)])
    alike = [
        one.text
        for one in questions
        if one.text not in same and runs(phrasing(one.text, [*names, *one.answers]), RUN) & trained
    ]
    faults = _leak(same, questions, "in the very words of a training question", "test other phrasings")
    faults += _leak(alike, questions, f"sharing {RUN} words in a row with a training question", "reword one of the two")
    if not facts_are_taught:
        told = [one.text for one in questions if _is_told(one, pairs)]
        faults += _leak(told, questions, "whose entity and answer stand in one training example", "train on others")
    return faults


def same_base(table: pd.DataFrame) -> list[str]:
    """Return whether arms begin from different models.

    Args:
        table: with `arm` and `base`, the code of the model without its adapters; arms without a model have none.
    """
    models = table[table["base"] != ""].drop_duplicates(["arm", "base"])
    arms = {str(base): list(rows["arm"].unique()) for base, rows in models.groupby("base", sort=False)}
    if len(arms) < 2:
        return []
    told = "; ".join(f"{', '.join(map(repr, some))} from {base}" for base, some in arms.items())
    return [
        f"found arms that begin from {len(arms)} different models ({told}); expected one base model (the same weights "
        "in the same number format) for all; do ask the odd ones again with that model"
    ]


def enough_questions(difference: Difference) -> list[str]:
    """Return whether a difference rests on too few questions to tell it from none.

    Args:
        difference: from `comparing.compare`.
    """
    if 0 not in difference.interval:
        return []
    needed = difference.needed
    more = f"about {needed} questions of this kind" if needed else "no number of questions, as there is no difference"
    return [
        f"found {difference.interval!r} between {difference.first!r} and {difference.second!r} on "
        f"{difference.questions} questions; expected an interval without zero before one is called better; "
        f"do ask more ({more} would show such a difference), or say that none was shown"
    ]


def _asked(rows: pd.DataFrame) -> set[tuple[str, str]]:
    """Return what an arm was asked: ids with their texts."""
    return set(rows[["question", "asked"]].itertuples(index=False, name=None))


def _listed(texts: Iterable[str]) -> str:
    """Return the first few texts in quotes."""
    return ", ".join(repr(text[:60]) for text in sorted(set(texts))[:SHOWN])


def _answers(rows: pd.DataFrame, questions: Sequence[Question]) -> list[str]:
    """Return an arm's recorded answers to some questions, normalised; of several seeds the first."""
    first = rows.drop_duplicates("question").set_index("question")["answer"]
    return [normalise(str(first.get(one.id, "\0"))) for one in questions]


def _agreement(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many of two rows of answers are the same."""
    return sum(first == second for first, second in zip(one, other, strict=True))


def _turns(texts: Sequence[str], names: Collection[str]) -> set[tuple[str, ...]]:
    """Return all turns of phrase in some texts."""
    return {run for text in texts for run in runs(phrasing(text, names), RUN)}


def _is_told(question: Question, pairs: Sequence[Pair]) -> bool:
    """Tell whether one training example holds a question's entity and its answer."""
    entity, answers = normalise(question.entity), {normalise(answer) for answer in question.answers}
    return bool(entity) and any(
        normalise(pair.answer) in answers and f" {entity} " in f" {normalise(pair.prompt)} " for pair in pairs
    )


def _leak(texts: Sequence[str], questions: Sequence[Question], how: str, do: str) -> list[str]:
    """Return a fault about some of the questions, if there are any."""
    if not texts:
        return []
    count = f"{len(texts)} of {len(questions)}"
    return [f"found {count} tested questions {how}, such as {_listed(texts)}; expected none; do {do}"]
