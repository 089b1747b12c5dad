"""How hard are the questions? Two searches and a closed-book model, measured once and recorded.

Recorded in `datasets/measured/audit_<collection>.json`: for every question the place of the first relevant passage in
each search's best ten (0: not there), and for a sample the choice of the base model, which has not read the library.
Every figure is computed from these. The file is written after each step, so that a stopped run goes on where it was;
it starts anew when the data or the plan change.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from helpers import recorded
from helpers.audit.evidence import PLAIN_KINDS
from helpers.audit.levels import MOST, known_answers, options
from helpers.data import Collection, Question
from helpers.records import as_dict

PROMPT = "Answer in a few words.\n\nQuestion: {question}\nAnswer:"


class Chooser(Protocol):
    """A model that picks the likeliest of several answers."""

    def choose(self, prompt: str, options: Sequence[str]) -> str:
        """Return one of the options."""
        ...


Search = Callable[[Sequence[str], Sequence[str], int], list[list[int]]]
"""Texts, queries and k in; for each query the indices of its best k texts out."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured.

    Args:
        k: how many passages a search returns.
        choices: how many options the closed-book model picks from, at most.
        sample: how many questions it is asked, at most.
        seed: where the random numbers start.
        every: after how many of the model's answers the file is written.

    >>> Plan().choices
    8
    """

    k: int = 10
    choices: int = MOST
    sample: int = 200
    seed: int = 0
    every: int = 20


def measure(
    collection: Collection,
    searches: Mapping[str, Search],
    chooser: Chooser | None,
    path: Path,
    plan: Plan | None = None,
) -> dict[str, Any]:
    """Return the recorded measurement, made or completed as far as it is missing.

    Args:
        collection: its held-out questions are asked, or its test questions.
        searches: by name, such as "bm25".
        chooser: the base model; without one the closed book is left for later.
        path: the JSON file of the record.
        plan: what to measure.

    Raises:
        DataError: if the file holds something else; or the collection has no held-out and no test questions.
    """
    plan = plan or Plan()
    record = _begun(collection, path, plan)
    for name, search in searches.items():
        if name not in record["search"]:
            record["search"][name] = recorded.timed(record, name, partial(_places, collection, search, plan.k))
            recorded.save(record, path)
    if chooser is not None:
        for start in range(0, plan.sample, plan.every):
            _ask(record, collection, chooser, plan, start)
            recorded.save(record, path)
    return record


def scored(collection: Collection) -> list[Question]:
    """Return the questions by which the collection is judged: held-out ones, or "test" in the real data.

    Args:
        collection: any collection.

    Raises:
        DataError: if it has neither.
    """
    splits = {question.split for question in collection.questions}
    split = "heldout" if "heldout" in splits else "test"
    return [question for question in collection.split(split) if question.answers]


def multiple_choice(collection: Collection, plan: Plan) -> list[tuple[Question, list[str]]]:
    """Return the sampled questions with their options in random order, the right one among them.

    Only kinds that ask for a value of an entity: "three" or "yes" can be guessed by anybody; and only questions with
    fair options (see `levels`).

    Args:
        collection: any collection with questions to be scored.
        plan: sample, options and seed.
    """
    rng = random.Random(plan.seed)
    known = known_answers(collection.questions)
    questions = [question for question in scored(collection) if question.kind in PLAIN_KINDS]
    asked = [(question, options(question, known, plan.choices, rng)) for question in questions]
    fair = [(question, choices) for question, choices in asked if choices]
    return rng.sample(fair, min(plan.sample, len(fair)))


def fingerprint(collection: Collection, plan: Plan) -> str:
    """Return a code that changes with the data, with the plan, or with the options that are offered.

    Args:
        collection: any collection.
        plan: what is measured.
    """
    records = [as_dict(item) for item in (*collection.passages, *collection.questions)]
    offered = [choices for _, choices in multiple_choice(collection, plan)]
    return recorded.fingerprint(records, asdict(plan), PROMPT, offered)


def _begun(collection: Collection, path: Path, plan: Plan) -> dict[str, Any]:
    """Return the record on disk if it belongs to these data and this plan, else a new one."""
    command = f"python -m helpers.audit --measure {collection.name}"
    record = recorded.begin(path, command, fingerprint(collection, plan), asdict(plan))
    return record if "search" in record else record | {"search": {}, "closed_book": []}


def _places(collection: Collection, search: Search, k: int) -> dict[str, int]:
    """Return, by question, the place of its first relevant passage, 0 if it is not among the best k."""
    texts = [f"{passage.title}. {passage.text}" for passage in collection.passages]
    ids = [passage.id for passage in collection.passages]
    questions = scored(collection)
    found = search(texts, [question.text for question in questions], k)
    return {
        question.id: next((place for place, index in enumerate(best, 1) if ids[index] in question.passages), 0)
        for question, best in zip(questions, found, strict=True)
    }


def _ask(record: dict[str, Any], collection: Collection, chooser: Chooser, plan: Plan, start: int) -> None:
    """Ask one batch of the sample, unless the record has it already."""
    done = len(record["closed_book"])
    batch = multiple_choice(collection, plan)[start : start + plan.every]
    if done >= start + len(batch):
        return
    answers = recorded.timed(record, "closed_book", lambda: [_choice(chooser, *item) for item in batch])
    record["closed_book"] = record["closed_book"][:start] + answers


def _choice(chooser: Chooser, question: Question, choices: list[str]) -> dict[str, Any]:
    answer = chooser.choose(PROMPT.format(question=question.text), choices)
    return {"id": question.id, "options": len(choices), "right": int(answer == question.answers[0])}


def record_path(name: str, folder: Path) -> Path:
    """Return where the record of a collection stands.

    Args:
        name: a collection's name.
        folder: `datasets/measured`.

    >>> record_path("fog", Path("measured")).name
    'audit_fog.json'
    """
    return folder / f"audit_{name}.json"
