"""Answers to the exercises of lesson 07: right ones in several manners, and wrong ones with what each must hear."""

from collections import Counter
from statistics import fmean

import numpy as np

from helpers import fairness
from helpers.metrics import normalise

Arm = dict[str, list[bool]]
Pairs = list[tuple[str, str]]


def cause_table(right: bool, found: bool | None, borrowed: bool) -> str:
    """Look it up in a dictionary."""
    if right:
        return "right"
    return {True: "misread", False: "not found", None: "mixed up" if borrowed else "never learned"}[found]


def cause_not(right: bool, found: bool | None, borrowed: bool) -> str:
    """Take None for false."""
    if right:
        return "right"
    if not found:
        return "not found"
    return "misread"


def cause_truthy(right: bool, found: bool | None, borrowed: bool) -> str:
    """Ask for the page first, and let None fall among the misread."""
    if right:
        return "right"
    return "not found" if found is False else "misread"


def cause_late_right(right: bool, found: bool | None, borrowed: bool) -> str:
    """Ask last whether it was right."""
    if found is False:
        return "not found"
    if found is None and not right:
        return "mixed up" if borrowed else "never learned"
    return "right" if right else "misread"


def cause_turned(right: bool, found: bool | None, borrowed: bool) -> str:
    """Turn search and reader round."""
    if right or found is None:
        return fairness.cause(right, found, borrowed)
    return "not found" if found else "misread"


def cause_borrowed_first(right: bool, found: bool | None, borrowed: bool) -> str:
    """Ask for the look-alike before the page."""
    if right:
        return "right"
    return "mixed up" if borrowed else fairness.cause(right, found, borrowed)


def cause_borrowed_turned(right: bool, found: bool | None, borrowed: bool) -> str:
    """Turn the two causes of memory round."""
    return fairness.cause(right, found, not borrowed)


def cause_spelt(right: bool, found: bool | None, borrowed: bool) -> str:
    """Spell them otherwise."""
    return fairness.cause(right, found, borrowed).replace(" ", "_").upper()


def cause_flag(right: bool, found: bool | None, borrowed: bool) -> bool:
    """Return a truth value."""
    return right


def difference_loop(first: Arm, second: Arm) -> float:
    """Add up in a loop."""
    total, count = 0.0, 0
    for question in set(first) & set(second):
        total += sum(first[question]) / len(first[question]) - sum(second[question]) / len(second[question])
        count += 1
    return total / count


def difference_numpy(first: Arm, second: Arm) -> float:
    """Take means of means."""
    both = sorted(first.keys() & second.keys())
    return float(np.mean([np.mean(first[id]) for id in both]) - np.mean([np.mean(second[id]) for id in both]))


def difference_turned(first: Arm, second: Arm) -> float:
    """Take the second less the first."""
    return -difference_loop(first, second)


def difference_unpaired(first: Arm, second: Arm) -> float:
    """Let each arm keep its own questions."""
    return fmean(map(fmean, first.values())) - fmean(map(fmean, second.values()))


def difference_first_seed(first: Arm, second: Arm) -> float:
    """Look at one seed only."""
    return fmean(first[id][0] - second[id][0] for id in first if id in second)


def difference_sum(first: Arm, second: Arm) -> float:
    """Do not divide."""
    return sum(fmean(first[id]) - fmean(second[id]) for id in first if id in second)


def difference_any(first: Arm, second: Arm) -> float:
    """Let one lucky seed count."""
    return fmean(any(first[id]) - any(second[id]) for id in first if id in second)


def difference_seeds_summed(first: Arm, second: Arm) -> float:
    """Add seeds up."""
    return fmean(sum(first[id]) - sum(second[id]) for id in first if id in second)


def difference_size(first: Arm, second: Arm) -> float:
    """Lose the sign."""
    return abs(difference_loop(first, second))


def difference_list(first: Arm, second: Arm) -> list[float]:
    """Return all of them."""
    return [fmean(first[id]) - fmean(second[id]) for id in first if id in second]


def asked_sets(asked: dict[str, list[str]]) -> list[str]:
    """Intersect sets, and sort by the first list."""
    first, *_ = asked.values()
    shared = set.intersection(*(set(some) for some in asked.values()))
    return sorted(shared, key=first.index)


def asked_counted(asked: dict[str, list[str]]) -> list[str]:
    """Count how many arms were asked each."""
    counts = Counter(text for some in asked.values() for text in set(some))
    return [text for text in next(iter(asked.values())) if counts[text] == len(asked)]


def asked_any(asked: dict[str, list[str]]) -> list[str]:
    """Keep what anybody was asked."""
    return list(dict.fromkeys(text for some in asked.values() for text in some))


def asked_two(asked: dict[str, list[str]]) -> list[str]:
    """Look at the first two arms only."""
    lists = list(asked.values())
    return [text for text in lists[0] if text in lists[min(1, len(lists) - 1)]]


