"""Tell how near a training step comes to the rate at which this processor multiplies plain matrices.

    python tests/benchmarks/training_rate.py BATCH THREADS

Needed are: forward and backward through the trained layers' matrices for each token, three products for each thin
matrix, and forward and backward through the head for each answer token. All the rest of a step only takes time.
"""

from __future__ import annotations

import json
import sys

from helpers import fact_sets, lora
from helpers.finetune import FinetuneConfig, finetune
from helpers.models import load_generator, seconds_to_multiply
from helpers.training_rows import encode

WORLD, PHRASINGS, EPOCHS, ROWS = 203, 3, 2, 896


def main(batch: str, threads: str) -> None:
    """Train, count what was needed, and print rates in GFLOP/s and their ratio as JSON."""
    generator = load_generator(threads=int(threads))
    facts = fact_sets.from_world(WORLD, phrasings=PHRASINGS)
    report = finetune(generator, facts.pairs(), FinetuneConfig(epochs=EPOCHS, batch=int(batch)))
    big = sum(layer.base.weight.numel() for layer in lora.lora_layers(generator.model).values())
    thin = sum(weight.numel() for weight in lora.trainable(generator.model))
    answers = EPOCHS * sum(len(row.targets) for row in encode(generator, facts.pairs()))
    needed = report.tokens * (4 * big + 6 * thin) + answers * 4 * generator.model.lm_head.weight.numel()
    plain = 2 * ROWS * 576 * 1536 / seconds_to_multiply(generator.model.dtype, ROWS)
    rate = needed / report.seconds
    told = {"training": round(rate / 1e9), "plain": round(plain / 1e9), "share": round(rate / plain, 3)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
