"""Read a lesson's source and derive what the learner sees.

A source is a py:percent file with every exercise solved. This module knows its *cells*: which are prose, which
hold an exercise, and what remains of an exercise once its solution is taken out. What would spoil a lesson stands in
`faults`; how long or how wordy it may be, in `budgets`; its files, in `build`.

Not handled: magics (`%timeit`, `!ls`) and top-level `await`. A source is plain Python, so that the usual tools read it.
"""

from __future__ import annotations

import ast
import difflib
import functools
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import jupytext
from nbformat import NotebookNode, v4

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

_PERCENT = {"extension": ".py", "format_name": "percent", "comment_magics": False}
_DISCARDED = {"cell_marker", "lines_to_next_cell"}
_LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python", "pygments_lexer": "ipython3"}
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A fault of a source: the line (from 1) at which to look, and what to do there."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a source; `line` is the line (from 1) of the source at which its text starts."""

    kind: str
    text: str
    line: int
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def lines(self) -> list[str]:
        """Return the cell's text line by line."""
        return self.text.split("\n")


@dataclass(frozen=True, slots=True)
class Exercise:
    """A cell that holds one function with a marked solution; `begin` and `end` are the markers' lines in the cell."""

    cell: Cell
    function: ast.FunctionDef
    begin: int
    end: int

    @property
    def indent(self) -> int:
        """Return the indent of the function's body, in spaces."""
        return self.function.body[0].col_offset

    @property
    def solution(self) -> list[ast.stmt]:
        """Return the statements of the function that start between the markers."""
        return [node for node in self.function.body if self.begin < node.lineno <= self.end]


def read_cells(text: str) -> tuple[Cell, ...]:
    r"""Split a py:percent source into its cells; code above the first `# %%` becomes a cell of kind "preamble".

    >>> [(cell.kind, cell.line) for cell in read_cells('# %% [markdown]\nr\"\"\"\n# Why?\n\"\"\"\n\n# %%\n1 + 1\n')]
    [('markdown', 3), ('code', 7)]
    """
    lines = text.split("\n")
    starts = [row for row, line in enumerate(lines) if re.match(r"# ?%%", line)]
    ends = [*starts[1:], len(lines)]
    above = [row for row, line in enumerate(lines[: min([*starts, len(lines)])]) if line and not line.startswith("#")]
    preamble = [Cell("preamble", lines[row], row + 1) for row in above[:1]]
    chunks = [_chunk_cells(lines[start:end], start) for start, end in zip(starts, ends, strict=True)]
    return tuple([*preamble, *(cell for chunk in chunks for cell in chunk)])


def _chunk_cells(chunk: list[str], start: int) -> Iterator[Cell]:
    """Read the lines from one `# %%` up to the next; reading them apart is what makes line numbers known."""
    for node in jupytext.reads("\n".join(chunk), fmt=_PERCENT).cells:
        metadata = {key: value for key, value in node.metadata.items() if key not in _DISCARDED}
        text = node.source.strip("\n")
        first = text.split("\n", 1)[0]
        offset = next((row for row, line in enumerate(chunk) if row and first and first in line), 1)
        yield Cell(node.cell_type, text, start + offset + 1, metadata)


def tree(cell: Cell) -> ast.Module:
    """Return the syntax tree of a code cell; prose, and code that does not parse, give an empty one.

    >>> len(tree(Cell("code", "a = 1", 1)).body), len(tree(Cell("code", "a = = 1", 1)).body)
    (1, 0)
    """
    found = parsed(cell.text) if cell.kind == "code" else None
    return found if isinstance(found, ast.Module) else ast.Module([], [])


@functools.lru_cache(maxsize=4096)
def parsed(text: str) -> ast.Module | SyntaxError:
    """Return the syntax tree of code, or why there is none; code is parsed once, however many rules ask for it.

    >>> parsed("a = = 1").msg
    'invalid syntax'
    """
    try:
        return ast.parse(text)
    except SyntaxError as error:
        return error


def is_call(node: ast.AST, name: str) -> bool:
    """Tell whether a node of a syntax tree calls `name`, written so (`check` or `lesson.start`).

    >>> is_call(ast.parse("check('idf', idf)", mode="eval").body, "check")
    True
    """
    return isinstance(node, ast.Call) and ast.unparse(node.func) == name


