"""What is read out of the record of lesson 04 agrees with itself and with what the lesson says."""

from __future__ import annotations

import pytest

from helpers import rungs, styles, verdicts
from helpers.mixture import mixture

PLAIN = f"bm25, k=1, {rungs.FEW}"


def test_the_kept_wordings_won_their_tries() -> None:
    """Of three zero-shot and three few-shot wordings, each tried as often, the best of each was kept."""
    tries = {style.name: rungs.right(f"try {style.name}") for style in styles.CANDIDATES}
    assert len({len(row) for row in tries.values()}) == 1
    for first, kept in (("zero", styles.ZERO_SHOT), ("few", styles.FEW_SHOT)):
        rivals = [sum(row) for name, row in tries.items() if name.startswith(first)]
        assert len(rivals) == 3
        assert sum(tries[kept.name]) == max(rivals)


@pytest.mark.parametrize("k", [1, 3])
@pytest.mark.parametrize("search", ["bm25", "minilm", "hybrid"])
def test_verdicts_add_up(search: str, k: int) -> None:
    """Each question has one verdict; those found are the hit rate, those right the share."""
    step = f"{search}, k={k}, {rungs.FEW}"
    counts, asked = rungs.counts(step, search, k), len(rungs.questions(step))
    assert counts.total() == asked + len(rungs.questions(step, answerable=False))
    found, right = counts[verdicts.READ] + counts[verdicts.MISREAD], counts[verdicts.READ] + counts[verdicts.LUCK]
    assert rungs.hit_rate(search, k).mean == pytest.approx(found / asked)
    assert rungs.share(step).mean == pytest.approx(right / asked)


def test_the_law_holds_exactly_on_the_questions_it_was_measured_on() -> None:
    """With the three shares of one and the same run, it is arithmetic."""
    counts = rungs.counts(PLAIN, "bm25", 1)
    found, missed = counts[verdicts.READ] + counts[verdicts.MISREAD], counts[verdicts.LUCK] + counts[verdicts.MISSED]
    law = mixture(found / (found + missed), counts[verdicts.READ] / found, counts[verdicts.LUCK] / missed)
    assert law == pytest.approx(rungs.share(PLAIN).mean)


def test_what_the_lesson_says_in_words_is_so() -> None:
    """The page helps, few-shot reads better, three passages find more, and what has no source is hardly ever right."""
    assert rungs.share("closed book").mean == rungs.share("random passage").mean == 0
    assert rungs.share("right passage, zero-shot").high < rungs.share("right passage").low
    assert rungs.hit_rate("bm25", 3).mean > rungs.hit_rate("bm25", 1).mean
    held_back = rungs.sourceless(PLAIN, "bm25")
    right = [good for good, gone in zip(rungs.right(PLAIN), held_back, strict=True) if gone]
    assert sum(right) <= 0.05 * len(right)
    assert sum(rungs.right("right passage, other questions")) < 0.2 * len(
        rungs.questions("right passage, other questions")
    )
    assert sum(total for _, total in rungs.by_attribute(PLAIN).values()) == len(rungs.questions(PLAIN))


def test_none_right_is_not_certainty() -> None:
    """The closed book had none right, and its interval still reaches above zero."""
    interval = rungs.share("closed book")
    assert interval.mean == 0
    assert interval.high > 0.01
