"""The demonstration: facts that change in one place only, four ways that are told apart, and an end that is clean."""

from __future__ import annotations

import re
import sys
from collections import Counter

import pytest
import tiny

from helpers import cli, lora, models, teaching
from helpers.demo import show, stage, telling
from helpers.demo.reading import make_reading
from helpers.demo.screen import WIDTH, Screen
from helpers.demo.stage import Played, Stage, Syllabus
from helpers.demo.story import Story, make_story, right
from helpers.demo.ways import BOTH, LIBRARY, MEMORY, TUNED, Answerer, Round, open_library
from helpers.fact_sets import ATTRIBUTES
from helpers.finetune import FinetuneConfig, Training
from helpers.lora import LoraConfig
from helpers.models import Generator

WAYS = (MEMORY, LIBRARY, TUNED, BOTH)
BRIEFLY = Syllabus(1, 2, FinetuneConfig(LoraConfig(2, 1), epochs=1))


@pytest.fixture
def small() -> Generator:
    """Give a model of random weights that holds a whole prompt, a token a byte."""
    return tiny.generator(max_position_embeddings=8192)


@pytest.fixture(scope="module")
def story() -> Story:
    """Give a short story."""
    return make_story(seed=5, products=2, wordings=1, asked=5)


@pytest.mark.parametrize("seed", range(20))
def test_exactly_one_answer_changes(seed: int) -> None:
    """The questions are the same ten before and after; the pages state what is right, each on its day."""
    told = make_story(seed)
    pairs = list(zip(told.before.questions, told.after.questions, strict=True))
    assert len(pairs) == 10 and [one.text for one, _ in pairs] == [one.text for _, one in pairs]
    assert [one.answers != other.answers for one, other in pairs].index(True) == told.changed
    assert sum(one.answers != other.answers for one, other in pairs) == 1
    assert Counter(one.attribute for one, _ in pairs) == dict.fromkeys(ATTRIBUTES, 2)
    for day in (told.before, told.after):
        pages = {one.id: one.text for one in day.passages}
        assert len(pages) == len({one.meta["entity"] for one in day.passages}) == 100
        assert all(one.answers[0].casefold() in pages[one.passages[-1]].casefold() for one in day.questions)
    same = [one.id == other.id for one, other in zip(told.before.passages, told.after.passages, strict=True)]
    assert same.count(False) == 1


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_asked_as_it_was_taught(seed: int) -> None:
    """What is taught is what holds on the first day, in other words than are asked."""
    told = make_story(seed)
    names = [one.meta["entity"] for one in told.before.passages]
    asked = [one.text for one in told.before.questions]
    assert teaching.held_out(asked, [pair.prompt for pair in told.lessons], names) == asked
    values = {pair.answer for pair in told.lessons}
    assert {one.answers[0] for one in told.before.questions} <= values
    taught = {name for name in names if any(name in pair.prompt for pair in told.lessons)}
    assert {one.entity for one in told.before.questions} <= taught and len(taught) == 4
    assert len(told.lessons) == told.facts * 6
    assert make_story(seed) == told != make_story(seed + 1)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"asked": 7}, "found 7 questions about 4 products"),
        ({"asked": 25}, "found 25 questions about 4 products"),
        ({"asked": 0}, "found 0 questions"),
        ({"products": 0}, "found products=0"),
        ({"seed": -1}, "found seed=-1"),
    ],
)
def test_a_story_that_cannot_be_is_refused(wrong: dict[str, int], told: str) -> None:
    """It is said what was found."""
    with pytest.raises(ValueError, match=f"^{told}.*; expected .*; do"):
        make_story(**({"seed": 0} | wrong))


def test_the_verdict_on_what_changed() -> None:
    """New, old, or neither; who names both knows neither."""
    told = make_story(3)
    old, new = (day.questions[told.changed].answers[0] for day in (told.before, told.after))
    assert [told.verdict(text) for text in (f"It is {new}.", f"It is {old}.", f"{old} or {new}", "Fog.")] == [
        "new",
        "old",
        "neither",
        "neither",
    ]
    asked = told.before.questions[told.changed]
    assert right(asked, old.upper()) and not right(asked, "")


