"""The table of words that may stand behind `start.py`, and what each of them does."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from setup_course.bundle import bundle
from setup_course.course import Course
from setup_course.demo import demo
from setup_course.doctor import doctor
from setup_course.install import set_up
from setup_course.interpreter import command as run_command
from setup_course.lab import open_lab
from setup_course.reset import reset
from setup_course.suite import test


@dataclass(frozen=True)
class Command:
    """A word after `start.py`: what it does in a line, its function, its options, and whether others are passed on."""

    does: str
    run: Callable[[Course, argparse.Namespace], int]
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    passes_on: bool = False


def fetch(course: Course, _options: argparse.Namespace) -> int:
    """Set up, and fetch the models, so that all later work needs no network; return the exit code 0."""
    set_up(course, "lab")
    return 0


def progress(course: Course, _options: argparse.Namespace) -> int:
    """Show what is done in each lesson, and what is next; return the exit code 0."""
    return run_command(course, "progress")


def slides(course: Course, options: argparse.Namespace) -> int:
    """Make the slides of lessons, in the folder `slides`; return the exit code 0."""
    return run_command(course, "slides", *options.lessons)


COMMANDS = {
    "open": Command(
        "set up what is missing and open the first lesson (the same as no word at all)",
        open_lab,
        {
            "--no-browser": {"action": "store_true", "help": "only say where the course is, open nothing"},
            "--port": {
                "type": int,
                "metavar": "N",
                "help": "the port to listen on (else: the first free from 8888 on)",
            },
        },
    ),
    "test": Command(
        "set up what is missing and run every test; what else stands behind it goes to pytest",
        test,
        {"--quick": {"action": "store_true", "help": "without slow tests and notebooks: under three minutes"}},
        passes_on=True,
    ),
    "fetch": Command("set up what is missing and fetch the models, but open nothing", fetch),
    "demo": Command(
        "show the whole argument in the terminal, in about two minutes",
        demo,
        {"--seed": {"type": int, "metavar": "N", "help": "other facts for another number, from 0 up"}},
    ),
    "bundle": Command(
        "make one file for a room without network: the course, its packages and its models",
        bundle,
        {"--to": {"metavar": "FOLDER", "help": "where to put the file (else: dist)"}},
    ),
    "doctor": Command("say whether the course can be used, what is wrong and how to mend it; change nothing", doctor),
    "progress": Command("show what is done in each lesson, and what is next", progress),
    "reset": Command(
        "give lessons back as new, and keep your own copies in lessons/mine",
        reset,
        {
            "lessons": {"nargs": "*", "metavar": "LESSON", "help": "number, name or path, as in: 03"},
            "--all": {"action": "store_true", "help": "every lesson"},
            "--progress": {"action": "store_true", "help": "forget what was recorded in them, too, and keep a copy"},
        },
    ),
    "slides": Command(
        "make slides of lessons for whoever teaches, in the folder slides; they need no network",
        slides,
        {"lessons": {"nargs": "*", "metavar": "LESSON", "help": "number, as in: 03; all of them for none"}},
    ),
}
