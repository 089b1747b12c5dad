"""The inspector shows what was recorded, with the very prompt that the desk would build, and at once."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import numpy as np
import pytest

from helpers import rungs, security_desk, verdicts
from helpers.cards import Card, Fold, Table
from helpers.explore import inspector
from helpers.measure import rag_ladder
from helpers.measure.rag_ladder import KS
from helpers.security_desk import SEARCHES, Desk
from helpers.widgets import Explorer

pytestmark = pytest.mark.clock


def _part(card: Card, kind: type) -> object:
    """Return the card's part of a kind."""
    return next(part for part in card.parts if isinstance(part, kind))


def test_every_offered_setting_is_shown_at_once() -> None:
    """All questions at all settings have a card, and 95 of 100 take under 150 ms."""
    seconds = []
    for setting in itertools.product(inspector.offered(), SEARCHES, KS, inspector.WORDINGS):
        start = time.perf_counter()
        card = inspector.view(*setting)
        seconds.append(time.perf_counter() - start)
        assert len(_part(card, Table).rows) <= setting[2]
    assert np.quantile(seconds, 0.95) < 0.15


def test_the_explorer_plays_through(rehearse: Callable[..., None]) -> None:
    """Every kind of setting shows what the plain function returns."""
    rehearse(inspector.explore)


def test_the_verdict_shown_is_that_of_the_record() -> None:
    """Counted over the cards, each verdict occurs as often as the record says."""
    step = rag_ladder.setting("bm25", 1, rungs.FEW)
    counts = rungs.counts(step, "bm25", 1)
    shown = [inspector.view(question).parts[-1] for question in inspector.offered()]
    for verdict in verdicts.VERDICTS:
        assert sum(words.startswith(f"Verdict: {verdict}.") for words in shown) == counts[verdict]


def test_the_guided_questions_have_the_answers_of_the_text() -> None:
    """With three passages some questions turn from not found to misread; zero-shot prompts are much shorter."""
    turned = [
        question
        for question in inspector.offered()
        if verdicts.MISSED in inspector.view(question).parts[-1]
        and verdicts.MISREAD in inspector.view(question, k=3).parts[-1]
    ]
    assert len(turned) > 5
    few, zero = (_part(inspector.view(wording=name), Fold).body for name in inspector.WORDINGS)
    assert len(zero.split()) < len(few.split()) / 2


def test_the_explorer_is_its_twin() -> None:
    """Without settings there are controls; with some, the bare card of the view."""
    explorer = inspector.explore()
    assert isinstance(explorer, Explorer)
    assert explorer.fault is None
    assert inspector.explore(k=3, search="hybrid") == inspector.view(k=3, search="hybrid")


class Echo:
    """A model that goes on with the last word of what it reads, after a while."""

    def __init__(self, seconds: float = 0) -> None:
        """Keep how long it reads."""
        self.seconds = seconds

    def answer(self, prompts: list[str], max_new_tokens: int) -> list[str]:
        """Return the last words."""
        time.sleep(self.seconds)
        return [prompt.split()[-1] for prompt in prompts]

    def tokens(self, prompt: str) -> list[str]:
        """Return the words."""
        return prompt.split()

    def window(self) -> int:
        """Return a small window: a question beside an advisory, and no more."""
        return 424


