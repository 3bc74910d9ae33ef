"""Hashes of the stored tree: leaves and roots of full tiles from the database, everything between computed.

The root of a full tile is stored when its last hash comes in; the hashes of a tile are
those of leaves, or the roots of the tiles below. So no proof needs more than a few tiles.
"""

from __future__ import annotations

from collections import OrderedDict

from audit.leaves import read_hashes
from audit.merkle import ProofError, root_from_leaves, subtree_root
from audit.store import Store
from audit.tiles import TILE_HEIGHT, TILE_WIDTH

_KEPT_TILES = 64


class Nodes:
    """Reads nodes ``(level, index)`` of complete subtrees; ProofError for one that is not complete yet."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[tuple[int, int], list[list[bytes]]] = OrderedDict()

    def __call__(self, level: int, index: int) -> bytes:
        """Hash of one complete subtree (see :mod:`audit.merkle`)."""
        tile_level, height = divmod(level, TILE_HEIGHT)
        tile, at = divmod(index << height, TILE_WIDTH)
        rows = self._rows(tile_level, tile, at + (1 << height))
        return rows[height][at >> height]

    def root(self, size: int) -> bytes:
        """Root of the tree over the first ``size`` leaves."""
        return subtree_root(0, size, self)

    def _rows(self, level: int, tile: int, width: int) -> list[list[bytes]]:
        """Rows of the complete subtrees inside a tile, at least ``width`` wide at the bottom."""
        rows = self._kept.get((level, tile))
        if rows is None or len(rows[0]) < width:
            bottom = self._bottom(level, tile)
            if len(bottom) < width:
                raise ProofError("the log has no such node")
            rows = _complete_rows(bottom)
            self._kept[level, tile] = rows
            if len(self._kept) > _KEPT_TILES:
                self._kept.popitem(last=False)
        self._kept.move_to_end((level, tile))
        return rows

    def _bottom(self, level: int, tile: int) -> list[bytes]:
        first, end = tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH
        if level:
            return [root for (root,) in self._store.rows("select_tile_roots", level - 1, first, end)]
        return read_hashes(self._store, first, end)


def _complete_rows(bottom: list[bytes]) -> list[list[bytes]]:
    rows = [bottom]
    for _ in range(TILE_HEIGHT - 1):
        below = rows[-1]
        rows.append([root_from_leaves(below[i : i + 2]) for i in range(0, len(below) - 1, 2)])
    return rows
