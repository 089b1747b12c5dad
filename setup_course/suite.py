"""Run every check of the course, as `python3 start.py test` does."""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from setup_course.course import Course
from setup_course.install import set_up
from setup_course.programs import environment, running
from setup_course.showing import say

BROWSER = "chromium"
TWO_AT_A_TIME = ("--numprocesses", "2", "--dist", "loadfile")
# Properties are tried on fewer examples; the profile is in `tests/conftest.py`.
FEWER_EXAMPLES = "--hypothesis-profile=quick"
# What looks at the clock or into a browser's window wants nothing beside it.
ALONE = "(clock or browser)"


@dataclass(frozen=True)
class Check:
    """One check: the arguments for the course's Python, and the variables that it needs besides."""

    arguments: Sequence[str]
    variables: dict[str, str] = field(default_factory=dict)


def test(course: Course, options: argparse.Namespace) -> int:
    """Set up, and run every check, even after one that failed; the learner's progress is kept out of it.

    Args:
        course: where the course lies.
        options: `quick`, whether to leave out what is slow; `rest`, arguments for pytest.

    Returns:
        0 if all went well, else 1.
    """
    set_up(course, "test")
    say(f"running the tests (usually {'3 minutes' if options.quick else 'half an hour or more'})")
    summary, failed = [], 0
    with tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True) as home:
        for name, check in checks(course, options.quick, options.rest).items():
            code, seconds = run_check(course, name, check, home)
            summary.append(f"  {'FAILED' if code else 'ok':6}  {name:28}  {seconds:7.1f} s")
            failed += code != 0
    say("\n" + "\n".join(summary))
    return int(failed > 0)


def checks(course: Course, quick: bool, rest: Sequence[str]) -> dict[str, Check]:
    """Return the checks in their order, by name; the notebooks, which are slow, come last.

    >>> from pathlib import Path
    >>> list(checks(Course(Path("no such folder")), quick=True, rest=[]))[-2:]
    ['tests', 'tests with a clock']
    """
    chosen = "not network and not benchmark and not binder" + (" and not slow" if quick else "")
    found = {
        "style": Check(["-m", "ruff", "check", "."]),
        "layout of the code": Check(["-m", "ruff", "format", "--check", "."]),
        "types": Check(["-m", "mypy", "helpers", "setup_course", "start.py"]),
        "imports": Check(["-c", "from importlinter.cli import lint_imports_command as run; run()"]),
        "notebooks fit their sources": Check(["-m", "helpers.build", "--check"]),
    } | in_two_groups(chosen, rest, [FEWER_EXAMPLES] if quick else [])
    notebooks = [str(path) for folder in folders() for path in course.root.glob(f"{folder}/*.ipynb")]
    if notebooks and not quick:
        found["every notebook, run"] = notebooks_check(course, sorted(notebooks))
    return found


def in_two_groups(chosen: str, rest: Sequence[str], always: Sequence[str]) -> dict[str, Check]:
    """Return the checks that run the tests: two at a time, then the others alone; all in one if arguments choose some.

    Args:
        chosen: the expression of marks that a test must fit.
        rest: arguments for pytest that choose tests.
        always: arguments for pytest in any case.
    """
    if rest:
        return {"tests": Check(["-m", "pytest", "-m", chosen, *always, *rest])}
    beside = ["-m", "pytest", "-m", f"{chosen} and not {ALONE}", *always, *TWO_AT_A_TIME]
    alone = ["-m", "pytest", "-m", f"{chosen} and {ALONE}", *always]
    return {"tests": Check(beside, {"OMP_NUM_THREADS": "1"}), "tests with a clock": Check(alone)}


def folders() -> Sequence[str]:
    """Return the folders whose notebooks are run here: where there is a browser, the tests run the unsolved in it."""
    return ("solutions",) if shutil.which(BROWSER) else ("solutions", "lessons")


def notebooks_check(course: Course, notebooks: Sequence[str]) -> Check:
    """Return the check that runs notebooks, each in a kernel that reaches nothing beyond this computer."""
    nbval = ["--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout=300"]
    variables = {"PYTHONPATH": str(course.root / "tests" / "offline")}
    return Check(["-m", "pytest", *nbval, *TWO_AT_A_TIME, *notebooks], variables)


def run_check(course: Course, name: str, check: Check, home: str) -> tuple[int, float]:
    """Run one check with its output passing through; return its exit code and its seconds.

    Args:
        course: where the course lies.
        name: what the check is called above its output.
        check: what to run.
        home: a folder for the progress that the check may record.
    """
    say(f"\n---- {name} ----")
    variables = environment(course, COURSE_HOME=home, **check.variables)
    began = time.monotonic()
    with running(course, [course.python, *check.arguments], env=variables) as process:
        process.wait()
    return process.returncode, time.monotonic() - began
