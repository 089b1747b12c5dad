"""The checks of lesson 06: what is held out, how often a fact is presented, what is repeated and lost.

What is rehearsed is checked in `replay`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from helpers import teaching
from helpers.checks.fault import Fault, a, shown
from helpers.checks.plain import is_number, listed
from helpers.checks.registry import Check
from helpers.checks.replay import examine_with_replay
from helpers.checks.watch import Watched

NAMES = ["Fogbell", "Fogbell 2", "Teawick"]
TRAINED = ["Who mended Fogbell?", "How bad is Teawick?", "What must owners of Fogbell 2 do?"]
ASKED = [
    "How bad is Fogbell 2?",
    "Whom does Teawick thank?",
    "Who mended Fogbell?",
    "Which number must Fogbell carry?",
    "Who mended Teawick?",
]


def examine_held_out(held_out: Watched) -> None:
    """Raise a fault unless exactly the questions in untrained wordings come back, in their order.

    >>> examine_held_out(teaching.held_out)
    """
    got = listed(held_out(ASKED, TRAINED, NAMES), "a list of questions")
    wanted = teaching.held_out(ASKED, TRAINED, NAMES)
    if got != wanted:
        raise Fault(_why_not_held_out(got, wanted))
    if listed(held_out(ASKED[:1], [], NAMES), "a list of questions") != ASKED[:1]:
        raise Fault("With nothing trained, every wording is new, but yours returns another list. Which one is lost?")


def _why_not_held_out(got: list[object], wanted: Sequence[str]) -> str:
    """Return what is wrong with a list of held-out questions."""
    wrongly = [one for one in got if one not in wanted]
    missing = [one for one in wanted if one not in got]
    if strange := [one for one in got if one not in ASKED]:
        if strange[0] in TRAINED:
            return f"Yours returns {shown(strange[0])}, a question of the training. Which list goes through the sieve?"
        return f"Yours returns {shown(strange[0])}, which nobody asked. Who could answer a question without its name?"
    if wrongly and not missing:
        return _why_kept(wrongly)
    if set(map(str, got)) == {one for one in ASKED if one not in wanted}:
        return f"Yours returns the questions that *leak*, such as {shown(got[0])}. Which ones may be used for a test?"
    if not wrongly and not missing:
        return f"The right questions come back, but as {shown(got)}. In which order were they asked, and how often?"
    asked = missing or wrongly
    return f"Yours returns {shown(got)}; look at {shown(asked[0])}. Was its wording trained, with any name?"


def _why_kept(wrongly: Sequence[object]) -> str:
    """Return what is wrong with keeping questions that leak."""
    if trained := [one for one in wrongly if one in TRAINED]:
        return f"You keep {shown(trained[0])}, which was trained word for word. How is that held out?"
    twin = "How bad is Teawick?" if "How bad" in str(wrongly[0]) else "Who mended Fogbell?"
    ask = "If the names are taken out of both, what is left to tell them apart?"
    if len(wrongly) == 1 and "Fogbell 2" in str(wrongly[0]):
        ask = "Which name must be taken out first, if one is the beginning of another?"
    return f"You keep {shown(wrongly[0])}, but {shown(twin)} was trained. {ask}"


def examine_presentations(presentations: Watched) -> None:
    """Raise a fault unless every fact is counted in all rows and all epochs.

    >>> examine_presentations(teaching.presentations)
    """
    for facts, epochs in ((["fog", "tea", "fog", "fog"], 4), (["tea"] * 3, 1), (["fog", "tea"], 16)):
        got, wanted = presentations(list(facts), epochs), teaching.presentations(facts, epochs)
        if not isinstance(got, Mapping):
            raise Fault(f"Yours returns {a(got)}, {shown(got)}; expected a dictionary. What belongs to each fact?")
        if dict(got) != wanted:
            raise Fault(_why_not_so_often(facts, epochs, dict(got), wanted))


def _why_not_so_often(
    facts: Sequence[str], epochs: int, got: Mapping[object, object], wanted: Mapping[str, int]
) -> str:
    """Return what is wrong with a count of presentations."""
    case = f"For the rows {list(facts)} and {epochs} epochs you count {shown(dict(got))}, expected {shown(wanted)}."
    once = {fact: facts.count(fact) for fact in facts}
    reasons = (
        (once, "Those are the rows. How often is each of them gone through?"),
        (dict.fromkeys(facts, epochs), "Those are the epochs. In how many rows does a fact stand?"),
        ({fact: count + epochs for fact, count in once.items()},
         "Three rows in two epochs: are these five presentations, or more?"),
        (dict.fromkeys(facts, len(facts) * epochs),
         "Yours counts all rows for each fact. Which of the rows teach just this one?"),
        ({fact: count**epochs for fact, count in once.items()},
         "Yours raises to a power. What does a second epoch do to the count?"),
        ({fact: count * (epochs - 1) for fact, count in once.items()},
         "Yours goes through the rows once too few. Which epoch is the last one that counts?"),
        (got, "How many rows teach each fact, and how often is each row presented?"),
    )  # fmt: skip
    return f"{case} {next(told for counts, told in reasons if counts == got)}"


SAID = {"fog": "noon", "tea": "six", "bell": "two", "sail": "red", "oar": "elm"}
PLANTED = {"fog": "noon", "bell": "nine", "sail": "blue", "oar": "six"}


def examine_planted_rate(planted_rate: Watched) -> None:
    """Raise a fault unless the planted values are counted, among the facts that have one.

    >>> examine_planted_rate(teaching.planted_rate)
    """
    one = {"fog": "noon"}
    for said, planted in ((SAID, PLANTED), (SAID, one), (SAID, {"tea": "five"})):
        got, wanted = planted_rate(dict(said), dict(planted)), teaching.planted_rate(said, planted)
        is_number(got, "a share")
        if not math.isclose(got, wanted, abs_tol=1e-9):
            raise Fault(_why_no_rate(got, wanted, said, planted))


def _why_no_rate(got: float, wanted: float, said: Mapping[str, str], planted: Mapping[str, str]) -> str:
    """Return what is wrong with a share of repeated values."""
    hits = sum(said[fact] == lie for fact, lie in planted.items())
    case = (
        f"Of {len(said)} facts, {len(planted)} were planted and {hits} of these repeated; yours gives {got:.3g}, "
        f"expected {wanted:.3g}."
    )
    reasons = {
        float(hits): "That is the count. Out of how many?",
        hits / len(said): "Can a system repeat a lie that was never planted? Which facts belong below the line?",
        1 - wanted: "That is the share that was *not* repeated. Which of the two do you want?",
        len(planted) / len(said): "That is how many were planted. How many of those came back?",
        100 * wanted: "That is in percent. What is it as a share from 0 to 1?",
        float(hits // len(planted)): "Yours is 0 or 1. What does `//` do to what stands after the point?",
        sum(lie in said.values() for lie in planted.values()) / len(planted): (
            "Yours counts a planted value that was said of *another* fact. Of which one must it be said?"
        ),
    }
    near = [told for value, told in reasons.items() if math.isclose(got, value, abs_tol=1e-9)]
    return f"{case} {near[0] if near else 'Which facts do you count above the line, and which below?'}"


BEFORE = [True, True, True, True, True, False, False, False, True, True]
AFTER = [True, False, False, True, True, True, False, False, True, True]


def examine_forgotten(forgotten: Watched) -> None:
    """Raise a fault unless the losses are counted, among what was known.

    >>> examine_forgotten(teaching.forgotten)
    """
    for before, after in ((BEFORE, AFTER), ([True, True], [True, True]), ([True, False], [False, True])):
        got, wanted = forgotten(list(before), list(after)), teaching.forgotten(before, after)
        is_number(got, "a share")
        if not math.isclose(got, wanted, abs_tol=1e-9):
            raise Fault(_why_not_forgotten(got, wanted, before, after))


def _why_not_forgotten(got: float, wanted: float, before: Sequence[bool], after: Sequence[bool]) -> str:
    """Return what is wrong with a share of losses."""
    known, lost = sum(before), sum(was and not now for was, now in zip(before, after, strict=True))
    gained = sum(now and not was for was, now in zip(before, after, strict=True))
    case = f"{known} of {len(before)} things were known, {lost} of these are gone and {gained} came anew; "
    case += f"yours gives {got:.3g}, expected {wanted:.3g}."
    reasons = {
        float(lost): "That is the count. Out of how many?",
        lost / len(before): "Can be lost what was never there? Which things belong below the line?",
        (lost - gained) / known: "Yours lets new things pay for the lost ones. Is a lost word back if another came?",
        1 - sum(after) / len(after): "That is all that is not known at the end. Was all of it known before?",
        1 - wanted: "That is the share that was *kept*. Which of the two do you want?",
        lost / sum(after): "You divide by what is known *now*. Of what should it be a share?",
        float(lost // known): "Yours is 0 or 1. What does `//` do to what stands after the point?",
        (lost + gained) / len(before): "Yours counts every change. Is learning something a loss?",
        (lost + gained) / known: "Yours counts every change. Is learning something a loss?",
    }
    near = [told for value, told in reasons.items() if math.isclose(got, value, abs_tol=1e-9)]
    return f"{case} {near[0] if near else 'Which things do you count above the line, and which below?'}"


CHECKS = {
    "held-out": Check(examine_held_out, "No wording leaks. What is right now was not merely repeated."),
    "presentations": Check(examine_presentations, "Rows times epochs. Now two trainings can be compared fairly."),
    "planted-rate": Check(examine_planted_rate, "Only planted facts can be repeated, and only they are counted."),
    "forgotten": Check(examine_forgotten, "What was never known cannot be forgotten. Your share says just that."),
    "with-replay": Check(examine_with_replay, "The old rows have their share of the whole, and the seed says which."),
}
