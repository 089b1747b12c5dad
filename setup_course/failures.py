"""Turn what pip, venv or the system said as it failed into one plain sentence."""

from __future__ import annotations

import re
import sys

from setup_course.course import GIGABYTES_NEEDED, Course

OTHER_PYTHON = (
    "no build of a package for Python {python} on this computer",
    "delete .venv and start with a 64-bit Python 3.11, 3.12 or 3.13 by name, as in: python3.12 start.py",
)

NOT_CARRIED = (
    "Found a package that is not in the folder wheels, which came with the course; do: unpack the bundle anew or, "
    "where there is a network, delete that folder, then run the same command again."
)

# What a program said as it failed -> what was found, and what to do. The first that fits decides: deeper causes first.
CAUSES = {
    r"No space left|Disk quota|Errno (28|122)\b|WinError 112\b": (
        "no space left on the disk",
        "make {gigabytes:.0f} GB free (the folder for temporary files counts too)",
    ),
    r"Windows Long Path|WinError 206\b": (
        "that Windows refuses such long paths",
        r"move the course to a short one, such as C:\course",
    ),
    r"ensurepip is not available|No module named '?(ensurepip|venv)\b": (
        "a Python without its venv part",
        "install it (on Debian and Ubuntu: sudo apt install python3-venv)",
    ),
    r"Permission denied|Operation not permitted|Read-only file system|Errno (1|13|30)\b|WinError (5|32)\b": (
        "no permission to write in {root}",
        "copy the course into a folder of your own, or close the program that uses .venv",
    ),
    r"407 Proxy|connection failed: 407|Cannot connect to proxy|ProxyError": (
        "a proxy that lets nothing through",
        "check the address, name and password in the variable HTTPS_PROXY",
    ),
    r"CERTIFICATE_VERIFY_FAILED|SSLError|SSL: ": (
        "a certificate that Python does not trust",
        "get your network's own one from whoever runs it, and name its file in the variable PIP_CERT",
    ),
    r"DO NOT MATCH THE HASHES": (
        "a package that was damaged on its way",
        "empty pip's cache (python3 -m pip cache purge)",
    ),
    r"no RECORD file was found|Invalid distribution metadata": ("a half-installed package", "delete the folder .venv"),
    r"No module named": ("a package missing from .venv", "delete the folder .venv"),
    r"requires a different Python|not a supported wheel|requires? a different python version": OTHER_PYTHON,
    r"name resolution|Name or service not known|getaddrinfo|nodename nor servname|NewConnectionError"
    r"|NameResolutionError|Network is unreachable|Connection (refused|aborted|reset)|timed out|IncompleteRead"
    r"|from versions: none": (
        "no way to the package registry",
        "check that this computer is online (does a page open in a browser?)",
    ),
    r"No matching distribution found|ResolutionImpossible": OTHER_PYTHON,
}


class TroubleError(Exception):
    """Something the learner can put right; the message is one plain sentence that says how."""


def explain(said: str, course: Course) -> str | None:
    """Return one sentence for a well-known cause in what a program said, or None.

    >>> from pathlib import Path
    >>> explain("OSError: [Errno 28] No space left on device", Course(Path()))[:32]
    'Found no space left on the disk;'
    >>> explain("all is well", Course(Path())) is None
    True
    """
    if course.wheels.is_dir() and re.search("No matching distribution found|from versions: none", said):
        return NOT_CARRIED
    for pattern, (found, advice) in CAUSES.items():
        if re.search(pattern, said, re.IGNORECASE):
            sentence = f"Found {found}; do: {advice}, then run the same command again."
            return sentence.format(root=course.root, gigabytes=GIGABYTES_NEEDED, python=sys.version.split()[0])
    return None


def trouble(task: str, said: str, course: Course) -> TroubleError:
    """Return the error for a failed task: its known cause, or the last lines it said; and where all of it stands.

    Args:
        task: what was being done, as in "installing the course".
        said: all that the program said.
        course: where the course lies, and with it the log.

    >>> from pathlib import Path
    >>> str(trouble("installing", "OSError: [Errno 28]", Course(Path("x")))).split("; ")[0]
    'Found no space left on the disk'
    """
    everything = f"\n(All that was said: {course.log})" if course.log.exists() else ""
    known = explain(said, course)
    if known:
        return TroubleError(known + everything)
    shown = 1 if "Traceback" in said else 8
    lines = [line.rstrip() for line in said.splitlines() if line.strip()]
    block = "".join(f"\n    | {line[:160]}" for line in lines[-shown:])
    return TroubleError(f"Found a fault while {task}; do: read its last words, then try once more.{block}{everything}")
