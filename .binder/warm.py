"""Run the lessons that keep what they compute, so that a visitor of Binder finds it: `python .binder/warm.py`.

Vectors of the 938 weaknesses and answers of the model take minutes on one processor. They are kept under the hash of
what they were computed from, so the surest way to what a lesson will ask for is to let it ask. It is also the proof
that models, packages and data load. Lessons whose answers all come from a model that they train keep nothing, and are
left out.
"""

from __future__ import annotations

import ast
import json
import os
import sys
import tempfile
import time
from pathlib import Path

SOLVED = Path(__file__).resolve().parents[1] / "solutions"
KEEPING = ("00", "02", "03", "04", "07")


def run(notebook: Path) -> None:
    """Run the code cells of a notebook; the last value of each is looked at, as in a notebook."""
    names = {"__name__": "__main__"}
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            body = ast.parse("".join(cell["source"])).body
            last = [body.pop()] if body and isinstance(body[-1], ast.Expr) else []
            exec(compile(ast.Module(body, []), notebook.name, "exec"), names)
            for value in last:
                repr(eval(compile(ast.Expression(value.value), notebook.name, "eval"), names))


def kept() -> dict[str, int]:
    """Return how many files each part of the cache holds."""
    from helpers import store  # noqa: PLC0415 - after the variables are set

    return {kind: sum(1 for _ in (store.cache_folder() / kind).glob("*.*")) for kind in ("vectors", "answers")}


def main() -> int:
    """Warm the caches, say what is in them; return 0, or 1 if a lesson left nothing there."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"COURSE_HOME": home, "MPLBACKEND": "agg"}
        for number in KEEPING:
            began = time.monotonic()
            (notebook,) = SOLVED.glob(f"{number}_*.ipynb")
            run(notebook)
            sys.stdout.write(f"{notebook.stem}: {time.monotonic() - began:.0f} s, kept by now: {kept()}\n")
    return int(not all(kept().values()))


if __name__ == "__main__":
    sys.exit(main())
