"""How a token declares an officer's own and their kin's numbers, so that they are found and not read. Pure.

The digest has no salt of its token: a graph of millions of numbers finds the few that are declared by an index, and
could not try each of its numbers for each token.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

PREFIX: Final = b"rabta own or kin\0"
_CARDS: Final = frozenset({"NICOP", "POC"})
_REGISTRY_DIGITS: Final = 13


def kin_digest(text: str) -> bytes:
    """SHA-256(PREFIX || ``TYPE:canonical`` in :func:`one_series`), 32 bytes."""
    return sha256(PREFIX + one_series(text).encode()).digest()


def one_series(text: str) -> str:
    """``TYPE:canonical`` with cards over the registry's one number series as CNIC: NICOP, POC, an NTN of 13 digits."""
    kind, _, number = text.partition(":")
    return f"CNIC:{number}" if kind in _CARDS or (kind == "NTN" and len(number) == _REGISTRY_DIGITS) else text
