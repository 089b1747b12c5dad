"""What this computer offers: cores, memory, and how much of it a process used.

Two variables overrule what is found. `COURSE_THREADS` says on how many threads to compute, for a computer that many
share; `COURSE_DTYPE` says in which number format the language model computes, "float32" or "bfloat16".
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import joblib
import psutil

MEGABYTE = 2**20
# Of GNU's malloc.h: from which size on a block is asked of the system by itself, and goes back when it is freed.
M_MMAP_THRESHOLD = -3
LARGE, LARGE_WHERE_SHORT = 16 * MEGABYTE, MEGABYTE // 2
SHORT_OF_MEMORY_MB = 3072
# Where Linux control groups, version 2 and 1, state how much memory a container may use, in bytes.
LIMIT_FILES = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


@dataclass(frozen=True)
class Machine:
    """The facts about a computer that decide how fast a measurement runs; no name, no user."""

    processor: str
    cores: int
    memory_mb: int
    system: str


def cores() -> int:
    """Return how many physical cores this process may use, containers and quotas respected, or `COURSE_THREADS`.

    Raises:
        ValueError: that variable holds something else than a whole number from 1 on.

    >>> cores() >= 1
    True
    """
    wished = os.environ.get("COURSE_THREADS", "").strip()
    if wished and not (wished.isascii() and wished.isdigit() and int(wished)):
        raise ValueError(f"found COURSE_THREADS={wished!r}; expected a whole number from 1 on; do correct or unset it")
    return int(wished or max(1, joblib.cpu_count(only_physical_cores=True)))


def wished_dtype() -> str | None:
    """Return the number format that `COURSE_DTYPE` asks for; None if it asks for none.

    >>> wished_dtype() in (None, "float32", "bfloat16")
    True
    """
    return os.environ.get("COURSE_DTYPE", "").strip() or None


@contextlib.contextmanager
def computing_in(dtype: str) -> Iterator[None]:
    """Wish for a number format for a while, as if `COURSE_DTYPE` said so; for none, if the name is empty.

    >>> with computing_in("float32"):
    ...     wished_dtype()
    'float32'
    """
    before = os.environ.get("COURSE_DTYPE")
    os.environ.update({"COURSE_DTYPE": dtype} if dtype else {})
    try:
        yield
    finally:
        if dtype:
            os.environ.pop("COURSE_DTYPE")
            os.environ.update({} if before is None else {"COURSE_DTYPE": before})


def share_machine() -> None:
    """Let computing threads sleep soon while they wait, and keep little memory; takes effect if called before torch.

    By default they spin for long. With ten thousand turns a small training on two quiet cores took 4.1 s, with three
    thousand 4.8 s, and with one thousand 6.8 s; beside one other busy program 15.8, 9.7 and 7.7 s (means of two runs
    each). Three thousand turns are the fair middle. Whoever sets `OMP_WAIT_POLICY` decides alone.

    For each shape of matrices there is code made when it is first met, and room kept, up to 1,024 of them; with 64 the
    two trainings of lesson 05 peak at 1,426 MB in place of 1,657 MB, and take 62 s in place of 57 s (one run each).

    GNU's allocator raises by itself the size from which on it hands back what was freed. Held at 16 MB, a training on a
    hundred facts peaks at 954 MB in place of 1,199, and takes 22.3 s in place of 21.3 (means of two runs); at 4 MB it
    takes 24.0 s for the same memory.
    Whoever sets `MALLOC_MMAP_THRESHOLD_` decides alone.

    >>> share_machine()
    >>> "OMP_WAIT_POLICY" in os.environ
    True
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        # The first speaks to every OpenMP; the second to GNU's alone, which has turns to count, and overrules it there.
        os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
        os.environ.setdefault("GOMP_SPINCOUNT", "3000")
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "64")
    _hand_back_from(LARGE)


@contextlib.contextmanager
def sparing_memory() -> Iterator[None]:
    """Hand smaller blocks back, too, while this lasts, if there is little memory, as on Binder; else change nothing.

    Freed blocks leave gaps, into which the next ones do not always fit. A training in float32 on one core peaked at
    1,520 MB with blocks handed back from 0.5 MB on, and at 1,869 MB from 32 MB on; it took 12.0 s and 8.8 s (one run
    each).

    >>> with sparing_memory():
    ...     pass
    """
    if memory_mb() > SHORT_OF_MEMORY_MB:
        yield
        return
    _hand_back_from(LARGE_WHERE_SHORT)
    try:
        yield
    finally:
        _hand_back_from(LARGE)


def _hand_back_from(size: int) -> None:
    """Let blocks from a size (bytes) on go back to the system when they are freed, unless somebody set it already."""
    if "MALLOC_MMAP_THRESHOLD_" not in os.environ:
        _ask_allocator("mallopt", M_MMAP_THRESHOLD, size)


def give_back_memory() -> None:
    """Hand freed memory back to the system; does nothing where the C library is not GNU's, which must be asked.

    >>> give_back_memory()
    """
    _ask_allocator("malloc_trim", 0)


def _ask_allocator(function: str, *numbers: int) -> None:
    """Call a function of GNU's allocator; other C libraries have none of that name, and are let be."""
    called = getattr(ctypes.CDLL(None), function, None) if platform.system() == "Linux" else None
    if called is not None:
        called(*numbers)


def memory_mb() -> int:
    """Return the memory this process may use, in MB: the machine's, or less if its container or a limit says so.

    >>> memory_mb() > 100
    True
    """
    total = psutil.virtual_memory().total
    return int(min([total, *_container_limits(), *_own_limits()])) // MEGABYTE


def _container_limits() -> list[int]:
    """Return the limits (bytes) that this process's container states; without one, none."""
    texts = [path.read_text("ascii").strip() for path in LIMIT_FILES if path.is_file()]
    return [int(text) for text in texts if text.isdigit()]


def _own_limits() -> list[int]:
    """Return the limits (bytes) set for what this process may write to, and for all it may address; often none."""
    if sys.platform == "win32":
        return []
    import resource  # noqa: PLC0415 - not there on Windows

    limits = [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_DATA, resource.RLIMIT_AS)]
    return [limit for limit in limits if limit != resource.RLIM_INFINITY]


def peak_memory_mb() -> float:
    """Return the most memory this process has held so far, in MB (now, where the system keeps no peak).

    >>> peak_memory_mb() > 1
    True
    """
    if platform.system() == "Windows":
        return psutil.Process().memory_info().peak_wset / MEGABYTE
    if platform.system() == "Linux":
        return _high_water_mark_mb()
    import resource  # noqa: PLC0415 - exists on Unix only

    unit = 1 if platform.system() == "Darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE


def _high_water_mark_mb() -> float:
    """Return the peak that Linux keeps of this program alone, in MB.

    `getrusage` would do, but for a program that a large one started: it begins with the peak of that one.
    """
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024 / MEGABYTE


def describe() -> Machine:
    """Return what a recorded measurement says about the machine it ran on.

    >>> describe().cores == cores()
    True
    """
    return Machine(_processor(), cores(), memory_mb(), f"{platform.system()} {platform.machine()}")


def _processor() -> str:
    """Return the processor's model name where the system tells it, else its architecture."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
