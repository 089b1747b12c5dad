"""A stream of changes is deterministic, and keeps its promises in every round."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import dated_library, lessons_in_changes, teaching, updating
from helpers.bm25 import BM25
from helpers.collection import Passage
from helpers.dated_library import APPEND, NEWEST, OVERWRITE
from helpers.worlds import WorldConfig, make_world
from helpers.worlds.changes import StreamConfig, edited, make_stream
from helpers.worlds.stream import ATTRIBUTES, Stream, day_of

PINNED = "fef947f711e32bfb4c4628f6a2f4e09ea2bd86f02bafa7bf642d9a8e3ca069d4"
CONFIGS = st.builds(
    StreamConfig,
    seed=st.integers(0, 10_000),
    entities=st.integers(2, 9),
    rounds=st.integers(1, 7),  # severity has eight values, and none may come back
    changed=st.integers(0, 8),
)


def digest(stream: Stream) -> str:
    """Return the sha256 of all that a stream yields."""
    numbers = range(len(stream.rounds) + 1)
    pages = [[page.id, page.text, dict(page.meta)] for page in dated_library.pages(stream, numbers[-1], APPEND)]
    asked = [[[one.question.text, one.question.answers, one.group, one.former] for one in stream.asked(n)]
             for n in numbers]  # fmt: skip
    return hashlib.sha256(json.dumps([pages, asked]).encode()).hexdigest()


def values(stream: Stream, number: int) -> dict[str, str]:
    """Return for each fact in force after a round its value."""
    return {fact.id: fact.value for fact in stream.world(number).facts}


def test_the_same_config_gives_the_same_bytes() -> None:
    """On every platform and Python version; another seed gives others."""
    assert digest(make_stream(StreamConfig(seed=5, changed=3))) == PINNED
    assert digest(make_stream(StreamConfig(seed=6, changed=3))) != PINNED


@settings(max_examples=40, deadline=None)
@given(CONFIGS)
def test_every_round_does_what_it_says(config: StreamConfig) -> None:
    """As many facts change as were ordered, each to another value; products come and go by turns, for good."""
    stream = make_stream(config)
    for number, one in enumerate(stream.rounds, 1):
        before, after = values(stream, number - 1), values(stream, number)
        assert one.number == number
        assert len(one.changed) == config.changed
        assert (len(one.added), len(one.withdrawn)) == ((1, 0) if number % 2 else (0, 1))
        assert {fact for fact in before if fact in after and before[fact] != after[fact]} == set(one.changed)
        assert all((before[fact], after[fact]) == pair for fact, pair in one.changed.items())
        names = {advisory.name for advisory in stream.world(number).advisories}
        earlier = {advisory.name for advisory in stream.world(number - 1).advisories}
        assert names == (earlier | set(one.added)) - set(one.withdrawn)
        assert set(one.added).isdisjoint(earlier) and set(one.withdrawn) <= earlier
    gone = [name for one in stream.rounds for name in one.withdrawn]
    assert len(set(gone)) == len(gone) and set(stream.withdrawn(config.rounds)) == set(gone)


@settings(max_examples=40, deadline=None)
@given(CONFIGS)
def test_a_value_never_comes_back(config: StreamConfig) -> None:
    """The values of a fact over the rounds are all different, and each stands in the list of its attribute."""
    stream = make_stream(config)
    options = {one.name: one.values for one in stream.attributes}
    for fact in stream.issued(config.rounds).facts:
        place = ATTRIBUTES.index(fact.attribute)
        had = [version.values[place] for version in stream.issued(config.rounds).by_name[fact.entity].versions]
        runs = [value for number, value in enumerate(had) if not number or had[number - 1] != value]
        assert len(set(runs)) == len(runs)
        assert set(runs) <= set(options[fact.attribute])


@settings(max_examples=40, deadline=None)
@given(CONFIGS)
def test_what_is_asked_belongs_to_its_group(config: StreamConfig) -> None:
    """New came in the last round, withdrawn is out of force, kept is all else; a former value is no answer."""
    stream = make_stream(config)
    for number in range(config.rounds + 1):
        asked, world, gone = stream.asked(number), stream.world(number), stream.withdrawn(number)
        now = {fact.id: fact for fact in world.facts}
        assert {one.question.group for one in asked if one.group != "withdrawn"} == set(now)
        assert len(asked) == len(world.facts) + len(ATTRIBUTES) * len(gone)
        for one in asked:
            assert (one.group == "withdrawn") == (one.question.entity in gone)
            assert not set(one.former) & set(one.question.answers)
            assert one.question.entity in one.question.text
            if one.group != "withdrawn":
                assert one.question.answers[0] == now[one.question.group].value
        if number:
            last = stream.rounds[number - 1]
            new = {one.question.group for one in asked if one.group == "new"}
            assert set(last.changed) <= new
            assert len(new) == len(last.changed) + len(ATTRIBUTES) * len(last.added)


def test_a_fact_is_asked_in_the_same_words_in_all_rounds() -> None:
    """So that one answer can be compared with the one before; training and held-out wordings never meet."""
    stream = make_stream(StreamConfig(seed=2))
    texts: dict[str, set[str]] = {}
    for number in range(11):
        for one in stream.asked(number):
            texts.setdefault(one.question.group, set()).add(one.question.text)
    assert {len(some) for some in texts.values()} == {1}
    names = [advisory.name for advisory in stream.advisories]
    trained = [one.question.text for one in stream.asked(10, "train", lessons_in_changes.PHRASINGS)]
    asked = [one.question.text for one in stream.asked(10)]
    assert teaching.held_out(asked, trained, names) == asked


def test_rates_share_their_products_and_first_values() -> None:
    """Two streams that differ in how much changes begin alike, and products come and go alike."""
    slow, fast = (make_stream(StreamConfig(seed=3, changed=changed)) for changed in (2, 6))
    assert values(slow, 0) == values(fast, 0)
    for one, other in zip(slow.rounds, fast.rounds, strict=True):
        assert (one.added, one.withdrawn) == (other.added, other.withdrawn)
        assert len(other.changed) == 3 * len(one.changed)


def test_the_library_of_a_round_holds_what_its_way_says() -> None:
    """Overwritten: one page an advisory in force, with its values. Appended to: every page ever, and notices."""
    stream = make_stream(StreamConfig(seed=4))
    for number in range(11):
        held = {way: dated_library.pages(stream, number, way) for way in dated_library.WAYS}
        world = stream.world(number)
        assert [page.meta["entity"] for page in held[OVERWRITE]] == [one.name for one in world.advisories]
        assert all(page.meta["status"] == "current" for page in held[OVERWRITE])
        text = {page.meta["entity"]: page.text for page in held[OVERWRITE]}
        assert all(fact.value in text[fact.entity] for fact in world.facts)
        assert held[APPEND] == held[NEWEST]
        assert set(held[OVERWRITE]) <= {page for page in held[APPEND] if page.meta["entity"] in text}
        assert len({page.id for page in held[APPEND]}) == len(held[APPEND])
        notices = [page for page in held[APPEND] if page.meta["status"] == "withdrawn"]
        assert [page.meta["entity"] for page in notices] == list(stream.withdrawn(number))
    assert any("withdrawn" in page.text for page in dated_library.pages(stream, 10, APPEND))


def test_pages_never_change_once_written() -> None:
    """An appended library only grows; of the pages of the round before none differs but in being superseded."""
    stream = make_stream(StreamConfig(seed=4))
    for number in range(1, 11):
        before = {page.id: page.text for page in dated_library.pages(stream, number - 1, APPEND)}
        after = {page.id: page.text for page in dated_library.pages(stream, number, APPEND)}
        assert before.items() <= after.items()
        added = stream.rounds[number - 1]
        touched = {fact.rpartition("/")[0] for fact in added.changed}
        assert len(after) - len(before) == len(touched) + len(added.added) + len(added.withdrawn)
        assert len(updating.to_encode(before, after)) == len(after) - len(before)


def test_newest_first_never_hands_out_an_old_page() -> None:
    """Whatever version is found, the newest one is handed out, each thing once; append only hands out what it finds."""
    stream = make_stream(StreamConfig(seed=4))
    held = dated_library.pages(stream, 10, NEWEST)
    newest = {page.meta["entity"]: page.id for page in held}
    asked = [one.question.text for one in stream.asked(10)]
    for hits in dated_library.library(held, NEWEST, BM25).search_many(asked, 3):
        assert [hit.passage.id for hit in hits] == [newest[hit.passage.meta["entity"]] for hit in hits]
        assert len({hit.passage.meta["entity"] for hit in hits}) == len(hits) == 3
    appended = dated_library.library(held, APPEND, BM25).search_many(asked, 1)
    assert any(hits[0].passage.id != newest[hits[0].passage.meta["entity"]] for hits in appended)


def test_an_empty_library_finds_nothing() -> None:
    """In every way, without a crash."""
    for way in dated_library.WAYS:
        assert dated_library.library((), way, BM25).search("fog", 1) == ()


@pytest.mark.parametrize("diet", lessons_in_changes.REPLAY)
def test_replay_is_a_share_of_the_rows_and_never_stale(diet: str) -> None:
    """New rows are all there; the rest are rows of unchanged facts in force, with their values of today."""
    stream = make_stream(StreamConfig(seed=7))
    for number in range(1, 11):
        rows = lessons_in_changes.rows(stream, number, diet)
        asked = stream.asked(number, "train", lessons_in_changes.PHRASINGS)
        new = {(one.question.text, one.question.answers[0]) for one in asked if one.group == "new"}
        kept = {(one.question.text, one.question.answers[0]) for one in asked if one.group == "kept"}
        told = [(row.prompt, row.answer) for row in rows]
        assert len(set(told)) == len(told) and new <= set(told) <= new | kept
        share = lessons_in_changes.REPLAY[diet]
        assert len(told) - len(new) == round(len(new) * share / (1 - share))


def test_from_scratch_teaches_all_that_is_in_force() -> None:
    """Nothing that is withdrawn, and before the first round every diet is the same."""
    stream = make_stream(StreamConfig(seed=7))
    for number in (0, 5, 10):
        rows = lessons_in_changes.rows(stream, number, lessons_in_changes.SCRATCH)
        assert len(rows) == lessons_in_changes.PHRASINGS * len(stream.world(number).facts)
    begun = [lessons_in_changes.rows(stream, 0, diet) for diet in lessons_in_changes.DIETS]
    assert all(rows == begun[0] for rows in begun)


def test_first_values_are_those_of_an_ordinary_world() -> None:
    """Names come from the same list as everywhere; no stream holds a page of a world by chance."""
    stream = make_stream(StreamConfig(seed=9))
    world = make_world(WorldConfig(n=6, seed=9, attributes=ATTRIBUTES))
    assert [one.name for one in stream.world(0).advisories] == [one.name for one in world.advisories]
    assert [day_of(0)] == list({one.versions[0].day for one in stream.world(0).advisories})


@pytest.mark.parametrize(
    "settings_",
    [{"entities": 1}, {"rounds": -1}, {"rounds": 201}, {"changed": -1}, {"changed": 25}, {"attributes": ()},
     {"attributes": ("fixed_version", "reporter")}, {"attributes": ("tide",)}, {"seed": -1}],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(settings_: dict[str, object]) -> None:
    """With what was found and what is expected."""
    with pytest.raises(ValueError, match=r"^found .*expected"):
        StreamConfig(**settings_)


def test_a_round_that_does_not_exist_is_refused() -> None:
    """Before the first, after the last, or no number; likewise a way and a diet."""
    stream = make_stream(StreamConfig(seed=1, rounds=2))
    for number in (-1, 3, True, "1"):
        with pytest.raises(ValueError, match="expected 0 to 2"):
            stream.world(number)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="expected one of overwrite"):
        dated_library.pages(stream, 1, "burn")
    with pytest.raises(ValueError, match="expected one of from scratch"):
        lessons_in_changes.rows(stream, 1, "cake")


def test_too_many_changes_end_with_a_sentence() -> None:
    """Where every value has been used up, nothing new can be drawn."""
    with pytest.raises(ValueError, match="with a value left"):
        make_stream(StreamConfig(entities=2, rounds=80, changed=2, attributes=("severity",)))


def test_an_edit_is_one_more_round() -> None:
    """One fact has another value, its page one more version; everything else is kept, and what was before stays."""
    before = make_stream(StreamConfig(seed=8, entities=3, rounds=0))
    fact = before.world(0).facts[5]
    value = next(one for one in fact.options if one != fact.value)
    after = edited(before, fact.id, value)
    assert {one: pair for one, pair in values(after, 1).items() if pair != values(before, 0)[one]} == {fact.id: value}
    assert values(after, 0) == values(before, 0)
    assert [one.question.group for one in after.asked(1) if one.group == "new"] == [fact.id]
    assert len(dated_library.pages(after, 1, APPEND)) == 4
    assert f"{value}" in dated_library.pages(after, 1, OVERWRITE)[1].text
    again = edited(after, fact.id, next(one for one in fact.options if one not in {fact.value, value}))
    assert [one.former for one in again.asked(2) if one.question.group == fact.id] == [(fact.value, value)]


def test_an_edit_that_cannot_be_is_refused() -> None:
    """Another product's fact, a value of another kind, the same value, or one from before."""
    stream = make_stream(StreamConfig(seed=8, entities=3, rounds=0))
    fact = stream.world(0).facts[2]
    other = next(one for one in fact.options if one != fact.value)
    for name, value in (("TG-1/severity", other), (fact.id, fact.value), (fact.id, "forty bells")):
        with pytest.raises(ValueError, match=r"^found .*expected"):
            edited(stream, name, value)
    with pytest.raises(ValueError, match="never had"):
        edited(edited(stream, fact.id, other), fact.id, fact.value)


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 4)), max_size=8))
def test_newest_versions_follow_the_order_found(found: list[tuple[str, int]]) -> None:
    """Each name once, in the order of its first version found, with the highest number held."""
    held = [*found, ("A", 5), ("D", 9)]
    newest = updating.newest_first(found, held)
    assert [name for name, _ in newest] == list(dict.fromkeys(name for name, _ in found))
    assert all(number == max(other for known, other in held if known == name) for name, number in newest)


