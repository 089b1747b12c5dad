"""An explorer shows the view of its settings, however they are moved, and says in a sentence what cannot be shown."""

import math
import time
from collections.abc import Callable

import ipywidgets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import place
from helpers.cards import PNG, Card, Picture
from helpers.widgets import VIEW, Control, Explorer, Number, Pick, Text

K1 = Number("k1", "k1", 1.2, 0.0, 3.0, 0.1)
HITS = Number("k", "hits", 5, 1, 20, 1)
QUERY = Text("query", "your query", "fog")
SEARCH = Pick("search", "search by", ("words", "meaning"), "words")
CONTROLS = (K1, HITS, QUERY, SEARCH)


def view(k1: float, k: int, query: str, search: str) -> Card:
    """Return a card that tells its settings; refuse an empty query, break down on a certain one."""
    if not query.strip():
        raise ValueError("found an empty query; expected a word; do type one.")
    if query == "break":
        raise KeyError("posting")
    return Card(f"{k} hits", (f"{query!r} by {search}, {k1}", Picture(PNG, "One mark.")))


def explore(**settings: object) -> Explorer | Card:
    """Return the explorer, or a card of it."""
    return Explorer(view, CONTROLS, "Try it").at(**settings)


def built() -> Explorer:
    """Return an explorer whose widget is built."""
    explorer = Explorer(view, CONTROLS, "Try it")
    assert explorer.widget
    return explorer


def html_of(explorer: Explorer) -> str:
    """Return what the widget shows under its controls."""
    return str(explorer.widget.children[-1].value)


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("k1"), st.floats(-1, 5)),
        st.tuples(st.just("k"), st.integers(-3, 30)),
        st.tuples(st.just("query"), st.text(max_size=20)),
        st.tuples(st.just("search"), st.sampled_from(SEARCH.options)),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(moves=MOVES)
def test_the_widget_shows_what_the_plain_function_returns(moves: list[tuple[str, object]]) -> None:
    """After any moves, each within its limits and on a step, the card shown is that of the settings shown."""
    explorer = built()
    for name, value in moves:
        explorer.inputs[name].value = value
        now = {name: one.value for name, one in explorer.inputs.items()}
        assert explorer.settings == now == {one.name: one.accept(now[one.name]) for one in CONTROLS}
        if explorer.fault is None:
            assert html_of(explorer) == explore(**now)._repr_html_()


def test_the_rehearsal_passes_a_good_explorer(rehearse: Callable[..., None]) -> None:
    """The harness of all explorers' tests plays this one through."""
    rehearse(explore)


@pytest.mark.parametrize("fault", ["slow", "wrong", "crashing"])
def test_the_rehearsal_stops_a_bad_explorer(fault: str, rehearse: Callable[..., None]) -> None:
    """One that is slow, one whose card is not that of its settings, one that fails without a sentence."""
    calls = iter(range(10_000))

    def bad(k: int) -> Card:
        call = next(calls)
        if fault == "slow" and call:
            time.sleep(0.16)
        if fault == "crashing" and k == 20:
            raise KeyError(k)
        return Card(f"{call if fault == 'wrong' else k}")

    with pytest.raises((AssertionError, KeyError)):
        rehearse(lambda **settings: Explorer(bad, [HITS], "Bad").at(**settings), most=4)


def test_an_error_becomes_a_sentence_and_passes() -> None:
    """A view's refusal is told in its own words, a fault as a fault; the next good setting shows a card again."""
    explorer = built()
    explorer.inputs["query"].value = " "
    assert "found an empty query; expected a word; do type one." in html_of(explorer)
    explorer.inputs["query"].value = "break"
    assert isinstance(explorer.fault, KeyError) and "found a fault of the course" in html_of(explorer)
    assert "Traceback" not in html_of(explorer)
    explorer.inputs["query"].value = "tea"
    assert explorer.fault is None and "tea" in html_of(explorer)


def test_a_view_that_fails_at_first_is_shown_as_a_sentence() -> None:
    """Without widgets, too."""
    explorer = Explorer(view, [K1, HITS, Text("query", "your query", ""), SEARCH], "Try it")
    assert "found an empty query" in repr(explorer) and "found an empty query" in html_of(explorer)


