"""A page to keep: every claim with its verdict, the cases with their advice, and two pictures; as Markdown and as HTML.

Both files hold all they need, pictures too. A report that is there already is kept under another name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count, starmap
from pathlib import Path

from helpers import place, plots, store, verdict_table
from helpers.advisor import Advice, advise, known, rules
from helpers.advisor.approaches import APPROACHES
from helpers.cases import cases
from helpers.claims import Prediction
from helpers.pages import Block, Grid, Heading, Lines, Page, Paragraph, Shown

NAME = "my-report"
SUFFIXES = (".md", ".html")
TITLE = "Look it up or learn it? What you predicted, and what was measured"


@dataclass(frozen=True, slots=True, repr=False)
class Written:
    """Where a report was written.

    Args:
        files: the Markdown and the HTML file.
        kept: under which names former ones are kept.
    """

    files: tuple[Path, ...]
    kept: tuple[Path, ...]

    def __repr__(self) -> str:
        """Return in words where the report is; folders of the machine are named by what people call them."""
        where = "the folder that `COURSE_HOME` names" if os.environ.get("COURSE_HOME") else _from_home(self.files[0])
        told = f"Written: {' and '.join(path.name for path in self.files)}, in {where}."
        former = f" Your former one is kept: {', '.join(path.name for path in self.kept)}." if self.kept else ""
        forgets = "" if place.here().remembers else f" {place.here().name} forgets files: download them."
        return f"{told}{former}{forgets}"


def write(
    mine: Mapping[str, Prediction] | None = None, extra: Mapping[str, Advice] | None = None, folder: Path | None = None
) -> Written:
    """Write the report into the learner's folder and return where it is; a former one is kept.

    Args:
        mine: the predictions by claim; by default those in the progress file.
        extra: further jobs with their advice, such as the learner's own documents, by title.
        folder: instead of the learner's own.

    Raises:
        OSError: if it cannot be written; a former report is then as it was.

    >>> import tempfile
    >>> [path.name for path in write({}, folder=Path(tempfile.mkdtemp())).files]
    ['my-report.md', 'my-report.html']
    """
    root = folder or store.user_folder()
    page = build(mine, extra)
    made = dict(zip(SUFFIXES, (page.markdown(), page.html()), strict=True))
    root.mkdir(parents=True, exist_ok=True)
    kept = _kept(root, made)
    for suffix, text in made.items():
        store.write_atomically(root / f"{NAME}{suffix}", text.encode())
    return Written(tuple(root / f"{NAME}{suffix}" for suffix in SUFFIXES), kept)


def build(mine: Mapping[str, Prediction] | None = None, extra: Mapping[str, Advice] | None = None) -> Page:
    """Return the report as a page.

    Args:
        mine: as in `write`.
        extra: as in `write`.
    """
    advised = {case.title: advise(case.situation) for case in cases().values()} | dict(extra or {})
    return Page(TITLE, (*_claims(mine), *_measured(), *_cases(advised), *_close()))


def _claims(mine: Mapping[str, Prediction] | None) -> Iterator[Block]:
    """Yield the claims with predictions and verdicts."""
    some = verdict_table.judged(mine)
    yield Paragraph(verdict_table.foresight(some))
    yield Heading("The claims")
    rows = tuple((*one.row(), "; ".join(f"{what} {value}" for what, value in one.finding.evidence)) for one in some)
    yield Grid("Every claim, what you predicted, the verdict, and what it rests on", (*_COLUMNS, "rests on"), rows)


_COLUMNS = ("id", "claim", "you predicted", "verdict")


def _measured() -> Iterator[Block]:
    """Yield the two pictures: shares right, and seconds of an answer."""
    yield Heading("What was measured")
    right = {name: one.right.interval for name in APPROACHES if (one := known()[name]).right}
    told = ", ".join(f"{name} {interval!r}" for name, interval in right.items())
    yield Shown(plots.picture(plots.shares(right, "share of held-out questions right"), f"Share right: {told}."))
    seconds = {name: one.answer for name in APPROACHES if (one := known()[name]).answer}
    drawn = {name: effect.draws[1:201] for name, effect in seconds.items()}
    spoken = ", ".join(f"{name} {effect.interval!r}" for name, effect in seconds.items())
    yield Shown(plots.picture(plots.dots(drawn, "seconds of the machine for one answer"), f"Seconds: {spoken}."))
    numbers = {one.facts for one in known().values() if one.right}
    yield Paragraph(
        f"All answered the same questions, each after taking in {' or '.join(map(str, sorted(numbers)))} facts at once."
    )


def _cases(advised: Mapping[str, Advice]) -> Iterator[Block]:
    """Yield the advice for each job, and then, once for all, with what reserve."""
    yield Heading("The jobs, and what is advised")
    columns = ("job", "in numbers", "advised", "useful in", "why not another", "what would tip it first")
    yield Grid("Each job with its advice, from what was measured", columns, tuple(starmap(_job, advised.items())))
    yield Lines(tuple(_reserves(advised)))
    yield Heading("What the measurements do not cover")
    yield Lines(tuple(f"{case.title}: {' '.join(case.not_covered)}" for case in cases().values()))


def _job(title: str, advice: Advice) -> tuple[str, ...]:
    """Return a job with its advice as a row."""
    first = next(map(str, advice.tips), "nothing, as far as was searched")
    useful = repr(share) if (share := advice.useful()) else "–"
    return (title, repr(advice.situation), advice.heading(), useful, advice.why_not(), first)


def _reserves(advised: Mapping[str, Advice]) -> Iterator[str]:
    """Yield what is to be said with reserve, each once, with the jobs of which it is true."""
    beyond = [title for title, one in advised.items() if (found := one.found.get(one.approach)) and found.beyond]
    if beyond:
        yield (
            f"More facts than were measured: {', '.join(beyond)}. Costs were scaled up in proportion; that as large a "
            "share is right is a hope (claim C9), and where the advice hangs on it, it is called not decided."
        )
    poor = [title for title, one in advised.items() if (share := one.useful()) and share.mean < 0.5]
    if poor:
        yield f"Most answers would still be of no use: {', '.join(poor)}. With this small model, that is the least bad."
    for title, one in advised.items():
        for reason in rules.conditions(one.situation, one.approach):
            yield f"{title}, a rule that was not measured: {reason}."


def _close() -> Iterator[Block]:
    """Yield what the numbers are from."""
    yield Heading("Where the numbers come from")
    yield Paragraph(
        "A language model of 135 million numbers, made-up facts, and the machine that made the records. Intervals "
        "hold 95 of 100 draws of whole products, articles or trainings. Each record can be made again with "
        "python -m helpers.measure NAME."
    )


def _kept(root: Path, made: Mapping[str, str]) -> tuple[Path, ...]:
    """Give each former file that differs from the new one a second name; return these names."""
    former = [root / f"{NAME}{suffix}" for suffix, text in made.items() if _differs(root / f"{NAME}{suffix}", text)]
    return tuple(_keep(path) for path in former)


def _differs(path: Path, text: str) -> bool:
    """Tell whether a file is there and holds something else."""
    return path.exists() and path.read_bytes() != text.encode()


def _keep(path: Path) -> Path:
    """Copy a file to a name by today's date that is not taken, and return it."""
    for number in count(1):
        target = path.with_name(f"{path.stem}.{date.today()}{f'-{number}' * (number > 1)}{path.suffix}")
        try:
            with open(target, "xb") as file:
                file.write(path.read_bytes())
        except FileExistsError:
            continue
        return target
    raise AssertionError("names never end")


def _from_home(path: Path) -> str:
    """Return the folder of a file, written from the user's home folder if it lies there."""
    folder = path.parent
    return f"~/{folder.relative_to(Path.home()).as_posix()}" if folder.is_relative_to(Path.home()) else str(folder)
