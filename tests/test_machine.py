"""What the computer offers."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import psutil
import pytest

from helpers import machine, models


def test_peak_memory_sees_a_large_block() -> None:
    """Filling 200 MB more than was ever held raises the peak by about as much."""
    before = machine.peak_memory_mb()
    now = psutil.Process().memory_info().rss / machine.MEGABYTE
    block = b"x" * int((before - now + 200) * machine.MEGABYTE)
    assert machine.peak_memory_mb() > before + 100
    assert block


@pytest.mark.parametrize("text", ["536870912\n", "max\n"])
def test_container_limit_counts(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container's limit is believed where it is below the machine's memory; «max» is no limit."""
    (tmp_path / "memory.max").write_text(text, "ascii")
    monkeypatch.setattr(machine, "LIMIT_FILES", (tmp_path / "memory.max", tmp_path / "missing"))
    whole = psutil.virtual_memory().total // machine.MEGABYTE
    assert machine.memory_mb() == (512 if text.startswith("5") else whole)


def test_description_names_nobody() -> None:
    """A recorded result says what kind of machine it was, not whose."""
    assert set(asdict(machine.describe())) == {"processor", "cores", "memory_mb", "system"}


def test_peak_memory_is_ones_own() -> None:
    """A program that a large one started does not inherit its peak."""
    held = b"x" * 200_000_000
    code = "from helpers import machine; print(machine.peak_memory_mb())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert float(told) < len(held) / machine.MEGABYTE < machine.peak_memory_mb()


@pytest.mark.parametrize("wished", ["1", " 3 ", "17"])
def test_threads_can_be_asked_for(wished: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a computer that many share, a variable says how many threads one of them takes."""
    monkeypatch.setenv("COURSE_THREADS", wished)
    assert machine.cores() == int(wished)


@pytest.mark.parametrize("wished", ["0", "-1", "two", "1.5", "²"])
def test_no_number_of_threads_is_told(wished: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no number of threads is named, with what to do."""
    monkeypatch.setenv("COURSE_THREADS", wished)
    with pytest.raises(ValueError, match=r"found COURSE_THREADS=.*; expected a whole number from 1 on; do"):
        machine.cores()


def test_number_format_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable decides where nobody names a format; a format that is named in code comes first."""
    for name in ("float32", "bfloat16"):
        monkeypatch.setenv("COURSE_DTYPE", name)
        assert str(models.pick_dtype()) == f"torch.{name}"
        assert str(models.pick_dtype("float32")) == "torch.float32"
    monkeypatch.setenv("COURSE_DTYPE", "float8")
    with pytest.raises(ValueError, match="found the dtype 'float8'; expected one of float32, bfloat16"):
        models.pick_dtype()
    monkeypatch.setenv("COURSE_DTYPE", " ")
    assert machine.wished_dtype() is None


@pytest.mark.parametrize(
    ("set_before", "spins"), [({}, "3000"), ({"GOMP_SPINCOUNT": "7"}, "7"), ({"OMP_WAIT_POLICY": "ACTIVE"}, None)]
)
def test_threads_spin_a_little_unless_somebody_decided(
    set_before: dict[str, str], spins: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is set already stays; a policy of one's own is not overruled by a number of turns."""
    for name in ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "ONEDNN_PRIMITIVE_CACHE_CAPACITY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in set_before.items():
        monkeypatch.setenv(name, value)
    machine.share_machine()
    assert os.environ.get("GOMP_SPINCOUNT") == spins
    assert os.environ["OMP_WAIT_POLICY"] == set_before.get("OMP_WAIT_POLICY", "PASSIVE")
    monkeypatch.setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "9")
    machine.share_machine()
    assert os.environ["ONEDNN_PRIMITIVE_CACHE_CAPACITY"] == "9"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="macOS does not hold a program to these limits")
@pytest.mark.parametrize("kind", ["RLIMIT_DATA", "RLIMIT_AS"])
def test_a_limit_of_ones_own_is_the_memory_there_is(kind: str) -> None:
    """What `ulimit -d` or `ulimit -v` allows counts, where it is less than the machine has."""
    code = f"import resource as r; r.setrlimit(r.{kind}, (2**31, 2**31)); from helpers import machine as m; "
    assert int(subprocess.check_output([sys.executable, "-c", code + "print(m.memory_mb())"])) == 2048


@pytest.mark.parametrize(("megabytes", "sizes"), [(2048, [2**19, 2**24]), (8192, [])])
def test_small_blocks_go_back_where_memory_is_short(
    megabytes: int, sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """For so long as it was asked for, also if that ends with an error; elsewhere nothing is changed."""
    told: list[int] = []
    monkeypatch.setattr(machine, "memory_mb", lambda: megabytes)
    monkeypatch.setattr(machine, "_hand_back_from", told.append)
    with pytest.raises(KeyError), machine.sparing_memory():
        assert told == sizes[:1]
        raise KeyError
    assert told == sizes


FREED = """
import numpy as np, psutil, sys
from helpers import machine
if sys.argv[1:]:
    machine.share_machine()
def block(megabytes): return np.ones(megabytes * 2**17)
def held(): return psutil.Process().memory_info().rss // machine.MEGABYTE
block(30)  # freed at once; it raises the size from which on blocks are handed back
before, blocks = held(), [block(20) for _ in range(10)]
del blocks[:-1]
print(held() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other allocators have no such threshold")
def test_large_blocks_go_back_when_they_are_freed() -> None:
    """Of ten blocks of 20 MB nine are freed: what is left is one; without being asked, the allocator keeps more."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    asked, unasked = (
        int(
            subprocess.run([sys.executable, "-c", FREED, *words], env=variables, capture_output=True, check=True).stdout
        )
        for words in (["share"], [])
    )
    assert asked < 40 < unasked
