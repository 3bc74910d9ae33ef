"""The growing tree as the writer holds it: the hashes beyond the last full tile of each level.

What an append adds is first planned, then stored with the entries, and becomes the
writer's state only after COMMIT. At start everything is computed anew from the leaves
and compared with what is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from audit.checkpoint import Checkpoint
from audit.leaves import read_hashes
from audit.merkle import root_from_leaves
from audit.nodes import Nodes
from audit.note import Note
from audit.store import Store, StoreError
from audit.tiles import TILE_WIDTH

TileRow = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class Tree:
    """``size`` leaves; of each tile level the hashes of the partial tile and the number of full ones."""

    size: int = 0
    edge: tuple[tuple[bytes, ...], ...] = ()
    full: tuple[int, ...] = ()

    def grown(self, hashes: list[bytes]) -> tuple[Self, list[TileRow]]:
        """The tree with these leaf hashes appended, and the rows (level, index, root) of tiles now full."""
        edge, full, rows = list(self.edge), list(self.full), []
        level, incoming = 0, hashes
        while incoming:
            if level == len(edge):
                edge.append(())
                full.append(0)
            row, above = [*edge[level], *incoming], []
            while len(row) >= TILE_WIDTH:
                tile, row = row[:TILE_WIDTH], row[TILE_WIDTH:]
                above.append(root_from_leaves(tile))
                rows.append((level, full[level], above[-1]))
                full[level] += 1
            edge[level] = tuple(row)
            level, incoming = level + 1, above
        return type(self)(self.size + len(hashes), tuple(edge), tuple(full)), rows


def recompute(store: Store) -> Tree:
    """Tree of all stored leaves; StoreError unless tiles and the newest checkpoint are of these very leaves."""
    tree, tiles = Tree(), 0
    while hashes := read_hashes(store, tree.size, tree.size + TILE_WIDTH):
        tree, rows = tree.grown(hashes)
        tiles += len(rows)
        for level, index, root in rows:
            if store.run("select_tile", level, index).fetchone() != (root,):
                raise StoreError("stored tiles are not of the stored leaves")
    if store.size() != tree.size or store.run("count_tiles").fetchone()[0] != tiles:
        raise StoreError("there are leaves or tiles beyond the end")
    _check_newest(store, tree.size)
    return tree


def _check_newest(store: Store, size: int) -> None:
    newest = store.run("select_newest_checkpoint", 0).fetchone()
    if newest is None:
        return
    signed = Checkpoint.parse(Note.parse(newest[1]).text)
    if signed.size > size or Nodes(store).root(signed.size) != signed.root:
        raise StoreError("stored leaves are not those that the newest checkpoint covers")
