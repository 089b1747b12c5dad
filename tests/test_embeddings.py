"""Prove the embeddings: pooling, batching, cutting, and the index over them."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import embeddings, fetch
from helpers.embeddings import DenseIndex, Embedder
from helpers.pooling import mean_pool, unit_rows
from helpers.rankings import best

LETTERS = "fograin"
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=8)


class _LetterCounter:
    """An encoder for tests: how often each letter occurs."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return one row a text."""
        return np.array([[text.count(letter) for letter in LETTERS] for text in texts], dtype=float).reshape(
            len(texts), len(LETTERS)
        )


class _CharacterModel:
    """A model for tests: a piece is a character, between a start (1) and an end (2); its state is its number."""

    config = SimpleNamespace(hidden_size=2)

    def __init__(self) -> None:
        """Remember how large the batches were."""
        self.shapes: list[tuple[int, int]] = []

    def eval(self) -> "_CharacterModel":
        """Do what a model does."""
        return self

    def __call__(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> SimpleNamespace:
        """Return the state of each piece; padding gets a large one, which must not reach any vector."""
        self.shapes.append(tuple(input_ids.shape))
        states = torch.stack([input_ids.float(), torch.ones(input_ids.shape)], dim=2)
        return SimpleNamespace(last_hidden_state=states.masked_fill(attention_mask[:, :, None] == 0, 1e6))


def _character_tokenizer(texts: list[str], **_: object) -> dict[str, list[list[int]]]:
    return {"input_ids": [[1, *map(ord, text), 2] for text in texts]}


def _character_embedder() -> Embedder:
    return Embedder(_character_tokenizer, _CharacterModel())


@settings(max_examples=50)
@given(st.lists(st.text(max_size=40), max_size=30))
def test_each_vector_is_the_mean_of_its_pieces(texts: list[str]) -> None:
    """Order, batch and padding do not matter: each row is what its own text alone gives."""
    vectors = _character_embedder().encode(texts)
    assert vectors.shape == (len(texts), 2) and vectors.dtype == np.float32
    for text, vector in zip(texts, vectors, strict=True):
        mean = np.array([np.mean([1, *map(ord, text), 2]), 1.0])
        assert vector == pytest.approx(mean / np.linalg.norm(mean), abs=1e-5)


def test_batches_stay_within_their_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Padded size never passes the budget, and each text is computed once."""
    monkeypatch.setattr(embeddings, "PIECES_AT_ONCE", 64)
    embedder = _character_embedder()
    embedder.encode(["x" * (place % 30) for place in range(100)])
    shapes = embedder._model.shapes
    assert max(rows * width for rows, width in shapes) <= 64
    assert sum(rows for rows, _ in shapes) == 100
    assert len(shapes) < 60


def test_long_texts_are_cut_with_one_warning() -> None:
    """The end mark stays, what is cut is told once with number and first texts, and short ones are not named."""
    embedder = _character_embedder()
    with pytest.warns(
        UserWarning, match=r"found 5 of 6 texts longer than 256 .*'aaa.*\(302 pieces\).* and 2 more"
    ) as told:
        vectors = embedder.encode(["a" * 300] * 5 + ["short"])
    assert len(told) == 1 and "short" not in str(told[0].message)
    assert vectors[0] == pytest.approx(embedder.encode(["a" * 254])[0], abs=1e-6)


def test_texts_that_just_fit_are_not_warned_of() -> None:
    """256 pieces are read whole."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _character_embedder().encode(["a" * 254, ""])


def test_no_real_piece_gives_no_nan() -> None:
    """Even a text of padding alone has a finite vector."""
    assert mean_pool(torch.ones(1, 3, 2), torch.zeros(1, 3, dtype=torch.bool)).tolist() == [[0, 0]]


def test_what_is_not_text_cannot_be_encoded() -> None:
    """The message names the place."""
    with pytest.raises(ValueError, match="found None at place 1"):
        _character_embedder().encode(["a", None])
    with pytest.raises(ValueError, match="single text"):
        _character_embedder().encode("fog")


def test_a_folder_without_a_model_is_an_error(tmp_path: Path) -> None:
    """The message names the folder; nothing is downloaded."""
    with pytest.raises(fetch.ModelError, match="found no loadable model"):
        Embedder.load(tmp_path)


@given(st.lists(WORDS, max_size=20), st.lists(WORDS, max_size=5), st.integers(1, 25))
def test_search_is_exact(texts: list[str], queries: list[str], k: int) -> None:
    """Scores are cosines, and a search returns the best of them, one by one as all at once."""
    index, encoder = DenseIndex(texts, _LetterCounter()), _LetterCounter()
    for query, ranking in zip(queries, index.search_many(queries, k), strict=True):
        scores = index.scores(query)
        vector = encoder.encode([query])[0]
        for text, score in zip(texts, scores, strict=True):
            other = encoder.encode([text])[0]
            assert score == pytest.approx(vector @ other / np.linalg.norm(vector) / np.linalg.norm(other), abs=1e-5)
        assert ranking.scores == pytest.approx(best(scores, k).scores, abs=1e-6)
        assert len(ranking) == min(k, len(texts))


def test_queries_beyond_one_block_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Working in blocks changes nothing."""
    queries = ["fog", "rain", "gnar", "of", "ai"]
    index = DenseIndex(["fog", "rain", "ooo"], _LetterCounter())
    whole = index.search_many(queries, k=2)
    monkeypatch.setattr(embeddings, "QUERIES_AT_ONCE", 2)
    assert index.search_many(queries, k=2) == whole


def test_vectors_computed_before_are_used() -> None:
    """Given vectors are stretched to length one, and passages are not encoded again."""
    index = DenseIndex(["one", "two"], _LetterCounter(), np.eye(2, len(LETTERS)) * 5)
    assert index.search("fff", k=1).indices.tolist() == [0]
    assert index.scores("o").tolist() == [0, 1]


@pytest.mark.parametrize(
    ("vectors", "message"),
    [
        (np.ones((3, 7)), r"shape \(3, 7\) for 2 texts"),
        (np.ones(2), r"shape \(2,\) for 2 texts"),
        ([[1.0] * 7, [np.nan] * 7], r"NaN or infinity in rows \[1\]"),
        ([[np.inf] * 7, [1.0] * 7], r"NaN or infinity in rows \[0\]"),
        (np.zeros((2, 7)), r"only zeros in rows \[0, 1\]"),
    ],
)
def test_vectors_that_do_not_fit_are_errors(vectors: np.ndarray, message: str) -> None:
    """Each fault is named, with its rows."""
    with pytest.raises(ValueError, match=message):
        DenseIndex(["fog", "rain"], _LetterCounter(), vectors)


@pytest.mark.parametrize("size", [1e-30, 1e-20, 1.0, 1e20, 1e38])
def test_no_length_is_too_small_or_too_large(size: float) -> None:
    """Only the direction counts, also where squares leave the range of float32."""
    index = DenseIndex(["one", "two"], _LetterCounter(), np.eye(2, len(LETTERS)) * size)
    assert index.scores("o").tolist() == [0, 1]


def test_one_passage_is_always_the_nearest() -> None:
    """A collection of one is found for any query, however large k is."""
    index = DenseIndex(["fog"], _LetterCounter())
    assert [index.search(query, k).indices.tolist() for query, k in (("rain", 1), ("fog", 99))] == [[0], [0]]


class _Damaged(_LetterCounter):
    """An encoder that fails on some queries."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return a NaN for a text with an x."""
        rows = super().encode(texts)
        rows[["x" in text for text in texts]] = np.nan
        return rows


def test_a_query_without_a_usable_vector_is_an_error() -> None:
    """A NaN or an empty direction is named, and never becomes a ranking."""
    index = DenseIndex(["fog", "rain"], _Damaged())
    with pytest.raises(ValueError, match=r"NaN or infinity in rows \[1\]"):
        index.search_many(["fog", "x"], k=1)
    with pytest.raises(ValueError, match=r"only zeros in rows \[0\]"):
        index.search("", k=1)


def test_vectors_of_another_model_are_an_error() -> None:
    """Passages of one width and queries of another cannot be compared."""
    index = DenseIndex(["fog", "rain"], _LetterCounter(), np.eye(2))
    with pytest.raises(ValueError, match="queries of width 7 for passages of width 2"):
        index.search("fog", k=1)
    assert index.search_many([], k=1) == []


@settings(max_examples=30)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=9))
def test_states_pool_to_the_vectors(texts: list[str]) -> None:
    """What is shown before pooling is what the vectors are made of; padding is marked."""
    embedder = _character_embedder()
    states, mask = embedder.states(texts)
    assert mask.sum(axis=1).tolist() == [len(text) + 2 for text in texts]
    assert unit_rows(mean_pool(states, mask)) == pytest.approx(embedder.encode(texts), abs=1e-5)
    with pytest.raises(ValueError, match="found no text"):
        embedder.states([])


