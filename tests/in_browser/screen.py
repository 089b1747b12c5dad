"""A notebook on the screen, run by its menu, and everything that went wrong there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lab_server import Lab

if TYPE_CHECKING:  # where playwright is not to be had, these modules can still be read
    from playwright.sync_api import ConsoleMessage, Locator, Page, Request

OPEN_SECONDS = 60
SHOW_SECONDS = 20
LOOK_EVERY_MS = 250  # by default the browser looks at every frame, and takes a fifth of a processor for it
LOCAL = {"", "127.0.0.1", "localhost"}
# The status bar tells it; the mark beside the kernel's name says "idle" before there is a kernel.
READY = re.compile(r"^Python 3.*\| Idle$")
OUTPUTS = ".jp-Notebook .jp-OutputArea-output"
# A cell that has run has a number; one that waits, or is at it, a star. After an error those that waited have neither.
HAVE_RUN = """() => {
    const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].map(prompt => prompt.textContent);
    return prompts.some(text => /[0-9]/.test(text)) && !prompts.some(text => text.includes("*"));
}"""
WRONG_WORDS = re.compile(r"Traceback|Error displaying widget|Loading widget|fault of the course")


class Screen:
    """A page of JupyterLab with one notebook.

    Attributes:
        page: the browser's.
        noticed: what the browser complained of, and what it asked of other computers.
    """

    def __init__(self, page: Page, lab: Lab) -> None:
        """Listen to a page."""
        self.page, self.lab, self.noticed = page, lab, list[str]()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.noticed.append(f"page error: {error}"))
        page.on("request", self._watch)

    def open(self, name: str) -> None:
        """Open a notebook, and wait until its kernel is ready."""
        self.page.goto(self.lab.page(name))
        # Asked to run earlier, JupyterLab would ask back which kernel to take, or do nothing.
        self.page.get_by_text(READY).wait_for(timeout=OPEN_SECONDS * 1000)

    def run_all(self, seconds: float) -> None:
        """Choose Run → Run All Cells, and wait until nothing is left to run.

        Args:
            seconds: to wait at most.

        Raises:
            TimeoutError: playwright's, if it takes longer.
        """
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.page.wait_for_function(HAVE_RUN, polling=LOOK_EVERY_MS, timeout=seconds * 1000)
        self.page.get_by_text("Loading widget").first.wait_for(state="detached", timeout=SHOW_SECONDS * 1000)

    def faults(self) -> list[str]:
        """Return all that went wrong: in the browser, in a cell, in what is shown."""
        errors = self.page.locator(f"{OUTPUTS}[data-mime-type*=error]").all_text_contents()
        unrun = [text for text in self._prompts().all_text_contents() if not re.search(r"\d", text)]
        told = [text for text in self.page.locator(OUTPUTS).all_text_contents() if WRONG_WORDS.search(text)]
        return [*self.noticed, *errors, *(f"a cell did not run: {text!r}" for text in unrun), *told]

    def cells(self) -> int:
        """Return how many cells of code stand on the page."""
        return self._prompts().count()

    def _prompts(self) -> Locator:
        """Return the boxes in which the numbers of the cells of code stand."""
        return self.page.locator(".jp-CodeCell .jp-InputPrompt")

    def _hear(self, message: ConsoleMessage) -> None:
        """Keep an error that the browser's console shows."""
        if message.type == "error":
            self.noticed.append(f"console error: {message.text}")

    def _watch(self, request: Request) -> None:
        """Keep the address of another computer: the course needs no network."""
        if urlsplit(request.url).scheme in ("http", "https") and urlsplit(request.url).hostname not in LOCAL:
            self.noticed.append(f"asked for: {request.url}")
