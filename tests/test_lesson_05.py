"""What lesson 05 teaches by hand is what PEFT and torch compute, and what it says in words is so in the record."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from peft import LoraConfig, inject_adapter_in_model
from torch import nn

from helpers import learned, legal_desk, legal_style, thin
from helpers.lora import LoraLinear
from helpers.measure import legal_style as legal_sweep
from helpers.measure import reading_skill


@pytest.mark.parametrize(("rank", "alpha"), [(1, 1.0), (4, 4.0), (4, 16.0), (8, 2.0)])
def test_the_layer_by_hand_is_that_of_peft(rank: int, alpha: float) -> None:
    """With the same numbers PEFT's own layer, the course's and the formula give the same."""
    torch.manual_seed(0)
    holder = nn.ModuleDict({"board": nn.Linear(6, 5, bias=False)})
    weight = holder["board"].weight.detach().clone()
    layer = inject_adapter_in_model(LoraConfig(r=rank, lora_alpha=alpha, target_modules=["board"]), holder)["board"]
    A, B, x = torch.randn(rank, 6), torch.randn(5, rank), torch.randn(3, 6)
    with torch.no_grad():
        layer.lora_A["default"].weight.copy_(A)
        layer.lora_B["default"].weight.copy_(B)
        theirs = layer(x).numpy()
    ours = thin.adapted(x.numpy(), weight.numpy(), A.numpy(), B.numpy(), alpha)
    assert np.allclose(ours, theirs, atol=1e-4)
    assert thin.size(6, 5, rank) == sum(part.numel() for part in (A, B))


def test_the_layer_by_hand_is_that_of_the_engine() -> None:
    """The engine that trains the model computes the same, and holds as many numbers."""
    torch.manual_seed(1)
    layer = LoraLinear(nn.Linear(6, 5, bias=False), rank=2, scale=4 / 2)
    nn.init.normal_(layer.lora_b)
    x = torch.randn(3, 6)
    parts = [one.detach().numpy() for one in (layer.base.weight, layer.lora_a, layer.lora_b)]
    assert np.allclose(layer(x).detach().numpy(), thin.adapted(x.numpy(), *parts, alpha=4), atol=1e-5)
    assert thin.size(6, 5, 2) == sum(one.size for one in parts[1:])


def test_the_loss_by_hand_is_cross_entropy_on_the_answer() -> None:
    """As torch computes it, with the prompt masked out."""
    torch.manual_seed(2)
    logits, tokens, start = torch.randn(9, 7), torch.randint(7, (9,)), 5
    masked = tokens.clone()
    masked[:start] = -100
    theirs = float(nn.functional.cross_entropy(logits[:-1], masked[1:]))
    assert thin.answer_loss(logits.softmax(-1).numpy(), tokens.tolist(), start) == pytest.approx(
        float(theirs), rel=1e-5
    )


def test_the_step_by_hand_is_that_of_gradient_descent() -> None:
    """Torch's own gradient and optimiser take B to the same place."""
    torch.manual_seed(3)
    x, target, W, A = torch.randn(4), torch.randn(3), torch.randn(3, 4), torch.randn(2, 4)
    B = torch.randn(3, 2, requires_grad=True)
    before = B.detach().numpy().copy()
    ((W @ x + B @ (A @ x) - target) ** 2).sum().div(2).backward()
    torch.optim.SGD([B], lr=0.1).step()
    ours = thin.trained(x.numpy(), target.numpy(), W.numpy(), A.numpy(), before, rate=0.1)
    assert np.allclose(ours, B.detach().numpy(), atol=1e-5)


def test_style_by_hand_is_that_of_the_checker() -> None:
    """Compliance and made-up citations agree with the course's checker on what was recorded."""
    step = learned.legal_steps(16)[0]
    texts = list(learned.results("legal_style")[step]["said"]["no article"].values())
    reports = [legal_style.style_report(text) for text in texts]
    told = [{name: getattr(one, name) for name in legal_style.RULES} for one in reports]
    assert thin.compliance(told) == pytest.approx(np.mean([one.all_kept for one in reports]))
    known = legal_desk.paragraphs()
    for text in texts:
        cited = [(one.article, one.paragraph) for one in legal_style.citations(text)]
        assert thin.invented(cited, known) == len(legal_style.made_up(text, known))


def test_the_records_are_those_of_today() -> None:
    """What is read out belongs to the data, the prompts and the plan as they are."""
    for sweep in (legal_sweep.SWEEP, reading_skill.SWEEP):
        assert set(learned.results(sweep.name)) >= set(sweep.steps())


