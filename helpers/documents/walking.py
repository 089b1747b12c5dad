"""Find the files of a folder: in the order of their names, into subfolders, past links to folders and hidden names."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.documents.parts import one_line
from helpers.records import DataError


@dataclass(frozen=True, slots=True)
class Line:
    """What there is to say of a file, such as why it was skipped.

    >>> str(Line("fog.txt", "found no text in it"))
    'fog.txt: found no text in it'
    """

    file: str
    reason: str

    def __str__(self) -> str:
        """Return it as one line."""
        return f"{self.file}: {self.reason}"


def root_of(folder: str | Path) -> Path:
    """Return the path of a folder that can be opened; `~` is the home folder.

    Raises:
        DataError: if it is no folder, or closed.

    >>> root_of("nowhere")
    Traceback (most recent call last):
    helpers.records.DataError: found no folder 'nowhere'; expected one with documents; do check the name
    """
    name = os.path.expanduser(folder)
    if not name.strip() or not os.path.lexists(name):
        raise DataError(f"found no folder '{folder}'; expected one with documents; do check the name")
    if not os.path.isdir(name):
        raise DataError(f"found the file '{folder}'; expected a folder; do name the folder that it is in")
    try:
        os.listdir(name)
    except OSError as error:
        raise DataError(f"found no way into '{folder}' ({error.strerror}); expected an open folder") from error
    return Path(name)


def shown(path: Path, root: Path) -> str:
    """Return a file's name below the root as it is shown: with `/`, on one line, in whole characters.

    >>> shown(Path("letters/winter/fog.txt"), Path("letters"))
    'winter/fog.txt'
    """
    raw = path.relative_to(root).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return one_line(unicodedata.normalize("NFC", raw), most=200)


def files(root: Path, most: int) -> tuple[list[Path], list[Line]]:
    """Return all files below a folder that are worth opening, and a line for each thing that is not.

    Args:
        root: an open folder.
        most: with more files than this it is likely the wrong folder.

    Raises:
        DataError: if there are more.
    """
    paths: list[Path] = []
    skipped: list[Line] = []
    for found in _walk(root):
        if isinstance(found, Line):
            skipped.append(found)
        else:
            paths.append(found)
        if len(paths) + len(skipped) > most:
            raise DataError(
                f"found more than {most} files in '{root.name}'; expected a folder of documents; "
                "do choose a smaller one, or raise most_files"
            )
    return paths, skipped


def _walk(root: Path) -> Iterator[Path | Line]:
    """Yield what is below a folder; as links to folders are not followed, it ends.

    A list of what is still to be opened, in place of recursion: folders may be nested deeper than Python recurses.
    """
    waiting = _within(root)
    while waiting:
        path = waiting.pop()
        try:
            if reason := _closed(path):
                yield Line(shown(path, root), reason)
            elif os.path.isdir(path):
                waiting.extend(_within(path))
            else:
                yield path
        except OSError as error:
            yield Line(shown(path, root), f"found no way into it ({error.strerror}); expected rights; do check them")


def _within(folder: Path) -> list[Path]:
    """Return what is in a folder, the last name first."""
    return [folder / name for name in sorted(os.listdir(folder), reverse=True)]


def _closed(path: Path) -> str:
    """Return why a file or folder is left alone; nothing if it is not."""
    if path.name.startswith("."):
        return "found a hidden name; expected none; do rename it if it is a document"
    linked = os.path.islink(path) or getattr(os.path, "isjunction", lambda _: False)(path)
    if linked and os.path.isdir(path):
        return "found a link to a folder; expected files; do copy them here instead"
    return ""
