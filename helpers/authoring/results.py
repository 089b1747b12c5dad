"""What the records say in short: the rows of the front page's table, and the ladder of its picture.

Every number is read out of `datasets/measured` through the module that judges that record. Once the records of the
fair comparison (lesson 07) are there and whole, its ladder takes the place of the smaller one of lesson 06.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpers import bench, contest, learned, recorded, taught
from helpers.intervals import Interval

WAYS = ("as it comes", "with the library", "fine-tuned", "both")
NOT_MEASURED = "–"
PLANTED = 0.25
LETTERS, READING = 64, "one passage"
EXAM = {
    "as it comes": "closed book",
    "with the library": "hybrid, few-shot",
    "fine-tuned": "fine-tuned",
    "both": "fine-tuned + hybrid, few-shot",
}
READER = {"with the library": "hybrid, few-shot", "both": "reader + hybrid"}
FACTS = "right about invented facts, asked in words never taught"
ADVISORIES = "right in an exam on security advisories"
SKILLED = "right in the same exam, fine-tuned to read and not on its facts"


@dataclass(frozen=True)
class Result:
    """One row: what was measured, and what came of it in each of the `WAYS`.

    Args:
        what: in plain words.
        lesson: in which it is measured, such as "06".
        found: for each way a number with its interval, or its seconds; a way that was not measured is left out.

    >>> Result("tides", "06", {"both": Interval(0.5, 0.25, 0.75)}).cells()
    ('tides', '–', '–', '–', '0.50 [0.25, 0.75]', '06')
    """

    what: str
    lesson: str
    found: Mapping[str, Interval | float]

    def cells(self) -> tuple[str, ...]:
        """Return the row as words."""
        shown = [in_words(self.found[way]) if way in self.found else NOT_MEASURED for way in WAYS]
        return (self.what, *shown, self.lesson)


@dataclass(frozen=True)
class Ladder:
    """What the picture shows.

    Args:
        title: which questions, and what is counted.
        lesson: in which it is measured.
        rungs: for each system its share right.
    """

    title: str
    lesson: str
    rungs: Mapping[str, Interval]


def in_words(found: Interval | float) -> str:
    """Return a share with its interval, or seconds.

    >>> in_words(Interval(0.5, 0.25, 0.75)), in_words(0.0012), in_words(52.6)
    ('0.50 [0.25, 0.75]', '0.001 s', '53 s')
    """
    if isinstance(found, Interval):
        return repr(found)
    return f"{found:.3f} s" if found < 1 else f"{found:.0f} s"


def rows() -> list[Result]:
    """Return the rows of the table, the most general first.

    Raises:
        DataError: if a record is missing, damaged or unfinished.

    >>> {row.lesson for row in rows()} >= {"05", "06"}
    True
    """
    exams = [exam_questions(ADVISORIES, EXAM), exam_questions(SKILLED, READER)] if has_exam() else []
    return [*exams, facts(), reading(), lies(), style(), content(), seconds()]


def has_exam() -> bool:
    """Tell whether the fair comparison is recorded to its end.

    Raises:
        DataError: if its record is damaged.
    """
    paths = [recorded.path_of(name) for name in contest.RECORDS]
    return all(path.is_file() and not recorded.read(path).get(recorded.LEFT) for path in paths)


def exam_questions(what: str, arms: Mapping[str, str]) -> Result:
    """Return how the exam of lesson 07 went, all kinds of questions with an answer together.

    Args:
        what: the row's name.
        arms: for each way the arm that went it.
    """
    shares = bench.shares(contest.arms(arms.values()))
    return Result(what, "07", {way: shares[arm] for way, arm in arms.items()})


def facts() -> Result:
    """Return how invented facts fared, asked in wordings that were never taught."""
    told = (taught.UNTAUGHT, "library 0.0", taught.MAIN)
    return Result(FACTS, "06", {way: taught.share(what) for way, what in zip(WAYS, told, strict=False)})


def reading() -> Result:
    """Return how the right page of an unseen world is read, before and after lessons in reading others."""
    found = {"with the library": learned.reading("before", "alone"), "both": learned.reading(READING, "alone")}
    return Result("reads the answer off the right page, in a few words", "05", found)


def lies() -> Result:
    """Return how often a wrong value is repeated that was planted in the library, or in what was taught."""
    found = {
        "with the library": taught.planted(f"library {PLANTED}"),
        "fine-tuned": taught.planted(f"wrong {PLANTED}"),
    }
    return Result("repeats a wrong value that was planted in the documents", "06", found)


def style() -> Result:
    """Return how often all five rules of the legal advisor's style are kept."""
    return _letters("writes in the strict form of a law office, all five rules kept", "all five rules")


def content() -> Result:
    """Return how often such a letter states the right fact."""
    return _letters("states the right fact in such a letter", "right fact")


def seconds() -> Result:
    """Return how long it takes until the facts of a world can be asked for."""
    found = {
        "with the library": taught.seconds("library 0.0", key="indexing"),
        "fine-tuned": taught.seconds(taught.MAIN),
    }
    return Result(f"time to put in {facts_of_a_world()} facts, on one core", "06", found)


def facts_of_a_world() -> int:
    """Return how many facts are taught at once in the record of lesson 06."""
    answers = taught.said(taught.MAIN, "seen")
    return len({one.question.group for one in answers if one.world == answers[0].world})


def ladder() -> Ladder:
    """Return the ladder of the picture.

    Raises:
        DataError: if its record is missing, damaged or unfinished.
    """
    if has_exam():
        return Ladder(ADVISORIES, "07", bench.shares(contest.arms(contest.LADDER)))
    rungs = {
        "nothing handed over, nothing taught": taught.share(taught.UNTAUGHT),
        "looked up, by a model not taught to read": taught.share("library 0.0"),
        "fine-tuned: each fact in one wording": taught.share("1 phrasing x 16"),
        "fine-tuned: each fact in four wordings": taught.share(taught.MAIN),
    }
    return Ladder(FACTS, "06", rungs)


def _letters(what: str, measure: str) -> Result:
    """Return a measure of the legal advisor's letters; untaught, the best of the prompts that were tried counts.

    With the library, the article that the search found is handed over.
    """
    none, found = "no article", "found article"
    shares = {
        "as it comes": _best_prompt(measure, none),
        "with the library": _best_prompt(measure, found),
        "fine-tuned": learned.advice(learned.legal_steps(LETTERS), measure, none),
        "both": learned.advice(learned.legal_steps(LETTERS, articles=True), measure, found),
    }
    return Result(what, "05", shares)


def _best_prompt(measure: str, handed: str) -> Interval:
    """Return the highest share that one of the prompts reached."""
    shares = [learned.advice([f"{prompt}, {handed}"], measure, handed) for prompt in learned.PROMPTS]
    return max(shares, key=lambda one: one.mean)
