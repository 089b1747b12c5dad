"""The measured effects, read out of the records: the only place from which the advisor has its numbers.

All shares right come out of one record, so that every approach had the same facts and the same questions: the fair
comparison of lesson 07 where it is recorded, else the small one of lesson 06. The form comes out of lesson 05.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace

from helpers.advisor import changing, exam, forms, worlds
from helpers.advisor.approaches import APPROACHES, Known
from helpers.records import DataError

Table = Mapping[str, Known]
QUALITY: tuple[Callable[[], Table], ...] = (exam.known, worlds.known)


@functools.cache
def known() -> Table:
    """Return what is known of every approach.

    Raises:
        DataError: if no record is there at all.

    >>> known()["learn it"].right.mean > known()["ask it bare"].right.mean
    True
    """
    quality = first_recorded(*QUALITY)
    joined = {name: quality.get(name, Known()) for name in APPROACHES}
    joined = {name: replace(one, **forms.known(name)) for name, one in joined.items()}
    return {name: replace(one, **changing.known(name)) for name, one in joined.items()}


def first_recorded(*readers: Callable[[], Table]) -> Table:
    """Return what the first reader finds whose record is whole.

    Args:
        readers: the best first; a reader whose record is missing or unfinished raises a DataError.

    Raises:
        DataError: that of the last reader, if none finds a record.
    """
    for read in readers[:-1]:
        try:
            return read()
        except DataError:
            continue
    return readers[-1]()
