"""What the advisor knows is what the records say: read out by the lessons' own readers, the same numbers come."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from helpers import changed, contest, learned, taught, timely
from helpers.advisor import answering, changing, exam, forms, measured, worlds
from helpers.advisor.approaches import APPROACHES, BARE, BATCH, BOTH, LEARN, LOOK_UP, READER, Known
from helpers.advisor.effects import sure
from helpers.advisor.situation import ANY, FORMS, STRICT
from helpers.records import DataError


def test_every_approach_has_its_row() -> None:
    """Those that were not measured have one as well, and say so."""
    found = measured.known()
    assert tuple(found) == APPROACHES
    for name in (BARE, LOOK_UP, LEARN):
        one = found[name]
        assert one.right and one.answer and one.intake and one.facts
        assert all(effect.sources for effect in (one.right, one.answer))


def test_all_shares_come_from_the_same_facts() -> None:
    """No approach is compared on another exam than the rest."""
    found = [one for one in measured.known().values() if one.right]
    assert len({one.facts for one in found}) == 1


def test_the_worlds_of_lesson_06() -> None:
    """Shares, seconds of a training and seconds of indexing agree with what the lesson shows."""
    found = worlds.known()
    for name, way in worlds.WAYS.items():
        assert found[name].right.mean == pytest.approx(taught.share(way).mean)  # type: ignore[union-attr]
    facts = found[LEARN].facts
    assert facts == taught.record()["plan"]["entities"] * 5
    assert (found[LEARN].intake * facts).mean == pytest.approx(taught.seconds(taught.MAIN))  # type: ignore[operator]
    index = taught.seconds("library 0.0", "indexing")
    assert (found[LOOK_UP].intake * facts).mean == pytest.approx(index)  # type: ignore[operator]


def test_seconds_of_an_answer_leave_the_training_out() -> None:
    """A taught model's step holds its training; its answers are the rest of it."""
    each = []
    for world in worlds.numbers():
        step, seconds = taught.step(taught.MAIN, world), taught.record()["seconds"][f"{taught.MAIN}, world {world}"]
        each.append((seconds - step["seconds"]) / sum(map(len, step["said"].values())))
    assert answering.seconds(LEARN).mean == pytest.approx(fmean(each))
    assert worlds.known()[LEARN].answer.mean == pytest.approx(fmean(each))  # type: ignore[union-attr]


@pytest.mark.parametrize("name", APPROACHES)
def test_every_approach_was_timed_somewhere(name: str) -> None:
    """Above zero, with its record; looking up takes as long whether facts are inside as well."""
    spent = answering.seconds(name)
    assert 0 < spent.interval.low <= spent.interval.high < 60
    assert spent.sources
    assert answering.seconds(BOTH).mean == answering.seconds(LOOK_UP).mean > answering.seconds(READER).mean


@pytest.mark.parametrize("name", APPROACHES)
def test_forms_are_those_of_lesson_05(name: str) -> None:
    """The best setting is taken, its share of perfect answers is that of the lesson, and training has a price."""
    found = forms.known(name)
    steps = max(forms.ways(name), key=lambda some: learned.advice(some, "all five rules", forms.HANDED[name]).mean)
    expected = learned.advice(steps, "all five rules", forms.HANDED[name])
    assert found["forms"][STRICT].mean == pytest.approx(expected.mean)
    assert set(found["forms"]) == {*FORMS} - {ANY}
    assert ("form_once" in found) == (name not in forms.PROMPTED)
    assert all(strict.mean <= mostly.mean for mostly, strict in [tuple(found["forms"].values())])


def test_the_first_whole_record_is_taken() -> None:
    """A reader whose record is missing is passed over, and the last one's trouble is told."""

    def missing() -> dict[str, Known]:
        raise DataError("nowhere.json: found no record")

    there = {BARE: Known(sure(0.5))}
    assert measured.first_recorded(missing, lambda: there) is there
    with pytest.raises(DataError, match="found no record"):
        measured.first_recorded(missing, missing)


def _rows(arm: str, right: float, seeds: int, seconds: float) -> Iterator[dict[str, object]]:
    """Yield the rows of an arm that is right in so many of a hundred questions."""
    for seed in range(seeds):
        for number in range(100):
            yield {"arm": arm, "seed": seed, "question": f"q{number:02}", "kind": "lookup", "timing": "one by one",
                   "entity": f"product {number % 10}", "right": number < 100 * right, "read": seconds,
                   "search": np.nan if arm == "closed book" else 0.01}  # fmt: skip