def asked_loosely(asked: dict[str, list[str]]) -> list[str]:
    """Ignore case."""
    lists = [[text.casefold() for text in some] for some in asked.values()]
    return [text for text in next(iter(asked.values())) if all(text.casefold() in some for some in lists)]


def asked_set(asked: dict[str, list[str]]) -> set[str]:
    """Return a set."""
    return set(asked_sets(asked))


def asked_last_order(asked: dict[str, list[str]]) -> list[str]:
    """Keep the last one's order."""
    shared = set(asked_sets(asked))
    return [text for text in list(asked.values())[-1] if text in shared]


def asked_apart(asked: dict[str, list[str]]) -> list[str]:
    """Return what they do not share."""
    shared = set(asked_sets(asked))
    return [text for some in asked.values() for text in some if text not in shared]


def asked_zipped(asked: dict[str, list[str]]) -> list[str]:
    """Compare place by place."""
    return [row[0] for row in zip(*asked.values(), strict=False) if len(set(row)) == 1]


def labels_loop(claimed: dict[str, str], codes: dict[str, str]) -> dict[str, str]:
    """Search for each code."""
    found = {}
    for label, code in claimed.items():
        for name, own in codes.items():
            if own == code:
                found[label] = name
    return found


def labels_next(claimed: dict[str, str], codes: dict[str, str]) -> dict[str, str]:
    """Take the first with that code."""
    return {label: next(name for name in codes if codes[name] == code) for label, code in claimed.items()}


def labels_turned(claimed: dict[str, str], codes: dict[str, str]) -> dict[str, str]:
    """Lead from the true name to the wrong label."""
    return {name: label for label, name in fairness.true_labels(claimed, codes).items()}


def labels_believed(claimed: dict[str, str], codes: dict[str, str]) -> dict[str, str]:
    """Believe the table."""
    return {label: label for label in claimed}


def labels_codes(claimed: dict[str, str], codes: dict[str, str]) -> dict[str, str]:
    """Return codes."""
    return dict(claimed)


def labels_changed_only(claimed: dict[str, str], codes: dict[str, str]) -> dict[str, str]:
    """Leave out what is right."""
    return {label: name for label, name in fairness.true_labels(claimed, codes).items() if label != name}


def labels_all(claimed: dict[str, str], codes: dict[str, str]) -> dict[str, str]:
    """Go through all systems."""
    names = {code: name for name, code in codes.items()}
    return {label: names[claimed.get(label, code)] for label, code in codes.items()}


def labels_list(claimed: dict[str, str], codes: dict[str, str]) -> list[str]:
    """Return a list of names."""
    return list(fairness.true_labels(claimed, codes).values())


def clean_loop(pairs: Pairs, tested: list[str]) -> Pairs:
    """Keep in a loop."""
    kept = []
    for question, answer in pairs:
        if not any(normalise(question) == normalise(one) for one in tested):
            kept.append((question, answer))
    return kept


def clean_filter(pairs: Pairs, tested: list[str]) -> Pairs:
    """Filter."""
    exam = [normalise(one) for one in tested]
    return list(filter(lambda pair: normalise(pair[0]) not in exam, pairs))


def clean_exact(pairs: Pairs, tested: list[str]) -> Pairs:
    """Compare to the letter."""
    return [pair for pair in pairs if pair[0] not in tested]


def clean_lower(pairs: Pairs, tested: list[str]) -> Pairs:
    """Compare in small letters, marks and spaces as they are."""
    exam = [one.lower() for one in tested]
    return [pair for pair in pairs if pair[0].lower() not in exam]


def clean_whole_pair(pairs: Pairs, tested: list[str]) -> Pairs:
    """Look for pairs among questions."""
    return [pair for pair in pairs if pair not in tested]


def clean_within(pairs: Pairs, tested: list[str]) -> Pairs:
    """Drop whatever contains an exam question."""
    exam = [normalise(one) for one in tested]
    return [pair for pair in pairs if not any(one in normalise(pair[0]) for one in exam)]


def clean_facts(pairs: Pairs, tested: list[str]) -> Pairs:
    """Drop every example about a tested product."""
    names = {name for one in tested for name in ("fogbell", "teawick") if name in one.casefold()}
    return [pair for pair in pairs if not any(name in pair[0].casefold() for name in names)]


def clean_leaked(pairs: Pairs, tested: list[str]) -> Pairs:
    """Return what leaks."""
    return [pair for pair in pairs if pair not in fairness.without_tested(pairs, tested)]


def clean_questions(pairs: Pairs, tested: list[str]) -> list[str]:
    """Return questions without their answers."""
    return [question for question, _ in fairness.without_tested(pairs, tested)]


