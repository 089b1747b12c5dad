"""Every quiz is fair and explains every option; answering by click and by letter is the same."""

import pytest

from helpers import progress, quiz
from helpers.cards import prose
from helpers.data import DataError, datasets_folder

QUIZZES = sorted(path.stem for path in (datasets_folder() / "quizzes").glob("*.json"))


@pytest.mark.parametrize("lesson", QUIZZES)
def test_every_quiz_is_fair(lesson: str) -> None:
    """Three questions; the right option stands at different places, and is not told by its length."""
    items = quiz.load(lesson)
    assert len(items) == len({item.id for item in items}) == 3
    places = {[option.right for option in item.options].index(True) for item in items}
    longest = [max(item.options, key=lambda option: len(option.text)).right for item in items]
    assert len(places) > 1
    assert not all(longest)


@pytest.mark.parametrize("lesson", QUIZZES)
def test_every_option_has_an_explanation_of_its_own(lesson: str) -> None:
    """Each explanation is a real one, and no two are alike."""
    whys = [option.why for item in quiz.load(lesson) for option in item.options]
    assert len(set(whys)) == len(whys)
    assert min(map(len, whys)) > 60


def test_a_click_explains_and_records() -> None:
    """The chosen option's explanation is shown with its letter, the others behind a fold; the answer is saved."""
    shown = quiz.quiz("00")
    shown.build()
    question = shown.asked[0]
    question.choices.buttons[0].click()
    first, *others = question.item.options
    assert question.explanation.words == f"A: ✗ Not quite. {first.why} (saved)"
    assert "And the other options?" in question.explanation.value
    event = progress.here().latest("quiz", f"00/{question.item.id}")
    assert event.value == {"choice": first.text, "right": False}
    assert all(prose(option.verdict()) in question.explanation.value for option in others)


def test_before_an_answer_nothing_is_given_away() -> None:
    """The widget shows no explanation until an option is chosen."""
    shown = quiz.quiz("00")
    shown.build()
    assert all("<details>" not in question.explanation.value for question in shown.asked)


def test_letters_do_what_clicks_do() -> None:
    """Answers by letter are recorded, restored by the next call and marked in the widget; a dash leaves one out."""
    right = "".join(quiz.widgets.letter([o.right for o in item.options].index(True)) for item in quiz.load("00"))
    assert quiz.quiz("00", right.lower()).right == 3
    again = quiz.quiz("00", "-A-")
    again.build()
    assert again.right == 2
    assert again.asked[1].choices.buttons[0].description == "✓ A"
    assert "You chose A: ✗ Not quite." in repr(again)


@pytest.mark.parametrize("answers", ["A", "AAAA", "AAZ", "A1B"])
def test_letters_that_do_not_fit_count_for_nothing(answers: str) -> None:
    """Too few, too many or unknown letters are refused as a whole."""
    with pytest.raises(ValueError, match=r"found the answers .*; expected 3 letters.*; do write"):
        quiz.quiz("00", answers)
    assert progress.here().events() == []


def test_the_static_twin_holds_every_explanation() -> None:
    """Where widgets do not live, each option opens on its explanation."""
    html = quiz.quiz("00").card()._repr_html_()
    options = [option for item in quiz.load("00") for option in item.options]
    assert html.count("<details>") == len(options)


def test_an_answer_to_an_option_since_reworded_is_forgotten() -> None:
    """A recorded option that no longer exists is not mistaken for another."""
    name = f"00/{quiz.load('00')[0].id}"
    progress.here().record("quiz", name, {"choice": "an older wording", "right": True})
    assert quiz.quiz("00").asked[0].chosen is None


def test_an_unknown_quiz_names_those_that_exist() -> None:
    """A lesson without a quiz is answered with the lessons that have one."""
    with pytest.raises(DataError, match=r"found the quiz '99'; expected .*00"):
        quiz.quiz("99")


def test_an_unfair_question_is_refused() -> None:
    """No right option, two right ones, a missing explanation: none gets as far as a learner."""
    for rights, why in (([False, False], "why"), ([True, True], "why"), ([True, False], "")):
        options = tuple(quiz.Option(str(number), right, why) for number, right in enumerate(rights))
        with pytest.raises(DataError, match="one of them right, each explained"):
            quiz.Item("x", "Which?", options)


def test_quiz_files_are_named_after_their_lesson() -> None:
    """The lesson in a file is the one in its name."""
    for lesson in QUIZZES:
        assert f'"lesson": "{lesson}"' in (datasets_folder() / "quizzes" / f"{lesson}.json").read_text("utf-8")
