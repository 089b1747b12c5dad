"""Wordings for the reader of lesson 07, and which of them did best on training questions of every sort.

The few-shot wording of lesson 04 was chosen for questions about versions, and answers everything with a version. For an
exam of all sorts the reader deserves as many tries as the student's settings had. The tries are recorded
(`helpers.measure.chosen_wording`), with the right passage in hand; what is kept is worked out from the record.
"""

from __future__ import annotations

import functools
import random
from dataclasses import replace
from typing import Any

from helpers import fair_exam, reading_lessons, recorded, styles, verdicts
from helpers.collection import Question
from helpers.prompts import Example, Style

RECORD = "chosen_wording"
TRIED, SEED = 60, 2035
# How arms are called that read in the best of them, or as before.
CHOSEN, BEFORE = WORDINGS = ("chosen wording", "wording of lesson 04")
ALL_SORTS = (
    Example(styles.EGGWRIGHT, "Who complained about Eggwright?", "Hob Netherby"),
    Example(styles.LARKLINE, "Which release of Larkline may I trust?", "3.4.1"),
    Example(styles.WICKWATCH, "How bad is the trouble with Wickwatch?", "drizzle"),
    Example(styles.PEBBLECAM, "What can owners of a Pebblecam 2 do for now?", "turn the lens to the wall"),
    Example(styles.LARKLINE, "What in Larkline can be fooled?", "clock input"),
)
BRIEFLY = "{question}\n\n{passages}\n\n{question}\nGive the answer only, in as few words as you can."
CANDIDATES = (
    *styles.CANDIDATES,
    replace(reading_lessons.STYLE, name="zero-shot D"),
    Style("zero-shot E", BRIEFLY),
    Style("few-shot D", styles.LINES, ALL_SORTS),
    Style("few-shot E", styles.TWICE_LINES, ALL_SORTS),
)


def training_questions() -> tuple[Question, ...]:
    """Return the training questions on which wordings are tried: so many facts, one phrasing each, drawn by lot.

    >>> len(training_questions()), {one.split for one in training_questions()}
    (60, {'train'})
    """
    known = [one for one in fair_exam.collection().split("train") if one.kind == "lookup"]
    chance = random.Random(SEED)
    chance.shuffle(known)
    one_each = {one.group: one for one in known}
    return tuple(chance.sample(list(one_each.values()), TRIED))


@functools.cache
def tries() -> dict[str, list[bool]]:
    """Return for each wording which of the training questions were answered rightly.

    Raises:
        DataError: if the record is missing, damaged or unfinished.
    """
    return rights(recorded.load(RECORD)["results"])


def rights(results: dict[str, Any]) -> dict[str, list[bool]]:
    """Return for each wording that was tried which of the questions were answered rightly.

    Args:
        results: of the sweep, begun or whole.
    """
    asked = training_questions()
    return {
        style.name: [verdicts.right(one, text) for one, text in zip(asked, results[f"try {style.name}"], strict=True)]
        for style in CANDIDATES
    }


def best(tried: dict[str, list[bool]]) -> Style:
    """Return the wording with most right answers; of equal ones the first.

    Args:
        tried: from `tries` or `rights`.

    >>> best({style.name: [style.name == "few-shot D"] for style in CANDIDATES}).name
    'few-shot D'
    """
    return max(CANDIDATES, key=lambda style: sum(tried[style.name]))


def permitting(style: Style) -> Style:
    """Return a wording that permits silence: by one more worked example, or by a sentence where there are none.

    >>> permitting(CANDIDATES[-1]).examples[-2].answer
    'Not in the library.'
    """
    if style.examples:
        return Style("may abstain", style.layout, (*style.examples[:-1], styles.UNANSWERED, style.examples[-1]))
    return Style("may abstain", f'{style.layout}\nIf it is not there, say: "{styles.ABSTENTION}"')