def test_numpy_and_torch_pool_alike() -> None:
    """The same numbers in either library give the same means, and zeros stay zeros."""
    rng = np.random.default_rng(0)
    states, mask = rng.normal(size=(4, 6, 3)).astype(np.float32), rng.random((4, 6)) < 0.5
    mask[2] = False
    one, other = mean_pool(states, mask), mean_pool(torch.from_numpy(states), torch.from_numpy(mask))
    assert one == pytest.approx(other.numpy(), abs=1e-6) and not one[2].any()
    assert unit_rows(one) == pytest.approx(unit_rows(other).numpy(), abs=1e-6)
    assert not unit_rows(one)[2].any() and not np.isnan(unit_rows(one)).any()


def test_an_embedder_that_remembers_computes_once(cache: Path) -> None:
    """The same texts are encoded once, other texts anew; texts that are too long are told of each time."""
    model = _CharacterModel()
    model.state_dict = lambda: {"weights": torch.ones(3)}
    embedder = Embedder(_character_tokenizer, model, remember=True)
    first = embedder.encode(["fog", "rain"])
    seen = len(model.shapes)
    assert (embedder.encode(["fog", "rain"]) == first).all() and len(model.shapes) == seen
    assert embedder.encode(["rain"]).shape == (1, 2) and len(model.shapes) == seen + 1
    for _ in range(2):
        with pytest.warns(UserWarning, match="1 of 1 texts"):
            embedder.encode(["a" * 300])


