"""What lesson 09 says in words holds in its records; where a record may turn it, the lesson computes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers import cases, data, example_folder, own_documents
from helpers.advisor import advise, estimates, known
from helpers.advisor.approaches import FACTS_INSIDE, LEARN, LOOKS_UP
from helpers.advisor.situation import ERASED
from helpers.prompts import ABSTENTION

SOURCE = (Path(__file__).parent.parent / "solutions" / "09_decide.py").read_text("utf-8")


def test_staleness_stays_low_and_then_rises() -> None:
    """With a tenth changing each day: hardly any for a handful of facts, most for very many."""
    intake = known()[LEARN].intake
    assert intake is not None
    a_fact = intake.mean / estimates.DAY
    few, many = (float(estimates.stale_share(n, n / 10, 1.5 * a_fact * n)) for n in (25, 250_000))
    assert few < 0.01
    assert many > 0.3


def test_a_training_is_earned_back_at_some_time() -> None:
    """The lesson shows between how many questions; were nothing saved, it would have to say so."""
    learn, look_up = known()[LEARN], known()["look it up"]
    assert learn.answer and look_up.answer
    assert (look_up.answer - learn.answer).interval.low > 0


def test_the_clerk_has_more_facts_than_any_record() -> None:
    """And so have all of the five."""
    most = max(one.facts for one in known().values())
    assert all(case.situation.facts > most for case in cases.cases().values())


def test_the_matron_is_answered_by_a_rule() -> None:
    """What speaks against weights is no number there."""
    records = cases.find("records")
    assert records.situation.eyes == ERASED
    advice = advise(records.situation)
    for name in FACTS_INSIDE:
        assert "a rule, not measured here" in advice.against(name)
    assert advice.approach in {*LOOKS_UP, ""}


def test_the_example_questions_behave_as_told(tmp_path: Path) -> None:
    """One is answered from the ferry office's file; the other is not in the library."""
    documents = own_documents.load(example_folder.make(tmp_path / "documents"), progress=False)
    asked = re.findall(r'my_questions = \["(.+?)",\s+"(.+?)"\]', SOURCE)[0]
    assert documents.ask(asked[0]).source == "ferry-office.txt"
    assert documents.ask(asked[0]).text != asked[0]
    assert documents.ask(asked[1]).text == ABSTENTION


def test_numbers_in_the_prose_are_those_of_made_up_stories() -> None:
    """Shares and intervals are never typed."""
    prose = "\n".join(re.findall(r'r"""(.*?)"""', SOURCE, re.DOTALL))
    assert not re.search(r"\b0?\.\d\d|\d %", prose)


@pytest.mark.parametrize("case", list(cases.cases()))
def test_every_case_has_its_turn(case: str) -> None:
    """Told, predicted, advised, and what is not covered."""
    assert f'cases.find("{case}")' in SOURCE
    assert f'predict("case-{case}"' in SOURCE
    assert f"{case}.limits()" in SOURCE
    assert data.datasets_folder().joinpath(cases.FILE).is_file()
