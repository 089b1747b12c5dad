"""The sweeps of lesson 08 on a tiny model, and their records read out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import tiny
from measured import needs

from helpers import changed, dated_library, kept_libraries, lessons_in_changes, lora, recorded
from helpers.dated_library import APPEND, NEWEST, OVERWRITE
from helpers.measure import changing_facts, changing_library
from helpers.measure.sweep import Sweep
from helpers.models import Generator
from helpers.timely import MEASURES, Said, marked
from helpers.worlds.changes import Stream, StreamConfig, make_stream
from helpers.worlds.stream import Asked

ARMS = (*changed.STUDENTS, changed.GENTLY, *changed.LIBRARIES, *(way + changed.IDEAL for way in changed.LIBRARIES))
SMALL = StreamConfig(seed=1, entities=2, rounds=2, changed=1)


@pytest.fixture(scope="module")
def student() -> Generator:
    """Return a tiny model with a window for whole passages."""
    return tiny.generator(max_position_embeddings=8192, num_hidden_layers=10)


@pytest.fixture
def stream() -> Stream:
    """Return two rounds of few changes."""
    return make_stream(SMALL)


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_a_student_goes_on_from_where_it_stood(student: Generator, stream: Stream) -> None:
    """Each update answers all that is asked after its round, and the model is afterwards as it came."""
    before = student.fingerprint()
    begun, adapters = changing_facts.begin(student, stream)
    assert student.fingerprint() == before
    assert len(begun["said"]) == len(stream.asked(0)) and begun["rows"] == 4 * 8
    told = changing_facts.go_on(student, stream, "replay of 50 %", adapters)
    assert student.fingerprint() == before and not lora.lora_layers(student.model)
    assert [len(told[str(number)]["said"]) for number in (1, 2)] == [len(stream.asked(n)) for n in (1, 2)]
    assert [told[str(number)]["rows"] for number in (1, 2)] == [2 * 4 * 5, 2 * 4]
    assert all(one["seconds"] >= 0 and len(one["learned"]) == changing_facts.EPOCHS for one in told.values())


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_an_update_depends_on_the_one_before(student: Generator, stream: Stream) -> None:
    """Another first student ends elsewhere; the same one ends in the same place."""
    _, adapters = changing_facts.begin(student, stream)
    other = {name: value + 0.5 if name.endswith("lora_b") else value for name, value in adapters.items()}
    ends = [changing_facts.go_on(student, stream, "new facts only", one) for one in (adapters, adapters, other)]
    assert ends[0]["2"]["said"] == ends[1]["2"]["said"]
    assert ends[0]["2"]["said"] != ends[2]["2"]["said"]


@pytest.mark.usefixtures("one_thread")
@pytest.mark.slow
def test_from_scratch_knows_nothing_of_before(student: Generator, stream: Stream) -> None:
    """Only the rounds asked for are trained, each with all facts in force."""
    before = student.fingerprint()
    told = changing_facts.again(student, stream, (2,))
    assert list(told) == ["2"] and told["2"]["rows"] == 4 * len(stream.world(2).facts)
    assert student.fingerprint() == before


class Letters:
    """An embedder that counts letters."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return one row a text."""
        self.encoded += texts
        rows = [[text.count(chr(97 + place)) for place in range(26)] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), 26) + 0.1


class FirstWord:
    """A reader that says the id of the page that it is handed."""

    def answer(self, prompts: Sequence[str], max_new_tokens: int) -> list[str]:
        """Return one answer a prompt."""
        return [prompt.split()[1].rstrip(":") for prompt in prompts]

    def tokens(self, prompt: str) -> list[int]:
        """Return one token a word."""
        return [0] * len(prompt.split())

    def window(self) -> int:
        """Return a wide one."""
        return 8192


