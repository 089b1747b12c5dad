"""Search by meaning: a text becomes a vector, and near vectors mean alike texts.

The vector is the mean of what a small transformer, all-MiniLM-L6-v2, computes for each word piece (Reimers and Gurevych
2019), stretched to length one, so that the cosine of two texts is their dot product.
Not handled: texts longer than the model reads. They are cut, and a warning names them; cut them into chunks before.
"""

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
import transformers
from tqdm.auto import tqdm

from helpers import fetch, machine
from helpers.rankings import Ranking, best, check_k, checked_texts

MOST_PIECES = 256
PIECES_AT_ONCE = 4096
QUERIES_AT_ONCE = 256
SHOWN = 3


class Encoder(Protocol):
    """Whatever turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return one row a text."""
        ...


class Embedder:
    """A model that turns texts into vectors of length one.

    Args:
        tokenizer: Cuts a text into word pieces.
        model: Turns pieces into vectors, as transformers' BertModel does.
    """

    def __init__(self, tokenizer: Any, model: Any) -> None:  # noqa: ANN401 - transformers' classes are made at run time
        """Keep both; nothing is computed."""
        self._tokenizer = tokenizer
        self._model = model.eval()
        self.width: int = model.config.hidden_size

    @classmethod
    def load(cls, folder: Path | None = None) -> "Embedder":
        """Load all-MiniLM-L6-v2 from the cache, or another BERT-like model from a folder; never from the network.

        Raises:
            fetch.ModelError: If the model has not been fetched, or is damaged.
        """
        place = folder or fetch.model_folder("minilm")
        torch.set_num_threads(machine.cores())
        transformers.utils.logging.disable_progress_bar()
        try:
            tokenizer = transformers.AutoTokenizer.from_pretrained(place, local_files_only=True)
            model = transformers.AutoModel.from_pretrained(
                place, local_files_only=True, use_safetensors=True, dtype=torch.float32
            )
        except (OSError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise fetch.ModelError(f"found no loadable model in {place} ({reason}); expected safetensors") from error
        return cls(tokenizer, model)

    def encode(self, texts: Sequence[str], progress: bool = False) -> np.ndarray:
        """Return the vectors of the texts, shape (texts, width), float32, each row of length one.

        Texts of similar length are computed together, so that little is spent on padding. What else is in the list
        changes a vector by no more than rounding.

        Args:
            texts: Any number of texts; an empty text has a vector too.
            progress: Whether to show a progress bar.

        Raises:
            ValueError: If one of them is not text.
        """
        pieces = self._pieces(checked_texts(texts))
        vectors = np.zeros((len(pieces), self.width), dtype=np.float32)
        with tqdm(total=len(pieces), disable=not progress, unit="text") as bar:
            for batch in _batches([len(row) for row in pieces]):
                vectors[batch] = self._encode_batch([pieces[place] for place in batch])
                bar.update(len(batch))
        return vectors

    def _pieces(self, texts: list[str]) -> list[list[int]]:
        """Return the numbers of each text's word pieces, at most as many as the model reads."""
        if not texts:
            return []
        rows = self._tokenizer(texts, truncation=False, verbose=False)["input_ids"]
        if long := [place for place, row in enumerate(rows) if len(row) > MOST_PIECES]:
            _warn_of_cuts([(texts[place], len(rows[place])) for place in long], len(texts))
        return [row if len(row) <= MOST_PIECES else [*row[: MOST_PIECES - 1], row[-1]] for row in rows]

    @torch.inference_mode()
    def _encode_batch(self, pieces: list[list[int]]) -> np.ndarray:
        padded = torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in pieces], batch_first=True)
        lengths = torch.tensor([len(row) for row in pieces])
        mask = torch.arange(padded.shape[1]) < lengths[:, None]
        states = self._model(input_ids=padded, attention_mask=mask.long()).last_hidden_state
        return unit_rows(mean_pool(states, mask)).numpy()


