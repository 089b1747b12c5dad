"""The explorer of lesson 04: one question on its way through the desk — hits, prompt, answer, source, verdict.

What the reader says at the offered settings was recorded (`helpers.measure.rag_ladder`), so that every change shows at
once. A question of one's own is read by the model there and then, at the press of a button or by `ask("…")`.

k is 1 or 3, as in the lesson's own comparison: these are recorded, and whoever wants another writes `ask("…", k=2)`.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence

from helpers import citations, prompts, rungs, security_desk, styles, verdicts
from helpers.cards import Card, Fold, Table
from helpers.collection import Answer, Hit, Question
from helpers.measure.rag_ladder import KS, setting
from helpers.security_desk import SEARCHES
from helpers.widgets import Action, Explorer, Pick, Text

WORDINGS = {style.name: style for style in (styles.FEW_SHOT, styles.ZERO_SHOT)}
FIRST = "The dealer asks which Gristwise Kiln firmware to load. What do I answer?"
OWN = "Which release of the Woolcast is safe to run?"
_ONE_AT_A_TIME = threading.Lock()


def explore(**settings: object) -> Explorer | Card:
    """Show the controls; or, if settings are named, the bare card at these.

    Args:
        settings: any of question, search, k (1 or 3) and wording.

    Raises:
        ValueError: if there is no such setting, or its value is not offered; `ask` takes any question.
    """
    controls = (
        Pick("question", "question", offered(), FIRST),
        Pick("search", "search", SEARCHES, "bm25"),
        Pick("k", "k: passages", KS, KS[0]),
        Pick("wording", "wording", tuple(WORDINGS), styles.FEW_SHOT.name),
    )
    own = Text("question", "a question of your own", OWN)
    action = Action(ask, own, "Let the model read it", "Reading … (some seconds)")
    return Explorer(view, controls, "What happens to a question?", action).at(**settings)


def view(question: str = FIRST, search: str = "bm25", k: int = 1, wording: str = styles.FEW_SHOT.name) -> Card:
    """Return the card of a recorded question: its hits, the exact prompt, the answer, its source and the verdict.

    Args:
        question: one of the `offered`, as text.
        search: "bm25", "minilm" or "hybrid".
        k: how many passages are handed over, 1 or 3.
        wording: the name of one of the `WORDINGS`.

    Raises:
        ValueError: if this was not recorded.
    """
    asked = _by_text().get(question)
    if asked is None or wording not in WORDINGS or k not in KS:
        raise ValueError(f"found {question[:40]!r}, k={k}, {wording!r}; expected recorded settings; do use `ask`")
    said = rungs.results()[setting(search, k, wording)][asked.id]
    hits = rungs.hits(search, asked.id, k)
    prompt = prompts.with_passages(question, [hit.passage for hit in hits], WORDINGS[wording]) if hits else ""
    card = _card(question, asked, Answer(said["text"], hits, prompt), said["tokens"])
    return Card(card.heading, (f"Asked: {question}", *card.parts))  # the list above shows its beginning only


def ask(question: str, search: str = "bm25", k: int = 1, wording: str = styles.FEW_SHOT.name) -> Card:
    """Return the card of any question, read by the model now; it takes seconds, and one waits for another.

    Args:
        question: in your own words.
        search: "bm25", "minilm" or "hybrid".
        k: how many passages are looked up.
        wording: the name of one of the `WORDINGS`.

    Raises:
        ValueError: if the question is empty, or too long to be read; or a setting does not exist.
        fetch.ModelError: if the model, or the sentence encoder where it is needed, is not on this machine.
    """
    if isinstance(question, str) and not question.strip():
        raise ValueError("found an empty question; expected some words; do ask something.")
    if wording not in WORDINGS:
        raise ValueError(f"found the wording {wording!r}; expected one of {', '.join(WORDINGS)}; do choose one")
    with _ONE_AT_A_TIME:  # two that begin at once would load the model twice
        rag = security_desk.desk().rag(search, k, WORDINGS[wording])
        answer = rag.ask(question)
        tokens = len(rag.reader.tokens(answer.prompt)) if answer.prompt else 0
    card = _card(question, _by_text().get(question.strip()), answer, tokens)
    asked = f"Asked: {question.strip()}\nWith: {setting(search, k, wording)}"
    return Card(card.heading, (asked, *card.parts, *_cut(answer)))


@functools.cache
def offered() -> tuple[str, ...]:
    """Return the recorded questions as texts, in alphabetical order."""
    return tuple(sorted(_by_text()))


@functools.cache
def _by_text() -> dict[str, Question]:
    """Return the recorded questions by their texts."""
    asked = [rungs.collection().question(id) for id in rungs.results()["search bm25"]]
    return {question.text: question for question in asked}


def _card(text: str, question: Question | None, answer: Answer, tokens: int) -> Card:
    """Return hits, prompt, answer, source and verdict as a card."""
    rows = tuple(_row(question, hit) for hit in answer.hits)
    columns = ("", "passage", "score", *(("right one?",) if question else ()))
    hits = Table(columns, rows) if rows else "Nothing was found."
    prompt = Fold(f"The exact prompt: {tokens} tokens", answer.prompt or "None: nothing was read.")
    return Card(f"“{answer.text}”", (hits, prompt, _source(text, answer), _verdict(question, answer)))


def _row(question: Question | None, hit: Hit) -> tuple[str, ...]:
    """Return a hit as a row of the table; whether it is right is known of a recorded question only."""
    row = (str(hit.rank), f"{hit.passage.id} {hit.passage.title}", f"{hit.score:.3g}")
    return row if question is None else (*row, "yes" if hit.passage.id in question.passages else "no")


def _cut(answer: Answer) -> tuple[str, ...]:
    """Return in a sentence which passages were not read to their end: the budget is too small beside the question."""
    cut = [hit.passage.id for hit in answer.hits if answer.prompt and hit.passage.text not in answer.prompt]
    return (f"Read in part only, for want of room: {', '.join(cut)}.",) if cut else ()


def _source(question: str, answer: Answer) -> str:
    """Return in a sentence where the answer's words stand."""
    id = citations.source(question, answer)
    return f"Source: {id}." if id else "Source: none of the passages holds a word of this answer."


def _verdict(question: Question | None, answer: Answer) -> str:
    """Return the verdict with the right answer; for a question of one's own there is none."""
    if question is None:
        return "Verdict: yours to give; nobody wrote down the answer to this question."
    return f"Verdict: {verdicts.of(question, answer)}. {_truth(question.answers)}"


def _truth(answers: Sequence[str]) -> str:
    """Return the right answer in a sentence."""
    return f"The right answer is {answers[0]}." if answers else "The library does not hold an answer."
