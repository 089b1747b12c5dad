"""Links and the cell for Colab follow from one setting; without it, nothing is there; outputs never depend on it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from nbformat import v4
from test_build import NAME, change, loaded, make_course

from helpers import build, place
from helpers.authoring import places
from helpers.authoring.budgets import lines_of_code
from helpers.authoring.lesson_files import Files
from helpers.authoring.places import Address, AddressError
from helpers.authoring.rules import STANDARD
from setup_course import fresh
from setup_course.course import Course

ROOT = Path(__file__).resolve().parents[2]
HOME = "https://github.com/tarnsey/course"
WHERE = Address(HOME, "v0.2.0", "look-it-up-or-learn-it")
PAGE = f"# Course\n\n{places.BEGIN}\n{places.END}\n\nText.\n"


def setting(root: Path, repository: str, version: str = "0.2.0") -> None:
    """Write the setting of a course's address."""
    project = f'[project]\nname = "look-it-up-or-learn-it"\nversion = "{version}"\n'
    (root / "pyproject.toml").write_text(f"{project}\n[tool.course]\nrepository = {json.dumps(repository)}\n")


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return a course that was built while it had no address, and again once it had one, without executing anything."""
    files = make_course(tmp_path_factory.mktemp("public"))
    setting(files.root, "")
    (files.root / "README.md").write_text(PAGE, encoding="utf-8")
    assert build.main([], files.root) == 0
    assert places.TAG not in files.lesson.read_text("utf-8") + files.solution.read_text("utf-8")
    setting(files.root, HOME)
    assert build.main(["--check"], files.root) == 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "execute", refuse)
        assert build.main([], files.root) == 0
    return files


def refuse(*_: object) -> None:
    """Stand for an execution that must not happen."""
    raise AssertionError("executed")


def test_an_address_adds_links_and_the_cell_and_keeps_the_outputs(public: Files) -> None:
    """Both notebooks get two cells behind their title; everything else stays, and the check is content."""
    assert build.main(["--check"], public.root) == 0
    for path in (public.lesson, public.solution):
        cells = loaded(path).cells
        assert [places.is_added(cell.metadata) for cell in cells[:4]] == [False, True, True, False]
        assert f"/blob/v0.2.0/lessons/{NAME}.ipynb)" in cells[1].source
        assert f'"look-it-up-or-learn-it @ git+{HOME}@v0.2.0"' in cells[2].source
    code = [cell for cell in loaded(public.solution).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [None, *range(1, len(code))]


def test_readme_has_links_where_its_marks_are(public: Files) -> None:
    """The links lead to the first lesson at the tag; the text around them stays."""
    page = (public.root / "README.md").read_text("utf-8")
    assert page.startswith("# Course") and page.endswith("Text.\n")
    assert re.findall(r"\[([^]]+)\]\(https://", page) == [
        "Open the first lesson on Binder",
        "Open the first lesson in Colab",
    ]
    assert places.with_badges(page, None) == PAGE


def test_taking_the_address_away_gives_the_old_files(public: Files, tmp_path: Path) -> None:
    """Without an address every file is as before."""
    files = make_course(tmp_path / "again")
    for path in (public.solution, public.lesson):
        target = files.root / path.relative_to(public.root)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    setting(files.root, "")
    assert build.build(files) == [files.lesson, files.solution]
    assert places.TAG not in files.lesson.read_text("utf-8") + files.solution.read_text("utf-8")


def test_reset_gives_the_public_lesson_back(public: Files) -> None:
    """A lesson made from the solved notebook has the added cells too, byte for byte."""
    assert fresh.new_lesson(Course(public.root), NAME) == public.lesson.read_bytes()


def test_results_of_other_code_are_still_noticed(public: Files, tmp_path: Path) -> None:
    """The added cell is no way past the hashes: an output typed in by hand is found."""
    copy = Files(tmp_path, NAME)
    for path in public.root.rglob("*.*"):
        target = tmp_path / path.relative_to(public.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    assert build.check(copy) == []
    change(copy.solution, "✓ middle", "✓ muddle")
    assert build.check(copy)


@pytest.mark.parametrize(
    ("repository", "binder", "colab"),
    [
        (HOME, "gh/tarnsey/course/v0.2.0", True),
        ("https://gitlab.com/isles/tarnsey/course", "gl/isles%2Ftarnsey%2Fcourse/v0.2.0", False),
        ("https://git.example.org/course", "git/https%3A%2F%2Fgit.example.org%2Fcourse/v0.2.0", False),
    ],
)
def test_links_for_each_host(repository: str, binder: str, colab: bool) -> None:
    """Binder takes any host in its own way; Colab opens GitHub's notebooks alone."""
    links = Address(repository, "v0.2.0", "x").links("lessons/00_x.ipynb")
    assert links["on Binder"] == f"https://mybinder.org/v2/{binder}?urlpath=lab%2Ftree%2Flessons%2F00_x.ipynb"
    assert ("in Colab" in links) == colab