def marker(line: str) -> str:
    """Return what kind of marker a line of code is: "begin", "end", "misspelt", or "" for none.

    >>> marker("    ### BEGIN SOLUTION"), marker("    ## BEGIN SOLUTIONS"), marker("x = 1")
    ('begin', 'misspelt', '')
    """
    bare = line.strip()
    exact = {BEGIN: "begin", END: "end"}.get(bare)
    words = bare.strip("# ").upper() if bare.startswith("#") else ""
    near = difflib.get_close_matches(words, ("BEGIN SOLUTION", "END SOLUTION"), 1, 0.75)
    return exact or ("misspelt" if near or re.search(r"(BEGIN|END) SOLUTION", bare) else "")


def balance(marks: Sequence[tuple[int, str]]) -> list[Finding]:
    """Return the faults in a cell's sequence of (line, kind of marker); none for nothing or one BEGIN before one END.

    >>> balance([(3, "begin"), (5, "end")])
    []
    >>> balance([(3, "end")])[0].message
    'found END SOLUTION without a BEGIN; expected ### BEGIN SOLUTION above it; do add it'
    """
    faults, opened, closed = [], 0, False
    for line, kind in marks:
        if kind == "misspelt":
            faults.append(Finding(line, f"found a misspelt marker; expected exactly {BEGIN} or {END}; do correct it"))
        elif kind == "begin" and (opened or closed):
            found = f"a BEGIN SOLUTION inside the one of line {opened}" if opened else "a second solution in one cell"
            faults.append(Finding(line, f"found {found}; expected one pair of markers a cell; do split the cell"))
        elif kind == "end" and not opened:
            faults.append(Finding(line, f"found END SOLUTION without a BEGIN; expected {BEGIN} above it; do add it"))
        opened, closed = (line, closed) if kind == "begin" else (0, True) if kind == "end" else (opened, closed)
    if opened:
        faults.append(Finding(opened, f"found BEGIN SOLUTION without an END; expected {END} below it; do add it"))
    return faults


def markers(cell: Cell) -> list[tuple[int, str]]:
    r"""Return (line of the source, kind of marker) of each marker of a cell.

    >>> markers(Cell("code", f"{BEGIN}\n1 + 1\n{END}", 7))
    [(7, 'begin'), (9, 'end')]
    """
    kinds = [(cell.line + row, marker(line)) for row, line in enumerate(cell.lines)]
    return [(line, kind) for line, kind in kinds if kind]


def exercise(cell: Cell) -> Exercise | None:
    """Return a cell's exercise, or None if it has none, or one too faulty to tell.

    >>> exercise(Cell("code", "1 + 1", 1)) is None
    True
    """
    marks = markers(cell)
    functions = [node for node in tree(cell).body if isinstance(node, ast.FunctionDef)]
    if len(functions) != 1 or not marks or balance(marks):
        return None
    begin, end = (line - cell.line + 1 for line, _ in marks)
    return Exercise(cell, functions[0], begin, end)


def stub(cell: Cell) -> Cell:
    r"""Return the cell as the learner gets it: its solution, if it has one, replaced by a NotImplementedError.

    >>> solved = f'def two() -> int:\n    "Return 2."\n    {BEGIN}\n    return 2\n    {END}'
    >>> for line in stub(Cell("code", solved, 1)).lines: line
    'def two() -> int:'
    '    "Return 2."'
    '    raise NotImplementedError("Your turn: write two.")'
    """
    task = exercise(cell)
    if task is None:
        return cell
    turn = " " * task.indent + f'raise NotImplementedError("Your turn: write {task.function.name}.")'
    return replace(cell, text="\n".join([*cell.lines[: task.begin - 1], turn, *cell.lines[task.end :]]))


def notebook(cells: Sequence[Cell]) -> NotebookNode:
    """Return a notebook of the cells, without outputs; a cell's id is a hash of what it holds.

    So a changed sentence changes two lines of the notebook's file. Equal cells are told apart by a counter.

    >>> first, second = notebook([Cell("code", "1 + 1", 1), Cell("code", "1 + 1", 4)]).cells
    >>> first.id == notebook([Cell("code", "1 + 1", 9)]).cells[0].id, first.id == second.id
    (True, False)
    """
    makers = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell}
    seen: Counter[tuple[str, str]] = Counter()
    nodes = []
    for cell in cells:
        seen[cell.kind, cell.text] += 1
        content = f"{cell.kind}\n{seen[cell.kind, cell.text]}\n{cell.text}"
        identity = hashlib.sha256(content.encode()).hexdigest()[:12]
        nodes.append(makers[cell.kind](cell.text, id=identity, metadata=dict(cell.metadata)))
    return v4.new_notebook(cells=nodes, metadata={"kernelspec": _KERNEL, "language_info": _LANGUAGE})
