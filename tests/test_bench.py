"""The bench asks everyone the same, keeps what was said, goes on where it was, and refuses to mix."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from bench_reader import Finder, collection, library, options, questions, rag

from helpers import bench, recorded
from helpers.bench import RunConfig, identity, timing
from helpers.bench.memory import PeakMemory
from helpers.bench.systems import System
from helpers.collection import Answer, Question
from helpers.measure import sweep
from helpers.prompts import ABSTENTION
from helpers.records import DataError

CONFIG = RunConfig(options())


def ladder(reader: Finder | None = None) -> dict[str, System]:
    """Return every kind of system, with one reader."""
    reader = reader or Finder()
    return {
        "chance": bench.Chance(options()),
        "majority": bench.Majority([one for one in collection().questions if one.split == "train"]),
        "closed book": bench.ClosedBook(reader),
        "random": bench.RandomPassage(rag(reader)),
        "all that fits": bench.AsMuchAsFits(rag(reader)),
        "retrieved": bench.Retrieved(rag(reader)),
        "right": bench.RightPassage(rag(reader)),
    }


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    """Ask the whole ladder once."""
    return bench.run(ladder(), questions(), config=CONFIG)


def test_the_table_is_tidy(found: pd.DataFrame) -> None:
    """A row an arm and question, in the order asked, with all that was promised."""
    assert len(found) == 7 * len(questions())
    for _, rows in found.groupby("arm"):
        assert list(rows["question"]) == [one.id for one in questions()]
    columns = (
        "question asked kind entity attribute group arm seed system base answer right wrong abstained exact contains "
        "choice belief rival hit search prefill decode read timing tokens_read tokens_written memory_mb"
    )
    assert set(found) == set(columns.split())
    assert (found["memory_mb"] > 10).all()
    assert (found[["right", "wrong", "abstained"]].sum(axis=1) >= 1).all()


def test_the_ladder_stands_the_right_way_up(found: pd.DataFrame) -> None:
    """A reader that only finds: nothing closed book, less from a search than from the right passage, all from that."""
    plain = found[found["kind"].isin(["lookup", "identifier", "other words"])]
    right = plain.groupby("arm")["right"].mean()
    assert right["closed book"] == right["random"] == 0
    assert 0 < right["retrieved"] <= right["right"] == 1
    hits = plain.groupby("arm")["hit"].mean()
    assert hits["random"] == 0
    assert hits["right"] == 1
    assert hits.isna()["closed book"]
    assert right["retrieved"] == pytest.approx(hits["retrieved"], abs=0.15)


def test_chance_and_choice_agree_with_counting(found: pd.DataFrame) -> None:
    """Over many seeds, guessing is right as often as one in the number of options."""
    asked = [one for one in questions() if one.id in options()]
    guesses = bench.run({"chance": lambda seed: bench.Chance(options(), seed)}, asked, range(200), RunConfig(options()))
    expected = sum(1 / len(options()[one.id]) for one in asked) / len(asked)
    assert guesses["choice"].mean() == pytest.approx(expected, abs=0.02)
    assert guesses["choice"].tolist() == guesses["exact"].tolist()


def test_metrics_are_empty_where_they_mean_nothing(found: pd.DataFrame) -> None:
    """Without an answer only silence counts; without options there is no choice."""
    none = found[found["kind"] == "unanswerable"]
    assert none[["exact", "contains", "choice", "belief", "hit"]].isna().all().all()
    assert (none["right"] == none["abstained"]).all()
    apart = found[(found["arm"] == "right") & (found["kind"] != "unanswerable")]
    assert list(apart["choice"].notna()) == [id in options() for id in apart["question"]]
    assert apart["belief"].dropna().between(0, 1).all()


def test_silence_is_counted_apart() -> None:
    """A reader that says it does not know is neither right nor wrong, and right where nobody can know."""
    table = bench.run({"closed": bench.ClosedBook(Finder(silent=True))}, questions(), config=CONFIG)
    assert table["abstained"].all() and not table["wrong"].any()
    assert (table["right"] == (table["kind"] == "unanswerable")).all()


def test_naming_a_rival_is_seen() -> None:
    """Who names another option, alone or beside the right one, is not right."""
    asked = next(one for one in questions() if one.id in options() and one.kind == "lookup")
    rival = next(option for option in options()[asked.id] if option not in asked.answers)

    class Says(bench.Chance):
        def answer(self, questions: list[Question]) -> list[Answer]:
            return [Answer(f"{asked.answers[0]} or {rival}") for _ in questions]

    row = bench.run({"both": Says({})}, [asked], config=CONFIG).iloc[0]
    assert (row["right"], row["wrong"], row["rival"]) == (False, True, 1.0)


def test_random_passages_never_help_and_do_not_depend_on_the_company() -> None:
    """Neither right nor naming the answer; the same for a question whoever else is asked."""
    system = bench.RandomPassage(rag(Finder(), k=3))
    together = dict(zip(questions(), system.hits(questions()), strict=True))
    for asked, hits in together.items():
        assert len({hit.passage.id for hit in hits}) == 3
        assert not {hit.passage.id for hit in hits} & set(asked.passages)
        assert system.hits([asked]) == [hits]
    assert bench.RandomPassage(rag(Finder(), k=3), seed=1).hits(questions()) != list(together.values())


def test_all_that_fits_is_the_same_for_all_and_fills_the_budget() -> None:
    """As many passages as the longest question leaves room for; one more would not fit."""
    machine = replace(rag(Finder()), budget=700)
    system = bench.AsMuchAsFits(machine)
    packed = system.pack(questions())
    counts = {len(one.hits) for one in packed}
    assert len(counts) == 1 and counts.pop() > 2
    longest = max(packed, key=lambda one: len(one.prompt.split()))
    assert 700 - 250 < len(longest.prompt.split()) <= 700


def test_a_right_passage_that_is_not_in_the_library_is_told() -> None:
    """Questions of another library are refused; an unanswerable one gets the search's best."""
    stranger = Question("q", "Any fog?", ("noon",), ("ZZ-1",))
    with pytest.raises(ValueError, match=r"found no passage 'ZZ-1'"):
        bench.RightPassage(rag(Finder())).hits([stranger])
    unknown = [one for one in questions() if not one.answers]
    machine = rag(Finder())
    assert bench.RightPassage(machine).hits(unknown) == bench.Retrieved(machine).hits(unknown)


