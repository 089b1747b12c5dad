"""Every check knows what learners do wrong: it names just that fault, and never gives the answer away."""

from __future__ import annotations

import ast
import html
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import answers_at_hand
import pytest
from answers_at_hand import RIGHT, WRONG, heard

from helpers import checks
from helpers.checks import registry

NAMES = sorted(registry.known())
LEAST = 5
TELLING = 10
LONG_LINE = 20
OWN_LINE = re.compile(r"in your line `[^`]*`")
FORMULA = re.compile(r"[\w.)\]]+(?:(?: ?(?:\*\*|//|[*/@^+]) ?| - )[\w.(\[]+[)\]]*){2,}|\\frac|\$")
"""Two operations in a row, or TeX. A hyphen, a date and a single `k1 + 1` are none."""


def squeezed(text: str) -> str:
    """Return a text without its blanks."""
    return re.sub(r"\s", "", text)


def messages(name: str) -> list[str]:
    """Return what all wrong answers to an exercise hear, without lines of their own that are quoted."""
    return [OWN_LINE.sub("", heard(name, answer)) for answer, _ in WRONG[name]]


def holds_formula(text: str) -> bool:
    """Tell whether a text holds a formula; words between stars are only stressed."""
    return bool(FORMULA.search(re.sub(r"(?<!\w)\*(\w[^*\n]*)\*", r"\1", text)))


@pytest.mark.parametrize("name", NAMES)
def test_five_faults_are_told_apart(name: str) -> None:
    """At least five telling fragments, each in the messages of its own fault and in no other's."""
    told = {fragment: [heard(name, one) for one, own in WRONG[name] if own == fragment] for _, fragment in WRONG[name]}
    assert len(told) >= LEAST
    assert [fragment for fragment in told if len(fragment) < TELLING] == []
    for fragment, own in told.items():
        others = [message for other, heard_there in told.items() if other != fragment for message in heard_there]
        assert all(fragment in message and "?" in message for message in own), (fragment, own)
        assert [message for message in others if fragment in message] == [], fragment


@pytest.mark.parametrize("name", NAMES)
def test_no_two_wrong_answers_are_one(name: str) -> None:
    """Each is written otherwise: none is listed twice, and none is right."""
    functions = [answer for answer, _ in WRONG[name]]
    assert len({inspect.getsource(one) if callable(one) else repr(one) for one in functions}) == len(functions)
    assert len({id(one) for one in RIGHT[name]}) == len(RIGHT[name]) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_the_lesson_s_own_solution_passes(name: str) -> None:
    """Just as it is written there; so do two others, in `test_checks`."""
    assert heard(name, answers_at_hand.solution(name)) == ""


def printing(function: Callable[..., object]) -> Callable[..., None]:
    """Return a function that prints what another returns."""

    def printed(*inputs: object) -> None:
        """Print."""
        print(function(*inputs))  # noqa: T201 - the fault that is meant

    return printed


def changing(function: Callable[..., object]) -> Callable[..., object]:
    """Return a function that empties every list it is given, once it has worked the answer out."""

    def changed(*inputs: Any) -> object:  # noqa: ANN401 - whatever a check hands over
        """Return the right answer, at somebody's cost."""
        value = function(*inputs)
        for one in inputs:
            if isinstance(one, list | dict | set) and one is not value:
                one.clear()
        return value

    return changed


@pytest.mark.parametrize("name", NAMES)
def test_the_right_value_printed_or_forgotten_is_told_as_such(name: str) -> None:
    """Whatever the exercise: what is printed is not returned, and what is not returned is nothing."""
    right = RIGHT[name][0]
    assert "but printed" in heard(name, printing(right))
    assert "returned nothing (`None`)" in heard(name, lambda *inputs: (right(*inputs), None)[1])