def test_libraries_of_all_ways_are_asked_after_every_round() -> None:
    """One page a question; what is read belongs to the page and the question; only new pages are encoded."""
    stream, letters = make_stream(StreamConfig(seed=1, entities=3, rounds=3, changed=2)), Letters()
    told = changing_library.look_up(stream, FirstWord(), letters)  # type: ignore[arg-type]
    for way in dated_library.WAYS:
        for number in range(4):
            one, asked = told["found"][way][str(number)], stream.asked(number)
            held = {page.id for page in dated_library.pages(stream, number, way)}
            assert set(one["found"]) <= held and len(one["found"]) == len(asked)
            for page, question in zip(one["found"], asked, strict=True):
                assert told["read"][page][question.question.text] == page
            assert one["encoding"] >= 0 and one["indexing"] >= 0
    pages = len(dated_library.pages(stream, 3, APPEND))
    assert sum(told["found"][APPEND][str(number)]["encoded"] for number in range(4)) == pages
    newest = {page.meta["entity"]: page.id for page in dated_library.pages(stream, 3, NEWEST)}
    assert set(told["found"][NEWEST]["3"]["found"]) <= set(newest.values())


def test_a_page_that_is_gone_is_not_found_again() -> None:
    """Overwritten, a library has no old version and no withdrawn advisory."""
    stream = make_stream(StreamConfig(seed=2, entities=3, rounds=2, changed=2))
    told = changing_library.look_up(stream, FirstWord(), Letters())  # type: ignore[arg-type]
    found = set(told["found"][OVERWRITE]["2"]["found"])
    assert found <= {page.id for page in dated_library.pages(stream, 2, OVERWRITE)}


@pytest.mark.parametrize("sweep", [changing_facts.SWEEP, changing_library.SWEEP], ids=lambda sweep: sweep.name)
@needs("changing_facts", "changing_library")
def test_the_records_are_whole_and_belong_to_the_data(sweep: Sweep) -> None:
    """Every step of the plan was measured, on the data of today."""
    record = recorded.load(sweep.name)
    assert record["data"] == sweep.fingerprint()
    assert set(record["results"]) == set(sweep.steps())


@needs("changing_facts", "changing_library")
def test_both_records_are_about_the_same_streams() -> None:
    """A student and a library are compared on the same questions."""
    plans = changed.record()["plan"], changed.record("changing_library")["plan"]
    for key in ("seeds", "entities", "rounds", "rates"):
        assert plans[0][key] == plans[1][key]
    assert len(changed.seeds()) >= 3
    assert set(changed.STUDENTS) == {*plans[0]["replay"], lessons_in_changes.SCRATCH}
    assert plans[0]["gently"][0] == changed.GENTLY


def test_no_stream_is_one_that_settings_were_chosen_on() -> None:
    """Nor one that readers learned on."""
    from helpers.measure import finetune_grid, reading_skill, teaching_facts  # noqa: PLC0415 - only for their seeds

    taught = {reading_skill.WORLD + 10 * reader for reader in changing_library.READERS.values()}
    assert not {*finetune_grid.WORLDS, *teaching_facts.WORLDS, reading_skill.WORLD, *taught} & set(changing_facts.SEEDS)


@pytest.mark.parametrize(
    "arm", [*changed.STUDENTS, *changed.LIBRARIES, *(w + changed.IDEAL for w in changed.LIBRARIES)]
)
@pytest.mark.parametrize("rate", ["fast", "slow"])
@needs("changing_facts", "changing_library")
def test_every_answer_belongs_to_its_question(arm: str, rate: str) -> None:
    """As many texts as questions, for each arm, rate and round; the same questions for every arm."""
    for number in changed.numbers(arm, rate):
        answers = changed.said(arm, number, rate)
        asked = [one for seed in changed.seeds() for one in changed.stream(rate, seed).asked(number)]
        assert [one.asked for one in answers] == asked


def answer(text: str, group: str = "kept") -> Said:
    """Return an answer to a question about a fact that was two bells, then four, and is now three."""
    stream = make_stream(StreamConfig(seed=1, entities=3, rounds=0))
    one = next(each for each in stream.asked(0) if each.question.attribute == "severity")
    question = Asked(
        type(one.question)("q", one.question.text, ("three bells", "3 bells"), ("p",), "lookup", "f", "heldout",
                           one.question.entity, "severity"), group, ("two bells", "four bells"))  # fmt: skip
    return Said(1, 1, question, text)


