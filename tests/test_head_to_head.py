"""The sweeps of lesson 07 on a tiny model, and what is read out of their records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
import tiny
from bench_reader import collection, library

from helpers import bench, broken_comparisons, contest, fair_exam, recorded
from helpers.bench import guards, timing
from helpers.completion import Completer
from helpers.finetune import FinetuneConfig
from helpers.lora import LoraConfig
from helpers.measure import head_to_head, sweep, taught_readers
from helpers.measure.adapted import Student
from helpers.models import Generator
from helpers.once import Once
from helpers.training_rows import Pair

SMALL = FinetuneConfig(LoraConfig(rank=2, depth=2), epochs=1, batch=2, learning_rate=0.05)
PAIRS = [Pair("Any fog?", "no"), Pair("Any tea?", "yes"), Pair("Who?", "Hob")]


@pytest.fixture
def student() -> Generator:
    """Return a tiny model."""
    return tiny.generator(max_position_embeddings=512)


@pytest.mark.usefixtures("one_thread")
def test_one_training_serves_several_arms_and_leaves_no_trace(student: Generator) -> None:
    """The second arm of a seed has the very weights of the first; another seed has others; at last all is as before."""
    before, taught = student.fingerprint(), Student(lambda: student, lambda seed: PAIRS, lambda seed: SMALL)
    seen = []
    for seed in (1, 1, 2):
        with taught.arm(lambda: bench.ClosedBook(student))(seed) as system:
            seen.append((student.fingerprint(), system.identity()["base"]))
    prints = [weights for weights, _ in seen]
    assert prints[0] == prints[1] != before
    assert len({base for _, base in seen}) == 1
    assert student.fingerprint() == before


@pytest.mark.usefixtures("one_thread")
def test_another_seed_is_another_training(student: Generator) -> None:
    """Seeds decide the adapter, and what is noted is the training of that seed."""
    taught = Student(
        lambda: student,
        lambda seed: PAIRS * seed,
        lambda seed: FinetuneConfig(SMALL.lora, epochs=1, batch=2, learning_rate=0.05, seed=seed),
    )
    step = taught.noting(lambda: {"asked": True})
    told = []
    for seed in (1, 2):
        with taught.taught(seed):
            told.append((student.fingerprint(), step()))
    assert told[0][0] != told[1][0]
    assert told[1][1]["asked"] and told[1][1]["training"]["tokens"] > told[0][1]["training"]["tokens"]


@pytest.mark.usefixtures("one_thread")
def test_the_same_prompt_is_read_once_and_answered_alike(student: Generator) -> None:
    """A prompt that comes back is not read again, whatever else is asked; options are scored as before."""
    once, asked = Once(student), ["Any fog?", "Any tea?", "Any fog?"]
    plain = student.answer(["Any fog?"], 3)[0]
    said = once.answer(asked, 3)
    assert said[0] == said[2] == once.answer(["Any fog?"], 3)[0] == plain
    options = [["no", "yes"], ["tea", "fog", "no"], ["no", "yes"]]
    scores = once.log_probabilities_many(asked, options)
    assert scores[0] == scores[2] and [len(some) for some in scores] == [2, 3, 2]
    assert scores[0] == pytest.approx(student.log_probabilities("Any fog?", ["no", "yes"]), abs=1e-3)


@pytest.mark.usefixtures("one_thread")
def test_a_reader_that_reads_once_has_no_seconds(student: Generator) -> None:
    """Its answers may come from memory, so the bench notes no time and refuses to take it."""
    system = bench.ClosedBook(Once(student), max_new_tokens=2)
    asked = [one for one in collection().split("heldout") if one.kind == "lookup"][:3]
    assert timing.remembers(system)
    table = bench.run({"once": system}, asked, config=bench.RunConfig(bench.offer(asked, collection().questions)))
    assert table["read"].isna().all() and table["choice"].notna().all()
    with pytest.raises(ValueError, match="remembers its answers"):
        bench.run({"once": system}, asked, config=bench.RunConfig(timed=1))


class Counting:
    """A reader that counts what it reads."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.read: list[str] = []

    def answer(self, prompts: Sequence[str], max_new_tokens: int) -> list[str]:
        """Return the prompts."""
        self.read += prompts
        return list(prompts)


def test_nothing_is_read_twice() -> None:
    """Only new prompts reach the reader; another limit is another answer."""
    reader = Counting()
    once = Once(reader)  # type: ignore[arg-type] - any reader will do
    once.answer(["a", "b", "a"], 3)
    once.answer(["b", "c"], 3)
    once.answer(["b"], 5)
    assert reader.read == ["a", "b", "c", "b"]


@pytest.mark.parametrize("made", [head_to_head.SWEEP, taught_readers.SWEEP], ids=lambda made: made.name)
def test_the_steps_load_nothing_and_the_seeds_stand_together(made: sweep.Sweep) -> None:
    """A finished record loads no model; all arms of one training follow each other."""
    names = list(made.steps())
    assert not head_to_head.desk.cache_info().currsize
    seeds = [name[-1] for name in names if "seed" in name and ("fine-tuned" in name or "reader" in name)]
    assert len(names) == len(set(names))
    assert {seed for seed in seeds} == {"1", "2", "3"}