def test_permuting_questions_changes_nothing(found: pd.DataFrame) -> None:
    """Each question's row is the same in any order."""
    shuffled = random.Random(3).sample(questions(), len(questions()))
    again = bench.run(ladder(), shuffled, config=CONFIG)
    keys, kept = ["arm", "question"], ["answer", "right", "choice", "belief", "hit", "tokens_read"]
    one, other = (table.set_index(keys)[kept].sort_index() for table in (found, again))
    pd.testing.assert_frame_equal(one, other)


def test_seconds_are_shares_unless_taken_one_by_one() -> None:
    """Shares add up, tell no stages, and are called shares; timed questions have all three stages."""
    table = bench.run({"retrieved": bench.Retrieved(rag(Finder()))}, questions(), config=RunConfig(options(), timed=5))
    alone = table[table["timing"] == "one by one"]
    assert len(alone) == 5
    assert alone[["search", "prefill", "decode"]].notna().all().all()
    assert (alone["read"] == alone["prefill"] + alone["decode"]).all()
    shared = table[table["timing"] == "share of a batch"]
    assert shared["prefill"].isna().all() and (shared["read"] > 0).all() and shared["search"].nunique() == 1


def test_a_reader_that_remembers_is_not_timed() -> None:
    """Its answers take no time, so none is noted; and to time it is refused."""
    reader = Finder()
    reader.remember = True
    closed = {"closed": bench.ClosedBook(reader)}
    assert (bench.run(closed, questions())["timing"] == "not measured").all()
    with pytest.raises(ValueError, match="remembers its answers"):
        bench.run(closed, questions(), config=RunConfig(timed=1))
    with pytest.raises(ValueError, match="remembers its answers"):
        bench.interleaved(closed, questions())


