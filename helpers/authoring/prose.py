"""The rules about what is read: title and headings, the frame of an exercise, sentences, pictures, formulas.

`RULES` is the table of them. A rule on text leaves out what is in doubt, so that it raises no false alarm.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.authoring.rules import Budget, Lesson, Rule
from helpers.authoring.sources import Cell, Finding, exercise, is_call, tree

_FENCE, _CODE, _MATH = r"^```.*?^```\s*?$", r"`[^`\n]+`", r"\$\$.*?\$\$|(?<!\\)\$[^$\n]+\$"
_QUOTED = r'"[^"\n]*"|“[^”\n]*”|\([^)\n]*\)|\*\*[^*\n]+\*\*'
_ABBREVIATIONS = r"(?<!etc)(?<!approx)(?<!Prof)(?<!Mrs)(?<!Inc)(?<!Ltd)(?<!Fig)(?<!Sec)(?<!Vol)"


def count_words(cell: Cell) -> int:
    """Count the words that a prose cell tells: none of its blocks of code, formulas and tags.

    >>> count_words(Cell("markdown", "one <b>two</b> $three$ well-known", 1))
    3
    """
    text = re.sub(r"<[^>\n]+>", " ", _without(cell.text, _FENCE, _MATH))
    return len(re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text))


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading: the position of its cell, its line in the source, its level (1 to 6) and its words."""

    index: int
    line: int
    level: int
    title: str


def _headings(lesson: Lesson) -> list[_Heading]:
    """Return the headings of a lesson, in order."""
    return [
        _Heading(index, line, len(match[1]), match[2])
        for index, cell in enumerate(lesson.cells)
        for line, match in _matches(cell, r"^(#{1,6})\s+(.*?)\s*$", _FENCE)
    ]


def _title_asks(lesson: Lesson, _: Budget) -> Iterator[Finding]:
    """Find a lesson whose title is not one question in its first cell."""
    titles = [heading for heading in _headings(lesson) if heading.level == 1]
    if not titles or titles[0].index > 0 or not titles[0].title.endswith("?"):
        found = f"the title {titles[0].title!r}" if titles else "no title"
        line = titles[0].line if titles else 1
        yield Finding(line, f"found {found}; expected `# A question?` in the first cell; do ask one there")
    for heading in titles[1:]:
        yield Finding(heading.line, f"found a second title, {heading.title!r}; expected one; do make it `##`")


def _no_skipped_level(lesson: Lesson, _: Budget) -> Iterator[Finding]:
    """Find headings two levels below the one before, which screen readers announce as a gap."""
    headings = _headings(lesson)
    for above, below in itertools.pairwise(headings):
        if below.level > above.level + 1:
            expected = f"at most level {above.level + 1}"
            yield Finding(below.line, f"found a heading of level {below.level}; expected {expected}; do raise it")


def _framed_exercises(lesson: Lesson, budget: Budget) -> Iterator[Finding]:
    """Find exercises without minutes, hints or check, headings without exercise, and exercises without heading."""
    tasks = [heading for heading in _headings(lesson) if heading.title.lower().startswith("exercise")]
    claimed = set()
    for heading in tasks:
        if heading.level != 3 or not re.fullmatch(r"Exercise: .+ \(\d+ minutes\)", heading.title):
            found = f"the heading {heading.title!r}"
            yield Finding(heading.line, f"found {found}; expected `### Exercise: name (N minutes)`; do correct it")
        code = [index for index, cell in enumerate(lesson.cells) if index > heading.index and cell.kind == "code"]
        yield from _hinted(lesson, heading, code[0] if code else len(lesson.cells), budget)
        yield from _checked(heading, [lesson.cells[index] for index in code[:2]])
        claimed.update(code[:1])
    for index, cell in enumerate(lesson.cells):
        if exercise(cell) and index not in claimed:
            message = "found an exercise without a heading; expected `### Exercise: name (N minutes)`; do add it above"
            yield Finding(cell.line, message)


def _hinted(lesson: Lesson, heading: _Heading, end: int, budget: Budget) -> Iterator[Finding]:
    """Find an exercise whose hints, from its heading to its code cell, are not 1, 2, 3."""
    told = [
        match[1]
        for cell in lesson.cells[heading.index : end]
        for line, match in _matches(cell, r"<details><summary>Hint (\d+)</summary>", _FENCE)
        if line > heading.line
    ]
    wanted = [str(number + 1) for number in range(budget.hints)]
    if told != wanted:
        expected = f"<details><summary>Hint k</summary> for k = {', '.join(wanted)}"
        found = f"hints {', '.join(told) or 'missing'}"
        yield Finding(heading.line, f"found {found}; expected {expected}; do write them above the code")


