"""What is said about answers: verdicts, sources, when to be silent, and the law that tells the result beforehand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import abstention, citations, mixture, verdicts
from helpers.collection import Answer, Hit, Passage, Question

RIGHT = Hit(Passage("A-1", "Fog until noon."), 2.0, 1)
WRONG = Hit(Passage("A-2", "Rain at night."), 1.0, 1)
ASKED = Question("q1", "Until when?", ("noon", "midday"), ("A-1", "A-3"))
HOPELESS = Question("q2", "How thick?", kind="unanswerable")


@pytest.mark.parametrize(
    ("question", "text", "hit", "verdict"),
    [
        (ASKED, "Until midday.", RIGHT, verdicts.READ),
        (ASKED, "At night.", RIGHT, verdicts.MISREAD),
        (ASKED, "Not in the library.", RIGHT, verdicts.MISREAD),
        (ASKED, "At night.", WRONG, verdicts.MISSED),
        (ASKED, "At noon.", WRONG, verdicts.LUCK),
        (HOPELESS, "That is not in the library.", RIGHT, verdicts.SILENT),
        (HOPELESS, "Very.", RIGHT, verdicts.INVENTED),
    ],
)
def test_each_case_has_its_verdict(question: Question, text: str, hit: Hit, verdict: str) -> None:
    """Found or not, right or not, and the two ends of a question without an answer."""
    assert verdicts.of(question, Answer(text, (hit,))) == verdict


def test_nothing_handed_over_is_not_found() -> None:
    """Without hits no question counts as found, least of all one without relevant passages."""
    assert not verdicts.found(ASKED, ())
    assert not verdicts.found(HOPELESS, (RIGHT,))


def test_a_rival_beside_the_answer_is_not_right() -> None:
    """Naming several values is not knowing the answer."""
    assert verdicts.right(ASKED, "noon or dusk")
    assert not verdicts.right(ASKED, "noon or dusk", rivals=["dusk"])


def test_a_source_needs_words_of_its_own() -> None:
    """Words of the question prove nothing; of equals the better hit is named; nothing held is no source."""
    texts = {"A": "The fog of May.", "B": "Noon, fog.", "C": "noon"}
    assert citations.cite("fog at NOON", "fog?", texts) == "B"
    assert citations.cite("fog", "fog?", texts) == ""
    assert citations.cite("noon", "when?", {}) == ""


rows = st.lists(st.tuples(st.integers(0, 9).map(float), st.booleans()), min_size=1, max_size=25)


@given(rows, st.floats(-1, 11))
def test_no_threshold_beats_the_chosen_one(row: list[tuple[float, bool]], other: float) -> None:
    """Whatever other number is tried decides no more questions rightly."""
    scores, known = zip(*row, strict=True)
    chosen = abstention.decided_rightly(scores, known, abstention.best_threshold(scores, known))
    assert chosen >= abstention.decided_rightly(scores, known, other)


@pytest.mark.parametrize(("scores", "known"), [([], []), ([1.0], [True, False]), ([float("nan")], [True])])
def test_bad_scores_are_told(scores: list[float], known: list[bool]) -> None:
    """No question, unequal lengths, and a score that is none are refused in a sentence."""
    with pytest.raises(ValueError, match="expected one number and one truth value"):
        abstention.best_threshold(scores, known)


truths = st.lists(st.booleans(), min_size=1, max_size=60)


@given(truths, truths, truths)
def test_the_prediction_lies_between_its_two_shares(hits: list[bool], found: list[bool], missed: list[bool]) -> None:
    """A mixture is never above the better share nor below the worse, and its interval is in order, within 0 and 1."""
    interval = mixture.predict(hits, found, missed)
    low, high = sorted([float(np.mean(found)), float(np.mean(missed))])
    assert low - 1e-9 <= interval.mean <= high + 1e-9
    assert 0 <= interval.low <= interval.high <= 1


def test_the_interval_narrows_with_more_questions_and_holds_the_truth() -> None:
    """In 200 studies of known shares, the interval holds the law's true value in about 19 of 20."""
    rng, truth = np.random.default_rng(3), mixture.mixture(0.6, 0.5, 0.1)
    held = 0
    for _ in range(200):
        drawn = [rng.random(40) < share for share in (0.6, 0.5, 0.1)]
        held += truth in mixture.predict(*drawn)
    assert 180 <= held <= 200
    few, many = (mixture.predict([1, 0] * n, [1, 0] * n, [0, 0, 0, 1] * n) for n in (5, 50))
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize("bad", [[], [0.5], [[1, 0]]])
def test_bad_shares_are_told(bad: list[float]) -> None:
    """What is no row of true and false is refused, and so is a share above one."""
    with pytest.raises(ValueError, match="expected one row of true and false"):
        mixture.predict(bad, [1], [0])
    with pytest.raises(ValueError, match="expected numbers from 0 to 1"):
        mixture.mixture(60, 0.5, 0.1)
