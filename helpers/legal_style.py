"""Check the style of the island's legal advisor: five rules that a machine can see.

The rules are told to people in `datasets/statutes/STYLE.md`.
They look at form alone: an answer may keep all five and be wrong in law, or break all five and be right.
Whether the answer is right, and whether the office at its end is the competent one, is *not* judged here;
citations of articles that nobody handed over are counted apart, by `made_up`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType

MAX_WORDS = 45
MAX_SENTENCE_WORDS = 20
PRONOUNS = frozenset("i me my we us our you your yours".split())
HEDGES = frozenset("perhaps maybe probably possibly might seems likely generally usually typically".split())
COURTESIES = frozenset("please sorry hello hi dear thanks thank sure certainly unfortunately regards".split())
SHUNNED = PRONOUNS | HEDGES | COURTESIES | frozenset("consult consults recommend recommends advise advises".split())

_VERDICT = re.compile(r"(?:Yes|No|It depends)\.(?=\s|\Z)")
_CITATION = re.compile(r"\[Art\. ([1-9][0-9]{0,2})\(([1-9][0-9]?)\)\]")
_CLOSE = re.compile(r"(?:\A|\s)Ask: (the [A-Z][A-Za-z]*(?: (?:of|and|[A-Z][A-Za-z]*)){0,5})\.\Z")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_ASKER = re.compile(r"\bthe\s+asker\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'-]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: an article and a paragraph in it.

    >>> str(Citation(12, 3))
    '[Art. 12(3)]'
    """

    article: int
    paragraph: int

    def __str__(self) -> str:
        """Write the citation exactly as the style wants it."""
        return f"[Art. {self.article}({self.paragraph})]"


@dataclass(frozen=True, slots=True)
class StyleReport:
    """Which of the five rules one answer keeps.

    >>> report = style_report("Yes. Goats may sing. Ask: the Moot.")
    >>> report.broken, report.score, report.all_kept
    (('citation', 'person'), 0.6, False)
    """

    verdict: bool
    citation: bool
    brevity: bool
    person: bool
    office: bool

    @property
    def broken(self) -> tuple[str, ...]:
        """Name the rules that are broken, in the order of the style guide."""
        return tuple(name for name, kept in asdict(self).items() if not kept)

    @property
    def score(self) -> float:
        """Return the share of the rules that are kept, from 0 to 1."""
        return 1 - len(self.broken) / len(RULES)

    @property
    def all_kept(self) -> bool:
        """Tell whether no rule is broken."""
        return not self.broken


def citations(answer: str) -> tuple[Citation, ...]:
    """Return the exactly written citations of an answer, in order, repeats included.

    >>> citations("No. Goats pay [Art. 75(3)][Art. 75(5)]. Not so: [Art 75], (Art. 75(1)).")
    (Citation(article=75, paragraph=3), Citation(article=75, paragraph=5))
    """
    return tuple(Citation(int(article), int(paragraph)) for article, paragraph in _CITATION.findall(answer))


def made_up(answer: str, known_articles: Collection[int] | Mapping[int, int]) -> tuple[Citation, ...]:
    """Return the citations of an answer that are not among the known articles.

    Args:
        answer: the text of the answer.
        known_articles: numbers of the articles that exist, or that were handed over;
            a mapping from article to its number of paragraphs finds made-up paragraphs too.

    >>> made_up("Yes. [Art. 12(1)] [Art. 99(1)]", {11, 12})
    (Citation(article=99, paragraph=1),)
    >>> made_up("Yes. [Art. 12(8)]", {12: 5})
    (Citation(article=12, paragraph=8),)
    """
    limits = known_articles if isinstance(known_articles, Mapping) else dict.fromkeys(known_articles, 99)
    return tuple(citation for citation in citations(answer) if citation.paragraph > limits.get(citation.article, 0))


def count_paragraphs(text: str) -> int:
    """Return how many numbered paragraphs the text of an article has.

    Counts (1), (2), ... in sequence, so that a number in brackets elsewhere does no harm.

    >>> count_paragraphs("(1) A goat is a goat. (2) A goat on a roof (7) is a goat.")
    2
    """
    count = 0
    for number in re.findall(r"\(([1-9][0-9]?)\) ", text):
        count += int(number) == count + 1
    return count


def closing_office(answer: str) -> str | None:
    """Return the office that an answer ends with, or None where it does not end as it should.

    >>> closing_office("No. ... Ask: the Register of Persons.")
    'the Register of Persons'
    >>> closing_office("Ask: the Moot. Good luck!") is None
    True
    """
    close = _CLOSE.search(answer.strip())
    return close.group(1) if close else None


def opens_with_verdict(answer: str) -> bool:
    """Tell whether an answer opens with `Yes.`, `No.` or `It depends.`, full stop included.

    >>> opens_with_verdict("It depends. Is the window open?"), opens_with_verdict("Yes, it is.")
    (True, False)
    """
    return _VERDICT.match(answer.strip()) is not None


def cites_exactly(answer: str) -> bool:
    """Tell whether an answer has a citation such as `[Art. 12(3)]` and no other square bracket.

    >>> cites_exactly("So says [Art. 12(3)]."), cites_exactly("So says [Article 12].")
    (True, False)
    """
    rest = _CITATION.sub("", answer)
    return rest != answer and not set("[]") & set(rest)


def is_brief(answer: str) -> bool:
    """Tell whether an answer has 1 to 45 words, and no sentence above 20; citations count nothing.

    >>> is_brief("No. A thumb is not fish [Art. 101(2)]."), is_brief("word " * 21), is_brief("")
    (True, False, False)
    """
    sizes = [_count_words(sentence) for sentence in _SENTENCE_END.split(_CITATION.sub("", answer))]
    return 0 < sum(sizes) <= MAX_WORDS and max(sizes) <= MAX_SENTENCE_WORDS


def speaks_of_the_asker(answer: str) -> bool:
    """Tell whether an answer says `the asker`, and none of the shunned words (I, you, perhaps, please, ...).

    >>> speaks_of_the_asker("The asker pays."), speaks_of_the_asker("The asker pays, perhaps.")
    (True, False)
    """
    words = [word.strip("'-").split("'")[0] for word in _WORD.findall(answer.casefold().replace("’", "'"))]
    return _ASKER.search(answer) is not None and not SHUNNED.intersection(words)


def ends_with_office(answer: str) -> bool:
    """Tell whether an answer ends with `Ask: the <Office>.` and nothing after it.

    >>> ends_with_office("Yes. Ask: the Moot."), ends_with_office("Yes. Ask the Moot.")
    (True, False)
    """
    return closing_office(answer) is not None


RULES: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "verdict": opens_with_verdict,
        "citation": cites_exactly,
        "brevity": is_brief,
        "person": speaks_of_the_asker,
        "office": ends_with_office,
    }
)


def style_report(answer: str) -> StyleReport:
    """Check an answer against all five rules; any string will do.

    >>> style_report("No. The asker waits [Art. 35(3)]. Ask: the Harbour Office.").all_kept
    True
    """
    return StyleReport(**{name: rule(answer) for name, rule in RULES.items()})


def _count_words(text: str) -> int:
    """Count the space-separated pieces that hold a letter or a digit."""
    return sum(any(character.isalnum() for character in piece) for piece in text.split())
