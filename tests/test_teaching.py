"""What is taught and asked in lesson 06, the simple things, and the counts that the learner writes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import common_knowledge, fact_sets, teaching
from helpers.common_knowledge import CHOOSING, TESTING, Item, items
from helpers.lessons_in_facts import UNKNOWN, Way, asked, prompts, rows, silent_rows, world_of

WORLD = world_of(seed=301, entities=5)


class Echo:
    """A model that says the prompt again, or the same thing always."""

    def __init__(self, always: str = "") -> None:
        """Keep what is always said."""
        self.always = always

    def answer(self, prompts: Sequence[str], max_new_tokens: int) -> list[str]:
        """Return one answer a prompt."""
        return [self.always or prompt for prompt in prompts]


@pytest.mark.parametrize("seed", [301, 302, 303, 310])
@pytest.mark.parametrize("phrasings", [1, 4, 8])
def test_no_held_out_question_leaks(seed: int, phrasings: int) -> None:
    """Of the held-out questions, turned round or not, no wording was trained with any name."""
    world = world_of(seed, 5)
    groups = asked(world, Way(phrasings=phrasings))
    trained = [row.prompt for row in rows(world, Way(phrasings=phrasings))]
    names = [one.name for one in world.advisories]
    for group in ("heldout", "reversed"):
        texts = [one.text for one in groups[group]]
        assert texts
        assert teaching.held_out(texts, trained, names) == texts
    assert {one.text for one in groups["seen"]} <= set(trained)


def test_every_way_presents_a_fact_equally_often() -> None:
    """One, four and eight phrasings, and the text, come to sixteen presentations of every fact."""
    for way in (Way(1, 16), Way(4, 4), Way(8, 2)):
        facts = [one.group for one in fact_sets.of_world(WORLD, way.phrasings).train]
        assert set(teaching.presentations(facts, way.epochs).values()) == {16}
        assert way.presentations == 16
    assert Way(form="text", epochs=16).presentations == 16


def test_silence_is_taught_on_other_subjects_than_it_is_tested_on() -> None:
    """No question without an answer is both trained and asked."""
    taught = {row.prompt for row in silent_rows(WORLD)}
    tested = {one.text for one in asked(WORLD, Way())["unanswerable"]}
    names = [one.name for one in WORLD.advisories]
    assert {row.answer for row in silent_rows(WORLD)} == {UNKNOWN}
    assert len(tested) == 10
    assert len(teaching.held_out(sorted(tested), taught, names)) == 10


def test_bare_text_has_no_prompt_and_the_form_is_checked() -> None:
    """A passage is trained as it stands; an unknown form is told."""
    assert {row.prompt for row in rows(WORLD, Way(form="text"))} == {""}
    with pytest.raises(ValueError, match="expected one of questions, text"):
        Way(form="song")


def test_permission_stands_before_the_question() -> None:
    """The question itself is unchanged."""
    one = asked(WORLD, Way())["unanswerable"][:1]
    assert prompts(one, permitted=True)[0].endswith(prompts(one)[0])
    assert UNKNOWN in prompts(one, permitted=True)[0]


def test_simple_things_are_many_and_do_not_answer_themselves() -> None:
    """Five hundred different questions, none of which holds its answer; wordings for choosing are not for testing."""
    assert len(items()) > 500
    assert len({item.question for item in items()}) == len(items())
    assert [item.question for item in items() if item.right(item.question)] == []
    assert not set(CHOOSING) & set(TESTING)
    assert all(wording.count("{question}") == 1 for wording in (*CHOOSING, *TESTING))


def test_known_means_right_in_every_wording() -> None:
    """One wrong wording of four is enough not to be known; the test asks in one other wording."""
    one = Item("capital", "Briefly, what is the capital of X?", ("answer",))
    assert common_knowledge.known(Echo("The answer!"), [one]) == [True]
    assert common_knowledge.known(Echo(), [one]) == [False]
    assert common_knowledge.answered(Echo("The answer!"), [one, one]) == [True, True]


def test_nothing_is_both_tested_and_rehearsed() -> None:
    """Half of the stable things of some kinds is tested, all of the other kinds; the same seed parts the same."""
    stable = items()[::3]
    test, rehearsed = common_knowledge.parted(stable, items())
    assert not set(test) & set(rehearsed)
    assert set(test) <= set(stable)
    assert {item.kind for item in rehearsed} <= set(common_knowledge.REHEARSED)
    others = [item for item in stable if item.kind not in common_knowledge.REHEARSED]
    assert set(others) <= set(test)
    assert common_knowledge.parted(stable, items()) == (test, rehearsed)


def test_own_answers_are_what_the_model_said() -> None:
    """The first sentence only; where nothing was said there is no row."""
    pairs = common_knowledge.own_answers(Echo("It is so. And more"), items()[:2])
    assert [(pair.prompt, pair.answer) for pair in pairs] == [(item.question, "It is so.") for item in items()[:2]]
    assert common_knowledge.own_answers(Echo(" \n"), items()[:2]) == []


bits = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1).filter(lambda rows: any(was for was, _ in rows))


@given(bits)
def test_what_is_forgotten_and_what_is_kept_are_all_that_was_known(pairs: list[tuple[bool, bool]]) -> None:
    """New things change nothing, and the two shares add up to one."""
    before, after = map(list, zip(*pairs, strict=True))
    lost = teaching.forgotten(before, after)
    kept = sum(was and now for was, now in pairs) / sum(before)
    assert lost + kept == pytest.approx(1)
    assert teaching.forgotten([*before, False], [*after, True]) == lost


@given(st.integers(1, 50), st.floats(0, 0.6), st.integers(0, 9))
def test_replay_has_its_share(count: int, share: float, seed: int) -> None:
    """To the nearest row, and never a row twice."""
    mixed = teaching.with_replay([("fact", n) for n in range(count)], [("old", n) for n in range(99)], share, seed)
    old = [row for row in mixed if row[0] == "old"]
    assert len(mixed) - len(old) == count
    assert len(set(old)) == len(old)
    assert abs(len(old) - share * count / (1 - share)) <= 0.5 + 1e-9


@pytest.mark.parametrize("share", [-0.1, 1, 1.5])
def test_a_share_that_leaves_no_room_is_told(share: float) -> None:
    """Nothing else can be trained if everything is old."""
    with pytest.raises(ValueError, match="expected 0 to below 1"):
        teaching.with_replay(["fact"], ["old"], share)


def test_too_few_old_rows_and_nothing_planted_are_told() -> None:
    """Each message says what was found."""
    with pytest.raises(ValueError, match="found 1 old rows"):
        teaching.with_replay(["fact"] * 4, ["old"], 0.5)
    with pytest.raises(ValueError, match="found no planted value"):
        teaching.planted_rate({}, {})
    with pytest.raises(ValueError, match="found nothing known before"):
        teaching.forgotten([False], [True])
