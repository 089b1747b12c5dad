"""Which rows of tokens are read together: as many as memory holds, of like length, what they share only once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch

TokenIds = list[int]

# More tokens in one go are not read faster, and take more memory meanwhile: each looks at all before it.
READ_AT_ONCE = 1024
# How much may be read for each token that is no padding.
WASTE = 1.125


def common_prefix(rows: Sequence[TokenIds]) -> int:
    """Return how many leading tokens all rows share, at least one token of each row left over.

    >>> common_prefix([[1, 2, 3], [1, 2, 4, 5]])
    2
    >>> common_prefix([[1, 2], [1, 2]])
    1

    A single row shares with nobody: reading it in two parts would only cost a step.

    >>> common_prefix([[1, 2, 3]])
    0
    """
    if len(rows) == 1:
        return 0
    shortest, longest = min(rows), max(rows)
    limit = min(len(row) for row in rows) - 1
    return next((i for i in range(limit) if shortest[i] != longest[i]), limit)


def plan_batches(lengths: Sequence[int], most: int) -> list[list[int]]:
    """Return row numbers in batches of like length, longest first; a batch takes its width times its rows.

    Args:
        lengths: how many tokens each row may come to have.
        most: how many tokens a batch may take; a row that is longer gets a batch of its own.

    >>> plan_batches([20, 100, 22], most=110)
    [[1], [2, 0]]
    """
    batches: list[list[int]] = []
    for row in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batches and lengths[batches[-1][0]] * (len(batches[-1]) + 1) <= most:
            batches[-1].append(row)
        else:
            batches.append([row])
    return batches


def plan_reading(lengths: Sequence[int], shared: int = 0) -> list[slice]:
    """Return which rows of a batch to read in one go: neighbours, with little padding and not too many tokens.

    Args:
        lengths: how many tokens each row has, longest first.
        shared: how many come before them, the same for all, and read already.

    >>> plan_reading([16, 15, 15, 9, 9])
    [slice(0, 3, None), slice(3, 5, None)]

    Behind a long beginning each token has more to look at, so fewer are read at once.

    >>> plan_reading([300, 300], shared=4096)
    [slice(0, 1, None), slice(1, 2, None)]
    """
    most = READ_AT_ONCE // (1 + shared // READ_AT_ONCE)
    bounds = [0]
    for stop in range(2, len(lengths) + 1):
        start = bounds[-1]
        padded = lengths[start] * (stop - start)
        if padded > most or padded > WASTE * sum(lengths[start:stop]):
            bounds.append(stop - 1)
    return [slice(start, stop) for start, stop in pairwise([*bounds, len(lengths)])]


def pad_left(rows: Sequence[TokenIds]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return ids and mask (rows × longest), each row pushed to the right; padding has id 0 and mask 0.

    >>> pad_left([[7, 8], [9]])[0].tolist()
    [[7, 8], [0, 9]]
    """
    width = max(len(row) for row in rows)
    ids = torch.tensor([[0] * (width - len(row)) + row for row in rows])
    mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows])
    return ids, mask
