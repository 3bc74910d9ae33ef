"""Items to append, and the body of the frame that carries them (see :mod:`audit.protocol`).

APPEND body: u8 number of names | (u8 length | name)... | u16be n | n heads | n parts

    head    u8 agency, u8 issuer (places among the names) | u8 flags (1 append while
            stale, 2 consumes a nonce, 4 consumes the second) | u8 quotas | u32be length of
            open | u32be length of sealed | u64be registry version | i64be exp ms | i64be
            deadline ms (0 none) | nonce (16) | second nonce (16)
    part    open | sealed | (u8 length | scope | u8 length | token)...
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from audit.entry import is_agency
from audit.limits import encode_use, is_scope, read_use
from audit.nonces import NONCE_BYTES, nonce_key
from audit.protocol import MAX_FRAME_ITEMS, ProtocolError

MAX_PART_BYTES = 1 << 20
_HEAD = struct.Struct(">BBBBIIQqq16s16s")
_WHEN_STALE, _CONSUMES, _CONSUMES_SECOND = 1, 2, 4
_MAX = 1 << 63
_MAX_ISSUER = 64
_MAX_QUOTAS = 255


@dataclass(frozen=True, slots=True)
class Quota:
    """One use of an identifier ``token`` that counts for ``scope`` (see :mod:`audit.limits`)."""

    scope: str
    token: bytes

    def __post_init__(self) -> None:
        """ValueError for a scope without limits, or one too long to send."""
        if not is_scope(self.scope) or len(self.scope.encode()) > 255 or not 0 < len(self.token) <= 255:
            raise ValueError("not a scope of limits and a token")


@dataclass(frozen=True, slots=True)
class Item:
    """One append. ``open`` and ``sealed`` are encoded parts (:mod:`audit.entry`); times are epoch ms.

    ``nonce``: 16 bytes, consumed for ``issuer`` until ``exp_ms``; empty consumes none.
    ``second_nonce``: consumed with it, both or neither (an approval that counts once).
    ``deadline_ms``: not appended once this has passed; 0 for none. ValueError for one that
    the writer would not read.
    """

    open: bytes
    sealed: bytes
    agency: str
    registry_version: int
    nonce: bytes = b""
    issuer: str = ""
    exp_ms: int = 0
    quota: tuple[Quota, ...] = ()
    when_stale: bool = False
    deadline_ms: int = 0
    second_nonce: bytes = b""

    def __post_init__(self) -> None:
        """Everything that encoding relies on."""
        if len(self.open) > MAX_PART_BYTES or len(self.sealed) > MAX_PART_BYTES:
            raise ValueError("entry is too long")
        if not is_agency(self.agency) or len(self.issuer) > _MAX_ISSUER or not self.issuer.isascii():
            raise ValueError("agency or issuer is malformed")
        if any(nonce and len(nonce) != NONCE_BYTES for nonce in (self.nonce, self.second_nonce)):
            raise ValueError("nonce is not 16 bytes")
        if self.second_nonce and not self.nonce:
            raise ValueError("a second nonce needs a first")
        if not (0 <= self.registry_version < _MAX and 0 <= self.exp_ms < _MAX and 0 <= self.deadline_ms < _MAX):
            raise ValueError("version or time is out of range")
        if len(self.quota) > _MAX_QUOTAS:
            raise ValueError("too many identifiers")


class Request(NamedTuple):
    """An item as the writer reads it: nonces are unique over all issuers, or empty."""

    open: bytes
    sealed: bytes
    agency: str
    version: int
    nonce: bytes
    exp_ms: int
    deadline_ms: int
    when_stale: bool
    quota: tuple[tuple[str, bytes], ...]
    second_nonce: bytes = b""


def encode_append(items: Sequence[Item]) -> bytes:
    """APPEND body of 1 to 32 items; an item's names are ASCII."""
    names: dict[str, int] = {}
    heads: list[bytes] = []
    parts: list[bytes] = []
    for item in items:
        flags = _WHEN_STALE * item.when_stale + _CONSUMES * bool(item.nonce)
        flags += _CONSUMES_SECOND * bool(item.second_nonce)
        agency = names.setdefault(item.agency, len(names))
        issuer = names.setdefault(item.issuer, len(names))
        heads.append(
            _HEAD.pack(agency, issuer, flags, len(item.quota), len(item.open), len(item.sealed),
                       item.registry_version, item.exp_ms, item.deadline_ms, item.nonce, item.second_nonce)
        )  # fmt: skip
        parts += (item.open, item.sealed)
        if item.quota:
            parts += [encode_use(quota.scope, quota.token) for quota in item.quota]
    table = [bytes((len(name),)) + name.encode() for name in names]
    return b"".join((bytes((len(table),)), *table, len(heads).to_bytes(2, "big"), *heads, *parts))


def decode_append(body: bytes) -> list[Request]:
    """Requests of an APPEND body; ProtocolError."""
    try:
        names, start = _decode_names(body)
        agencies = [name.decode() for name in names]
        at = start + 2 + int.from_bytes(body[start : start + 2], "big") * _HEAD.size
        requests: list[Request] = []
        heads = _HEAD.iter_unpack(body[start + 2 : at])
        for agency, issuer, flags, quotas, lead, rest, version, exp_ms, deadline_ms, nonce, second in heads:
            middle = at + lead
            end = middle + rest
            key = nonce_key(names[issuer], nonce) if flags & _CONSUMES else b""
            other = nonce_key(names[issuer], second) if flags & _CONSUMES_SECOND else b""
            when_stale = flags & _WHEN_STALE == _WHEN_STALE
            parts = body[at:middle], body[middle:end]
            uses, at = _decode_quotas(body, end, quotas) if quotas else ((), end)
            requests.append(
                Request._make((*parts, agencies[agency], version, key, exp_ms, deadline_ms, when_stale, uses, other))
            )
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ProtocolError("append frame is malformed") from error
    if at != len(body) or not 1 <= len(requests) <= MAX_FRAME_ITEMS:
        raise ProtocolError("append frame is malformed")
    return requests


def _decode_names(body: bytes) -> tuple[list[bytes], int]:
    names, at = [], 1
    for _ in range(body[0]):
        end = at + 1 + body[at]
        names.append(body[at + 1 : end])
        at = end
    return names, at


def _decode_quotas(body: bytes, at: int, count: int) -> tuple[tuple[tuple[str, bytes], ...], int]:
    uses = []
    for _ in range(count):
        scope, token, at = read_use(body, at)
        uses.append((_scope(scope), token))
    return tuple(uses), at


@lru_cache(maxsize=4096)
def _scope(name: bytes) -> str:
    scope = name.decode()
    if not is_scope(scope):
        raise ProtocolError("no such scope of limits")
    return scope
