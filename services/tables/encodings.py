"""Which encoding a file of text is in: by its mark, by its zero bytes, by whether it is UTF-8, else by what it yields.

Windows-1256 and Windows-1252 have the same bytes for other letters. Read as 1256, Urdu is words of Arabic letters
alone, and what was 1252 has Arabic letters inside Latin words; where both are found, or neither tells, the file is
refused.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final

from services.tables.errors import UnreadableFile

BLOCK: Final = 1 << 16
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BROKEN: Final = re.compile("[\udc80-\udcff]")
"""Bytes that are no UTF-8, as Python escapes them."""
_ZEROS: Final = 20
"""One zero byte in so many at every second place is UTF-16."""
_SURE: Final = 5
"""How many words for each against that settle an encoding."""


def _letters(encoding: str, first: int, last: int) -> bytes:
    """Bytes whose letter or vowel mark in ``encoding`` lies in a range of code points."""
    decoded = ((byte, bytes([byte]).decode(encoding, "replace")) for byte in range(0x80, 0x100))
    return bytes(byte for byte, char in decoded if unicodedata.category(char)[0] in "LM" and first <= ord(char) <= last)


_ARABIC: Final = _letters("cp1256", 0x600, 0x6FF)
_BOTH: Final = _letters("cp1256", 0xC0, 0x17F)
_WORD: Final = re.compile(b"[A-Za-z" + re.escape(_ARABIC + _BOTH) + b"]+")
_OF_ARABIC: Final = re.compile(b"[" + re.escape(_ARABIC) + b"]+")


def encoding_of(path: Path) -> str:
    """Python name of the file's encoding; reads the file in blocks. Raises UnreadableFile where none is sure."""
    with path.open("rb") as stream:
        return encoding_in(stream)


def encoding_in(stream: BinaryIO) -> str:
    """As :func:`encoding_of`, for a seekable stream that stands at its beginning; it stands elsewhere afterwards."""
    head = stream.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            if not name:
                raise UnreadableFile("UTF-32 is not read; save as UTF-8")
            return name
    if wide := _wide(head):
        return wide
    stream.seek(0)
    if _mostly_utf8(stream):
        return "utf-8"
    stream.seek(0)
    return _windows(iter(lambda: stream.read(BLOCK), b""))


def _wide(head: bytes) -> str:
    """UTF-16 without a mark, by zeros at every second place; nothing for other text."""
    even, odd = (head[at::2].count(0) > len(head) // _ZEROS for at in range(2))
    if even and odd:
        raise UnreadableFile("the file holds NUL bytes: it is damaged, or not text")
    return "utf-16-be" if even else "utf-16-le" if odd else ""


def _mostly_utf8(stream: BinaryIO) -> bool:
    """True where at least 20 characters beyond ASCII are sound UTF-8 for each that is not."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    beyond = broken = 0
    for block in iter(lambda: stream.read(BLOCK), b""):
        text = decoder.decode(block)
        if not text.isascii():
            broken += len(_BROKEN.findall(text))
            beyond += len(text) - len(text.encode("ascii", "ignore"))
    broken += len(decoder.decode(b"", final=True))
    return broken == 0 or beyond - 2 * broken > 20 * broken


def _windows(blocks: Iterable[bytes]) -> str:
    arabic = latin = odd = 0
    for block in blocks:
        for word in _WORD.findall(block):
            if word.isascii() or not any(byte in _ARABIC for byte in word):
                continue
            if not _OF_ARABIC.fullmatch(word):
                latin += 1
            elif len(word) > 1:
                arabic += 1
            else:
                odd += 1
    if arabic > _SURE * latin:
        return "cp1256"
    if latin > _SURE * arabic or not (arabic or latin or odd):
        return "cp1252"
    raise UnreadableFile("neither UTF-8 nor surely Windows-1256 or Windows-1252; save as UTF-8")
