"""The folders, atomic writing, and remembered answers."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import store


def test_folders_follow_their_variables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both folders can be moved."""
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "a"))
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "b"))
    assert (store.cache_folder(), store.user_folder()) == (tmp_path / "a", tmp_path / "b")


def test_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up while writing leaves the old content and no scraps."""
    target = tmp_path / "note"
    store.write_atomically(target, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="rights work differently on Windows")
def test_written_files_have_the_usual_rights(tmp_path: Path) -> None:
    """A file written here can be read by whom the user's other files can be read by."""
    store.write_atomically(tmp_path / "ours", b"")
    (tmp_path / "usual").touch()
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


def counted(result: object) -> tuple[Callable[[], object], list[int]]:
    """Return a function that gives `result`, and the list that grows with each call."""
    calls: list[int] = []

    def compute() -> object:
        calls.append(1)
        return result

    return compute, calls


def test_same_inputs_compute_once(cache: Path) -> None:
    """The second time the answer comes from disk, and another question is computed."""
    compute, calls = counted(["é", 1.5])
    results = [store.remembered({"q": q}, compute) for q in ("a", "a", "b")]
    assert results == [["é", 1.5]] * 3
    assert len(calls) == 2


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"other": 1}', b"\xff\xfe"])
def test_damaged_memory_costs_only_a_computation(cache: Path, damage: bytes) -> None:
    """Whatever is found on disk, the right result comes back and mends the file."""
    compute, calls = counted("right")
    store.remembered("q", compute)
    (file,) = (cache / "answers").iterdir()
    file.write_bytes(damage)
    assert store.remembered("q", compute) == "right"
    assert len(calls) == 2
    assert json.loads(file.read_text("utf-8"))["result"] == "right"


def test_unwritable_memory_still_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cache's place is taken by a file, the result is computed each time."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "file"))
    compute, calls = counted(7)
    assert [store.remembered("q", compute) for _ in range(2)] == [7, 7]
    assert len(calls) == 2


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values, json_values)
def test_keys_differ_where_inputs_differ(left: object, right: object) -> None:
    """Two inputs share a key only if they are the same JSON."""
    same = json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)
    assert (store.key_of(left) == store.key_of(right)) == same
