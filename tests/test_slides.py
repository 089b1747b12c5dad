"""Slides hold what a class looks at, need nothing from elsewhere, can be turned by keys, and give no solution away."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from helpers import cli
from helpers.contents import lessons
from helpers.slides import formulas, outputs, prose, writing
from helpers.slides.deck import CAPACITY, GRACE, Slide, deck
from helpers.slides.page import index, page

ROOT = Path(__file__).parent.parent
NUMBERS = list(lessons())
LARGEST = 1_000_000
MATH = re.compile(r"\$\$(.+?)\$\$|(?<!\\)\$([^$\n]+)\$", re.DOTALL)
EMPTY = {"meta", "img", "br", "hr", "col"}


class Read(HTMLParser):
    """What stands in a page: its tags with their attributes, its words, and whether all that opens also closes."""

    def __init__(self, text: str) -> None:
        """Read it all."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take off the tag that it closes."""
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words.append(data)


def notebook(number: str) -> list[dict[str, Any]]:
    """Return the cells of a lesson's solved notebook."""
    path = ROOT / "solutions" / f"{number}_{lessons()[number].slug}.ipynb"
    return json.loads(path.read_text("utf-8"))["cells"]


def cell(text: str, *tags: str) -> dict[str, Any]:
    """Return a prose cell."""
    return {"cell_type": "markdown", "source": text, "metadata": {"tags": list(tags)}}


def code(text: str, **data: str) -> dict[str, Any]:
    """Return a code cell with one output, its kinds with a colon in place of a slash."""
    shown = [{"output_type": "execute_result", "data": {kind.replace("_", "/"): value for kind, value in data.items()}}]
    return {"cell_type": "code", "source": text, "metadata": {}, "outputs": shown if data else []}


@pytest.mark.parametrize("number", NUMBERS)
def test_every_lesson_makes_a_page_that_stands_alone(number: str) -> None:
    """One file, not too large, well formed; nothing is loaded or linked, and the browser is told to load nothing."""
    text = page(number, deck(notebook(number)))
    read = Read(text)
    assert read.open == []
    assert len(text.encode()) < LARGEST
    sources = [attributes.get("src") or "" for _, attributes in read.tags]
    assert all(source.startswith("data:image/png;base64,") for source in sources if source)
    assert not [tag for tag, attributes in read.tags if tag in ("link", "iframe", "object") or "href" in attributes]
    assert not re.search(r"@import|url\(|fetch\(|import\(|XMLHttpRequest|https?://", text)
    (policy,) = (one["content"] for tag, one in read.tags if tag == "meta" and "http-equiv" in one)
    assert policy is not None and policy.startswith("default-src 'none'")


@pytest.mark.parametrize("number", NUMBERS)
def test_every_slide_has_a_heading_and_every_picture_words(number: str) -> None:
    """One `h1`, an `h2` for each other slide; pictures are described, tables have headers, ids are there once."""
    slides = deck(notebook(number))
    read = Read(page(number, slides))
    headings = [tag for tag, _ in read.tags if re.fullmatch(r"h\d", tag)]
    assert headings == ["h1"] + ["h2"] * (len(slides) - 1)
    assert all(slide.title.strip() and slide.body.strip() for slide in slides)
    alts = [one.get("alt") or "" for tag, one in read.tags if tag == "img"]
    assert alts and min(map(len, alts)) > 20
    assert all("scope" in one for tag, one in read.tags if tag == "th")
    assert max(Counter(one["id"] for _, one in read.tags if "id" in one).values()) == 1


@pytest.mark.parametrize("number", NUMBERS)
def test_a_deck_holds_what_a_class_looks_at(number: str) -> None:
    """The title first, every question to predict with its options, every exercise, the last warning; not every cell."""
    cells, slides = notebook(number), deck(notebook(number))
    kinds = Counter(slide.kind for slide in slides)
    source = "\n".join("".join(one["source"]) for one in cells)
    assert (slides[0].kind, slides[0].title) == ("title", lessons()[number].title)
    assert kinds["exercise"] == source.count("### Exercise:")
    assert kinds["question"] == len(re.findall(r"^predict\(", source, re.MULTILINE))
    assert kinds["limits"] == 1
    assert len(slides) < 0.75 * len(cells)
    assert max(slide.lines for slide in slides if slide.body.count("<table") == 0) <= CAPACITY + GRACE + 6


