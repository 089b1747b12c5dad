"""Fine-tune a small model on few cores: adapters in its upper layers, the rest computed once and kept.

What makes it quick: the frozen lower layers are read once (`frozen`), what all prompts begin with is computed once a
batch (`shared_prefix`), and only answers have logits (`answer_loss`). What keeps it small: micro-batches. The
optimiser is AdamW (Loshchilov and Hutter 2019); the learning rate rises over the first steps and falls to zero.
"""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import torch
from tqdm.auto import tqdm

from helpers import lora, machine, shared_prefix
from helpers.answer_loss import AT_ONCE, answer_loss
from helpers.frozen import FrozenStates
from helpers.lora import LoraConfig
from helpers.models import Generator
from helpers.portions import Portions, TrainingError
from helpers.training_rows import Pair, Row, batches, encode, micro_batches

CLIP = 1.0


@dataclass(frozen=True)
class FinetuneConfig:
    """How to train. The defaults did best on development facts (`python -m helpers.measure finetune_grid`).

    Args:
        lora: where adapters stand, and how wide they are.
        epochs: how many times each example is seen.
        batch: how many examples a step learns from.
        learning_rate: of AdamW at its highest.
        warm_up: share of all steps during which the learning rate rises.
        tokens_at_once: how many tokens are computed at a time; fewer need less memory.
        seed: decides how adapters begin and in which order examples come.

    Raises:
        ValueError: a number that trains nothing.
    """

    lora: LoraConfig = field(default_factory=LoraConfig)
    epochs: int = 8
    batch: int = 8
    learning_rate: float = 4e-3
    warm_up: float = 0.05
    tokens_at_once: int = 512
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse what would train nothing."""
        for name in ("epochs", "batch", "learning_rate", "tokens_at_once"):
            if not getattr(self, name) > 0:
                raise ValueError(f"found {name}={getattr(self, name)}; expected more than 0; do: raise it")
        if not 0 <= self.warm_up <= 1:
            raise ValueError(f"found warm_up={self.warm_up}; expected a share from 0 to 1; do: correct it")


@dataclass
class Training:
    """What training was like.

    Attributes:
        losses: mean loss of an answer's token, in nats, one a step.
        learned: share of the examples whose every token was the likeliest, one an epoch, seen while it ran.
        seconds: of training; what was done between the epochs is not in it.
        preparing: seconds for reading the frozen layers once, in addition.
        tokens: tokens computed with gradients, filling included.
        notes: what had to be changed on the way, in sentences.
        stopped: whether somebody stopped it by hand.
    """

    losses: list[float] = field(default_factory=list)
    learned: list[float] = field(default_factory=list)
    seconds: float = 0.0
    preparing: float = 0.0
    tokens: int = 0
    notes: list[str] = field(default_factory=list)
    stopped: bool = False


def finetune(
    generator: Generator,
    examples: Sequence[Pair],
    config: FinetuneConfig | None = None,
    progress: bool = False,
    after_epoch: Callable[[int], object] | None = None,
) -> Training:
    """Teach a model examples, in place; `lora.remove_lora(generator.model)` undoes it exactly.

    Adapters that are there already are trained on. Ctrl-C (or the stop button) ends it early and keeps what was
    learned so far. The same seed gives the same adapter on the same machine.

    Args:
        generator: the model to teach, of a kind that `shared_prefix` handles.
        examples: pairs of prompt and answer.
        config: how; see `FinetuneConfig`.
        progress: whether to show a bar with the loss, what is learned so far, and the time left.
        after_epoch: called with the number of epochs done; the model can be asked there, which takes a little memory.

    Raises:
        ValueError: there is no example, one is empty or longer than the window, or the model is not handled.
        TrainingError: the loss is no number any more, or memory does not suffice for the smallest step.
    """
    config = config or FinetuneConfig()
    shared_prefix.check_supported(generator.model)
    rows = encode(generator, examples)
    if not lora.lora_layers(generator.model):
        lora.add_lora(generator.model, config.lora, config.seed)
    machine.give_back_memory()
    run = _Run(generator, rows, config)
    try:
        with machine.sparing_memory():
            run.train(progress, after_epoch)
    except KeyboardInterrupt:
        run.report.stopped = True
    finally:
        run.forget()
        lora.merge_lora(generator.model)
    return run.report


class _Run:
    """One training while it runs."""

    def __init__(self, generator: Generator, rows: Sequence[Row], config: FinetuneConfig) -> None:
        self.model, self.rows, self.config = generator.model, rows, config
        self.report = Training()
        self.portions = Portions(config.tokens_at_once, self.report.notes)
        self.weights = lora.trainable(self.model)
        self.optimizer = torch.optim.AdamW(self.weights, lr=config.learning_rate, weight_decay=0.0, fused=True)
        self.steps = config.epochs * -(-len(rows) // config.batch)
        self.frozen: FrozenStates | None = None

    def forget(self) -> None:
        """Let go of what only training needs: gradients, the optimiser's means, the states of the frozen layers."""
        self.optimizer.zero_grad()
        self.optimizer.state.clear()
        self.frozen = None
        machine.give_back_memory()

    def train(self, progress: bool, after_epoch: Callable[[int], object] | None) -> None:
        """Go through all epochs."""
        lora.unmerge_lora(self.model)
        begun = time.perf_counter()
        self.frozen = self.portions.work(lambda most: FrozenStates(self.model, self.rows, self._depth(), most))
        self.report.preparing = time.perf_counter() - begun
        chance = random.Random(self.config.seed)
        with tqdm(total=self.steps, disable=not progress, unit="step") as bar:
            for epoch in range(self.config.epochs):
                self.report.learned.append(sum(self._epoch(chance, bar)) / len(self.rows))
                # Merged weights lie beside the optimiser's means: only for somebody who asks.
                if after_epoch:
                    self._ask(after_epoch, epoch + 1)

    def _depth(self) -> int:
        """Return how many layers from the top the lowest adapter stands."""
        lowest = min(int(name.split(".")[2]) for name in lora.lora_layers(self.model))
        return len(self.model.model.layers) - lowest

    def _epoch(self, chance: random.Random, bar: tqdm) -> Iterator[int]:
        """Take one step a batch; yield how many of its examples are learned."""
        for numbers in batches(self.rows, self.config.batch, chance):
            begun = time.perf_counter()
            for group in self.optimizer.param_groups:
                group["lr"] = self._learning_rate()
            loss, learned = self.portions.work(functools.partial(self._gradients, numbers))
            self._apply()
            self.report.seconds += time.perf_counter() - begun
            self.report.losses.append(loss)
            bar.set_postfix(loss=f"{loss:.2f}", learned=f"{learned / len(numbers):.0%}", refresh=False)
            bar.update()
            yield learned

    def _learning_rate(self) -> float:
        """Return the learning rate of the next step: up in a line, then down in a line."""
        done, rising = len(self.report.losses), max(1.0, self.config.warm_up * self.steps)
        return self.config.learning_rate * min((done + 1) / rising, (self.steps - done) / max(1.0, self.steps - rising))

    def _gradients(self, numbers: Sequence[int], most: int) -> tuple[float, int]:
        """Compute the gradients of a batch, `most` tokens at a time; return its mean loss and what is learned."""
        self.optimizer.zero_grad()
        count = sum(len(self.rows[number].targets) for number in numbers)
        total, learned = 0.0, 0
        for part in micro_batches(self.rows, numbers, most):
            losses, hits = self._forward(part)
            lengths = [len(self.rows[number].targets) for number in part]
            self._check(losses, lengths, part)
            (losses.sum() / count).backward()
            total += float(losses.detach().sum())
            learned += sum(bool(each.all()) for each in hits.split(lengths))
        return total / count, learned

    def _forward(self, numbers: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return loss and hit of each answer token of some rows."""
        assert self.frozen is not None
        states, layout = self.frozen.batch(numbers)
        self.report.tokens += layout.tokens
        wanted = [
            layout.place(row, token - 1)
            for row, number in enumerate(numbers)
            for token in range(self.rows[number].start, len(self.rows[number].tokens))
        ]
        layers = self.model.model.layers[-self.frozen.depth :]
        # The last place once more, as filling: each new number of places costs memory that is kept.
        filled = torch.tensor(wanted + wanted[-1:] * (-len(wanted) % AT_ONCE))
        states = shared_prefix.through(layers, states, layout, filled)
        states = shared_prefix.normalised(self.model.model.norm, states)[: len(wanted)]
        targets = torch.tensor([token for number in numbers for token in self.rows[number].targets])
        return answer_loss(states, self.model.lm_head.weight, targets)

    def _check(self, losses: torch.Tensor, lengths: Sequence[int], numbers: Sequence[int]) -> None:
        """Raise where a loss is no number, naming the example."""
        for number, each in zip(numbers, losses.detach().split(list(lengths)), strict=True):
            if not torch.isfinite(each).all():
                raise TrainingError(
                    f"Found a loss of {each.mean():.0f} at step {len(self.report.losses) + 1}, on example {number}; "
                    f"expected a number; do: lower learning_rate={self.config.learning_rate} to a quarter, and start "
                    "again from remove_lora(generator.model)."
                )

    def _apply(self) -> None:
        """Change the weights by one step; a gradient that is no number changes nothing."""
        length = torch.nn.utils.clip_grad_norm_(self.weights, CLIP)
        if not torch.isfinite(length):
            raise TrainingError(
                f"Found a gradient that is no number at step {len(self.report.losses) + 1}; expected one; "
                f"do: lower learning_rate={self.config.learning_rate} to a quarter."
            )
        self.optimizer.step()

    def _ask(self, after_epoch: Callable[[int], object], epoch: int) -> None:
        """Let somebody look at the model between two epochs, merged, as it is afterwards."""
        lora.merge_lora(self.model)
        after_epoch(epoch)
        lora.unmerge_lora(self.model)
