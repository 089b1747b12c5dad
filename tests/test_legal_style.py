"""The five rules of style: kept by every shipped answer, broken one at a time, and safe on any text."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import legal_style
from helpers.legal_style import Citation, citations, closing_office, count_paragraphs, made_up, style_report

STATUTES = Path(__file__).parents[1] / "datasets" / "statutes"
GOOD = "No. The asker may refuse the rest of the rent [Art. 11(1)]. Ask: the Tenancy Bench."
LONG_SENTENCE = " ".join(["word"] * 21)
BREAKERS = {
    "verdict": [
        GOOD.removeprefix("No. "),
        GOOD.replace("No.", "No,"),
        GOOD.replace("No.", "no."),
        GOOD.replace("No.", "Indeed."),
        GOOD.replace("No.", "No.No."),
        GOOD.replace("No.", "N\u043e."),
    ],
    "citation": [
        GOOD.replace(" [Art. 11(1)]", ""),
        GOOD.replace("[Art. 11(1)]", "[Article 11(1)]"),
        GOOD.replace("[Art. 11(1)]", "(Art. 11(1))"),
        GOOD.replace("[Art. 11(1)]", "[Art. 11]"),
        GOOD.replace("[Art. 11(1)]", "[Art. 011(1)]"),
        GOOD.replace("[Art. 11(1)]", "[Art. \u0661\u0661(1)]"),
        GOOD.replace("rent", "rent [sic]"),
    ],
    "brevity": [
        GOOD.replace("No.", f"No. {LONG_SENTENCE}."),
        GOOD.replace("No.", "No. " + "The law is plain. " * 8),
        GOOD.replace("of the rent", "of the rent " + "and the wage " * 5),
    ],
    "person": [
        GOOD.replace("The asker", "The tenant"),
        GOOD.replace("The asker", "I think the asker"),
        GOOD.replace("The asker", "You, the asker,"),
        GOOD.replace("The asker", "We’re sure the asker"),
        GOOD.replace("may refuse", "MIGHT refuse"),
        GOOD.replace("No.", "No. Sorry!"),
        GOOD.replace("The asker", "The\u200basker"),
    ],
    "office": [
        GOOD.removesuffix(" Ask: the Tenancy Bench."),
        GOOD.removesuffix("."),
        GOOD + " Good luck.",
        GOOD.replace("Ask:", "Ask"),
        GOOD.replace("the Tenancy Bench", "the tenancy bench"),
        GOOD.replace("the Tenancy Bench", "a lawyer"),
    ],
}


def lines(name: str) -> list[dict[str, Any]]:
    """Read one JSON Lines file of the statutes."""
    return [json.loads(line) for line in (STATUTES / name).read_text(encoding="utf-8").splitlines()]


def test_every_shipped_answer_keeps_all_five_rules() -> None:
    """The examples that teach the style break none of it."""
    broken = {row["id"]: style_report(row["answer"]).broken for row in lines("answers.jsonl")}
    assert {answer: rules for answer, rules in broken.items() if rules} == {}


def test_shipped_answers_cite_only_their_own_articles_and_real_paragraphs() -> None:
    """No example teaches a made-up citation."""
    sizes = {row["id"]: (row["meta"]["article"], count_paragraphs(row["text"])) for row in lines("passages.jsonl")}
    for row in lines("answers.jsonl"):
        assert made_up(row["answer"], dict(sizes[passage] for passage in row["passages"])) == (), row["id"]


def test_shipped_answers_hold_their_content_and_office() -> None:
    """Content is scored by strings that the gold answer itself holds; the office stands in the article."""
    texts = {row["id"]: row["text"].casefold() for row in lines("passages.jsonl")}
    for row in lines("answers.jsonl"):
        assert any(content.casefold() in row["answer"].casefold() for content in row["content"]), row["id"]
        assert closing_office(row["answer"]) == row["office"]
        assert any(row["office"].casefold() in texts[passage] for passage in row["passages"]), row["id"]


def test_held_out_articles_are_in_no_training_answer() -> None:
    """The style is tested on articles that training never showed."""
    rows = lines("answers.jsonl")
    articles = {
        split: {passage for row in rows if row["split"] == split for passage in row["passages"]}
        for split in ("train", "heldout")
    }
    assert not articles["train"] & articles["heldout"]
    assert sum(row["split"] == "heldout" for row in rows) >= 60
    assert len(rows) >= 120


def test_the_good_example_of_the_guide_is_good_and_the_bad_one_bad() -> None:
    """The page the learner reads agrees with the checker."""
    quotes = [line.removeprefix("> ") for line in (STATUTES / "STYLE.md").read_text(encoding="utf-8").splitlines()]
    good = next(quote for quote in quotes if quote.startswith("Yes. "))
    bad = next(quote for quote in quotes if quote.startswith("Hello!"))
    assert style_report(good).all_kept
    assert style_report(bad).broken == ("verdict", "citation", "person", "office")


def test_the_guide_lists_exactly_the_shunned_words() -> None:
    """Nobody is judged by a word that the page does not name."""
    page = (STATUTES / "STYLE.md").read_text(encoding="utf-8")
    listed = page.partition("and no others:")[2].partition("## ")[0]
    assert set(re.findall(r"\w+", listed)) == legal_style.SHUNNED


@pytest.mark.parametrize(
    ("rule", "answer"), [(rule, answer) for rule, answers in BREAKERS.items() for answer in answers]
)
def test_a_breaker_breaks_its_own_rule_only(rule: str, answer: str) -> None:
    """The rules are independent: each can be broken alone."""
    assert style_report(GOOD).all_kept
    report = style_report(answer)
    assert report.broken == (rule,)
    assert report.score == pytest.approx(0.8)


@pytest.mark.parametrize("form", ["Form I-10a", "the you-ask-we-answer desk", "Article 11", "an I-beam"])
def test_a_shunned_word_inside_a_longer_one_is_no_offence(form: str) -> None:
    """A form called I-10a is not the pronoun."""
    assert style_report(GOOD.replace("the rent", form)).all_kept


@pytest.mark.parametrize("verdict", ["Yes.", "No.", "It depends."])
def test_space_around_an_answer_does_no_harm(verdict: str) -> None:
    """Models often start with a space and end with a line break."""
    assert style_report(f"\n {GOOD.replace('No.', verdict)} \n").all_kept


@pytest.mark.parametrize("answer", ["", " ", "\n\n", "...", "[]", "\u200b"])
def test_nothing_keeps_no_rule(answer: str) -> None:
    """An empty answer is not a model of brevity."""
    assert style_report(answer).score == 0


def test_limits_are_met_exactly() -> None:
    """45 words and 20 in a sentence are allowed; one more is not."""
    sentence = " ".join(["word"] * 20) + "."
    assert legal_style.is_brief(f"{sentence} {sentence} One two three four five.")
    assert not legal_style.is_brief(f"{sentence} {sentence} One two three four five six.")
    assert not legal_style.is_brief(f"And {sentence}")


def test_made_up_counts_every_unknown_citation() -> None:
    """Unknown articles, repeated ones and unknown paragraphs are all found, in order."""
    answer = "No. [Art. 11(1)] [Art. 99(2)] [Art. 99(2)] [Art. 11(6)]"
    assert made_up(answer, [11]) == (Citation(99, 2), Citation(99, 2))
    assert made_up(answer, {11: 5, 99: 2}) == (Citation(11, 6),)
    assert made_up(answer, ()) == citations(answer)


@given(st.text())
def test_any_text_is_judged_without_complaint(answer: str) -> None:
    """No string raises, and the score agrees with the rules."""
    report = style_report(answer)
    assert report.score == pytest.approx(sum(rule(answer) for rule in legal_style.RULES.values()) / 5)
    assert len(made_up(answer, ())) == len(citations(answer))


@given(st.integers(1, 999), st.integers(1, 99))
def test_a_citation_reads_back_as_written(article: int, paragraph: int) -> None:
    """Writing and reading a citation are inverse."""
    citation = Citation(article, paragraph)
    assert citations(f"So says {citation}.") == (citation,)


@given(
    st.lists(st.sampled_from(["[", "]", "Art. ", "12", "(3)", "Ask: the ", "Bench", ".", " ", "Yes", "I", "\u0663"]))
)
def test_fragments_of_the_style_are_judged_without_complaint(pieces: list[str]) -> None:
    """Near misses are the likeliest texts from a half-trained model."""
    answer = "".join(pieces)
    assert style_report(answer).broken == tuple(name for name, rule in legal_style.RULES.items() if not rule(answer))
