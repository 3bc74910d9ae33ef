"""Frames on the writer's Unix socket.

    request   u32be length of the rest | u8 op | u32be id | body
    reply     u32be length of the rest | u8 op | u32be id | u8 status | body

Status 0 is done; others are refusals, numbered 16 + place in :class:`audit.refusal.Refusal`,
and have an empty body, save 255: never to be granted, and the body says why in UTF-8.
A malformed frame closes the connection. Replies come in any order, by id.

APPEND body: u8 number of names | (u8 length | name)... | u16be n | n heads | n parts

    head    u8 agency, u8 issuer (places among the names) | u8 flags (1 append while
            stale, 2 consumes a nonce, 4 consumes the second) | u8 quotas | u32be length of
            open | u32be length of sealed | u64be registry version | i64be exp ms | i64be
            deadline ms (0 none) | nonce (16) | second nonce (16)
    part    open | sealed | (u8 length | scope | u8 length | token)...

APPEND reply: n results of 41 bytes: u8 code | u64be index | commitment (32). Code 0 is
appended, 1 appended while witnesses are stale, others as status.

The other bodies are sequences of fields: u64be numbers and u32be length | bytes; lists
are a u32be count before their members. :mod:`audit.replies` names them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from audit.entry import is_agency
from audit.limits import is_scope
from audit.nonces import NONCE_BYTES, nonce_key
from audit.refusal import Refusal

MAX_FRAME_BYTES = 16 << 20
MAX_PART_BYTES = 1 << 20
MAX_FRAME_ITEMS = 32
RESULT = struct.Struct(">BQ32s")
DONE, DONE_STALE, REFUSED_FOR_GOOD = 0, 1, 255
_LENGTH = struct.Struct(">I")
_REQUEST = struct.Struct(">IBI")
_REPLY = struct.Struct(">IBIB")
_HEAD = struct.Struct(">BBBBIIQqq16s16s")
_WHEN_STALE, _CONSUMES, _CONSUMES_SECOND = 1, 2, 4
_MAX = 1 << 63
_MAX_ISSUER = 64
_MAX_QUOTAS = 255
_CODES = {refusal: 16 + place for place, refusal in enumerate(Refusal)}
REFUSALS = {code: refusal for refusal, code in _CODES.items()}


class ProtocolError(Exception):
    """A frame is malformed: its sender is broken, the connection ends."""


class Op(IntEnum):
    """What a frame asks for."""

    APPEND = 1
    CHECKPOINT = 2
    RECEIPTS = 3
    ENTRIES = 4
    REGISTRY = 5
    DESTROY = 6


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
    """APPEND body of 1 to 32 items."""
    names: dict[bytes, int] = {}
    heads: list[bytes] = []
    parts: list[bytes] = []
    for item in items:
        flags = _WHEN_STALE * item.when_stale + _CONSUMES * bool(item.nonce)
        flags += _CONSUMES_SECOND * bool(item.second_nonce)
        agency = names.setdefault(item.agency.encode(), len(names))
        issuer = names.setdefault(item.issuer.encode(), len(names))
        heads.append(
            _HEAD.pack(agency, issuer, flags, len(item.quota), len(item.open), len(item.sealed),
                       item.registry_version, item.exp_ms, item.deadline_ms, item.nonce, item.second_nonce)
        )  # fmt: skip
        parts += (item.open, item.sealed)
        if item.quota:
            parts += [_encode_quota(quota) for quota in item.quota]
    table = [bytes((len(name),)) + name for name in names]
    return b"".join((bytes((len(table),)), *table, len(heads).to_bytes(2, "big"), *heads, *parts))


def _encode_quota(quota: Quota) -> bytes:
    scope = quota.scope.encode()
    return bytes((len(scope),)) + scope + bytes((len(quota.token),)) + quota.token


def decode_append(body: bytes) -> list[Request]:
    """Requests of an APPEND body; ProtocolError."""
    try:
        names, at = _decode_names(body)
        agencies = [name.decode() for name in names]
        count = int.from_bytes(body[at : at + 2], "big")
        start = at + 2
        at = start + count * _HEAD.size
        requests = []
        for head in _HEAD.iter_unpack(body[start:at]):
            agency, issuer, flags, quotas, open_length, sealed_length, version, exp_ms, deadline_ms, *both = head
            middle = at + open_length
            end = middle + sealed_length
            uses: tuple[tuple[str, bytes], ...] = ()
            open_part, sealed = body[at:middle], body[middle:end]
            at = end
            if quotas:
                uses, at = _decode_quotas(body, at, quotas)
            key = nonce_key(names[issuer], both[0]) if flags & _CONSUMES else b""
            second = nonce_key(names[issuer], both[1]) if flags & _CONSUMES_SECOND else b""
            requests.append(
                Request(
                    open_part,
                    sealed,
                    agencies[agency],
                    version,
                    key,
                    exp_ms,
                    deadline_ms,
                    bool(flags & _WHEN_STALE),
                    uses,
                    second,
                )
            )
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ProtocolError("append frame is malformed") from error
    if at != len(body) or not 1 <= count <= MAX_FRAME_ITEMS or count != len(requests):
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
        middle = at + 1 + body[at]
        end = middle + 1 + body[middle]
        scope = body[at + 1 : middle].decode()
        if not is_scope(scope):
            raise ProtocolError("no such scope of limits")
        uses.append((scope, body[middle + 1 : end]))
        at = end
    return tuple(uses), at


def refused(refusal: Refusal) -> bytes:
    """Result of an item that was not appended."""
    return RESULT.pack(_CODES[refusal], 0, b"")


def appended(first: int, commitments: Iterable[bytes], stale: bool) -> list[bytes]:
    """Results of items appended from index ``first`` on."""
    pack, code = RESULT.pack, DONE_STALE if stale else DONE
    return [pack(code, index, value) for index, value in enumerate(commitments, first)]


def request_frame(op: Op, number: int, body: bytes) -> bytes:
    """A request."""
    return _REQUEST.pack(len(body) + 5, op, number) + body


def reply_frame(op: int, number: int, body: bytes, refusal: Refusal | None = None) -> bytes:
    """A reply."""
    return _REPLY.pack(len(body) + 6, op, number, DONE if refusal is None else _CODES[refusal]) + body


def error_frame(op: int, number: int, why: str) -> bytes:
    """Reply to a request that can never be granted."""
    text = why.encode()
    return _REPLY.pack(len(text) + 6, op, number, REFUSED_FOR_GOOD) + text


def split_frames(buffer: bytes) -> tuple[list[bytes], bytes]:
    """Whole frames at the start of a buffer, without their lengths, and what is left; ProtocolError."""
    frames, at = [], 0
    while len(buffer) - at >= 4:
        (length,) = _LENGTH.unpack_from(buffer, at)
        if not 5 <= length <= MAX_FRAME_BYTES:
            raise ProtocolError("frame length is out of range")
        if len(buffer) - at - 4 < length:
            break
        frames.append(buffer[at + 4 : at + 4 + length])
        at += 4 + length
    return frames, buffer[at:]
