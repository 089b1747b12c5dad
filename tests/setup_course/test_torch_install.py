"""Prove that torch comes without gigabytes for graphics cards."""

from __future__ import annotations

import pytest

from setup_course import torch_install
from setup_course.course import Course
from setup_course.failures import TroubleError

CONFLICT = "torch 2.13.0 depends on triton==3.7.1\nThe user requested (constraint) triton==0\nResolutionImpossible"
OFFLINE = "WARNING: Retrying: NewConnectionError: [Errno -3] Temporary failure in name resolution"


def torch_calls(monkeypatch: pytest.MonkeyPatch, course: Course, *answers: tuple[int, str]) -> list[list[str]]:
    """Let pip give these answers to the step that brings torch; return the list its calls go to."""
    calls: list[list[str]] = []
    left = iter(answers)

    def pip(_course: object, _shown: object, *arguments: str) -> tuple[int, str]:
        calls.append(list(arguments))
        return next(left)

    course.notes.mkdir(parents=True)
    monkeypatch.setattr(torch_install, "pip_install", pip)
    monkeypatch.setattr(torch_install, "has_installed", lambda course, pin: False)
    return calls


@pytest.mark.parametrize("answers", [[(0, "")], [(1, ""), (0, "")], [(1, ""), (1, CONFLICT), (0, "")]])
def test_torch_comes_without_cuda(
    monkeypatch: pytest.MonkeyPatch,
    course: Course,
    answers: list[tuple[int, str]],
) -> None:
    """Whichever way brings torch: either it is pinned to the CPU build, or CUDA's packages are ruled out."""
    calls = torch_calls(monkeypatch, course, *answers)
    torch_install.install_torch(course, None)
    assert len(calls) == len(answers)
    assert {"--timeout", "5", "--retries", "0", "https://download.pytorch.org/whl/cpu"} <= set(calls[0])
    for call in calls:
        pinned = "torch==2.13.0+cpu" in call and "--no-deps" in call
        barred = str(course.notes / "no-cuda.txt") in call
        assert pinned or (barred and "nvidia-cudnn-cu13==0\n" in (course.notes / "no-cuda.txt").read_text())


def test_torch_only_for_graphics_cards_is_refused(monkeypatch: pytest.MonkeyPatch, course: Course) -> None:
    """If there is no CPU build anywhere, the learner is told three ways on."""
    torch_calls(monkeypatch, course, (1, OFFLINE), (1, CONFLICT), (1, OFFLINE))
    with pytest.raises(TroubleError, match=r"Found only the build of torch for graphics cards.*PIP_FIND_LINKS"):
        torch_install.install_torch(course, None)


def test_torch_without_network_is_told_as_that(monkeypatch: pytest.MonkeyPatch, course: Course) -> None:
    """A missing network is not mistaken for a missing build."""
    torch_calls(monkeypatch, course, (1, OFFLINE), (1, OFFLINE))
    with pytest.raises(TroubleError, match="Found no way to the package registry"):
        torch_install.install_torch(course, None)


def test_torch_of_the_learners_choice_stays(monkeypatch: pytest.MonkeyPatch, course: Course) -> None:
    """Where the right version is installed, in whichever build, pip is not asked."""
    calls = torch_calls(monkeypatch, course)
    monkeypatch.setattr(torch_install, "has_installed", lambda course, pin: pin == "torch==2.13.0")
    torch_install.install_torch(course, None)
    assert calls == []
