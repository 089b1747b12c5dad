"""The record of lesson 06 read out: every score follows from the texts, and hostile texts are scored rightly."""

from __future__ import annotations

import pytest

from helpers import learning_path, metrics, taught
from helpers.data import Question
from helpers.lessons_in_facts import Way, asked, world_of
from helpers.taught import Said

SEVERITY = Question("q", "How bad?", ("one bell", "1 bell"), ("p",), "lookup", "f", "heldout", "Fogbell", "severity")
NOWHERE = Question("n", "How heavy?", (), (), "unanswerable", "g", "heldout", "Fogbell", "weight")


@pytest.mark.parametrize(
    ("text", "right"),
    [("one bell", True), ("1 bell.", True), ("It is one bell, they say", True), ("two bells", False), ("", False),
     ("one bell or two bells", False), ("bell", False)],
)  # fmt: skip
def test_right_names_the_value_and_no_other(text: str, right: bool) -> None:
    """Any spelling counts, within a sentence, too; a list of values does not."""
    assert Said(301, SEVERITY, text).right() == right


def test_a_lie_is_repeated_only_where_one_was_planted() -> None:
    """The wrong value in any spelling; without one nothing is repeated."""
    assert Said(301, SEVERITY, "2 bells", "two bells").repeats()
    assert not Said(301, SEVERITY, "two bells").repeats()
    assert not Said(301, SEVERITY, "one bell", "two bells").repeats()


@pytest.mark.parametrize(
    ("text", "silent"),
    [("I don't know.", True), ("i don’t know", True), ("I'm not sure.", True), ("four bells", False), ("", False)],
)
def test_silence_is_recognised_in_several_words(text: str, silent: bool) -> None:
    """Also with the other apostrophe; an empty answer says nothing."""
    assert taught.silent(text) == silent
    assert not Said(301, NOWHERE, text).right()


def test_every_answer_belongs_to_its_question() -> None:
    """There are as many texts as questions, for each way and group of the plan."""
    plan = taught.record()["plan"]
    for what, way in {**plan["ways"], taught.UNTAUGHT: plan["ways"][taught.MAIN]}.items():
        for group in taught.step(what, plan["worlds"][-1])["said"]:
            asked_for = "unanswerable" if group == "permitted" else group
            count = sum(len(asked(world_of(n, plan["entities"]), Way(**way))[asked_for]) for n in plan["worlds"])
            assert len(taught.said(what, group)) == count


def test_the_three_numbers_add_up() -> None:
    """Right, wrong and silent are all answers."""
    for group in ("heldout", "unanswerable", "permitted"):
        assert sum(taught.tally("silence", group).values()) == len(taught.said("silence", group))


def test_lies_and_clean_facts_are_parted() -> None:
    """A quarter of the facts is planted, on both sides the same; none of these counts as clean."""
    wrong, library = taught.said("wrong 0.25"), taught.said("library 0.25")
    assert [one.lie for one in wrong] == [one.lie for one in library]
    assert sum(bool(one.lie) for one in wrong) == 2 * 3 * round(0.25 * 25)
    assert not any(one.lie for one in taught.said("library 0.0"))
    assert all(one.lie not in one.question.answers for one in wrong if one.lie)


def test_wrong_answers_are_all_sorted() -> None:
    """Each wrong answer is true of something or of nothing."""
    answers = taught.said(taught.MAIN)
    assert sum(taught.mixed_up(taught.MAIN).values()) == sum(not one.right() for one in answers)


def test_shares_follow_from_the_texts() -> None:
    """Worked out by hand for one way: the mean over all held-out questions."""
    answers = taught.said(taught.MAIN)
    hits = [any(metrics.normalise(one.text) == metrics.normalise(name) for name in one.question.answers)
            for one in answers]  # fmt: skip
    assert taught.share(taught.MAIN).mean >= sum(hits) / len(hits)
    assert taught.worlds(taught.MAIN) == pytest.approx(
        [sum(one.right() for one in answers if one.world == n) / 50 for n in (301, 302, 303)]
    )


def test_kept_things_are_counted_from_what_the_untaught_model_knew() -> None:
    """At least 150 things are tested; what is lost is a share of those that were right before."""
    assert learning_path.counts()["tested"] >= 150
    before = learning_path.bits("without replay", 0, 301, "kept")
    lost = [
        was and not now
        for n in (301, 302, 303)
        for was, now in zip(before, learning_path.bits("without replay", 4, n, "kept"), strict=True)
    ]
    assert learning_path.lost("without replay").mean == pytest.approx(sum(lost) / (3 * sum(before)))
