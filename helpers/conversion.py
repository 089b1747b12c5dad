"""Convert a GGUF file into a folder of safetensors that loads ten times as fast; run once, by `helpers.fetch`.

The GGUF holds the weights in four bits each. They become bfloat16 here, which takes half the space of float32
and moves a weight by less than a four-bit step. `python -m helpers.conversion FOLDER_WITH_GGUF NEW_FOLDER`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer
from transformers.utils import logging


def convert(source: Path, target: Path) -> None:
    """Write the model and tokenizer of the one GGUF file in `source` to `target`, as safetensors.

    Raises:
        FileNotFoundError: `source` holds no GGUF file.
    """
    file = next(iter(sorted(source.glob("*.gguf"))), None)
    if file is None:
        raise FileNotFoundError(f"found no .gguf file in {source}; expected one; do: fetch the model again")
    model = AutoModelForCausalLM.from_pretrained(
        source, gguf_file=file.name, dtype=torch.bfloat16, local_files_only=True, trust_remote_code=False
    )
    # The weights are plain numbers from here on; while the model thinks itself quantised it refuses to be saved.
    model.hf_quantizer = None
    del model.config.quantization_config
    model.save_pretrained(target)
    AutoTokenizer.from_pretrained(source, gguf_file=file.name, local_files_only=True).save_pretrained(target)


if __name__ == "__main__":
    logging.disable_progress_bar()
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
