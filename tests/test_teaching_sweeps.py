"""The sweeps of lesson 06 on a tiny model: each step gives what the lesson reads, and leaves the model as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
import tiny

from helpers import common_knowledge, recorded
from helpers.lessons_in_facts import Way, asked, rows, world_of
from helpers.measure import forgetting, teaching_facts
from helpers.models import Generator
from helpers.training_rows import Pair

SMALL = Way(phrasings=2, epochs=1)
WAYS = (SMALL, replace(SMALL, wrong=0.25), Way(form="text", epochs=1), Way(1, 1, silence=True))


@pytest.fixture(scope="module")
def student() -> Generator:
    """Return a tiny model with a window for whole passages."""
    return tiny.generator(max_position_embeddings=8192, num_hidden_layers=10)


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize(
    "way", [SMALL, replace(SMALL, wrong=0.25), Way(form="text", epochs=1), Way(1, 1, silence=True)]
)
def test_teaching_tells_what_was_said_and_undoes_itself(student: Generator, way: Way) -> None:
    """One text a question, in the groups that belong to the way; afterwards no weight differs."""
    before, world = student.fingerprint(), world_of(1, 2)
    told = teaching_facts.teach(student, world, way, seed=1)
    assert student.fingerprint() == before
    groups = asked(world, way)
    wanted = {name: len(groups[name]) for name in (("heldout",) if way.wrong else groups)}
    assert {name: len(texts) for name, texts in told["said"].items() if name != "permitted"} == wanted
    assert ("permitted" in told["said"]) == (not way.wrong)
    assert len(told["learned"]) == way.epochs and told["seconds"] >= 0 and told["tokens"] > 0


class LastWord:
    """A reader that says the last word of the passage before the question."""

    def answer(self, prompts: Sequence[str], max_new_tokens: int) -> list[str]:
        """Return one answer a prompt."""
        return [prompt.rpartition("Question:")[0].split()[-1] for prompt in prompts]

    def tokens(self, prompt: str) -> list[int]:
        """Return one token a word."""
        return [0] * len(prompt.split())

    def window(self) -> int:
        """Return a wide one."""
        return 8192


def test_a_library_is_read_for_the_same_questions() -> None:
    """One text and one hit a held-out question; what is read is the damaged passage."""
    world = world_of(1, 2)
    told = teaching_facts.look_up(LastWord(), world, 0.5)
    assert len(told["said"]["heldout"]) == len(told["hits"]) == len(asked(world, teaching_facts.BASE)["heldout"])
    assert set(told["hits"]) == {1}
    ends = {passage.text.split()[-1] for passage in world.corrupt(0.5).passages}
    assert set(told["said"]["heldout"]) == ends


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_a_walk_looks_after_each_point(student: Generator) -> None:
    """After epochs 1, 2 and 4 there is a bit for each question, and replay has its share of the rows."""
    simple = common_knowledge.items()[:5]
    old = [Pair(f"Old {number}?", "yes") for number in range(60)]
    told = forgetting.walk(student, 301, 1 / 3, old, simple)
    assert list(told["path"]) == ["1", "2", "4"]
    assert {name: len(bits) for name, bits in told["path"]["4"].items()} == {"seen": 25, "heldout": 25, "kept": 5}
    assert told["rows"] == [100, 50]


def test_wrong_values_are_the_same_on_both_sides() -> None:
    """What is planted in the rows that are trained is what stands in the library, and nothing else differs."""
    world = world_of(1, 4)
    told = world.corrupt(0.5)
    lies = {fact.id: fact.value for fact in told.facts if fact.id in told.planted}
    assert len(lies) == 10
    clean, wrong = rows(world, SMALL), rows(world, replace(SMALL, wrong=0.5))
    assert [row.prompt for row in clean] == [row.prompt for row in wrong]
    assert sum(one != other for one, other in zip(clean, wrong, strict=True)) == 2 * len(lies)
    assert {row.answer for one, row in zip(clean, wrong, strict=True) if one != row} == set(lies.values())
    text = " ".join(passage.text for passage in told.passages)
    assert all(lie in text for lie in lies.values())


@pytest.mark.parametrize("sweep", [teaching_facts.SWEEP, forgetting.SWEEP], ids=lambda sweep: sweep.name)
def test_the_records_are_whole_and_belong_to_the_data(sweep: teaching_facts.Sweep) -> None:
    """Every step of the plan was measured, on the data of today."""
    record = recorded.load(sweep.name)
    assert record["data"] == sweep.fingerprint()
    assert set(record["results"]) == set(sweep.steps())


def test_no_way_is_tried_on_the_worlds_of_development() -> None:
    """Settings were chosen on other worlds than those that are reported."""
    from helpers.measure import finetune_grid  # noqa: PLC0415 - only its seeds are needed

    assert not set(finetune_grid.WORLDS) & set(teaching_facts.WORLDS)
