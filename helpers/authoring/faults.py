"""Find what would spoil a lesson: cells that are misread, exercises that do not become stubs, solutions in the open.

Each rule is one small function that yields findings, for one cell or for the whole lesson. Here a source is unsound;
one that is merely too long or too sparing of words breaks a rule of `budgets`.
"""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Callable, Iterator, Sequence

from helpers.authoring import places
from helpers.authoring.sources import Cell, Exercise, Finding, balance, exercise, is_call, markers, parsed, stub, tree

LEAK_CHARACTERS = 20
"""A solution line with fewer characters than this (spaces not counted) may stand elsewhere: it says too little."""

_METADATA = {"jupyter", "slideshow", "tags"}


def faults(cells: Sequence[Cell]) -> list[Finding]:
    """Return everything that keeps the cells from becoming a sound lesson, in the order of the source.

    >>> [finding.line for finding in faults([Cell("code", "a = = 1", 7)])]
    [7]
    """
    by_cell = (finding for rule in _CELL_RULES for cell in cells for finding in rule(cell))
    by_lesson = (finding for rule in _LESSON_RULES for finding in rule(cells))
    return sorted({*by_cell, *by_lesson})


def _misread(cell: Cell) -> Iterator[Finding]:
    """Find what jupytext takes for something else than its author meant."""
    if cell.kind not in ("code", "markdown"):
        yield Finding(cell.line, f"found text in a {cell.kind} cell; expected prose or code; do put it under `# %%`")
    if not cell.text.strip():
        yield Finding(cell.line, "found an empty cell; expected prose or code; do remove the cell")
    if cell.kind == "markdown" and re.search(r'^r?("""|\'\'\')|"""$', cell.text):
        yield Finding(cell.line, 'found prose that is not one string; expected r"""…""" alone; do close or split it')
    body = tree(cell).body
    if len(body) == 1 and _is_constant(body[0]) and body[0].end_lineno != body[0].lineno:
        yield Finding(cell.line, "found prose in a code cell; expected `# %% [markdown]` above it; do add [markdown]")


def _labels(cell: Cell) -> Iterator[Finding]:
    """Find tags and other metadata that no tool would understand; they are ignored silently elsewhere."""
    for key in sorted(cell.metadata.keys() - _METADATA):
        yield Finding(cell.line, f"found {key!r} beside `# %%`; expected one of {sorted(_METADATA)}; do correct it")
    tags = cell.metadata.get("tags", [])
    for tag in [tag for tag in tags if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(tag))]:
        yield Finding(cell.line, f"found the tag {tag!r}; expected small letters with hyphens; do rename it")
    if places.is_added(cell.metadata):
        yield Finding(cell.line, f"found the tag {places.TAG!r}; expected it on what the build adds; do choose another")


def _unparsable(cell: Cell) -> Iterator[Finding]:
    """Find code that is not Python."""
    error = parsed(cell.text) if cell.kind == "code" else None
    if isinstance(error, SyntaxError):
        line = cell.line + (error.lineno or 1) - 1
        yield Finding(line, f"found code that does not parse ({error.msg}); expected plain Python; do correct it")


def _unbalanced(cell: Cell) -> Iterator[Finding]:
    """Find markers that are misspelt, nested, alone, or in prose."""
    if cell.kind == "code":
        yield from balance(markers(cell))
    for row, line in enumerate(cell.lines if cell.kind == "markdown" else []):
        if re.search(r"(BEGIN|END) SOLUTION", line):
            yield Finding(cell.line + row, "found a solution marker in prose; expected it in a function; do remove it")


def _misshapen(cell: Cell) -> Iterator[Finding]:
    """Find a marked cell that is more or less than one documented function."""
    body, marks = tree(cell).body, markers(cell)
    if not body or not marks or balance(marks):
        return
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    line = marks[0][0]
    if not functions:
        yield Finding(line, "found a marker outside a function; expected it in a function's body; do write a function")
    elif len(body) > 1:
        found = f"{len(functions)} functions" if len(functions) > 1 else "other code beside the function"
        yield Finding(line, f"found {found} in an exercise cell; expected one function alone; do split the cell")
    elif not ast.get_docstring(functions[0]):
        name = functions[0].name
        yield Finding(line, f"found no docstring in {name}; expected one (the stub keeps it); do say what it returns")


