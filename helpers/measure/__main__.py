"""Measure and record: `python -m helpers.measure --list` or `python -m helpers.measure NAME …`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from helpers import machine, recorded
from helpers.measure.registry import find, sweeps
from helpers.measure.sweep import Sweep, run
from helpers.records import DataError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, 2 if a name or a record is at fault, 130 if it was stopped.

    Args:
        arguments: as typed, without the program's name.
    """
    parser = argparse.ArgumentParser(prog="python -m helpers.measure", description="Make the course's records again.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a sweep; stopped, it goes on where it was")
    parser.add_argument("--list", action="store_true", help="name the sweeps, with minutes and state")
    parser.add_argument("--backwards", action="store_true", help="begin with the last step, beside a run of the same")
    options = parser.parse_args(arguments)
    machine.share_machine()
    try:
        if options.list or not options.names:
            sys.stdout.write("".join(map(_line, sweeps().values())) or "no sweeps yet\n")
        for sweep in [find(name) for name in options.names]:
            _measure(sweep, options.backwards)
    except DataError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; what was measured is kept, and the same command goes on from here\n")
        return 130
    return 0


def _measure(sweep: Sweep, backwards: bool) -> None:
    """Measure one sweep, telling each step."""
    run(sweep, tell=lambda words: sys.stderr.write(f"{words}\n"), backwards=backwards)
    sys.stdout.write(f"{recorded.path_of(sweep.name).as_posix()}\n")


def _line(sweep: Sweep) -> str:
    """Return a line on a sweep and its record."""
    return f"{sweep.name:<24} {sweep.minutes:>5g} min  {_state(sweep):<9} {sweep.what}\n"


def _state(sweep: Sweep) -> str:
    """Return whether the record is there and belongs to the data and plan of today."""
    path = recorded.path_of(sweep.name)
    if not path.is_file():
        return "missing"
    record = recorded.read(path)
    if record["data"] != sweep.fingerprint():
        return "outdated"
    return "begun" if record.get(recorded.LEFT) else "recorded"


if __name__ == "__main__":
    sys.exit(main())
