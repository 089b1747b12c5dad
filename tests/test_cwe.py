"""The real data come out of the installed package whole, labelled, split fairly and without leaks."""

import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest
from stopwatch import quickest

from helpers import cwe
from helpers.data import Collection, DataError


@pytest.fixture(scope="module")
def real() -> Collection:
    """Return the real collection, loaded once."""
    return cwe.load()


@pytest.fixture(scope="module")
def catalogue() -> ET.Element:
    """Return MITRE's catalogue, read by another way than the loader's."""
    return ET.parse(cwe.package_folder() / "cwec_v4.14.xml").getroot()


def test_the_numbers_come_about_as_documented(real: Collection, catalogue: ET.Element) -> None:
    """963 weaknesses less 25 deprecated are 938; 2,967 lines, 2,036 references, 2,032 incidents, 2,006 questions."""
    status = Counter(item.get("Status") for item in catalogue.iterfind(".//{*}Weakness"))
    references = [item.findtext("{*}Reference") or "" for item in catalogue.iterfind(".//{*}Observed_Example")]
    incidents = {reference for reference in references if reference.startswith("CVE-")}
    assert (status.total(), status["Deprecated"], len(real.passages)) == (963, 25, 938)
    assert (len(references), len(set(references)), len(incidents)) == (2967, 2036, 2032)
    assert len(real.questions) == 2032 - 25 - 1


def test_one_incident_is_one_question_with_all_its_labels(real: Collection, catalogue: ET.Element) -> None:
    """Every weakness that lists an incident is among the relevant passages of its question."""
    for weakness in catalogue.iterfind(".//{*}Weakness"):
        for reference in weakness.iterfind(".//{*}Observed_Example/{*}Reference"):
            if reference.text == "CVE-2021-44228":
                assert f"CWE-{weakness.get('ID')}" in real.question("CVE-2021-44228").passages
    assert sum(len(question.passages) > 1 for question in real.questions) > 600


def test_answers_are_the_ids_then_the_names(real: Collection) -> None:
    """A system may answer with either."""
    for question in real.questions:
        names = [real.passage(id).title for id in question.passages]
        assert question.answers == question.passages + tuple(dict.fromkeys(names))


def test_no_line_stands_in_a_passage_and_none_names_a_weakness(real: Collection) -> None:
    """Neither the library nor the question gives the answer away."""
    library = "\n".join(f"{passage.title} {passage.text}".casefold() for passage in real.passages)
    for question in real.questions:
        assert question.text.casefold().rstrip(".") not in library
        assert not re.search(r"CWE-\d|\[REF", question.text)
    assert "cve-" not in library


def test_the_same_words_never_stand_in_two_splits(real: Collection) -> None:
    """What is tested was not trained under another CVE id."""
    splits: dict[str, set[str]] = {}
    for question in real.questions:
        splits.setdefault(re.sub(r"\W+", " ", question.text).casefold().strip(), set()).add(question.split)
    assert all(len(found) == 1 for found in splits.values())


def test_the_split_is_stable_and_about_three_to_one_to_one(real: Collection) -> None:
    """The split is the same in every run, on every machine; these five were written down."""
    written_down = ["test", "train", "train", "train", "train"]
    assert [cwe.split_of(f"CVE-2034-{number}") for number in range(5)] == written_down
    shares = Counter(question.split for question in real.questions)
    assert 0.57 < shares["train"] / shares.total() < 0.63
    assert 0.18 < shares["test"] / shares.total() < 0.22


def test_the_notice_and_the_terms_go_with_the_data(real: Collection) -> None:
    """MITRE asks that every copy carries its copyright designation and its licence."""
    assert "Copyright ©" in real.notice and "MITRE hereby grants you" in real.notice


@pytest.mark.clock
@pytest.mark.slow
def test_loading_is_fast() -> None:
    """A lesson does not wait for it."""
    assert quickest(cwe.load) < 3


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to get it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(DataError, match=r"no package 'cwe2'.*pip install"):
        cwe.load()


@pytest.mark.parametrize("keep", [0, 1_000, 2_000_000])
def test_a_damaged_catalogue_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: int) -> None:
    """A file that breaks off gives no half collection."""
    folder = cwe.package_folder()
    for name in ("cwe.NOTICE", "cwe-tou.LICENSE"):
        shutil.copy(folder / name, tmp_path / name)
    (tmp_path / "cwec_v4.14.xml").write_bytes((folder / "cwec_v4.14.xml").read_bytes()[:keep])
    monkeypatch.setattr(cwe, "package_folder", lambda: tmp_path)
    with pytest.raises(DataError, match=r"cwec_v4\.14\.xml: found a file that cannot be read"):
        cwe.load()


def test_a_catalogue_of_something_else_is_refused(tmp_path: Path) -> None:
    """Good XML without weaknesses is not silently an empty collection."""
    (tmp_path / "cwec_v4.14.xml").write_text("<Catalog/>", encoding="utf-8")
    with pytest.raises(DataError, match="found 0 weaknesses"):
        cwe.catalogue(tmp_path)


def test_missing_terms_are_an_error(tmp_path: Path) -> None:
    """Without MITRE's terms the data may not be shown."""
    with pytest.raises(DataError, match="expected MITRE's terms"):
        cwe.notice(tmp_path)
