"""Bring torch to Linux in its CPU build, never with gigabytes for graphics cards."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from setup_course.course import Course
from setup_course.failures import TroubleError, trouble
from setup_course.packages import has_installed, pip_install
from setup_course.showing import Showing

Pip = Callable[..., tuple[int, str]]

CPU_INDEX = "https://download.pytorch.org/whl/cpu"

# What the Linux build of torch for graphics cards would bring: gigabytes that no lesson uses.
CUDA_PACKAGES = (
    "cuda-bindings",
    "cuda-toolkit",
    "nvidia-cudnn-cu13",
    "nvidia-cusparselt-cu13",
    "nvidia-nccl-cu13",
    "nvidia-nvshmem-cu13",
    "triton",
)

NO_CPU_BUILD = (
    "Found only the build of torch for graphics cards, with gigabytes that the course does not use; do: let {index} "
    "through, or put the CPU wheel of {torch} into a folder and name it in PIP_FIND_LINKS, or, where space does not "
    "matter, run {python} -m pip install {torch}; then run the same command again."
)


def install_torch(course: Course, shown: Showing) -> None:
    """Install torch's CPU build, unless its tested version is there in whichever build.

    Raises:
        TroubleError: if pip finds no way, or only the build for graphics cards.
    """
    torch = torch_pin(course)
    if not has_installed(course, torch):
        bring_torch(course, torch, lambda *arguments: pip_install(course, shown, *arguments))


def bring_torch(course: Course, torch: str, pip: Pip) -> None:
    """Bring torch's CPU build: from its own index, else from wherever pip looks; never gigabytes for graphics cards.

    Leaving only those libraries out does not help: without them that build does not even start (no libcudnn).

    Args:
        course: where the course lies.
        torch: a name and a version, as in `torch==2.13.0`.
        pip: installs what it is given, or keeps it as wheels; returns an exit code and what was said.

    Raises:
        TroubleError: if pip finds no way, or only the build for graphics cards.
    """
    index = ["--index-url", CPU_INDEX, "--no-deps", f"{torch}+cpu"]
    if pip("--timeout", "5", "--retries", "0", *index)[0] == 0:
        return
    code, said = pip("-c", "constraints.txt", "-c", str(bar_cuda(course)), torch)
    if code and not re.search("|".join(CUDA_PACKAGES), said):
        raise trouble("installing torch", said, course)
    # The index may only have been slow: nothing else is left, so it is asked again with pip's usual patience.
    if code and pip(*index)[0]:
        raise TroubleError(NO_CPU_BUILD.format(index=CPU_INDEX, torch=torch, python=course.python))


def bar_cuda(course: Course) -> Path:
    """Write the constraints that rule out the packages for graphics cards; return their file."""
    barred = course.notes / "no-cuda.txt"
    barred.write_text("".join(f"{name}==0\n" for name in CUDA_PACKAGES), encoding="utf-8")
    return barred


def torch_pin(course: Course) -> str:
    """Return the tested version of torch, as in `torch==2.13.0`.

    Raises:
        TroubleError: if constraints.txt names none.
    """
    found = re.search(r"^torch==[\d.]+", (course.root / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise TroubleError("Found no version of torch in constraints.txt; do: get this file of the course anew.")
    return found.group()
