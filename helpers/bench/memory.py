"""The most memory a process holds while something runs, looked at many times a second.

The system keeps a highest value, too, but it never falls: after one hungry arm all later ones would look as hungry.
"""

from __future__ import annotations

import threading
from types import TracebackType

import psutil

from helpers.machine import MEGABYTE, give_back_memory

SECONDS = 0.02


class PeakMemory:
    """Within `with PeakMemory() as memory:`, watch the process; afterwards, `memory.mb` is the most that was seen.

    It counts all that the process holds, loaded models among it; what was freed before is handed back first. What comes
    and goes within 20 ms may be missed.

    >>> with PeakMemory() as memory:
    ...     squares = [number**2 for number in range(100_000)]
    >>> memory.mb > 1
    True
    """

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.mb = 0.0
        self._process, self._over = psutil.Process(), threading.Event()
        self._watch = threading.Thread(target=self._look_often, daemon=True)

    def __enter__(self) -> PeakMemory:
        """Begin to watch, with no memory kept that an earlier arm let go: it would count for this one."""
        give_back_memory()
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Look once more, and stop."""
        self._over.set()
        self._watch.join()
        self._look()

    def _look_often(self) -> None:
        """Look until told to stop."""
        while not self._over.wait(SECONDS):
            self._look()

    def _look(self) -> None:
        """Keep the higher of what was and what is."""
        self.mb = max(self.mb, self._process.memory_info().rss / MEGABYTE)