@pytest.fixture
def exam_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that lesson 07 was recorded."""
    plan = {
        BARE: (0.05, 1, 0.2),
        LOOK_UP: (0.2, 1, 2.0),
        LEARN: (0.4, 3, 0.3),
        BOTH: (0.3, 3, 2.0),
        READER: (0.6, 3, 2),
    }
    rows = [row for name, told in plan.items() for row in _rows(exam.ARMS[name], *told)]
    runs = {
        f"{exam.ARMS[name]}, seed {seed}": {"arm": exam.ARMS[name], "training": {"seconds": 100.0 + seed}}
        for name in (LEARN, BOTH, READER)
        for seed in range(3)
    }
    runs |= {exam.ARMS[name]: {"arm": exam.ARMS[name]} for name in (BARE, LOOK_UP)}
    monkeypatch.setattr(contest, "table", lambda: pd.DataFrame(rows))
    monkeypatch.setattr(contest, "runs", lambda: runs)


@pytest.mark.usefixtures("exam_recorded")
def test_the_exam_of_lesson_07_is_read_when_it_is_there() -> None:
    """All five approaches, their seconds, and what was learned once or for every fact."""
    found = exam.known()
    assert {name: round(one.right.mean, 2) for name, one in found.items() if one.right} == {
        BARE: 0.05, LOOK_UP: 0.2, LEARN: 0.4, BOTH: 0.3, READER: 0.6
    }  # fmt: skip
    assert found[LOOK_UP].answer.mean == pytest.approx(2.01)  # type: ignore[union-attr]
    assert found[BARE].answer.mean == pytest.approx(0.2)  # type: ignore[union-attr]
    assert found[LEARN].timing == "one by one"
    assert (found[LEARN].intake * exam.facts()).mean == pytest.approx(101)  # type: ignore[operator]
    assert found[READER].once.mean == pytest.approx(101)  # type: ignore[union-attr]
    assert found[READER].intake.mean < found[LEARN].intake.mean  # type: ignore[union-attr]
    assert found[BARE].intake.mean == 0  # type: ignore[union-attr]
    assert "taught_readers" in found[READER].right.sources[0]  # type: ignore[union-attr]


@pytest.mark.usefixtures("exam_recorded")
def test_the_exam_goes_before_the_worlds() -> None:
    """Once the fair comparison is recorded, the small one is not asked."""
    assert measured.first_recorded(*measured.QUALITY)[READER].facts == exam.facts()


@pytest.mark.usefixtures("exam_recorded")
def test_seconds_that_were_not_taken_come_from_elsewhere_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """One arm without times has no seconds; then none is compared by this record's."""
    timed = contest.table()
    gaps = timed.assign(read=timed["read"].where(timed["arm"] != exam.ARMS[LOOK_UP]))
    assert exam.of_arm(gaps, exam.ARMS[LOOK_UP]).answer is None
    monkeypatch.setattr(contest, "table", lambda: gaps)
    for name, one in exam.known().items():
        assert one.answer is not None and one.answer.sources == answering.seconds(name).sources
        assert one.timing == BATCH


class _Said:
    """An answer about a fact that changed: stale, or not."""

    def __init__(self, number: int, stale: bool) -> None:
        self.entity, self.is_stale, self.asked = (
            f"product {number % 4}",
            stale,
            SimpleNamespace(group="new", former="x"),
        )


@pytest.fixture
def changes_recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pretend that lesson 08 was recorded: a fifth is stale, a page takes half a second, an index a hundredth."""
    said = [_Said(number, number % 5 == 0) for number in range(40)]
    rounds = {"0": {"encoding": 3.0, "encoded": 6, "indexing": 0.24}, "1": {"encoding": 0, "encoded": 0, "indexing": 9}}
    record = {"plan": {"entities": 6}, "results": {"library, fast, seed 1": {"found": {"overwrite": rounds}}}}
    monkeypatch.setattr(changed, "numbers", lambda arm: [1])
    monkeypatch.setattr(changed, "said", lambda arm, number: said)
    stale = timely.Measure(lambda one: True, lambda one: one.is_stale)  # type: ignore[attr-defined]
    monkeypatch.setitem(timely.MEASURES, "stale", stale)
    monkeypatch.setattr(changed, "record", lambda name="changing_facts": record)
    monkeypatch.setattr(changed, "seeds", lambda: [1])
    monkeypatch.setattr(changed, "stream", lambda rate, seed: SimpleNamespace(asked=lambda number: range(24)))
    changing.known.cache_clear()
    yield
    changing.known.cache_clear()


@pytest.mark.usefixtures("changes_recorded")
def test_the_changes_of_lesson_08_are_read_when_they_are_there() -> None:
    """What an update leaves stale, what a page takes, and what the index costs for each fact."""
    assert changing.known(LEARN)["stale"].mean == pytest.approx(0.2)
    assert set(changing.known(LEARN)) == {"stale"}
    library = changing.known(LOOK_UP)
    assert library["change"].mean == pytest.approx(0.5)
    assert library["rebuild"].mean == pytest.approx(0.01)
    assert library["intake"].mean == pytest.approx(0.5 * 6 / 24 + 0.01)
    assert changing.known(BARE) == changing.known(BOTH) == {}


def test_without_its_record_nothing_is_known_of_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no error that a lesson was not recorded yet."""

    def missing(*_: object) -> None:
        raise DataError("nowhere.json: found no record")

    monkeypatch.setattr(changed, "numbers", missing)
    monkeypatch.setattr(changed, "record", missing)
    changing.known.cache_clear()
    assert changing.known(LEARN) == changing.known(LOOK_UP) == {}
    changing.known.cache_clear()
