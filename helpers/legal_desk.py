"""The legal desk of lesson 05: what is asked at the window, how the advisor answers, and how an answer is judged.

Style and content are judged apart. Style is the five rules of `legal_style`; content is whether the answer holds the
fact that settles the question. A citation is *made up* if the statutes have no such article and paragraph, and
*right* if it names the article that settles the question. Not handled: whether an argument is sound.
"""

from __future__ import annotations

import functools
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from helpers import data, legal_style
from helpers.bm25 import BM25
from helpers.collection import Passage
from helpers.records import DataError
from helpers.training_rows import Pair

COLLECTION = "statutes"
FILE = "answers.jsonl"
LONGEST_ANSWER = 72
SPLITS = ("train", "heldout")
FIELDS = ("id", "question", "passages", "answer", "split", "content", "office")
GUIDE = (
    "You are the legal advisor of the island of Tarnsey. Answer in this style.\n"
    "1. Open with Yes. or No. or It depends.\n"
    "2. Cite at least one article and paragraph, written like this: [Art. 12(3)].\n"
    "3. Use at most 45 words, and no sentence above 20 words.\n"
    "4. Call the person the asker. Never say I, you, perhaps, probably, please or sorry.\n"
    "5. End with the competent office, written like this: Ask: the Tenancy Bench."
)


@dataclass(frozen=True, slots=True)
class Advice:
    """One question at the window, with the advisor's answer.

    Args:
        id: of the line.
        question: as asked.
        article: id of the passage that settles it.
        answer: the advisor's own.
        split: "train" or "heldout".
        content: one of these stands in a right answer.
        office: the competent one.
    """

    id: str
    question: str
    article: str
    answer: str
    split: str
    content: tuple[str, ...]
    office: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of one answer.

    >>> judge("No. The asker pays [Art. 999(1)]. Ask: the Moot.", advices("heldout")[0]).invented
    1
    """

    style: legal_style.StyleReport
    content: bool
    office: bool
    cited: int
    invented: int
    right_article: bool


@functools.cache
def advices(split: str) -> tuple[Advice, ...]:
    """Return the questions of a split, in the order of the file.

    Args:
        split: "train" or "heldout"; no article of the one occurs in the other.

    Raises:
        DataError: the file is missing or damaged, or there is no such split.

    >>> len(advices("train")), len(advices("heldout"))
    (256, 76)
    """
    if split not in SPLITS:
        raise DataError(f"found the split {split!r}; expected one of {', '.join(SPLITS)}; do choose one")
    path = data.datasets_folder() / COLLECTION / FILE
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise DataError(f"{path}: could not be read ({error}); expected the advisor's answers; do reinstall") from error
    read = [_advice(line, f"{path}, line {number}") for number, line in enumerate(lines, 1)]
    return tuple(one for one in read if one.split == split)


def _advice(line: str, place: str) -> Advice:
    """Return one line as a question."""
    try:
        values = json.loads(line)
        id, question, passages, answer, split, content, office = (values[name] for name in FIELDS)
        return Advice(id, question, passages[0], answer, split, tuple(content), office)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise DataError(
            f"{place}: found {line[:40]!r} ({error!r}); expected {', '.join(FIELDS)}; do mend it"
        ) from error


def draw(some: Sequence[Advice], count: int, seed: int) -> list[Advice]:
    """Return so many questions drawn at random; more with the same seed begin with the same ones.

    Raises:
        ValueError: there are fewer.
    """
    if not 1 <= count <= len(some):
        raise ValueError(f"found count={count}; expected 1 to {len(some)}; do choose a number in between")
    return random.Random(seed).sample(list(some), len(some))[:count]


def spread(some: Sequence[Advice], count: int) -> list[Advice]:
    """Return so many questions in turn from all articles, so that no article is left out.

    >>> len({one.article for one in spread(advices("heldout"), 19)})
    19
    """
    seen: dict[str, int] = {}
    turns = []
    for place, one in enumerate(some):
        seen[one.article] = seen.get(one.article, 0) + 1
        turns.append((seen[one.article], place))
    return [some[place] for _, place in sorted(turns)[:count]]


@functools.cache
def library() -> dict[str, Passage]:
    """Return the articles of the statutes by id."""
    return {one.id: one for one in data.load(COLLECTION).passages}


@functools.cache
def paragraphs() -> dict[int, int]:
    """Return for each article that exists how many paragraphs it has."""
    return {_number(id): legal_style.count_paragraphs(one.text) for id, one in library().items()}


def _number(id: str) -> int:
    """Return an article's number.

    >>> _number("art-11")
    11
    """
    return int(id.rpartition("-")[2])


def look_up(questions: Sequence[str]) -> list[str]:
    """Return for each question the id of the article that a search by words finds first."""
    ids = list(library())
    return [ids[next(iter(found))[0]] for found in _index().search_many(list(questions), 1)]


@functools.cache
def _index() -> BM25:
    """Return the index by words over titles and texts."""
    return BM25([f"{one.title}\n{one.text}" for one in library().values()])


def prompt(question: str, article: str | None = None, guide: bool = False) -> str:
    """Return a prompt: the guide if wanted, the article if there is one, the question.

    Args:
        question: as asked at the window.
        article: id of the article handed over.
        guide: whether the five rules come first.

    >>> prompt("May I keep a goat?")
    'May I keep a goat?'
    """
    handed = [f"{library()[article].title}\n{library()[article].text}"] if article else []
    return "\n\n".join([GUIDE] * guide + handed + [question])


def few_shot(examples: Sequence[Advice], question: str, article: str | None = None) -> str:
    """Return a pattern of answered questions that ends with an open one, to be completed.

    Args:
        examples: shown with their answers, and with their articles if an article is handed over.
        question: the open one.
        article: id of the article handed over.
    """
    shown = [f"{_asked(one.question, one.article if article else None)} {one.answer}" for one in examples]
    return "\n\n".join([*shown, _asked(question, article)])


def _asked(question: str, article: str | None) -> str:
    """Return one question of a pattern, up to where its answer begins."""
    return f"{prompt('', article).strip()}\nQuestion: {question}\nAnswer:".lstrip()


def pairs(some: Sequence[Advice], articles: bool = False) -> list[Pair]:
    """Return questions with the advisor's answers, to be learned.

    Args:
        some: what is learned.
        articles: whether the prompt hands over the article that settles the question.
    """
    return [Pair(prompt(one.question, one.article if articles else None), one.answer) for one in some]


def judge(answer: str, asked: Advice) -> Judged:
    """Return what is known of an answer to a question.

    >>> own = advices("heldout")[0]
    >>> judged = judge(own.answer, own)
    >>> judged.style.all_kept, judged.content, judged.invented
    (True, True, 0)
    """
    cited = legal_style.citations(answer)
    return Judged(
        style=legal_style.style_report(answer),
        content=any(_holds(answer, one) for one in asked.content),
        office=legal_style.closing_office(answer) == asked.office,
        cited=len(cited),
        invented=len(legal_style.made_up(answer, paragraphs())),
        right_article=any(one.article == _number(asked.article) for one in cited),
    )


def _holds(answer: str, words: str) -> bool:
    """Tell whether whole words stand in an answer, capital letters aside.

    >>> _holds("A living Warden's name is not given.", "Living Warden"), _holds("Owed is fourteen.", "four")
    (True, False)
    """
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", answer, re.IGNORECASE) is not None
