"""From one vector a word piece to one of length one a text: the mean, padding left out (Reimers and Gurevych 2019)."""

from typing import Any


def mean_pool(states: Any, mask: Any) -> Any:  # noqa: ANN401 - numpy's arrays and torch's tensors have no common type
    """Return the mean of each text's states, leaving padding out, shape (texts, width).

    Texts computed together have one length, so the short ones are filled up. What the model computes for that
    filling is no part of the text. A text without any piece has zeros.

    Args:
        states: What the model computed for each piece, shape (texts, pieces, width); numpy or torch.
        mask: True (or 1) where a piece is real, shape (texts, pieces); of the same kind.

    >>> import numpy as np
    >>> mean_pool(np.array([[[2.0], [4.0], [99.0]]]), np.array([[True, True, False]]))
    array([[3.]])
    """
    weights = mask[:, :, None]
    return (states * weights).sum(1) / weights.sum(1).clip(1)


def unit_rows(vectors: Any) -> Any:  # noqa: ANN401 - as above
    """Return the rows stretched to length one; a row of zeros stays as it is.

    Args:
        vectors: Shape (rows, width); numpy or torch.

    >>> import numpy as np
    >>> unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]]))
    array([[0.6, 0.8],
           [0. , 0. ]])
    """
    lengths = (vectors * vectors).sum(1)[:, None] ** 0.5
    return vectors / (lengths + (lengths == 0))
