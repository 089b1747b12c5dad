"""What all tests share: no network, no touch on the learner's own folders, one loaded model, a way to try explorers."""

import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
import rehearsal
from hypothesis import settings

from helpers import fetch, machine

OFFLINE = Path(__file__).parent / "offline"
# For `start.py test --quick`; a property is tried on a hundred examples otherwise.
settings.register_profile("quick", max_examples=20)


def _block_network() -> ModuleType:
    """Load the module that refuses connections to other machines, in this process; children inherit it by path."""
    spec = importlib.util.spec_from_file_location("offline", OFFLINE / "sitecustomize.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pytest_configure(config: pytest.Config) -> None:
    """Block the network, unless its own tests were asked for, and be polite to other programs."""
    machine.share_machine()
    if config.getoption("markexpr") != "network":
        _block_network()
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH", "")]))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a user folder of its own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("COURSE_HOME", str(folder))
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a test an empty cache folder of its own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("COURSE_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def smollm2() -> Path:
    """Return the folder of the fetched language model; fail with the advice if it is not there."""
    return fetch.model_folder("smollm2")


@pytest.fixture(scope="session")
def generator(smollm2: Path) -> Iterator[object]:
    """Load the language model once, in float32."""
    from helpers import models  # noqa: PLC0415 - torch is loaded only where it is needed

    yield models.load_generator(str(smollm2), dtype="float32")


@pytest.fixture
def rehearse() -> Callable[..., None]:
    """Return the function that plays an explorer through: `rehearse(keywords.explore)`; `most=` so many settings."""
    return rehearsal.play


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Compute on one thread: with tiny models two would only wait for each other."""
    import torch  # noqa: PLC0415 - torch is loaded only where it is needed

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