@pytest.mark.parametrize("name", NAMES)
def test_spoiling_the_inputs_is_told(name: str) -> None:
    """Where lists are handed over, a right answer that empties them does not pass; a later call finds them whole."""
    function, taken = RIGHT[name][0], []

    def noting(*inputs: object) -> object:
        """Note which kinds of inputs come in."""
        taken.extend(type(one) for one in inputs if isinstance(one, list | dict | set) and one)
        return function(*inputs)

    assert heard(name, noting) == ""
    if taken:
        assert "changes what it was given" in heard(name, changing(function))
        assert heard(name, function) == ""


def pieces(name: str) -> Iterator[str]:
    """Yield the solution's long lines, and each of its expressions with two operations or more."""
    task, _ = answers_at_hand.exercises()[name]
    yield from (line.strip() for line in task.cell.lines[task.begin : task.end - 1] if len(line.strip()) >= LONG_LINE)
    kinds = (ast.BinOp, ast.Compare, ast.Call, ast.Subscript, ast.comprehension)
    for node in (inner for statement in task.solution for inner in ast.walk(statement)):
        if isinstance(node, ast.expr) and sum(isinstance(inner, kinds) for inner in ast.walk(node)) >= 2:
            yield ast.unparse(node)


@pytest.mark.parametrize("name", NAMES)
def test_no_message_gives_the_answer_away(name: str) -> None:
    """None holds a line of the solution, a piece of it with two operations, or any formula."""
    told = messages(name)
    given = [piece for piece in pieces(name) for message in told if squeezed(piece) in squeezed(message)]
    assert given == []
    assert [message for message in told if holds_formula(message)] == []


def strings(path: Path) -> Iterator[str]:
    """Yield the texts of a module that somebody may be told: all but docstrings and what is no sentence."""
    code = ast.parse(path.read_text("utf-8"))
    documented = [node for node in ast.walk(code) if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)]
    hidden = {ast.get_docstring(node, clean=False) for node in documented}
    for node in ast.walk(code):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            if node.value not in hidden:
                yield node.value


@pytest.mark.parametrize("path", sorted(Path(checks.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_no_text_of_a_check_gives_an_answer_away(path: Path) -> None:
    """Not even one that no wrong answer at hand has brought out."""
    told = list(strings(path))
    known = answers_at_hand.exercises()
    given = [piece for name in known for piece in pieces(name) for text in told if squeezed(piece) in squeezed(text)]
    assert given == []
    assert [text for text in told if holds_formula(text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_even_the_last_hint_leaves_the_line_to_the_learner(name: str) -> None:
    """No hint holds a whole value that the solution returns, adds or stores; a step on the way may be told."""
    task, cells = answers_at_hand.exercises()[name]
    inner = [node for statement in task.solution for node in ast.walk(statement)]
    put = [node.value for node in inner if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)]
    whole = [*put, *(node.value for node in inner if isinstance(node, ast.Return | ast.AugAssign) and node.value)]
    lines = {squeezed(ast.unparse(value)) for value in whole if len(ast.unparse(value)) >= LONG_LINE}
    above = [cell.text for cell in cells[: cells.index(task.cell)] if cell.kind == "markdown"][-1]
    hints = re.findall(r"<details><summary>Hint \d</summary>(.*?)</details>", above, re.DOTALL)
    plain = [squeezed(html.unescape(re.sub(r"<[^>]+>", "", hint))) for hint in hints]
    assert len(plain) == 3
    assert [line for line in lines for hint in plain if line in hint] == []


def test_the_rule_knows_a_formula() -> None:
    """It finds formulas, and nothing in ordinary sentences."""
    for text in ("1 + (N - n + 0.5) / (n + 0.5)", "hit_rate * found + (1 - hit_rate) * missed", "$x$", "a@b/(c*d)"):
        assert holds_formula(text), text
    for text in (
        "a factor k1 + 1",
        "well-known since 2031-02-17",
        "ln(N / n)",
        "`ranked[:k]`",
        "1 and/or 0.5",
        "were *not* found",
    ):
        assert not holds_formula(text), text
