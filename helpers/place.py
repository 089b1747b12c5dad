"""Where does this notebook run, will widgets live there, and will the place remember anything tomorrow?"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Signs:
    """What can be seen from inside a Python process.

    Attributes:
        environ: the environment variables.
        shell: the class name of the IPython shell; "" in plain Python.
        names: the names defined in the shell; VS Code puts one of its own there.
        modules: the names of the loaded modules.
        parent: the command line of the process that started this one.
    """

    environ: Mapping[str, str]
    shell: str = ""
    names: Collection[str] = ()
    modules: Collection[str] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in which the course can run.

    Attributes:
        name: how its users call it, with "a" or "the" where English wants one.
        kernel: whether a notebook kernel is there to which a widget can talk.
        remembers: whether files written there are still there next week.
        advice: what to do if no button is seen.
    """

    name: str
    kernel: bool = True
    remembers: bool = True
    advice: str = ""


LAB = Place(
    "JupyterLab",
    advice="Reload the page in the browser, then run the cell again. If it stays so, restart with `python start.py`: "
    "it installs what JupyterLab needs for widgets.",
)
NOTEBOOK = Place(
    "Jupyter Notebook",
    advice="Reload the page and run the cell again. Notebook 7 shows widgets; version 6 may not: "
    "then `python start.py` opens JupyterLab instead.",
)
VS_CODE = Place(
    "VS Code",
    advice="Choose the Python in the course's folder `.venv` as kernel. If it asks whether it may download "
    "scripts for widgets, say yes, and restart the kernel. Offline, `python start.py` opens JupyterLab instead.",
)
COLAB = Place(
    "Colab",
    remembers=False,
    advice="Run the cell again: widgets do not come back when a saved notebook is reopened. "
    "Allow third-party cookies for this page if your browser blocks them.",
)
BINDER = Place(
    "Binder",
    remembers=False,
    advice="Run the cell again. If Binder was idle for ten minutes it has shut down: open its link anew.",
)
HUB = Place("JupyterHub", advice="Reload the page and run the cell again. If that does not help, show your instructor.")
OTHER = Place(
    "a notebook without a screen, or one this course does not know",
    advice="Nothing is lost: for each widget there is a line of code that does the same.",
)
TERMINAL = Place(
    "IPython in a terminal", kernel=False, advice="A terminal shows text only: use the line of code that it names."
)
PYTHON = Place("plain Python", kernel=False, advice="Plain Python shows text only: use the line of code that it names.")

WITH_SCREEN = (LAB, NOTEBOOK, VS_CODE, COLAB, BINDER, HUB)


def place_of(signs: Signs) -> Place:
    """Return the place that the signs speak of.

    >>> place_of(Signs({"BINDER_LAUNCH_HOST": "https://…"}, shell="ZMQInteractiveShell")).name
    'Binder'
    >>> place_of(Signs({})).name
    'plain Python'
    """
    if not signs.shell:
        return PYTHON
    if signs.shell == "TerminalInteractiveShell":
        return TERMINAL
    return _hosted(signs) or _local(signs)


def _hosted(signs: Signs) -> Place | None:
    """Return the service in whose rooms the kernel runs; Binder first, since it is a JupyterHub too."""
    if "google.colab" in signs.modules or "COLAB_RELEASE_TAG" in signs.environ:
        return COLAB
    if any(name.startswith("BINDER_") for name in signs.environ):
        return BINDER
    return HUB if "JUPYTERHUB_USER" in signs.environ else None


def _local(signs: Signs) -> Place:
    """Return the program on the learner's own computer; VS Code's own name tells it from a server started inside it."""
    from_server = "JPY_SESSION_NAME" in signs.environ
    if "__vsc_ipynb_file__" in signs.names or ("VSCODE_PID" in signs.environ and not from_server):
        return VS_CODE
    if "jupyter-notebook" in signs.parent or "-m notebook" in signs.parent:
        return NOTEBOOK
    is_lab = "jupyter-lab" in signs.parent or "jupyterlab" in signs.parent
    return LAB if is_lab or from_server else OTHER


def here() -> Place:
    """Return the place in which this very process runs.

    >>> here().kernel
    False
    """
    return place_of(_signs())


def _signs() -> Signs:
    """Return the signs of this process."""
    get_shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)
    shell = get_shell()
    if shell is None:
        return Signs(os.environ)
    return Signs(os.environ, type(shell).__name__, tuple(shell.user_ns), tuple(sys.modules), _parent())


def _parent() -> str:
    """Return the command line of the process that started this one; "" if it may not be seen."""
    try:
        parent = psutil.Process().parent()
        return " ".join(parent.cmdline()) if parent else ""
    except (psutil.Error, OSError):
        return ""
