"""The rules a lesson must keep, and those of them that count: how long its cells, how wordy, one meaning a name.

Each rule is one small function that yields findings; `RULES` is the table of them all. The rules about what is read
stand in `prose`; what makes a source unsound as a source (markers, leaks) stands in `faults`.
"""

from __future__ import annotations

import ast
import math
import statistics
from collections.abc import Iterator

from helpers.authoring import prose
from helpers.authoring.rules import STANDARD, Budget, Lesson, Rule
from helpers.authoring.sources import Cell, Finding, exercise, is_call, tree


def broken(lesson: Lesson, budget: Budget = STANDARD) -> list[Finding]:
    """Return what breaks a rule of the lesson, in the order of the source.

    >>> lesson = Lesson("00", (Cell("code", "print(1)", 7),))
    >>> [finding.line for finding in broken(lesson) if "print" in finding.message]
    [7]
    """
    return sorted({finding for rule in RULES for finding in rule(lesson, budget)})


def lines_of_code(cell: Cell) -> int:
    r"""Count the lines that a reader must follow: no blank lines, comments, or docstring of an exercise.

    >>> lines_of_code(Cell("code", "# why\n\na = 1\na", 1))
    2
    """
    task = exercise(cell)
    docstring = task.function.body[0] if task and ast.get_docstring(task.function) else None
    told = range(docstring.lineno, (docstring.end_lineno or 0) + 1) if docstring else range(0)
    return sum(
        bool(line.strip()) and not line.strip().startswith("#") and row not in told
        for row, line in enumerate(cell.lines, 1)
    )


def _bound(cell: Cell) -> list[tuple[str, int]]:
    """Return (name, line) of every name that a cell binds at the notebook's level."""
    walker = _Bindings()
    walker.visit(tree(cell))
    return [(name, cell.line + line - 1) for name, line in walker.found]


class _Bindings(ast.NodeVisitor):
    """Collect bound names, without descending into the scopes of functions, classes and comprehensions."""

    def __init__(self) -> None:
        """Start with nothing found."""
        self.found: list[tuple[str, int]] = []

    def generic_visit(self, node: ast.AST) -> None:
        """Record what the node binds itself, then visit what it holds, unless that is a scope of its own."""
        line = getattr(node, "lineno", 0)
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                self.found.append((name, line))
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                self.found.append((name, line))
                return
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                self.found += [(alias.asname or alias.name.split(".")[0], line) for alias in aliases]
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                self.found.append((name, line))
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                walrus = [inner.target for inner in ast.walk(node) if isinstance(inner, ast.NamedExpr)]
                self.found += [(target.id, target.lineno) for target in walrus]
                return
            case ast.Lambda() | ast.AnnAssign(value=None):
                return
        super().generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Let a cell add to a name that it bound itself: running the cell again gives the same."""
        if not (isinstance(node.target, ast.Name) and node.target.id in dict(self.found)):
            self.generic_visit(node)


def _names_bound_once(lesson: Lesson, _: Budget) -> Iterator[Finding]:
    """Find names bound twice: cells run in another order would then mean something else. `_names` are free."""
    first: dict[str, int] = {}
    for name, line in [pair for cell in lesson.code for pair in _bound(cell) if not pair[0].startswith("_")]:
        if name in first:
            found = f"{name!r} bound again (first in line {first[name]})"
            yield Finding(line, f"found {found}; expected one meaning a name; do choose another, or _{name}")
        first.setdefault(name, line)


def _short_cells(lesson: Lesson, budget: Budget) -> Iterator[Finding]:
    """Find cells that are too long to be read at a glance."""
    for cell in lesson.code:
        limit = budget.longest_exercise if exercise(cell) else budget.longest_cell
        if lines_of_code(cell) > limit:
            found = f"a cell of {lines_of_code(cell)} lines of code"
            yield Finding(cell.line, f"found {found}; expected at most {limit}; do split it or use a helper")


def _narrow_lines(lesson: Lesson, budget: Budget) -> Iterator[Finding]:
    """Find lines of code whose end a reader would have to scroll for."""
    for cell in lesson.code:
        for number, line in enumerate(cell.text.split("\n"), cell.line):
            if len(line) > budget.widest_line:
                found = f"a line of {len(line)} characters"
                yield Finding(number, f"found {found}; expected at most {budget.widest_line}; do break it")


def _short_on_the_whole(lesson: Lesson, budget: Budget) -> Iterator[Finding]:
    """Find a lesson whose cells are too long as a rule, though none may be by itself."""
    lengths = sorted(lines_of_code(cell) for cell in lesson.code) or [0]
    median, most = statistics.median(lengths), lengths[math.ceil(0.9 * len(lengths)) - 1]
    for name, value, limit in (
        ("median", median, budget.median_lines),
        ("90th percentile", most, budget.most_lines),
    ):
        if value > limit:
            found = f"code cells with a {name} of {value:g} lines"
            yield Finding(1, f"found {found}; expected at most {limit:g}; do shorten the longest")


def _enough_words(lesson: Lesson, budget: Budget) -> Iterator[Finding]:
    """Find a lesson that shows more code than it tells about."""
    words = sum(map(prose.count_words, lesson.prose))
    lines = sum(lines_of_code(cell) for cell in lesson.code)
    if words < budget.words_per_line * lines:
        found = f"{words} words of prose for {lines} lines of code"
        yield Finding(1, f"found {found}; expected at least {budget.words_per_line:g} words a line; do tell more")


def _short_setup(lesson: Lesson, budget: Budget) -> Iterator[Finding]:
    """Find a lesson that does not start with three lines that start it."""
    cell = lesson.code[0] if lesson.code else Cell("code", "", 1)
    starts = [node for node in ast.walk(tree(cell)) if isinstance(node, ast.Call) and is_call(node, "lesson.start")]
    told = [ast.literal_eval(node.args[0]) for node in starts if node.args and isinstance(node.args[0], ast.Constant)]
    if told != [lesson.number]:
        expected = f'lesson.start("{lesson.number}")'
        yield Finding(cell.line, f"found no {expected} in the first code cell; expected it there; do add or correct it")
    if lines_of_code(cell) > budget.setup_lines:
        found = f"{lines_of_code(cell)} lines of set-up"
        yield Finding(cell.line, f"found {found}; expected at most {budget.setup_lines}; do import where it is needed")


def _quiz_at_the_end(lesson: Lesson, _: Budget) -> Iterator[Finding]:
    """Find a lesson that does not close with one quiz."""
    holders = [cell for cell in lesson.code for node in ast.walk(tree(cell)) if is_call(node, "quiz")]
    if len(holders) != 1 or holders[0] is not lesson.code[-1]:
        line = holders[0].line if holders else 1
        found = f"{len(holders)} calls of quiz" if len(holders) != 1 else "a quiz before the end"
        yield Finding(line, f"found {found}; expected one, in the last code cell; do add or move it")


def _no_prints(lesson: Lesson, _: Budget) -> Iterator[Finding]:
    """Find calls of print: a bare value is looked at, and can be checked."""
    for cell in lesson.code:
        for node in ast.walk(tree(cell)):
            if isinstance(node, ast.Call) and is_call(node, "print"):
                line = cell.line + node.lineno - 1
                yield Finding(line, "found print(…); expected a bare value as the last line; do drop the print")


RULES: tuple[Rule, ...] = (
    _names_bound_once,
    _short_cells,
    _narrow_lines,
    _short_on_the_whole,
    _enough_words,
    _short_setup,
    _quiz_at_the_end,
    _no_prints,
    *prose.RULES,
)
