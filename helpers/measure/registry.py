"""Find sweeps: a module of this package that has a `SWEEP` is one."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path

from helpers.measure.sweep import Sweep
from helpers.records import DataError, suggestion

PACKAGE = "helpers.measure"


def sweeps() -> dict[str, Sweep]:
    """Return all sweeps by name, in alphabetical order.

    >>> all(name == sweep.name for name, sweep in sweeps().items())
    True
    """
    names = sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    modules = (import_module(f"{PACKAGE}.{name}") for name in names if name != "__main__")
    found = [module.SWEEP for module in modules if isinstance(getattr(module, "SWEEP", None), Sweep)]
    return {sweep.name: sweep for sweep in found}


def find(name: str) -> Sweep:
    """Return the sweep of a name.

    Args:
        name: as `sweeps` has it.

    Raises:
        DataError: if there is none.

    >>> find("tides")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    helpers.records.DataError: found the sweep 'tides'; expected one that exists; ...
    """
    known = sweeps()
    if name not in known:
        raise DataError(f"found the sweep {name!r}; expected one that exists; {suggestion(name, known)}.")
    return known[name]
