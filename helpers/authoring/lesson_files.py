"""The files of a lesson: where they are, how large and slow they may be, and the error that names a place in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.authoring.sources import Finding


@dataclass(frozen=True, slots=True)
class Settings:
    """How long a cell may run (seconds) and how large a notebook may be (bytes)."""

    cell_seconds: int = 60
    largest: int = 1_000_000


STANDARD = Settings()


class BuildError(Exception):
    """A lesson cannot be built; `messages` holds one line per fault, each with its file and line."""

    def __init__(self, messages: Sequence[str]) -> None:
        """Keep the messages; as text they stand one a line."""
        super().__init__("\n".join(messages))
        self.messages = list(messages)


@dataclass(frozen=True, slots=True)
class Files:
    """The three files of a lesson, found by its name (such as "00_the_question") below the folder `root`."""

    root: Path
    name: str

    @property
    def source(self) -> Path:
        """Return the path of the py:percent source."""
        return self.root / "solutions" / f"{self.name}.py"

    @property
    def solution(self) -> Path:
        """Return the path of the executed notebook."""
        return self.root / "solutions" / f"{self.name}.ipynb"

    @property
    def lesson(self) -> Path:
        """Return the path of the learner's notebook."""
        return self.root / "lessons" / f"{self.name}.ipynb"

    def faulty(self, findings: Sequence[Finding]) -> BuildError:
        """Return the error that tells findings with their file and line."""
        place = self.source.relative_to(self.root).as_posix()
        return BuildError([f"{place}:{finding.line}: {finding.message}" for finding in findings])


def find(root: Path, names: Sequence[str] = ()) -> list[Files]:
    """Return the lessons below `root` whose number or name is asked for; all of them for no names.

    Raises:
        BuildError: there is no such lesson, or a source is not called NN_name.py.

    >>> find(Path("nowhere"))
    []
    """
    known = sorted(path.stem for path in (root / "solutions").glob("*.py"))
    odd = [name for name in known if not re.fullmatch(r"\d\d_[a-z0-9_]+", name)]
    wanted = [Path(name).stem for name in names]
    missing = [name for name in wanted if not any(name in (stem, stem[:2]) for stem in known)]
    listed = ", ".join(known) or "none there yet"
    messages = [f"found the source {name}.py; expected NN_name.py; do rename it" for name in odd]
    messages += [f"found no source {name!r}; expected one of: {listed}; do correct the name" for name in missing]
    if messages:
        raise BuildError(messages)
    return [Files(root, stem) for stem in known if not names or stem in wanted or stem[:2] in wanted]


def orphans(root: Path) -> list[str]:
    """Return one line for each notebook without a source.

    >>> orphans(Path("nowhere"))
    []
    """
    notebooks = sorted(path for folder in ("lessons", "solutions") for path in (root / folder).glob("*.ipynb"))
    lost = [path for path in notebooks if not Files(root, path.stem).source.is_file()]
    advice = "do delete the notebook, or bring its source back"
    return [
        f"{path.relative_to(root).as_posix()}: found no source; expected solutions/{path.stem}.py; {advice}"
        for path in lost
    ]
