"""Run a built lesson in a kernel that is started by a command of one's own: held back, or of another Python."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
import pytest
from nbclient import NotebookClient

NAME = "of-one-s-own"
CELL_SECONDS = 300


@dataclass(frozen=True)
class Ran:
    """How a lesson ran: seconds that passed, and computed; memory (MB) that it held, and had reserved, at most."""

    seconds: float
    computed: float
    held_mb: float
    reserved_mb: float


def run(
    notebook: Path,
    folder: Path,
    python: Sequence[str],
    variables: Mapping[str, str],
    before: Sequence[str] = (),
) -> Ran:
    """Run every code cell of a notebook in a fresh kernel; return what it took.

    Args:
        notebook: a built one, solved.
        folder: an empty one, in which the kernel works; its description goes there, too.
        python: the command that is to be the kernel, less its own arguments.
        variables: what the kernel finds in its environment, besides the usual.
        before: code to run first, a cell each.

    Raises:
        CellExecutionError: if a cell fails.
        DeadKernelError: if the kernel is ended from outside, as for its memory.
    """
    describe(folder, [*python, "-m", "ipykernel_launcher", "-f", "{connection_file}"], variables)
    told = nbformat.read(notebook, as_version=4)
    told.cells[:0] = [nbformat.v4.new_code_cell(code) for code in before]
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(told, timeout=CELL_SECONDS, kernel_name=NAME, resources=resources, force_raise_errors=True)
    began = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(folder))
        with client.setup_kernel():
            for number, cell in enumerate(told.cells):
                client.execute_cell(cell, number)
            seconds = time.monotonic() - began
            process = client.km.provisioner.pid
            return Ran(seconds, sum(psutil.Process(process).cpu_times()[:2]), *memory(process))


def describe(folder: Path, command: Sequence[str], variables: Mapping[str, str]) -> None:
    """Write the description by which Jupyter starts the kernel."""
    place = folder / "kernels" / NAME
    place.mkdir(parents=True, exist_ok=True)
    told = {"argv": [*command], "display_name": NAME, "language": "python", "env": {**variables}}
    (place / "kernel.json").write_text(json.dumps(told), encoding="utf-8")


def memory(process: int) -> tuple[float, float]:
    """Return the most memory that a living process has held, and had reserved, in MB; Linux tells."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    told = {line.partition(":")[0]: line.split()[1] for line in lines if line.startswith("Vm")}
    return int(told["VmHWM"]) / 1024, int(told["VmPeak"]) / 1024
