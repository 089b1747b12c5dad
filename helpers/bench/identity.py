"""What decides an answer, as codes that change with it: the reader's weights, the library, the code itself."""

from __future__ import annotations

import ast
import functools
import hashlib
import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from helpers import recorded
from helpers.rag import Library, Reader

LENGTH = 16
ADAPTER = (".lora_a", ".lora_b")
HOME, COURSE = "helpers", Path(__file__).parents[1]
PROBES, PROBE_WORDS, PROBE_HITS = 12, 8, 3


def of_reader(reader: Reader) -> dict[str, Any]:
    """Return what a reader is: its kind, its name, a code of its weights, and one of the base model beneath.

    The base's code is that of all weights but the adapters', so a model and its fine-tuned self have the same.

    Args:
        reader: a `Generator`, something around one in its attribute `generator`, or anything else that reads; that is
            asked for its `fingerprint()`, and known by its class alone where it has none.

    >>> class Parrot:
    ...     def answer(self, prompts, max_new_tokens): return list(prompts)
    >>> of_reader(Parrot())["reader"]
    'Parrot'
    """
    inner: Any = getattr(reader, "generator", reader)
    kind = type(reader).__qualname__
    weights = inner.fingerprint() if hasattr(inner, "fingerprint") else kind
    base = _base(inner.model) if hasattr(inner, "model") else getattr(inner, "base", weights)
    return {
        "reader": kind,
        "model": str(getattr(inner, "name", kind)),
        "weights": weights[:LENGTH],
        "base": base[:LENGTH],
    }


def _base(model: Any) -> str:  # noqa: ANN401 - a torch module; torch is not needed to ask one for its numbers
    """Return the sha256 of a model's weights and number format, adapters left out."""
    digest = hashlib.sha256(str(model.dtype).encode())
    for name, weights in model.state_dict().items():
        if not name.endswith(ADAPTER):
            digest.update(name.replace(".base.", ".").encode())
            # float32 holds every bfloat16 number exactly, and numpy knows no bfloat16.
            digest.update(weights.float().contiguous().numpy().data)
    return digest.hexdigest()


def of_library(library: Library) -> str:
    """Return a code that changes with a library's passages, their order, and how it searches.

    How it searches is tried: with the first words of some passages, evenly spread. The hits and their scores, rounded
    so that another order of adding makes no difference, tell one k1, one embedder, one fusion from another.

    Args:
        library: with its passages.
    """
    listed = [[one.id, one.title, one.text] for one in library.passages]
    tried = library.passages[:: max(1, len(listed) // PROBES)][:PROBES]
    queries = [" ".join(f"{one.title} {one.text}".split()[:PROBE_WORDS]) for one in tried]
    found = [
        [(hit.passage.id, f"{hit.score:.2f}") for hit in hits] for hits in library.search_many(queries, PROBE_HITS)
    ]
    return recorded.fingerprint(listed, found)


def of_code(system: object) -> str:
    """Return a code of the modules that a system comes from: its own, its reader's, its index's.

    Args:
        system: a system, or a function that makes one.
    """
    library = getattr(getattr(system, "rag", None), "library", None)
    parts = [getattr(system, "reader", None), getattr(library, "index", None)]
    own = system if inspect.isroutine(system) else type(system)
    return code(own, *(type(part) for part in parts if part is not None))


def code(*things: object) -> str:
    """Return a code of the course's modules that some objects come from, and of all they import.

    Comments, docstrings and layout do not count: better prose makes no other result.

    Args:
        things: classes, functions or modules; one that was typed into a notebook counts with its own source.

    >>> code(of_library) == code(of_reader) != code(recorded)
    True
    """
    names = {_module_name(thing) for thing in things}
    typed = sorted(_source(thing) for thing in things if not _module_name(thing).startswith(f"{HOME}."))
    return recorded.fingerprint(_with_imports(names), typed)


def _module_name(thing: object) -> str:
    """Return the module in which something is defined."""
    return str(thing.__name__ if inspect.ismodule(thing) else getattr(thing, "__module__", ""))


def _source(thing: object) -> str:
    """Return the source of something outside the course, or its name where nobody knows it."""
    try:
        return inspect.getsource(thing)  # type: ignore[arg-type]
    except (OSError, TypeError):
        return repr(getattr(thing, "__qualname__", type(thing).__qualname__))


def _with_imports(names: Iterable[str]) -> dict[str, str]:
    """Return a code for each of some modules of the course, and for all that these import, by name."""
    found: dict[str, str] = {}
    left = [name for name in names if name.startswith(f"{HOME}.")]
    while left:
        name = left.pop()
        path = _file(name)
        if name not in found and path:
            found[name], imported = _parsed(path, path.stat().st_mtime_ns)
            left += imported
    return dict(sorted(found.items()))


def _file(name: str) -> Path | None:
    """Return the file of a module of the course; nothing if the name is that of something inside one."""
    place = COURSE.joinpath(*name.split(".")[1:])
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


@functools.lru_cache(maxsize=1000)
def _parsed(path: Path, changed: int) -> tuple[str, tuple[str, ...]]:
    """Return a code of what a file does, and the names it imports; it is read again once its time is another."""
    tree = ast.parse(path.read_text("utf-8"))
    imported = tuple(_imported(tree))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not _is_text(one)]  # type: ignore[attr-defined]
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest(), imported


def _imported(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module imports from the course, modules or not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == HOME:
            yield from (str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith(f"{HOME}."))


def _is_text(node: ast.AST) -> bool:
    """Tell whether a statement is a bare string."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
