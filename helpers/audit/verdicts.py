"""What the recorded measurements say: hit rates a kind, who beats whom, and whether the base model only guesses."""

from collections.abc import Iterator, Mapping
from statistics import fmean
from typing import Any

from helpers.audit.evidence import Fault
from helpers.data import Collection
from helpers.intervals import Interval, bootstrap_ci, paired_bootstrap

TOO_EASY = 0.95
FEW = 10
ALL = "all"


def hit_rates(collection: Collection, record: Mapping[str, Any], k: int) -> dict[str, dict[str, Interval]]:
    """Return, by kind and by search, how often a relevant passage is among the first k; "all" is every kind.

    The interval is a bootstrap over entities.

    Args:
        collection: what was searched.
        record: from `hardness.measure`.
        k: how many passages are looked at.
    """
    return {
        kind: {
            name: bootstrap_ci(_hits(places, ids, k), _entities(collection, ids))
            for name, places in record["search"].items()
        }
        for kind, ids in _ids_by_kind(collection, record).items()
    }


def clear_winners(collection: Collection, record: Mapping[str, Any]) -> dict[str, str]:
    """Return, for each kind in which one of two searches is clearly better at the first place, its name.

    Clearly: the interval of the paired difference leaves out zero.

    Args:
        collection: what was searched.
        record: from `hardness.measure`, with two searches.
    """
    (first, second), winners = sorted(record["search"]), {}
    for kind, ids in _ids_by_kind(collection, record).items():
        left, right = (_hits(record["search"][name], ids, 1) for name in (first, second))
        difference = paired_bootstrap(left, right, _entities(collection, ids))
        if 0 not in difference:
            winners[kind] = first if difference.mean > 0 else second
    return winners


def closed_book(collection: Collection, record: Mapping[str, Any]) -> tuple[Interval, float]:
    """Return the base model's choice accuracy, and chance; the interval is a bootstrap over entities.

    Args:
        collection: what was asked about.
        record: from `hardness.measure`, with at least two choices.
    """
    choices = record["closed_book"]
    entities = _entities(collection, [choice["id"] for choice in choices])
    chance = fmean(1 / choice["options"] for choice in choices)
    return bootstrap_ci([choice["right"] for choice in choices], entities), chance


def hardness_faults(collection: Collection, record: Mapping[str, Any]) -> list[Fault]:
    """Return where the questions are too easy, do not tell two searches apart, or can be guessed without the library.

    These are rules for collections written for the course. The base model may have read about the real weaknesses, and
    how hard the generated world is, an experiment chooses.

    Args:
        collection: what was measured.
        record: from `hardness.measure`, complete.
    """
    return [*_too_easy(collection, record), *_no_contrast(collection, record), *_guessable(collection, record)]


def summary(collection: Collection, record: Mapping[str, Any]) -> str:
    """Return the measurement as lines of text.

    Args:
        collection: what was measured.
        record: from `hardness.measure`.
    """
    lines = [f"  {'hit@1 / hit@10':16}" + "".join(f"{name:>32}" for name in record["search"])]
    tens = hit_rates(collection, record, 10)
    for kind, rates in hit_rates(collection, record, 1).items():
        cells = [f"{rate!r} / {tens[kind][name].mean:.2f}" for name, rate in rates.items()]
        lines.append(f"  {kind:16}" + "".join(f"{cell:>32}" for cell in cells))
    if record["closed_book"]:
        rate, chance = closed_book(collection, record)
        lines.append(f"  closed book      {rate!r}, chance {chance:.2f}")
    return "\n".join(lines)


def _too_easy(collection: Collection, record: Mapping[str, Any]) -> Iterator[Fault]:
    for name, rate in hit_rates(collection, record, 1)[ALL].items():
        if rate.mean > TOO_EASY:
            message = f"found {rate} of the right passages first; expected at most {TOO_EASY}; write harder questions"
            yield Fault("too easy", name, message)


def _no_contrast(collection: Collection, record: Mapping[str, Any]) -> Iterator[Fault]:
    winners = {winner for kind, winner in clear_winners(collection, record).items() if kind != ALL}
    for name in sorted(set(record["search"]) - winners):
        message = "found no kind in which it is clearly better; expected one; write questions that suit it"
        yield Fault("no contrast", name, message)


def _guessable(collection: Collection, record: Mapping[str, Any]) -> Iterator[Fault]:
    if not record["closed_book"]:
        message = "found no answers of the base model; expected its choices; run the record's command again"
        yield Fault("incomplete", "base model", message)
        return
    rate, chance = closed_book(collection, record)
    if chance not in rate:
        message = f"found {rate} right without the library; expected chance, {chance:.3f}; look for facts it can guess"
        yield Fault("guessable", "base model", message)


def _ids_by_kind(collection: Collection, record: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the searched questions of each kind about ten entities or more, and of all kinds together."""
    searched = list(next(iter(record["search"].values()), ()))
    kinds = sorted({collection.question(id).kind for id in searched})
    found = {kind: [id for id in searched if collection.question(id).kind == kind] for kind in kinds}
    return {kind: ids for kind, ids in found.items() if len(set(_entities(collection, ids))) >= FEW} | {ALL: searched}


def _hits(places: Mapping[str, int], ids: list[str], k: int) -> list[int]:
    return [int(0 < places[id] <= k) for id in ids]


def _entities(collection: Collection, ids: list[str]) -> list[str]:
    return [collection.question(id).entity or id for id in ids]
