"""Prove that JupyterLab opens at the first lesson, on this computer alone."""

from __future__ import annotations

import os
import socket
import sys

import pytest

from setup_course import lab
from setup_course.course import Course
from setup_course.failures import TroubleError


def test_taken_port_is_passed_over_unless_it_was_asked_for() -> None:
    """The next free port serves as well; a wish that cannot be met is told."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not lab.is_free(port)
        with pytest.raises(TroubleError, match=f"Found port {port} taken"):
            lab.choose_port(port)
    assert 8888 <= lab.choose_port(None) < 8988
    assert not any(lab.is_free(port) for port in (-1, 0, 65536))


def test_browser_opens_only_where_the_learner_sits(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a server or through ssh the address is enough."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "name", "posix")
    assert lab.has_desktop({"DISPLAY": ":0"})
    assert lab.has_desktop({"WAYLAND_DISPLAY": "wayland-0"})
    assert not lab.has_desktop({})
    assert not lab.has_desktop({"DISPLAY": ":0", "SSH_CONNECTION": "somewhere"})


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_lab_opens_the_first_lesson_also_as_root(
    monkeypatch: pytest.MonkeyPatch,
    course: Course,
    user: int,
    allowed: bool,
) -> None:
    """JupyterLab listens on this computer alone, and refuses root only where nobody is root."""
    monkeypatch.setattr(os, "getuid", lambda: user, raising=False)
    command = lab.lab_command(course, 8899, browser=False)
    assert "--LabApp.default_url=/lab/tree/lessons/00_the_question.ipynb" in command
    assert {"--ServerApp.port=8899", "--ServerApp.ip=127.0.0.1", "--ServerApp.open_browser=False"} <= set(command)
    assert f"--ServerApp.allow_root={allowed}" in command


def test_lab_asks_for_no_news(course: Course) -> None:
    """JupyterLab's question about news is switched off; a learner's own settings are not overwritten."""
    settings = course.venv / "etc/jupyter/labconfig/page_config.json"
    lab.silence_news(course)
    assert "announcements" in settings.read_text()
    settings.write_text("{}")
    lab.silence_news(course)
    assert settings.read_text() == "{}"


def test_lab_says_where_it_is(
    monkeypatch: pytest.MonkeyPatch, course: Course, own_python: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """The address is shown once the server answers, never before, and never if it ends at once."""
    port = lab.choose_port(None)
    server = f"import socket, time; s = socket.create_server(('127.0.0.1', {port})); time.sleep(1)"
    monkeypatch.setattr(lab, "lab_command", lambda *_: [sys.executable, "-c", server])
    lab.serve(course, port, browser=False)
    assert f"http://127.0.0.1:{port}/lab/tree/lessons/00_the_question.ipynb?token=" in capsys.readouterr().out
    monkeypatch.setattr(lab, "lab_command", lambda *_: [sys.executable, "-c", "raise SystemExit('odd end')"])
    with pytest.raises(TroubleError, match=r"(?s)Found a fault while running JupyterLab.*\| odd end"):
        lab.serve(course, port, browser=False)
    assert "The course is open" not in capsys.readouterr().out
