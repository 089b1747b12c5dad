"""Answers to the exercises of lesson 04: right ones in several manners, and wrong ones with what each must hear."""

import itertools
import math

import numpy as np

from helpers import abstention, citations, mixture
from helpers.metrics import normalise


def accumulated(lengths: list[int], room: int) -> int:
    """Count the sums that keep within the room."""
    return sum(total <= room for total in itertools.accumulate(lengths))


def searched(lengths: list[int], room: int) -> int:
    """Look the room up among the sums, with numpy."""
    return np.searchsorted(np.cumsum(lengths), room, side="right")


def looped(lengths: list[int], room: int) -> int:
    """Take passages while there is room."""
    count = 0
    while count < len(lengths) and sum(lengths[: count + 1]) <= room:
        count += 1
    return count


def skipping(lengths: list[int], room: int) -> int:
    """Let worse hits overtake."""
    used = count = 0
    for length in lengths:
        if used + length <= room:
            used, count = used + length, count + 1
    return count


def not_full(lengths: list[int], room: int) -> int:
    """Leave the last token free."""
    return sum(total < room for total in itertools.accumulate(lengths))


def tokens_used(lengths: list[int], room: int) -> int:
    """Return tokens in place of passages."""
    return max([total for total in itertools.accumulate(lengths) if total <= room], default=0)


def all_of_them(lengths: list[int], room: int) -> int:
    """Ignore the room."""
    return len(lengths)


def the_list(lengths: list[int], room: int) -> list[int]:
    """Return the lengths that fit."""
    return lengths[: accumulated(lengths, room)]


def one_too_many(lengths: list[int], room: int) -> int:
    """Count the one that no longer fits."""
    return min(len(lengths), accumulated(lengths, room) + 1)


def always_one_less(lengths: list[int], room: int) -> int:
    """Stop one early."""
    return max(0, accumulated(lengths, room) - 1)


def cite_sorted(answer: str, question: str, passages: dict[str, str]) -> str:
    """Sort by the count; sorting keeps the order of equals."""
    new = {word for word in normalise(answer).split() if word not in normalise(question).split()}
    ranked = sorted(passages, key=lambda id: -len(new.intersection(normalise(passages[id]).split())))
    return ranked[0] if ranked and new.intersection(normalise(passages[ranked[0]]).split()) else ""


def cite_first(answer: str, question: str, passages: dict[str, str]) -> str:
    """Always name the best hit."""
    return next(iter(passages))


def _cite(answer: str, question: str, passages: dict[str, str]) -> str:
    """Cite, the words of the question included."""
    return citations.cite(answer, "", passages)


def cite_with_question(answer: str, question: str, passages: dict[str, str]) -> str:
    """Count the words of the question, too."""
    return _cite(answer, question, passages)


def cite_last(answer: str, question: str, passages: dict[str, str]) -> str:
    """Name the last of equals."""
    return citations.cite(answer, question, dict(reversed(passages.items())))


def cite_none(answer: str, question: str, passages: dict[str, str]) -> str | None:
    """Return None where there is no source."""
    return citations.cite(answer, question, passages) or None


def cite_nothing_found(answer: str, question: str, passages: dict[str, str]) -> str:
    """Name the first where there is no source."""
    return citations.cite(answer, question, passages) or next(iter(passages))


def cite_letters(answer: str, question: str, passages: dict[str, str]) -> str:
    """Look for pieces of words."""
    new = set(normalise(answer).split()) - set(normalise(question).split())
    counts = {id: sum(word in normalise(text) for word in new) for id, text in passages.items()}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else ""


def cite_as_written(answer: str, question: str, passages: dict[str, str]) -> str:
    """Forget to normalise the answer."""
    new = set(answer.split()) - set(question.split())
    counts = {id: len(new & set(text.replace(",", "").split())) for id, text in passages.items()}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else ""


def verdict_table(found: bool, right: bool) -> str:
    """Look it up in a table."""
    return {(1, 1): "found and read", (1, 0): "found, misread", (0, 1): "right by luck", (0, 0): "not found"}[
        found, right
    ]


def verdict_ifs(found: bool, right: bool) -> str:
    """Go through the cases."""
    if found and right:
        return "found and read"
    if found:
        return "found, misread"
    if right:
        return "right by luck"
    return "not found"


def verdict_swapped(found: bool, right: bool) -> str:
    """Take the arguments in the other order."""
    return verdict_ifs(right, found)


