"""Run the cells of a lesson in a kernel of their own, and say which one failed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from traitlets.config import Config

from helpers.authoring import sources
from helpers.authoring.lesson_files import STANDARD, Files, Settings
from helpers.authoring.outputs import Outputs, clean, paths_in, plain
from helpers.authoring.sources import Cell, Finding


def execute(files: Files, cells: Sequence[Cell], settings: Settings = STANDARD) -> Outputs:
    """Run the cells in a fresh kernel and return the cleaned outputs of each code cell.

    Raises:
        BuildError: a cell fails, takes too long, or shows a path of this machine.
    """
    with kernel(files, cells, settings) as client:
        for index, cell in enumerate(cells):
            run_cell(client, files, index, cell)
    code = [(cell, node) for cell, node in zip(cells, client.nb.cells, strict=True) if cell.kind == "code"]
    outputs = [clean(node.outputs, count) for count, (_, node) in enumerate(code, 1)]
    shown = [
        (cell, message) for (cell, _), out in zip(code, outputs, strict=True) for message in paths_in(out, files.root)
    ]
    if shown:
        raise files.faulty([Finding(cell.line, message) for cell, message in shown])
    return outputs


@contextmanager
def kernel(
    files: Files, cells: Sequence[Cell], settings: Settings = STANDARD, variables: Mapping[str, str] | None = None
) -> Iterator[NotebookClient]:
    """Yield what runs the cells one by one, in a fresh kernel in the folder of the solutions.

    The learner's own progress and settings are left alone: `COURSE_HOME` and `IPYTHONDIR` are a folder that vanishes.

    Args:
        files: of the lesson.
        cells: those to come.
        settings: how long a cell may take.
        variables: of the kernel's environment, beside this process's own.
    """
    client = _client(files, cells, settings)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        environment = {**os.environ, "COURSE_HOME": home, "IPYTHONDIR": home, "PYTHONHASHSEED": "0"}
        with client.setup_kernel(env=environment | dict(variables or {})):
            yield client


def _client(files: Files, cells: Sequence[Cell], settings: Settings) -> NotebookClient:
    """Return what runs the cells: no tag excuses an error, and nothing is noted that differs from run to run.

    What it says to the kernel is encrypted where the kernel can, for other users of a shared machine could listen.
    """
    return NotebookClient(
        sources.notebook(cells),
        timeout=settings.cell_seconds,
        kernel_name="python3",
        resources={"metadata": {"path": str(files.source.parent)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        force_raise_errors=True,
        skip_cells_with_tag="",
        config=Config(KernelManager={"transport_encryption": "auto"}),
    )


def run_cell(client: NotebookClient, files: Files, index: int, cell: Cell) -> None:
    """Run one cell; say which it was if it fails.

    Raises:
        BuildError: it fails, or takes too long.
    """
    try:
        client.execute_cell(client.nb.cells[index], index)
    except CellTimeoutError as error:
        message = f"found cell {index + 1} running for over {client.timeout} s; expected less; do lighten it"
        raise files.faulty([Finding(cell.line, message)]) from error
    except (CellExecutionError, RuntimeError) as error:
        told = f"{error.ename}: {error.evalue}" if isinstance(error, CellExecutionError) else str(error)
        last = plain(told).strip().split("\n")[-1]
        message = f"found cell {index + 1} failing ({last}); expected it to run; do correct it"
        raise files.faulty([Finding(cell.line, message)]) from error
