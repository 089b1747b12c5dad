"""Look at the packages: there, at the tested versions, and really importable; standard library only.

In the course's own `.venv` the versions of `constraints.txt` are expected. Elsewhere, as on Colab, the lower bounds of
`pyproject.toml` are enough: there, the place's own packages are kept.
"""

from __future__ import annotations

import functools
import importlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

OK, LOOK, BROKEN = "ok", "look here", "broken"
COURSE = "look-it-up-or-learn-it"
SHOWN = 6
# A word, what was found, and the sentence that mends it; or, as text alone, what is tried next.
Told = tuple[str, str, str] | str


def look(root: Path) -> Iterator[Told]:
    """Yield what is wrong with the packages, or that nothing is.

    Args:
        root: the course's folder.

    >>> [told[0] for told in look(Path(__file__).parents[1]) if not isinstance(told, str)][:1] != []
    True
    """
    bounds = direct(root)
    versions = {name: version_of(name) for name in bounds}
    faults = [*absent(versions), *too_old(bounds, versions), *untested(root), *strays(root, versions)]
    for name in (name for name, version in versions.items() if version):
        yield f"importing {name}"
        faults += imported(name)
    yield from ((word, text, advice or mending(root)) for word, text, advice in faults)
    if not faults:
        yield OK, f"{len(bounds)} that the course names, each there and imported", ""


def mending(root: Path) -> str:
    """Return the sentence that mends packages in this Python."""
    if in_own_place(root):
        return "do: delete the folder .venv and run python3 start.py, which makes it anew; no progress is lost."
    return f'do: {sys.executable} -m pip install --upgrade -c constraints.txt -e ".[lab]"'


def in_own_place(root: Path) -> bool:
    """Return whether this is the Python of the course's own `.venv`."""
    return Path(sys.prefix).resolve() == (root / ".venv").resolve()


def direct(root: Path) -> dict[str, str]:
    """Return the lower bound of each package that the course names itself, "" for the course, which has none.

    >>> direct(Path(__file__).parents[1])["torch"]
    '2.11'
    """
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8")).get("project", {})
    lines = [*project.get("dependencies", []), *project.get("optional-dependencies", {}).get("lab", [])]
    return {COURSE: ""} | {name: bound for name, _, bound in (line.partition(">=") for line in lines)}


def pins(root: Path) -> dict[str, str]:
    """Return the version that the course was tested with, by package."""
    text = (root / "constraints.txt").read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


def version_of(name: str) -> str:
    """Return the version of an installed package, without its build; "" if it is not there, or only half.

    >>> version_of("no-such-package")
    ''
    """
    try:
        return (metadata.version(name) or "").partition("+")[0]
    except (metadata.PackageNotFoundError, KeyError, OSError, ValueError):
        return ""


def absent(versions: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the fault of packages that are not there."""
    if missing := [name for name, version in versions.items() if not version]:
        yield BROKEN, f"Found no {shortened(missing)}; expected all {len(versions)} that the course names.", ""


def too_old(bounds: Mapping[str, str], versions: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the fault of packages that are older than the course can use."""
    old = [f"{name} {versions[name]} (least {bounds[name]})" for name in bounds if below(versions[name], bounds[name])]
    if old:
        yield BROKEN, f"Found {shortened(old)}; expected newer ones.", ""


def below(version: str, bound: str) -> bool:
    """Return whether a version is below a bound; an empty one of either never is.

    >>> below("2.9.1", "2.11"), below("2.11", "2.11.0"), below("", "2.11")
    (True, False, False)
    """
    have, least = ([int(part) for part in re.findall(r"\d+", text)[:3]] for text in (version, bound))
    return bool(have and least) and have + [0] * (3 - len(have)) < least


def untested(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the fault of packages in `.venv` that are not at the tested version."""
    if in_own_place(root):
        pairs = {name: (version_of(name), want.partition("+")[0]) for name, want in pins(root).items()}
        odd = [f"{name} {have} (tested: {want})" for name, (have, want) in pairs.items() if have and have != want]
        if odd:
            yield LOOK, f"Found {shortened(odd)}; expected the tested versions.", ""


def strays(root: Path, versions: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the fault of a course that is installed from elsewhere, and of files that stand in a package's way."""
    home = installed_from()
    if versions[COURSE] and home and home.resolve() != root.resolve():
        advice = "do: python3 start.py, which installs the course that lies here."
        yield LOOK, f"Found that notebooks would use the course in {home}; expected {root}.", advice
    taken = sys.stdlib_module_names | {module_of(name) for name in versions} | {"helpers"}
    for path in sorted((root / "lessons").glob("*.py")):
        if path.stem in taken:
            text = f"Found lessons/{path.name}, which notebooks import in place of the real {path.stem}; expected none."
            yield BROKEN, text, f"do: rename it, for example to my_{path.name}."


def installed_from() -> Path | None:
    """Return the folder that the course was installed from, as an editable install remembers it; else None."""
    try:
        noted = json.loads(metadata.distribution(COURSE).read_text("direct_url.json") or "{}")
        editable = noted.get("dir_info", {}).get("editable", False)
        return Path(url2pathname(urlparse(noted["url"]).path)) if editable else None
    except (metadata.PackageNotFoundError, OSError, ValueError, KeyError):
        return None


def module_of(name: str) -> str:
    """Return the name under which an installed package is imported; its own, if it tells none.

    >>> module_of("scikit-learn"), module_of("rank-bm25"), module_of("look-it-up-or-learn-it")
    ('sklearn', 'rank_bm25', 'helpers')
    """
    usual = name.replace("-", "_")
    told = [module for module in _modules().get(usual.lower(), [usual]) if not module.startswith("_")]
    return "helpers" if name == COURSE else usual if usual in told else min(told, default=usual)


@functools.cache
def _modules() -> dict[str, list[str]]:
    """Return what can be imported from each installed package."""
    found: dict[str, list[str]] = {}
    for module, names in metadata.packages_distributions().items():
        for name in names:
            found.setdefault(re.sub(r"[-_.]+", "_", name).lower(), []).append(module)
    return found


def imported(name: str) -> Iterator[tuple[str, str, str]]:
    """Import a package, and yield the fault if that fails, or if another than the installed one came."""
    try:
        module = importlib.import_module(module_of(name))
    except Exception as fault:  # a damaged package may fail in any way
        told = (str(fault).splitlines() or [""])[0][:160]
        yield BROKEN, f"Found that {name} cannot be imported ({type(fault).__name__}: {told}); expected it to load.", ""
        return
    file = Path(getattr(module, "__file__", None) or sys.prefix)
    if name != COURSE and not file.is_relative_to(sys.prefix) and not file.is_relative_to(sys.base_prefix):
        advice = "do: unset PYTHONPATH, or take that folder out of it."
        yield LOOK, f"Found that {name} is imported from {file.parent}; expected the installed one.", advice


def shortened(items: list[str]) -> str:
    """Return items as a list in words, cut where it grows long.

    >>> shortened([str(n) for n in range(8)])
    '0, 1, 2, 3, 4, 5 and 2 more'
    """
    rest = f" and {len(items) - SHOWN} more" if len(items) > SHOWN else ""
    return ", ".join(items[:SHOWN]) + rest
