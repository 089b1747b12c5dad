"""The records of lesson 07 read out: one tidy table of all arms, and what became of every answer.

The records (sweeps `head_to_head`, `taught_readers`) hold texts; what was right, and what went
wrong, is worked out from these. An answer that is wrong may be true of something else: of another product, or another
fact of the same. Values such as ratings are few, so that some wrong answers are true of another product by chance;
compare with arms that know nothing.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from helpers import bench, exam_wordings, fair_exam, metrics, recorded
from helpers.collection import Question
from helpers.fairness import CAUSES, cause
from helpers.intervals import Interval
from helpers.metrics import normalise

RECORDS = ("head_to_head", "taught_readers")
FLOORS = ("chance", "majority", "closed book", "random passage, few-shot")
LOOKED_UP = (
    "as much as fits",
    *(f"{search}, {style}" for style in ("zero-shot", "few-shot") for search in ("BM25", "MiniLM", "hybrid")),
)
LEARNED = ("fine-tuned", "fine-tuned + hybrid, zero-shot", "fine-tuned + hybrid, few-shot", "reader + hybrid")
CEILINGS = ("right passage, few-shot", "reader + right passage")
LADDER = (*FLOORS, *LOOKED_UP, *LEARNED, *CEILINGS)
MAY_ABSTAIN = ("closed book, may abstain", "fine-tuned, may abstain", "hybrid, few-shot, may abstain")
FEW_FACTS, LEAKED = "fine-tuned, few facts", "fine-tuned, few facts and the exam"
SQUEEZED = "hybrid, few-shot, squeezed"
SMALL = (FEW_FACTS, LEAKED, SQUEEZED)
WORDED = tuple(f"{search}, {style}" for search in ("hybrid", "right passage") for style in exam_wordings.WORDINGS)
PLANNED = (
    ("hybrid, few-shot", "fine-tuned"),
    ("reader + hybrid", "fine-tuned"),
    ("reader + hybrid", "hybrid, few-shot"),
    ("fine-tuned + hybrid, few-shot", "fine-tuned"),
    ("fine-tuned + hybrid, few-shot", "hybrid, few-shot"),
    ("reader + right passage", "reader + hybrid"),
    ("reader + right passage", "right passage, few-shot"),
    ("hybrid, few-shot", "BM25, few-shot"),
    ("MiniLM, few-shot", "BM25, few-shot"),
    ("BM25, few-shot", "BM25, zero-shot"),
    ("MiniLM, few-shot", "MiniLM, zero-shot"),
    ("hybrid, few-shot", "hybrid, zero-shot"),
    ("fine-tuned + hybrid, zero-shot", "hybrid, zero-shot"),
    ("as much as fits", "random passage, few-shot"),
)
"""What is compared: the pairs that matter. With so many arms, all pairs would show some difference by luck."""

SAME, OTHER, NOBODY = "another fact of the same product", "another product", "nothing in the library"
MOST_WORDS = 16


@functools.cache
def runs() -> dict[str, dict[str, Any]]:
    """Return all recorded runs by name.

    Raises:
        DataError: if a record is missing, damaged or unfinished.
    """
    return {name: run for record in RECORDS for name, run in _runs_of(record).items()}


def _runs_of(record: str) -> dict[str, dict[str, Any]]:
    """Return the runs of one record by name."""
    return dict(recorded.load(record)["results"])


@functools.cache
def record_of(arm: str) -> str:
    """Return the record that an arm stands in.

    Args:
        arm: recorded.
    """
    return next(record for record in RECORDS if any(run["arm"] == arm for run in _runs_of(record).values()))


@functools.cache
def table() -> pd.DataFrame:
    """Return the tidy table of the whole exam, an arm of the ladder after the other; do not change it."""
    made = {name: run for name, run in runs().items() if run["arm"] not in SMALL}
    rows = bench.table(made, fair_exam.questions(), fair_exam.options())
    order = {arm: place for place, arm in enumerate((*LADDER, *MAY_ABSTAIN))}
    return rows.sort_values("arm", key=lambda names: names.map(order), kind="stable", ignore_index=True)


@functools.cache
def worded() -> pd.DataFrame:
    """Return the tidy table of the exam in two wordings, the best of ten and lesson 04's; do not change it.

    It stands by itself, since its record may be in another number format, and so of another base model.
    """
    made = {name: run for name, run in _runs_of(exam_wordings.RECORD).items() if name in WORDED}
    return bench.table(made, fair_exam.questions(), fair_exam.options())


def both_formats() -> pd.DataFrame:
    """Return the rows of one librarian as both tables have it: "hybrid, wording of lesson 04", "hybrid, few-shot"."""
    return pd.concat([arms([WORDED[1]], worded()), arms(["hybrid, few-shot"])], ignore_index=True)


@functools.cache
def small() -> pd.DataFrame:
    """Return the tidy table of the small exam: those rows of `table`, and the arms that were asked nothing else."""
    asked = fair_exam.few_questions()
    made = {name: run for name, run in runs().items() if run["arm"] in SMALL}
    own = bench.table(made, asked, fair_exam.options())
    shared = table()[table()["question"].isin([one.id for one in asked])]
    return pd.concat([shared, own], ignore_index=True)


def arms(names: Iterable[str], rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the rows of some arms, in the table's order.

    Args:
        names: of arms.
        rows: a tidy table; the recorded one of the whole exam by default.

    Raises:
        ValueError: if an arm is not in the table.
    """
    rows = table() if rows is None else rows
    wanted = list(names)
    if strange := set(wanted) - set(rows["arm"]):
        raise ValueError(f"found no arm {min(strange)!r}; expected some of {list(rows['arm'].unique())}; do choose")
    return rows[rows["arm"].isin(wanted)].reset_index(drop=True)


