"""Fine-tuning against PEFT with all layers and transformers' Trainer: 100 facts, each contestant in its own process.

It takes about ten minutes on two quiet cores. Accuracy is compared, too: quicker and worse would be no win.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from helpers import fact_sets, lora, machine
from helpers.finetune import FinetuneConfig, finetune
from helpers.models import load_generator, seconds_to_multiply
from helpers.training_rows import encode

SCRIPT = Path(__file__).with_name("teach_facts.py")
EPOCHS, FACTS, BATCH = 12, 100, 32
MOST_MB = 1536
ROWS = 896


def taught(who: str) -> dict[str, Any]:
    """Return what one contestant took, and what its model knew afterwards."""
    asked = [sys.executable, str(SCRIPT), who, str(EPOCHS), str(FACTS), str(BATCH), str(machine.cores())]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.fixture(scope="module")
def race() -> dict[str, dict[str, Any]]:
    """Let both teach the same facts as often, one after the other; and tell the ratios."""
    told = {who: taught(who) for who in ("ours", "peft")}
    sys.stderr.write(f"\nFine-tuning: {json.dumps(told)}\n")
    return told


@pytest.mark.benchmark
def test_as_accurate(race: dict[str, dict[str, Any]]) -> None:
    """On seen and on held-out phrasings; a tenth less would be more than chance at these numbers of questions."""
    assert race["ours"]["seen"] >= race["peft"]["seen"] - 0.02
    assert race["ours"]["heldout"] >= race["peft"]["heldout"] - 0.1


@pytest.mark.benchmark
def test_in_a_third_of_the_time(race: dict[str, dict[str, Any]]) -> None:
    """Wall time, reading the frozen layers included."""
    assert race["ours"]["seconds"] <= race["peft"]["seconds"] / 3


@pytest.mark.benchmark
def test_in_half_of_the_memory(race: dict[str, dict[str, Any]]) -> None:
    """Peak of the whole process, and at most 1.5 GB of it."""
    assert race["ours"]["peak"] <= min(race["peft"]["peak"] / 2, MOST_MB)


@pytest.mark.benchmark
@pytest.mark.parametrize("batch", [FinetuneConfig().batch, BATCH])
def test_half_of_the_rate_of_plain_products(batch: int) -> None:
    """The needed products of a training step, over its seconds, against the processor's rate in the same format.

    Steps are those of a lesson, and those of the race.

    Counted: forward and backward through the trained layers' matrices for each token of a list (what fills a list up
    to its length is computed, too), three products for each thin matrix, and forward and backward through the head for
    each answer token.
    """
    generator = load_generator()
    facts = fact_sets.from_world(203, phrasings=3)
    report = finetune(generator, facts.pairs(), FinetuneConfig(epochs=2, batch=batch))
    layers = lora.lora_layers(generator.model).values()
    big = sum(layer.base.weight.numel() for layer in layers)
    thin = sum(weight.numel() for weight in lora.trainable(generator.model))
    rows = encode(generator, facts.pairs())
    answers = 2 * sum(len(row.targets) for row in rows)
    needed = report.tokens * (4 * big + 6 * thin) + answers * 4 * generator.model.lm_head.weight.numel()
    rate = needed / report.seconds
    lora.remove_lora(generator.model)
    most = 2 * ROWS * 576 * 1536 / seconds_to_multiply(generator.model.dtype, ROWS)
    sys.stderr.write(f"\nSteps of {batch}: {rate / 1e9:.0f} of {most / 1e9:.0f} GFLOP/s: {rate / most:.2f}\n")
    assert rate >= most / 2
