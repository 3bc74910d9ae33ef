"""Fields of SWIFT FIN messages (MT), in their blocks or bare, one at a time. Pure.

A message in blocks begins with ``{1:`` and ends with ``-}``; a bare one begins with ``:20:`` and ends with ``-``, the
next ``:20:`` or the file. Source: SWIFT Standards MT, General Information.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from services.sources.feeds.money import AmountRefused, minor_units
from services.sources.feeds.row import FileRefused
from services.tables.delimited import lines
from services.tables.encodings import encoding_in
from services.tables.errors import UnreadableFile

BLOCKS: Final = "{"
END: Final = "-"
_TAG: Final = re.compile(r":([0-9]{2}[A-Z]?):(.*)")
_TYPE: Final = re.compile(r"\{2:(?:I([0-9]{3})([A-Z0-9]{8})|O([0-9]{3})[0-9]{10}([A-Z0-9]{8}))")
_OWN: Final = re.compile(r"\{1:[A-Z][0-9]{2}([A-Z0-9]{8})")
_BETWEEN: Final = " \t$\x01\x03\x1a\ufeff"
_LONGEST: Final = 20_000


class Field(NamedTuple):
    """``tag``: such as ``61``; BLOCKS for what stands before a message, END for its end. ``line`` counts from 1."""

    line: int
    tag: str
    text: str


class Blocks(NamedTuple):
    """``message``: its number, ``sender`` and ``receiver``: BIC of eight letters; empty where blocks do not say."""

    message: str = ""
    sender: str = ""
    receiver: str = ""


def fields(stream: BinaryIO, message: str) -> Iterator[Field]:
    """Fields of messages of one number. Raises FileRefused for what is no such message, or is cut within its blocks."""
    stream.seek(0)
    try:
        encoding = encoding_in(stream)
        stream.seek(0)
        text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline=None)
        try:
            yield from _fields(text, message)
        finally:
            text.detach()
    except UnreadableFile as error:
        raise FileRefused("file", "swift", error.reason) from None


def _fields(text: io.TextIOWrapper, message: str) -> Iterator[Field]:
    reading = _Reading(message)
    for number, line in enumerate(lines(text), 1):
        yield from reading.line(number, line.rstrip("\r\n"))
    yield from reading.end()


class _Reading:
    """``_open``: the field that goes on, ``_blocks``: a message in blocks is open."""

    def __init__(self, message: str) -> None:
        self._message = message
        self._open: Field | None = None
        self._blocks = self._any = False

    def line(self, number: int, line: str) -> Iterator[Field]:
        bare = line.strip(_BETWEEN)
        if bare.startswith(("{1:", "{2:", "{4:")):
            yield from self._begin(number, bare)
        elif bare == "-" or bare.startswith("-}"):
            yield from self._flush()
            yield Field(number, END, "")
            self._blocks = False
        elif match := _TAG.match(line):
            yield from self._flush()
            self._open, self._any = Field(number, match[1], match[2]), True
        elif self._open is not None:
            self._open = self._open._replace(text=f"{self._open.text}\n{line}")
            if len(self._open.text) > _LONGEST:
                raise FileRefused(f"line {number}", "swift", "a field is too long")
        elif bare and not bare.startswith("{"):
            raise FileRefused(f"line {number}", "swift", "a line stands in no field")

    def _begin(self, number: int, bare: str) -> Iterator[Field]:
        yield from self._flush()
        if bare.startswith("{1:") and self._blocks:
            raise FileRefused(f"line {number}", "swift-cut", "a message begins before the one above has ended")
        self._blocks = True
        known = blocks(bare)
        if known.message not in ("", self._message):
            raise FileRefused(f"line {number}", "swift", f"is no message MT{self._message}")
        yield Field(number, BLOCKS, bare)
        inside = bare.partition("{4:")[2]
        if inside:
            yield from self.line(number, inside)

    def _flush(self) -> Iterator[Field]:
        if self._open is not None:
            yield self._open._replace(text=self._open.text.rstrip())
        self._open = None

    def end(self) -> Iterator[Field]:
        yield from self._flush()
        if self._blocks:
            raise FileRefused("end", "swift-cut", "the last message is cut: it has no end")
        if not self._any:
            raise FileRefused("file", "swift", f"is no message MT{self._message}")


def blocks(text: str) -> Blocks:
    """What blocks 1 and 2 say: an input message goes out from the terminal of block 1, an output message came to it."""
    own, kind = _OWN.search(text), _TYPE.search(text)
    if kind is None:
        return Blocks()
    terminal = own[1] if own else ""
    if kind[1]:
        return Blocks(kind[1], terminal, kind[2])
    return Blocks(kind[3], kind[4], terminal)


def day(text: str) -> str:
    """``YYMMDD`` as ISO 8601: 80 to 99 are years of the last century."""
    return f"{'19' if text[:2] >= '80' else '20'}{text[:2]}-{text[2:4]}-{text[4:6]}"


def amount(text: str, currency: str) -> int:
    """Minor units of ``1234,56``. Raises AmountRefused where the comma is not there."""
    if text.count(",") != 1 or "." in text:
        raise AmountRefused("amount-pattern")
    return minor_units(text.replace(",", "."), currency)
