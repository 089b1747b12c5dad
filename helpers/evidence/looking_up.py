"""The claims about looking up and about cost: what hangs on retrieval, what a training costs, and what is cheaper."""

from __future__ import annotations

import numpy as np

from helpers import contest, rungs, verdicts
from helpers.advisor.approaches import LEARN, LOOK_UP, READER
from helpers.advisor.effects import drawn_mean, together
from helpers.advisor.measured import known
from helpers.evidence.finding import CONFIRMED, DEPENDS, REFUTED, Finding, Row, above, in_words, spent


def cost_of_learning() -> Finding:
    """C2: is a training earned back by answers that take less time?"""
    learn, look_up = known()[LEARN], known()[LOOK_UP]
    assert learn.intake and learn.answer and look_up.answer
    training, saved = learn.intake * learn.facts, look_up.answer - learn.answer
    rows: tuple[Row, ...] = (("one training", spent(training)), ("saved with each answer", spent(saved)))
    rule = "Confirmed if a training is never earned back, refuted if by the first answer; else it depends."
    if not saved.interval.low > 0:
        verdict = CONFIRMED if saved.interval.high <= 0 else DEPENDS
        return Finding(verdict, rule, rows, "whether answers are saved any time", (training + saved).sources)
    # In a draw in which nothing is saved it is never earned back.
    questions = together(lambda spent, each: spent / np.maximum(each, 1e-9), training, saved)
    earned = f"{questions.mean:,.0f} [{questions.interval.low:,.0f}, {questions.interval.high:,.0f}]"
    rows = (*rows, ("questions until it is earned back", earned))
    verdict = REFUTED if questions.interval.high <= 1 else DEPENDS
    return Finding(verdict, rule, rows, "how many questions are asked between two trainings", questions.sources)


def only_as_good_as_retrieval() -> Finding:
    """C5: is more right with the right passage than without, and without it no more than bare?"""
    step = f"bm25, k=1, {rungs.FEW}"
    asked, right = rungs.questions(step), rungs.right(step)
    found = [verdicts.found(one, rungs.hits("bm25", one.id, 1)) for one in asked]
    split = {
        hit: drawn_mean(
            [fine for fine, was in zip(right, found, strict=True) if was == hit],
            f"{rungs.RECORD} ({step}, found: {hit})",
            [one.entity for one, was in zip(asked, found, strict=True) if was == hit],
        )
        for hit in (True, False)
    }
    bare = drawn_mean(rungs.right("closed book"), f"{rungs.RECORD} (closed book)", [one.entity for one in asked])
    rows = (
        ("right where the right passage was found", in_words(split[True])),
        ("right where it was not", in_words(split[False])),
        ("right with nothing to read", in_words(bare)),
    )
    rule = (
        "Confirmed if the right passage helps, and without it no more is right than bare; refuted if it does not help."
    )
    helps, needed = above(split[True], split[False]), not above(split[False], bare)
    verdict = CONFIRMED if helps and needed else DEPENDS if helps else REFUTED
    return Finding(verdict, rule, rows, "what is found in its place", split[True].sources)


def enough_and_cheaper() -> Finding:
    """C11: is looking up at least as good as learning on the same exam, and cheaper for every answer, too?"""
    contest.runs()  # the claim is about the fair comparison, which may not be recorded yet
    table = known()
    means = {name: right.mean for name in (LOOK_UP, READER) if (right := table[name].right)}
    looked = max(means, key=means.__getitem__)
    one, other = table[looked], table[LEARN]
    assert one.right and one.answer and other.right and other.answer
    rows = (
        (f"right: {looked}", in_words(one.right)),
        (f"right: {LEARN}", in_words(other.right)),
        (f"an answer: {looked}", spent(one.answer)),
        (f"an answer: {LEARN}", spent(other.answer)),
    )
    rule = "Refuted if looking up is clearly less often right; confirmed if it is not, and an answer is no dearer."
    dearer = above(one.answer, other.answer)
    verdict = REFUTED if above(other.right, one.right) else DEPENDS if dearer else CONFIRMED
    return Finding(verdict, rule, rows, "how many questions a set-up is spread over", one.right.sources)