def test_another_model_has_another_memory(cache: Path) -> None:
    """Changed weights never get the vectors of the old ones."""
    found = []
    for weight in (1.0, 2.0):
        model = _CharacterModel()
        model.state_dict = lambda weight=weight: {"weights": torch.full((3,), weight)}
        Embedder(_character_tokenizer, model, remember=True).encode(["fog"])
        found.append(len(model.shapes))
    assert found == [1, 1]


def test_an_empty_index_finds_nothing() -> None:
    """No passage, no ranking, no crash; and k must still make sense."""
    index = DenseIndex([], _LetterCounter())
    assert len(index) == len(index.search("fog", k=3)) == len(index.scores("fog")) == 0
    with pytest.raises(ValueError, match="found k=0"):
        index.search_many([], k=0)


@pytest.fixture(scope="module")
def minilm() -> Embedder:
    """Load the real model once."""
    return Embedder.load()


@pytest.mark.slow
def test_the_real_model_agrees_with_a_plain_reference(minilm: Embedder) -> None:
    """Batched, sorted and padded gives what transformers gives for one text after the other."""
    texts = ["", "Fog.", "The Gullwing was late on Tuesday.", "東京 हिन्दी", "word " * 200, "a longer one " * 9] * 3
    for text, vector in zip(texts, minilm.encode(texts), strict=True):
        with torch.inference_mode():
            states = minilm._model(**minilm._tokenizer(text, return_tensors="pt")).last_hidden_state[0]
        mean = states.mean(dim=0).numpy()
        assert vector == pytest.approx(mean / np.linalg.norm(mean), abs=1e-5)


@pytest.mark.slow
def test_the_real_model_reads_as_much_as_transformers_would_cut(minilm: Embedder) -> None:
    """Cutting by hand equals the tokenizer's own truncation."""
    text = "fog and rain over the harbour " * 100
    with pytest.warns(UserWarning, match="1 of 1 texts"):
        pieces = minilm._pieces([text])[0]
    assert pieces == minilm._tokenizer(text, truncation=True, max_length=256)["input_ids"]


@pytest.mark.slow
def test_the_real_model_knows_what_means_alike(minilm: Embedder) -> None:
    """Without a shared word the right passage comes first; vectors have length one; no text gives no row."""
    index = DenseIndex(["The vessel was delayed.", "Sheep like grass.", "Tea is served with salt."], minilm)
    assert index.search("Why did our ship come so late?", k=1).indices.tolist() == [0]
    assert np.linalg.norm(minilm.encode(["", "fog"]), axis=1) == pytest.approx([1, 1])
    assert minilm.encode([]).shape == (0, 384)


@pytest.mark.slow
def test_pieces_are_those_the_model_reads(minilm: Embedder) -> None:
    """A rare word is read in pieces, between the marks for start and end."""
    assert minilm.pieces("The Gullwing") == ["[CLS]", "the", "gu", "##ll", "##wing", "[SEP]"]
