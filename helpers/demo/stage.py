"""The demonstration itself: ask, teach, ask, let a fact change, ask everything again."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers import lora
from helpers.collection import Passage
from helpers.demo import telling
from helpers.demo.reading import make_reading
from helpers.demo.screen import Screen
from helpers.demo.story import Day, Story
from helpers.demo.ways import BOTH, LIBRARY, MEMORY, TUNED, Answerer, Round, open_library
from helpers.finetune import FinetuneConfig, finetune
from helpers.lora import LoraConfig
from helpers.models import Generator
from helpers.rag import Library

STEPS = 6


@dataclass(frozen=True)
class Syllabus:
    """What a minute of fine-tuning holds.

    Args:
        times: how often each fact is presented in each of its wordings.
        reading: how many lessons in reading there are, each presented once.
        config: how it is taught, all in one epoch.
    """

    times: int = 4
    reading: int = 64
    config: FinetuneConfig = field(default_factory=lambda: FinetuneConfig(LoraConfig(rank=32, depth=10), epochs=1))


SYLLABUS = Syllabus()


@dataclass
class Played:
    """What came of it.

    Args:
        story: what was told.
        before: what each way said on the first day.
        after: what each way said after the change.
        indexing: seconds for making the library, on each of the two days.
        training: seconds of fine-tuning.
    """

    story: Story
    before: dict[str, Round] = field(default_factory=dict)
    after: dict[str, Round] = field(default_factory=dict)
    indexing: list[float] = field(default_factory=list)
    training: float = 0.0


class Stage:
    """A model, a story and a screen.

    Args:
        generator: the model; it is as before in the end, whatever happens.
        story: what it is about.
        screen: where it is told.
        syllabus: what the model is taught, and how.
    """

    def __init__(self, generator: Generator, story: Story, screen: Screen, syllabus: Syllabus | None = None) -> None:
        """Keep what is given; nothing is asked yet."""
        self.generator, self.story, self.screen = generator, story, screen
        self.syllabus = syllabus or SYLLABUS
        self.reading = make_reading(story.seed, self.syllabus.reading, story.products)
        self.answerer = Answerer(generator, self.reading.worked)
        self.played = Played(story)

    def play(self) -> Played:
        """Go through the whole demonstration; return what came of it.

        Raises:
            KeyboardInterrupt: somebody stopped it, also in the middle of the training.
        """
        library = self._open(self.story.before.passages)
        self._step(1, telling.FROM_MEMORY)
        self._ask(MEMORY, self.story.before, library)
        self._step(2, telling.with_library(self.story))
        self._ask(LIBRARY, self.story.before, library)
        try:
            self._teach()
            self._step(4, telling.TAUGHT)
            self._ask(TUNED, self.story.before, library)
            self._ask(BOTH, self.story.before, library)
            self._step(5, telling.change(self.story))
            library = self._open(self.story.after.passages)
            self.screen.below(telling.mended(self.played.indexing[-1]))
            self._step(6, telling.AGAIN)
            self._ask(TUNED, self.story.after, library)
            self._ask(BOTH, self.story.after, library)
        finally:
            lora.remove_lora(self.generator.model)
        self._ask(MEMORY, self.story.after, library)
        self._ask(LIBRARY, self.story.after, library)
        return self.played

    def _open(self, passages: Sequence[Passage]) -> Library:
        """Return a library of these passages, and note how long that took."""
        begun = time.perf_counter()
        library = open_library(passages)
        self.played.indexing.append(time.perf_counter() - begun)
        return library

    def _step(self, number: int, title: str) -> None:
        """Announce a step."""
        self.screen.step(number, STEPS, title)

    def _ask(self, way: str, day: Day, library: Library) -> None:
        """Ask in one way, tell how it went, and keep it."""
        with self.screen.bar(len(day.questions)) as told:
            found = self.answerer.ask(way, day, library, told)
        rounds = self.played.before if day is self.story.before else self.played.after
        rounds[way] = found
        for line in telling.round_lines(way, day, self.story.changed, found):
            self.screen.below(line)

    def _teach(self) -> None:
        """Fine-tune the model on the facts of the first day, and on reading."""
        self._step(3, telling.teaching(self.story, self.syllabus.times, self.syllabus.reading))
        examples = [*self.story.lessons * self.syllabus.times, *self.reading.lessons]
        with self.screen.bars_of_others():
            report = finetune(self.generator, examples, self.syllabus.config, progress=self.screen.is_watched)
        if report.stopped:
            raise KeyboardInterrupt
        self.played.training = report.preparing + report.seconds
        self.screen.below(telling.trained(self.played.training))
