"""How ids and texts of the graph stand in the engine's files: sealed, so that a disk or a copy tells no name or number.

AES-SIV (RFC 5297) under a key outside the engine. Ids are sealed alone: one id is one token, by which the engine finds
it and the key finds the id. Texts are sealed with the id of what they belong to, so that two persons of one name do not
look alike. Numbers bear a mark besides, by which one that an officer declared is found. Pure.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from graph.errors import GraphRefused

KEY_BYTES: Final = 32
_KEPT: Final = 1 << 16
"""Ids kept in memory with their tokens."""
_KEYED: Final = re.compile(r"[0-9a-f]{24}")
"""Ids of edges and rows: digests of what is sealed or keyed themselves, so they stay."""
_FORM: Final = "4"
"""Another one where a graph of before lacks something: its node writes it anew, once."""


class Seal:
    """One node's. ``key``: KEY_BYTES bytes. Safe for threads."""

    def __init__(self, key: bytes) -> None:
        self._siv = AESSIV(key)
        self.token = lru_cache(_KEPT)(self._token)
        """Token of an id; nothing of nothing."""
        self.id = lru_cache(_KEPT)(self._id)
        """Id of a token. Raises GraphRefused where it is none of this key's."""

    @property
    def form(self) -> str:
        """Name of this form under this key: a graph that was written otherwise does not bear it."""
        return f"sealed/{_FORM}/{self._token('form')[:12]}"

    def mark(self, digest: bytes) -> str:
        """By which a number is found whose :func:`services.access.kin.kin_digest` this is."""
        return _written(self._siv.encrypt(b"kin", [digest]))

    def text(self, text: str, of: str) -> str:
        """Sealed text of what has the id ``of``; nothing of nothing."""
        return _written(self._siv.encrypt(text.encode("utf-8", "surrogatepass"), [of.encode()])) if text else ""

    def opened(self, sealed: str, of: str) -> str:
        """The text again. Raises GraphRefused where it is not of this key and this id."""
        return self._open(sealed, [of.encode()]) if sealed else ""

    def _token(self, text: str) -> str:
        if not text or _KEYED.fullmatch(text):
            return text
        return _written(self._siv.encrypt(text.encode("utf-8", "surrogatepass"), None))

    def _id(self, token: str) -> str:
        return token if not token or _KEYED.fullmatch(token) else self._open(token, None)

    def _open(self, sealed: str, of: list[bytes] | None) -> str:
        try:
            raw = urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
            return self._siv.decrypt(raw, of).decode("utf-8", "surrogatepass")
        except (ValueError, InvalidTag):
            raise GraphRefused("the graph was written under another key, or before it was sealed: rebuild it") from None


def _written(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
