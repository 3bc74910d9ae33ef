"""The growing tree as the writer holds it: the hashes beyond the last full tile of each level.

What an append adds is first planned, then stored with the entries, and becomes the
writer's state only after COMMIT. :func:`recompute` makes it anew from every leaf and
compares it with what is stored; a start reads less, see :mod:`audit.resume`.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Self

from audit.checkpoint import Checkpoint
from audit.leaves import read_hashes
from audit.merkle import ProofError, root_from_leaves
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


Reading = Generator[None, None, Tree]


def recompute(store: Store) -> Tree:
    """Tree of all stored leaves; StoreError unless tiles and the newest checkpoint are of these very leaves."""
    return finish(recomputing(store))


def recomputing(store: Store) -> Reading:
    """As :func:`recompute`, a step of up to 256 leaves at a time; leaves that are appended meanwhile are read too."""
    tree = yield from reading_on(store, Tree())
    if store.row("count_tiles") != (sum(tree.full),):
        raise StoreError("there are tiles beyond the end")
    return tree


def reading_on(store: Store, tree: Tree) -> Reading:
    """``tree`` with every stored leaf after it; StoreError where a tile or the newest checkpoint is of others."""
    while hashes := read_hashes(store, tree.size, tree.size + TILE_WIDTH):
        tree, rows = tree.grown(hashes)
        for level, index, root in rows:
            if store.row("select_tile", level, index) != (root,):
                raise StoreError("stored tiles are not of the stored leaves")
        yield
    if store.size() != tree.size:
        raise StoreError("there are leaves beyond the end")
    _check_newest(store, tree.size)
    return tree


def finish(reading: Reading) -> Tree:
    """What a reading comes to, all steps at once."""
    while True:
        try:
            next(reading)
        except StopIteration as end:
            tree: Tree = end.value
            return tree


def root_of(store: Store, size: int) -> bytes:
    """Root over the first ``size`` leaves, from stored tiles; StoreError where some are missing."""
    try:
        return Nodes(store).root(size)
    except ProofError as error:
        raise StoreError("stored tiles are missing") from error


def _check_newest(store: Store, size: int) -> None:
    newest = store.row("select_newest_checkpoint", 0)
    if newest is None:
        return
    signed = Checkpoint.parse(Note.parse(newest[1]).text)
    if signed.size > size or root_of(store, signed.size) != signed.root:
        raise StoreError("stored leaves are not those that the newest checkpoint covers")
