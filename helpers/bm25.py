"""Search by words: BM25, with every score worked out when the index is built.

A term's score in a passage does not depend on the query. So they are all computed once into a sparse matrix, one row a
term and one column a passage, and a search only adds up rows (the idea of BM25S, Lù 2024).

Not handled: word forms ("locks" does not find "lock"), synonyms, and a list of words to ignore: idf does that job.
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from helpers.rankings import Ranking, best, check_k, checked_texts


def terms(text: str) -> list[str]:
    """Split a text into the words that are searched.

    Words are runs of letters and digits of any script, in lower case. Words joined by one of ``. - _ : /`` are kept
    whole *and* in pieces, so that an identifier is found both by all of it and by a part. Chinese characters and
    Japanese kana, written without spaces, are a term each.

    >>> terms("Fixed in 4.2.1 (see CVE-2031-0044).")
    ['fixed', 'in', '4.2.1', '4', '2', '1', 'see', 'cve-2031-0044', 'cve', '2031', '0044']
    >>> terms("Νησί 島々!")
    ['νησί', '島', '々']
    """
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text.casefold())
    joined, word = _ascii_patterns() if text.isascii() else _patterns()
    found: list[str] = []
    for chunk in joined.findall(plain):
        found.append(chunk)
        if not chunk.isalnum():
            pieces = word.findall(chunk)
            found.extend(pieces if len(pieces) > 1 else ())
    return found


@functools.cache
def _ascii_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a joined word and of its pieces, for texts of plain letters: much faster."""
    return _joined("[a-z0-9]++"), re.compile("[a-z0-9]++")


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    r"""Return the same two patterns for any text.

    Python's ``\w`` leaves out combining marks, which are the vowels of many scripts, so they are added.
    """
    marks = "".join(chr(code) for code in range(0x300, 0x1E950) if unicodedata.category(chr(code))[0] == "M")
    alone = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    word = rf"(?:[^\W_{alone}]++|[{marks}]++)++"
    return re.compile(rf"[{alone}]|{_joined(word).pattern}"), re.compile(word)


def _joined(word: str) -> re.Pattern[str]:
    return re.compile(rf"{word}(?:[._:/-]{word})*+")


class BM25:
    """An index of passages by their words.

    The score of a passage is the sum over the query's terms t, each as often as it is asked, of

        idf(t) * tf / (tf + k1 * (1 - b + b * length / mean length)),   idf(t) = ln(1 + (N - n + 0.5) / (n + 0.5)),

    with tf the count of t in the passage, n the passages that hold t, N all passages, and lengths in terms: the formula
    of Robertson and Zaragoza (2009) as Lucene computes it. It leaves out the constant factor k1 + 1, which
    changes no order.

    Args:
        texts: The passages; none at all is allowed, and then nothing is ever found.
        k1: How much a second and third occurrence still count, from 0 (not at all).
        b: How much long passages are marked down, from 0 (not at all) to 1.

    Raises:
        ValueError: If k1 or b is out of range, or something is not text.

    >>> index = BM25(["The Gullwing was late.", "Tuesday was foggy.", "Late on Tuesday."])
    >>> index.search("why was the gullwing late", k=2)
    Ranking(0: 1.065, 1: 0.1969)
    """

    def __init__(self, texts: Sequence[str], k1: float = 1.5, b: float = 0.75) -> None:
        """Read the passages and compute every score."""
        if not (0 <= k1 < np.inf and 0 <= b <= 1):
            raise ValueError(f"found k1={k1}, b={b}; expected k1 from 0 up and b from 0 to 1; do change them")
        vocabulary, counts = _counted(checked_texts(texts))
        weighted = _weighted(counts, k1, b)
        self._size = counts.shape[0]
        # As wide as an address: numpy then adds without converting them in every search.
        self._passages, self._scores = weighted.indices.astype(np.intp), weighted.data
        self._rows = dict(zip(vocabulary, map(slice, weighted.indptr[:-1], weighted.indptr[1:]), strict=True))
        self._common = {
            term: self._whole(row) for term, row in self._rows.items() if row.stop - row.start > self._size / 2
        }

    def __len__(self) -> int:
        """Return the number of passages."""
        return self._size

    def scores(self, query: str) -> np.ndarray:
        """Return the score of every passage, shape (passages,), float64; zero where no term occurs.

        Raises:
            ValueError: If the query is not text.

        >>> BM25(["fog", "rain and fog", "sun"]).scores("fog").round(3)
        array([0.229, 0.138, 0.   ])
        """
        total = np.zeros(len(self))
        for term in terms(*checked_texts([query])):
            if term in self._common:
                total += self._common[term]
            else:
                row = self._rows.get(term, slice(0))
                np.add.at(total, self._passages[row], self._scores[row])
        return total

    def search(self, query: str, k: int) -> Ranking:
        """Return the best k passages that hold a term of the query; fewer, or none, if fewer do.

        Raises:
            ValueError: If k is below 1 or the query is not text.

        >>> BM25(["fog", "rain and fog", "sun"]).search("storm", k=2)
        Ranking()
        """
        return best(self.scores(query), k, positive=True)

    def search_many(self, queries: Sequence[str], k: int) -> list[Ranking]:
        """Return one ranking a query, in the same order.

        Raises:
            ValueError: If k is below 1 or a query is not text.

        >>> BM25(["fog", "rain and fog", "sun"]).search_many(["rain", "sun"], k=1)
        [Ranking(1: 0.2885), Ranking(2: 0.4785)]
        """
        check_k(k)
        return [self.search(query, k) for query in checked_texts(queries)]

    def _whole(self, row: slice) -> np.ndarray:
        """Return a term's score in every passage: where most hold it, that is added faster than place by place."""
        whole = np.zeros(self._size)
        whole[self._passages[row]] = self._scores[row]
        return whole


def _counted(texts: Sequence[str]) -> tuple[list[str], sparse.csr_array]:
    """Return the vocabulary, and how often each of its terms stands in each text, shape (texts, terms)."""
    places: dict[str, int] = {}
    rows = [[places.setdefault(term, len(places)) for term in terms(text)] for text in texts]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter(itertools.chain.from_iterable(rows), dtype=np.int32, count=int(ends[-1]))
    counts = sparse.csr_array((np.ones(len(columns)), columns, ends), shape=(len(rows), len(places)))
    counts.sum_duplicates()
    return list(places), counts


def _weighted(counts: sparse.csr_array, k1: float, b: float) -> sparse.csr_array:
    """Turn counts, shape (passages, terms), into scores, shape (terms, passages)."""
    by_term = counts.T.tocsr()
    containing = np.diff(by_term.indptr)
    idf = np.log(1 + (counts.shape[0] - containing + 0.5) / (containing + 0.5))
    lengths = counts.sum(axis=1)
    relative = lengths / lengths.mean() if lengths.any() else lengths
    tf = by_term.data
    by_term.data = np.repeat(idf, containing) * tf / (tf + k1 * (1 - b + b * relative[by_term.indices]))
    return by_term
