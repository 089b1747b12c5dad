"""Prove that the doctor sees what is really broken, names what mends it, and changes nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from test_command_line import unprivileged

from helpers import fetch, health, installed, store
from helpers.progress import FILE, Progress
from setup_course import doctor, fresh, lab, steps, surroundings
from setup_course.course import Course
from setup_course.findings import Finding, lines

UNCOPIED = shutil.ignore_patterns("__pycache__", "mine", ".ipynb_checkpoints")
ROOT = Path(__file__).resolve().parents[2]
PACKAGES = Path(sysconfig.get_path("purelib"))
BARE = getattr(sys, "_base_executable", sys.executable)
PARTS = ("start.py", "pyproject.toml", "constraints.txt", "setup_course", "helpers", "datasets", "lessons", "solutions")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there, a link needs a permission")


@pytest.fixture
def copy(tmp_path: Path) -> Course:
    """Give a copy of the whole course, as somebody gets it: without `.venv`, without git."""
    root = tmp_path / "course"
    root.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=UNCOPIED)
        else:
            shutil.copy(ROOT / name, root)
    return Course(root)


def set_up(course: Course, without: Collection[str] = ()) -> Path:
    """Make a `.venv` that works, each package a link to the installed one, with stamps; return its packages."""
    venv.create(course.venv, symlinks=True)
    (packages,) = course.venv.glob("lib/python*/site-packages")
    for entry in PACKAGES.iterdir():
        if not re.match("|".join(["__pycache__", *without]), entry.name):
            (packages / entry.name).symlink_to(entry)
    (found,) = packages.glob("look_it_up_or_learn_it-*.dist-info")
    note_origin(own(found), course.root)
    course.notes.mkdir()
    for name in ("torch", "course-lab"):
        steps.stamp(course, name).write_text(steps.fingerprint(course, name))
    return packages


def own(link: Path) -> Path:
    """Put a real copy in the place of a link to a package."""
    target = link.resolve()
    link.unlink()
    return Path(shutil.copytree(target, link))


def note_origin(info: Path, root: Path) -> None:
    """Let an editable install remember a folder."""
    (info / "direct_url.json").write_text(json.dumps({"dir_info": {"editable": True}, "url": root.as_uri()}))


def ask(course: Course, home: Path, python: str = BARE, **variables: str) -> SimpleNamespace:
    """Run the doctor as a learner does; return its exit code, its words by topic, and all it said."""
    home.mkdir(exist_ok=True)
    place = {"HOME": str(home), "COURSE_HOME": str(home), "COURSE_CACHE": str(store.cache_folder())}
    command = [python, "-B", "start.py", "doctor"]
    ended = subprocess.run(
        command, cwd=course.root, env={**os.environ, **place, **variables}, capture_output=True, text=True, check=False
    )
    words: dict[str, list[str]] = {}
    for word, topic in re.findall(r"^  (ok|look here|broken) +([A-Za-z.]+(?: [a-z]+)?)  ", ended.stdout, re.MULTILINE):
        words.setdefault(topic, []).append(word)
    text = " ".join(ended.stdout.split())
    assert "Traceback" not in ended.stdout + ended.stderr
    return SimpleNamespace(code=ended.returncode, words=words, text=text)


def contents(*folders: Path) -> dict[str, object]:
    """Return every folder, and every file with its size and the moment of its last change."""
    found = (path for folder in folders for path in folder.rglob("*") if "__pycache__" not in path.parts)
    return {str(path): path.is_dir() or (path.lstat().st_size, path.lstat().st_mtime_ns) for path in found}


def test_nothing_installed(copy: Course, tmp_path: Path) -> None:
    """A fresh copy and a bare Python: the answer comes, says what makes the rest, and makes nothing."""
    home = tmp_path / "new"
    home.mkdir()
    before = contents(copy.root, home)
    told = ask(copy, home)
    assert told.code == 1
    assert told.words[".venv"] == ["broken"]
    assert "do: python3 start.py, which makes it." in told.text
    assert told.words["Python"] == told.words["course"] == told.words["lessons"] == ["ok"]
    assert told.words["network"] == ["look here"]
    assert contents(copy.root, home) == before


@pytest.mark.parametrize("damage", ["no Python", "no pip", "a file"])
def test_broken_venv(copy: Course, tmp_path: Path, damage: str) -> None:
    """A `.venv` that does not work is told as such, and left as it is."""
    if damage == "a file":
        copy.venv.write_text("not a folder")
    else:
        venv.create(copy.venv, symlinks=True)
    if damage == "no Python":
        for link in copy.venv.glob("bin/python*"):
            link.unlink()
            link.symlink_to("/nowhere/python3")
    before = contents(copy.root)
    told = ask(copy, tmp_path / "new")
    assert (told.code, told.words[".venv"]) == (1, ["broken"])
    assert "makes it anew; no progress is lost" in told.text
    assert "packages" not in told.words
    assert contents(copy.root) == before


def test_missing_files_of_the_course(copy: Course, tmp_path: Path) -> None:
    """A course that came without some of its files is told which."""
    shutil.rmtree(copy.root / "datasets")
    told = ask(copy, tmp_path / "new")
    assert (told.code, told.words["course"]) == (1, ["broken"])
    assert "Found no datasets/lessons.json" in told.text


@pytest.mark.slow
def test_all_is_well(copy: Course, tmp_path: Path) -> None:
    """A whole course passes on every line, and nothing anywhere is other than before, not even in the user's home."""
    set_up(copy)
    home, cache = tmp_path / "new", store.cache_folder()
    home.mkdir()
    before = contents(copy.root, home, cache)
    told = ask(copy, home)
    assert told.code == 0, told.text
    assert {word for words in told.words.values() for word in words} == {"ok"}, told.text
    assert set(health.LOOKS) | {"Python", ".venv", "disk", "port", "lessons", "network"} <= set(told.words)
    assert told.text.endswith("The course can be used.")
    assert contents(copy.root, home, cache) == before


