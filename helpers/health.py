"""Look at what a Python with the course needs: packages, models, memory, place; for `python3 start.py doctor`.

Every look imports what it needs only when its turn comes, since any package may be the broken one. What is found goes
out at once, a line of JSON each; before whatever might bring this Python down goes a line that says what is tried.
Nothing is installed, downloaded or changed.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from helpers import installed
from helpers.installed import BROKEN, LOOK, OK, Told

LEAST_FREE_MB = 1536
FETCH = "do: python3 start.py fetch, which brings it anew."

Look = Callable[[Path], Iterator[Told]]


def computer(_root: Path) -> Iterator[Told]:
    """Look at the cores and the memory."""
    import psutil  # noqa: PLC0415

    from helpers import machine  # noqa: PLC0415

    total, free = machine.memory_mb(), psutil.virtual_memory().available // machine.MEGABYTE
    told = f"{machine.cores()} cores, {gigabytes(total)} of memory, {gigabytes(min(total, free))} of it free"
    if min(total, free) < LEAST_FREE_MB:
        text = f"Found {told}; expected {gigabytes(LEAST_FREE_MB)} free for the hungriest lesson."
        yield LOOK, text, "do: close other programs, and notebooks whose kernels still run."
    else:
        yield OK, told, ""


def number_format(_root: Path) -> Iterator[Told]:
    """Look in which number format the model would compute here, and why."""
    yield "loading torch and transformers"
    from helpers import models  # noqa: PLC0415 - seconds, and what it loads may be broken

    chosen = str(models.pick_dtype()).removeprefix("torch.")
    yield OK, f"{chosen}, since bfloat16 multiplies {models.bfloat16_speedup():.1f} times as fast as float32 here", ""


def models(_root: Path) -> Iterator[Told]:
    """Look whether each model is there, and whole by its manifest."""
    from helpers import fetch  # noqa: PLC0415

    for name, model in fetch.MODELS.items():
        folder = fetch.models_folder() / model.name
        scraps = any(fetch.models_folder().glob(f".partial-{model.name}-*"))
        if not folder.exists():
            found = "only the scraps of a fetch that broke off" if scraps else "none"
            yield BROKEN, f"Found {found} of {name} in {shown(folder.parent)}; expected a whole model.", FETCH
        elif fault := fetch.damage(folder):
            yield BROKEN, f"{name} in {shown(folder)} is damaged: {fault}; expected it as in its manifest.", FETCH
        else:
            size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
            yield OK, f"{name}: whole, {size:.0f} MB in {shown(folder)}", ""


def progress(_root: Path) -> Iterator[Told]:
    """Look whether progress can be written, and what is there; the file itself is only read."""
    from helpers import events, store  # noqa: PLC0415
    from helpers.progress import FILE  # noqa: PLC0415

    path = store.user_folder() / FILE
    fault, lines = refusal(path), lines_of(path)
    known = sum(events.parse(line) is not None for line in lines)
    if fault:
        text = f"Found that {shown(path)} cannot be written ({fault}); expected to keep your progress there."
        advice = "do: make room and permission, or set COURSE_HOME to a folder of your own. Lessons work without."
        yield LOOK, text, advice
    if known < len(lines):
        text = f"Found {len(lines) - known} damaged lines among {len(lines)} in {shown(path)}; they are skipped."
        yield LOOK, text, "do: nothing; all others count, and the damaged ones are kept beside it."
    if not fault and known == len(lines):
        yield OK, f"{known} things recorded in {shown(path)}, and room for more", ""


def place(_root: Path) -> Iterator[Told]:
    """Look where this runs, and whether files are still there next week."""
    from helpers import place  # noqa: PLC0415

    found = place.place_of(place.Signs(os.environ, shell="ZMQInteractiveShell"))
    if found not in (place.BINDER, place.COLAB, place.HUB):
        yield OK, "a computer of your own, or one like it", ""
    elif found.remembers:
        yield OK, found.name, ""
    else:
        text = f"Found {found.name}, which forgets files when you leave; expected a place that keeps them."
        yield LOOK, text, "do: download the notebooks you want to keep before you leave."


def shown(path: Path) -> str:
    """Return a path as it is told: from the home folder, if it lies there.

    >>> shown(Path.home() / "notes").replace(os.sep, "/")
    '~/notes'
    """
    return str(Path("~") / path.relative_to(Path.home())) if path.is_relative_to(Path.home()) else str(path)


def gigabytes(megabytes: int) -> str:
    """Return an amount of memory in words.

    >>> gigabytes(1536)
    '1.5 GB'
    """
    return f"{megabytes / 1024:.1f} GB"


def lines_of(path: Path) -> list[bytes]:
    """Return the lines of a file that are not blank; none if it cannot be read."""
    try:
        return [line for line in path.read_bytes().split(b"\n") if line.strip()]
    except OSError:
        return []


def refusal(path: Path) -> str:
    """Return why a file can be neither added to nor made, or "" if it can; what it is tried with is gone at once.

    >>> refusal(Path(tempfile.gettempdir()) / "any")
    ''
    """
    folder = next(parent for parent in path.parents if parent.exists())
    try:
        if path.exists():
            with path.open("r+b"):  # opened for change, and not changed
                pass
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\n" * 4096)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        return fault.strerror or type(fault).__name__
    return ""


LOOKS: dict[str, Look] = {
    "packages": installed.look,
    "computer": computer,
    "number format": number_format,
    "models": models,
    "progress": progress,
    "place": place,
}


def tell(topic: str, look: Look, root: Path) -> None:
    """Write what a look finds, and why it could not go on if it could not."""
    say(trying=f"looking at the {topic}")
    try:
        for told in look(root):
            if isinstance(told, str):
                say(trying=told)
            else:
                say(topic=topic, **dict(zip(("word", "text", "advice"), told, strict=True)))
    except ImportError as fault:
        text = f"Found no way to look ({fault}); expected all packages."
        say(word=LOOK, topic=topic, text=text, advice="do: mend the packages first.")
    except Exception as fault:
        text = f"Found {type(fault).__name__} while looking ({fault}); expected an answer."
        say(word=BROKEN, topic=topic, text=text, advice="do: mend what is broken above; else get the course anew.")


def say(**told: str) -> None:
    """Write one line of JSON, at once."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    """Look at everything, or at the named topics; the first argument is the course's folder. Return 0.

    >>> main([".", "place"])  # doctest: +ELLIPSIS
    {"trying": "looking at the place"}
    ...
    {"ended": "yes"}
    0
    """
    root, *topics = arguments
    for topic in topics or LOOKS:
        tell(topic, LOOKS[topic], Path(root))
    say(ended="yes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
