"""Score answers and rankings: each function looks at one question and returns one number.

Intervals and tests over many questions are in ``helpers.intervals``.
Not handled: negation ("not 4.2.1" contains 4.2.1), and answers that are right in other words; give those as aliases.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

import numpy as np

_ARTICLES = frozenset({"a", "an", "the"})
# Spelt out, since `[^\w\s]` would also take the vowel signs out of Hindi or Thai words.
_MARK = r"[!-/:-@\[-`{-~\u00a1-\u00bf\u0964\u0965\u2010-\u205e\u20a0-\u20cf\u2190-\u2bff\u3001-\u303f]"
# Between two digits, or a digit and a letter, a mark belongs to the word: 4.2.1, TARN-2031-0044, 10:30.
_MARKS_TO_DROP = re.compile(rf"(?<![^\W_]){_MARK}|{_MARK}(?![^\W_])|(?<=[^\W\d_]){_MARK}(?=[^\W\d_])|_")
_APOSTROPHES = re.compile(r"(?<=\w)['\u2018\u2019](?=\w)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def normalise(text: str) -> str:
    """Bring a text into the form in which answers are compared.

    Case, outer punctuation, apostrophes, articles, thousands commas and spacing go; marks inside numbers and
    identifiers stay. It follows SQuAD (Rajpurkar et al. 2016), which would make 4.2.1 and 42.1 the same answer.

    >>> normalise("The  version is 4.2.1.")
    'version is 4.2.1'
    >>> normalise("use-after-free") == normalise("Use after free!")
    True
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = _THOUSANDS.sub("", _APOSTROPHES.sub("", plain))
    words = _MARKS_TO_DROP.sub(" ", plain).split()
    return " ".join([word for word in words if word not in _ARTICLES] or words)


def exact_match(prediction: str, answers: str | Iterable[str]) -> bool:
    """Tell whether the prediction equals one of the answers, both normalised.

    Args:
        prediction: What a system said.
        answers: The right answer, or several spellings of it.

    Raises:
        ValueError: If there is no answer to compare with.

    >>> exact_match("4.2.1.", ["4.2.1", "version 4.2.1"])
    True
    """
    return normalise(prediction) in _normalised_answers(answers)


def token_f1(prediction: str, answers: str | Iterable[str]) -> float:
    """Return the best overlap of words with one of the answers, from 0 to 1.

    F1 is the harmonic mean of the share of predicted words that are right and the share of right words that were
    predicted (Rajpurkar et al. 2016).

    Raises:
        ValueError: If there is no answer to compare with.

    >>> token_f1("the red lighthouse", "lighthouse")
    0.6666666666666666
    """
    predicted = normalise(prediction).split()
    return max(_f1(predicted, answer.split()) for answer in _normalised_answers(answers))


def contains_answer(
    prediction: str, answers: str | Iterable[str], others: Iterable[str] = (), most_words: int = 16
) -> bool:
    """Tell whether the first words of the prediction name the answer, and no competing value.

    Args:
        prediction: What a system said; only its first ``most_words`` normalised words count.
        answers: The right answer, or several spellings of it.
        others: Competing values, such as the other options. Listing several values is not knowing the answer.
        most_words: How many words count.

    Raises:
        ValueError: If there is no answer to compare with, or ``most_words`` is below 1.

    >>> contains_answer("It is fixed in 4.2.1, I believe.", "4.2.1", others=["4.2.1", "5.0"])
    True
    >>> contains_answer("It is fixed in 4.2.1 or 5.0.", "4.2.1", others=["5.0"])
    False
    """
    _check_at_least_one("most_words", most_words)
    right = {tuple(answer.split()) for answer in _normalised_answers(answers)}
    wrong = {tuple(normalise(other).split()) for other in others} - right - {()}
    named = _values_named(normalise(prediction).split()[:most_words], right | wrong)
    return bool(named & right) and not named & wrong


def recall_at_k(ranked: Sequence[Hashable], relevant: Collection[Hashable], k: int) -> float:
    """Return the share of the relevant items that stand among the first k.

    Args:
        ranked: Ids, best first, none twice.
        relevant: Ids of all relevant items, at least one.
        k: How many of the ranked count.

    Raises:
        ValueError: If nothing is relevant, an id is ranked twice, or k is below 1.

    >>> recall_at_k(["p3", "p1", "p7"], {"p1", "p9"}, k=2)
    0.5
    """
    gains = _gains(ranked, relevant, k)
    return float(np.count_nonzero(gains) / len(_positive(relevant)))


