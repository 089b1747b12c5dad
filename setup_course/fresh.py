"""Make a lesson as new from its solved notebook, with Python alone and without git.

The solved notebook lies in every copy of the course and holds every cell of the lesson; an exercise only has to lose
its solution again. It also vouches for itself: the id of a cell is a hash of what stands in it, so a cell that somebody
changed is noticed, and then the one that git keeps is taken, where there is git. Git's own copy of the *lesson* would
be the worse spring: whoever commits their solutions would get those back.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from setup_course.course import Course
from setup_course.failures import TroubleError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python", "pygments_lexer": "ipython3"}
ADDED = "added-by-the-build"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
GIT_SECONDS = 20


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook: its kind, its text, its id and its metadata."""

    kind: str
    text: str
    id: str
    metadata: dict[str, Any]


def lesson_names(course: Course) -> list[str]:
    """Return the names of the lessons, such as "03_how_good_is_a_search", in order.

    >>> from pathlib import Path
    >>> lesson_names(Course(Path("nowhere")))
    []
    """
    solved = course.root / "solutions"
    return sorted(path.stem for path in solved.glob("*.ipynb") if re.fullmatch(r"\d\d_\w+", path.stem))


def new_lesson(course: Course, name: str) -> bytes:
    """Return the notebook of a lesson as new, byte for byte as it was built.

    Args:
        course: where the course lies.
        name: the lesson's, such as "03_how_good_is_a_search".

    Raises:
        TroubleError: if neither the solved notebook nor git's copy of it is as it was built.
    """
    file = f"solutions/{name}.ipynb"
    for data in springs(course, file):
        cells = cells_of(data)
        if cells and is_whole(cells, blocks(course, name)):
            return serialised([stub(cell) for cell in cells])
    raise TroubleError(
        f"Found {file} missing, damaged or changed; expected it as it came, since a lesson is made new from it; "
        f"do: get {file} of the course anew. Your lesson is left as it is."
    )


def springs(course: Course, file: str) -> Iterator[bytes]:
    """Yield what a file holds, and then what git keeps of it, if there is git."""
    try:
        yield (course.root / file).read_bytes()
    except OSError:
        pass
    try:
        show = ["git", "-C", str(course.root), "show", f"HEAD:./{file}"]
        yield subprocess.run(show, capture_output=True, timeout=GIT_SECONDS, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        pass


def cells_of(data: bytes) -> list[Cell]:
    """Return the cells of a notebook's file; none if it holds something else.

    >>> cells_of(b'{"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "source": ["1 +", " 1"]}]}')[0].text
    '1 + 1'
    >>> cells_of(b'{"cells": [{"cell_ty')
    []
    """
    try:
        return [
            Cell(cell["cell_type"], "".join(cell["source"]), cell.get("id", ""), dict(cell["metadata"]))
            for cell in json.loads(data)["cells"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def identities(cells: Iterable[Cell]) -> list[str]:
    """Return the id that each cell has if it is as built: a hash of what it holds, and of how many equal ones precede.

    >>> one, two = Cell("code", "1", "", {}), Cell("code", "1", "", {})
    >>> len(set(identities([one, two])))
    2
    """
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for cell in cells:
        seen[cell.kind, cell.text] += 1
        content = f"{cell.kind}\n{seen[cell.kind, cell.text]}\n{cell.text}"
        found.append(hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12])
    return found


def is_whole(cells: Sequence[Cell], count: int | None) -> bool:
    """Return whether cells are as built: each text fits its id, and none is missing if their count is known.

    Cells that the build itself adds, for Binder and Colab, have no place in the source and are not counted.
    """
    own = sum(ADDED not in cell.metadata.get("tags", []) for cell in cells)
    return identities(cells) == [cell.id for cell in cells] and count in (None, own)


def blocks(course: Course, name: str) -> int | None:
    """Return how many cells the source of a lesson has; None if there is no source to ask."""
    try:
        source = (course.root / "solutions" / f"{name}.py").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    return len(re.findall(r"^# ?%%", source, re.MULTILINE))


def stub(cell: Cell) -> Cell:
    r"""Return the cell as the learner gets it: its solution, if it has one, replaced by a NotImplementedError.

    >>> stub(Cell("code", f"def two():\n    {BEGIN}\n    return 2\n    {END}", "", {})).text
    'def two():\n    raise NotImplementedError("Your turn: write two.")'
    """
    lines = cell.text.split("\n")
    bare = [line.strip() for line in lines]
    function = re.search(r"^def (\w+)", cell.text, re.MULTILINE)
    if cell.kind != "code" or function is None or not {BEGIN, END} <= set(bare):
        return cell
    begin, end = bare.index(BEGIN), bare.index(END)
    indent = lines[begin][: -len(lines[begin].lstrip())]
    turn = f'{indent}raise NotImplementedError("Your turn: write {function.group(1)}.")'
    return Cell(cell.kind, "\n".join([*lines[:begin], turn, *lines[end + 1 :]]), "", cell.metadata)


def serialised(cells: Sequence[Cell]) -> bytes:
    """Return the file of a notebook without outputs, written as the course's build writes it."""
    filled: list[dict[str, Any]] = [
        {"cell_type": cell.kind, "id": identity, "metadata": cell.metadata, "source": cell.text.splitlines(True)}
        | ({"execution_count": None, "outputs": []} if cell.kind == "code" else {})
        for cell, identity in zip(cells, identities(cells), strict=True)
    ]
    metadata = {"kernelspec": KERNEL, "language_info": LANGUAGE}
    made = {"cells": filled, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