class Reader:
    """A stand-in for a model: it knows what it is given, word for word."""

    def __init__(self, known: dict[str, str]) -> None:
        """Keep what is known."""
        self.known = known

    def answer(self, prompts: list[str], max_new_tokens: int) -> list[str]:
        """Answer from memory."""
        return [self.known.get(prompt, "I wonder.") for prompt in prompts]


def test_a_round_counts_what_is_right(story: Story) -> None:
    """Asked a few at a time, in order, each few told."""
    known = {one.text: one.answers[0] for one in story.before.questions[:2]}
    told: list[int] = []
    worked = make_reading(0, 1, ()).worked
    library = open_library(story.before.passages)
    found = Answerer(Reader(known), worked).ask(MEMORY, story.before, library, told.append)
    assert found.rights == (True, True, False, False, False)
    assert found.texts[2:] == ("I wonder.",) * 3 and sum(told) == 5
    assert found.each == pytest.approx(found.seconds / 5)


@pytest.mark.parametrize("seed", range(3))
def test_reading_is_taught_on_other_pages(seed: int) -> None:
    """No product of the library stands in an example or a lesson; there is one example of each kind of question."""
    told = make_story(seed)
    reading = make_reading(seed, 20, told.products)
    texts = [one.passage.text for one in reading.worked.examples] + [one.prompt for one in reading.lessons]
    assert len(reading.lessons) == 20 and len(reading.worked.examples) == len(ATTRIBUTES)
    assert not any(name in text for text in texts for name in told.products)
    assert not any(one.passage.text in pair.prompt for one in reading.worked.examples for pair in reading.lessons)


def test_the_library_hands_over_the_page_of_the_day(story: Story) -> None:
    """For every question the search finds its page, on either day."""
    for day in (story.before, story.after):
        library = open_library(day.passages)
        for one in day.questions:
            assert library.search(one.text, 1)[0].passage.id in one.passages


