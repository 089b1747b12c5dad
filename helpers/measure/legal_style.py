"""The advisor's style learned from 4 to 256 examples, against prompts that ask for it: what was said, all of it.

A step's name tells its whole setting. `try …` steps choose learning rate and epochs on training questions that were
held back, with their articles; everything else is asked of held-out questions. Answers are kept as texts, so that
style, content and citations can be judged anew. Each training has a process of its own with one thread; its seconds
are the processor's, so that a second run beside it changes little, and its peak of memory is the whole process's.
"""

from __future__ import annotations

import functools
import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from helpers import legal_desk, lora, machine
from helpers.completion import Completer
from helpers.finetune import FinetuneConfig, finetune
from helpers.legal_desk import LONGEST_ANSWER, Advice
from helpers.lora import LoraConfig
from helpers.measure.apart import apart
from helpers.measure.finetune_grid import model
from helpers.measure.sweep import Step, Sweep

ASKED, HELD_BACK = 40, 16
ASKED_WITH_ARTICLE = 20
SEEDS = (1, 2, 3)
BATCH = 8
SHOWN = 3
PLAN = {
    "asked": ASKED,
    "held back": HELD_BACK,
    "batch": BATCH,
    "shown": SHOWN,
    "longest": LONGEST_ANSWER,
    "apart": True,
}
RANK, DEPTH = 16, 10
# Examples, rank and depth of what is taught: every combination.
SIZES, RANKS, DEPTHS = (64, 16, 4, 256), (16, 4), (10, 5)
GRID = tuple(itertools.product(SIZES, RANKS, DEPTHS))
# Each size is taught in 20 to 32 steps. Rate and steps were tried with 16 examples, on questions that were held back.
TRIES = ((10, 1e-3), (10, 2e-3), (10, 4e-3), (5, 2e-3))
TRIED = 16
RATE = 4e-3
EPOCHS = {4: 20, 16: 10, 64: 3, 256: 1}
Said = dict[str, Any]


def name_of(examples: int, epochs: int, rate: float = RATE, rank: int = RANK, depth: int = DEPTH) -> str:
    """Return what a setting is called.

    >>> name_of(64, 5)
    '64 examples, 5 epochs, rate 0.004, rank 16, depth 10'
    """
    return f"{examples} examples, {epochs} epochs, rate {rate:g}, rank {rank}, depth {depth}"


def asked() -> list[Advice]:
    """Return the held-out questions that every setting answers."""
    return legal_desk.spread(legal_desk.advices("heldout"), ASKED)


def held_back() -> list[Advice]:
    """Return training questions of articles that the tries do not train on."""
    return legal_desk.draw([one for one in legal_desk.advices("train") if _is_back(one)], HELD_BACK, 0)


def _is_back(one: Advice) -> bool:
    """Tell whether an article is held back while settings are tried."""
    articles = sorted({each.article for each in legal_desk.advices("train")})
    return one.article in articles[::6]


def found(questions: Sequence[Advice]) -> list[str | None]:
    """Return the article that searching by words finds for each question."""
    return [*legal_desk.look_up([one.question for one in questions])]


def right(questions: Sequence[Advice]) -> list[str | None]:
    """Return the article that settles each question."""
    return [one.article for one in questions]


def none(questions: Sequence[Advice]) -> list[str | None]:
    """Return no article for each question."""
    return [None for _ in questions]


Handed = Callable[[Sequence[Advice]], list[str | None]]
HANDED: dict[str, Handed] = {"no article": none, "found article": found, "right article": right}


def some(handed: str) -> list[Advice]:
    """Return the held-out questions that are asked; with an article, which is long to read, only the first of them."""
    return asked() if handed == "no article" else asked()[:ASKED_WITH_ARTICLE]


def say(questions: Sequence[Advice], handed: str, guide: bool = False) -> dict[str, str]:
    """Return the model's answers by question, with articles handed over or not."""
    articles = HANDED[handed](questions)
    asks = [legal_desk.prompt(one.question, article, guide) for one, article in zip(questions, articles, strict=True)]
    said = model().answer(asks, LONGEST_ANSWER)
    return {one.id: text for one, text in zip(questions, said, strict=True)}


