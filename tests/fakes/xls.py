"""Writes ``.xls`` (BIFF8 in an OLE2 container) as a test wants it, sound or not: no library is asked."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

Value = str | float | bool | datetime | None
SECTOR: Final = 512
GENERAL, DAY, CLOCK = 0, 1, 2
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SERIAL_ZERO: Final = datetime(1899, 12, 30)


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def begin(kind: int, version: int = 0x0600) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", version, kind, 0x0DBB, 0x07CC, 0, 0))


END: Final = record(0x000A)


def text(value: str) -> bytes:
    return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")


def shared(values: Sequence[str], stated: int | None = None) -> bytes:
    """SST and its CONTINUEs; a text never crosses two of them."""
    parts, part = [], struct.pack("<II", len(values), len(values) if stated is None else stated)
    for value in map(text, values):
        if len(part) + len(value) > 8000:
            parts.append(part)
            part = b""
        part += value
    return b"".join(record(0x003C if at else 0x00FC, each) for at, each in enumerate([*parts, part]))


def cell(row: int, column: int, value: Value, texts: dict[str, int]) -> bytes:
    head = struct.pack("<HHH", row, column, GENERAL)
    if isinstance(value, bool):
        return record(0x0205, head + struct.pack("<BB", value, 0))
    if isinstance(value, datetime):
        serial = (value - _SERIAL_ZERO).total_seconds() / 86_400
        return record(0x0203, struct.pack("<HHHd", row, column, CLOCK if value.hour else DAY, serial))
    if isinstance(value, str):
        return record(0x00FD, head + struct.pack("<I", texts.setdefault(value, len(texts))))
    return b"" if value is None else record(0x0203, head + struct.pack("<d", value))


def formula(row: int, column: int, result: float) -> bytes:
    return record(0x0006, struct.pack("<HHHdHIH", row, column, GENERAL, result, 0, 0, 3) + b"\x1e\x01\x00")


def looks() -> bytes:
    """XF of a general number, a day and a day with a clock (formats 0, 14 and 22)."""
    return b"".join(record(0x00E0, struct.pack("<HHHBBBBIIH", 0, form, 0, 0, 0, 0, 0, 0, 0, 0)) for form in (0, 14, 22))


def sheet(rows: Iterable[Sequence[Value]], texts: dict[str, int], more: bytes = b"") -> bytes:
    cells = (cell(at, column, value, texts) for at, row in enumerate(rows) for column, value in enumerate(row))
    return begin(0x0010) + b"".join(cells) + more + END


def workbook(
    sheets: Sequence[bytes], texts: Iterable[str], more: bytes = b"", places: Sequence[int] | None = None
) -> bytes:
    """The stream: globals, then the sheets. ``more``: records among the globals; ``places``: of the sheets, if false."""
    body = begin(0x0005) + more + looks()
    tail = shared(list(texts)) + END
    listed = [struct.pack("<BBBB", 0, 0, 2, 0) + f"S{number}".encode() for number in range(len(sheets))]
    start = len(body) + sum(len(record(0x0085, bytes(4) + each)) for each in listed) + len(tail)
    begins = places or [start + sum(map(len, sheets[:number])) for number in range(len(sheets))]
    bound = (record(0x0085, struct.pack("<I", place) + each) for place, each in zip(begins, listed, strict=True))
    return body + b"".join(bound) + tail + b"".join(sheets)


def container(stream: bytes, name: str = "Workbook") -> bytes:
    """An OLE2 file of sectors of 512 bytes with this one stream."""
    stream = stream.ljust(4096, b"\0")
    content = -(-len(stream) // SECTOR)
    tables = 1
    while tables * 128 < content + 1 + tables:
        tables += 1
    further = max(0, -(-(tables - 109) // 127))
    while tables * 128 < content + 1 + tables + further:
        tables += 1
    numbers = [*range(content + 1, content + 1 + tables)]
    chains = [*range(1, content), _END, _END, *[_FAT] * tables, *[_FAT - 1] * further]
    extra = [*range(content + 1 + tables, content + 1 + tables + further)]
    spread = [
        struct.pack("<128I", *(numbers[109 + 127 * at : 236 + 127 * at] + [_FREE] * 127)[:127], after)
        for at, after in enumerate([*extra[1:], _END][:further])
    ]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<8I", tables, content, 0, 4096, _END, 0, extra[0] if extra else _END, further)
    head += struct.pack("<109I", *(numbers + [_FREE] * 109)[:109])
    entries = entry("Root Entry", 5, _END, 0, 1) + entry(name, 2, 0, len(stream)) + bytes(256)
    fat = struct.pack(f"<{tables * 128}I", *(chains + [_FREE] * (tables * 128))[: tables * 128])
    return head + stream.ljust(content * SECTOR, b"\0") + entries + fat + b"".join(spread)


def entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    tree = struct.pack("<BBIII", kind, 1, _FREE, _FREE, child)
    return wide.ljust(64, b"\0") + struct.pack("<H", len(wide)) + tree + bytes(36) + struct.pack("<III", start, size, 0)


def book(*rows: Sequence[Value]) -> bytes:
    """A file of one sheet with these rows."""
    texts: dict[str, int] = {}
    made = sheet(rows, texts)
    return container(workbook([made], texts))
