"""Differences, ladders and their intervals: identical arms differ by nothing, seeds and entities count as they must."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from bench_reader import Finder, options, questions, rag
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import permutation_test

from helpers import bench, intervals, power
from helpers.bench import comparing, spread
from helpers.bench.comparing import NULL

GROUPS = [f"e{n // 4}" for n in range(40)]


def tidy(arms: dict[str, list[list[float]]], groups: list[str] = GROUPS) -> pd.DataFrame:
    """Return a table of arms, each a row a seed."""
    rows = [
        {"arm": arm, "seed": seed, "question": f"q{n:03}", "entity": groups[n], "kind": "lookup", "right": value}
        for arm, seeds in arms.items()
        for seed, values in enumerate(seeds)
        for n, value in enumerate(values)
    ]
    return pd.DataFrame(rows)


def tosses(share: float, seed: int, count: int = 40) -> list[float]:
    """Return right and wrong by chance."""
    return (np.random.default_rng(seed).random(count) < share).astype(float).tolist()


rights = st.lists(st.integers(0, 1).map(float), min_size=40, max_size=40)


@settings(max_examples=20, deadline=None)
@given(st.lists(rights, min_size=1, max_size=3))
def test_identical_arms_differ_by_nothing(seeds: list[list[float]]) -> None:
    """Zero, with an interval of no width, p of one, no number of questions, and no winner."""
    table = tidy({"a": seeds, "b": seeds})
    found = bench.compare(table, "a", "b")
    assert (found.interval.mean, found.interval.low, found.interval.high) == (0, 0, 0)
    assert (found.wins, found.losses, found.mcnemar, found.by_entity, found.needed) == (0, 0, 1, 1, None)
    assert bench.compare_all(table, [("a", "b")])["shown"].item() == NULL


@settings(max_examples=20, deadline=None)
@given(rights, rights, st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing_and_of_arms_only_the_sign(first: list, second: list, chance: object) -> None:
    """Shuffled rows give the same; swapped arms the mirror image, up to how the bootstrap's draws fall."""
    table = tidy({"a": [first], "b": [second]})
    shuffled = table.sample(frac=1, random_state=chance.randint(0, 999))
    found, again, other = (
        bench.compare(*some) for some in ((table, "a", "b"), (shuffled, "a", "b"), (table, "b", "a"))
    )
    assert found == again
    assert other.interval.mean == -found.interval.mean
    assert (other.wins, other.losses, other.mcnemar, other.needed) == (
        found.losses,
        found.wins,
        found.mcnemar,
        found.needed,
    )
    assert other.by_entity == pytest.approx(found.by_entity)


def test_one_seed_agrees_with_the_plain_bootstrap() -> None:
    """Without a second training there is nothing but entities to draw."""
    one, other = tosses(0.8, 1), tosses(0.5, 2)
    found = bench.compare(tidy({"a": [one], "b": [other]}), "a", "b")
    plain = intervals.paired_bootstrap(one, other, GROUPS)
    assert found.interval.mean == plain.mean
    assert (found.interval.low, found.interval.high) == pytest.approx((plain.low, plain.high), abs=0.03)
    assert found.mcnemar == intervals.mcnemar_exact(one, other)


def test_seeds_widen_the_interval() -> None:
    """Trainings that differ make a difference less sure; averaging them first would hide it."""
    base = [[0.0] * 40]
    steady, shaky = [[1.0, 0.0] * 20] * 4, [[1.0] * 40, [0.0] * 40, [1.0] * 40, [0.0] * 40]
    table = tidy({"steady": steady, "shaky": shaky, "base": base})
    one, other = (bench.compare(table, arm, "base").interval for arm in ("steady", "shaky"))
    assert one.mean == other.mean == 0.5
    assert one.high - one.low == 0
    assert other.high - other.low > 0.4


@pytest.mark.slow
def test_the_interval_over_seeds_and_entities_covers_the_truth() -> None:
    """Entities and trainings that vary: of 95-in-100 intervals nearly as many hold the true mean, more than without."""
    rng, holds, without = np.random.default_rng(0), 0, 0
    for _ in range(150):
        truth = 0.5 + rng.normal(0, 0.08, (8, 1)) + np.repeat(rng.normal(0, 0.08, 10), 4)
        drawn = (rng.random((8, 40)) < truth).astype(float)
        holds += 0.5 in spread.seeds_ci(drawn, GROUPS)
        without += 0.5 in intervals.bootstrap_ci(drawn.mean(axis=0), GROUPS, resamples=1000)
    assert holds / 150 > 0.87
    assert holds > without


def test_trainings_in_common_are_drawn_together() -> None:
    """Two arms of the same trainings: their ups and downs cancel; of different ones they add up."""
    ups = [[float(seed)] * 40 for seed in range(4)]
    together = spread.paired_seeds_ci(ups, [[value - 1 for value in row] for row in ups], GROUPS, same_seeds=True)
    apart = spread.paired_seeds_ci(ups, [[value - 1 for value in row] for row in ups], GROUPS)
    assert (together.low, together.high) == (1, 1)
    assert apart.high - apart.low > 2


