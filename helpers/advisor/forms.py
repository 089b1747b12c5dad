"""What lesson 05 measured: how well a form of five rules is kept by prompts, and by models that were taught it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from helpers import learned
from helpers.advisor.approaches import BARE, BOTH, LEARN, LOOK_UP, READER
from helpers.advisor.effects import Effect, drawn_mean
from helpers.advisor.situation import MOSTLY, STRICT

RECORD = "legal_style"
NONE, FOUND = "no article", "found article"
HANDED = {BARE: NONE, LOOK_UP: FOUND, LEARN: NONE, BOTH: FOUND, READER: FOUND}
PROMPTED = (BARE, LOOK_UP)


def known(name: str) -> dict[str, Any]:
    """Return how well an approach keeps a form, and what teaching it costs, as fields of `Known`.

    Of several prompts, and of several numbers of examples, the best is taken for each: that flatters all alike.

    Args:
        name: the approach.

    Raises:
        DataError: if the record is missing, damaged or unfinished.
    """
    steps = max(ways(name), key=lambda some: kept(some, HANDED[name])[STRICT].mean)
    told: dict[str, Any] = {"forms": kept(steps, HANDED[name])}
    if name not in PROMPTED:
        told["form_once"] = drawn_mean(learned.cost(steps)["seconds"], f"{RECORD} ({steps[0]}, seconds)")
    return told


def ways(name: str) -> list[tuple[str, ...]]:
    """Return the settings that were measured for an approach, each as its steps."""
    if name in PROMPTED:
        return [(f"{prompt}, {HANDED[name]}",) for prompt in learned.PROMPTS]
    articles = HANDED[name] == FOUND
    found = [tuple(learned.legal_steps(examples, articles=articles)) for examples in (4, 16, 64, 256)]
    return [steps for steps in found if steps]


@functools.cache
def kept(steps: Sequence[str], handed: str) -> dict[str, Effect]:
    """Return the share of rules that answers keep, and the share of answers that keep them all; articles are drawn."""
    judged = [(one.style, article) for step in steps for one, article in _judged(step, handed)]
    articles = [article for _, article in judged]
    source = f"{RECORD} ({steps[0].removesuffix(f', {handed}')}, {handed}; "
    return {
        MOSTLY: drawn_mean([style.score for style, _ in judged], f"{source}share of rules)", articles),
        STRICT: drawn_mean([style.all_kept for style, _ in judged], f"{source}all five rules)", articles),
    }


def _judged(step: str, handed: str) -> list[tuple[learned.Judged, str]]:
    """Return each answer of a step as it was judged, with its article."""
    ids = learned.results(RECORD)[step]["said"][handed]
    return [(one, id.rpartition("-")[0]) for one, id in zip(learned.judged(step, handed), ids, strict=True)]
