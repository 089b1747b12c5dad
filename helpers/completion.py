"""Let a model go on with a text: no chat frame, and the answer ends with its line.

A chat model is asked inside a frame that says who speaks. A prompt of worked examples is a pattern instead, and
the model goes on with the pattern if nothing stands between. Not handled: answers of several lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpers import decoding, store
from helpers.models import Generator

# How tokenizers that work on bytes write a line break, and how the others do.
LINE_BREAKS = ("Ċ", "\n")


@dataclass(frozen=True)
class Completer:
    """A model as a reader that completes the prompt's last line.

    Args:
        generator: a loaded model; its own limits and memory hold here, too.
    """

    generator: Generator

    def answer(self, prompts: Sequence[str], max_new_tokens: int = 24) -> list[str]:
        """Return the rest of each prompt's last line, as the model finds it likeliest.

        Raises:
            ValueError: if a prompt is empty, or does not fit the model's window.
        """
        rows = [decoding.fitting(self, prompt, max_new_tokens) for prompt in prompts]

        def compute() -> list[str]:
            config = replace(self.generator.config, max_new_tokens=max_new_tokens)
            answers = decoding.greedy(self.generator.model, rows, self._stops(), config)
            return [
                str(self.generator.tokenizer.decode(answer, skip_special_tokens=True)).strip() for answer in answers
            ]

        if not self.generator.remember:
            return compute()
        asked = [rows, max_new_tokens]
        return store.remembered({"act": "complete", "model": self.generator.fingerprint(), "inputs": asked}, compute)

    def tokens(self, prompt: str) -> list[int]:
        """Return the token ids that the model reads for a prompt."""
        return self.generator.tokenizer(prompt, add_special_tokens=False).input_ids

    def window(self) -> int:
        """Return how many tokens the model can hold, prompt and answer together."""
        return self.generator.window()

    def _stops(self) -> frozenset[int]:
        """Return the ids of the tokens that end a line or a text."""
        tokenizer = self.generator.tokenizer
        breaks = {
            number for token, number in tokenizer.get_vocab().items() if any(sign in token for sign in LINE_BREAKS)
        }
        return frozenset(breaks | {tokenizer.eos_token_id} - {None})