@pytest.mark.parametrize("number", NUMBERS)
def test_no_solution_and_no_hint_is_shown(number: str) -> None:
    """Whoever projects the slides spoils no exercise."""
    shown = " ".join(Read(page(number, deck(notebook(number)))).words)
    found = []
    for one in notebook(number):
        lines = "".join(one["source"]).split("\n")
        if "### BEGIN SOLUTION" in "".join(lines):
            begin, end = ([line.strip() for line in lines].index(f"### {word} SOLUTION") for word in ("BEGIN", "END"))
            found += [line for line in lines[begin + 1 : end] if len(line.strip()) >= 20 and line.strip() in shown]
    assert found == []
    assert "Hint 1" not in shown


@pytest.mark.parametrize("number", NUMBERS)
def test_every_formula_is_drawn(number: str) -> None:
    """None falls back to being shown as it is written."""
    for one in notebook(number):
        if one["cell_type"] == "markdown":
            for block, inline in MATH.findall("".join(one["source"])):
                assert formulas.mathml(block or inline).startswith("<math>")


@pytest.mark.parametrize(
    ("tex", "holds"),
    [
        (r"a_1^2", "<msubsup><mi>a</mi><mn>1</mn><mn>2</mn></msubsup>"),
        (r"\left(\frac{a}{b}\right)", "<mo>(</mo><mfrac><mi>a</mi><mi>b</mi></mfrac><mo>)</mo>"),
        (r"\mathit{mean\ length}", "<mi>mean\u00a0length</mi>"),
        (r"a < b", "<mo>&lt;</mo>"),
        (r"\sum_{t} x", "<munder><mo>∑</mo><mi>t</mi></munder>"),
    ],
)
def test_formulas_keep_their_shape(tex: str, holds: str) -> None:
    """Indices, powers, brackets, words and sums stand where they belong."""
    assert holds in formulas.mathml(tex)


@pytest.mark.parametrize("tex", [r"\begin{matrix}", r"\frac{1}{2", "a}", r"\mathrm x", "x^"])
def test_what_is_no_formula_is_told_and_shown_as_written(tex: str) -> None:
    """An unknown command or an open bracket is an error of the reader, and only a plainer slide for the class."""
    with pytest.raises(formulas.FormulaError, match=r"found .*; expected .*; do "):
        formulas.mathml(tex)
    assert "<code>" in prose.rendered([f"See ${tex}$ there."])


def test_tags_overrule_the_rule() -> None:
    """A cell may be left out, or keep all of its sentences."""
    long = "\n".join(f"This is sentence {number}." for number in range(9))
    plain, kept = (deck([cell("# Why?\n\nSo."), cell(f"## There\n\n{long}", *tags)]) for tags in ([], ["slide-keep"]))
    assert ["sentence 8" in slides[-1].body for slides in (plain, kept)] == [False, True]
    assert len(deck([cell("# Why?\n\nSo."), cell("## There\n\nHere.", "slide-skip")])) == 1
    assert len(deck([cell("# Why?\n\nSo."), cell("[Open](https://x.example)", "added-by-the-build")])) == 1


def test_what_is_one_learner_s_stays_in_the_notebook() -> None:
    """Checks, quizzes and the welcome are no matter of a class; an explorer is named, to be shown live."""
    for text in ('lesson.start("00")', 'check("idf", idf)', 'quiz("00")', 'lesson.committed().get("C7")'):
        assert list(outputs.shown(text, code(text, text_plain="✓ all")["outputs"])) == []
    (one,) = outputs.shown("keywords.explore()", code("", text_plain="Which?\nA table")["outputs"])
    assert (one.kind, one.title) == ("explorer", "Which?")
    assert list(outputs.shown("keywords.explore(b=1)", code("", text_plain="Which?")["outputs"])) == []


def test_long_outputs_are_cut_and_markup_is_escaped() -> None:
    """A long text ends early, a long table says how many rows are missing, and nothing is obeyed."""
    (text,) = outputs.shown("x", code("", text_plain="<b>" + "word " * 900)["outputs"])
    assert len(text.html) < 1000 and "&lt;b&gt;" in text.html
    rows = "".join(f"<tr><th>{number}</th><td>1</td></tr>" for number in range(40))
    (table,) = outputs.shown("x", code("", text_html=f"<table><tbody>{rows}</tbody></table>")["outputs"])
    assert table.html.count("<tr") == outputs.MOST_ROWS and "24 more rows" in table.html
    assert Read(table.html).open == []
    assert "<script>" not in prose.rendered(["Say <script>alert(1)</script>."])


