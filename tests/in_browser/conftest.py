"""A browser and a JupyterLab for the tests of this folder; where there is no browser, they are skipped and say so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import lab_server
import pytest
from screen import Screen

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
)
WINDOW = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Debian's browser. Not for longer than a module: other tests could not run an event loop of their own."""
    playwright = pytest.importorskip("playwright.sync_api", reason="found no package playwright; it comes with .[test]")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("found no program chromium; on Debian and Ubuntu do: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[lab_server.Lab]:
    """Start JupyterLab; the browser comes first, since without it there is nothing to start for."""
    with lab_server.running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture
def screen(browser: Browser, lab: lab_server.Lab, tmp_path: Path) -> Iterator[Screen]:
    """Give an empty page; what it shows in the end is kept as `last.png` in the test's folder."""
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    yield Screen(page, lab)
    page.screenshot(path=tmp_path / "last.png")
    context.close()
    lab.end_kernels()
