"""Rows are put together so that every row is read once, within memory, with little padding."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpers import batching

lengths_of_rows = st.lists(st.integers(1, 50), max_size=30)


@given(lengths_of_rows, st.integers(1, 300))
def test_plan_holds_every_row_once_within_budget(lengths: list[int], budget: int) -> None:
    """Batches are a partition of the rows, and only a row alone may pass the budget."""
    batches = batching.plan_batches(lengths, budget)
    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[row] for row in batch) <= budget
        assert [lengths[row] for row in batch] == sorted((lengths[row] for row in batch), reverse=True)


@given(st.lists(st.integers(1, 2000), min_size=1, max_size=60).map(lambda lengths: sorted(lengths, reverse=True)))
def test_reading_covers_every_row_with_little_padding(lengths: list[int]) -> None:
    """Groups follow one another without a gap; only a row alone may be long, and padding stays below its limit."""
    groups = batching.plan_reading(lengths)
    assert [row for group in groups for row in range(group.start, group.stop)] == list(range(len(lengths)))
    for group in groups:
        read = lengths[group.start] * (group.stop - group.start)
        assert read <= batching.READ_AT_ONCE or group.stop - group.start == 1
        assert read <= batching.WASTE * sum(lengths[group])


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=12), min_size=1, max_size=6))
def test_common_prefix_is_common_and_longest(rows: list[list[int]]) -> None:
    """What is shared is shared by all, leaves each row a token, and could not be longer."""
    shared = batching.common_prefix(rows)
    assert all(row[:shared] == rows[0][:shared] and len(row) > shared for row in rows)
    longer = shared + 1
    assert len(rows) == 1 or any(len(row) <= longer or row[:longer] != rows[0][:longer] for row in rows)
