"""The real data: MITRE's Common Weakness Enumeration, read from the installed package `cwe2`, never copied.

A passage is a weakness: its name as title; its description and extended description as text. The catalogue (CWE 4.14)
holds 963, of which 25 are deprecated, mere signposts to others: 938 remain. The observed examples stay out of the text.

A question is the one line in which an expert told what went wrong in a published incident. The 938 weaknesses hold
2,967 such lines under 2,036 references, since an incident is often filed under several weaknesses. From these come
2,006 questions:

- four references are no CVE ids: 2,032 incidents;
- where an incident has several lines, the longest says most;
- 25 lines are shorter than 22 letters ("Triple dot") and say too little;
- one more ("Weak encryption scheme") stands word for word in a passage;
- a mention such as "(CWE-78)" gives the answer away, so it is cut out.

Incidents told in the same words share a `group`: each of them counts as labelled with all weaknesses of the group,
and all are in the same split. The split comes from a hash of the group's first CVE id: the same on every machine.
Not handled: lines that are merely alike, such as two incidents of one product, may fall into different splits.
"""

import hashlib
import importlib.util
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from helpers.data import Collection, DataError, Passage, Question

SHORTEST_LINE = 22
ID = r"CWE-\d+(?: \([A-Z][^)]*\))?"
MENTION = re.compile(rf"\s*[(\[]{ID}(?:, {ID})*[)\]]|(?:\s*->|,)?\s*\b{ID}|\s*\[REF-\d+\]")
REMEDY = "install it again: python -m pip install --force-reinstall --no-deps cwe2==3.0.0"


@dataclass(frozen=True, slots=True)
class Example:
    """One line about an incident, under one weakness.

    >>> Example("CWE-79", "CVE-1999-0001", "Script in a name.").cve
    'CVE-1999-0001'
    """

    weakness: str
    cve: str
    line: str


def load() -> Collection:
    """Return the weaknesses with the incidents as questions, in about half a second.

    Raises:
        DataError: if the package `cwe2` is missing or damaged.

    >>> load()
    Collection('weaknesses': 938 passages, 2006 questions)
    """
    folder = package_folder()
    passages, examples = catalogue(folder)
    return Collection("weaknesses", passages, questions(passages, examples), notice(folder))


def package_folder() -> Path:
    """Return the folder of MITRE's files in the package `cwe2`, without running its code.

    Raises:
        DataError: if the package is not installed, or without its data.

    >>> package_folder().name
    'database_v49'
    """
    spec = importlib.util.find_spec("cwe2")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        for catalogue in sorted(Path(place).glob("database_*/cwec_v*.xml")):
            return catalogue.parent
    raise DataError(f"found no package 'cwe2' with its data; expected it to be installed; {REMEDY}")


def notice(folder: Path) -> str:
    """Return MITRE's copyright notice and terms of use, as they stand in the package.

    Args:
        folder: from `package_folder`.

    Raises:
        DataError: if one of the two files is missing: without them the data may not be shown.

    >>> "The MITRE Corporation" in notice(package_folder())
    True
    """
    texts = []
    for path in (folder / "cwe.NOTICE", folder / "cwe-tou.LICENSE"):
        try:
            texts.append(path.read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"{path}: found no readable file; expected MITRE's terms; {REMEDY}") from error
    return "\n\n".join(texts)


def catalogue(folder: Path) -> tuple[tuple[Passage, ...], list[Example]]:
    """Return all weaknesses as passages, and all observed examples.

    Args:
        folder: from `package_folder`.

    Raises:
        DataError: if the catalogue is missing or damaged, or holds neither.
    """
    passages, found = [], []
    for element in weaknesses(max(folder.glob("cwec_v*.xml"))):
        passages.append(passage(element))
        found += examples(element)
    if not passages or not found:
        raise DataError(
            f"{folder}: found {len(passages)} weaknesses with {len(found)} examples; expected some; {REMEDY}"
        )
    return tuple(passages), found


def weaknesses(path: Path) -> Iterator[ET.Element]:
    """Yield the weaknesses of a catalogue one by one, in the file's order, deprecated ones left out.

    Args:
        path: MITRE's catalogue, an XML file.

    Raises:
        DataError: if the file is missing, or breaks off.
    """
    try:
        for _, element in ET.iterparse(path):
            if element.tag.endswith("}Weakness"):
                if element.get("Status") != "Deprecated":
                    yield element
                element.clear()
    except (OSError, ET.ParseError) as error:
        raise DataError(
            f"{path}: found a file that cannot be read ({error}); expected MITRE's XML; {REMEDY}"
        ) from error


