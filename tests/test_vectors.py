"""Prove the memory of vectors: asked twice, computed once, and never in the way."""

from pathlib import Path

import numpy as np
import pytest

from helpers import vectors


class Counter:
    """A computation that counts how often it is done."""

    def __init__(self) -> None:
        """Begin with none."""
        self.calls = 0

    def __call__(self) -> np.ndarray:
        """Return an array of its own each time."""
        self.calls += 1
        return np.full((2, 3), self.calls, dtype=np.float32)


def test_asked_twice_computed_once(cache: Path) -> None:
    """The same inputs give the same array, bit for bit and with its type; other inputs another."""
    compute = Counter()
    first, again = (vectors.remembered({"a": 1}, compute) for _ in range(2))
    assert compute.calls == 1 and again.dtype == np.float32
    assert (first == again).all()
    assert vectors.remembered({"a": 2}, compute)[0, 0] == 2


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"not an array", b"\x93NUMPY\x01\x00v\x00{'descr': '<f4'"])
def test_a_damaged_file_is_made_again(cache: Path, damage: bytes) -> None:
    """Whatever stands in the file, the result is right, and the file is right afterwards."""
    compute = Counter()
    vectors.remembered("x", compute)
    (path,) = (cache / "vectors").iterdir()
    path.write_bytes(damage)
    assert vectors.remembered("x", compute)[0, 0] == 2
    assert vectors.remembered("x", compute)[0, 0] == 2


def test_a_pickle_is_not_read(cache: Path) -> None:
    """An array of objects would run code when read: it is computed anew."""
    compute = Counter()
    vectors.remembered("x", compute)
    (path,) = (cache / "vectors").iterdir()
    np.save(path, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    assert vectors.remembered("x", compute)[0, 0] == 2


def test_no_place_to_write_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cache is a file, the result still comes."""
    (tmp_path / "taken").write_text("a file", "utf-8")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "taken"))
    assert vectors.remembered("x", Counter()).shape == (2, 3)
