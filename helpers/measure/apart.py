"""Run a step in a process of its own, so that its peak of memory is its own and nothing is left over from the last."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any


def apart(act: Callable[..., Any], *given: object) -> Any:  # noqa: ANN401 - whatever the act returns
    """Return what a function returns that is run in a new process; what it raises is raised here.

    Args:
        act: a function of a module, not one made on the spot: the new process imports it.
        given: its arguments, which must be picklable.

    >>> apart(divmod, 7, 2)
    (3, 1)
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(act, *given).result()
