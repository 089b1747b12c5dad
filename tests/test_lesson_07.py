"""What lesson 07 says in words is so in the records."""

import json

import pytest

from helpers import bench, broken_comparisons, contest, fair_exam
from helpers.bench import guards
from helpers.bench.comparing import NULL
from helpers.data import datasets_folder


def test_the_floor_is_below_the_ceiling() -> None:
    """Closed book and random passage know next to nothing; the taught reader with the right passage knows most."""
    shares = bench.shares(contest.arms(contest.LADDER))
    assert shares["closed book"].high < 0.1 and shares["random passage, few-shot"].high < 0.1
    assert shares["reader + right passage"].low > max(shares[arm].high for arm in contest.FLOORS)


@pytest.mark.parametrize("search", ["BM25", "MiniLM", "hybrid"])
def test_each_search_was_read_in_both_wordings(search: str) -> None:
    """Zero-shot and few-shot stand on the ladder, found the same pages, and are compared with each other."""
    pair = (f"{search}, few-shot", f"{search}, zero-shot")
    assert pair in contest.PLANNED and set(pair) <= set(contest.LADDER)
    few, zero = (contest.arms([arm]).set_index("question")["hit"] for arm in pair)
    assert few.notna().any() and few.equals(zero.loc[few.index])


def test_what_was_planned_was_named_before_and_nulls_are_shown() -> None:
    """Each pair stands in the plan once, both arms are in the table, and at least one difference is not shown."""
    assert len(set(map(frozenset, contest.PLANNED))) == len(contest.PLANNED) >= 10
    assert {arm for pair in contest.PLANNED for arm in pair} <= set(contest.LADDER)
    compared = bench.compare_all(contest.table(), contest.PLANNED)
    assert NULL in set(compared["shown"])


def test_two_wordings_sat_one_exam_apart_from_the_others() -> None:
    """Their table is fair by itself; with the rows of the ladder it would not be, as the lesson says."""
    own = contest.worded()
    assert set(own["arm"]) == set(contest.WORDED)
    assert guards.same_questions(own) == guards.same_base(own) == []
    assert guards.same_base(contest.both_formats())


def test_the_claim_of_this_lesson_is_decided_here() -> None:
    """C11 names this lesson."""
    claims = json.loads((datasets_folder() / "claims.json").read_text("utf-8"))
    assert "C11" in {claim["id"] for claim in claims if "the_fair_comparison" in claim["lessons"]}


@pytest.mark.parametrize("arm", ["fine-tuned", "reader + hybrid"])
def test_three_seeds_were_trained_and_their_seconds_noted(arm: str) -> None:
    """One training a seed, with a loss that fell."""
    assert len(contest.training(arm)) == 3 and min(contest.training(arm)) > 0
    assert all(losses[-1] < losses[0] / 2 for losses in contest.training(arm, "losses"))


def test_the_four_stories_are_told_by_their_numbers() -> None:
    """The swapped search beats its ceiling, the cheat sheet pays, and the squeezed copy costs."""
    swapped = broken_comparisons.second().shares()
    assert swapped["hybrid, few-shot"] > swapped["right passage, few-shot"]
    both = bench.shares(contest.arms([contest.FEW_FACTS, contest.LEAKED], contest.small()))
    assert both[contest.LEAKED].low > both[contest.FEW_FACTS].high
    assert set(fair_exam.LARGE) == set(contest.kinds())