@pytest.fixture
def read_by(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return the function that sits another model down at the desk; none is the course's own."""

    def sit(model: Echo | None) -> None:
        desk = Desk(model)  # type: ignore[arg-type]
        monkeypatch.setattr(security_desk, "desk", lambda: desk)

    return sit


ZERO = inspector.styles.ZERO_SHOT.name


def _shown_own(explorer: Explorer, question: str) -> str:
    """Return what stands under the box once a question of one's own was read."""
    assert explorer.widget and explorer.doing
    explorer.doing.box.value = question
    explorer.doing.button.click()
    explorer.doing.wait()
    return str(explorer.doing.out.value)


def test_a_question_of_ones_own_is_read_with_the_settings_above(read_by: Callable[..., None]) -> None:
    """Its card is that of the plain function; the recorded card above stays, and goes on answering at once."""
    read_by(Echo(0.5))
    explorer = inspector.explore()
    assert explorer.widget and explorer.doing
    explorer.inputs["wording"].value, explorer.inputs["k"].value = ZERO, 3
    recorded = explorer.shown
    explorer.doing.box.value = question = "Which Woolcast is sound, my dear?"
    explorer.doing.button.click()
    assert "Reading" in explorer.doing.out.value
    start = time.perf_counter()
    explorer.inputs["search"].value = "hybrid"
    assert time.perf_counter() - start < 0.15 and "Reading" in explorer.doing.out.value
    explorer.doing.wait()
    assert explorer.doing.out.value == inspector.ask(question, "bm25", 3, ZERO)._repr_html_()
    assert explorer.shown == inspector.view(search="hybrid", k=3, wording=ZERO) != recorded


def test_a_recorded_question_in_the_box_gets_its_verdict(read_by: Callable[..., None]) -> None:
    """Nobody wrote down the answer to one's own question; to a recorded one somebody did."""
    read_by(Echo())
    explorer = inspector.explore()
    explorer.widget  # noqa: B018 - builds the inputs
    explorer.inputs["wording"].value = ZERO
    own, recorded = _shown_own(explorer, "Which Woolcast?"), _shown_own(explorer, f" {inspector.FIRST} ")
    assert "yours to give" in own and "right one?" not in own
    assert "The right answer is" in recorded and "right one?" in recorded


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "found an empty question; expected some words"),
        (" \n", "expected some words"),
        ("Woolcast " * 500, "found no room for a passage beside the question"),
        ("Woolcast " * 300, "Read in part only, for want of room: TC-"),
        ("qqxzv", "Nothing was found."),
        ("<b>Woolcast</b> 霧", "&lt;b&gt;Woolcast&lt;/b&gt; 霧"),
    ],
)
@pytest.mark.filterwarnings("ignore:found passage")
def test_any_text_in_the_box_ends_in_a_sentence(question: str, sentence: str, read_by: Callable[..., None]) -> None:
    """Nothing, too much, words of nowhere and markup are told, not obeyed."""
    read_by(Echo())
    explorer = inspector.explore()
    explorer.widget  # noqa: B018 - builds the inputs
    explorer.inputs["wording"].value = ZERO
    shown = _shown_own(explorer, question)
    assert sentence in shown and "fault of the course" not in shown


def test_without_a_model_the_box_says_what_to_do(read_by: Callable[..., None], cache: object) -> None:
    """The sentence of the missing model, and the recorded part still works."""
    read_by(None)
    explorer = inspector.explore()
    shown = _shown_own(explorer, "Which Woolcast?")
    assert "Found no model &#x27;smollm2&#x27;" in shown and "python3 start.py fetch" in shown
    explorer.inputs["k"].value = 3
    assert explorer.fault is None and explorer.shown == inspector.view(k=3)


@pytest.mark.parametrize(
    "setting", [{"question": "Any tea?"}, {"k": 2}, {"k": 9}, {"wording": "shouted"}, {"serach": "x"}]
)
def test_what_was_not_recorded_is_told(setting: dict[str, object]) -> None:
    """A question of one's own, another k, or an unknown name is refused in a sentence that says what is offered."""
    with pytest.raises(ValueError, match=r"^found .*; expected "):
        inspector.explore(**setting)
    if "serach" not in setting:
        with pytest.raises(ValueError, match="do use `ask`"):
            inspector.view(**setting)


def test_the_record_is_whole_and_of_these_data() -> None:
    """The record belongs to the questions and wordings at hand; no try was made on a question that is reported."""
    sweep = rag_ladder.SWEEP
    assert rungs.recorded.load(sweep.name)["data"] == sweep.fingerprint()
    assert set(rungs.results()) == set(sweep.steps())
    for step, said in rungs.results().items():
        splits = {rungs.collection().question(id).split for id in said}
        assert splits == ({"train"} if step.startswith("try ") else {"heldout"})


@pytest.mark.slow
def test_the_prompt_shown_is_the_one_that_is_read() -> None:
    """Hits, prompt and its number of tokens are those of the desk, at every setting of one question."""
    desk = Desk()
    for search, k, wording in itertools.product(SEARCHES, KS, inspector.WORDINGS):
        rag = desk.rag(search, k, inspector.WORDINGS[wording])
        packed = rag.pack(inspector.FIRST, rag.library.search(inspector.FIRST, k))
        fold = _part(inspector.view(inspector.FIRST, search, k, wording), Fold)
        assert fold.body == packed.prompt
        assert fold.summary == f"The exact prompt: {len(rag.reader.tokens(packed.prompt))} tokens"


@pytest.mark.slow
def test_the_button_lets_the_model_read() -> None:
    """The model's answer to the question that stands in the box names the version of its passage."""
    explorer = inspector.explore()
    assert "Source: TC-2031-019." in _shown_own(explorer, inspector.OWN)
    assert explorer.doing and explorer.doing.out.value == inspector.ask(inspector.OWN)._repr_html_()
