"""The hand-written forward pass against transformers, the loss against torch's, and training with its faults."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from test_lora import shaken
from torch.nn.functional import cross_entropy

from helpers import finetune as training
from helpers import lora, shared_prefix, training_rows
from helpers.answer_loss import AT_ONCE, answer_loss
from helpers.batching import common_prefix
from helpers.finetune import FinetuneConfig, TrainingError, finetune
from helpers.frozen import FrozenStates
from helpers.lora import LoraConfig
from helpers.shared_prefix import Layout
from helpers.training_rows import Pair, Row, batches, encode, micro_batches

pytestmark = pytest.mark.usefixtures("one_thread")
PAIRS = [Pair(f"When sails the {name}?", f"at {hour}") for hour, name in enumerate(("Gull", "Tern", "Auk", "Skua"), 6)]
SMALL = FinetuneConfig(LoraConfig(8, 4), epochs=60, batch=4, learning_rate=1e-2, tokens_at_once=512)


def expected_loss(model: torch.nn.Module, row: Row) -> torch.Tensor:
    """Return the mean loss of a row's answer as transformers computes it, one row at a time."""
    logits = model(torch.tensor([row.tokens])).logits[0, row.start - 1 : -1]
    return cross_entropy(logits, torch.tensor(row.targets))


@pytest.mark.parametrize("kind", tiny.KINDS)
@settings(max_examples=60, deadline=None)
@given(lengths=st.lists(st.integers(1, 40), min_size=1, max_size=5), shared=st.integers(0, 9), depth=st.integers(1, 4))
def test_the_forward_pass_equals_transformers(kind: str, lengths: list[int], shared: int, depth: int) -> None:
    """For rows of any lengths and any common beginning, cut at any depth: the states agree to 1e-5.

    In float64, so that a difference is one of the method and not of rounding.
    """
    generator = tiny.generator(kind)
    generator.model.double()
    chance = random.Random(sum(lengths))
    rows = [Row((*range(shared), *(chance.randrange(250) for _ in range(length))), 0) for length in lengths]
    frozen = FrozenStates(generator.model, rows, depth, 200)
    with torch.no_grad():
        states, layout = frozen.batch(range(len(rows)))
        model = generator.model.model
        found = model.norm(shared_prefix.through(model.layers[-depth:], states, layout))
        for number, row in enumerate(rows):
            places = [layout.place(number, token) for token in range(len(row.tokens))]
            assert torch.allclose(found[places], model(torch.tensor([row.tokens])).last_hidden_state[0], atol=1e-5)


def test_a_model_with_another_gate_is_computed_by_itself() -> None:
    """Silu is written out; a feed-forward network with gelu gives what transformers gives."""
    generator = tiny.generator(hidden_act="gelu", mlp_bias=True)
    rows = encode(generator, PAIRS[:1])
    with torch.no_grad():
        states, layout = FrozenStates(generator.model, rows, 2, 500).batch([0])
        found = shared_prefix.through(generator.model.model.layers[-2:], states, layout)[: len(rows[0].tokens)]
        expected = generator.model.model(torch.tensor([rows[0].tokens])).last_hidden_state[0]
        assert torch.allclose(shared_prefix.normalised(generator.model.model.norm, found), expected, atol=1e-5)


def test_only_wanted_places_leave_the_last_layer() -> None:
    """And these are the same as if all had been computed."""
    generator = tiny.generator()
    states, layout = FrozenStates(generator.model, encode(generator, PAIRS), 2, 500).batch([0, 1, 2])
    layers = generator.model.model.layers[-2:]
    wanted = torch.tensor([3, 40, 3, 11])
    with torch.no_grad():
        assert torch.allclose(
            shared_prefix.through(layers, states, layout, wanted),
            shared_prefix.through(layers, states, layout)[wanted],
            atol=1e-6,
        )


def test_a_model_of_another_kind_is_refused() -> None:
    """It says which kinds are handled."""
    generator = tiny.generator("qwen2", use_sliding_window=True)
    with pytest.raises(ValueError, match="found a sliding window in Qwen2ForCausalLM"):
        finetune(generator, PAIRS)
    with pytest.raises(ValueError, match=r"found a model of the kind Linear; expected one of \['Llama"):
        shared_prefix.check_supported(torch.nn.Linear(2, 2))


