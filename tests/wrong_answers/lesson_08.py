"""Answers to the exercises of lesson 08: right ones in several manners, and wrong ones with what each must hear."""

import math
from collections.abc import Mapping

import numpy as np

from helpers import updating

Pages = dict[str, str]
Versions = list[tuple[str, int]]
Pairs = list[tuple[str, str]]


def pages_sets(before: Pages, after: Pages) -> list[str]:
    """Subtract sets of entries."""
    return sorted(page for page, _ in set(after.items()) - set(before.items()))


def pages_loop(before: Pages, after: Pages) -> list[str]:
    """Ask twice."""
    wanted = []
    for page, text in after.items():
        if page not in before or before[page] != text:
            wanted.append(page)
    return wanted


def pages_new(before: Pages, after: Pages) -> list[str]:
    """Forget the rewritten ones."""
    return [page for page in after if page not in before]


def pages_rewritten(before: Pages, after: Pages) -> list[str]:
    """Forget the new ones."""
    return [page for page in before if page in after and before[page] != after[page]]


def pages_all(before: Pages, after: Pages) -> list[str]:
    """Encode everything."""
    return [*after]


def pages_same(before: Pages, after: Pages) -> list[str]:
    """Return what stayed."""
    return [page for page in after if page in before and before[page] == after[page]]


def pages_anywhere(before: Pages, after: Pages) -> list[str]:
    """Look for the text anywhere."""
    return [page for page in after if after[page] not in set(before.values())]


def pages_gone(before: Pages, after: Pages) -> list[str]:
    """Take the pages that are gone, too."""
    return [page for page in before.keys() | after.keys() if before.get(page) != after.get(page)]


def pages_texts(before: Pages, after: Pages) -> list[str]:
    """Return texts."""
    return [text for page, text in after.items() if before.get(page) != text]


def pages_key_error(before: Pages, after: Pages) -> list[str]:
    """Ask for pages that are not there."""
    return [page for page in after if before[page] != after[page]]


def pages_set(before: Pages, after: Pages) -> set[str]:
    """Return a set."""
    return set(updating.to_encode(before, after))


def pages_in_place(before: Pages, after: Pages) -> list[str]:
    """Empty what it is given."""
    wanted = updating.to_encode(before, after)
    for page in list(after):
        del after[page]
    return wanted


def newest_loop(found: Versions, held: Versions) -> Versions:
    """Go through the hits and keep in mind what was handed out."""
    out: Versions = []
    for name, _ in found:
        if name not in [other for other, _ in out]:
            out.append((name, max(number for other, number in held if other == name)))
    return out


def newest_sorted(found: Versions, held: Versions) -> Versions:
    """Sort, so that the newest is written into a dictionary last."""
    newest = dict(sorted(held))
    return [(name, newest[name]) for name in dict(found)]


def newest_as_found(found: Versions, held: Versions) -> Versions:
    """Hand out what was found."""
    return found[:]


def newest_of_found(found: Versions, held: Versions) -> Versions:
    """Take the newest of the hits."""
    newest: dict[str, int] = {}
    for name, number in found:
        newest[name] = max(number, newest.get(name, 0))
    return list(newest.items())


def newest_filtered(found: Versions, held: Versions) -> Versions:
    """Throw old hits away."""
    newest = dict(sorted(held))
    return [(name, number) for name, number in found if newest[name] == number]


def newest_twice(found: Versions, held: Versions) -> Versions:
    """Hand out a page once for each hit."""
    newest = dict(sorted(held))
    return [(name, newest[name]) for name, _ in found]


def newest_of_all(found: Versions, held: Versions) -> Versions:
    """Forget what was found."""
    newest: dict[str, int] = {}
    for name, number in held:
        newest[name] = max(number, newest.get(name, 0))
    return list(newest.items())


def newest_last(found: Versions, held: Versions) -> Versions:
    """Trust the order of the library."""
    newest = dict(held)
    return [(name, newest[name]) for name in dict(found)]


def newest_as_text(found: Versions, held: Versions) -> Versions:
    """Compare numbers as texts."""
    return [(name, int(max(str(number) for other, number in held if other == name))) for name in dict(found)]


def newest_alphabet(found: Versions, held: Versions) -> Versions:
    """Sort the result."""
    return sorted(updating.newest_first(found, held))


def newest_numbers(found: Versions, held: Versions) -> list[int]:
    """Return numbers."""
    return [number for _, number in updating.newest_first(found, held)]


