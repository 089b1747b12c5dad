"""A model that is taught once with each seed, and then asked in several ways; afterwards it is as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from helpers import lora
from helpers.bench import System
from helpers.finetune import FinetuneConfig, Training, finetune
from helpers.measure.sweep import Step
from helpers.models import Generator
from helpers.once import Once
from helpers.training_rows import Pair

LOSSES = 8


class Student:
    """What is taught, and the adapter that came of it last, so that several arms need one training.

    Args:
        model: returns the model; called when it is first taught.
        pairs: returns what is taught with a seed.
        config: returns how.
    """

    def __init__(
        self,
        model: Callable[[], Generator],
        pairs: Callable[[int], Sequence[Pair]],
        config: Callable[[int], FinetuneConfig],
    ) -> None:
        """Keep what is needed; nothing is taught yet."""
        self._model, self._pairs, self._config = model, pairs, config
        self._last: tuple[int, Training, dict[str, Any]] | None = None
        self._reader: Once | None = None

    @property
    def reader(self) -> Once:
        """Return the model as it was taught last; all arms with that seed read the same prompt once."""
        assert self._reader
        return self._reader

    @contextmanager
    def taught(self, seed: int) -> Iterator[Training]:
        """Within it, the model has the adapter of a seed; it yields what the training was like."""
        model = self._model().model
        try:
            yield self._again(seed) if self._last and self._last[0] == seed else self._anew(seed)
        finally:
            lora.remove_lora(model)

    def _anew(self, seed: int) -> Training:
        """Teach, and keep the adapter."""
        report = finetune(self._model(), self._pairs(seed), self._config(seed))
        self._last, self._reader = (seed, report, lora.weights(self._model().model)), Once(self._model())
        return report

    def _again(self, seed: int) -> Training:
        """Put the kept adapter in."""
        assert self._last
        lora.add_lora(self._model().model, self._config(seed).lora)
        lora.set_weights(self._model().model, self._last[2])
        lora.merge_lora(self._model().model)
        return self._last[1]

    def arm(self, make: Callable[[], System]) -> Callable[[int], AbstractContextManager[System]]:
        """Return an arm of the bench: from a seed to a system whose reader was taught with it.

        Args:
            make: returns the system, once its reader is taught.
        """

        @contextmanager
        def made(seed: int) -> Iterator[System]:
            with self.taught(seed):
                yield make()

        return made

    def noting(self, step: Step) -> Step:
        """Return a step of one of the arms that notes what the training was like, too."""
        return lambda: step() | {"training": self._report()}

    def _report(self) -> dict[str, Any]:
        """Return the last training as JSON values."""
        assert self._last
        report = self._last[1]
        return {
            "seconds": round(report.seconds + report.preparing, 1),
            "tokens": report.tokens,
            "learned": [round(share, 3) for share in report.learned],
            "losses": [round(loss, 3) for loss in report.losses[:: max(1, len(report.losses) // LOSSES)]],
        }
