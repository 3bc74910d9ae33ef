"""A form with one file, as multipart/form-data has it (RFC 7578): bounded, never held whole, and read strictly.

Browsers write such a body in one way; whatever is written otherwise is refused. What the file is called is text: it is
part of no path.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Final

from services.console.form import BadForm
from services.errors import RabtaError

FILE_BYTES: Final = 64 * 1024 * 1024
FIELD_BYTES: Final = 4096
FIELDS: Final = 16
NAME_LENGTH: Final = 255
_HEAD_BYTES: Final = 2048
_EPILOGUE_BYTES: Final = 2
_TYPE: Final = re.compile(r"multipart/form-data; ?boundary=([0-9A-Za-z'()+_,./:=?-]{1,70})")
"""RFC 2046 5.1.1: the signs of a boundary, as browsers write it, without quotes."""
_PART: Final = re.compile(r'content-disposition: form-data; name="([a-z_]{1,32})"(?:; filename="([^"\r\n]*)")?', re.I)
_ESCAPED: Final = {"%22": '"', "%0D": "\r", "%0A": "\n"}
"""HTML 4.10.21.8: what a browser writes within the quotes."""


class TooLarge(RabtaError):
    """A file of more than :data:`FILE_BYTES`."""


@dataclass(frozen=True, slots=True)
class Upload:
    """``fields``: those besides the file; ``name``: what the file is called, its last part alone, empty for no file."""

    fields: dict[str, str]
    name: str


async def read_upload(content_type: str, chunks: AsyncIterator[bytes], take: Callable[[bytes], object]) -> Upload:
    """Fields, and the bytes of the one file, which ``take`` is given as they come. Raises BadForm, TooLarge."""
    found = _TYPE.fullmatch(content_type)
    if found is None:
        raise BadForm("not a form with a file")
    body, mark = _Body(chunks), b"\r\n--" + found[1].encode()
    fields, name, files = dict[str, str](), "", 0
    await body.until(mark, _Bounded(0).take)
    while await body.exactly(2) == b"\r\n":
        head = _Bounded(_HEAD_BYTES)
        await body.until(b"\r\n\r\n", head.take)
        field, file_name = _head(bytes(head.held))
        if file_name is None:
            value = _Bounded(FIELD_BYTES)
            await body.until(mark, value.take)
            if field in fields or len(fields) == FIELDS:
                raise BadForm("a field twice, or too many")
            fields[field] = _text(bytes(value.held)).strip()
        else:
            name, files = file_name, files + 1
            await body.until(mark, _counted(take))
    if files != 1 or await body.rest(_EPILOGUE_BYTES) not in (b"", b"\r\n"):
        raise BadForm("not one file, or more behind the form")
    return Upload(fields, name)


class _Body:
    """Bytes as they arrive; begins as if a line had just ended, so that each boundary is alike."""

    def __init__(self, chunks: AsyncIterator[bytes]) -> None:
        self._chunks, self._held = chunks, bytearray(b"\r\n")

    async def until(self, mark: bytes, take: Callable[[bytes], object]) -> None:
        """Hand on what comes before the mark, and pass over it. Raises BadForm where it never comes."""
        while (at := self._held.find(mark)) < 0:
            ready = max(0, len(self._held) - len(mark) + 1)
            take(bytes(self._held[:ready]))
            del self._held[:ready]
            if not await self._more():
                raise BadForm("the form ends within a part")
        take(bytes(self._held[:at]))
        del self._held[: at + len(mark)]

    async def exactly(self, number: int) -> bytes:
        """That many bytes: after a boundary, a line's end where a part follows, else two hyphens. Raises BadForm."""
        while len(self._held) < number:
            if not await self._more():
                raise BadForm("the form ends within a boundary")
        taken = bytes(self._held[:number])
        if taken not in (b"\r\n", b"--"):
            raise BadForm("no boundary")
        del self._held[:number]
        return taken

    async def rest(self, most: int) -> bytes:
        """What is left, a byte more than ``most`` where that is not all."""
        while len(self._held) <= most and await self._more():
            pass
        return bytes(self._held[: most + 1])

    async def _more(self) -> bool:
        async for chunk in self._chunks:
            if chunk:
                self._held += chunk
                return True
        return False


class _Bounded:
    """Collects bytes up to a bound. Raises BadForm past it."""

    def __init__(self, most: int) -> None:
        self.held, self._most = bytearray(), most

    def take(self, piece: bytes) -> None:
        """Hold one more piece, within the bound."""
        self.held += piece
        if len(self.held) > self._most:
            raise BadForm("a part is too long")


def _counted(take: Callable[[bytes], object]) -> Callable[[bytes], None]:
    size = 0

    def counted(piece: bytes) -> None:
        nonlocal size
        size += len(piece)
        if size > FILE_BYTES:
            raise TooLarge("the file is too large")
        take(piece)

    return counted


def _head(raw: bytes) -> tuple[str, str | None]:
    """Name of a part's field, and of its file where it is one."""
    lines = _text(raw).split("\r\n")
    found = [match for line in lines if (match := _PART.fullmatch(line))]
    if len(found) != 1 or any(not line.lower().startswith(("content-disposition:", "content-type:")) for line in lines):
        raise BadForm("a part without a name")
    name = found[0][2]
    return found[0][1], None if name is None else _last(name)


def _last(name: str) -> str:
    for written, meant in _ESCAPED.items():
        name = name.replace(written, meant)
    return re.split(r"[/\\]", name)[-1][:NAME_LENGTH]


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise BadForm("not UTF-8") from None
