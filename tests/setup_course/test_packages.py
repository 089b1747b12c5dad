"""Prove that pip is asked as the learner's settings want it, and that its failures are understood."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest

from setup_course import failures, packages, showing
from setup_course.course import Course

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("proxy", "found"), [("http://127.0.0.1:9", "a proxy"), ("", "no way to the package")])
def test_real_pip_without_a_way_out(
    monkeypatch: pytest.MonkeyPatch,
    course: Course,
    own_python: None,
    proxy: str,
    found: str,
) -> None:
    """A real pip behind a dead proxy, and one whose registry is out of reach, are both understood."""
    for name in [name for name in os.environ if name.upper().startswith("PIP_") or name.upper().endswith("_PROXY")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    index = "https://registry.invalid/simple" if proxy else "http://127.0.0.1:9/simple"
    options = ["--dry-run", "--ignore-installed", "--no-deps", "--retries", "1", "--timeout", "1", "--index-url", index]
    code, said = packages.pip_install(course, showing.Showing("installing", "a second"), *options, "six")
    assert code
    assert str(failures.trouble("installing", said, course)).startswith(f"Found {found}")
    assert said in course.log.read_text()


def test_installed_version_is_compared_without_its_build(course: Course, own_python: None) -> None:
    """A version is found by its number; a missing package is simply not installed."""
    assert packages.has_installed(course, f"pytest=={pytest.__version__}")
    assert not packages.has_installed(course, "pytest==0.1")
    assert not packages.has_installed(course, "no-such-package==1.0")


def test_constraints_hold_versions_and_no_addresses() -> None:
    """Each line pins one package; torch's build is left open, as it differs between systems."""
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r'[\w.-]+==[\w.]+(; python_full_version [!<>=]+ "[\d.]+")?', line) for line in lines)
    assert "torch==2.13.0" in lines


def test_every_direct_dependency_has_a_tested_version() -> None:
    """What pyproject.toml asks for, in whichever extra, is pinned."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    asked = {plain_name(line) for line in [*project["dependencies"], *extras]} - {plain_name(project["name"])}
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert asked <= {plain_name(line) for line in pinned if not line.startswith("#")}


def plain_name(requirement: str) -> str:
    """Return a requirement's package name in the spelling that pip compares."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()
