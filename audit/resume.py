"""The tree at the writer's start, from what lies at its right edge: the work does not grow with the log.

The hashes that a tree still grows from are the leaves of its last tile and the roots of
the full tiles beside it, at each level. At the size of the newest checkpoint that a quorum
has cosigned they must come to the root that it signs; the leaves after it are read one by
one. Without such a checkpoint all of the log is read. What the edge does not show, a leaf
or tile that was changed deep inside, is found by :mod:`audit.sweep`.
"""

from __future__ import annotations

from audit.checkpoint import Checkpoint, open_checkpoint
from audit.leaves import read_hashes
from audit.note import NoteError, VerifierKey
from audit.quorum import Quorum
from audit.store import Store, StoreError
from audit.tiles import TILE_HEIGHT, TILE_WIDTH
from audit.tree import Tree, finish, reading_on, recompute, root_of

_LEVELS = 8
"""Tile levels that a tree of 2**63 leaves can have."""


def proven_head(store: Store, log: VerifierKey, quorum: Quorum | None) -> Checkpoint | None:
    """The newest stored checkpoint that a quorum of today's witnesses has cosigned; None without.

    ``quorum`` None, for tests alone, asks for the log's own signature. StoreError where a signature does not hold.
    """
    row = store.row("select_newest_checkpoint", 1)
    if row is None:
        return None
    try:
        opened = open_checkpoint(row[1], [log], quorum.keys if quorum else (), origin=log.name)
    except NoteError as error:
        raise StoreError("the newest cosigned checkpoint is not as it was signed") from error
    if opened.checkpoint.size != row[0]:
        raise StoreError("the newest cosigned checkpoint is of another size")
    if quorum is not None and len(opened.cosigned) < quorum.k:
        return None
    return opened.checkpoint


def resume(store: Store, proven: Checkpoint | None) -> Tree:
    """Tree of the stored leaves; StoreError unless its edge is that of ``proven``, and the rest follows from it."""
    if proven is None:
        return recompute(store)
    edge = stored_tree(store, proven.size)
    if root_of(store, proven.size) != proven.root:
        raise StoreError("stored tiles are not those that the newest cosigned checkpoint covers")
    tree = finish(reading_on(store, edge))
    _check_ends(store, tree)
    return tree


def stored_tree(store: Store, size: int) -> Tree:
    """Tree over the first ``size`` leaves as it is stored, not checked; StoreError where some of it is missing."""
    edge: list[tuple[bytes, ...]] = []
    full: list[int] = []
    count = size
    while count:
        first = count - count % TILE_WIDTH
        edge.append(_row(store, len(edge), first, count))
        full.append(count // TILE_WIDTH)
        count >>= TILE_HEIGHT
    return Tree(size, tuple(edge), tuple(full))


def _row(store: Store, level: int, first: int, end: int) -> tuple[bytes, ...]:
    if level:
        row = [root for (root,) in store.rows("select_tile_roots", level - 1, first, end)]
    else:
        row = read_hashes(store, first, end)
    if len(row) != end - first:
        raise StoreError("leaves or tiles at the end of the log are missing")
    return tuple(row)


def _check_ends(store: Store, tree: Tree) -> None:
    for level in range(_LEVELS):
        newest = store.row("select_newest_tile", level)
        full = tree.full[level] if level < len(tree.full) else 0
        if (newest[0] + 1 if newest else 0) != full:
            raise StoreError("stored tiles do not end where the leaves do")
