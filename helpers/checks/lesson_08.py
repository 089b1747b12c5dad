"""The checks of lesson 08: what is stale, and how long to wait (the other three are in `keeping_up`)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from helpers import updating
from helpers.checks.formulas import Case, Suspect, examine
from helpers.checks.keeping_up import examine_newest_first, examine_still_true, examine_to_encode
from helpers.checks.registry import Check
from helpers.checks.watch import Watched

VALUES = {"fog": ["noon", "one"], "tea": ["six"], "oar": ["elm", "oak", "ash"], "bell": ["two", "five", "nine"]}
ANSWERS = (
    Case("fog: noon, tea: six, oar: ash, bell: one",
         ({"fog": "noon", "tea": "six", "oar": "ash", "bell": "one"}, VALUES)),
    Case("fog: one, tea: ten, oar: elm, bell: two",
         ({"fog": "one", "tea": "ten", "oar": "elm", "bell": "two"}, VALUES)),
    Case("fog: one, tea: six, oar: oak, bell: nine",
         ({"fog": "one", "tea": "six", "oar": "oak", "bell": "nine"}, VALUES)),
    Case("the newest value everywhere", ({fact: had[-1] for fact, had in VALUES.items()}, VALUES)),
)  # fmt: skip


def _share(
    hit: Callable[[str, Sequence[str]], bool], of_all: bool = False
) -> Callable[[Mapping[str, str], Mapping[str, Sequence[str]]], float]:
    """Return a share of hits, of the facts that changed or of all."""

    def share(said: Mapping[str, str], values: Mapping[str, Sequence[str]]) -> float:
        facts = [fact for fact, had in values.items() if of_all or len(had) > 1]
        return sum(hit(said[fact], values[fact]) for fact in facts) / len(facts)

    return share


STALE_SUSPECTS = (
    Suspect(_share(lambda text, had: text in had[:-1], of_all=True),
            "Can a fact be stale that never had another value? Which facts belong below the line?"),
    Suspect(_share(lambda text, had: text != had[-1]),
            "Yours counts all that is not right. Was *bell: one* ever true? Is it old, or simply wrong?"),
    Suspect(_share(lambda text, had: text != had[-1], of_all=True),
            "Yours is the share of wrong answers. Which of them were right once?"),
    Suspect(_share(lambda text, had: text in had),
            "Yours counts the value in force, too. Where in the list does it stand?"),
    Suspect(_share(lambda text, had: text in had, of_all=True),
            "Yours counts the value in force, too. Where in the list does it stand?"),
    Suspect(_share(lambda text, had: text == had[-2]),
            "Yours looks at the value just before. What if somebody still says the one before that?"),
    Suspect(_share(lambda text, had: text == had[0]),
            "Yours looks at the very first value. The oar was of oak in between: is that up to date?"),
    Suspect(lambda said, values: sum(said[fact] in had[:-1] for fact, had in values.items()),
            "That is the count. Out of how many?"),
    Suspect(lambda said, values: 1 - updating.stale_rate(said, values),
            "That is the share that is *not* stale. Which of the two do you want?"),
)  # fmt: skip


def examine_stale_rate(stale_rate: Watched) -> None:
    """Raise a fault unless earlier values are counted, among the facts that changed.

    >>> examine_stale_rate(updating.stale_rate)
    """
    examine(stale_rate, updating.stale_rate, ANSWERS, STALE_SUSPECTS,
            "Which facts do you count above the line, and which below?")  # fmt: skip


HOURS = (
    Case("changes after 1, 3 and 6 hours, an update every 6, which takes 1", ([1, 3, 6], 6, 1)),
    Case("changes after 0, 5, 7 and 12.5 hours, an update every 4, which takes 0.5", ([0, 5, 7, 12.5], 4, 0.5)),
    Case("a change after 2 hours, an update every 24, which takes 3", ([2], 24, 3)),
)


def _mean(delay: Callable[[float, float, float], float]) -> Callable[[Sequence[float], float, float], float]:
    """Return the mean of a delay over the changes."""
    return lambda changes, every, takes: sum(delay(one, every, takes) for one in changes) / len(changes)


def _begin(change: float, every: float) -> float:
    """Return when the next update begins."""
    return math.ceil(change / every) * every


WAIT_SUSPECTS = (
    Suspect(_mean(lambda one, every, takes: _begin(one, every) - one),
            "An update that begins is not yet live. When is it done?"),
    Suspect(_mean(lambda one, every, takes: one // every * every + takes - one),
            "Yours lets a change go into the update *before* it. In which direction must you round?"),
    Suspect(_mean(lambda one, every, takes: (one // every + 1) * every + takes - one),
            "A change at the very moment when an update begins is in it. Does yours make it wait a whole round?"),
    Suspect(_mean(lambda one, every, takes: round(one / every) * every + takes - one),
            "Yours takes the nearest update, which may be over already. In which direction must you round?"),
    Suspect(lambda changes, every, takes: every / 2 + takes,
            "Half the interval is the mean over *all* moments. When did these changes happen?"),
    Suspect(lambda changes, every, takes: updating.wait(changes, every, takes) * len(changes),
            "That is the sum. What is the mean?"),
    Suspect(_mean(lambda one, every, takes: _begin(one, every) + takes),
            "That is the hour at which it is live. How long ago was the change?"),
    Suspect(lambda changes, every, takes: max(_begin(one, every) + takes - one for one in changes),
            "That is the longest wait. What is the mean?"),
)  # fmt: skip


def examine_wait(wait: Watched) -> None:
    """Raise a fault unless each change waits for the next update and its end.

    >>> examine_wait(updating.wait)
    """
    examine(wait, updating.wait, HOURS, WAIT_SUSPECTS,
            "Take one change: which update is the first that can take it in, and when is that one done?")  # fmt: skip


CHECKS = {
    "to-encode": Check(examine_to_encode, "New pages and rewritten ones, no others. An update costs what changed."),
    "newest-first": Check(examine_newest_first, "Whatever version is found, the newest one is handed out."),
    "stale-rate": Check(examine_stale_rate, "Once true and no longer: that is stale, and only that is counted."),
    "still-true": Check(examine_still_true, "Nothing is rehearsed that would have to be unlearned again."),
    "wait": Check(examine_wait, "From the change to the right answer: that is what a customer waits."),
}
