"""What a learner's function is given: copies, so that it can be seen, and does no harm, if it changes them."""

from __future__ import annotations

from typing import Any

import numpy as np


def copied(value: Any) -> Any:  # noqa: ANN401 - whatever a check hands over
    """Return a list, tuple, dictionary, set or array made anew, however nested; all else as it is.

    >>> one = {"fog": [1, 2]}
    >>> copied(one) == one, copied(one)["fog"] is one["fog"]
    (True, False)
    """
    if type(value) in (list, tuple, set):
        return type(value)(map(copied, value))
    if type(value) is dict:
        return {key: copied(inner) for key, inner in value.items()}
    return value.copy() if type(value) is np.ndarray else value


def is_same(one: Any, other: Any) -> bool:  # noqa: ANN401 - whatever a check hands over
    """Tell whether a copy is still what it was made from; what was not copied is.

    >>> is_same([np.ones(2)], [np.ones(2)]), is_same([1, 2], [2, 1])
    (True, False)
    """
    if type(one) is not type(other):
        return False
    if type(one) in (list, tuple):
        return len(one) == len(other) and all(map(is_same, one, other))
    if type(one) is dict:
        return list(one) == list(other) and all(map(is_same, one.values(), other.values()))
    if type(one) is np.ndarray:
        return np.array_equal(one, other, equal_nan=one.dtype.kind in "fc")
    return one is other or (isinstance(one, set | str | int | float) and one == other)
