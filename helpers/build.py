"""Build the notebooks of the lessons: `python -m helpers.build [names…] [--check] [--force]`.

`solutions/NN_name.py` is the one source. From it come `lessons/NN_name.ipynb` (stubs, no outputs) and
`solutions/NN_name.ipynb` (executed). A solution is executed only if its code changed: the notebook keeps a hash of the
code it ran, and one of what came out, so that results typed in by hand are noticed. A change in `helpers` does not
count as a change of the code: `--force` runs everything again.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode, v4

from helpers import store
from helpers.authoring import budgets, faults, sources
from helpers.authoring.execution import execute
from helpers.authoring.glossary import glossary
from helpers.authoring.lesson_files import STANDARD, BuildError, Files, Settings, find, orphans
from helpers.authoring.outputs import Outputs, strings, unpassed
from helpers.authoring.rules import Lesson
from helpers.authoring.sources import Cell, Finding

ROOT = Path(__file__).resolve().parents[1]


def read(files: Files) -> tuple[Cell, ...]:
    """Return the cells of a sound source.

    Raises:
        BuildError: the source has faults or breaks budgets; all of them are told together.
    """
    try:
        text = files.source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise files.faulty(
            [Finding(1, f"found bytes that are not UTF-8 ({error}); expected text; do save it so")]
        ) from error
    cells = sources.read_cells(text)
    findings = sorted([*faults.faults(cells), *budgets.broken(Lesson(files.name[:2], cells))])
    if findings:
        raise files.faulty(findings)
    return cells


def build(files: Files, settings: Settings = STANDARD, *, force: bool = False) -> list[Path]:
    """Write both notebooks of a lesson and return those that changed; execute only if the code did, or by force.

    Raises:
        BuildError: the source is faulty, a cell or a check fails, or a notebook grows too large; no file is touched.
    """
    cells = read(files)
    outputs = None if force else stored_outputs(files.solution, cells)
    if outputs is None:
        outputs = execute(files, cells, settings)
    unsolved = unpassed(cells, outputs)
    if unsolved:
        raise files.faulty(unsolved)
    made = {files.lesson: lesson_bytes(cells), files.solution: solution_bytes(cells, outputs)}
    for path, data in made.items():
        if len(data) > settings.largest:
            raise files.faulty([_too_large(path, cells, outputs, settings)])
    changed = [path for path, data in made.items() if _bytes_of(path) != data]
    for path in changed:
        store.write_atomically(path, made[path])
    return changed


def lesson_bytes(cells: Sequence[Cell]) -> bytes:
    """Return the learner's notebook: stubs, no outputs.

    >>> b'"outputs": []' in lesson_bytes([Cell("code", "1 + 1", 1)])
    True
    """
    return _serialised(sources.notebook([sources.stub(cell) for cell in cells]))


def solution_bytes(cells: Sequence[Cell], outputs: Outputs) -> bytes:
    """Return the solved notebook with the outputs of its code cells, in order.

    >>> b'"execution_count": 1' in solution_bytes([Cell("code", "1 + 1", 1)], [[]])
    True
    """
    made = sources.notebook(cells)
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    for count, (cell, shown) in enumerate(zip(code, outputs, strict=True), 1):
        cell.update(execution_count=count, outputs=shown)
    made.metadata.update(source_sha256=code_hash(cells), outputs_sha256=store.key_of(outputs))
    return _serialised(made)


def _serialised(made: NotebookNode) -> bytes:
    """Return a valid notebook as it stands in its file: sorted keys, indent 1, ends of lines as on Linux."""
    nbformat.validate(made)
    return (v4.writes(made).rstrip("\n") + "\n").encode()


def _bytes_of(path: Path) -> bytes | None:
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
    kept = _parsed(path)
    code = [cell for cell in kept.cells if cell.cell_type == "code"]
    outputs = [list(cell.outputs) for cell in code]
    counted = [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    hashes = (kept.metadata.get("source_sha256"), kept.metadata.get("outputs_sha256"))
    return outputs if counted and hashes == (code_hash(cells), store.key_of(outputs)) else None


def _parsed(path: Path) -> NotebookNode:
    """Return the notebook in a file; an empty one if the file is missing or holds something else."""
    try:
        kept = v4.reads((_bytes_of(path) or b"").decode())
        nbformat.validate(kept)
    except (ValueError, KeyError, TypeError, AttributeError, nbformat.ValidationError):
        return v4.new_notebook()
    return kept


def _too_large(path: Path, cells: Sequence[Cell], outputs: Outputs, settings: Settings) -> Finding:
    """Say which code cell weighs most in a notebook that is too large."""
    code = [cell for cell in cells if cell.kind == "code"]
    sizes = [len(cell.text) + sum(map(len, strings(shown))) for cell, shown in zip(code, outputs, strict=True)]
    biggest = max(range(len(code)), key=sizes.__getitem__)
    found = f"{path.name} too large, most of it ({sizes[biggest]:,} bytes) in this cell"
    return Finding(code[biggest].line, f"found {found}; expected at most {settings.largest:,} bytes; do show less")


def check(files: Files) -> list[str]:
    """Return one line for each notebook of a lesson that its source would not build just so; nothing is executed."""
    try:
        cells = read(files)
    except BuildError as error:
        return error.messages
    outputs = stored_outputs(files.solution, cells)
    blank: Outputs = [[] for cell in cells if cell.kind == "code"]
    wanted = {files.lesson: lesson_bytes(cells), files.solution: solution_bytes(cells, outputs or blank)}
    stale = {path: _difference(path, data) for path, data in wanted.items() if _bytes_of(path) != data}
    source, do = files.source.relative_to(files.root).as_posix(), f"do `python -m helpers.build {files.name[:2]}`"
    return [
        f"{path.relative_to(files.root).as_posix()}: found {found}; expected what {source} gives; {do}"
        for path, found in stale.items()
    ]


def _difference(path: Path, data: bytes) -> str:
    """Say in a few words how a file differs from what it should hold."""
    if not path.is_file():
        return "no file"
    kept, wanted = _parsed(path).cells, v4.reads(data.decode()).cells
    if len(kept) != len(wanted):
        return f"{len(kept)} cells where {len(wanted)} belong"
    parts = ("cell_type", "id", "source", "metadata")
    odd = [
        row
        for row, pair in enumerate(zip(kept, wanted, strict=True), 1)
        if any(pair[0].get(p) != pair[1].get(p) for p in parts)
    ]
    return (
        f"cell {odd[0]} changed" if odd else "all cells right, but outputs or metadata of other code, or edited by hand"
    )


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Build or check the lessons asked for and return the exit code: 0 if all is well, 1 if not.

    >>> main(["--check"], Path("nowhere"))
    0
    """
    parser = argparse.ArgumentParser(prog="python -m helpers.build", description="Build the notebooks of the lessons.")
    parser.add_argument("names", nargs="*", help="numbers or names of lessons; all of them if none is given")
    parser.add_argument("--check", action="store_true", help="build nothing; fail if a notebook is stale")
    parser.add_argument("--force", action="store_true", help="execute even if the code did not change")
    chosen = parser.parse_args(arguments)
    messages: list[str] = []
    try:
        lessons = find(root, chosen.names)
    except BuildError as error:
        lessons, messages = [], error.messages
    for files in lessons:
        messages += check(files) if chosen.check else _build_and_tell(files, force=chosen.force)
    messages += orphans(root) if chosen.check and not chosen.names else []
    messages += [] if messages else renew_glossary(root, write=not chosen.check)
    sys.stderr.writelines(f"{line}\n" for line in messages)
    return 1 if messages else 0


def renew_glossary(root: Path, *, write: bool) -> list[str]:
    """Write the glossary of all lessons, or return a line if it is not what they give.

    >>> renew_glossary(Path("nowhere"), write=False)
    []
    """
    lessons, path = find(root), root / "docs" / "GLOSSARY.md"
    data = glossary({files.name: read(files) for files in lessons}).encode()
    if not lessons or _bytes_of(path) == data:
        return []
    if not write:
        return ["docs/GLOSSARY.md: found other terms than the lessons introduce; do `python -m helpers.build`"]
    store.write_atomically(path, data)
    return []


def _build_and_tell(files: Files, *, force: bool) -> list[str]:
    """Build a lesson, say which files changed, and return the faults."""
    try:
        changed = build(files, force=force)
    except BuildError as error:
        return error.messages
    sys.stdout.writelines(f"{path.relative_to(files.root).as_posix()}\n" for path in changed)
    return []


if __name__ == "__main__":
    sys.exit(main())
