"""What lesson 08 says in words is so: in its own small world, and in the records."""

import json

import pytest
from measured import needs

from helpers import changed, contents, dated_library, lessons_in_changes, updating
from helpers.bm25 import BM25
from helpers.data import datasets_folder
from helpers.dated_library import APPEND, NEWEST, OVERWRITE
from helpers.explore import shelves
from helpers.worlds.changes import Stream, StreamConfig, edited, make_stream

NEW_RELEASE = "2.4.7"


@pytest.fixture(scope="module")
def monday() -> Stream:
    """Return the wall of the lesson before the fax."""
    return make_stream(StreamConfig(seed=410, entities=4, rounds=0))


@pytest.fixture(scope="module")
def tuesday(monday: Stream) -> Stream:
    """Return it after the fax."""
    return edited(monday, monday.asked(0)[0].question.group, NEW_RELEASE)


def test_the_wall_holds_sixteen_facts_and_one_changes(monday: Stream, tuesday: Stream) -> None:
    """Four products, four things each; the new release is on the list that the lesson shows."""
    assert len(monday.asked(0)) == len(tuesday.asked(1)) == 16
    assert NEW_RELEASE in monday.attributes[0].values[:16]
    groups = [one.group for one in tuesday.asked(1)]
    assert groups.count("new") == 1 and groups.count("kept") == 15
    assert len(lessons_in_changes.rows(tuesday, 1, "new facts only")) == 4
    assert len(lessons_in_changes.rows(tuesday, 1, "replay of 50 %")) == 8


def test_one_page_must_be_encoded_again(monday: Stream, tuesday: Stream) -> None:
    """The page with the new version, and no other."""
    before, after = ({page.id: page.text for page in dated_library.pages(one, number, "overwrite")}
                     for one, number in ((monday, 0), (tuesday, 1)))  # fmt: skip
    assert updating.to_encode(before, after) == ["TG-2034-0001.v2"]


def test_the_archive_finds_the_old_version_first(tuesday: Stream) -> None:
    """The case that fails: both versions lead, the old one first; newest first hands out the new one."""
    question = tuesday.asked(1)[0].question.text
    archive = dated_library.pages(tuesday, 1, "append only")
    hits = dated_library.library(archive, "append only", BM25).search(question, 3)
    assert [hit.passage.id for hit in hits[:2]] == ["TG-2034-0001.v1", "TG-2034-0001.v2"]
    first = dated_library.library(archive, "newest version first", BM25).search(question, 1)[0].passage
    assert first.id == "TG-2034-0001.v2" and NEW_RELEASE in first.text


@needs("changing_facts", "changing_library")
def test_the_record_goes_the_way_of_the_lesson() -> None:
    """Ten rounds, six products, four facts each; a third as many changes at the slow rate; at least three streams."""
    plan = changed.record()["plan"]
    assert (plan["rounds"], plan["entities"], len(changed.stream("fast", changed.seeds()[0]).attributes)) == (10, 6, 4)
    assert plan["rates"]["fast"] == 3 * plan["rates"]["slow"]
    assert len(changed.seeds()) >= 3
    assert plan["gently"][1] == plan["learning_rate"] / 4 and plan["gently"][2] == 2


@pytest.mark.slow
def test_an_archive_is_behind_and_a_library_kept_well_never() -> None:
    """Over ten rounds, at the pace of the lesson and at a third of it, as the lesson tells."""
    for pace in (6, 2):
        shares = shelves.shares(pace)
        assert shares["stale"][APPEND].low > 0.1 and shares["withdrawn"][APPEND].low > 0.1
        for way in (OVERWRITE, NEWEST):
            assert shares["stale"][way].mean == shares["withdrawn"][way].mean == 0
            assert shares["new"][way].low > shares["new"][APPEND].high


@needs("changing_facts", "changing_library")
def test_new_facts_alone_cost_the_others() -> None:
    """In every stream half replay keeps more than none; the difference is clear of zero."""
    assert changed.difference("kept", "replay of 50 %", "new facts only").low > 0
    pairs = zip(changed.by_seed("kept", "replay of 50 %"), changed.by_seed("kept", "new facts only"), strict=True)
    assert all(half > none for half, none in pairs)
    assert changed.share("kept", "new facts only").high < changed.share("kept", "from scratch").low


@needs("changing_facts", "changing_library")
def test_smaller_steps_do_not_save_them() -> None:
    """At a quarter of the learning rate most of the other facts are lost all the same."""
    assert changed.share("kept", changed.GENTLY).high < 0.5


@needs("changing_facts", "changing_library")
def test_a_library_that_is_kept_well_is_never_behind() -> None:
    """Overwritten or newest first, no page found states an earlier value; appended to, many do."""
    for way in ("overwrite", "newest version first"):
        assert changed.share("stale", way + changed.IDEAL).mean == 0
    assert changed.share("stale", "append only" + changed.IDEAL).low > 0.1


@needs("changing_facts", "changing_library")
def test_what_is_gone_from_the_library_is_not_found() -> None:
    """No page states a withdrawn value, unless the archive still does."""
    assert changed.share("withdrawn", "overwrite" + changed.IDEAL).mean == 0
    assert changed.share("withdrawn", "newest version first" + changed.IDEAL).mean == 0


@needs("changing_facts", "changing_library")
def test_a_library_is_renewed_in_a_fraction_of_the_time() -> None:
    """Encoding included, a library takes less than a tenth of the quickest student's seconds, at both rates."""
    for rate in ("fast", "slow"):
        students = [changed.seconds(arm, rate) for arm in changed.STUDENTS if changed.numbers(arm, rate)]
        assert all(10 * changed.seconds(way, rate) < min(students) for way in changed.LIBRARIES)


@needs("changing_facts", "changing_library")
def test_rehearsing_half_costs_nothing_that_is_shown_and_takes_less_time() -> None:
    """Zero lies within the difference to a training from scratch, on facts that did not change."""
    half = lessons_in_changes.DIETS[-1]
    assert 0 in changed.difference("kept", half, lessons_in_changes.SCRATCH)
    assert changed.seconds(half) < changed.seconds(lessons_in_changes.SCRATCH)


@needs("changing_facts", "changing_library")
def test_the_reader_loses_and_not_the_library() -> None:
    """Behind the student with its real reader, ahead with the ideal one; the right page is live within a second."""
    half = lessons_in_changes.DIETS[-1]
    assert changed.difference("new", OVERWRITE, half).high < 0
    assert changed.difference("new", OVERWRITE + changed.IDEAL, half).low > 0
    assert changed.share("new", OVERWRITE + changed.IDEAL).low > 0.9
    assert changed.seconds(OVERWRITE) < 1
    assert changed.share("withdrawn", half).low > changed.share("withdrawn", OVERWRITE).high


def test_the_claims_of_this_lesson_are_decided_here() -> None:
    """C4 and C10 name this lesson, and its title is the one in the table of contents."""
    claims = json.loads((datasets_folder() / "claims.json").read_text("utf-8"))
    assert {claim["id"] for claim in claims if "when_facts_change" in claim["lessons"]} == {"C4", "C10"}
    assert contents.find("08").slug == "when_facts_change"
