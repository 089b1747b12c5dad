"""Commands of the course: `python -m helpers.cli fetch [MODEL …]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from helpers import fetch


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 after one plain sentence about what went wrong."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except fetch.ModelError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    """Return the parser; each command names the function that runs it."""
    parser = argparse.ArgumentParser(prog="python -m helpers.cli", description="Commands of the course.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("fetch", help="bring the course's models, or the named ones, to this machine")
    command.add_argument("models", nargs="*", metavar="MODEL", help="smollm2, minilm, or a Hugging Face id")
    command.set_defaults(run=_fetch)
    return parser


def _fetch(options: argparse.Namespace) -> int:
    """Fetch the named models, or both of the course's own."""
    for name in options.models or fetch.MODELS:
        if name in fetch.MODELS:
            fetch.fetch(name, _say)
        else:
            from helpers import models  # noqa: PLC0415 - seconds of import that the course's own models do not need

            _say(f"{name}: {models.download(name)}")
    return 0


def _say(line: str) -> None:
    """Write one line of progress at once, also where the output is not a terminal."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
