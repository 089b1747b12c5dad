"""Questions about a world: looked up, by identifier, reversed, and without an answer."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from helpers.data import Question
from helpers.worlds.advisories import Advisory
from helpers.worlds.facts import Fact
from helpers.worlds.wording import Attribute, load_wording

SPLITS = ("train", "heldout")


def lookups(facts: Sequence[Fact], split: str, per_fact: int | None) -> list[Question]:
    """Return the plain questions: from the product to the value.

    Args:
        facts: What to ask about.
        split: "train" or "heldout".
        per_fact: At most so many phrasings a fact; each fact starts one phrasing further on. All the usual ones by
            default.
    """
    attributes = load_wording().attributes
    turns: Counter[str] = Counter()
    asked = []
    for fact in facts:
        attribute = attributes[fact.attribute]
        phrasings = attribute.heldout if split == "heldout" else _training(attribute, per_fact)
        answers = attribute.answers(fact.value)
        start = turns[fact.attribute]
        turns[fact.attribute] += 1
        for step in range(min(per_fact or len(phrasings), len(phrasings))):
            number = (start + step) % len(phrasings)
            text = phrasings[number].format(name=fact.entity)
            id = f"{fact.id}/{split}-{number + 1}"
            asked.append(
                Question(id, text, answers, fact.passages, "lookup", fact.id, split, fact.entity, fact.attribute)
            )
    return asked


def _training(attribute: Attribute, per_fact: int | None) -> tuple[str, ...]:
    """Return the phrasings to train on; the paraphrases join where more are wanted than the usual ones."""
    many = per_fact is not None and per_fact > len(attribute.train)
    return attribute.train + attribute.paraphrases if many else attribute.train


def reversed_lookups(facts: Sequence[Fact], advisories: Sequence[Advisory]) -> list[Question]:
    """Return questions from the value to the product, where only one product ever had this value."""
    attributes = load_wording().attributes
    holders = _holders(advisories, facts)
    asked = []
    for fact in facts:
        if holders[fact.attribute, fact.value] != 1:
            continue
        for number, phrasing in enumerate(attributes[fact.attribute].reversed, 1):
            text, id = phrasing.format(value=fact.value), f"{fact.id}/reversed-{number}"
            answers = (fact.entity,)
            asked.append(
                Question(id, text, answers, fact.passages, "reversed", fact.id, "heldout", fact.entity, fact.attribute)
            )
    return asked


def identifiers(advisories: Sequence[Advisory]) -> list[Question]:
    """Return questions from an advisory's number to its product."""
    phrasings = load_wording().identifier
    asked = []
    for advisory in advisories:
        group = f"{advisory.id}/product"
        passages = tuple(advisory.passage_id(number + 1) for number in range(len(advisory.versions)))
        for number, phrasing in enumerate(phrasings, 1):
            text, id, name = phrasing.format(id=advisory.id), f"{group}/heldout-{number}", advisory.name
            asked.append(Question(id, text, (name,), passages, "identifier", group, "heldout", name, "product"))
    return asked


def unanswerable(advisories: Sequence[Advisory], split: str) -> list[Question]:
    """Return one question an advisory about something that no advisory states."""
    subjects = [*load_wording().unanswerable[split].items()]
    asked = []
    for place, advisory in enumerate(advisories):
        subject, phrasing = subjects[place % len(subjects)]
        group, text = f"{advisory.id}/{subject}", phrasing.format(name=advisory.name)
        asked.append(Question(f"{group}/{split}", text, (), (), "unanswerable", group, split, advisory.name, subject))
    return asked


def about_nothing(names: Sequence[str], attributes: Sequence[Attribute]) -> list[Question]:
    """Return one ordinary held-out question about each of some products that do not exist."""
    asked = []
    for place, name in enumerate(names):
        attribute = attributes[place % len(attributes)]
        group = f"absent-{place + 1:04d}/{attribute.name}"
        text = attribute.heldout[place % len(attribute.heldout)].format(name=name)
        asked.append(Question(f"{group}/heldout", text, (), (), "unanswerable", group, "heldout", name, attribute.name))
    return asked


def absent(names: Iterator[str], present: Collection[str]) -> list[str]:
    """Return as many new names as there are present ones."""
    unused = (name for name in names if name not in present)
    return [next(unused) for _ in range(len(present))]


def _holders(advisories: Sequence[Advisory], facts: Sequence[Fact]) -> Counter[tuple[str, str]]:
    """Count for each attribute and value the products that had it in any version."""
    order = list(dict.fromkeys(fact.attribute for fact in facts))
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for advisory in advisories:
        for version in advisory.versions:
            for attribute, value in zip(order, version.values, strict=True):
                holders[attribute, value].add(advisory.name)
    return Counter({key: len(names) for key, names in holders.items()})