@pytest.mark.slow
def test_everything_is_asked_and_the_model_is_as_before(
    small: Generator, story: Story, one_thread: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Four ways on both days; what was taught is taken out again."""
    before = {name: weights.clone() for name, weights in small.model.state_dict().items()}
    played = Stage(small, story, Screen(), BRIEFLY).play()
    assert tuple(played.before) == WAYS and set(played.after) == set(WAYS)
    assert all(len(one.texts) == 5 for one in (*played.before.values(), *played.after.values()))
    assert len(played.indexing) == 2 and played.training > 0
    assert not lora.lora_layers(small.model)
    after = small.model.state_dict()
    assert all(bool((weights == after[name]).all()) for name, weights in before.items())
    assert played.before[MEMORY].texts == played.after[MEMORY].texts
    assert played.before[TUNED].texts == played.after[TUNED].texts
    written = capsys.readouterr()
    assert [f"{number} of 6" in written.out for number in range(1, 8)] == [True] * 6 + [False]
    assert written.err == ""


@pytest.mark.slow
def test_the_whole_of_it_reads_well(
    small: Generator, monkeypatch: pytest.MonkeyPatch, one_thread: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """At 80 columns, without colour; the first line says how long it takes, the last ones where to read on."""
    monkeypatch.setattr(models, "load_generator", lambda: small)
    monkeypatch.setattr(stage, "SYLLABUS", BRIEFLY)
    assert show.show(seed=4) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= WIDTH < 80
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", out)
    assert out.startswith("Look it up or learn it?") and "minutes" in out.splitlines()[0]
    assert "float32, so" in out and "--seed 5" in out.splitlines()[-1]
    table = re.findall(r"^(from memory|with the library|fine-tuned|both)  .*\d+ of 10.*\d+ of 10", out, re.MULTILINE)
    assert table == list(WAYS)


@pytest.mark.parametrize("moment", ["loading", "asking", "training"])
def test_ctrl_c_ends_it_in_a_sentence(
    small: Generator,
    monkeypatch: pytest.MonkeyPatch,
    one_thread: None,
    capsys: pytest.CaptureFixture[str],
    moment: str,
) -> None:
    """Whenever it comes; nothing of the teaching stays in the model."""

    def interrupt(*_anything: object, **_more: object) -> None:
        raise KeyboardInterrupt

    def stopped(generator: Generator, *_anything: object, **_more: object) -> Training:
        lora.add_lora(generator.model, LoraConfig(2, 1))
        return Training(learned=[0.5], stopped=True)

    monkeypatch.setattr(models, "load_generator", interrupt if moment == "loading" else lambda: small)
    monkeypatch.setattr(stage, "finetune", stopped)
    nothing = Round(("?",) * 10, (False,) * 10, 1.0)
    monkeypatch.setattr(Answerer, "ask", interrupt if moment == "asking" else lambda *_: nothing)
    assert cli.main(["demo"]) == show.INTERRUPTED
    said = capsys.readouterr()
    assert said.out.rstrip().endswith(show.STOPPED)
    assert said.err == "" and not lora.lora_layers(small.model)


def test_a_bad_seed_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is loaded."""
    assert cli.main(["demo", "--seed", "-1"]) == 1
    assert capsys.readouterr().err.startswith("found seed=-1; expected ")


def a_round(*rights: bool, text: str = "") -> Round:
    """Return a round that took a second a question."""
    return Round((text,) * len(rights), rights, float(len(rights)))


@pytest.fixture
def played(story: Story) -> Played:
    """Give a demonstration that went as might be expected."""
    old, new = (day.questions[story.changed].answers[0] for day in (story.before, story.after))
    before = {MEMORY: a_round(*[False] * 5), LIBRARY: a_round(*[True] * 5), TUNED: a_round(*[True] * 4, False)}
    texts = {MEMORY: "", LIBRARY: new, TUNED: old, BOTH: new}
    after = {way: a_round(*[True] * 3, False, False, text=texts[way]) for way in WAYS}
    return Played(story, before | {BOTH: a_round(*[True] * 5)}, after, [0.002, 0.003], 61.0)


def test_the_table_holds_what_was_counted(played: Played) -> None:
    """Counts of both days, what is said of the changed fact, and the seconds."""
    rows = [re.split(r" {2,}", line) for line in telling.table(played).splitlines()[1:]]
    assert [row[:4] for row in rows] == [
        [MEMORY, "0 of 5", "3 of 5", "neither"],
        [LIBRARY, "5 of 5", "3 of 5", "new value"],
        [TUNED, "4 of 5", "3 of 5", "old value"],
        [BOTH, "5 of 5", "3 of 5", "new value"],
    ]
    assert [row[4] for row in rows] == ["nothing", "2 ms", "61 s", "61 s"]
    assert {row[5] for row in rows} == {"1.0 s"}


def test_it_says_what_so_few_questions_show(played: Played) -> None:
    """With the interval of the library's count, and how many wins luck cannot explain."""
    text = telling.worth(played)
    assert "5 of 5" in text and "0.57 to 1.00" in text and "6 times" in text
    assert "2 ms" in telling.cost(played) and "3 ms" in telling.cost(played) and "61 s" in telling.cost(played)


def test_where_to_read_on_exists() -> None:
    """Only lessons that are there are named."""
    named = re.findall(r"lesson (\d\d)  (.+)", telling.read_on(1))
    assert named and all(telling.lessons()[number].title == title for number, title in named)


def test_bars_move_only_where_somebody_watches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal a bar is drawn; into a file nothing of it is written."""
    for watched, drawn in ((False, False), (True, True)):
        monkeypatch.setattr(sys.stdout, "isatty", lambda watched=watched: watched, raising=False)
        with Screen().bar(3) as told:
            told(1)
        assert bool(capsys.readouterr().out) is drawn


@pytest.mark.slow
def test_the_real_model_goes_through_it(generator: Generator) -> None:
    """It knows nothing by itself, reads better than it guesses, and learns; the library says what is new."""
    told = make_story(seed=21, products=2, wordings=2, asked=5)
    played = Stage(generator, told, Screen(), Syllabus(times=4, reading=8)).play()
    counts = {way: sum(found.rights) for way, found in played.before.items()}
    assert counts[MEMORY] <= 1 < counts[LIBRARY]
    assert played.before[TUNED].texts == played.after[TUNED].texts != played.before[MEMORY].texts
    assert played.after[MEMORY].texts == played.before[MEMORY].texts
    assert told.verdict(played.after[LIBRARY].texts[told.changed]) != "old"
    assert told.verdict(played.after[TUNED].texts[told.changed]) != "new"