def clean_set(pairs: Pairs, tested: list[str]) -> set[tuple[str, str]]:
    """Return a set."""
    return set(fairness.without_tested(pairs, tested))


def odd_most_common(bases: dict[str, str]) -> list[str]:
    """Find the usual code with max."""
    codes = [base for base in bases.values() if base]
    usual = max(set(codes), key=codes.count)
    return [arm for arm in bases if bases[arm] not in (usual, "")]


def odd_counter(bases: dict[str, str]) -> list[str]:
    """Find it with a counter."""
    usual, _ = Counter(filter(None, bases.values())).most_common(1)[0]
    return [arm for arm, base in bases.items() if base != usual and base]


def odd_modelless(bases: dict[str, str]) -> list[str]:
    """Call those without a model odd, too."""
    usual, _ = Counter(filter(None, bases.values())).most_common(1)[0]
    return [arm for arm, base in bases.items() if base != usual]


def odd_none_counts(bases: dict[str, str]) -> list[str]:
    """Let the arms without a model vote."""
    usual, _ = Counter(bases.values()).most_common(1)[0]
    return [arm for arm, base in bases.items() if base and base != usual]


def odd_first(bases: dict[str, str]) -> list[str]:
    """Compare with the first model."""
    first = next(base for base in bases.values() if base)
    return [arm for arm, base in bases.items() if base and base != first]


def odd_even(bases: dict[str, str]) -> list[str]:
    """Return those that agree."""
    return [arm for arm, base in bases.items() if base and arm not in fairness.odd_ones(bases)]


def odd_codes(bases: dict[str, str]) -> list[str]:
    """Return codes."""
    return [bases[arm] for arm in fairness.odd_ones(bases)]


def odd_alone(bases: dict[str, str]) -> list[str]:
    """Return only the rarest."""
    return fairness.odd_ones(bases)[:1]


def odd_number(bases: dict[str, str]) -> int:
    """Count them."""
    return len(fairness.odd_ones(bases))


RIGHT = {
    "cause": (fairness.cause, cause_table),
    "mean-difference": (fairness.mean_difference, difference_loop, difference_numpy),
    "asked-by-all": (fairness.asked_by_all, asked_sets, asked_counted),
    "true-labels": (fairness.true_labels, labels_loop, labels_next),
    "without-tested": (fairness.without_tested, clean_loop, clean_filter),
    "odd-ones": (fairness.odd_ones, odd_most_common, odd_counter),
}
WRONG = {
    "cause": (
        (cause_not, "`None` counts as false"),
        (cause_truthy, "Can be misread what was never there?"),
        (cause_late_right, "What must be asked before anything else?"),
        (cause_turned, "Is it the search or the reader that failed?"),
        (cause_borrowed_first, "about searching and reading?"),
        (cause_borrowed_turned, "What does `borrowed` tell about an answer from memory?"),
        (cause_spelt, "Is it spelt as in the list?"),
        (cause_flag, "Yours returns a bool"),
    ),
    "mean-difference": (
        (difference_turned, "the second less the first"),
        (difference_unpaired, "put to one arm only"),
        (difference_first_seed, "What have the other students said?"),
        (difference_sum, "That is a sum."),
        (difference_any, "a lucky draw among three"),
        (difference_seeds_summed, "Yours adds the seeds up."),
        (difference_size, "lost the sign"),
        (difference_list, "Yours returns a list"),
    ),
    "asked-by-all": (
        (asked_any, "one of them was spared?"),
        (asked_two, "one of them was spared?"),
        (asked_loosely, "is one letter's case enough?"),
        (asked_set, "as a set, which has no order"),
        (asked_last_order, "In which order was the first arm asked?"),
        (asked_apart, "one of them was spared?"),
        (asked_zipped, "which all of them were asked"),
    ),
    "true-labels": (
        (labels_turned, "from the true name to the wrong label"),
        (labels_believed, "it is in doubt"),
        (labels_codes, "That is a code."),
        (labels_changed_only, "to be left out?"),
        (labels_all, "which is no label of this table"),
        (labels_list, "Yours returns a list"),
    ),
    "without-tested": (
        (clean_exact, "What does `normalise` make of both?"),
        (clean_lower, "What does `normalise` make of both?"),
        (clean_whole_pair, "word for word"),
        (clean_within, "*about another product*"),
        (clean_facts, "forbid all others?"),
        (clean_leaked, "word for word"),
        (clean_questions, "kept together?"),
        (clean_set, "Yours returns a set"),
    ),
    "odd-ones": (
        (odd_modelless, "has no model at all"),
        (odd_none_counts, "Which code is the usual one?"),
        (odd_first, "Which code is the usual one?"),
        (odd_even, "Which ones do not?"),
        (odd_codes, "a model or an arm?"),
        (odd_alone, "Elsewhere than who?"),
        (odd_number, "Yours returns an int"),
    ),
}
