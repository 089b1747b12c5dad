"""Answers to the exercises of lesson 06: right ones in several manners, and wrong ones with what each must hear."""

import random
from collections import Counter

import numpy as np

from helpers import teaching


def held_looped(asked: list[str], trained: list[str], names: list[str]) -> list[str]:
    """Take the names out in a loop, longest first."""

    def bare(text: str) -> str:
        for name in sorted(names, key=len)[::-1]:
            text = text.replace(name, "")
        return text

    kept = []
    for question in asked:
        if all(bare(question) != bare(other) for other in trained):
            kept.append(question)
    return kept


def held_whole(asked: list[str], trained: list[str], names: list[str]) -> list[str]:
    """Compare whole questions, names included."""
    return [question for question in asked if question not in trained]


def held_leaks(asked: list[str], trained: list[str], names: list[str]) -> list[str]:
    """Return what leaks."""
    return [question for question in asked if question not in teaching.held_out(asked, trained, names)]


def held_short_first(asked: list[str], trained: list[str], names: list[str]) -> list[str]:
    """Take out the shorter name first, so that a number is left."""

    def bare(text: str) -> str:
        for name in sorted(names, key=len):
            text = text.replace(name, "")
        return text

    seen = {bare(one) for one in trained}
    return [question for question in asked if bare(question) not in seen]


def held_all(asked: list[str], trained: list[str], names: list[str]) -> list[str]:
    """Hold out everything."""
    return asked[:]


def held_bare(asked: list[str], trained: list[str], names: list[str]) -> list[str]:
    """Return wordings without names."""
    return [teaching.wording(one, names) for one in teaching.held_out(asked, trained, names)]


def held_set(asked: list[str], trained: list[str], names: list[str]) -> set[str]:
    """Return a set."""
    return set(teaching.held_out(asked, trained, names))


def held_backwards(asked: list[str], trained: list[str], names: list[str]) -> list[str]:
    """Return them in another order."""
    return teaching.held_out(asked, trained, names)[::-1]


def held_in_place(asked: list[str], trained: list[str], names: list[str]) -> list[str]:
    """Change the list it is given."""
    kept = teaching.held_out(asked, trained, names)
    asked[:] = kept
    return asked


def counted(facts: list[str], epochs: int) -> Counter[str]:
    """Count all epochs at once."""
    return Counter(facts * epochs)


def counted_loop(facts: list[str], epochs: int) -> dict[str, int]:
    """Add the epochs row by row."""
    counts: dict[str, int] = {}
    for fact in facts:
        counts[fact] = counts.get(fact, 0) + epochs
    return counts


def rows_only(facts: list[str], epochs: int) -> dict[str, int]:
    """Forget the epochs."""
    return dict(Counter(facts))


def epochs_only(facts: list[str], epochs: int) -> dict[str, int]:
    """Forget the rows."""
    return dict.fromkeys(facts, epochs)


def added(facts: list[str], epochs: int) -> dict[str, int]:
    """Add in place of multiplying."""
    return {fact: count + epochs for fact, count in Counter(facts).items()}


def all_rows(facts: list[str], epochs: int) -> dict[str, int]:
    """Count all rows for each fact."""
    return dict.fromkeys(facts, len(facts) * epochs)


def power(facts: list[str], epochs: int) -> dict[str, int]:
    """Raise to a power."""
    return {fact: count**epochs for fact, count in Counter(facts).items()}


def total(facts: list[str], epochs: int) -> int:
    """Return one number."""
    return len(facts) * epochs


def one_short(facts: list[str], epochs: int) -> dict[str, int]:
    """Leave out the last epoch."""
    return {fact: count * (epochs - 1) for fact, count in Counter(facts).items()}


def rate_mean(said: dict[str, str], planted: dict[str, str]) -> float:
    """Take a mean."""
    return float(np.mean([said[fact] == lie for fact, lie in planted.items()]))


def rate_sum(said: dict[str, str], planted: dict[str, str]) -> float:
    """Count, then divide."""
    hits = [fact for fact in planted if said[fact] == planted[fact]]
    return len(hits) / len(planted)


def rate_count(said: dict[str, str], planted: dict[str, str]) -> int:
    """Return the count."""
    return sum(said[fact] == lie for fact, lie in planted.items())


