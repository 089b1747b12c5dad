"""Prove that started programs see no personal settings and leave nothing behind."""

from __future__ import annotations

import _thread
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from setup_course import programs, showing
from setup_course.course import Course


@pytest.fixture
def heeding_ctrl_c() -> Iterator[None]:
    """Listen to Ctrl-C, which a program that a shell started in the background does not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeding_ctrl_c", "own_python")
def test_ctrl_c_ends_what_was_started(
    monkeypatch: pytest.MonkeyPatch,
    main: Callable[..., SimpleNamespace],
    course: Course,
) -> None:
    """Ctrl-C leaves one sentence, exit code 130 and no program behind."""
    monkeypatch.setattr(programs, "GRACE_SECONDS", 0.1)
    started: list[subprocess.Popen[bytes]] = []
    monkeypatch.setattr(programs, "end", lambda process, end=programs.end: (started.append(process), end(process)))
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    threading.Timer(0.5, _thread.interrupt_main).start()
    told = main(lambda course, _: programs.run_logged(course, command, showing.Showing("waiting", "a minute"))[0])
    assert told.code == 130
    assert "Stopped. Run the same command again: it goes on where it stopped." in told.out
    assert started[0].poll() is not None


def test_personal_python_settings_lead_nowhere(monkeypatch: pytest.MonkeyPatch, course: Course) -> None:
    """A PYTHONPATH with old packages or a wish for `pip --user` does not reach the course."""
    monkeypatch.setenv("PYTHONPATH", "/old")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    found = programs.environment(course)
    assert "PYTHONPATH" not in found
    assert found["PIP_USER"] == "0"
    assert found["PIP_INDEX_URL"] == "https://mirror.example/simple"
    assert found["PATH"].startswith(str(course.venv))
