"""Every place is told from its signs, and each has advice for somebody who sees no widget."""

import pytest

from helpers import place
from helpers.place import Place, Signs, place_of

KERNEL = "ZMQInteractiveShell"
SERVER = {"JPY_SESSION_NAME": "lessons/00_the_question.ipynb"}
HUB = SERVER | {"JUPYTERHUB_USER": "edda"}
LAB = "python /home/edda/.venv/bin/jupyter-lab lessons"
SIGNS = [
    (Signs({}), place.PYTHON),
    (Signs(SERVER), place.PYTHON),
    (Signs({"VSCODE_PID": "1"}, "TerminalInteractiveShell"), place.TERMINAL),
    (Signs({}, KERNEL), place.OTHER),
    (Signs({}, KERNEL, parent="python -m pytest"), place.OTHER),
    (Signs(SERVER, KERNEL, parent=LAB), place.LAB),
    (Signs(SERVER, KERNEL, parent="python -m jupyterlab"), place.LAB),
    (Signs(SERVER, KERNEL), place.LAB),
    (Signs(SERVER, KERNEL, parent="python /usr/bin/jupyter-notebook"), place.NOTEBOOK),
    (Signs({"VSCODE_PID": "1"}, KERNEL), place.VS_CODE),
    (Signs({}, KERNEL, names=("In", "__vsc_ipynb_file__")), place.VS_CODE),
    (Signs(SERVER | {"VSCODE_PID": "1"}, KERNEL, parent=LAB), place.LAB),
    (Signs({"COLAB_RELEASE_TAG": "release"}, "Shell"), place.COLAB),
    (Signs({}, "Shell", modules=("google.colab",)), place.COLAB),
    (Signs(HUB, KERNEL, parent=LAB), place.HUB),
    (Signs(HUB | {"BINDER_LAUNCH_HOST": "https://example.org/"}, KERNEL), place.BINDER),
]


@pytest.mark.parametrize(("signs", "expected"), SIGNS, ids=lambda value: getattr(value, "name", None))
def test_a_place_is_known_by_its_signs(signs: Signs, expected: Place) -> None:
    """The signs that a place shows lead to that place and no other."""
    assert place_of(signs) is expected


def test_every_place_with_a_screen_has_its_own_advice() -> None:
    """Nobody is left with an empty space where a button should be."""
    advice = {one.advice for one in place.WITH_SCREEN}
    assert len(advice) == len(place.WITH_SCREEN)
    assert all(len(text) > 30 for text in advice)


def test_places_that_forget_are_known() -> None:
    """Binder and Colab lose files; the learner must be told so."""
    assert [one.name for one in place.WITH_SCREEN if not one.remembers] == ["Colab", "Binder"]


def test_here_is_plain_python_without_a_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a notebook nothing is taken for one, even if the environment was inherited from one."""
    monkeypatch.setenv("JPY_SESSION_NAME", "x.ipynb")
    assert place.here() is place.PYTHON
