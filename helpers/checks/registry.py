"""The register of checks, brought together from the table `CHECKS` of every module `helpers.checks.lesson_NN`."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import helpers.checks


@dataclass(frozen=True, slots=True)
class Check:
    """What decides whether an exercise is solved.

    Attributes:
        examine: takes the learner's function (watched) and raises a `Fault` for the first property that does not hold.
        praise: what is said when all of them hold.
    """

    examine: Callable[[Any], None]
    praise: str


@functools.cache
def known() -> Mapping[str, Check]:
    """Return every check of the course by its name.

    >>> "with-passage" in known()
    True
    """
    found: dict[str, Check] = {}
    for module in pkgutil.iter_modules(helpers.checks.__path__):
        if module.name.startswith("lesson_"):
            found |= importlib.import_module(f"helpers.checks.{module.name}").CHECKS
    return MappingProxyType(found)
