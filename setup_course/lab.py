"""Open JupyterLab at the first lesson, on this computer alone."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Mapping

from setup_course.course import Course
from setup_course.failures import TroubleError, trouble
from setup_course.install import set_up
from setup_course.programs import environment, read_from, running
from setup_course.showing import say, showing

LESSON = "lessons/00_the_question.ipynb"


def open_lab(course: Course, options: argparse.Namespace) -> int:
    """Set up, and open JupyterLab at the first lesson until Ctrl-C ends it."""
    port = choose_port(options.port)
    set_up(course, "lab")
    silence_news(course)
    browser = has_desktop(os.environ) and not options.no_browser
    try:
        serve(course, port, browser)
    except KeyboardInterrupt:
        say("\nJupyterLab is closed. The same command opens it again.")
    return 0


def choose_port(wanted: int | None) -> int:
    """Return the port that was asked for, or the first free one from 8888 on.

    Raises:
        TroubleError: if that port, or each of the hundred from 8888 on, is taken.
    """
    candidates = range(8888, 8988) if wanted is None else [wanted]
    free = next(filter(is_free, candidates), None)
    if free is None:
        raise TroubleError(f"Found port {candidates[0]} taken or forbidden; do: name another one, as in --port 9000")
    return free


def is_free(port: int) -> bool:
    """Return whether a server may listen on a port of this computer.

    >>> is_free(0)
    False
    """
    if not 1 <= port <= 65535:
        return False
    with socket.socket() as probe:
        if os.name != "nt":  # there, this option would let two servers share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def has_desktop(variables: Mapping[str, str]) -> bool:
    """Return whether a browser can open where the learner sits.

    >>> has_desktop({"DISPLAY": ":0", "SSH_CONNECTION": "from elsewhere"})
    False
    """
    if "SSH_CONNECTION" in variables:
        return False
    return os.name == "nt" or sys.platform == "darwin" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & variables.keys())


def silence_news(course: Course) -> None:
    """Keep JupyterLab from asking whether it may fetch news; a choice that was made before stays."""
    settings = course.venv / "etc/jupyter/labconfig/page_config.json"
    if settings.exists():
        return
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}))


def serve(course: Course, port: int, browser: bool) -> None:
    """Run JupyterLab until it ends; say where it is once it answers.

    Raises:
        TroubleError: if it ends with a fault.
    """
    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_urlsafe(16)
    command = lab_command(course, port, browser)
    with open(course.log, "ab") as log:
        start = log.seek(0, os.SEEK_END)
        quiet = {"stdout": log, "stderr": subprocess.STDOUT, "env": environment(course, JUPYTER_TOKEN=token)}
        with running(course, command, **quiet) as process:
            if answers(process, port):
                say(f"\nThe course is open at\n\n    http://127.0.0.1:{port}/lab/tree/{LESSON}?token={token}\n")
                say("Leave this window open; Ctrl-C in it closes the course.")
            process.wait()
    if process.returncode:
        raise trouble("running JupyterLab", read_from(course.log, start)[-1000:], course)


def answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until JupyterLab listens, or has ended; return whether it listens."""
    with showing("starting JupyterLab", "5 seconds") as shown:
        while process.poll() is None and is_free(port):
            shown.tick()
            time.sleep(0.1)
        return process.poll() is None


def lab_command(course: Course, port: int, browser: bool) -> list[str]:
    """Return the command that runs JupyterLab on this computer alone.

    >>> from pathlib import Path
    >>> "--ServerApp.ip=127.0.0.1" in lab_command(Course(Path()), 8888, browser=False)
    True
    """
    flags = [
        f"--ServerApp.root_dir={course.root}",
        f"--LabApp.default_url=/lab/tree/{LESSON}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.open_browser={browser}",
        f"--ServerApp.allow_root={getattr(os, 'getuid', lambda: 1)() == 0}",
    ]
    return [course.python, "-m", "jupyterlab", *flags]