def newest_dict(found: Versions, held: Versions) -> dict[str, int]:
    """Return a dictionary."""
    return dict(updating.newest_first(found, held))


def holds_sets(taught: Pairs, now: Pages) -> Pairs:
    """Cut two sets."""
    return list(set(taught) & set(now.items()))


def holds_loop(taught: Pairs, now: Pages) -> Pairs:
    """Go through and keep each once."""
    kept: Pairs = []
    for fact, value in taught:
        if fact in now and now[fact] == value and (fact, value) not in kept:
            kept.append((fact, value))
    return kept


def holds_twice(taught: Pairs, now: Pages) -> Pairs:
    """Keep a row twice."""
    return [(fact, value) for fact, value in taught if now.get(fact) == value]


def holds_fact(taught: Pairs, now: Pages) -> Pairs:
    """Ask only whether the fact is in force."""
    return list({(fact, value): 0 for fact, value in taught if fact in now})


def holds_last(taught: Pairs, now: Pages) -> Pairs:
    """Take what was taught last."""
    return [pair for pair in dict(taught).items() if pair[0] in now]


def holds_taught(taught: Pairs, now: Pages) -> Pairs:
    """Never look at what holds now."""
    return list(dict(taught).items())


def holds_now(taught: Pairs, now: Pages) -> Pairs:
    """Return all facts in force."""
    return [*now.items()]


def holds_replaced(taught: Pairs, now: Pages) -> Pairs:
    """Put today's values in."""
    return [(fact, now[fact]) for fact in dict(taught) if fact in now]


def holds_not(taught: Pairs, now: Pages) -> Pairs:
    """Return what holds no longer."""
    return [pair for pair in dict.fromkeys(taught) if pair not in now.items()]


def holds_facts(taught: Pairs, now: Pages) -> list[str]:
    """Return facts without values."""
    return [fact for fact, _ in updating.still_true(taught, now)]


def holds_dict(taught: Pairs, now: Pages) -> Pages:
    """Return a dictionary."""
    return dict(updating.still_true(taught, now))


Values = Mapping[str, list[str]]


def stale_mean(said: Pages, values: Values) -> float:
    """Take a mean."""
    return float(np.mean([said[fact] in had[:-1] for fact, had in values.items() if len(had) > 1]))


def stale_loop(said: Pages, values: Values) -> float:
    """Count both."""
    old = changed = 0
    for fact, had in values.items():
        *former, _ = had
        if former:
            changed += 1
            old += said[fact] in former
    return old / changed


def stale_of_all(said: Pages, values: Values) -> float:
    """Divide by all facts."""
    return sum(said[fact] in had[:-1] for fact, had in values.items()) / len(values)


def stale_wrong(said: Pages, values: Values) -> float:
    """Count whatever is not right."""
    changed = [fact for fact in values if len(values[fact]) > 1]
    return sum(said[fact] != values[fact][-1] for fact in changed) / len(changed)


def stale_wrong_of_all(said: Pages, values: Values) -> float:
    """Count whatever is not right, of everything."""
    return sum(said[fact] != values[fact][-1] for fact in values) / len(values)


def stale_any(said: Pages, values: Values) -> float:
    """Count the value in force as well."""
    changed = [fact for fact in values if len(values[fact]) > 1]
    return sum(said[fact] in values[fact] for fact in changed) / len(changed)


def stale_previous(said: Pages, values: Values) -> float:
    """Look one value back only."""
    changed = [fact for fact in values if len(values[fact]) > 1]
    return sum(said[fact] == values[fact][-2] for fact in changed) / len(changed)


def stale_first(said: Pages, values: Values) -> float:
    """Look at the first value only."""
    changed = [fact for fact in values if len(values[fact]) > 1]
    return sum(said[fact] == values[fact][0] for fact in changed) / len(changed)


def stale_count(said: Pages, values: Values) -> int:
    """Return the count."""
    return sum(said[fact] in had[:-1] for fact, had in values.items())


def stale_not(said: Pages, values: Values) -> float:
    """Return the others."""
    return 1 - stale_mean(said, values)


def stale_facts(said: Pages, values: Values) -> list[str]:
    """Return the facts."""
    return [fact for fact, had in values.items() if said[fact] in had[:-1]]


Hours = list[float]


def wait_numpy(changes: Hours, every: float, takes: float) -> float:
    """Take everything at once."""
    when = np.array(changes)
    return float(np.mean(np.ceil(when / every) * every + takes - when))


