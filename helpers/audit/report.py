"""One report a collection: its faults, its near-doubles, its chance levels, its spread."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from helpers.audit.evidence import Fault, evidence_faults
from helpers.audit.leaks import double_faults, leak_faults, near_doubles
from helpers.audit.levels import chance, known_answers, majority
from helpers.audit.spread import by_kind, grade, lengths
from helpers.data import Collection, Question

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Report:
    """What the audit found; it reads as text.

    Args:
        collection: what was audited.
        faults: every break of a rule, none if all is well.
        near_doubles: pairs of passages that are much alike: to be looked at, not a fault.
    """

    collection: Collection = field(repr=False)
    faults: tuple[Fault, ...]
    near_doubles: tuple[tuple[float, str, str], ...] = field(repr=False)

    def __str__(self) -> str:
        """Return the report as lines of text."""
        return "\n".join([repr(self.collection), *_spread(self), *_levels(self), *_alike(self), *_faults(self)])


def audit(collection: Collection) -> Report:
    """Return the report on a collection.

    Args:
        collection: read by `data.load` or made by hand.

    >>> from helpers.data import Passage, Question
    >>> fog = Passage("A-1", "Fog until noon.", meta={"entity": "fog"})
    >>> audit(Collection("fog", (fog,), (Question("q1", "When does it lift?", ("at one",), ("A-1",)),))).faults[0].rule
    'answer'
    """
    faults = (
        *group_faults(collection),
        *evidence_faults(collection),
        *leak_faults(collection),
        *double_faults(collection),
    )
    return Report(collection, faults, tuple(near_doubles(collection)))


def group_faults(collection: Collection) -> Iterator[Fault]:
    """Yield the questions whose answer differs from another phrasing's of the same fact.

    Reversed questions ask for the other end of a fact; they are compared among themselves.

    Args:
        collection: any collection.
    """
    first: dict[tuple[str, bool], Question] = {}
    for question in collection.questions:
        key = (question.group or question.id, question.kind == "reversed")
        other = first.setdefault(key, question)
        if (question.answers[:1], set(question.passages)) != (other.answers[:1], set(other.passages)):
            message = f"found another answer or other passages than in {other.id} of the group {question.group!r}; "
            yield Fault("group", question.id, message + "expected one fact a group; mend one")


def _spread(report: Report) -> list[str]:
    passages = [passage.text for passage in report.collection.passages]
    questions = [question.text for question in report.collection.questions]
    return [
        f"  {name}: words {low}, {middle}, {high} (10 %, median, 90 %), reading grade {grade(texts):.1f}"
        for name, texts in (("passages", passages), ("questions", questions))
        for low, middle, high in [lengths(texts)]
    ]


def _levels(report: Report) -> list[str]:
    known, lines = known_answers(report.collection.questions), []
    for kind, questions in by_kind(report.collection).items():
        lines.append(f"  {kind}: {len(questions)} questions")
        if kind != "unanswerable":
            blind = chance(questions, known)
            lines[-1] += f", chance {'not defined' if blind is None else f'{blind:.3f}'}"
            lines[-1] += f", majority {majority(questions, known):.3f}"
    return lines


def _alike(report: Report) -> list[str]:
    pairs = [f"    {likeness:.2f} {first} {second}" for likeness, first, second in report.near_doubles[:SHOWN]]
    return [f"  near-doubles: {len(report.near_doubles)} pairs of passages", *pairs]


def _faults(report: Report) -> list[str]:
    counts = Counter(fault.rule for fault in report.faults)
    shown = [f"    {fault}" for rule in counts for fault in [f for f in report.faults if f.rule == rule][:SHOWN]]
    listed = ", ".join(f"{rule} {number}" for rule, number in counts.items()) or "none"
    return [f"  faults: {listed}", *shown]