def verdict_no_luck(found: bool, right: bool) -> str:
    """Forget that one can be lucky."""
    return verdict_ifs(found, right) if found else "not found"


def verdict_right_only(found: bool, right: bool) -> str:
    """Call every right answer read."""
    return "found and read" if right else verdict_ifs(found, right)


def verdict_truth(found: bool, right: bool) -> bool:
    """Return whether both went well."""
    return found and right


def verdict_misspelt(found: bool, right: bool) -> str:
    """Leave out the comma."""
    return verdict_ifs(found, right).replace(",", " but")


def verdict_capital(found: bool, right: bool) -> str:
    """Begin with a capital letter."""
    return verdict_ifs(found, right).capitalize()


def law_rearranged(hit_rate: float, when_found: float, when_not: float) -> float:
    """Start from the share when not found."""
    return when_not + hit_rate * (when_found - when_not)


def law_dot(hit_rate: float, when_found: float, when_not: float) -> float:
    """Weigh with numpy."""
    return np.average([when_found, when_not], weights=[hit_rate, 1 - hit_rate])


def law_found_only(hit_rate: float, when_found: float, when_not: float) -> float:
    """Forget what was not found."""
    return hit_rate * when_found


def law_swapped(hit_rate: float, when_found: float, when_not: float) -> float:
    """Weigh the wrong way round."""
    return hit_rate * when_not + (1 - hit_rate) * when_found


def law_mean(hit_rate: float, when_found: float, when_not: float) -> float:
    """Ignore the hit rate."""
    return (when_found + when_not) / 2


def law_unweighted(hit_rate: float, when_found: float, when_not: float) -> float:
    """Add the second share unweighted."""
    return hit_rate * when_found + when_not


def law_product(hit_rate: float, when_found: float, when_not: float) -> float:
    """Weigh both shares with the hit rate."""
    return hit_rate * (when_found + when_not)


def law_rate(hit_rate: float, when_found: float, when_not: float) -> float:
    """Return the hit rate."""
    return hit_rate


def law_text(hit_rate: float, when_found: float, when_not: float) -> str:
    """Return the share as text."""
    return f"{mixture.mixture(hit_rate, when_found, when_not):.2f}"


def threshold_loop(scores: list[float], answerable: list[bool]) -> float:
    """Try one after the other."""
    best, most = math.inf, -1
    for least in [*scores, math.inf]:
        good = sum((score >= least) == known for score, known in zip(scores, answerable, strict=True))
        if good > most:
            best, most = least, good
    return best


def threshold_between(scores: list[float], answerable: list[bool]) -> float:
    """Put the threshold a little below the score found."""
    return abstention.best_threshold(scores, answerable) - 1e-6


def threshold_least(scores: list[float], answerable: list[bool]) -> float:
    """Answer everything."""
    return min(scores)


def threshold_mean(scores: list[float], answerable: list[bool]) -> float:
    """Take the mean score."""
    return sum(scores) / len(scores)


def threshold_share(scores: list[float], answerable: list[bool]) -> float:
    """Return how many decisions are right at best, not where."""
    return abstention.decided_rightly(scores, answerable, abstention.best_threshold(scores, answerable))


def threshold_no_mistake(scores: list[float], answerable: list[bool]) -> float:
    """Refuse all that is not answerable, whatever it costs, and keep the last of these."""
    return max([score for score, known in zip(scores, answerable, strict=True) if not known], default=min(scores))


def threshold_answerable(scores: list[float], answerable: list[bool]) -> float:
    """Answer all that is answerable, whatever it costs."""
    return min(score for score, known in zip(scores, answerable, strict=True) if known)


def threshold_all(scores: list[float], answerable: list[bool]) -> list[bool]:
    """Return the decisions."""
    return [score > 5 for score in scores]


def without_end(lengths: list[int], room: int) -> int | None:
    """Forget to return when all of them fit."""
    used = 0
    for count, length in enumerate(lengths):
        used += length
        if used > room:
            return count
    return None


def popped(lengths: list[int], room: int) -> int:
    """Take the lengths out of the list that was given."""
    count = 0
    while lengths and lengths[0] <= room:
        room -= lengths.pop(0)
        count += 1
    return count


def cite_list(answer: str, question: str, passages: dict[str, str]) -> list[str]:
    """Return all ids with the most words."""
    return [citations.cite(answer, question, passages)]


