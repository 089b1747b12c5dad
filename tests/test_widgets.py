"""The parts of widgets work when their traits are fired, and what is shown goes out in every form a place may need."""

import ipywidgets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import place, widgets
from helpers.cards import Card, Fold


class Greeting(widgets.Live):
    """A value to show."""

    def build(self) -> ipywidgets.Button:
        """Return a button."""
        return ipywidgets.Button(description="Hello")

    def card(self) -> Card:
        """Return the same in words."""
        return Card("Hello & <welcome>", ("Press `x < y`.",))


def _bundle_in(where: place.Place, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Return what a greeting sends to be shown in a place."""
    monkeypatch.setattr(place, "here", lambda: where)
    return Greeting()._repr_mimebundle_()


@pytest.mark.parametrize("where", [place.LAB, place.NOTEBOOK, place.VS_CODE, place.BINDER, place.HUB, place.OTHER])
def test_a_notebook_gets_widget_and_words(where: place.Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where widgets may live, the widget, its HTML twin and its text go out together."""
    assert set(_bundle_in(where, monkeypatch)) == {"text/plain", "text/html", widgets.VIEW}


def test_colab_gets_no_html_beside_the_widget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colab is offered the widget and plain text, as by ipywidgets itself."""
    assert set(_bundle_in(place.COLAB, monkeypatch)) == {"text/plain", widgets.VIEW}


def test_a_terminal_gets_words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a kernel no widget is built, and the words are escaped where they are HTML."""
    bundle = _bundle_in(place.PYTHON, monkeypatch)
    assert set(bundle) == {"text/plain", "text/html"}
    assert "Hello &amp; &lt;welcome&gt;" in str(bundle["text/html"])


def test_the_view_names_the_widget(monkeypatch: pytest.MonkeyPatch) -> None:
    """The view that is sent is that of the widget itself, and of the same one each time."""
    monkeypatch.setattr(place, "here", lambda: place.LAB)
    greeting = Greeting()
    views = [greeting._repr_mimebundle_()[widgets.VIEW]["model_id"] for _ in range(2)]
    assert views == [greeting.widget.model_id] * 2


@settings(max_examples=30, deadline=None)
@given(clicks=st.lists(st.integers(0, 3), max_size=8))
def test_choices_follow_every_sequence_of_clicks(clicks: list[int]) -> None:
    """Each click is heard once, in order, and exactly the last one bears the tick."""
    heard: list[int] = []
    choices = widgets.Choices(["one", "two", "three", "four"], heard.append)
    for number in clicks:
        choices.buttons[number].click()
    assert heard == clicks
    ticked = [number for number, button in enumerate(choices.buttons) if button.description.startswith("✓")]
    assert ticked == clicks[-1:]


def test_an_option_is_told_to_those_who_point_or_listen() -> None:
    """The small button carries the option's whole text as its tooltip."""
    assert [one.tooltip for one in widgets.Choices(["Gullwing", "Tuesday"], print).buttons] == ["Gullwing", "Tuesday"]


@settings(max_examples=30, deadline=None)
@given(moves=st.lists(st.tuples(st.booleans(), st.integers(0, 150)), max_size=8))
def test_slider_and_box_always_agree(moves: list[tuple[bool, int]]) -> None:
    """However slider and box are moved they show the same, within the limits, and the last value heard is shown."""
    heard = [70]
    sureness = widgets.Sureness(70, heard.append)
    for use_box, value in moves:
        (sureness.box if use_box else sureness.slider).value = value
        assert sureness.box.value == sureness.slider.value == heard[-1] == min(max(value, 50), 100)


def test_words_are_escaped_and_may_open() -> None:
    """Markup in words is shown, not obeyed; a fold opens without a script."""
    words = widgets.Words("a < b")
    words.show("c < d", Fold("more", "<b>"))
    assert words.words == "c < d"
    assert "c &lt; d" in words.value and "<details>" in words.value and "<b>" not in words.value
