"""Print the audit: `python -m helpers.audit [NAME …]`.

`--measure` records how hard the questions are, `--datasheet` renews the table in DATASHEET.md.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from helpers import cwe, data, machine, store
from helpers.audit.hardness import Search, measure, record_path
from helpers.audit.report import audit
from helpers.audit.spread import table
from helpers.audit.verdicts import hardness_faults, summary
from helpers.data import Collection, DataError
from helpers.worlds import WorldConfig, make_world

BEGIN, END = "<!-- counts:begin -->", "<!-- counts:end -->"


def generated() -> Collection:
    """Return a sample of the generated world: 100 advisories, two phrasings a fact and split.

    >>> generated().name
    'generated-100-0'
    """
    return make_world(WorldConfig()).collection(per_fact=2)


MADE: Mapping[str, Callable[[], Collection]] = {"weaknesses": cwe.load, "generated-100-0": generated}
"""The collections that are no folder of `datasets`."""


def collections(names: Sequence[str] = ()) -> list[Collection]:
    """Return the named collections, or all: those of `datasets`, then the real one and the generated one.

    Args:
        names: names of folders, or of `MADE`.

    Raises:
        DataError: if a name is unknown, or a file is damaged.
    """
    return [MADE[name]() if name in MADE else data.load(name) for name in names or (*data.names(), *MADE)]


def renewed(datasheet: str, table: str) -> str:
    """Return the datasheet with its table replaced.

    Args:
        datasheet: Markdown with the two markers.
        table: what goes between them.

    Raises:
        DataError: if a marker is missing.

    >>> renewed("a <!-- counts:begin -->old<!-- counts:end --> z", "new").split()
    ['a', '<!--', 'counts:begin', '-->', 'new', '<!--', 'counts:end', '-->', 'z']
    """
    head, begin, rest = datasheet.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise DataError(f"DATASHEET.md: found no pair of markers; expected {BEGIN} and {END}; put them back")
    return f"{head}{BEGIN}\n{table}\n{END}{tail}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 if no rule is broken, 1 if one is, 2 if the data cannot be read.

    Args:
        arguments: as typed, without the program's name.
    """
    parser = argparse.ArgumentParser(prog="python -m helpers.audit", description="Audit the data of the course.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a collection; all, if none is named")
    parser.add_argument("--measure", action="store_true", help="record searches and the closed book (minutes)")
    parser.add_argument("--datasheet", action="store_true", help="renew the table in DATASHEET.md")
    options = parser.parse_args(arguments)
    machine.share_machine()
    try:
        return _run(options)
    except DataError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _run(options: argparse.Namespace) -> int:
    if options.datasheet:
        path = data.datasets_folder() / "DATASHEET.md"
        store.write_atomically(path, renewed(path.read_text(encoding="utf-8"), table(collections())).encode())
        return 0
    return max([_report(collection, options.measure) for collection in collections(options.names)])


def _report(collection: Collection, anew: bool) -> int:
    """Write the report on one collection to standard output; return 1 if there is a fault."""
    path = record_path(collection.name, data.datasets_folder() / "measured")
    record = _measured(collection, path) if anew else json.loads(path.read_text("utf-8")) if path.exists() else None
    report = audit(collection)
    faults = [*report.faults, *(hardness_faults(collection, record) if record and collection.name not in MADE else ())]
    lines = [str(report), *([summary(collection, record)] if record else ["  hardness: not measured yet"])]
    sys.stdout.write("\n".join([*lines, *(f"    {fault}" for fault in faults[len(report.faults) :])]) + "\n\n")
    return int(bool(faults))


def _measured(collection: Collection, path: Path) -> dict[str, object]:
    """Measure with the real searches and the real model, loaded only now: they take seconds."""
    from helpers import models  # noqa: PLC0415 - torch

    searches: dict[str, Search] = {"bm25": _bm25, "minilm": _minilm}

    return measure(collection, searches, models.load_generator(), path)


def _bm25(texts: Sequence[str], queries: Sequence[str], k: int) -> list[list[int]]:
    from helpers.bm25 import BM25  # noqa: PLC0415 - scipy

    return [ranking.indices.tolist() for ranking in BM25(texts).search_many(queries, k)]


def _minilm(texts: Sequence[str], queries: Sequence[str], k: int) -> list[list[int]]:
    from helpers.embeddings import DenseIndex, Embedder  # noqa: PLC0415 - torch

    return [ranking.indices.tolist() for ranking in DenseIndex(texts, Embedder.load()).search_many(queries, k)]


if __name__ == "__main__":
    sys.exit(main())
