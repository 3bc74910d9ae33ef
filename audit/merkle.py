"""RFC 6962 Merkle trees: hashing, proofs checked, proofs made from stored nodes, the growing right edge.

A node is named ``(level, index)``: the hash of the complete subtree over the 2**level
leaves that start at index * 2**level. Only complete subtrees are ever stored.

A path from a leaf to the root has two stretches. Below the point where the leaf's
way and the way of the last leaf part, each bit of the index says on which side the
sibling stands. Above it, the way runs along the right edge and has a sibling, on the
left, for each bit that is set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Self

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

NodeReader = Callable[[int, int], bytes]
Node = tuple[int, int, bytes]
Snapshot = tuple[int, tuple[bytes, ...]]


class ProofError(Exception):
    """A proof does not hold: wrong length, wrong hash size, or another root."""


def leaf_hash(data: bytes) -> bytes:
    """Hash of one leaf (RFC 6962 2.1), 32 bytes."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node (RFC 6962 2.1), 32 bytes."""
    return sha256(b"\x01" + left + right).digest()


def _parents(row: Sequence[bytes]) -> list[bytes]:
    return [sha256(b"\x01" + left + right).digest() for left, right in zip(row[::2], row[1::2], strict=False)]


def _rows(hashes: Sequence[bytes]) -> list[list[bytes]]:
    """All rows of the tree; the last of an odd row moves up unchanged."""
    rows = [list(hashes)]
    while len(rows[-1]) > 1:
        row = rows[-1]
        parents = _parents(row)
        if len(row) & 1:
            parents.append(row[-1])
        rows.append(parents)
    return rows


def root_from_leaves(hashes: Sequence[bytes]) -> bytes:
    """Root over leaf hashes; the empty tree has ``EMPTY_ROOT``."""
    return _rows(hashes)[-1][0] if hashes else EMPTY_ROOT


def paths_from_leaves(hashes: Sequence[bytes]) -> tuple[bytes, list[list[bytes]]]:
    """Root, and the inclusion path of every leaf, nearest sibling first."""
    if not hashes:
        return EMPTY_ROOT, []
    rows = _rows(hashes)
    paths: list[list[bytes]] = [[]]
    for row in reversed(rows[:-1]):
        below = [[row[i ^ 1], *paths[i >> 1]] for i in range(len(row) & ~1)]
        if len(row) & 1:
            below.append(paths[-1])
        paths = below
    return rows[-1][0], paths


def _check_hashes(hashes: Sequence[bytes]) -> None:
    if any(len(value) != HASH_BYTES for value in hashes):
        raise ProofError("a hash is not 32 bytes")


def root_from_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Root that an inclusion path leads to (RFC 9162 2.1.3.2).

    ``leaf`` is a leaf hash. Raises ProofError when index is not below size, or the path
    has not exactly the length that (index, size) demands.
    """
    if not 0 <= index < size:
        raise ProofError("index is not below the tree size")
    _check_hashes([leaf, *path])
    fork = (index ^ (size - 1)).bit_length()
    if len(path) != fork + (index >> fork).bit_count():
        raise ProofError("path has the wrong length")
    result = leaf
    for level, sibling in enumerate(path):
        left = level >= fork or index >> level & 1
        result = node_hash(sibling, result) if left else node_hash(result, sibling)
    return result


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Check that leaf hash ``leaf`` stands at ``index`` under ``root`` of ``size`` leaves; else ProofError."""
    if root_from_path(leaf, index, size, path) != root:
        raise ProofError("path leads to another root")


def verify_consistency(size1: int, size2: int, root1: bytes, root2: bytes, path: Sequence[bytes]) -> None:
    """Check that the tree of size2 extends the tree of size1 (RFC 9162 2.1.4.2); else ProofError.

    A tree of size 0 proves nothing and is refused: every tree extends it.
    """
    if size1 == size2:
        if size1 < 1 or path or root1 != root2:
            raise ProofError("trees of one size differ, or carry a proof")
        return
    if not 0 < size1 < size2:
        raise ProofError("the older tree is empty or larger")
    _check_hashes([root1, root2, *path])
    low = (size1 & -size1).bit_length() - 1
    index = (size1 - 1) >> low
    fork = (index ^ (size2 - 1) >> low).bit_length()
    seeded = [root1, *path] if size1 == 1 << low else list(path)
    if len(seeded) != 1 + fork + (index >> fork).bit_count():
        raise ProofError("proof has the wrong length")
    old = new = seeded[0]
    for level, sibling in enumerate(seeded[1:]):
        if level >= fork or index >> level & 1:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
        else:
            new = node_hash(new, sibling)
    if old != root1 or new != root2:
        raise ProofError("proof leads to another root")


