"""What lesson 03 checks by drawing, and the cutting: bootstrap interval, paired interval, windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from helpers.checks.fault import Fault, a, shown
from helpers.checks.watch import Watched
from helpers.chunks import ChunkConfig, split

QUESTIONS = 60
DRAWS = 4000
TOLERANCE = 0.04
"""In shares of the right interval's width: about four times the scatter of an end that is drawn so often."""

AGAIN = "may a question be drawn twice, and another not at all?"
APART = (
    "Yours draws other questions for the second system than for the first, so what makes a question hard no longer "
    "cancels out. How can both be looked at on the *same* drawn questions?"
)

Ends = tuple[float, float]


def scores(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return the scores of two systems on the same questions: the hard ones are hard for both.

    >>> [len(row) for row in scores()]
    [60, 60]
    """
    rng = np.random.default_rng(seed)
    ease = rng.random(QUESTIONS) ** 2
    return np.clip(ease + rng.normal(0.12, 0.1, QUESTIONS), 0, 1), np.clip(ease + rng.normal(0, 0.1, QUESTIONS), 0, 1)


def middle(values: np.ndarray, low: float = 2.5) -> Ends:
    """Return where the middle of some numbers lies: 95 of 100, if 2.5 are left out on each side.

    >>> middle(np.arange(101), low=10)
    (10.0, 90.0)
    """
    return float(np.percentile(values, low)), float(np.percentile(values, 100 - low))


def means(values: np.ndarray, size: int | None = None) -> np.ndarray:
    """Return the means of many resamples of some values, shape (DRAWS,).

    >>> float(means(np.ones(3)).max())
    1.0
    """
    rng = np.random.default_rng(9)
    return rng.choice(values, (DRAWS, size or len(values))).mean(axis=1)


def examine_bootstrap(bootstrap_interval: Watched) -> None:
    """Raise a fault for the first thing wrong with an interval of a mean.

    >>> examine_bootstrap(lambda values, rng, resamples: middle(rng.choice(values, (resamples, 60)).mean(1)))
    """
    values = scores()[0]
    given = _drawn(bootstrap_interval, values)
    around = float(values.mean())
    suspects: list[tuple[Ends, str]] = [
        ((around, around), f"Each of your resamples is the whole sample again, in another order: {AGAIN}"),
        (middle(values), "These are the ends of the *values* themselves. How far do their *means* scatter?"),
        (middle(means(values), 5), "That is the middle 90 of 100. How much is left out on each side for 95?"),
        (middle(means(values), 25), "That is the middle half. How much is left out on each side for 95 of 100?"),
        ((around - values.std(), around + values.std()), "That is how far single *values* scatter. And their mean?"),
        (_one_error(values), "That is one standard error to each side, which holds about 68 of 100. And 95?"),
        (middle(means(values, 10)), "Your resamples hold 10 values. How many had the sample?"),
        (middle(means(values, DRAWS // 4)), "Your resamples hold too many values. How many had the sample?"),
    ]  # fmt: skip
    _agree("60 scores", given, middle(means(values)), suspects)


def examine_paired(paired_interval: Watched) -> None:
    """Raise a fault for the first thing wrong with an interval of a difference.

    >>> examine_paired(lambda a, b, rng, resamples: middle(rng.choice(a - b, (resamples, 60)).mean(1)))
    """
    first, second = scores()
    given = _drawn(paired_interval, first, second)
    apart = np.random.default_rng(8).permutation(means(first)) - means(second)
    low, high = middle(means(first - second))
    mean = float((first - second).mean())
    suspects: list[tuple[Ends, str]] = [
        (middle(apart), APART),
        ((-high, -low), "Yours says second minus first. Which of the two should come out above zero if it is better?"),
        ((mean, mean), f"Every one of your resamples gives the same: {AGAIN}"),
        (middle(first - second), "These are the ends of the single differences. How far does their *mean* scatter?"),
        (middle(means(np.abs(first - second))), "Yours loses the sign. What if the second is better somewhere?"),
        (middle(means(first)), "That is an interval of the first system alone. Where does the second come in?"),
        (middle(means(first - second), 5), "That is the middle 90 of 100. How much is left out on each side for 95?"),
    ]  # fmt: skip
    _agree("two systems on 60 questions", given, (low, high), suspects)


def _one_error(values: np.ndarray) -> Ends:
    """Return the mean with one standard error to each side."""
    error = float(values.std() / np.sqrt(len(values)))
    return float(values.mean()) - error, float(values.mean()) + error


def _drawn(interval: Callable[..., Any], *rows: np.ndarray) -> Ends:
    """Return the two ends that the learner's function gives, after it has shown that it draws from `rng`."""
    first, again = (_ends(interval(*rows, np.random.default_rng(5), DRAWS)) for _ in range(2))
    if first != again:
        raise Fault(
            f"Twice the same values and the same seed gave {shown(first)} and then {shown(again)}. "
            "Does every draw come from `rng`?"
        )
    return first


def _ends(value: Any) -> Ends:  # noqa: ANN401 - whatever the learner returned
    """Return two numbers, low and high."""
    try:
        low, high = (float(end) for end in value)
    except (TypeError, ValueError):
        raise Fault(
            f"Yours returns {a(value)}, {shown(value)}, where two numbers are expected: the low end and the high end. "
            "Which two places of the sorted means are these?"
        ) from None
    if low > high:
        raise Fault(f"The low end, {low:.3f}, lies above the high end, {high:.3f}. In which order are they returned?")
    return low, high


def _agree(case: str, given: Ends, wanted: Ends, suspects: Sequence[tuple[Ends, str]]) -> None:
    """Raise a fault if an interval is not the right one, naming the mistake it agrees with."""
    if _near(given, wanted, wanted):
        return
    ask = "What is drawn, how many times, and which two places of the sorted results are the ends?"
    says = next((says for ends, says in suspects if _near(given, ends, wanted)), ask)
    told = "from {0:.3f} to {1:.3f}"
    raise Fault(f"For {case} yours reaches {told.format(*given)}, expected about {told.format(*wanted)}. {says}")


def _near(one: Ends, other: Ends, right: Ends) -> bool:
    """Tell whether two intervals are the same but for the luck of the draw; a wide one has more of it."""
    width = max(right[1] - right[0], other[1] - other[0])
    return all(abs(x - y) <= TOLERANCE * width for x, y in zip(one, other, strict=True))


def windows(words: Sequence[str], size: int, overlap: int) -> list[list[str]]:
    """Return windows of words, each repeating the last of the one before, until the last word is in one.

    >>> windows(list("abcde"), 3, 1)
    [['a', 'b', 'c'], ['c', 'd', 'e']]
    """
    chunks = split(" ".join(words), ChunkConfig(size, overlap, whole_sentences=False))
    return [chunk.text.split() for chunk in chunks]


def _stepped(words: Sequence[str], size: int, step: int, end: int) -> list[list[str]]:
    """Return windows that begin at 0, step, 2 step, … below an end."""
    return [list(words[start : start + size]) for start in range(0, end, step)]


WORDS = "one two three four five six seven eight nine ten".split()
CASES: tuple[tuple[list[str], int, int], ...] = (
    *((WORDS, size, overlap) for size, overlap in ((4, 1), (4, 2), (4, 0), (3, 2))),
    (WORDS[:3], 5, 2),
    (WORDS[:5], 5, 1),
    ([], 4, 1),
)

Cutter = Callable[[Sequence[str], int, int], list[list[str]]]
CUT: tuple[tuple[Cutter, str], ...] = (
    (lambda words, size, overlap: _stepped(words, size, size, len(words)),
     "Yours repeats nothing. Where does the next window begin, if it repeats `overlap` words?"),
    (lambda words, size, overlap: _stepped(words, size, size - overlap, len(words)),
     "The last window of yours repeats words and brings no new one. When is the whole text already covered?"),
    (lambda words, size, overlap: _stepped(words, size, size - overlap, len(words) - size + 1),
     "Yours keeps full windows only. What becomes of the words at the end?"),
    (lambda words, size, overlap: _stepped(words, size + overlap, size, len(words)),
     "Yours adds the overlap to the size, so its windows are too large. How far apart may they begin?"),
    (lambda words, size, overlap: _stepped(words, size, 1, len(words)),
     "Yours begins a window at every word. How far apart should they begin?"),
)  # fmt: skip


def examine_windows(cut: Watched) -> None:
    """Raise a fault for the first text that is not cut as it should be.

    >>> examine_windows(windows)
    """
    given = [_listed(cut(list(words), size, overlap)) for words, size, overlap in CASES]
    wanted = [windows(*case) for case in CASES]
    wrong = [place for place, pair in enumerate(zip(given, wanted, strict=True)) if pair[0] != pair[1]]
    if wrong:
        words, size, overlap = CASES[wrong[0]]
        ask = "Where does each window begin, where does it end, and when is the last word in one?"
        says = next((says for wrong_one, says in CUT if [wrong_one(*case) for case in CASES] == given), ask)
        told = f"For {len(words)} words, size {size} and overlap {overlap}"
        made, right = (shown([len(window) for window in one[wrong[0]]]) for one in (given, wanted))
        raise Fault(f"{told} your windows hold {made} words, expected {right}. {says}")


def _listed(value: Any) -> list[list[str]]:  # noqa: ANN401 - whatever the learner returned
    """Return windows as lists of words."""
    values = list(value) if isinstance(value, Sequence | np.ndarray) and not isinstance(value, str) else [value]
    if any(isinstance(one, str) or not isinstance(one, Sequence | np.ndarray) for one in values):
        raise Fault(
            f"Yours returns {shown(value)}, where a list of windows is expected, each of them a list of words. "
            "What is one window, and what holds them all?"
        )
    return [list(window) for window in values]