def test_each_change_asks_the_view_once() -> None:
    """Slider and box move together, but the view is asked for one setting one time, and not for the same again."""
    asked: list[float] = []

    def listening(k1: float) -> Card:
        asked.append(k1)
        return Card(str(k1))

    explorer = Explorer(listening, [K1], "Listen")
    slider = explorer.widget.children[1].children[0].children[1]
    for value in (0.5, 0.1 + 0.2, 0.3, 0.30000004, 2.04):
        slider.value = value
    assert asked == [1.2, 0.5, 0.3, 2.0]
    assert explorer.inputs["k1"].value == slider.value == 2.0


def test_every_slider_has_a_number_box_and_every_box_a_label() -> None:
    """A keyboard and a screen reader reach every setting."""
    explorer = built()
    shown = [type(one) for field in explorer.widget.children[1].children for one in getattr(field, "children", ())]
    assert shown == [
        ipywidgets.BoundedFloatText,
        ipywidgets.FloatSlider,
        ipywidgets.BoundedIntText,
        ipywidgets.IntSlider,
    ]
    assert [one.description for one in explorer.inputs.values()] == ["k1", "hits", "your query", "search by"]


def test_without_widgets_there_is_the_card_and_the_line_that_does_the_same() -> None:
    """The words name the module's function with the settings of now, ready to be changed."""
    explorer = built()
    explorer.inputs["k"].value = 7
    line = "test_explorer.explore(k1=1.2, k=7, query='fog', search='words')"
    assert line in repr(explorer) and "7 hits" in repr(explorer) and "[picture: One mark.]" in repr(explorer)
    assert eval(line.partition(".")[2]) == explorer.shown
    assert explore(k=7) == explorer.shown


def test_a_committed_notebook_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left in a file once the widget is taken out is the same in each run."""
    monkeypatch.setattr(place, "here", lambda: place.LAB)
    bundles = [Explorer(view, CONTROLS, "Try it")._repr_mimebundle_() for _ in range(2)]
    assert [bundle.pop(VIEW)["version_major"] for bundle in bundles] == [2, 2]
    assert bundles[0] == bundles[1] and set(bundles[0]) == {"text/plain", "text/html"}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"k2": 1}, "found the setting 'k2'; expected one of this explorer's; did you mean 'k'?"),
        ({"k1": 1.23}, "found k1 = 1.23; expected a number from 0.0 to 3.0 in steps of 0.1; do choose k1 = 1.2."),
        ({"k1": math.nan}, "found k1 = nan; expected a number"),
        ({"k1": math.inf}, "found k1 = inf; expected a number from 0.0 to 3.0 in steps of 0.1; do choose k1 = 3.0."),
        ({"k": True}, "found k = True; expected a number"),
        ({"k": "5"}, "found k = '5'; expected a number"),
        ({"query": 5}, "found query = 5; expected a text; do put it in quotes."),
        ({"search": "word"}, "found search = 'word'; expected an option; did you mean 'words'?"),
        ({"query": ""}, "found an empty query"),
    ],
)
def test_a_wrong_setting_is_named(wrong: dict[str, object], message: str) -> None:
    """In a line of code nothing is put right in silence."""
    with pytest.raises(ValueError) as told:
        explore(**wrong)
    assert message in str(told.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Number("k", "hits", 5, 20, 1, 1),
        lambda: Number("k", "hits", 5, 1, 20, 0),
        lambda: Number("k", "hits", 5, 1, 20, 3),
        lambda: Number("k", "hits", 1.25, 1, 2, 0.1),
        lambda: Number("k", "hits", 25, 1, 20, 1),
        lambda: Pick("search", "search", ("words", "words"), "words"),
        lambda: Pick("search", "search", ("words",), "meaning"),
        lambda: Pick("search", "search", (), "words"),
        lambda: Explorer(view, [K1, K1], "Twice"),
    ],
)
def test_a_description_that_cannot_be_is_refused(make: Callable[[], Control | Explorer]) -> None:
    """An author hears of a slip when the lesson is written."""
    with pytest.raises(ValueError, match=r"found .*; expected "):
        make()


@given(low=st.integers(-50, 50), count=st.integers(1, 60), step=st.sampled_from([0.05, 0.1, 0.25, 0.5, 2.0]))
def test_every_step_is_accepted_and_written_short(low: int, count: int, step: float) -> None:
    """No step is lost to rounding, and none is shown as 0.30000000000000004."""
    high = round(low + count * step, 2)
    number = Number("x", "x", float(low), low, high, step)
    for place_of_step in range(count + 1):
        value = low + place_of_step * step
        assert number.accept(value) == number.nearest(value) == round(value, 2)
