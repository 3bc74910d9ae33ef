"""Numbers that stand for persons, numbers and rows in files: keyed digests, which nobody without the key can try. Pure.

They have 64 bits: among ten million, two that are not the same get one token with a chance of three in a million.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Final

_KEPT: Final = 1 << 17
_ROW_BITS: Final = 63


class Tokens:
    """One node's. ``key``: 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.node = lru_cache(_KEPT)(self._node)
        """Token of a node by kind and id, never 0; 0 of nothing."""

    def row(self, *says: object) -> int:
        """Number of a row by what it says, 63 bits."""
        return self._digest("row", *says) >> (64 - _ROW_BITS)

    def _node(self, kind: str, name: str) -> int:
        return (self._digest("node", kind, name) or 1) if name else 0

    def _digest(self, *parts: object) -> int:
        text = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(text, digest_size=8, key=self._key).digest())