def test_a_question_stands_with_its_case() -> None:
    """It joins a short slide, and has one of its own below a full one."""
    asked = code('predict("x", "Which?", ["this", "that"])', text_plain="Which?\nA. this\nB. that\nTo answer")
    (_, joined) = deck([cell("# Why?\n\nSo."), cell("## There\n\nOne."), asked])
    assert (joined.title, joined.kind, joined.body.count("<li>")) == ("There", "question", 2)
    alone = deck([cell("# Why?\n\nSo."), cell("## There\n\n" + "word " * 120), asked])[-1]
    assert (alone.title, alone.section) == ("Which?", "There")


def copied(root: Path, *numbers: str) -> Path:
    """Lay out a course with some solved notebooks."""
    (root / "solutions").mkdir(parents=True)
    for number in numbers:
        shutil.copy(ROOT / "solutions" / f"{number}_{lessons()[number].slug}.ipynb", root / "solutions")
    return root


def test_the_command_writes_and_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file for each lesson asked for, and a page that leads to all that are there."""
    monkeypatch.setattr(cli, "ROOT", copied(tmp_path / "course", "00", "01"))
    assert cli.main(["slides", "1"]) == 0
    assert "slides/01_keywords.html" in capsys.readouterr().out
    assert cli.main(["slides", "00"]) == 0
    listed = (tmp_path / "course" / "slides" / "index.html").read_text("utf-8")
    assert listed.index("00_the_question.html") < listed.index("01_keywords.html")
    assert Read(listed).open == []


def test_what_is_missing_is_told_after_the_rest_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence for a lesson without notebook, a damaged one, an unknown one; the others have their slides."""
    root = copied(tmp_path / "course", "00")
    monkeypatch.setattr(cli, "ROOT", root)
    (root / "solutions" / "01_keywords.ipynb").write_text("{", "utf-8")
    assert cli.main(["slides", "01", "00"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("found ") and "damaged" in said and said.count("\n") == 1
    assert sorted(path.name for path in (root / "slides").iterdir()) == ["00_the_question.html", "index.html"]
    assert cli.main(["slides", "99"]) == 1
    assert "found the lesson '99'" in capsys.readouterr().err


def test_a_folder_that_takes_no_files_is_told(tmp_path: Path) -> None:
    """No traceback where a file stands in the way of the folder."""
    root = copied(tmp_path / "course", "00")
    (root / "slides").write_text("in the way", "utf-8")
    with pytest.raises(writing.SlidesError, match=r"found that .* cannot be written .*; expected .*; do: "):
        list(writing.write(root, ["00"]))


def test_the_index_escapes_titles() -> None:
    """A title is words."""
    assert "<b>" not in index({"00_a.html": "<b>"})


CHROMIUM = shutil.which("chromium")
PRESS = """<script>window.addEventListener("load", function () {
  const seen = [];
  ["ArrowRight", " ", "End", "PageUp", "Home", "ArrowLeft"].forEach(function (key) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", {key: key, bubbles: true}));
    seen.push(document.getElementById("place").textContent.split(" ")[0]
      + (document.activeElement.tagName.startsWith("H") ? "h" : ""));
  });
  document.getElementById("on").click();
  seen.push(document.querySelectorAll(".slide:not([hidden])").length + "|" + location.hash);
  document.title = seen.join(" ");
});</script></body>"""


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")
def test_keys_turn_the_slides_in_a_browser(tmp_path: Path) -> None:
    """Arrows, space, page and end keys, and the buttons; the heading has the focus, and one slide is seen at a time."""
    slides = [Slide(f"Slide {number}", "plain", "", "<p>Words.</p>") for number in range(1, 6)]
    file = tmp_path / "deck.html"
    file.write_text(page("00", slides).replace("</body>", PRESS), "utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    command = [str(CHROMIUM), *flags, "--virtual-time-budget=3000", "--dump-dom", file.as_uri()]
    made = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert re.findall(r"<title>(.*?)</title>", made) == ["2h 3h 5h 4h 1h 1h 1|#s2"]
