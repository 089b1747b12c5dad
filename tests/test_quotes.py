"""Answers that are quoted: the sentence that fits, from the hit that holds it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpers.collection import Hit, Passage
from helpers.quotes import best_sentence, fitting, telling

WORDS = st.lists(st.sampled_from("the is fog rain ferry noon Νησί".split()), min_size=1).map(" ".join)


def hits(*texts: str) -> list[Hit]:
    """Return passages with these texts as hits."""
    return [Hit(Passage(f"A-{rank}", text), 1 / rank, rank) for rank, text in enumerate(texts, 1)]


def test_a_question_of_empty_words_keeps_them() -> None:
    """Else it could never find anything."""
    assert telling("What is it?") == {"what", "is", "it"}
    assert telling("Is the ferry late?") == {"ferry", "late"}


def test_a_hit_that_shares_only_empty_words_does_not_fit() -> None:
    """A word of its title fits, too."""
    found = [*hits("It is the fog.", "The ferry waits."), Hit(Passage("A-3", "At ten.", "The ferry"), 0.1, 3)]
    assert [hit.passage.id for hit in fitting("Where is the ferry?", found)] == ["A-2", "A-3"]


def test_the_sentence_with_the_rarest_words_is_quoted() -> None:
    """From whichever hit; the place tells which."""
    found = hits("Fog fell. Fog rose.", "The ferry left.\nFog and the Gullwing stayed")
    assert best_sentence("Where was the Gullwing in the fog?", found) == ("Fog and the Gullwing stayed", 1)
    assert best_sentence("Why?", found) == ("Fog fell.", 0)


@given(st.lists(WORDS, min_size=1), WORDS)
def test_a_quotation_stands_in_its_hit(texts: list[str], question: str) -> None:
    """Letter for letter."""
    found = hits(*texts)
    quoted, place = best_sentence(question, found)
    assert quoted
    assert quoted in found[place].passage.text
