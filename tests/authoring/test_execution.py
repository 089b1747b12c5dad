"""Cells run in a kernel of their own: what fails is named, and nothing of the learner's is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.authoring import execution, sources
from helpers.authoring.lesson_files import BuildError, Files, Settings
from helpers.authoring.outputs import Outputs


def run_source(root: Path, *texts: str, tags: str = "") -> Outputs:
    """Execute a source of the code cells given, whatever the rules of a lesson say."""
    cells = sources.read_cells("\n".join(f"# %% {tags}\n{text}\n" for text in texts))
    (root / "solutions").mkdir()
    return execution.execute(Files(root, "00_how_late"), cells, Settings(cell_seconds=2))


def test_a_tag_does_not_excuse_a_failing_cell(tmp_path: Path) -> None:
    """Even a cell that is tagged as raising stops the build."""
    with pytest.raises(BuildError, match="failing"):
        run_source(tmp_path, "1 / 0", tags='tags=["raises-exception"]')


@pytest.mark.slow
def test_a_slow_cell_is_named(tmp_path: Path) -> None:
    """A cell over its time is stopped and told."""
    with pytest.raises(BuildError, match=r":5: found cell 2 running for over 2 s"):
        run_source(tmp_path, "1", "import time\ntime.sleep(30)")


@pytest.mark.slow
def test_a_dying_kernel_is_told(tmp_path: Path) -> None:
    """A cell that takes the kernel down is told like one that fails."""
    with pytest.raises(BuildError, match="found cell 1 failing"):
        run_source(tmp_path, "import os\nos._exit(1)")


def test_execution_touches_no_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel's COURSE_HOME is a folder of its own, in the folder of the solutions it works."""
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "mine"))
    shown = run_source(
        tmp_path,
        "import os, pathlib\n_ = pathlib.Path(os.environ['COURSE_HOME'], 'progress').write_text('00')",
        "pathlib.Path.cwd().name, 'mine' in os.environ['COURSE_HOME']",
    )
    assert not (tmp_path / "mine").exists()
    assert shown[1][0].data["text/plain"] == "('solutions', False)"


def test_outputs_that_name_the_machine_are_refused(tmp_path: Path) -> None:
    """A path of the repository, the home folder, or of a warning's temporary file is a fault, told with its line."""
    with pytest.raises(BuildError) as caught:
        run_source(
            tmp_path,
            "import pathlib, warnings\npathlib.Path.cwd()",
            "pathlib.Path.home() / 'course'",
            "warnings.warn('look out')",
        )
    lines = {message.split(":")[1] for message in caught.value.messages}
    assert {"2", "6"} <= lines
    assert all("found an output that names the folder" in message for message in caught.value.messages)


def test_the_kernel_is_talked_to_in_private(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Running a cell brings no warning of a connection that others could listen to."""
    assert len(run_source(tmp_path, "1")) == 1
    assert "without encryption" not in capfd.readouterr().err
