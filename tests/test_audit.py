"""Every rule of the audit accepts a good collection and rejects one that breaks it."""

import dataclasses
import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from helpers import data
from helpers.audit import __main__ as command
from helpers.audit.evidence import library
from helpers.audit.hardness import Plan, measure, multiple_choice, scored
from helpers.audit.leaks import near_doubles, phrasing
from helpers.audit.levels import chance, known_answers, majority, options
from helpers.audit.report import audit
from helpers.audit.spread import lengths, table
from helpers.audit.verdicts import clear_winners, closed_book, hardness_faults, hit_rates, summary
from helpers.data import LICENCE, Collection, DataError, Passage, Question
from helpers.records import plain


def boat(number: int, version: str, reporter: str, **meta: object) -> Passage:
    """Return a passage about a boat's radio."""
    text = f"{reporter} found that Radio {number} hums. Load {version} and have tea."
    facts = {"fixed_version": version, "reporter": reporter}
    return Passage(f"R-{number}", text, f"Radio {number}", {"entity": f"Radio {number}", "facts": facts, **meta})


PASSAGES = (boat(1, "4.2.1", "Ansa Abbelow"), boat(2, "4.3.0", "Hob Windlass"), boat(3, "9.1", "Ansa Abbelow"))


def ask(id: str, text: str, answers: str, passages: str, kind: str = "lookup", **rest: str) -> Question:
    """Return a question; several answers or passages are parted by bars."""
    parts = {"split": "heldout", "entity": "Radio 1", "attribute": "fixed_version", **rest}
    return Question(id, text, tuple(answers.split("|")), tuple(passages.split("|")), kind, **parts)


QUESTIONS = (
    ask("q1", "Which release of Radio 1 no longer hums?", "4.2.1|version 4.2.1", "R-1", split="train", group="g1"),
    ask("q2", "I own a Radio 1 and it sings. What do I load?", "4.2.1|version 4.2.1", "R-1", group="g1"),
    ask("q3", "What is cured by 9.1?", "Radio 3", "R-3", "reversed", entity="Radio 3", attribute="product"),
    ask("q4", "Who is thanked in both, Radio 1 or 3?", "Ansa Abbelow", "R-1|R-3", "comparison", attribute="reporter"),
    ask("q5", "How many did Ansa Abbelow find?", "two|2", "R-1|R-3", "counting", entity="Ansa", attribute="reporter"),
    Question("q6", "What does Radio 1 cost?", (), (), "unanswerable", "", "heldout", "Radio 1", "price"),
)
GOOD = Collection("radios", PASSAGES, QUESTIONS, LICENCE)


def with_question(id: str, **changes: object) -> Collection:
    """Return the good collection with one question changed."""
    changed = [dataclasses.replace(item, **changes) if item.id == id else item for item in QUESTIONS]
    return dataclasses.replace(GOOD, questions=tuple(changed))


def with_passage(*passages: Passage) -> Collection:
    """Return the good collection with passages put in the place of those with the same id, or added."""
    by_id = {passage.id: passage for passage in (*PASSAGES, *passages)}
    return dataclasses.replace(GOOD, passages=tuple(by_id.values()))


def moved(passage: Passage, id: str, **changes: object) -> Passage:
    """Return a passage under another id, with other changes."""
    return dataclasses.replace(passage, id=id, **changes)


def test_a_good_collection_has_no_fault() -> None:
    """None of the rules cries wolf."""
    assert audit(GOOD).faults == ()