def mean_pool(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return the mean of each text's states, leaving padding out.

    Args:
        states: What the model computed for each piece, shape (texts, pieces, width).
        mask: True where a piece is real, shape (texts, pieces).

    >>> mean_pool(torch.tensor([[[2.0], [4.0], [99.0]]]), torch.tensor([[True, True, False]]))
    tensor([[3.]])
    """
    weights = mask.to(states.dtype)[:, :, None]
    return (states * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1)


def unit_rows(vectors: torch.Tensor) -> torch.Tensor:
    """Return the rows stretched to length one; a row of zeros stays as it is.

    >>> unit_rows(torch.tensor([[3.0, 4.0], [0.0, 0.0]]))
    tensor([[0.6000, 0.8000],
            [0.0000, 0.0000]])
    """
    return torch.nn.functional.normalize(vectors, dim=1)


class DenseIndex:
    """An index of passages by the cosine of their vectors; exact, every passage is compared.

    Args:
        texts: The passages.
        embedder: Turns queries into vectors, and passages too unless their vectors are given.
        vectors: The passages' vectors, shape (passages, width), if they were computed before; of any length.

    Raises:
        ValueError: If vectors do not fit the texts, hold a NaN, or have no direction.

    >>> class Initials:
    ...     def encode(self, texts):
    ...         return np.array([[text.startswith("f"), text.startswith("r"), 0.1] for text in texts], dtype=float)
    >>> DenseIndex(["fog", "rain"], Initials()).search("rope", k=1)
    Ranking(1: 1)
    """

    def __init__(self, texts: Sequence[str], embedder: Encoder, vectors: np.ndarray | None = None) -> None:
        """Compute the vectors, or check those that are given."""
        listed = checked_texts(texts)
        self._embedder = embedder
        self._vectors = _checked(embedder.encode(listed) if vectors is None else vectors, len(listed))

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._vectors)

    def scores(self, query: str) -> np.ndarray:
        """Return the cosine of the query with every passage, shape (passages,), -1 to 1.

        Raises:
            ValueError: If the query is not text.
        """
        return next(self._cosines([query]))

    def search(self, query: str, k: int) -> Ranking:
        """Return the k nearest passages; all of them if there are no more. Something is always nearest.

        Raises:
            ValueError: If k is below 1 or the query is not text.
        """
        return self.search_many([query], k)[0]

    def search_many(self, queries: Sequence[str], k: int) -> list[Ranking]:
        """Return one ranking a query, in the same order; much faster than one by one.

        Raises:
            ValueError: If k is below 1 or a query is not text.
        """
        check_k(k)
        return [best(scores, k) for scores in self._cosines(queries)]

    def _cosines(self, queries: Sequence[str]) -> Iterator[np.ndarray]:
        """Yield one row of cosines a query; only some at a time are in memory."""
        asked = checked_texts(queries)
        vectors = _checked(self._embedder.encode(asked), len(asked))
        for start in range(0, len(asked), QUERIES_AT_ONCE):
            block = vectors[start : start + QUERIES_AT_ONCE]
            yield from block @ self._vectors.T if len(self) else np.zeros((len(block), 0), np.float32)


def _checked(vectors: np.ndarray, rows: int) -> np.ndarray:
    """Return the vectors as float32 rows of length one, or say what is wrong with them."""
    matrix = np.asarray(vectors, dtype=np.float32)
    if matrix.ndim != 2 or len(matrix) != rows:
        raise ValueError(f"found vectors of shape {matrix.shape} for {rows} texts; expected one row a text; do encode")
    if faulty := np.flatnonzero(~np.isfinite(matrix).all(axis=1)).tolist():
        raise ValueError(f"found NaN or infinity in rows {faulty[:5]}; expected numbers; do encode these texts again")
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    if empty := np.flatnonzero(lengths == 0).tolist():
        raise ValueError(f"found only zeros in rows {empty[:5]}; expected a direction; do encode these texts again")
    return matrix / lengths


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield places of texts to compute together, long ones first, so that too little memory shows at once.

    >>> list(_batches([3, 2000, 2, 2000, 2000]))
    [[1, 3], [4, 0], [2]]
    """
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: (-lengths[place], place)):
        if batch and (len(batch) + 1) * lengths[batch[0]] > PIECES_AT_ONCE:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _warn_of_cuts(cut: list[tuple[str, int]], total: int) -> None:
    """Warn once of all texts that are too long, naming the first few."""
    named = ", ".join(f"{text[:40]!r} ({length} pieces)" for text, length in cut[:SHOWN])
    more = f" and {len(cut) - SHOWN} more" if len(cut) > SHOWN else ""
    warnings.warn(
        f"found {len(cut)} of {total} texts longer than {MOST_PIECES} word pieces: {named}{more}; "
        "the rest of each is not read; do cut them into chunks",
        stacklevel=4,
    )
