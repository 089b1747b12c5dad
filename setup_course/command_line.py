"""Read the words after `start.py`, do what they ask, and end in one sentence whatever happens."""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from setup_course.commands import COMMANDS, Command
from setup_course.course import Course
from setup_course.failures import TroubleError, trouble
from setup_course.programs import keep
from setup_course.showing import say

EPILOG = """The options of a word: python3 start.py test -h. Everything lands in .venv beside start.py; a second start
takes seconds, one that was broken off goes on where it stopped, and deleting .venv loses no progress."""


class Parser(argparse.ArgumentParser):
    """A parser that answers a slip with one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what was found, in place of the usage and an exit."""
        told = message.removeprefix("argument : ")
        raise TroubleError(f"Found a word that start.py does not know ({told}); do: python3 start.py -h")


def parse(arguments: Sequence[str]) -> tuple[Command, argparse.Namespace]:
    """Return the command that was asked for, and its options; without a word it is `open`.

    Raises:
        TroubleError: for a word or an option that no command knows.

    >>> command, options = parse(["--port", "9000"])
    >>> command is COMMANDS["open"], options.port
    (True, 9000)
    """
    parser = make_parser()
    bare = not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help"))
    options, rest = parser.parse_known_args(["open", *arguments] if bare else arguments)
    options.rest = rest
    chosen = COMMANDS[options.word]
    if rest and not chosen.passes_on:
        parser.error(" ".join(rest))
    return chosen, options


def make_parser() -> Parser:
    """Return a parser that knows every word in the table, and its options.

    >>> make_parser().parse_args(["test", "--quick"]).quick
    True
    """
    usage = f"python3 start.py [{' | '.join(COMMANDS)}] [options]"
    parser = Parser(usage=usage, description="Set the course up, and open it.", epilog=EPILOG, allow_abbrev=False)
    words = parser.add_subparsers(title="words", dest="word", metavar="", prog="python3 start.py")
    for word, command in COMMANDS.items():
        below = words.add_parser(word, help=command.does, description=command.does, allow_abbrev=False)
        for name, settings in command.options.items():
            below.add_argument(name, **settings)
    return parser


def main(arguments: Sequence[str], root: Path) -> int:
    """Do what the arguments say; return 0, or 1 after one sentence on what went wrong, or 130 after Ctrl-C."""
    course = Course(root)
    try:
        chosen, options = parse(arguments)
        return chosen.run(course, options)
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again: it goes on where it stopped.")
        return 130
    except TroubleError as found:
        sys.stderr.write(f"{found}\n")
    except Exception as found:
        sys.stderr.write(f"{unexpected(course, found)}\n")
    return 1


def unexpected(course: Course, found: Exception) -> TroubleError:
    """Return one sentence for an error that nothing foresaw; its traceback goes into the log."""
    try:
        keep(course, traceback.format_exc())
    except OSError:
        pass  # there may be no place for a log: the sentence still tells what happened
    return trouble("setting up the course", f"{type(found).__name__}: {found}", course)
