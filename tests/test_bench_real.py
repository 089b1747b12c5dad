"""The bench with the real model, on few questions: the ladder stands, nothing leaks from arm to arm."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
import tiny
from bench_reader import collection, library

from helpers import bench, lora
from helpers.bench import guards, identity
from helpers.bench.systems import System
from helpers.completion import Completer
from helpers.models import Generator
from helpers.rag import Rag
from helpers.styles import FEW_SHOT


def test_the_bench_loads_no_torch() -> None:
    """A lesson that only reads a recorded table does not wait for it."""
    code = "import sys; import helpers.bench; print('torch' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "False"


@pytest.mark.usefixtures("one_thread")
def test_an_adapter_changes_the_weights_and_not_the_base() -> None:
    """The model beneath is known by its weights alone; another model, or another number in it, is another base."""
    model = tiny.generator()
    plain = identity.of_reader(model)
    lora.add_lora(model.model, lora.LoraConfig(rank=2, depth=2))
    tuned = identity.of_reader(model)
    assert (plain["base"] == tuned["base"], plain["weights"] == tuned["weights"]) == (True, False)
    assert identity.of_reader(Completer(model)) == tuned | {"reader": "Completer"}
    lora.remove_lora(model.model)
    assert identity.of_reader(model) == plain
    assert identity.of_reader(tiny.generator(seed=1))["base"] != plain["base"]


@pytest.mark.usefixtures("one_thread")
def test_a_tiny_model_goes_through_all_columns() -> None:
    """Tokens, choice, belief and stages of a real generator; another base is found by its guard."""
    asked = [one for one in collection().split("heldout") if one.kind == "lookup"][:3]
    config = bench.RunConfig(bench.offer(asked, collection().questions), timed=2)
    arms: dict[str, System] = {
        "chat": bench.ClosedBook(tiny.generator(max_position_embeddings=512), max_new_tokens=3),
        "line": bench.ClosedBook(Completer(tiny.generator(max_position_embeddings=512)), max_new_tokens=3),
        "other": bench.ClosedBook(tiny.generator(seed=1, max_position_embeddings=512), max_new_tokens=3),
    }
    table = bench.run(arms, asked, config=config)
    assert table[["choice", "belief"]].notna().all().all() and (table["tokens_read"] > 10).all()
    assert (table["timing"] == "one by one").sum() == 6
    assert guards.same_base(table[table["arm"] != "other"]) == []
    assert "'other' from" in guards.same_base(table)[0]


@pytest.mark.slow
def test_the_real_model_climbs_the_ladder(generator: Generator, tmp_path: Path) -> None:
    """Ten questions on versions: the right passage helps, an empty adapter changes nothing and goes without trace."""
    asked = [one for one in collection().split("heldout") if one.attribute == "fixed_version" and one.kind == "lookup"]
    few = Rag(library(), Completer(generator), k=1, style=FEW_SHOT, budget=2048)

    @contextmanager
    def adapted(seed: int) -> Iterator[System]:
        lora.add_lora(generator.model, lora.LoraConfig(rank=2, depth=2), seed)
        try:
            yield bench.ClosedBook(generator)
        finally:
            lora.remove_lora(generator.model)

    arms = {
        "adapted": adapted,
        "closed": bench.ClosedBook(generator),
        "retrieved": bench.Retrieved(few),
        "right": bench.RightPassage(few),
    }
    config = bench.RunConfig(bench.offer(asked[:10], collection().questions), timed=1)
    table = bench.run(arms, asked[:10], config=config, path=tmp_path / "fair.json")
    rungs = bench.ladder(table).set_index("arm")["mean"]
    assert rungs["closed"] <= 0.1
    assert rungs["right"] >= 0.3
    answers = {arm: rows["answer"].tolist() for arm, rows in table.groupby("arm")}
    assert answers["adapted"] == answers["closed"]
    assert guards.same_base(table) == [] and guards.same_questions(table) == []
    alone = table[table["timing"] == "one by one"].groupby("arm")[["search", "prefill", "decode"]].median()
    assert alone.loc["right", "prefill"] > 2 * alone.loc["closed", "prefill"]
    pd.testing.assert_frame_equal(bench.load(tmp_path / "fair.json", asked[:10], config), table)
