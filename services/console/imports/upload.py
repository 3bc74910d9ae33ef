"""A form with one file, as multipart/form-data has it (RFC 7578): bounded, never held whole, and read strictly.

The parser is the web framework's own (ADR 170). Browsers write such a body in one way; whatever is written otherwise is
refused. What the file is called is text: it is part of no path.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser

from services.console.form import BadForm
from services.errors import RabtaError

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FILE_BYTES: Final = 64 * 1024 * 1024
FIELD_BYTES: Final = 4096
FIELDS: Final = 16
NAME_LENGTH: Final = 255
_HEAD_BYTES: Final = 2048
_BESIDE_BYTES: Final = 256 * 1024
"""Most of a form beside its file: fields, headers and boundaries."""
_HEADERS: Final = 2
"""Content-Disposition and Content-Type."""
_TYPE: Final = re.compile(r"multipart/form-data; ?boundary=([0-9A-Za-z'()+_,./:=?-]{1,70})")
"""RFC 2046 5.1.1: the signs of a boundary, as browsers write it, without quotes."""
_PART: Final = re.compile(r'content-disposition: form-data; name="([a-z_]{1,32})"(?:; filename="([^"\r\n]*)")?', re.I)
_ESCAPED: Final = {"%22": '"', "%0D": "\r", "%0A": "\n"}
"""HTML 4.10.21.8: what a browser writes within the quotes."""


class TooLarge(RabtaError):
    """A file of more than :data:`FILE_BYTES`, or a form that is as large without one."""


@dataclass(frozen=True, slots=True)
class Upload:
    """``fields``: those besides the file; ``name``: what the file is called, its last part alone, empty for no file."""

    fields: dict[str, str]
    name: str


async def read_upload(content_type: str, chunks: AsyncIterator[bytes], take: Callable[[bytes], object]) -> Upload:
    """Fields, and the bytes of the one file, which ``take`` is given as they come. Raises BadForm, TooLarge."""
    matched = _TYPE.fullmatch(content_type)
    if matched is None:
        raise BadForm("not a form with a file")
    boundary = matched[1].encode()
    reader, tail, size = _Reader(take), b"", 0
    parser = MultipartParser(boundary, reader.callbacks(), max_header_count=_HEADERS, max_header_size=_HEAD_BYTES)
    last = b"--" + boundary + b"--"
    try:
        async for chunk in chunks:
            size += len(chunk)
            if size > FILE_BYTES + _BESIDE_BYTES:
                raise TooLarge("the form is too large")
            parser.write(chunk)
            tail = (tail + chunk)[-len(last) - 2 :]
    except FormParserError:
        raise BadForm("no form as browsers write it") from None
    if not reader.ended or not tail.removesuffix(b"\r\n").endswith(last):
        raise BadForm("the form ends within a part, or more stands behind it")
    return reader.upload()


class _Reader:
    """Takes what the parser finds, one part after the other. ``ended``: the last boundary came."""

    def __init__(self, take: Callable[[bytes], object]) -> None:
        self.ended = False
        self._take = take
        self._fields: dict[str, str] = {}
        self._files: list[str] = []
        self._size = 0
        self._begin()

    def callbacks(self) -> MultipartCallbacks:
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header,
            "on_header_value": self._value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._end_headers,
            "on_part_data": self._data,
            "on_part_end": self._end_part,
            "on_end": self._end,
        }

    def upload(self) -> Upload:
        """The whole form. Raises BadForm where it has not one file."""
        if len(self._files) != 1:
            raise BadForm("not one file")
        return Upload(self._fields, self._files[0])

    def _begin(self) -> None:
        self._name, self._value_of = bytearray(), bytearray()
        self._lines: list[str] = []
        self._field = ""
        self._is_file = False
        self._text = bytearray()

    def _header(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _value(self, data: bytes, start: int, end: int) -> None:
        self._value_of += data[start:end]

    def _end_header(self) -> None:
        self._lines.append(_text(bytes(self._name + b": " + self._value_of)))
        self._name.clear()
        self._value_of.clear()

    def _end_headers(self) -> None:
        self._field, file_name = _head(self._lines)
        self._is_file = file_name is not None
        if file_name is not None:
            self._files.append(file_name)
        elif self._field in self._fields or len(self._fields) == FIELDS:
            raise BadForm("a field twice, or too many")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self._size += end - start
            if self._size > FILE_BYTES:
                raise TooLarge("the file is too large")
            self._take(data[start:end])
            return
        self._text += data[start:end]
        if len(self._text) > FIELD_BYTES:
            raise BadForm("a part is too long")

    def _end_part(self) -> None:
        if not self._is_file:
            self._fields[self._field] = _text(bytes(self._text)).strip()

    def _end(self) -> None:
        self.ended = True


def _head(lines: Sequence[str]) -> tuple[str, str | None]:
    """Name of a part's field, and of its file where it is one."""
    named = [match for line in lines if (match := _PART.fullmatch(line))]
    if len(named) != 1 or any(not line.lower().startswith(("content-disposition:", "content-type:")) for line in lines):
        raise BadForm("a part without a name")
    name = named[0][2]
    return named[0][1], None if name is None else _last(name)


def _last(name: str) -> str:
    for written, meant in _ESCAPED.items():
        name = name.replace(written, meant)
    return re.split(r"[/\\]", name)[-1][:NAME_LENGTH]


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise BadForm("not UTF-8") from None
