"""What of a cell's outputs goes onto a slide: pictures, tables, short values, cards, and questions to predict.

What belongs to one learner (checks, quizzes, the welcome) stays in the notebook.
"""

from __future__ import annotations

import ast
import html
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PRIVATE = re.compile(r"\b(?:check|quiz|start|self_test|commit|committed)\(")
EXPLORER = re.compile(r"^(\w+\.explore\((.*)\))$", re.MULTILINE)
OPTION = re.compile(r"^[A-Z]\. (.+)$", re.MULTILINE)
LONGEST_TEXT = 700
MOST_ROWS = 16
MOST_WORDS = 3
"""How many paragraphs of a card are told above its table."""
WIDTH = 88


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that a cell shows.

    Attributes:
        kind: "picture", "table", "text", "question" or "explorer".
        html: as it stands on the slide; of a picture with a gap, `{alt}`, for the words that describe it.
        lines: how much of a slide's height it takes, in lines of prose.
        title: of a question or an explorer: its words.
    """

    kind: str
    html: str
    lines: float
    title: str = ""


def shown(code: str, outputs: Sequence[Mapping[str, Any]]) -> Iterator[Shown]:
    """Yield what a cell shows, as far as it is for a class.

    Args:
        code: the cell's source.
        outputs: as the notebook holds them.

    >>> [one.html for one in shown("1 + 1", [{"data": {"text/plain": ["2"]}}])]
    ['<pre>2</pre>']
    """
    if PRIVATE.search(code):
        return
    if not outputs and (said := _said(code)):
        yield Shown("text", f"<blockquote><p>{html.escape(said)}</p></blockquote>", len(said) / WIDTH + 1)
    for output in outputs:
        data = {kind: "".join(value) for kind, value in output.get("data", {}).items()}
        found = _one(code, data)
        if found:
            yield found


def _said(code: str) -> str:
    """Return the words that a cell only gives a name, such as a question; "" if it does anything else."""
    body = ast.parse(code).body
    one = body[0] if len(body) == 1 else None
    value = one.value if isinstance(one, ast.Assign) else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


def _one(code: str, data: Mapping[str, str]) -> Shown | None:
    """Return one output, by the richest form that it comes in."""
    words = data.get("text/plain", "").strip()
    if "image/png" in data:
        source = data["image/png"].replace("\n", "")
        return Shown("picture", f'<img src="data:image/png;base64,{source}" alt="{{alt}}">', 9)
    if explored := EXPLORER.search(code):
        return None if explored[2] else _explorer(explored[1], words, data.get("text/html", ""))
    if "predict(" in code and OPTION.search(words):
        return _question(words)
    if "<table" in data.get("text/html", ""):
        return _table(data["text/html"])
    return _text(words, is_card="text/html" in data) if words else None


def _explorer(call: str, words: str, drawn: str) -> Shown:
    """Return an explorer as a note to show it live, with its picture if it has one."""
    picture = re.search(r'<img src="data:image/png;base64,[^"]+" alt="[^"]*"', drawn)
    note = f"<p>Shown live, in the notebook: <code>{html.escape(call)}</code></p>"
    return Shown("explorer", (f"{picture[0]}>" if picture else "") + note, 11, words.split("\n", 1)[0])


def _question(words: str) -> Shown:
    """Return a question to predict, with its options."""
    items = "".join(f"<li>{html.escape(option)}</li>" for option in OPTION.findall(words))
    return Shown("question", f'<ol class="options">{items}</ol>', 9, words.split("\n", 1)[0])


def _table(drawn: str) -> Shown:
    """Return the tables of an output, without their own looks, each header told to be one, long ones cut."""
    drawn = re.sub(r"<details.*?</details>", "", drawn, flags=re.DOTALL)
    tables = re.findall(r"<table.*?</table>", drawn, re.DOTALL)
    rows = sum(min(table.count("<tr"), MOST_ROWS) for table in tables)
    bare = re.sub(r' (?:border|class|style)="[^"]*"', "", "".join(map(_cut, tables)))
    words = re.findall(r"<p[^>]*>(.*?)</p>", drawn.partition("<table")[0], re.DOTALL)
    told = "".join(f"<p>{re.sub('<[^>]+>', '', one)}</p>" for one in words[:MOST_WORDS])
    return Shown("table", told + _scoped(bare), 1.3 * rows + 1 + 1.2 * min(len(words), MOST_WORDS))


def _cut(table: str) -> str:
    """Return a table with its first rows, and a note if there are more."""
    lines = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    if len(lines) <= MOST_ROWS:
        return table
    end = table.index(lines[MOST_ROWS])
    return f"{table[:end]}</tbody></table><p>… and {len(lines) - MOST_ROWS} more rows in the notebook.</p>"


def _scoped(table: str) -> str:
    """Return a table whose header cells tell whether they head a column or a row."""
    cell = re.compile(r"<th(?=[ >])")
    pieces = re.split(r"(<thead>.*?</thead>)", table, flags=re.DOTALL)
    scopes = ("col" if piece.startswith("<thead>") else "row" for piece in pieces)
    return "".join(cell.sub(f'<th scope="{scope}"', piece) for piece, scope in zip(pieces, scopes, strict=True))


def _text(words: str, *, is_card: bool) -> Shown:
    """Return a value, or the words of a card, cut if they are long."""
    if len(words) > LONGEST_TEXT:
        words = words[:LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
    lines = sum(len(textwrap.wrap(line, WIDTH)) or 1 for line in words.split("\n"))
    if not is_card:
        return Shown("text", f"<pre>{html.escape(words)}</pre>", 0.8 * lines + 0.6)
    first, *rest = [html.escape(line) for line in words.split("\n")]
    below = "".join(f"<p>{line}</p>" for line in rest if line)
    return Shown("text", f"<blockquote><p><strong>{first}</strong></p>{below}</blockquote>", lines + 1)
