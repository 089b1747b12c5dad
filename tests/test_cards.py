"""Cards say the same in plain text and in HTML, and obey no markup."""

from helpers.cards import Card, Fold, Table, prose


def test_a_card_shows_all_its_parts_in_text_and_html() -> None:
    """Paragraph, fold, table and inner card stand in both forms."""
    parts = ("Press it.", Fold("Hint", "nudge"), Table(("id",), (("C1",),)), Card("Inner", ("deep",)))
    card = Card("Top", parts)
    for words in ("Top", "Press it.", "Hint", "nudge", "C1", "Inner", "deep"):
        assert words in repr(card)
        assert words in card._repr_html_()


def test_markup_is_shown_and_not_obeyed() -> None:
    """Whatever a learner or a file puts into a card stays text."""
    nasty = "<script>`<b>`</script>"
    card = Card(nasty, (nasty, Fold(nasty, nasty), Table((nasty,), ((nasty,),)), Card(nasty)))
    assert "<script>" not in card._repr_html_()
    assert prose(nasty) == "&lt;script&gt;<code>&lt;b&gt;</code>&lt;/script&gt;"


def test_a_card_needs_neither_script_nor_style_sheet() -> None:
    """A page that strips styles and scripts still shows a fold that opens."""
    html = Card("Hints", (Fold("Hint 1", "nudge"),))._repr_html_()
    assert "<details><summary>Hint 1</summary>" in html
    assert "<style" not in html and "<script" not in html
