"""Read JSON Lines strictly: one line becomes one dataclass, or one error names the file, the line and the fault.

The dataclass itself is the schema: its field names are the allowed keys, a field without a default must be there,
and its annotations (`str`, `tuple[str, ...]`, `Mapping[str, Any]`) say what type a value has.

What an editor may change is let pass: a byte order mark, Windows line ends, blank lines (they still count as lines).
What may hide a loss is not: an unknown or doubled key, `NaN`, a wrong type, bytes that are not UTF-8.
Not handled here: whether ids are unique and resolve; that needs more than one line (see `data`).
"""

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

Record = TypeVar("Record")

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
EMPTY: Mapping[str, Any] = MappingProxyType({})


class DataError(ValueError):
    """Raise this when data are not as documented: the message names the place, what was found and what was expected."""


def suggestion(found: object, allowed: Iterable[str]) -> str:
    """Return a hint that names the allowed words, the nearest one first.

    Args:
        found: what stood there.
        allowed: the words that may stand there.

    >>> suggestion("anwsers", ["id", "answers"])
    "did you mean 'answers'? Known are: answers, id"
    """
    words = sorted(allowed)
    near = difflib.get_close_matches(str(found), words, n=1)
    return "".join(f"did you mean '{word}'? " for word in near) + "Known are: " + (", ".join(words) or "none")


def frozen(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return a JSON value that nobody can change: lists become tuples, dictionaries read-only mappings.

    Args:
        value: anything that `json.loads` returns.

    >>> frozen({"tags": ["fog", "tea"]})
    mappingproxy({'tags': ('fog', 'tea')})
    """
    if isinstance(value, Mapping):
        return MappingProxyType({key: frozen(item) for key, item in value.items()})
    return tuple(frozen(item) for item in value) if isinstance(value, list | tuple) else value


def plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return a value that `json.dumps` accepts: the way back from `frozen`.

    Args:
        value: a JSON value, frozen or not.

    >>> plain(frozen({"tags": ["fog", "tea"]}))
    {'tags': ['fog', 'tea']}
    """
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


def read_records(path: Path, record: type[Record]) -> dict[int, Record]:
    """Return the records of a JSON Lines file by line number, counted from 1.

    Args:
        path: the file, in UTF-8.
        record: the dataclass that each line becomes.

    Raises:
        DataError: if the file is missing or empty, or a line is not exactly one record.

    >>> read_records(Path("nowhere.jsonl"), object)
    Traceback (most recent call last):
    helpers.records.DataError: nowhere.jsonl: found no such file; expected JSON Lines in UTF-8; check the name, or get the file again
    """  # noqa: E501
    lines = _bytes(path).removeprefix(BYTE_ORDER_MARK).split(b"\n")
    records = {
        number: _record(line, record, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()
    }
    if not records:
        raise DataError(f"{path}: found no records; expected at least one line of JSON; get the file again")
    return records


def write_records(path: Path, records: Iterable[object]) -> None:
    r"""Write records as JSON Lines in UTF-8, one a line, keys in the order of the dataclass, `\n` on every system.

    Args:
        path: the file; what stood in it is replaced.
        records: dataclass instances.
    """
    lines = [json.dumps(as_dict(record), ensure_ascii=False) + "\n" for record in records]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def as_dict(record: object) -> dict[str, Any]:
    """Return a record's public fields as plain JSON values, in the order of the dataclass.

    Args:
        record: a dataclass instance.
    """
    names = [field.name for field in fields(record) if field.init]  # type: ignore[arg-type]
    return {name: plain(getattr(record, name)) for name in names}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        found = "no such file"
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
    raise DataError(f"{path}: found {found}; expected JSON Lines in UTF-8; check the name, or get the file again")


def _record(line: bytes, record: type[Record], place: str) -> Record:
    values = _object(_text(line, place), place)
    _check_keys(values, record, place)
    types = {field.name: field.type for field in fields(record)}  # type: ignore[arg-type]
    for name, value in values.items():
        _check_type(value, types[name], f"{place}: field '{name}'")
    return record(**frozen(values))


def _text(line: bytes, place: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"byte 0x{line[error.start]:02x} at place {error.start + 1}"
    raise DataError(f"{place}: found {found}, which is not UTF-8; expected UTF-8; save the file as UTF-8")


def _object(text: str, place: str) -> dict[str, Any]:
    try:
        value = json.loads(text, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except RecursionError:
        raise DataError(
            f"{place}: found brackets nested too deep; expected one flat JSON object; mend the line"
        ) from None
    except ValueError as error:
        raise DataError(f"{place}: found no JSON ({error}); expected one JSON object; mend the line") from None
    if not isinstance(value, dict):
        raise DataError(f"{place}: found {shown(value)}; expected one JSON object in braces; mend the line")
    return value


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    doubled = {key for key in keys if keys.count(key) > 1}
    if doubled:
        raise ValueError(f"the key {min(doubled)!r} twice")
    return dict(pairs)


def _no_constant(word: str) -> None:
    raise ValueError(f"the number {word}")


def _check_keys(values: Mapping[str, Any], record: type[Record], place: str) -> None:
    known = [field for field in fields(record) if field.init]  # type: ignore[arg-type]
    names = [field.name for field in known]
    for key in values:
        if key not in names:
            raise DataError(
                f"{place}: found the unknown field {shown(key)}; expected {', '.join(names)}; {suggestion(key, names)}"
            )
    for field in known:
        if field.default is MISSING and field.default_factory is MISSING and field.name not in values:
            raise DataError(f"{place}: found no field '{field.name}'; expected it in every line; add it")


def _check_type(value: object, kind: object, place: str) -> None:
    tests = {str: (_is_text, "text"), tuple[str, ...]: (_is_texts, "a list of texts, none empty, none twice")}
    test, expected = tests.get(kind, (_is_clean_mapping, "an object in braces"))  # type: ignore[call-overload]
    if not test(value):
        raise DataError(f"{place}: found {shown(value)}; expected {expected}; mend the line")


def _is_text(value: object) -> bool:
    """Say whether this is text that UTF-8 can hold: JSON's escapes can spell half a character."""
    return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _is_texts(value: object) -> bool:
    return (
        isinstance(value, list)
        and all(_is_text(item) and item.strip() for item in value)
        and len(set(value)) == len(value)
    )


def _is_clean_mapping(value: object) -> bool:
    return isinstance(value, dict) and _is_text(json.dumps(value, ensure_ascii=False))


def shown(value: object) -> str:
    """Return a value for an error message, shortened to one line of 60 characters.

    Args:
        value: anything.

    >>> shown(["fog"])
    "['fog']"
    """
    text = ascii(value)
    return text if len(text) <= 60 else text[:57] + "..."
