"""Hold a program to so much memory and one processor by the operating system, as Binder does.

Binder counts what a container *holds* (a control group, cgroup). Where a service manager is there to be asked for one
(systemd), so does this. A group made by hand would take the program out of the one in which whoever runs this machine
has put it; that is nobody's right but theirs.

Elsewhere `RLIMIT_DATA` holds it. It counts what a program has *reserved* to write in: its heap and every private
mapping, touched or not. So it is stricter than Binder in all that must stay in memory. What it does not count are
files that are mapped only to be read (libraries, weights): those the system can drop and read anew, and under a control
group it does, before it ends a program. The test also looks at the most that was held, mapped files included.
The limits that sound right are not: `RLIMIT_RSS` has been ignored since Linux 2.4 (a program under one of 2 GB held
2.5 GB), and `RLIMIT_AS` counts every address that is set aside, of which a kernel has twice what it ever holds.
"""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from collections.abc import Callable

BINDER = 2 * 2**30
SOME, TOO_MUCH = 3 * 2**29, 5 * 2**29  # 1.5 GB and 2.5 GB
SECONDS = 120

# Written out, since `prlimit` and `taskset` are not everywhere that Python is.
HELD = """
import os, resource, sys
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
if limit := int(sys.argv[1]):
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
os.execvp(sys.argv[2], sys.argv[2:])
"""
FILL = "import sys; block = b'x' * int(sys.argv[1]); print(len(block))"

Hold = Callable[[int], list[str]]


def by_group(limit: int) -> list[str]:
    """Return the words before a command that put it into a control group with so many bytes, on one processor."""
    scope = ["systemd-run", "--user", "--scope", "--quiet", "-p", f"MemoryMax={limit}", "-p", "MemorySwapMax=0"]
    return [*scope, sys.executable, "-c", HELD, "0"]


def by_data(limit: int) -> list[str]:
    """Return the words before a command that let it reserve so many bytes to write in, on one processor."""
    return [sys.executable, "-c", HELD, str(limit)]


def fills(hold: Hold, size: int) -> bool:
    """Return whether a program under a hold of Binder's size can write to so many bytes."""
    command = [*hold(BINDER), sys.executable, "-c", FILL, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    return done.returncode == 0 and done.stdout.strip() == str(size)


@functools.cache
def strongest() -> Hold | None:
    """Return the best hold that bites on this machine, and not too early; None if there is none."""
    holds: list[Hold] = [by_group] if shutil.which("systemd-run") else []
    return next((hold for hold in [*holds, by_data] if fills(hold, SOME) and not fills(hold, TOO_MUCH)), None)
