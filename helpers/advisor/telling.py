"""The advice in words: what is advised, why, how sure that is, what was not measured, and what would tip it."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.advisor import rules
from helpers.advisor.approaches import APPROACHES
from helpers.advisor.choosing import BUSY, DEARER, RULE, SLOW, UNKNOWN, USELESS, Choice, Found, choose
from helpers.advisor.estimates import DAY, Estimate, Own, estimates
from helpers.advisor.measured import known
from helpers.advisor.situation import Situation, number
from helpers.advisor.tables import cost, duration, quality
from helpers.advisor.tipping import Tip, tips
from helpers.cards import Card, Fold, Table
from helpers.intervals import Interval

NO_CHOICE = "Nothing that was measured would do."
ASSUMED = (
    "What is learned is learned anew with each update, each fact in the same time; of a library only the changed page "
    "is taken in anew, where that was measured. The machine updates for every change, or as often as it can beside "
    "its answers. Right, up to date and in form are taken as independent. Of what was tried to keep a form, the best "
    "is taken for each. Seconds are those of the machine that made the records."
)


@dataclass(frozen=True, repr=False)
class Advice:
    """What is advised in a situation; as the last value of a cell it shows itself.

    Args:
        situation: the job.
        found: the estimate of each approach; None where something was not measured.
        choice: the advised approach, and what speaks against the others.
        cautious: the same two, if weights held no more facts than were measured.
        tips: the smallest changes that would tip it.
    """

    situation: Situation
    found: Found
    choice: Choice
    cautious: tuple[Found, Choice]
    tips: tuple[Tip, ...]

    @property
    def approach(self) -> str:
        """The advised approach; "" if none is left."""
        return self.choice.approach

    def useful(self) -> Interval | None:
        """Return the share of useful answers of the advised approach; None if none is advised."""
        one = self.found.get(self.approach)
        return one.useful.interval if one else None

    @property
    def decided(self) -> bool:
        """Whether the cautious reading advises the same, so that what was not measured makes no difference."""
        return self.choice.approach == self.cautious[1].approach

    def why(self) -> str:
        """Return the reason in a sentence or two."""
        one = self.found.get(self.approach)
        if one is None:
            return f"Each of them fails somewhere.\n{self._reasons()}"
        return f"“{self.approach}” would be useful in {one.useful.interval!r} of its answers. {self.why_not()}".strip()

    def why_not(self) -> str:
        """Return in a sentence what speaks against the one of the others that is right most often."""
        rivals = [name for name in APPROACHES if name != self.approach and self.found.get(name)]
        rival = max(rivals, key=self._right, default="")
        return f"Not “{rival}”: {self.against(rival)}" if rival else ""

    def against(self, name: str) -> str:
        """Return in a sentence what speaks against an approach; "" for the advised one."""
        word, one = self.choice.against.get(name, ""), self.found.get(name)
        if word == RULE:
            return f"{rules.forbidden(self.situation)[name]} ({rules.BASIS})."
        if word == UNKNOWN or one is None:
            return "not measured here." if word else ""
        return _against(word, one, self.found[self.approach] if self.approach else None, self.situation)

    def _right(self, name: str) -> float:
        """Return how often an approach is right."""
        one = self.found[name]
        return one.right.mean if one else 0.0

    def card(self) -> Card:
        """Return all of it as a card."""
        parts: tuple[str | Fold | Table, ...] = (
            f"{self.situation!r}.",
            self.why(),
            quality(self.found),
            cost(self.found),
            *self.warnings(),
            *([f"What speaks against the others.\n{self._reasons()}"] if self.approach else []),
            _tipping(self.tips),
            Fold("Where the numbers come from, and what is assumed", _sources(self.found)),
        )
        return Card(self.heading(), parts)

    def heading(self) -> str:
        """Return the advice in a line; where it hangs on what was not measured, it says so first."""
        if not self.approach:
            return NO_CHOICE
        if self.decided:
            return f"Advised: {self.approach}"
        other = self.cautious[1].approach or "nothing"
        return f"Not decided by what was measured: {self.approach}, or {other}"

    def warnings(self) -> tuple[str, ...]:
        """Return what the measurements do not cover, each in a sentence."""
        one = self.found.get(self.approach)
        told = [f"Not measured here, but a rule: {rule}." for rule in rules.conditions(self.situation, self.approach)]
        if one and one.beyond:
            told.append(self._beyond(one))
        if one and one.useful.mean < 0.5:
            told.append("Most answers would still be of no use. With this small model the advice is the least bad one.")
        return tuple(told)

    def _beyond(self, one: Estimate) -> str:
        """Return what is hoped where a job goes beyond what was measured, and what comes of it if the hope fails."""
        other, choice = self.cautious
        told = (
            f"Beyond what was measured: the records hold {one.beyond} facts, this job {number(self.situation.facts)}. "
            "Costs were scaled up in proportion; that as large a share is right is a hope (claim C9)."
        )
        if not self.decided:
            instead = choice.approach or NO_CHOICE.lower()
            return f"{told} If the weights hold no more facts than were measured: {instead}."
        capped = other[self.approach]
        if capped is None or capped.useful.mean == one.useful.mean:
            return told
        return f"{told} If the weights hold no more facts than were measured, {capped.useful.mean:.2f} would be useful."

    def _reasons(self) -> str:
        """Return what speaks against each approach that is not advised; those with the same reason stand together."""
        told: dict[str, list[str]] = {}
        for name in APPROACHES:
            if name != self.approach:
                told.setdefault(self.against(name), []).append(f"“{name}”")
        return "\n".join(f"{' and '.join(names)}: {reason}" for reason, names in told.items())

    def __repr__(self) -> str:
        """Return the card as plain text."""
        return repr(self.card())

    def _repr_html_(self) -> str:
        """Return the card as HTML."""
        return self.card()._repr_html_()


def advise(situation: Situation, own: Own | None = None) -> Advice:
    """Return what is advised in a situation, with its reasons.

    Args:
        situation: the job.
        own: seconds measured on another machine: by approach, for an answer; by "a fact: " and approach, to take a
            fact in.

    Raises:
        ValueError: if `own` holds a name that is none, or seconds that are not above zero.
        DataError: if the records are not there.

    >>> advise(Situation(facts=25, changes_a_day=0, questions_a_day=20, patience=30)).approach in APPROACHES
    True
    """
    found = estimates(situation, own)
    capped = estimates(situation, own, cautious=True)
    cautious = (capped, choose(situation, capped))
    return Advice(situation, found, choose(situation, found), cautious, tuple(tips(situation, own)))


def _against(word: str, one: Estimate, chosen: Estimate | None, situation: Situation) -> str:
    """Return in a sentence why an approach that was measured is not advised."""
    if word == SLOW:
        return f"an answer takes {duration(one.answer.mean)}, more than {duration(situation.patience)}."
    if word == BUSY:
        return f"its answers and updates would keep {number(one.busy.mean / DAY)} machines busy all day."
    if word == USELESS or chosen is None:
        return f"it cannot be told from being of no use: useful in {one.useful.interval!r} of its answers."
    if word == DEARER:
        than = f"{duration(one.year.mean)} of computing in the first year, not {duration(chosen.year.mean)}"
        return f"it cannot be told apart from the advised one by its answers, and takes {than}."
    return f"useful in {one.useful.interval!r} of its answers; {chiefly(one, chosen)}."


def chiefly(one: Estimate, other: Estimate) -> str:
    """Return in words the factor by which one estimate falls behind another most."""
    factors = {
        f"it is right in {one.right.mean:.2f}, not {other.right.mean:.2f}": _ratio(one.right.mean, other.right.mean),
        f"{one.stale.mean:.2f} of its facts would be out of date": _ratio(1 - one.stale.mean, 1 - other.stale.mean),
        f"it keeps {one.form.mean:.2f} of the form, not {other.form.mean:.2f}": _ratio(one.form.mean, other.form.mean),
    }
    return min(factors, key=factors.__getitem__)


def _ratio(part: float, whole: float) -> float:
    """Return how much is left of a factor.

    >>> _ratio(0.1, 0.2), _ratio(0.0, 0.0)
    (0.5, 1.0)
    """
    return part / whole if whole > 0 else 1.0


def _tipping(found: tuple[Tip, ...]) -> str:
    """Return what would tip the advice."""
    if not found:
        return "What would tip it: no change of one input alone, as far as was searched."
    return "What would tip it, the smallest change first.\n" + "\n".join(map(str, found))


def _sources(found: Found) -> str:
    """Return the records that the estimates were read from, and the assumptions."""
    lines = [f"{name}: {'; '.join(used(one)) or 'not measured'}." for name, one in found.items()]
    timings = {known()[name].timing for name, one in found.items() if one and one.answer.sources}
    taken = f" Those of an answer were taken as {' or '.join(sorted(timings))}." if timings else ""
    return "\n".join([*lines, f"{ASSUMED}{taken}"])


def used(one: Estimate | None) -> list[str]:
    """Return the parts of records that an estimate rests on, each once; seconds of one's own have none."""
    effects = (one.useful, one.answer, one.setup, one.update) if one else ()
    return list(dict.fromkeys(source for effect in effects for source in effect.sources))
