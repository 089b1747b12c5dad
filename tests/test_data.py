"""The loading of a collection gives all of it or one clear error."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import data
from helpers.data import Collection, DataError, Passage, Question
from helpers.records import read_records

FOG = Collection(
    "fog",
    (
        Passage("A-1", "Der Nebel hebt sich am Mittag — »the wool«.", "Fog", {"year": 2034, "tags": ["fog", "sea"]}),
        Passage("A-2", "The ferry waits."),
    ),
    (
        Question("q1", "When does it lift?", ("am Mittag", "noon"), ("A-1",), "lookup", "g1", "train", "fog", "time"),
        Question("q2", "Who is the captain?", (), (), "unanswerable", "g2", "heldout"),
    ),
)
PASSAGE = {"id": "A-1", "title": "Fog", "text": "Fog until noon.", "meta": {}}
QUESTION = {"id": "q1", "text": "Until when?", "answers": ["noon"], "passages": ["A-1"], "split": "test"}


def lines(*records: object) -> bytes:
    """Return records as JSON Lines; text goes in as it stands."""
    return "".join((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in records).encode()


def folder_with(folder: Path, passages: bytes | None = None, questions: bytes | None = None) -> Path:
    """Write the two files of a collection, with one good line where nothing else is asked for."""
    (folder / "passages.jsonl").write_bytes(lines(PASSAGE) if passages is None else passages)
    (folder / "questions.jsonl").write_bytes(lines(QUESTION) if questions is None else questions)
    return folder


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Nothing is lost on the way to the file and back, accents and nested meta data included."""
    data.write(FOG, tmp_path / "fog")
    again = data.read(tmp_path / "fog")
    assert (again.passages, again.questions) == (FOG.passages, FOG.questions)