@pytest.mark.slow
def test_missing_package_and_no_models(copy: Course, tmp_path: Path) -> None:
    """What needs the missing package says so, everything else is still looked at."""
    set_up(copy, without=["psutil", "rank_bm25"])
    told = ask(copy, tmp_path / "new", COURSE_CACHE=str(tmp_path / "empty"))
    assert told.code == 1
    assert "Found no psutil, rank-bm25; expected all" in told.text
    assert "do: delete the folder .venv and run python3 start.py" in told.text
    assert told.words["computer"] == told.words["place"] == ["look here"]
    assert set(told.words["packages"]) == {"broken"}
    assert told.words["lessons"] == ["ok"]
    assert not (tmp_path / "empty").exists()


@pytest.mark.slow
def test_package_that_brings_python_down(copy: Course, tmp_path: Path) -> None:
    """A package that ends Python itself is named, and what stands in `start.py` goes on."""
    packages = set_up(copy, without=["bm25s"])
    (packages / "bm25s").mkdir()
    (packages / "bm25s" / "__init__.py").write_text("import os; os.kill(os.getpid(), 11)")
    for info in PACKAGES.glob("bm25s-*"):
        (packages / info.name).symlink_to(info)
    told = ask(copy, tmp_path / "new")
    assert (told.code, told.words["packages"]) == (1, ["broken"])
    assert "Found that Python ended while importing bm25s (code -11)" in told.text
    assert told.words["port"] == ["ok"]


@pytest.mark.slow
def test_odd_packages(copy: Course) -> None:
    """Versions, places and files in the way are told, each with its own sentence."""
    packages = set_up(copy)
    for name, version in (("joblib", "1.0.0"), ("tqdm", "4.999.0")):
        (info,) = packages.glob(f"{name}-*.dist-info")
        about = own(info) / "METADATA"
        about.write_text(re.sub(r"(?m)^Version: .*", f"Version: {version}", about.read_text(), count=1))
    (own(packages / "cwe2") / "__init__.py").write_text("raise ValueError('half a file')")
    note_origin(next(packages.glob("look_it_up_or_learn_it-*.dist-info")), ROOT)
    (copy.root / "lessons" / "random.py").write_text("")
    command = [copy.python, "-B", "-m", "helpers.health", str(copy.root), "packages"]
    said = subprocess.run(command, cwd=copy.root, env={**os.environ, "PYTHONPATH": ""}, capture_output=True, check=True)
    told = [one for one in map(doctor.parsed, said.stdout.splitlines()) if "word" in one]
    texts = {one["text"]: one["word"] for one in told}
    for words, found in (
        ("broken", "Found joblib 1.0.0 (least 1.4); expected newer"),
        ("look here", "Found joblib 1.0.0 (tested: "),
        ("look here", f"Found that notebooks would use the course in {ROOT}; expected {copy.root}."),
        ("broken", "Found lessons/random.py, which notebooks import in place of the real random"),
        ("broken", "Found that cwe2 cannot be imported (ValueError: half a file)"),
    ):
        (text,) = [text for text in texts if text.startswith(found)]
        assert texts[text] == words
    assert "tqdm 4.999.0" in str(texts)
    assert all(one["advice"].startswith("do: ") for one in told)


