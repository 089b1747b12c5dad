#!/usr/bin/env python3
"""Set the course up and open it, from nothing and with Python alone.

`python3 start.py` makes the folder `.venv`, installs the course there, fetches both models and opens JupyterLab at the
first lesson. `python3 start.py test` sets up the same way and runs every test. `python3 start.py -h` tells the rest.

A finished step leaves a stamp in `.venv/course`, with a fingerprint of all it was made from. A later start skips every
step whose stamp still fits: so it takes seconds, and one that was broken off goes on where it stopped.

This file only sees whether the work can begin; the folder `setup_course` beside it does the work.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must get this far to be able to say so
    sys.exit(
        f"Found Python {sys.version_info[0]}.{sys.version_info[1]}; expected 3.11 or newer; do: install one from "
        "https://www.python.org/downloads/, then start with it by name, as in: python3.12 start.py"
    )

import signal
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
INCOMPLETE = (
    "Found no whole folder setup_course beside start.py ({fault}); expected all files of the course in {root}; "
    "do: get the course anew, as a whole, and start it there.\n"
)


def load_main(root: Path) -> Callable[[Sequence[str], Path], int]:
    """Return the function that does the work, from the package in a folder and from nowhere else.

    Raises:
        Exception: of whatever kind, if files of the package are missing or damaged.
    """
    if not (root / "setup_course").is_dir():
        raise FileNotFoundError("no such folder")
    sys.path.insert(0, str(root))  # Python leaves it out where PYTHONSAFEPATH is set
    from setup_course.command_line import main  # noqa: PLC0415 - it may be missing, which is told in a sentence

    return main


def start(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Do what the arguments say; return the exit code: 0, or 1 after a sentence on what went wrong, or 130."""
    try:
        main = load_main(root)
    except Exception as fault:  # a file that broke off half-way may fail in any way
        sys.stderr.write(INCOMPLETE.format(fault=fault, root=root))
        return 1
    return main(arguments, root)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(start(sys.argv[1:]))