@pytest.mark.parametrize(
    ("text", "current", "stale"),
    [("three bells", True, False), ("3 bells.", True, False), ("two bells", False, True),
     ("It is 4 bells", False, True), ("five bells", False, False), ("two bells, now three bells", False, False),
     ("", False, False), ("two bells or four bells", False, True)],
)  # fmt: skip
def test_a_text_is_current_stale_or_neither(text: str, current: bool, stale: bool) -> None:
    """Any spelling counts; whoever names the old value and the new one has said neither."""
    assert (answer(text).current(), answer(text).stale()) == (current, stale)


def test_every_measure_is_a_share_of_its_own_answers() -> None:
    """New and kept are right, stale is an earlier value of what changed, withdrawn the last value of what is gone."""
    new, kept, gone = answer("three bells", "new"), answer("two bells"), answer("three bells", "withdrawn")
    belongs = {name: [one for one in (new, kept, gone) if measure.of(one)] for name, measure in MEASURES.items()}
    assert belongs == {"new": [new], "kept": [kept], "stale": [new, kept], "withdrawn": [gone]}
    assert [MEASURES["stale"].hit(one) for one in (new, kept)] == [False, True]
    assert MEASURES["withdrawn"].hit(gone)


def test_texts_are_matched_with_their_questions() -> None:
    """One a question; a list of another length is refused."""
    stream = make_stream(SMALL)
    right = [one.question.answers[0] for one in stream.asked(1)]
    assert all(one.current() for one in marked(stream, 1, right))
    with pytest.raises(ValueError, match="expected one each"):
        marked(stream, 1, right[:-1])


def test_a_page_states_what_stood_in_its_version() -> None:
    """The value of that version; nothing for another product's page, and nothing in a notice."""
    stream = make_stream(StreamConfig(seed=5))
    number = len(stream.rounds)
    fact, (old, new) = next(iter(stream.rounds[0].changed.items()))
    asked = next(one for one in stream.asked(number) if one.question.group == fact)
    id = fact.partition("/")[0]
    assert [kept_libraries.stated(stream, f"{id}.v{version}", asked) for version in (1, 2)] == [old, new]
    other = next(one for one in stream.advisories if one.name != asked.question.entity)
    assert kept_libraries.stated(stream, other.passage_id(1), asked) == ""
    notice = stream.notices(number)[0]
    gone = next(one for one in stream.asked(number) if one.question.entity == notice.meta["entity"])
    assert kept_libraries.stated(stream, notice.id, gone) == ""


@needs("changing_facts", "changing_library")
def test_shares_follow_from_the_answers() -> None:
    """Worked out by hand for one arm; the seeds together are all of it."""
    arm, number = "new facts only", 3
    answers = [one for one in changed.said(arm, number) if one.asked.group == "kept"]
    assert changed.share("kept", arm, rounds=[number]).mean == pytest.approx(
        sum(one.current() for one in answers) / len(answers)
    )
    each = changed.by_seed("kept", arm, rounds=[number])
    sizes = [sum(one.seed == seed for one in answers) for seed in changed.seeds()]
    assert np.average(each, weights=sizes) == pytest.approx(changed.share("kept", arm, rounds=[number]).mean)
    rounds, shares = changed.course("kept", arm)
    assert shares[rounds.index(number)] == changed.share("kept", arm, rounds=[number]).mean


@needs("changing_facts", "changing_library")
def test_a_difference_is_between_the_same_questions() -> None:
    """An arm differs from itself by nothing, and from another by the difference of the shares in common rounds."""
    assert changed.difference("kept", OVERWRITE, OVERWRITE).mean == 0
    common = changed.numbers("from scratch")
    wanted = changed.share("kept", OVERWRITE, rounds=common).mean - changed.share("kept", "from scratch").mean
    assert changed.difference("kept", OVERWRITE, "from scratch").mean == pytest.approx(wanted)


@needs("changing_facts", "changing_library")
def test_what_was_not_recorded_is_refused() -> None:
    """Another arm, rate or round is a sentence."""
    for act in (lambda: changed.numbers("by heart"), lambda: changed.numbers(OVERWRITE, "never"),
                lambda: changed.said("from scratch", 1), lambda: changed.said("untaught", 1),
                lambda: changed.said(OVERWRITE, 11)):  # fmt: skip
        with pytest.raises(ValueError, match=r"^found .*expected"):
            act()
