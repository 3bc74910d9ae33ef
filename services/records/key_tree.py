"""A key for each of 2^48 places, of which some are destroyed for good, in a table as small as what was destroyed.

A binary tree of keys (Goldreich, Goldwasser, Micali, "How to construct random functions", JACM 33(4), 1986): a node's
key gives those of its two children and nothing above them. What is kept is a cover: the fewest nodes below which every
place lies that still has its key. At first that is the root alone; where a place is destroyed, the nodes on its way
give way to those beside them, at most 48. A child's key is half of SHA-512 over a counter, the node's key and a word of
ours (NIST SP 800-56C revision 2, section 4.1).

Pure but for the root, which is random.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha512
from typing import Final, Self

from services.signing.sealing import SealBroken

DEPTH: Final = 48
LEAF_BITS: Final = 9
"""A page holds 500 versions at most (``services/signing/page.py``)."""
KEY_BYTES: Final = 32
NODE_BYTES: Final = 7
REMEMBERED: Final = 1 << 15
_FIRST: Final = 1 << DEPTH
_BEFORE, _AFTER = (1).to_bytes(4), b"rabta record keys"


class KeyGone(SealBroken):
    """The key of a place was destroyed: what was sealed there cannot be opened by anybody."""


def index_of(page: int, leaf: int) -> int:
    """The place of a version: its page at the hub, and its leaf there. Raises ValueError past the tree's bounds."""
    if not (0 <= leaf < 1 << LEAF_BITS and 0 <= page < 1 << (DEPTH - LEAF_BITS)):
        raise ValueError("no page or leaf of the tree")
    return page << LEAF_BITS | leaf


class KeyTree:
    """``cover``: node -> its key; the root is node 1, the children of node n are 2n and 2n + 1. Never changed."""

    def __init__(self, cover: Mapping[int, bytes]) -> None:
        self._cover = cover
        self._derived: dict[int, bytes] = {}

    @classmethod
    def fresh(cls) -> Self:
        """Every place has a key."""
        return cls({1: os.urandom(KEY_BYTES)})

    def key(self, index: int) -> bytes:
        """32 bytes. Raises KeyGone."""
        node = above = _FIRST | index
        while (key := self._cover.get(above) or self._derived.get(above)) is None:
            above >>= 1
            if not above:
                raise KeyGone
        if len(self._derived) > REMEMBERED:
            self._derived.clear()
        for shift in range(node.bit_length() - above.bit_length() - 1, -1, -1):
            child = node >> shift
            left, right = _children(key)
            key, self._derived[child ^ 1] = (right, left) if child & 1 else (left, right)
            self._derived[child] = key
        return key

    def holds(self, index: int) -> bool:
        """Whether the place still has its key."""
        return self._above(index) > 0

    def without(self, indexes: Iterable[int]) -> KeyTree:
        """The tree in which these places have no key; those that had none change nothing."""
        cover = dict(self._cover)
        tree = KeyTree(cover)
        for index in indexes:
            if above := tree._above(index):
                key, node = cover.pop(above), _FIRST | index
                for shift in range(node.bit_length() - above.bit_length() - 1, -1, -1):
                    child = node >> shift
                    left, right = _children(key)
                    key, cover[child ^ 1] = (right, left) if child & 1 else (left, right)
        return tree

    def last_gone(self) -> int:
        """The highest place that has no key; -1 where all have theirs."""
        node = 1
        while node < _FIRST:
            if node in self._cover:
                return -1
            node = 2 * node + (2 * node + 1 not in self._cover)
        return node - _FIRST

    def encode(self) -> bytes:
        """Node and key of each of the cover, 39 bytes, by node."""
        return b"".join(node.to_bytes(NODE_BYTES) + key for node, key in sorted(self._cover.items()))

    @classmethod
    def decode(cls, raw: bytes) -> Self:
        """What was encoded. Raises ValueError."""
        return cls(dict(_nodes(raw)))

    def _above(self, index: int) -> int:
        """The node of the cover that the place lies below; 0 for none."""
        above = _FIRST | index
        while above and above not in self._cover:
            above >>= 1
        return above


def _children(key: bytes) -> tuple[bytes, bytes]:
    both = sha512(_BEFORE + key + _AFTER).digest()
    return both[:KEY_BYTES], both[KEY_BYTES:]


def _nodes(raw: bytes) -> Iterator[tuple[int, bytes]]:
    size = NODE_BYTES + KEY_BYTES
    if len(raw) % size:
        raise ValueError("no whole number of nodes")
    for at in range(0, len(raw), size):
        yield int.from_bytes(raw[at : at + NODE_BYTES]), raw[at + NODE_BYTES : at + size]
