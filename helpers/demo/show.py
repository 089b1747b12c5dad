"""What `python3 start.py demo` runs: from the first line, which is there at once, to where to read on."""

from __future__ import annotations

from helpers import machine
from helpers.demo.screen import Screen

SEED = 2034
INTERRUPTED = 130
# Minutes that it takes on two quiet cores, by number format.
MINUTES = {"bfloat16": 2, "float32": 4}
OPENING = (
    f"Look it up or learn it? A taste in about {MINUTES['bfloat16']} minutes on two cores, or about "
    f"{MINUTES['float32']} where the processor has no quick bfloat16. Ctrl-C ends it. Nothing is fetched, sent or kept."
)
STOPPED = "Stopped. Nothing was kept, and the model on the disk is as it was."


def show(seed: int = SEED) -> int:
    """Show the demonstration; return 0, or 130 if somebody ended it with Ctrl-C.

    Args:
        seed: of the facts; another one gives other facts and questions.

    Raises:
        ValueError: a seed below 0.
        ModelError: the model is not on this machine.
    """
    screen = Screen()
    try:
        screen.say(OPENING)
        perform(screen, seed)
    except KeyboardInterrupt:
        screen.say()
        screen.say(STOPPED)
        return INTERRUPTED
    return 0


def perform(screen: Screen, seed: int) -> None:
    """Load the model, go through everything, and tell what it is worth.

    Args:
        screen: where it is told.
        seed: of the facts.
    """
    machine.share_machine()
    # Seconds of loading, which the first line does not wait for; and Ctrl-C may come in the middle of them.
    from helpers import models  # noqa: PLC0415
    from helpers.demo import telling  # noqa: PLC0415
    from helpers.demo.stage import Stage  # noqa: PLC0415
    from helpers.demo.story import make_story  # noqa: PLC0415

    story = make_story(seed)
    generator = models.load_generator()
    number_format = str(generator.model.dtype).removeprefix("torch.")
    screen.say(telling.here(machine.cores(), number_format, MINUTES[number_format]))
    screen.say(telling.facts(story))
    played = Stage(generator, story, screen).play()
    screen.say()
    screen.as_it_is(telling.table(played))
    for paragraph in (telling.cost(played), telling.worth(played)):
        screen.say()
        screen.say(paragraph)
    screen.say()
    screen.as_it_is(telling.read_on(seed))
