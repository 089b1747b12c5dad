"""A hundred facts: what is taught and asked, and what lesson 06 says of the record."""

from __future__ import annotations

import numpy as np
import pytest

from helpers import fact_sets, hundred
from helpers.measure import changing_facts, finetune_grid, hundred_facts, reading_skill, teaching_facts


def test_each_fact_draws_its_own_phrasings() -> None:
    """So many of each, all of them other ones than are asked; the draw is the same each time."""
    facts = fact_sets.from_world(5, entities=6, phrasings=8, out_of=30)
    assert facts == fact_sets.from_world(5, entities=6, phrasings=8, out_of=30)
    by_fact = {one.group: [two.id for two in facts.train if two.group == one.group] for one in facts.train}
    assert len(by_fact) == 30 and all(len(set(ids)) == 8 for ids in by_fact.values())
    numbers = {id.rpartition("-")[2] for ids in by_fact.values() for id in ids}
    assert len(numbers) > 20, "the facts together meet most of the thirty"
    assert not {one.text for one in facts.train} & {one.text for one in facts.heldout}
    with pytest.raises(ValueError, match="found phrasings=8, out_of=4"):
        fact_sets.from_world(5, phrasings=8, out_of=4)


def test_both_ways_present_each_fact_as_often() -> None:
    """Twenty-four times; and the held-out questions are the same."""
    for phrasings, _, epochs in hundred_facts.WAYS.values():
        assert phrasings * epochs == 24
    few, many = (hundred_facts.facts_of(way, 211) for way in (hundred.FEW, hundred.MANY))
    assert few.heldout == many.heldout and len(few.heldout) == 200


def test_the_worlds_reported_decided_nothing() -> None:
    """Settings were chosen on others."""
    others = {*finetune_grid.WORLDS, *teaching_facts.WORLDS, *changing_facts.SEEDS, reading_skill.WORLD}
    assert not set(hundred_facts.WORLDS) & ({hundred_facts.TRIED} | others)


def test_the_record_is_that_of_today() -> None:
    """Each way has a training in each world, and the numbers shown follow from the texts."""
    assert set(hundred.record()["results"]) == set(hundred_facts.SWEEP.steps())
    for way in hundred_facts.WAYS:
        assert hundred.share(way).mean == pytest.approx(np.mean(hundred.worlds(way)))
        assert hundred.share(way).mean == pytest.approx(np.mean(list(hundred.by_attribute(way).values())))
    apart = hundred.share(hundred.MANY).mean - hundred.share(hundred.FEW).mean
    assert hundred.difference().mean == pytest.approx(apart)


def test_what_the_lesson_says_of_many_phrasings_is_so() -> None:
    """They carry further in every world, seen ones are all but known, and the version is what is missing."""
    assert hundred.difference().low > 0
    assert all(many > few for few, many in zip(hundred.worlds(hundred.FEW), hundred.worlds(hundred.MANY), strict=True))
    assert hundred.share(hundred.MANY, "seen").mean >= 0.99
    missing = hundred.by_attribute(hundred.MANY)
    assert min(missing, key=lambda name: missing[name]) == "fixed_version"


def test_memory_stays_within_the_bound() -> None:
    """The whole process, the model and its training: at most one and a half gigabytes."""
    assert max(max(hundred.cost(way)["peak"]) for way in hundred_facts.WAYS) <= 1536
