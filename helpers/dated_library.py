"""Three ways to keep a library when its pages change: overwrite them, only append, or hand out the newest version.

Not handled: pages that change in part. A new version is a new page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from helpers import updating
from helpers.collection import Passage
from helpers.fusion import SizedIndex
from helpers.rag import Library
from helpers.rankings import Ranking, check_k
from helpers.worlds.stream import Stream

OVERWRITE, APPEND, NEWEST = "overwrite", "append only", "newest version first"
WAYS = (OVERWRITE, APPEND, NEWEST)


def pages(stream: Stream, number: int, way: str) -> tuple[Passage, ...]:
    """Return the pages of a library after a round.

    Overwritten, it holds the newest version of each advisory in force. The other two hold every version ever written,
    those of withdrawn advisories and the notices of withdrawal among them.

    Args:
        stream: the advisories over time.
        number: the round.
        way: one of `WAYS`.

    Raises:
        ValueError: if there is no such round or way.

    >>> from helpers.worlds.changes import StreamConfig, make_stream
    >>> stream = make_stream(StreamConfig(seed=1, changed=2))
    >>> [len(pages(stream, 2, way)) for way in WAYS]
    [6, 12, 12]
    """
    if way not in WAYS:
        raise ValueError(f"found the way {way!r}; expected one of {', '.join(WAYS)}; do: choose one of these")
    if way != OVERWRITE:
        return (*stream.issued(number).passages, *stream.notices(number))
    world = stream.world(number)
    return tuple(world.passage(one.passage_id(len(one.versions))) for one in world.advisories)


@dataclass(frozen=True, eq=False)
class NewestFirst:
    """An index that hands out, for whatever page it finds, the newest version of it.

    Args:
        index: finds pages in any version.
        pages: what it indexes, in its order; their meta data tell "entity" and "version".

    >>> from helpers.bm25 import BM25
    >>> made = [Passage(f"A.v{n}", text, meta={"entity": "A", "version": n}) for n, text in ((1, "fog"), (2, "sun"))]
    >>> NewestFirst(BM25(["fog", "sun"]), made).search("fog", k=1)
    Ranking(1: 0.2773)
    """

    index: SizedIndex
    pages: Sequence[Passage]

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self.index)

    def search(self, query: str, k: int) -> Ranking:
        """Return the newest versions of the best k things found.

        Raises:
            ValueError: if k is below 1 or the query is not text.
        """
        return self.search_many([query], k)[0]

    def search_many(self, queries: Sequence[str], k: int) -> list[Ranking]:
        """Return one ranking a query, in the same order.

        Raises:
            ValueError: if k is below 1 or a query is not text.
        """
        check_k(k)
        return [self._newest(found, k) for found in self.index.search_many(queries, max(1, len(self)))]

    def _newest(self, found: Ranking, k: int) -> Ranking:
        """Return a ranking with each page replaced by its newest version, none twice."""
        versions = [(str(page.meta["entity"]), int(page.meta["version"])) for page in self.pages]
        score: dict[str, float] = {}
        for place, points in found:
            score.setdefault(versions[place][0], points)
        chosen = updating.newest_first([versions[place] for place, _ in found], versions)[:k]
        places = np.array([versions.index(one) for one in chosen], dtype=np.intp)
        return Ranking(places, np.array([score[name] for name, _ in chosen]))


def library(held: Sequence[Passage], way: str, index: Callable[[list[str]], SizedIndex]) -> Library:
    """Return pages as a library that is kept in one of the `WAYS`.

    Args:
        held: what `pages` returns.
        way: decides whether the newest version is handed out.
        index: makes an index of texts, such as `BM25`.
    """
    made = index([f"{page.title}. {page.text}" for page in held])
    return Library(NewestFirst(made, held) if way == NEWEST else made, held)
