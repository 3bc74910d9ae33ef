"""Leaves as the database holds them: the commitments and stored entries of one commit in one row.

A row read here is (index, body, sealed): body is the 32-byte commitment of an entry and
sealed its stored form; of a plain leaf, body is the leaf data and sealed None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.entry import entry_leaf
from audit.merkle import HASH_BYTES, leaf_hash
from audit.store import Store, StoreError

Row = tuple[int, bytes, bytes | None]
Bodies = tuple[int, int, bytes, int]
"""First leaf and number of leaves of a segment, its bodies, 1 where it is one plain leaf."""


def leaf_data(row: Row) -> bytes:
    """The bytes whose hash is the leaf of a row."""
    index, body, sealed = row
    return body if sealed is None else entry_leaf(index, body)


def store_entries(store: Store, first: int, commitments: Sequence[bytes], stored: Sequence[bytes]) -> None:
    """Write the entries of one commit, inside its transaction."""
    sealed = b"".join([field for one in stored for field in (len(one).to_bytes(4, "big"), one)])
    store.run("insert_segment", first, len(stored), b"".join(commitments), sealed)


def store_plain(store: Store, index: int, leaf: bytes) -> None:
    """Write a plain leaf, inside its transaction."""
    store.run("insert_segment", index, 1, leaf, None)


def read_rows(store: Store, first: int, end: int) -> Iterator[Row]:
    """Rows of the leaves in [first, end) that there are; StoreError for a segment that is not whole."""
    for start, stop, segments in store.segments("select_segments", first, end):
        for segment in segments:
            yield from (row for row in _rows(*segment) if start <= row[0] < stop)


def _rows(first: int, count: int, bodies: bytes, sealed: bytes | None) -> list[Row]:
    if sealed is None:
        return [(first, bodies, None)]
    return list(zip(range(first, first + count), _bodies(bodies, count), _split(sealed, count), strict=True))


def read_hashes(store: Store, first: int, end: int) -> list[bytes]:
    """Hashes of the leaves in [first, end) that there are; StoreError when they are not contiguous."""
    hashes: list[bytes] = []
    for start, stop, rows in store.segments("select_bodies", first, end):
        if start != first + len(hashes):
            raise StoreError("stored leaves are not contiguous")
        hashes += hashes_of(rows, start, stop)
    return hashes


def hashes_of(rows: Sequence[Bodies], first: int, end: int) -> list[bytes]:
    """Hashes of the leaves in [first, end) that some rows hold; StoreError when they are not contiguous."""
    hashes: list[bytes] = []
    for start, count, bodies, plain in rows:
        leaves = [bodies] if plain else [entry_leaf(start + i, body) for i, body in enumerate(_bodies(bodies, count))]
        if start > first + len(hashes) or (start < first and hashes):
            raise StoreError("stored leaves are not contiguous")
        hashes += [leaf_hash(leaf) for leaf in leaves[max(0, first - start) : end - start]]
    return hashes


def _bodies(bodies: bytes, count: int) -> list[bytes]:
    if len(bodies) != count * HASH_BYTES:
        raise StoreError("a segment is not whole")
    return [bodies[at : at + HASH_BYTES] for at in range(0, len(bodies), HASH_BYTES)]


def _split(sealed: bytes, count: int) -> list[bytes]:
    parts, at = [], 0
    while at < len(sealed):
        end = at + 4 + int.from_bytes(sealed[at : at + 4], "big")
        parts.append(sealed[at + 4 : end])
        at = end
    if at != len(sealed) or len(parts) != count:
        raise StoreError("a segment is not whole")
    return parts