def _complete_subtrees(start: int, end: int) -> list[tuple[int, int]]:
    """(level, index) of the complete subtrees that [start, end) consists of, largest first."""
    parts: list[tuple[int, int]] = []
    while start < end:
        level = (end - start).bit_length() - 1
        parts.append((level, start >> level))
        start += 1 << level
    return parts


def subtree_root(start: int, end: int, node: NodeReader) -> bytes:
    """Root over leaves [start, end); ``start`` as aligned as in the RFC 6962 tree. Empty: ``EMPTY_ROOT``."""
    parts = _complete_subtrees(start, end)
    if not parts:
        return EMPTY_ROOT
    result = node(*parts.pop())
    while parts:
        result = node_hash(node(*parts.pop()), result)
    return result


def _split(start: int, end: int) -> int:
    """Where a subtree over [start, end) of two or more leaves divides."""
    return start + (1 << ((end - start - 1).bit_length() - 1))


def inclusion_path(index: int, size: int, node: NodeReader) -> list[bytes]:
    """Inclusion path of a leaf (RFC 6962 2.1.1), nearest sibling first; ProofError when index >= size."""
    if not 0 <= index < size:
        raise ProofError("index is not below the tree size")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = _split(start, end)
        if index < middle:
            path.append(subtree_root(middle, end, node))
            end = middle
        else:
            path.append(subtree_root(start, middle, node))
            start = middle
    path.reverse()
    return path


def consistency_path(size1: int, size2: int, node: NodeReader) -> list[bytes]:
    """Consistency proof (RFC 6962 2.1.2); empty for size1 = 0 or equal sizes; ProofError when size1 > size2."""
    if not 0 <= size1 <= size2:
        raise ProofError("the older tree is larger")
    if size1 == 0:
        return []
    path: list[bytes] = []
    start, end = 0, size2
    while size1 != end:
        middle = _split(start, end)
        if size1 <= middle:
            path.append(subtree_root(middle, end, node))
            end = middle
        else:
            path.append(subtree_root(start, middle, node))
            start = middle
    if start:
        path.append(subtree_root(start, end, node))
    path.reverse()
    return path


class Frontier:
    """The right edge of a growing tree: enough to append leaves and to know the root.

    ``_edge[level]`` is the complete subtree of that level which waits for its right
    sibling; it has a meaning only where the bit of ``size`` is set.
    """

    __slots__ = ("_edge", "size")

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []

    @classmethod
    def load(cls, size: int, node: NodeReader) -> Self:
        """Edge of a stored tree of ``size`` leaves."""
        frontier = cls()
        frontier.size = size
        frontier._edge = [b""] * size.bit_length()
        for level, index in _complete_subtrees(0, size):
            frontier._edge[level] = node(level, index)
        return frontier

    def extend(self, hashes: Sequence[bytes]) -> list[Node]:
        """Append leaf hashes; returns the inner nodes (level >= 1) that became complete, level by level."""
        completed: list[Node] = []
        row, start, level = list(hashes), self.size, 0
        self.size += len(row)
        while row:
            if level == len(self._edge):
                self._edge.append(b"")
            if start & 1:
                row.insert(0, self._edge[level])
            if len(row) & 1:
                self._edge[level] = row[-1]
            row, start, level = _parents(row), start >> 1, level + 1
            completed.extend((level, start + i, value) for i, value in enumerate(row))
        return completed

    def root(self) -> bytes:
        """Root over all leaves so far (RFC 6962 2.1)."""
        parts = [self._edge[level] for level in range(self.size.bit_length()) if self.size >> level & 1]
        if not parts:
            return EMPTY_ROOT
        result = parts[0]
        for left in parts[1:]:
            result = node_hash(left, result)
        return result

    def snapshot(self) -> Snapshot:
        """State to come back to when what was appended is not committed."""
        return self.size, tuple(self._edge)

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to an earlier snapshot."""
        self.size, edge = snapshot
        self._edge = list(edge)
