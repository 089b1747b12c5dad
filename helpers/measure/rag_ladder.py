"""Looking up, from nothing to the right page handed over: what is found, what is read, and in which wording.

All on the question a security desk asks most, which version mends it. Six wordings are tried on training questions;
what is reported comes from held-out ones. Each step that reads notes, for every question, the text and the prompt's
length in tokens; each step that searches, the best hits with their scores.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Mapping, Sequence
from typing import Any

from helpers import data, security_desk, styles
from helpers.collection import Hit, Question
from helpers.measure.sweep import Step, Sweep
from helpers.prompts import Style
from helpers.records import as_dict

KS = (1, 3)
DEPTH = 10
TRIED = 48
OTHERS = 60
SEED = 2034
WORDINGS = (styles.FEW_SHOT, styles.ZERO_SHOT)
RIGHT, RANDOM, CLOSED, ELSEWHERE = "right passage", "random passage", "closed book", "right passage, other questions"
PLAN = {"k": list(KS), "depth": DEPTH, "tried": TRIED, "others": OTHERS, "seed": SEED}
Said = Mapping[str, Mapping[str, Any]]


def _data() -> list[Any]:
    """Return all that decides the result beside the plan: the collection and the wordings."""
    collection = data.load(security_desk.COLLECTION)
    worded = [repr(one) for one in (*styles.CANDIDATES, styles.ZERO_SHOT, styles.FEW_SHOT, styles.MAY_ABSTAIN)]
    return [*(as_dict(item) for item in (*collection.passages, *collection.questions)), worded]


def _steps() -> dict[str, Step]:
    """Return the steps by name, the most telling first."""
    steps: dict[str, Step] = {f"search {name}": functools.partial(_search, name) for name in security_desk.SEARCHES}
    steps |= {f"try {style.name}": functools.partial(_try, style) for style in styles.CANDIDATES}
    steps |= {CLOSED: _closed_book, RANDOM: _random, RIGHT: functools.partial(_right, styles.FEW_SHOT)}
    steps |= {f"{RIGHT}, zero-shot": functools.partial(_right, styles.ZERO_SHOT), ELSEWHERE: _elsewhere}
    for k, style in ((1, styles.MAY_ABSTAIN), *((k, style) for k in KS for style in WORDINGS)):
        for name in security_desk.SEARCHES:
            steps[setting(name, k, style.name)] = functools.partial(_look_up, name, k, style)
    return steps


def setting(search: str, k: int, style: str) -> str:
    """Return the name of the step that looked up in this way.

    >>> setting("bm25", 3, "few-shot B")
    'bm25, k=3, few-shot B'
    """
    return f"{search}, k={k}, {style}"


def _search(name: str) -> dict[str, list[list[Any]]]:
    """Return the best hits for each held-out question: pairs of id and score."""
    questions = security_desk.desk().heldout()
    found = security_desk.desk().library(name).search_many([question.text for question in questions], DEPTH)
    return {
        question.id: [[hit.passage.id, round(hit.score, 4)] for hit in hits]
        for question, hits in zip(questions, found, strict=True)
    }


def _try(style: Style) -> Said:
    """Let the reader read the right passage for training questions, in one wording."""
    questions = random.Random(SEED).sample(security_desk.desk().training(), TRIED)
    return _read(style, questions, [security_desk.desk().right_hits(question) for question in questions])


def _right(style: Style) -> Said:
    """Let the reader read the right passage for held-out questions."""
    questions = [question for question in security_desk.desk().heldout() if question.answers]
    return _read(style, questions, [security_desk.desk().right_hits(question) for question in questions])


def _random() -> Said:
    """Let the reader read a passage drawn at random, which is not the right one."""
    rng, questions = random.Random(SEED), security_desk.desk().heldout()
    wrong = [
        [one for one in security_desk.desk().collection.passages if one.id not in asked.passages] for asked in questions
    ]
    return _read(styles.FEW_SHOT, questions, [(Hit(rng.choice(passages), 0.0, 1),) for passages in wrong])


def _closed_book() -> Said:
    """Ask the held-out questions with nothing to read."""
    questions = security_desk.desk().heldout()
    texts = security_desk.desk().model.answer([question.text for question in questions], max_new_tokens=24)
    return {question.id: {"text": text, "tokens": 0} for question, text in zip(questions, texts, strict=True)}


def _elsewhere() -> Said:
    """Let the reader read the right passage for held-out questions about anything but versions."""
    questions = security_desk.desk().other_questions(OTHERS, random.Random(SEED))
    return _read(styles.FEW_SHOT, questions, [security_desk.desk().right_hits(question) for question in questions])


def _look_up(name: str, k: int, style: Style) -> Said:
    """Look up the held-out questions."""
    questions = security_desk.desk().heldout()
    found = security_desk.desk().library(name).search_many([question.text for question in questions], k)
    return _read(style, questions, found)


def _read(style: Style, questions: Sequence[Question], found: Sequence[Sequence[Hit]]) -> Said:
    """Return for each question what the reader said and how many tokens it read."""
    rag = security_desk.desk().rag(security_desk.SEARCHES[0], style=style)
    answers = rag.read([question.text for question in questions], found)
    return {
        question.id: {"text": answer.text, "tokens": len(rag.reader.tokens(answer.prompt))}
        for question, answer in zip(questions, answers, strict=True)
    }


SWEEP = Sweep("rag_ladder", "Looking up versions: search x k x wording, and the rungs around.", 20, PLAN, _data, _steps)
