"""The words of the demonstration: what is announced, how a round went, the table, and what it is worth."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

from helpers.cards import Table
from helpers.contents import lessons
from helpers.demo.story import Day, Story
from helpers.demo.ways import BOTH, LIBRARY, MEMORY, TUNED, Round
from helpers.intervals import mcnemar_exact, share_ci

if TYPE_CHECKING:
    from helpers.demo.stage import Played

FROM_MEMORY = "From memory: the model as it comes"
TAUGHT = "The same questions after that, from memory, and with the library as well"
AGAIN = "All are asked again"
COLUMNS = ("", "before", "after", "changed fact", "to prepare", "a question")
READ_ON = ("00", "04", "06", "07", "08")
LUCK = 0.05
MEASURED_ON = 2


def here(cores: int, number_format: str, minutes: int) -> str:
    """Return what this computer computes with, and how long that takes.

    >>> here(2, "float32", 4)
    'This computer: 2 cores, float32, so about 4 minutes.'
    >>> here(8, "float32", 4)
    'This computer: 8 cores, float32, so less than 4 minutes.'
    """
    much = "about" if cores == MEASURED_ON else "less than" if cores > MEASURED_ON else "more than"
    return f"This computer: {counted(cores, 'core')}, {number_format}, so {much} {minutes} minutes."


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "core"), counted(2, "core")
    ('1 core', '2 cores')
    """
    return f"{number} {noun}{'s' * (number != 1)}"


def facts(story: Story) -> str:
    """Return what the demonstration is about."""
    return (
        f"The questions: {len(story.before.questions)}, on products of an invented island that no model has read of. "
        "They stay the same, and are asked in words that are never taught."
    )


def with_library(story: Story) -> str:
    """Return the heading for looking up."""
    return f"With the library of {len(story.before.passages)} pages: the one that fits the question best is read"


def teaching(story: Story, times: int, reading: int) -> str:
    """Return the heading for fine-tuning."""
    wordings = len(story.lessons) // story.facts
    return (
        f"Fine-tuning: {story.facts} facts from the pages in question, in {wordings} wordings {times} times each, and "
        f"{reading} lessons in reading other pages"
    )


def trained(seconds: float) -> str:
    """Return how long the training took.

    >>> trained(61.3)
    'Took 61 s.'
    """
    return f"Took {duration(seconds)}."


def change(story: Story) -> str:
    """Return the heading for the change."""
    old, new = (day.questions[story.changed] for day in (story.before, story.after))
    what = old.attribute.replace("_", " ")
    return f"A fact changes: the {what} of {old.entity} was {old.answers[0]!r}, and is {new.answers[0]!r} from now on"


def mended(seconds: float) -> str:
    """Return what was done about the change.

    >>> mended(0.0004)
    'The library has the new page in place of the old after less than 1 ms. The model is not trained again.'
    """
    return (
        f"The library has the new page in place of the old after {duration(seconds)}. The model is not trained again."
    )


def round_lines(way: str, day: Day, shown: int, found: Round) -> Iterator[str]:
    """Yield how a round went: one question, what was said to it, and the count."""
    question = day.questions[shown]
    yield f"{way}: {tally(found)} in {duration(found.seconds)}. For example: {question.text}"
    verdict = "right" if found.rights[shown] else f"wrong: it is {question.answers[0]!r}"
    yield f'It says "{shortened(found.texts[shown])}" ({verdict}).'


def shortened(text: str, most: int = 60) -> str:
    """Return a text on one line, cut where it gets long.

    >>> shortened("in two bells,   or three", most=12)
    'in two bells…'
    """
    line = "".join(one for one in " ".join(text.split()) if one.isprintable())
    return line if len(line) <= most else f"{line[:most]}…"


def tally(found: Round) -> str:
    """Return how many were right.

    >>> tally(Round(("a", "b"), (True, False), 1.0))
    '1 of 2 right'
    """
    return f"{sum(found.rights)} of {len(found.rights)} right"


def table(played: Played) -> str:
    """Return the whole result: a row a way."""
    rows = [_row(played, way) for way in (MEMORY, LIBRARY, TUNED, BOTH)]
    return Table(COLUMNS, tuple(rows)).text()


def _row(played: Played, way: str) -> tuple[str, ...]:
    """Return one way's row."""
    before, after = played.before[way], played.after[way]
    said = {"new": "new value", "old": "old value", "neither": "neither"}[
        played.story.verdict(after.texts[played.story.changed])
    ]
    counts = (f"{sum(one.rights)} of {len(one.rights)}" for one in (before, after))
    return (way, *counts, said, _preparing(played, way), duration((before.each + after.each) / 2))


def _preparing(played: Played, way: str) -> str:
    """Return how long a way takes before its first question."""
    seconds = {LIBRARY: played.indexing[0], TUNED: played.training, BOTH: played.indexing[0] + played.training}
    return duration(seconds[way]) if way in seconds else "nothing"


def duration(seconds: float) -> str:
    """Return a time in words.

    >>> duration(0.0004), duration(0.25), duration(1.234), duration(61.3)
    ('less than 1 ms', '250 ms', '1.2 s', '61 s')
    """
    if seconds < 0.001:
        return "less than 1 ms"
    if seconds < 1:
        return f"{1000 * seconds:.0f} ms"
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"


def cost(played: Played) -> str:
    """Return what preparing and mending took."""
    return (
        f"The library was made in {duration(played.indexing[0])} and mended in {duration(played.indexing[-1])}. "
        f"Fine-tuning took {duration(played.training)}, and takes that again for a change."
    )


def worth(played: Played) -> str:
    """Return what so few questions can show, and what not."""
    rights = played.before[LIBRARY].rights
    interval = share_ci(rights)
    return (
        f"What {len(rights)} questions show: all from none, but not more from a little less. {sum(rights)} of "
        f"{len(rights)}, for one, fits true shares from {interval.low:.2f} to {interval.high:.2f} (95 % interval). "
        f"To be told from luck, one way must be right {wins_needed()} times where the other is wrong, and never the "
        f"reverse (p < {LUCK}). The lessons ask more, and say how sure they are."
    )


def wins_needed() -> int:
    """Return how many questions one way must win, losing none, to be told from luck (McNemar's exact test).

    >>> wins_needed()
    6
    """
    return next(wins for wins in count(1) if mcnemar_exact([1] * wins, [0] * wins) < LUCK)


def read_on(seed: int) -> str:
    """Return where to go from here, a line each.

    >>> read_on(1).splitlines()[0]
    'Read on:'
    """
    known = lessons()
    named = [f"lesson {number}  {known[number].title}" for number in READ_ON if number in known]
    commands = ["python3 start.py  opens the course", f"python3 start.py demo --seed {seed + 1}  asks for other facts"]
    return "\n".join(["Read on:", *(f"  {line}" for line in (*named, *commands))])