def test_missing_package_asks_for_no_venv_where_there_is_none() -> None:
    """On Colab, nobody is told to delete a folder that is not there."""
    assert "pip install" in installed.mending(Path("nowhere"))


@pytest.fixture
def look(capsys: pytest.CaptureFixture[str]) -> Callable[[str], list[Finding]]:
    """Look at one topic in this very Python; return the findings."""

    def ask_for(topic: str) -> list[Finding]:
        health.main([str(ROOT), topic])
        told = map(doctor.parsed, capsys.readouterr().out.encode().splitlines())
        return [Finding(one["word"], one["topic"], one["text"], one["advice"]) for one in told if "word" in one]

    return ask_for


def test_models_not_there_half_there_and_damaged(cache: Path, look: Callable[[str], list[Finding]]) -> None:
    """Each of the ways in which a model is not whole is told apart, with the command that brings it."""
    assert [(one.word, "Found none of" in one.text) for one in look("models")] == [("broken", True)] * 2
    assert not cache.exists()
    model = fetch.models_folder() / fetch.MODELS["minilm"].name
    scraps = fetch.models_folder() / f".partial-{model.name}-x1y2"
    scraps.mkdir(parents=True)
    assert "only the scraps of a fetch that broke off" in look("models")[1].text
    model.mkdir()
    (model / "config.json").write_text("{}")
    assert "found no manifest.json" in look("models")[1].text
    fetch._write_manifest(model, fetch.MODELS["minilm"])
    assert look("models")[1].word == "ok"
    (model / "config.json").write_text("{")
    assert "minilm" in look("models")[1].text and "found config.json with sha256" in look("models")[1].text
    (model / "config.json").unlink()
    assert "found no readable config.json" in look("models")[1].text
    assert {one.advice for one in look("models")} == {"do: python3 start.py fetch, which brings it anew."}
    assert scraps.exists()


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[Path]:
    """Give a disk of its own to a folder, where this computer lets a test do that."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize(("options", "reason"), [("size=16k", "No space left"), ("ro", "Read-only file system")])
def test_progress_that_cannot_be_written(
    home: Path, look: Callable[[str], list[Finding]], options: str, reason: str
) -> None:
    """A disk that is really full, or read-only, is noticed before a learner loses something."""
    with small_disk(home, options) as folder:
        if options != "ro":
            (folder / "filler").write_bytes(b"x" * 16384)
        (found,) = look("progress")
        assert found.word == "look here"
        assert reason in found.text and "COURSE_HOME" in found.advice
        assert reason in surroundings.refusal(folder)


def test_progress_without_permission(monkeypatch: pytest.MonkeyPatch, look: Callable[[str], list[Finding]]) -> None:
    """A folder that belongs to somebody else is told."""
    with unprivileged() as folder:
        monkeypatch.setenv("COURSE_HOME", str(folder / "deep" / "down"))
        (found,) = look("progress")
    assert found.word == "look here" and "Permission denied" in found.text


def test_damaged_progress_is_read_and_left(home: Path, look: Callable[[str], list[Finding]]) -> None:
    """What cannot be read is counted; nothing is put aside by looking."""
    assert look("progress")[0].text.startswith("0 things recorded")
    assert not home.exists()
    Progress(home).record("check", "idf", {"passed": True})
    assert look("progress")[0].text.startswith("1 things recorded")
    with (home / FILE).open("ab") as file:
        file.write(b"half a li")
    before = contents(home)
    (found,) = look("progress")
    assert found.word == "look here" and "Found 1 damaged lines among 2" in found.text
    assert contents(home) == before


def test_place_that_forgets(monkeypatch: pytest.MonkeyPatch, look: Callable[[str], list[Finding]]) -> None:
    """On Binder and Colab the learner is told to take the notebooks along; on a hub of one's own not."""
    for name in [name for name in os.environ if name.startswith(("BINDER_", "COLAB_", "JUPYTERHUB_"))]:
        monkeypatch.delenv(name)
    assert look("place")[0].word == "ok"
    monkeypatch.setenv("JUPYTERHUB_USER", "someone")
    assert (look("place")[0].word, look("place")[0].text) == ("ok", "JupyterHub")
    monkeypatch.setenv("BINDER_LAUNCH_HOST", "x")
    assert look("place")[0].word == "look here" and "download" in look("place")[0].advice


