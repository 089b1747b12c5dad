"""The loading of a collection: all of it, or one clear error.

A collection is a folder `datasets/<name>` with `passages.jsonl` (the library) and `questions.jsonl`.
How one line is read stands in `records`, the types in `shared`; here are the rules that need more than one line.
"""

from collections.abc import Mapping
from pathlib import Path

from helpers.collection import Answer, Collection, Hit, Passage, Question
from helpers.records import DataError, read_records, shown, suggestion, write_records

__all__ = [
    "Answer",
    "Collection",
    "DataError",
    "Hit",
    "Passage",
    "Question",
    "datasets_folder",
    "load",
    "names",
    "read",
]
__all__ += ["write"]

KINDS = ("lookup", "other words", "identifier", "comparison", "counting", "reversed", "unanswerable")
SPLITS = ("train", "dev", "test", "heldout")
LICENCE = "Written for this course; Creative Commons Attribution 4.0 (LICENSE-CC-BY-4.0)."
FILES = ("passages.jsonl", "questions.jsonl")


def load(name: str) -> Collection:
    """Return the collection `datasets/<name>`, checked from the first byte to the last.

    Args:
        name: a folder's name, such as "advisories".

    Raises:
        DataError: if the name is unknown, or anything in the files is not as documented; never half a collection.

    >>> load("advisoreis")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    helpers.records.DataError: found the collection 'advisoreis'; expected a name in datasets; ...
    """
    if name not in names():
        raise DataError(f"found the collection {shown(name)}; expected a name in datasets; {suggestion(name, names())}")
    return read(datasets_folder() / name)


def names() -> tuple[str, ...]:
    """Return the names of the collections at hand, sorted.

    >>> "measured" in names()
    False
    """
    return tuple(sorted({path.parent.name for path in datasets_folder().glob("*/*s.jsonl") if path.name in FILES}))


def datasets_folder() -> Path:
    """Return the folder of all data: `datasets` beside the code, or `helpers/_datasets` in an installed course.

    Raises:
        DataError: if neither is there.

    >>> datasets_folder().is_dir()
    True
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "_datasets", here.parent / "datasets"):
        if folder.is_dir():
            return folder
    raise DataError(
        f"{here.parent}: found no folder 'datasets'; expected it beside 'helpers'; install the course again"
    )


def read(folder: Path) -> Collection:
    """Return the collection in a folder, by the folder's name.

    Args:
        folder: holds `passages.jsonl` and `questions.jsonl`.

    Raises:
        DataError: names the file, the line, what was found and what was expected.
    """
    passages = read_records(folder / FILES[0], Passage)
    questions = read_records(folder / FILES[1], Question)
    _check_ids(folder / FILES[0], passages)
    _check_ids(folder / FILES[1], questions)
    ids = {passage.id for passage in passages.values()}
    for number, question in questions.items():
        _check_question(question, ids, f"{folder / FILES[1]}, line {number}")
    return Collection(folder.name, tuple(passages.values()), tuple(questions.values()), LICENCE)


def write(collection: Collection, folder: Path) -> None:
    """Write a collection as the two files that `read` reads.

    Args:
        collection: what to write; its name and notice are not written.
        folder: made if it is not there; its two files are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_records(folder / FILES[0], collection.passages)
    write_records(folder / FILES[1], collection.questions)


def _check_ids(path: Path, records: Mapping[int, Passage] | Mapping[int, Question]) -> None:
    first: dict[str, int] = {}
    for number, record in records.items():
        place = f"{path}, line {number}"
        for name in ("id", "text"):
            if not getattr(record, name).strip():
                raise DataError(f"{place}: found the field '{name}' empty; expected text; fill it")
        if record.id != record.id.strip():
            raise DataError(f"{place}: found spaces around the id {shown(record.id)}; expected none; remove them")
        if record.id in first:
            raise DataError(
                f"{place}: found the id {shown(record.id)} again, as in line {first[record.id]}; "
                "expected it once; rename one"
            )
        first[record.id] = number


def _check_question(question: Question, ids: set[str], place: str) -> None:
    for name, allowed in (("kind", KINDS), ("split", SPLITS)):
        value = getattr(question, name)
        if value not in allowed:
            raise DataError(
                f"{place}: found the {name} {shown(value)}; expected a known one; {suggestion(value, allowed)}"
            )
    for id in question.passages:
        if id not in ids:
            raise DataError(
                f"{place}: found the passage {shown(id)}; expected an id of passages.jsonl; {suggestion(id, ids)[:200]}"
            )
    answerable = question.kind != "unanswerable"
    if bool(question.answers) != answerable or bool(question.passages) != answerable:
        raise DataError(
            f"{place}: found kind {question.kind!r} with {len(question.answers)} answers and "
            f"{len(question.passages)} passages; expected none of both for 'unanswerable', "
            "some of both for any other kind; mend one of the three"
        )
