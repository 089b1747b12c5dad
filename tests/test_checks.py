"""Every check accepts right answers in several manners and names the fault of wrong ones; `check` never raises."""

from pathlib import Path

import answers_at_hand
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import checks, progress
from helpers.checks import registry
from helpers.checks.fault import shown

RIGHT = [(name, answer) for name, all_of in answers_at_hand.RIGHT.items() for answer in all_of]
WRONG = [(name, *pair) for name, all_of in answers_at_hand.WRONG.items() for pair in all_of]


def test_every_check_has_enough_answers_to_be_tested_with() -> None:
    """The solution, another right answer and five wrong ones are at hand for every check."""
    for name in registry.known():
        assert sum(name == right for right, _ in RIGHT) >= 2
        assert sum(name == wrong for wrong, _, _ in WRONG) >= 5


@pytest.mark.parametrize(("name", "answer"), RIGHT, ids=lambda value: getattr(value, "__name__", None))
def test_right_answers_pass_however_they_are_written(name: str, answer: object) -> None:
    """A right answer passes, is praised, and is recorded."""
    verdict = checks.check(name, answer)
    assert verdict.passed, verdict
    assert progress.here().latest("check", name).value == {"passed": True}


@pytest.mark.parametrize(("name", "answer", "fragment"), WRONG, ids=lambda value: getattr(value, "__name__", None))
def test_wrong_answers_hear_what_is_wrong_with_them(name: str, answer: object, fragment: str) -> None:
    """A wrong answer is told its own fault, with a question, and is recorded as not yet passed."""
    verdict = checks.check(name, answer)
    assert fragment in verdict.message
    assert "?" in verdict.message
    assert progress.here().latest("check", name).value == {"passed": False}


def test_a_stub_is_not_a_failure() -> None:
    """A stub is met with patience, and nothing is recorded."""

    def stub(question: str, passage: str) -> str:
        """Do nothing yet."""
        raise NotImplementedError

    verdict = checks.check("with-passage", stub)
    assert (verdict.state, verdict.message) == ("not written", checks.NOT_WRITTEN)
    assert progress.here().events() == []


@pytest.mark.parametrize("raised", [KeyboardInterrupt, SystemExit, MemoryError, RecursionError, GeneratorExit])
def test_whatever_an_answer_raises_becomes_a_sentence(raised: type[BaseException]) -> None:
    """Even an interrupt or an exit inside the learner's function leaves the notebook running."""

    def failing(question: str, passage: str) -> str:
        """Raise."""
        raise raised

    verdict = checks.check("with-passage", failing)
    assert verdict.state == "not yet"
    assert ("You stopped" if raised is KeyboardInterrupt else raised.__name__) in verdict.message


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    """A misspelt exercise names the one that was probably meant."""
    assert "did you mean 'with-passage'?" in checks.check("with_pasage", len).message


def test_a_check_that_fails_itself_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug of the course is not blamed on the learner, and does not stop the notebook."""

    def broken(_: object) -> None:
        """Fail."""
        raise ZeroDivisionError

    monkeypatch.setattr(registry, "known", lambda: {"broken": registry.Check(broken, "")})
    assert "The check itself stumbled" in checks.check("broken", len).message


def test_unwritable_progress_does_not_spoil_a_check(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the folder cannot be made, the verdict stands and says so once."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "file" / "below"))
    first, second = (checks.check("with-passage", answers_at_hand.RIGHT["with-passage"][0]) for _ in range(2))
    assert first.passed and "kept in memory" in repr(first)
    assert second.notes == ()


class Unwilling:
    """A value that cannot be shown."""

    def __repr__(self) -> str:
        """Fail."""
        raise ValueError


anything = st.one_of(st.none(), st.text(), st.binary(), st.integers(), st.lists(st.text()), st.just(Unwilling()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=anything, value=anything)
def test_check_never_raises_and_always_shows_itself(name: object, value: object) -> None:
    """Any name, and any value as answer or as what a function returns, gives a verdict in text and HTML."""
    for verdict in (checks.check(name, value), checks.check("with-passage", lambda q, p: value)):
        assert not verdict.passed
        assert repr(verdict) and verdict._repr_html_()


def test_what_is_shown_is_short_and_the_same_in_every_run() -> None:
    """A long or unnameable value is shortened, and no memory address is shown."""
    assert len(shown("x" * 10_000_000)) < 130
    assert " at 0x" not in shown(object()) + shown(iter([]))


def test_a_verdict_escapes_what_the_learner_wrote() -> None:
    """Markup returned by a learner's function is shown, not obeyed."""
    html = checks.check("with-passage", lambda q, p: "<script>alert(1)</script>")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