def cite_text(answer: str, question: str, passages: dict[str, str]) -> str:
    """Return the passage in place of its id."""
    return passages.get(citations.cite(answer, question, passages), "")


def verdict_search_blamed(found: bool, right: bool) -> str:
    """Blame the search for all that is wrong."""
    return verdict_ifs(found, right) if right else "not found"


def verdict_gap(found: bool, right: bool) -> str | None:
    """Forget one of the four."""
    if found:
        return verdict_ifs(found, right)
    if right:
        return "right by luck"
    return None


def law_wrong_rest(hit_rate: float, when_found: float, when_not: float) -> float:
    """Take the rest from the wrong share."""
    return hit_rate * when_found + (1 - when_found) * when_not


def threshold_strict(scores: list[float], answerable: list[bool]) -> float:
    """Answer only above the threshold."""
    pairs = list(zip(scores, answerable, strict=True))
    return max([-1.0, *scores], key=lambda least: sum((score > least) == known for score, known in pairs))


def threshold_all_unknown(scores: list[float], answerable: list[bool]) -> float:
    """Refuse every unanswerable one, whatever it costs."""
    worst = max([score for score, known in zip(scores, answerable, strict=True) if not known], default=-1.0)
    return min([score for score in scores if score > worst], default=worst)


def threshold_sorted(scores: list[float], answerable: list[bool]) -> float:
    """Sort the scores that were given, and lose which is which."""
    scores.sort()
    return abstention.best_threshold(scores, answerable)


RIGHT = {
    "how-many-fit": (accumulated, searched, looped),
    "cite": (citations.cite, cite_sorted),
    "verdict": (verdict_table, verdict_ifs),
    "mixture": (mixture.mixture, law_rearranged, law_dot),
    "threshold": (abstention.best_threshold, threshold_loop, threshold_between),
}
WRONG = {
    "how-many-fit": (
        (skipping, "May a worse hit overtake?"),
        (not_full, "Does a full room hold them?"),
        (tokens_used, "That is a number of tokens."),
        (all_of_them, "Those are all there are."),
        (the_list, "Yours returns a list"),
        (one_too_many, "the one that no longer fits counted, too"),
        (always_one_less, "One more would fit"),
        (without_end, "yours returned nothing (`None`)"),
        (popped, "yours changes what it was given"),
    ),
    "cite": (
        (cite_first, "Is each passage looked at"),
        (cite_with_question, "prove that the answer has taken"),
        (cite_last, "which one did the search put first?"),
        (cite_none, "yours returned nothing (`None`)"),
        (cite_nothing_found, "What is an honest source, as a string"),
        (cite_letters, "only a piece of one?"),
        (cite_as_written, "Should capital letters and marks matter?"),
        (cite_list, "Yours returns a list"),
        (cite_text, "the passage itself"),
    ),
    "verdict": (
        (verdict_swapped, "some have changed places"),
        (verdict_no_luck, "with found=False and right=True as with found=False and right=False"),
        (verdict_right_only, "with found=True and right=True as with found=False and right=True"),
        (verdict_truth, "yours is a bool"),
        (verdict_misspelt, "Look at the spelling"),
        (verdict_capital, "Look at the spelling"),
        (verdict_search_blamed, "with found=True and right=False as with found=False and right=False"),
        (verdict_gap, "yours returned nothing (`None`)"),
    ),
    "mixture": (
        (law_found_only, "are they all wrong?"),
        (law_swapped, "belongs to the questions that were found?"),
        (law_mean, "That is the plain average."),
        (law_unweighted, "Does every question get that second share?"),
        (law_product, "Is the second share also"),
        (law_rate, "That is the hit rate alone"),
        (law_text, "Yours returns a str"),
        (law_wrong_rest, "Which share of all is *not* found?"),
    ),
    "threshold": (
        (threshold_least, "Yours answers everything."),
        (threshold_mean, "none of the scores that occur"),
        (threshold_share, "Is yours the share that was reached"),
        (threshold_no_mistake, "Is that question answerable?"),
        (threshold_answerable, "never refuses an answerable question"),
        (threshold_all, "Yours returns a list"),
        (threshold_strict, "Is that question answerable?"),
        (threshold_all_unknown, "never answers an unanswerable question"),
        (threshold_sorted, "yours changes what it was given"),
    ),
}
