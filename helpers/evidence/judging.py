"""Which claim is judged by which rule, and which is not measured yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from helpers import contents
from helpers.claims import Claim, claims, find
from helpers.evidence import changes, learning, looking_up
from helpers.evidence.finding import NOT_YET, Finding
from helpers.records import DataError

JUDGES: Mapping[str, Callable[[], Finding]] = {
    "C2": looking_up.cost_of_learning,
    "C3": learning.bad_examples,
    "C4": changes.whole_process_again,
    "C5": looking_up.only_as_good_as_retrieval,
    "C7": learning.specific_behaviour,
    "C10": changes.daily_changes,
    "C11": looking_up.enough_and_cheaper,
    "C12": learning.knowledge_inside,
}


def finding(claim_id: str) -> Finding:
    """Return what the records say of a claim.

    Args:
        claim_id: such as "C12".

    Raises:
        ValueError: if there is no such claim.

    >>> finding("C9").verdict
    'not measured yet'
    """
    claim = find(claim_id)
    unmeasured = Finding(NOT_YET, f"It is measured in {named(claim)}.")
    judge = JUDGES.get(claim.id)
    try:
        return judge() if judge else unmeasured
    except DataError:
        return unmeasured


def findings() -> dict[str, Finding]:
    """Return what the records say of every claim, by its id."""
    return {claim.id: finding(claim.id) for claim in claims()}


def missing(claim: Claim) -> list[str]:
    """Return the lessons that decide a claim and are not there yet.

    >>> missing(find("C12")), missing(find("C9"))
    ([], ['when_knowledge_grows'])
    """
    there = {lesson.slug for lesson in contents.lessons().values()}
    return [slug for slug in claim.lessons if slug not in there]


def named(claim: Claim) -> str:
    """Return the lessons that decide a claim, in words.

    >>> named(find("C9"))
    'a lesson to come, “when knowledge grows”'
    """
    numbers = {lesson.slug: f"lesson {number}" for number, lesson in contents.lessons().items()}
    told = [numbers.get(slug) or f"a lesson to come, “{slug.replace('_', ' ')}”" for slug in claim.lessons]
    return " and ".join(told)