def test_only_what_differs_is_encoded_again() -> None:
    """New pages and changed ones, not those that are gone or only moved."""
    before = {"A": "fog", "B": "tea", "C": "bell"}
    assert updating.to_encode(before, {"C": "bell", "B": "rum", "D": "oar"}) == ["B", "D"]
    assert updating.to_encode(before, before) == updating.to_encode(before, {}) == []
    assert updating.to_encode({}, before) == ["A", "B", "C"]


def test_what_still_holds_is_kept_once() -> None:
    """An old value of a changed fact, and a withdrawn fact, are not rehearsed; a value taught twice is, once."""
    taught = [("fog", "noon"), ("tea", "six"), ("oar", "elm"), ("fog", "one"), ("tea", "six")]
    assert updating.still_true(taught, {"fog": "one", "tea": "six"}) == [("tea", "six"), ("fog", "one")]


def test_stale_is_an_earlier_value_of_a_fact_that_changed() -> None:
    """Facts that never changed stand neither above nor below the line; a wrong value is not stale."""
    had = {"fog": ["noon", "one"], "tea": ["six"], "oar": ["elm", "oak", "ash"]}
    assert updating.stale_rate({"fog": "noon", "tea": "six", "oar": "ash"}, had) == 0.5
    assert updating.stale_rate({"fog": "two", "tea": "noon", "oar": "elm"}, had) == 0.5
    with pytest.raises(ValueError, match="no fact that changed"):
        updating.stale_rate({"tea": "six"}, {"tea": ["six"]})


def test_the_wait_is_that_for_the_next_update_and_its_end() -> None:
    """A change at the moment of an update is in it; one just after it waits for the next."""
    assert updating.wait([6.0], every=6, takes=1) == 1
    assert updating.wait([6.5], every=6, takes=1) == 6.5
    assert updating.wait([0.0], every=24, takes=0) == 0
    for broken in ({"changes": []}, {"every": 0, "takes": 0}, {"takes": 7}, {"takes": -1}):
        with pytest.raises(ValueError, match="expected"):
            updating.wait(**{"changes": [1.0], "every": 6.0, "takes": 1.0} | broken)


def test_a_page_keeps_its_place_in_the_index() -> None:
    """The wrapper hands out places of the pages that it was given, not of the newest alone."""
    held = [Passage(f"{n}.v{v}", text, meta={"entity": n, "version": v})
            for n, v, text in (("A", 2, "sun"), ("B", 1, "fog bell"), ("A", 1, "fog fog"))]  # fmt: skip
    index = dated_library.NewestFirst(BM25([page.text for page in held]), held)
    assert [place for place, _ in index.search("fog", 2)] == [0, 1]
    assert len(index) == 3
