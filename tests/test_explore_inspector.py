"""The inspector shows what was recorded, with the very prompt that the desk would build, and at once."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import numpy as np
import pytest

from helpers import rungs, verdicts
from helpers.cards import Card, Fold, Table
from helpers.explore import inspector
from helpers.measure import rag_ladder
from helpers.security_desk import SEARCHES, Desk
from helpers.widgets import Explorer

KS = (1, 3)


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
