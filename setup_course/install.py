"""Bring all that the course needs, in order: its Python, its packages, its models."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from setup_course.course import Course
from setup_course.failures import TroubleError, trouble
from setup_course.manifest import check, is_bundle
from setup_course.packages import pip_install
from setup_course.programs import keep, running
from setup_course.showing import Showing, say
from setup_course.steps import Step, take
from setup_course.torch_install import install_torch
from setup_course.venv import make_venv

NO_TESTS = (
    "Found the packages for learners only, in the folder wheels that came with the course; expected those for tests, "
    "too; do: delete the folder wheels where there is a network, and run the same command again"
)


def set_up(course: Course, extra: str) -> None:
    """Bring all that the course needs: Python, packages and models.

    Args:
        course: where the course lies.
        extra: which optional packages come too: "lab" or "test".

    Raises:
        TroubleError: if something fails; a later call goes on where this one stopped.
    """
    if is_bundle(course) and extra == "test":
        raise TroubleError(NO_TESTS)
    make_venv(course)
    for step in [*carried(course), *steps(extra)]:
        take(course, step)
    fetch_models(course)


def carried(course: Course) -> list[Step]:
    """Return the step that sees whether the packages that came with the course are whole; none if none came.

    >>> from pathlib import Path
    >>> carried(Course(Path("nowhere")))
    []
    """
    if not is_bundle(course):
        return []
    return [Step("bundle", "checking the packages that came along", "5 seconds", lambda course, _: check(course))]


def steps(extra: str) -> list[Step]:
    """Return the steps that install, in their order.

    >>> steps("test")[-1].task
    'installing the course and its tests'
    """
    task = "installing the course" + (" and its tests" if extra == "test" else "")
    install = Step(f"course-{extra}", task, "2 to 4 minutes", install_course(extra), "course-test")
    if not sys.platform.startswith("linux"):
        return [install]
    return [Step("torch", "installing torch, its CPU build", "1 to 2 minutes", install_torch), install]


def install_course(extra: str) -> Callable[[Course, Showing], None]:
    """Return the work of installing the course with one of its extras, at the tested versions."""

    def work(course: Course, shown: Showing) -> None:
        code, said = pip_install(course, shown, "-c", "constraints.txt", "-e", f".[{extra}]")
        if code:
            raise trouble("installing the course", said, course)

    return work


def fetch_models(course: Course) -> None:
    """Fetch the models, or see that they are there; what the command says on its way is shown as it is.

    Raises:
        TroubleError: with the command's own sentence, if it failed with one.
    """
    say("looking for the two models (the first time usually 1 to 2 minutes)")
    with running(course, [course.python, "-m", "helpers.cli", "fetch"], stderr=subprocess.PIPE) as process:
        said = process.communicate()[1].decode("utf-8", "replace").strip()
    if process.returncode:
        is_plain = said and "Traceback" not in said and "No module named" not in said
        raise TroubleError(said) if is_plain else trouble("fetching the models", keep(course, said), course)
