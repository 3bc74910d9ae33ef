"""Recomputes the tree, tile by tile, from the entry bundles up; every hash tile must agree.

Only one tile of each level is held in memory, whatever the size of the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from audit.verify.layout import WIDTH, Directory, numbered
from audit.verify.problem import VerifyError

EMPTY = sha256(b"").digest()
_ENTRY = 43

Visitor = Callable[[int, Sequence[bytes]], None]


def reduce_row(row: Sequence[bytes]) -> bytes:
    """Root over the hashes of one row (RFC 6962 2.1): an odd last one moves up as it is."""
    while len(row) > 1:
        above = [sha256(b"\x01" + row[at] + row[at + 1]).digest() for at in range(0, len(row) - 1, 2)]
        if len(row) & 1:
            above.append(row[-1])
        row = above
    return row[0]


def split_bundle(path: str, bundle: bytes, width: int) -> list[bytes]:
    """Leaf data of a bundle; VerifyError unless it is exactly ``width`` whole ones."""
    if len(bundle) == _ENTRY * width and bundle[::_ENTRY] + bundle[1::_ENTRY] == bytes(width) + b"\x29" * width:
        return [bundle[at : at + 41] for at in range(2, len(bundle), _ENTRY)]
    leaves: list[bytes] = []
    at = 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        leaves.append(bundle[at + 2 : end])
        at = end
    if at != len(bundle) or len(leaves) != width:
        raise VerifyError(path, f"bundle does not hold exactly {width} whole entries")
    return leaves


class Tree:
    """Walks the log's files once, from entry 0 on."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._rows: list[list[bytes]] = []

    def walk(self, size: int, wanted: Iterable[int], visit: Visitor) -> tuple[bytes, dict[int, bytes]]:
        """Root at ``size``, and the roots at the ``wanted`` smaller sizes; each file's leaves go to ``visit``.

        VerifyError names the first file that is missing, malformed or disagrees.
        """
        ahead = sorted({number for number in wanted if 0 < number < size}, reverse=True)
        roots = {0: EMPTY}
        for number in range(-(-size // WIDTH)):
            first = number * WIDTH
            hashes = self._leaf_tile(number, min(WIDTH, size - first), visit)
            while ahead and ahead[-1] <= first + len(hashes):
                at = ahead.pop()
                roots[at] = self._root(hashes[: at - first])
            if len(hashes) == WIDTH:
                self._push(0, number, reduce_row(hashes))
        partial = hashes if size % WIDTH else []
        for level, row in enumerate(self._rows, 1):
            if row:
                self._compare(level, size >> 8 * (level + 1), row)
        roots[size] = self._root(partial) if size else EMPTY
        return roots[size], roots

    def _leaf_tile(self, number: int, width: int, visit: Visitor) -> list[bytes]:
        name = numbered(number, width)
        path = f"tile/entries/{name}"
        leaves = split_bundle(path, self._directory.read(path), width)
        hashes = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
        self._compare(0, number, hashes)
        visit(number * WIDTH, leaves)
        return hashes

    def _push(self, level: int, number: int, value: bytes) -> None:
        """A full tile of ``level`` has the root ``value``: one hash of the level above."""
        if len(self._rows) == level:
            self._rows.append([])
        row = self._rows[level]
        row.append(value)
        if len(row) == WIDTH:
            self._compare(level + 1, number // WIDTH, row)
            self._rows[level] = []
            self._push(level + 1, number // WIDTH, reduce_row(row))

    def _compare(self, level: int, number: int, row: Sequence[bytes]) -> None:
        path = f"tile/{level}/{numbered(number, len(row))}"
        stored = self._directory.read(path)
        if stored != b"".join(row):
            raise VerifyError(path, f"hash tile disagrees with its entries{_first_difference(stored, row)}")

    def _root(self, partial: Sequence[bytes]) -> bytes:
        """Root over everything pushed so far and, at the right, a partial row of leaf hashes."""
        result = reduce_row(partial) if partial else b""
        for row in self._rows:
            if row:
                left = reduce_row_left(row)
                for value in reversed(left):
                    result = sha256(b"\x01" + value + result).digest() if result else value
        return result


def reduce_row_left(row: Sequence[bytes]) -> list[bytes]:
    """Roots of the complete subtrees that a row consists of, largest first."""
    parts: list[bytes] = []
    at = 0
    while at < len(row):
        width = 1 << (len(row) - at).bit_length() - 1
        parts.append(reduce_row(row[at : at + width]))
        at += width
    return parts


def _first_difference(stored: bytes, row: Sequence[bytes]) -> str:
    if len(stored) != 32 * len(row):
        return f": {len(stored)} bytes for {len(row)} hashes"
    at = next(i for i, value in enumerate(row) if stored[32 * i : 32 * i + 32] != value)
    return f": hash {at} of the tile"
