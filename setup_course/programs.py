"""Start other programs, let none outlive us, and keep what they say in the log."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from setup_course.course import Course
from setup_course.showing import Showing

GRACE_SECONDS = 5.0


def environment(course: Course, **more: str) -> dict[str, str]:
    """Return the variables for a started program: the learner's, less what would lead a Python astray, and more.

    Where packages came with the course, pip is given these and no network; `helpers.cli fetch` asks pip, too.

    >>> environment(Course(Path()), COURSE_HOME="elsewhere")["COURSE_HOME"]
    'elsewhere'
    """
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    kept["PATH"] = f"{Path(course.python).parent}{os.pathsep}{kept.get('PATH', os.defpath)}"
    # A personal setting "install for the user" contradicts an environment of its own: pip would refuse.
    return kept | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"} | without_network(course) | more


def without_network(course: Course) -> dict[str, str]:
    """Return the variables that keep pip to the packages that came with the course; none if none did.

    The folder is given as an address, since pip takes a space in this variable for the start of the next one.

    >>> without_network(Course(Path("nowhere")))
    {}
    """
    if not course.wheels.is_dir():
        return {}
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": course.wheels.absolute().as_uri()}


@contextmanager
def running(course: Course, command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:  # noqa: ANN401
    """Start a program in the course's folder, and let none outlive us.

    Args:
        course: where the course lies.
        command: the program and its arguments.
        **options: for `subprocess.Popen`, in place of the usual ones.
    """
    standard: dict[str, Any] = {"env": environment(course), "stdin": subprocess.DEVNULL, "cwd": course.root}
    process: subprocess.Popen[bytes] = subprocess.Popen(command, **standard | options)
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Wait a little for a program that may have had the Ctrl-C too, then ask it to end, then end it."""
    for insist in (process.terminate, process.kill):
        try:
            process.wait(GRACE_SECONDS)
            return
        except subprocess.TimeoutExpired:
            insist()
    process.wait()


def run_logged(course: Course, command: Sequence[str], shown: Showing) -> tuple[int, str]:
    """Run a program with its output in the log; return its exit code and what it said.

    Args:
        course: where the course lies.
        command: the program and its arguments.
        shown: the line on which its newest words are shown.
    """
    with open(course.log, "ab") as log:
        start = log.seek(0, os.SEEK_END)
        with running(course, command, stdout=log, stderr=subprocess.STDOUT) as process:
            while process.poll() is None:
                shown.tick(last_line(course.log))
                time.sleep(0.1)
    return process.returncode, read_from(course.log, start)


def agrees(course: Course, code: str) -> bool:
    """Return whether the Python in `.venv` runs some code without an error."""
    command = [course.python, "-c", code]
    try:
        return subprocess.run(command, env=environment(course), capture_output=True, timeout=60, check=True) is not None
    except (OSError, subprocess.SubprocessError):
        return False


def keep(course: Course, said: str) -> str:
    """Put what a program said into the log, and return it."""
    with open(course.log, "a", encoding="utf-8", errors="replace") as log:
        log.write(said + "\n")
    return said


def read_from(path: Path, start: int) -> str:
    """Return a file's text from a byte on."""
    with open(path, "rb") as file:
        file.seek(start)
        return file.read().decode("utf-8", "replace")


def last_line(path: Path) -> str:
    """Return the last line of a growing file that is not empty; at most its last 300 bytes are read."""
    lines = read_from(path, max(0, path.stat().st_size - 300)).split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