@pytest.mark.parametrize("written", [f"{HOME}/", f"{HOME}.git", f" {HOME} "])
def test_ways_to_write_an_address(written: str, tmp_path: Path) -> None:
    """An address is the same with the ends that people copy along."""
    setting(tmp_path, written)
    assert places.address(tmp_path) == WHERE


@pytest.mark.parametrize(
    "written", ["github.com/a/b", "git@github.com:a/b.git", "https://github.com", f"{HOME} x", "#"]
)
def test_no_address_is_told(written: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be opened by a browser and by pip is refused, in a sentence, and nothing is built."""
    files = make_course(tmp_path)
    setting(tmp_path, written)
    with pytest.raises(AddressError, match=r"found repository = .*; expected one such as .*; do correct it"):
        places.address(tmp_path)
    assert build.main(["--check"], tmp_path) == 1
    assert "pyproject.toml: found repository" in capsys.readouterr().err
    assert not files.lesson.exists()


def test_readme_without_marks_is_told() -> None:
    """With an address, a page that has no place for the links is a fault; without one, it is not."""
    with pytest.raises(AddressError, match="found 0 places for the links"):
        places.with_badges("# Course\n", WHERE)
    assert places.with_badges("# Course\n", None) == "# Course\n"


def colab_cell(where: Address = WHERE) -> str:
    """Return the code that is added for Colab."""
    return places.added(where, "00_x")[1].text


def run(code: str, tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run code in a Python whose `pip` only writes down what it was asked for, and fails if told to."""
    (tmp_path / "pip.py").write_text(
        "import os, sys\nopen('asked', 'a').write(' '.join(sys.argv[1:]) + '\\n')\n"
        "sys.exit(os.environ.get('FAIL', 0) and 'ERROR: no network')\n"
    )
    (tmp_path / "helpers").mkdir()
    (tmp_path / "helpers" / "__init__.py").touch()
    (tmp_path / "helpers" / "cli.py").write_text(
        "import sys\nopen('asked', 'a').write(' '.join(sys.argv[1:]) + '\\n')\n"
    )
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "COLAB_RELEASE_TAG")}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=tmp_path, env=kept | variables, capture_output=True, text=True, check=False)


def test_elsewhere_the_cell_does_nothing(tmp_path: Path) -> None:
    """Outside Colab no program is started, and nothing is said."""
    told = run(colab_cell(), tmp_path)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    assert not (tmp_path / "asked").exists()


@pytest.mark.parametrize("sign", ["variable", "module"])
def test_on_colab_it_installs_the_tag_and_fetches(tmp_path: Path, sign: str) -> None:
    """By either sign of Colab: pip first, then the models."""
    fake = "import sys, types\nsys.modules['google.colab'] = types.ModuleType('google.colab')\n"
    variables = {"COLAB_RELEASE_TAG": "release"} if sign == "variable" else {}
    told = run((fake if sign == "module" else "") + colab_cell(), tmp_path, **variables)
    assert told.returncode == 0, told.stderr
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked == [f"install --quiet look-it-up-or-learn-it @ git+{HOME}@v0.2.0", "fetch"]


def test_on_colab_a_failure_says_why(tmp_path: Path) -> None:
    """What pip said stands in the error, and the models are not tried."""
    told = run(colab_cell(), tmp_path, COLAB_RELEASE_TAG="release", FAIL="1")
    assert "AssertionError: ERROR: no network" in told.stderr
    assert "Do: run this cell again." in told.stderr
    assert len((tmp_path / "asked").read_text().splitlines()) == 1


def test_the_cell_takes_the_signs_that_the_course_takes() -> None:
    """What the cell holds for Colab is what `helpers.place` does."""
    signs = [place.Signs({"COLAB_RELEASE_TAG": "x"}, "Shell"), place.Signs({}, "Shell", modules=("google.colab",))]
    assert [place.place_of(one) for one in signs] == [place.COLAB, place.COLAB]
    assert all(sign in colab_cell() for sign in ('"COLAB_RELEASE_TAG" in os.environ', '"google.colab" in sys.modules'))


def test_the_cell_keeps_the_budgets() -> None:
    """It is short and narrow as any other cell, and binds no name that a lesson may want."""
    long = Address("https://github.com/a-long-owner/a-course", "v0.10.0", WHERE.package)
    cell = places.added(long, "00_x")[1]
    assert lines_of_code(cell) <= STANDARD.most_lines
    assert re.findall(r"^\s*(\w+) =|for (\w+) in", cell.text, re.MULTILINE) == [
        ("_course", ""),
        ("", "_words"),
        ("_command", ""),
        ("_ran", ""),
    ]
    assert all(len(line) <= STANDARD.widest_line for line in cell.lines if "git+" not in line)


def test_this_course_is_built_from_its_own_setting() -> None:
    """The notebooks of this course hold the added cells if, and only if, it has an address."""
    has_address = places.address(ROOT) is not None
    for path in [*ROOT.glob("lessons/*.ipynb"), *ROOT.glob("solutions/*.ipynb")]:
        cells = v4.reads(path.read_text("utf-8")).cells
        assert any(places.is_added(cell.metadata) for cell in cells) == has_address
