"""The explorer of lesson 07 answers at once, everywhere, and says what the bench says."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import numpy as np
import pytest

from helpers import bench, contest, duels
from helpers.cards import Card
from helpers.explore import head_to_head

pytestmark = pytest.mark.clock

CLOSE = 0.03


@pytest.mark.slow
def test_every_pair_of_arms_is_shown_at_once() -> None:
    """The whole grid: each pair, metric and kind gives a card, or a sentence where nothing was measured."""
    seconds, refused = [], set()
    grid = itertools.product(head_to_head.ARMS, head_to_head.ARMS, duels.METRICS, duels.KINDS)
    for first, second, metric, kind in grid:
        start = time.perf_counter()
        try:
            card = head_to_head.view(first, second, metric, kind)
        except ValueError as error:
            assert str(error).startswith("found no value of ")
            refused.add((metric, kind, first, second))
        else:
            assert card.heading == f"{first} or {second}?" and len(card.parts) == 3
        seconds.append(time.perf_counter() - start)
    assert np.quantile(seconds, 0.95) < 0.15
    assert {kind for metric, kind, _, _ in refused if metric == "exactly right"} == {"unanswerable"}
    measured = contest.table().groupby("arm")["choice"].count()
    without = set(measured.index[measured == 0])
    choices = {one for one in refused if one[0] == "right option chosen" and one[1] != "unanswerable"}
    assert without and all({first, second} & without for _, _, first, second in choices)
    assert {metric for metric, _, _, _ in refused} == {"exactly right", "right option chosen"}


@pytest.mark.slow
def test_the_explorer_plays_through(rehearse: Callable[..., None]) -> None:
    """Every kind of setting shows what the plain function returns."""
    rehearse(head_to_head.explore)


@pytest.mark.parametrize(("first", "second"), contest.PLANNED)
def test_a_duel_says_what_the_bench_says(first: str, second: str) -> None:
    """The same difference, and nearly the same interval and p."""
    found, exact = duels.duel(first, second), bench.compare(contest.table(), first, second)
    assert found.difference.mean == pytest.approx(exact.interval.mean)
    assert found.difference.low == pytest.approx(exact.interval.low, abs=CLOSE)
    assert found.difference.high == pytest.approx(exact.interval.high, abs=CLOSE)
    assert found.p == pytest.approx(exact.by_entity, abs=CLOSE)
    assert found.needed(0.8) == exact.needed
    assert (np.sum(found.apart > 0), np.sum(found.apart < 0)) == (exact.wins, exact.losses)


def test_an_arm_does_not_differ_from_itself() -> None:
    """No difference, no number of questions, and nothing shown."""
    found = duels.duel("fine-tuned", "fine-tuned")
    assert (found.difference.mean, found.difference.low, found.difference.high) == (0, 0, 0)
    assert found.needed(0.8) is None
    assert "there is no difference" in repr(head_to_head.view("fine-tuned", "fine-tuned"))


def test_more_power_takes_more_questions() -> None:
    """And the card says how many."""
    found = duels.duel("hybrid, few-shot", "closed book")
    few, many = found.needed(0.5), found.needed(0.95)
    assert few and many and few < many
    card = head_to_head.explore(first="hybrid, few-shot", second="closed book", power=95)
    assert isinstance(card, Card) and f"about {many:,} questions" in repr(card)


@pytest.mark.parametrize("wrong", [{"first": "hybird"}, {"kind": "riddles"}, {"metric": "choice"}, {"arms": 2}])
def test_what_was_not_measured_is_refused(wrong: dict[str, object]) -> None:
    """A clear sentence in place of a guess."""
    with pytest.raises(ValueError, match=r"^found "):
        head_to_head.explore(**wrong)
