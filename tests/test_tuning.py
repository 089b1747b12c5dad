"""Tuning: whole entities on each side, the best chosen, and flattery where there is nothing but luck."""

import numpy as np
import pytest

from helpers.tuning import tune

GROUPS = [f"thing {number // 3}" for number in range(60)]


def luck(settings: int, seed: int = 0) -> dict[str, np.ndarray]:
    """Return settings that differ in nothing but luck."""
    rng = np.random.default_rng(seed)
    return {f"setting {number}": rng.integers(0, 2, len(GROUPS)) for number in range(settings)}


def test_the_best_of_equals_is_flattered() -> None:
    """Where all settings are coin tosses, the winner looks good where it was chosen, and like a coin elsewhere."""
    runs = [tune(luck(40), GROUPS, seed) for seed in range(60)]
    assert np.mean([run.flattery for run in runs]) > 0.1
    assert np.mean([run.reported_on for run in runs]) == pytest.approx(0.5, abs=0.06)


def test_a_single_setting_is_not_flattered() -> None:
    """Without a choice there is no flattery on the average."""
    assert abs(np.mean([tune(luck(1), GROUPS, seed).flattery for seed in range(300)])) < 0.02


def test_fewer_groups_to_choose_on_flatter_more() -> None:
    """Less to choose on, more luck in the choice; what it is reported on stays the same half."""
    few, many = (np.mean([tune(luck(40), GROUPS, seed, n).flattery for seed in range(60)]) for n in (3, 10))
    assert few > many + 0.05


def test_groups_stay_together() -> None:
    """With scores that name their group, no group's score is on both sides."""
    names = sorted(set(GROUPS))
    for seed in range(20):
        marked = {"only": [2.0 ** names.index(group) for group in GROUPS]}
        run = tune(marked, GROUPS, seed)
        sides = [round(mean * 10) for mean in (run.chosen_on, run.reported_on)]
        assert sides[0] & sides[1] == 0
        assert sides[0] | sides[1] == 2 ** len(names) - 1


def test_the_same_seed_gives_the_same_split() -> None:
    """A run can be made again; another seed is another split."""
    assert tune(luck(9), GROUPS, 4) == tune(luck(9), GROUPS, 4)
    assert len({tune(luck(9), GROUPS, seed) for seed in range(9)}) > 1


@pytest.mark.parametrize(
    ("scores", "groups", "choose_on"),
    [
        ({}, [1, 2], None),
        ({"a": [1.0]}, [1, 2], None),
        ({"a": [1.0, np.nan]}, [1, 2], None),
        ({"a": [1.0, 0.0]}, [1, 1], None),
        ({"a": [1.0, 0.0]}, [1, 2], 2),
        ({"a": [1.0, 0.0]}, [1, 2], 0),
    ],
)
def test_what_cannot_be_split_is_refused(
    scores: dict[str, list[float]], groups: list[int], choose_on: int | None
) -> None:
    """No settings, missing or broken scores, one group, or too many asked for: each is told."""
    with pytest.raises(ValueError, match=r"found .*; expected .*; do "):
        tune(scores, groups, 0, choose_on)
