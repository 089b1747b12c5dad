"""The five cases are jobs that can be reckoned with, each with the claims about it and with what stays open."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import cases, claims
from helpers.advisor import advise
from helpers.records import DataError


def test_there_are_five_and_each_can_be_advised() -> None:
    """Legal, confidential, customer service, security, archive."""
    found = cases.cases()
    assert len(found) == 5
    for case in found.values():
        assert advise(case.situation).card()
        assert case.not_covered and all(told.endswith(".") for told in case.not_covered)
        assert {claims.find(id).id for id in case.claims} == set(case.claims)


def test_the_cases_differ_in_what_decides_them() -> None:
    """No two have the same job, and every claim is about one of them at most."""
    found = list(cases.cases().values())
    assert len({case.situation for case in found}) == len(found)
    named = [id for case in found for id in case.claims]
    assert len(named) == len(set(named))


def test_the_card_tells_story_numbers_and_claims() -> None:
    """What is said at the counter."""
    case = cases.find("archive")
    told = repr(case.card())
    for part in (case.title, case.story, repr(case.situation), claims.find("C9").claim):
        assert part in told
    assert all(one in repr(case.limits()) for one in case.not_covered)


def test_an_unknown_case_is_told() -> None:
    """With the nearest."""
    with pytest.raises(ValueError, match="did you mean 'archive'"):
        cases.find("archives")


@pytest.mark.parametrize("text", ["", "[{}]", "{", '[{"id": "x", "situation": 3}]'])
def test_a_damaged_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A sentence, no traceback of a parser."""
    (tmp_path / cases.FILE).write_text(text)
    monkeypatch.setattr(cases, "datasets_folder", lambda: tmp_path)
    with pytest.raises(DataError, match=r"cases.json: found no cases .*; expected a list"):
        cases.cases()
