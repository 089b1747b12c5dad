"""Prove that what programs say as they fail becomes one plain sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from setup_course import failures
from setup_course.course import Course

SAID = {
    "OSError: [Errno 28] No space left on device": "no space left",
    "ERROR: Could not install packages due to an OSError: [WinError 112] Not enough": "no space left",
    "PermissionError: [Errno 13] Permission denied: '/opt/x'": "no permission to write",
    "[WinError 5] Access is denied": "no permission to write",
    "OSError: [Errno 30] Read-only file system": "no permission to write",
    "ProxyError('Tunnel connection failed: 407 Proxy Authentication Required')": "a proxy",
    "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] self-signed'))": "a certificate",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE": "damaged on its way",
    "NewConnectionError: [Errno -3] Temporary failure in name resolution": "no way to the package registry",
    "ReadTimeoutError: HTTPSConnectionPool(host='registry.example'): Read timed out.": "no way to the package registry",
    "ERROR: Could not find a version that satisfies x (from versions: none)": "no way to the package registry",
    "ERROR: No matching distribution found for torch==2.13.0 (from versions: 1.0)": "no build of a package",
    "ERROR: Package 'x' requires a different Python: 3.16.0 not in '<3.16'": "no build of a package",
    "The virtual environment was not created because ensurepip is not available.": "without its venv part",
    "HINT: This error might have occurred without Windows Long Path support": "long paths",
    "ModuleNotFoundError: No module named 'jupyterlab'": "a package missing from .venv",
    "error: uninstall-no-record-file: no RECORD file was found for numpy.": "half-installed",
}


@pytest.mark.parametrize(("said", "found"), SAID.items())
def test_usual_causes_are_told_in_one_sentence(
    course: Course, is_one_sentence: Callable[[str], bool], said: str, found: str
) -> None:
    """What pip, venv or the system says is recognised, among lines that mean nothing."""
    noise = "Collecting numpy\nDownloading async_timeout-4.0 (407 kB)\n"
    told = str(failures.trouble("installing", f"{noise}{said}\nnotice: a new release of pip", course))
    assert found in told.partition("; do: ")[0]
    assert is_one_sentence(told)


def test_unknown_failure_shows_its_last_words_and_the_log(course: Course) -> None:
    """Nothing is guessed: a tidy block of the last lines, and where all of it stands."""
    course.notes.mkdir(parents=True)
    course.log.touch()
    told = str(failures.trouble("installing", "\n".join(f"line {n} (407 kB)" for n in range(50)), course))
    assert told.startswith("Found a fault while installing; do: ")
    assert "| line 49" in told
    assert "| line 10" not in told
    assert str(course.log) in told
