"""Tell whether the course can be used here, what is wrong, and how each thing is mended; change nothing.

What the standard library can see is looked at first, so that there is an answer even when nothing is installed. The
rest is asked of the Python that has the course, in a program of its own: should a broken package bring that one down,
its last words still tell which.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from setup_course.course import Course
from setup_course.findings import BROKEN, LOOK, WORDS, Finding, lines, ok
from setup_course.interpreter import with_course
from setup_course.manifest import is_bundle
from setup_course.programs import environment, running
from setup_course.showing import say
from setup_course.surroundings import ground, rest

LONGEST_SECONDS = 180.0
ANEW = "do: delete the folder .venv and run python3 start.py, which makes it anew; no progress is lost."
ROOM = "do: make room on the disk, then run the same command again."


def doctor(course: Course, options: argparse.Namespace) -> int:
    """Look at everything, say what was found; return 0 if the course can be used, else 1."""
    say("Looking at everything, changing nothing (usually a quarter of a minute)\n")
    found = []
    for finding in look(course):
        say(lines(finding))
        found.append(finding)
    say(f"\n{verdict(found)}")
    return int(any(finding.word == BROKEN for finding in found))


def verdict(found: Iterable[Finding]) -> str:
    """Return the sentence that sums all findings up.

    >>> verdict([ok("disk", "80 GB free")])
    'The course can be used.'
    """
    words = [finding.word for finding in found]
    broken, worth = words.count(BROKEN), words.count(LOOK)
    if broken:
        return f"The course cannot be used yet: {broken} broken. Mend the first one, then run this again."
    return f"The course can be used{f'; {worth} worth a look' if worth else ''}."


def look(course: Course) -> Iterator[Finding]:
    """Yield every finding, as soon as it is made."""
    needed = []
    for finding in ground(course):
        needed.append(finding)
        yield finding
    python = with_course(course)
    for finding in inside(course, python) if python else ():
        needed.append(finding)
        yield finding
    yield from rest(course)
    yield network(course, needed)


def network(course: Course, needed: Iterable[Finding]) -> Finding:
    """Return whether a network is needed; none is asked for."""
    if is_bundle(course):
        return ok("network", "not needed: packages and models came with the course, in the folder wheels")
    if all(finding.word != BROKEN for finding in needed):
        return ok("network", "not needed any more: all of it is here")
    return Finding(LOOK, "network", "needed once more, to bring what is broken or missing above.", "")


@dataclass
class Listened:
    """What a program told so far: what it was about to try, whether it came to its end, and with which exit code."""

    trying: str = "starting"
    ended: bool = False
    code: int | None = None


def inside(course: Course, python: str) -> Iterator[Finding]:
    """Yield what the Python with the course finds in itself, and what brought it down if it was brought down."""
    listened = Listened()
    try:
        with tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True) as aside:
            yield from examine(course, python, aside, listened)
    except FileNotFoundError as fault:
        yield Finding(BROKEN, "disk", f"Found no place for temporary files ({fault.strerror}); expected one.", ROOM)
        return
    if not listened.ended:
        text = f"Found that Python ended while {listened.trying} (code {listened.code}); expected it to come back."
        yield Finding(BROKEN, "packages", text, ANEW)


def examine(course: Course, python: str, aside: str, listened: Listened) -> Iterator[Finding]:
    """Run the other program, and yield what it finds.

    Args:
        course: where the course lies.
        python: the Python that has it.
        aside: a folder for what some libraries leave behind when they are imported.
        listened: takes what the program tells besides.
    """
    kept_away = {"MPLCONFIGDIR": aside, "HF_HOME": aside, "IPYTHONDIR": aside, "JUPYTER_CONFIG_DIR": aside}
    plain = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8", "PYTHONSAFEPATH": ""}
    command = [python, "-m", "helpers.health", str(course.root)]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "env": environment(course, **plain, **kept_away)}
    with running(course, command, **quiet) as process:
        yield from listen(process, listened)
    listened.code = process.returncode


def listen(process: subprocess.Popen[bytes], listened: Listened) -> Iterator[Finding]:
    """Yield the findings that a program writes, a line of JSON each, for as long as it is given."""
    limit = threading.Timer(LONGEST_SECONDS, process.kill)
    limit.daemon = True
    limit.start()
    try:
        for line in process.stdout or ():
            told = parsed(line)
            listened.trying = told.get("trying", listened.trying)
            listened.ended = listened.ended or "ended" in told
            if told.get("word") in WORDS:
                yield Finding(told["word"], told["topic"], told["text"], told["advice"])
        process.wait()
    finally:
        limit.cancel()


def parsed(line: bytes) -> dict[str, str]:
    """Return what a line says; nothing if a library wrote it.

    >>> parsed(b"Warning: old"), parsed(b'{"trying": "importing torch"}')
    ({}, {'trying': 'importing torch'})
    """
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