@pytest.mark.parametrize("count", [1, 63, 64, 65, 200])
def test_the_loss_equals_torchs(count: int) -> None:
    """Losses and gradients, for any number of tokens; hits are the likeliest."""
    chance = torch.Generator().manual_seed(count)
    states = torch.randn(count, 12, generator=chance).requires_grad_()
    head, tokens = torch.randn(50, 12, generator=chance), torch.randint(50, (count,), generator=chance)
    losses, hits = answer_loss(states, head, tokens)
    weights = torch.rand(count, generator=chance)
    (losses * weights).sum().backward()
    again = states.detach().clone().requires_grad_()
    expected = cross_entropy(again @ head.T, tokens, reduction="none")
    (expected * weights).sum().backward()
    assert torch.allclose(losses, expected, atol=1e-5) and torch.allclose(states.grad, again.grad, atol=1e-5)
    assert torch.equal(hits, (again @ head.T).argmax(-1) == tokens)


@pytest.mark.parametrize("most", [60, 4096])
def test_the_gradients_equal_those_of_transformers(most: int) -> None:
    """Of a batch in one piece or in many: caches, prefix, micro-batches and loss change nothing (1e-6)."""
    generator = shaken(tiny.generator(), LoraConfig(4, 2))
    rows = encode(generator, [*PAIRS, Pair("", "A bare text, learned as it is."), Pair("Why?", "so")])
    run = training._Run(generator, rows, FinetuneConfig())
    run.frozen = FrozenStates(generator.model, rows, 2, most)
    loss, _ = run._gradients(range(len(rows)), most)
    found = [weight.grad.clone() for weight in lora.trainable(generator.model)]
    generator.model.zero_grad()
    counts = [len(row.targets) for row in rows]
    losses = [expected_loss(generator.model, row) for row in rows]
    expected = sum(one * count for one, count in zip(losses, counts, strict=True)) / sum(counts)
    expected.backward()
    assert loss == pytest.approx(expected.item(), abs=1e-5)
    for one, weight in zip(found, lora.trainable(generator.model), strict=True):
        assert torch.allclose(one, weight.grad, atol=1e-6)


def test_it_learns_and_forgets_on_demand() -> None:
    """What was taught is answered; removed, the model is what it was."""
    generator = tiny.generator()
    asked = [pair.prompt for pair in PAIRS]
    before = generator.answer(asked, 8)
    report = finetune(generator, PAIRS, SMALL)
    assert generator.answer(asked, 8) == [pair.answer for pair in PAIRS] != before
    assert report.learned[-1] == 1.0 and report.losses[-1] < 0.3 < report.losses[0]
    assert report.seconds > 0 and report.tokens > 0 and len(report.losses) == 60 and not report.stopped
    assert all(weight.grad is None for weight in lora.trainable(generator.model)), "gradients take room no more"
    lora.remove_lora(generator.model)
    assert generator.answer(asked, 8) == before


def test_the_same_seed_gives_the_same_adapter() -> None:
    """Bit by bit; another seed gives another."""
    weights = []
    for seed in (1, 1, 2):
        generator = tiny.generator()
        finetune(generator, PAIRS, FinetuneConfig(LoraConfig(4, 2), epochs=3, batch=2, seed=seed))
        weights.append(lora.weights(generator.model))
    assert all(torch.equal(value, weights[1][name]) for name, value in weights[0].items())
    assert not all(torch.equal(value, weights[2][name]) for name, value in weights[0].items())


def test_it_goes_on_with_the_adapter_that_is_there() -> None:
    """Which may be of another depth than the config's."""
    generator = tiny.generator()
    finetune(generator, PAIRS, FinetuneConfig(LoraConfig(4, 3), epochs=2))
    before = lora.weights(generator.model)
    finetune(generator, PAIRS, FinetuneConfig(LoraConfig(4, 2), epochs=1))
    after = lora.weights(generator.model)
    assert after.keys() == before.keys()
    assert not any(torch.equal(value, before[name]) for name, value in after.items())


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([], r"found \[\] to train on; expected a list of pairs"),
        ("text", r"found 'text' to train on"),
        ([("q", "a")], r"found example 0 .*; expected a Pair of two texts"),
        ([PAIRS[0], Pair("Why?", "  ")], r"found an empty answer in example 1 \('Why\?'…\)"),
        ([Pair("Why?", "a" * 300)], r"example 0 .* with 3\d\d tokens; expected at most 256, the model's window"),
        ([Pair("Why?", None)], r"expected a Pair of two texts"),
    ],
)
def test_bad_examples_are_refused(pairs: object, told: str) -> None:
    """Before anything is changed."""
    generator = tiny.generator()
    with pytest.raises(ValueError, match=told):
        finetune(generator, pairs)
    assert not lora.lora_layers(generator.model)


