"""Make one file for a room without network: the course, its packages for computers like this one, and its models.

The packages are gathered in a folder that stays until the file is whole, so that a bundle that broke off goes on where
it stopped. The file itself is written beside its place and moved there in one step: it is whole, or not there.
Whoever unpacks it starts the course as usual. `start.py` sees the folder `wheels` and gives pip that, and no network.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

from setup_course.contents import files
from setup_course.course import Course
from setup_course.failures import TroubleError, trouble
from setup_course.install import set_up
from setup_course.interpreter import command
from setup_course.manifest import NAME, kind_in_venv, written
from setup_course.packages import pip_wheel
from setup_course.showing import Showing, say, showing
from setup_course.steps import fingerprint
from setup_course.torch_install import bar_cuda, bring_torch, torch_pin

GIGABYTES = 3.0
WHEN = (2026, 1, 1, 0, 0, 0)  # the same course gives the same file
# What installing a folder of code needs, which its own list does not name: pip asks hatchling, and hatchling for this.
BESIDES = "editables"
DONE = """
{target} is made: {megabytes:.0f} MB, for {kind}.
Carry it to computers of that kind, where that Python is installed, and unpack it there. Then, in its folder,
python3 start.py sets up and opens the course as usual, and needs no network."""

Work = Callable[[Course, Showing, Path], None]


def bundle(course: Course, options: argparse.Namespace) -> int:
    """Set up, gather what the course needs, and write it into one file; return the exit code 0.

    Args:
        course: where the course lies.
        options: `to`, the folder for the file, or None for `dist`.

    Raises:
        TroubleError: if there is no network or no room; a later call goes on where this one stopped.
    """
    set_up(course, "lab")
    folder = Path(options.to).absolute() if options.to else course.root / "dist"
    workshop = make_room(course, folder)
    for name, task, usual, work in parts():
        once(course, workshop, (name, task, usual), work)
    bring_models(course, workshop)
    kind = kind_in_venv(course)
    target = folder / file_name(course, kind)
    with showing("writing the bundle", "half a minute") as shown:
        write(course, workshop / "wheels", target, kind, shown)
    shutil.rmtree(workshop)
    say(DONE.format(target=target, megabytes=target.stat().st_size / 1e6, kind=kind))
    return 0


def make_room(course: Course, folder: Path) -> Path:
    """Return the folder to gather in, for just this version of the course; what others left there is cleared away.

    Raises:
        TroubleError: if the disk has too little space, or the folder takes no files.
    """
    workshop = folder / f".bundle-{fingerprint(course, 'bundle')[:12]}"
    try:
        (workshop / "wheels").mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise TroubleError(
            f"Found that {folder} takes no files ({fault.strerror}); expected a folder for the bundle; "
            "do: name another one, as in python3 start.py bundle --to FOLDER"
        ) from fault
    for other in folder.glob(".bundle-*"):
        if other != workshop:
            shutil.rmtree(other, ignore_errors=True)
    free = shutil.disk_usage(folder).free / 1e9
    if free < GIGABYTES:
        raise TroubleError(
            f"Found {free:.1f} GB free at {folder}; expected {GIGABYTES:.0f} GB to make a bundle; do: make room, or "
            "name a folder on another disk, as in python3 start.py bundle --to FOLDER"
        )
    return workshop


def parts() -> list[tuple[str, str, str, Work]]:
    """Return what is gathered before the models, in order: a name, what is done, how long it takes, and the work.

    >>> parts()[-1][1]
    'gathering the packages'
    """
    packages = ("packages", "gathering the packages", "1 to 3 minutes", bring_packages)
    torch = ("torch", "gathering torch, its CPU build", "1 minute", bring_torch_wheel)
    return [torch, packages] if sys.platform.startswith("linux") else [packages]


def once(course: Course, workshop: Path, told: tuple[str, str, str], work: Work) -> None:
    """Do a part of the gathering, unless a bundle that broke off has done it already."""
    name, task, usual = told
    done = workshop / f"{name}.done"
    if not done.exists():
        with showing(task, usual) as shown:
            work(course, shown, workshop / "wheels")
        done.touch()


def bring_torch_wheel(course: Course, shown: Showing, wheels: Path) -> None:
    """Put torch's CPU build into a folder."""
    bring_torch(course, torch_pin(course), lambda *arguments: pip_wheel(course, shown, wheels, *arguments))


def bring_packages(course: Course, shown: Showing, wheels: Path) -> None:
    """Put everything that installing the course asks pip for into a folder, at the tested versions.

    Raises:
        TroubleError: if pip finds no way.
    """
    project = tomllib.loads((course.root / "pyproject.toml").read_text(encoding="utf-8"))
    torch = [f"torch=={path.name.split('-')[1]}" for path in wheels.glob("torch-*.whl")]
    barred = ["-c", str(bar_cuda(course))] if torch else []
    asked = [".[lab]", *torch, *project["build-system"]["requires"], BESIDES]
    bounds = ["-c", "constraints.txt", *barred, "--find-links", wheels.as_uri()]
    code, said = pip_wheel(course, shown, wheels, *bounds, *asked)
    if code:
        raise trouble("gathering the packages", said, course)
    for own in wheels.glob(f"{project['project']['name'].replace('-', '_')}-*.whl"):
        own.unlink()  # the course itself comes along as a folder


def bring_models(course: Course, workshop: Path) -> None:
    """Put the wheels in which the models travel into the folder; those that are there and right stay."""
    say("gathering the models (usually 1 minute)")
    command(course, "carry", str(workshop / "wheels"))


def file_name(course: Course, kind: str) -> str:
    """Return the name of a bundle's file, which says what it is for."""
    project = tomllib.loads((course.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return "-".join([project["name"], project["version"], *kind.lower().replace(" on ", " ").split()]) + ".zip"


def write(course: Course, wheels: Path, target: Path, kind: str, shown: Showing) -> None:
    """Write the file beside its place, and move it there once it is whole and on the disk.

    Raises:
        TroubleError: if that fails; a bundle that was there before is as it was.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                fill(archive, course, wheels, kind, shown)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
    except OSError as fault:
        raise trouble("writing the bundle", str(fault), course) from fault
    finally:
        part.unlink(missing_ok=True)


def fill(archive: zipfile.ZipFile, course: Course, wheels: Path, kind: str, shown: Showing) -> None:
    """Put the course, the wheels and their manifest into an archive, below one folder."""
    top = tomllib.loads((course.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]
    for path, data in [*files(course), (f"wheels/{NAME}", written(wheels, kind))]:
        archive.writestr(entry(f"{top}/{path}"), data, zipfile.ZIP_DEFLATED)
    for wheel in sorted(wheels.glob("*.whl")):
        shown.tick(wheel.name)
        # A wheel is packed already.
        with wheel.open("rb") as source, archive.open(entry(f"{top}/wheels/{wheel.name}"), "w") as copy:
            shutil.copyfileobj(source, copy, 2**20)


def entry(path: str) -> zipfile.ZipInfo:
    """Return what an archive notes about a file: its path, one fixed time, and that everybody may read it.

    >>> oct(entry("course/start.py").external_attr >> 16)
    '0o100644'
    """
    noted = zipfile.ZipInfo(path, WHEN)
    noted.external_attr = 0o100644 << 16
    return noted
