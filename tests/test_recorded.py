"""A record says what it belongs to, is never half written, and is not mistaken for another."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import recorded
from helpers.records import DataError

HEADER = ["data", "command", "plan", "versions", "machine", "seconds"]


def test_a_record_comes_back_with_its_header(tmp_path: Path) -> None:
    """What was measured and what it was measured with and on."""
    path = recorded.write("tides", {"height": [1.5, 2]}, "1f", {"seeds": 3}, tmp_path)
    record = recorded.load("tides", tmp_path)
    assert list(record) == [*HEADER, "results"]
    assert (record["results"], record["plan"], record["data"]) == ({"height": [1.5, 2]}, {"seeds": 3}, "1f")
    assert record["command"] == "python -m helpers.measure tides"
    assert record["machine"]["cores"] >= 1 and record["versions"]["numpy"][0].isdigit()
    assert path.read_bytes().endswith(b"}\n") and b"\r" not in path.read_bytes()


def test_a_missing_record_names_the_command_that_makes_it(tmp_path: Path) -> None:
    """One sentence, no traceback to puzzle over."""
    with pytest.raises(DataError, match=r"tides\.json: found no record; .*python -m helpers\.measure tides"):
        recorded.load("tides", tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "{}", "\xff"])
def test_a_damaged_record_is_named_and_kept(text: str, tmp_path: Path) -> None:
    """Neither read as a result nor written over."""
    path = tmp_path / "tides.json"
    path.write_bytes(text.encode("latin-1"))
    for read in (lambda: recorded.load("tides", tmp_path), lambda: recorded.begin(path, "", "1f", {})):
        with pytest.raises(DataError, match=r"tides\.json: found no record"):
            read()
    assert path.read_bytes() == text.encode("latin-1")


def test_half_a_record_passes_for_a_whole_one_nowhere(tmp_path: Path) -> None:
    """A lesson does not read what is still being measured."""
    recorded.save({"data": "1f", "results": {}, recorded.LEFT: 2}, tmp_path / "tides.json")
    with pytest.raises(DataError, match=r"found 2 steps left; .*measure tides"):
        recorded.load("tides", tmp_path)


def test_a_record_goes_on_only_with_its_own_data(tmp_path: Path) -> None:
    """Other data begin anew; the old file stays until something is saved."""
    path = recorded.write("tides", {"height": 1}, "1f", {}, tmp_path)
    assert recorded.begin(path, "again", "1f", {})["results"] == {"height": 1}
    assert list(recorded.begin(path, "again", "2f", {})) == HEADER
    assert recorded.load("tides", tmp_path)["results"] == {"height": 1}


def test_what_is_no_number_is_not_written(tmp_path: Path) -> None:
    """NaN is no JSON; the record of before stays whole."""
    path = recorded.write("tides", {"height": 1}, "1f", {}, tmp_path)
    with pytest.raises(ValueError, match="JSON compliant"):
        recorded.write("tides", {"height": math.nan}, "1f", {}, tmp_path)
    assert json.loads(path.read_text("utf-8"))["results"] == {"height": 1}


JSON = st.recursive(st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3), max_leaves=5)


@given(one=st.lists(JSON, max_size=3), other=st.lists(JSON, max_size=3))
def test_fingerprints_are_equal_exactly_when_the_parts_are(one: list[object], other: list[object]) -> None:
    """Data of another measurement are never taken for these."""
    assert (recorded.fingerprint(*one) == recorded.fingerprint(*other)) == (one == other)


def test_the_course_s_own_records_are_as_documented() -> None:
    """Every file of `datasets/measured` has the header, in its order, and no step left."""
    paths = sorted(recorded.path_of("any").parent.glob("*.json"))
    assert paths
    for path in paths:
        assert list(recorded.read(path))[: len(HEADER)] == HEADER, path.name
        assert not recorded.read(path).get(recorded.LEFT), path.name