def of_kind(kind: str, names: Iterable[str] = LADDER) -> dict[str, Interval]:
    """Return the share right of some arms on one kind of questions."""
    return bench.shares(arms(names), kinds=[kind])


def causes(names: Sequence[str] = LADDER, rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return for some arms the share of each cause, among the questions that have an answer.

    Args:
        names: of arms.
        rows: a tidy table; the recorded one by default.
    """
    chosen = arms(names, rows)
    chosen = chosen[chosen["kind"] != "unanswerable"]
    found = chosen.assign(cause=[_cause(row) for row in chosen.itertuples()])
    shares = pd.crosstab(found["arm"], found["cause"], normalize="index")
    return shares.reindex(index=list(names), columns=[one for one in CAUSES if one in shares], fill_value=0.0)


def _cause(row: Any) -> str:  # noqa: ANN401 - a named tuple of pandas
    """Return the cause of a row of the table."""
    found = None if pd.isna(row.hit) else bool(row.hit)
    return cause(bool(row.right), found, taken_from(row.question, row.answer) != NOBODY)


def borrowed(names: Sequence[str], rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return for some arms of what their wrong answers are true, in shares of all wrong ones.

    Args:
        names: of arms.
        rows: a tidy table; the recorded one by default.
    """
    wrong = arms(names, rows).query("kind != 'unanswerable' and wrong")
    origins = [taken_from(row.question, row.answer) for row in wrong.itertuples()]
    shares = pd.crosstab(wrong["arm"], pd.Series(origins, wrong.index, name="true of"), normalize="index")
    return shares.reindex(index=list(names), columns=[OTHER, SAME, NOBODY], fill_value=0.0)


@functools.cache
def taken_from(question: str, text: str) -> str:
    """Return of what a wrong answer is true, if of anything: `SAME`, `OTHER` or `NOBODY`.

    Args:
        question: its id.
        text: what was said; its first sixteen words count.
    """
    asked = fair_exam.collection().question(question)
    named = [fact for fact in _named(text) if fact.group != asked.group]
    if any(fact.entity == asked.entity for fact in named):
        return SAME
    return OTHER if any(fact.attribute == asked.attribute for fact in named) else NOBODY


def _named(text: str) -> list[Question]:
    """Return the facts whose value stands among the first words of a text."""
    words, known = normalise(text).split()[:MOST_WORDS], _by_value()
    longest = max(len(value.split()) for value in known)
    spans = {
        " ".join(words[start : start + length])
        for start in range(len(words))
        for length in range(1, min(longest, len(words) - start) + 1)
    }
    return [fact for span in spans for fact in known.get(span, ())]


@functools.cache
def _by_value() -> dict[str, list[Question]]:
    """Return one question of each fact, under each spelling of its answer."""
    facts = {one.group: one for one in fair_exam.collection().split("heldout") if one.kind == "lookup"}
    found: defaultdict[str, list[Question]] = defaultdict(list)
    for fact in facts.values():
        for spelling in {metrics.normalise(answer) for answer in fact.answers}:
            found[spelling].append(fact)
    return dict(found)


def silence(names: Sequence[str]) -> pd.DataFrame:
    """Return for some arms how often they keep silent: where nothing is known, as is right, and where something is.

    Args:
        names: of arms.
    """
    rows = arms(names).assign(abstained=lambda some: some["abstained"].astype(float))
    known = sorted(set(rows["kind"]) - {"unanswerable"})
    columns = {"unanswerable": ["unanswerable"], "answerable": known}
    made = {name: bench.shares(rows, "abstained", kinds) for name, kinds in columns.items()}
    return pd.DataFrame(made).loc[list(names)]


def code_of(arm: str) -> str:
    """Return the code of the system that an arm's name stands for, as the runs themselves noted it; of its first seed.

    Args:
        arm: recorded.
    """
    return recorded.fingerprint(next(run["identity"] for run in runs().values() if run["arm"] == arm))


def training(arm: str, key: str = "seconds") -> list[Any]:
    """Return what is known of an arm's trainings, one a seed: "seconds", "tokens", "learned" or "losses".

    Args:
        arm: one that was taught.
        key: what.
    """
    return [run["training"][key] for run in runs().values() if run["arm"] == arm]


def kinds() -> Counter[str]:
    """Return how many questions of each kind the exam has."""
    return Counter(one.kind for one in fair_exam.questions())
