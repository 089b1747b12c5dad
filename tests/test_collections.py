"""Every collection passes the audit, the real and the generated one too; the datasheet states what is there."""

import json
from functools import cache

import pytest

from helpers import data
from helpers.audit.__main__ import BEGIN, END, MADE, collections
from helpers.audit.hardness import Plan, fingerprint, record_path
from helpers.audit.report import audit
from helpers.audit.spread import table
from helpers.audit.verdicts import hardness_faults
from helpers.data import Collection

NAMES = (*data.names(), *MADE)
MEASURED = data.datasets_folder() / "measured"
RECORDED = [name for name in NAMES if record_path(name, MEASURED).exists()]


@cache
def collection(name: str) -> Collection:
    """Return a collection, read once."""
    return collections([name])[0]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.slow
def test_no_rule_is_broken(name: str) -> None:
    """Ids resolve, answers stand where they should and nowhere else, nothing leaks, nothing stands twice."""
    assert [str(fault) for fault in audit(collection(name)).faults] == []


@pytest.mark.parametrize("name", RECORDED)
@pytest.mark.slow
def test_the_recorded_hardness_belongs_to_these_data_and_is_within_bounds(name: str) -> None:
    """Neither search finds all, each has a kind of its own, and the base model only guesses."""
    record = json.loads(record_path(name, MEASURED).read_text(encoding="utf-8"))
    assert record["data"] == fingerprint(collection(name), Plan()), "found an old record; run its command again"
    assert name in MADE or [str(fault) for fault in hardness_faults(collection(name), record)] == []


def test_the_datasheet_states_what_is_there() -> None:
    """The table was made from the files as they are: `python -m helpers.audit --datasheet` renews it."""
    sheet = (data.datasets_folder() / "DATASHEET.md").read_text(encoding="utf-8")
    assert sheet.partition(BEGIN)[2].partition(END)[0].strip() == table([collection(name) for name in NAMES])


def test_the_datasheet_carries_the_terms_of_the_real_data() -> None:
    """MITRE's licence and copyright designation stand in it word for word, as the terms ask."""
    sheet = " ".join((data.datasets_folder() / "DATASHEET.md").read_text(encoding="utf-8").split())
    notice = " ".join(collection("weaknesses").notice.replace("\u2019", "'").split())
    licence = notice[notice.index("CWE Usage:") :].partition(" DISCLAIMERS")[0]
    assert licence in sheet
    assert notice[notice.index("Copyright ©") :].partition(".")[0] in sheet
