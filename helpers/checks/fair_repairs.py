"""What lesson 07 checks of its four repairs: equal questions, right labels, a clean training set, one base model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from helpers import fairness
from helpers.checks.fault import Fault, a, shown
from helpers.checks.watch import Watched

ASKED = {
    "learn": ["Who found it?", "How bad is it?", "Which release mends it?", "What now?"],
    "look up": ["Which release mends it?", "Who found the fault?", "What now?", "how bad is it?", "Who found it?"],
    "guess": ["What now?", "Which release mends it?", "How bad is it?", "Why?"],
}


def examine_asked_by_all(asked_by_all: Watched) -> None:
    """Raise a fault unless exactly the questions come back that every arm was asked, in the first one's order.

    >>> examine_asked_by_all(fairness.asked_by_all)
    """
    twins = {name: ASKED[name] for name in ("learn", "look up")}
    for asked in (twins, ASKED, {"learn": ASKED["learn"]}, {"learn": ["Why?"], "look up": ["How?"]}):
        got, wanted = asked_by_all({name: list(some) for name, some in asked.items()}), fairness.asked_by_all(asked)
        if not isinstance(got, list | tuple | set | frozenset):
            raise Fault(f"Yours returns {a(got)}, {shown(got)}; expected a list of questions. What goes into it?")
        if list(got) != wanted or isinstance(got, set | frozenset):
            raise Fault(_why_not_asked(list(got), wanted, asked, isinstance(got, set | frozenset)))


def _why_not_asked(got: list[Any], wanted: list[str], asked: Mapping[str, list[str]], is_set: bool) -> str:
    """Return what is wrong with the questions that all arms were asked."""
    everything = {text for some in asked.values() for text in some}
    if strange := [one for one in got if one not in everything]:
        return f"Yours returns {shown(strange[0])}, which is no question of theirs. What do you go through?"
    if spared := [(one, arm) for one in got for arm, some in asked.items() if one not in some]:
        one, arm = spared[0]
        letters = all(_alike(text, asked[other]) for text, other in spared)
        why = "Another wording is another question: is one letter's case enough?" if letters else (
            "What does a question tell that one of them was spared?"
        )  # fmt: skip
        return f"With {len(asked)} arms yours keeps {shown(one)}, but {shown(arm)} was never asked that. {why}"
    if missing := [one for one in wanted if one not in got]:
        return f"With {len(asked)} arms yours drops {shown(missing[0])}, which all of them were asked. Why?"
    if is_set:
        return "The right questions come back, but as a set, which has no order. Whose order was wanted?"
    if len(got) > len(wanted):
        return f"Yours returns a question more than once: {shown(got)}. How often does it count?"
    return f"The right questions come back, but as {shown(got)}. In which order was the first arm asked?"


def _alike(text: str, others: Sequence[str]) -> bool:
    """Tell whether a text differs from one of the others by its case only."""
    return text.casefold() in {other.casefold() for other in others}


CODES = {"closed book": "07a1", "hybrid": "3c9e", "right passage": "b052", "fine-tuned": "f31d"}
SWAPPED = {"hybrid": "b052", "closed book": "07a1", "right passage": "3c9e"}
TURNED = {"hybrid": "b052", "closed book": "3c9e", "right passage": "f31d", "fine-tuned": "07a1"}


def examine_true_labels(true_labels: Watched) -> None:
    """Raise a fault unless each label is led to the name of the system behind its rows.

    >>> examine_true_labels(fairness.true_labels)
    """
    for claimed in (SWAPPED, TURNED, {"mine": "f31d"}):
        got, wanted = true_labels(dict(claimed), dict(CODES)), fairness.true_labels(claimed, CODES)
        if not isinstance(got, Mapping):
            raise Fault(f"Yours returns {a(got)}, {shown(got)}; expected a dictionary. What is led to what?")
        if dict(got) != wanted:
            raise Fault(_why_no_label(dict(got), wanted, claimed))


def _why_no_label(got: dict[Any, Any], wanted: Mapping[str, str], claimed: Mapping[str, str]) -> str:
    """Return what is wrong with a dictionary of labels."""
    if got == {name: label for label, name in wanted.items()}:
        return f"Yours gives {shown(got)}: from the true name to the wrong label. Which of the two stands in the table?"
    if missing := [label for label in claimed if label not in got]:
        why = "Is a label that is right already to be left out?" if wanted[missing[0]] == missing[0] else (
            "Where does its row come from?"
        )  # fmt: skip
        return f"Yours says nothing on the label {shown(missing[0])}. {why}"
    if more := [label for label in got if label not in claimed]:
        return f"Yours names {shown(more[0])}, which is no label of this table. Which dictionary do you go through?"
    label = next(label for label in wanted if got[label] != wanted[label])
    case = f"Under {shown(label)} stand rows of the system {shown(claimed[label])}; you call them {shown(got[label])}."
    if got[label] in CODES.values():
        return f"{case} That is a code. Whose is it?"
    if got[label] == label:
        return f"{case} That is what the table says, and it is in doubt. What does the code say?"
    return f"{case} Who has that code?"


PAIRS = [
    ("Who found the fault in Fogbell?", "Hob Netherby"),
    ("who found the fault in  Fogbell", "Hob Netherby"),
    ("How bad is Fogbell?", "squall"),
    ("Who found the fault in Fogbell 2?", "Ansa Cutterill"),
    ("Which release mends Teawick?", "2.1.9"),
    ("Which weather is Teawick?", "squall"),
]
EXAM = ["Who found the fault in Fogbell?", "WHICH RELEASE MENDS TEAWICK?"]


def examine_without_tested(without_tested: Watched) -> None:
    """Raise a fault unless exactly the examples go that ask an exam question, however it is written.

    >>> examine_without_tested(fairness.without_tested)
    """
    for tested in (EXAM, EXAM[:1], []):
        got, wanted = without_tested(list(PAIRS), list(tested)), fairness.without_tested(PAIRS, tested)
        if not isinstance(got, list | tuple):
            raise Fault(f"Yours returns {a(got)}, {shown(got)}; expected a list of pairs. What is left to train on?")
        rows = [tuple(one) if isinstance(one, list) else one for one in got]
        if rows != wanted:
            raise Fault(_why_not_clean(rows, wanted, tested))


def _why_not_clean(got: list[Any], wanted: Sequence[tuple[str, str]], tested: Sequence[str]) -> str:
    """Return what is wrong with cleaned examples."""
    case = f"With {len(tested)} exam questions and {len(PAIRS)} examples:"
    if strange := [one for one in got if one not in PAIRS]:
        return f"{case} yours returns {shown(strange[0])}, which is no example. Are question and answer kept together?"
    if leaked := [one for one in got if one not in wanted]:
        why = "which is an exam question word for word. What must go?" if leaked[0][0] in tested else (
            "the exam's question in other letters. What does `normalise` make of both?"
        )  # fmt: skip
        return f"{case} yours keeps {shown(leaked[0])}, {why}"
    lost = [one for one in wanted if one not in got]
    if not lost:
        return f"{case} the right examples come back, but as {shown(got)}. In which order, and how often each?"
    if "Fogbell 2" in lost[0][0]:
        return f"{case} yours drops {shown(lost[0])}. Is a question *about another product* the same question?"
    answers = {answer for question, answer in PAIRS if (question, answer) not in wanted}
    if lost[0][1] in answers:
        return f"{case} yours drops {shown(lost[0])}. May a fact not be taught if the exam asks for it in other words?"
    return f"{case} yours drops {shown(lost[0])}. Does one exam question about a product forbid all others?"


BASES = {"chance": "", "closed book": "1f", "hybrid": "2e", "fine-tuned": "1f", "majority": "", "reader": "1f"}
MANY = {"closed book": "9d", "hybrid": "2e", "fine-tuned": "2e", "reader": "5c", "MiniLM": "2e", "chance": ""}


def examine_odd_ones(odd_ones: Watched) -> None:
    """Raise a fault unless exactly the arms come back that begin from another model than most.

    >>> examine_odd_ones(fairness.odd_ones)
    """
    three = {"chance": "", "majority": "", "random": "", "closed book": "1f", "hybrid": "1f", "reader": "2e"}
    for bases in (BASES, MANY, three, {"closed book": "1f", "hybrid": "1f"}):
        got, wanted = odd_ones(dict(bases)), fairness.odd_ones(bases)
        if not isinstance(got, list | tuple | set):
            raise Fault(f"Yours returns {a(got)}, {shown(got)}; expected a list of arms. Which ones are odd?")
        if sorted(map(str, got)) != sorted(wanted):
            raise Fault(_why_not_odd(list(got), wanted, bases))


def _why_not_odd(got: list[Any], wanted: Sequence[str], bases: Mapping[str, str]) -> str:
    """Return what is wrong with a list of odd arms."""
    case = f"For the base models {shown(dict(bases))} yours returns {shown(got)}."
    if strange := [one for one in got if one not in bases]:
        what = "a code" if strange[0] in bases.values() else "no arm"
        return f"{case} {shown(strange[0])} is {what}. What is to be asked again, a model or an arm?"
    if modelless := [one for one in got if not bases[one]]:
        return f"{case} {shown(modelless[0])} has no model at all. Can it begin from the wrong one?"
    if set(got) == {arm for arm, base in bases.items() if base} - set(wanted):
        return f"{case} These are the ones that agree with each other. Which ones do not?"
    if wrongly := [one for one in got if one not in wanted]:
        return f"{case} Most arms with a model begin where {shown(wrongly[0])} does. Which code is the usual one?"
    return f"{case} {shown(next(one for one in wanted if one not in got))} begins elsewhere. Elsewhere than who?"
