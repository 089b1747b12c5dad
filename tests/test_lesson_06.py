"""What lesson 06 says in words is so in the records."""

import json

import pytest

from helpers import learning_path, taught
from helpers.data import datasets_folder

WAYS = ("1 phrasing x 16", "4 phrasings x 4")


@pytest.mark.parametrize("way", WAYS)
def test_the_sentences_are_learned_better_than_the_facts(way: str) -> None:
    """Seen questions are clearly better answered than held-out ones, and reversed ones hardly ever."""
    assert taught.share(way, "seen").low > taught.share(way, "heldout").high
    assert taught.share(way, "reversed").high < 0.1


def test_several_phrasings_carry_further_than_one() -> None:
    """At equally many presentations, on the same held-out questions, in every world."""
    assert taught.difference(WAYS[1], WAYS[0]).low > 0
    assert all(many > one for one, many in zip(*map(taught.worlds, WAYS), strict=True))


def test_nobody_knew_the_facts_before() -> None:
    """The untaught model is right about none."""
    assert taught.share(taught.UNTAUGHT, "seen").mean == taught.share(taught.UNTAUGHT).mean == 0


def test_the_library_is_searched_well_and_read_badly() -> None:
    """What the lesson says of its reader: most true pages are found, and most of them misread."""
    assert taught.ideal("library 0.0", lied=False).low > 0.8
    assert taught.share("library 0.0").high < 0.5


def test_lies_come_through_on_both_sides() -> None:
    """The taught model repeats many planted values; a reader without fault would repeat most of them."""
    assert taught.planted("wrong 0.25").low > 0.3
    assert taught.ideal("library 0.25", lied=True).low > 0.5


def test_an_index_is_made_in_no_time_beside_a_training() -> None:
    """Repairing the library takes less than a thousandth of the seconds."""
    assert taught.seconds("library 0.0", "indexing") * 1000 < taught.seconds(taught.MAIN)


def test_forgetting_comes_before_learning_and_replay_prevents_most() -> None:
    """After the first epoch most is lost and little learned; with replay the end is clearly better."""
    first = learning_path.point("without replay", 1)
    assert first.kept.high < 0.2
    assert first.heldout.high < 0.3
    plain, rehearsed = learning_path.lost("without replay"), learning_path.lost("with replay")
    assert rehearsed.high < plain.low
    assert learning_path.examples("without replay")


def test_the_test_wordings_are_harder_than_the_choosing_ones() -> None:
    """Even the untaught model is not right about all that is stable."""
    assert 0.8 < learning_path.share("without replay", 0, "kept").mean < 1


def test_silence_does_not_carry_over() -> None:
    """Of thirty questions without an answer the taught model is silent on three at most, taught silence or not."""
    for way in (taught.MAIN, "silence"):
        for group in taught.NOWHERE:
            assert taught.tally(way, group)["I don't know"] <= 3
    assert taught.tally(taught.UNTAUGHT, "permitted")["I don't know"] > 3
    assert learning_path.record()["plan"]["entities"] * 4 == 20


def test_text_is_learned_by_heart_and_answers_nothing() -> None:
    """The loss on the texts falls to almost nothing, and the questions stay wrong."""
    assert all(taught.step("text x 16", n)["losses"][-1] < 0.1 for n in (301, 302, 303))
    assert taught.share("text x 16").high < 0.1


def test_the_claims_of_this_lesson_are_decided_here() -> None:
    """C3 and C12 name this lesson."""
    claims = json.loads((datasets_folder() / "claims.json").read_text("utf-8"))
    assert {claim["id"] for claim in claims if "teaching_facts" in claim["lessons"]} == {"C3", "C12"}
