"""The house rules that a linter does not know: sizes, who imports what, and what the project may not say."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted([*ROOT.glob("helpers/**/*.py"), *ROOT.glob("setup_course/*.py"), ROOT / "start.py"])
SOURCES = sorted([*MODULES, *ROOT.glob("solutions/*.py"), *ROOT.glob("tests/**/*.py")])
# A library that takes seconds to load, or that belongs in one place: which modules may import it.
OWNERS = {
    "torch": {
        *("models", "decoding", "conversion", "embeddings", "batching", "choosing", "kv_cache", "products"),
        "split_attention",
        *("adapters", "answer_loss", "finetune", "frozen", "lean_layers", "lora", "shared_prefix"),
    },
    "ipywidgets": {"widgets"},
    "matplotlib": {"plots", "backdrop"},
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def tracked() -> list[str]:
    """Return the files that belong to the project."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return listed.stdout.splitlines()


def functions(path: Path) -> Iterator[Function]:
    """Yield all functions of a module."""
    yield from (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, Function))


def lines_of(function: Function) -> int:
    """Return how many lines of code a function has: its docstring, comments and blank lines do not count."""
    without = [
        node for node in function.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    return len(ast.unparse(ast.Module([*without], [])).splitlines()) + 1


def test_functions_are_short() -> None:
    """The median function has at most 8 lines of code, none more than 40 from its first line to its last."""
    assert statistics.median(lines_of(function) for path in MODULES for function in functions(path)) <= 8
    spans = {
        f"{path.name}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in MODULES
        for function in functions(path)
    }
    assert [name for name, span in spans.items() if span > 40] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_are_short(path: Path) -> None:
    """A module holds one idea in at most 250 lines."""
    assert len(path.read_text("utf-8").splitlines()) <= 250


def owner_of(path: Path) -> str:
    """Return the module's name below helpers: of a package, the package's."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "helpers" else parts[0]


def imports(path: Path) -> set[str]:
    """Return the names of the libraries that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("library", OWNERS)
def test_heavy_libraries_have_their_place(library: str) -> None:
    """Torch, ipywidgets and matplotlib are imported only where they belong."""
    users = {owner_of(path) for path in MODULES if library in imports(path)}
    assert users
    assert users <= OWNERS[library]


@pytest.mark.clock
def test_importing_helpers_does_nothing() -> None:
    """`import helpers` is instant, loads no library and changes no setting."""
    code = "import sys; before = set(sys.modules); import helpers; print(sorted(set(sys.modules) - before))"
    start = time.perf_counter()
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "['helpers']"
    assert time.perf_counter() - start < 5


def test_no_pickle_and_no_remote_code() -> None:
    """Nothing that runs code out of a data file is used."""
    forbidden = {"pickle", "dill", "joblib.load", "shelve", "marshal"}
    assert [path.name for path in MODULES if imports(path) & forbidden] == []
    text = "\n".join(path.read_text("utf-8") for path in MODULES)
    assert not re.search(r"trust_remote_code=True|torch\.load\(|joblib\.load\(", text)


REGISTRIES = re.compile(r"(?:pypi|pythonhosted|npmjs|debian)\.org", re.IGNORECASE)
FOLDERS = re.compile(r"/home/\w|/Users/\w|/root/|[A-Z]:\\Users")


def test_nothing_points_at_a_machine() -> None:
    """No file names the address of a package registry; none but a test's made-up example a folder of somebody's."""
    names = [
        name for name in tracked() if (ROOT / name).is_file() and name != Path(__file__).relative_to(ROOT).as_posix()
    ]
    texts = {name: (ROOT / name).read_text("utf-8", errors="ignore") for name in names}
    assert [name for name, text in texts.items() if REGISTRIES.search(text)] == []
    assert [name for name, text in texts.items() if not name.startswith("tests/") and FOLDERS.search(text)] == []


def test_repository_stays_light() -> None:
    """No model and no large file is part of the project."""
    files = [ROOT / name for name in tracked()]
    assert [path.name for path in files if path.is_file() and path.stat().st_size > 2_000_000] == []
    assert [path.name for path in files if path.suffix in {".gguf", ".bin", ".pt", ".pkl", ".whl"}] == []