def test_keys_stand_in_the_documented_order(tmp_path: Path) -> None:
    """A file written here differs from one written by hand in no key's place."""
    data.write(FOG, tmp_path)
    line = (tmp_path / "questions.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert list(json.loads(line)) == "id text answers passages kind group split entity attribute".split()


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.rstrip(b"\n"),
        lambda raw: b"\n" + raw + b"  \n\n",
    ],
)
def test_what_an_editor_changes_is_let_pass(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    """A byte order mark, Windows line ends, a missing last line end and blank lines change nothing."""
    folder = folder_with(tmp_path, change(lines(PASSAGE)), change(lines(QUESTION)))
    assert data.read(folder).questions[0].answers == ("noon",)


PASSAGE_FAULTS = {
    "a broken line": ('{"id": "A-2", "te', "found no JSON"),
    "a list": ("[1]", "one JSON object in braces"),
    "an unknown field": ({**PASSAGE, "txet": "x"}, "did you mean 'text'"),
    "a missing field": ({"id": "A-2"}, "no field 'text'"),
    "a number for text": ({"id": "A-2", "text": 3}, "field 'text': found 3; expected text"),
    "null for text": ({"id": "A-2", "text": None}, "found None"),
    "an empty text": ({"id": "A-2", "text": " "}, "'text' empty"),
    "an empty id": ({"id": "", "text": "x"}, "'id' empty"),
    "spaces round an id": ({"id": "A-2 ", "text": "x"}, "spaces around"),
    "the id of another": ({"id": "A-1", "text": "x"}, "again, as in line 1"),
    "meta as list": ({"id": "A-2", "text": "x", "meta": []}, "object in braces"),
    "a doubled key": ('{"id": "A-2", "id": "A-3", "text": "x"}', "'id' twice"),
    "no number": ('{"id": "A-2", "text": "x", "meta": {"n": NaN}}', "NaN"),
    "half a character": ('{"id": "A-2", "text": "\\ud800"}', "expected text"),
    "half a character in meta": ('{"id": "A-2", "text": "x", "meta": {"a": "\\ud800"}}', "object in braces"),
    "a very long number": ('{"id": ' + "9" * 5000 + "}", "found no JSON"),
    "deep brackets": ("[" * 100_000, "found"),
}


@pytest.mark.parametrize("fault", PASSAGE_FAULTS)
def test_a_fault_in_a_passage_is_named_with_its_line(tmp_path: Path, fault: str) -> None:
    """The error names file and line, and says what was found."""
    line, message = PASSAGE_FAULTS[fault]
    with pytest.raises(DataError, match=r"passages\.jsonl, line 2: ") as caught:
        data.read(folder_with(tmp_path, lines(PASSAGE, line)))
    assert message in str(caught.value)


QUESTION_FAULTS = {
    "a passage that is not there": ({"passages": ["A-11"]}, "did you mean 'A-1'"),
    "an unknown kind": ({"kind": "look-up"}, "did you mean 'lookup'"),
    "an unknown split": ({"split": "held-out"}, "did you mean 'heldout'"),
    "text for a list": ({"answers": "noon"}, "a list of texts"),
    "an empty answer": ({"answers": [""]}, "a list of texts"),
    "an answer twice": ({"answers": ["noon", "noon"]}, "none twice"),
    "a number as answer": ({"answers": [12]}, "a list of texts"),
    "no answer to an answerable one": ({"answers": []}, "0 answers"),
    "no passage to an answerable one": ({"passages": []}, "0 passages"),
    "an answer to an unanswerable one": ({"kind": "unanswerable"}, "1 answers"),
}


@pytest.mark.parametrize("fault", QUESTION_FAULTS)
def test_a_fault_in_a_question_is_named_with_its_line(tmp_path: Path, fault: str) -> None:
    """The rules that need both files, too, name the line."""
    change, message = QUESTION_FAULTS[fault]
    with pytest.raises(DataError, match=r"questions\.jsonl, line 3: ") as caught:
        data.read(folder_with(tmp_path, None, lines(QUESTION, "", {**QUESTION, "id": "q2", **change})))
    assert message in str(caught.value)


@pytest.mark.parametrize("raw", [b"caf\xe9\n", '{"id": "é"}'.encode("utf-16")])
def test_another_encoding_is_named(tmp_path: Path, raw: bytes) -> None:
    """Latin-1 and UTF-16 are told apart from a damaged line."""
    with pytest.raises(DataError, match=r"passages\.jsonl, line 1: found byte 0x.. at place \d+, which is not UTF-8"):
        data.read(folder_with(tmp_path, raw))


def test_a_missing_an_empty_and_an_unreadable_file_are_named(tmp_path: Path) -> None:
    """Each of the three has words of its own."""
    with pytest.raises(DataError, match=r"passages\.jsonl: found no such file"):
        data.read(tmp_path)
    with pytest.raises(DataError, match=r"questions\.jsonl: found no records"):
        data.read(folder_with(tmp_path, None, b"\n"))
    (tmp_path / "passages.jsonl").unlink()
    (tmp_path / "passages.jsonl").mkdir()
    with pytest.raises(DataError, match=r"passages\.jsonl: found a file that cannot be read"):
        data.read(tmp_path)


@pytest.mark.parametrize("name", ["advisoreis", "", "../datasets", "measured", "nonsense"])
def test_a_wrong_name_brings_the_list_of_names(name: str) -> None:
    """A slip of the pen costs one look at the message."""
    with pytest.raises(DataError, match=r"expected a name in datasets; .*Known are: "):
        data.load(name)


def test_an_index_refuses_what_is_not_there() -> None:
    """A wrong id or split is an error, never an empty result."""
    assert FOG.passage("A-2").text == "The ferry waits."
    assert [question.id for question in FOG.split("heldout")] == ["q2"]
    for ask in (lambda: FOG.passage("A-3"), lambda: FOG.question("A-1"), lambda: FOG.split("test")):
        with pytest.raises(DataError, match="Known are"):
            ask()


def test_a_collection_made_by_hand_holds_each_id_once() -> None:
    """Two passages of one id would make every measure of a search ambiguous."""
    with pytest.raises(DataError, match="'A-1' twice"):
        Collection("two", (Passage("A-1", "x"), Passage("A-1", "y")), ())


def test_meta_data_cannot_be_changed() -> None:
    """One lesson cannot spoil the data of the next."""
    with pytest.raises(TypeError):
        FOG.passages[0].meta["year"] = 1  # type: ignore[index]
    assert FOG.passages[0].meta["tags"] == ("fog", "sea")
    assert len({*FOG.passages, *FOG.questions}) == 4


def mutate(raw: bytes, seed: int) -> bytes:
    """Return the bytes with one to three of them dropped, doubled or replaced."""
    rng = random.Random(seed)
    for _ in range(rng.randint(1, 3)):
        start = rng.randrange(len(raw))
        end = min(len(raw), start + rng.choice([0, 1, 1, 5, 60]))
        raw = raw[:start] + rng.choice([b"", raw[start:end] * 2, rng.randbytes(1), b'"', b"\n", b"}"]) + raw[end:]
    return raw


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_file_loads_whole_or_is_refused_with_its_place(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """Whatever happens to a file, there is a record for every line, or one error that names file and line."""
    folder = tmp_path_factory.getbasetemp() / "mutated"
    data.write(FOG, folder)
    path = folder / random.Random(seed).choice(data.FILES)
    path.write_bytes(mutate(path.read_bytes(), seed))
    try:
        loaded = data.read(folder)
    except DataError as error:
        assert f"{path.parent}" in str(error) and ("line " in str(error) or "no records" in str(error))
    else:
        filled = sum(bool(line.strip()) for line in path.read_bytes().split(b"\n"))
        assert filled == len(loaded.passages if path.name == "passages.jsonl" else loaded.questions)


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Line separators, zero bytes and emoji inside a text neither split nor change a record."""
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    passages = [Passage(str(number), text, meta={"note": text}) for number, text in enumerate(texts)]
    data.write_records(path, passages)
    assert list(read_records(path, Passage).values()) == passages