def complete(questions: Sequence[Advice], handed: str) -> dict[str, str]:
    """Return the model's answers after a pattern of worked examples."""
    examples = legal_desk.draw(legal_desk.advices("train"), SHOWN, 0)
    articles = HANDED[handed](questions)
    asks = [
        legal_desk.few_shot(examples, one.question, article) for one, article in zip(questions, articles, strict=True)
    ]
    said = Completer(model()).answer(asks, LONGEST_ANSWER)
    return {one.id: text for one, text in zip(questions, said, strict=True)}


def train(config: FinetuneConfig, lessons: Sequence[Advice], look: Callable[[], Said], articles: bool = False) -> Said:
    """Teach answers, let `look` ask, take the adapter out; return what was said and what it cost.

    Args:
        config: how.
        lessons: what is taught.
        look: asks the tuned model.
        articles: whether the prompts taught hand over the article.
    """
    taught, begun = model(), time.process_time()
    try:
        report = finetune(taught, legal_desk.pairs(lessons, articles), config)
        seconds, peak = time.process_time() - begun, machine.peak_memory_mb()
        weights = sum(one.numel() for one in lora.trainable(taught.model))
        said = look()
    finally:
        lora.remove_lora(taught.model)
    return {
        "said": said,
        "seconds": round(seconds, 1),
        "weights": weights,
        "peak": round(peak / 1024, 2),
        "learned": [round(share, 3) for share in report.learned],
        "losses": [round(loss, 3) for loss in report.losses],
    }


def config_of(epochs: int, seed: int, rate: float = RATE, rank: int = RANK, depth: int = DEPTH) -> FinetuneConfig:
    """Return the configuration of a setting."""
    return FinetuneConfig(LoraConfig(rank, depth), epochs, BATCH, rate, seed=seed)


def _try(examples: int, epochs: int, rate: float) -> Said:
    """Train without the articles held back, and ask about these."""
    lessons = legal_desk.draw([one for one in legal_desk.advices("train") if not _is_back(one)], examples, 0)
    return train(config_of(epochs, 0, rate), lessons, lambda: {"no article": say(held_back(), "no article")})


def _taught(examples: int, seed: int, rank: int, depth: int, handed: Sequence[str]) -> Said:
    """Train on examples and ask the held-out questions, with articles in the ways named."""
    lessons = legal_desk.draw(legal_desk.advices("train"), examples, seed)
    config = config_of(EPOCHS[examples], seed, rank=rank, depth=depth)
    return train(config, lessons, lambda: {way: say(some(way), way) for way in handed})


def _with_articles(examples: int, seed: int) -> Said:
    """Train with the right article in each prompt, and ask with articles."""
    lessons = legal_desk.draw(legal_desk.advices("train"), examples, seed)
    ways = ("found article", "right article")
    return train(
        config_of(EPOCHS[examples], seed), lessons, lambda: {way: say(some(way), way) for way in ways}, articles=True
    )


def _steps() -> dict[str, Step]:
    """Return all steps, the most telling first."""
    steps: dict[str, Step] = {
        f"try {name_of(TRIED, *one)}": functools.partial(apart, _try, TRIED, *one) for one in TRIES
    }
    for way in ("no article", "found article"):
        steps[f"zero-shot, {way}"] = functools.partial(lambda way: {"said": {way: say(some(way), way)}}, way)
        steps[f"style guide, {way}"] = functools.partial(lambda way: {"said": {way: say(some(way), way, True)}}, way)
        steps[f"few-shot, {way}"] = functools.partial(lambda way: {"said": {way: complete(some(way), way)}}, way)
    for seed, (size, rank, depth) in itertools.product(SEEDS, GRID):
        handed = ("no article", "found article") if (size, rank, depth) == (64, RANK, DEPTH) else ("no article",)
        name = f"{name_of(size, EPOCHS[size], RATE, rank, depth)}, seed {seed}"
        steps[name] = functools.partial(apart, _taught, size, seed, rank, depth, handed)
    for seed in SEEDS:
        steps[f"with articles, {name_of(64, EPOCHS[64])}, seed {seed}"] = functools.partial(
            apart, _with_articles, 64, seed
        )
    return steps


def _data() -> list[Any]:
    """Return all that decides the result beside the plan: questions, articles and the guide."""
    lines = [asdict(one) for split in legal_desk.SPLITS for one in legal_desk.advices(split)]
    return [*lines, legal_desk.GUIDE, [one.text for one in legal_desk.library().values()]]


SWEEP = Sweep(
    "legal_style", "The advisor's style: prompts, and 4 to 256 examples.", 50, PLAN, _data, _steps, "bfloat16"
)
