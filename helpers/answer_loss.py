"""The loss on answer tokens: how surprised the model is by each, without ever holding all logits.

A logit for each of 49,152 words, four bytes each, is 0.2 MB a token; for all tokens of a batch that is more than the
model itself. So only answer tokens have logits, some at a time, and their gradient is computed at once: for the
logits it is softmax minus one-hot (the classical result for cross-entropy), and the head itself is not trained.
"""

from __future__ import annotations

from typing import Any

import torch
from torch.nn.functional import pad

# So many tokens at once, filled up where they are fewer: each new shape costs memory that is kept.
AT_ONCE = 64


class _AnswerLoss(torch.autograd.Function):
    """See `answer_loss`."""

    @staticmethod
    def forward(ctx: Any, states: torch.Tensor, head: torch.Tensor, tokens: torch.Tensor) -> Any:  # noqa: ANN401
        """Compute losses, hits and gradients, some tokens at a time."""
        count, filling = len(tokens), -len(tokens) % AT_ONCE
        filled = pad(states, (0, 0, 0, filling)).split(AT_ONCE), pad(tokens, (0, filling)).split(AT_ONCE)
        parts = [_part(some, head, wanted) for some, wanted in zip(*filled, strict=True)]
        losses, hits, gradients = (torch.cat(part)[:count] for part in zip(*parts, strict=True))
        ctx.save_for_backward(gradients)
        ctx.mark_non_differentiable(hits)
        return losses, hits

    @staticmethod
    def backward(ctx: Any, *upstream: torch.Tensor) -> Any:  # noqa: ANN401 - torch's context and tuple have no type
        """Scale the gradients that were computed before."""
        (gradients,) = ctx.saved_tensors
        return gradients * upstream[0][:, None].to(gradients.dtype), None, None


def _part(states: torch.Tensor, head: torch.Tensor, tokens: torch.Tensor) -> tuple[torch.Tensor, ...]:
    """Return losses, hits and gradients for some tokens."""
    scores = (states @ head.T).float().log_softmax(-1)
    places = tokens[:, None]
    losses, hits = -scores.gather(1, places)[:, 0], scores.argmax(-1) == tokens
    surprise = scores.exp_().scatter_add_(1, places, torch.full(places.shape, -1.0))
    return losses, hits, surprise.to(head.dtype) @ head


def answer_loss(states: torch.Tensor, head: torch.Tensor, tokens: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return for each token its loss, and whether it was the likeliest.

    Args:
        states: the model's last states where the tokens are to be predicted (tokens × width).
        head: the matrix that turns states into logits (vocabulary × width); it gets no gradient.
        tokens: the ids that should come next (tokens).

    Returns:
        Losses in nats (natural logarithm), float32; and hits, bool.

    >>> head = torch.eye(3)
    >>> losses, hits = answer_loss(torch.tensor([[0.0, 0.0, 0.0]]), head, torch.tensor([0]))
    >>> f"{losses.item():.3f}", hits.item()
    ('1.099', True)
    """
    return _AnswerLoss.apply(states, head, tokens)
