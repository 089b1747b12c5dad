r"""Formulas for slides: from the little TeX that lessons use to MathML, which browsers draw without any script.

Not handled: environments, matrices, accents, sizes. A formula that holds more is shown as it is written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[A-Za-z]|\d+(?:\.\d+)?|\s+|.")
SIGNS = {
    r"\cdot": "⋅", r"\times": "×", r"\le": "≤", r"\leq": "≤", r"\ge": "≥", r"\geq": "≥", r"\ne": "≠",
    r"\approx": "≈", r"\pm": "±", r"\to": "→", r"\in": "∈", r"\lVert": "‖", r"\rVert": "‖", r"\top": "\u22a4",
    r"\sum": "∑", r"\prod": "∏", r"\infty": "∞", r"\ldots": "…", r"\dots": "…", r"\{": "{", r"\}": "}", r"\%": "%",
}  # fmt: skip
LETTERS = {rf"\{name}": chr(code) for name, code in (
    ("alpha", 0x3B1), ("beta", 0x3B2), ("gamma", 0x3B3), ("delta", 0x3B4), ("epsilon", 0x3B5), ("theta", 0x3B8),
    ("lambda", 0x3BB), ("mu", 0x3BC), ("pi", 0x3C0), ("rho", 0x3C1), ("sigma", 0x3C3), ("Delta", 0x394),
)}  # fmt: skip
NAMES = {r"\ln", r"\log", r"\exp", r"\min", r"\max", r"\cos", r"\sin"}
SPACES = {r"\,": "0.17em", r"\;": "0.28em", r"\ ": "0.33em", r"\quad": "1em", r"\!": "0em"}
STYLES = {r"\text": "mtext", r"\mathrm": "mi", r"\mathit": "mi", r"\mathbf": "mi"}
STACKED = ("∑", "∏")


class FormulaError(ValueError):
    """Tell that a formula holds what is not understood."""


def mathml(tex: str, *, block: bool = False) -> str:
    r"""Return a formula as MathML.

    Args:
        tex: without its dollar signs.
        block: whether it stands by itself.

    Raises:
        FormulaError: if it holds a command that is not known, or a bracket that does not close.

    >>> mathml("k_1 + 1")
    '<math><mrow><msub><mi>k</mi><mn>1</mn></msub><mo>+</mo><mn>1</mn></mrow></math>'
    >>> mathml(r"\frac{1}{k + r}")
    '<math><mrow><mfrac><mn>1</mn><mrow><mi>k</mi><mo>+</mo><mi>r</mi></mrow></mfrac></mrow></math>'
    """
    reader = _Reader(TOKEN.findall(tex.strip()))
    inner = "".join(reader.row())
    if not reader.is_done:
        raise FormulaError(f"found a bracket that nothing opens in {tex!r}; expected pairs; do close it")
    opening = '<math display="block">' if block else "<math>"
    return f"{opening}<mrow>{inner}</mrow></math>"


class _Reader:
    """Read tokens from left to right, an element at a time."""

    def __init__(self, tokens: list[str]) -> None:
        """Begin at the first token."""
        self._tokens, self._place = tokens, 0

    @property
    def is_done(self) -> bool:
        """Whether no token is left."""
        return self._place >= len(self._tokens)

    def row(self) -> Iterator[str]:
        """Yield elements, each with what stands above and below it, up to a closing brace."""
        while self._peek() not in ("", "}", r"\right"):
            if self._peek().isspace():
                self._place += 1
                continue
            yield self._scripted(self._element())

    def _peek(self) -> str:
        """Return the next token, "" at the end."""
        return "" if self.is_done else self._tokens[self._place]

    def _next(self) -> str:
        """Take the next token that is no blank."""
        while self._peek().isspace():
            self._place += 1
        if self.is_done:
            raise FormulaError("found the end of a formula; expected more; do complete it")
        self._place += 1
        return self._tokens[self._place - 1]

    def _scripted(self, base: str) -> str:
        """Return an element with the index and the power that follow it."""
        scripts: dict[str, str] = {}
        while self._peek() in ("_", "^"):
            place = self._next()
            scripts[place] = self._element()
        kind = (
            ("munder", "mover", "munderover") if any(sign in base for sign in STACKED) else ("msub", "msup", "msubsup")
        )
        if not scripts:
            return base
        name = kind[2] if len(scripts) == 2 else kind[0] if "_" in scripts else kind[1]
        return f"<{name}>{base}{scripts.get('_', '')}{scripts.get('^', '')}</{name}>"

    def _element(self) -> str:
        """Return the next element: a group, a fraction, a word, a letter, a number or a sign."""
        token = self._next()
        if token == "{":
            return self._group("}")
        if token == r"\left":
            return self._fenced()
        if token == r"\frac":
            return f"<mfrac>{self._element()}{self._element()}</mfrac>"
        return self._word(token) if token in STYLES else _simple(token)

    def _group(self, closing: str) -> str:
        """Return what stands up to a closing brace as one element."""
        inner = list(self.row())
        if self._next() != closing:
            raise FormulaError(f"found no {closing}; expected one; do close the group")
        return inner[0] if len(inner) == 1 else f"<mrow>{''.join(inner)}</mrow>"

    def _fenced(self) -> str:
        """Return what stands between brackets that grow with it."""
        opening = self._next()
        inner = self._group(r"\right")
        return f"<mrow><mo>{html.escape(opening)}</mo>{inner}<mo>{html.escape(self._next())}</mo></mrow>"

    def _word(self, style: str) -> str:
        r"""Return the words of \text{…} or \mathrm{…} as they stand; a formula within them keeps its words."""
        if self._next() != "{":
            raise FormulaError(f"found {style} without a brace; expected one; do add it")
        words = []
        while self._peek() not in ("}", ""):
            words.append(self._peek())
            self._place += 1
        self._next()
        text = html.escape("".join(words).replace("\\ ", "\u00a0").replace("\\", "")).replace(" ", "\u00a0")
        variant = {"mi": ' mathvariant="normal"'}.get(STYLES[style], "") if style == r"\mathrm" else ""
        return f"<{STYLES[style]}{variant}>{text}</{STYLES[style]}>"


def _simple(token: str) -> str:
    """Return a token that needs nothing behind it as an element."""
    if token in NAMES:
        return f'<mo lspace="0.17em" rspace="0.17em">{token[1:]}</mo>'
    if token in SPACES:
        return f'<mspace width="{SPACES[token]}"></mspace>'
    if token in LETTERS or token.isalpha():
        return f"<mi>{LETTERS.get(token, token)}</mi>"
    if token[0].isdigit():
        return f"<mn>{token}</mn>"
    if token.startswith("\\") and token not in SIGNS:
        raise FormulaError(f"found {token}; expected one of the commands in helpers.slides.formulas; do add it there")
    sign = SIGNS.get(token, token.replace("-", "\u2212"))
    return f"<mo>{html.escape(sign)}</mo>"