def _misplaced(cell: Cell) -> Iterator[Finding]:
    """Find markers that would leave a stub which does not raise, and solutions that are none."""
    task = exercise(cell)
    if task is None or not ast.get_docstring(task.function):
        return
    level = {len(cell.lines[row - 1]) - len(cell.lines[row - 1].lstrip()) for row in (task.begin, task.end)}
    cut = [n for n in task.function.body for row in (task.begin, task.end) if n.lineno <= row <= (n.end_lineno or 0)]
    if level != {task.indent} or cut or task.begin < task.function.lineno:
        found = "a marker outside the function's own body, or within one of its statements"
        yield Finding(cell.line + task.begin - 1, f"found {found}; expected whole statements; do move the markers")
    elif all(isinstance(node, ast.Pass) or _is_constant(node) for node in task.solution):
        name = task.function.name
        yield Finding(cell.line + task.begin - 1, f"found an empty solution of {name}; expected code; do solve it")


def _is_constant(node: ast.stmt) -> bool:
    """Tell whether a statement is a bare value, such as `...` or a string."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _left_over(cell: Cell) -> Iterator[Finding]:
    """Find code that the stub would keep although it may well be the answer."""
    task = exercise(cell)
    if task is None:
        return
    for node in [node for node in task.function.body if node.lineno > task.end]:
        if not (isinstance(node, ast.Return) and isinstance(node.value, ast.Name)):
            message = "found code after END SOLUTION; expected at most `return name`; do move it above the marker"
            yield Finding(cell.line + node.lineno - 1, message)
    arguments = task.function.args
    kept = [*arguments.defaults, *filter(None, arguments.kw_defaults), *task.function.decorator_list]
    computing = (ast.Lambda, ast.BinOp, ast.IfExp, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    for value in [value for value in kept if any(isinstance(inner, computing) for inner in ast.walk(value))]:
        message = "found a computation in a default or decorator; expected a plain value; do move it into the solution"
        yield Finding(cell.line + value.lineno - 1, message)


def _leaking(cells: Sequence[Cell]) -> Iterator[Finding]:
    """Find lines of a solution that the learner could read: in prose, in other code, or in the stub itself."""
    stubs = [stub(cell) for cell in cells]
    shown = [(cell, squeeze(cell.text) + "\n" + squeeze(ast.unparse(tree(cell)))) for cell in stubs]
    for task in filter(None, map(exercise, cells)):
        for line in _telling_lines(task):
            for cell in [cell for cell, text in shown if squeeze(line) in text]:
                found = f"a line of the solution of {task.function.name}, `{line}`, in the open"
                row = next((row for row, text in enumerate(cell.lines) if squeeze(line) in squeeze(text)), 0)
                yield Finding(cell.line + row, f"found {found}; expected no way to read it; do say it in other words")


def _telling_lines(task: Exercise) -> list[str]:
    """Return the lines of a solution that give it away, as written and as Python would write them."""
    written = task.cell.lines[task.begin : task.end - 1]
    normal = [line for node in task.solution for line in ast.unparse(node).split("\n")]
    bare = [re.sub(r"^\s*(return\b)?\s*|(^|\s+)#.*$", "", line) for line in [*written, *normal]]
    telling = [line for line in bare if not re.match(r"(import|from|def|class|@)\b", line)]
    return sorted({squeeze(line): line for line in telling if len(squeeze(line)) >= LEAK_CHARACTERS}.values())


def squeeze(text: str) -> str:
    """Return a text without spaces and mark-up and with one kind of quotes, so that copies of code compare equal.

    >>> squeeze("<code>a  &lt; 'b'</code>")
    'a<"b"'
    """
    return re.sub(r"\s+", "", html.unescape(re.sub(r"</?[a-z]+>", "", text))).replace("'", '"')


def _borrowing(cells: Sequence[Cell]) -> Iterator[Finding]:
    """Find uses of the learner's own functions outside `check(…)`: they break an unsolved lesson."""
    owners = {task.function.name: task.cell for task in filter(None, map(exercise, cells))}
    for cell in cells:
        calls = [node for node in ast.walk(tree(cell)) if isinstance(node, ast.Call)]
        checked = {id(value) for call in calls if is_call(call, "check") for value in [*call.args, *_values(call)]}
        names = [node for node in ast.walk(tree(cell)) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
        for node in names:
            if owners.get(node.id, cell) is not cell and id(node) not in checked:
                found = f"the learner's {node.id} used outside check(…), where an unsolved lesson would stop"
                line = cell.line + node.lineno - 1
                yield Finding(line, f"found {found}; expected the version of the helpers; do use or import that")


def _values(call: ast.Call) -> list[ast.expr]:
    """Return the values of a call's keyword arguments."""
    return [keyword.value for keyword in call.keywords]


_CELL_RULES: tuple[Callable[[Cell], Iterator[Finding]], ...] = (
    _misread, _labels, _unparsable, _unbalanced, _misshapen, _misplaced, _left_over
)  # fmt: skip
_LESSON_RULES: tuple[Callable[[Sequence[Cell]], Iterator[Finding]], ...] = (_leaking, _borrowing)
