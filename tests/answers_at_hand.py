"""The answers on which checks are tried, from every file in `tests/wrong_answers`, and what each of them hears.

A file `lesson_NN.py` holds two tables by the exercise's name: `RIGHT`, of right answers in several manners, and
`WRONG`, of pairs: an answer that learners do give, and a fragment that only its own message holds.
"""

from __future__ import annotations

import ast
import functools
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from helpers.authoring import lesson_files
from helpers.authoring.sources import Cell, Exercise, exercise, is_call, read_cells, tree
from helpers.checks import Fault, registry
from helpers.checks.watch import Watched

ROOT = Path(__file__).parent.parent
FILES = sorted(ROOT.glob("tests/wrong_answers/lesson_*.py"))
ANSWERS = [runpy.run_path(str(file)) for file in FILES]
RIGHT = {name: all_of for answers in ANSWERS for name, all_of in answers["RIGHT"].items()}
WRONG = {name: all_of for answers in ANSWERS for name, all_of in answers["WRONG"].items()}


@functools.cache
def heard(name: str, answer: object) -> str:
    """Return what a check says to an answer; "" if it passes."""
    try:
        registry.known()[name].examine(Watched(answer))
    except Fault as fault:
        return str(fault)
    return ""


@functools.cache
def lessons() -> tuple[tuple[Cell, ...], ...]:
    """Return the cells of every lesson's source."""
    return tuple(read_cells(files.source.read_text("utf-8")) for files in lesson_files.find(ROOT))


@functools.cache
def exercises() -> dict[str, tuple[Exercise, tuple[Cell, ...]]]:
    """Return every exercise by its name, with the cells of its lesson."""
    return {name: (task, cells) for cells in lessons() for name, task in _named(cells)}


def _named(cells: tuple[Cell, ...]) -> Iterator[tuple[str, Exercise]]:
    """Yield the exercises of a lesson with the names under which they are checked."""
    tasks = {task.function.name: task for task in map(exercise, cells) if task}
    for cell in cells:
        for node in ast.walk(tree(cell)):
            if is_call(node, "check"):
                name, function = map(ast.unparse, node.args)  # type: ignore[attr-defined]
                yield ast.literal_eval(name), tasks[function]


def solution(name: str) -> Callable[..., Any]:
    """Return the function that solves an exercise in its lesson, with the imports that it uses."""
    task, cells = exercises()[name]
    used = {node.id for node in ast.walk(task.function) if isinstance(node, ast.Name)}
    imports = [node for cell in cells for node in tree(cell).body if isinstance(node, ast.Import | ast.ImportFrom)]
    needed = [node for node in imports if used & {one.asname or one.name.split(".")[0] for one in node.names}]
    space: dict[str, Any] = {}
    exec(compile(ast.Module([*needed, task.function], []), name, "exec"), space)
    return space[task.function.name]
