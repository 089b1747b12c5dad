"""Where else a lesson can be opened: its links to Binder and Colab, and the cell that installs the course on Colab.

All of it follows from one setting, `repository` under `[tool.course]` in `pyproject.toml`. While that is empty, nothing
is added: a link would lead nowhere, and nothing could be installed. What is added is no part of the source: it is
neither judged nor run by the build, so that a new address or version keeps the outputs of every lesson.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from helpers.authoring.sources import Cell

TAG = "added-by-the-build"
BEGIN, END = "<!-- places:begin -->", "<!-- places:end -->"
FIRST = "lessons/00_the_question.ipynb"

# `assert` shows pip's own words in the notebook, in one line; names with an underscore stand in nobody's way.
ON_COLAB = """\
# In Colab, this brings the course and its models; elsewhere it does nothing.
import os, subprocess, sys
if "COLAB_RELEASE_TAG" in os.environ or "google.colab" in sys.modules:
    _course = "{package} @ git+{address}@{tag}"
    for _words in (["pip", "install", "--quiet", _course], ["helpers.cli", "fetch"]):
        _command = [sys.executable, "-m", *_words]
        _ran = subprocess.run(_command, capture_output=True, text=True)
        assert _ran.returncode == 0, f"{{_ran.stderr[-400:]}} Do: run this cell again."
"""

TOLD = """\
Nothing to install: open this lesson {links}.
The next cell brings the course to Colab; everywhere else it does nothing."""


class AddressError(Exception):
    """The setting that says where the course can be had is not one that links can be built from."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where one version of the course can be had.

    Attributes:
        repository: an address that git understands, without a slash or ".git" at its end.
        tag: the version's tag there.
        package: the name of the course's package.
    """

    repository: str
    tag: str
    package: str

    def links(self, path: str) -> dict[str, str]:
        """Return the places that can open a notebook of the course: words -> address; Colab opens GitHub's alone.

        Args:
            path: the notebook's, from the course's folder.

        >>> here = Address("https://github.com/tarnsey/course", "v1.0", "course")
        >>> here.links("lessons/00_x.ipynb")["in Colab"]
        'https://colab.research.google.com/github/tarnsey/course/blob/v1.0/lessons/00_x.ipynb'
        """
        host, owned = urlsplit(self.repository).netloc, urlsplit(self.repository).path.strip("/")
        where = {"github.com": f"gh/{owned}", "gitlab.com": f"gl/{quote(owned, safe='')}"}
        source = where.get(host, f"git/{quote(self.repository, safe='')}")
        opened = quote(f"lab/tree/{path}", safe="")
        found = {"on Binder": f"https://mybinder.org/v2/{source}/{self.tag}?urlpath={opened}"}
        if host == "github.com":
            found["in Colab"] = f"https://colab.research.google.com/github/{owned}/blob/{self.tag}/{path}"
        return found


def address(root: Path) -> Address | None:
    """Return where the course in a folder can be had, or None if that is not set.

    Raises:
        AddressError: if what is set is no address of a repository.

    >>> address(Path("nowhere")) is None
    True
    """
    try:
        told = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    except FileNotFoundError:
        return None
    repository = str(told.get("tool", {}).get("course", {}).get("repository", "")).strip()
    return _checked(repository, told.get("project", {})) if repository else None


def _checked(repository: str, project: Mapping[str, str]) -> Address:
    """Return the address, if it is one that pip, Binder and a browser all take."""
    bare = re.sub(r"(\.git)?/*$", "", repository)
    if not re.fullmatch(r"(https://[\w.-]+(:\d+)?|file://)(/[\w.~-]+)+", bare):
        raise AddressError(
            f"pyproject.toml: found repository = {repository!r}; expected one such as "
            '"https://github.com/NAME/COURSE", or "" for none; do correct it'
        )
    return Address(bare, f"v{project['version']}", project["name"])


def added(where: Address | None, name: str) -> list[Cell]:
    """Return the cells that the build adds to both notebooks: where the lesson can be opened, and what Colab needs.

    In the solved notebook they are the same, since a lesson is made new from that.

    Args:
        where: where the course can be had; with None nothing is added.
        name: the lesson's, such as "00_the_question".

    >>> added(None, "00_the_question")
    []
    """
    if where is None:
        return []
    links = " or ".join(f"[{words}]({link})" for words, link in where.links(f"lessons/{name}.ipynb").items())
    code = ON_COLAB.format(package=where.package, address=where.repository, tag=where.tag)
    mark = {"tags": [TAG]}
    return [Cell("markdown", TOLD.format(links=links), 0, mark), Cell("code", code.strip(), 0, mark)]


def with_added(cells: Sequence[Cell], more: Sequence[Cell]) -> list[Cell]:
    """Return a lesson's cells with the added ones behind its title.

    >>> title, more = Cell("markdown", "# Why?", 1), Cell("code", "2", 0)
    >>> [cell.text for cell in with_added([title, Cell("code", "1", 5)], [more])]
    ['# Why?', '2', '1']
    """
    title = int(bool(cells) and cells[0].kind == "markdown")
    return [*cells[:title], *more, *cells[title:]]


def is_added(metadata: Mapping[str, object]) -> bool:
    """Return whether a cell is one that the build added, by its metadata.

    >>> is_added({"tags": [TAG]}), is_added({})
    (True, False)
    """
    tags = metadata.get("tags", [])
    return isinstance(tags, list) and TAG in tags


def with_badges(page: str, where: Address | None) -> str:
    r"""Return a page with the links to the first lesson between its two marks, or with nothing between them.

    Raises:
        AddressError: if there is an address, but no place for the links.

    >>> with_badges(f"Course\n{BEGIN}\nold\n{END}\n", None) == f"Course\n{BEGIN}\n{END}\n"
    True
    """
    links = (
        " · ".join(f"[Open the first lesson {words}]({link})" for words, link in where.links(FIRST).items())
        if where
        else ""
    )
    between = f"{BEGIN}\n{links}\n{END}" if links else f"{BEGIN}\n{END}"
    made, count = re.subn(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: between, page, flags=re.DOTALL)
    if where and count != 1:
        raise AddressError(
            f"README.md: found {count} places for the links to Binder and Colab; expected one; do put the lines "
            f"{BEGIN} and {END} where they belong"
        )
    return made
