"""Cards say the same in plain text and in HTML, and obey no markup."""

import base64
import re

import pytest

from helpers.cards import PNG, Card, Fold, Picture, Table, prose


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


def test_a_picture_brings_its_file_and_its_words() -> None:
    """Nothing is fetched, and who sees no picture reads what is in it; quotes in the words stay words."""
    picture = Picture(PNG + b"rest", 'Rises from "a" to <b>.')
    shown = Card("Top", (picture,))
    data = re.search(r'src="data:image/png;base64,([^"]+)"', shown._repr_html_())
    assert data and base64.b64decode(data[1]) == picture.png
    assert 'alt="Rises from &quot;a&quot; to &lt;b&gt;."' in shown._repr_html_()
    assert '[picture: Rises from "a" to <b>.]' in repr(shown)


@pytest.mark.parametrize(("png", "alt"), [(b"GIF89a", "Fog."), (b"", "Fog."), (PNG, " ")])
def test_a_picture_nobody_could_see_or_read_is_refused(png: bytes, alt: str) -> None:
    """Neither another format nor a picture without words gets into a card."""
    with pytest.raises(ValueError, match=r"found .*; expected a PNG file and what can be seen"):
        Picture(png, alt)
