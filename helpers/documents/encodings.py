"""Turn bytes into text. A file does not say how its letters are written, so this is found out, or guessed aloud.

A byte order mark decides; then valid UTF-8, which hardly ever comes about by chance; then what the file declares. Only
then is it guessed, from how likely the letters are in any language, and the reader is told. In Latin letters the guess
is the Western one unless the words look Central European: on short texts a finer guess is often worse.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from helpers.documents.parts import Unreadable, cleaned

# The longer mark comes first: that of UTF-16 begins that of UTF-32.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN, CENTRAL = "cp1252", "cp1250"
CENTRAL_LANGUAGES = {"Polish", "Czech", "Slovak", "Hungarian", "Croatian", "Slovene", "Romanian"}
SAMPLE = 100_000
MOST_ODD = 0.005
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")


def decode(data: bytes, declares: bool = False) -> tuple[str, str]:
    """Return the text of some bytes, and a note if it is not certain that it is right; else an empty one.

    Args:
        data: a whole file.
        declares: whether it may declare its encoding near its start, as HTML does.

    Raises:
        Unreadable: if they are no text.

    >>> decode(b"Fog until noon.")
    ('Fog until noon.', '')
    >>> decode("Fähre um zehn".encode("latin-1"))
    ('Fähre um zehn', 'guessed the encoding cp1252; do save it as UTF-8 if letters look wrong')
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace")), ""
    for encoding in _certain(data, declares):
        try:
            return _checked(data.decode(encoding)), ""
        except (LookupError, UnicodeError):
            continue
    return _mended(data) or _guessed(data)


def _certain(data: bytes, declares: bool) -> list[str]:
    """Return the encodings to try before guessing, the surest first."""
    declared = _DECLARED.search(data[:2048]) if declares else None
    wide = _wide(data[:SAMPLE])
    return [*wide, "utf-8", *([declared[1].decode("ascii")] if declared else [])]


def _wide(data: bytes) -> list[str]:
    """Return UTF-16 if every other byte is mostly zero, as in Western text without a byte order mark."""
    half = max(1, len(data) // 2)
    if data[1::2].count(0) > 0.4 * half and data[::2].count(0) < 0.05 * half:
        return ["utf-16-le"]
    return ["utf-16-be"] if data[::2].count(0) > 0.4 * half and data[1::2].count(0) < 0.05 * half else []


def _mended(data: bytes) -> tuple[str, str] | None:
    """Return UTF-8 in which a few characters are broken; nothing if it looks like another encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(not sign.isascii() for sign in text) - broken
    if broken * 5 > whole:
        return None
    return _checked(text), f"found {broken} broken characters; do save it again as UTF-8 if they matter"


def _guessed(data: bytes) -> tuple[str, str]:
    """Return the text in the likeliest encoding."""
    encoding = _likeliest(data[:SAMPLE])
    text = _checked(data.decode(encoding, errors="replace"))
    return text, f"guessed the encoding {encoding}; do save it as UTF-8 if letters look wrong"


def _likeliest(data: bytes) -> str:
    """Return the encoding that makes the likeliest letters."""
    if data.count(0):
        raise Unreadable("found bytes that are no text; expected text; do check what kind of file it is")
    guess = from_bytes(data).best()
    if guess and guess.language in CENTRAL_LANGUAGES:
        return CENTRAL
    latin = sum(chr(byte).isalpha() for byte in data if byte < 128)
    return WESTERN if guess is None or latin > 0.4 * len(data) else guess.encoding


def _checked(text: str) -> str:
    """Return the text cleaned; refuse it if too much of it cannot be written."""
    odd = len(_CONTROLS.findall(text))
    if odd > MOST_ODD * len(text) + 1:
        raise Unreadable("found bytes that are no text; expected text; do check what kind of file it is")
    return cleaned(text)