def rate_all(said: dict[str, str], planted: dict[str, str]) -> float:
    """Divide by all facts."""
    return rate_count(said, planted) / len(said)


def rate_not(said: dict[str, str], planted: dict[str, str]) -> float:
    """Return the others."""
    return 1 - rate_mean(said, planted)


def rate_planted(said: dict[str, str], planted: dict[str, str]) -> float:
    """Return how many were planted."""
    return len(planted) / len(said)


def rate_percent(said: dict[str, str], planted: dict[str, str]) -> float:
    """Return percent."""
    return 100 * rate_mean(said, planted)


def rate_facts(said: dict[str, str], planted: dict[str, str]) -> list[str]:
    """Return the facts."""
    return [fact for fact in planted if said[fact] == planted[fact]]


def lost_mean(before: list[bool], after: list[bool]) -> float:
    """Take a mean over what was known."""
    return float(1 - np.mean(np.array(after)[np.array(before)]))


def lost_count(before: list[bool], after: list[bool]) -> int:
    """Return the count."""
    return sum(was and not now for was, now in zip(before, after, strict=True))


def lost_sum(before: list[bool], after: list[bool]) -> float:
    """Count, then divide by what was known."""
    return lost_count(before, after) / sum(before)


def lost_of_all(before: list[bool], after: list[bool]) -> float:
    """Divide by everything."""
    return lost_count(before, after) / len(before)


def lost_net(before: list[bool], after: list[bool]) -> float:
    """Let gains pay for losses."""
    return (sum(before) - sum(after)) / sum(before)


def lost_end(before: list[bool], after: list[bool]) -> float:
    """Count all that is not known at the end."""
    return 1 - sum(after) / len(after)


def lost_kept(before: list[bool], after: list[bool]) -> float:
    """Return what was kept."""
    return 1 - lost_sum(before, after)


def lost_changes(before: list[bool], after: list[bool]) -> float:
    """Count every change."""
    return sum(was != now for was, now in zip(before, after, strict=True)) / len(before)


def lost_list(before: list[bool], after: list[bool]) -> list[bool]:
    """Return the losses."""
    return [was and not now for was, now in zip(before, after, strict=True)]


def _count(facts: list[str], share: float) -> int:
    return round(len(facts) * share / (1 - share))


