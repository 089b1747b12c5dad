"""Chunks: nothing lost, places right, overlap exact, sentences whole where they can be, bad sizes refused."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.chunks import ChunkConfig, sentences, split

words = st.text(st.sampled_from("abZé島.!?…”, \n\t"), max_size=200)
configs = st.integers(1, 12).flatmap(
    lambda size: st.builds(ChunkConfig, st.just(size), st.integers(0, size - 1), st.booleans())
)


@given(text=words, config=configs)
def test_nothing_is_lost_and_every_place_is_right(text: str, config: ChunkConfig) -> None:
    """Put together without the overlaps, the chunks are the text's words; each stands where it says."""
    chunks = split(text, config)
    rejoined = [
        word for number, chunk in enumerate(chunks) for word in chunk.text.split()[config.overlap * (number > 0) :]
    ]
    assert rejoined == text.split()
    assert all(text[chunk.start : chunk.end] == chunk.text for chunk in chunks)


@given(text=words, config=configs)
def test_sizes_and_overlaps_are_exact(text: str, config: ChunkConfig) -> None:
    """No chunk is too large or tells a wrong size; each repeats exactly the words asked for, and adds at least one."""
    chunks = split(text, config)
    for chunk in chunks:
        assert len(chunk.text.split()) == chunk.words <= config.size
    for before, after in itertools.pairwise(chunks):
        shared = len(re.findall(r"\S+", text[after.start : before.end])) if after.start < before.end else 0
        assert shared == config.overlap
        assert after.end > before.end


@given(text=words, size=st.integers(1, 12), overlap=st.integers(0, 11))
def test_without_regard_for_sentences_all_chunks_but_the_last_are_full(text: str, size: int, overlap: int) -> None:
    """Plain windows are as large as they may be."""
    chunks = split(text, ChunkConfig(size, min(overlap, size - 1), whole_sentences=False))
    assert all(chunk.words == size for chunk in chunks[:-1])


@given(text=words, config=configs)
def test_a_chunk_that_ends_early_ends_with_a_sentence(text: str, config: ChunkConfig) -> None:
    """Only the end of a sentence, or of the text, is a reason to stop before a chunk is full."""
    ends = {end for _, end in sentences(text)}
    for chunk in split(text, config):
        assert chunk.words == config.size or chunk.end in ends
        assert chunk.words > config.size // 2 or chunk.end in ends


@given(text=words)
def test_sentences_cover_every_word_once(text: str) -> None:
    """The sentences, one after the other, are the text's words."""
    assert [word for start, end in sentences(text) for word in text[start:end].split()] == text.split()


def test_a_sentence_is_kept_whole_where_it_can_be() -> None:
    """A border moves back to the end of a sentence, but not by more than half a chunk."""
    text = "One two three. Four five six seven eight nine ten."
    assert split(text, ChunkConfig(5, 0))[0].text == "One two three."
    assert split(text, ChunkConfig(8, 0))[0].words == 8


@pytest.mark.parametrize(
    ("text", "count"),
    [("It was 4.2.1 then. Fog.", 2), ("“Fog!” he said. She went.", 2), ("A heading\n\nand a text", 2), ("", 0)],
)
def test_what_ends_a_sentence(text: str, count: int) -> None:
    """A number does not, nor speech that goes on in small letters; a blank line does; no text has no sentence."""
    assert len(sentences(text)) == count


def test_a_larger_text_in_another_script_is_cut_too() -> None:
    """Greek words and a full-width stop are handled; a text without spaces comes back whole, as documented."""
    assert len(split("Νησί στη θάλασσα. " * 10, ChunkConfig(6, 0))) == 5
    assert [chunk.words for chunk in split("島々の霧。" * 50, ChunkConfig(6, 0))] == [1]


@pytest.mark.parametrize("size, overlap", [(0, 0), (-1, 0), (5, 5), (5, 6), (5, -1), (5.0, 1), (True, 0), ("5", 1)])
def test_bad_sizes_are_refused(size: int, overlap: int) -> None:
    """Sizes that could not work are told, with what to do."""
    with pytest.raises(ValueError, match=r"found size=.*; expected whole numbers, 0 <= overlap < size; do "):
        ChunkConfig(size, overlap)


@pytest.mark.parametrize("text", [None, 3, b"fog", ["fog"]])
def test_what_is_no_text_is_refused(text: object) -> None:
    """Something else than text is named in the error."""
    with pytest.raises(ValueError, match="expected text"):
        split(text)  # type: ignore[arg-type]