@pytest.mark.usefixtures("one_thread")
def test_a_squeezed_copy_is_another_base_and_leaves_the_first_alone(
    student: Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its weights take few values a row; the guard tells the two apart."""
    desk = head_to_head.Desk(student)
    monkeypatch.setattr(desk, "library", lambda search="bm25": library())
    monkeypatch.setattr(head_to_head, "desk", lambda: desk)
    before, system = student.fingerprint(), head_to_head.squeezed()
    weights = system.reader.generator.model.model.layers[0].mlp.up_proj.weight
    assert student.fingerprint() == before
    assert max(len(row.unique()) for row in weights.detach()) <= 2**head_to_head.BITS - 1
    bases = pd.DataFrame(
        {"arm": ["a", "b"], "base": [system.identity()["base"], bench.ClosedBook(student).identity()["base"]]}
    )
    assert "2 different models" in guards.same_base(bases)[0]
    assert isinstance(system.reader, Completer)


@pytest.mark.parametrize("name", contest.RECORDS)
def test_the_records_are_whole_and_belong_to_the_data(name: str) -> None:
    """Every step of the plan was measured, on the data of today."""
    made = {"head_to_head": head_to_head.SWEEP, "taught_readers": taught_readers.SWEEP}[name]
    record = recorded.load(name)
    assert record["data"] == made.fingerprint()
    assert set(record["results"]) == set(made.steps())


def test_the_table_is_fair() -> None:
    """The same questions in the same words for all, one base model beneath, three seeds for whoever was taught."""
    rows = contest.table()
    assert guards.same_questions(rows) == [] and guards.same_base(rows) == []
    assert set(rows["arm"]) == {*contest.LADDER, *contest.MAY_ABSTAIN}
    seeds = rows.groupby("arm")["seed"].nunique()
    assert all((count == 3) == (arm.startswith(("fine-tuned", "reader", "chance"))) for arm, count in seeds.items())


def test_the_small_table_holds_the_small_exam() -> None:
    """Sixty questions for every arm and seed, those of the broken comparisons among them."""
    rows = contest.small()
    assert set(rows.groupby(["arm", "seed"]).size()) == {60}
    assert set(contest.SMALL) <= set(rows["arm"])
    assert guards.same_questions(rows) == []


def test_an_unknown_arm_is_refused() -> None:
    """A clear sentence in place of an empty table."""
    with pytest.raises(ValueError, match=r"^found no arm 'hybird'"):
        contest.arms(["hybird"])


def test_what_an_answer_is_true_of_is_told() -> None:
    """Another product's value, another fact of the same product, or nothing."""
    known = {one.group: one for one in fair_exam.collection().split("heldout") if one.kind == "lookup"}
    versions = [one for one in known.values() if one.attribute == "fixed_version"]
    asked = versions[0]
    other = next(one for one in versions if one.entity != asked.entity and one.answers[0] not in asked.answers)
    assert contest.taken_from(asked.id, f"It is {other.answers[0]}, I think.") == contest.OTHER
    assert contest.taken_from(asked.id, "Forty herrings.") == contest.NOBODY
    assert contest.taken_from(asked.id, asked.answers[0]) in {contest.NOBODY, contest.OTHER}
    pair = next(
        (one, two)
        for one in known.values()
        for two in known.values()
        if one.entity == two.entity and one.group != two.group
    )
    assert contest.taken_from(pair[0].id, pair[1].answers[0]) == contest.SAME


def test_causes_add_up_to_one_and_fit_the_arm() -> None:
    """Who looks nothing up misses nothing; who has the right passage in hand always has it."""
    causes = contest.causes()
    assert causes.sum(axis=1).round(6).eq(1).all()
    closed = [arm for arm in contest.LADDER if arm in {"closed book", "fine-tuned", "chance", "majority"}]
    assert (causes.loc[closed, ["not found", "misread"]] == 0).all().all()
    one_page = contest.table().query("kind != 'counting'")  # all pages of a count do not always fit into a prompt
    assert (contest.causes(contest.CEILINGS, one_page).get("not found", pd.Series([0])) == 0).all()
    shares = {arm: share.mean for arm, share in bench.shares(contest.arms(contest.LADDER)).items()}
    assert all(causes.loc[arm, "right"] == pytest.approx(share) for arm, share in shares.items())


def test_each_broken_comparison_has_its_own_fault() -> None:
    """The guard of its fault complains, and the others do not."""
    cases = [getattr(broken_comparisons, name)() for name in ("first", "second", "third", "fourth")]
    faults = [(bool(guards.same_questions(one.rows)), bool(guards.same_base(one.rows))) for one in cases]
    assert faults == [(True, False), (False, False), (False, False), (False, True)]
    assert all(set(one.shares()) == set(one.asked()) == set(one.codes()) for one in cases)
    swapped = {arm for arm, code in cases[1].codes().items() if code != contest.code_of(arm)}
    assert swapped == {"hybrid, few-shot", "right passage, few-shot"}
    pairs, exam = broken_comparisons.cheat_sheet()
    assert guards.not_trained_on(fair_exam.few_questions(), [Pair(*pair) for pair in pairs])
    assert len(exam) == 60


def test_the_list_says_what_it_costs() -> None:
    """The minutes of both sweeps are within a third of what their records took."""
    for made in (head_to_head.SWEEP, taught_readers.SWEEP):
        minutes = sum(recorded.load(made.name)["seconds"].values()) / 60
        assert made.minutes == pytest.approx(minutes, rel=1 / 3), minutes
    assert Path(recorded.path_of("head_to_head")).is_file()