def _checked(heading: _Heading, following: list[Cell]) -> Iterator[Finding]:
    """Find an exercise whose next two code cells are not its function and the check of that function."""
    task = exercise(following[0]) if following else None
    if task is None:
        message = "found no solved function below the heading; expected it in the next code cell; do write or move it"
        yield Finding(heading.line, message)
        return
    body = tree(following[1]).body if len(following) > 1 else []
    calls = [node.value for node in body if isinstance(node, ast.Expr) and is_call(node.value, "check")]
    given = [ast.unparse(argument) for call in calls if isinstance(call, ast.Call) for argument in call.args[1:2]]
    if len(body) != 1 or given != [task.function.name]:
        expected = f'check("…", {task.function.name}) alone in the next code cell'
        yield Finding(task.cell.line, f"found {task.function.name} unchecked; expected {expected}; do add it")


def _one_sentence_a_line(lesson: Lesson, _: Budget) -> Iterator[Finding]:
    """Find lines of prose with two sentences, leaving out what is in doubt: code, formulas, quotations, tables."""
    for cell in lesson.prose:
        pattern = rf"^(?![#|<]).*[a-z]{{3}}{_ABBREVIATIONS}[.!?] +[A-Z][a-z ].*$"
        for line, _match in _matches(cell, pattern, _FENCE, _CODE, _MATH, _QUOTED):
            yield Finding(line, "found two sentences in a line; expected one, so that changes read well; do break it")


def _pictures_and_links(lesson: Lesson, _: Budget) -> Iterator[Finding]:
    """Find pictures that cannot be heard or need a network, and addresses shown bare."""
    faults = (
        (r"!\[\s*\]\(|<img(?![^>]*\balt=[\"'][^\"'])", "a picture without alt text", "words that say what it shows"),
        (r"!\[[^\]]*\]\(\s*https?:|<img[^>]*src=[\"']https?:", "a remote picture", "one drawn here"),
        (r"(?<!\]\()(?<!href=[\"'])(?<!src=[\"'])https?://", "a bare address", "[words](address)"),
    )
    for cell in lesson.prose:
        for pattern, found, expected in faults:
            for line, _match in _matches(cell, pattern, _FENCE, _CODE):
                yield Finding(line, f"found {found}; expected {expected}; do rewrite it")


def _balanced_formulas(lesson: Lesson, _: Budget) -> Iterator[Finding]:
    r"""Find formulas that lack an end: a `$`, a brace, a `\right` or an `\end`."""
    for cell in lesson.prose:
        text = _without(cell.text, _FENCE, _CODE).replace(r"\$", "")
        alone = _without(text, _MATH)
        if "$" in alone:
            line = cell.line + alone[: alone.index("$")].count("\n")
            yield Finding(line, r"found a lone $; expected pairs; do close the formula, or write \$ for the sign")
        for formula in re.findall(_MATH, text, re.DOTALL):
            pairs = ((r"(?<!\\)\{", r"(?<!\\)\}"), (r"\\left\b", r"\\right\b"), (r"\\begin\b", r"\\end\b"))
            if any(len(re.findall(left, formula)) != len(re.findall(right, formula)) for left, right in pairs):
                line = cell.line + text[: text.index(formula)].count("\n")
                yield Finding(
                    line, rf"found an unbalanced {{, \left or \begin in {formula!r}; expected pairs; do close it"
                )


def _balanced_tags(lesson: Lesson, _: Budget) -> Iterator[Finding]:
    """Find hints that do not close: everything below would be folded away with them."""
    for cell in lesson.prose:
        for tag in ("details", "summary"):
            opened, closed = (len(re.findall(rf"<{end}{tag}\b", cell.text)) for end in ("", "/"))
            if opened != closed:
                found = f"{opened} <{tag}> and {closed} </{tag}>"
                yield Finding(cell.line, f"found {found}; expected as many; do close them in this cell")


def _without(text: str, *patterns: str) -> str:
    """Blank out what the patterns match, so that lines keep their numbers."""
    for pattern in patterns:
        text = re.sub(pattern, lambda match: re.sub(r"\S", " ", match[0]), text, flags=re.DOTALL | re.MULTILINE)
    return text


def _matches(cell: Cell, pattern: str, *blanked: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield (line of the source, match) of a pattern in a cell's prose, outside what is blanked."""
    text = _without(cell.text, *blanked) if cell.kind == "markdown" else ""
    for match in re.finditer(pattern, text, re.MULTILINE):
        yield cell.line + text[: match.start()].count("\n"), match


RULES: tuple[Rule, ...] = (
    _title_asks,
    _no_skipped_level,
    _framed_exercises,
    _one_sentence_a_line,
    _pictures_and_links,
    _balanced_formulas,
    _balanced_tags,
)