def wait_modulo(changes: Hours, every: float, takes: float) -> float:
    """Ask what is left until the next."""
    return sum(-change % every + takes for change in changes) / len(changes)


def wait_not_done(changes: Hours, every: float, takes: float) -> float:
    """Forget how long it takes."""
    return sum(-change % every for change in changes) / len(changes)


def wait_before(changes: Hours, every: float, takes: float) -> float:
    """Round down."""
    return sum(math.floor(change / every) * every + takes - change for change in changes) / len(changes)


def wait_next(changes: Hours, every: float, takes: float) -> float:
    """Always go to the next one."""
    return sum((change // every + 1) * every + takes - change for change in changes) / len(changes)


def wait_nearest(changes: Hours, every: float, takes: float) -> float:
    """Round."""
    return sum(round(change / every) * every + takes - change for change in changes) / len(changes)


def wait_half(changes: Hours, every: float, takes: float) -> float:
    """Use the rule of thumb."""
    return every / 2 + takes


def wait_sum(changes: Hours, every: float, takes: float) -> float:
    """Return the sum."""
    return sum(-change % every + takes for change in changes)


def wait_clock(changes: Hours, every: float, takes: float) -> float:
    """Return when it is live."""
    return sum(math.ceil(change / every) * every + takes for change in changes) / len(changes)


def wait_longest(changes: Hours, every: float, takes: float) -> float:
    """Return the longest."""
    return max(-change % every + takes for change in changes)


def wait_list(changes: Hours, every: float, takes: float) -> list[float]:
    """Return all waits."""
    return [-change % every + takes for change in changes]


RIGHT = {
    "to-encode": (updating.to_encode, pages_sets, pages_loop),
    "newest-first": (updating.newest_first, newest_loop, newest_sorted),
    "stale-rate": (updating.stale_rate, stale_mean, stale_loop),
    "still-true": (updating.still_true, holds_sets, holds_loop),
    "wait": (updating.wait, wait_numpy, wait_modulo),
}
WRONG = {
    "to-encode": (
        (pages_new, "kept its id but has another text?"),
        (pages_rewritten, "a page that was not there at all?"),
        (pages_all, "That is the whole library."),
        (pages_same, "Those are the pages that stayed the same."),
        (pages_anywhere, "the vector of its own text?"),
        (pages_gone, "What is there to encode?"),
        (pages_texts, "Those are texts."),
        (pages_key_error, "There is no such key"),
        (pages_set, "yours returns a set"),
        (pages_in_place, "changes what it was given"),
    ),
    "newest-first": (
        (newest_as_found, "Which version of fog is in force?"),
        (newest_of_found, "Need the newest version be among the hits?"),
        (newest_filtered, "Yours throws old hits away."),
        (newest_twice, "The same page stands there twice."),
        (newest_of_all, "Which of these were found?"),
        (newest_last, "stands last in the library"),
        (newest_as_text, "numbers or letters?"),
        (newest_alphabet, "sorted anew"),
        (newest_numbers, "Those are numbers alone."),
        (newest_dict, "yours returns a dict"),
    ),
    "stale-rate": (
        (stale_of_all, "that never had another value?"),
        (stale_wrong, "Is it old, or simply wrong?"),
        (stale_wrong_of_all, "Which of them were right once?"),
        (stale_any, "Yours counts the value in force, too."),
        (stale_previous, "the one before that?"),
        (stale_first, "The oar was of oak in between"),
        (stale_count, "Out of how many?"),
        (stale_not, "that is *not* stale"),
        (stale_facts, "yours returns a list"),
    ),
    "still-true": (
        (holds_twice, "since it was taught twice"),
        (holds_fact, "teaches the old value again"),
        (holds_last, "the value that was taught last"),
        (holds_taught, "Which of these facts are still in force?"),
        (holds_now, "so can be *re*hearsed?"),
        (holds_replaced, "or is it a new fact?"),
        (holds_not, "that hold no longer"),
        (holds_facts, "Those are facts alone."),
        (holds_dict, "yours returns a dict"),
    ),
    "wait": (
        (wait_not_done, "When is it done?"),
        (wait_before, "into the update *before* it"),
        (wait_next, "wait a whole round?"),
        (wait_nearest, "which may be over already"),
        (wait_half, "When did these changes happen?"),
        (wait_sum, "That is the sum."),
        (wait_clock, "How long ago was the change?"),
        (wait_longest, "That is the longest wait."),
        (wait_list, "yours returns a list"),
    ),
}
