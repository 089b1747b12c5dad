"""What both files of a lesson hold, byte for byte, and which outputs a solved one keeps of just this code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode, v4

from helpers import store
from helpers.authoring import places, sources
from helpers.authoring.lesson_files import BuildError, Files
from helpers.authoring.outputs import Outputs
from helpers.authoring.sources import Cell


def both_bytes(files: Files, cells: Sequence[Cell], outputs: Outputs) -> dict[Path, bytes]:
    """Return what both files of a lesson should hold, by path.

    Raises:
        BuildError: the setting of the course's address is faulty.
    """
    try:
        more = places.added(places.address(files.root), files.name)
    except places.AddressError as error:
        raise BuildError([str(error)]) from error
    return {files.lesson: lesson_bytes(cells, more), files.solution: solution_bytes(cells, outputs, more)}


def lesson_bytes(cells: Sequence[Cell], more: Sequence[Cell] = ()) -> bytes:
    """Return the learner's notebook: stubs, no outputs; `more` are the cells that the build adds.

    >>> b'"outputs": []' in lesson_bytes([Cell("code", "1 + 1", 1)])
    True
    """
    return _serialised(sources.notebook(places.with_added([sources.stub(cell) for cell in cells], more)))


def solution_bytes(cells: Sequence[Cell], outputs: Outputs, more: Sequence[Cell] = ()) -> bytes:
    """Return the solved notebook with the outputs of its code cells, in order; `more` are cells that the build adds.

    >>> b'"execution_count": 1' in solution_bytes([Cell("code", "1 + 1", 1)], [[]])
    True
    """
    made = sources.notebook(places.with_added(cells, more))
    code = _source_code(made)
    for count, (cell, shown) in enumerate(zip(code, outputs, strict=True), 1):
        cell.update(execution_count=count, outputs=shown)
    made.metadata.update(source_sha256=code_hash(cells), outputs_sha256=store.key_of(outputs))
    return _serialised(made)


def _source_code(made: NotebookNode) -> list[NotebookNode]:
    """Return the code cells of a notebook that come from its source, in order."""
    return [cell for cell in made.cells if cell.cell_type == "code" and not places.is_added(cell.metadata)]


def _serialised(made: NotebookNode) -> bytes:
    """Return a valid notebook as it stands in its file: sorted keys, indent 1, ends of lines as on Linux."""
    nbformat.validate(made)
    return (v4.writes(made).rstrip("\n") + "\n").encode()


def bytes_of(path: Path) -> bytes | None:
    """Return what a file holds, or None; a checkout on Windows may have turned its ends of lines."""
    return path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else None


def code_hash(cells: Sequence[Cell]) -> str:
    """Return a hash of everything that is executed: the code cells, in order, with their tags.

    >>> code_hash([Cell("code", "1", 5), Cell("markdown", "new", 7)]) == code_hash([Cell("code", "1", 9)])
    True
    """
    return store.key_of([[cell.text, dict(cell.metadata)] for cell in cells if cell.kind == "code"])


def stored_outputs(path: Path, cells: Sequence[Cell]) -> Outputs | None:
    """Return the outputs that a solved notebook keeps of just this code; None if there are none, or they were edited.

    >>> stored_outputs(Path("nowhere.ipynb"), []) is None
    True
    """
    kept = parsed(path)
    code = _source_code(kept)
    outputs = [list(cell.outputs) for cell in code]
    counted = [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    hashes = (kept.metadata.get("source_sha256"), kept.metadata.get("outputs_sha256"))
    return outputs if counted and hashes == (code_hash(cells), store.key_of(outputs)) else None


def parsed(path: Path) -> NotebookNode:
    """Return the notebook in a file; an empty one if the file is missing or holds something else."""
    try:
        kept = v4.reads((bytes_of(path) or b"").decode())
        nbformat.validate(kept)
    except (ValueError, KeyError, TypeError, AttributeError, nbformat.ValidationError):
        return v4.new_notebook()
    return kept