BROKEN = {
    "an answer that stands nowhere": (with_question("q2", answers=("4.2.2",)), "answer", "q2"),
    "an answer that is part of another word": (with_question("q2", answers=("4.2",)), "answer", "q2"),
    "a named passage without the answer": (with_question("q2", passages=("R-1", "R-2")), "answer", "q2"),
    "a reversed answer that is not there": (with_question("q3", answers=("Radio 4",)), "answer", "q3"),
    "an old version that says the same, not named": (
        with_passage(moved(PASSAGES[0], "R-1-v1", text="Ansa Abbelow says 4.2.1.")),
        "distractor",
        "q2",
    ),
    "a clue that fits two": (with_passage(boat(4, "9.1", "Ansa Abbelow")), "clue", "q3"),
    "a comparison of one": (with_question("q4", passages=("R-1",)), "comparison", "q4"),
    "a compared value that is not in the text": (
        with_passage(moved(PASSAGES[2], "R-3", text="Radio 3 hums. Load 9.1.")),
        "comparison",
        "q4",
    ),
    "a count in words": (with_question("q5", answers=("several",)), "counting", "q5"),
    "an unanswerable question that is answered": (with_question("q6", attribute="reporter"), "unanswerable", "q6"),
    "a fact that the text does not state": (
        with_passage(moved(PASSAGES[1], "R-2", text="Radio 2 hums.")),
        "facts",
        "R-2",
    ),
    "two answers in a group": (with_question("q2", answers=("version 4.2.1",)), "group", "q2"),
    "two sets of passages in a group": (with_question("q2", passages=("R-1", "R-3")), "group", "q2"),
    "a held-out question in a training template": (
        with_question("q2", text="Which release of the Radio 1 no longer hums, please?"),
        "leak",
        "q2",
    ),
    "a template with another entity": (
        with_question("q3", text="So, which release of Radio 3 no longer hums?"),
        "leak",
        "q3",
    ),
    "a question twice": (with_question("q6", text="what is cured by 9.1"), "double", "q6"),
    "a passage twice": (with_passage(moved(PASSAGES[1], "R-9", meta={})), "double", "R-9"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_each_broken_rule_is_found_and_named(case: str) -> None:
    """The fault names the rule, the place, what was found and what was expected."""
    collection, rule, place = BROKEN[case]
    faults = [fault for fault in audit(collection).faults if (fault.rule, fault.place) == (rule, place)]
    assert faults, audit(collection)
    assert "found" in str(faults[0]) and "expected" in str(faults[0])


def test_a_value_common_to_many_entities_is_no_distractor() -> None:
    """The severity "gale" may stand in every second advisory."""
    assert not audit(with_passage(moved(boat(4, "4.2.1", "Osric Oarsman"), "R-4"))).faults


def test_an_answer_matches_as_answers_are_compared() -> None:
    """Case, articles and outer punctuation make no difference; parts of words do."""
    shelf = library(GOOD)
    assert shelf.holds("R-1", "the ansa abbelow") and not shelf.holds("R-1", "Ansa Abbe")


def test_names_and_numbers_are_no_phrasing() -> None:
    """What is left of a question is how it asks."""
    assert phrasing("When does Radio 12 hum?", ["Radio", "Radio 12"]) == ["when", "does", "hum"]


def test_near_doubles_are_listed_with_their_likeness() -> None:
    """Two versions of one text are near-doubles; two texts of one genre are not."""
    text = "The wool lay on the harbour for nine days and nobody saw the clock of the customs house"
    pair = (Passage("a", text), Passage("b", text.replace("nine", "ten")), Passage("c", "The thin aunt came at tea."))
    found = near_doubles(Collection("fog", pair, ()))
    assert [(first, second) for _, first, second in found] == [("a", "b")]
    assert 0.5 < found[0][0] < 1


def test_chance_follows_the_options_and_majority_the_other_facts() -> None:
    """Six facts with four values: chance a quarter; three values that no other fact has are missed."""
    asked = [Question(str(n), "?", (answer,), attribute="a") for n, answer in enumerate("xxxyzw")]
    known = known_answers(asked)
    assert (chance(asked, known), majority(asked, known)) == (0.25, pytest.approx(1 / 2))


def test_unfair_options_are_no_options() -> None:
    """A single "the sea" among fares can be picked by anybody, so it is not asked; numbers get numbers beside them."""
    asked = [
        Question(str(n), "?", (answer,), attribute="a") for n, answer in enumerate(["the sea", "9 crowns", "2 crowns"])
    ]
    known, rng = known_answers(asked), random.Random(0)
    assert options(asked[0], known, 8, rng) == []
    fares = options(asked[1], known, 8, rng)
    assert {"9 crowns", "2 crowns"} < {*fares}
    assert len(fares) == len({*fares}) >= 4
    assert all(fare.endswith(" crowns") for fare in fares)
    assert chance(asked[:1], known) is None


def test_options_come_from_the_same_attribute_first_then_from_the_same_form() -> None:
    """A deadline's wrong options are other deadlines, not names."""
    values = {"a": ("nine days", "two weeks"), "b": ("ten days", "Ansa", "Hob")}
    asked = [Question(v, "?", (v,), attribute=name) for name, found in values.items() for v in found]
    for seed in range(5):
        chosen = options(asked[0], known_answers(asked), 3, random.Random(seed))
        assert sorted(chosen) == ["nine days", "ten days", "two weeks"]


def test_an_alias_is_never_a_wrong_option() -> None:
    """Whoever picks "12" for "twelve" is right."""
    asked = [Question("q1", "?", ("twelve", "12")), Question("q2", "?", ("12",)), Question("q3", "?", ("three",))]
    chosen = options(asked[0], known_answers(asked), 8, random.Random(0))
    assert "twelve" in chosen
    assert "three" in chosen
    assert "12" not in chosen


def test_lengths_of_a_single_text() -> None:
    """One text is its own decile."""
    assert lengths(["three words here"]) == (3, 3, 3)


def test_the_report_and_the_table_read_as_text() -> None:
    """Both name the collection; the report lists faults."""
    assert "faults: answer 1" in str(audit(with_question("q3", answers=("Radio 4",))))
    assert "| radios | 3 |" in table([GOOD])


MANY = Collection(
    "many",
    tuple(Passage(f"p{n}", f"Boat {n} carries {n + 100} sheep.") for n in range(40)),
    tuple(
        Question(
            f"q{n}", f"{n}?", (str(n + 100),), (f"p{n}",), "lookup" if n < 20 else "other words", f"g{n}", "heldout"
        )
        for n in range(40)
    ),
    LICENCE,
)


def search_that_knows(known: range) -> object:
    """Return a search that puts the right passage first for some queries, and a wrong one for the others."""

    def search(texts: Sequence[str], queries: Sequence[str], k: int) -> list[list[int]]:
        numbers = [int(query.rstrip("?")) for query in queries]
        return [[n if n in known else (n + 1) % 40, n][:k] for n in numbers]

    return search


class Guesser:
    """A model that picks the first option, and can be stopped after some answers."""

    def __init__(self, stop_after: int = 10**9, knows: bool = False) -> None:
        """Set when it stops, and whether it knows the answers."""
        self.stop_after, self.knows, self.asked = stop_after, knows, 0

    def choose(self, prompt: str, options: Sequence[str]) -> str:
        """Return the first option, or the right one."""
        if self.asked == self.stop_after:
            raise KeyboardInterrupt
        self.asked += 1
        number = int(prompt.partition("Question: ")[2].partition("?")[0])
        return str(number + 100) if self.knows else options[0]


SEARCHES = {"bm25": search_that_knows(range(20)), "minilm": search_that_knows(range(15, 40))}


def test_measuring_records_places_choices_and_how(tmp_path: Path) -> None:
    """The record says which search found what, what the model chose, with versions, machine, plan and command."""
    record = measure(MANY, SEARCHES, Guesser(), tmp_path / "many.json")
    assert json.loads((tmp_path / "many.json").read_text(encoding="utf-8")) == record
    assert (record["search"]["bm25"]["q3"], record["search"]["bm25"]["q30"]) == (1, 2)
    assert len(record["closed_book"]) == 40 and record["machine"]["cores"] >= 1
    assert record["command"] == "python -m helpers.audit --measure many" and "numpy" in record["versions"]


def test_a_stopped_measurement_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was paid for is not paid for twice, and the result is that of an unbroken run."""
    path, plan = tmp_path / "many.json", Plan(every=10)
    with pytest.raises(KeyboardInterrupt):
        measure(MANY, SEARCHES, Guesser(stop_after=25), path, plan)
    rest = Guesser()
    record = measure(MANY, {"bm25": None, "minilm": None}, rest, path, plan)
    assert rest.asked == 20
    assert record["closed_book"] == measure(MANY, SEARCHES, Guesser(), tmp_path / "whole.json", plan)["closed_book"]


def test_changed_data_or_plan_are_measured_anew(tmp_path: Path) -> None:
    """An old figure never stands beside new data."""
    path = tmp_path / "many.json"
    measure(MANY, SEARCHES, None, path)
    changed = dataclasses.replace(MANY, passages=(*MANY.passages, Passage("new", "A new boat.")))
    other = {"bm25": search_that_knows(range(40))}
    assert measure(changed, other, None, path)["search"]["bm25"]["q30"] == 1
    assert "minilm" not in measure(MANY, other, None, path, Plan(seed=1))["search"]


def test_a_damaged_record_is_named(tmp_path: Path) -> None:
    """It is neither used nor overwritten."""
    (tmp_path / "many.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"many\.json: found no record"):
        measure(MANY, SEARCHES, None, tmp_path / "many.json")


def test_verdicts_follow_the_record(tmp_path: Path) -> None:
    """Each search wins the kind it was made to win; both are within bounds; a blind guesser is at chance."""
    record = measure(MANY, SEARCHES, Guesser(), tmp_path / "many.json")
    rates = hit_rates(MANY, record, 1)
    assert (rates["all"]["bm25"].mean, rates["lookup"]["bm25"].mean, rates["all"]["minilm"].mean) == (0.5, 1, 0.625)
    assert clear_winners(MANY, record) == {"lookup": "bm25", "other words": "minilm"}
    assert hardness_faults(MANY, record) == []
    assert "closed book" in summary(MANY, record)


def test_easy_or_guessable_questions_are_faults(tmp_path: Path) -> None:
    """A search that finds all, no contrast, and a model that knows: each is named."""
    searches = {"bm25": search_that_knows(range(40)), "minilm": search_that_knows(range(40))}
    record = measure(MANY, searches, Guesser(knows=True), tmp_path / "many.json")
    assert {fault.rule for fault in hardness_faults(MANY, record)} == {"too easy", "no contrast", "guessable"}
    assert closed_book(MANY, record)[1] == pytest.approx(1 / 8)


def test_a_record_without_the_closed_book_is_incomplete(tmp_path: Path) -> None:
    """Half a measurement passes for a whole one nowhere."""
    record = measure(MANY, SEARCHES, None, tmp_path / "many.json")
    assert [fault.rule for fault in hardness_faults(MANY, record)] == ["incomplete"]


def test_multiple_choice_holds_the_right_option_once_and_not_always_first() -> None:
    """The place of the right option tells nothing."""
    asked = multiple_choice(MANY, Plan())
    places = [choices.index(question.answers[0]) for question, choices in asked]
    assert len(set(places)) > 4 and all(len(set(choices)) == 8 for _, choices in asked)


def test_only_answerable_held_out_questions_are_scored() -> None:
    """Neither training phrasings nor unanswerable questions count in a search's hit rate."""
    assert [question.id for question in scored(GOOD)] == ["q2", "q3", "q4", "q5"]


@pytest.fixture
def datasets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of data that holds the good collection."""
    data.write(GOOD, tmp_path / "radios")
    monkeypatch.setattr(data, "datasets_folder", lambda: tmp_path)
    return tmp_path


def test_the_command_prints_and_returns_its_verdict(datasets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 for none, 1 for a fault, 2 for data that cannot be read."""
    assert command.main(["radios"]) == 0
    assert "faults: none" in capsys.readouterr().out
    data.write(with_question("q2", answers=("4.2.2",)), datasets / "radios")
    assert command.main(["radios"]) == 1
    assert command.main(["radio"]) == 2
    assert "did you mean 'radios'" in capsys.readouterr().err


def test_the_command_renews_the_datasheet_and_nothing_else(datasets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text outside the markers stays; without markers nothing is written."""
    monkeypatch.setattr(command, "collections", lambda: [GOOD])
    sheet = datasets / "DATASHEET.md"
    sheet.write_text(f"Höhe\n{command.BEGIN}\nold\n{command.END}\nend\n", encoding="utf-8")
    assert command.main(["--datasheet"]) == 0
    assert sheet.read_text(encoding="utf-8") == f"Höhe\n{command.BEGIN}\n{table([GOOD])}\n{command.END}\nend\n"
    sheet.write_text("no markers", encoding="utf-8")
    assert command.main(["--datasheet"]) == 2
    assert sheet.read_text(encoding="utf-8") == "no markers"


def test_facts_survive_the_way_through_a_file(tmp_path: Path) -> None:
    """The rules see the same facts in a file as in memory."""
    data.write(GOOD, tmp_path / "radios")
    assert plain(data.read(tmp_path / "radios").passages[0].meta) == plain(PASSAGES[0].meta)