def passage(weakness: ET.Element) -> Passage:
    """Return a weakness as a passage.

    Args:
        weakness: an element of the catalogue.
    """
    text = " ".join(filter(None, (_text(weakness, "Description"), _text(weakness, "Extended_Description"))))
    meta = {"abstraction": weakness.get("Abstraction"), "status": weakness.get("Status")}
    return Passage(f"CWE-{weakness.get('ID')}", text, weakness.get("Name", ""), meta)


def examples(weakness: ET.Element) -> list[Example]:
    """Return the observed examples of a weakness.

    Args:
        weakness: an element of the catalogue.
    """
    found = weakness.iterfind("{*}Observed_Examples/{*}Observed_Example")
    id = f"CWE-{weakness.get('ID')}"
    return [Example(id, _text(example, "Reference"), _text(example, "Description")) for example in found]


def questions(passages: Iterable[Passage], examples: Iterable[Example]) -> tuple[Question, ...]:
    """Return one question an incident, labelled with every weakness it is filed under.

    Args:
        passages: the weaknesses.
        examples: the lines about incidents.

    >>> fog = [Passage("CWE-1", "No horn is blown.", "Silence in fog")]
    >>> questions(fog, [Example("CWE-1", "CVE-2034-7", "Ferry enters the fog without a sound (CWE-1).")])[0].text
    'Ferry enters the fog without a sound.'
    """
    names = {item.id: item.title for item in passages}
    texts = [f"{item.title} {item.text}".casefold() for item in passages]
    lines, labels = _by_incident(examples)
    lines = {cve: line for cve, line in lines.items() if len(line) >= SHORTEST_LINE and not _stands_in(line, texts)}
    made = []
    for group in _groups(lines):
        ids = tuple(sorted({label for cve in group for label in labels[cve]}, key=_number))
        answers = ids + tuple(dict.fromkeys(names[id] for id in ids))
        split = split_of(group[0])
        made += [
            Question(cve, lines[cve], answers, ids, "other words", group[0], split, group[0], "weakness")
            for cve in group
        ]
    return tuple(sorted(made, key=lambda question: _number(question.id)))


def split_of(cve: str) -> str:
    """Return the split of an incident: three fifths train, one fifth dev, one fifth test.

    Python's own `hash` differs from run to run; SHA-256 does not.

    Args:
        cve: a CVE id.

    >>> split_of("CVE-2021-44228"), split_of("CVE-2021-44228")
    ('train', 'train')
    """
    number = int.from_bytes(hashlib.sha256(cve.encode()).digest()[:8], "big")
    return ("train", "train", "train", "dev", "test")[number % 5]


def clean(line: str) -> str:
    """Return a line without the ids and names of weaknesses in it, which would give the answer away.

    Args:
        line: an expert's line about an incident.

    >>> clean("Chain: bad input (CWE-20) leads to CWE-561 (Dead Code) [REF-7].")
    'Chain: bad input leads to.'
    """
    return MENTION.sub("", line).strip()


def _text(parent: ET.Element, name: str) -> str:
    """Return all text under a child, however it is marked up, with single spaces."""
    child = parent.find(f"{{*}}{name}")
    return "" if child is None else " ".join(" ".join(child.itertext()).split())


def _by_incident(examples: Iterable[Example]) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return the longest line and all labels of each CVE id."""
    lines: dict[str, str] = {}
    labels: dict[str, set[str]] = {}
    for example in examples:
        if re.fullmatch(r"CVE-\d{4}-\d+", example.cve):
            lines[example.cve] = max(lines.get(example.cve, ""), clean(example.line), key=len)
            labels.setdefault(example.cve, set()).add(example.weakness)
    return lines, labels


def _stands_in(line: str, texts: Iterable[str]) -> bool:
    core = line.casefold().rstrip(".")
    return any(core in text for text in texts)


def _groups(lines: dict[str, str]) -> Iterator[list[str]]:
    """Yield the CVE ids that share a line, whatever its capitals and full stops, each list sorted."""
    keys = {cve: re.sub(r"\W+", " ", line).casefold().strip() for cve, line in lines.items()}
    for _, group in groupby(sorted(lines, key=lambda cve: (keys[cve], _number(cve))), key=lambda cve: keys[cve]):
        yield list(group)


def _number(id: str) -> tuple[int, ...]:
    """Return the numbers in an id: `CWE-79` comes before `CWE-352`."""
    return tuple(int(part) for part in id.split("-")[1:])
