"""Where hashes and entries of a log lie on disk, and how they are packed (C2SP tlog-tiles).

A hash tile of level L, index N holds up to 256 hashes of complete subtrees of
256**L leaves; an entry bundle holds up to 256 leaves, each after its length as u16.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.merkle import HASH_BYTES, NodeReader

TILE_WIDTH = 256
TILE_HEIGHT = 8
MAX_ENTRY_BYTES = 0xFFFF


class TileError(Exception):
    """A tile or bundle is not what its path says."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One hash tile: ``level`` 0-63, ``index`` within the level, ``width`` 1-256 hashes."""

    level: int
    index: int
    width: int = TILE_WIDTH

    @property
    def path(self) -> str:
        """Path below the export, such as ``tile/0/x001/234.p/7``."""
        return f"tile/{self.level}/{index_path(self.index, self.width)}"


def index_path(index: int, width: int = TILE_WIDTH) -> str:
    """Path of an index in groups of three digits; a partial tile has its width appended."""
    if index < 0 or not 1 <= width <= TILE_WIDTH:
        raise TileError("tile index or width out of range")
    groups = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03d}")
    suffix = "" if width == TILE_WIDTH else f".p/{width}"
    return "/".join(groups) + suffix


def bundle_path(index: int, width: int = TILE_WIDTH) -> str:
    """Path of an entry bundle, such as ``tile/entries/000.p/7``."""
    return f"tile/entries/{index_path(index, width)}"


def row_of_tiles(level: int, count: int) -> Iterator[Tile]:
    """Tiles of one level that hold ``count`` hashes; the last may be partial."""
    for index in range(count // TILE_WIDTH):
        yield Tile(level, index)
    if count % TILE_WIDTH:
        yield Tile(level, count // TILE_WIDTH, count % TILE_WIDTH)


def tiles_of(size: int) -> Iterator[Tile]:
    """All hash tiles of a tree of ``size`` leaves, level 0 first."""
    level, count = 0, size
    while count:
        yield from row_of_tiles(level, count)
        level, count = level + 1, count >> TILE_HEIGHT


def read_tile(tile: Tile, node: NodeReader) -> bytes:
    """Bytes of a hash tile out of stored nodes."""
    first = tile.index * TILE_WIDTH
    return b"".join(node(tile.level * TILE_HEIGHT, first + i) for i in range(tile.width))


def decode_hashes(data: bytes, width: int) -> list[bytes]:
    """Hashes of a tile; TileError when it does not hold exactly ``width``."""
    if len(data) != width * HASH_BYTES:
        raise TileError(f"hash tile holds {len(data)} bytes, not {width * HASH_BYTES}")
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """Entry bundle of 1-256 leaves of at most 65535 bytes; else TileError."""
    if not 1 <= len(entries) <= TILE_WIDTH:
        raise TileError("a bundle holds 1 to 256 entries")
    if any(len(entry) > MAX_ENTRY_BYTES for entry in entries):
        raise TileError("an entry is longer than 65535 bytes")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def decode_bundle(data: bytes, width: int) -> list[bytes]:
    """Entries of a bundle; TileError when it does not hold exactly ``width`` whole ones."""
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise TileError(f"entry {len(entries)} of the bundle is cut off")
        entries.append(data[at + 2 : end])
        at = end
    if len(entries) != width:
        raise TileError(f"bundle holds {len(entries)} entries, not {width}")
    return entries
