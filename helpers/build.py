"""Build the notebooks of the lessons: `python -m helpers.build [names…] [--check] [--force]`.

`solutions/NN_name.py` is the one source. From it come `lessons/NN_name.ipynb` (stubs, no outputs) and
`solutions/NN_name.ipynb` (executed). A solution is executed only if its code changed: the notebook keeps a hash of the
code it ran, and one of what came out, so that results typed in by hand are noticed. A change in `helpers` does not
count as a change of the code: `--force` runs everything again.

Where the course has a public address (`[tool.course]` in `pyproject.toml`), each notebook also gets links to Binder and
Colab and the cell that installs the course on Colab, and README the links; see `helpers.authoring.places`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nbformat import v4

from helpers import store
from helpers.authoring import budgets, faults, kit, places, sources, stopwatch
from helpers.authoring.execution import execute
from helpers.authoring.glossary import glossary
from helpers.authoring.lesson_files import STANDARD, BuildError, Files, Settings, find, orphans
from helpers.authoring.notebooks import both_bytes, bytes_of, code_hash, lesson_bytes, parsed, stored_outputs
from helpers.authoring.outputs import Outputs, strings, unpassed
from helpers.authoring.rules import Lesson
from helpers.authoring.sources import Cell, Finding

__all__ = ["build", "check", "code_hash", "lesson_bytes", "main", "read", "renew_glossary", "renew_readme"]

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
    made = both_bytes(files, cells, outputs)
    for path, data in made.items():
        if len(data) > settings.largest:
            raise files.faulty([_too_large(path, cells, outputs, settings)])
    changed = [path for path, data in made.items() if bytes_of(path) != data]
    for path in changed:
        store.write_atomically(path, made[path])
    return changed


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
        blank: Outputs = [[] for cell in cells if cell.kind == "code"]
        wanted = both_bytes(files, cells, stored_outputs(files.solution, cells) or blank)
    except BuildError as error:
        return error.messages
    stale = {path: _difference(path, data) for path, data in wanted.items() if bytes_of(path) != data}
    source, do = files.source.relative_to(files.root).as_posix(), f"do `python -m helpers.build {files.name[:2]}`"
    return [
        f"{path.relative_to(files.root).as_posix()}: found {found}; expected what {source} gives; {do}"
        for path, found in stale.items()
    ]


def _difference(path: Path, data: bytes) -> str:
    """Say in a few words how a file differs from what it should hold."""
    if not path.is_file():
        return "no file"
    kept, wanted = parsed(path).cells, v4.reads(data.decode()).cells
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
    parser.add_argument("--budgets", action="store_true", help="measure what lessons take whose code is new, and stop")
    chosen = parser.parse_args(arguments)
    messages: list[str] = []
    try:
        lessons = find(root, chosen.names)
        if chosen.budgets:
            stopwatch.record({files.name[:2]: (files, read(files)) for files in lessons}, tell=_say)
            return 0
    except BuildError as error:
        lessons, messages = [], error.messages
    for files in lessons:
        messages += check(files) if chosen.check else _build_and_tell(files, force=chosen.force)
    messages += orphans(root) if chosen.check and not chosen.names else []
    messages += [] if messages else renew_glossary(root, write=not chosen.check)
    messages += [] if messages else renew_readme(root, write=not chosen.check)
    messages += [] if messages else renew_result(root, write=not chosen.check)
    messages += [] if messages else renew_kit(root, write=not chosen.check)
    sys.stderr.writelines(f"{line}\n" for line in messages)
    return 1 if messages else 0


def _say(line: str) -> None:
    """Show a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def renew_glossary(root: Path, *, write: bool) -> list[str]:
    """Write the glossary of all lessons, or return a line if it is not what they give.

    >>> renew_glossary(Path("nowhere"), write=False)
    []
    """
    lessons, path = find(root), root / "docs" / "GLOSSARY.md"
    data = glossary({files.name: read(files) for files in lessons}).encode()
    if not lessons or bytes_of(path) == data:
        return []
    if not write:
        return ["docs/GLOSSARY.md: found other terms than the lessons introduce; do `python -m helpers.build`"]
    store.write_atomically(path, data)
    return []


def renew_readme(root: Path, *, write: bool) -> list[str]:
    """Write README's links to Binder and Colab, or return a line if they are not what the address gives.

    >>> renew_readme(Path("nowhere"), write=False)
    []
    """
    path = root / "README.md"
    kept = (bytes_of(path) or b"").decode()
    try:
        made = places.with_badges(kept, places.address(root)) if kept else ""
    except places.AddressError as error:
        return [str(error)]
    if made == kept:
        return []
    if not write:
        return ["README.md: found other links than the course's address gives; do `python -m helpers.build`"]
    store.write_atomically(path, made.encode())
    return []


def renew_result(root: Path, *, write: bool) -> list[str]:
    """Write the front page's table and picture, or return a line for each that is not what the records give.

    >>> renew_result(Path("nowhere"), write=False)
    []
    """
    if not (root / "datasets" / "measured").is_dir():
        return []
    from helpers.authoring import front_page  # noqa: PLC0415 - seconds of import, for the one page with records

    return front_page.renew(root, write=write)


def renew_kit(root: Path, *, write: bool) -> list[str]:
    """Put the numbers into the pages for people, or return a line for each whose are not the present ones.

    >>> renew_kit(Path("nowhere"), write=False)
    []
    """
    if not any((root / page).is_file() for page in kit.PAGES):
        return []
    return kit.renew(root, {files.name: read(files) for files in find(root)}, write=write)


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