def test_interleaved_takes_everyone_in_turn() -> None:
    """Question by question, not arm by arm; stages add up."""
    table = bench.interleaved({"a": bench.ClosedBook(Finder()), "b": bench.Chance({})}, questions()[:3], rounds=2)
    assert table["arm"].tolist() == ["a", "b"] * 6
    assert table["seconds"].tolist() == pytest.approx(table[list(timing.STAGES)].sum(axis=1).tolist())
    with pytest.raises(ValueError, match="found 0 questions"):
        bench.interleaved({}, [])


def leave_room() -> list[bytearray]:
    """Free 300 MB that the C library keeps for later; what is returned keeps them from its end."""
    for size, count in ((3_000_000, 1), (2_000_000, 150)):  # the first teaches it to keep pieces of that size
        pieces = [bytearray(b"x") * size for _ in range(count)]
        end = [bytearray(b"x") * 100_000]
        del pieces
    return end


@pytest.mark.parametrize("before", [list, leave_room])
def test_memory_falls_again_between_arms(before: Callable[[], list[bytearray]]) -> None:
    """The peak of an arm is its own: neither a block that is gone nor room that was kept is counted for it."""
    end = before()
    with PeakMemory() as hungry:
        block = bytearray(b"x") * 200_000_000
        assert len(block) > 1
        time.sleep(0.2)  # what is gone within 20 ms may be missed
        del block
    with PeakMemory() as modest:
        pass
    assert hungry.mb - modest.mb > 100
    del end


class Breaks(Finder):
    """A reader that breaks down when told to."""

    broken = False

    def answer(self, prompts: list[str], max_new_tokens: int) -> list[str]:
        """Answer, or break down."""
        if self.broken:
            raise KeyboardInterrupt
        return super().answer(prompts, max_new_tokens)


def test_a_stopped_run_goes_on_and_asks_nothing_twice(tmp_path: Path) -> None:
    """What was answered before Ctrl+C stays; the table is that of a run in one go."""
    path, first, second = tmp_path / "fair.json", Finder(), Breaks()
    arms = {"first": bench.ClosedBook(first), "second": bench.ClosedBook(second)}
    second.broken = True
    with pytest.raises(KeyboardInterrupt):
        bench.run(arms, questions(), config=CONFIG, path=path)
    with pytest.raises(DataError, match="found 1 steps left"):
        recorded.load("fair", tmp_path)
    second.broken = False
    lines: list[str] = []
    whole = bench.run(arms, questions(), config=CONFIG, path=path, tell=lines.append)
    assert len(first.calls) == 1 and lines == ["second (1 to go)"]
    assert whole["arm"].tolist() == ["first"] * len(questions()) + ["second"] * len(questions())
    read = bench.load(path, questions(), CONFIG)
    pd.testing.assert_frame_equal(read, whole)
    before = path.read_bytes()
    pd.testing.assert_frame_equal(bench.run(arms, questions(), config=CONFIG, path=path), whole)
    assert path.read_bytes() == before


def test_another_arm_or_seed_is_added(tmp_path: Path) -> None:
    """A longer list goes on with what is there."""
    path, reader = tmp_path / "fair.json", Finder()
    arms = {"closed": bench.ClosedBook(reader)}
    bench.run(arms, questions(), config=CONFIG, path=path)
    more = arms | {"chance": lambda seed: bench.Chance(options(), seed)}
    assert set(bench.run(more, questions(), (1, 2), CONFIG, path)["arm"]) == {"closed", "chance"}
    table = bench.run(more, questions(), (1, 2, 3), CONFIG, path)
    assert table.groupby("arm")["seed"].unique().map(list).to_dict() == {"closed": [0], "chance": [1, 2, 3]}
    assert len(reader.calls) == 1


def _edit(path: Path, name: str) -> None:
    """Change a part of a record's conditions."""
    record = json.loads(path.read_text("utf-8"))
    place = record if name in record else record["plan"]
    place[name] = "of yesterday"
    path.write_text(json.dumps(record), encoding="utf-8")


