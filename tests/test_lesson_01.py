"""What the prose of lesson 01 says in words is what its cells show in numbers."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from helpers import by_hand, cwe, data, searching
from helpers.bm25 import BM25, terms
from helpers.data import Collection

SOLVED = Path(__file__).resolve().parents[1] / "solutions" / "01_keywords.ipynb"
QUESTION = "What do you do with the Gullwing on a Tuesday that makes her late?"


@pytest.fixture(scope="module")
def desk() -> Collection:
    """Return the ferry's binder."""
    return data.load("helpdesk")


@pytest.fixture(scope="module")
def catalogue() -> Collection:
    """Return the catalogue of weaknesses with the real lines."""
    return cwe.load()


@pytest.fixture(scope="module")
def solved() -> nbformat.NotebookNode:
    """Return the executed lesson."""
    return nbformat.read(SOLVED, as_version=4)


def test_counting_fails_and_weighing_finds_the_page(desk: Collection) -> None:
    """By little words and a Tuesday the question shares more with another page; its weight is with the right one."""
    texts = searching.texts(desk)
    counted = [by_hand.shared(QUESTION, text) for text in texts]
    first = int(np.argmax(counted))
    assert "alarm" in desk.passages[first].title
    assert counted[first] > counted[0]
    assert {"a", "the", "tuesday"} < set(terms(QUESTION)) & set(terms(texts[first]))
    assert BM25(texts, k1=0).search(QUESTION, k=1).indices.tolist() == [0]
    assert BM25(texts).search(QUESTION, k=1).indices.tolist() == [0]


def test_the_gullwing_is_rare_and_the_is_everywhere(desk: Collection) -> None:
    """A handful against several times as many against all; and two forms of a word are two terms."""
    index = by_hand.postings([terms(text) for text in searching.texts(desk)])
    assert 1 <= len(index["gullwing"]) <= 5
    assert len(index["tuesday"]) >= 2 * len(index["gullwing"])
    assert len(index["the"]) == len(desk.passages)
    assert set(index["tuesday"]) - set(index["tuesdays"])


def test_the_long_entry_repeats_itself_seven_times_as_often(catalogue: Collection) -> None:
    """Of the entries on passwords the one that says the word most is not the right one."""
    texts = searching.texts(catalogue)
    entries = {passage.id: terms(text) for passage, text in zip(catalogue.passages, texts, strict=True)}
    mentions = {id: entry.count("password") for id, entry in entries.items()}
    often = max(mentions, key=lambda id: mentions[id])
    assert (often, mentions[often]) == ("CWE-640", 7 * mentions["CWE-1393"])
    assert len(entries[often]) > np.mean([len(entry) for entry in entries.values()]) > len(entries["CWE-1393"])


def test_every_piece_helps_and_weighing_helps_most(catalogue: Collection) -> None:
    """Recall@10 rises with each piece; nearly half of the right entries are missed all the same."""
    texts = searching.texts(catalogue)
    steps = [by_hand.SharedTerms(texts), BM25(texts, k1=0), BM25(texts, b=0), BM25(texts)]
    recalls = [np.mean(searching.recalls(step, catalogue, catalogue.questions)) for step in steps]
    gains = np.diff(recalls)
    assert (gains > 0).all() and gains[0] > gains[1] + gains[2]
    assert 0.45 < 1 - recalls[-1] < 0.5


def test_codes_are_found_and_other_words_are_not() -> None:
    """By kind of question: almost always, about half of the time, never."""
    advisories = data.load("advisories")
    index = BM25(searching.texts(advisories))
    share = {}
    for kind in ("identifier", "lookup", "other words"):
        asked = [one for one in advisories.questions if (one.kind, one.split) == (kind, "heldout")]
        share[kind] = np.mean(searching.firsts(index, advisories, asked))
    assert share["identifier"] > 0.9
    assert 0.3 < share["lookup"] < 0.6
    assert share["other words"] == 0


def test_every_drawing_shows_a_picture(solved: nbformat.NotebookNode) -> None:
    """Each cell that calls plots has an image in its output, not the first of them alone."""
    drawing = [cell for cell in solved.cells if cell.cell_type == "code" and re.search(r"^plots\.", cell.source, re.M)]
    assert len(drawing) >= 5
    for cell in drawing:
        assert any("image/png" in output.get("data", {}) for output in cell.outputs), cell.source


def test_the_two_libraries_are_met_to_five_digits(solved: nbformat.NotebookNode) -> None:
    """Equal to bm25s; not to rank_bm25 as it stands, but in its formula; equal to the course's own index."""
    shown = [
        cell.outputs[0]["data"]["text/plain"]
        for cell in solved.cells
        if cell.cell_type == "code" and "np.allclose(" in cell.source
    ]
    assert shown == ["True", "False", "True", "True"]
