"""Search by meaning: a text becomes a vector, and near vectors mean alike texts.

The vector is the mean of what a small transformer, all-MiniLM-L6-v2, computes for each word piece (Reimers and Gurevych
2019), stretched to length one, so that the cosine of two texts is their dot product.
Not handled: texts longer than the model reads. They are cut, and a warning names them; cut them into chunks before.
"""

import functools
import hashlib
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
import transformers
from tqdm.auto import tqdm

from helpers import fetch, machine, vectors
from helpers.pooling import mean_pool, unit_rows
from helpers.products import QuickProducts
from helpers.rankings import Ranking, best, check_k, checked_texts

MOST_PIECES = 256
PIECES_AT_ONCE = 1024
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
        remember: Whether vectors are kept on disk and given back when the very same texts are encoded again.
    """

    def __init__(self, tokenizer: Any, model: Any, remember: bool = False) -> None:  # noqa: ANN401 - classes made at run time
        """Keep both; nothing is computed."""
        self._tokenizer = tokenizer
        self._model = model.eval()
        self._remember = remember
        self.width: int = model.config.hidden_size

    @classmethod
    def load(cls, folder: Path | None = None, remember: bool = False) -> "Embedder":
        """Load all-MiniLM-L6-v2 from the cache, or another BERT-like model from a folder; never from the network.

        Args:
            folder: Where the model's files are; by default where the course fetched them to.
            remember: Keep vectors on disk, so that encoding the same again takes no time. Not for measuring time.

        Raises:
            fetch.ModelError: If the model has not been fetched, or is damaged.
        """
        place = folder or fetch.model_folder("minilm")
        torch.set_num_threads(machine.cores())
        transformers.utils.logging.disable_progress_bar()
        try:
            tokenizer = transformers.AutoTokenizer.from_pretrained(place, local_files_only=True)
            load = transformers.AutoModel.from_pretrained
            model = load(place, local_files_only=True, use_safetensors=True, dtype=torch.float32)
        except (OSError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise fetch.ModelError(f"found no loadable model in {place} ({reason}); expected safetensors") from error
        return cls(tokenizer, model, remember)

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
        rows = self._pieces(checked_texts(texts))
        if not self._remember:
            return self._encode_all(rows, progress)
        inputs = {"model": self._fingerprint, "pieces": rows}
        return vectors.remembered(inputs, lambda: self._encode_all(rows, progress))

    def states(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Return what the model computes for each word piece of a few texts, and which pieces are real.

        The first array has shape (texts, pieces, width), float32; the second, (texts, pieces), is False at padding.

        Raises:
            ValueError: If there is no text, or one of them is not text.
        """
        if not (rows := self._pieces(checked_texts(texts))):
            raise ValueError("found no text; expected at least one; do pass some")
        states, mask = self._read(rows)
        return states.numpy(), mask.numpy()

    def pieces(self, text: str) -> list[str]:
        """Return the word pieces that the model reads of a text, with the marks for its start and end."""
        return list(self._tokenizer.convert_ids_to_tokens(self._pieces(checked_texts([text]))[0]))

    def _encode_all(self, rows: list[list[int]], progress: bool) -> np.ndarray:
        found = np.zeros((len(rows), self.width), dtype=np.float32)
        with tqdm(total=len(rows), disable=not progress, unit="text") as bar:
            for batch in _batches([len(row) for row in rows]):
                found[batch] = unit_rows(mean_pool(*self._read([rows[place] for place in batch]))).numpy()
                bar.update(len(batch))
        return found

    def _pieces(self, texts: list[str]) -> list[list[int]]:
        """Return the numbers of each text's word pieces, at most as many as the model reads."""
        if not texts:
            return []
        rows = self._tokenizer(texts, truncation=False, verbose=False)["input_ids"]
        if long := [place for place, row in enumerate(rows) if len(row) > MOST_PIECES]:
            _warn_of_cuts([(texts[place], len(rows[place])) for place in long], len(texts))
        return [row if len(row) <= MOST_PIECES else [*row[: MOST_PIECES - 1], row[-1]] for row in rows]

    @torch.inference_mode()
    def _read(self, rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the states of the pieces of several texts, and the mask that tells real pieces from padding."""
        padded = torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)
        mask = torch.arange(padded.shape[1]) < torch.tensor([[len(row)] for row in rows])
        with QuickProducts():
            return self._model(input_ids=padded, attention_mask=mask.long()).last_hidden_state, mask

    @functools.cached_property
    def _fingerprint(self) -> str:
        """The sha256 of everything that decides a vector once the pieces are known: weights and torch."""
        digest = hashlib.sha256(torch.__version__.encode())
        for name, weights in self._model.state_dict().items():
            digest.update(name.encode() + weights.contiguous().numpy().tobytes())
        return digest.hexdigest()


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
        if asked and len(self) and vectors.shape[1] != self._vectors.shape[1]:
            widths = f"queries of width {vectors.shape[1]} for passages of width {self._vectors.shape[1]}"
            raise ValueError(f"found {widths}; expected one width; do encode both with the same model")
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
    if empty := np.flatnonzero(~matrix.any(axis=1)).tolist():
        raise ValueError(f"found only zeros in rows {empty[:5]}; expected a direction; do encode these texts again")
    largest = np.abs(matrix).max(axis=1, keepdims=True, initial=np.finfo(np.float32).tiny)
    return unit_rows(matrix / largest)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield places of texts to compute together, long ones first, so that too little memory shows at once.

    >>> list(_batches([3, 500, 2, 500, 500]))
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
