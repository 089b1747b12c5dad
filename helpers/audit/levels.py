"""What blind guessing reaches: chance among the options of a multiple-choice test, and always giving the usual answer.

The options of a question are answers of the same sort (number, name, other words) to other questions about the same
attribute: another version, another reporter. Where these are fewer than four, answers of the very same form follow
("nine days" beside "eleven days", a name beside names), then the answer with other numbers in it. Anybody can rule out
an option that does not fit the question, and that is no knowledge.
They are eight at most. A question that finds fewer than four is no fair multiple choice, and is left out.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import fmean

from helpers.audit.evidence import NUMBER_WORDS, PLAIN_KINDS
from helpers.data import Question

MOST = 8
ENOUGH = 4
FACTORS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2)
DIGITS = ["two", "three", "four", "five", "six", "seven", "eight", "nine"]
OTHER_NUMBERS = ["four", "seven", "nine", "twelve", "sixteen", "thirty", "forty", "sixty", "ninety"]
SMALL_WORDS = frozenset({"a", "an", "the", "of", "and"})

Topic = tuple[str, str]
"""The kind where it turns the question round, else ""; and the attribute."""


def topic(question: Question) -> Topic:
    """Return what decides which answers are likely.

    Args:
        question: any question.

    >>> topic(Question("q2", "What ends at noon?", kind="reversed", attribute="time"))
    ('reversed', 'time')
    """
    return "" if question.kind in PLAIN_KINDS else question.kind, question.attribute


def known_answers(questions: Iterable[Question]) -> dict[Topic, dict[str, str]]:
    """Return, for each topic, the answer of each fact.

    Args:
        questions: any questions; unanswerable ones add none.

    >>> known_answers([Question("q1", "When?", ("noon",), group="fog")])
    {('', ''): {'fog': 'noon'}}
    """
    found: dict[Topic, dict[str, str]] = {}
    for question in questions:
        if question.answers:
            found.setdefault(topic(question), {})[question.group or question.id] = question.answers[0]
    return found


def options(question: Question, known: Mapping[Topic, Mapping[str, str]], most: int, rng: random.Random) -> list[str]:
    """Return the options of a question in random order, the right one among them; none, if fair ones are too few.

    Args:
        question: an answerable one.
        known: from `known_answers`, of all questions of the collection.
        most: how many options at most.
        rng: where the random numbers come from.
    """
    right, (kind, _) = question.answers[0], topic(question)
    related = {answer for answer in known[topic(question)].values() if sort(answer) == sort(right)}
    wrong = _mixed(related - {*question.answers}, rng)
    if len(wrong) + 1 < ENOUGH:
        any_topic = {answer for (other, _), answers in known.items() if other == kind for answer in answers.values()}
        alike = {answer for answer in any_topic if form(answer) == form(right)}
        wrong += _mixed(alike - {*wrong, *question.answers}, rng)
    if len(wrong) + 1 < ENOUGH:
        wrong += [answer for answer in _mixed(renumbered(right), rng) if answer not in {*wrong, *question.answers}]
    return _mixed([right, *wrong[: most - 1]], rng) if len(wrong) + 1 >= ENOUGH else []


def sort(answer: str) -> str:
    """Return whether an answer is a number, a name or other words.

    Args:
        answer: any answer.

    >>> [sort(answer) for answer in ("nine days", "the Slow Heron", "the sea")]
    ['number', 'name', 'words']
    """
    if any(map(is_number, answer.split())):
        return "number"
    return "name" if all(word[:1].isupper() for word in answer.split() if word not in SMALL_WORDS) else "words"


def form(answer: str) -> tuple[str, ...]:
    """Return the shape of an answer: numbers with their unit, or a name; any other words are a form of their own.

    Args:
        answer: any answer.

    >>> form("thirty-one days") == form("9 days"), form("9 days") == form("9 crowns")
    (True, False)
    >>> form("Hob Windlass") == form("Sweet Reason"), form("the sea") == form("an egg")
    (True, False)
    """
    words = answer.split()
    if any(map(is_number, words)):
        return tuple("0" if is_number(word) else word.casefold() for word in words)
    return tuple("A" if word[:1].isupper() else word for word in words)


def is_number(word: str) -> bool:
    """Return whether a word is a number, in figures or written out.

    Args:
        word: one word.

    >>> is_number("thirty-one"), is_number("4.1"), is_number("L4107"), is_number("days")
    (True, True, False, False)
    """
    figures = word.strip(".,").replace(",", "").replace(".", "")
    return figures.isdigit() or all(part.casefold() in NUMBER_WORDS for part in word.strip(".,").split("-"))


def renumbered(answer: str) -> set[str]:
    """Return the answer with other numbers in the place of its first one; none, if it holds no number.

    Args:
        answer: any answer.

    >>> "nine beds" in renumbered("twelve beds"), renumbered("the sea")
    (True, set())
    """
    words = answer.split()
    place = next((i for i, word in enumerate(words) if is_number(word)), None)
    if place is None:
        return set()
    figures = words[place].isdigit()
    others = [str(max(1, round(int(words[place]) * factor))) for factor in FACTORS] if figures else OTHER_NUMBERS
    if words[place + 1 : place + 2] in (["hundred"], ["thousand"]):
        others = DIGITS
    return {" ".join([*words[:place], other, *words[place + 1 :]]) for other in others} - {answer}


def chance(questions: Iterable[Question], known: Mapping[Topic, Mapping[str, str]]) -> float | None:
    """Return the choice accuracy of blind guessing; in a comparison the options are what is compared.

    Args:
        questions: answerable ones of one kind, at least one.
        known: from `known_answers`.

    Returns:
        The mean over the questions that have fair options; None if there is none.
    """
    rng = random.Random(0)
    counts = [
        len(question.passages) if question.kind == "comparison" else len(options(question, known, MOST, rng))
        for question in questions
    ]
    return fmean(1 / count for count in counts if count) if any(counts) else None


def majority(questions: Iterable[Question], known: Mapping[Topic, Mapping[str, str]]) -> float:
    """Return the accuracy of always giving the answer that is most frequent among the *other* facts of the topic.

    Args:
        questions: answerable ones, at least one.
        known: from `known_answers`.

    >>> asked = [Question(str(n), "When?", (answer,)) for n, answer in enumerate(["noon", "noon", "one", "noon"])]
    >>> majority(asked, known_answers(asked))
    0.75
    """
    return fmean(_usual_elsewhere(question, known) == question.answers[0] for question in questions)


def _usual_elsewhere(question: Question, known: Mapping[Topic, Mapping[str, str]]) -> str:
    own = question.group or question.id
    others = Counter(answer for group, answer in known[topic(question)].items() if group != own)
    return max(others, key=lambda answer: others[answer], default="")


def _mixed(answers: Iterable[str], rng: random.Random) -> list[str]:
    """Return answers in an order that depends on the random numbers alone, not on how a set is stored."""
    ordered = sorted(answers)
    rng.shuffle(ordered)
    return ordered