@pytest.mark.parametrize("part", ["code", "versions", "machine"])
def test_results_of_other_conditions_are_not_mixed(tmp_path: Path, part: str) -> None:
    """The message names what differs; nothing is written over; reading is still allowed."""
    path = tmp_path / "fair.json"
    arms = {"closed": bench.ClosedBook(Finder())}
    bench.run(arms, questions(), config=CONFIG, path=path)
    _edit(path, part)
    before = path.read_bytes()
    with pytest.raises(DataError, match=rf"found results of other {part}; expected .*; do "):
        bench.run(arms, questions(), config=CONFIG, path=path)
    assert path.read_bytes() == before
    assert len(bench.load(path, questions(), CONFIG)) == len(questions())


def test_other_questions_options_and_systems_are_not_mixed(tmp_path: Path) -> None:
    """Whatever decides a result is looked at."""
    path = tmp_path / "fair.json"
    arms = {"closed": bench.ClosedBook(Finder())}
    bench.run(arms, questions(), config=CONFIG, path=path)
    with pytest.raises(DataError, match="of other questions;"):
        bench.run(arms, questions()[1:], config=CONFIG, path=path)
    with pytest.raises(DataError, match="of other options;"):
        bench.run(arms, questions(), path=path)
    with pytest.raises(DataError, match="of other options and timed;"):
        bench.run(arms, questions(), config=RunConfig(timed=1), path=path)
    with pytest.raises(DataError, match="'closed' was another system"):
        bench.run({"closed": bench.ClosedBook(Finder(knows=1))}, questions(), config=CONFIG, path=path)
    with pytest.raises(DataError, match="of other options;"):
        bench.load(path, questions())
    with pytest.raises(DataError, match="found no such file"):
        bench.load(tmp_path / "none.json", questions())
    path.write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="found no record"):
        bench.run(arms, questions(), config=CONFIG, path=path)


def test_systems_made_from_seeds_are_closed_again_and_have_one_base() -> None:
    """A context is left before the next run begins; two bases under one name are refused."""
    log: list[str] = []

    @contextmanager
    def trained(seed: int) -> Iterator[System]:
        log.append(f"in {seed}")
        yield bench.ClosedBook(Finder(knows=seed / 10))
        log.append(f"out {seed}")

    table = bench.run({"tuned": trained}, questions(), (2, 5))
    assert log == ["in 2", "out 2", "in 5", "out 5"]
    assert table.groupby("seed")["right"].mean().is_monotonic_increasing
    assert table["base"].nunique() == 1 and table["system"].nunique() == 2
    with pytest.raises(DataError, match="begins from the model"):
        bench.run({"tuned": lambda seed: bench.ClosedBook(Finder(base=str(seed)))}, questions(), (2, 5))


def test_a_model_that_changes_under_an_arm_is_noticed() -> None:
    """Training in place without taking the adapter out again would make another arm answer as the student."""
    reader = Finder()

    def careless(seed: int) -> System:
        reader.knows = 1.0
        return bench.ClosedBook(reader)

    with pytest.raises(DataError, match="'base' is not the system any more"):
        bench.run({"tuned": careless, "base": bench.ClosedBook(reader)}, questions())


def test_nothing_or_one_thing_twice_is_refused() -> None:
    """No arm, no question, no seed, or one of them twice."""
    arms, asked = {"closed": bench.ClosedBook(Finder())}, questions()
    for some, them, seeds in (({}, asked, (0,)), (arms, [], (0,)), (arms, asked, ()), (arms, [asked[0]] * 2, (0,))):
        with pytest.raises(ValueError, match=r"found \d+ (arms|questions|seeds)"):
            bench.run(some, them, seeds)


def test_a_system_that_loses_an_answer_is_told() -> None:
    """Its answers would stand beside other questions."""

    class Loses(bench.Chance):
        def answer(self, questions: list[Question]) -> list[Answer]:
            return super().answer(questions)[1:]

    with pytest.raises(ValueError, match=r"found 39 answers to 40 questions"):
        bench.run({"loses": Loses(options())}, questions())


