"""An explorer shows the view of its settings, however they are moved, and says in a sentence what cannot be shown."""

import math
import threading
import time
from collections.abc import Callable

import ipywidgets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import place
from helpers.cards import PNG, Card, Picture
from helpers.fetch import ModelError
from helpers.widgets import VIEW, Action, Control, Explorer, Number, Pick, Text

pytestmark = pytest.mark.clock

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
    if query == "model":
        raise ModelError("Found no model 'x'.")
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
@pytest.mark.slow
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
    explorer.inputs["query"].value = "model"
    assert "Found no model" in html_of(explorer) and "fault" not in html_of(explorer)
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
        ({"search": None}, "found search = None; expected an option; Known are: meaning, words."),
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


def test_an_option_may_be_a_number() -> None:
    """One is taken for what it is, not for its text; what lies between two is refused."""
    pick = Pick("k", "passages", (1, 3), 1)
    box = pick.build(lambda: None).input
    box.value = 3
    assert (box.value, pick.accept(3), pick.accept(3.0)) == (3, 3, 3)
    for wrong in (2, "3", True, None, [3]):
        with pytest.raises(ValueError, match=r"found k = .*; expected an option; .*Known are: 1, 3"):
            pick.accept(wrong)


def test_many_options_are_counted_not_named() -> None:
    """A message stays short enough to be read, and still names the nearest."""
    pick = Pick("day", "day", tuple(f"day number {number}" for number in range(80)), "day number 0")
    with pytest.raises(ValueError, match=r"^found day = .*; expected one of 80 options; did you mean 'day number 7"):
        pick.accept("day numbr 7")
    with pytest.raises(ValueError, match=r"expected one of 80 options; do choose from the list\.$"):
        pick.accept("fog")


class Oven:
    """What takes its time: it waits for its door to be opened, and notes what it was asked."""

    def __init__(self) -> None:
        """Close the door."""
        self.door, self.asked = threading.Event(), list[str]()

    def bake(self, query: str, k1: float) -> Card:
        """Return a card once the door is open; refuse, miss a model, or break down where told to."""
        self.asked.append(query)
        assert self.door.wait(5)
        if query == "model":
            raise ModelError("Found no model 'x'; expected it to be fetched; do: fetch it.")
        if query == "break":
            raise KeyError("posting")
        if not query:
            raise ValueError("found an empty query; expected a word; do type one.")
        return Card(f"{query} at {k1}")

    def explorer(self) -> Explorer:
        """Return an explorer that bakes, built."""
        action = Action(self.bake, Text("query", "your own", "bread"), "Bake", "Baking …")
        explorer = Explorer(lambda k1: Card(f"fresh: {k1}"), [K1], "Bakery", action)
        assert explorer.widget and explorer.doing
        return explorer


def press_enter(explorer: Explorer) -> None:
    """Do what a browser does when Enter is pressed in the action's box."""
    assert explorer.doing
    explorer.doing.box._handle_custom_msg({"event": "submit"}, [])


def test_what_takes_seconds_says_so_and_holds_nothing_up() -> None:
    """While it bakes, the sliders answer; what is shown then belongs to the settings at which it began."""
    oven = Oven()
    explorer = oven.explorer()
    doing = explorer.doing
    assert doing and doing.out.value == "" and oven.asked == []
    doing.button.click()
    assert "Baking …" in doing.out.value and doing.button.description == "Baking …"
    explorer.inputs["k1"].value = 2.0
    assert explorer.shown == Card("fresh: 2.0") and "Baking …" in doing.out.value
    oven.door.set()
    doing.wait()
    assert doing.out.value == Card("bread at 1.2")._repr_html_()
    assert doing.button.description == "Bake" and doing.fault is None and oven.asked == ["bread"]


def test_only_the_button_or_enter_begins_and_once_at_a_time() -> None:
    """No letter typed sets it off, nor any slider; whoever presses twice is served once."""
    oven = Oven()
    explorer = oven.explorer()
    doing = explorer.doing
    assert doing
    for typed in ("r", "ro", "roll"):
        doing.box.value = typed
    explorer.inputs["k1"].value = 0.5
    assert oven.asked == [] and doing.out.value == ""
    press_enter(explorer)
    press_enter(explorer)
    doing.button.click()
    doing.box.value = "rolls"  # a browser sends Enter first, and then what stood in the box
    oven.door.set()
    doing.wait()
    assert oven.asked == ["rolls"] and "rolls at 0.5" in doing.out.value
    doing.button.click()
    doing.wait()
    assert oven.asked == ["rolls", "rolls"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "found an empty query; expected a word; do type one."),
        ("model", "Found no model &#x27;x&#x27;; expected it to be fetched; do: fetch it."),
        ("break", "found a fault of the course: KeyError(&#x27;posting&#x27;)"),
    ],
)
def test_an_action_that_fails_says_so_and_can_be_tried_again(query: str, told: str) -> None:
    """No error is lost in the thread, and the next press works."""
    oven = Oven()
    oven.door.set()
    explorer = oven.explorer()
    assert explorer.doing
    for typed, words in ((query, told), ("tea", "tea at 1.2")):
        explorer.doing.box.value = typed
        explorer.doing.button.click()
        explorer.doing.wait()
        assert words in explorer.doing.out.value and explorer.doing.button.description == "Bake"
        assert (explorer.doing.fault is None) == (typed == "tea")


def test_an_action_has_a_line_of_code_too() -> None:
    """Without widgets the words name the function with what stands in the box, and nothing is baked for it."""
    oven = Oven()
    assert "Bake, by a line of code: `test_explorer.bake(k1=1.2, query='bread')`" in repr(oven.explorer())
    assert oven.asked == []
