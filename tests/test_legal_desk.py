"""The legal desk asks, hands over and judges as its style guide says."""

from __future__ import annotations

import pytest

from helpers import legal_desk, legal_style
from helpers.records import DataError


def test_no_article_is_in_both_splits() -> None:
    """What is asked about when it counts was never taught."""
    taught, asked = ({one.article for one in legal_desk.advices(split)} for split in legal_desk.SPLITS)
    assert taught and asked and not taught & asked


@pytest.mark.parametrize("split", legal_desk.SPLITS)
def test_the_advisor_passes_everything(split: str) -> None:
    """His own answers keep the rules, hold the fact, name the office, and cite the article, which exists."""
    for one in legal_desk.advices(split):
        judged = legal_desk.judge(one.answer, one)
        assert judged.style.all_kept and judged.content and judged.office and judged.right_article, one.id
        assert judged.invented == 0 and judged.cited > 0


def test_the_example_answers_of_the_guide_are_judged_as_it_says() -> None:
    """The nonsense about the goat keeps all five rules and holds nothing."""
    asked = legal_desk.advices("heldout")[0]
    judged = legal_desk.judge("No. The asker may keep the goat [Art. 12(1)]. Ask: the Moot.", asked)
    assert judged.style.all_kept and not judged.content


def test_the_guide_keeps_to_the_rules_that_are_checked() -> None:
    """Each of the five rules has its line, and what the guide shows as right is right."""
    lines = legal_desk.GUIDE.splitlines()
    assert [line[:2] for line in lines[1:]] == ["1.", "2.", "3.", "4.", "5."]
    assert legal_style.cites_exactly(lines[2])
    assert legal_style.ends_with_office(lines[5])


def test_prompts_hold_what_they_should_in_order() -> None:
    """Guide, article, question; a pattern ends where the answer begins."""
    one, shown = legal_desk.advices("heldout")[0], legal_desk.draw(legal_desk.advices("train"), 2, 0)
    whole = legal_desk.prompt(one.question, one.article, guide=True)
    text = legal_desk.library()[one.article].text
    assert whole.index(legal_desk.GUIDE) < whole.index(text) < whole.index(one.question)
    pattern = legal_desk.few_shot(shown, one.question)
    assert pattern.endswith(f"Question: {one.question}\nAnswer:")
    assert all(each.answer in pattern for each in shown)
    assert legal_desk.library()[shown[0].article].text in legal_desk.few_shot(shown, one.question, one.article)


def test_draws_are_nested_and_seeded() -> None:
    """Four examples are the first of sixteen; another seed draws others."""
    train = legal_desk.advices("train")
    assert legal_desk.draw(train, 16, 1)[:4] == legal_desk.draw(train, 4, 1) != legal_desk.draw(train, 4, 2)
    with pytest.raises(ValueError, match="found count=0"):
        legal_desk.draw(train, 0, 1)


def test_pairs_teach_the_answer_with_or_without_the_article() -> None:
    """The prompt is the bare question, or the article and the question."""
    one = legal_desk.advices("train")[:1]
    bare, read = legal_desk.pairs(one)[0], legal_desk.pairs(one, articles=True)[0]
    assert bare.prompt == one[0].question and bare.answer == read.answer == one[0].answer
    assert legal_desk.library()[one[0].article].text in read.prompt


@pytest.mark.parametrize("line", ["", "[]", '{"id": "a"}', '{"id": "a", "passages": []}', "null"])
def test_a_damaged_line_is_told(line: str) -> None:
    """Anything but a whole line is a clear error that names the place."""
    with pytest.raises(DataError, match="line 3: found"):
        legal_desk._advice(line, "answers.jsonl, line 3")


def test_an_unknown_split_is_told() -> None:
    """There are two."""
    with pytest.raises(DataError, match="expected one of train, heldout"):
        legal_desk.advices("test")
