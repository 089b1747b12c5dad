"""What the cells of a lesson show: cleaned of noise, free of paths of this machine, every check passed."""

from __future__ import annotations

import ast
import re
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from nbformat import NotebookNode

from helpers.authoring.sources import Cell, Finding, is_call, tree
from helpers.checks import SIGNS

Outputs = list[list[NotebookNode]]

_WIDGET = "application/vnd.jupyter.widget-view+json"
_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")
_PROGRESS_BAR = re.compile(r"\d+%\||\d+(\.\d+)?(it/s|s/it)")


def plain(text: str) -> str:
    r"""Return a text without a terminal's colours.

    >>> plain("\x1b[1mbold\x1b[0m")
    'bold'
    """
    return _ANSI.sub("", text)


def clean(outputs: Sequence[NotebookNode], count: int) -> list[NotebookNode]:
    r"""Return the outputs of the cell executed as number `count`, without what is volatile or breaks a viewer.

    Gone are colours of terminals, progress bars, addresses of objects, and widgets (which need a kernel; what a widget
    shows beside itself stays).

    >>> from nbformat import v4
    >>> clean([v4.new_output("stream", name="stdout", text="\x1b[1mbold\x1b[0m"), v4.new_output("stream", text=" ")], 1)
    [{'output_type': 'stream', 'name': 'stdout', 'text': 'bold'}]
    """
    tidied = [_tidied(output, count) for output in outputs]
    return [output for output in tidied if output.get("data") or output.get("text", "").strip()]


def _tidied(output: NotebookNode, count: int) -> NotebookNode:
    """Return a cleaned copy of an output; what should not stay at all comes back without text and data."""
    if output.output_type == "stream":
        noise = output.name == "stderr" and _PROGRESS_BAR.search(output.text)
        return NotebookNode({**output, "text": "" if noise else plain(output.text)})
    data = {kind: value for kind, value in output.get("data", {}).items() if kind != _WIDGET}
    if _WIDGET in output.get("data", {}) and set(data) <= {"text/plain"}:
        data = {}
    if "text/plain" in data:
        data["text/plain"] = _ADDRESS.sub("0x…", plain(data["text/plain"]))
    counted = {"execution_count": count} if output.output_type == "execute_result" else {}
    return NotebookNode({**output, "data": NotebookNode(data), **counted})


def paths_in(outputs: Sequence[NotebookNode], root: Path) -> list[str]:
    """Return a message for each folder of this machine that the outputs name.

    >>> from nbformat import v4
    >>> shown = [v4.new_output("stream", text=f"saved to {Path.home() / 'course'}")]
    >>> len(paths_in(shown, Path("somewhere").absolute()))
    1
    """
    folders = {root, Path.home(), Path(sys.prefix), Path(tempfile.gettempdir())}
    spellings = {path for folder in folders for path in (folder.absolute(), folder.resolve()) if len(path.parts) > 1}
    text = "\n".join(strings(list(outputs)))
    seen = [
        p
        for p in sorted(map(str, spellings))
        for t in (p, p.replace("\\", "/"), p.replace("\\", "\\\\"))
        if _names(text, t)
    ]
    expected = "expected nothing of this machine; do show less, or silence the warning that names it"
    return [f"found an output that names the folder {path}; {expected}" for path in dict.fromkeys(seen)]


def _names(text: str, folder: str) -> bool:
    """Tell whether a text names a folder, not just a longer word that starts alike."""
    return re.search(rf"(?<![\w.]){re.escape(folder)}(?![\w-])", text) is not None


def strings(value: object) -> Iterator[str]:
    """Yield every string in an output, however deep.

    >>> list(strings({"data": {"text/plain": ["a", "b"]}, "execution_count": 1}))
    ['a', 'b']
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def unpassed(cells: Sequence[Cell], outputs: Outputs) -> list[Finding]:
    """Return a finding for each code cell that calls `check` and does not show that every exercise checked is solved.

    The proof is the sign with which a verdict's text begins; a check that shows nothing proves nothing.

    >>> from nbformat import v4
    >>> shown = v4.new_output("execute_result", {"text/plain": "✗ middle: not yet"})
    >>> [finding.line for finding in unpassed([Cell("code", 'check("middle", middle)', 7)], [[shown]])]
    [7]
    """
    code = [cell for cell in cells if cell.kind == "code"]
    findings = []
    for cell, shown in zip(code, outputs, strict=True):
        calls = [node for node in ast.walk(tree(cell)) if is_call(node, "check")]
        texts = [output.data["text/plain"] for output in shown if "text/plain" in output.get("data", {})]
        if sum(text.startswith(f"{SIGNS['passed']} ") for text in texts) < len(calls):
            told = textwrap.shorten(" ".join(texts), 200) or "nothing"
            expected = f"{SIGNS['passed']} shown for every exercise checked"
            message = f"found check(…) showing {told!r}; expected {expected}; do correct the solution or its check"
            findings.append(Finding(cell.line, message))
    return findings