def test_the_sign_flip_agrees_with_scipy() -> None:
    """Exactly for few entities, closely for many; whole entities flip."""
    for groups, count in ((GROUPS, 40), (None, 40), ([f"e{n // 4}" for n in range(120)], 120)):
        row = np.subtract(tosses(0.7, 5, count), tosses(0.5, 6, count))
        sums = pd.Series(row).groupby(groups or list(range(count)), sort=False).sum().to_numpy()
        other = permutation_test((sums,), np.sum, permutation_type="samples", n_resamples=20_000, random_state=0)
        assert spread.sign_flip(row, groups) == pytest.approx(other.pvalue, abs=0.02)


def test_questions_about_one_entity_are_not_as_many_tosses() -> None:
    """Ten questions about each of four products, all won for one: McNemar is sure, entities are not."""
    groups = [f"e{n // 10}" for n in range(40)]
    found = bench.compare(tidy({"a": [[1.0] * 30 + [0.0] * 10], "b": [[0.0] * 40]}, groups), "a", "b")
    assert found.mcnemar is not None and found.mcnemar < 1e-6 and found.by_entity == 0.25
    row = bench.compare_all(tidy({"a": [[1.0] * 30 + [0.0] * 10], "b": [[0.0] * 40]}, groups), [("a", "b")])
    assert row["shown"].item() == NULL


def test_what_is_shown_holds_for_every_seed() -> None:
    """Of several trainings, McNemar's p is that of the one that speaks least for a difference."""
    good, poor, base = [1.0] * 20 + [0.0] * 20, [1.0, 0.0] + [0.0] * 38, [0.0] * 40
    found = bench.compare(tidy({"a": [good, poor], "b": [base]}), "a", "b")
    assert found.mcnemar == intervals.mcnemar_exact(poor, base) > intervals.mcnemar_exact(good, base)


def test_several_comparisons_are_corrected_and_nulls_stay() -> None:
    """Each pair has a row, in the order given, its p no smaller than alone, and the winner only where shown."""
    groups = [f"e{n}" for n in range(40)]
    table = tidy({"a": [tosses(0.95, 1)], "b": [tosses(0.3, 2)], "c": [tosses(0.3, 3)]}, groups)
    pairs = [("a", "b"), ("b", "c"), ("c", "a")]
    rows = bench.compare_all(table, pairs)
    assert list(zip(rows["first"], rows["second"], strict=True)) == pairs
    assert rows["shown"].tolist() == ["a", NULL, "a"]
    assert (rows["mcnemar_holm"] >= rows["mcnemar"]).all() and (rows["by_entity_holm"] >= rows["by_entity"]).all()
    assert rows["mcnemar_holm"].tolist() == pytest.approx(intervals.holm(rows["mcnemar"]).tolist())
    with pytest.raises(ValueError, match="found no pair"):
        bench.compare_all(table, [])


def test_seconds_are_compared_without_mcnemar() -> None:
    """A metric that is no right or wrong has the entities' test alone."""
    table = tidy({"a": [[0.3 + n / 100 for n in range(40)]], "b": [[0.1 + n / 100 for n in range(40)]]})
    rows = bench.compare_all(table.rename(columns={"right": "read"}), [("a", "b")], metric="read")
    assert rows["mcnemar"].isna().all() and "mcnemar_holm" not in rows
    assert rows["difference"].item() == pytest.approx(0.2)


def test_the_questions_needed_are_those_that_drawing_finds() -> None:
    """The formula agrees with drawn studies: at the number it tells, about four in five find the difference."""
    first, second = np.repeat([1, 0], [60, 40]), np.repeat([1, 0], [45, 55])
    mixed = np.tile([1, 1, 0, 1, 0], 20)
    for one, other in ((first, second), (first, mixed), (np.repeat([1, 0], [70, 30]), mixed)):
        if one.mean() != other.mean():
            needed = power.questions_needed(one - other)
            assert needed is not None
            assert power.chance_to_tell_apart(one, other, needed) == pytest.approx(0.8, abs=0.12)


def test_questions_needed_grow_with_likeness_and_with_entities() -> None:
    """Half the difference takes about four times as many; questions that hang together take more of them."""
    large, small = [1.0] * 40 + [-1.0] * 20 + [0.0] * 40, [1.0] * 35 + [-1.0] * 25 + [0.0] * 40
    assert power.questions_needed(small) == pytest.approx(4 * power.questions_needed(large), rel=0.1)
    hanging = [f"e{n // 5}" for n in range(100)]
    assert power.questions_needed(large, hanging) > 3 * power.questions_needed(large)
    assert power.questions_needed([1.0, -1.0]) is None
    for wrong in ([], [1.0], [math.nan, 1.0]):
        with pytest.raises(ValueError, match=r"found .*; expected .*; do "):
            power.questions_needed(wrong)
    with pytest.raises(ValueError, match="power=1"):
        power.questions_needed(large, power=1)


