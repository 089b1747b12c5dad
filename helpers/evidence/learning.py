"""The claims about learning: bad examples, a very specific behaviour, and whether the knowledge is inside."""

from __future__ import annotations

from helpers import learned, taught
from helpers.advisor.effects import Effect, drawn_mean
from helpers.evidence.finding import CONFIRMED, DEPENDS, REFUTED, Finding, above, in_words

FORM, CONTENT = "all five rules", "right fact"
MEASURED = (FORM, CONTENT)


def bad_examples() -> Finding:
    """C3: does a taught model repeat planted values, more than one that never met them says the same?"""
    way = "wrong 0.25"
    lied = [place for place, one in enumerate(taught.said(way)) if one.lie]
    told, clean = taught.said(way), taught.said(taught.MAIN)
    entities = [told[place].entity for place in lied]
    repeated = _share([told[place].repeats() for place in lied], way, entities)
    by_chance = [taught.Said(0, told[place].question, clean[place].text, told[place].lie).repeats() for place in lied]
    never_met = _share(by_chance, taught.MAIN, entities)
    rows = (
        ("planted values repeated by the taught model", in_words(repeated)),
        ("the same values said by a model that never met them", in_words(never_met)),
        ("planted values handed out by a library with the same lies", repr(taught.ideal("library 0.25", lied=True))),
    )
    rule = "Confirmed if planted values are repeated clearly more often than they are said anyhow; else refuted."
    verdict = CONFIRMED if above(repeated, never_met) else REFUTED
    return Finding(verdict, rule, rows, "", repeated.sources)


def _share(values: list[bool], part: str, entities: list[str]) -> Effect:
    """Return a share of answers of lesson 06."""
    return drawn_mean(values, f"{taught.RECORD} ({part})", entities)


def specific_behaviour() -> Finding:
    """C7: does training keep a form better than any prompt, and does it bring the right content?"""
    taught_ways = [learned.legal_steps(examples) for examples in (4, 16, 64, 256)]
    prompts = [[f"{name}, no article"] for name in learned.PROMPTS]
    trained = max(filter(None, taught_ways), key=lambda steps: learned.advice(steps, FORM).mean)
    prompted = max(prompts, key=lambda steps: learned.advice(steps, FORM).mean)
    better = {name: above(_advice(trained, name), _advice(prompted, name)) for name in MEASURED}
    rows = tuple(
        (f"{name}: {way}", in_words(_advice(steps, name)))
        for name in MEASURED
        for way, steps in (("best prompt", prompted), ("best training", trained))
    )
    rule = "Confirmed if training is clearly better in form and in content, refuted if in neither."
    verdict = CONFIRMED if all(better.values()) else DEPENDS if any(better.values()) else REFUTED
    on = "what is meant: the manner of an answer, or what it says"
    return Finding(verdict, rule, rows, on, _advice(trained, MEASURED[0]).sources)


def _advice(steps: list[str], measure: str) -> Effect:
    """Return a share of answers of lesson 05; articles are drawn."""
    ids = [id.rpartition("-")[0] for step in steps for id in learned.results("legal_style")[step]["said"]["no article"]]
    hits = [learned.MEASURES[measure](one) for step in steps for one in learned.judged(step)]
    return drawn_mean(hits, f"legal_style ({steps[0]}, {measure})", ids)


def knowledge_inside() -> Finding:
    """C12: are other words and the other direction answered as well as the words of the training?"""
    groups = {"in the words of the training": "seen", "in other words": "heldout", "turned round": "reversed"}
    shares = {told: _asked(taught.MAIN, group) for told, group in groups.items()}
    untaught = _asked(taught.UNTAUGHT, "heldout")
    seen, heldout, turned = shares.values()
    rows = (*((told, in_words(one)) for told, one in shares.items()), ("untaught, in other words", in_words(untaught)))
    rule = "Refuted if other words are answered no better than untaught; confirmed if neither way of asking loses."
    verdict = CONFIRMED if not (above(seen, heldout) or above(seen, turned)) else DEPENDS
    if not above(heldout, untaught):
        verdict = REFUTED
    return Finding(verdict, rule, rows, "the words in which somebody asks, and on the end from which", seen.sources)


def _asked(way: str, group: str) -> Effect:
    """Return the share right of a group of questions of lesson 06."""
    said = taught.said(way, group)
    return _share([one.right() for one in said], f"{way}, {group}", [one.entity for one in said])
