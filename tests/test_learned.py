"""What is read out of the records of lesson 05 agrees with the texts in them."""

from __future__ import annotations

import pytest

from helpers import learned, legal_desk


def test_shares_are_counted_from_the_texts() -> None:
    """Interval, spread and rules tell the same of the same answers."""
    steps = learned.legal_steps(64)
    judged = [one for step in steps for one in learned.judged(step)]
    kept = sum(one.style.all_kept for one in judged) / len(judged)
    assert learned.advice(steps, "all five rules").mean == pytest.approx(kept)
    spread = learned.advice_spread(steps, "all five rules")
    assert sum(spread) / len(spread) == pytest.approx(kept)
    assert min(learned.rules(steps).values()) >= kept


def test_citations_add_up() -> None:
    """Those from the letters and those from elsewhere are all there are."""
    steps = learned.legal_steps(64)
    told = learned.cited_from_training(steps)
    assert sum(told.values()) == learned.citations(steps)["citations"] > 0


def test_every_answer_belongs_to_a_held_out_question() -> None:
    """But for the tries, which ask training questions that were held back."""
    asked = {one.id for one in legal_desk.advices("heldout")}
    for name, step in learned.results("legal_style").items():
        for said in step["said"].values():
            assert (set(said) <= asked) is not name.startswith("try ")


def test_reading_is_counted_from_the_texts() -> None:
    """The share is that of exact answers, over all seeds."""
    for taught in ("before", "one passage", "one to three passages"):
        for test in learned.TESTS:
            spread = learned.reading_spread(taught, test)
            assert learned.reading(taught, test).mean == pytest.approx(sum(spread) / len(spread))


def test_where_all_are_alike_the_interval_says_how_far_that_goes() -> None:
    """None right of nineteen articles is not certainty."""
    none = learned.interval([False] * 40, [f"art-{place % 19}" for place in range(40)])
    assert none.mean == 0
    assert 0.1 < none.high < 0.25


def test_a_setting_that_was_not_measured_has_no_steps() -> None:
    """Nothing is guessed."""
    assert learned.legal_steps(64, rank=3) == []
