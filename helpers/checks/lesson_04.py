"""The checks of lesson 04: how much fits, whose words these are, the verdict, the mixture law, when to be silent."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Mapping, Sequence

from helpers import abstention, citations, mixture, verdicts
from helpers.checks.fault import Fault, a, shown
from helpers.checks.plain import is_number
from helpers.checks.registry import Check
from helpers.checks.watch import Watched

EXACT = {
    (True, True): verdicts.READ,
    (True, False): verdicts.MISREAD,
    (False, True): verdicts.LUCK,
    (False, False): verdicts.MISSED,
}
NOON = {
    "FC-1": "Rain, then fog and fog.",
    "FC-2": "The fog lifts at 11.20, not at 1.2.",
    "FC-3": "The fog lifts at 11.20.",
}


def examine_how_many_fit(how_many_fit: Watched) -> None:
    """Raise a fault unless the first lengths are counted as long as their sum keeps within the room.

    >>> examine_how_many_fit(lambda lengths, room: sum(total <= room for total in itertools.accumulate(lengths)))
    """
    rng = random.Random(4)
    drawn = [([rng.randint(20, 90) for _ in range(rng.randint(2, 6))], rng.randint(60, 260)) for _ in range(20)]
    cases = [([50, 60, 70], 1000), ([50, 90, 20, 30], 100), ([50, 60, 70], 110), ([300], 100), ([], 100), *drawn]
    for lengths, room in cases:
        got = how_many_fit(list(lengths), room)
        is_number(got, f"how many of {lengths} fit into {room}")
        wanted = sum(total <= room for total in itertools.accumulate(lengths))
        if got != wanted:
            raise Fault(_why_not_so_many(lengths, room, got, wanted))


def _why_not_so_many(lengths: Sequence[int], room: int, got: float, wanted: int) -> str:
    """Return what is wrong with a count of passages."""
    case = f"Of passages with {list(lengths)} tokens in a room of {room} you take {shown(got)}, expected {wanted}."
    total = sum(lengths[:wanted])
    reasons = (
        (got in set(itertools.accumulate(lengths)), "That is a number of tokens. How many passages are these?"),
        (got == len(lengths), "Those are all there are. What does the room do in your function?"),
        (got < wanted and total == room, "Together they fill it to the last token. Does a full room hold them?"),
        (got == _overtaking(lengths, room),
         "The next one does not fit, and yours goes on to others. May a worse hit overtake?"),
        (got == wanted + 1,
         f"They have {sum(lengths[: wanted + 1])} tokens. Is the one that no longer fits counted, too?"),
        (got == wanted - 1, f"One more would fit: the first {wanted} have {total} tokens. Which one is left out?"),
        (True, f"The first {wanted} have {total} tokens. Where does your count stop, and why there?"),
    )  # fmt: skip
    return f"{case} {next(told for holds, told in reasons if holds)}"


def _overtaking(lengths: Sequence[int], room: int) -> int:
    """Return how many fit if one that does not is passed over."""
    taken: list[int] = []
    for length in lengths:
        taken += [length] if sum(taken) + length <= room else []
    return len(taken)


def examine_cite(cite: Watched) -> None:
    """Raise a fault unless the passage with the most new words of the answer is named.

    >>> examine_cite(citations.cite)
    """
    for answer, question, passages, why in _citation_cases():
        got, wanted = cite(answer, question, dict(passages)), citations.cite(answer, question, passages)
        _is_an_id(got, passages)
        if got != wanted:
            case = (
                f"For the answer {shown(answer)} to {shown(question)} you name {shown(got)}, expected {shown(wanted)}."
            )
            raise Fault(f"{case} {why}")


def _is_an_id(got: object, passages: Mapping[str, str]) -> None:
    """Refuse anything but a string that is the id of a passage, or may be none."""
    if not isinstance(got, str):
        raise Fault(f"Yours returns {a(got)}, {shown(got)}; expected the id of one passage. Which one did best?")
    if got in passages.values():
        raise Fault(f"Yours returns {shown(got)}, the passage itself. Under which key does it stand?")


def _citation_cases() -> list[tuple[str, str, Mapping[str, str], str]]:
    """Return answers with questions, passages, and what to say to whoever names the wrong one."""
    return [
        ("at noon", "When does it lift?", {"A": "fog and nothing else", "B": "they sail at noon"},
         "Passage A holds no word of the answer. Is each passage looked at, and the best one kept?"),
        ("The morning fog over Port Ellory will lift at noon.", "When will the morning fog over Port Ellory lift?",
         {"A": "The morning fog over Port Ellory was thick.", "B": "It lifts at noon."},
         "What do the words prove that the answer has taken from the question?"),
        ("at 11.20", "When does the fog lift?", NOON,
         "Two passages hold the answer equally well; which one did the search put first?"),
        ("LIFTS AT NOON!", "When?", {"A": "Nothing.", "B": "It lifts at noon."},
         "Should capital letters and marks matter? (`normalise` takes them away.)"),
        ("1.2", "Which release?", {"A": "Get 11.20 now.", "B": "Get 1.2 now."},
         "Is 1.2 a word of the first passage, or only a piece of one?"),
        ("Hob Netherby", "Who?", {"A": "Fog.", "B": "Rain."},
         "No passage holds a word of it. What is an honest source, as a string, for something made up?"),
    ]  # fmt: skip


def examine_verdict(verdict: Watched) -> None:
    """Raise a fault unless each of the four cases gets its name.

    >>> examine_verdict(lambda found, right: EXACT[found, right])
    """
    got = {case: verdict(*case) for case in EXACT}
    for (found, right), wanted in EXACT.items():
        if got[found, right] != wanted:
            says = f"yours says {shown(got[found, right])}, expected `'{wanted}'`"
            raise Fault(f"With {_with((found, right))} {says}. {_ask(got, wanted)}")


def _with(case: tuple[bool, bool]) -> str:
    """Return a case in words."""
    return f"found={case[0]} and right={case[1]}"


def _ask(got: Mapping[tuple[bool, bool], object], wanted: str) -> str:
    """Return the question that leads on, for the first verdict that is wrong."""
    if not isinstance(next(iter(got.values())), str):
        return f"A verdict is a text, yours is {a(next(iter(got.values())))}. Which of the four sentences is it?"
    if set(got.values()) == set(EXACT.values()):
        return "All four names are there, but some have changed places. Which of the two stages failed here?"
    for one, other in itertools.combinations(got, 2):
        if got[one] == got[other]:
            return f"Yours says the same with {_with(one)} as with {_with(other)}. What would be mended in each case?"
    return f"Look at the spelling: is it letter for letter {shown(wanted)}?"


def examine_mixture(law: Watched) -> None:
    """Raise a fault unless the two shares are weighted by how often each case occurs.

    >>> examine_mixture(mixture.mixture)
    """
    for h, found, missed in ((0.7, 0.5, 0.1), (1.0, 0.5, 0.25), (0.0, 0.5, 0.25), (0.25, 0.8, 0.0)):
        got, wanted = law(h, found, missed), mixture.mixture(h, found, missed)
        is_number(got, "a share of right answers")
        if not math.isclose(got, wanted, abs_tol=1e-9):
            case = f"With hit rate {h}, {found} right when found and {missed} when not, yours gives {got:.3g}, expected"
            raise Fault(f"{case} {wanted:.3g}. {_why_no_mixture(got, h, found, missed)}")


def _why_no_mixture(got: float, h: float, found: float, missed: float) -> str:
    """Return the question that leads on, by what the wrong number equals."""
    reasons = {
        h * found: "What becomes of the questions whose passage was not found: are they all wrong?",
        h * missed + (1 - h) * found: "Which of the two shares belongs to the questions that were found?",
        (found + missed) / 2: "That is the plain average. Are found and not found equally frequent?",
        h * found + missed: "How often is the passage not found? Does every question get that second share?",
        h * (found + missed): "Is the second share also that of questions that were found?",
        h: "That is the hit rate alone. Is everything that is found also read rightly?",
        h * found + (1 - found) * missed: "The two groups must be everybody. Which share of all is *not* found?",
    }
    near = [told for value, told in reasons.items() if math.isclose(got, value, abs_tol=1e-9)]
    return near[0] if near else "If every passage is found, which share is left? And if none is?"


def examine_threshold(threshold: Watched) -> None:
    """Raise a fault unless the threshold decides as many questions rightly as any can.

    >>> examine_threshold(abstention.best_threshold)
    """
    rng = random.Random(7)
    drawn = [[round(rng.gauss(6, 2), 1) for _ in range(30)] for _ in range(3)]
    cases = [([8.0, 3.0, 7.0, 2.0], [True, False, True, False]), ([4.0, 5.0, 7.5], [True, True, True])]
    cases += [(scores, [rng.random() < score / 10 for score in scores]) for scores in drawn]
    for scores, answerable in cases:
        _decides_best(threshold(list(scores), list(answerable)), scores, answerable)


def _decides_best(got: object, scores: Sequence[float], answerable: Sequence[bool]) -> None:
    """Refuse a threshold that another one beats on the same questions."""
    is_number(got, "a least score")
    assert isinstance(got, (int, float))
    best = abstention.best_threshold(scores, answerable)
    reached, possible = (abstention.decided_rightly(scores, answerable, least) for least in (got, best))
    if reached >= possible - 1e-9:
        return
    case = f"For {len(scores)} questions your threshold {got:.3g} decides {reached:.0%} rightly; {best:.3g} decides"
    if 0 < got <= 1 and min(scores) > 1:
        raise Fault(f"{case} {possible:.0%}. Is yours the share that was reached, instead of where it was reached?")
    if reached == abstention.decided_rightly(scores, answerable, -math.inf):
        raise Fault(f"{case} {possible:.0%}. Yours answers everything. What do the unanswerable questions say to that?")
    raise Fault(f"{case} {possible:.0%}. {_why_not_best(got, scores, answerable)}")


def _why_not_best(got: float, scores: Sequence[float], answerable: Sequence[bool]) -> str:
    """Return the question that leads on, by where a threshold lies that another one beats."""
    known, unknown = ([score for score, is_known in zip(scores, answerable, strict=True) if is_known is one]
                      for one in (True, False))  # fmt: skip
    if got in unknown and got not in known:
        return "A score equal to yours is still answered. Is that question answerable?"
    if got == min(known, default=None):
        return "Yours never refuses an answerable question. How many of the others does it answer for that?"
    if unknown and got > max(unknown):
        return "Yours never answers an unanswerable question. How many of the others does it refuse for that?"
    if got not in scores:
        return (
            "Yours is none of the scores that occur. Between two of them no decision changes: which ones can you try?"
        )
    return "Have you tried every score that occurs, and counted both kinds of mistake?"


CHECKS = {
    "how-many-fit": Check(
        examine_how_many_fit, "Best first, and never a token too many. That is all there is to a budget."
    ),
    "cite": Check(examine_cite, "The source is named, or honestly none. Nobody had to trust the model's word for it."),
    "verdict": Check(examine_verdict, "Four verdicts, two stages. Now every failure has an address."),
    "mixture": Check(examine_mixture, "The law holds. You can now tell a result before it is measured."),
    "threshold": Check(examine_threshold, "No other score decides more of these questions rightly."),
}
