"""What blind guessing reaches: chance among the options of a multiple-choice test, and always giving the usual answer.

The options of a question are answers to other questions about the same attribute (another version, another reporter).
Where these are fewer than four, answers to any question follow, the most alike in form first: "nine days" beside
"eleven days" rather than beside a name, since anybody can rule out a form that does not fit. They are eight at most.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import fmean

from helpers.audit.evidence import NUMBER_WORDS, PLAIN_KINDS
from helpers.data import Question

MOST = 8
ENOUGH = 4

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
    """Return the options of a question in random order, the right one among them.

    Args:
        question: an answerable one.
        known: from `known_answers`, of all questions of the collection.
        most: how many options at most.
        rng: where the random numbers come from.
    """
    right, (kind, _) = question.answers[0], topic(question)
    wrong = _mixed({*known[topic(question)].values()} - {*question.answers}, rng)
    if len(wrong) + 1 < ENOUGH:
        any_topic = {answer for (other, _), answers in known.items() if other == kind for answer in answers.values()}
        others = _mixed(any_topic - {*wrong, *question.answers}, rng)
        wrong += sorted(others, key=lambda answer: likeness(answer, right), reverse=True)
    return _mixed([right, *wrong[: most - 1]], rng)


def likeness(first: str, second: str) -> int:
    """Return in how many of three ways two answers are alike: last word, number or not, capital or not.

    Args:
        first: an answer.
        second: another.

    >>> likeness("nine days", "eleven days"), likeness("nine days", "Hob Windlass")
    (3, 0)
    """
    return sum(a == b for a, b in zip(_form(first), _form(second), strict=True))


def _form(answer: str) -> tuple[str, bool, bool]:
    words = answer.replace("-", " ").split() or [answer]
    number = any(any(sign.isdigit() for sign in word) or word.casefold() in NUMBER_WORDS for word in words)
    return words[-1].casefold(), number, words[-1][0].isupper()


def chance(questions: Iterable[Question], known: Mapping[Topic, Mapping[str, str]]) -> float:
    """Return the choice accuracy of blind guessing; in a comparison the options are what is compared.

    Args:
        questions: answerable ones of one kind, at least one.
        known: from `known_answers`.
    """
    rng = random.Random(0)
    return fmean(
        1 / (len(question.passages) if question.kind == "comparison" else len(options(question, known, MOST, rng)))
        for question in questions
    )


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
