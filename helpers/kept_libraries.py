"""Libraries kept in several ways, and asked after every round of changes: what the page they hand out states.

That is what a reader without fault would say, so nothing is read here, and the search alone is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import fmean

from helpers import dated_library, taught
from helpers.bm25 import BM25
from helpers.fusion import SizedIndex
from helpers.intervals import Interval
from helpers.rag import Library
from helpers.timely import MEASURES, Said, marked
from helpers.worlds.stream import Asked, Stream


def stated(changes: Stream, page: str, asked: Asked) -> str:
    """Return the value that a page states of what is asked; "" if it is a notice, or about another product.

    Args:
        changes: the stream of the page.
        page: its id, such as "TG-2034-0001.v2".
        asked: the question.
    """
    advisory = next(one for one in changes.advisories if one.id == page.rpartition(".v")[0])
    version = int(page.rpartition(".v")[2])
    if advisory.name != asked.question.entity or version > len(advisory.versions):
        return ""
    place = [one.name for one in changes.attributes].index(asked.question.attribute)
    return advisory.versions[version - 1].values[place]


def call(library: Library, stream: Stream, asked: Asked) -> tuple[str, str]:
    """Return the page that a library hands out to a caller, and the value that it states; "" if it states none.

    Args:
        library: of pages of the stream.
        stream: the pages over time.
        asked: the question.

    >>> from helpers.worlds.changes import StreamConfig, make_stream
    >>> stream = make_stream(StreamConfig(seed=410, entities=4, rounds=0))
    >>> held = dated_library.library(dated_library.pages(stream, 0, "overwrite"), "overwrite", BM25)
    >>> call(held, stream, stream.asked(0)[0])
    ('TG-2034-0001.v1', '9.9.1')
    """
    page = library.search(asked.question.text, 1)[0].passage.id
    return page, stated(stream, page, asked)


def ask(stream: Stream, way: str, index: Callable[[list[str]], SizedIndex] = BM25) -> list[Said]:
    """Return what the first page found states, for everything that is asked after each round.

    Args:
        stream: the pages over time.
        way: in which the library is kept, one of `dated_library.WAYS`.
        index: makes an index of texts.

    >>> from helpers.worlds.changes import StreamConfig, make_stream
    >>> said = ask(make_stream(StreamConfig(seed=401, rounds=2)), "overwrite")
    >>> sorted({one.number for one in said}), share("stale", said)
    ([1, 2], 0.00 [0.00, 0.18])
    """
    return [one for number in range(1, len(stream.rounds) + 1) for one in _after(stream, number, way, index)]


def _after(stream: Stream, number: int, way: str, index: Callable[[list[str]], SizedIndex]) -> list[Said]:
    """Return the same after one round."""
    library = dated_library.library(dated_library.pages(stream, number, way), way, index)
    asked = stream.asked(number)
    hits = library.search_many([one.question.text for one in asked], 1)
    texts = [stated(stream, found[0].passage.id, one) for found, one in zip(hits, asked, strict=True)]
    return marked(stream, number, texts)


def share(measure: str, said: Iterable[Said]) -> Interval:
    """Return a share of answers with its interval, which draws whole products.

    Args:
        measure: one of `timely.MEASURES`.
        said: all answers, of all streams and rounds that count.
    """
    some = [one for one in said if MEASURES[measure].of(one)]
    return taught.interval([MEASURES[measure].hit(one) for one in some], [one.entity for one in some])


def course(measure: str, said: Iterable[Said]) -> tuple[list[int], list[float]]:
    """Return the rounds in which there is something to measure, and the share after each.

    Args:
        measure: one of `timely.MEASURES`.
        said: all answers.
    """
    some = [one for one in said if MEASURES[measure].of(one)]
    rounds = sorted({one.number for one in some})
    hits = [[MEASURES[measure].hit(one) for one in some if one.number == number] for number in rounds]
    return rounds, [fmean(each) for each in hits]
