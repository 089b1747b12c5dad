"""Show the course's whole argument in the terminal, and bring what that needs if it is not there yet."""

from __future__ import annotations

import argparse
import os

from setup_course.course import Course
from setup_course.install import set_up
from setup_course.interpreter import command, is_installed_here

INTERRUPTED = 130


def demo(course: Course, options: argparse.Namespace) -> int:
    """Set up what is missing, and run the demonstration with its output passing through.

    On Binder, and wherever somebody installed the course with pip, there is nothing to set up.

    Args:
        course: where the course lies.
        options: `seed`, a number that gives other facts, or None.

    Returns:
        0, or 130 if somebody ended it with Ctrl-C; the demonstration itself says what that means.

    Raises:
        TroubleError: if the set-up fails, or the demonstration says what is wrong.
    """
    if os.path.lexists(course.venv) or not is_installed_here():
        set_up(course, "lab")
    words = [] if options.seed is None else ["--seed", str(options.seed)]
    try:
        return command(course, "demo", *words)
    except KeyboardInterrupt:
        return INTERRUPTED