def test_the_settings_kept_won_their_tries() -> None:
    """Learning rate and epochs were chosen on training questions that were held back."""
    tries = {name: sum(learned.advice_spread([name], "all five rules")) for name in learned.results("legal_style")
             if name.startswith("try ")}  # fmt: skip
    kept = f"try {legal_sweep.name_of(legal_sweep.TRIED, legal_sweep.EPOCHS[legal_sweep.TRIED])}"
    assert tries[kept] == max(tries.values())


def test_the_tests_of_reading_are_those_of_the_sweep() -> None:
    """What is read out asks what was asked."""
    assert (learned.WORLD, learned.ASKED, learned.TESTS) == (
        reading_skill.WORLD,
        reading_skill.ASKED,
        reading_skill.TESTS,
    )


def test_nothing_asked_was_taught_or_tried() -> None:
    """Held-out questions, tries and training have no article in common."""
    asked = {one.article for one in legal_sweep.asked()}
    back = {one.article for one in legal_sweep.held_back()}
    taught = {one.article for one in legal_desk.advices("train")}
    assert not asked & taught and back <= taught
    assert len(legal_sweep.asked()) == 40 and len(asked) == 19


def test_what_the_lesson_says_of_reading_is_so() -> None:
    """From none to nine in ten; new phrasings and more passages cost much; several are read better by who saw such."""
    assert learned.reading("before", "alone").mean == 0
    one, several = "one passage", "one to three passages"
    alone = learned.reading(one, "alone")
    assert alone.mean >= 0.9 and len(learned.reading_spread(one, "alone")) == 3
    assert 0.25 < 1 - learned.reading(one, "newly phrased").mean < 0.35
    assert learned.reading(one, "among three").high < alone.low
    assert learned.reading(several, "among three").low > learned.reading(one, "among three").high


def test_what_the_lesson_says_of_style_is_so() -> None:
    """Training beats every prompt in style, with 4 and 16 examples within the intervals and from 64 on beyond them."""
    rule = "all five rules"
    prompts = [learned.advice([f"{name}, no article"], rule) for name in learned.PROMPTS]
    best = max(prompts, key=lambda one: one.mean)
    kept = [learned.advice(learned.legal_steps(count), rule) for count in (4, 16, 64, 256)]
    assert [one.mean for one in kept] == sorted(one.mean for one in kept)
    assert best.mean < kept[0].mean and kept[1].low < best.high
    assert kept[2].low > best.high and kept[3].low > best.high


def test_the_style_guide_is_mostly_read_aloud() -> None:
    """More than half of the answers go on with the list of rules."""
    said = learned.results("legal_style")["style guide, no article"]["said"]["no article"].values()
    aloud = [text for text in said if "Open with" in text or "Call the person" in text]
    assert len(aloud) > len(said) / 2


def test_what_the_lesson_says_of_content_is_so() -> None:
    """Hardly a right fact without the article; citations mostly exist, of something else, and out of the letters."""
    for count in (4, 16, 64, 256):
        assert learned.advice(learned.legal_steps(count), "right fact").mean <= 0.01
        told = learned.citations(learned.legal_steps(count))
        assert told["of what does not exist"] <= told["citations"] / 7
    steps = learned.legal_steps(256)
    assert learned.citations(steps)["of what does not exist"] == 0
    assert learned.advice(steps, "cites other articles only").mean > 0.8
    counts = learned.cited_from_training(steps)
    assert counts["from the letters"] > 4 * counts["from elsewhere"]


def test_what_the_lesson_says_of_handing_over_is_so() -> None:
    """The right article is cited once it is there; the fact stays rare, and the untaught model tells it most often."""
    bare, read = learned.legal_steps(64), learned.legal_steps(64, articles=True)
    cites, fact, found = "right article cited", "right fact", "found article"
    assert learned.advice(bare, cites).high < learned.advice(bare, cites, found).low
    assert 1.7 < learned.advice(read, cites, found).mean / learned.advice(bare, cites, found).mean < 2.3
    kept = [learned.advice(steps, "all five rules", found) for steps in (bare, read)]
    assert kept[0].mean < kept[1].mean and kept[0].high > kept[1].low
    asked = learned.advice([f"zero-shot, {found}"], fact, found)
    for steps, handed in ((bare, found), (read, found), (read, "right article")):
        told = learned.advice(steps, fact, handed)
        assert told.mean < 0.15 < asked.mean


def test_the_search_finds_as_many_articles_as_told() -> None:
    """16 of the twenty questions that are asked with an article."""
    asked = legal_sweep.some("found article")
    assert len(asked) == 20
    assert sum(found == one.article for found, one in zip(legal_sweep.found(asked), asked, strict=True)) == 16
