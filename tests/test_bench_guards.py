"""Each guard finds its fault, names it, and is silent where all is well."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from bench_reader import Finder, collection, options, questions, rag

from helpers import bench
from helpers.bench import guards
from helpers.bench.systems import System
from helpers.collection import Question
from helpers.training_rows import Pair


def systems() -> dict[str, System]:
    """Return three arms that answer differently."""
    return {
        "closed": bench.ClosedBook(Finder()),
        "student": bench.ClosedBook(Finder(knows=0.5)),
        "librarian": bench.Retrieved(rag(Finder(silent=True))),
    }


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """Ask them."""
    return bench.run(systems(), questions(), config=bench.RunConfig(options()))


def swapped(table: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """Return a table in which two labels have changed places."""
    return table.assign(arm=table["arm"].replace({one: other, other: one}))


def told(faults: list[str], *parts: str) -> None:
    """Assert that there is one fault, in the house's form, that names its parts."""
    assert len(faults) == 1, faults
    for part in ("found ", "; expected ", "; do ", *parts):
        assert part in faults[0], faults[0]


def test_an_honest_table_has_no_fault(table: pd.DataFrame) -> None:
    """Nothing is cried where nothing is wrong."""
    train = [Pair(one.text, one.answers[0]) for one in collection().questions if one.split == "train" and one.answers]
    assert guards.same_questions(table) == []
    assert guards.right_labels(table, systems()) == []
    assert guards.labels_by_asking(table, systems(), questions()) == []
    assert guards.same_base(table) == []
    assert guards.not_trained_on(questions(), train) == []


def test_other_questions_are_found(table: pd.DataFrame) -> None:
    """One question fewer for one arm."""
    gone = table[(table["arm"] != "student") | (table["question"] != questions()[0].id)]
    told(guards.same_questions(gone), "'closed' was asked 40", "'student' 39", "1 of which", questions()[0].text[:20])


def test_other_words_for_the_same_question_are_found(table: pd.DataFrame) -> None:
    """As many questions with the same ids, but easier wording for one arm."""
    easy = table.assign(asked=table["asked"].where(table["arm"] != "student", table["asked"] + " Think well."))
    told(guards.same_questions(easy), "80 of which only one", "keep those that both were asked")


def test_a_question_twice_is_found(table: pd.DataFrame) -> None:
    """Counting an easy one twice lifts a mean."""
    told(guards.same_questions(pd.concat([table, table.iloc[[0]]])), "1 questions twice")


@pytest.mark.parametrize("look", [guards.right_labels, lambda *some: guards.labels_by_asking(*some, questions(), 20)])
def test_swapped_labels_are_found(table: pd.DataFrame, look: Callable[..., list[str]]) -> None:
    """By the code in each row, and where that is missing, by asking again."""
    faults = look(swapped(table, "student", "librarian"), systems())
    assert len(faults) == 2
    told(faults[:1], "'student'", "'librarian'", "put the labels back")


def test_a_system_that_nobody_knows_is_found(table: pd.DataFrame) -> None:
    """Rows of another model under a known name."""
    told(guards.right_labels(table, systems() | {"closed": bench.ClosedBook(Finder(base="other"))}), "not among these")


def test_several_seeds_are_several_systems_of_one_name() -> None:
    """One of them is loaded; the others are no fault."""
    arms = {"student": lambda seed: bench.ClosedBook(Finder(knows=seed / 4))}
    found = bench.run(arms, questions(), (1, 2))
    assert guards.right_labels(found, {"student": bench.ClosedBook(Finder(knows=0.5))}) == []


def test_alike_systems_are_not_accused(table: pd.DataFrame) -> None:
    """Two labels whose systems say the same cannot be told apart by asking; that is no fault."""
    twins = {"one": bench.ClosedBook(Finder()), "two": bench.ClosedBook(Finder())}
    found = bench.run(twins, questions())
    assert guards.labels_by_asking(swapped(found, "one", "two"), twins, questions()) == []


def test_trained_on_the_tested_question_is_found() -> None:
    """In the very words, whatever case and marks."""
    asked = questions()[0]
    told(guards.not_trained_on(questions(), [Pair(asked.text.upper(), "x")]), "1 of 40", "in the very words")


def test_trained_on_the_turn_of_phrase_is_found() -> None:
    """The same frame around another product."""
    asked = [Question("q", "Do you happen to know who found the fault in Fogbell?", ("Hob",), entity="Fogbell")]
    pairs = [Pair("Do you happen to know who found the fault in Tidewright?", "Ansa")]
    told(guards.not_trained_on(asked, pairs), "1 of 1", "5 words in a row")
    assert guards.not_trained_on(asked, [Pair("Who reported Fogbell?", "Hob")]) == []


def test_a_skill_trained_on_tested_facts_is_found() -> None:
    """Where reading is taught, a tested product with its answer may not occur; where facts are, it must."""
    asked = [Question("q", "Who found it in Fogbell?", ("Hob", "Hob Netherby"), entity="Fogbell")]
    pairs = [Pair("Fogbell was mended after Hob wrote.\nReporter?", "Hob")]
    told(guards.not_trained_on(asked, pairs, facts_are_taught=False), "one training example")
    assert guards.not_trained_on(asked, pairs) == []
    assert guards.not_trained_on(asked, [Pair("Fogbellows. Reporter?", "Hob")], facts_are_taught=False) == []


def test_another_base_is_found(table: pd.DataFrame) -> None:
    """The arms of each model are named; arms without a model are nobody's base."""
    arms = systems() | {"closed": bench.ClosedBook(Finder(base="bigger"))}
    found = bench.run(arms | {"chance": bench.Chance(options())}, questions())
    # The fake reader's base is its fingerprint; the student's differs, too, which a generator's would not.
    bases = found.loc[found["arm"].isin(["closed", "librarian", "chance"])]
    told(guards.same_base(bases), "2 different models", "'closed' from", "'librarian' from")
    assert guards.same_base(found[found["arm"].isin(["closed", "chance"])]) == []


def test_too_few_questions_are_told(table: pd.DataFrame) -> None:
    """A difference with zero in its interval is none yet; the message says how many would be needed."""
    few = table[table["question"].isin([one.id for one in questions()[18:22]])]
    difference = bench.compare(few, "student", "closed")
    assert (difference.wins, difference.questions) == (2, 4)
    told(guards.enough_questions(difference), "'student'", "on 4 questions", "do ask more (about ")
    assert guards.enough_questions(bench.compare(table, "student", "closed")) == []
    told(guards.enough_questions(bench.compare(table, "closed", "closed")), "no number of questions")
