"""One stream of an OLE2 compound file ([MS-CFB]), such as the workbook of an ``.xls``. Pure.

The directory is read as the list that it is and never walked as a tree, and no chain is longer than the file has
sectors: a file that loops costs what a sound one of its size does.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from typing import Final

from services.tables.xml_spread import UnsafeWorkbook

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY: Final = 128
_LAST: Final = 0xFFFFFFFA
"""Numbers of sectors end below it."""
_SHIFTS: Final = frozenset({(9, 6), (12, 6)})


def stream_of(data: bytes, names: Sequence[str]) -> tuple[str, bytes]:
    """Name and content of the first of these streams that the file has. Raises UnsafeWorkbook."""
    try:
        return _File(data).stream(names)
    except (struct.error, ValueError, IndexError):
        raise _broken() from None


class _File:
    def __init__(self, data: bytes) -> None:
        self._data = data
        if data[:8] != SIGNATURE or struct.unpack_from("<HH", data, 30) not in _SHIFTS:
            raise _broken()
        self._size = 1 << data[30]
        self._sectors = max(0, len(data) - self._size) // self._size + 1
        fat, self._directory, _, self._cutoff, self._mini, _, more, _ = struct.unpack_from("<8I", data, 44)
        numbers = list(struct.unpack_from("<109I", data, 76))
        per = self._size // 4
        for _ in range(self._sectors):
            if more >= _LAST:
                break
            *found, more = self._words(self._sector(more))
            numbers.extend(found)
        if fat > len(numbers) or fat > self._sectors // per + 2:
            raise _broken()
        self._fat = array("I")
        for number in numbers[:fat]:
            self._fat.extend(self._words(self._sector(number)))

    def stream(self, names: Sequence[str]) -> tuple[str, bytes]:
        """Names in the order in which they are looked for."""
        listed = b"".join(map(self._sector, self._chain(self._directory)))
        entries = [listed[at : at + _ENTRY] for at in range(0, len(listed) - _ENTRY + 1, _ENTRY)]
        by_name = {_name(entry): entry for entry in reversed(entries)}
        for name in names:
            if (entry := by_name.get(name)) is not None:
                return name, self._content(entry, entries[0])
        raise UnsafeWorkbook("no workbook of Excel lies in the file")

    def _content(self, entry: bytes, root: bytes) -> bytes:
        start, size = struct.unpack_from("<II", entry, 116)
        if size > len(self._data):
            raise _broken()
        if size >= self._cutoff:
            return b"".join(map(self._sector, self._chain(start)))[:size]
        table = self._words(b"".join(map(self._sector, self._chain(self._mini))))
        (first,) = struct.unpack_from("<I", root, 116)
        small = b"".join(map(self._sector, self._chain(first)))
        return b"".join(small[at * 64 : at * 64 + 64] for at in followed(table, start))[:size]

    def _chain(self, start: int) -> list[int]:
        return followed(self._fat, start)

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if number >= _LAST or at >= len(self._data):
            raise _broken()
        return self._data[at : at + self._size].ljust(self._size, b"\0")

    @staticmethod
    def _words(block: bytes) -> array[int]:
        return array("I", struct.unpack(f"<{len(block) // 4}I", block))


def followed(table: Sequence[int], start: int) -> list[int]:
    """Numbers of a chain. Raises UnsafeWorkbook for one that is longer than its table, as it goes in a circle."""
    found: list[int] = []
    while start < _LAST:
        if len(found) >= len(table):
            raise _broken()
        found.append(start)
        start = table[start]
    return found


def _name(entry: bytes) -> str:
    (length,) = struct.unpack_from("<H", entry, 64)
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")


def _broken() -> UnsafeWorkbook:
    return UnsafeWorkbook("the workbook is broken or encrypted")