def test_steps_fit_a_sweep(tmp_path: Path) -> None:
    """A recorded sweep of the bench gives the same table as the bench itself."""
    arms = ladder()
    made = sweep.Sweep("fair", "A ladder.", 0, {}, list, lambda: bench.steps(arms, questions(), (0,), CONFIG))
    record = sweep.run(made, tmp_path)
    table = bench.table(recorded.load("fair", tmp_path)["results"], questions(), options())
    kept = ["arm", "question", "right", "choice", "hit"]
    pd.testing.assert_frame_equal(table[kept], bench.run(arms, questions(), config=CONFIG)[kept])
    with pytest.raises(ValueError, match="found 40 answers of 'chance' to 39 questions"):
        bench.table(record["results"], questions()[1:], options())


def test_the_code_of_the_course_is_told_apart_by_what_it_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Docstrings and comments change nothing, a number does; so does what is imported."""
    path = tmp_path / "fog.py"
    monkeypatch.setattr(identity, "_file", lambda name: path)

    def code(text: str) -> str:
        path.write_text(text, encoding="utf-8")
        return identity.code(bench.run)

    first = code('"""Fog."""\n\n\ndef fog() -> int:\n    """Say."""\n    return 1\n')
    assert code('"""Rain."""\n\n\ndef fog() -> int:\n    return 1  # said\n') == first
    assert code("def fog() -> int:\n    return 2\n") != first


def test_a_library_is_known_by_its_passages_and_index() -> None:
    """Other passages, another order, or another setting of the index: another code."""
    small = bench.Retrieved(rag(Finder())).identity()["library"]
    shorter = replace(library(), index=_index(1, 0.75)[0], passages=_index(1, 0.75)[1])
    assert len({small, *(identity.of_library(_library(cut, b)) for cut, b in ((1, 0.75), (2, 0.75), (1, 0.5)))}) == 4
    assert identity.of_library(shorter) == identity.of_library(_library(1, 0.75))


def _index(cut: int, b: float) -> tuple:
    from helpers.bm25 import BM25  # noqa: PLC0415

    passages = collection().passages[:-cut]
    return BM25([one.text for one in passages], b=b), passages


def _library(cut: int, b: float) -> object:
    index, passages = _index(cut, b)
    return replace(library(), index=index, passages=passages)


def test_options_are_fair_and_do_not_depend_on_the_company() -> None:
    """The right one is among different ones; comparisons offer what is compared; strangers are told."""
    for asked in questions():
        some = options().get(asked.id)
        if some:
            assert sum(option in asked.answers for option in some) == 1 and len(set(some)) == len(some)
            assert bench.offer([asked], collection().questions) == {asked.id: some}
    compared = [one for one in questions() if one.kind == "comparison"]
    assert all(sorted(options()[one.id]) == sorted(one.entity.split(" / ")) for one in compared)
    assert not any(one.id in options() for one in questions() if not one.answers)
    with pytest.raises(ValueError, match="found no answers to questions about 'tide'"):
        bench.offer([Question("q", "When?", ("noon",), attribute="tide")], collection().questions)


def test_the_usual_answer_leaves_the_own_fact_out() -> None:
    """It would be given away by the fact's own training phrasings."""
    past = [Question(f"q{n}", "When?", (day,), group=str(n)) for n, day in enumerate(["noon", "dusk", "dusk", "noon"])]
    usual = bench.Majority(past)
    assert [one.text for one in usual.answer(past)] == ["dusk", "noon", "noon", "dusk"]
    assert usual.answer([Question("q", "Why?", attribute="reason")])[0].text == ""


def test_what_is_not_read_is_not_chosen() -> None:
    """Where the search finds nothing good enough, the answer is silence, and no option is chosen."""
    strict = replace(rag(Finder()), least_score=1e9)
    table = bench.run({"strict": bench.Retrieved(strict)}, questions(), config=CONFIG)
    assert (table["answer"] == ABSTENTION).all()
    assert (table["choice"].dropna() == 0).all() and (table["tokens_read"] == 0).all()
    handed = bench.run({"right": bench.RightPassage(strict)}, questions(), config=CONFIG)
    assert handed["tokens_read"].min() > 0