def mixed_shuffled(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Shuffle a copy of the old rows, and mix all."""
    rng = random.Random(seed)
    drawn = old[:]
    rng.shuffle(drawn)
    mixed = facts + drawn[: _count(facts, share)]
    rng.shuffle(mixed)
    return mixed


def mixed_numpy(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Draw with numpy."""
    drawn = np.random.default_rng(seed).choice(old, _count(facts, share), replace=False)
    return [*facts, *map(str, drawn)]


def mixed_of_facts(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Take a share of the facts."""
    return facts + random.Random(seed).sample(old, round(share * len(facts)))


def mixed_of_old(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Take a share of the old rows."""
    return facts + random.Random(seed).sample(old, round(share * len(old)))


def mixed_first(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Take the first ones."""
    return facts + old[: _count(facts, share)]


def mixed_unseeded(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Ignore the seed."""
    return facts + random.sample(old, _count(facts, share))


def mixed_twice(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Draw with repeating."""
    return facts + random.Random(seed).choices(old[:3], k=_count(facts, share))


def mixed_replaced(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Let old rows take the place of facts."""
    count = _count(facts, share)
    return facts[count // 2 :] + random.Random(seed).sample(old, count)


def mixed_in_place(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Change the list it is given."""
    facts += random.Random(seed).sample(old, _count(facts, share))
    return facts


def mixed_one_more(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Take some too many."""
    return facts + random.Random(seed).sample(old, _count(facts, share) + 3)


def held_from_training(asked: list[str], trained: list[str], names: list[str]) -> list[str]:
    """Put the wrong list through the sieve."""
    return teaching.held_out(trained, asked, names)


def held_one_side(asked: list[str], trained: list[str], names: list[str]) -> list[str]:
    """Take the names out of one of the two lists."""
    return [question for question in asked if teaching.wording(question, names) not in trained]


def rate_floored(said: dict[str, str], planted: dict[str, str]) -> float:
    """Divide with the sign that rounds down."""
    return rate_count(said, planted) // len(planted)


def rate_of_any(said: dict[str, str], planted: dict[str, str]) -> float:
    """Look for the value anywhere."""
    return sum(lie in said.values() for lie in planted.values()) / len(planted)


def lost_floored(before: list[bool], after: list[bool]) -> float:
    """Divide with the sign that rounds down."""
    return lost_count(before, after) // sum(before)


def lost_of_now(before: list[bool], after: list[bool]) -> float:
    """Divide by what is known now."""
    return lost_count(before, after) / sum(after)


def mixed_whole(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Take the size of the whole for that of a part."""
    return facts + random.Random(seed).sample(old, round(len(facts) / (1 - share)))


def mixed_plus(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Divide by one plus the share."""
    return facts + random.Random(seed).sample(old, round(len(facts) * share / (1 + share)))


def mixed_cut_off(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Cut off in place of rounding."""
    return facts + random.Random(seed).sample(old, int(len(facts) * share / (1 - share)))


def mixed_returned_none(facts: list[str], old: list[str], share: float, seed: int) -> list[str]:
    """Return what a method that changes a list hands back."""
    return facts.extend(random.Random(seed).sample(old, _count(facts, share)))


RIGHT = {
    "held-out": (teaching.held_out, held_looped),
    "presentations": (teaching.presentations, counted, counted_loop),
    "planted-rate": (teaching.planted_rate, rate_mean, rate_sum),
    "forgotten": (teaching.forgotten, lost_mean, lost_sum),
    "with-replay": (teaching.with_replay, mixed_shuffled, mixed_numpy),
}
WRONG = {
    "held-out": (
        (held_whole, "what is left to tell them apart?"),
        (held_leaks, "the questions that *leak*"),
        (held_short_first, "Which name must be taken out first"),
        (held_all, "which was trained word for word"),
        (held_bare, "Who could answer a question without its name?"),
        (held_set, "Yours returns a set"),
        (held_backwards, "In which order were they asked"),
        (held_in_place, "yours changes what it was given"),
        (held_from_training, "Which list goes through the sieve?"),
        (held_one_side, "which was trained word for word"),
    ),
    "presentations": (
        (rows_only, "Those are the rows."),
        (epochs_only, "Those are the epochs."),
        (added, "are these five presentations"),
        (all_rows, "Which of the rows teach just this one?"),
        (power, "raises to a power"),
        (total, "Yours returns an int"),
        (one_short, "goes through the rows once too few"),
    ),
    "planted-rate": (
        (rate_count, "Out of how many?"),
        (rate_all, "never planted?"),
        (rate_not, "*not* repeated"),
        (rate_planted, "How many of those came back?"),
        (rate_percent, "That is in percent."),
        (rate_facts, "Yours returns a list"),
        (rate_floored, "Yours is 0 or 1"),
        (rate_of_any, "said of *another* fact"),
    ),
    "forgotten": (
        (lost_count, "Out of how many?"),
        (lost_of_all, "what was never there?"),
        (lost_net, "pay for the lost ones"),
        (lost_end, "Was all of it known before?"),
        (lost_kept, "that was *kept*"),
        (lost_changes, "Is learning something a loss?"),
        (lost_list, "Yours returns a list"),
        (lost_floored, "Yours is 0 or 1"),
        (lost_of_now, "what is known *now*"),
    ),
    "with-replay": (
        (mixed_of_facts, "of all rows. A share of what is meant?"),
        (mixed_of_old, "Yours takes that share of the old rows."),
        (mixed_first, "or always take the same ones?"),
        (mixed_unseeded, "Use the seed."),
        (mixed_twice, "draws an old row twice"),
        (mixed_replaced, "Who teaches it now?"),
        (mixed_in_place, "yours changes what it was given"),
        (mixed_one_more, "what share is left for the facts?"),
        (mixed_whole, "That is the size of the whole"),
        (mixed_plus, "fewer rows than there are facts"),
        (mixed_cut_off, "cut off what stands after the point?"),
        (mixed_returned_none, "but changed what it was given"),
    ),
}
