"""Prove that a waiting learner sees what goes on."""

from __future__ import annotations

import time

import pytest

from setup_course import showing


@pytest.mark.parametrize("live", [True, False])
def test_progress_tells_how_long_it_usually_takes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], live: bool
) -> None:
    """On a terminal a line that moves; elsewhere plain lines, one a minute."""
    monkeypatch.setattr(showing, "on_terminal", lambda: live)
    with showing.showing("baking", "3 minutes") as shown:
        shown.began = time.monotonic() - 83
        shown.tick("raisins")
        shown.tick("raisins")
    said = capsys.readouterr().out
    assert "usually 3 minutes" in said
    assert "done: baking (1:23)" in said
    assert ("\r" in said) is live
    assert ("still baking: 1:23" in said) is not live
    assert said.count("still") <= 1
