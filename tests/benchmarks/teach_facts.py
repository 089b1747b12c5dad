"""Teach 100 facts in a process of its own, with the course's engine or with PEFT and Trainer; tell what it took.

    python tests/benchmarks/teach_facts.py ours|peft WORLD EPOCHS FACTS BATCH RATE

Both begin with the same weights in the same number format, and see the same examples as often. Batch and learning rate
are each contestant's own. How long threads spin is what the starting process set: torch is loaded before
`share_machine` is called, which then only spares memory. The race's test sets it, so by hand say as it does
`OMP_WAIT_POLICY=PASSIVE GOMP_SPINCOUNT=3000`.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time

import peft
import torch
import transformers

from helpers import fact_sets, machine
from helpers.fact_sets import FactSet
from helpers.finetune import FinetuneConfig, finetune
from helpers.lora import LoraConfig
from helpers.models import Generator, load_generator
from helpers.training_rows import encode

PHRASINGS = 3
OURS = LoraConfig()
THEIR_RANK = 16


class Rows(torch.utils.data.Dataset):
    """Training rows in the form that Trainer wants: the loss on the answers only, as ours."""

    def __init__(self, generator: Generator, facts: FactSet) -> None:
        """Encode the facts as our engine does."""
        self.rows = encode(generator, facts.pairs())

    def __len__(self) -> int:
        """Return how many."""
        return len(self.rows)

    def __getitem__(self, number: int) -> dict[str, list[int]]:
        """Return tokens and labels of one."""
        row = self.rows[number]
        return {"input_ids": list(row.tokens), "labels": [-100] * row.start + list(row.targets)}


def by_ours(generator: Generator, facts: FactSet, epochs: int, batch: int, rate: float) -> float:
    """Teach with the course's engine; return the seconds, those for reading the frozen layers included."""
    report = finetune(generator, facts.pairs(), FinetuneConfig(OURS, epochs, batch, rate))
    return report.seconds + report.preparing


def by_peft(generator: Generator, facts: FactSet, epochs: int, batch: int, rate: float) -> float:
    """Teach with PEFT in all layers and transformers' Trainer; return the seconds."""
    # The course's folder of data has the name of a library, which Trainer then takes to be installed.
    transformers.trainer.is_datasets_available = lambda: False
    config = peft.LoraConfig(r=THEIR_RANK, lora_alpha=THEIR_RANK, target_modules="all-linear", task_type="CAUSAL_LM")
    model = peft.get_peft_model(generator.model, config)
    with tempfile.TemporaryDirectory() as folder:
        arguments = transformers.TrainingArguments(
            output_dir=folder,
            per_device_train_batch_size=batch,
            num_train_epochs=epochs,
            learning_rate=rate,
            weight_decay=0.0,
            warmup_steps=0.05,
            save_strategy="no",
            report_to="none",
            use_cpu=True,
            disable_tqdm=True,
            logging_strategy="no",
            seed=0,
        )
        collate = transformers.DataCollatorForSeq2Seq(generator.tokenizer, padding=True)
        trainer = transformers.Trainer(model, arguments, train_dataset=Rows(generator, facts), data_collator=collate)
        begun = time.perf_counter()
        trainer.train()
        seconds = time.perf_counter() - begun
    model.eval()
    model.merge_and_unload()
    return seconds


def share_right(generator: Generator, questions: tuple[fact_sets.Question, ...]) -> float:
    """Return the share of the questions that are answered exactly."""
    said = generator.answer([one.text for one in questions], fact_sets.LONGEST_ANSWER)
    return sum(fact_sets.right(questions, said)) / len(questions)


def main(who: str, world: str, epochs: str, facts: str, batch: str, rate: str) -> None:
    """Teach, note the peak of memory, ask, and print all that as JSON."""
    machine.share_machine()
    entities = int(facts) // len(fact_sets.ATTRIBUTES)
    taught = fact_sets.from_world(int(world), entities=entities, phrasings=PHRASINGS)
    generator = load_generator()
    seconds = {"ours": by_ours, "peft": by_peft}[who](generator, taught, int(epochs), int(batch), float(rate))
    told = {"seconds": seconds, "peak": machine.peak_memory_mb(), "dtype": str(generator.model.dtype)}
    told |= {"seen": share_right(generator, taught.seen()), "heldout": share_right(generator, taught.heldout)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