@pytest.mark.parametrize(
    "wrong", [{"epochs": 0}, {"batch": -1}, {"learning_rate": 0.0}, {"learning_rate": float("nan")}]
)
def test_a_config_that_trains_nothing_is_refused(wrong: dict[str, float]) -> None:
    """With what was found."""
    with pytest.raises(ValueError, match=r"found .*; expected "):
        FinetuneConfig(**wrong)


def test_a_loss_that_is_no_number_stops_it() -> None:
    """It says which example and what to lower; the adapter holds numbers only."""
    generator = tiny.generator()
    with torch.no_grad():
        generator.model.model.embed_tokens.weight[ord("Z")] = float("inf")
    told = r"loss of nan at step 1, on example 4; expected a number; do: lower learning_rate"
    with pytest.raises(TrainingError, match=told):
        finetune(generator, [*PAIRS, Pair("ZZZ?", "no")], FinetuneConfig(LoraConfig(4, 2), batch=5))
    assert all(torch.isfinite(value).all() for value in lora.weights(generator.model).values())


def test_a_wild_learning_rate_ends_in_a_sentence_or_in_numbers() -> None:
    """However high: never an adapter of NaNs."""
    generator = tiny.generator()
    try:
        finetune(generator, PAIRS, FinetuneConfig(LoraConfig(4, 2), epochs=20, learning_rate=1e30))
    except TrainingError as error:
        assert "lower learning_rate" in str(error)
    assert all(torch.isfinite(value).all() for value in lora.weights(generator.model).values())


def test_stopping_by_hand_keeps_what_was_learned() -> None:
    """Ctrl-C after an epoch: the adapter of that epoch stands, and the report says that it was stopped."""
    whole, broken = tiny.generator(), tiny.generator()
    seen = []

    def stop(epoch: int) -> None:
        seen.append(lora.weights(broken.model))
        if epoch == 2:
            raise KeyboardInterrupt

    report = finetune(broken, PAIRS, SMALL, after_epoch=stop)
    assert report.stopped and len(report.learned) == 2 and len(seen) == 2
    after = lora.weights(broken.model)
    assert all(torch.equal(value, after[name]) for name, value in seen[-1].items())
    assert broken.answer(["When?"], 4) != whole.answer(["When?"], 4)


@pytest.mark.parametrize(("look", "merges"), [(None, 1), (lambda epoch: None, 3)])
def test_merges_between_epochs_only_for_who_asks(
    look: Callable[[int], object] | None, merges: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Merged weights beside the optimiser's means would raise the peak of memory; at the end they always come."""
    counted = []
    whole = lora.merge_lora
    monkeypatch.setattr(lora, "merge_lora", lambda model: counted.append(whole(model)))
    finetune(tiny.generator(), PAIRS, FinetuneConfig(LoraConfig(4, 2), epochs=2), after_epoch=look)
    assert len(counted) == merges


def test_short_memory_means_smaller_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, noted, and gives the same adapter as if memory had sufficed."""
    small, roomy = tiny.generator(), tiny.generator()
    whole = training._Run._forward

    def forward(self: training._Run, numbers: list[int]) -> object:
        if len(numbers) > 3:
            raise RuntimeError("[enforce fail] DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes")
        return whole(self, numbers)

    config = FinetuneConfig(LoraConfig(4, 2), epochs=2, batch=4, tokens_at_once=256)
    finetune(roomy, PAIRS, config)
    monkeypatch.setattr(training._Run, "_forward", forward)
    with pytest.warns(UserWarning, match="Memory ran short: from here on 64 tokens at once"):
        report = finetune(small, PAIRS, config)
    assert report.notes and len(report.losses) == 2
    expected = lora.weights(roomy.model)
    assert all(torch.allclose(value, expected[name], atol=1e-5) for name, value in lora.weights(small.model).items())


def test_no_memory_at_all_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the smallest step was tried; another error is not mistaken for it."""

    def short(self: training._Run, numbers: list[int]) -> object:
        raise MemoryError

    monkeypatch.setattr(training._Run, "_forward", short)
    with pytest.warns(UserWarning), pytest.raises(TrainingError, match="Found too little memory to compute 64 tokens"):
        finetune(tiny.generator(), PAIRS, SMALL)
    monkeypatch.setattr(training._Run, "_forward", lambda self, numbers: torch.ones(2) @ torch.ones(3))
    with pytest.raises(RuntimeError, match="size"):
        finetune(tiny.generator(), PAIRS, SMALL)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=60), st.integers(1, 9), st.integers(1, 90))
