"""The last check of lesson 06: old rows among new facts, in their share of the whole, drawn from a seed."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.checks.fault import Fault, shown
from helpers.checks.plain import listed
from helpers.checks.watch import Watched


def examine_with_replay(with_replay: Watched) -> None:
    """Raise a fault unless old rows make the share of the whole, drawn from the seed, none twice, all facts kept.

    >>> from helpers import teaching
    >>> examine_with_replay(teaching.with_replay)
    """
    facts, old = [f"fact {n}" for n in range(12)], [f"old {n}" for n in range(40)]
    for share in (1 / 3, 0.5, 0.25, 0.0):
        mixed = listed(with_replay(facts, old, share, 1), "a list of rows")
        if missing := [fact for fact in facts if fact not in mixed]:
            raise Fault(f"With a share of {share:.2f}, {shown(missing[0])} is gone. Who teaches it now?")
        _has_share(mixed, facts, share)
    _is_drawn(with_replay, facts, old)


def _has_share(mixed: Sequence[object], facts: Sequence[str], share: float) -> None:
    """Refuse a wrong number of old rows, or one that comes twice."""
    rows = [row for row in mixed if row not in facts]
    wanted = round(len(facts) * share / (1 - share))
    if len(mixed) - len(rows) != len(facts):
        raise Fault(f"For 12 facts yours holds {len(mixed) - len(rows)} rows with facts. Should one come twice?")
    if len(rows) != wanted:
        made = f"{len(rows) / len(mixed):.2f}"
        reasons = (
            (round(len(facts) * share), f"Then they make {made} of all rows. A share of what is meant?"),
            (round(40 * share), "Yours takes that share of the old rows. A share of what is meant?"),
            (round(len(facts) / (1 - share)), "That is the size of the whole. How many of these are facts already?"),
            (round(len(facts) * share / (1 + share)),
             "For one half you would add fewer rows than there are facts. Can these be half of the whole?"),
            (wanted - 1, "Computers divide with a tiny error. Does yours cut off what stands after the point?"),
            (len(rows), "If they are `share` of the whole, what share is left for the facts?"),
        )  # fmt: skip
        why = next(told for count, told in reasons if count == len(rows))
        raise Fault(f"For 12 facts and a share of {share:.2f} you add {len(rows)} old rows, expected {wanted}. {why}")
    if len(set(map(str, rows))) < len(rows):
        raise Fault(f"With a share of {share:.2f}, yours draws an old row twice. What can be drawn without that?")


def _is_drawn(with_replay: Watched, facts: Sequence[str], old: Sequence[str]) -> None:
    """Refuse rows that do not come from the seed."""
    first, again, other = (
        {str(row) for row in with_replay(list(facts), list(old), 0.5, seed)} - set(facts) for seed in (1, 1, 2)
    )
    if first != again:
        raise Fault("Twice the same seed gave different rows. Who could make your training again? Use the seed.")
    if first == other:
        raise Fault("Two seeds gave the same old rows. Do you draw, or always take the same ones?")
