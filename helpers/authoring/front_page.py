"""The front page's result: one table and one picture, computed from the records between two markers in README.md.

The picture carries a fingerprint of what it was drawn from, so that a stale one is found without drawing it again, and
another version of the drawing library is no reason to complain.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from helpers import contents, plots, recorded, store
from helpers.authoring.results import WAYS, Ladder, Result, ladder, rows
from helpers.records import DataError

BEGIN, END = "<!-- result:begin -->", "<!-- result:end -->"
PAGE, PICTURE, LABEL = "README.md", "docs/result.svg", "share right, with its 95 % interval"
DO = "do `python -m helpers.build`"
LEAD = (
    "What came of it, for one small model: as it comes, with a library to look things up in, fine-tuned on what is "
    "asked, and with both."
)
NOTE = (
    "Shares of 1, with 95 % intervals; – was not measured. Each row has its own questions.\n"
    "Every number is computed from `datasets/measured`, and `python -m helpers.measure` makes these records again.\n"
    "With models some fifty times as large, others found the library ahead: "
    "[lesson 07](lessons/07_the_fair_comparison.ipynb) has their numbers and sources."
)


def renew(root: Path, *, write: bool) -> list[str]:
    """Write the front page's result, or return a line for each part of it that is not what the records give.

    Args:
        root: the project's folder.
        write: whether to write; else nothing is touched.

    >>> renew(Path("nowhere"), write=False)
    ['README.md: found no such file; expected the front page; do put it back']
    """
    page = root / PAGE
    if not page.is_file():
        return [f"{PAGE}: found no such file; expected the front page; do put it back"]
    try:
        some, rungs = rows(), ladder()
        made = renewed(page.read_text(encoding="utf-8"), block(some, rungs))
    except DataError as error:
        return [str(error)]
    if write:
        return _write(page, made, root / PICTURE, rungs)
    stale = [f"{PAGE}: found another result than datasets/measured gives; {DO}"] * (page.read_text("utf-8") != made)
    drawn = code_of(rungs) in _text_of(root / PICTURE)
    return stale + [f"{PICTURE}: found no picture of what datasets/measured gives; {DO}"] * (not drawn)


def renewed(page: str, result: str) -> str:
    """Return the page with what stands between the markers replaced.

    Args:
        page: Markdown with the two markers, each once.
        result: what goes between them.

    Raises:
        DataError: if a marker is missing, stands twice, or they are the wrong way round.

    >>> renewed(f"# A{BEGIN}old{END}z", "new").splitlines()
    ['# A<!-- result:begin -->', 'new', '<!-- result:end -->z']
    """
    head, _, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not end or page.count(BEGIN) != 1 or page.count(END) != 1:
        found = f"{page.count(BEGIN)} of {BEGIN} and {page.count(END)} of {END}"
        raise DataError(f"{PAGE}: found {found}; expected one of each, in this order; do put them back")
    return f"{head}{BEGIN}\n{result}\n{END}{tail}"


def block(some: Sequence[Result], rungs: Ladder) -> str:
    """Return the table, the picture and the note as Markdown.

    Args:
        some: the rows.
        rungs: what the picture shows.
    """
    lines = [_row(("what was measured", *WAYS, "lesson")), _row(["---"] * (len(WAYS) + 2))]
    lines += [_row((*one.cells()[:-1], _link(one.lesson))) for one in some]
    return "\n".join([LEAD, "", *lines, "", f"![{alt(rungs)}]({PICTURE})", "", NOTE])


def alt(rungs: Ladder) -> str:
    """Return what can be seen in the picture, for those who do not see it.

    >>> from helpers.intervals import Interval
    >>> alt(Ladder("right", "06", {"read": Interval(0.5, 0.25, 0.75)}))
    'Share right, from 0 to 1, with intervals: read 0.50 [0.25 to 0.75].'
    """
    shown = [f"{name} {one.mean:.2f} [{one.low:.2f} to {one.high:.2f}]" for name, one in rungs.rungs.items()]
    return f"Share {rungs.title}, from 0 to 1, with intervals: {'; '.join(shown)}."


def code_of(rungs: Ladder) -> str:
    """Return a code of all that is drawn."""
    return recorded.fingerprint(LABEL, rungs.title, [[name, repr(one)] for name, one in rungs.rungs.items()])


def draw(rungs: Ladder) -> bytes:
    """Return the picture as an SVG file, the code of what it shows within it."""
    return plots.svg(plots.shares(rungs.rungs, LABEL), f"drawn from {code_of(rungs)}")


def _write(page: Path, made: str, picture: Path, rungs: Ladder) -> list[str]:
    """Write what changed; return no complaint."""
    if page.read_text(encoding="utf-8") != made:
        store.write_atomically(page, made.encode())
    if code_of(rungs) not in _text_of(picture):
        store.write_atomically(picture, draw(rungs))
    return []


def _text_of(path: Path) -> str:
    """Return a file's text; none if it is missing or is no text."""
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _row(cells: Sequence[str]) -> str:
    """Return a row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def _link(lesson: str) -> str:
    """Return a lesson's number with a link to its notebook."""
    found = contents.find(lesson)
    return f"[{lesson}](lessons/{lesson}_{found.slug}.ipynb)"