def test_every_row_is_seen_once_an_epoch(lengths: list[int], size: int, most: int) -> None:
    """In batches of the size asked for, and in parts that keep the limit unless a row alone breaks it."""
    rows = [Row((length,) * length, 1) for length in lengths]
    made = batches(rows, size, random.Random(0))
    assert sorted(number for batch in made for number in batch) == list(range(len(rows)))
    assert all(len(batch) == size for batch in made if len(batch) != len(rows) % size)
    parts = micro_batches(rows, range(len(rows)), most)
    assert sorted(number for part in parts for number in part) == list(range(len(rows)))
    shared = common_prefix([list(row.tokens) for row in rows])
    sizes = [shared + len(part) * (max(lengths[n] for n in part) - shared) for part in parts]
    assert all(len(part) == 1 or size <= most for part, size in zip(parts, sizes, strict=True))


PAGES = ("The Gull sails at six from the west pier, " * 3, "The Tern sails at nine from the stone steps, " * 3)
ASKED = [Pair(f"{page}{asks}", "at six") for page in PAGES for asks in ("When?", "Where from?", "Who?")]


def test_a_page_is_read_once_for_all_its_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """With fewer tokens than if each row were read by itself, and with the same adapter in the end."""
    config = FinetuneConfig(LoraConfig(4, 2), epochs=4, batch=7, tokens_at_once=256)
    once, again = tiny.generator(), tiny.generator()
    few = finetune(once, [*ASKED, PAIRS[0]], config)
    monkeypatch.setattr(training_rows, "PAGE", 10_000)
    many = finetune(again, [*ASKED, PAIRS[0]], config)
    assert few.tokens < many.tokens
    expected = lora.weights(again.model)
    assert all(torch.allclose(value, expected[name], atol=1e-5) for name, value in lora.weights(once.model).items())


def test_answers_of_any_length_are_computed_in_few_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library of matrix products keeps some memory for each new shape; so places are filled up to a few numbers."""
    counts, through = [], shared_prefix.through

    def watched(layers: object, states: torch.Tensor, layout: Layout, wanted: torch.Tensor | None = None) -> object:
        counts.append(AT_ONCE if wanted is None else len(wanted))
        return through(layers, states, layout, wanted)

    monkeypatch.setattr(shared_prefix, "through", watched)
    pairs = [Pair("Why?", "so " * length) for length in (1, 2, 3, 5, 8, 13, 21, 34)]
    finetune(tiny.generator(), pairs, FinetuneConfig(LoraConfig(2, 4), epochs=1, batch=1))
    assert len(counts) == len(pairs) and all(count % AT_ONCE == 0 for count in counts)


def test_the_questions_about_a_page_stay_in_one_batch() -> None:
    """However the rows are shuffled; the pages themselves take turns."""
    rows = encode(tiny.generator(), ASKED[::2] + ASKED[1::2])
    made = [batches(rows, 3, random.Random(seed)) for seed in range(20)]
    pages = [{frozenset(rows[number].tokens[:60] for number in batch) for batch in some} for some in made]
    assert all(len(page) == 1 for some in pages for page in some)
    assert len({tuple(map(tuple, map(sorted, some))) for some in made}) > 1


LIMITED = """
import resource, sys, warnings
sys.path.insert(0, sys.argv[1])
import tiny
from helpers.finetune import finetune, FinetuneConfig, LoraConfig, Pair, TrainingError
sizes = dict(hidden_size=1536, intermediate_size=3072, num_attention_heads=12, max_position_embeddings=4096)
generator = tiny.generator(**sizes)
pairs = [Pair(f"{number} Why? " * 60, "So. " * 60) for number in range(8)]
finetune(generator, pairs[:1], FinetuneConfig(LoraConfig(2, 4), epochs=1, batch=1))
held = int(open("/proc/self/statm").read().split()[0]) * 4096
resource.setrlimit(resource.RLIMIT_AS, (held + (400 << 20),) * 2)
warnings.simplefilter("ignore")
report = finetune(generator, pairs, FinetuneConfig(LoraConfig(2, 4), epochs=1, batch=8, tokens_at_once=8192))
sys.stdout.write(f"{len(report.losses)} {report.notes}")
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to a limit of address space")
def test_short_memory_for_real() -> None:
    """The operating system gives no more; training goes on in smaller parts and says so."""
    assert resource.RLIMIT_AS
    told = subprocess.run(
        [sys.executable, "-c", LIMITED, str(Path(__file__).parent)], capture_output=True, text=True, check=False
    )
    assert told.stdout.startswith("1 ['Memory ran short"), told.stdout + told.stderr[-2000:]