def reciprocal_rank(ranked: Sequence[Hashable], relevant: Collection[Hashable], k: int | None = None) -> float:
    """Return 1 / rank of the first relevant item, and 0 if there is none among the first k (default: anywhere).

    Raises:
        ValueError: If nothing is relevant, an id is ranked twice, or k is below 1.

    >>> reciprocal_rank(["p3", "p1", "p7"], {"p1"})
    0.5
    """
    found = np.flatnonzero(_gains(ranked, relevant, max(1, len(ranked)) if k is None else k))
    return 1.0 / float(found[0] + 1) if len(found) else 0.0


def ndcg_at_k(ranked: Sequence[Hashable], relevant: Collection[Hashable], k: int) -> float:
    """Return the normalised discounted cumulative gain of the first k, from 0 to 1.

    A relevant item at rank r earns its gain / log2(r + 1); the sum is divided by that of the best possible order
    (Järvelin and Kekäläinen 2002, with linear gain as in trec_eval).

    Args:
        ranked: Ids, best first, none twice.
        relevant: Ids of all relevant items (gain 1 each), or a mapping from id to gain.
        k: How many of the ranked count.

    Raises:
        ValueError: If nothing is relevant, an id is ranked twice, a gain is negative, or k is below 1.

    >>> round(ndcg_at_k(["p3", "p1"], {"p1"}, k=10), 3)
    0.631
    """
    best = np.array(sorted(_positive(relevant).values(), reverse=True)[:k])
    return _discounted(_gains(ranked, relevant, k)) / _discounted(best)


def _normalised_answers(answers: str | Iterable[str]) -> list[str]:
    listed = [answers] if isinstance(answers, str) else list(answers)
    forms = [normalise(answer) for answer in listed]
    if not forms or not all(forms):
        raise ValueError(
            f"found {listed!r}; expected at least one answer, each with a letter or digit; "
            "do score unanswerable questions by whether the system abstains"
        )
    return forms


def _f1(predicted: Sequence[str], right: Sequence[str]) -> float:
    shared = sum((Counter(predicted) & Counter(right)).values())
    return 2 * shared / (len(predicted) + len(right))


def _values_named(words: Sequence[str], values: Collection[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Return the values in a text, the longest at each place: "denial of service" does not also name "service"."""
    lengths = sorted({len(value) for value in values}, reverse=True)
    named, start = set(), 0
    while start < len(words):
        here = (tuple(words[start : start + length]) for length in lengths)
        value = next((candidate for candidate in here if candidate in values), None)
        start += len(value) if value else 1
        named |= {value} if value else set()
    return named


def _gains(ranked: Sequence[Hashable], relevant: Collection[Hashable], k: int) -> np.ndarray:
    """Return the gain of each of the first k ranked items, after checking them."""
    _check_at_least_one("k", k)
    if isinstance(ranked, str):
        raise ValueError(f"found the text {ranked!r}; expected a sequence of ids; do put it into a list")
    if twice := [item for item, count in Counter(ranked).items() if count > 1]:
        raise ValueError(f"found {twice[0]!r} more than once; expected each id once; do keep its first place only")
    gains = _positive(relevant)
    return np.array([gains.get(item, 0.0) for item in ranked[:k]])


def _positive(relevant: Collection[Hashable]) -> dict[Hashable, float]:
    """Return the gain of each item that has one."""
    if isinstance(relevant, str):
        raise ValueError(f"found the text {relevant!r}; expected a collection of ids; do put it into a set")
    gains = dict(relevant) if isinstance(relevant, Mapping) else dict.fromkeys(relevant, 1.0)
    if not all(np.isfinite(gain) and gain >= 0 for gain in gains.values()):
        raise ValueError(f"found gains {list(gains.values())}; expected numbers from 0 up; do leave the others out")
    positive = {item: float(gain) for item, gain in gains.items() if gain > 0}
    if not positive:
        raise ValueError("found nothing relevant; expected at least one relevant id; do leave such questions out")
    return positive


def _discounted(gains: np.ndarray) -> float:
    return float(np.sum(gains / np.log2(np.arange(len(gains)) + 2)))


def _check_at_least_one(name: str, number: int) -> None:
    if number < 1:
        raise ValueError(f"found {name}={number}; expected at least 1; do choose a larger one")