def test_taken_port_is_told(course: Course) -> None:
    """The port that would be used is named, and is another one than the taken one."""
    with socket.socket() as taken:
        first = lab.choose_port(None)
        taken.bind(("127.0.0.1", first))
        taken.listen()
        found = surroundings.port(course)
    assert found.word == "ok"
    assert str(first) != re.findall(r"\d+", found.text)[-1]
    assert "is taken" in found.text


def test_states_of_lessons(copy: Course) -> None:
    """As new, changed, missing, damaged and old ones are told apart; of changed ones nobody makes a problem."""
    names = fresh.lesson_names(copy)[:4]
    changed, missing, damaged, old = (copy.root / "lessons" / f"{name}.ipynb" for name in names)
    book = json.loads(changed.read_text("utf-8"))
    book["cells"][1]["source"] = ["mine = 1"]
    changed.write_text(json.dumps(book))
    missing.unlink()
    damaged.write_text(damaged.read_text("utf-8")[:500])
    cells = fresh.cells_of(old.read_bytes())
    old.write_bytes(fresh.serialised([*cells, fresh.Cell("markdown", "One more.", "", {})]))
    told = {finding.text: finding for finding in surroundings.lessons(copy)}
    assert any(text.endswith("run or changed by you: 00") for text in told)
    for number, state in (("01", "missing"), ("02", "damaged"), ("03", "of another version of the course")):
        (finding,) = [one for text, one in told.items() if text.startswith(f"Found {number} {state}")]
        assert finding.word == "look here" and f"python3 start.py reset {number}" in finding.advice


def test_run_lesson_is_no_other_version(copy: Course) -> None:
    """Outputs, deleted cells, new cells and JupyterLab's own notes make a lesson the learner's, not an old one."""
    path = copy.root / "lessons" / f"{fresh.lesson_names(copy)[0]}.ipynb"
    new = json.loads(path.read_text("utf-8"))
    for change in (
        {"metadata": {"language_info": {"version": "3.12"}}},
        {"cells": new["cells"][1:]},
        {"cells": [*new["cells"], {"cell_type": "code", "id": "any", "metadata": {}, "source": "1"}]},
    ):
        path.write_text(json.dumps(new | change))
        assert surroundings.state(copy, path.stem) == "run or changed by you"


def test_low_space_is_broken_only_before_the_set_up(course: Course, tmp_path: Path) -> None:
    """A disk of a few kilobytes cannot take the course; a course that is installed is only warned."""
    with small_disk(tmp_path / "disk", "size=64k") as folder:
        code = "import sys; from pathlib import Path; from setup_course import surroundings as s; "
        code += "print(s.disk(s.Course(Path(sys.argv[1]))).word)"
        command = [BARE, "-B", "-c", code, str(folder)]  # a Python that has not got the course
        assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "broken\n"
        (folder / ".venv").mkdir()
        assert surroundings.disk(Course(folder)).word == "look here"


def test_words_come_first_and_lines_are_short() -> None:
    """Each line says its word in letters; no line is wider than the terminal, and no colour is needed."""
    told = lines(Finding("broken", "packages", "Found nothing " * 20, "do: mend it."), 80).split("\n")
    assert told[0].split()[0] == "broken"
    assert told[-1].strip() == "do: mend it."
    assert max(map(len, told)) <= 80
