"""The check of lesson 00: a prompt that hands a passage over and then asks the question.

Any wording, any heading, any line breaking is right. What must hold: both parts arrive whole and unchanged,
the passage first, and nothing runs together.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from helpers.checks.fault import Fault, a, shown
from helpers.checks.registry import Check
from helpers.checks.watch import Watched

SHIPS = ("Gullwing", "Patient Margaret", "Slow Heron")
TOWNS = ("Saltby Cove", "Nether Quay", "Highmarrow", "Oarmouth", "Little Wexing")
CAUSES = ("a rope in the propeller", "the long grey", "a sheep on the ramp", "two captains and one key")
ENDS = ("", ".", " (signed: the mate)")
PLACE_HOLDERS = ("{passage}", "{question}", "{}", "%s")
LEAST_CUT = 18
LEAST_TYPED_IN = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """A question, a passage, and the prompt that the learner's function made of them."""

    question: str
    passage: str
    prompt: str


def cases(seed: int = 0) -> tuple[tuple[str, str], ...]:
    """Return three questions, each with a passage that answers it; no two are alike.

    >>> len({passage for question, passage in cases()})
    3
    """
    rng = random.Random(seed)
    ships, towns, causes = (rng.sample(values, len(ENDS)) for values in (SHIPS, TOWNS, CAUSES))
    return tuple(
        (
            f"Why was the {ship} late at {town}?",
            f"{town}, harbour log.\nThe {ship} came in {rng.randint(20, 90)} minutes late because of {cause}. "
            f"Tea was served on the quay, with salt, and {rng.randint(3, 9)} umbrellas changed hands{end}",
        )
        for ship, town, cause, end in zip(ships, towns, causes, ENDS, strict=True)
    )


def examine_with_passage(with_passage: Watched) -> None:
    """Raise a fault for the first thing wrong with the prompts that a function makes.

    >>> examine_with_passage(lambda question, passage: passage + " " + question)
    """
    seen = [Seen(question, passage, with_passage(question, passage)) for question, passage in cases()]
    for one in seen:
        _is_one_text(one.prompt)
    seen = [Seen(_flat(one.question), _flat(one.passage), _flat(one.prompt)) for one in seen]
    _has_no_place_holder(seen[0].prompt)
    _depends_on_what_goes_in(seen)
    for part, other in (("passage", "question"), ("question", "passage")):
        _arrives(part, other, seen)
    for one in seen:
        _passage_comes_first(one)
        _nothing_runs_together(one)


def _flat(text: str) -> str:
    """Return a text with every run of white space as one blank, so that any line breaking is accepted."""
    return " ".join(text.split())


def _is_one_text(prompt: object) -> None:
    """Refuse a list, a tuple, a number."""
    if not isinstance(prompt, str):
        raise Fault(
            f"Yours returns {a(prompt)}: {shown(prompt)}. The model reads one piece of text, a `str`. "
            "How do a passage and a question become one?"
        )


def _has_no_place_holder(prompt: str) -> None:
    """Refuse a template that was never filled in."""
    for place_holder in PLACE_HOLDERS:
        if place_holder in prompt:
            raise Fault(
                f"Your prompt says {shown(place_holder)}, letter for letter: {shown(prompt)}. "
                "What tells Python to put the value in its place?"
            )


def _depends_on_what_goes_in(seen: Sequence[Seen]) -> None:
    """Refuse a text that is always the same."""
    if len({one.prompt for one in seen}) == 1:
        raise Fault(
            f"Three questions with three passages all gave the very same text: {shown(seen[0].prompt)}. "
            "Where do the arguments `question` and `passage` come in?"
        )


def _arrives(part: str, other: str, seen: Sequence[Seen]) -> None:
    """Refuse prompts in which the passage (or the question) is missing, changed, cut or typed in."""
    wanted = [str(getattr(one, part)) for one in seen]
    if all(text in one.prompt for text, one in zip(wanted, seen, strict=True)):
        return
    prompt = seen[0].prompt
    if wanted[0].casefold() in prompt.casefold():
        raise Fault(
            f"The {part} arrives, but its capital letters are changed: {shown(prompt)}. "
            "Might a reader need them, to tell the Gullwing from a gull's wing?"
        )
    kept = min(_kept(text, one.prompt) for text, one in zip(wanted, seen, strict=True))
    if kept >= LEAST_CUT:
        raise Fault(
            f"Only a piece of the {part} arrives: about {kept} of its {len(wanted[0])} characters in {shown(prompt)}. "
            "What if the answer stands in the rest?"
        )
    raise Fault(_what_is_missing(part, other, seen))


def _kept(text: str, prompt: str) -> int:
    """Return how many characters of the text stand in the prompt, counted from its start or from its end."""
    return max(_kept_from_start(text, prompt), _kept_from_start(text[::-1], prompt[::-1]))


def _kept_from_start(text: str, prompt: str) -> int:
    """Return how many characters of the text, from its first, stand in the prompt; 0 if fewer than are telling."""
    start = prompt.find(text[:LEAST_CUT])
    pairs = zip(text, prompt[start:], strict=False)
    return 0 if start < 0 else sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _what_is_missing(part: str, other: str, seen: Sequence[Seen]) -> str:
    """Return a message for a part that never arrives: forgotten, or typed in as a fixed text."""
    rests = {_flat(one.prompt.replace(getattr(one, other), "")) for one in seen}
    rest = min(rests, key=len)
    if len(rests) == 1 and len(rest.split()) >= LEAST_TYPED_IN:
        return (
            f"Whatever {part} goes in, besides the {other} your prompt always says the same: {shown(rest)}. "
            f"Is a {part} typed in there? What stands for the one that is handed over?"
        )
    ask = (
        "What is the model to read the answer from?" if part == "passage" else "How is the model to know what you ask?"
    )
    return f"The {part} is missing from your prompt: {shown(seen[0].prompt)}. {ask}"


def _passage_comes_first(one: Seen) -> None:
    """Refuse a prompt that ends with the passage; a question asked before *and* after is right."""
    if one.prompt.rfind(one.question) < one.prompt.find(one.passage):
        raise Fault(
            f"Yours asks first and shows the passage afterwards: {shown(one.prompt)}. The model goes on writing from "
            "where the text ends. What should stand last? (The function is called with the question, then the passage.)"
        )


def _nothing_runs_together(one: Seen) -> None:
    """Refuse a prompt in which the passage or the question touches its neighbour."""
    for part in (one.passage, one.question):
        start = one.prompt.rfind(part)
        before, after = one.prompt[:start], one.prompt[start + len(part) :]
        touching = part == one.question and before.endswith(one.passage)
        if touching or before[-1:].isalnum() or after[:1].isalnum():
            joint = start if touching or before[-1:].isalnum() else start + len(part)
            raise Fault(
                f"Words run together: {shown(one.prompt[max(joint - 24, 0) : joint + 24])}. "
                "How would a reader see where the passage ends and the question begins?"
            )


CHECKS = {
    "with-passage": Check(
        examine_with_passage,
        "The whole passage arrives, it stands apart, and the question comes after it. "
        "You have just looked something up for a model, by hand. How to find the passage is for the next lessons.",
    )
}
