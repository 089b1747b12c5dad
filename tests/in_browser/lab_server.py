"""JupyterLab as a learner starts it, in a folder of its own: no setting and no progress of anybody's is touched."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import nbformat

from setup_course import lab
from setup_course.course import Course
from setup_course.programs import environment, running

OFFLINE = Path(__file__).resolve().parents[1] / "offline"
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab.

    Attributes:
        notebooks: the folder of the notebooks that it offers.
        address: where it listens, as in "http://127.0.0.1:8888".
        token: what it asks for.
    """

    notebooks: Path
    address: str
    token: str

    def add(self, notebook: Path) -> None:
        """Offer a copy of a notebook."""
        shutil.copy(notebook, self.notebooks)

    def write(self, name: str, cells: Sequence[str]) -> None:
        """Offer a new notebook with these cells of code."""
        made = nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, cells)], metadata={"kernelspec": KERNEL})
        nbformat.write(made, self.notebooks / f"{name}.ipynb")

    def page(self, name: str) -> str:
        """Return the address at which a notebook opens, without the side bars."""
        return f"{self.address}/doc/tree/{self.notebooks.name}/{name}.ipynb?token={self.token}"

    def end_kernels(self) -> None:
        """End every kernel: a closed page leaves its own running, with a gigabyte of models."""
        for kernel in json.loads(self._ask("GET", "/api/kernels")):
            self._ask("DELETE", f"/api/kernels/{kernel['id']}")

    def _ask(self, method: str, path: str) -> bytes:
        """Return what the server answers."""
        request = Request(self.address + path, method=method, headers={"Authorization": f"token {self.token}"})
        with urlopen(request, timeout=30) as answer:
            return bytes(answer.read())


@contextmanager
def running_lab(folder: Path) -> Iterator[Lab]:
    """Run JupyterLab on this computer alone, with this very Python as kernel and no way into the network.

    Args:
        folder: an empty one, for notebooks, settings, progress and the log.
    """
    course, port, token = Course(folder), free_port(), secrets.token_urlsafe(16)
    notebooks = folder / "lessons"
    notebooks.mkdir()
    lab.silence_news(course)
    command = [sys.executable, *lab.lab_command(course, port, browser=False)[1:]]
    log = folder / "lab.log"
    with log.open("wb") as said:
        options = {"stdout": said, "stderr": subprocess.STDOUT, "env": variables(course, token)}
        with running(course, command, **options) as process:
            assert lab.answers(process, port), log.read_text("utf-8")
            yield Lab(notebooks, f"http://127.0.0.1:{port}", token)
            process.terminate()


def variables(course: Course, token: str) -> dict[str, str]:
    """Return the variables by which JupyterLab and its kernels keep everything in the course's folder."""
    folders = {
        name: str(course.root / name.lower())
        for name in ("COURSE_HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    # Where `silence_news` has put the setting.
    folders["JUPYTER_CONFIG_PATH"] = str(course.venv / "etc" / "jupyter")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return environment(course) | folders | {"JUPYTER_TOKEN": token, "PYTHONPATH": str(OFFLINE), "PATH": path}


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
