"""What a bundle holds besides the course: for which computers its packages are, and the sha256 of each."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from setup_course.course import Course
from setup_course.failures import TroubleError
from setup_course.programs import environment

NAME = "manifest.json"
ANEW = "do: unpack the bundle anew, or fetch it anew if that does not help, and run the same command again"
KIND = "import platform as p, json; print(json.dumps([*p.python_version_tuple()[:2], p.system(), p.machine()]))"


def kind_of(version: tuple[str, str], system: str, machine: str) -> str:
    """Return in words for which computers compiled packages fit.

    >>> kind_of(("3", "12"), "Linux", "x86_64")
    'Python 3.12 on Linux x86_64'
    """
    return f"Python {version[0]}.{version[1]} on {system} {machine}"


def this_kind() -> str:
    """Return which kind of computer this Python runs on.

    >>> this_kind().startswith("Python 3.")
    True
    """
    return kind_of((str(sys.version_info[0]), str(sys.version_info[1])), platform.system(), platform.machine())


def written(folder: Path, kind: str) -> bytes:
    """Return the manifest of a folder of wheels.

    Args:
        folder: with the wheels.
        kind: for which computers they are.

    >>> json.loads(written(Path("nowhere"), "any"))
    {'made_for': 'any', 'wheels': {}}
    """
    wheels = {path.name: sha256(path) for path in sorted(folder.glob("*.whl"))}
    return (json.dumps({"made_for": kind, "wheels": wheels}, indent=1) + "\n").encode()


def sha256(path: Path) -> str:
    """Return the sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_bundle(course: Course) -> bool:
    """Return whether packages came with the course.

    >>> is_bundle(Course(Path("nowhere")))
    False
    """
    return course.wheels.is_dir()


def check(course: Course) -> None:
    """See that the packages that came with the course are whole, and made for the Python in `.venv`.

    Raises:
        TroubleError: if one is missing or changed, or if they are for other computers.
    """
    made_for, wheels = read(course)
    if (found := kind_in_venv(course)) != made_for:
        raise TroubleError(
            f"Found {found}; expected {made_for}, since this bundle's packages are for that; do: delete the "
            "folder .venv and start with such a Python by name, as in python3.12 start.py, or ask for a bundle that "
            "was made on a computer like this one"
        )
    for name, digest in wheels.items():
        path = course.wheels / name
        if not path.is_file():
            raise TroubleError(f"Found no wheels/{name}; expected every package of the bundle; {ANEW}")
        if sha256(path) != digest:
            raise TroubleError(f"Found wheels/{name} damaged; expected it as in the manifest; {ANEW}")


def read(course: Course) -> tuple[str, Mapping[str, str]]:
    """Return for which computers the packages are that came with the course, and the sha256 of each, by file name.

    Raises:
        TroubleError: if it is missing or damaged.
    """
    try:
        told = json.loads((course.wheels / NAME).read_text(encoding="utf-8"))
        if isinstance(told["made_for"], str) and told["wheels"].items():
            return told["made_for"], told["wheels"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    raise TroubleError(
        f"Found no whole wheels/{NAME}; expected the bundle's list of packages; {ANEW}; or, where there is a network, "
        "delete the folder wheels"
    )


def kind_in_venv(course: Course) -> str:
    """Return which kind of computer the Python in `.venv` was made for."""
    told = subprocess.run([course.python, "-c", KIND], env=environment(course), capture_output=True, check=True)
    major, minor, system, machine = json.loads(told.stdout)
    return kind_of((major, minor), system, machine)
