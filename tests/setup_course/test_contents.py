"""Prove that what is carried away is the course: nothing of its reader's, nothing that can be made again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from setup_course import contents, fresh
from setup_course.course import Course

UNCOPIED = shutil.ignore_patterns("__pycache__", "mine", ".ipynb_checkpoints")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Course:
    """Give a copy of some of the course, with what gathers around one in use."""
    course = Course(tmp_path / "course")
    for folder in ("lessons", "solutions", "setup_course"):
        shutil.copytree(ROOT / folder, course.root / folder, ignore=UNCOPIED)
    shutil.copy(ROOT / ".gitignore", course.root)
    for path in STRAY:
        (course.root / path).parent.mkdir(parents=True, exist_ok=True)
        (course.root / path).write_text("stray")
    return course


STRAY = [
    ".git/HEAD",
    ".venv/bin/python",
    ".venv-old-x1/venv/pyvenv.cfg",
    ".mypy_cache/3.11/x.json",
    "dist/course.zip",
    "helpers/__pycache__/x.pyc",
    "lessons/mine/00_x.ipynb",
    "lessons/.ipynb_checkpoints/00_x.ipynb",
    "look.egg-info/PKG-INFO",
    "wheels/torch.whl",
]


def test_nothing_stray_goes(copy: Course) -> None:
    """Caches, environments, the reader's own copies and earlier bundles stay behind; all else goes, once."""
    paths = [path for path, _ in contents.files(copy)]
    assert not {*STRAY} & {*paths}
    assert {"setup_course/contents.py", ".gitignore", "solutions/00_the_question.py"} <= {*paths}
    assert len(paths) == len({*paths})
    everything = {path.relative_to(copy.root).as_posix() for path in copy.root.rglob("*") if path.is_file()}
    assert everything - {*paths} == {*STRAY}


def test_lessons_go_as_new(copy: Course) -> None:
    """What its reader wrote into a lesson is nobody else's; a lesson that was deleted goes, too."""
    names = fresh.lesson_names(copy)
    (copy.root / "lessons" / f"{names[0]}.ipynb").write_text("solved by me")
    (copy.root / "lessons" / f"{names[1]}.ipynb").unlink()
    found = dict(contents.files(copy))
    for name in names:
        built = (ROOT / "lessons" / f"{name}.ipynb").read_bytes().replace(b"\r\n", b"\n")
        assert found[f"lessons/{name}.ipynb"] == built


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git to compare with")
def test_what_git_keeps_goes() -> None:
    """Every file that belongs to the project is carried away, and none that git ignores."""
    found = set(contents.paths(ROOT, contents.patterns(Course(ROOT))))

    def listed(*options: str) -> set[str]:
        """Return what git lists."""
        done = subprocess.run(["git", "ls-files", "-z", *options], cwd=ROOT, capture_output=True, text=True, check=True)
        return {path for path in done.stdout.split("\0") if (ROOT / path).is_file()}

    assert listed() <= found
    assert found <= listed("--cached", "--others", "--exclude-standard")


def test_course_without_gitignore(copy: Course) -> None:
    """Without that file, at least the large things stay behind."""
    (copy.root / ".gitignore").unlink()
    paths = {path for path, _ in contents.files(copy)}
    assert not {".git/HEAD", ".venv/bin/python", "wheels/torch.whl", "helpers/__pycache__/x.pyc"} & paths