def test_the_ladder_counts_what_was_asked() -> None:
    """Mean, interval around it, questions, entities and seeds of each arm, in the table's order."""
    table = tidy({"b": [tosses(0.5, 1), tosses(0.5, 2)], "a": [tosses(0.9, 3)]})
    rungs = bench.ladder(table)
    assert rungs["arm"].tolist() == ["b", "a"]
    assert rungs[["questions", "entities", "seeds"]].to_numpy().tolist() == [[40, 10, 2], [40, 10, 1]]
    assert ((rungs["low"] <= rungs["mean"]) & (rungs["mean"] <= rungs["high"])).all()
    assert bench.shares(table)["a"] == intervals.Interval(*rungs[["mean", "low", "high"]].to_numpy()[1])
    assert bench.by_seed(table)["b"] == pytest.approx([np.mean(tosses(0.5, 1)), np.mean(tosses(0.5, 2))])


def test_none_right_is_not_certainty() -> None:
    """The interval reaches above zero, by as much as so many entities allow."""
    interval = bench.shares(tidy({"a": [[0.0] * 40]}))["a"]
    assert interval.mean == 0
    assert interval.high == intervals.share_ci([0] * 10).high > 0.2


def test_silence_does_not_lift_the_ladder() -> None:
    """Unanswerable questions are left out unless asked for, and then alone."""
    table = bench.run({"silent": bench.ClosedBook(Finder(silent=True))}, questions())
    assert bench.ladder(table)["mean"].item() == 0
    assert bench.ladder(table, kinds=["unanswerable"])["mean"].item() == 1
    assert bench.ladder(table, kinds="unanswerable")["questions"].item() == 8


def test_a_measured_table_is_compared() -> None:
    """From the bench itself: the right passage beats the search, which beats nothing; choice and hits too."""
    reader = Finder()
    arms = {"closed": bench.ClosedBook(reader), "found": bench.Retrieved(rag(reader, k=1))}
    table = bench.run(arms | {"right": bench.RightPassage(rag(reader))}, questions(), config=bench.RunConfig(options()))
    rows = bench.compare_all(table, [("right", "closed"), ("found", "closed"), ("right", "found")])
    assert rows["shown"].tolist()[:2] == ["right", "found"]
    assert bench.compare(table, "right", "found", "hit").interval.mean >= 0
    assert bench.compare(table, "right", "closed", "choice").interval.mean > 0
    assert "questions about" in str(bench.compare(table, "right", "found"))


def test_what_cannot_be_compared_is_told() -> None:
    """An unknown arm, metric or kind; other questions; a question without every seed; a question twice."""
    table = tidy({"a": [[1.0] * 40], "b": [[0.0, 1.0] * 20, [0.0] * 40]})
    cases = [
        ((table, "a", "c"), "found no arm 'c'"),
        ((table, "a", "b", "rihgt"), "found the metric 'rihgt'"),
        ((table, "a", "b", "question"), "found the metric 'question'"),
        ((table, "a", "b", "right", ["looup"]), "found no question of the kinds"),
        ((table.iloc[1:], "a", "b"), "found 1 questions that only one of them was asked"),
        ((table.iloc[:-1], "a", "b"), "found a question without every seed"),
        ((pd.concat([table, table.iloc[:1]]), "a", "b"), "found a question twice for 'a'"),
    ]
    for arguments, message in cases:
        with pytest.raises(ValueError, match=message) as told:
            bench.compare(*arguments)
        assert "expected" in str(told.value) and "do " in str(told.value)


@pytest.mark.parametrize(
    ("first", "second", "groups", "same"),
    [
        ([[]], [[]], None, False),
        ([1, 0], [1], None, False),
        ([[1, 0]], [[1, 0]] * 2, None, True),
        ([1, 0], [0, 1], ["e", "e"], False),
        ([1, 0], [0, 1], ["e"], False),
        ([1, math.nan], [0, 1], None, False),
    ],
)
def test_spread_refuses_what_it_cannot_draw(first: list, second: list, groups: list | None, same: bool) -> None:
    """Nothing, other shapes, one entity, a gap."""
    with pytest.raises(ValueError, match=r"found .*; expected .*; do "):
        spread.paired_seeds_ci(first, second, groups, same)


@pytest.mark.clock
@pytest.mark.slow
def test_ten_arms_are_compared_in_seconds() -> None:
    """250 questions, 12 arms, 3 seeds: quick enough to move a slider."""
    import time  # noqa: PLC0415

    groups = [f"e{n // 2}" for n in range(250)]
    table = tidy({f"a{arm}": [tosses(0.5, 3 * arm + s, 250) for s in range(3)] for arm in range(12)}, groups)
    begun = time.perf_counter()
    bench.ladder(table)
    comparing.compare_all(table, [(f"a{n}", "a0") for n in range(1, 12)])
    assert time.perf_counter() - begun < 12
