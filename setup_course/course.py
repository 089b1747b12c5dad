"""Where things lie in one copy of the course, and how much room it needs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

GIGABYTES_NEEDED = 4.0


@dataclass(frozen=True)
class Course:
    """One copy of the course, and the folders that belong to it.

    >>> Course(Path("course")).log.as_posix()
    'course/.venv/course/setup.log'
    """

    root: Path

    @property
    def venv(self) -> Path:
        """The folder of the course's own Python and packages."""
        return self.root / ".venv"

    @property
    def python(self) -> str:
        """The Python in that folder."""
        return str(self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))

    @property
    def notes(self) -> Path:
        """The folder of stamps and of the log; where it exists, `.venv` is of our making."""
        return self.venv / "course"

    @property
    def wheels(self) -> Path:
        """The folder of packages that came with the course, where it came as a bundle for a room without network."""
        return self.root / "wheels"

    @property
    def log(self) -> Path:
        """The file with everything that pip and JupyterLab said."""
        return self.notes / "setup.log"
